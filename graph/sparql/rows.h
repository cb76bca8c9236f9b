/* rows.h — solutions as a table: a term number for each variable, RELATA_NONE where it is unbound.
 *
 * Behind the variables stands one cell more, the row's tag: whoever extends
 * rows keeps it, so that a left join knows which of its rows found a partner.
 */
#ifndef RELATA_GRAPH_ROWS_H
#define RELATA_GRAPH_ROWS_H

#include "extract/extract.h"
#include "graph/sparql/timer.h"

struct rows {
  size_t width; /* variables */
  size_t count, capacity;
  uint32_t *cells; /* `count` times width + 1 */
};

void rows_init(struct rows *rows, size_t width);
void rows_free(struct rows *rows);
/* One row that binds nothing. */
void rows_init_unit(struct rows *rows, size_t width);

uint32_t *rows_get(const struct rows *rows, size_t index);
uint32_t rows_tag(const struct rows *rows, size_t index);
/* A copy of `row` (width + 1 cells), or one that binds nothing for NULL; lent. */
uint32_t *rows_add(struct rows *rows, const uint32_t *row);

/* By variable: does any row bind it?  To be freed. */
bool *rows_bound(const struct rows *rows);

/* All pairs of a left and a right row that agree; the tag is the left one's. */
void rows_join(const struct rows *left, const struct rows *right, struct rows *out, size_t most, struct timer *timer);
/* The left rows that agree with no right row with which they share a variable. */
void rows_minus(const struct rows *left, const struct rows *right, struct rows *out);
/* Removes rows that were there before, tags aside. */
void rows_distinct(struct rows *rows);

#endif
