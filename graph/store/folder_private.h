/* folder_private.h — what folder.c and article_file.c share. */
#ifndef RELATA_GRAPH_FOLDER_PRIVATE_H
#define RELATA_GRAPH_FOLDER_PRIVATE_H

#include <dirent.h>

#include "graph/store/folder.h"

/* A change waiting for its commit: an article written aside, or one to be
 * removed, which has no `aside`. */
struct staged {
  char *aside, *path;
};

struct folder {
  char *path;
  char *articles; /* PATH/articles */
  char *index;    /* PATH/relata.graph.index */
  char *base;     /* the stem of IRIs */
  bool writable;
  int lock; /* descriptor of PATH/lock, -1 when only reading */
  struct staged *staged;
  size_t staged_count, staged_capacity;
};

/* Takes the names over; a change of the same article is forgotten. */
void folder_stage(struct folder *folder, struct staged names);
/* Where an article of this id lies and is written aside; both to be freed. */
struct staged article_file_names(const struct folder *folder, struct relata_str id);
/* For scandir: files of articles in byte order of their names. */
int article_file_is(const struct dirent *entry);
int article_file_order(const struct dirent **a, const struct dirent **b);

/* "PATH/NAME", to be freed. */
char *folder_join(const char *path, const char *name);

#endif
