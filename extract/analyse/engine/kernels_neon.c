/* kernels_neon.c — the kernels for 64-bit ARM with the dot product of bytes
 * (ARMv8.2, since 2017); other ARM processors get the portable ones. */
#if defined(__aarch64__) && defined(__linux__)
#include <arm_neon.h>
#include <sys/auxv.h>

#define VECTOR_BYTES 16
#include "extract/analyse/engine/kernels_float.h"

enum { HWCAP_DOT_PRODUCT = 1 << 20 };

static bool has_dot_product(void) {
  return (getauxval(AT_HWCAP) & HWCAP_DOT_PRODUCT) != 0;
}

/* What a tile works on: some rows of x with one panel of 16 outputs. */
struct tile {
  const uint8_t *packed;
  size_t step, groups;
  const int8_t *q;
  size_t q_stride;
  const int32_t *offset;
  const float *row_scale, *scale, *bias;
  float *y;
  size_t y_stride;
};

static inline int8x16_t four_inputs(const int8_t *q) {
  int32_t four;
  memcpy(&four, q, sizeof four);
  return vreinterpretq_s8_s32(vdupq_n_s32(four));
}

/* Packed weights lie in 0…127: as signed bytes they are the same. */
static inline int8x16_t load_weights(const uint8_t *packed) {
  return vreinterpretq_s8_u8(vld1q_u8(packed));
}

static inline void finish_four(const struct tile *t, size_t row, size_t four, int32x4_t sum) {
  const int32x4_t exact = vsubq_s32(sum, vdupq_n_s32(t->offset[row]));
  const float32x4_t scaled =
      vmulq_f32(vmulq_f32(vcvtq_f32_s32(exact), vdupq_n_f32(t->row_scale[row])), vld1q_f32(t->scale + 4 * four));
  vst1q_f32(t->y + row * t->y_stride + 4 * four, vaddq_f32(scaled, vld1q_f32(t->bias + 4 * four)));
}

/* Formatters take these macros for half statements. */
/* clang-format off */
#define TILE_DECLARE(r, c) int32x4_t sum_##r##_##c = vdupq_n_s32(0);
#define TILE_LOAD(r, c) const int8x16_t weights_##c = load_weights(w + 16 * c);
#define TILE_ADD(r, c) sum_##r##_##c = vdotq_s32(sum_##r##_##c, weights_##c, x);
#define TILE_FINISH(r, c) finish_four(t, r, c, sum_##r##_##c);
#define TILE_ROW(r, c)                                             \
  {                                                                \
    const int8x16_t x = four_inputs(t->q + r * t->q_stride + 4 * g); \
    COLUMNS_##c(TILE_ADD, r)                                       \
  }
#define TILE_DECLARE_ROW(r, c) COLUMNS_##c(TILE_DECLARE, r)
#define TILE_FINISH_ROW(r, c) COLUMNS_##c(TILE_FINISH, r)

#define TILE(R)                                      \
  static void tile_##R(const struct tile *t) {       \
    ROWS_##R(TILE_DECLARE_ROW, 4)                    \
    for (size_t g = 0; g < t->groups; g++) {         \
      const uint8_t *w = t->packed + g * t->step;    \
      COLUMNS_4(TILE_LOAD, 0)                        \
      ROWS_##R(TILE_ROW, 4)                          \
    }                                                \
    ROWS_##R(TILE_FINISH_ROW, 4)                     \
  }
/* clang-format on */

TILE(1)
TILE(2)
TILE(3)
TILE(4)

static void panel_rows(const struct relata_linear *layer, size_t panel, const struct relata_rounded *x, size_t rows,
                       float *y, size_t stride) {
  static void (*const tiles[4])(const struct tile *) = {tile_1, tile_2, tile_3, tile_4};
  const size_t first = panel / RELATA_BLOCK_PANELS * RELATA_BLOCK_PANELS;
  const size_t left = layer->panels - first;
  for (size_t r = 0, some; r < rows; r += some) {
    some = rows - r < 4 ? rows - r : 4;
    const struct tile t = {
        .packed = layer->packed + first * layer->groups * 64 + (panel - first) * 64,
        .step = 64 * (left < RELATA_BLOCK_PANELS ? left : (size_t)RELATA_BLOCK_PANELS),
        .groups = layer->groups,
        .q = x->q + r * x->stride,
        .q_stride = x->stride,
        .offset = x->offset + r,
        .row_scale = x->scale + r,
        .scale = layer->scale + 16 * panel,
        .bias = layer->bias + 16 * panel,
        .y = y + r * stride + 16 * panel,
        .y_stride = stride,
    };
    tiles[some - 1](&t);
  }
}

static void kernel_linear(const struct relata_linear *layer, const struct relata_rounded *x, size_t rows, float *y,
                          size_t stride) {
  for (size_t panel = 0; panel < layer->panels; panel++)
    panel_rows(layer, panel, x, rows, y, stride);
}

const struct relata_kernels relata_kernels_neon = {
    .name = "neon-dot",
    .usable = has_dot_product,
    .round = kernel_round,
    .linear = kernel_linear,
    .gelu = kernel_gelu,
    .norm = kernel_norm,
    .attend = kernel_attend,
    .product = kernel_product,
    .dots = kernel_dots,
    .softmax = kernel_softmax,
};
#else
typedef int relata_no_neon; /* an empty file is no C */
#endif
