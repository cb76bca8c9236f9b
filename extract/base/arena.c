/* arena.c — memory that is given back all at once.
 *
 * Blocks double from 16 KiB to 1 MiB; an item larger than a quarter of the
 * next block gets one of its own.  Running out of memory ends the process: an
 * arena serves thousands of small requests a document, and nothing sensible
 * can be done half-way through one; the graph on disk stays whole because an
 * article is one transaction.
 */
#include "extract/extract.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct block {
  struct block *next;
  size_t size, used; /* of the bytes after this header */
  alignas(max_align_t) char bytes[];
};

struct relata_arena {
  struct block *blocks; /* the one in use first */
  size_t next_size;
};

enum { FIRST_BLOCK = 16 << 10, LARGEST_BLOCK = 1 << 20 };

struct relata_arena *relata_arena_new(void) {
  struct relata_arena *arena = calloc(1, sizeof *arena);
  if (!arena)
    abort();
  arena->next_size = FIRST_BLOCK;
  return arena;
}

static void free_blocks(struct block *block) {
  while (block) {
    struct block *next = block->next;
    free(block);
    block = next;
  }
}

void relata_arena_free(struct relata_arena *arena) {
  if (!arena)
    return;
  free_blocks(arena->blocks);
  free(arena);
}

static struct block *block_new(size_t size) {
  struct block *block = size > SIZE_MAX - sizeof *block ? NULL : calloc(1, sizeof *block + size);
  if (!block) {
    fputs("relata: out of memory\n", stderr);
    abort();
  }
  block->size = size;
  return block;
}

#ifdef RELATA_ARENA_MALLOC

void relata_arena_clear(struct relata_arena *arena) {
  free_blocks(arena->blocks);
  arena->blocks = NULL;
}

void *relata_arena_alloc(struct relata_arena *arena, size_t size) {
  struct block *block = block_new(size);
  block->next = arena->blocks;
  arena->blocks = block;
  return block->bytes;
}

#else

void relata_arena_clear(struct relata_arena *arena) {
  if (!arena->blocks)
    return;
  free_blocks(arena->blocks->next);
  arena->blocks->next = NULL;
  memset(arena->blocks->bytes, 0, arena->blocks->used);
  arena->blocks->used = 0;
}

/* A block with room for `size` bytes, put first, or second if it is filled by them alone. */
static struct block *block_for(struct relata_arena *arena, size_t size) {
  if (size > arena->next_size / 4) {
    struct block *own = block_new(size);
    if (arena->blocks) {
      own->next = arena->blocks->next;
      arena->blocks->next = own;
    } else {
      arena->blocks = own;
    }
    return own;
  }
  struct block *block = block_new(arena->next_size);
  block->next = arena->blocks;
  arena->blocks = block;
  if (arena->next_size < LARGEST_BLOCK)
    arena->next_size *= 2;
  return block;
}

void *relata_arena_alloc(struct relata_arena *arena, size_t size) {
  const size_t align = alignof(max_align_t);
  if (size > SIZE_MAX - align)
    size = SIZE_MAX - align; /* block_new refuses it */
  size = (size + align - 1) / align * align;
  struct block *block = arena->blocks;
  if (!block || block->size - block->used < size)
    block = block_for(arena, size);
  void *item = block->bytes + block->used;
  block->used += size;
  return item;
}

#endif

struct relata_str relata_arena_copy(struct relata_arena *arena, struct relata_str text) {
  char *copy = relata_arena_alloc(arena, text.len + 1);
  if (text.len)
    memcpy(copy, text.data, text.len);
  return (struct relata_str){ copy, text.len };
}

struct relata_str relata_arena_print(struct relata_arena *arena, const char *format, ...) {
  va_list arguments, again;
  va_start(arguments, format);
  va_copy(again, arguments);
  const int length = vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);
  struct relata_str text = { "", 0 };
  if (length > 0) {
    char *bytes = relata_arena_alloc(arena, (size_t)length + 1);
    vsnprintf(bytes, (size_t)length + 1, format, again);
    text = (struct relata_str){ bytes, (size_t)length };
  }
  va_end(again);
  return text;
}
