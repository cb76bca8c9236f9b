/* engine.h — one query over quads, from its text to its answer. */
#ifndef RELATA_GRAPH_ENGINE_H
#define RELATA_GRAPH_ENGINE_H

#include "graph/sparql/ast.h"
#include "graph/sparql/results.h"
#include "graph/store/quads.h"

struct engine_options {
  const struct relata_prefix *prefixes; /* PREFIX_COUNT of them, predeclared; or NULL */
  struct relata_str base;               /* of relative IRIs; may be empty */
  double seconds;     /* time limit; 0: none */
  bool union_default; /* the default graph is all graphs together; else only the triples outside of graphs */
  /* IRIs that stand for the query's FROM and FROM NAMED; both empty: the query's count */
  const char *const *from, *const *from_named;
  size_t from_count, from_named_count;
};

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
