/* part.h — the quads of a selected part of a graph. */
#ifndef RELATA_GRAPH_PART_H
#define RELATA_GRAPH_PART_H

#include "graph/store/graph_private.h"

/* New quads, to be freed: the ties that are selected as statements and claims,
 * and what describes their things, relations, articles and sentences.  Values
 * ("killed 25") are no ties and stay out. */
enum relata_status part_of_graph(struct relata_graph *graph, struct quads *quads,
                                 const struct relata_selection *selection, struct quads **out,
                                 struct relata_error *error);

#endif
