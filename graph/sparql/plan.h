/* plan.h — how a query's algebra is going to be answered.
 *
 * The planner (plan.c) turns patterns into a tree of operators: joins in the
 * order of their estimated sizes, triples each after those that bind its
 * variables, filters as near to the triples as their variables allow.  Most
 * operators work sideways: they are given rows and extend them.  Where that
 * would change the meaning (a filter that must not see an outer variable,
 * OPTIONAL and MINUS with variables from outside) or costs more, the pattern
 * is answered alone, once, and joined by hashing.
 *
 * All of it is the arena's but for what a run keeps, which plan_free frees.
 */
#ifndef RELATA_GRAPH_PLAN_H
#define RELATA_GRAPH_PLAN_H

#include "graph/graph.h"
#include "graph/sparql/ast.h"
#include "graph/sparql/rows.h"

enum plan_kind {
  PLAN_UNIT,
  PLAN_TRIPLES,   /* `steps` one after the other */
  PLAN_VALUES,
  PLAN_JOIN,      /* `left`, then `right` for each of its rows */
  PLAN_HASH_JOIN, /* the input with `left`, which is answered alone */
  PLAN_LEFT_JOIN,
  PLAN_UNION,
  PLAN_MINUS, /* `right` is answered alone */
  PLAN_FILTER,
  PLAN_EXTEND,
  PLAN_GRAPH,
  PLAN_SERVICE,
  /* the modifiers of a SELECT, over `left` */
  PLAN_GROUP,
  PLAN_COUNT, /* groups whose counts the index knows */
  PLAN_COMPUTE, /* (expression AS ?x) */
  PLAN_ORDER,
  PLAN_PROJECT,
  PLAN_DISTINCT,
  PLAN_SLICE
};

struct place {
  bool is_variable;
  uint32_t number; /* of the variable, or of the term */
};

struct condition;

/* A triple pattern in its turn. */
struct step {
  struct place places[3];
  const struct path *path;
  const struct text_match *text;
  size_t merged; /* so many steps, this one first, look for one and the same variable: their sorted runs are merged */
  uint32_t merged_variable;
  struct condition **filters; /* that can be decided once this step is done */
  const struct expression **filter_expressions;
  size_t filter_count;
  double range;            /* triples that fit it with nothing bound */
  double estimate, rows;   /* rows behind this step, expected and real */
};

struct plan {
  enum plan_kind kind;
  struct plan *left, *right;
  struct plan *exists, *next_exists; /* those of the patterns in the expressions, as a list */
  const struct pattern *pattern;       /* TRIPLES, VALUES, EXTEND, GRAPH, SERVICE */
  const struct expression *expression; /* FILTER, LEFT_JOIN (may be NULL), EXTEND */
  uint32_t variable;                   /* EXTEND */
  const struct select *select;         /* of the modifiers */
  uint64_t keep;                       /* ORDER: only so many rows are wanted; 0: all */
  struct step *steps;
  size_t step_count;
  double estimate; /* rows */
  /* what a run keeps */
  struct condition *condition;
  struct row_table *table; /* of what is answered alone */
  uint32_t table_graph;    /* for which graph at hand */
  uint64_t numbered;       /* rows so far: BNODE("x") is the same within a solution, another in the next */
  /* what came of it */
  double rows, runs, seconds;
};

struct evaluation;

/* The plan of a whole query form's pattern and modifiers.  RELATA_LIMIT for a
 * query that is too large to plan. */
enum relata_status plan_query(struct plan **out, struct evaluation *evaluation, const struct query *query,
                              struct relata_error *error);
void plan_free(struct plan *plan); /* NULL does nothing */

/* A tree of lines: operator, what it is about, expected and real rows, time. */
void plan_explain(const struct plan *plan, const struct evaluation *evaluation, const struct relata_prefix *prefixes,
                  struct relata_out *out);

#endif
