/* pieces.h — a growing row of token spans, before they become tokens. */
#ifndef RELATA_SPLIT_PIECES_H
#define RELATA_SPLIT_PIECES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct piece {
  uint32_t begin, end; /* bytes of the text */
};

struct pieces {
  struct piece *items;
  size_t count, capacity;
  bool failed; /* memory was short; nothing was added since */
};

void pieces_add(struct pieces *pieces, size_t begin, size_t end); /* an empty span is not added */
void pieces_free(struct pieces *pieces);

#endif
