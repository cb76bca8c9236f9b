/* kernels_avx2.c — the kernels for x86-64 with AVX2 (since 2013). */
#if defined(__x86_64__)
#include <immintrin.h>

#define VECTOR_BYTES 32
#define vec_max(a, b) ((vec_f)_mm256_max_ps((__m256)(a), (__m256)(b)))
#define vec_min(a, b) ((vec_f)_mm256_min_ps((__m256)(a), (__m256)(b)))
#include "extract/analyse/engine/kernels_float.h"

static bool has_avx2(void) {
  return __builtin_cpu_supports("avx2");
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

static inline __m256i four_inputs(const int8_t *q) {
  int32_t four;
  memcpy(&four, q, sizeof four);
  return _mm256_set1_epi32(four);
}

static inline __m256i load_weights(const uint8_t *packed) {
  return _mm256_loadu_si256((const __m256i *)(const void *)packed);
}

static inline __m256i add_products(__m256i sum, __m256i weights, __m256i x) {
  return _mm256_add_epi32(sum, _mm256_madd_epi16(_mm256_maddubs_epi16(weights, x), _mm256_set1_epi16(1)));
}

static inline void finish_half(const struct tile *t, size_t row, size_t half, __m256i sum) {
  const __m256i exact = _mm256_sub_epi32(sum, _mm256_set1_epi32(t->offset[row]));
  const __m256 scaled = _mm256_mul_ps(_mm256_mul_ps(_mm256_cvtepi32_ps(exact), _mm256_set1_ps(t->row_scale[row])),
                                      _mm256_loadu_ps(t->scale + 8 * half));
  _mm256_storeu_ps(t->y + row * t->y_stride + 8 * half, _mm256_add_ps(scaled, _mm256_loadu_ps(t->bias + 8 * half)));
}

/* Formatters take these macros for half statements. */
/* clang-format off */
#define TILE_DECLARE(r, c) __m256i sum_##r##_##c = _mm256_setzero_si256();
#define TILE_LOAD(r, c) const __m256i weights_##c = load_weights(w + 32 * c);
#define TILE_ADD(r, c) sum_##r##_##c = add_products(sum_##r##_##c, weights_##c, x);
#define TILE_FINISH(r, c) finish_half(t, r, c, sum_##r##_##c);
#define TILE_ROW(r, c)                                           \
  {                                                              \
    const __m256i x = four_inputs(t->q + r * t->q_stride + 4 * g); \
    COLUMNS_##c(TILE_ADD, r)                                     \
  }
#define TILE_DECLARE_ROW(r, c) COLUMNS_##c(TILE_DECLARE, r)
#define TILE_FINISH_ROW(r, c) COLUMNS_##c(TILE_FINISH, r)

#define TILE(R)                                      \
  static void tile_##R(const struct tile *t) {       \
    ROWS_##R(TILE_DECLARE_ROW, 2)                    \
    for (size_t g = 0; g < t->groups; g++) {         \
      const uint8_t *w = t->packed + g * t->step;    \
      COLUMNS_2(TILE_LOAD, 0)                        \
      ROWS_##R(TILE_ROW, 2)                          \
    }                                                \
    ROWS_##R(TILE_FINISH_ROW, 2)                     \
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

const struct relata_kernels relata_kernels_avx2 = {
    .name = "avx2",
    .usable = has_avx2,
    .round = kernel_round,
    .linear = kernel_linear,
    .gelu = kernel_gelu,
    .norm = kernel_norm,
    .attend = kernel_attend,
    .product = kernel_product,
    .softmax = kernel_softmax,
};
#else
typedef int relata_no_avx2; /* an empty file is no C */
#endif
