/* evaluate.h — a plan at work: rows stream through its operators.
 *
 * An operator is given a batch of rows and hands these rows, joined with its
 * own solutions, to a sink in batches: sideways, so that triples look up what
 * is bound already, and without keeping what can go on.  A sink that has
 * enough says so, and whoever fills it stops.
 */
#ifndef RELATA_GRAPH_EVALUATE_H
#define RELATA_GRAPH_EVALUATE_H

#include "graph/sparql/ast.h"
#include "graph/sparql/functions.h"
#include "graph/sparql/plan.h"
#include "graph/sparql/rows.h"
#include "graph/store/dictionary.h"
#include "graph/store/quads.h"

enum { RECENT_PATHS = 16 };

struct engine_options;
struct text_search;

struct evaluation {
  const struct query *query;
  struct quads *quads;
  struct relata_arena *arena;
  struct dictionary *extra; /* terms that the graph does not have; numbered behind its own */
  uint32_t known;           /* how many terms the graph has */
  struct limits *limits;    /* when they are broken, walks end and nothing that follows counts */
  /* the dataset */
  bool union_default; /* without FROM: is the default graph all graphs together? */
  bool *in_default;   /* FROM: by a graph's number; NULL: no FROM */
  uint32_t *named;    /* the graphs that GRAPH reaches */
  size_t named_count;
  uint32_t active; /* the graph at hand, RELATA_NONE: the default one */
  struct function_context functions;
  const struct path *recent_paths[RECENT_PATHS]; /* whose terms were looked up last */
  uint32_t recent_terms[RECENT_PATHS];
  struct text_search *texts; /* text:matches: the index and what was searched so far; NULL before the first */
  const struct engine_options *options;
  struct relata_error failure; /* what a SERVICE or the index of texts had to say; RELATA_OK: nothing */
  /* --explain: whose time is running, since when; NULL: nobody asks */
  struct plan *timed;
  double since;
  bool explains;
};

struct relata_str evaluation_term(const struct evaluation *evaluation, uint32_t number);
uint32_t evaluation_intern(struct evaluation *evaluation, struct relata_str term); /* an empty one is RELATA_NONE */

/* ------------------------------------------------------------------ streams */

/* Where rows go.  Whoever takes them copies what it keeps. */
struct sink {
  void (*take)(struct sink *sink, const struct rows *rows);
  bool full; /* wants no more */
};

/* Gathers rows for a sink; batches grow from one, for those who stop soon, to a thousand. */
struct emitter {
  struct evaluation *evaluation;
  struct plan *plan; /* whose rows they are */
  struct sink *to;
  struct rows rows;
  size_t batch, waited;
};
void emitter_begin(struct emitter *emitter, struct evaluation *evaluation, struct plan *plan, struct sink *to);
/* As rows_add; the row is lent until the next call. */
uint32_t *emitter_add(struct emitter *emitter, const uint32_t *row);
/* Does nobody want more, or may nobody have more?  Asked often, it hands on what waits too long. */
bool emitter_is_done(struct emitter *emitter);
void emitter_end(struct emitter *emitter);

/* The clock of --explain goes over to `plan`, and is given back by the second call. */
struct plan *plan_enter(struct evaluation *evaluation, struct plan *plan);
void plan_leave(struct evaluation *evaluation, struct plan *before);

/* Hands the rows of `input` joined with the plan's solutions to `sink`. */
void plan_run(struct evaluation *evaluation, struct plan *plan, const struct rows *input, struct sink *sink);
/* The same for one row that binds nothing. */
void plan_run_alone(struct evaluation *evaluation, struct plan *plan, struct sink *sink);
/* The same into rows that are kept. */
void plan_collect(struct evaluation *evaluation, struct plan *plan, struct rows *rows);

/* Single operators: basic graph patterns (match.c), the modifiers (modifiers.c, order.c, aggregate.c). */
void run_triples(struct evaluation *evaluation, struct plan *plan, const struct rows *input, struct sink *sink);
void run_group(struct evaluation *evaluation, struct plan *plan, const struct rows *input, struct sink *sink);
void run_count(struct evaluation *evaluation, struct plan *plan, struct sink *sink);
void run_order(struct evaluation *evaluation, struct plan *plan, const struct rows *input, struct sink *sink);
void run_compute(struct evaluation *evaluation, struct plan *plan, const struct rows *input, struct sink *sink);
void run_project(struct evaluation *evaluation, struct plan *plan, const struct rows *input, struct sink *sink);
void run_distinct(struct evaluation *evaluation, struct plan *plan, const struct rows *input, struct sink *sink);
void run_slice(struct evaluation *evaluation, struct plan *plan, const struct rows *input, struct sink *sink);

/* Which variables a select shows, in order; `columns` has room for all of them and the projected ones. */
size_t select_columns(const struct query *query, const struct select *select, uint32_t *columns);
/* Does the index know what a grouped select counts (count.c)? */
bool count_is_known(const struct evaluation *evaluation, const struct select *select);

/* ------------------------------------------------------------------ expressions */

/* Temporary texts are `arena`'s; `number` tells solutions apart for BNODE("x"). */
struct value evaluate_expression(struct evaluation *evaluation, struct relata_arena *arena,
                                 const struct expression *expression, const uint32_t *row, uint64_t number);
bool evaluate_condition(struct evaluation *evaluation, struct relata_arena *arena, const struct expression *expression,
                        const uint32_t *row, uint64_t number);
/* Has it the same value whenever its variables have the same?  Not with
 * EXISTS, aggregates, RAND() and the like. */
bool expression_is_pure(const struct expression *expression);
/* Sets, of `width` variables, those that the expression looks at. */
void expression_mark(const struct expression *expression, bool *mentions, size_t width);

/* A condition and its last answers: over one variable it has one answer a term. */
struct condition;
struct condition *condition_new(const struct expression *expression, size_t width);
void condition_free(struct condition *condition); /* NULL does nothing */
bool condition_holds(struct evaluation *evaluation, struct condition *condition, const uint32_t *row, uint64_t number);

/* ------------------------------------------------------------------ triples */

/* A walk over the triples of the graph at hand, each once, in the order of their numbers. */
struct triple_walk {
  const struct evaluation *evaluation;
  struct quad_cursor cursor;
  struct quad last;
  bool has_last;
};
struct triple_walk triple_walk_begin(const struct evaluation *evaluation, uint32_t subject, uint32_t predicate,
                                     uint32_t object);
const struct quad *triple_walk_next(struct triple_walk *walk);

/* Pairs of things that a path joins (path.c). */
struct pairs {
  uint32_t (*items)[2];
  size_t count, capacity;
  struct limits *limits;
};
void pairs_free(struct pairs *pairs);
/* `from` and `to` may be RELATA_NONE: any. */
void path_find(struct evaluation *evaluation, const struct path *path, uint32_t from, uint32_t to,
               struct pairs *pairs);

#endif
