/* kernels_portable.c — the kernels for any processor, in plain C (GNU vectors). */
#include "extract/analyse/engine/kernels_float.h"

typedef int16_t v32s __attribute__((vector_size(64)));

static bool always_usable(void) {
  return true;
}

/* The sums of one row with 16 outputs.  A product of a packed weight (0…127)
 * and an activation fits in 16 bits, and so does the sum of two: even and odd
 * bytes are multiplied apart and added, then pairs of 16 bits into 32. */
static inline v16i dot_panel(const uint8_t *packed, size_t step, const int8_t *q, size_t groups) {
  v16i sum = { 0 };
  for (size_t g = 0; g < groups; g++) {
    v16i bytes;
    memcpy(&bytes, packed + g * step, sizeof bytes);
    const int8_t *x = q + 4 * g;
    const v16i even = (v16i){ 0 } + (int32_t)(((uint32_t)(uint16_t)x[2] << 16) | (uint16_t)x[0]);
    const v16i odd = (v16i){ 0 } + (int32_t)(((uint32_t)(uint16_t)x[3] << 16) | (uint16_t)x[1]);
    const v32s both =
      (v32s)(bytes & 0x00ff00ff) * (v32s)even + (v32s)((bytes >> 8) & 0x00ff00ff) * (v32s)odd;
    const v16i pairs = (v16i)both;
    sum += (v16i)((v16i)(pairs << 16) >> 16) + (pairs >> 16);
  }
  return sum;
}

static void kernel_linear(const struct relata_linear *layer, const struct relata_rounded *x, size_t rows, float *y,
                          size_t stride) {
  for (size_t panel = 0; panel < layer->panels; panel++) {
    const size_t first = panel / RELATA_BLOCK_PANELS * RELATA_BLOCK_PANELS;
    const size_t left = layer->panels - first;
    const size_t step = 64 * (left < RELATA_BLOCK_PANELS ? left : (size_t)RELATA_BLOCK_PANELS);
    const uint8_t *packed = layer->packed + first * layer->groups * 64 + (panel - first) * 64;
    const v16f scale = load16(layer->scale + 16 * panel), bias = load16(layer->bias + 16 * panel);
    for (size_t r = 0; r < rows; r++) {
      const v16i sum = dot_panel(packed, step, x->q + r * x->stride, layer->groups) - x->offset[r];
      store16(y + r * stride + 16 * panel, __builtin_convertvector(sum, v16f) * x->scale[r] * scale + bias);
    }
  }
}

const struct relata_kernels relata_kernels_portable = {
  .name = "portable",
  .usable = always_usable,
  .round = kernel_round,
  .linear = kernel_linear,
  .gelu = kernel_gelu,
  .norm = kernel_norm,
  .attend = kernel_attend,
  .product = kernel_product,
  .softmax = kernel_softmax,
};
