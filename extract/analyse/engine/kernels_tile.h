/* kernels_tile.h — linear layers where a processor multiplies four bytes by
 * four and adds the products in thirty-two bits, written once and compiled for
 * each kind of processor by the file that includes it (see kernels.h).
 *
 * The including file has kernels_float.h included and defines
 *   vec_sum, vec_weights, vec_inputs  registers of VEC sums, and of what makes them
 *   TILE_PANELS                how many panels of 16 outputs a tile takes at most: 1 or RELATA_BLOCK_PANELS
 *   TILE_COLUMNS(X)            X(n) for each number of panels, n the registers of their outputs
 *   no_sum()                   zeros
 *   four_inputs(q)             four inputs of a row, as often as there are sums
 *   load_weights(packed)       four weights of each output
 *   add_products(sum, w, x)    sum + Σ w·x
 *   finish_sum(sum, offset, row_scale, scale, bias, y)
 *                              y ← ((float)(sum − offset) · row_scale) · scale + bias
 */

enum { TILE_ROWS = 6 };

/* What a tile works on: some rows of x with some panels of one block. */
struct tile {
  const uint8_t *packed;
  size_t step, groups;
  const int8_t *q;
  size_t q_stride;
  const int32_t *offset;
  const float *row_scale, *scale, *bias;
  float *y;
  size_t y_stride;
};

/* Formatters take these macros for half statements. */
/* clang-format off */
#define TILE_DECLARE(r, c) vec_sum sum_##r##_##c = no_sum();
#define TILE_LOAD(r, c) const vec_weights weights_##c = load_weights(w + c * VECTOR_BYTES);
#define TILE_ADD(r, c) sum_##r##_##c = add_products(sum_##r##_##c, weights_##c, x);
#define TILE_FINISH(r, c)                                                                            \
  finish_sum(sum_##r##_##c, t->offset[r], t->row_scale[r], t->scale + c * VEC, t->bias + c * VEC, \
             t->y + r * t->y_stride + c * VEC);
#define TILE_ROW(r, c)                                            \
  {                                                               \
    const vec_inputs x = four_inputs(q + r * t->q_stride);        \
    COLUMNS_##c(TILE_ADD, r)                                      \
  }
#define TILE_DECLARE_ROW(r, c) COLUMNS_##c(TILE_DECLARE, r)
#define TILE_FINISH_ROW(r, c) COLUMNS_##c(TILE_FINISH, r)

#define TILE(R, C)                                                       \
  static void tile_##R##_##C(const struct tile *t) {                     \
    const uint8_t *w = t->packed;                                        \
    const int8_t *q = t->q;                                              \
    ROWS_##R(TILE_DECLARE_ROW, C)                                        \
    for (size_t g = 0; g < t->groups; g++, w += t->step, q += 4) {       \
      COLUMNS_##C(TILE_LOAD, 0)                                          \
      ROWS_##R(TILE_ROW, C)                                              \
    }                                                                    \
    ROWS_##R(TILE_FINISH_ROW, C)                                         \
  }
#define TILES(C) TILE(1, C) TILE(2, C) TILE(3, C) TILE(4, C) TILE(5, C) TILE(6, C)
#define TILES_OF(C) {tile_1_##C, tile_2_##C, tile_3_##C, tile_4_##C, tile_5_##C, tile_6_##C},

TILE_COLUMNS(TILES)

static void (*const tiles[TILE_PANELS][TILE_ROWS])(const struct tile *) = { TILE_COLUMNS(TILES_OF) };
/* clang-format on */

/* `count` panels from `first` on, which lie in one block. */
static void panel_rows(const struct relata_linear *layer, size_t first, size_t count, const struct relata_rounded *x,
                       size_t rows, float *y, size_t stride) {
  const size_t block = first / RELATA_BLOCK_PANELS * RELATA_BLOCK_PANELS, left = layer->panels - block;
  for (size_t r = 0, some; r < rows; r += some) {
    some = rows - r < TILE_ROWS ? rows - r : (size_t)TILE_ROWS;
    const struct tile t = {
        .packed = layer->packed + block * layer->groups * 64 + (first - block) * 64,
        .step = 64 * (left < RELATA_BLOCK_PANELS ? left : (size_t)RELATA_BLOCK_PANELS),
        .groups = layer->groups,
        .q = x->q + r * x->stride,
        .q_stride = x->stride,
        .offset = x->offset + r,
        .row_scale = x->scale + r,
        .scale = layer->scale + 16 * first,
        .bias = layer->bias + 16 * first,
        .y = y + r * stride + 16 * first,
        .y_stride = stride,
    };
    tiles[count - 1][some - 1](&t);
  }
}

static void kernel_linear(const struct relata_linear *layer, const struct relata_rounded *x, size_t rows, float *y,
                          size_t stride) {
  for (size_t first = 0, some; first < layer->panels; first += some) {
    some = layer->panels - first < TILE_PANELS ? layer->panels - first : (size_t)TILE_PANELS;
    panel_rows(layer, first, some, x, rows, y, stride);
  }
}
