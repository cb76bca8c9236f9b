/* evaluate.c — patterns. */
#include "graph/sparql/evaluate.h"

#include <stdlib.h>
#include <string.h>

struct relata_str evaluation_term(const struct evaluation *evaluation, uint32_t number) {
  return number < evaluation->known ? quads_term(evaluation->quads, number)
                                    : dictionary_get(evaluation->extra, number - evaluation->known);
}

uint32_t evaluation_intern(struct evaluation *evaluation, struct relata_str term) {
  if (term.len == 0)
    return RELATA_NONE;
  const uint32_t known = quads_find(evaluation->quads, term);
  return known != RELATA_NONE ? known : evaluation->known + dictionary_intern(evaluation->extra, term, NULL);
}

/* ------------------------------------------------------------------ alone, then joined */

static void evaluate_alone(struct evaluation *evaluation, const struct pattern *pattern, struct rows *out) {
  struct rows unit;
  rows_init_unit(&unit, evaluation->query->variable_count);
  rows_init(out, evaluation->query->variable_count);
  evaluate_pattern(evaluation, pattern, &unit, out);
  rows_free(&unit);
}

static void join(struct evaluation *evaluation, const struct rows *left, const struct rows *right, struct rows *out) {
  rows_join(left, right, out, evaluation->most, evaluation->timer);
  evaluation->too_many = evaluation->too_many || out->count > evaluation->most;
}

static bool is_unit(const struct rows *rows) {
  if (rows->count != 1)
    return false;
  for (size_t v = 0; v < rows->width; v++)
    if (rows_get(rows, 0)[v] != RELATA_NONE)
      return false;
  return true;
}

static void evaluate_then_join(struct evaluation *evaluation, const struct pattern *pattern, const struct rows *input,
                               struct rows *out) {
  struct rows own;
  evaluate_alone(evaluation, pattern, &own);
  join(evaluation, input, &own, out);
  rows_free(&own);
}

/* May the pattern be evaluated sideways, or would it see variables from
 * outside that are none of its business?  `inner` must bind what `expression`
 * and `optional` (either may be NULL) look at and the input binds too. */
static bool is_safe(const struct rows *input, const struct pattern *inner, const struct pattern *optional,
                    const struct expression *expression) {
  bool *bound = rows_bound(input), safe = true;
  for (uint32_t v = 0; v < input->width && safe; v++)
    if (bound[v] && !inner->must[v])
      safe = !(optional && optional->may[v]) && !(expression && expression_mentions(expression, v));
  free(bound);
  return safe;
}

/* ------------------------------------------------------------------ filter, bind */

enum { MEMORY_SIZE = 4096 };

/* A condition over one variable has one value a term: the last ones are remembered. */
struct memory {
  uint32_t variable; /* RELATA_NONE: nothing can be remembered */
  uint32_t terms[MEMORY_SIZE];
  bool held[MEMORY_SIZE];
};

static struct memory *memory_new(const struct expression *condition, size_t width) {
  struct memory *memory = malloc(sizeof *memory);
  if (!memory)
    abort();
  memory->variable = RELATA_NONE;
  memset(memory->terms, 0xff, sizeof memory->terms);
  size_t count = 0;
  for (uint32_t v = 0; v < width; v++)
    if (expression_mentions(condition, v)) {
      memory->variable = v;
      count++;
    }
  if (count != 1 || !expression_is_pure(condition))
    memory->variable = RELATA_NONE;
  return memory;
}

static bool holds(struct evaluation *evaluation, struct relata_arena *arena, const struct expression *condition,
                  struct memory *memory, const uint32_t *row, size_t number) {
  const uint32_t term = memory->variable == RELATA_NONE ? RELATA_NONE : row[memory->variable];
  if (term == RELATA_NONE)
    return evaluate_condition(evaluation, arena, condition, row, number);
  const size_t place = term % MEMORY_SIZE;
  if (memory->terms[place] != term) {
    memory->held[place] = evaluate_condition(evaluation, arena, condition, row, number);
    memory->terms[place] = term;
  }
  return memory->held[place];
}

static void filter(struct evaluation *evaluation, const struct expression *condition, const struct rows *rows,
                   struct rows *out) {
  struct relata_arena *arena = relata_arena_new();
  struct memory *memory = memory_new(condition, rows->width);
  for (size_t i = 0; i < rows->count && !timer_is_over(evaluation->timer); i++) {
    if (holds(evaluation, arena, condition, memory, rows_get(rows, i), i))
      rows_add(out, rows_get(rows, i));
    relata_arena_clear(arena);
  }
  free(memory);
  relata_arena_free(arena);
}

/* A filter that looks only at what the left side of OPTIONAL binds goes there. */
static bool can_go_left(const struct pattern *pattern, size_t width) {
  const struct pattern *optional = pattern->left;
  if (optional->kind != PATTERN_LEFT_JOIN || !expression_is_pure(pattern->expression))
    return false;
  for (uint32_t v = 0; v < width; v++)
    if (expression_mentions(pattern->expression, v) && !optional->left->must[v])
      return false;
  return true;
}

static void evaluate_filter(struct evaluation *evaluation, const struct pattern *pattern, const struct rows *input,
                            struct rows *out) {
  if (can_go_left(pattern, input->width)) {
    struct pattern left = *pattern, optional = *pattern->left;
    left.left = optional.left;
    left.may = optional.left->may;
    left.must = optional.left->must;
    optional.left = &left;
    evaluate_pattern(evaluation, &optional, input, out);
    return;
  }
  struct rows rows;
  rows_init(&rows, input->width);
  evaluate_pattern(evaluation, pattern->left, input, &rows);
  filter(evaluation, pattern->expression, &rows, out);
  rows_free(&rows);
}

static void evaluate_extend(struct evaluation *evaluation, const struct pattern *pattern, const struct rows *input,
                            struct rows *out) {
  struct relata_arena *arena = relata_arena_new();
  const size_t before = out->count;
  evaluate_pattern(evaluation, pattern->left, input, out);
  for (size_t i = before; i < out->count; i++) {
    const struct value value = evaluate_expression(evaluation, arena, pattern->expression, rows_get(out, i), i);
    rows_get(out, i)[pattern->variable] = evaluation_intern(evaluation, value_to_term(arena, &value));
    relata_arena_clear(arena);
  }
  relata_arena_free(arena);
}

/* ------------------------------------------------------------------ optional, minus */

/* Tags the left rows by their place, so that those without a partner are known. */
static uint32_t *tag_by_place(struct rows *rows) {
  uint32_t *tags = calloc(rows->count + 1, sizeof *tags);
  if (!tags)
    abort();
  for (size_t i = 0; i < rows->count; i++) {
    tags[i] = rows_tag(rows, i);
    rows_get(rows, i)[rows->width] = (uint32_t)i;
  }
  return tags;
}

static void evaluate_left_join(struct evaluation *evaluation, const struct pattern *pattern, const struct rows *input,
                               struct rows *out) {
  struct rows left, both, kept;
  rows_init(&left, input->width);
  rows_init(&both, input->width);
  rows_init(&kept, input->width);
  evaluate_pattern(evaluation, pattern->left, input, &left);
  uint32_t *tags = tag_by_place(&left);
  bool *partnered = calloc(left.count + 1, sizeof *partnered);
  if (!partnered)
    abort();
  evaluate_pattern(evaluation, pattern->right, &left, &both);
  if (pattern->expression)
    filter(evaluation, pattern->expression, &both, &kept);
  const struct rows *found = pattern->expression ? &kept : &both;
  for (size_t i = 0; i < found->count; i++) {
    const uint32_t place = rows_tag(found, i);
    partnered[place] = true;
    rows_add(out, rows_get(found, i))[out->width] = tags[place];
  }
  for (size_t i = 0; i < left.count; i++)
    if (!partnered[i])
      rows_add(out, rows_get(&left, i))[out->width] = tags[i];
  free(partnered);
  free(tags);
  rows_free(&left);
  rows_free(&both);
  rows_free(&kept);
}

static void evaluate_minus(struct evaluation *evaluation, const struct pattern *pattern, const struct rows *input,
                           struct rows *out) {
  struct rows left, right;
  rows_init(&left, input->width);
  evaluate_pattern(evaluation, pattern->left, input, &left);
  evaluate_alone(evaluation, pattern->right, &right);
  rows_minus(&left, &right, out);
  rows_free(&left);
  rows_free(&right);
}

/* ------------------------------------------------------------------ graphs, data, selects */

static bool is_named_graph(const struct evaluation *evaluation, uint32_t graph) {
  for (size_t i = 0; i < evaluation->named_count; i++)
    if (evaluation->named[i] == graph)
      return true;
  return false;
}

/* In one graph: the rows whose graph variable is free or that graph. */
static void evaluate_in_graph(struct evaluation *evaluation, const struct pattern *pattern, uint32_t graph,
                              const struct rows *input, struct rows *out) {
  struct rows here;
  const uint32_t outer = evaluation->active;
  rows_init(&here, input->width);
  for (size_t i = 0; i < input->count; i++) {
    const uint32_t *row = rows_get(input, i);
    if (!pattern->graph.is_variable) {
      rows_add(&here, row);
    } else if (row[pattern->graph.variable] == RELATA_NONE || row[pattern->graph.variable] == graph) {
      rows_add(&here, row)[pattern->graph.variable] = graph;
    }
  }
  evaluation->active = graph;
  if (here.count)
    evaluate_pattern(evaluation, pattern->left, &here, out);
  evaluation->active = outer;
  rows_free(&here);
}

static void evaluate_graph(struct evaluation *evaluation, const struct pattern *pattern, const struct rows *input,
                           struct rows *out) {
  if (!pattern->graph.is_variable) {
    const uint32_t graph = evaluation_intern(evaluation, pattern->graph.term);
    if (is_named_graph(evaluation, graph))
      evaluate_in_graph(evaluation, pattern, graph, input, out);
    return;
  }
  for (size_t i = 0; i < evaluation->named_count; i++)
    evaluate_in_graph(evaluation, pattern, evaluation->named[i], input, out);
}

static void values_rows(struct evaluation *evaluation, const struct values *values, struct rows *out) {
  rows_init(out, evaluation->query->variable_count);
  for (size_t r = 0; r < values->row_count; r++) {
    uint32_t *row = rows_add(out, NULL);
    for (size_t c = 0; c < values->variable_count; c++)
      row[values->variables[c]] = evaluation_intern(evaluation, values->terms[r * values->variable_count + c]);
  }
}

static void evaluate_values(struct evaluation *evaluation, const struct values *values, const struct rows *input,
                            struct rows *out) {
  struct rows data;
  values_rows(evaluation, values, &data);
  join(evaluation, input, &data, out);
  rows_free(&data);
}

static void evaluate_subselect(struct evaluation *evaluation, const struct pattern *pattern, const struct rows *input,
                               struct rows *out) {
  struct rows own;
  rows_init(&own, input->width);
  evaluate_select(evaluation, pattern->select, false, &own);
  join(evaluation, input, &own, out);
  rows_free(&own);
}

/* ------------------------------------------------------------------ all kinds */

static void evaluate_join(struct evaluation *evaluation, const struct pattern *pattern, const struct rows *input,
                          struct rows *out) {
  struct rows left;
  rows_init(&left, input->width);
  evaluate_pattern(evaluation, pattern->left, input, &left);
  if (left.count)
    evaluate_pattern(evaluation, pattern->right, &left, out);
  rows_free(&left);
}

/* Kinds whose meaning depends on what they do not see. */
static bool must_be_alone(const struct pattern *pattern, const struct rows *input) {
  if (is_unit(input))
    return false;
  switch (pattern->kind) {
  case PATTERN_FILTER:
    return !is_safe(input, pattern->left, NULL, pattern->expression);
  case PATTERN_LEFT_JOIN:
    return !is_safe(input, pattern->left, pattern->right, pattern->expression);
  case PATTERN_MINUS:
    return !is_safe(input, pattern->left, pattern->right, NULL);
  case PATTERN_EXTEND: {
    bool *bound = rows_bound(input);
    const bool shadowed = bound[pattern->variable];
    free(bound);
    return shadowed || !is_safe(input, pattern->left, NULL, pattern->expression);
  }
  default:
    return false;
  }
}

void evaluate_pattern(struct evaluation *evaluation, const struct pattern *pattern, const struct rows *input,
                      struct rows *out) {
  if (evaluation->too_many || evaluation->timer->is_over)
    return;
  if (must_be_alone(pattern, input)) {
    evaluate_then_join(evaluation, pattern, input, out);
    return;
  }
  switch (pattern->kind) {
  case PATTERN_UNIT:
    for (size_t i = 0; i < input->count; i++)
      rows_add(out, rows_get(input, i));
    break;
  case PATTERN_TRIPLES:
    match_triples(evaluation, pattern, input, out);
    break;
  case PATTERN_JOIN:
    evaluate_join(evaluation, pattern, input, out);
    break;
  case PATTERN_LEFT_JOIN:
    evaluate_left_join(evaluation, pattern, input, out);
    break;
  case PATTERN_UNION:
    evaluate_pattern(evaluation, pattern->left, input, out);
    evaluate_pattern(evaluation, pattern->right, input, out);
    break;
  case PATTERN_MINUS:
    evaluate_minus(evaluation, pattern, input, out);
    break;
  case PATTERN_FILTER:
    evaluate_filter(evaluation, pattern, input, out);
    break;
  case PATTERN_EXTEND:
    evaluate_extend(evaluation, pattern, input, out);
    break;
  case PATTERN_GRAPH:
    evaluate_graph(evaluation, pattern, input, out);
    break;
  case PATTERN_VALUES:
    evaluate_values(evaluation, pattern->values, input, out);
    break;
  case PATTERN_SELECT:
    evaluate_subselect(evaluation, pattern, input, out);
    break;
  }
}
