/* fold.c — quads and what came and went since, made one whole. */
#include <stdlib.h>
#include <string.h>

#include "graph/store/delta.h"
#include "graph/store/sort.h"

static void *room_for(size_t count, size_t size) {
  void *memory = reallocarray(NULL, count + 1, size);
  if (!memory)
    abort();
  return memory;
}

static void mark(bool *used, const struct quad *quad) {
  used[quad->subject] = used[quad->predicate] = used[quad->object] = true;
  if (quad->graph != RELATA_NONE)
    used[quad->graph] = true;
}

static bool *used_terms(struct quads *quads) {
  bool *used = calloc(quads_term_count(quads) + 1, sizeof *used);
  if (!used)
    abort();
  const struct delta *delta = quads->delta;
  const struct quad *all = quads_base_order(quads, ORDER_SPOG), *gone = delta->gone[ORDER_SPOG],
                    *gone_end = gone + delta->gone_count;
  for (size_t i = 0; i < quads->count; i++) {
    if (gone < gone_end && quad_compare(ORDER_SPOG, gone, &all[i]) == 0)
      gone++;
    else
      mark(used, &all[i]);
  }
  for (size_t i = 0; i < delta->added_count; i++)
    mark(used, &delta->added[ORDER_SPOG][i]);
  return used;
}

/* The delta's terms by their bytes. */
static struct sorted_text *sorted_delta_terms(const struct delta *delta, size_t *count) {
  *count = delta_term_count(delta);
  struct sorted_text *texts = room_for(*count, sizeof *texts);
  for (uint32_t i = 0; i < *count; i++)
    texts[i] = (struct sorted_text){ .text = delta_term(delta, i), .number = i };
  sort_texts(texts, *count);
  return texts;
}

struct folding {
  struct quads *from, *whole;
  uint32_t *numbers; /* new ones by old ones; they grow with the old ones within the base */
  size_t text_room, text_size;
};

static void put_term(struct folding *folding, uint32_t old) {
  struct quads *whole = folding->whole;
  const struct relata_str text = quads_term(folding->from, old);
  if (folding->text_size + text.len + 1 > folding->text_room) {
    folding->text_room = 2 * folding->text_room + text.len + 1;
    whole->own_texts = realloc(whole->own_texts, folding->text_room);
    if (!whole->own_texts)
      abort();
  }
  memcpy(whole->own_texts + folding->text_size, text.data, text.len);
  folding->text_size += text.len;
  whole->own_texts[folding->text_size++] = '\0';
  folding->numbers[old] = (uint32_t)whole->term_count++;
  whole->own_offsets[whole->term_count] = folding->text_size;
}

static void fold_terms(struct folding *folding) {
  struct quads *from = folding->from;
  const uint32_t base = (uint32_t)quads_base_terms(from);
  bool *used = used_terms(from);
  size_t came_count, at = 0;
  struct sorted_text *came = sorted_delta_terms(from->delta, &came_count);
  folding->whole->own_offsets = room_for(base + came_count + 1, sizeof(uint64_t));
  folding->whole->own_offsets[0] = 0;
  for (uint32_t i = 0; i <= base; i++) {
    while (at < came_count && (i == base || relata_str_compare(came[at].text, quads_term(from, i)) < 0)) {
      if (used[base + came[at].number])
        put_term(folding, base + came[at].number);
      at++;
    }
    if (i < base && used[i])
      put_term(folding, i);
  }
  free(came);
  free(used);
  folding->whole->offsets = folding->whole->own_offsets;
  folding->whole->texts = folding->whole->own_texts;
}

static struct quad renumber(const struct folding *folding, const struct quad *quad) {
  const uint32_t *numbers = folding->numbers;
  return (struct quad){ numbers[quad->subject], numbers[quad->predicate], numbers[quad->object],
                        quad->graph == RELATA_NONE ? RELATA_NONE : numbers[quad->graph] };
}

static int compare_in(const void *a, const void *b, void *order) {
  return quad_compare(*(enum order *)order, a, b);
}

/* New numbers keep the base's quads in order; those that came are sorted again. */
static struct quad *fold_order(struct folding *folding, enum order order) {
  struct quads *from = folding->from;
  const struct delta *delta = from->delta;
  const struct quad *base = quads_base_order(from, order), *gone = delta->gone[order],
                    *gone_end = gone + delta->gone_count;
  struct quad *result = room_for(quads_count(from), sizeof *result), *came = room_for(delta->added_count, sizeof *came);
  size_t count = 0, at = 0;
  for (size_t i = 0; i < delta->added_count; i++)
    came[i] = renumber(folding, &delta->added[order][i]);
  qsort_r(came, delta->added_count, sizeof *came, compare_in, &order);
  for (size_t i = 0; i < from->count; i++) {
    if (gone < gone_end && quad_compare(order, gone, &base[i]) == 0) {
      gone++;
      continue;
    }
    const struct quad quad = renumber(folding, &base[i]);
    while (at < delta->added_count && quad_compare(order, &came[at], &quad) < 0)
      result[count++] = came[at++];
    result[count++] = quad;
  }
  while (at < delta->added_count)
    result[count++] = came[at++];
  free(came);
  return result;
}

static int compare_counts(const void *a, const void *b) {
  const uint32_t x = ((const struct predicate_count *)a)->predicate, y = ((const struct predicate_count *)b)->predicate;
  return x < y ? -1 : x > y;
}

static void fold_counts(struct folding *folding) {
  const struct delta *delta = folding->from->delta;
  struct quads *whole = folding->whole;
  whole->predicates = room_for(delta->predicate_count, sizeof *whole->predicates);
  whole->predicate_count = delta->predicate_count;
  for (size_t i = 0; i < delta->predicate_count; i++) {
    whole->predicates[i] = delta->predicates[i];
    whole->predicates[i].predicate = folding->numbers[delta->predicates[i].predicate];
  }
  qsort(whole->predicates, whole->predicate_count, sizeof *whole->predicates, compare_counts);
}

struct quads *quads_fold(struct quads *quads) {
  struct quads *whole = calloc(1, sizeof *whole);
  if (!whole)
    abort();
  if (!quads->delta) {
    quads_free(whole);
    whole = quads_new();
    quads_add_all(whole, quads);
    quads_finish(whole);
    return whole;
  }
  struct folding folding = { quads, whole, room_for(quads_term_count(quads), sizeof(uint32_t)), 1, 0 };
  memset(folding.numbers, 0xff, quads_term_count(quads) * sizeof(uint32_t));
  whole->own_texts = room_for(1, 1);
  fold_terms(&folding);
  whole->count = whole->capacity = quads_count(quads);
  for (int order = 0; order < ORDER_COUNT; order++)
    whole->orders[order] = fold_order(&folding, (enum order)order);
  fold_counts(&folding);
  free(folding.numbers);
  return whole;
}
