/* kernels_avx2.c — the kernels for x86-64 with AVX2 (since 2013). */
#if defined(__x86_64__)
#include <immintrin.h>

#include "extract/analyse/engine/kernels_float.h"

static bool has_avx2(void) {
  return __builtin_cpu_supports("avx2");
}

/* The sums of R rows with one panel of 16 outputs, in two registers a row. */
#define AVX2_TILE(R)                                                                                             \
  static inline void tile_##R(const uint8_t *packed, size_t step, size_t groups, const int8_t *q,               \
                              size_t q_stride, __m256i (*out)[2]) {                                              \
    const __m256i ones = _mm256_set1_epi16(1);                                                                   \
    __m256i sum[R][2];                                                                                           \
    for (int r = 0; r < R; r++)                                                                                  \
      sum[r][0] = sum[r][1] = _mm256_setzero_si256();                                                            \
    for (size_t g = 0; g < groups; g++) {                                                                        \
      const __m256i low = _mm256_loadu_si256((const __m256i *)(const void *)(packed + g * step));                \
      const __m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(packed + g * step + 32));          \
      for (int r = 0; r < R; r++) {                                                                              \
        int32_t four;                                                                                            \
        memcpy(&four, q + (size_t)r * q_stride + 4 * g, sizeof four);                                            \
        const __m256i x = _mm256_set1_epi32(four);                                                               \
        sum[r][0] = _mm256_add_epi32(sum[r][0], _mm256_madd_epi16(_mm256_maddubs_epi16(low, x), ones));          \
        sum[r][1] = _mm256_add_epi32(sum[r][1], _mm256_madd_epi16(_mm256_maddubs_epi16(high, x), ones));         \
      }                                                                                                          \
    }                                                                                                            \
    for (int r = 0; r < R; r++) {                                                                                \
      out[r][0] = sum[r][0];                                                                                     \
      out[r][1] = sum[r][1];                                                                                     \
    }                                                                                                            \
  }

AVX2_TILE(1)
AVX2_TILE(4)

static void finish_row(const __m256i sum[2], int32_t offset, float row_scale, const float *scale, const float *bias,
                       float *y) {
  for (int half = 0; half < 2; half++) {
    const __m256i exact = _mm256_sub_epi32(sum[half], _mm256_set1_epi32(offset));
    const __m256 scaled = _mm256_mul_ps(_mm256_mul_ps(_mm256_cvtepi32_ps(exact), _mm256_set1_ps(row_scale)),
                                        _mm256_loadu_ps(scale + 8 * half));
    _mm256_storeu_ps(y + 8 * half, _mm256_add_ps(scaled, _mm256_loadu_ps(bias + 8 * half)));
  }
}

static void panel_rows(const struct relata_linear *layer, size_t panel, const struct relata_rounded *x, size_t rows,
                       float *y, size_t stride) {
  const size_t first = panel / RELATA_BLOCK_PANELS * RELATA_BLOCK_PANELS;
  const size_t left = layer->panels - first;
  const size_t step = 64 * (left < RELATA_BLOCK_PANELS ? left : (size_t)RELATA_BLOCK_PANELS);
  const uint8_t *packed = layer->packed + first * layer->groups * 64 + (panel - first) * 64;
  const float *scale = layer->scale + 16 * panel, *bias = layer->bias + 16 * panel;
  for (size_t r = 0; r < rows;) {
    __m256i sum[4][2];
    const size_t some = rows - r >= 4 ? 4 : 1;
    if (some == 4)
      tile_4(packed, step, layer->groups, x->q + r * x->stride, x->stride, sum);
    else
      tile_1(packed, step, layer->groups, x->q + r * x->stride, x->stride, sum);
    for (size_t i = 0; i < some; i++, r++)
      finish_row(sum[i], x->offset[r], x->scale[r], scale, bias, y + r * stride + 16 * panel);
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
