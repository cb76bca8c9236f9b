/* kernels_avx512.c — the kernels for x86-64 with AVX-512 and its VNNI. */
#if defined(__x86_64__)
#include <immintrin.h>

#define max16(a, b) ((v16f)_mm512_max_ps((__m512)(a), (__m512)(b)))
#define min16(a, b) ((v16f)_mm512_min_ps((__m512)(a), (__m512)(b)))
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

#define AVX512_TILE(R, P)                                                                                        \
  static void tile_##R##_##P(const struct tile *t) {                                                             \
    __m512i sum[R][P];                                                                                           \
    _Pragma("GCC unroll 8") for (int r = 0; r < R; r++)                                                          \
      _Pragma("GCC unroll 8") for (int p = 0; p < P; p++) sum[r][p] = _mm512_setzero_si512();                    \
    const uint8_t *w = t->packed;                                                                                \
    const int8_t *x = t->q;                                                                                      \
    for (size_t g = 0; g < t->groups; g++, w += 64 * P, x += 4) {                                                \
      __m512i weights[P];                                                                                        \
      _Pragma("GCC unroll 8") for (int p = 0; p < P; p++) weights[p] = _mm512_loadu_si512(w + 64 * p);           \
      _Pragma("GCC unroll 8") for (int r = 0; r < R; r++) {                                                      \
        int32_t four;                                                                                            \
        memcpy(&four, x + (size_t)r * t->q_stride, sizeof four);                                                 \
        const __m512i all = _mm512_set1_epi32(four);                                                             \
        _Pragma("GCC unroll 8") for (int p = 0; p < P; p++) sum[r][p] =                                          \
          _mm512_dpbusd_epi32(sum[r][p], weights[p], all);                                                       \
      }                                                                                                          \
    }                                                                                                            \
    _Pragma("GCC unroll 8") for (int r = 0; r < R; r++)                                                          \
      _Pragma("GCC unroll 8") for (int p = 0; p < P; p++) {                                                      \
        const __m512i exact = _mm512_sub_epi32(sum[r][p], _mm512_set1_epi32(t->offset[r]));                      \
        const __m512 scaled = _mm512_mul_ps(                                                                     \
          _mm512_mul_ps(_mm512_cvtepi32_ps(exact), _mm512_set1_ps(t->row_scale[r])),                             \
          _mm512_loadu_ps(t->scale + 16 * p));                                                                   \
        _mm512_storeu_ps(t->y + (size_t)r * t->y_stride + 16 * p,                                                \
                         _mm512_add_ps(scaled, _mm512_loadu_ps(t->bias + 16 * p)));                              \
      }                                                                                                          \
  }

#define AVX512_TILES(P) \
  AVX512_TILE(1, P) AVX512_TILE(2, P) AVX512_TILE(3, P) AVX512_TILE(4, P) AVX512_TILE(5, P) AVX512_TILE(6, P)
AVX512_TILES(1)
AVX512_TILES(2)
AVX512_TILES(3)
AVX512_TILES(4)

#define TILE_ROW(R) { tile_##R##_1, tile_##R##_2, tile_##R##_3, tile_##R##_4 }

static void (*const tiles[6][RELATA_BLOCK_PANELS])(const struct tile *) = { TILE_ROW(1), TILE_ROW(2), TILE_ROW(3),
                                                                            TILE_ROW(4), TILE_ROW(5), TILE_ROW(6) };

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

const struct relata_kernels relata_kernels_avx512 = {
  .name = "avx512-vnni",
  .usable = has_avx512_vnni,
  .round = kernel_round,
  .linear = kernel_linear,
  .gelu = kernel_gelu,
  .norm = kernel_norm,
  .attend = kernel_attend,
  .product = kernel_product,
  .softmax = kernel_softmax,
};
#else
typedef int relata_no_avx512; /* an empty file is no C */
#endif
