/* progress.h — one line on a terminal that tells how far long work is; silence in a pipe. */
#ifndef RELATA_PROGRESS_H
#define RELATA_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

void progress_begin(bool quiet);
/* `total` 0 = unknown.  Redraws at most ten times a second. */
void progress_show(uint64_t done, uint64_t total, uint64_t articles, uint64_t facts);
/* The same for other things than articles: "3 of 17 graphs". */
void progress_count(uint64_t done, uint64_t total, const char *what);
void progress_hide(void); /* wipes the line, so that a message can be printed */
void progress_end(void);

#endif
