/* quads.c — four sorted arrays of quads; the last three are made when first asked for. */
#include "graph/store/quads.h"

#include <stdlib.h>
#include <string.h>

#include "graph/store/dictionary.h"

enum order { ORDER_SPOG, ORDER_POSG, ORDER_OSPG, ORDER_GSPO, ORDER_COUNT };

/* Which member of a quad (0 subject … 3 graph) is compared first, second … */
static const unsigned char order_keys[ORDER_COUNT][4] = {
  { 0, 1, 2, 3 }, { 1, 2, 0, 3 }, { 2, 0, 1, 3 }, { 3, 0, 1, 2 }
};

struct quads {
  struct dictionary *terms;
  struct quad *orders[ORDER_COUNT];
  size_t count, capacity;
};

static uint32_t member(const struct quad *quad, unsigned char which) {
  switch (which) {
  case 0:
    return quad->subject;
  case 1:
    return quad->predicate;
  case 2:
    return quad->object;
  default:
    return quad->graph;
  }
}

static int compare_in(enum order order, const struct quad *a, const struct quad *b) {
  for (size_t i = 0; i < 4; i++) {
    const uint32_t x = member(a, order_keys[order][i]), y = member(b, order_keys[order][i]);
    if (x != y)
      return x < y ? -1 : 1;
  }
  return 0;
}

static int compare_spog(const void *a, const void *b) {
  return compare_in(ORDER_SPOG, a, b);
}
static int compare_posg(const void *a, const void *b) {
  return compare_in(ORDER_POSG, a, b);
}
static int compare_ospg(const void *a, const void *b) {
  return compare_in(ORDER_OSPG, a, b);
}
static int compare_gspo(const void *a, const void *b) {
  return compare_in(ORDER_GSPO, a, b);
}

struct quads *quads_new(void) {
  struct quads *quads = calloc(1, sizeof *quads);
  if (!quads)
    abort();
  quads->terms = dictionary_new();
  return quads;
}

void quads_free(struct quads *quads) {
  if (!quads)
    return;
  dictionary_free(quads->terms);
  for (size_t i = 0; i < ORDER_COUNT; i++)
    free(quads->orders[i]);
  free(quads);
}

void quads_add(struct quads *quads, struct relata_str subject, struct relata_str predicate, struct relata_str object,
               struct relata_str graph) {
  if (quads->count == quads->capacity) {
    quads->capacity = quads->capacity ? 2 * quads->capacity : 1024;
    struct quad *grown = reallocarray(quads->orders[ORDER_SPOG], quads->capacity, sizeof *grown);
    if (!grown)
      abort();
    quads->orders[ORDER_SPOG] = grown;
  }
  quads->orders[ORDER_SPOG][quads->count++] = (struct quad){
    .subject = dictionary_intern(quads->terms, subject, NULL),
    .predicate = dictionary_intern(quads->terms, predicate, NULL),
    .object = dictionary_intern(quads->terms, object, NULL),
    .graph = graph.len ? dictionary_intern(quads->terms, graph, NULL) : RELATA_NONE,
  };
}

static void remove_repeated(struct quads *quads) {
  struct quad *all = quads->orders[ORDER_SPOG];
  size_t kept = 0;
  for (size_t i = 0; i < quads->count; i++)
    if (kept == 0 || memcmp(&all[kept - 1], &all[i], sizeof *all) != 0)
      all[kept++] = all[i];
  quads->count = kept;
}

void quads_finish(struct quads *quads) {
  uint32_t *renumbered = dictionary_sort(quads->terms);
  struct quad *all = quads->orders[ORDER_SPOG];
  for (size_t i = 0; i < quads->count; i++) {
    all[i].subject = renumbered[all[i].subject];
    all[i].predicate = renumbered[all[i].predicate];
    all[i].object = renumbered[all[i].object];
    if (all[i].graph != RELATA_NONE)
      all[i].graph = renumbered[all[i].graph];
  }
  free(renumbered);
  if (quads->count)
    qsort(all, quads->count, sizeof *all, compare_spog);
  remove_repeated(quads);
}

size_t quads_count(const struct quads *quads) {
  return quads->count;
}

size_t quads_term_count(const struct quads *quads) {
  return dictionary_count(quads->terms);
}

struct relata_str quads_term(const struct quads *quads, uint32_t number) {
  return dictionary_get(quads->terms, number);
}

uint32_t quads_find(const struct quads *quads, struct relata_str term) {
  return dictionary_find(quads->terms, term);
}

const struct quad *quads_all(const struct quads *quads, size_t *count) {
  *count = quads->count;
  return quads->orders[ORDER_SPOG];
}

static const struct quad *order_get(struct quads *quads, enum order order) {
  static int (*const compare[ORDER_COUNT])(const void *, const void *) = { compare_spog, compare_posg, compare_ospg,
                                                                          compare_gspo };
  if (!quads->orders[order] && quads->count) {
    struct quad *sorted = reallocarray(NULL, quads->count, sizeof *sorted);
    if (!sorted)
      abort();
    memcpy(sorted, quads->orders[ORDER_SPOG], quads->count * sizeof *sorted);
    qsort(sorted, quads->count, sizeof *sorted, compare[order]);
    quads->orders[order] = sorted;
  }
  return quads->orders[order];
}

/* The order whose first keys are the bound members. */
static enum order order_for(const struct quad *pattern) {
  const bool s = pattern->subject != RELATA_NONE, p = pattern->predicate != RELATA_NONE,
             o = pattern->object != RELATA_NONE;
  if (s)
    return o && !p ? ORDER_OSPG : ORDER_SPOG;
  if (o)
    return p ? ORDER_POSG : ORDER_OSPG;
  if (pattern->graph != RELATA_NONE)
    return ORDER_GSPO;
  return p ? ORDER_POSG : ORDER_SPOG;
}

/* -1, 0, 1: the quad stands before, in, after the run that the leading bound keys select. */
static int compare_prefix(enum order order, const struct quad *quad, const struct quad *pattern) {
  for (size_t i = 0; i < 4; i++) {
    const uint32_t wanted = member(pattern, order_keys[order][i]), is = member(quad, order_keys[order][i]);
    if (wanted == RELATA_NONE)
      return 0;
    if (is != wanted)
      return is < wanted ? -1 : 1;
  }
  return 0;
}

/* The first quad that is not before the run, or with `after` the first behind it. */
static size_t bound(const struct quad *sorted, size_t count, enum order order, const struct quad *pattern, bool after) {
  size_t low = 0, high = count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const int side = compare_prefix(order, &sorted[middle], pattern);
    if (side < 0 || (after && side == 0))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

struct quad_cursor quads_match(struct quads *quads, struct quad pattern, bool distinct) {
  const enum order order = order_for(&pattern);
  const struct quad *sorted = order_get(quads, order);
  struct quad_cursor cursor = { .pattern = pattern, .distinct = distinct };
  if (!sorted)
    return cursor;
  cursor.at = sorted + bound(sorted, quads->count, order, &pattern, false);
  cursor.end = sorted + bound(sorted, quads->count, order, &pattern, true);
  return cursor;
}

static bool fits(uint32_t is, uint32_t wanted) {
  return wanted == RELATA_NONE || is == wanted;
}

static bool same_triple(const struct quad *a, const struct quad *b) {
  return a->subject == b->subject && a->predicate == b->predicate && a->object == b->object;
}

const struct quad *quad_cursor_next(struct quad_cursor *cursor) {
  while (cursor->at < cursor->end) {
    const struct quad *quad = cursor->at++;
    if (!fits(quad->subject, cursor->pattern.subject) || !fits(quad->predicate, cursor->pattern.predicate) ||
        !fits(quad->object, cursor->pattern.object) || !fits(quad->graph, cursor->pattern.graph))
      continue;
    if (cursor->distinct)
      while (cursor->at < cursor->end && same_triple(quad, cursor->at))
        cursor->at++;
    return quad;
  }
  return NULL;
}

uint32_t quads_object(struct quads *quads, uint32_t subject, uint32_t predicate) {
  if (subject == RELATA_NONE || predicate == RELATA_NONE)
    return RELATA_NONE;
  struct quad_cursor cursor = quads_match(quads, (struct quad){ subject, predicate, RELATA_NONE, RELATA_NONE }, true);
  const struct quad *quad = quad_cursor_next(&cursor);
  return quad ? quad->object : RELATA_NONE;
}
