/* modifiers.c — computed columns, projection, DISTINCT, LIMIT and OFFSET (SPARQL 1.1, section 15). */
#include <stdlib.h>
#include <string.h>

#include "graph/sparql/evaluate.h"

/* What all of these share: rows come, some of them go on. */
struct modifying {
  struct sink sink;
  struct evaluation *evaluation;
  struct plan *plan;
  struct emitter emitter;
  /* DISTINCT, PROJECT */
  uint32_t *columns;
  size_t column_count;
  struct row_set seen;
  uint32_t *cells; /* of a row's columns */
  /* SLICE */
  uint64_t skipped, given;
};

static void modifying_begin(struct modifying *modifying, struct evaluation *evaluation, struct plan *plan,
                            struct sink *to, void (*take)(struct sink *sink, const struct rows *rows)) {
  *modifying = (struct modifying){ .sink = { .take = take }, .evaluation = evaluation, .plan = plan };
  emitter_begin(&modifying->emitter, evaluation, plan, to);
}

static void modifying_run(struct modifying *modifying, const struct rows *input) {
  plan_run(modifying->evaluation, modifying->plan->left, input, &modifying->sink);
  emitter_end(&modifying->emitter);
}

static void take_columns(struct modifying *modifying) {
  const struct query *query = modifying->evaluation->query;
  const struct select *select = modifying->plan->select;
  const size_t most = query->variable_count + select->projected_count + 1;
  modifying->columns = calloc(most, sizeof *modifying->columns);
  modifying->cells = calloc(most, sizeof *modifying->cells);
  if (!modifying->columns || !modifying->cells)
    abort();
  modifying->column_count = select_columns(query, select, modifying->columns);
}

static void drop_columns(struct modifying *modifying) {
  free(modifying->columns);
  free(modifying->cells);
}

/* ------------------------------------------------------------------ computed columns */

static void compute_row(struct evaluation *evaluation, struct relata_arena *arena, const struct select *select,
                        uint32_t *row, uint64_t number) {
  for (size_t k = 0; k < select->projected_count; k++) {
    if (!select->projected[k].expression)
      continue;
    const struct value value = evaluate_expression(evaluation, arena, select->projected[k].expression, row, number);
    row[select->projected[k].variable] = evaluation_intern(evaluation, value_to_term(arena, &value));
  }
  relata_arena_clear(arena);
}

static void take_computed(struct sink *sink, const struct rows *rows) {
  struct modifying *modifying = (struct modifying *)sink;
  struct plan *before = plan_enter(modifying->evaluation, modifying->plan);
  struct relata_arena *arena = relata_arena_new();
  for (size_t i = 0; i < rows->count && !emitter_is_done(&modifying->emitter); i++)
    compute_row(modifying->evaluation, arena, modifying->plan->select,
                emitter_add(&modifying->emitter, rows_get(rows, i)), modifying->plan->numbered++);
  relata_arena_free(arena);
  sink->full = modifying->emitter.to->full;
  plan_leave(modifying->evaluation, before);
}

void run_compute(struct evaluation *evaluation, struct plan *plan, const struct rows *input, struct sink *sink) {
  struct modifying modifying;
  modifying_begin(&modifying, evaluation, plan, sink, take_computed);
  modifying_run(&modifying, input);
}

/* ------------------------------------------------------------------ projection */

static void take_projected(struct sink *sink, const struct rows *rows) {
  struct modifying *modifying = (struct modifying *)sink;
  struct plan *before = plan_enter(modifying->evaluation, modifying->plan);
  for (size_t i = 0; i < rows->count && !emitter_is_done(&modifying->emitter); i++) {
    const uint32_t *row = rows_get(rows, i);
    uint32_t *kept = emitter_add(&modifying->emitter, NULL);
    kept[rows->width] = row[rows->width];
    for (size_t c = 0; c < modifying->column_count; c++)
      kept[modifying->columns[c]] = row[modifying->columns[c]];
  }
  sink->full = modifying->emitter.to->full;
  plan_leave(modifying->evaluation, before);
}

void run_project(struct evaluation *evaluation, struct plan *plan, const struct rows *input, struct sink *sink) {
  struct modifying modifying;
  modifying_begin(&modifying, evaluation, plan, sink, take_projected);
  take_columns(&modifying);
  modifying_run(&modifying, input);
  drop_columns(&modifying);
}

/* ------------------------------------------------------------------ each once */

static void take_distinct(struct sink *sink, const struct rows *rows) {
  struct modifying *modifying = (struct modifying *)sink;
  struct plan *before = plan_enter(modifying->evaluation, modifying->plan);
  for (size_t i = 0; i < rows->count && !emitter_is_done(&modifying->emitter); i++) {
    const uint32_t *row = rows_get(rows, i);
    bool is_new;
    for (size_t c = 0; c < modifying->column_count; c++)
      modifying->cells[c] = row[modifying->columns[c]];
    row_set_add(&modifying->seen, modifying->cells, &is_new);
    if (is_new)
      emitter_add(&modifying->emitter, row);
  }
  sink->full = modifying->emitter.to->full;
  plan_leave(modifying->evaluation, before);
}

void run_distinct(struct evaluation *evaluation, struct plan *plan, const struct rows *input, struct sink *sink) {
  struct modifying modifying;
  modifying_begin(&modifying, evaluation, plan, sink, take_distinct);
  take_columns(&modifying);
  row_set_init(&modifying.seen, modifying.column_count, evaluation->limits);
  modifying_run(&modifying, input);
  row_set_free(&modifying.seen);
  drop_columns(&modifying);
}

/* ------------------------------------------------------------------ a part of the rows */

static void take_slice(struct sink *sink, const struct rows *rows) {
  struct modifying *modifying = (struct modifying *)sink;
  const struct select *select = modifying->plan->select;
  for (size_t i = 0; i < rows->count && !sink->full; i++) {
    if (modifying->skipped < select->offset) {
      modifying->skipped++;
      continue;
    }
    emitter_add(&modifying->emitter, rows_get(rows, i));
    modifying->given++;
    sink->full = modifying->emitter.to->full || (select->has_limit && modifying->given >= select->limit);
  }
}

void run_slice(struct evaluation *evaluation, struct plan *plan, const struct rows *input, struct sink *sink) {
  struct modifying modifying;
  modifying_begin(&modifying, evaluation, plan, sink, take_slice);
  modifying.sink.full = plan->select->has_limit && plan->select->limit == 0;
  modifying_run(&modifying, input);
}
