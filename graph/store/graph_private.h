/* graph_private.h — what a graph holds, for the parts of graph/. */
#ifndef RELATA_GRAPH_PRIVATE_H
#define RELATA_GRAPH_PRIVATE_H

#include "graph/claims/describe.h"
#include "graph/graph.h"
#include "graph/store/folder.h"
#include "graph/store/quads.h"
#include "graph/write/prefixes.h"

struct relata_graph {
  struct folder *folder;
  struct relata_str base; /* the folder's */
  const struct relata_ontology *ontology; /* may be NULL */
  struct relata_arena *arena;             /* of what follows `base` */
  struct relata_prefix prefixes[PREFIX_COUNT];
  struct quads *quads; /* what is committed, once it was asked for */
  /* the article that is being added */
  struct article_file *file;
  struct description *description;
};

/* All that is committed, in memory; owned by the graph, valid until the next commit. */
enum relata_status graph_load(struct relata_graph *graph, struct quads **out, struct relata_error *error);

#endif
