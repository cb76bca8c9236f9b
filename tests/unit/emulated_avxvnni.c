/* emulated_avxvnni.c — the kernels of kernels_avxvnni.c with their one
 * instruction spelt out, so that processors with AVX2 alone can test the rest. */
#if defined(__x86_64__)
#include <immintrin.h>

/* Packed weights have seven bits: no sum of two products is cut off. */
static inline __m256i products_by_pairs(__m256i sum, __m256i weights, __m256i x) {
  return _mm256_add_epi32(sum, _mm256_madd_epi16(_mm256_maddubs_epi16(weights, x), _mm256_set1_epi16(1)));
}

#define add_products products_by_pairs
#define relata_kernels_avxvnni emulated_avxvnni
#include "extract/analyse/engine/kernels_avxvnni.c"
#else
typedef int no_emulated_avxvnni; /* an empty file is no C */
#endif
