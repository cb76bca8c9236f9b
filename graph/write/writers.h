/* writers.h — quads in memory as RDF text.
 *
 * All write in one pleasant order (order.h) and so the same bytes each time;
 * where a syntax has no named graphs, each triple of the union comes once.
 */
#ifndef RELATA_GRAPH_WRITERS_H
#define RELATA_GRAPH_WRITERS_H

#include "extract/base/out.h"
#include "graph/graph.h"
#include "graph/store/quads.h"
#include "graph/write/prefixes.h"

/* Turtle, or TriG with `graphs`. */
enum relata_status write_turtle(struct quads *quads, const struct relata_prefix prefixes[PREFIX_COUNT], bool graphs,
                                struct relata_out *out, struct relata_error *error);
/* N-Triples, or N-Quads with `graphs`: by the bytes of the terms. */
enum relata_status write_lines(struct quads *quads, bool graphs, struct relata_out *out);
/* RDF/XML by librdf's serializer (Raptor).  RELATA_UNSUPPORTED where a predicate has no XML name. */
enum relata_status write_rdfxml(struct quads *quads, const struct relata_prefix prefixes[PREFIX_COUNT],
                                struct relata_out *out, struct relata_error *error);
/* RDF/JSON: an object a subject, an array a predicate. */
enum relata_status write_rdfjson(struct quads *quads, const struct relata_prefix prefixes[PREFIX_COUNT],
                                 struct relata_out *out);
/* JSON-LD 1.1, expanded values with a context of prefixes; named graphs kept. */
enum relata_status write_jsonld(struct quads *quads, const struct relata_prefix prefixes[PREFIX_COUNT],
                                struct relata_out *out);

/* Any of them. */
enum relata_status write_syntax(struct quads *quads, const struct relata_prefix prefixes[PREFIX_COUNT],
                               enum relata_syntax syntax, struct relata_out *out, struct relata_error *error);

#endif
