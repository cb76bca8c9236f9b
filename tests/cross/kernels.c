/* kernels.c — what the engine's kernels make of fixed numbers, as hashes.
 *
 *   cross_kernels
 *
 * A line a function: its name and a hash of all bytes that it wrote.  Every
 * kernel that the processor can run must write the same bytes (exit status 1
 * if not), and so must every processor: neon.sh compares an ARM's lines with
 * those of the machine that builds.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "extract/analyse/engine/kernels.h"
#include "extract/analyse/engine/pack.h"

enum { ROWS = 11, WIDTH = 96, OUT = 80, LANES = 16, ROOM = 4096 };

struct memory {
  _Alignas(64) float x[ROWS * WIDTH], y[ROOM], kt[RELATA_HEAD_WIDTH * LANES], weights[8 * LANES], gain[OUT + WIDTH],
      bias[OUT + WIDTH];
  _Alignas(64) uint8_t packed[OUT * WIDTH];
  _Alignas(64) int8_t q[ROWS * WIDTH];
  int8_t weight[OUT * WIDTH];
  float scale[ROWS];
  int32_t offset[ROWS];
};

static uint32_t next_random(uint64_t *state) {
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(*state >> 33);
}

static void fill(float *x, size_t count, uint64_t seed) {
  for (size_t i = 0; i < count; i++)
    x[i] = (float)(next_random(&seed) % 20001) / 4000.0f - 2.5f;
}

static uint64_t hash(uint64_t before, const void *data, size_t size) {
  const unsigned char *bytes = data;
  for (size_t i = 0; i < size; i++)
    before = (before ^ bytes[i]) * 1099511628211u;
  return before;
}

static uint64_t hash_linear(const struct relata_kernels *kernels, struct memory *m) {
  struct relata_linear layer = {.scale = m->gain, .bias = m->bias};
  struct relata_rounded rounded = {m->q, m->scale, m->offset, WIDTH};
  uint64_t seed = 7, found = 0;
  for (size_t i = 0; i < sizeof m->weight; i++)
    m->weight[i] = (int8_t)((int)(next_random(&seed) % 127) - 63);
  uint32_t squares[WIDTH / 16] = {0};
  relata_pack_begin(&layer, m->packed, squares, OUT, WIDTH);
  if (!relata_pack_weights(&layer, m->packed, squares, 0, m->weight, OUT))
    abort();
  fill(m->x, ROWS * WIDTH, 8);
  kernels->round(&rounded, m->x, WIDTH, ROWS, WIDTH);
  found = hash(found, m->q, sizeof m->q);
  for (size_t rows = 1; rows <= ROWS; rows++) {
    kernels->linear(&layer, &rounded, rows, m->y, OUT);
    found = hash(found, m->y, rows * OUT * sizeof(float));
  }
  return found;
}

static uint64_t hash_gelu(const struct relata_kernels *kernels, struct memory *m) {
  fill(m->x, ROWS * WIDTH, 3);
  kernels->gelu(m->x, WIDTH, ROWS, WIDTH);
  return hash(0, m->x, sizeof m->x);
}

static uint64_t hash_norm(const struct relata_kernels *kernels, struct memory *m) {
  fill(m->x, ROWS * WIDTH, 4);
  fill(m->y, ROWS * WIDTH, 5);
  kernels->norm(m->x, m->y, WIDTH, ROWS, WIDTH, m->gain, m->bias);
  return hash(0, m->x, sizeof m->x);
}

static uint64_t hash_dots(const struct relata_kernels *kernels, struct memory *m) {
  fill(m->x, ROWS * WIDTH, 9);
  fill(m->y, ROWS, 10);
  kernels->dots(m->y, m->x, ROWS, WIDTH, m->gain);
  return hash(0, m->y, ROWS * sizeof(float));
}

static uint64_t hash_attend(const struct relata_kernels *kernels, struct memory *m) {
  fill(m->x, ROWS * WIDTH, 6);
  memset(m->kt, 0, sizeof m->kt);
  memset(m->y, 0, sizeof m->y);
  for (size_t d = 0; d < RELATA_HEAD_WIDTH; d++)
    for (size_t r = 0; r < ROWS; r++)
      m->kt[d * LANES + r] = m->x[r * WIDTH + 32 + d];
  kernels->attend(m->y, m->x, m->x + 64, WIDTH, m->kt, LANES, m->weights, ROWS);
  return hash(0, m->y, ROWS * WIDTH * sizeof(float));
}

static uint64_t hash_product(const struct relata_kernels *kernels, struct memory *m) {
  fill(m->x, ROWS * WIDTH, 9);
  kernels->product(m->x, WIDTH, 5, ROWS, m->x, WIDTH, WIDTH, m->y, WIDTH);
  return hash(0, m->y, 5 * WIDTH * sizeof(float));
}

static uint64_t hash_softmax(const struct relata_kernels *kernels, struct memory *m) {
  fill(m->x, ROWS * WIDTH, 10);
  for (size_t count = 1; count <= WIDTH; count++)
    kernels->softmax(m->x + count, count);
  return hash(0, m->x, sizeof m->x);
}

int main(void) {
  static const struct {
    const char *name;
    uint64_t (*hash)(const struct relata_kernels *, struct memory *);
  } steps[] = {{"linear", hash_linear},   {"gelu", hash_gelu},       {"norm", hash_norm}, {"attend", hash_attend},
               {"product", hash_product}, {"softmax", hash_softmax}, {"dots", hash_dots}};
  struct memory *memory = aligned_alloc(64, (sizeof *memory + 63) / 64 * 64);
  if (!memory)
    return 2;
  int wrong = 0;
  for (size_t s = 0; s < sizeof steps / sizeof *steps; s++) {
    uint64_t wanted = 0;
    for (size_t k = relata_kernels_count(); k-- > 0;) {
      const struct relata_kernels *kernels = relata_kernels_get(k);
      if (!kernels->usable())
        continue;
      fill(memory->gain, OUT + WIDTH, 1);
      fill(memory->bias, OUT + WIDTH, 2);
      const uint64_t found = steps[s].hash(kernels, memory);
      if (kernels == &relata_kernels_portable)
        wanted = found;
      wrong |= found != wanted;
      if (found != wanted || kernels == &relata_kernels_portable)
        printf("%s %016llx\n", steps[s].name, (unsigned long long)found);
      fprintf(stderr, "%s by %s\n", steps[s].name, kernels->name);
    }
  }
  free(memory);
  return wrong;
}
