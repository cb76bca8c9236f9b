/* kernels_avxvnni.c — the kernels for x86-64 with AVX2 and the products of
 * bytes in registers of 32 bytes (AVX-VNNI: Intel since 2021, AMD since 2024). */
#if defined(__x86_64__)
#include <cpuid.h>

#include "extract/analyse/engine/kernels_256.h"

/* Asks the processor itself, as not every compiler has a name for it (leaf 7, sub-leaf 1, EAX bit 4). */
static bool has_avxvnni(void) {
  unsigned a = 0, b = 0, c = 0, d = 0;
  return __builtin_cpu_supports("avx2") && __get_cpuid_count(7, 1, &a, &b, &c, &d) && (a >> 4 & 1) != 0;
}

typedef __m256i vec_sum, vec_weights, vec_inputs;
#define TILE_PANELS 1
#define TILE_COLUMNS(X) X(2)
#define load_weights load_packed

static inline vec_sum no_sum(void) {
  return _mm256_setzero_si256();
}

static inline vec_inputs four_inputs(const int8_t *q) {
  return _mm256_set1_epi32(four_bytes(q));
}

#ifndef add_products /* tests spell it out, for processors that lack it */
/* In place: compilers given the intrinsic keep copies of all sums in memory. */
static inline vec_sum add_products(vec_sum sum, vec_weights weights, vec_inputs x) {
  __asm__("%{vex%} vpdpbusd %2, %1, %0" : "+x"(sum) : "x"(weights), "x"(x));
  return sum;
}
#endif

static inline void finish_sum(vec_sum sum, int32_t offset, float row_scale, const float *scale, const float *bias,
                              float *y) {
  finish_eight(_mm256_sub_epi32(sum, _mm256_set1_epi32(offset)), row_scale, scale, bias, y);
}

#include "extract/analyse/engine/kernels_tile.h"

const struct relata_kernels relata_kernels_avxvnni = KERNELS("avx-vnni", has_avxvnni);
#else
typedef int relata_no_avxvnni; /* an empty file is no C */
#endif
