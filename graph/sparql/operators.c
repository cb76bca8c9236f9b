/* operators.c — what each operator of a plan does with the rows that it is given. */
#include <stdlib.h>
#include <string.h>

#include "graph/sparql/evaluate.h"
#include "graph/sparql/service.h"

/* A sink between an operator and what comes before it. */
struct between {
  struct sink sink;
  struct evaluation *evaluation;
  struct plan *plan;
  struct sink *to;
  struct emitter emitter;
};

static struct between between_of(struct evaluation *evaluation, struct plan *plan, struct sink *to,
                                 void (*take)(struct sink *sink, const struct rows *rows)) {
  return (struct between){ .sink = { .take = take }, .evaluation = evaluation, .plan = plan, .to = to };
}

/* ------------------------------------------------------------------ kept rows */

struct collecting {
  struct sink sink;
  struct rows *rows;
};

static void collect(struct sink *sink, const struct rows *rows) {
  struct collecting *collecting = (struct collecting *)sink;
  for (size_t i = 0; i < rows->count; i++)
    rows_add(collecting->rows, rows_get(rows, i));
}

void plan_run_alone(struct evaluation *evaluation, struct plan *plan, struct sink *sink) {
  struct rows unit;
  rows_init_unit(&unit, evaluation->query->variable_count, evaluation->limits);
  plan_run(evaluation, plan, &unit, sink);
  rows_free(&unit);
}

void plan_collect(struct evaluation *evaluation, struct plan *plan, struct rows *rows) {
  struct collecting collecting = { .sink = { .take = collect }, .rows = rows };
  plan_run_alone(evaluation, plan, &collecting.sink);
}

/* What `inner` answers alone for the graph at hand: found once, for all batches. */
static struct row_table *table_of(struct evaluation *evaluation, struct plan *plan, struct plan *inner) {
  if (plan->table && plan->table_graph == evaluation->active)
    return plan->table;
  if (plan->table) {
    row_table_free(plan->table);
  } else {
    plan->table = malloc(sizeof *plan->table);
    if (!plan->table)
      abort();
  }
  row_table_init(plan->table, evaluation->query->variable_count, evaluation->limits);
  plan->table_graph = evaluation->active;
  plan_collect(evaluation, inner, &plan->table->rows);
  return plan->table;
}

/* ------------------------------------------------------------------ joins */

static void take_left(struct sink *sink, const struct rows *rows) {
  struct between *between = (struct between *)sink;
  plan_run(between->evaluation, between->plan->right, rows, between->to);
  sink->full = between->to->full;
}

static void run_join(struct evaluation *evaluation, struct plan *plan, const struct rows *input, struct sink *sink) {
  struct between between = between_of(evaluation, plan, sink, take_left);
  plan_run(evaluation, plan->left, input, &between.sink);
}

static void add_merged(struct emitter *emitter, const uint32_t *left, const uint32_t *right) {
  uint32_t *row = emitter_add(emitter, left);
  for (size_t v = 0; v < emitter->rows.width; v++)
    if (row[v] == RELATA_NONE)
      row[v] = right[v];
}

static void run_hash_join(struct evaluation *evaluation, struct plan *plan, const struct rows *input,
                          struct sink *sink) {
  struct row_table *table = table_of(evaluation, plan, plan->left);
  struct emitter emitter;
  bool share;
  row_table_prepare(table, input);
  emitter_begin(&emitter, evaluation, plan, sink);
  for (size_t i = 0; i < input->count && !emitter_is_done(&emitter); i++) {
    const uint32_t *row = rows_get(input, i);
    for (uint32_t at = row_table_first(table, row); at && !emitter_is_done(&emitter); at = row_table_next(table, at))
      if (rows_agree(row, row_table_get(table, at), input->width, &share))
        add_merged(&emitter, row, row_table_get(table, at));
  }
  emitter_end(&emitter);
}

static void run_union(struct evaluation *evaluation, struct plan *plan, const struct rows *input, struct sink *sink) {
  plan_run(evaluation, plan->left, input, sink);
  if (!sink->full)
    plan_run(evaluation, plan->right, input, sink);
}

/* ------------------------------------------------------------------ optional */

/* A batch of left rows, tagged by their place, and which of them found a partner. */
struct partners {
  struct sink sink;
  struct evaluation *evaluation;
  struct plan *plan;
  struct emitter *emitter;
  const struct rows *left; /* with the tags that they came with */
  bool *partnered;
};

static void take_partners(struct sink *sink, const struct rows *rows) {
  struct partners *partners = (struct partners *)sink;
  struct emitter *emitter = partners->emitter;
  struct plan *before = plan_enter(partners->evaluation, partners->plan);
  for (size_t i = 0; i < rows->count && !emitter_is_done(emitter); i++) {
    const uint32_t *row = rows_get(rows, i);
    const uint32_t place = row[rows->width];
    if (partners->plan->condition && !condition_holds(partners->evaluation, partners->plan->condition, row, i))
      continue;
    partners->partnered[place] = true;
    emitter_add(emitter, row)[rows->width] = rows_tag(partners->left, place);
  }
  sink->full = emitter->to->full;
  plan_leave(partners->evaluation, before);
}

static void take_optional_left(struct sink *sink, const struct rows *rows) {
  struct between *between = (struct between *)sink;
  struct plan *before = plan_enter(between->evaluation, between->plan);
  struct rows tagged;
  struct partners partners = { .sink = { .take = take_partners },
                               .evaluation = between->evaluation,
                               .plan = between->plan,
                               .emitter = &between->emitter,
                               .left = rows,
                               .partnered = calloc(rows->count + 1, sizeof *partners.partnered) };
  if (!partners.partnered)
    abort();
  rows_init(&tagged, rows->width, between->evaluation->limits);
  for (size_t i = 0; i < rows->count; i++)
    rows_add(&tagged, rows_get(rows, i))[rows->width] = (uint32_t)i;
  plan_run(between->evaluation, between->plan->right, &tagged, &partners.sink);
  for (size_t i = 0; i < rows->count && !emitter_is_done(&between->emitter); i++)
    if (!partners.partnered[i])
      emitter_add(&between->emitter, rows_get(rows, i));
  rows_free(&tagged);
  free(partners.partnered);
  sink->full = between->to->full;
  plan_leave(between->evaluation, before);
}

static void run_left_join(struct evaluation *evaluation, struct plan *plan, const struct rows *input,
                          struct sink *sink) {
  struct between between = between_of(evaluation, plan, sink, take_optional_left);
  emitter_begin(&between.emitter, evaluation, plan, sink);
  plan_run(evaluation, plan->left, input, &between.sink);
  emitter_end(&between.emitter);
}

/* ------------------------------------------------------------------ row by row */

static bool is_removed(const struct row_table *table, const uint32_t *row) {
  bool share = false;
  for (uint32_t at = row_table_first(table, row); at; at = row_table_next(table, at))
    if (rows_agree(row, row_table_get(table, at), table->rows.width, &share) && share)
      return true;
  return false;
}

static void take_minuend(struct sink *sink, const struct rows *rows) {
  struct between *between = (struct between *)sink;
  struct plan *before = plan_enter(between->evaluation, between->plan);
  struct row_table *table = table_of(between->evaluation, between->plan, between->plan->right);
  row_table_prepare(table, rows);
  for (size_t i = 0; i < rows->count && !emitter_is_done(&between->emitter); i++)
    if (!is_removed(table, rows_get(rows, i)))
      emitter_add(&between->emitter, rows_get(rows, i));
  sink->full = between->to->full;
  plan_leave(between->evaluation, before);
}

static void take_filtered(struct sink *sink, const struct rows *rows) {
  struct between *between = (struct between *)sink;
  struct plan *before = plan_enter(between->evaluation, between->plan);
  for (size_t i = 0; i < rows->count && !emitter_is_done(&between->emitter); i++)
    if (condition_holds(between->evaluation, between->plan->condition, rows_get(rows, i), i))
      emitter_add(&between->emitter, rows_get(rows, i));
  sink->full = between->to->full;
  plan_leave(between->evaluation, before);
}

static void take_extended(struct sink *sink, const struct rows *rows) {
  struct between *between = (struct between *)sink;
  struct evaluation *evaluation = between->evaluation;
  struct plan *plan = between->plan, *before = plan_enter(evaluation, plan);
  struct relata_arena *arena = relata_arena_new();
  for (size_t i = 0; i < rows->count && !emitter_is_done(&between->emitter); i++) {
    uint32_t *row = emitter_add(&between->emitter, rows_get(rows, i));
    const struct value value =
      evaluate_expression(evaluation, arena, plan->expression, row, plan->numbered++);
    row[plan->variable] = evaluation_intern(evaluation, value_to_term(arena, &value));
    relata_arena_clear(arena);
  }
  relata_arena_free(arena);
  sink->full = between->to->full;
  plan_leave(evaluation, before);
}

static void run_row_by_row(struct evaluation *evaluation, struct plan *plan, const struct rows *input,
                           struct sink *sink, void (*take)(struct sink *sink, const struct rows *rows)) {
  struct between between = between_of(evaluation, plan, sink, take);
  emitter_begin(&between.emitter, evaluation, plan, sink);
  plan_run(evaluation, plan->left, input, &between.sink);
  emitter_end(&between.emitter);
}

/* ------------------------------------------------------------------ graphs, data */

/* What follows a GRAPH works on the graph outside of it. */
struct border {
  struct sink sink;
  struct evaluation *evaluation;
  struct plan *plan;
  struct sink *to;
  uint32_t outer, inner;
};

static void take_over_border(struct sink *sink, const struct rows *rows) {
  struct border *border = (struct border *)sink;
  border->evaluation->active = border->outer;
  border->plan->rows += (double)rows->count;
  border->to->take(border->to, rows);
  border->evaluation->active = border->inner;
  sink->full = border->to->full;
}

static bool is_named_graph(const struct evaluation *evaluation, uint32_t graph) {
  for (size_t i = 0; i < evaluation->named_count; i++)
    if (evaluation->named[i] == graph)
      return true;
  return false;
}

/* In one graph: the rows whose graph variable is free or that graph. */
static void run_in_graph(struct evaluation *evaluation, struct plan *plan, uint32_t graph, const struct rows *input,
                         struct sink *sink) {
  const struct slot *slot = &plan->pattern->graph;
  struct rows here;
  struct border border = { .sink = { .take = take_over_border },
                           .evaluation = evaluation,
                           .plan = plan,
                           .to = sink,
                           .outer = evaluation->active,
                           .inner = graph };
  rows_init(&here, input->width, evaluation->limits);
  for (size_t i = 0; i < input->count; i++) {
    const uint32_t *row = rows_get(input, i);
    if (!slot->is_variable) {
      rows_add(&here, row);
    } else if (row[slot->variable] == RELATA_NONE || row[slot->variable] == graph) {
      rows_add(&here, row)[slot->variable] = graph;
    }
  }
  evaluation->active = graph;
  if (here.count)
    plan_run(evaluation, plan->left, &here, &border.sink);
  evaluation->active = border.outer;
  rows_free(&here);
}

static void run_graph(struct evaluation *evaluation, struct plan *plan, const struct rows *input, struct sink *sink) {
  if (!plan->pattern->graph.is_variable) {
    const uint32_t graph = evaluation_intern(evaluation, plan->pattern->graph.term);
    if (is_named_graph(evaluation, graph))
      run_in_graph(evaluation, plan, graph, input, sink);
    return;
  }
  for (size_t i = 0; i < evaluation->named_count && !sink->full && !limits_are_broken(evaluation->limits); i++)
    run_in_graph(evaluation, plan, evaluation->named[i], input, sink);
}

static void run_values(struct evaluation *evaluation, struct plan *plan, struct sink *sink) {
  const struct values *values = plan->pattern->values;
  struct emitter emitter;
  emitter_begin(&emitter, evaluation, plan, sink);
  for (size_t r = 0; r < values->row_count && !emitter_is_done(&emitter); r++) {
    uint32_t *row = emitter_add(&emitter, NULL);
    for (size_t c = 0; c < values->variable_count; c++)
      row[values->variables[c]] = evaluation_intern(evaluation, values->terms[r * values->variable_count + c]);
  }
  emitter_end(&emitter);
}

static void run_unit(struct evaluation *evaluation, struct plan *plan, const struct rows *input, struct sink *sink) {
  struct emitter emitter;
  emitter_begin(&emitter, evaluation, plan, sink);
  for (size_t i = 0; i < input->count; i++)
    emitter_add(&emitter, rows_get(input, i));
  emitter_end(&emitter);
}

/* ------------------------------------------------------------------ all kinds */

static void dispatch(struct evaluation *evaluation, struct plan *plan, const struct rows *input, struct sink *sink) {
  switch (plan->kind) {
  case PLAN_UNIT:
    run_unit(evaluation, plan, input, sink);
    break;
  case PLAN_TRIPLES:
    run_triples(evaluation, plan, input, sink);
    break;
  case PLAN_VALUES:
    run_values(evaluation, plan, sink);
    break;
  case PLAN_JOIN:
    run_join(evaluation, plan, input, sink);
    break;
  case PLAN_HASH_JOIN:
    run_hash_join(evaluation, plan, input, sink);
    break;
  case PLAN_LEFT_JOIN:
    run_left_join(evaluation, plan, input, sink);
    break;
  case PLAN_UNION:
    run_union(evaluation, plan, input, sink);
    break;
  case PLAN_MINUS:
    run_row_by_row(evaluation, plan, input, sink, take_minuend);
    break;
  case PLAN_FILTER:
    run_row_by_row(evaluation, plan, input, sink, take_filtered);
    break;
  case PLAN_EXTEND:
    run_row_by_row(evaluation, plan, input, sink, take_extended);
    break;
  case PLAN_GRAPH:
    run_graph(evaluation, plan, input, sink);
    break;
  case PLAN_SERVICE:
    run_service(evaluation, plan, sink);
    break;
  case PLAN_GROUP:
    run_group(evaluation, plan, input, sink);
    break;
  case PLAN_COUNT:
    run_count(evaluation, plan, sink);
    break;
  case PLAN_ORDER:
    run_order(evaluation, plan, input, sink);
    break;
  case PLAN_COMPUTE:
    run_compute(evaluation, plan, input, sink);
    break;
  case PLAN_PROJECT:
    run_project(evaluation, plan, input, sink);
    break;
  case PLAN_DISTINCT:
    run_distinct(evaluation, plan, input, sink);
    break;
  case PLAN_SLICE:
    run_slice(evaluation, plan, input, sink);
    break;
  }
}

void plan_run(struct evaluation *evaluation, struct plan *plan, const struct rows *input, struct sink *sink) {
  if (evaluation->limits->broken != LIMIT_NONE || sink->full)
    return;
  struct plan *before = plan_enter(evaluation, plan);
  plan->runs++;
  dispatch(evaluation, plan, input, sink);
  plan_leave(evaluation, before);
}
