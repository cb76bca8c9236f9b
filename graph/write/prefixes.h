/* prefixes.h — the prefixes that files and queries know. */
#ifndef RELATA_GRAPH_PREFIXES_H
#define RELATA_GRAPH_PREFIXES_H

#include "graph/graph.h"

enum { PREFIX_COUNT = 12 };

/* `base` is the stem of entities' and articles' IRIs. */
void prefixes_fill(struct relata_prefix prefixes[PREFIX_COUNT], struct relata_str base, struct relata_arena *arena);

/* "rel:backs" where an IRI can be written so without escapes, else empty. */
struct relata_str prefixes_shorten(const struct relata_prefix prefixes[PREFIX_COUNT], struct relata_str iri,
                                   struct relata_arena *arena);
/* The IRI of "rel:backs"; empty when the prefix is none of ours. */
struct relata_str prefixes_expand(const struct relata_prefix prefixes[PREFIX_COUNT], struct relata_str name,
                                  struct relata_arena *arena);

#endif
