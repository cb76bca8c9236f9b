/* functions.h — SPARQL 1.1's built-in functions and casts, as a table. */
#ifndef RELATA_GRAPH_FUNCTIONS_H
#define RELATA_GRAPH_FUNCTIONS_H

#include "graph/sparql/text_functions.h"
#include "graph/sparql/value.h"

/* What a function may need besides its arguments. */
struct function_context {
  struct relata_arena *arena;
  struct relata_str base; /* of the query, for IRI() */
  struct relata_str now;  /* the moment of the query, as xsd:dateTime */
  uint64_t *random;       /* state of RAND, UUID */
  uint64_t *blanks;       /* blank nodes made so far */
  struct patterns *patterns; /* of REGEX */
};

/* The number of a function in the table: by its name, letter case ignored, or of a cast by its IRI. */
bool function_find_name(struct relata_str name, size_t *function);
bool function_find_iri(struct relata_str iri, size_t *function);
size_t function_unknown(void); /* takes anything, gives an error */
bool function_takes(size_t function, size_t arguments);

enum function_kind {
  FUNCTION_PLAIN,
  FUNCTION_BOUND, FUNCTION_IF, FUNCTION_COALESCE, /* do not want all their arguments' values first */
  FUNCTION_FRESH                                  /* has another value each time */
};
enum function_kind function_get_kind(size_t function);
/* BNODE("x") gives the same node for the same solution: `row` tells them apart. */
struct value function_call(size_t function, const struct function_context *context, const struct value *arguments,
                           size_t count, uint64_t row);

#endif
