/* parse.c — scores of all arcs, the best tree, and each arc's best relation. */
#include "extract/analyse/engine/parse.h"

#include <string.h>

#include "extract/analyse/engine/scratch.h"
#include "extract/analyse/engine/tree.h"

enum { LABEL_ROWS = 12 }; /* words whose relations are scored together, so that the weights stay in cache */

struct relata_parser {
  const struct relata_model *model;
  struct relata_rows root_rows;
  float *root_vectors;                  /* spans × width */
  float *arc_dep, *arc_head, *arc_root; /* words × arc width; the roots' */
  float *label_dep, *label_head, *label_root;
  float *turned;           /* [d;1]ᵀ · weight: words × arc width, then LABEL_ROWS × relations × label width */
  float *heads_t, *scores; /* one span's heads transposed; its scores */
  struct relata_rounded rounded; /* LABEL_ROWS of label_dep */
  float *relations;              /* words × relations padded to 16 */
  const float **chosen;          /* of each word: its head's label vector */
};

struct relata_parser *relata_parser_new(struct relata_arena *arena, const struct relata_model *model, size_t words,
                                        size_t spans) {
  struct relata_parser *parser = relata_arena_alloc(arena, sizeof *parser);
  const size_t arc = model->arc.dep.out, label = model->label.dep.out;
  const size_t longest = words < RELATA_TREE_WORDS ? words : (size_t)RELATA_TREE_WORDS;
  parser->model = model;
  parser->root_rows = relata_rows_new(arena, model, spans);
  parser->root_vectors = relata_scratch_floats(arena, spans, model->width);
  parser->arc_dep = relata_scratch_floats(arena, words, arc);
  parser->arc_head = relata_scratch_floats(arena, words, arc);
  parser->arc_root = relata_scratch_floats(arena, spans, arc);
  parser->label_dep = relata_scratch_floats(arena, words, label);
  parser->label_head = relata_scratch_floats(arena, words, label);
  parser->label_root = relata_scratch_floats(arena, spans, label);
  const size_t labels = (size_t)LABEL_ROWS * model->deprel_count * label;
  parser->turned = relata_scratch_floats(arena, relata_wider(words * arc, labels), 1);
  parser->heads_t = relata_scratch_floats(arena, arc, relata_lanes(longest + 1));
  parser->scores = relata_scratch_floats(arena, longest, relata_lanes(longest + 1));
  parser->rounded = relata_scratch_rounded(arena, LABEL_ROWS, label);
  parser->relations = relata_scratch_floats(arena, words, relata_lanes(model->deprel_count));
  parser->chosen = relata_arena_alloc(arena, words * sizeof *parser->chosen);
  return parser;
}

static void add_row(float *x, const float *row, size_t rows, size_t width) {
  for (size_t r = 0; r < rows; r++)
    for (size_t i = 0; i < width; i++)
      x[r * width + i] += row[i];
}

/* --------------------------------------------------------------------- arcs */

/* What all words and roots are as dependents and as heads. */
static void run_layers(struct relata_parser *parser, struct relata_rows *rows, const float *roots,
                       const struct relata_span *spans, size_t span_count) {
  const struct relata_model *model = parser->model;
  const size_t arc = model->arc.dep.out;
  for (size_t s = 0; s < span_count; s++)
    memcpy(parser->root_vectors + s * model->width, roots + spans[s].sentence * model->width,
           model->width * sizeof *roots);
  relata_rows_set(&parser->root_rows, parser->root_vectors, span_count, model->width);
  relata_rows_layer(rows, &model->arc.dep, parser->arc_dep);
  relata_rows_layer(rows, &model->arc.head, parser->arc_head);
  relata_rows_layer(&parser->root_rows, &model->arc.head, parser->arc_root);
  relata_rows_layer(rows, &model->label.dep, parser->label_dep);
  relata_rows_layer(rows, &model->label.head, parser->label_head);
  relata_rows_layer(&parser->root_rows, &model->label.head, parser->label_root);
  model->kernels->product(parser->arc_dep, arc, rows->count, arc, model->arc_weight, arc, arc, parser->turned, arc);
  add_row(parser->turned, model->arc_weight + arc * arc, rows->count, arc);
}

/* Scores of one span's words (rows) with the root and each word as head (columns). */
static size_t score_arcs(struct relata_parser *parser, size_t at, size_t count, size_t span) {
  const size_t arc = parser->model->arc.dep.out, lanes = relata_lanes(count + 1);
  const float *root = parser->arc_root + span * arc, *heads = parser->arc_head + at * arc;
  for (size_t i = 0; i < arc; i++) {
    float *row = parser->heads_t + i * lanes;
    row[0] = root[i];
    for (size_t h = 0; h < count; h++)
      row[h + 1] = heads[h * arc + i];
    for (size_t h = count + 1; h < lanes; h++)
      row[h] = 0.0f;
  }
  parser->model->kernels->product(parser->turned + at * arc, arc, count, arc, parser->heads_t, lanes, lanes,
                                  parser->scores, lanes);
  return lanes;
}

/* The part of a cut sentence before `span`, if there is one, has the root that this span's root hangs on. */
static uint32_t root_head(const struct relata_document *document, const struct relata_span *span) {
  uint32_t at = span->first;
  if (at == document->sentences[span->sentence].first)
    return RELATA_NONE;
  at = document->sentences[span->sentence].first;
  while (document->tokens[at].head != RELATA_NONE)
    at = document->tokens[at].head;
  return at;
}

static void set_heads(struct relata_parser *parser, struct relata_document *document, const struct relata_span *span,
                      size_t number, size_t at, struct relata_arena *arena) {
  const size_t count = span->end - span->first, label = parser->model->label.dep.out;
  struct relata_token *tokens = document->tokens + span->first;
  const size_t lanes = score_arcs(parser, at, count, number);
  uint32_t *heads = relata_arena_alloc(arena, count * sizeof *heads);
  relata_tree_decode(heads, parser->scores, lanes, count, arena);
  const uint32_t outer = root_head(document, span);
  for (size_t w = 0; w < count; w++) {
    float *scores = parser->scores + w * lanes;
    scores[w + 1] = -1e30f;
    parser->model->kernels->softmax(scores, count + 1);
    tokens[w].arc_score = scores[heads[w]];
    tokens[w].head = heads[w] ? span->first + heads[w] - 1 : outer;
    parser->chosen[at + w] =
        heads[w] ? parser->label_head + (at + heads[w] - 1) * label : parser->label_root + number * label;
  }
}

/* ---------------------------------------------------------------- relations */

/* Scores of every relation for each word's arc: [d;1]ᵀ · weight[r] · [h;1],
 * the last column of all weights first. */
static void score_relations(struct relata_parser *parser, size_t words) {
  const struct relata_model *model = parser->model;
  const size_t width = model->label.dep.out, count = model->deprel_count, lanes = relata_lanes(count);
  model->kernels->product(parser->label_dep, width, words, width, model->label_last, lanes, lanes, parser->relations,
                          lanes);
  add_row(parser->relations, model->label_last + width * lanes, words, lanes);
  for (size_t first = 0; first < words; first += LABEL_ROWS) {
    const size_t some = words - first < LABEL_ROWS ? words - first : (size_t)LABEL_ROWS;
    model->kernels->round(&parser->rounded, parser->label_dep + first * width, width, some, width);
    model->kernels->linear(&model->label_layer, &parser->rounded, some, parser->turned, count * width);
    for (size_t w = 0; w < some; w++)
      model->kernels->dots(parser->relations + (first + w) * lanes, parser->turned + w * count * width, count, width,
                           parser->chosen[first + w]);
  }
}

/* The best relation but root, which is the root's alone. */
static uint8_t best_relation(const struct relata_model *model, const float *scores) {
  size_t best = model->deprel_count;
  for (size_t r = 0; r < model->deprel_count; r++)
    if (model->deprel_labels[r] != RELATA_DEP_ROOT && (best == model->deprel_count || scores[r] > scores[best]))
      best = r;
  return best < model->deprel_count ? model->deprel_labels[best] : (uint8_t)RELATA_DEP_DEP;
}

/* Word `at` of the chunk; the root of a later part of a cut sentence hangs on the first part's. */
static void set_relation(const struct relata_parser *parser, struct relata_token *token, size_t at, const float *root) {
  if (parser->chosen[at] != root)
    token->dep = best_relation(parser->model, parser->relations + at * relata_lanes(parser->model->deprel_count));
  else
    token->dep = token->head == RELATA_NONE ? RELATA_DEP_ROOT : RELATA_DEP_PARATAXIS;
}

static void keep_given(struct relata_document *document, const struct relata_span *span) {
  for (uint32_t t = span->first; t < span->end; t++)
    document->tokens[t].arc_score = 1.0f;
}

void relata_parser_run(struct relata_parser *parser, struct relata_document *document, struct relata_rows *rows,
                       const float *roots, const struct relata_span *spans, size_t span_count) {
  struct relata_arena *arena = relata_arena_new();
  const size_t first = spans[0].first;
  run_layers(parser, rows, roots, spans, span_count);
  for (size_t s = 0; s < span_count; s++) {
    const size_t at = spans[s].first - first;
    for (size_t w = at; w < spans[s].end - first; w++)
      parser->chosen[w] = parser->label_root + s * parser->model->label.dep.out;
    if (document->sentences[spans[s].sentence].given_tree)
      keep_given(document, &spans[s]);
    else
      set_heads(parser, document, &spans[s], s, at, arena);
  }
  score_relations(parser, rows->count);
  for (size_t s = 0; s < span_count; s++)
    for (uint32_t t = spans[s].first; t < spans[s].end; t++)
      if (!document->sentences[spans[s].sentence].given_tree)
        set_relation(parser, &document->tokens[t], t - first, parser->label_root + s * parser->model->label.dep.out);
  relata_arena_free(arena);
}
