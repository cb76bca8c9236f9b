/* Tree decoding against every tree there is, and against malformed scores. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "extract/analyse/engine/tree.h"

static uint32_t next_random(uint64_t *state) {
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(*state >> 33);
}

static bool is_tree(const uint32_t *heads, size_t count) {
  size_t roots = 0;
  for (size_t w = 0; w < count; w++) {
    roots += heads[w] == 0;
    size_t at = w + 1, steps = 0;
    while (at && steps++ <= count)
      at = heads[at - 1] <= count ? heads[at - 1] : at;
    if (at)
      return false;
  }
  return roots == 1;
}

static double sum_of(const uint32_t *heads, const float *scores, size_t stride, size_t count) {
  double sum = 0;
  for (size_t w = 0; w < count; w++)
    sum += (double)scores[w * stride + heads[w]];
  return sum;
}

/* The best sum over all trees with one root. */
static double best_sum(const float *scores, size_t stride, size_t count) {
  uint32_t heads[8] = {0};
  double best = -1e300;
  for (bool more = true; more;) {
    if (is_tree(heads, count) && sum_of(heads, scores, stride, count) > best)
      best = sum_of(heads, scores, stride, count);
    more = false;
    for (size_t w = 0; w < count && !more; w++) {
      more = heads[w] < count;
      heads[w] = more ? heads[w] + 1 : 0;
    }
  }
  return best;
}

static void test_small_graphs_against_all_trees(void **state) {
  (void)state;
  uint64_t seed = 11;
  for (int round = 0; round < 400; round++) {
    const size_t count = 1 + next_random(&seed) % 5, stride = 7;
    const uint32_t grain = round % 3 ? 1000 : 3; /* coarse ones have many ties */
    float scores[5 * 7];
    for (size_t i = 0; i < count * stride; i++)
      scores[i] = (float)(next_random(&seed) % grain) - (round % 2 ? 0.0f : 500.0f);
    for (size_t w = 0; w < count; w++)
      scores[w * stride + w + 1] = 5000.0f; /* no word is its own head, however good that looks */
    struct relata_arena *arena = relata_arena_new();
    uint32_t heads[5];
    relata_tree_decode(heads, scores, stride, count, arena);
    assert_true(is_tree(heads, count));
    assert_true(fabs(sum_of(heads, scores, stride, count) - best_sum(scores, stride, count)) < 1e-6);
    relata_arena_free(arena);
  }
}

/* Every word most likes its neighbour, or the root, so that cycles and roots abound. */
static void test_large_graphs_give_trees(void **state) {
  (void)state;
  uint64_t seed = 5;
  for (int round = 0; round < 30; round++) {
    const size_t count = 40 + next_random(&seed) % 100, stride = 160;
    float *scores = calloc(count * stride, sizeof *scores);
    for (size_t w = 0; w < count; w++) {
      for (size_t h = 0; h <= count; h++)
        scores[w * stride + h] = (float)(next_random(&seed) % 1000) * 0.01f;
      scores[w * stride + (w % 2 ? w : w + 2 <= count ? w + 2 : 0)] += 20.0f;
      scores[w * stride] += round % 2 ? 30.0f : 0.0f;
    }
    struct relata_arena *arena = relata_arena_new();
    uint32_t *heads = relata_arena_alloc(arena, count * sizeof *heads);
    relata_tree_decode(heads, scores, stride, count, arena);
    assert_true(is_tree(heads, count));
    relata_arena_free(arena);
    free(scores);
  }
}

static void test_scores_that_are_no_numbers(void **state) {
  (void)state;
  const float odd[] = {NAN, INFINITY, -INFINITY, 0.0f, 1e38f, -1e38f};
  uint64_t seed = 3;
  for (int round = 0; round < 200; round++) {
    const size_t count = 1 + next_random(&seed) % 12, stride = 16;
    float scores[12 * 16];
    for (size_t i = 0; i < count * stride; i++)
      scores[i] = odd[next_random(&seed) % (round % 2 ? 6 : 3)];
    struct relata_arena *arena = relata_arena_new();
    uint32_t heads[12];
    relata_tree_decode(heads, scores, stride, count, arena);
    assert_true(is_tree(heads, count));
    relata_arena_free(arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_small_graphs_against_all_trees),
      cmocka_unit_test(test_large_graphs_give_trees),
      cmocka_unit_test(test_scores_that_are_no_numbers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
