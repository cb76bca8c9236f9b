/* spread.c — a grid on which each box takes the nearest free place.
 *
 * Graphviz's own ways to part overlapping nodes (prism, vpsc) take ten seconds
 * for five thousand; this takes a tenth of one.
 */
#include "graph/draw/spread.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

static const double cell = 9;  /* points */
static const double room = 2.2; /* times what the boxes cover */
static const double broad = 1.2; /* a page is broader than high: √2 */

struct grid {
  bool *taken;
  long columns, rows;
};

struct step {
  long column, row;
};

static void *zeroed(size_t count, size_t size) {
  void *memory = calloc(count + 1, size);
  if (!memory)
    abort();
  return memory;
}

/* ------------------------------------------------------------------ level */

static void bounds(const struct box *boxes, size_t count, double low[2], double high[2]) {
  low[0] = low[1] = INFINITY;
  high[0] = high[1] = -INFINITY;
  for (size_t i = 0; i < count; i++) {
    low[0] = fmin(low[0], boxes[i].x);
    low[1] = fmin(low[1], boxes[i].y);
    high[0] = fmax(high[0], boxes[i].x);
    high[1] = fmax(high[1], boxes[i].y);
  }
}

struct ray {
  size_t box;
  double x, y, length; /* from the middle of all */
};

static int compare_rays(const void *a, const void *b) {
  const struct ray *x = a, *y = b;
  if (x->length != y->length)
    return x->length < y->length ? -1 : 1;
  return x->box < y->box ? -1 : x->box > y->box;
}

static struct ray *rays_of(const struct box *boxes, size_t count) {
  struct ray *rays = zeroed(count, sizeof *rays);
  double x = 0, y = 0;
  for (size_t i = 0; i < count; i++) {
    x += boxes[i].x / (double)count;
    y += boxes[i].y / (double)count;
  }
  for (size_t i = 0; i < count; i++)
    rays[i] = (struct ray){ i, boxes[i].x - x, boxes[i].y - y, hypot(boxes[i].x - x, boxes[i].y - y) };
  qsort(rays, count, sizeof *rays, compare_rays);
  return rays;
}

/* Springs crowd the middle and leave the rest empty: each box stays on its ray
 * from the middle, and goes as far out as there is area for all nearer ones. */
static void level(struct box *boxes, size_t count, double gap) {
  struct ray *rays = rays_of(boxes, count);
  double covered = 0;
  for (size_t i = 0; i < count; i++) {
    struct box *box = &boxes[rays[i].box];
    const double area = (box->width + gap) * (box->height + gap), length = fmax(1e-9, rays[i].length);
    const double radius = sqrt(room * (covered + area / 2) / 3.14159265358979);
    covered += area;
    box->x = broad * radius * rays[i].x / length;
    box->y = radius / broad * rays[i].y / length;
  }
  free(rays);
}

/* ------------------------------------------------------------------ the nearest free place */

static int compare_steps(const void *a, const void *b) {
  const struct step *x = a, *y = b;
  const long p = x->column * x->column + x->row * x->row, q = y->column * y->column + y->row * y->row;
  if (p != q)
    return p < q ? -1 : 1;
  if (x->row != y->row)
    return x->row < y->row ? -1 : 1;
  return x->column < y->column ? -1 : x->column > y->column;
}

/* All steps of a square about the middle, the shortest first. */
static struct step *steps_about(long reach, size_t *count) {
  struct step *steps = zeroed((size_t)((2 * reach + 1) * (2 * reach + 1)), sizeof *steps);
  *count = 0;
  for (long row = -reach; row <= reach; row++)
    for (long column = -reach; column <= reach; column++)
      steps[(*count)++] = (struct step){ column, row };
  qsort(steps, *count, sizeof *steps, compare_steps);
  return steps;
}

static bool is_free(const struct grid *grid, long column, long row, long columns, long rows) {
  if (column < 0 || row < 0 || column + columns > grid->columns || row + rows > grid->rows)
    return false;
  for (long r = row; r < row + rows; r++)
    for (long c = column; c < column + columns; c++)
      if (grid->taken[r * grid->columns + c])
        return false;
  return true;
}

static void take(struct grid *grid, long column, long row, long columns, long rows) {
  for (long r = row; r < row + rows; r++)
    for (long c = column; c < column + columns; c++)
      grid->taken[r * grid->columns + c] = true;
}

/* Beyond the steps: the nearest of the whole grid, which has room for all. */
static void find_anywhere(const struct grid *grid, long columns, long rows, long *column, long *row) {
  const long wanted_column = *column, wanted_row = *row;
  double nearest = INFINITY;
  for (long r = 0; r + rows <= grid->rows; r++)
    for (long c = 0; c + columns <= grid->columns; c++) {
      const double far = hypot((double)(c - wanted_column), (double)(r - wanted_row));
      if (far < nearest && is_free(grid, c, r, columns, rows)) {
        nearest = far;
        *column = c;
        *row = r;
      }
    }
}

static void place(struct grid *grid, struct box *box, double gap, const double low[2], const struct step *steps,
                  size_t count) {
  const long columns = lround(ceil((box->width + gap) / cell)), rows = lround(ceil((box->height + gap) / cell));
  const long first_column = lround((box->x - low[0]) / cell) - columns / 2,
             first_row = lround((box->y - low[1]) / cell) - rows / 2;
  long column = first_column, row = first_row;
  size_t i = 0;
  while (i < count && !is_free(grid, first_column + steps[i].column, first_row + steps[i].row, columns, rows))
    i++;
  if (i < count) {
    column = first_column + steps[i].column;
    row = first_row + steps[i].row;
  } else {
    find_anywhere(grid, columns, rows, &column, &row);
  }
  take(grid, column, row, columns, rows);
  box->x = low[0] + ((double)column + (double)columns / 2) * cell;
  box->y = low[1] + ((double)row + (double)rows / 2) * cell;
}

/* A margin all round of what all boxes in one row of the widest would need is room enough for any. */
static struct grid grid_new(const struct box *boxes, size_t count, double gap, double low[2]) {
  double high[2], widest = 0, highest = 0;
  bounds(boxes, count, low, high);
  for (size_t i = 0; i < count; i++) {
    widest = fmax(widest, boxes[i].width + gap);
    highest = fmax(highest, boxes[i].height + gap);
  }
  const double side = ceil(sqrt((double)count)) + 2;
  const double margins[2] = { side * (widest + cell) / 2, side * (highest + cell) / 2 };
  struct grid grid = { NULL, 0, 0 };
  low[0] -= margins[0];
  low[1] -= margins[1];
  grid.columns = lround(ceil((high[0] + margins[0] - low[0]) / cell)) + 1;
  grid.rows = lround(ceil((high[1] + margins[1] - low[1]) / cell)) + 1;
  grid.taken = zeroed((size_t)(grid.columns * grid.rows), sizeof *grid.taken);
  return grid;
}

void spread_boxes(struct box *boxes, size_t count, double gap) {
  double low[2];
  size_t step_count;
  if (count == 0)
    return;
  level(boxes, count, gap);
  struct grid grid = grid_new(boxes, count, gap, low);
  struct step *steps = steps_about(120, &step_count);
  for (size_t i = 0; i < count; i++)
    place(&grid, &boxes[i], gap, low, steps, step_count);
  free(steps);
  free(grid.taken);
}
