/* kernels_float.h — the floating-point kernels, written once and compiled for
 * each kind of processor by the file that includes it (see kernels.h).
 *
 * The including file may define `max16` and `min16` (a > b ? a : b, lane by
 * lane) beforehand where the processor has an instruction for them.
 */
#include "extract/analyse/engine/kernels.h"

#include <math.h>
#include <string.h>

typedef float v16f __attribute__((vector_size(64)));
typedef int32_t v16i __attribute__((vector_size(64)));
typedef int8_t v16b __attribute__((vector_size(16)));

static inline v16f load16(const float *from) {
  v16f v;
  memcpy(&v, from, sizeof v);
  return v;
}

static inline void store16(float *to, v16f v) {
  memcpy(to, &v, sizeof v);
}

static inline v16f all16(float x) {
  return x - (v16f){ 0 };
}

#ifndef max16
static inline v16f choose16(v16i mask, v16f a, v16f b) {
  return (v16f)((mask & (v16i)a) | (~mask & (v16i)b));
}
#define max16(a, b) choose16((a) > (b), (a), (b))
#define min16(a, b) choose16((a) < (b), (a), (b))
#endif

static inline v16f abs16(v16f x) {
  return (v16f)((v16i)x & 0x7fffffff);
}

/* The sum over lanes, always as ((0+8)+(4+12)) + … */
static inline float sum_lanes(v16f v) {
  float lane[16];
  memcpy(lane, &v, sizeof lane);
  for (int half = 8; half; half /= 2)
    for (int i = 0; i < half; i++)
      lane[i] += lane[i + half];
  return lane[0];
}

static inline float max_lanes(v16f v) {
  float lane[16];
  memcpy(lane, &v, sizeof lane);
  for (int half = 8; half; half /= 2)
    for (int i = 0; i < half; i++)
      lane[i] = lane[i] > lane[i + half] ? lane[i] : lane[i + half];
  return lane[0];
}

static inline int32_t sum_lanes_i(v16i v) {
  int32_t sum = 0;
  for (int i = 0; i < 16; i++)
    sum += v[i];
  return sum;
}

/* ---------------------------------------------------------------- rounding */

/* Adding 1.5 · 2^23 leaves a float's integer part, rounded half to even, in
 * its lowest bits. */
#define ROUNDER 12582912.0f
#define ROUNDER_BITS 0x4b400000

static inline v16i round16(v16f x) {
  return (v16i)(x + ROUNDER) - ROUNDER_BITS;
}

static void round_row(int8_t *q, float *scale, int32_t *offset, const float *x, size_t width, size_t padded) {
  v16f top = { 0 };
  for (size_t i = 0; i < width; i += 16) {
    const v16f magnitude = abs16(load16(x + i));
    top = max16(top, magnitude);
  }
  const float s = max_lanes(top) / 127.0f;
  const float inverse = s > 1e-30f ? 1.0f / s : 0.0f;
  v16i sum = { 0 };
  for (size_t i = 0; i < width; i += 16) {
    const v16i rounded = round16(load16(x + i) * inverse);
    const v16b bytes = __builtin_convertvector(rounded, v16b);
    sum += rounded;
    memcpy(q + i, &bytes, sizeof bytes);
  }
  memset(q + width, 0, padded - width);
  *scale = s > 1e-30f ? s : 0.0f;
  *offset = 64 * sum_lanes_i(sum);
}

static void kernel_round(struct relata_rounded *out, const float *x, size_t stride, size_t rows, size_t width) {
  for (size_t r = 0; r < rows; r++)
    round_row(out->q + r * out->stride, out->scale + r, out->offset + r, x + r * stride, width, out->stride);
}

/* --------------------------------------------------------------- functions */

/* Φ(x) = ½ + x·P(x²) up to ±4.5, P a polynomial in u = 2x²/4.5² − 1 fitted to
 * the least largest error of x·Φ(x) (1.8e-5, most of it Φ(4.5) taken as 1). */
static inline v16f gelu16(v16f x) {
  static const float p[11] = { 0.1569051295518875f,    -0.07719069719314575f,  0.054688338190317154f,
                               -0.04016317427158356f,  0.02841591089963913f,   -0.018780136480927467f,
                               0.010978651233017445f,  -0.005639942362904549f, 0.0033573233522474766f,
                               -0.002135154325515032f, 0.0006741865072399378f };
  v16f c = min16(x, all16(4.5f));
  c = max16(c, all16(-4.5f));
  const v16f u = c * c * (2.0f / (4.5f * 4.5f)) - 1.0f;
  v16f sum = all16(p[10]);
  for (int k = 9; k >= 0; k--)
    sum = sum * u + p[k];
  return x * (c * sum + 0.5f);
}

/* e^x for x ≤ 0 as 2^n · e^r, |r| ≤ ½ ln 2; below −80 it is e^−80, as good as 0. */
static inline v16f exp16(v16f x) {
  x = max16(x, all16(-80.0f));
  const v16f turned = x * 1.44269504f + ROUNDER;
  const v16i n = (v16i)turned - ROUNDER_BITS;
  const v16f whole = turned - ROUNDER;
  const v16f r = (x - whole * 0.693359375f) + whole * 2.12194440e-4f;
  v16f sum = r * 0.0083719277754426f + 0.04189479351043701f;
  sum = sum * r + 0.16666455566883087f;
  sum = sum * r + 0.499990850687027f;
  sum = sum * r + 1.0f;
  sum = sum * r + 1.0f;
  return (v16f)((v16i)sum + (n << 23));
}

static void kernel_gelu(float *x, size_t stride, size_t rows, size_t width) {
  for (size_t r = 0; r < rows; r++)
    for (size_t i = 0; i < width; i += 16)
      store16(x + r * stride + i, gelu16(load16(x + r * stride + i)));
}

static void norm_row(float *x, const float *delta, size_t width, const float *gain, const float *bias) {
  v16f sum = { 0 };
  for (size_t i = 0; i < width; i += 16) {
    v16f v = load16(x + i);
    if (delta)
      v = v + load16(delta + i);
    store16(x + i, v);
    sum += v;
  }
  const float mean = sum_lanes(sum) / (float)width;
  v16f squares = { 0 };
  for (size_t i = 0; i < width; i += 16) {
    const v16f away = load16(x + i) - mean;
    squares += away * away;
  }
  const float inverse = 1.0f / sqrtf(sum_lanes(squares) / (float)width + 1e-12f);
  for (size_t i = 0; i < width; i += 16)
    store16(x + i, (load16(x + i) - mean) * inverse * load16(gain + i) + load16(bias + i));
}

static void kernel_norm(float *x, const float *delta, size_t stride, size_t rows, size_t width, const float *gain,
                        const float *bias) {
  for (size_t r = 0; r < rows; r++)
    norm_row(x + r * stride, delta ? delta + r * stride : NULL, width, gain, bias);
}

/* Turns the first `count` of a row of scores, padded to a multiple of 16, into
 * probabilities, and the padding into zeros. */
static void softmax_row(float *x, size_t count, size_t lanes) {
  for (size_t i = count; i < lanes; i++)
    x[i] = -1e30f;
  v16f top = all16(-1e30f);
  for (size_t i = 0; i < lanes; i += 16)
    top = max16(top, load16(x + i));
  const float most = max_lanes(top);
  v16f sum = { 0 };
  for (size_t i = 0; i < lanes; i += 16) {
    const v16f e = exp16(load16(x + i) - most);
    store16(x + i, e);
    sum += e;
  }
  const float inverse = 1.0f / sum_lanes(sum);
  for (size_t i = 0; i < lanes; i += 16)
    store16(x + i, load16(x + i) * inverse);
  for (size_t i = count; i < lanes; i++)
    x[i] = 0.0f;
}

static void kernel_softmax(float *x, size_t count) {
  softmax_row(x, count, (count + 15) / 16 * 16);
}

/* --------------------------------------------------------------- attention */

/* y[r][0…16·V) for R rows at once: enough sums in flight to hide their latency. */
#define PRODUCT_TILE(R, V)                                                                                       \
  static inline void product_tile_##R##_##V(const float *a, size_t a_stride, size_t depth, const float *b,      \
                                            size_t b_stride, float *y, size_t y_stride) {                       \
    v16f sum[R][V];                                                                                              \
    for (int r = 0; r < R; r++)                                                                                  \
      for (int v = 0; v < V; v++)                                                                                \
        sum[r][v] = all16(0.0f);                                                                                 \
    for (size_t k = 0; k < depth; k++)                                                                           \
      for (int r = 0; r < R; r++)                                                                                \
        for (int v = 0; v < V; v++)                                                                              \
          sum[r][v] += a[(size_t)r * a_stride + k] * load16(b + k * b_stride + 16 * v);                          \
    for (int r = 0; r < R; r++)                                                                                  \
      for (int v = 0; v < V; v++)                                                                                \
        store16(y + (size_t)r * y_stride + 16 * v, sum[r][v]);                                                   \
  }

PRODUCT_TILE(1, 1)
PRODUCT_TILE(1, 2)
PRODUCT_TILE(4, 1)
PRODUCT_TILE(4, 2)

static void kernel_product(const float *a, size_t a_stride, size_t rows, size_t depth, const float *b,
                           size_t b_stride, size_t columns, float *y, size_t y_stride) {
  size_t n = 0;
  for (; n + 32 <= columns; n += 32) {
    size_t r = 0;
    for (; r + 4 <= rows; r += 4)
      product_tile_4_2(a + r * a_stride, a_stride, depth, b + n, b_stride, y + r * y_stride + n, y_stride);
    for (; r < rows; r++)
      product_tile_1_2(a + r * a_stride, a_stride, depth, b + n, b_stride, y + r * y_stride + n, y_stride);
  }
  if (n < columns) {
    size_t r = 0;
    for (; r + 4 <= rows; r += 4)
      product_tile_4_1(a + r * a_stride, a_stride, depth, b + n, b_stride, y + r * y_stride + n, y_stride);
    for (; r < rows; r++)
      product_tile_1_1(a + r * a_stride, a_stride, depth, b + n, b_stride, y + r * y_stride + n, y_stride);
  }
}

static void scale_row(float *x, size_t lanes, float factor) {
  for (size_t i = 0; i < lanes; i += 16)
    store16(x + i, load16(x + i) * factor);
}

static void kernel_attend(float *out, const float *q, const float *v, size_t stride, const float *kt, size_t lanes,
                          float *weights, size_t rows) {
  const float factor = 0.17677669529663687f; /* 1 / √32 */
  for (size_t r = 0; r < rows; r += 8) {
    const size_t some = rows - r < 8 ? rows - r : 8;
    kernel_product(q + r * stride, stride, some, RELATA_HEAD_WIDTH, kt, lanes, lanes, weights, lanes);
    for (size_t i = 0; i < some; i++) {
      scale_row(weights + i * lanes, lanes, factor);
      softmax_row(weights + i * lanes, rows, lanes);
    }
    kernel_product(weights, lanes, some, rows, v, stride, RELATA_HEAD_WIDTH, out + r * stride, stride);
  }
}
