/* kernels_portable.c — the kernels for any processor, in plain C (GNU vectors). */
#define VECTOR_BYTES 16
#include "extract/analyse/engine/kernels_float.h"

typedef int16_t vec_s __attribute__((vector_size(VECTOR_BYTES)));

static bool always_usable(void) {
  return true;
}

static inline vec_i load_i(const void *from) {
  vec_i v;
  memcpy(&v, from, sizeof v);
  return v;
}

/* Two bytes as two sixteen-bit numbers in every lane. */
static inline vec_i all_pairs(int8_t low, int8_t high) {
  return (int32_t)(((uint32_t)(uint16_t)high << 16) | (uint16_t)low) - (vec_i){0};
}

/* Four outputs' products with four inputs.  A product of a packed weight
 * (0…127) and an activation fits in 16 bits, and so does the sum of two: even
 * and odd bytes are multiplied apart and added, then pairs of 16 bits into 32. */
static inline vec_i dot_four(vec_i weights, vec_i even, vec_i odd) {
  const vec_i pairs =
      (vec_i)((vec_s)(weights & 0x00ff00ff) * (vec_s)even + (vec_s)((weights >> 8) & 0x00ff00ff) * (vec_s)odd);
  return ((pairs << 16) >> 16) + (pairs >> 16);
}

static inline vec_f finish_four(vec_i sum, uint32_t offset) {
  return __builtin_convertvector((vec_i)((vec_u)sum - offset), vec_f);
}

/* Formatters take these macros for half statements. */
/* clang-format off */
#define DOT_DECLARE(r, c) vec_i sum_##c = { 0 };
#define DOT_ADD(r, c) sum_##c += dot_four(load_i(at + c * VECTOR_BYTES), even, odd);
#define DOT_STORE(r, c)                                                                         \
  store_f(y + c * VEC, finish_four(sum_##c, offset) * row_scale * load_f(scale + c * VEC) +     \
                         load_f(bias + c * VEC));
/* clang-format on */

/* One row with one panel of 16 outputs. */
static void dot_panel(const uint8_t *packed, size_t step, size_t groups, const int8_t *q, uint32_t offset,
                      float row_scale, const float *scale, const float *bias, float *y) {
  COLUMNS_4(DOT_DECLARE, 0)
  for (size_t g = 0; g < groups; g++) {
    const uint8_t *at = packed + g * step;
    const vec_i even = all_pairs(q[4 * g], q[4 * g + 2]), odd = all_pairs(q[4 * g + 1], q[4 * g + 3]);
    COLUMNS_4(DOT_ADD, 0)
  }
  COLUMNS_4(DOT_STORE, 0)
}

static void kernel_linear(const struct relata_linear *layer, const struct relata_rounded *x, size_t rows, float *y,
                          size_t stride) {
  for (size_t panel = 0; panel < layer->panels; panel++) {
    const size_t first = panel / RELATA_BLOCK_PANELS * RELATA_BLOCK_PANELS;
    const size_t left = layer->panels - first;
    const size_t step = 64 * (left < RELATA_BLOCK_PANELS ? left : (size_t)RELATA_BLOCK_PANELS);
    const uint8_t *packed = layer->packed + first * layer->groups * 64 + (panel - first) * 64;
    for (size_t r = 0; r < rows; r++)
      dot_panel(packed, step, layer->groups, x->q + r * x->stride, (uint32_t)x->offset[r], x->scale[r],
                layer->scale + 16 * panel, layer->bias + 16 * panel, y + r * stride + 16 * panel);
  }
}

const struct relata_kernels relata_kernels_portable = KERNELS("portable", always_usable);
