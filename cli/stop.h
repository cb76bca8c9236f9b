/* stop.h — an orderly end on Ctrl-C or kill: the work in hand is given up, files stay whole. */
#ifndef RELATA_STOP_H
#define RELATA_STOP_H

#include <stdbool.h>

void stop_on_signals(void);
bool stop_wanted(void);
/* The same as a number that the library can watch: other than 0 as soon as one came. */
const int *stop_flag(void);
int stop_signal(void); /* 0 = none came */

#endif
