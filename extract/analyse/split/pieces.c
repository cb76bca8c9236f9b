#include "extract/analyse/split/pieces.h"

#include <stdlib.h>

static bool pieces_grow(struct pieces *pieces) {
  const size_t capacity = pieces->capacity ? pieces->capacity * 2 : 256;
  if (capacity > SIZE_MAX / sizeof *pieces->items)
    return false;
  struct piece *grown = realloc(pieces->items, capacity * sizeof *grown);
  if (!grown)
    return false;
  pieces->items = grown;
  pieces->capacity = capacity;
  return true;
}

void pieces_add(struct pieces *pieces, size_t begin, size_t end) {
  if (begin >= end || pieces->failed)
    return;
  if (pieces->count == pieces->capacity && !pieces_grow(pieces)) {
    pieces->failed = true;
    return;
  }
  pieces->items[pieces->count++] = (struct piece){(uint32_t)begin, (uint32_t)end};
}

void pieces_free(struct pieces *pieces) {
  free(pieces->items);
  *pieces = (struct pieces){0};
}
