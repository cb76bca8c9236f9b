/* aggregate.h — GROUP BY and the set functions. */
#ifndef RELATA_GRAPH_AGGREGATE_H
#define RELATA_GRAPH_AGGREGATE_H

#include "graph/sparql/evaluate.h"

/* Groups of rows: a row that binds the keys for each, and the values of the
 * select's aggregates, `aggregate_count` numbers a group. */
struct groups {
  struct rows rows;
  uint32_t *aggregates;
};

void groups_make(struct evaluation *evaluation, const struct select *select, const struct rows *rows,
                 struct groups *groups);
/* The same without any rows, where the index knows the counts; false where it does not. */
bool groups_count(struct evaluation *evaluation, const struct select *select, struct groups *groups);

#endif
