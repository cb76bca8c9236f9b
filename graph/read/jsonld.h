/* jsonld.h — JSON-LD to triples, for parse.c. */
#ifndef RELATA_GRAPH_READ_JSONLD_H
#define RELATA_GRAPH_READ_JSONLD_H

#include "graph/graph.h"

/* RELATA_BAD_INPUT for what is no JSON (with its line) or wants a context from elsewhere. */
enum relata_status jsonld_parse(const char *path, const struct relata_triple_sink *sink, struct relata_error *error);

#endif
