/* model.c — opens a model: finds every tensor that ../../model/README.md
 * names, checks its shape, and packs the linear layers.
 */
#include "extract/analyse/engine/model.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "extract/analyse/engine/labels.h"
#include "extract/analyse/engine/pack.h"

/* ------------------------------------------------------- finding and checking */

struct binder {
  struct relata_model *model;
  const char *path;
  struct relata_error *error;
  enum relata_status status; /* the first fault; later calls do nothing */
};

static void __attribute__((format(printf, 2, 3))) bind_fault(struct binder *binder, const char *format, ...) {
  if (binder->status != RELATA_OK)
    return;
  char message[256];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  binder->status = relata_error_set(binder->error, RELATA_BAD_MODEL, binder->path, 0, 0, "%s", message);
}

/* A tensor of that name and type; `rank` dimensions, those of `dims` that are not 0 as given. */
static bool bind(struct binder *binder, const char *name, enum relata_tensor_type type, uint32_t rank,
                 const size_t *dims, struct relata_tensor *out) {
  if (binder->status != RELATA_OK)
    return false;
  if (!relata_weights_find(&binder->model->file, name, out)) {
    bind_fault(binder, "the model has no %s", name);
    return false;
  }
  bool fits = out->type == type && out->rank == rank;
  for (uint32_t d = 0; fits && d < rank; d++)
    fits = out->dims[d] && (!dims[d] || dims[d] == out->dims[d]);
  if (!fits)
    bind_fault(binder, "the model's %s has the wrong type or shape", name);
  return fits;
}

static const float *bind_floats(struct binder *binder, const char *name, uint32_t rank, size_t d0, size_t d1,
                                size_t d2) {
  struct relata_tensor tensor;
  const size_t dims[3] = {d0, d1, d2};
  return bind(binder, name, RELATA_TENSOR_F32, rank, dims, &tensor) ? tensor.data : NULL;
}

/* Room for the packed weights of a layer. */
static uint8_t *take_room(struct binder *binder, const char *name, size_t out, size_t in) {
  struct relata_model *model = binder->model;
  const size_t size = relata_pack_size(out, in);
  if (out > RELATA_MOST_OUTPUTS || in > RELATA_LARGEST_WIDTH) {
    bind_fault(binder, "the model's %s is too large", name);
    return NULL;
  }
  if (size > model->packed_size - model->packed_used) {
    bind_fault(binder, "the model's %s is used twice", name);
    return NULL;
  }
  uint8_t *room = model->packed + model->packed_used;
  model->packed_used += size;
  return room;
}

static uint32_t *take_squares(struct binder *binder, size_t in) {
  return relata_arena_alloc(binder->model->arena, relata_pack_stretches(in) * sizeof(uint32_t));
}

/* The weights, scales and biases of one tensor as a layer's outputs from `first` on. */
static void bind_outputs(struct binder *binder, const char *name, struct relata_linear *layer, size_t first,
                         size_t count, uint8_t *packed, uint32_t *squares, float *scale, float *bias) {
  char part[RELATA_TENSOR_NAME + 16];
  struct relata_tensor weight;
  snprintf(part, sizeof part, "%s.weight", name);
  if (!bind(binder, part, RELATA_TENSOR_I8, 2, (const size_t[]){count, layer->in}, &weight))
    return;
  if (!relata_pack_weights(layer, packed, squares, first, weight.data, count))
    bind_fault(binder, "the model's %s has more than seven bits", part);
  snprintf(part, sizeof part, "%s.scale", name);
  const float *scales = bind_floats(binder, part, 1, count, 0, 0);
  snprintf(part, sizeof part, "%s.bias", name);
  const float *biases = bind_floats(binder, part, 1, count, 0, 0);
  if (binder->status != RELATA_OK)
    return;
  memcpy(scale + first, scales, count * sizeof *scale);
  memcpy(bias + first, biases, count * sizeof *bias);
}

/* Layers of the same shape that read the same rows, as one: their outputs follow each other.
 * `out` of each, 0: as many as the first has.  Widths that are rows elsewhere must be multiples of 16. */
static void bind_joined(struct binder *binder, const char *const *names, size_t count, size_t out, size_t in,
                        struct relata_linear *layer) {
  char part[RELATA_TENSOR_NAME + 16];
  struct relata_tensor weight;
  snprintf(part, sizeof part, "%s.weight", names[0]);
  if (!bind(binder, part, RELATA_TENSOR_I8, 2, (const size_t[]){out, in}, &weight))
    return;
  out = weight.dims[0];
  uint8_t *packed = take_room(binder, part, count * out, weight.dims[1]);
  if (!packed)
    return;
  uint32_t *squares = take_squares(binder, weight.dims[1]);
  relata_pack_begin(layer, packed, squares, count * out, weight.dims[1]);
  float *scale = relata_arena_alloc(binder->model->arena, 16 * layer->panels * sizeof *scale);
  float *bias = relata_arena_alloc(binder->model->arena, 16 * layer->panels * sizeof *bias);
  for (size_t i = 0; i < count; i++)
    bind_outputs(binder, names[i], layer, i * out, out, packed, squares, scale, bias);
  layer->scale = scale;
  layer->bias = bias;
}

static void bind_linear(struct binder *binder, const char *name, size_t out, size_t in, struct relata_linear *layer) {
  bind_joined(binder, &name, 1, out, in, layer);
}

static void bind_norm(struct binder *binder, const char *name, struct relata_norm *norm) {
  char part[RELATA_TENSOR_NAME + 16];
  snprintf(part, sizeof part, "%s.gain", name);
  norm->gain = bind_floats(binder, part, 1, binder->model->width, 0, 0);
  snprintf(part, sizeof part, "%s.bias", name);
  norm->bias = bind_floats(binder, part, 1, binder->model->width, 0, 0);
}

static bool has_tensor(const struct binder *binder, const char *name) {
  struct relata_tensor tensor;
  return relata_weights_find(&binder->model->file, name, &tensor);
}

static void need_lanes(struct binder *binder, const char *what, size_t width) {
  if (binder->status == RELATA_OK && (width % RELATA_LANES || width > RELATA_LARGEST_WIDTH))
    bind_fault(binder, "the model's %s is not a multiple of %d", what, RELATA_LANES);
}

/* ------------------------------------------------------------- the parts */

static void bind_embedding(struct binder *binder) {
  struct relata_model *model = binder->model;
  struct relata_embedding *embed = &model->embed;
  struct relata_tensor words, positions, vocabulary;
  if (!bind(binder, "vocab", RELATA_TENSOR_STRINGS, 1, (const size_t[]){0}, &vocabulary) ||
      !bind(binder, "embed.word.weight", RELATA_TENSOR_I8, 2, (const size_t[]){vocabulary.dims[0], 0}, &words))
    return;
  model->width = words.dims[1];
  if (model->width % RELATA_HEAD_WIDTH)
    bind_fault(binder, "the model's width is not a multiple of %d", RELATA_HEAD_WIDTH);
  need_lanes(binder, "width", model->width);
  embed->word = words.data;
  embed->word_scale = bind_floats(binder, "embed.word.scale", 1, words.dims[0], 0, 0);
  if (!bind(binder, "embed.position", RELATA_TENSOR_F32, 2, (const size_t[]){0, model->width}, &positions))
    return;
  embed->position = positions.data;
  embed->positions = positions.dims[0];
  if (embed->positions < 2 * RELATA_MOST_PIECES + 2)
    bind_fault(binder, "the model has too few positions");
  embed->type = bind_floats(binder, "embed.type", 1, model->width, 0, 0);
  embed->letter_case = bind_floats(binder, "embed.case", 2, RELATA_CASE_CLASSES, model->width, 0);
  bind_norm(binder, "embed.norm", &embed->norm);
  if (binder->status == RELATA_OK)
    binder->status = relata_vocabulary_new(&model->vocabulary, &vocabulary, binder->error);
}

static void bind_attention(struct binder *binder, size_t number, struct relata_layer *layer) {
  const size_t width = binder->model->width;
  static const char *const sides[] = {"q", "k", "v"};
  char names[3][RELATA_TENSOR_NAME];
  for (size_t i = 0; i < 3; i++)
    snprintf(names[i], sizeof names[i], "layer.%zu.attn.%s", number, sides[i]);
  bind_joined(binder, (const char *const[]){names[0], names[1], names[2]}, 3, 0, width, &layer->qkv);
  layer->attention = layer->qkv.out / 3;
  if (binder->status == RELATA_OK && layer->attention % RELATA_HEAD_WIDTH)
    bind_fault(binder, "the model's attention width is not a multiple of %d", RELATA_HEAD_WIDTH);
  need_lanes(binder, "attention width", layer->attention);
  char name[RELATA_TENSOR_NAME];
  snprintf(name, sizeof name, "layer.%zu.attn.out", number);
  bind_linear(binder, name, width, layer->attention, &layer->out);
}

static void bind_layer(struct binder *binder, size_t number, struct relata_layer *layer) {
  const size_t width = binder->model->width;
  char name[RELATA_TENSOR_NAME];
  bind_attention(binder, number, layer);
  snprintf(name, sizeof name, "layer.%zu.attn.norm", number);
  bind_norm(binder, name, &layer->attn_norm);
  snprintf(name, sizeof name, "layer.%zu.ffn.in", number);
  bind_linear(binder, name, 0, width, &layer->in);
  need_lanes(binder, "inner width", layer->in.out);
  snprintf(name, sizeof name, "layer.%zu.ffn.out", number);
  bind_linear(binder, name, width, layer->in.out, &layer->down);
  snprintf(name, sizeof name, "layer.%zu.ffn.norm", number);
  bind_norm(binder, name, &layer->ffn_norm);
}

static void bind_layers(struct binder *binder) {
  struct relata_model *model = binder->model;
  char name[RELATA_TENSOR_NAME];
  while (binder->status == RELATA_OK) {
    snprintf(name, sizeof name, "layer.%zu.attn.q.weight", model->layer_count);
    if (model->layer_count && !has_tensor(binder, name))
      return;
    if (model->layer_count == RELATA_MOST_LAYERS) {
      bind_fault(binder, "the model has more than %d layers", RELATA_MOST_LAYERS);
      return;
    }
    bind_layer(binder, model->layer_count, &model->layers[model->layer_count]);
    model->layer_count++;
  }
}

static void bind_stack(struct binder *binder, const char *head, size_t labels, struct relata_stack *stack) {
  char name[RELATA_TENSOR_NAME];
  size_t in = binder->model->width;
  for (bool more = true; more && binder->status == RELATA_OK;) {
    snprintf(name, sizeof name, "head.%s.%zu.weight", head, stack->depth + 1);
    more = has_tensor(binder, name);
    if (stack->depth == RELATA_MOST_STACK) {
      bind_fault(binder, "the model's head.%s has more than %d layers", head, RELATA_MOST_STACK);
      return;
    }
    snprintf(name, sizeof name, "head.%s.%zu", head, stack->depth);
    bind_linear(binder, name, more ? 0 : labels, in, &stack->layers[stack->depth]);
    in = stack->layers[stack->depth].out;
    if (more)
      need_lanes(binder, "hidden width of a head", in);
    stack->depth++;
  }
}

static void bind_biaffine(struct binder *binder, const char *name, struct relata_biaffine *scorer) {
  char part[RELATA_TENSOR_NAME];
  snprintf(part, sizeof part, "%s.dep", name);
  bind_linear(binder, part, 0, binder->model->width, &scorer->dep);
  snprintf(part, sizeof part, "%s.head", name);
  bind_linear(binder, part, scorer->dep.out, binder->model->width, &scorer->head);
  need_lanes(binder, "scorer's width", scorer->dep.out);
}

static const float *last_columns(struct relata_model *model, const float *weight, size_t width, size_t count) {
  const size_t padded = (count + 15) / 16 * 16;
  float *last = relata_arena_alloc(model->arena, (width + 1) * padded * sizeof *last);
  for (size_t r = 0; r < count; r++)
    for (size_t i = 0; i <= width; i++)
      last[i * padded + r] = weight[(r * (width + 1) + i) * (width + 1) + width];
  return last;
}

static void bind_label_scorer(struct binder *binder) {
  struct relata_model *model = binder->model;
  bind_biaffine(binder, "label", &model->label);
  const size_t width = model->label.dep.out, count = model->deprel_count, square = (width + 1) * (width + 1);
  const float *weight = bind_floats(binder, "label.weight", 3, count, width + 1, width + 1);
  if (binder->status != RELATA_OK)
    return;
  model->label_last = last_columns(model, weight, width, count);
  struct relata_linear *layer = &model->label_layer;
  uint8_t *packed = take_room(binder, "label.weight", count * width, width);
  if (!packed)
    return;
  uint32_t *squares = take_squares(binder, width);
  relata_pack_begin(layer, packed, squares, count * width, width);
  float *scale = relata_arena_alloc(model->arena, count * width * sizeof *scale);
  float *bias = relata_arena_alloc(model->arena, count * width * sizeof *bias);
  int8_t *rounded = relata_arena_alloc(model->arena, width * width);
  for (size_t r = 0; r < count; r++) {
    relata_pack_round(rounded, scale + r * width, weight + r * square, width + 1, width, width);
    if (!relata_pack_weights(layer, packed, squares, r * width, rounded, width))
      bind_fault(binder, "the model's label.weight is not finite");
    memcpy(bias + r * width, weight + r * square + width * (width + 1), width * sizeof *bias);
  }
  layer->scale = scale;
  layer->bias = bias;
}

static void bind_pair_scorer(struct binder *binder) {
  struct relata_model *model = binder->model;
  struct relata_pair_scorer *pair = &model->pair;
  bind_linear(binder, "rel.left", 0, model->width, &pair->left);
  const size_t width = pair->left.out;
  need_lanes(binder, "relation scorer's width", width);
  bind_linear(binder, "rel.right", width, model->width, &pair->right);
  bind_linear(binder, "rel.between", width, model->width, &pair->between);
  bind_linear(binder, "rel.out", model->relation_count, width, &pair->out);
  pair->distance = bind_floats(binder, "rel.distance", 2, RELATA_DISTANCES, width, 0);
  pair->pair = bind_floats(binder, "rel.pair", 1, width, 0, 0);
  pair->width = width;
}

/* --------------------------------------------------------------- labels */

static size_t bind_labels(struct binder *binder, const char *name, struct relata_tensor *labels) {
  char part[RELATA_TENSOR_NAME];
  snprintf(part, sizeof part, "labels.%s", name);
  return bind(binder, part, RELATA_TENSOR_STRINGS, 1, (const size_t[]){0}, labels) ? labels->dims[0] : 0;
}

static void bind_tag_heads(struct binder *binder) {
  struct relata_model *model = binder->model;
  struct relata_tensor labels = {0};
  size_t count = bind_labels(binder, "upos", &labels);
  model->upos_labels = relata_arena_alloc(model->arena, count + 1);
  for (size_t i = 0; i < count; i++)
    model->upos_labels[i] = (uint8_t)relata_upos_of(relata_tensor_get_string(&labels, i));
  bind_stack(binder, "upos", count, &model->upos);

  count = bind_labels(binder, "feats", &labels);
  model->feats_labels = relata_arena_alloc(model->arena, (count + 1) * sizeof *model->feats_labels);
  for (size_t i = 0; i < count; i++)
    model->feats_labels[i] = relata_features_of(relata_tensor_get_string(&labels, i));
  bind_stack(binder, "feats", count, &model->feats);

  count = bind_labels(binder, "lemma", &labels);
  model->lemma_labels = relata_arena_alloc(model->arena, (count + 1) * sizeof *model->lemma_labels);
  for (size_t i = 0; i < count; i++)
    model->lemma_labels[i] = relata_tensor_get_string(&labels, i);
  bind_stack(binder, "lemma", count, &model->lemma);
  if (has_tensor(binder, "lexicon.lemma"))
    bind(binder, "lexicon.lemma", RELATA_TENSOR_STRINGS, 1, (const size_t[]){0}, &model->lexicon);
}

static void bind_name_heads(struct binder *binder) {
  struct relata_model *model = binder->model;
  struct relata_tensor labels = {0};
  size_t count = bind_labels(binder, "ner", &labels);
  model->ner_labels = relata_arena_alloc(model->arena, (count + 1) * sizeof *model->ner_labels);
  for (size_t i = 0; i < count; i++)
    model->ner_labels[i] = relata_name_label_of(relata_tensor_get_string(&labels, i));
  bind_stack(binder, "ner", count, &model->ner);

  count = bind_labels(binder, "mention", &labels);
  model->mention_labels = relata_arena_alloc(model->arena, count + 1);
  for (size_t i = 0; i < count; i++)
    model->mention_labels[i] = relata_mention_label_of(relata_tensor_get_string(&labels, i));
  bind_stack(binder, "mention", count, &model->mention);
}

static void bind_tree_heads(struct binder *binder) {
  struct relata_model *model = binder->model;
  struct relata_tensor labels = {0};
  model->root = bind_floats(binder, "root", 1, model->width, 0, 0);
  model->deprel_count = bind_labels(binder, "deprel", &labels);
  model->deprel_labels = relata_arena_alloc(model->arena, model->deprel_count + 1);
  for (size_t i = 0; i < model->deprel_count; i++)
    model->deprel_labels[i] = (uint8_t)relata_dep_of(relata_tensor_get_string(&labels, i));
  bind_biaffine(binder, "arc", &model->arc);
  model->arc_weight = bind_floats(binder, "arc.weight", 2, model->arc.dep.out + 1, model->arc.dep.out, 0);
  bind_label_scorer(binder);
}

/* A model may do without relations. */
static void bind_relations(struct binder *binder) {
  struct relata_model *model = binder->model;
  struct relata_tensor labels = {0};
  if (!has_tensor(binder, "labels.relation"))
    return;
  model->relation_count = bind_labels(binder, "relation", &labels);
  model->relation_names = relata_arena_alloc(model->arena, (model->relation_count + 1) * sizeof(char *));
  for (size_t i = 0; i < model->relation_count; i++)
    model->relation_names[i] = relata_arena_copy(model->arena, relata_tensor_get_string(&labels, i)).data;
  bind_pair_scorer(binder);
}

/* ---------------------------------------------------------------- opening */

/* Room for every two-dimensional tensor of bytes but the words' embeddings, and for label.weight. */
static enum relata_status make_room(struct relata_model *model, struct relata_error *error) {
  size_t size = 0;
  for (size_t i = 0; i < model->file.count; i++) {
    const struct relata_tensor tensor = relata_weights_get(&model->file, i);
    if (tensor.type == RELATA_TENSOR_I8 && tensor.rank == 2 && strcmp(tensor.name, "embed.word.weight") != 0)
      size += relata_pack_size(tensor.dims[0], tensor.dims[1]);
    else if (strcmp(tensor.name, "label.weight") == 0)
      size += tensor.size / sizeof(float);
  }
  const size_t huge = (size_t)2 << 20; /* whole huge pages: fewer faults, fewer TLB misses */
  model->packed_size = (size + huge) / huge * huge;
  model->packed = aligned_alloc(huge, model->packed_size);
  if (!model->packed)
    return relata_error_set(error, RELATA_NO_MEMORY, NULL, 0, 0, "no memory for the model");
  madvise(model->packed, model->packed_size, MADV_HUGEPAGE);
  return RELATA_OK;
}

enum relata_status relata_model_open(struct relata_model **out, const char *path, struct relata_error *error) {
  *out = NULL;
  struct relata_model *model = calloc(1, sizeof *model);
  if (!model)
    return relata_error_set(error, RELATA_NO_MEMORY, path, 0, 0, "no memory for the model");
  model->arena = relata_arena_new();
  model->kernels = relata_kernels_best();
  struct binder binder = {.model = model, .path = path, .error = error};
  binder.status = relata_weights_open(&model->file, path, error);
  if (binder.status == RELATA_OK)
    binder.status = make_room(model, error);
  void (*const parts[])(struct binder *) = {bind_embedding,  bind_layers,     bind_tag_heads,
                                            bind_name_heads, bind_tree_heads, bind_relations};
  for (size_t i = 0; binder.status == RELATA_OK && i < sizeof parts / sizeof *parts; i++)
    parts[i](&binder);
  if (binder.status != RELATA_OK) {
    relata_model_close(model);
    return binder.status;
  }
  *out = model;
  return RELATA_OK;
}

void relata_model_close(struct relata_model *model) {
  if (!model)
    return;
  relata_vocabulary_free(model->vocabulary);
  free(model->packed);
  relata_arena_free(model->arena);
  relata_weights_close(&model->file);
  free(model);
}

const char *relata_model_get_kernel(const struct relata_model *model) {
  return model->kernels->name;
}

enum relata_status relata_model_set_kernel(struct relata_model *model, const char *name) {
  const struct relata_kernels *kernels = relata_kernels_find(name);
  if (!kernels)
    return RELATA_BAD_USAGE;
  if (!kernels->usable())
    return RELATA_UNSUPPORTED;
  model->kernels = kernels;
  return RELATA_OK;
}

size_t relata_relation_count(const struct relata_model *model) {
  return model->relation_count;
}

const char *relata_relation_name(const struct relata_model *model, size_t index) {
  return model->relation_names[index];
}
