/* relation.c — how likely each relation is between pairs of words.
 *
 * For words i and j of a sentence:
 *   GELU(left(wᵢ) + right(wⱼ) + between(m) + distance[k] + pair ∘ left ∘ right) → out → softmax,
 * m the largest of each component over the words from two before the first
 * to two after the second, k the direction and the logarithm of the distance.
 */
#include <string.h>

#include "extract/analyse/engine/scratch.h"
#include "extract/analyse/engine/stack.h"

enum { ROWS_AT_ONCE = 64, BEYOND = 2 };

/* The stretches between two words that the pairs ask for, one for both directions. */
struct stretches {
  uint32_t *place; /* of each word of the sentence: 1 + its place among the words of the pairs, or 0 */
  size_t words;    /* of the pairs */
  uint32_t *number; /* words × words: 1 + the stretch's number, or 0; the first word's place first */
  size_t (*ends)[2];
  size_t count;
};

struct scorer {
  const struct relata_model *model;
  const float *words; /* the sentence's vectors */
  size_t count;
  float *left, *right; /* of each word of the pairs: width */
  struct stretches stretches;
  float *between; /* stretches × width */
  float *most;    /* the words of the pairs, or ROWS_AT_ONCE, × the model's width */
  float *mixed;   /* ROWS_AT_ONCE × width */
  float *scores;  /* ROWS_AT_ONCE × relations in whole lanes */
  struct relata_rounded rounded, rounded_mixed;
};

static uint32_t *stretch_number(const struct stretches *stretches, size_t i, size_t j) {
  const size_t low = i < j ? i : j, high = i < j ? j : i;
  return &stretches->number[(stretches->place[low] - 1) * stretches->words + stretches->place[high] - 1];
}

static struct stretches stretches_of(struct relata_arena *arena, size_t count, const uint32_t (*pairs)[2],
                                     size_t pair_count, uint32_t first) {
  struct stretches stretches = {.place = relata_arena_alloc(arena, count * sizeof *stretches.place)};
  for (size_t p = 0; p < pair_count; p++)
    for (int side = 0; side < 2; side++)
      if (!stretches.place[pairs[p][side] - first])
        stretches.place[pairs[p][side] - first] = (uint32_t)++stretches.words;
  stretches.number = relata_arena_alloc(arena, stretches.words * stretches.words * sizeof *stretches.number);
  stretches.ends = relata_arena_alloc(arena, pair_count * sizeof *stretches.ends);
  for (size_t p = 0; p < pair_count; p++) {
    const size_t i = pairs[p][0] - first, j = pairs[p][1] - first;
    uint32_t *number = stretch_number(&stretches, i, j);
    if (*number)
      continue;
    stretches.ends[stretches.count][0] = i < j ? i : j;
    stretches.ends[stretches.count][1] = i < j ? j : i;
    *number = (uint32_t)++stretches.count;
  }
  return stretches;
}

static struct scorer scorer_new(struct relata_arena *arena, const struct relata_model *model, const float *words,
                                size_t count, struct stretches stretches) {
  const size_t width = model->pair.width, sides = stretches.words;
  const size_t rows = sides > ROWS_AT_ONCE ? sides : (size_t)ROWS_AT_ONCE;
  return (struct scorer){
      .model = model,
      .words = words,
      .count = count,
      .left = relata_scratch_floats(arena, sides, width),
      .right = relata_scratch_floats(arena, sides, width),
      .stretches = stretches,
      .between = relata_scratch_floats(arena, stretches.count, width),
      .most = relata_scratch_floats(arena, rows, model->width),
      .mixed = relata_scratch_floats(arena, ROWS_AT_ONCE, width),
      .scores = relata_scratch_floats(arena, ROWS_AT_ONCE, relata_lanes(model->relation_count)),
      .rounded = relata_scratch_rounded(arena, rows, model->width),
      .rounded_mixed = relata_scratch_rounded(arena, ROWS_AT_ONCE, width),
  };
}

static void run_sides(struct scorer *scorer) {
  const struct relata_model *model = scorer->model;
  const struct stretches *stretches = &scorer->stretches;
  for (size_t w = 0; w < scorer->count; w++)
    if (stretches->place[w])
      memcpy(scorer->most + (stretches->place[w] - 1) * model->width, scorer->words + w * model->width,
             model->width * sizeof *scorer->most);
  model->kernels->round(&scorer->rounded, scorer->most, model->width, stretches->words, model->width);
  model->kernels->linear(&model->pair.left, &scorer->rounded, stretches->words, scorer->left, model->pair.width);
  model->kernels->linear(&model->pair.right, &scorer->rounded, stretches->words, scorer->right, model->pair.width);
}

/* The largest of each component over the words around and between two. */
static void take_most(const struct scorer *scorer, size_t low, size_t high, float *most) {
  const size_t width = scorer->model->width;
  const size_t first = low > BEYOND ? low - BEYOND : 0;
  const size_t last = high + BEYOND < scorer->count ? high + BEYOND : scorer->count - 1;
  memcpy(most, scorer->words + first * width, width * sizeof *most);
  for (size_t w = first + 1; w <= last; w++)
    for (size_t c = 0; c < width; c++) {
      const float value = scorer->words[w * width + c];
      most[c] = value > most[c] ? value : most[c];
    }
}

static void run_between(struct scorer *scorer) {
  const struct relata_model *model = scorer->model;
  const struct stretches *stretches = &scorer->stretches;
  for (size_t s = 0; s < stretches->count; s += ROWS_AT_ONCE) {
    const size_t some = stretches->count - s < ROWS_AT_ONCE ? stretches->count - s : (size_t)ROWS_AT_ONCE;
    for (size_t k = 0; k < some; k++)
      take_most(scorer, stretches->ends[s + k][0], stretches->ends[s + k][1], scorer->most + k * model->width);
    model->kernels->round(&scorer->rounded, scorer->most, model->width, some, model->width);
    model->kernels->linear(&model->pair.between, &scorer->rounded, some, scorer->between + s * model->pair.width,
                           model->pair.width);
  }
}

static size_t distance_class(size_t i, size_t j) {
  size_t gap = i > j ? i - j : j - i, power = 0;
  while (gap > 1 && power < 7) {
    gap /= 2;
    power++;
  }
  return power + (i > j ? 8 : 0);
}

static void mix_pair(const struct scorer *scorer, size_t i, size_t j, float *mixed) {
  const struct relata_pair_scorer *pair = &scorer->model->pair;
  const float *left = scorer->left + (scorer->stretches.place[i] - 1) * pair->width;
  const float *right = scorer->right + (scorer->stretches.place[j] - 1) * pair->width;
  const float *between = scorer->between + (*stretch_number(&scorer->stretches, i, j) - 1) * pair->width;
  const float *distance = pair->distance + distance_class(i, j) * pair->width;
  for (size_t c = 0; c < pair->width; c++)
    mixed[c] = left[c] + right[c] + between[c] + distance[c] + pair->pair[c] * left[c] * right[c];
}

/* Up to ROWS_AT_ONCE pairs of words, counted from the sentence's first. */
static void score_pairs(struct scorer *scorer, const uint32_t (*pairs)[2], size_t count, uint32_t first,
                        float *probabilities) {
  const struct relata_model *model = scorer->model;
  const struct relata_kernels *kernels = model->kernels;
  const size_t width = model->pair.width, lanes = relata_lanes(model->relation_count);
  for (size_t p = 0; p < count; p++)
    mix_pair(scorer, pairs[p][0] - first, pairs[p][1] - first, scorer->mixed + p * width);
  kernels->gelu(scorer->mixed, width, count, width);
  kernels->round(&scorer->rounded_mixed, scorer->mixed, width, count, width);
  kernels->linear(&model->pair.out, &scorer->rounded_mixed, count, scorer->scores, lanes);
  for (size_t p = 0; p < count; p++) {
    kernels->softmax(scorer->scores + p * lanes, model->relation_count);
    memcpy(probabilities + p * model->relation_count, scorer->scores + p * lanes,
           model->relation_count * sizeof *probabilities);
  }
}

enum relata_status relata_score_relations(const struct relata_document *document, const struct relata_model *model,
                                          uint32_t sentence, const uint32_t (*pairs)[2], size_t pair_count,
                                          float *probabilities, struct relata_error *error) {
  if (!model->pair.width)
    return relata_error_set(error, RELATA_UNSUPPORTED, NULL, 0, 0, "the model knows no relations");
  if (!document->vectors || document->vector_width != model->width || sentence >= document->sentence_count)
    return relata_error_set(error, RELATA_BAD_USAGE, NULL, 0, 0, "relations can be scored only after the analysis");
  const struct relata_sentence *span = &document->sentences[sentence];
  for (size_t p = 0; p < pair_count; p++)
    for (int side = 0; side < 2; side++)
      if (pairs[p][side] < span->first || pairs[p][side] >= span->end)
        return relata_error_set(error, RELATA_BAD_USAGE, NULL, 0, 0, "a pair's word is not in the sentence");
  if (!pair_count)
    return RELATA_OK;
  struct relata_arena *arena = relata_arena_new();
  const size_t words = span->end - span->first;
  struct scorer scorer = scorer_new(arena, model, document->vectors + span->first * model->width, words,
                                    stretches_of(arena, words, pairs, pair_count, span->first));
  run_sides(&scorer);
  run_between(&scorer);
  for (size_t p = 0; p < pair_count; p += ROWS_AT_ONCE) {
    const size_t some = pair_count - p < ROWS_AT_ONCE ? pair_count - p : (size_t)ROWS_AT_ONCE;
    score_pairs(&scorer, pairs + p, some, span->first, probabilities + p * model->relation_count);
  }
  relata_arena_free(arena);
  return RELATA_OK;
}
