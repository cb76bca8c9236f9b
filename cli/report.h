/* report.h — words to the user, on standard error. */
#ifndef RELATA_REPORT_H
#define RELATA_REPORT_H

#include <stdbool.h>

#include "extract/extract.h"

/* "relata: …" and a line's end. */
void report_problem(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* "relata: PATH:LINE:COLUMN: message", and the exit status that fits. */
int report_error(const struct relata_error *error);

/* A wrong query: its line with a caret under the column. */
int report_query_error(const struct relata_error *error, const char *query);

/* Whether a stream (1, 2) wants colours: a terminal, and NO_COLOR is not set. */
bool report_wants_color(int fd);

#endif
