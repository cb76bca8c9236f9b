/* picture.h — what a diagram shows: the chosen things and the ties between them. */
#ifndef RELATA_GRAPH_PICTURE_H
#define RELATA_GRAPH_PICTURE_H

#include "extract/base/out.h"
#include "graph/claims/view.h"
#include "graph/store/graph_private.h"

/* How the articles stand to a tie. */
enum tie_status {
  TIE_STATED,   /* at least one states it as a fact */
  TIE_REPORTED, /* only said by somebody, or possible */
  TIE_DENIED    /* only negated */
};

/* One relation between two things, all its claims taken together. */
struct tie {
  uint32_t subject, predicate, object; /* term numbers */
  size_t from, to;                     /* indexes of nodes */
  enum tie_status status;
  size_t sources; /* articles that have it in its status */
  uint32_t claim; /* a claim's node that shows it best, or RELATA_NONE */
  uint32_t article;
  bool shown;
};

struct node {
  uint32_t term;
  double weight; /* how telling it is: its ties, each with its sources */
  bool chosen;
  size_t ties, shown; /* how many it has, how many of them are drawn */
  size_t degree;      /* to how many others they lead … */
  size_t leaves;      /* … and how many of those have no other */
};

struct picture {
  struct relata_graph *graph;
  struct quads *quads;
  struct view *view;
  struct relata_arena *arena;
  struct node *nodes;
  size_t node_count;
  struct tie *ties; /* by subject, object, status, then the most sources */
  size_t tie_count;
  size_t chosen_nodes, chosen_ties, articles;
};

/* Gathers every tie between two things of the graph: what is stated, and with
 * `claims` also what is only reported, possible or denied. */
enum relata_status picture_gather(struct picture *picture, struct relata_graph *graph, bool claims,
                                  struct relata_error *error);
void picture_free(struct picture *picture);

/* Marks the nodes to draw, and of the ties between them the telling ones. */
enum relata_status picture_select(struct picture *picture, const struct relata_draw_options *options,
                                  struct relata_error *error);

/* Up to so many things dot lays them out in layers and every edge has a label. */
enum { PICTURE_DOT_NODES = 150 };

/* The diagram as DOT, title and legend included.  `direction`: "TB" for layers
 * from the top, "LR" from the left. */
void picture_write(const struct picture *picture, const struct relata_draw_options *options, const char *direction,
                   struct relata_out *out);

#endif
