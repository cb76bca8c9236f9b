/* Every kernel gives the same bytes, and the right numbers. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "extract/analyse/engine/kernels.h"
#include "extract/analyse/engine/pack.h"
#include "extract/analyse/engine/scratch.h"

enum { ROWS = 23 };

static uint32_t next_random(uint64_t *state) {
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(*state >> 33);
}

static float *random_floats(struct relata_arena *arena, size_t count, float spread, uint64_t *seed) {
  float *x = relata_scratch_floats(arena, count, 1);
  for (size_t i = 0; i < count; i++)
    x[i] = spread * ((float)(next_random(seed) % 20001) / 10000.0f - 1.0f);
  return x;
}

static float *copy_floats(struct relata_arena *arena, const float *x, size_t count) {
  float *copy = relata_scratch_floats(arena, count, 1);
  memcpy(copy, x, count * sizeof *x);
  return copy;
}

/* Every kernel that the processor has, and those that it can emulate; NULL for one that it cannot run. */
static const struct relata_kernels *kernel_at(size_t index) {
#if defined(__x86_64__)
  extern const struct relata_kernels emulated_avxvnni;
  if (index == relata_kernels_count())
    return relata_kernels_avx2.usable() ? &emulated_avxvnni : NULL;
#endif
  return index < relata_kernels_count() && relata_kernels_get(index)->usable() ? relata_kernels_get(index) : NULL;
}

#define FOR_EACH_KERNEL(kernels)                                                                                       \
  for (size_t kernel_ = 0; kernel_ <= relata_kernels_count(); kernel_++)                                               \
    for (const struct relata_kernels *kernels = kernel_at(kernel_); kernels; kernels = NULL)

static void test_portable_is_always_there(void **state) {
  (void)state;
  assert_true(relata_kernels_portable.usable());
  assert_ptr_equal(relata_kernels_find("portable"), &relata_kernels_portable);
  assert_null(relata_kernels_find("abacus"));
  assert_true(relata_kernels_best()->usable());
}

static void test_rounding(void **state) {
  (void)state;
  struct relata_arena *arena = relata_arena_new();
  uint64_t seed = 1;
  const size_t width = 48;
  float *x = random_floats(arena, 4 * width, 3.0f, &seed);
  memset(x + width, 0, width * sizeof *x); /* a row of zeros */
  for (size_t i = 0; i < width; i++)
    x[2 * width + i] = 127.0f - (float)i * 0.5f; /* ties: half to even */
  for (size_t i = 0; i < width; i++)
    x[3 * width + i] = 1e-38f;
  FOR_EACH_KERNEL(kernels) {
    struct relata_rounded out = relata_scratch_rounded(arena, 4, width);
    kernels->round(&out, x, width, 4, width);
    for (size_t r = 0; r < 4; r++) {
      int32_t sum = 0;
      for (size_t i = 0; i < width; i++) {
        sum += out.q[r * out.stride + i];
        if (r != 3)
          assert_true(fabsf((float)out.q[r * out.stride + i] * out.scale[r] - x[r * width + i]) <=
                      out.scale[r] * 0.5001f);
      }
      assert_int_equal(out.offset[r], 64 * sum);
    }
    assert_int_equal(out.q[2 * out.stride + 1], 126); /* 126.5 */
    assert_int_equal(out.q[2 * out.stride + 3], 126); /* 125.5 */
    assert_true(out.scale[1] == 0.0f && out.scale[3] == 0.0f);
  }
  relata_arena_free(arena);
}

/* Weights of all sizes, only the largest, only the least. */
enum weights { EVEN, LARGE, LARGEST };

/* Rows of all numbers, of one large one, of one small one: sums that are as
 * long as can be before they no longer fit. */
static int8_t input_of(size_t row, uint64_t *seed) {
  static const int8_t same[] = {127, -127, 1, 5, -5, 16, 63, -64};
  return (int8_t)(row % 2 ? (int)(next_random(seed) % 255) - 127 : same[row / 2 % sizeof same]);
}

static void check_linear(size_t out, size_t in, size_t rows, enum weights kind) {
  struct relata_arena *arena = relata_arena_new();
  uint64_t seed = kind;
  int8_t *weight = relata_arena_alloc(arena, out * in);
  for (size_t i = 0; i < out * in; i++)
    weight[i] = (int8_t)(kind == EVEN ? (int)(next_random(&seed) % 128) - 64 : next_random(&seed) % 2 ? 63 : -64);
  if (kind == LARGEST)
    for (size_t i = 0; i < out * in; i++)
      weight[i] = i % in < 16 ? 0 : -64;
  struct relata_linear layer = {.scale = random_floats(arena, relata_lanes(out), 0.1f, &seed),
                                .bias = random_floats(arena, relata_lanes(out), 1.0f, &seed)};
  uint8_t *packed = relata_arena_alloc(arena, relata_pack_size(out, in));
  uint32_t *squares = relata_arena_alloc(arena, relata_pack_stretches(in) * sizeof *squares);
  relata_pack_begin(&layer, packed, squares, out, in);
  assert_true(relata_pack_weights(&layer, packed, squares, 0, weight, out));
  struct relata_rounded x = relata_scratch_rounded(arena, rows, in);
  for (size_t r = 0; r < rows; r++) {
    for (size_t i = 0; i < in; i++)
      x.q[r * x.stride + i] = input_of(kind == EVEN ? r : 2 * r, &seed);
    for (size_t i = 0; i < in; i++)
      x.offset[r] += 64 * x.q[r * x.stride + i];
    x.scale[r] = 0.01f * (float)(r + 1);
  }
  FOR_EACH_KERNEL(kernels) {
    float *y = relata_scratch_floats(arena, rows, relata_lanes(out));
    kernels->linear(&layer, &x, rows, y, relata_lanes(out));
    for (size_t r = 0; r < rows; r++)
      for (size_t o = 0; o < out; o++) {
        int32_t sum = 0;
        for (size_t i = 0; i < in; i++)
          sum += weight[o * in + i] * x.q[r * x.stride + i];
        float expected = (float)sum * x.scale[r];
        expected = expected * layer.scale[o];
        expected = expected + layer.bias[o];
        assert_memory_equal(&y[r * relata_lanes(out) + o], &expected, sizeof expected);
      }
  }
  relata_arena_free(arena);
}

static void test_linear_layers_are_exact(void **state) {
  (void)state;
  const size_t shapes[][3] = {{16, 16, 1},   {64, 384, 6},  {17, 384, 7},  {3, 6, 5},    {48, 30, 13},
                              {112, 64, 12}, {64, 1536, 2}, {329, 64, 11}, {80, 20, 23}, {16, 4096, 17}};
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
    for (enum weights kind = EVEN; kind <= LARGEST; kind++)
      check_linear(shapes[i][0], shapes[i][1], shapes[i][2], kind);
}

static void test_packing_refuses_eight_bits(void **state) {
  (void)state;
  int8_t weight[32] = {0};
  uint8_t packed[64 * 2];
  struct relata_linear layer;
  uint32_t squares[1] = {0};
  relata_pack_begin(&layer, packed, squares, 4, 8);
  assert_true(relata_pack_weights(&layer, packed, squares, 0, weight, 4));
  weight[17] = 64;
  assert_false(relata_pack_weights(&layer, packed, squares, 0, weight, 4));
  weight[17] = -65;
  assert_false(relata_pack_weights(&layer, packed, squares, 0, weight, 4));
}

/* Each float kernel on random rows: the same bytes as the portable one. */
static void check_rows(size_t width, float spread, uint64_t seed) {
  struct relata_arena *arena = relata_arena_new();
  const size_t count = ROWS * width;
  const float *x = random_floats(arena, count, spread, &seed), *delta = random_floats(arena, count, spread, &seed);
  const float *gain = random_floats(arena, width, 2.0f, &seed), *bias = random_floats(arena, width, 2.0f, &seed);
  float *norm = copy_floats(arena, x, count), *gelu = copy_floats(arena, x, count);
  float *plain = copy_floats(arena, x, count), *soft = copy_floats(arena, x, count);
  relata_kernels_portable.norm(norm, delta, width, ROWS, width, gain, bias);
  relata_kernels_portable.norm(plain, NULL, width, ROWS, width, gain, bias);
  relata_kernels_portable.gelu(gelu, width, ROWS, width);
  relata_kernels_portable.softmax(soft, width - 3);
  FOR_EACH_KERNEL(kernels) {
    float *y = copy_floats(arena, x, count);
    kernels->norm(y, delta, width, ROWS, width, gain, bias);
    assert_memory_equal(y, norm, count * sizeof *y);
    y = copy_floats(arena, x, count);
    kernels->norm(y, NULL, width, ROWS, width, gain, bias);
    assert_memory_equal(y, plain, count * sizeof *y);
    y = copy_floats(arena, x, count);
    kernels->gelu(y, width, ROWS, width);
    assert_memory_equal(y, gelu, count * sizeof *y);
    y = copy_floats(arena, x, count);
    kernels->softmax(y, width - 3);
    assert_memory_equal(y, soft, count * sizeof *y);
  }
  relata_arena_free(arena);
}

static void test_rows_are_the_same_everywhere(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed < 4; seed++) {
    check_rows(16, 1.0f, seed);
    check_rows(384, 8.0f, seed);
    check_rows(112, 90.0f, seed);
  }
}

static void test_gelu_and_softmax_are_near_the_truth(void **state) {
  (void)state;
  float x[160], soft[16] = {0};
  for (int i = 0; i < 160; i++)
    x[i] = (float)(i - 80) * 0.1f;
  relata_kernels_portable.gelu(x, 160, 1, 160);
  for (int i = 0; i < 160; i++) {
    const double at = (i - 80) * 0.1;
    assert_true(fabs((double)x[i] - 0.5 * at * (1.0 + erf(at / sqrt(2.0)))) < 4e-5);
  }
  double sum = 0, weights[5];
  for (int i = 0; i < 5; i++) {
    soft[i] = (float)(i * i) - 3.0f;
    sum += weights[i] = exp(i * i - 3.0);
  }
  relata_kernels_portable.softmax(soft, 5);
  for (int i = 0; i < 5; i++)
    assert_true(fabs((double)soft[i] - weights[i] / sum) < 1e-6);
  for (int i = 5; i < 16; i++)
    assert_true(soft[i] == 0.0f);
}

static void test_products(void **state) {
  (void)state;
  struct relata_arena *arena = relata_arena_new();
  uint64_t seed = 9;
  const size_t rows = 9, depth = 37, columns = 80;
  const float *a = random_floats(arena, rows * depth, 1.0f, &seed);
  const float *b = random_floats(arena, depth * columns, 1.0f, &seed);
  FOR_EACH_KERNEL(kernels) {
    float *y = relata_scratch_floats(arena, rows, columns);
    kernels->product(a, depth, rows, depth, b, columns, columns, y, columns);
    for (size_t r = 0; r < rows; r++)
      for (size_t n = 0; n < columns; n++) {
        float sum = 0;
        for (size_t k = 0; k < depth; k++) {
          const float term = a[r * depth + k] * b[k * columns + n];
          sum = sum + term;
        }
        assert_memory_equal(&sum, &y[r * columns + n], sizeof sum);
      }
  }
  relata_arena_free(arena);
}

static void test_dots(void **state) {
  (void)state;
  struct relata_arena *arena = relata_arena_new();
  uint64_t seed = 11;
  enum { COUNT = 23, WIDTH = 48 };
  const float *a = random_floats(arena, COUNT * WIDTH, 1.0f, &seed), *x = random_floats(arena, WIDTH, 1.0f, &seed);
  const float *before = random_floats(arena, COUNT, 1.0f, &seed);
  float *first = NULL;
  FOR_EACH_KERNEL(kernels) {
    float *y = copy_floats(arena, before, COUNT);
    kernels->dots(y, a, COUNT, WIDTH, x);
    for (size_t r = 0; r < COUNT; r++) {
      double sum = (double)before[r];
      for (size_t i = 0; i < WIDTH; i++)
        sum += (double)a[r * WIDTH + i] * (double)x[i];
      assert_true(fabs(sum - (double)y[r]) < 1e-5);
    }
    if (first)
      assert_memory_equal(first, y, COUNT * sizeof *y);
    first = y;
  }
  relata_arena_free(arena);
}

/* Softmax of scaled scores, then the mean of the values, in doubles. */
static void check_attention(const float *q, const float *k, const float *v, size_t stride, size_t rows,
                            const float *out) {
  for (size_t r = 0; r < rows; r++) {
    double weights[64], sum = 0;
    for (size_t j = 0; j < rows; j++) {
      double score = 0;
      for (size_t d = 0; d < RELATA_HEAD_WIDTH; d++)
        score += (double)q[r * stride + d] * (double)k[j * stride + d];
      sum += weights[j] = exp(score / sqrt(32.0));
    }
    for (size_t d = 0; d < RELATA_HEAD_WIDTH; d++) {
      double value = 0;
      for (size_t j = 0; j < rows; j++)
        value += weights[j] / sum * (double)v[j * stride + d];
      assert_true(fabs(value - (double)out[r * stride + d]) < 1e-4);
    }
  }
}

static void test_attention(void **state) {
  (void)state;
  for (size_t rows = 1; rows < 40; rows += 6) {
    struct relata_arena *arena = relata_arena_new();
    uint64_t seed = rows;
    const size_t stride = 64, lanes = relata_lanes(rows), size = rows * stride;
    const float *q = random_floats(arena, size, 2.0f, &seed), *k = random_floats(arena, size, 2.0f, &seed);
    const float *v = random_floats(arena, size, 2.0f, &seed);
    float *kt = relata_scratch_floats(arena, RELATA_HEAD_WIDTH, lanes), *first = NULL;
    for (size_t r = 0; r < rows; r++)
      for (size_t d = 0; d < RELATA_HEAD_WIDTH; d++)
        kt[d * lanes + r] = k[r * stride + d];
    FOR_EACH_KERNEL(kernels) {
      float *out = relata_scratch_floats(arena, rows, stride), *weights = relata_scratch_floats(arena, 8, lanes);
      kernels->attend(out, q, v, stride, kt, lanes, weights, rows);
      check_attention(q, k, v, stride, rows, out);
      if (first)
        assert_memory_equal(first, out, size * sizeof *out);
      first = out;
      float *in_place = copy_floats(arena, q, size);
      kernels->attend(in_place, in_place, v, stride, kt, lanes, weights, rows);
      for (size_t r = 0; r < rows; r++)
        assert_memory_equal(in_place + r * stride, out + r * stride, RELATA_HEAD_WIDTH * sizeof *out);
    }
    relata_arena_free(arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_portable_is_always_there),
      cmocka_unit_test(test_rounding),
      cmocka_unit_test(test_linear_layers_are_exact),
      cmocka_unit_test(test_packing_refuses_eight_bits),
      cmocka_unit_test(test_rows_are_the_same_everywhere),
      cmocka_unit_test(test_gelu_and_softmax_are_near_the_truth),
      cmocka_unit_test(test_products),
      cmocka_unit_test(test_dots),
      cmocka_unit_test(test_attention),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
