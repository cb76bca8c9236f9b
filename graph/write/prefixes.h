/* prefixes.h — the prefixes that files and queries know. */
#ifndef RELATA_GRAPH_PREFIXES_H
#define RELATA_GRAPH_PREFIXES_H

#include "graph/graph.h"

/* relata's own, and room for those of users' ontologies; the rest has no IRI. */
enum { PREFIX_OWN = 12, PREFIX_COUNT = 32 };

/* `base` is the stem of entities' and articles' IRIs. */
void prefixes_fill(struct relata_prefix prefixes[PREFIX_COUNT], struct relata_str base, struct relata_arena *arena);

/* Those of an ontology's name spaces, and those kept in the graph's folder
 * `path` (a file of lines "name iri"); a name or IRI that is there already stays. */
void prefixes_take(struct relata_prefix prefixes[PREFIX_COUNT], const struct relata_ontology *ontology,
                   struct relata_arena *arena);
void prefixes_load(struct relata_prefix prefixes[PREFIX_COUNT], const char *path, struct relata_arena *arena);
/* Writes the file where there are more than relata's own. */
enum relata_status prefixes_save(const struct relata_prefix prefixes[PREFIX_COUNT], const char *path,
                                 struct relata_error *error);

/* "rel:backs" where an IRI can be written so without escapes, else empty. */
struct relata_str prefixes_shorten(const struct relata_prefix prefixes[PREFIX_COUNT], struct relata_str iri,
                                   struct relata_arena *arena);
/* The IRI of "rel:backs"; empty when the prefix is none of ours. */
struct relata_str prefixes_expand(const struct relata_prefix prefixes[PREFIX_COUNT], struct relata_str name,
                                  struct relata_arena *arena);

#endif
