/* encoder.c — embedding, attention and inner layers, post-norm as BERT's. */
#include "extract/analyse/engine/encoder.h"

#include <assert.h>

#include "extract/analyse/engine/scratch.h"

struct relata_encoder {
  const struct relata_model *model;
  size_t capacity, rows;
  size_t *window_rows; /* of each window */
  size_t windows;
  float *x;            /* rows × width: what goes from layer to layer */
  float *qkv;          /* rows × three times a layer's attention width; attention's result takes q's place */
  float *delta;        /* rows × width: what a layer adds */
  float *inner;        /* RELATA_INNER_ROWS × inner width */
  float *kt, *weights; /* one head's keys transposed; eight rows of scores */
  struct relata_rounded rounded, rounded_inner;
};

struct relata_encoder *relata_encoder_new(struct relata_arena *arena, const struct relata_model *model, size_t rows) {
  struct relata_encoder *encoder = relata_arena_alloc(arena, sizeof *encoder);
  const size_t inner_rows = rows < RELATA_INNER_ROWS ? rows : (size_t)RELATA_INNER_ROWS;
  size_t inner = 0, attention = 0;
  for (size_t i = 0; i < model->layer_count; i++) {
    inner = relata_wider(inner, model->layers[i].in.out);
    attention = relata_wider(attention, model->layers[i].attention);
  }
  encoder->model = model;
  encoder->capacity = rows;
  encoder->window_rows = relata_arena_alloc(arena, (rows / 2 + 1) * sizeof *encoder->window_rows);
  encoder->x = relata_scratch_floats(arena, rows, model->width);
  encoder->qkv = relata_scratch_floats(arena, rows, 3 * attention);
  encoder->delta = relata_scratch_floats(arena, rows, model->width);
  encoder->inner = relata_scratch_floats(arena, inner_rows, inner);
  encoder->kt = relata_scratch_floats(arena, RELATA_HEAD_WIDTH, relata_lanes(RELATA_WINDOW_PIECES + 2));
  encoder->weights = relata_scratch_floats(arena, 8, relata_lanes(RELATA_WINDOW_PIECES + 2));
  encoder->rounded = relata_scratch_rounded(arena, rows, relata_wider(attention, model->width));
  encoder->rounded_inner = relata_scratch_rounded(arena, inner_rows, inner);
  return encoder;
}

void relata_encoder_clear(struct relata_encoder *encoder) {
  encoder->rows = encoder->windows = 0;
}

size_t relata_encoder_rows(const struct relata_encoder *encoder) {
  return encoder->rows;
}

const float *relata_encoder_get(const struct relata_encoder *encoder, size_t row) {
  return encoder->x + row * encoder->model->width;
}

/* --------------------------------------------------------------- embedding */

static void embed_piece(const struct relata_model *model, uint32_t piece, uint8_t letter_case, size_t position,
                        float *x) {
  const struct relata_embedding *embed = &model->embed;
  const int8_t *word = embed->word + (size_t)piece * model->width;
  const float scale = embed->word_scale[piece];
  const float *place = embed->position + position * model->width;
  const float *letters = embed->letter_case + letter_case * model->width;
  for (size_t i = 0; i < model->width; i++)
    x[i] = ((float)word[i] * scale + letters[i]) + (embed->type[i] + place[i]);
}

size_t relata_encoder_add(struct relata_encoder *encoder, const uint32_t *pieces, const uint8_t *cases, size_t count) {
  const struct relata_model *model = encoder->model;
  const size_t first = encoder->rows;
  assert(first + count + 2 <= encoder->capacity);
  float *x = encoder->x + first * model->width;
  embed_piece(model, relata_vocabulary_get_cls(model->vocabulary), 0, 0, x);
  for (size_t i = 0; i < count; i++)
    embed_piece(model, pieces[i], cases[i], i + 1, x + (i + 1) * model->width);
  embed_piece(model, relata_vocabulary_get_sep(model->vocabulary), 0, count + 1, x + (count + 1) * model->width);
  model->kernels->norm(x, NULL, model->width, count + 2, model->width, model->embed.norm.gain, model->embed.norm.bias);
  encoder->window_rows[encoder->windows++] = count + 2;
  encoder->rows += count + 2;
  return first;
}

/* ------------------------------------------------------------------ layers */

/* The keys of one head of a window as columns; what is past the rows is zero. */
static void transpose_keys(float *kt, size_t lanes, const float *k, size_t stride, size_t rows) {
  for (size_t d = 0; d < RELATA_HEAD_WIDTH; d++) {
    for (size_t r = 0; r < rows; r++)
      kt[d * lanes + r] = k[r * stride + d];
    for (size_t r = rows; r < lanes; r++)
      kt[d * lanes + r] = 0.0f;
  }
}

static void attend_window(struct relata_encoder *encoder, size_t width, size_t first, size_t rows) {
  const size_t lanes = relata_lanes(rows), stride = 3 * width;
  for (size_t head = 0; head < width; head += RELATA_HEAD_WIDTH) {
    float *q = encoder->qkv + first * stride + head, *k = q + width, *v = k + width;
    transpose_keys(encoder->kt, lanes, k, stride, rows);
    encoder->model->kernels->attend(q, q, v, stride, encoder->kt, lanes, encoder->weights, rows);
  }
}

static void run_attention(struct relata_encoder *encoder, const struct relata_layer *layer) {
  const struct relata_kernels *kernels = encoder->model->kernels;
  const size_t width = encoder->model->width, attention = layer->attention, rows = encoder->rows;
  struct relata_rounded *rounded = &encoder->rounded;
  kernels->round(rounded, encoder->x, width, rows, width);
  kernels->linear(&layer->qkv, rounded, rows, encoder->qkv, 3 * attention);
  for (size_t w = 0, first = 0; w < encoder->windows; first += encoder->window_rows[w++])
    attend_window(encoder, attention, first, encoder->window_rows[w]);
  kernels->round(rounded, encoder->qkv, 3 * attention, rows, attention);
  kernels->linear(&layer->out, rounded, rows, encoder->delta, width);
  kernels->norm(encoder->x, encoder->delta, width, rows, width, layer->attn_norm.gain, layer->attn_norm.bias);
}

static void run_inner(struct relata_encoder *encoder, const struct relata_layer *layer, size_t first, size_t rows) {
  const struct relata_kernels *kernels = encoder->model->kernels;
  const size_t width = encoder->model->width, inner = layer->in.out;
  float *x = encoder->x + first * width, *delta = encoder->delta + first * width;
  kernels->round(&encoder->rounded, x, width, rows, width);
  kernels->linear(&layer->in, &encoder->rounded, rows, encoder->inner, inner);
  kernels->gelu(encoder->inner, inner, rows, inner);
  kernels->round(&encoder->rounded_inner, encoder->inner, inner, rows, inner);
  kernels->linear(&layer->down, &encoder->rounded_inner, rows, delta, width);
  kernels->norm(x, delta, width, rows, width, layer->ffn_norm.gain, layer->ffn_norm.bias);
}

void relata_encoder_run(struct relata_encoder *encoder) {
  for (size_t i = 0; i < encoder->model->layer_count; i++) {
    const struct relata_layer *layer = &encoder->model->layers[i];
    run_attention(encoder, layer);
    for (size_t first = 0; first < encoder->rows; first += RELATA_INNER_ROWS) {
      const size_t left = encoder->rows - first;
      run_inner(encoder, layer, first, left < RELATA_INNER_ROWS ? left : (size_t)RELATA_INNER_ROWS);
    }
  }
}
