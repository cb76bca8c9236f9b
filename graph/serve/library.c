/* library.c — snapshots of a graph that others go on writing. */
#include "graph/serve/library.h"

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
  char *path, *contents;
  const struct relata_ontology *ontology;
  pthread_mutex_t lock;    /* guards `current` */
  pthread_mutex_t renewing; /* one opens at a time; guards `seen` */
  pthread_mutex_t writing; /* one of this server's writers at a time */
  struct holding *current;
  uint64_t seen; /* the stamp that `current` was opened at */
};

/* ------------------------------------------------------------------ the files' state */

static uint64_t mixed(uint64_t hash, const void *data, size_t size) {
  return (hash ^ relata_str_hash((struct relata_str){ data, size })) * 0x9e3779b97f4a7c15u;
}

/* The file that a commit puts in place last (store/contents.h). */
static char *contents_path(const char *path) {
  char *name = NULL;
  if (asprintf(&name, "%s/relata.graph.contents", path) < 0)
    abort();
  return name;
}

/* Other when the graph may be another; costs one stat. */
static uint64_t stamp_of(const struct library *library) {
  struct stat about;
  if (stat(library->contents, &about) != 0)
    return 0;
  const uint64_t values[] = { about.st_ino, (uint64_t)about.st_size, (uint64_t)about.st_mtim.tv_sec,
                              (uint64_t)about.st_mtim.tv_nsec };
  return mixed(1, values, sizeof values);
}

/* Of what the graph consists of: the same for the same graph wherever it lies, to the same relata. */
static uint64_t state_of(const struct library *library) {
  char bytes[64 << 10];
  const char *version = relata_version();
  uint64_t state = mixed(1, version, strlen(version));
  ssize_t size;
  const int file = open(library->contents, O_RDONLY | O_CLOEXEC);
  while (file >= 0 && (size = read(file, bytes, sizeof bytes)) > 0)
    state = mixed(state, bytes, (size_t)size);
  if (file >= 0)
    close(file);
  return state;
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

static struct holding *holding_new(struct library *library) {
  struct holding *holding = calloc(1, sizeof *holding);
  if (!holding)
    abort();
  atomic_init(&holding->holders, 1);
  pthread_mutex_init(&holding->making, NULL);
  holding->snapshot.library = library;
  return holding;
}

static enum relata_status load(struct snapshot *snapshot, struct relata_error *error) {
  const struct library *library = snapshot->library;
  RELATA_TRY(relata_graph_open(&snapshot->graph, library->path, RELATA_GRAPH_READ, library->ontology, error));
  RELATA_TRY(graph_load(snapshot->graph, &snapshot->quads, error));
  snapshot->base = snapshot->graph->base;
  sort_all_orders(snapshot->quads);
  return RELATA_OK;
}

/* Between naming the state and reading it somebody may commit: then the name would be another state's. */
static enum relata_status holding_open(struct holding **out, struct library *library, struct relata_error *error) {
  enum { TRIES = 20 };
  enum relata_status status = RELATA_BUSY;
  for (int i = 0; i < TRIES; i++) {
    struct holding *holding = holding_new(library);
    const uint64_t state = state_of(library);
    status = load(&holding->snapshot, error);
    if (status == RELATA_OK && state == state_of(library)) {
      snprintf(holding->snapshot.state, sizeof holding->snapshot.state, "%016llx", (unsigned long long)state);
      *out = holding;
      return RELATA_OK;
    }
    holding_free(holding);
    if (status != RELATA_OK)
      return status;
  }
  return relata_error_set(error, RELATA_BUSY, library->path, 0, 0, "changes all the time");
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
  library->contents = contents_path(path);
  library->seen = stamp_of(library);
  const enum relata_status status = holding_open(&library->current, library, error);
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
  free(library->contents);
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
  const uint64_t stamp = stamp_of(library);
  struct holding *fresh = NULL;
  /* A graph that cannot be read just now is tried again; readers keep the old one. */
  if (stamp != library->seen && holding_open(&fresh, library, NULL) == RELATA_OK) {
    library->seen = stamp;
    put_current(library, fresh);
  }
  pthread_mutex_unlock(&library->renewing);
  return fresh != NULL;
}

void library_warm(struct library *library) {
  struct snapshot *snapshot = library_borrow(library);
  snapshot_catalog(snapshot);
  library_return(snapshot);
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
