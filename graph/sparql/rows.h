/* rows.h — solutions as a table: a term number for each variable, RELATA_NONE where it is unbound.
 *
 * Behind the variables stands one cell more, the row's tag: whoever extends
 * rows keeps it, so that a left join knows which of its rows found a partner.
 */
#ifndef RELATA_GRAPH_ROWS_H
#define RELATA_GRAPH_ROWS_H

#include "extract/extract.h"
#include "graph/sparql/limits.h"

struct rows {
  size_t width; /* variables */
  size_t count, capacity;
  uint32_t *cells; /* `count` times width + 1 */
  struct limits *limits;
};

void rows_init(struct rows *rows, size_t width, struct limits *limits);
void rows_free(struct rows *rows);
/* One row that binds nothing. */
void rows_init_unit(struct rows *rows, size_t width, struct limits *limits);

uint32_t *rows_get(const struct rows *rows, size_t index);
uint32_t rows_tag(const struct rows *rows, size_t index);
/* A copy of `row` (width + 1 cells), or one that binds nothing for NULL; lent.
 * Where memory has reached its limit the last row gives way: nothing counts any more. */
uint32_t *rows_add(struct rows *rows, const uint32_t *row);

/* Do two rows bind no variable differently?  *share: do both bind some? */
bool rows_agree(const uint32_t *a, const uint32_t *b, size_t width, bool *share);

/* Rows to be found by the variables that they always bind. */
struct row_table {
  struct rows rows; /* filled from outside, and left alone once looked up */
  bool *always;     /* by variable: do all rows bind it?  NULL: not known yet */
  uint32_t *keys;   /* the variables that the index is by; NULL: there is no index yet */
  size_t key_count;
  uint32_t *buckets, *next; /* row + 1; 0 = none */
  size_t bucket_count;
};
void row_table_init(struct row_table *table, size_t width, struct limits *limits);
void row_table_free(struct row_table *table);
/* Makes the table ready to be asked for rows like those of `left`. */
void row_table_prepare(struct row_table *table, const struct rows *left);
/* The rows that may agree with `row`, in their order: place + 1; 0: no more. */
uint32_t row_table_first(const struct row_table *table, const uint32_t *row);
uint32_t row_table_next(const struct row_table *table, uint32_t place);
const uint32_t *row_table_get(const struct row_table *table, uint32_t place);

/* Rows of some variables, each once. */
struct row_set {
  struct rows rows;
  uint32_t *slots; /* row + 1; 0 = free */
  size_t slot_count;
};
void row_set_init(struct row_set *set, size_t width, struct limits *limits);
void row_set_free(struct row_set *set);
/* Its place; adds a copy when it is new.  `*is_new` may be NULL. */
size_t row_set_add(struct row_set *set, const uint32_t *row, bool *is_new);

#endif
