/* kernels_256.h — the floating-point kernels for x86-64 with registers of 32
 * bytes (AVX2), for the files that include it. */
#include <immintrin.h>
#include <stdint.h>

#define VECTOR_BYTES 32
#define vec_max(a, b) ((vec_f)_mm256_max_ps((__m256)(a), (__m256)(b)))
#define vec_min(a, b) ((vec_f)_mm256_min_ps((__m256)(a), (__m256)(b)))
#define store_bytes store_sixteen

/* The lowest bytes of sixteen numbers. */
static inline void store_sixteen(int8_t *to, const void *from) {
  const __m256i *const parts = from;
  const __m256i low = _mm256_set1_epi32(0xff);
  const __m256i words = _mm256_packus_epi32(_mm256_and_si256(parts[0], low), _mm256_and_si256(parts[1], low));
  const __m256i ordered = _mm256_permute4x64_epi64(words, 0xd8);
  _mm_storeu_si128((__m128i *)(void *)to,
                   _mm_packus_epi16(_mm256_castsi256_si128(ordered), _mm256_extracti128_si256(ordered, 1)));
}

#include "extract/analyse/engine/kernels_float.h"

/* Eight outputs: y ← ((float)sum · row_scale) · scale + bias. */
static inline void finish_eight(__m256i sum, float row_scale, const float *scale, const float *bias, float *y) {
  const __m256 scaled =
      _mm256_mul_ps(_mm256_mul_ps(_mm256_cvtepi32_ps(sum), _mm256_set1_ps(row_scale)), _mm256_loadu_ps(scale));
  _mm256_storeu_ps(y, _mm256_add_ps(scaled, _mm256_loadu_ps(bias)));
}

static inline __m256i load_packed(const uint8_t *packed) {
  return _mm256_loadu_si256((const __m256i *)(const void *)packed);
}
