/* kernels.h — the arithmetic of the encoder, one table of functions for each
 * kind of processor.
 *
 * Every table gives the same bytes.  The integer sums are exact: weights have
 * seven bits and activations eight, so a sum of two products fits in sixteen
 * bits and nothing saturates.  The floating-point steps are the same C source
 * (kernels_float.h) compiled for each processor: sixteen lanes wide whatever
 * the registers are, without fused multiply-add, sums over lanes in a fixed
 * tree.
 *
 * Rows are vectors of `width` floats; `stride` counts floats from one row to
 * the next.  Widths and strides are multiples of RELATA_LANES.
 */
#ifndef RELATA_KERNELS_H
#define RELATA_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  RELATA_LANES = 16,
  RELATA_BLOCK_PANELS = 4, /* panels of 16 outputs that lie interleaved */
  RELATA_STRETCH = 4,      /* groups of four inputs */
  RELATA_HEAD_WIDTH = 32,  /* of one attention head */
  RELATA_LARGEST_WIDTH = 4096,
  RELATA_LARGEST_WINDOW = 512 /* rows that attend to each other */
};

/* A linear layer.  `packed` holds weight + 64 as unsigned bytes in blocks of
 * up to four panels of 16 outputs; within a block, for every four inputs, the
 * panels one after the other, in each the four inputs of output 0, of output
 * 1, …  `scale` and `bias` are padded with zeros to 16 × panels.  `squares`
 * says of every stretch of 16 inputs how large weights are in it: the largest
 * Σ w² of an output over the stretch's inputs 4n and 4n + 1, or 4n + 2 and
 * 4n + 3. */
struct relata_linear {
  const uint8_t *packed;
  const uint32_t *squares;
  const float *scale, *bias;
  size_t in, out;
  size_t groups; /* of four inputs */
  size_t panels; /* of 16 outputs */
};

/* Rows rounded to eight bits: x ≈ q · scale, q in −127…127.  `offset` is 64 ·
 * Σ q, what the +64 in the packed weights adds to a sum. */
struct relata_rounded {
  int8_t *q;
  float *scale;
  int32_t *offset;
  size_t stride; /* bytes from one row of q to the next, a multiple of 16; bytes past the width are 0 */
};

struct relata_kernels {
  const char *name;
  bool (*usable)(void); /* whether this processor can run it */

  /* out ← x rounded, row by row */
  void (*round)(struct relata_rounded *out, const float *x, size_t stride, size_t rows, size_t width);
  /* y[r][o] ← ((float)Σ w·q · s) · scale[o] + bias[o]; fills 16 × panels columns of y */
  void (*linear)(const struct relata_linear *layer, const struct relata_rounded *x, size_t rows, float *y,
                 size_t stride);
  /* x ← x · Φ(x), Φ the normal distribution, within 2e-5 */
  void (*gelu)(float *x, size_t stride, size_t rows, size_t width);
  /* x ← norm(x + delta) · gain + bias; delta may be NULL */
  void (*norm)(float *x, const float *delta, size_t stride, size_t rows, size_t width, const float *gain,
               const float *bias);
  /* out ← softmax(q kᵀ / √32) v for one head of one window; out may be q; kt is
   * k transposed (32 rows of `lanes` floats), weights is room for 8 × lanes
   * floats, `lanes` is rows rounded up to 16. */
  void (*attend)(float *out, const float *q, const float *v, size_t stride, const float *kt, size_t lanes,
                 float *weights, size_t rows);
  /* y[r][n] ← Σ_k a[r][k] · b[k][n] in the order of k, n a multiple of 16 */
  void (*product)(const float *a, size_t a_stride, size_t rows, size_t depth, const float *b, size_t b_stride,
                  size_t columns, float *y, size_t y_stride);
  /* y[r] ← y[r] + Σ_i a[r][i] · x[i] for `count` rows of `width` that follow each other */
  void (*dots)(float *y, const float *a, size_t count, size_t width, const float *x);
  /* e^x − 0 and below, within 3e-7; x ← e^(x − max) / Σ over the first `count` of a row */
  void (*softmax)(float *x, size_t count);
};

/* Best first; the last is always usable. */
size_t relata_kernels_count(void);
const struct relata_kernels *relata_kernels_get(size_t index);
const struct relata_kernels *relata_kernels_best(void);
const struct relata_kernels *relata_kernels_find(const char *name); /* NULL for an unknown name */

extern const struct relata_kernels relata_kernels_portable;
#if defined(__x86_64__)
extern const struct relata_kernels relata_kernels_avx2;
extern const struct relata_kernels relata_kernels_avxvnni;
extern const struct relata_kernels relata_kernels_avx512;
#elif defined(__aarch64__) && defined(__linux__)
extern const struct relata_kernels relata_kernels_neon;
#endif

#endif
