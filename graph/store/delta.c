/* delta.c — changing finished quads. */
#include "graph/store/delta.h"

#include <stdlib.h>
#include <string.h>

#include "graph/store/sort.h"

/* ------------------------------------------------------------------ begin and end */

static void *room_for(size_t count, size_t size) {
  void *memory = reallocarray(NULL, count + 1, size);
  if (!memory)
    abort();
  return memory;
}

static void free_merged(struct delta *delta) {
  for (size_t i = 0; i < ORDER_COUNT; i++) {
    free(delta->merged[i]);
    free(delta->starts[i]);
    delta->merged[i] = NULL;
    delta->starts[i] = NULL;
  }
}

void delta_free(struct delta *delta) {
  if (!delta)
    return;
  free_merged(delta);
  dictionary_free(delta->terms);
  if (delta->map) {
    free(delta->map);
  } else {
    for (size_t i = 0; i < ORDER_COUNT; i++) {
      free(delta->added[i]);
      free(delta->gone[i]);
    }
    free(delta->predicates);
  }
  pthread_mutex_destroy(&delta->lock);
  free(delta);
}

static struct quad *copied(const struct quad *quads, size_t count) {
  struct quad *copy = room_for(count, sizeof *copy);
  if (count)
    memcpy(copy, quads, count * sizeof *copy);
  return copy;
}

static struct predicate_count *copied_counts(const struct predicate_count *counts, size_t count) {
  struct predicate_count *copy = room_for(count, sizeof *copy);
  if (count)
    memcpy(copy, counts, count * sizeof *copy);
  return copy;
}

/* A delta read from a file becomes one that can be changed. */
static void thaw(struct delta *delta) {
  if (!delta->map)
    return;
  delta->terms = dictionary_new();
  for (uint32_t i = 0; i < delta->term_count; i++)
    dictionary_intern(delta->terms, texts_get(delta->texts, delta->offsets, i), NULL);
  for (size_t i = 0; i < ORDER_COUNT; i++) {
    delta->added[i] = copied(delta->added[i], delta->added_count);
    delta->gone[i] = copied(delta->gone[i], delta->gone_count);
  }
  delta->predicates = copied_counts(delta->predicates, delta->predicate_count);
  free(delta->map);
  delta->map = NULL;
}

static struct delta *changeable(struct quads *quads) {
  if (quads->delta) {
    thaw(quads->delta);
    return quads->delta;
  }
  struct delta *delta = calloc(1, sizeof *delta);
  if (!delta)
    abort();
  size_t count;
  const struct predicate_count *counts = quads_predicates(quads, &count);
  delta->terms = dictionary_new();
  delta->predicates = copied_counts(counts, count);
  delta->predicate_count = count;
  pthread_mutex_init(&delta->lock, NULL);
  quads->delta = delta;
  return delta;
}

/* ------------------------------------------------------------------ terms */

size_t delta_term_count(const struct delta *delta) {
  return delta->terms ? dictionary_count(delta->terms) : delta->term_count;
}

struct relata_str delta_term(const struct delta *delta, uint32_t number) {
  return delta->terms ? dictionary_get(delta->terms, number) : texts_get(delta->texts, delta->offsets, number);
}

uint32_t delta_find(const struct delta *delta, struct relata_str term) {
  return delta->terms ? dictionary_find(delta->terms, term)
                      : texts_find(delta->texts, delta->offsets, delta->term_count, term);
}

uint32_t quads_intern(struct quads *quads, struct relata_str term) {
  const uint32_t found = quads_find(quads, term);
  if (found != RELATA_NONE)
    return found;
  return (uint32_t)quads_base_terms(quads) + dictionary_intern(changeable(quads)->terms, term, NULL);
}

/* ------------------------------------------------------------------ sorted arrays */

bool quads_hold(const struct quad *sorted, size_t count, const struct quad *quad) {
  size_t low = 0, high = count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const int side = quad_compare(ORDER_SPOG, &sorted[middle], quad);
    if (side == 0)
      return true;
    if (side < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return false;
}

bool quads_has(struct quads *quads, const struct quad *quad) {
  const struct delta *delta = quads->delta;
  if (delta && quads_hold(delta->added[ORDER_SPOG], delta->added_count, quad))
    return true;
  return quads_hold(quads_base_order(quads, ORDER_SPOG), quads->count, quad) &&
         !(delta && quads_hold(delta->gone[ORDER_SPOG], delta->gone_count, quad));
}

static int compare_spog(const void *a, const void *b) {
  return quad_compare(ORDER_SPOG, a, b);
}

static size_t sorted_once(struct quad *quads, size_t count, size_t terms) {
  enum { FEW = 512 };
  size_t kept = 0;
  if (count > 1 && count < FEW)
    qsort(quads, count, sizeof *quads, compare_spog);
  else if (count > 1)
    sort_quads(quads, count, quad_order_keys[ORDER_SPOG], 4, terms);
  for (size_t i = 0; i < count; i++)
    if (kept == 0 || quad_compare(ORDER_SPOG, &quads[kept - 1], &quads[i]) != 0)
      quads[kept++] = quads[i];
  return kept;
}

/* What was there, without some of it, with others; all sorted, in an order. */
static struct quad *mixed(enum order order, const struct quad *old, size_t count, const struct quad *without,
                          size_t without_count, const struct quad *with, size_t with_count, size_t *mixed_count) {
  struct quad *result = room_for(count + with_count, sizeof *result);
  size_t at = 0, out = 0, in = 0;
  *mixed_count = 0;
  while (at < count || in < with_count) {
    const bool first = in == with_count || (at < count && quad_compare(order, &old[at], &with[in]) < 0);
    if (!first) {
      result[(*mixed_count)++] = with[in++];
      continue;
    }
    const struct quad *quad = &old[at++];
    while (out < without_count && quad_compare(order, &without[out], quad) < 0)
      out++;
    if (out == without_count || quad_compare(order, &without[out], quad) != 0)
      result[(*mixed_count)++] = *quad;
  }
  return result;
}

/* Moves those that `sorted` holds to its front part; both parts stay sorted. */
static size_t parted(struct quad *quads, size_t count, const struct quad *sorted, size_t sorted_count) {
  struct quad *others = room_for(count, sizeof *others);
  size_t held = 0, rest = 0;
  for (size_t i = 0; i < count; i++) {
    if (quads_hold(sorted, sorted_count, &quads[i]))
      quads[held++] = quads[i];
    else
      others[rest++] = quads[i];
  }
  if (rest)
    memcpy(quads + held, others, rest * sizeof *quads);
  free(others);
  return held;
}

/* ------------------------------------------------------------------ counts of predicates */

static struct predicate_count *count_of(struct delta *delta, uint32_t predicate) {
  size_t low = 0, high = delta->predicate_count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (delta->predicates[middle].predicate < predicate)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == delta->predicate_count || delta->predicates[low].predicate != predicate) {
    delta->predicates = reallocarray(delta->predicates, delta->predicate_count + 2, sizeof *delta->predicates);
    if (!delta->predicates)
      abort();
    memmove(&delta->predicates[low + 1], &delta->predicates[low],
            (delta->predicate_count - low) * sizeof *delta->predicates);
    delta->predicates[low] = (struct predicate_count){ .predicate = predicate };
    delta->predicate_count++;
  }
  return &delta->predicates[low];
}

static uint32_t is_any(struct quads *quads, uint32_t subject, uint32_t predicate, uint32_t object) {
  struct quad_cursor cursor = quads_match(quads, (struct quad){ subject, predicate, object, RELATA_NONE }, false);
  return quad_cursor_next(&cursor) != NULL;
}

static bool same_members(const struct quad *a, const struct quad *b, bool subject, bool object) {
  return a->predicate == b->predicate && (!subject || a->subject == b->subject) && (!object || a->object == b->object);
}

/* What stands of these quads' triples, subjects and objects: each taken from or
 * added to the counts. */
static void count_touched(struct quads *quads, const struct quad *spog, const struct quad *posg, size_t count,
                          bool add) {
  const uint32_t sign = add ? 1 : UINT32_MAX;
  for (size_t i = 0; i < count; i++) {
    const struct quad *quad = &spog[i], *before = i ? &spog[i - 1] : NULL;
    if (before && same_members(before, quad, true, true))
      continue;
    struct predicate_count *counted = count_of(quads->delta, quad->predicate);
    counted->triples += sign * is_any(quads, quad->subject, quad->predicate, quad->object);
    if (!before || !same_members(before, quad, true, false))
      counted->subjects += sign * is_any(quads, quad->subject, quad->predicate, RELATA_NONE);
  }
  for (size_t i = 0; i < count; i++)
    if (i == 0 || !same_members(&posg[i - 1], &posg[i], false, true))
      count_of(quads->delta, posg[i].predicate)->objects +=
        sign * is_any(quads, RELATA_NONE, posg[i].predicate, posg[i].object);
}

static void drop_unused_predicates(struct delta *delta) {
  size_t kept = 0;
  for (size_t i = 0; i < delta->predicate_count; i++)
    if (delta->predicates[i].triples)
      delta->predicates[kept++] = delta->predicates[i];
  delta->predicate_count = kept;
}

/* ------------------------------------------------------------------ changing */

static void set_orders(struct quad *orders[ORDER_COUNT], struct quad *spog, size_t count, size_t terms) {
  for (size_t i = 0; i < ORDER_COUNT; i++)
    free(orders[i]);
  orders[ORDER_SPOG] = spog;
  for (size_t i = 1; i < ORDER_COUNT; i++) {
    orders[i] = copied(spog, count);
    quads_reorder(orders[i], count, (enum order)i, terms);
  }
}

/* The quads are there (gone) or not (came), and in SPOG. */
static void apply(struct quads *quads, struct quad *gone, size_t gone_count, struct quad *came, size_t came_count) {
  struct delta *delta = quads->delta;
  const size_t terms = quads_term_count(quads);
  const size_t unadded = parted(gone, gone_count, delta->added[ORDER_SPOG], delta->added_count),
               back = parted(came, came_count, delta->gone[ORDER_SPOG], delta->gone_count);
  size_t added_count, left_count;
  struct quad *added = mixed(ORDER_SPOG, delta->added[ORDER_SPOG], delta->added_count, gone, unadded, came + back,
                             came_count - back, &added_count),
              *left = mixed(ORDER_SPOG, delta->gone[ORDER_SPOG], delta->gone_count, came, back, gone + unadded,
                            gone_count - unadded, &left_count);
  set_orders(delta->added, added, added_count, terms);
  set_orders(delta->gone, left, left_count, terms);
  delta->added_count = added_count;
  delta->gone_count = left_count;
  free_merged(delta);
}

static size_t that_are(struct quads *quads, struct quad *some, size_t count, bool there, const struct quad *not_of,
                       size_t not_count) {
  size_t kept = 0;
  for (size_t i = 0; i < count; i++)
    if (quads_has(quads, &some[i]) == there && !quads_hold(not_of, not_count, &some[i]))
      some[kept++] = some[i];
  return kept;
}

void quads_change(struct quads *quads, struct quad *gone, size_t gone_count, struct quad *came, size_t came_count) {
  changeable(quads);
  const size_t terms = quads_term_count(quads);
  gone_count = sorted_once(gone, gone_count, terms);
  came_count = sorted_once(came, came_count, terms);
  gone_count = that_are(quads, gone, gone_count, true, came, came_count);
  came_count = that_are(quads, came, came_count, false, NULL, 0);
  const size_t touched = gone_count + came_count;
  if (touched == 0)
    return;
  struct quad *spog = room_for(touched, sizeof *spog);
  if (gone_count)
    memcpy(spog, gone, gone_count * sizeof *spog);
  if (came_count)
    memcpy(spog + gone_count, came, came_count * sizeof *spog);
  sorted_once(spog, touched, terms);
  struct quad *posg = copied(spog, touched);
  quads_reorder(posg, touched, ORDER_POSG, terms);
  count_touched(quads, spog, posg, touched, false);
  apply(quads, gone, gone_count, came, came_count);
  count_touched(quads, spog, posg, touched, true);
  drop_unused_predicates(quads->delta);
  free(spog);
  free(posg);
}

static struct quad *renumbered(struct quads *quads, struct quads *others, bool intern, size_t *count) {
  const size_t terms = quads_term_count(others);
  uint32_t *numbers = room_for(terms, sizeof *numbers);
  for (uint32_t i = 0; i < terms; i++) {
    const struct relata_str term = quads_term(others, i);
    numbers[i] = intern ? quads_intern(quads, term) : quads_find(quads, term);
  }
  size_t all_count;
  const struct quad *all = quads_all(others, &all_count);
  struct quad *result = room_for(all_count, sizeof *result);
  *count = 0;
  for (size_t i = 0; i < all_count; i++) {
    const struct quad quad = { numbers[all[i].subject], numbers[all[i].predicate], numbers[all[i].object],
                               all[i].graph == RELATA_NONE ? RELATA_NONE : numbers[all[i].graph] };
    const bool known = quad.subject != RELATA_NONE && quad.predicate != RELATA_NONE && quad.object != RELATA_NONE &&
                       (quad.graph != RELATA_NONE || all[i].graph == RELATA_NONE);
    if (known)
      result[(*count)++] = quad;
  }
  free(numbers);
  return result;
}

void quads_change_all(struct quads *quads, struct quads *gone, struct quads *came) {
  size_t gone_count = 0, came_count = 0;
  struct quad *out = gone ? renumbered(quads, gone, false, &gone_count) : NULL,
              *in = came ? renumbered(quads, came, true, &came_count) : NULL;
  quads_change(quads, out, gone_count, in, came_count);
  free(out);
  free(in);
}

size_t quads_delta_size(const struct quads *quads) {
  return quads->delta ? quads->delta->added_count + quads->delta->gone_count : 0;
}

/* ------------------------------------------------------------------ everything in one array */

static void make_merged(struct quads *quads, enum order order) {
  struct delta *delta = quads->delta;
  size_t count;
  if (!delta->merged[order])
    delta->merged[order] =
      mixed(order, quads_base_order(quads, order), quads->count, delta->gone[order], delta->gone_count,
            delta->added[order], delta->added_count, &count);
}

const struct quad *delta_merged(struct quads *quads, enum order order) {
  struct delta *delta = quads->delta;
  pthread_mutex_lock(&delta->lock);
  make_merged(quads, order);
  pthread_mutex_unlock(&delta->lock);
  return delta->merged[order];
}

const uint32_t *delta_merged_starts(struct quads *quads, enum order order) {
  struct delta *delta = quads->delta;
  pthread_mutex_lock(&delta->lock);
  make_merged(quads, order);
  if (!delta->starts[order])
    delta->starts[order] =
      quads_count_starts(delta->merged[order], quads_count(quads), order, quads_term_count(quads));
  pthread_mutex_unlock(&delta->lock);
  return delta->starts[order];
}
