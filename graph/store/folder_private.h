/* folder_private.h — what folder.c and article_file.c share. */
#ifndef RELATA_GRAPH_FOLDER_PRIVATE_H
#define RELATA_GRAPH_FOLDER_PRIVATE_H

#include "graph/store/folder.h"

/* An article written aside, waiting for its commit. */
struct staged {
  char *aside, *path;
};

struct folder {
  char *path;
  char *articles; /* PATH/articles */
  char *base;     /* the stem of IRIs */
  bool writable;
  int lock; /* descriptor of PATH/lock, -1 when only reading */
  struct staged *staged;
  size_t staged_count, staged_capacity;
};

/* "PATH/NAME", to be freed. */
char *folder_join(const char *path, const char *name);

#endif
