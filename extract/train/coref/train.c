/* train.c — trains the scorer of antecedents (extract/facts/antecedent.h).
 *
 *   antecedent_train WEIGHTS.tsv [options] ROWS.bin[:WEIGHT[:gold-only]]...
 *
 * ROWS.bin is what antecedent_features prints; its mentions count WEIGHT (1).
 * With `gold-only` behind it, mentions that the gold lacks are left out (a gold
 * that has some types of mentions only); else they are to begin a chain.
 *
 *   --epochs N   passes over the mentions (8)
 *   --seed N     order and first weights (1)
 *   --rate X     of learning (0.05)
 *   --decay X    pull of the weights towards 0 (1e-5)
 *   --join X     how much more a mention counts that joins a chain (1)
 *   --hold N     keeps every Nth document of the first file out, and prints how
 *                often the choice among its mentions is right
 *   --new X      is written as the weight of a new chain (0)
 *
 * What is learned is the probability of a mention's right choices, all of them
 * together (marginal likelihood, as in Durrett and Klein 2013), by AdaGrad,
 * a mention a step, the weights averaged over the last half of the steps.  The
 * same rows and options give the same weights.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "extract/facts/antecedent.h"

enum { CHOICES_MOST = COMPARED_MOST + 1, H = ANTECEDENT_HIDDEN };

struct rows {
  uint16_t *numbers;
  size_t count;
};

struct example {
  const uint16_t *choices; /* number of choices, then each: right, count, features */
  float weight;
};

struct examples {
  struct example *items;
  size_t count, room;
};

struct options {
  const char *out;
  size_t epochs, hold;
  uint64_t seed;
  double rate, decay, join, fresh;
};

/* The weights, and for each the sum of its squared slopes and of its values. */
struct net {
  float rows[ANTECEDENT_ROWS][H], bias[H], out[H];
};

struct trainer {
  struct net now, squares;
  double (*sums)[H]; /* ANTECEDENT_ROWS + 2 */
  size_t summed;
  float hidden[CHOICES_MOST][H];
  float score[CHOICES_MOST], pull[CHOICES_MOST];
  const uint16_t *features[CHOICES_MOST];
  uint16_t feature_count[CHOICES_MOST];
  bool right[CHOICES_MOST];
  size_t choice_count;
  float slope_rows[ANTECEDENT_ROWS][H], slope_out[H], slope_bias[H];
  uint16_t touched[ANTECEDENT_ROWS];
  bool is_touched[ANTECEDENT_ROWS];
  size_t touched_count;
};

/* ------------------------------------------------------------- chance */

static uint64_t random_next(uint64_t *state) { /* splitmix64 */
  uint64_t z = *state += 0x9e3779b97f4a7c15u;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
  z = (z ^ z >> 27) * 0x94d049bb133111ebu;
  return z ^ z >> 31;
}

static float random_small(uint64_t *state, float size) {
  return size * ((float)(random_next(state) >> 40) / 8388608.0f - 1.0f);
}

static void net_begin(struct net *net, uint64_t *random) {
  for (size_t r = 0; r < ANTECEDENT_ROWS; r++)
    for (size_t h = 0; h < H; h++)
      net->rows[r][h] = random_small(random, 0.05f);
  for (size_t h = 0; h < H; h++) {
    net->bias[h] = 0.1f;
    net->out[h] = random_small(random, 0.5f);
  }
}

static void examples_shuffle(struct examples *examples, uint64_t *random) {
  for (size_t i = examples->count; i > 1; i--) {
    const size_t k = (size_t)(random_next(random) % i);
    const struct example other = examples->items[k];
    examples->items[k] = examples->items[i - 1];
    examples->items[i - 1] = other;
  }
}

/* ------------------------------------------------------------- reading */

static struct rows rows_read(const char *path) {
  FILE *file = fopen(path, "rb");
  struct rows rows = { 0 };
  if (!file || fseek(file, 0, SEEK_END) != 0)
    return rows;
  const long size = ftell(file);
  rewind(file);
  rows.numbers = size > 0 ? malloc((size_t)size) : NULL;
  rows.count = rows.numbers ? fread(rows.numbers, 2, (size_t)size / 2, file) : 0;
  fclose(file);
  return rows;
}

static void example_add(struct examples *examples, const uint16_t *choices, float weight) {
  if (examples->count == examples->room) {
    examples->room = examples->room ? 2 * examples->room : 4096;
    examples->items = realloc(examples->items, examples->room * sizeof *examples->items);
    if (!examples->items)
      abort();
  }
  examples->items[examples->count++] = (struct example){ choices, weight };
}

static const uint16_t *choices_skip(const uint16_t *at) {
  const size_t count = *at++;
  for (size_t c = 0; c < count; c++)
    at += 2 + at[1];
  return at;
}

/* "PATH:WEIGHT:gold-only" */
static bool examples_read(struct examples *examples, struct examples *held, char *given, size_t hold) {
  char *path = strtok(given, ":"), *weight = strtok(NULL, ":"), *only = strtok(NULL, ":");
  const struct rows rows = rows_read(path);
  for (const uint16_t *at = rows.numbers; at && at < rows.numbers + rows.count; at = choices_skip(at + 2))
    if (hold && at[0] % hold == 0)
      example_add(held, at + 2, 1);
    else if (!only || at[1] != 2)
      example_add(examples, at + 2, weight ? (float)atof(weight) : 1);
  if (!rows.count)
    perror(path);
  return rows.count > 0;
}

/* ------------------------------------------------------------- the network */

static void example_load(struct trainer *t, const struct example *example) {
  const uint16_t *at = example->choices;
  t->choice_count = *at++;
  for (size_t c = 0; c < t->choice_count; c++) {
    t->right[c] = at[0] != 0;
    t->feature_count[c] = at[1];
    t->features[c] = at + 2;
    at += 2 + at[1];
  }
}

static void forward(struct trainer *t) {
  for (size_t c = 0; c < t->choice_count; c++) {
    float *hidden = t->hidden[c];
    memcpy(hidden, t->now.bias, sizeof t->now.bias);
    for (size_t f = 0; f < t->feature_count[c]; f++)
      for (size_t h = 0; h < H; h++)
        hidden[h] += t->now.rows[t->features[c][f]][h];
    t->score[c] = 0;
    for (size_t h = 0; h < H; h++)
      t->score[c] += hidden[h] > 0 ? hidden[h] * t->now.out[h] : 0;
  }
}

/* The slope of −log p(right) by each score; returns the loss. */
static double pulls(struct trainer *t, double weight) {
  double top = -1e30, all = 0, good = 0;
  for (size_t c = 0; c < t->choice_count; c++)
    top = t->score[c] > top ? t->score[c] : top;
  for (size_t c = 0; c < t->choice_count; c++) {
    const double e = exp(t->score[c] - top);
    all += e;
    good += t->right[c] ? e : 0;
  }
  good = good > 1e-30 ? good : 1e-30;
  for (size_t c = 0; c < t->choice_count; c++) {
    const double e = exp(t->score[c] - top);
    t->pull[c] = (float)(weight * (e / all - (t->right[c] ? e / good : 0)));
  }
  return log(all) - log(good);
}

static void touch(struct trainer *t, uint16_t row) {
  if (t->is_touched[row])
    return;
  t->is_touched[row] = true;
  t->touched[t->touched_count++] = row;
  memset(t->slope_rows[row], 0, sizeof t->slope_rows[row]);
}

static void backward(struct trainer *t) {
  memset(t->slope_out, 0, sizeof t->slope_out);
  memset(t->slope_bias, 0, sizeof t->slope_bias);
  t->touched_count = 0;
  for (size_t c = 0; c < t->choice_count; c++) {
    if (fabsf(t->pull[c]) < 1e-5f)
      continue;
    float slope[H];
    for (size_t h = 0; h < H; h++) {
      const bool on = t->hidden[c][h] > 0;
      slope[h] = on ? t->pull[c] * t->now.out[h] : 0;
      t->slope_out[h] += on ? t->pull[c] * t->hidden[c][h] : 0;
      t->slope_bias[h] += slope[h];
    }
    for (size_t f = 0; f < t->feature_count[c]; f++) {
      touch(t, t->features[c][f]);
      for (size_t h = 0; h < H; h++)
        t->slope_rows[t->features[c][f]][h] += slope[h];
    }
  }
}

static void weights_step(float *weights, float *squares, const float *slopes, float rate, float decay) {
  for (size_t h = 0; h < H; h++) {
    const float slope = slopes[h] + decay * weights[h];
    squares[h] += slope * slope;
    weights[h] -= rate * slope / (sqrtf(squares[h]) + 1e-3f);
  }
}

static void step(struct trainer *t, float rate, float decay) {
  for (size_t i = 0; i < t->touched_count; i++) {
    const uint16_t row = t->touched[i];
    weights_step(t->now.rows[row], t->squares.rows[row], t->slope_rows[row], rate, decay);
    t->is_touched[row] = false;
  }
  weights_step(t->now.bias, t->squares.bias, t->slope_bias, rate, 0);
  weights_step(t->now.out, t->squares.out, t->slope_out, rate, decay);
}

/* ------------------------------------------------------------- the mean of the weights */

static void average_add(struct trainer *t) {
  for (size_t r = 0; r < ANTECEDENT_ROWS; r++)
    for (size_t h = 0; h < H; h++)
      t->sums[r][h] += t->now.rows[r][h];
  for (size_t h = 0; h < H; h++) {
    t->sums[ANTECEDENT_ROWS][h] += t->now.bias[h];
    t->sums[ANTECEDENT_ROWS + 1][h] += t->now.out[h];
  }
  t->summed++;
}

static void average_take(struct trainer *t) {
  const double times = t->summed ? (double)t->summed : 1;
  for (size_t r = 0; t->summed && r < ANTECEDENT_ROWS; r++)
    for (size_t h = 0; h < H; h++)
      t->now.rows[r][h] = (float)(t->sums[r][h] / times);
  for (size_t h = 0; t->summed && h < H; h++) {
    t->now.bias[h] = (float)(t->sums[ANTECEDENT_ROWS][h] / times);
    t->now.out[h] = (float)(t->sums[ANTECEDENT_ROWS + 1][h] / times);
  }
}

/* ------------------------------------------------------------- learning */

static void measure(struct trainer *t, const struct examples *held, double fresh) {
  size_t right[2] = { 0, 0 }, all[2] = { 0, 0 };
  for (size_t i = 0; i < held->count; i++) {
    example_load(t, &held->items[i]);
    forward(t);
    t->score[0] += (float)fresh;
    size_t best = 0;
    for (size_t c = 1; c < t->choice_count; c++)
      if (t->score[c] > t->score[best])
        best = c;
    all[t->right[0]]++;
    right[t->right[0]] += t->right[best];
  }
  printf("  right: joins %.3f of %zu, new %.3f of %zu", (double)right[0] / (double)(all[0] ? all[0] : 1), all[0],
         (double)right[1] / (double)(all[1] ? all[1] : 1), all[1]);
}

static void learn(struct trainer *t, struct examples *examples, const struct examples *held,
                  const struct options *options, uint64_t *random) {
  const size_t steps = options->epochs * examples->count;
  size_t done = 0;
  for (size_t epoch = 0; epoch < options->epochs; epoch++) {
    double loss = 0;
    examples_shuffle(examples, random);
    for (size_t i = 0; i < examples->count; i++, done++) {
      example_load(t, &examples->items[i]);
      forward(t);
      const double weight = examples->items[i].weight * (t->right[0] ? 1 : options->join);
      loss += pulls(t, weight);
      backward(t);
      step(t, (float)(options->rate * (1 - 0.9 * (double)done / (double)steps)), (float)options->decay);
      if (done > steps / 2 && done % 256 == 0)
        average_add(t);
    }
    printf("epoch %zu  loss %.4f", epoch + 1, loss / (double)examples->count);
    if (held->count)
      measure(t, held, options->fresh);
    putchar('\n');
    fflush(stdout);
  }
  average_take(t);
}

static void vector_print(FILE *file, const char *name, const float *weights) {
  fprintf(file, "%s", name);
  for (size_t h = 0; h < H; h++)
    fprintf(file, "\t%.3f", (double)weights[h]);
  fputc('\n', file);
}

static bool row_weighs(const float *row) {
  for (size_t h = 0; h < H; h++)
    if (fabsf(row[h]) >= 0.0005f)
      return true;
  return false;
}

static bool net_write(const struct net *net, const struct options *options) {
  static const struct {
    const char *name;
    size_t rows;
  } names[] = {
#define X(name, rows) { #name, rows },
      ANTECEDENT_FEATURES(X)
#undef X
  };
  FILE *file = fopen(options->out, "w");
  if (!file)
    return false;
  fputs("# Weights of antecedent.h, made by extract/train/coref/train.c.\n", file);
  size_t row = 0;
  for (size_t n = 0; n < sizeof names / sizeof *names; n++)
    for (size_t k = 0; k < names[n].rows; k++, row++) {
      char name[64];
      snprintf(name, sizeof name, "%s.%zu", names[n].name, k);
      if (row_weighs(net->rows[row]))
        vector_print(file, name, net->rows[row]);
    }
  vector_print(file, "hidden_bias", net->bias);
  vector_print(file, "out", net->out);
  fprintf(file, "new\t%.2f\n", options->fresh);
  return fclose(file) == 0;
}

static char **options_read(struct options *options, char **argv) {
  for (; *argv && strncmp(*argv, "--", 2) == 0 && argv[1]; argv += 2) {
    const double value = atof(argv[1]);
    if (strcmp(*argv, "--epochs") == 0)
      options->epochs = (size_t)value;
    else if (strcmp(*argv, "--seed") == 0)
      options->seed = (uint64_t)value;
    else if (strcmp(*argv, "--rate") == 0)
      options->rate = value;
    else if (strcmp(*argv, "--decay") == 0)
      options->decay = value;
    else if (strcmp(*argv, "--join") == 0)
      options->join = value;
    else if (strcmp(*argv, "--hold") == 0)
      options->hold = (size_t)value;
    else if (strcmp(*argv, "--new") == 0)
      options->fresh = value;
    else
      return NULL;
  }
  return *argv ? argv : NULL;
}

int main(int argc, char **argv) {
  struct options options = { .epochs = 8, .seed = 1, .rate = 0.05, .decay = 1e-5, .join = 1 };
  char **files = argc > 2 ? options_read(&options, argv + 2) : NULL;
  if (!files) {
    fputs("usage: antecedent_train WEIGHTS.tsv [options] ROWS.bin[:WEIGHT[:gold-only]]...\n", stderr);
    return 2;
  }
  options.out = argv[1];
  struct examples examples = { 0 }, held = { 0 };
  for (char **file = files; *file; file++)
    if (!examples_read(&examples, &held, *file, file == files ? options.hold : 0))
      return 2;
  struct trainer *trainer = calloc(1, sizeof *trainer);
  if (!trainer || !(trainer->sums = calloc(ANTECEDENT_ROWS + 2, sizeof *trainer->sums)))
    abort();
  uint64_t random = options.seed;
  net_begin(&trainer->now, &random);
  learn(trainer, &examples, &held, &options, &random);
  if (!net_write(&trainer->now, &options)) {
    perror(options.out);
    return 2;
  }
  free(trainer->sums);
  free(trainer);
  return 0;
}
