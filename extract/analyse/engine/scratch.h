/* scratch.h — working memory of one call, aligned for the kernels. */
#ifndef RELATA_SCRATCH_H
#define RELATA_SCRATCH_H

#include "extract/analyse/engine/kernels.h"
#include "extract/extract.h"

/* `rows` rows of `width` floats, aligned to 64 bytes, zero. */
static inline float *relata_scratch_floats(struct relata_arena *arena, size_t rows, size_t width) {
  const uintptr_t at = (uintptr_t)relata_arena_alloc(arena, rows * width * sizeof(float) + 64);
  return (float *)((at + 63) & ~(uintptr_t)63);
}

/* Room for rows of up to `width` rounded values. */
static inline struct relata_rounded relata_scratch_rounded(struct relata_arena *arena, size_t rows, size_t width) {
  struct relata_rounded rounded = {.stride = (width + 15) / 16 * 16};
  rounded.q = (int8_t *)relata_scratch_floats(arena, (rows * rounded.stride + 3) / 4, 1);
  rounded.scale = relata_arena_alloc(arena, rows * sizeof *rounded.scale);
  rounded.offset = relata_arena_alloc(arena, rows * sizeof *rounded.offset);
  return rounded;
}

static inline size_t relata_wider(size_t a, size_t b) {
  return a > b ? a : b;
}

/* `width` rounded up to whole lanes. */
static inline size_t relata_lanes(size_t width) {
  return (width + RELATA_LANES - 1) / RELATA_LANES * RELATA_LANES;
}

#endif
