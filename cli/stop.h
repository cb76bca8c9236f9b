/* stop.h — an orderly end on Ctrl-C or kill: the work in hand is given up, files stay whole. */
#ifndef RELATA_STOP_H
#define RELATA_STOP_H

#include <stdbool.h>

void stop_on_signals(void);
bool stop_wanted(void);
int stop_signal(void); /* 0 = none came */

#endif
