/* source.h — quads as what Rasqal queries (its "triples source").
 *
 * The default graph is the union of all graphs, each triple once, or of those
 * that FROM names; GRAPH reaches each graph by its name.
 */
#ifndef RELATA_GRAPH_SOURCE_H
#define RELATA_GRAPH_SOURCE_H

#include <rasqal.h>

#include "graph/store/quads.h"

struct source;

/* One for one run of a query; must outlive the query's results. */
struct source *source_new(rasqal_world *world, struct quads *quads);
void source_free(struct source *source);
/* Makes every query of the world read from here. */
int source_register(struct source *source);
/* After rasqal_query_prepare: takes FROM and FROM NAMED, and names every graph where there are none. */
void source_prepare(struct source *source, rasqal_query *query);

/* The term of a value in a result, as the store has it where it comes from there. */
struct relata_str source_term(const struct source *source, struct relata_arena *arena, rasqal_literal *literal);

#endif
