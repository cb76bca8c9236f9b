/* folder_private.h — what folder.c and article_file.c share. */
#ifndef RELATA_GRAPH_FOLDER_PRIVATE_H
#define RELATA_GRAPH_FOLDER_PRIVATE_H

#include "graph/store/contents.h"
#include "graph/store/dictionary.h"
#include "graph/store/folder.h"

/* A change waiting for its commit: an article written aside, or one to be
 * removed, which has only its `stem`. */
struct staged {
  char *stem;   /* what the article's file names begin with */
  char *aside;  /* where it lies now: a path */
  char *file;   /* its name to be, in the articles folder */
  char *graphs; /* see contents.h */
};

struct folder {
  char *path;
  char *articles; /* PATH/articles */
  char *list;     /* PATH/relata.graph.contents */
  char *base;     /* the stem of IRIs */
  bool writable;
  int lock; /* descriptor of PATH/lock, -1 when only reading */
  struct contents contents; /* what is committed */
  struct staged *staged;
  struct dictionary *stems; /* of what is staged, in the same order */
  size_t staged_count, staged_capacity;
};

/* Takes the names over; a change of the same article is forgotten. */
void folder_stage(struct folder *folder, struct staged names);

/* "NAME-HASH" of an article's id; "PATH/articles/.STEM.nq.zst".  Both to be freed. */
char *article_stem(struct relata_str id);
char *article_aside(const struct folder *folder, const char *stem);
/* Is it the name of an article's file? */
bool article_file_is(const char *name);

/* "PATH/NAME", to be freed. */
char *folder_join(const char *path, const char *name);

#endif
