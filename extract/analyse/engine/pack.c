/* pack.c — rows of weights into blocks of panels (see struct relata_linear). */
#include "extract/analyse/engine/pack.h"

#include <math.h>
#include <string.h>

size_t relata_pack_size(size_t out, size_t in) {
  return (out + 15) / 16 * ((in + 3) / 4) * 64;
}

size_t relata_pack_stretches(size_t in) {
  return (in + 4 * RELATA_STRETCH - 1) / (4 * RELATA_STRETCH);
}

/* One output's weights into its column of the panel. */
static void pack_row(uint8_t *column, size_t step, const int8_t *row, size_t in) {
  size_t i = 0;
  for (; i + 4 <= in; i += 4, column += step) {
    uint32_t four;
    memcpy(&four, row + i, sizeof four);
    four = (four & 0x7f7f7f7fu) ^ 0x40404040u; /* adds 64 to each byte; they lie in −64…63 */
    memcpy(column, &four, sizeof four);
  }
  for (size_t k = 0; i + k < in; k++)
    column[k] = (uint8_t)(row[i + k] + 64);
}

/* Σ w² over both lanes' inputs of up to 16 weights: the larger. */
static uint32_t square_of(const int8_t *weight, size_t count) {
  uint32_t lanes[2] = {0};
  for (size_t i = 0; i < count; i++)
    lanes[i / 2 % 2] += (uint32_t)(weight[i] * weight[i]);
  return lanes[0] > lanes[1] ? lanes[0] : lanes[1];
}

static void widen_squares(uint32_t *squares, const int8_t *row, size_t in) {
  enum { INPUTS = 4 * RELATA_STRETCH };
  for (size_t i = 0; i < in; i += INPUTS) {
    const uint32_t square = in - i < INPUTS ? square_of(row + i, in - i) : square_of(row + i, INPUTS);
    if (square > squares[i / INPUTS])
      squares[i / INPUTS] = square;
  }
}

static bool weights_in_range(const int8_t *weight, size_t count) {
  unsigned beyond = 0;
  for (size_t i = 0; i < count; i++)
    beyond |= (unsigned)(uint8_t)(weight[i] + 64);
  return (beyond & 0x80u) == 0;
}

void relata_pack_begin(struct relata_linear *layer, uint8_t *packed, uint32_t *squares, size_t out, size_t in) {
  layer->packed = packed;
  layer->squares = squares;
  layer->in = in;
  layer->out = out;
  layer->groups = (in + 3) / 4;
  layer->panels = (out + 15) / 16;
  if (out % 16 || in % 4)
    memset(packed, 64, relata_pack_size(out, in));
}

bool relata_pack_weights(const struct relata_linear *layer, uint8_t *packed, uint32_t *squares, size_t first,
                         const int8_t *weight, size_t count) {
  const size_t in = layer->in;
  if (!weights_in_range(weight, count * in))
    return false;
  for (size_t o = first; o < first + count; o++, weight += in) {
    const size_t panel = o / 16, block = panel / RELATA_BLOCK_PANELS * RELATA_BLOCK_PANELS;
    const size_t left = layer->panels - block;
    const size_t panels = left < RELATA_BLOCK_PANELS ? left : (size_t)RELATA_BLOCK_PANELS;
    uint8_t *column = packed + block * layer->groups * 64 + (panel - block) * 64 + o % 16 * 4;
    pack_row(column, panels * 64, weight, in);
    widen_squares(squares, weight, in);
  }
  return true;
}

void relata_pack_round(int8_t *weight, float *scale, const float *matrix, size_t stride, size_t in, size_t out) {
  for (size_t o = 0; o < out; o++)
    scale[o] = 0.0f;
  for (size_t i = 0; i < in; i++)
    for (size_t o = 0; o < out; o++) {
      const float size = fabsf(matrix[i * stride + o]);
      scale[o] = size > scale[o] ? size : scale[o];
    }
  for (size_t o = 0; o < out; o++)
    scale[o] = scale[o] > 1e-30f ? scale[o] / 63.0f : 1.0f;
  for (size_t i = 0; i < in; i++)
    for (size_t o = 0; o < out; o++)
      weight[o * in + i] = (int8_t)lrintf(matrix[i * stride + o] / scale[o]);
}
