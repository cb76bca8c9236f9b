/* library.c — snapshots of a graph that others go on writing. */
#include "graph/serve/library.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "graph/serve/catalog.h"
#include "graph/store/graph_private.h"

/* A snapshot and who holds it. */
struct holding {
  struct snapshot snapshot; /* first, so that a snapshot leads to it */
  atomic_size_t holders;
  pthread_mutex_t making; /* guards `catalog` */
  struct catalog *catalog;
};

struct library {
  char *path;
  const struct relata_ontology *ontology;
  pthread_mutex_t lock;    /* guards `current` */
  pthread_mutex_t renewing; /* one opens at a time; guards `seen` */
  pthread_mutex_t writing; /* one of this server's writers at a time */
  struct holding *current;
  uint64_t seen; /* the files' mark that `current` was opened at */
};

/* ------------------------------------------------------------------ the files' state */

static uint64_t mixed(uint64_t hash, const void *data, size_t size) {
  return (hash ^ relata_str_hash((struct relata_str){ data, size })) * 0x9e3779b97f4a7c15u;
}

static int is_graph_file(const struct dirent *entry) {
  return strncmp(entry->d_name, "relata.graph", sizeof "relata.graph" - 1) == 0;
}

/* Of the files that a commit renames into place last: names, sizes, times. */
static uint64_t mark_files(const char *path) {
  struct dirent **entries = NULL;
  uint64_t mark = 1;
  const int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const int count = scandir(path, &entries, is_graph_file, alphasort);
  for (int i = 0; i < count; i++) {
    struct stat about;
    /* what is written aside has a longer ending and comes and goes */
    if (fstatat(folder, entries[i]->d_name, &about, 0) == 0 && S_ISREG(about.st_mode)) {
      const uint64_t values[] = { about.st_ino, (uint64_t)about.st_size, (uint64_t)about.st_mtim.tv_sec,
                                  (uint64_t)about.st_mtim.tv_nsec };
      mark = mixed(mixed(mark, entries[i]->d_name, strlen(entries[i]->d_name)), values, sizeof values);
    }
    free(entries[i]);
  }
  free(entries);
  if (folder >= 0)
    close(folder);
  return mark;
}

/* ------------------------------------------------------------------ snapshots */

static void holding_free(struct holding *holding) {
  catalog_free(holding->catalog);
  relata_graph_close(holding->snapshot.graph);
  pthread_mutex_destroy(&holding->making);
  free(holding);
}

/* A graph that was not mapped sorts its orders when they are first asked for; threads must find them sorted. */
static void sort_all_orders(struct quads *quads) {
  const struct quad patterns[] = { { 0, RELATA_NONE, RELATA_NONE, RELATA_NONE },
                                   { RELATA_NONE, 0, RELATA_NONE, RELATA_NONE },
                                   { RELATA_NONE, RELATA_NONE, 0, RELATA_NONE },
                                   { RELATA_NONE, RELATA_NONE, RELATA_NONE, 0 } };
  size_t count;
  if (quads_term_count(quads) == 0)
    return;
  for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
    quads_match(quads, patterns[i], false);
  quads_predicates(quads, &count);
  quads_triple_count(quads);
}

static enum relata_status holding_open(struct holding **out, struct library *library, uint64_t mark,
                                       struct relata_error *error) {
  struct holding *holding = calloc(1, sizeof *holding);
  if (!holding)
    abort();
  atomic_init(&holding->holders, 1);
  pthread_mutex_init(&holding->making, NULL);
  struct snapshot *snapshot = &holding->snapshot;
  snapshot->library = library;
  enum relata_status status = relata_graph_open(&snapshot->graph, library->path, RELATA_GRAPH_READ, library->ontology,
                                                error);
  if (status == RELATA_OK)
    status = graph_load(snapshot->graph, &snapshot->quads, error);
  if (status != RELATA_OK) {
    holding_free(holding);
    return status;
  }
  snapshot->base = snapshot->graph->base;
  sort_all_orders(snapshot->quads);
  snprintf(snapshot->state, sizeof snapshot->state, "%016llx", (unsigned long long)mark);
  *out = holding;
  return RELATA_OK;
}

static void holding_drop(struct holding *holding) {
  if (atomic_fetch_sub_explicit(&holding->holders, 1, memory_order_acq_rel) == 1)
    holding_free(holding);
}

struct snapshot *library_borrow(struct library *library) {
  pthread_mutex_lock(&library->lock);
  struct holding *holding = library->current;
  atomic_fetch_add_explicit(&holding->holders, 1, memory_order_relaxed);
  pthread_mutex_unlock(&library->lock);
  return &holding->snapshot;
}

void library_return(struct snapshot *snapshot) {
  if (snapshot)
    holding_drop((struct holding *)snapshot);
}

struct catalog *snapshot_catalog(struct snapshot *snapshot) {
  struct holding *holding = (struct holding *)snapshot;
  pthread_mutex_lock(&holding->making);
  if (!holding->catalog)
    holding->catalog = catalog_new(snapshot, snapshot->library->ontology);
  pthread_mutex_unlock(&holding->making);
  return holding->catalog;
}

/* ------------------------------------------------------------------ the library */

enum relata_status library_open(struct library **out, const char *path, const struct relata_ontology *ontology,
                                struct relata_error *error) {
  struct library *library = calloc(1, sizeof *library);
  *out = NULL;
  if (!library)
    abort();
  library->path = strdup(path);
  library->ontology = ontology;
  pthread_mutex_init(&library->lock, NULL);
  pthread_mutex_init(&library->renewing, NULL);
  pthread_mutex_init(&library->writing, NULL);
  library->seen = mark_files(path);
  const enum relata_status status = holding_open(&library->current, library, library->seen, error);
  if (status != RELATA_OK) {
    library_close(library);
    return status;
  }
  *out = library;
  return RELATA_OK;
}

void library_close(struct library *library) {
  if (!library)
    return;
  if (library->current)
    holding_drop(library->current);
  pthread_mutex_destroy(&library->lock);
  pthread_mutex_destroy(&library->renewing);
  pthread_mutex_destroy(&library->writing);
  free(library->path);
  free(library);
}

static void put_current(struct library *library, struct holding *fresh) {
  pthread_mutex_lock(&library->lock);
  struct holding *old = library->current;
  library->current = fresh;
  pthread_mutex_unlock(&library->lock);
  holding_drop(old);
}

bool library_renew(struct library *library, bool at_once) {
  if (at_once)
    pthread_mutex_lock(&library->renewing);
  else if (pthread_mutex_trylock(&library->renewing) != 0)
    return false; /* somebody is at it */
  const uint64_t mark = mark_files(library->path);
  struct holding *fresh = NULL;
  /* A graph that cannot be read just now is tried again; readers keep the old one. */
  if (mark != library->seen && holding_open(&fresh, library, mark, NULL) == RELATA_OK) {
    library->seen = mark;
    put_current(library, fresh);
  }
  pthread_mutex_unlock(&library->renewing);
  return fresh != NULL;
}

enum relata_status library_begin_writing(struct library *library, struct relata_graph **out,
                                         struct relata_error *error) {
  pthread_mutex_lock(&library->writing);
  const enum relata_status status = relata_graph_open(out, library->path, RELATA_GRAPH_WRITE, library->ontology, error);
  if (status != RELATA_OK)
    pthread_mutex_unlock(&library->writing);
  return status;
}

void library_end_writing(struct library *library, struct relata_graph *graph) {
  relata_graph_close(graph);
  library_renew(library, true);
  pthread_mutex_unlock(&library->writing);
}
