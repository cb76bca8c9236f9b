/* names.h — from what a user types to the things it may mean. */
#ifndef RELATA_GRAPH_NAMES_H
#define RELATA_GRAPH_NAMES_H

#include "graph/claims/view.h"

enum names_of { NAMES_THINGS, NAMES_RELATIONS };

/* Marks, in an array over term numbers that the caller frees, every term that
 * `name` may mean: IRI (with or without brackets), prefixed name, local name,
 * label, other name or value; letter case and '_' for a space do not matter.
 * RELATA_NOT_FOUND, with the nearest names in the message, when there is none;
 * but RELATA_OK and no mark for a relation of the ontology that no article uses. */
enum relata_status names_match(struct relata_graph *graph, struct view *view, enum names_of of, const char *name,
                               bool **matches, struct relata_error *error);

#endif
