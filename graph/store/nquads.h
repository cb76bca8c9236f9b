/* nquads.h — N-Quads into a graph in memory (Serd reads). */
#ifndef RELATA_GRAPH_NQUADS_H
#define RELATA_GRAPH_NQUADS_H

#include "graph/claims/describe.h"
#include "graph/store/quads.h"

/* `text` must be NUL-terminated; `path` is what errors name. */
enum relata_status nquads_read(struct quads *quads, struct relata_str text, const char *path,
                               struct relata_error *error);
/* The same, handed over one by one. */
enum relata_status nquads_read_to(struct quad_sink sink, struct relata_str text, const char *path,
                                  struct relata_error *error);

#endif
