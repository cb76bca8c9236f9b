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

typedef int32x4_t vec_sum;
typedef int8x16_t vec_weights, vec_inputs;
#define TILE_PANELS 1
#define TILE_COLUMNS(X) X(4)

static inline vec_sum no_sum(void) {
  return vdupq_n_s32(0);
}

static inline vec_inputs four_inputs(const int8_t *q) {
  return vreinterpretq_s8_s32(vdupq_n_s32(four_bytes(q)));
}

/* Packed weights lie in 0…127: as signed bytes they are the same. */
static inline vec_weights load_weights(const uint8_t *packed) {
  return vreinterpretq_s8_u8(vld1q_u8(packed));
}

static inline vec_sum add_products(vec_sum sum, vec_weights weights, vec_inputs x) {
  return vdotq_s32(sum, weights, x);
}

static inline void finish_sum(vec_sum sum, int32_t offset, float row_scale, const float *scale, const float *bias,
                              float *y) {
  const int32x4_t exact = vsubq_s32(sum, vdupq_n_s32(offset));
  const float32x4_t scaled = vmulq_f32(vmulq_f32(vcvtq_f32_s32(exact), vdupq_n_f32(row_scale)), vld1q_f32(scale));
  vst1q_f32(y, vaddq_f32(scaled, vld1q_f32(bias)));
}

#include "extract/analyse/engine/kernels_tile.h"

const struct relata_kernels relata_kernels_neon = KERNELS("neon-dot", has_dot_product);
#else
typedef int relata_no_neon; /* an empty file is no C */
#endif
