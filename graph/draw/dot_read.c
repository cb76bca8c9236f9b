/* dot_read.c — see dot_read.h; the interfaces are those of cgraph's "disciplines". */
#include "graph/draw/dot_read.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ numbers of names */

struct named {
  char *name;
  IDTYPE id;
};

/* Names have even numbers, what has none odd ones. */
struct ids {
  void *tree;            /* of struct named by name */
  struct named **named;  /* by number */
  size_t count, capacity;
  IDTYPE unnamed;
};

static int compare_names(const void *a, const void *b) {
  return strcmp(((const struct named *)a)->name, ((const struct named *)b)->name);
}

static void *ids_open(Agraph_t *graph, Agdisc_t *discipline) {
  (void)graph;
  (void)discipline;
  struct ids *ids = calloc(1, sizeof *ids);
  if (!ids)
    abort();
  ids->unnamed = 1;
  return ids;
}

static struct named *add_name(struct ids *ids, const char *name) {
  struct named *named = malloc(sizeof *named);
  if (ids->count == ids->capacity) {
    ids->capacity = ids->capacity ? 2 * ids->capacity : 64;
    ids->named = reallocarray(ids->named, ids->capacity, sizeof *ids->named);
  }
  char *copy = strdup(name);
  if (!named || !ids->named || !copy)
    abort();
  *named = (struct named){ copy, 2 * (IDTYPE)(ids->count + 1) };
  ids->named[ids->count++] = named;
  if (!tsearch(named, &ids->tree, compare_names))
    abort();
  return named;
}

static long ids_map(void *state, int kind, char *name, IDTYPE *id, int create) {
  struct ids *ids = state;
  (void)kind;
  if (!name) {
    *id = ids->unnamed;
    ids->unnamed += 2;
    return 1;
  }
  const struct named wanted = { name, 0 };
  struct named *const *found = tfind(&wanted, &ids->tree, compare_names);
  if (!found && !create)
    return 0;
  *id = found ? (*found)->id : add_name(ids, name)->id;
  return 1;
}

static long ids_alloc(void *state, int kind, IDTYPE id) {
  (void)state;
  (void)kind;
  (void)id;
  return 0; /* numbers are given, not chosen */
}

static void ids_free(void *state, int kind, IDTYPE id) {
  (void)state;
  (void)kind;
  (void)id;
}

static char *ids_print(void *state, int kind, IDTYPE id) {
  const struct ids *ids = state;
  (void)kind;
  return id % 2 == 0 && id && id / 2 <= ids->count ? ids->named[id / 2 - 1]->name : NULL;
}

static void ids_close(void *state) {
  (void)state;
}

static void ids_register(void *state, int kind, void *object) {
  (void)state;
  (void)kind;
  (void)object;
}

/* ------------------------------------------------------------------ text in memory */

struct text {
  const char *at;
};

/* At most a line, as Graphviz's parser wants it. */
static int text_read(void *channel, char *buffer, int size) {
  struct text *text = channel;
  int read = 0;
  while (read < size && text->at[0]) {
    buffer[read++] = *text->at;
    if (*text->at++ == '\n')
      break;
  }
  return read;
}

/* All that a graph points to as long as it lives. */
struct source {
  Agiddisc_t ids;
  Agiodisc_t input;
  Agdisc_t discipline;
  struct text text;
};

Agraph_t *dot_read(const char *dot) {
  struct source *source = calloc(1, sizeof *source);
  if (!source)
    abort();
  source->ids = (Agiddisc_t){ ids_open, ids_map, ids_alloc, ids_free, ids_print, ids_close, ids_register };
  source->input = AgIoDisc;
  source->input.afread = text_read;
  source->discipline = (Agdisc_t){ .id = &source->ids, .io = &source->input };
  source->text.at = dot;
  return agread(&source->text, &source->discipline);
}
