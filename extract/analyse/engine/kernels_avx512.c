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

typedef __m512i vec_sum, vec_weights, vec_inputs;
#define TILE_PANELS RELATA_BLOCK_PANELS
#define TILE_COLUMNS(X) X(1) X(2) X(3) X(4)

static inline vec_sum no_sum(void) {
  return _mm512_setzero_si512();
}

static inline vec_inputs four_inputs(const int8_t *q) {
  return _mm512_set1_epi32(four_bytes(q));
}

static inline vec_weights load_weights(const uint8_t *packed) {
  return _mm512_loadu_si512(packed);
}

/* In place: compilers given the intrinsic keep copies of all sums in memory. */
static inline vec_sum add_products(vec_sum sum, vec_weights weights, vec_inputs x) {
  __asm__("vpdpbusd %2, %1, %0" : "+v"(sum) : "v"(weights), "v"(x));
  return sum;
}

static inline void finish_sum(vec_sum sum, int32_t offset, float row_scale, const float *scale, const float *bias,
                              float *y) {
  const __m512i exact = _mm512_sub_epi32(sum, _mm512_set1_epi32(offset));
  const __m512 scaled =
      _mm512_mul_ps(_mm512_mul_ps(_mm512_cvtepi32_ps(exact), _mm512_set1_ps(row_scale)), _mm512_loadu_ps(scale));
  _mm512_storeu_ps(y, _mm512_add_ps(scaled, _mm512_loadu_ps(bias)));
}

#include "extract/analyse/engine/kernels_tile.h"

const struct relata_kernels relata_kernels_avx512 = KERNELS("avx512-vnni", has_avx512_vnni);
#else
typedef int relata_no_avx512; /* an empty file is no C */
#endif
