/* graph_private.h — what a graph holds, for the parts of graph/. */
#ifndef RELATA_GRAPH_PRIVATE_H
#define RELATA_GRAPH_PRIVATE_H

#include <pthread.h>

#include "graph/claims/describe.h"
#include "graph/graph.h"
#include "graph/store/folder.h"
#include "graph/store/quads.h"
#include "graph/write/prefixes.h"

enum { GRAPH_DELTA_FROM = 200000 };

struct relata_graph {
  struct folder *folder;
  struct relata_str base; /* the folder's */
  char *path;
  const struct relata_ontology *ontology; /* may be NULL */
  struct relata_arena *arena;             /* of what follows `base` */
  struct relata_prefix prefixes[PREFIX_COUNT];
  struct quads *quads; /* what is committed, once it was asked for */
  struct text_index *texts; /* of its strings, once somebody searched them; freed before it */
  struct quads *added; /* the quads of what is staged, gathered while it came; NULL: none or unknown */
  bool rereads;        /* they are not all, or not only these: the staged files tell */
  bool adds_names;     /* they have an article of texts among them */
  size_t delta_from;   /* an index of fewer quads is written anew at every commit */
  bool keeps_texts;      /* of articles added from now on */
  struct choices *choices; /* about entities, waiting for the commit; NULL: none were made (entities/choices.h) */
  pthread_mutex_t loading; /* of `quads`, by queries that run side by side; all zero is one that is free */
  /* the article that is being added */
  struct article_file *file;
  struct description *description;
};

/* Begins the article `id`, which `about` (JSON) describes; quads go to
 * graph_article_quad, and graph_end_article stages it. */
enum relata_status graph_begin_article(struct relata_graph *graph, struct relata_str id, struct relata_str about,
                                       struct relata_error *error);
void graph_article_quad(void *graph, struct relata_str subject, struct relata_str predicate, struct relata_str object,
                        struct relata_str graph_name);
enum relata_status graph_end_article(struct relata_graph *graph, struct relata_error *error);
/* Gives up the article that was begun. */
void graph_drop_article(struct relata_graph *graph);
/* The line of JSON that describes an article. */
struct relata_out *graph_about(const struct relata_graph_article *article);

/* What is committed, newly opened or loaded: the caller's own, free it with quads_free. */
enum relata_status graph_open_quads(struct relata_graph *graph, struct quads **out, struct relata_error *error);
/* relata_graph_commit of what is staged when it is known what that changes:
 * finished quads that go and come, either NULL. */
enum relata_status graph_commit_change(struct relata_graph *graph, struct quads *gone, struct quads *came,
                                       struct relata_error *error);
/* All that is committed, mapped or in memory; owned by the graph, valid until the next commit. */
enum relata_status graph_load(struct relata_graph *graph, struct quads **out, struct relata_error *error);

#endif
