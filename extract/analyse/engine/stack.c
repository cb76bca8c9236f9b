/* stack.c — linear layers with GELU between them. */
#include "extract/analyse/engine/stack.h"

#include "extract/analyse/engine/scratch.h"

static void widen(const struct relata_stack *stack, size_t *inner, size_t *output) {
  for (size_t i = 0; i < stack->depth; i++) {
    const size_t width = relata_lanes(stack->layers[i].out);
    size_t *widest = i + 1 < stack->depth ? inner : output;
    if (width > *widest)
      *widest = width;
  }
}

struct relata_rows relata_rows_new(struct relata_arena *arena, const struct relata_model *model, size_t capacity) {
  size_t inner = RELATA_LANES, output = RELATA_LANES;
  const struct relata_stack *const stacks[] = {&model->upos, &model->feats, &model->lemma, &model->ner,
                                               &model->mention};
  for (size_t i = 0; i < sizeof stacks / sizeof *stacks; i++)
    widen(stacks[i], &inner, &output);
  return (struct relata_rows){
      .kernels = model->kernels,
      .capacity = capacity,
      .rounded = relata_scratch_rounded(arena, capacity, model->width),
      .rounded_inner = relata_scratch_rounded(arena, capacity, inner),
      .inner = relata_scratch_floats(arena, capacity, inner),
      .output = relata_scratch_floats(arena, capacity, output),
  };
}

void relata_rows_set(struct relata_rows *rows, const float *vectors, size_t count, size_t width) {
  rows->count = count;
  rows->kernels->round(&rows->rounded, vectors, width, count, width);
}

void relata_rows_run(struct relata_rows *rows, const struct relata_stack *stack) {
  const struct relata_rounded *in = &rows->rounded;
  for (size_t i = 0; i + 1 < stack->depth; i++) {
    const size_t width = stack->layers[i].out;
    rows->kernels->linear(&stack->layers[i], in, rows->count, rows->inner, width);
    rows->kernels->gelu(rows->inner, width, rows->count, width);
    rows->kernels->round(&rows->rounded_inner, rows->inner, width, rows->count, width);
    in = &rows->rounded_inner;
  }
  const struct relata_linear *last = &stack->layers[stack->depth - 1];
  rows->stride = relata_lanes(last->out);
  rows->kernels->linear(last, in, rows->count, rows->output, rows->stride);
}

void relata_rows_layer(struct relata_rows *rows, const struct relata_linear *layer, float *out) {
  rows->kernels->linear(layer, &rows->rounded, rows->count, out, layer->out);
  rows->kernels->gelu(out, layer->out, rows->count, layer->out);
}
