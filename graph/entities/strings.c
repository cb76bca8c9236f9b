/* strings.c — sorted sets of numbers. */
#include "graph/entities/strings.h"

#include <stdlib.h>
#include <string.h>

/* Where it is or would be. */
static size_t place_of(const struct numbers *set, uint32_t number) {
  size_t low = 0, high = set->count;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if (set->items[middle] < number)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

bool numbers_has(const struct numbers *set, uint32_t number) {
  const size_t at = place_of(set, number);
  return at < set->count && set->items[at] == number;
}

void numbers_add(struct numbers *set, uint32_t number) {
  const size_t at = place_of(set, number);
  if (at < set->count && set->items[at] == number)
    return;
  if (set->count == set->capacity) {
    set->capacity = set->capacity ? 2 * set->capacity : 4;
    set->items = reallocarray(set->items, set->capacity, sizeof *set->items);
    if (!set->items)
      abort();
  }
  memmove(set->items + at + 1, set->items + at, (set->count - at) * sizeof *set->items);
  set->items[at] = number;
  set->count++;
}

void numbers_add_all(struct numbers *set, const struct numbers *other, size_t most) {
  for (size_t i = 0; i < other->count && set->count < most; i++)
    numbers_add(set, other->items[i]);
}

void numbers_free(struct numbers *set) {
  free(set->items);
  *set = (struct numbers){0};
}
