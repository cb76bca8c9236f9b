/* kernels_avx2.c — the kernels for x86-64 with AVX2 (since 2013). */
#if defined(__x86_64__)
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

static bool has_avx2(void) {
  return __builtin_cpu_supports("avx2");
}

/* Sixteen bits hold more than two products.
 *
 * A lane of `vpmaddubsw` adds two of four inputs' products.  What is wanted of
 * a lane, Σ w·q over some groups of four inputs, lies within 64 · Σ |q|; while
 * that is below 2¹⁵ the products of one group after the other can be added in
 * sixteen bits, which half the processors do faster than in thirty-two, as
 * what wraps around on the way wraps back.  The 64 that is in every packed
 * weight is taken away beforehand: a sum begins at −64 · Σ q.  Where a run of
 * groups must end depends on the rows alone, so that it is found once for all
 * outputs. */
enum {
  TILE_ROWS = 4,
  BLOCK_ROWS = 8, /* rows whose runs are found at a time */
  MOST_RUNS = RELATA_LARGEST_WIDTH / 4,
  RUN_LIMIT = 32767 / 64
};

/* A run of groups: where it ends, and where each row's two lanes begin. */
struct run {
  uint32_t end;
  int32_t begin[TILE_ROWS];
};

/* What a tile works on: up to four rows of x with one panel of 16 outputs. */
struct tile {
  const uint8_t *packed;
  size_t step; /* bytes from one group's weights to the next's */
  const int8_t *q;
  size_t q_stride;
  const struct run *runs;
  const float *row_scale, *scale, *bias;
  float *y;
  size_t y_stride;
};

static inline int32_t four_bytes(const int8_t *q) {
  int32_t four;
  memcpy(&four, q, sizeof four);
  return four;
}

static inline __m128i load_sixteen(const int8_t *q) {
  return _mm_loadu_si128((const __m128i *)(const void *)q);
}

static inline __m256i load_weights(const uint8_t *packed) {
  return _mm256_loadu_si256((const __m256i *)(const void *)packed);
}

static inline void finish_half(const struct tile *t, size_t row, size_t half, __m256i sum) {
  const __m256 scaled = _mm256_mul_ps(_mm256_mul_ps(_mm256_cvtepi32_ps(sum), _mm256_set1_ps(t->row_scale[row])),
                                      _mm256_loadu_ps(t->scale + 8 * half));
  _mm256_storeu_ps(t->y + row * t->y_stride + 8 * half, _mm256_add_ps(scaled, _mm256_loadu_ps(t->bias + 8 * half)));
}

/* Formatters take these macros for half statements. */
/* clang-format off */
#define TILE_BEGIN(r, c) __m256i part_##r##_##c = _mm256_set1_epi32(run->begin[r]);
#define TILE_LOAD(r, c) const __m256i weights_##c = load_weights(w + 32 * c);
#define TILE_ADD(r, c) part_##r##_##c = _mm256_add_epi16(part_##r##_##c, _mm256_maddubs_epi16(weights_##c, x));
#define TILE_ROW(r, c)                                           \
  {                                                              \
    const __m256i x = _mm256_set1_epi32(four_bytes(q + r * t->q_stride));          \
    COLUMNS_##c(TILE_ADD, r)                                     \
  }
#define TILE_END(r, c) sum[r][c] = _mm256_add_epi32(sum[r][c], _mm256_madd_epi16(part_##r##_##c, ones));
#define TILE_FINISH(r, c) finish_half(t, r, c, sum[r][c]);
#define TILE_BEGIN_ROW(r, c) COLUMNS_##c(TILE_BEGIN, r)
#define TILE_END_ROW(r, c) COLUMNS_##c(TILE_END, r)
#define TILE_FINISH_ROW(r, c) COLUMNS_##c(TILE_FINISH, r)

#define TILE(R)                                                         \
  static void tile_##R(const struct tile *t, size_t groups) {           \
    const __m256i ones = _mm256_set1_epi16(1);                          \
    __m256i sum[R][2] = {{_mm256_setzero_si256()}};                     \
    const uint8_t *w = t->packed;                                       \
    const int8_t *q = t->q;                                             \
    const struct run *run = t->runs;                                    \
    for (size_t g = 0; g < groups; run++) {                             \
      ROWS_##R(TILE_BEGIN_ROW, 2)                                       \
      for (; g < run->end; g++, w += t->step, q += 4) {                 \
        COLUMNS_2(TILE_LOAD, 0)                                         \
        ROWS_##R(TILE_ROW, 2)                                           \
      }                                                                 \
      ROWS_##R(TILE_END_ROW, 2)                                         \
    }                                                                   \
    ROWS_##R(TILE_FINISH_ROW, 2)                                        \
  }
/* clang-format on */

TILE(1)
TILE(2)
TILE(3)
TILE(4)

/* Σ |q| and Σ q of the run under way, in each lane of each row. */
struct lane_sums {
  __m128i size, sum;
};

static inline void close_run(struct run *run, size_t end, __m128i sum) {
  run->end = (uint32_t)end;
  _mm_storeu_si128((__m128i *)(void *)run->begin, _mm_slli_epi16(_mm_sub_epi16(_mm_setzero_si128(), sum), 6));
}

/* One group more, x four inputs of each row: returns the run that it belongs to. */
static inline struct run *add_group(struct run *run, struct lane_sums *lanes, size_t g, __m128i x) {
  const __m128i ones = _mm_set1_epi8(1), limit = _mm_set1_epi16(RUN_LIMIT);
  const __m128i size = _mm_maddubs_epi16(_mm_abs_epi8(x), ones), sum = _mm_maddubs_epi16(ones, x);
  const __m128i longer = _mm_add_epi16(lanes->size, size);
  if (!_mm_movemask_epi8(_mm_cmpgt_epi16(longer, limit))) {
    *lanes = (struct lane_sums){longer, _mm_add_epi16(lanes->sum, sum)};
    return run;
  }
  close_run(run, g, lanes->sum);
  *lanes = (struct lane_sums){size, sum};
  return run + 1;
}

/* The runs of up to four rows; where there are fewer, the last stands for the missing. */
static void plan_runs(struct run *run, const int8_t *q, size_t stride, size_t rows, size_t groups) {
  struct lane_sums lanes = {_mm_setzero_si128(), _mm_setzero_si128()};
  const int8_t *const row[TILE_ROWS] = {q, q + (rows > 1 ? 1 : 0) * stride, q + (rows > 2 ? 2 : rows - 1) * stride,
                                        q + (rows > 3 ? 3 : rows - 1) * stride};
  size_t g = 0;
  for (; g + 4 <= groups; g += 4) { /* four by four numbers of 32 bits, turned */
    const __m128i a = load_sixteen(row[0] + 4 * g), b = load_sixteen(row[1] + 4 * g);
    const __m128i c = load_sixteen(row[2] + 4 * g), d = load_sixteen(row[3] + 4 * g);
    const __m128i ab = _mm_unpacklo_epi32(a, b), cd = _mm_unpacklo_epi32(c, d);
    const __m128i ba = _mm_unpackhi_epi32(a, b), dc = _mm_unpackhi_epi32(c, d);
    run = add_group(run, &lanes, g, _mm_unpacklo_epi64(ab, cd));
    run = add_group(run, &lanes, g + 1, _mm_unpackhi_epi64(ab, cd));
    run = add_group(run, &lanes, g + 2, _mm_unpacklo_epi64(ba, dc));
    run = add_group(run, &lanes, g + 3, _mm_unpackhi_epi64(ba, dc));
  }
  for (; g < groups; g++)
    run = add_group(run, &lanes, g,
                    _mm_setr_epi32(four_bytes(row[0] + 4 * g), four_bytes(row[1] + 4 * g), four_bytes(row[2] + 4 * g),
                                   four_bytes(row[3] + 4 * g)));
  close_run(run, groups, lanes.sum);
}

static void block_rows(const struct relata_linear *layer, const struct relata_rounded *x, size_t first, size_t rows,
                       float *y, size_t stride) {
  static void (*const tiles[TILE_ROWS])(const struct tile *, size_t) = {tile_1, tile_2, tile_3, tile_4};
  struct run runs[BLOCK_ROWS / TILE_ROWS][MOST_RUNS];
  for (size_t r = 0; r < rows; r += TILE_ROWS)
    plan_runs(runs[r / TILE_ROWS], x->q + (first + r) * x->stride, x->stride, rows - r < 4 ? rows - r : 4,
              layer->groups);
  for (size_t panel = 0; panel < layer->panels; panel++) {
    const size_t block = panel / RELATA_BLOCK_PANELS * RELATA_BLOCK_PANELS, left = layer->panels - block;
    for (size_t r = 0; r < rows; r += TILE_ROWS) {
      const size_t some = rows - r < TILE_ROWS ? rows - r : (size_t)TILE_ROWS;
      const struct tile t = {
          .packed = layer->packed + block * layer->groups * 64 + (panel - block) * 64,
          .step = 64 * (left < RELATA_BLOCK_PANELS ? left : (size_t)RELATA_BLOCK_PANELS),
          .q = x->q + (first + r) * x->stride,
          .q_stride = x->stride,
          .runs = runs[r / TILE_ROWS],
          .row_scale = x->scale + first + r,
          .scale = layer->scale + 16 * panel,
          .bias = layer->bias + 16 * panel,
          .y = y + (first + r) * stride + 16 * panel,
          .y_stride = stride,
      };
      tiles[some - 1](&t, layer->groups);
    }
  }
}

static void kernel_linear(const struct relata_linear *layer, const struct relata_rounded *x, size_t rows, float *y,
                          size_t stride) {
  for (size_t r = 0; r < rows; r += BLOCK_ROWS)
    block_rows(layer, x, r, rows - r < BLOCK_ROWS ? rows - r : (size_t)BLOCK_ROWS, y, stride);
}

const struct relata_kernels relata_kernels_avx2 = {
    .name = "avx2",
    .usable = has_avx2,
    .round = kernel_round,
    .linear = kernel_linear,
    .gelu = kernel_gelu,
    .norm = kernel_norm,
    .attend = kernel_attend,
    .product = kernel_product,
    .dots = kernel_dots,
    .softmax = kernel_softmax,
};
#else
typedef int relata_no_avx2; /* an empty file is no C */
#endif
