/* sort.c — a radix sort for quads; for texts a quicksort that looks at eight bytes at a time. */
#include "graph/store/sort.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ quads */

enum { MOST_DIGIT_BITS = 12, MOST_DIGITS = 1 << MOST_DIGIT_BITS };

/* One pass; RELATA_NONE sorts last because it has every bit. */
static void pass(const struct quad *from, struct quad *to, size_t count, unsigned char member, unsigned shift,
                 unsigned bits) {
  const uint32_t mask = (1u << bits) - 1;
  size_t places[MOST_DIGITS];
  memset(places, 0, sizeof *places << bits);
  for (size_t i = 0; i < count; i++)
    places[(quad_member(&from[i], member) >> shift) & mask]++;
  size_t place = 0;
  for (size_t d = 0; d <= mask; d++) {
    const size_t size = places[d];
    places[d] = place;
    place += size;
  }
  for (size_t i = 0; i < count; i++)
    to[places[(quad_member(&from[i], member) >> shift) & mask]++] = from[i];
}

static bool all_equal(const struct quad *quads, size_t count, unsigned char member) {
  for (size_t i = 1; i < count; i++)
    if (quad_member(&quads[i], member) != quad_member(&quads[0], member))
      return false;
  return true;
}

/* One bit more than the numbers have tells RELATA_NONE from them. */
static unsigned bits_of(size_t terms) {
  unsigned bits = 1;
  while (bits < 32 && terms >> bits)
    bits++;
  return bits < 32 ? bits + 1 : bits;
}

void sort_quads(struct quad *quads, size_t count, const unsigned char *keys, size_t key_count, size_t terms) {
  struct quad *other = reallocarray(NULL, count + 1, sizeof *other), *from = quads, *to = other;
  if (!other)
    abort();
  const unsigned bits = bits_of(terms), passes = (bits + MOST_DIGIT_BITS - 1) / MOST_DIGIT_BITS,
                 digit = (bits + passes - 1) / passes;
  for (size_t k = key_count; k-- > 0;) {
    if (all_equal(from, count, keys[k]))
      continue;
    for (unsigned shift = 0; shift < bits; shift += digit) {
      pass(from, to, count, keys[k], shift, digit);
      struct quad *swap = from;
      from = to;
      to = swap;
    }
  }
  if (from != quads && count)
    memcpy(quads, from, count * sizeof *quads);
  free(other);
}

/* ------------------------------------------------------------------ texts */

enum { MOST_SPLITS = 1000 };

static uint64_t key_at(struct relata_str text, size_t depth) {
  unsigned char bytes[8] = { 0 };
  const size_t left = text.len > depth ? text.len - depth : 0;
  if (left)
    memcpy(bytes, text.data + depth, left < 8 ? left : 8);
  uint64_t key = 0;
  for (int i = 0; i < 8; i++)
    key = key << 8 | bytes[i];
  return key;
}

static int compare_texts(const void *a, const void *b) {
  return relata_str_compare(((const struct sorted_text *)a)->text, ((const struct sorted_text *)b)->text);
}

static void swap_texts(struct sorted_text *a, struct sorted_text *b) {
  const struct sorted_text kept = *a;
  *a = *b;
  *b = kept;
}

static uint64_t middle_key(const struct sorted_text *texts, size_t count) {
  const uint64_t a = texts[0].key, b = texts[count / 2].key, c = texts[count - 1].key;
  if ((a <= b) == (b <= c))
    return b;
  return (b <= a) == (a <= c) ? a : c;
}

/* The texts agree in their first `depth` bytes, and their keys are of those that follow. */
static void sort_keyed(struct sorted_text *texts, size_t count, size_t depth, int splits) {
  while (count > 1) {
    if (count < 12 || splits-- == 0) { /* few, or pivots that an enemy chose */
      qsort(texts, count, sizeof *texts, compare_texts);
      return;
    }
    const uint64_t pivot = middle_key(texts, count);
    size_t less = 0, at = 0, greater = count;
    while (at < greater) {
      if (texts[at].key < pivot)
        swap_texts(&texts[less++], &texts[at++]);
      else if (texts[at].key > pivot)
        swap_texts(&texts[at], &texts[--greater]);
      else
        at++;
    }
    sort_keyed(texts, less, depth, splits);
    sort_keyed(texts + greater, count - greater, depth, splits);
    texts += less;
    count = greater - less;
    if ((pivot & 0xff) == 0) { /* texts end here */
      qsort(texts, count, sizeof *texts, compare_texts);
      return;
    }
    depth += 8;
    for (size_t i = 0; i < count; i++)
      texts[i].key = key_at(texts[i].text, depth);
  }
}

void sort_texts(struct sorted_text *texts, size_t count) {
  for (size_t i = 0; i < count; i++)
    texts[i].key = key_at(texts[i].text, 0);
  sort_keyed(texts, count, 0, MOST_SPLITS);
}
