/* order.h — the order in which a reader likes to see a graph.
 *
 * Subjects: entities, then open relations, then articles with their claims
 * and sentences, numbers in names by value (#c2 before #c10).  Of a subject:
 * its type, its names, then the rest by the bytes of the predicate.
 */
#ifndef RELATA_GRAPH_ORDER_H
#define RELATA_GRAPH_ORDER_H

#include "graph/store/quads.h"
#include "graph/write/prefixes.h"

/* Copies to an array that the caller frees; by graph first with `graphs`, else
 * without repeated triples.  `prefixes` tell what is an entity. */
struct quad *order_quads(struct quads *quads, const struct relata_prefix prefixes[PREFIX_COUNT], bool graphs,
                         size_t *count);

#endif
