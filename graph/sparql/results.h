/* results.h — the answer of a query, and how it is written. */
#ifndef RELATA_GRAPH_RESULTS_H
#define RELATA_GRAPH_RESULTS_H

#include "extract/base/out.h"
#include "graph/graph.h"
#include "graph/write/prefixes.h"

struct results {
  struct relata_arena *arena; /* owns what follows */
  bool is_boolean, boolean;
  size_t columns, rows;
  struct relata_str *names; /* of the variables, without '?' */
  struct relata_str *terms; /* row by row; empty = unbound */
  size_t capacity;          /* of `terms` */
};

/* Appends a row of unbound values and lends it. */
struct relata_str *results_add_row(struct results *results);

/* CSV, TSV, JSON and XML as the W3C's result formats have them, row by row;
 * the table is for eyes: aligned by its first thousands of rows, prefixed
 * names, plain texts.  ASK in a table, CSV and TSV is the word true or false. */
struct results_writer {
  enum relata_results format;
  const struct relata_prefix *prefixes; /* PREFIX_COUNT of them */
  bool color;
  struct relata_out *out;
  /* its own, zero to begin with */
  struct relata_arena *scratch;
  struct results kept; /* names; of a table the rows till its widths are known */
  size_t *widths;
  size_t rows; /* taken */
};
/* Either a boolean, or columns, any number of rows and the end, which frees what is the writer's own. */
void results_writer_columns(struct results_writer *writer, const struct relata_str *names, size_t count);
void results_writer_row(struct results_writer *writer, const struct relata_str *values);
void results_writer_boolean(struct results_writer *writer, bool truth);
void results_writer_end(struct results_writer *writer);

/* All of it at once. */
void results_write(const struct results *results, enum relata_results format,
                   const struct relata_prefix prefixes[PREFIX_COUNT], bool color, struct relata_out *out);

#endif
