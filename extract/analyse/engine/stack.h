/* stack.h — runs a head's linear layers over rows of words. */
#ifndef RELATA_STACK_H
#define RELATA_STACK_H

#include "extract/analyse/engine/model.h"

/* Rows of words' vectors, rounded once for all heads that read them, and room
 * for what the heads make of them. */
struct relata_rows {
  const struct relata_kernels *kernels;
  size_t capacity, count;
  struct relata_rounded rounded;
  struct relata_rounded rounded_inner;
  float *inner;  /* capacity × the widest layer inside a stack */
  float *output; /* capacity × the widest output */
  size_t stride; /* of the output of the stack that ran last */
};

struct relata_rows relata_rows_new(struct relata_arena *arena, const struct relata_model *model, size_t capacity);
/* Takes `count` rows of the model's width. */
void relata_rows_set(struct relata_rows *rows, const float *vectors, size_t count, size_t width);
/* Runs a stack; its output is rows->output, `rows->stride` apart, valid until the next run. */
void relata_rows_run(struct relata_rows *rows, const struct relata_stack *stack);
/* One linear layer with GELU into `out`, layer->out apart (a multiple of 16). */
void relata_rows_layer(struct relata_rows *rows, const struct relata_linear *layer, float *out);

#endif
