/* select.c — what SELECT and the solution modifiers make of a pattern's rows. */
#include <stdlib.h>
#include <string.h>

#include "graph/sparql/aggregate.h"

/* Rows with, for grouped ones, their aggregates' values. */
struct selecting {
  struct evaluation *evaluation;
  const struct select *select;
  struct rows rows;
  uint32_t *aggregates; /* of row i from i * aggregate_count on; NULL when not grouped */
};

static void enter_row(struct selecting *selecting, size_t index) {
  if (selecting->aggregates)
    selecting->evaluation->aggregates =
      selecting->aggregates + rows_tag(&selecting->rows, index) * selecting->select->aggregate_count;
}

/* ------------------------------------------------------------------ the pattern */

/* Without ORDER BY, DISTINCT or groups, LIMIT ends the search itself. */
static void set_limit(struct evaluation *evaluation, const struct select *select) {
  const uint64_t enough = select->limit + select->offset;
  evaluation->limited = NULL;
  if (select->has_limit && !select->order_count && !select->distinct && !select->grouped &&
      !select->values && enough < evaluation->most) {
    evaluation->limited = select->where;
    evaluation->enough = (size_t)enough;
  }
}

static void find_rows(struct selecting *selecting) {
  struct evaluation *evaluation = selecting->evaluation;
  const struct select *select = selecting->select;
  const struct pattern *outer_limited = evaluation->limited;
  const size_t outer_enough = evaluation->enough;
  struct rows unit;
  rows_init_unit(&unit, evaluation->query->variable_count);
  if (select->values) {
    const struct pattern data = { .kind = PATTERN_VALUES, .values = select->values };
    struct rows found;
    rows_init(&found, unit.width);
    evaluate_pattern(evaluation, select->where, &unit, &found);
    evaluate_pattern(evaluation, &data, &found, &selecting->rows);
    rows_free(&found);
  } else {
    set_limit(evaluation, select);
    evaluate_pattern(evaluation, select->where, &unit, &selecting->rows);
  }
  evaluation->limited = outer_limited;
  evaluation->enough = outer_enough;
  rows_free(&unit);
}

/* ------------------------------------------------------------------ groups */

static void take_groups(struct selecting *selecting) {
  struct groups groups;
  if (!groups_count(selecting->evaluation, selecting->select, &groups)) {
    find_rows(selecting);
    groups_make(selecting->evaluation, selecting->select, &selecting->rows, &groups);
  }
  rows_free(&selecting->rows);
  selecting->rows = groups.rows;
  selecting->aggregates = groups.aggregates;
  for (size_t i = 0; i < selecting->rows.count; i++)
    rows_get(&selecting->rows, i)[selecting->rows.width] = (uint32_t)i;
}

static void keep_having(struct selecting *selecting) {
  const struct select *select = selecting->select;
  struct relata_arena *arena = relata_arena_new();
  struct rows kept;
  rows_init(&kept, selecting->rows.width);
  for (size_t i = 0; i < selecting->rows.count; i++) {
    bool holds = true;
    enter_row(selecting, i);
    for (size_t k = 0; k < select->having_count && holds; k++)
      holds = evaluate_condition(selecting->evaluation, arena, select->having[k], rows_get(&selecting->rows, i), i);
    if (holds)
      rows_add(&kept, rows_get(&selecting->rows, i));
    relata_arena_clear(arena);
  }
  rows_free(&selecting->rows);
  selecting->rows = kept;
  relata_arena_free(arena);
}

/* ------------------------------------------------------------------ projection */

static void compute_projected(struct selecting *selecting) {
  const struct select *select = selecting->select;
  struct relata_arena *arena = relata_arena_new();
  for (size_t i = 0; i < selecting->rows.count; i++) {
    uint32_t *row = rows_get(&selecting->rows, i);
    enter_row(selecting, i);
    for (size_t k = 0; k < select->projected_count; k++) {
      if (!select->projected[k].expression)
        continue;
      const struct value value =
        evaluate_expression(selecting->evaluation, arena, select->projected[k].expression, row, i);
      row[select->projected[k].variable] = evaluation_intern(selecting->evaluation, value_to_term(arena, &value));
    }
    relata_arena_clear(arena);
  }
  relata_arena_free(arena);
}

static bool is_projected(const struct evaluation *evaluation, const struct select *select, uint32_t variable) {
  if (select->star)
    return evaluation->query->names[variable].len > 0;
  for (size_t k = 0; k < select->projected_count; k++)
    if (select->projected[k].variable == variable)
      return true;
  return false;
}

static void forget_others(struct selecting *selecting) {
  for (uint32_t v = 0; v < selecting->rows.width; v++)
    if (!is_projected(selecting->evaluation, selecting->select, v))
      for (size_t i = 0; i < selecting->rows.count; i++)
        rows_get(&selecting->rows, i)[v] = RELATA_NONE;
}

/* ------------------------------------------------------------------ order */

struct sorting {
  const struct select *select;
  struct value *keys; /* order_count a row */
};

static int compare_rows(const void *a, const void *b, void *payload) {
  const struct sorting *sorting = payload;
  const size_t x = *(const size_t *)a, y = *(const size_t *)b, count = sorting->select->order_count;
  for (size_t k = 0; k < count; k++) {
    const int side = value_order(&sorting->keys[x * count + k], &sorting->keys[y * count + k]);
    if (side)
      return sorting->select->order[k].descending ? -side : side;
  }
  return x < y ? -1 : x > y;
}

static void sort_rows(struct selecting *selecting) {
  const struct select *select = selecting->select;
  const size_t count = selecting->rows.count;
  struct relata_arena *arena = relata_arena_new();
  struct sorting sorting = { select, calloc(count * select->order_count + 1, sizeof *sorting.keys) };
  size_t *order = calloc(count + 1, sizeof *order);
  struct rows sorted;
  if (!sorting.keys || !order)
    abort();
  for (size_t i = 0; i < count; i++) {
    order[i] = i;
    enter_row(selecting, i);
    for (size_t k = 0; k < select->order_count; k++)
      sorting.keys[i * select->order_count + k] = evaluate_expression(
        selecting->evaluation, arena, select->order[k].expression, rows_get(&selecting->rows, i), i);
  }
  qsort_r(order, count, sizeof *order, compare_rows, &sorting);
  rows_init(&sorted, selecting->rows.width);
  for (size_t i = 0; i < count; i++)
    rows_add(&sorted, rows_get(&selecting->rows, order[i]));
  rows_free(&selecting->rows);
  selecting->rows = sorted;
  free(sorting.keys);
  free(order);
  relata_arena_free(arena);
}

/* ------------------------------------------------------------------ the whole */

static void add_slice(const struct select *select, const struct rows *rows, struct rows *out) {
  const size_t begin = select->offset < rows->count ? (size_t)select->offset : rows->count;
  const size_t left = rows->count - begin;
  const size_t count = select->has_limit && select->limit < left ? (size_t)select->limit : left;
  for (size_t i = begin; i < begin + count; i++)
    rows_add(out, rows_get(rows, i))[out->width] = RELATA_NONE;
}

void evaluate_select(struct evaluation *evaluation, const struct select *select, bool keeps_all, struct rows *out) {
  struct selecting selecting = { .evaluation = evaluation, .select = select };
  const uint32_t *outer = evaluation->aggregates;
  evaluation->aggregates = NULL;
  rows_init(&selecting.rows, evaluation->query->variable_count);
  if (select->grouped)
    take_groups(&selecting);
  else
    find_rows(&selecting);
  if (select->having_count)
    keep_having(&selecting);
  compute_projected(&selecting);
  if (select->order_count)
    sort_rows(&selecting);
  if (!keeps_all)
    forget_others(&selecting);
  if (select->distinct) /* REDUCED lets duplicates stay */
    rows_distinct(&selecting.rows);
  add_slice(select, &selecting.rows, out);
  evaluation->aggregates = outer;
  rows_free(&selecting.rows);
  free(selecting.aggregates);
}
