/* encoder.h — from pieces to vectors: the encoder's layers over batches.
 *
 * A batch is some windows (whole sentences, or parts of very long ones) whose
 * rows follow each other without padding: the linear layers see one matrix,
 * attention sees each window alone.  What a row gets does not depend on what
 * else is in its batch.
 */
#ifndef RELATA_ENCODER_H
#define RELATA_ENCODER_H

#include "extract/analyse/engine/model.h"

enum {
  RELATA_WINDOW_PIECES = 250, /* most pieces of a window, without [CLS] and [SEP] */
  RELATA_BATCH_ROWS = 256,    /* most rows of a batch */
  RELATA_INNER_ROWS = 64      /* rows that pass the inner layers together, so that they stay in cache */
};

struct relata_encoder; /* working memory for one batch at a time */

/* For batches of at most `rows` rows; its memory is the arena's. */
struct relata_encoder *relata_encoder_new(struct relata_arena *arena, const struct relata_model *model, size_t rows);

/* Begins an empty batch. */
void relata_encoder_clear(struct relata_encoder *encoder);
/* Appends a window of `count` pieces with their letter-case classes ([CLS] and
 * [SEP] are added); returns its first row, [CLS]'s. */
size_t relata_encoder_add(struct relata_encoder *encoder, const uint32_t *pieces, const uint8_t *cases, size_t count);
size_t relata_encoder_rows(const struct relata_encoder *encoder);
/* Runs all layers. */
void relata_encoder_run(struct relata_encoder *encoder);
/* A row's vector. */
const float *relata_encoder_get(const struct relata_encoder *encoder, size_t row);

#endif
