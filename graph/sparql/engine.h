/* engine.h — one query over quads, from its text to its answer. */
#ifndef RELATA_GRAPH_ENGINE_H
#define RELATA_GRAPH_ENGINE_H

#include "graph/sparql/ast.h"
#include "graph/sparql/results.h"
#include "graph/store/quads.h"

struct text_index;

struct engine_options {
  const struct relata_prefix *prefixes; /* PREFIX_COUNT of them, predeclared; or NULL */
  struct relata_str base;               /* of relative IRIs; may be empty */
  double seconds;     /* time limit; 0: none */
  bool union_default; /* the default graph is all graphs together; else only the triples outside of graphs */
  /* IRIs that stand for the query's FROM and FROM NAMED; both empty: the query's count */
  const char *const *from, *const *from_named;
  size_t from_count, from_named_count;
  size_t memory, rows; /* limits; 0: none but the machine's */
  const int *cancel;   /* other than 0 ends the query; may be NULL */
  bool allow_service;
  struct relata_out *explain; /* gets the plan when it has run; NULL: nobody asks */
  const struct text_index *texts; /* of the quads, for text:matches; NULL: made when it is needed */
};

/* Who takes an answer: what a call lends is valid during it. */
struct engine_taker {
  void *payload;
  void (*columns)(void *payload, const struct relata_str *names, size_t count);  /* SELECT, once, first */
  void (*row)(void *payload, const struct relata_str *values);                    /* empty: unbound */
  void (*boolean)(void *payload, bool truth);                                     /* ASK, once */
  void (*triple)(void *payload, struct relata_str subject, struct relata_str predicate,
                 struct relata_str object);                                       /* CONSTRUCT, DESCRIBE; may come again */
};

/* Streams the answer of a parsed query, whose `text` seeds RAND().  RELATA_LIMIT
 * says which limit it was; what was taken till then is no answer. */
enum relata_status engine_answer(struct query *query, struct relata_str text, struct quads *quads,
                                 const struct engine_options *options, const struct engine_taker *taker,
                                 struct relata_error *error);

/* SELECT and ASK fill `results` (whose arena is set); CONSTRUCT and DESCRIBE
 * fill `graph` (which is not finished yet) and set *is_graph.  RELATA_LIMIT:
 * it took too long, or had more solutions than memory is for. */
enum relata_status engine_run(struct relata_str query, struct quads *quads, const struct engine_options *options,
                              struct results *results, struct quads *graph, bool *is_graph,
                              struct relata_error *error);

/* One solution of a query's pattern: its values by variable (query->names tells
 * them apart), empty where unbound; valid during the call.  `number` counts from 0. */
typedef void (*engine_take_solution)(void *payload, const struct relata_str *values, size_t number);

/* The solutions of a query that is parsed and annotated already, all variables
 * kept whatever its form: what SPARQL Update fills its templates with.  Stable:
 * `query->select.where` (a pattern of ast.h), `query->names`, `variable_count`,
 * FROM and FROM NAMED are all that it looks at, beside modifiers that are zero
 * when there are none.  Nothing of `quads` may change before it returns. */
enum relata_status engine_solve(struct query *query, struct quads *quads, const struct engine_options *options,
                                engine_take_solution take, void *payload, struct relata_error *error);

#endif
