/* kernels_tile.h — linear layers where a processor multiplies four bytes by
 * four and adds the products in thirty-two bits, written once and compiled for
 * each kind of processor by the file that includes it (see kernels.h).
 *
 * The including file has kernels_float.h included and defines
 *   vec_sum                    a register of sums, VEC of them
 *   PANEL_PARTS(M, r)          COLUMNS_n(M, r), n the registers of a panel's 16 outputs
 *   no_sum()                   zeros
 *   four_inputs(q)             four inputs of a row, as often as there are sums
 *   load_weights(packed)       four weights of each output
 *   add_products(sum, w, x)    sum + Σ w·x
 *   finish_sum(sum, offset, row_scale, scale, bias, y)
 *                              y ← ((float)(sum − offset) · row_scale) · scale + bias
 */

/* What a tile works on: some rows of x with one panel of 16 outputs. */
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
    PANEL_PARTS(TILE_ADD, r)                                      \
  }
#define TILE_DECLARE_ROW(r, c) PANEL_PARTS(TILE_DECLARE, r)
#define TILE_FINISH_ROW(r, c) PANEL_PARTS(TILE_FINISH, r)

#define TILE(R)                                                          \
  static void tile_##R(const struct tile *t) {                           \
    const uint8_t *w = t->packed;                                        \
    const int8_t *q = t->q;                                              \
    ROWS_##R(TILE_DECLARE_ROW, 0)                                        \
    const int8_t *const end = q + 4 * t->groups;                         \
    do {                                                                 \
      PANEL_PARTS(TILE_LOAD, 0)                                          \
      ROWS_##R(TILE_ROW, 0)                                              \
      w += t->step;                                                      \
      q += 4;                                                            \
    } while (q < end);                                                   \
    ROWS_##R(TILE_FINISH_ROW, 0)                                         \
  }
/* clang-format on */

TILE(1)
TILE(2)
TILE(3)
TILE(4)
TILE(5)
TILE(6)

static void panel_rows(const struct relata_linear *layer, size_t panel, const struct relata_rounded *x, size_t rows,
                       float *y, size_t stride) {
  static void (*const tiles[6])(const struct tile *) = {tile_1, tile_2, tile_3, tile_4, tile_5, tile_6};
  const size_t first = panel / RELATA_BLOCK_PANELS * RELATA_BLOCK_PANELS;
  const size_t left = layer->panels - first;
  for (size_t r = 0, some; r < rows; r += some) {
    some = rows - r < 6 ? rows - r : 6;
    const struct tile t = {
        .packed = layer->packed + first * layer->groups * 64 + (panel - first) * 64,
        .step = 64 * (left < RELATA_BLOCK_PANELS ? left : (size_t)RELATA_BLOCK_PANELS),
        .groups = layer->groups,
        .q = x->q + r * x->stride,
        .q_stride = x->stride,
        .offset = x->offset + r,
        .row_scale = x->scale + r,
        .scale = layer->scale + 16 * panel,
        .bias = layer->bias + 16 * panel,
        .y = y + r * stride + 16 * panel,
        .y_stride = stride,
    };
    tiles[some - 1](&t);
  }
}

static void kernel_linear(const struct relata_linear *layer, const struct relata_rounded *x, size_t rows, float *y,
                          size_t stride) {
  for (size_t panel = 0; panel < layer->panels; panel++)
    panel_rows(layer, panel, x, rows, y, stride);
}
