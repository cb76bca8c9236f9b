/* engine.h — one query through Rasqal over quads. */
#ifndef RELATA_GRAPH_ENGINE_H
#define RELATA_GRAPH_ENGINE_H

#include "graph/sparql/results.h"
#include "graph/sparql/tokens.h"
#include "graph/store/quads.h"

/* A query in words, and what stands before it. */
struct engine_query {
  const struct relata_prefix *prefixes; /* PREFIX_COUNT of them, predeclared */
  struct relata_str text;               /* the user's, for the place of an error */
  const struct token *tokens;           /* its words, or some of them rearranged */
  size_t token_count;
};

/* Runs SELECT and ASK into `results` (whose arena is set), CONSTRUCT into
 * `graph` (which is not finished). */
enum relata_status engine_run(const struct engine_query *query, struct quads *quads, struct results *results,
                              struct quads *graph, struct relata_error *error);

#endif
