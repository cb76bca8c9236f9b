/* evaluate.h — a query's algebra over quads.
 *
 * Every pattern is evaluated sideways: given rows, it gives these rows joined
 * with its own solutions, so that triples look up what is bound already.
 * Where that would change the meaning (a filter that must not see an outer
 * variable, OPTIONAL and MINUS with variables from outside), the pattern is
 * evaluated alone and joined by hashing.
 */
#ifndef RELATA_GRAPH_EVALUATE_H
#define RELATA_GRAPH_EVALUATE_H

#include "graph/sparql/ast.h"
#include "graph/sparql/functions.h"
#include "graph/sparql/rows.h"
#include "graph/sparql/timer.h"
#include "graph/store/dictionary.h"
#include "graph/store/quads.h"

enum { RECENT_PATHS = 16 };

struct evaluation {
  const struct query *query;
  struct quads *quads;
  struct relata_arena *arena;
  struct dictionary *extra; /* terms that the graph does not have; numbered behind its own */
  uint32_t known;           /* how many terms the graph has */
  /* the dataset */
  bool union_default; /* without FROM: is the default graph all graphs together? */
  bool *in_default;   /* FROM: by a graph's number; NULL: no FROM */
  uint32_t *named;    /* the graphs that GRAPH reaches */
  size_t named_count;
  uint32_t active;    /* the graph at hand, RELATA_NONE: the default one */
  struct function_context functions;
  const uint32_t *aggregates; /* values of the group at hand, by aggregate; NULL outside */
  const struct pattern *limited; /* a pattern that may stop after `enough` rows; NULL: none */
  size_t enough;
  size_t most;   /* rows at most: more than anybody reads, less than memory */
  bool too_many; /* there were more: nothing that follows counts */
  struct timer *timer; /* when it is over, walks end and nothing that follows counts */
  const struct path *recent_paths[RECENT_PATHS]; /* whose terms were looked up last */
  uint32_t recent_terms[RECENT_PATHS];
};

struct relata_str evaluation_term(const struct evaluation *evaluation, uint32_t number);
uint32_t evaluation_intern(struct evaluation *evaluation, struct relata_str term); /* an empty one is RELATA_NONE */

/* Appends to `out` the rows of `input` joined with the pattern's solutions. */
void evaluate_pattern(struct evaluation *evaluation, const struct pattern *pattern, const struct rows *input,
                      struct rows *out);
/* The part of it for basic graph patterns (match.c). */
void match_triples(struct evaluation *evaluation, const struct pattern *pattern, const struct rows *input,
                   struct rows *out);

/* A SELECT or another form's modifiers: rows that bind its variables, in order. */
void evaluate_select(struct evaluation *evaluation, const struct select *select, bool keeps_all, struct rows *out);

/* Expressions (evaluate_expression.c); temporary texts are `arena`'s. */
struct value evaluate_expression(struct evaluation *evaluation, struct relata_arena *arena,
                                 const struct expression *expression, const uint32_t *row, uint64_t number);
bool evaluate_condition(struct evaluation *evaluation, struct relata_arena *arena, const struct expression *expression,
                        const uint32_t *row, uint64_t number);
/* Has it the same value whenever its variables have the same?  Not with
 * EXISTS, aggregates, RAND() and the like. */
bool expression_is_pure(const struct expression *expression);
/* Does the expression mention this variable? */
bool expression_mentions(const struct expression *expression, uint32_t variable);

/* A walk over the triples of the graph at hand, each once. */
struct triple_walk {
  const struct evaluation *evaluation;
  struct quad_cursor cursor;
  const struct quad *last;
};
struct triple_walk triple_walk_begin(const struct evaluation *evaluation, uint32_t subject, uint32_t predicate,
                                     uint32_t object);
const struct quad *triple_walk_next(struct triple_walk *walk);

/* Pairs of things that a path joins (path.c). */
struct pairs {
  uint32_t (*items)[2];
  size_t count, capacity;
};
void pairs_free(struct pairs *pairs);
/* `from` and `to` may be RELATA_NONE: any. */
void path_find(struct evaluation *evaluation, const struct path *path, uint32_t from, uint32_t to,
               struct pairs *pairs);

#endif
