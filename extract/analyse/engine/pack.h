/* pack.h — linear layers of the model file packed as the kernels want them. */
#ifndef RELATA_PACK_H
#define RELATA_PACK_H

#include "extract/analyse/engine/kernels.h"

/* Bytes of the packed weights of a layer. */
size_t relata_pack_size(size_t out, size_t in);

/* Entries of its squares. */
size_t relata_pack_stretches(size_t in);

/* A layer whose weights and squares are to lie in `packed` and `squares` (of
 * zeros): sets its in, out, groups and panels, and what is past the edges
 * weighs nothing. */
void relata_pack_begin(struct relata_linear *layer, uint8_t *packed, uint32_t *squares, size_t out, size_t in);

/* Packs `weight` [count, in] (−63…63) into `packed` as the outputs from `first`
 * on; false if one is outside −64…63. */
bool relata_pack_weights(const struct relata_linear *layer, uint8_t *packed, uint32_t *squares, size_t first,
                         const int8_t *weight, size_t count);

/* Rounds a matrix of floats [in][out] (rows `stride` apart) to seven bits, a
 * scale an output: `weight` gets [out, in], `scale` an entry an output. */
void relata_pack_round(int8_t *weight, float *scale, const float *matrix, size_t stride, size_t in, size_t out);

#endif
