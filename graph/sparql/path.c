/* path.c — property paths (SPARQL 1.1, section 9).
 *
 * `*`, `+` and `?` give each pair once; all else gives a pair as often as
 * there are ways.
 */
#include <stdlib.h>
#include <string.h>

#include "graph/sparql/evaluate.h"

void pairs_free(struct pairs *pairs) {
  limits_give(pairs->limits, pairs->capacity * sizeof *pairs->items);
  free(pairs->items);
  *pairs = (struct pairs){ 0 };
}

static void add_pair(struct pairs *pairs, uint32_t from, uint32_t to) {
  if (pairs->count == pairs->capacity) {
    const size_t more = pairs->capacity ? pairs->capacity : 16;
    if (!limits_take(pairs->limits, more * sizeof *pairs->items))
      return;
    pairs->capacity += more;
    pairs->items = reallocarray(pairs->items, pairs->capacity, sizeof *pairs->items);
    if (!pairs->items)
      abort();
  }
  pairs->items[pairs->count][0] = from;
  pairs->items[pairs->count++][1] = to;
}

/* ------------------------------------------------------------------ single steps */

/* A closure asks for the same few again and again. */
static uint32_t path_term(struct evaluation *evaluation, const struct path *path) {
  const size_t place = ((uintptr_t)path / sizeof *path) % RECENT_PATHS;
  if (evaluation->recent_paths[place] != path) {
    evaluation->recent_paths[place] = path;
    evaluation->recent_terms[place] = evaluation_intern(evaluation, path->iri);
  }
  return evaluation->recent_terms[place];
}

static void find_iri(struct evaluation *evaluation, const struct path *path, uint32_t from, uint32_t to,
                     struct pairs *pairs) {
  struct triple_walk walk = triple_walk_begin(evaluation, from, path_term(evaluation, path), to);
  for (const struct quad *quad; (quad = triple_walk_next(&walk));)
    add_pair(pairs, quad->subject, quad->object);
}

static bool is_excluded(struct evaluation *evaluation, const struct path *path, uint32_t predicate, bool inverse) {
  for (size_t i = 0; i < path->item_count; i++)
    if (path->items[i].inverse == inverse && evaluation_intern(evaluation, path->items[i].iri) == predicate)
      return true;
  return false;
}

static bool has_items(const struct path *path, bool inverse) {
  for (size_t i = 0; i < path->item_count; i++)
    if (path->items[i].inverse == inverse)
      return true;
  return false;
}

static void find_negated(struct evaluation *evaluation, const struct path *path, uint32_t from, uint32_t to,
                         struct pairs *pairs) {
  for (int inverse = 0; inverse <= 1; inverse++) {
    if (!has_items(path, inverse) && !(inverse == 0 && path->item_count == 0))
      continue;
    struct triple_walk walk = triple_walk_begin(evaluation, inverse ? to : from, RELATA_NONE, inverse ? from : to);
    for (const struct quad *quad; (quad = triple_walk_next(&walk));)
      if (!is_excluded(evaluation, path, quad->predicate, inverse))
        add_pair(pairs, inverse ? quad->object : quad->subject, inverse ? quad->subject : quad->object);
  }
}

/* ------------------------------------------------------------------ combinations */

static void find_sequence(struct evaluation *evaluation, const struct path *path, uint32_t from, uint32_t to,
                          struct pairs *pairs) {
  const bool backwards = from == RELATA_NONE && to != RELATA_NONE;
  struct limits *limits = evaluation->limits;
  struct pairs first = { .limits = limits };
  if (backwards)
    path_find(evaluation, path->right, RELATA_NONE, to, &first);
  else
    path_find(evaluation, path->left, from, RELATA_NONE, &first);
  for (size_t i = 0; i < first.count && !limits_are_broken(limits); i++) {
    struct pairs second = { .limits = limits };
    if (backwards)
      path_find(evaluation, path->left, RELATA_NONE, first.items[i][0], &second);
    else
      path_find(evaluation, path->right, first.items[i][1], to, &second);
    for (size_t k = 0; k < second.count; k++)
      add_pair(pairs, backwards ? second.items[k][0] : first.items[i][0],
               backwards ? first.items[i][1] : second.items[k][1]);
    pairs_free(&second);
  }
  pairs_free(&first);
}

static void find_inverse(struct evaluation *evaluation, const struct path *path, uint32_t from, uint32_t to,
                         struct pairs *pairs) {
  struct pairs found = { .limits = evaluation->limits };
  path_find(evaluation, path->left, to, from, &found);
  for (size_t i = 0; i < found.count; i++)
    add_pair(pairs, found.items[i][1], found.items[i][0]);
  pairs_free(&found);
}

/* ------------------------------------------------------------------ closures */

/* Things in the order of being met, each once. */
struct reached {
  uint32_t *items, *slots; /* slots: item + 1 */
  size_t count, capacity, slot_count;
  struct limits *limits;
};

enum { REACHED_SIZE = 3 * sizeof(uint32_t) }; /* of one thing, with its slots */

static size_t slot_of(const struct reached *reached, uint32_t thing) {
  size_t slot = (thing * (size_t)0x9e3779b97f4a7c15u >> 20) & (reached->slot_count - 1);
  while (reached->slots[slot] && reached->items[reached->slots[slot] - 1] != thing)
    slot = (slot + 1) & (reached->slot_count - 1);
  return slot;
}

static bool grow(struct reached *reached) {
  const size_t more = reached->capacity ? reached->capacity : 16;
  if (!limits_take(reached->limits, more * REACHED_SIZE))
    return false;
  reached->capacity += more;
  reached->slot_count = 2 * reached->capacity;
  reached->items = reallocarray(reached->items, reached->capacity, sizeof *reached->items);
  free(reached->slots);
  reached->slots = calloc(reached->slot_count, sizeof *reached->slots);
  if (!reached->items || !reached->slots)
    abort();
  for (size_t i = 0; i < reached->count; i++)
    reached->slots[slot_of(reached, reached->items[i])] = (uint32_t)i + 1;
  return true;
}

static void reach(struct reached *reached, uint32_t thing) {
  if (reached->count == reached->capacity && !grow(reached))
    return;
  const size_t slot = slot_of(reached, thing);
  if (reached->slots[slot])
    return;
  reached->items[reached->count++] = thing;
  reached->slots[slot] = (uint32_t)reached->count;
}

static void reached_free(struct reached *reached) {
  limits_give(reached->limits, reached->capacity * REACHED_SIZE);
  free(reached->items);
  free(reached->slots);
}

static void reach_next(struct evaluation *evaluation, const struct path *step, uint32_t thing, bool backwards,
                       struct reached *reached) {
  struct pairs pairs = { .limits = evaluation->limits };
  path_find(evaluation, step, backwards ? RELATA_NONE : thing, backwards ? thing : RELATA_NONE, &pairs);
  for (size_t i = 0; i < pairs.count; i++)
    reach(reached, pairs.items[i][backwards ? 0 : 1]);
  pairs_free(&pairs);
}

/* All that the closure leads to from one thing. */
static void close_from(struct evaluation *evaluation, const struct path *path, uint32_t start, bool backwards,
                       struct reached *reached) {
  if (path->kind != PATH_ONE_OR_MORE)
    reach(reached, start);
  if (path->kind != PATH_ZERO_OR_MORE)
    reach_next(evaluation, path->left, start, backwards, reached);
  if (path->kind != PATH_ZERO_OR_ONE)
    for (size_t i = 0; i < reached->count && !limits_are_broken(evaluation->limits); i++)
      reach_next(evaluation, path->left, reached->items[i], backwards, reached);
}

static void find_from(struct evaluation *evaluation, const struct path *path, uint32_t start, uint32_t wanted,
                      bool backwards, struct pairs *pairs) {
  struct reached reached = { .limits = evaluation->limits };
  close_from(evaluation, path, start, backwards, &reached);
  for (size_t i = 0; i < reached.count; i++)
    if (wanted == RELATA_NONE || reached.items[i] == wanted)
      add_pair(pairs, backwards ? reached.items[i] : start, backwards ? start : reached.items[i]);
  reached_free(&reached);
}

/* From every subject and object of the graph. */
static void find_everywhere(struct evaluation *evaluation, const struct path *path, struct pairs *pairs) {
  struct reached things = { .limits = evaluation->limits };
  struct triple_walk walk = triple_walk_begin(evaluation, RELATA_NONE, RELATA_NONE, RELATA_NONE);
  for (const struct quad *quad; (quad = triple_walk_next(&walk));) {
    reach(&things, quad->subject);
    reach(&things, quad->object);
  }
  for (size_t i = 0; i < things.count && !limits_are_broken(evaluation->limits); i++)
    find_from(evaluation, path, things.items[i], RELATA_NONE, false, pairs);
  reached_free(&things);
}

static void find_closure(struct evaluation *evaluation, const struct path *path, uint32_t from, uint32_t to,
                         struct pairs *pairs) {
  if (from != RELATA_NONE)
    find_from(evaluation, path, from, to, false, pairs);
  else if (to != RELATA_NONE)
    find_from(evaluation, path, to, RELATA_NONE, true, pairs);
  else
    find_everywhere(evaluation, path, pairs);
}

void path_find(struct evaluation *evaluation, const struct path *path, uint32_t from, uint32_t to,
               struct pairs *pairs) {
  switch (path->kind) {
  case PATH_IRI:
    find_iri(evaluation, path, from, to, pairs);
    break;
  case PATH_INVERSE:
    find_inverse(evaluation, path, from, to, pairs);
    break;
  case PATH_SEQUENCE:
    find_sequence(evaluation, path, from, to, pairs);
    break;
  case PATH_ALTERNATIVE:
    path_find(evaluation, path->left, from, to, pairs);
    path_find(evaluation, path->right, from, to, pairs);
    break;
  case PATH_NEGATED:
    find_negated(evaluation, path, from, to, pairs);
    break;
  default:
    find_closure(evaluation, path, from, to, pairs);
  }
}
