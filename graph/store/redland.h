/* redland.h — quads as a librdf model: a storage module with contexts, read-only.
 *
 * What librdf offers on a model (find, serialise, its serializers) works on a
 * graph.  Without a context each triple of the union comes once.
 */
#ifndef RELATA_GRAPH_REDLAND_H
#define RELATA_GRAPH_REDLAND_H

#include <librdf.h>

#include "graph/store/quads.h"

struct redland;

/* `quads` must outlive it.  Complaints of librdf are kept, not printed. */
struct redland *redland_new(struct quads *quads);
void redland_free(struct redland *redland);
librdf_world *redland_get_world(struct redland *redland);
librdf_model *redland_get_model(struct redland *redland);
const char *redland_get_complaint(const struct redland *redland); /* "" if there was none */

/* Statements in an order of the caller's; `order` must outlive the stream. */
librdf_stream *redland_stream(struct redland *redland, const struct quad *order, size_t count);

/* Makes "relata" known to a world as a storage whose name is the folder of a
 * graph; not 0 on failure.  What the module that librdf loads calls
 * (redland_module.c); a graph is read as it was when the storage was made. */
int relata_redland_register(librdf_world *world);

#endif
