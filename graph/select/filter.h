/* filter.h — which sayings and things a selection lets through. */
#ifndef RELATA_GRAPH_FILTER_H
#define RELATA_GRAPH_FILTER_H

#include "graph/select/period.h"
#include "graph/select/sayings.h"
#include "graph/store/graph_private.h"

/* Marks over term numbers; NULL: all. */
struct filter {
  struct quads *quads;
  struct view *view;
  const struct relata_ontology *ontology;
  const struct relata_selection *selection;
  bool *about, *relations, *articles;
  uint32_t *supers; /* a type's: its class in the ontology, or RELATA_NONE */
  bool timed; /* does `period` count? */
  struct period period;
};

/* RELATA_NOT_FOUND for names that the graph does not know; filter_free whatever came of it. */
enum relata_status filter_make(struct filter *filter, struct relata_graph *graph, struct quads *quads,
                               struct view *view, const struct relata_selection *selection,
                               struct relata_error *error);
void filter_free(struct filter *filter);

bool filter_keeps_saying(const struct filter *filter, const struct saying *saying);
/* By its class; a thing that was asked for passes. */
bool filter_keeps_thing(const struct filter *filter, uint32_t term);

/* The words of its own time, `*own`, else of its article's date; empty if there is neither. */
struct relata_str saying_time(struct view *view, const struct saying *saying, bool *own);
/* Who published an article: dcterms:publisher, else the host of its address; empty if unknown. */
struct relata_str article_publisher(struct quads *quads, struct view *view, uint32_t article, struct relata_str base);

#endif
