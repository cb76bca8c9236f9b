/* rdf_read.h — RDF files of any syntax as quads.
 *
 * Serd reads Turtle, TriG, N-Triples and N-Quads as a stream; Raptor reads
 * RDF/XML, RDF/JSON and RDFa.  Nothing is fetched from anywhere.
 */
#ifndef RELATA_GRAPH_RDF_READ_H
#define RELATA_GRAPH_RDF_READ_H

#include <stdio.h>

#include "graph/claims/describe.h"

struct rdf_source {
  FILE *file;
  const char *path;   /* what errors name */
  const char *syntax; /* as relata_import_options has it, or an ending such as "ttl" */
  const char *base;   /* IRI */
  const char *blanks; /* what blank nodes' labels begin with */
  const char *graph;  /* IRI for triples, or NULL */
};

/* Is this a syntax that can be read? */
bool rdf_syntax_is_known(const char *syntax);

/* RELATA_BAD_INPUT with the place of the first mistake; `sink` has got what
 * was before it. */
enum relata_status rdf_read(const struct rdf_source *source, struct quad_sink sink, struct relata_error *error);

#endif
