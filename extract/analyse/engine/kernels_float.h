/* kernels_float.h — the floating-point kernels, written once and compiled for
 * each kind of processor by the file that includes it (see kernels.h).
 *
 * The including file defines VECTOR_BYTES, the size of its registers, and may
 * define `vec_max` and `vec_min` (a > b ? a : b, lane by lane) and `store_bytes`
 * where the processor has instructions for them.  What is done lane by lane gives the
 * same result in registers of any size; sums over a row are kept in sixteen
 * lanes, in as many registers as that takes, and added in a fixed tree.
 *
 * Sums that run side by side are variables of their own, written by the
 * repeating macros below: compilers keep those in registers, but not arrays.
 */
#include "extract/analyse/engine/kernels.h"

#include <math.h>
#include <string.h>

enum { VEC = VECTOR_BYTES / 4, VECS = RELATA_LANES / VEC };

typedef float vec_f __attribute__((vector_size(VECTOR_BYTES)));
typedef int32_t vec_i __attribute__((vector_size(VECTOR_BYTES)));
typedef uint32_t vec_u __attribute__((vector_size(VECTOR_BYTES)));
typedef int8_t vec_b __attribute__((vector_size(VECTOR_BYTES / 4)));

#define COLUMNS_1(M, r) M(r, 0)
#define COLUMNS_2(M, r) COLUMNS_1(M, r) M(r, 1)
#define COLUMNS_3(M, r) COLUMNS_2(M, r) M(r, 2)
#define COLUMNS_4(M, r) COLUMNS_3(M, r) M(r, 3)
#define ROWS_1(M, c) M(0, c)
#define ROWS_2(M, c) ROWS_1(M, c) M(1, c)
#define ROWS_3(M, c) ROWS_2(M, c) M(2, c)
#define ROWS_4(M, c) ROWS_3(M, c) M(3, c)
#define ROWS_5(M, c) ROWS_4(M, c) M(4, c)
#define ROWS_6(M, c) ROWS_5(M, c) M(5, c)

static inline int32_t four_bytes(const int8_t *q) {
  int32_t four;
  memcpy(&four, q, sizeof four);
  return four;
}

static inline vec_f load_f(const float *from) {
  vec_f v;
  memcpy(&v, from, sizeof v);
  return v;
}

static inline void store_f(float *to, vec_f v) {
  memcpy(to, &v, sizeof v);
}

static inline vec_f all_f(float x) {
  return x - (vec_f){0};
}

#ifndef vec_max
static inline vec_f choose_f(vec_i mask, vec_f a, vec_f b) {
  return (vec_f)((mask & (vec_i)a) | (~mask & (vec_i)b));
}
#define vec_max(a, b) choose_f((a) > (b), (a), (b))
#define vec_min(a, b) choose_f((a) < (b), (a), (b))
#endif

static inline vec_f abs_f(vec_f x) {
  return (vec_f)((vec_i)x & 0x7fffffff);
}

/* A row's sum or maximum under way, sixteen lanes wide. */
struct lanes {
  vec_f part[VECS];
};

static inline struct lanes lanes_of(float x) {
  struct lanes lanes;
  for (int n = 0; n < VECS; n++)
    lanes.part[n] = all_f(x);
  return lanes;
}

typedef float vec_4 __attribute__((vector_size(16)));

/* Sixteen lanes to four: always (0+8)+(4+12), … */
static inline vec_4 fold_lanes(const struct lanes *lanes) {
  vec_4 four[4];
  memcpy(four, lanes, sizeof four);
  return (four[0] + four[2]) + (four[1] + four[3]);
}

/* Four to one: always (0+2)+(1+3). */
static inline float sum_four(vec_4 v) {
  return (v[0] + v[2]) + (v[1] + v[3]);
}

static inline float sum_lanes(const struct lanes *lanes) {
  return sum_four(fold_lanes(lanes));
}

static inline vec_4 max_four(vec_4 a, vec_4 b) {
  typedef int32_t int_4 __attribute__((vector_size(16)));
  const int_4 larger = a > b;
  return (vec_4)((larger & (int_4)a) | (~larger & (int_4)b));
}

static inline float max_vec(vec_f v) {
  vec_4 four[VEC / 4];
  memcpy(four, &v, sizeof v);
  vec_4 most = four[0];
  for (int i = 1; i < VEC / 4; i++)
    most = max_four(most, four[i]);
  const float even = most[0] > most[2] ? most[0] : most[2], odd = most[1] > most[3] ? most[1] : most[3];
  return even > odd ? even : odd;
}

static inline uint32_t sum_vec_u(vec_u v) {
  typedef uint32_t whole_4 __attribute__((vector_size(16)));
  whole_4 four[VEC / 4], sum = {0};
  memcpy(four, &v, sizeof v);
  for (int i = 0; i < VEC / 4; i++)
    sum += four[i];
  return (sum[0] + sum[2]) + (sum[1] + sum[3]);
}

/* ---------------------------------------------------------------- rounding */

/* Adding 1.5 · 2^23 leaves a float's integer part, rounded half to even, in
 * its lowest bits. */
#define ROUNDER 12582912.0f
#define ROUNDER_BITS 0x4b400000

static inline vec_i round_f(vec_f x) {
  return (vec_i)(x + ROUNDER) - ROUNDER_BITS;
}

#ifndef store_bytes
/* The lowest bytes of sixteen numbers. */
static inline void store_bytes(int8_t *to, const vec_i from[VECS]) {
  for (size_t n = 0; n < VECS; n++) {
    const vec_b bytes = __builtin_convertvector(from[n], vec_b);
    memcpy(to + n * VEC, &bytes, sizeof bytes);
  }
}
#endif

/* The largest magnitude of a row, in four maxima side by side. */
static inline float top_of(const float *x, size_t width) {
  vec_f top_0 = {0}, top_1 = {0}, top_2 = {0}, top_3 = {0};
  size_t i = 0;
/* clang-format off */
#define TOP_STEP(r, c)                                     \
  {                                                        \
    const vec_f magnitude = abs_f(load_f(x + i + c * VEC)); \
    top_##c = vec_max(top_##c, magnitude);                 \
  }
  /* clang-format on */
  for (; i + 4 * VEC <= width; i += 4 * VEC) {
    COLUMNS_4(TOP_STEP, 0)
  }
  for (; i < width; i += VEC)
    TOP_STEP(0, 0)
  top_0 = vec_max(top_0, top_1);
  top_2 = vec_max(top_2, top_3);
  top_0 = vec_max(top_0, top_2);
  return max_vec(top_0);
}

static void round_row(int8_t *q, float *scale, int32_t *offset, const float *x, size_t width, size_t padded) {
  const float s = top_of(x, width) / 127.0f;
  const float inverse = s > 1e-30f ? 1.0f / s : 0.0f;
  vec_u sum = {0}; /* unsigned, so that what is no number wraps around */
  for (size_t i = 0; i < width; i += RELATA_LANES) {
    vec_i rounded[VECS];
    for (size_t n = 0; n < VECS; n++) {
      rounded[n] = round_f(load_f(x + i + n * VEC) * inverse);
      sum += (vec_u)rounded[n];
    }
    store_bytes(q + i, rounded);
  }
  memset(q + width, 0, padded - width);
  *scale = s > 1e-30f ? s : 0.0f;
  *offset = (int32_t)(64 * sum_vec_u(sum));
}

static void kernel_round(struct relata_rounded *out, const float *x, size_t stride, size_t rows, size_t width) {
  for (size_t r = 0; r < rows; r++)
    round_row(out->q + r * out->stride, out->scale + r, out->offset + r, x + r * stride, width, out->stride);
}

/* --------------------------------------------------------------- functions */

/* Φ(x) = ½ + x·P(x²) up to ±4.5, P a polynomial in u = 2x²/4.5² − 1 fitted to
 * the least largest error of x·Φ(x) (1.8e-5, most of it Φ(4.5) taken as 1). */
static const float gelu_terms[11] = {0.1569051295518875f,    -0.07719069719314575f,  0.054688338190317154f,
                                     -0.04016317427158356f,  0.02841591089963913f,   -0.018780136480927467f,
                                     0.010978651233017445f,  -0.005639942362904549f, 0.0033573233522474766f,
                                     -0.002135154325515032f, 0.0006741865072399378f};

/* Four registers at a time, as each step of a polynomial waits for the one before. */
/* clang-format off */
#define GELU_BEGIN(r, c)                                                  \
  vec_f at_##c = vec_min(load_f(x + c * VEC), all_f(4.5f));               \
  at_##c = vec_max(at_##c, all_f(-4.5f));                                 \
  const vec_f u_##c = at_##c * at_##c * (2.0f / (4.5f * 4.5f)) - 1.0f;    \
  vec_f sum_##c = all_f(gelu_terms[10]);
#define GELU_STEP(r, c) sum_##c = sum_##c * u_##c + gelu_terms[k];
#define GELU_END(r, c) store_f(x + c * VEC, load_f(x + c * VEC) * (at_##c * sum_##c + 0.5f));

#define GELU(C)                            \
  static inline void gelu_##C(float *x) {  \
    COLUMNS_##C(GELU_BEGIN, 0)             \
    for (int k = 9; k >= 0; k--) {         \
      COLUMNS_##C(GELU_STEP, 0)            \
    }                                      \
    COLUMNS_##C(GELU_END, 0)               \
  }
/* clang-format on */

GELU(1)
GELU(4)

/* e^x for x ≤ 0 as 2^n · e^r, |r| ≤ ½ ln 2; below −80 it is e^−80, as good as 0. */
static inline vec_f exp_f(vec_f x) {
  x = vec_max(x, all_f(-80.0f));
  const vec_f turned = x * 1.44269504f + ROUNDER;
  const vec_i n = (vec_i)turned - ROUNDER_BITS;
  const vec_f whole = turned - ROUNDER;
  const vec_f r = (x - whole * 0.693359375f) + whole * 2.12194440e-4f;
  vec_f sum = r * 0.0083719277754426f + 0.04189479351043701f;
  sum = sum * r + 0.16666455566883087f;
  sum = sum * r + 0.499990850687027f;
  sum = sum * r + 1.0f;
  sum = sum * r + 1.0f;
  return (vec_f)((vec_i)sum + (n << 23));
}

static void kernel_gelu(float *x, size_t stride, size_t rows, size_t width) {
  for (size_t r = 0; r < rows; r++)
    for (size_t i = 0, some; i < width; i += some) {
      const bool four = i + 4 * VEC <= width;
      some = four ? 4 * VEC : VEC;
      (four ? gelu_4 : gelu_1)(x + r * stride + i);
    }
}

static void norm_row(float *x, const float *delta, size_t width, const float *gain, const float *bias) {
  struct lanes sum = lanes_of(0.0f), squares = lanes_of(0.0f);
  for (size_t i = 0; i < width; i += RELATA_LANES)
    for (size_t n = 0; n < VECS; n++) {
      vec_f v = load_f(x + i + n * VEC);
      if (delta)
        v = v + load_f(delta + i + n * VEC);
      store_f(x + i + n * VEC, v);
      sum.part[n] += v;
    }
  const float mean = sum_lanes(&sum) / (float)width;
  for (size_t i = 0; i < width; i += RELATA_LANES)
    for (size_t n = 0; n < VECS; n++) {
      const vec_f away = load_f(x + i + n * VEC) - mean;
      squares.part[n] += away * away;
    }
  const float inverse = 1.0f / sqrtf(sum_lanes(&squares) / (float)width + 1e-12f);
  for (size_t i = 0; i < width; i += VEC)
    store_f(x + i, (load_f(x + i) - mean) * inverse * load_f(gain + i) + load_f(bias + i));
}

static void kernel_norm(float *x, const float *delta, size_t stride, size_t rows, size_t width, const float *gain,
                        const float *bias) {
  for (size_t r = 0; r < rows; r++)
    norm_row(x + r * stride, delta ? delta + r * stride : NULL, width, gain, bias);
}

/* Turns the first `count` of a row of scores times `factor`, padded to a
 * multiple of 16, into probabilities, and the padding into zeros. */
static void softmax_row(float *x, size_t count, size_t lanes, float factor) {
  for (size_t i = count; i < lanes; i++)
    x[i] = x[0];
  vec_f top = load_f(x);
  for (size_t i = VEC; i < lanes; i += VEC) {
    const vec_f here = load_f(x + i);
    top = vec_max(top, here);
  }
  const float most = max_vec(top);
  for (size_t i = 0; i < lanes; i += VEC)
    store_f(x + i, exp_f((load_f(x + i) - most) * factor));
  for (size_t i = count; i < lanes; i++)
    x[i] = 0.0f;
  struct lanes sum = lanes_of(0.0f);
  for (size_t i = 0; i < lanes; i += RELATA_LANES)
    for (size_t n = 0; n < VECS; n++)
      sum.part[n] += load_f(x + i + n * VEC);
  const float inverse = 1.0f / sum_lanes(&sum);
  for (size_t i = 0; i < lanes; i += VEC)
    store_f(x + i, load_f(x + i) * inverse);
}

static void kernel_softmax(float *x, size_t count) {
  softmax_row(x, count, (count + RELATA_LANES - 1) / RELATA_LANES * RELATA_LANES, 1.0f);
}

/* --------------------------------------------------------------- products */

/* Formatters take these macros for half statements. */
/* clang-format off */
#define PRODUCT_DECLARE(r, c) vec_f sum_##r##_##c = { 0 };
#define PRODUCT_LOAD(r, c) const vec_f right_##c = load_f(b + k * b_stride + c * VEC);
#define PRODUCT_ADD(r, c) sum_##r##_##c += left * right_##c;
#define PRODUCT_STORE(r, c) store_f(y + r * y_stride + c * VEC, sum_##r##_##c);
#define PRODUCT_ROW(r, c)                    \
  {                                          \
    const float left = a[r * a_stride + k];  \
    COLUMNS_##c(PRODUCT_ADD, r)              \
  }
#define PRODUCT_DECLARE_ROW(r, c) COLUMNS_##c(PRODUCT_DECLARE, r)
#define PRODUCT_STORE_ROW(r, c) COLUMNS_##c(PRODUCT_STORE, r)

/* R rows by C registers of y. */
#define PRODUCT_TILE(R, C)                                                                                      \
  static void product_##R##_##C(const float *a, size_t a_stride, size_t depth, const float *b, size_t b_stride, \
                                float *y, size_t y_stride) {                                                    \
    ROWS_##R(PRODUCT_DECLARE_ROW, C)                                                                            \
    for (size_t k = 0; k < depth; k++) {                                                                        \
      COLUMNS_##C(PRODUCT_LOAD, 0)                                                                              \
      ROWS_##R(PRODUCT_ROW, C)                                                                                  \
    }                                                                                                           \
    ROWS_##R(PRODUCT_STORE_ROW, C)                                                                              \
  }
/* clang-format on */

PRODUCT_TILE(1, 1)
PRODUCT_TILE(1, 2)
PRODUCT_TILE(4, 1)
PRODUCT_TILE(4, 2)

static void kernel_product(const float *a, size_t a_stride, size_t rows, size_t depth, const float *b, size_t b_stride,
                           size_t columns, float *y, size_t y_stride) {
  for (size_t n = 0, some; n < columns; n += some) {
    const bool two = n + 2 * VEC <= columns;
    some = two ? 2 * VEC : VEC;
    for (size_t r = 0, high; r < rows; r += high) {
      const bool four = r + 4 <= rows;
      high = four ? 4 : 1;
      (four  ? two ? product_4_2 : product_4_1
       : two ? product_1_2
             : product_1_1)(a + r * a_stride, a_stride, depth, b + n, b_stride, y + r * y_stride + n, y_stride);
    }
  }
}

static inline vec_4 dot_four_lanes(const float *a, const float *x, size_t width) {
  struct lanes sum = lanes_of(0.0f);
  for (size_t i = 0; i < width; i += RELATA_LANES)
    for (size_t n = 0; n < VECS; n++)
      sum.part[n] += load_f(a + i + n * VEC) * load_f(x + i + n * VEC);
  return fold_lanes(&sum);
}

static void kernel_dots(float *y, const float *a, size_t count, size_t width, const float *x) {
  size_t r = 0;
  for (; r + 4 <= count; r += 4) { /* four rows' sums of four, turned */
    const float *row = a + r * width;
    const vec_4 p = dot_four_lanes(row, x, width), q = dot_four_lanes(row + width, x, width);
    const vec_4 s = dot_four_lanes(row + 2 * width, x, width), t = dot_four_lanes(row + 3 * width, x, width);
    const vec_4 pq = __builtin_shufflevector(p, q, 0, 4, 1, 5), st = __builtin_shufflevector(s, t, 0, 4, 1, 5);
    const vec_4 qp = __builtin_shufflevector(p, q, 2, 6, 3, 7), ts = __builtin_shufflevector(s, t, 2, 6, 3, 7);
    const vec_4 even = pq + qp, odd = st + ts; /* 0+2 of both, 1+3 of both */
    vec_4 sum;
    memcpy(&sum, y + r, sizeof sum);
    sum += __builtin_shufflevector(even, odd, 0, 1, 4, 5) + __builtin_shufflevector(even, odd, 2, 3, 6, 7);
    memcpy(y + r, &sum, sizeof sum);
  }
  for (; r < count; r++)
    y[r] += sum_four(dot_four_lanes(a + r * width, x, width));
}

/* --------------------------------------------------------------- attention */

static void kernel_attend(float *out, const float *q, const float *v, size_t stride, const float *kt, size_t lanes,
                          float *weights, size_t rows) {
  for (size_t r = 0; r < rows; r += 8) {
    const size_t some = rows - r < 8 ? rows - r : 8;
    kernel_product(q + r * stride, stride, some, RELATA_HEAD_WIDTH, kt, lanes, lanes, weights, lanes);
    for (size_t i = 0; i < some; i++)
      softmax_row(weights + i * lanes, rows, lanes, 0.17677669529663687f); /* 1 / √32 */
    kernel_product(weights, lanes, some, rows, v, stride, RELATA_HEAD_WIDTH, out + r * stride, stride);
  }
}

/* -------------------------------------------------------------- the table */

/* The table of a file that has a `kernel_linear` too. */
#define KERNELS(title, when)                                                                                           \
  {                                                                                                                    \
    .name = title, .usable = when, .round = kernel_round, .linear = kernel_linear, .gelu = kernel_gelu,                \
    .norm = kernel_norm, .attend = kernel_attend, .product = kernel_product, .dots = kernel_dots,                      \
    .softmax = kernel_softmax,                                                                                         \
  }
