/* plan_private.h — what the parts of the planner share. */
#ifndef RELATA_GRAPH_PLAN_PRIVATE_H
#define RELATA_GRAPH_PLAN_PRIVATE_H

#include "graph/sparql/evaluate.h"

struct planner {
  struct evaluation *evaluation;
  struct relata_arena *arena;
  size_t width; /* variables */
  bool too_large;
};

/* What is known of the rows that a pattern is given. */
struct scope {
  bool *may, *must; /* by variable: may it, must it be bound? */
  double rows;      /* how many are expected */
  bool is_unit;     /* one row that binds nothing */
  bool substitutes; /* EXISTS: the row's values hold everywhere in the pattern */
};
struct scope scope_unit(const struct planner *planner);
/* The scope behind a pattern that was given `scope`. */
struct scope scope_after(const struct planner *planner, const struct scope *scope, const struct pattern *pattern,
                         double rows);

/* One of the conditions that FILTER joins by &&. */
struct conjunct {
  const struct expression *expression;
  bool *mentions; /* by variable */
  bool is_pure;
};
struct conjuncts {
  struct conjunct **items;
  size_t count, capacity;
};
void conjuncts_split(const struct planner *planner, const struct expression *expression, struct conjuncts *conjuncts);
/* Moves those that look only at what `pattern` surely binds to `claimed`. */
void conjuncts_claim(const struct planner *planner, const struct pattern *pattern, const struct scope *scope,
                     struct conjuncts *from, struct conjuncts *claimed);
/* Puts what is left above the plan. */
struct plan *conjuncts_wrap(struct planner *planner, struct plan *plan, struct conjuncts *conjuncts,
                            const struct scope *scope);
/* "?x = <iri>" or "?x IN (<iri> …)" as data: VALUES ?x { <iri> … }; NULL for other conditions. */
struct pattern *conjunct_as_values(const struct planner *planner, const struct conjunct *conjunct,
                                   const struct pattern *pattern);

struct plan *plan_new(struct planner *planner, enum plan_kind kind, struct plan *left, struct plan *right,
                      double estimate);
struct plan *plan_pattern(struct planner *planner, const struct pattern *pattern, const struct scope *scope,
                          struct conjuncts *filters);
struct plan *plan_select(struct planner *planner, const struct select *select, enum query_form form, bool is_nested);
/* Plans the patterns of EXISTS in an expression (NULL: none) that `owner` asks about rows of `scope`. */
void plan_expression(struct planner *planner, const struct expression *expression, const struct scope *scope,
                     struct plan *owner);
/* Data as a pattern of its own. */
struct pattern *values_as_pattern(const struct planner *planner, struct values *values);

/* Triples in the cheapest order, with the filters that they decide (plan_triples.c). */
struct plan *plan_triples(struct planner *planner, const struct pattern *pattern, const struct scope *scope,
                          struct conjuncts *filters);
/* How many solutions triples have for each row that binds `bound`; by guess. */
double triples_estimate(struct planner *planner, const struct pattern *pattern, const bool *bound);

/* The same for any pattern alone; remembered in it. */
double pattern_estimate(struct planner *planner, const struct pattern *pattern);

#endif
