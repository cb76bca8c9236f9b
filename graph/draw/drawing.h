/* drawing.h — a diagram on its way from a selection to DOT. */
#ifndef RELATA_GRAPH_DRAWING_H
#define RELATA_GRAPH_DRAWING_H

#include "extract/base/out.h"
#include "graph/draw/theme.h"
#include "graph/graph.h"

/* Up to so many things dot lays them out in layers and every edge has a label. */
enum { DRAWING_DOT_NODES = 150 };

struct drawing {
  const struct relata_selected *selected;
  const struct relata_draw_options *options;
  const struct theme *theme;
  const char *format; /* that it is laid out for */
  struct relata_arena *arena;
  /* the network's: see thin.c */
  size_t extra;    /* pairs drawn at most, beyond as many as there are things */
  bool *shown;     /* is the edge drawn? */
  size_t *order;   /* of the edges that are, by ends, status, then the most articles */
  size_t shown_count;
  size_t *degrees; /* a node's: to how many others it is drawn tied … */
  size_t *leaves;  /* … and how many of those have no other */
  bool clusters;   /* do the communities tell something? */
};

/* The telling ties: every thing keeps its heaviest pair, then the heaviest of
 * all follow, up to `extra` more than there are things. */
void drawing_thin(struct drawing *drawing);
/* Are there communities worth a frame? */
void drawing_judge_communities(struct drawing *drawing);

/* The network as DOT, title and legend included (chart.c).  `direction`: "TB"
 * for layers from the top, "LR" from the left. */
void drawing_write_chart(const struct drawing *drawing, const char *direction, bool clusters, struct relata_out *out);
/* What its things do and what is done to them, by date, as DOT with positions (timeline.c). */
enum relata_status drawing_write_timeline(const struct drawing *drawing, struct relata_out *out,
                                          struct relata_error *error);

/* What the heading tells (heading.c). */
struct heading {
  bool families[FAMILY_COUNT];            /* which occur */
  bool statuses[RELATA_TIE_STATUS_COUNT];
  bool widths;                            /* is some edge thicker than another? */
  bool frames;                            /* are communities framed? */
  bool brackets;                          /* are there dates in brackets? */
  double scale;                           /* a poster's must be seen from afar */
  struct relata_str counts;               /* "30 of 280 things …" */
};
/* As the "label=" of the graph. */
void heading_write(const struct drawing *drawing, const struct heading *heading, struct relata_out *out);
struct relata_str drawing_title(const struct drawing *drawing);
/* A sentence or two for who cannot see it. */
struct relata_str drawing_description(const struct drawing *drawing);

/* " dpi=…" for PNG: twice as fine as a point, so that small print can be read. */
const char *drawing_resolution(const struct drawing *drawing);

/* Index of a node's family. */
size_t drawing_family(const struct relata_selected_node *node);
/* What is said — article, date; a line. */
struct relata_str drawing_evidence(const struct drawing *drawing, const struct relata_selected_edge *edge,
                                   const struct relata_selected_claim *claim);
/* Where a node, and what is said, leads to; empty for nowhere. */
struct relata_str drawing_node_link(const struct drawing *drawing, const struct relata_selected_node *node);
struct relata_str drawing_claim_link(const struct drawing *drawing, const struct relata_selected_claim *claim);
/* As an attribute " class=…" of DOT: letters that a class may not have become '-'. */
void drawing_write_class(struct relata_out *out, const char *first, struct relata_str second);

#endif
