/* kernels_avx2.c — the kernels for x86-64 with AVX2 (since 2013). */
#if defined(__x86_64__)
#include "extract/analyse/engine/kernels_256.h"

static bool has_avx2(void) {
  return __builtin_cpu_supports("avx2");
}

/* Sixteen bits hold more than two products.
 *
 * A lane of `vpmaddubsw` adds two of a group's four products.  What is wanted
 * of a lane over a run of groups, Σ w·q, lies within √(Σ w² · Σ q²); while that
 * is below 2¹⁵ the products of one group after the other can be added in
 * sixteen bits, which most processors do faster than in thirty-two, as what
 * wraps around on the way wraps back.  The 64 that is in every packed weight is
 * taken away beforehand: a sum begins at −64 · Σ q.  Where a run must end is
 * found once for all outputs, stretch by stretch of 16 inputs, from the
 * largest Σ w² of any of them.  Two groups always fit (4 · 64 · 127 < 2¹⁵). */
enum {
  TILE_ROWS = 4,
  BLOCK_ROWS = 8, /* rows whose runs are found at a time */
  MOST_RUNS = RELATA_LARGEST_WIDTH / 4 / 2,
  SURE_GROUPS = 2
};

static const uint64_t run_limit = 32767 * 32767;

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

/* Formatters take these macros for half statements. */
/* clang-format off */
#define TILE_BEGIN(r, c) __m256i part_##r##_##c = _mm256_set1_epi32(run->begin[r]);
#define TILE_LOAD(r, c) const __m256i weights_##c = load_packed(w + 32 * c);
#define TILE_ADD(r, c) part_##r##_##c = _mm256_add_epi16(part_##r##_##c, _mm256_maddubs_epi16(weights_##c, x));
#define TILE_ROW(r, c)                                           \
  {                                                              \
    const __m256i x = _mm256_set1_epi32(four_bytes(q + r * t->q_stride));          \
    COLUMNS_##c(TILE_ADD, r)                                     \
  }
#define TILE_END(r, c) sum[r][c] = _mm256_add_epi32(sum[r][c], _mm256_madd_epi16(part_##r##_##c, ones));
#define TILE_FINISH(r, c)                                                                        \
  finish_eight(sum[r][c], t->row_scale[r], t->scale + 8 * c, t->bias + 8 * c, t->y + r * t->y_stride + 8 * c);
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

/* Of each lane of each row. */
struct lane_sums {
  __m128i low, high; /* rows 0 and 1, rows 2 and 3 */
};

static inline struct lane_sums add_lanes(struct lane_sums a, struct lane_sums b) {
  return (struct lane_sums){_mm_add_epi32(a.low, b.low), _mm_add_epi32(a.high, b.high)};
}

/* Even and odd lanes of two rows, twice, to their sums. */
static inline __m128i pair_up(__m128i a, __m128i b) {
  return _mm_add_epi32(_mm_unpacklo_epi64(a, b), _mm_unpackhi_epi64(a, b));
}

/* Σ q and Σ q² of a stretch of each row, zeros past its end. */
static inline void measure_stretch(const __m128i q[TILE_ROWS], struct lane_sums *sum, struct lane_sums *square) {
  const __m128i ones = _mm_set1_epi16(1);
  __m128i sums[TILE_ROWS], squares[TILE_ROWS];
  for (size_t r = 0; r < TILE_ROWS; r++) {
    const __m128i first = _mm_cvtepi8_epi16(q[r]), second = _mm_cvtepi8_epi16(_mm_srli_si128(q[r], 8));
    sums[r] = _mm_madd_epi16(_mm_add_epi16(first, second), ones);
    squares[r] = _mm_add_epi32(_mm_madd_epi16(first, first), _mm_madd_epi16(second, second));
  }
  *sum = (struct lane_sums){pair_up(sums[0], sums[1]), pair_up(sums[2], sums[3])};
  *square = (struct lane_sums){pair_up(squares[0], squares[1]), pair_up(squares[2], squares[3])};
}

static inline uint32_t largest_lane(struct lane_sums square) {
  __m128i most = _mm_max_epu32(square.low, square.high);
  most = _mm_max_epu32(most, _mm_shuffle_epi32(most, 0x4e));
  most = _mm_max_epu32(most, _mm_shuffle_epi32(most, 0xb1));
  return (uint32_t)_mm_cvtsi128_si32(most);
}

/* −64 · Σ q in sixteen bits. */
static inline __m128i begin_of(__m128i sum) {
  return _mm_and_si128(_mm_slli_epi32(_mm_sub_epi32(_mm_setzero_si128(), sum), 6), _mm_set1_epi32(0xffff));
}

/* A plan under way: `run` is open over the groups from `begin` on, of these sums. */
struct plan {
  struct run *run;
  size_t begin;
  struct lane_sums sum, square;
  uint64_t weights; /* Σ of the stretches' squares */
};

static const struct lane_sums no_sums;

static void close_run(struct plan *plan, size_t end) {
  plan->run->end = (uint32_t)end;
  _mm_storeu_si128((__m128i *)(void *)plan->run->begin,
                   _mm_packus_epi32(begin_of(plan->sum.low), begin_of(plan->sum.high)));
  plan->run++;
  plan->begin = end;
  plan->sum = plan->square = no_sums;
  plan->weights = 0;
}

/* Adds a stretch of large numbers as runs of its own. */
static void split_stretch(struct plan *plan, const __m128i q[TILE_ROWS], size_t g, size_t end) {
  for (size_t half = 0; half < 2 && g < end; half++) {
    __m128i here[TILE_ROWS];
    for (size_t r = 0; r < TILE_ROWS; r++)
      here[r] = half ? _mm_unpackhi_epi64(q[r], _mm_setzero_si128()) : _mm_move_epi64(q[r]);
    struct lane_sums square;
    measure_stretch(here, &plan->sum, &square);
    g = g + SURE_GROUPS < end ? g + SURE_GROUPS : end;
    close_run(plan, g);
  }
}

static inline void add_stretch(struct plan *plan, const __m128i q[TILE_ROWS], uint32_t weights, size_t g, size_t end) {
  struct lane_sums sum, square;
  measure_stretch(q, &sum, &square);
  const struct lane_sums longer = add_lanes(plan->square, square);
  if (largest_lane(longer) * (plan->weights + weights) <= run_limit) {
    *plan = (struct plan){plan->run, plan->begin, add_lanes(plan->sum, sum), longer, plan->weights + weights};
    return;
  }
  if (plan->begin < g)
    close_run(plan, g);
  if (largest_lane(square) * (uint64_t)weights <= run_limit)
    *plan = (struct plan){plan->run, g, sum, square, weights};
  else
    split_stretch(plan, q, g, end);
}

/* The runs of up to four rows; where there are fewer, the last stands for the missing. */
static void plan_runs(struct run *runs, const struct relata_linear *layer, const int8_t *q, size_t stride,
                      size_t rows) {
  const int8_t *row[TILE_ROWS];
  for (size_t r = 0; r < TILE_ROWS; r++)
    row[r] = q + (r < rows ? r : rows - 1) * stride;
  struct plan plan = {.run = runs};
  for (size_t g = 0; g < layer->groups; g += RELATA_STRETCH) {
    __m128i here[TILE_ROWS];
    for (size_t r = 0; r < TILE_ROWS; r++)
      here[r] = _mm_loadu_si128((const __m128i *)(const void *)(row[r] + 4 * g));
    add_stretch(&plan, here, layer->squares[g / RELATA_STRETCH], g, layer->groups);
  }
  if (plan.begin < layer->groups)
    close_run(&plan, layer->groups);
}

static void block_rows(const struct relata_linear *layer, const struct relata_rounded *x, size_t first, size_t rows,
                       float *y, size_t stride) {
  static void (*const tiles[TILE_ROWS])(const struct tile *, size_t) = {tile_1, tile_2, tile_3, tile_4};
  struct run runs[BLOCK_ROWS / TILE_ROWS][MOST_RUNS];
  for (size_t r = 0; r < rows; r += TILE_ROWS)
    plan_runs(runs[r / TILE_ROWS], layer, x->q + (first + r) * x->stride, x->stride,
              rows - r < TILE_ROWS ? rows - r : (size_t)TILE_ROWS);
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

const struct relata_kernels relata_kernels_avx2 = KERNELS("avx2", has_avx2);
#else
typedef int relata_no_avx2; /* an empty file is no C */
#endif
