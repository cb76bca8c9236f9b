/* network.h — a selection on the way: things, and the ties between them. */
#ifndef RELATA_GRAPH_NETWORK_H
#define RELATA_GRAPH_NETWORK_H

#include "graph/select/filter.h"

/* One relation between two things, with all its sayings. */
struct tie {
  uint32_t subject, predicate, object; /* term numbers */
  size_t from, to;                     /* indexes of things */
  size_t first, count;                 /* its sayings */
  size_t articles;                     /* different ones */
  enum relata_tie_status status;       /* the strongest */
  double weight;
};

struct thing {
  uint32_t term;
  double weight;
  size_t ties;
  bool about, chosen;
};

struct network {
  struct view *view;
  struct quads *quads;
  const struct sayings *sayings;
  struct thing *things; /* by term */
  size_t thing_count;
  struct tie *ties; /* by triple */
  size_t tie_count;
};

/* Joins the sayings, which must outlive it, and drops ties and things that the filter keeps out. */
void network_make(struct network *network, const struct filter *filter, const struct sayings *sayings);
void network_free(struct network *network);

/* Gives things their weight (weigh.c). */
void network_weigh(struct network *network, enum relata_importance importance);
/* Marks the things that are chosen: those asked for and their neighbourhood, or the heaviest (choose.c). */
void network_choose(struct network *network, const struct relata_selection *selection);

/* The community of each of `nodes` things, 0 for the biggest, and returns the
 * modularity.  `bonds` are undirected and may repeat (community.c). */
struct bond {
  size_t from, to;
  double weight;
};
double network_find_communities(size_t nodes, const struct bond *bonds, size_t count, uint32_t *communities);

#endif
