/* kernels_avx512.c — the kernels for x86-64 with AVX-512 and its VNNI. */
#if defined(__x86_64__)
#include <immintrin.h>

#define VECTOR_BYTES 64
#define vec_max(a, b) ((vec_f)_mm512_max_ps((__m512)(a), (__m512)(b)))
#define vec_min(a, b) ((vec_f)_mm512_min_ps((__m512)(a), (__m512)(b)))
#include "extract/analyse/engine/kernels_float.h"

static bool has_avx512_vnni(void) {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512vnni");
}

/* What a tile works on: R rows of x with one block of P panels. */
struct tile {
  const uint8_t *packed;
  size_t groups;
  const int8_t *q;
  size_t q_stride;
  const int32_t *offset;
  const float *row_scale, *scale, *bias;
  float *y;
  size_t y_stride;
};

static inline __m512i four_inputs(const int8_t *q) {
  int32_t four;
  memcpy(&four, q, sizeof four);
  return _mm512_set1_epi32(four);
}

/* sum + Σ w·x, in place: compilers given the intrinsic keep copies of all sums in memory. */
static inline __m512i add_products(__m512i sum, __m512i weights, __m512i x) {
  __asm__("vpdpbusd %2, %1, %0" : "+v"(sum) : "v"(weights), "v"(x));
  return sum;
}

static inline void finish_panel(const struct tile *t, size_t row, size_t panel, __m512i sum) {
  const __m512i exact = _mm512_sub_epi32(sum, _mm512_set1_epi32(t->offset[row]));
  const __m512 scaled = _mm512_mul_ps(_mm512_mul_ps(_mm512_cvtepi32_ps(exact), _mm512_set1_ps(t->row_scale[row])),
                                      _mm512_loadu_ps(t->scale + 16 * panel));
  _mm512_storeu_ps(t->y + row * t->y_stride + 16 * panel, _mm512_add_ps(scaled, _mm512_loadu_ps(t->bias + 16 * panel)));
}

/* Formatters take these macros for half statements. */
/* clang-format off */
#define TILE_DECLARE(r, c) __m512i sum_##r##_##c = _mm512_setzero_si512();
#define TILE_LOAD(r, c) const __m512i weights_##c = _mm512_loadu_si512(w + 64 * c);
#define TILE_ADD(r, c) sum_##r##_##c = add_products(sum_##r##_##c, weights_##c, x);
#define TILE_FINISH(r, c) finish_panel(t, r, c, sum_##r##_##c);
#define TILE_ROW(r, c)                                 \
  {                                                    \
    const __m512i x = four_inputs(q + r * t->q_stride); \
    COLUMNS_##c(TILE_ADD, r)                           \
  }
#define TILE_DECLARE_ROW(r, c) COLUMNS_##c(TILE_DECLARE, r)
#define TILE_FINISH_ROW(r, c) COLUMNS_##c(TILE_FINISH, r)

#define TILE(R, P)                                                        \
  static void tile_##R##_##P(const struct tile *t) {                      \
    const uint8_t *w = t->packed;                                         \
    const int8_t *q = t->q;                                               \
    ROWS_##R(TILE_DECLARE_ROW, P)                                         \
    for (size_t g = 0; g < t->groups; g++, w += 64 * P, q += 4) {         \
      COLUMNS_##P(TILE_LOAD, 0)                                           \
      ROWS_##R(TILE_ROW, P)                                               \
    }                                                                     \
    ROWS_##R(TILE_FINISH_ROW, P)                                          \
  }
#define TILES(P) TILE(1, P) TILE(2, P) TILE(3, P) TILE(4, P) TILE(5, P) TILE(6, P)

TILES(1)
TILES(2)
TILES(3)
TILES(4)

#define TILES_OF(R) { tile_##R##_1, tile_##R##_2, tile_##R##_3, tile_##R##_4 }
/* clang-format on */

static void (*const tiles[6][RELATA_BLOCK_PANELS])(const struct tile *) = {TILES_OF(1), TILES_OF(2), TILES_OF(3),
                                                                           TILES_OF(4), TILES_OF(5), TILES_OF(6)};

static void block_rows(const struct relata_linear *layer, size_t first, const struct relata_rounded *x, size_t rows,
                       float *y, size_t stride) {
  const size_t left = layer->panels - first;
  const size_t panels = left < RELATA_BLOCK_PANELS ? left : (size_t)RELATA_BLOCK_PANELS;
  for (size_t r = 0; r < rows;) {
    const size_t some = rows - r < 6 ? rows - r : 6;
    const struct tile t = {
        .packed = layer->packed + first * layer->groups * 64,
        .groups = layer->groups,
        .q = x->q + r * x->stride,
        .q_stride = x->stride,
        .offset = x->offset + r,
        .row_scale = x->scale + r,
        .scale = layer->scale + 16 * first,
        .bias = layer->bias + 16 * first,
        .y = y + r * stride + 16 * first,
        .y_stride = stride,
    };
    tiles[some - 1][panels - 1](&t);
    r += some;
  }
}

static void kernel_linear(const struct relata_linear *layer, const struct relata_rounded *x, size_t rows, float *y,
                          size_t stride) {
  for (size_t first = 0; first < layer->panels; first += RELATA_BLOCK_PANELS)
    block_rows(layer, first, x, rows, y, stride);
}

const struct relata_kernels relata_kernels_avx512 = KERNELS("avx512-vnni", has_avx512_vnni);
#else
typedef int relata_no_avx512; /* an empty file is no C */
#endif
