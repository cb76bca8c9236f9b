/* stages.c — counts the time of each stage; see stages.h.
 *
 * The wrapped functions have no room for a payload, so the counts are the one
 * static of this program; it runs in one thread. */
#include "stages.h"

#include <time.h>

#include "extract/analyse/engine/parse.h"
#include "extract/analyse/engine/pieces.h"
#include "extract/analyse/engine/tags.h"
#include "extract/analyse/engine/tree.h"
#include "extract/analyse/engine/windows.h"

static struct {
  const struct relata_model *model;
  const struct relata_kernels *kernels;
  struct relata_kernels wrapped;
  enum stage now;
  double since, operations;
  double cost; /* of asking the clock */
  double seconds[STAGE_COUNT];
} clocks = { .now = STAGE_NONE };

const char *stage_words(enum stage stage) {
  static const char *const words[] = {
#define X(name, text) text,
      STAGES(X)
#undef X
  };
  return words[stage];
}

double stage_clock(void) {
  struct timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static void stage_change(enum stage stage) {
  const double now = stage_clock(), took = now - clocks.since - clocks.cost;
  clocks.seconds[clocks.now] += took > 0 ? took : 0;
  clocks.since = now;
  clocks.now = stage;
}

enum stage stage_enter(enum stage stage) {
  const enum stage before = clocks.now;
  stage_change(stage);
  return before;
}

void stage_leave(enum stage before) {
  stage_change(before);
}

double stage_seconds(enum stage stage) {
  return clocks.seconds[stage];
}

double stage_operations(void) {
  return clocks.operations;
}

static double clock_cost(void) {
  enum { TIMES = 5000 };
  const double start = stage_clock();
  for (int i = 0; i < TIMES; i++)
    stage_clock();
  return (stage_clock() - start) / TIMES;
}

void stages_clear(void) {
  clocks.cost = clock_cost();
  clocks.operations = 0;
  for (size_t s = 0; s < STAGE_COUNT; s++)
    clocks.seconds[s] = 0;
  clocks.since = stage_clock();
}

/* ------------------------------------------------------------- kernels */

/* The stage of a step inside the encoder; elsewhere the current one stays. */
static enum stage in_encoder(enum stage stage) {
  return clocks.now == STAGE_ENCODE ? stage : clocks.now;
}

static void wrapped_round(struct relata_rounded *out, const float *x, size_t stride, size_t rows, size_t width) {
  const enum stage before = stage_enter(in_encoder(STAGE_ROUND));
  clocks.kernels->round(out, x, stride, rows, width);
  stage_leave(before);
}

static bool in_attention(const struct relata_linear *layer) {
  for (size_t i = 0; i < clocks.model->layer_count; i++) {
    const struct relata_layer *l = &clocks.model->layers[i];
    if (layer == &l->qkv || layer == &l->out)
      return true;
  }
  return false;
}

static void wrapped_linear(const struct relata_linear *layer, const struct relata_rounded *x, size_t rows, float *y,
                           size_t stride) {
  enum stage stage = clocks.now;
  if (stage == STAGE_ENCODE)
    stage = in_attention(layer) ? STAGE_ATTENTION_PRODUCTS : STAGE_FORWARD_PRODUCTS;
  else if (stage != STAGE_PAIRS && stage != STAGE_PARSE)
    stage = STAGE_HEADS;
  const enum stage before = stage_enter(stage);
  clocks.kernels->linear(layer, x, rows, y, stride);
  stage_leave(before);
  if (stage != STAGE_PAIRS)
    clocks.operations += 2.0 * (double)(rows * layer->in * layer->out);
}

static void wrapped_gelu(float *x, size_t stride, size_t rows, size_t width) {
  const enum stage before = stage_enter(in_encoder(STAGE_GELU));
  clocks.kernels->gelu(x, stride, rows, width);
  stage_leave(before);
}

static void wrapped_norm(float *x, const float *delta, size_t stride, size_t rows, size_t width, const float *gain,
                         const float *bias) {
  const enum stage before = stage_enter(in_encoder(STAGE_NORM));
  clocks.kernels->norm(x, delta, stride, rows, width, gain, bias);
  stage_leave(before);
}

static void wrapped_attend(float *out, const float *q, const float *v, size_t stride, const float *kt, size_t lanes,
                           float *weights, size_t rows) {
  const enum stage before = stage_enter(in_encoder(STAGE_ATTEND));
  clocks.kernels->attend(out, q, v, stride, kt, lanes, weights, rows);
  stage_leave(before);
}

void stages_wrap(struct relata_model *model) {
  clocks.model = model;
  clocks.kernels = model->kernels;
  clocks.wrapped = *model->kernels;
  clocks.wrapped.round = wrapped_round;
  clocks.wrapped.linear = wrapped_linear;
  clocks.wrapped.gelu = wrapped_gelu;
  clocks.wrapped.norm = wrapped_norm;
  clocks.wrapped.attend = wrapped_attend;
  model->kernels = &clocks.wrapped;
}

/* ------------------------------------------------------------- the analyser's parts */

/* The linker turns calls of NAME into __wrap_NAME, and __real_NAME into NAME. */
#define WRAP(part, result, name, parameters, arguments) \
  result __real_##name parameters;                       \
  result __wrap_##name parameters;                       \
  result __wrap_##name parameters {                      \
    const enum stage before = stage_enter(part);         \
    RUN_##result(__real_##name arguments);               \
  }
#define RUN_void(call) \
  call;                \
  stage_leave(before)
#define RUN_size_t(call)     \
  const size_t result = call; \
  stage_leave(before);       \
  return result

WRAP(STAGE_PIECES, size_t, relata_pieces_of,
     (const struct relata_vocabulary *vocabulary, struct relata_str word, uint32_t pieces[RELATA_MOST_PIECES]),
     (vocabulary, word, pieces))
WRAP(STAGE_ENCODE, void, relata_windows_encode,
     (struct relata_document *document, const struct relata_model *model, float *roots, struct relata_arena *scratch),
     (document, model, roots, scratch))
WRAP(STAGE_TAGS, void, relata_tags_set,
     (struct relata_document *document, const struct relata_model *model, struct relata_rows *rows, size_t first),
     (document, model, rows, first))
WRAP(STAGE_TAGS, void, relata_mention_types_set,
     (struct relata_document *document, const struct relata_model *model, struct relata_rows *rows, size_t first),
     (document, model, rows, first))
WRAP(STAGE_NAMES, void, relata_names_score, (const struct relata_model *model, struct relata_rows *rows), (model, rows))
WRAP(STAGE_NAMES, void, relata_names_set,
     (struct relata_document *document, const struct relata_model *model, const struct relata_rows *rows, size_t first,
      size_t begin, size_t end, struct relata_arena *arena),
     (document, model, rows, first, begin, end, arena))
WRAP(STAGE_PARSE, void, relata_parser_run,
     (struct relata_parser *parser, struct relata_document *document, struct relata_rows *rows, const float *roots,
      const struct relata_span *spans, size_t count),
     (parser, document, rows, roots, spans, count))
WRAP(STAGE_DECODE, void, relata_tree_decode,
     (uint32_t *heads, const float *scores, size_t stride, size_t count, struct relata_arena *arena),
     (heads, scores, stride, count, arena))

enum relata_status __real_relata_score_relations(const struct relata_document *document, const struct relata_model *model,
                                                 uint32_t sentence, const uint32_t (*pairs)[2], size_t pair_count,
                                                 float *probabilities, struct relata_error *error);
enum relata_status __wrap_relata_score_relations(const struct relata_document *document, const struct relata_model *model,
                                                 uint32_t sentence, const uint32_t (*pairs)[2], size_t pair_count,
                                                 float *probabilities, struct relata_error *error);
enum relata_status __wrap_relata_score_relations(const struct relata_document *document, const struct relata_model *model,
                                                 uint32_t sentence, const uint32_t (*pairs)[2], size_t pair_count,
                                                 float *probabilities, struct relata_error *error) {
  const enum stage before = stage_enter(STAGE_PAIRS);
  const enum relata_status status =
      __real_relata_score_relations(document, model, sentence, pairs, pair_count, probabilities, error);
  stage_leave(before);
  return status;
}
