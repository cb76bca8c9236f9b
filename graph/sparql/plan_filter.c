/* plan_filter.c — FILTER's conditions on their way down to what decides them. */
#include <string.h>

#include "graph/sparql/plan_private.h"
#include "graph/store/term.h"

static const double filter_selectivity = 0.3;

static struct conjunct *conjunct_new(const struct planner *planner, const struct expression *expression) {
  struct conjunct *conjunct = relata_arena_alloc(planner->arena, sizeof *conjunct);
  conjunct->expression = expression;
  conjunct->is_pure = expression_is_pure(expression);
  conjunct->mentions = relata_arena_alloc(planner->arena, planner->width + 1);
  expression_mark(expression, conjunct->mentions, planner->width);
  return conjunct;
}

static void add(const struct planner *planner, struct conjuncts *conjuncts, struct conjunct *conjunct) {
  if (conjuncts->count == conjuncts->capacity) {
    const size_t capacity = conjuncts->capacity ? 2 * conjuncts->capacity : 4;
    struct conjunct **items = relata_arena_alloc(planner->arena, capacity * sizeof *items);
    if (conjuncts->count)
      memcpy(items, conjuncts->items, conjuncts->count * sizeof *items);
    conjuncts->items = items;
    conjuncts->capacity = capacity;
  }
  conjuncts->items[conjuncts->count++] = conjunct;
}

void conjuncts_split(const struct planner *planner, const struct expression *expression, struct conjuncts *conjuncts) {
  if (expression->kind != EXPRESSION_AND) {
    add(planner, conjuncts, conjunct_new(planner, expression));
    return;
  }
  conjuncts_split(planner, expression->arguments[0], conjuncts);
  conjuncts_split(planner, expression->arguments[1], conjuncts);
}

/* Has everything that the condition looks at its final value in the pattern's solutions? */
static bool is_decided_by(const struct planner *planner, const struct pattern *pattern, const struct scope *scope,
                          const struct conjunct *conjunct) {
  for (size_t v = 0; v < planner->width; v++) {
    const bool outer = scope->substitutes && scope->may[v] && !pattern->may[v];
    if (conjunct->mentions[v] && !pattern->must[v] && !outer)
      return false;
  }
  return conjunct->is_pure;
}

void conjuncts_claim(const struct planner *planner, const struct pattern *pattern, const struct scope *scope,
                     struct conjuncts *from, struct conjuncts *claimed) {
  size_t left = 0;
  for (size_t i = 0; i < from->count; i++) {
    if (is_decided_by(planner, pattern, scope, from->items[i]))
      add(planner, claimed, from->items[i]);
    else
      from->items[left++] = from->items[i];
  }
  from->count = left;
}

struct plan *conjuncts_wrap(struct planner *planner, struct plan *plan, struct conjuncts *conjuncts,
                            const struct scope *scope) {
  for (size_t pure = 2; pure-- > 0;) /* what is cheap to decide first */
    for (size_t i = 0; i < conjuncts->count; i++) {
      const struct conjunct *conjunct = conjuncts->items[i];
      if (conjunct->is_pure != (pure == 1))
        continue;
      plan = plan_new(planner, PLAN_FILTER, plan, NULL, plan->estimate * filter_selectivity);
      plan->expression = conjunct->expression;
      plan->condition = condition_new(conjunct->expression, planner->width);
      plan_expression(planner, conjunct->expression, scope, plan);
    }
  conjuncts->count = 0;
  return plan;
}

/* ------------------------------------------------------------------ conditions that are data */

static bool is_iri(const struct expression *expression) {
  return expression->kind == EXPRESSION_TERM && expression->term.len && term_get_kind(expression->term) == TERM_IRI;
}

/* The side of `?x = <iri>` that is the variable; NULL if it is something else. */
static const struct expression *variable_side(const struct expression *equal) {
  const struct expression *left = equal->arguments[0], *right = equal->arguments[1];
  if (left->kind == EXPRESSION_VARIABLE && is_iri(right))
    return left;
  return right->kind == EXPRESSION_VARIABLE && is_iri(left) ? right : NULL;
}

static bool are_iris(const struct expression *among) {
  for (size_t i = 1; i < among->argument_count; i++)
    if (!is_iri(among->arguments[i]))
      return false;
  return among->arguments[0]->kind == EXPRESSION_VARIABLE;
}

static void add_value(struct values *values, struct relata_str term) {
  for (size_t i = 0; i < values->row_count; i++)
    if (relata_str_equal(values->terms[i], term))
      return;
  values->terms[values->row_count++] = term;
}

struct pattern *values_as_pattern(const struct planner *planner, struct values *values) {
  struct pattern *pattern = relata_arena_alloc(planner->arena, sizeof *pattern);
  pattern->kind = PATTERN_VALUES;
  pattern->values = values;
  pattern->estimate = relata_arena_alloc(planner->arena, sizeof *pattern->estimate);
  pattern->may = relata_arena_alloc(planner->arena, planner->width + 1);
  pattern->must = relata_arena_alloc(planner->arena, planner->width + 1);
  for (size_t c = 0; c < values->variable_count; c++) {
    const uint32_t variable = values->variables[c];
    pattern->may[variable] = pattern->must[variable] = true;
    for (size_t r = 0; r < values->row_count; r++)
      pattern->must[variable] = pattern->must[variable] && values->terms[r * values->variable_count + c].len;
  }
  return pattern;
}

static struct values *values_new(const struct planner *planner, uint32_t variable, size_t room) {
  struct values *values = relata_arena_alloc(planner->arena, sizeof *values);
  values->variables = relata_arena_alloc(planner->arena, sizeof *values->variables);
  values->variables[0] = variable;
  values->variable_count = 1;
  values->terms = relata_arena_alloc(planner->arena, (room + 1) * sizeof *values->terms);
  return values;
}

struct pattern *conjunct_as_values(const struct planner *planner, const struct conjunct *conjunct,
                                   const struct pattern *pattern) {
  const struct expression *expression = conjunct->expression, *variable = NULL;
  if (expression->kind == EXPRESSION_EQUAL)
    variable = variable_side(expression);
  else if (expression->kind == EXPRESSION_IN && are_iris(expression))
    variable = expression->arguments[0];
  if (!variable || !pattern->must[variable->variable])
    return NULL;
  struct values *values = values_new(planner, variable->variable, expression->argument_count);
  for (size_t i = 0; i < expression->argument_count; i++)
    if (expression->arguments[i]->kind == EXPRESSION_TERM)
      add_value(values, expression->arguments[i]->term);
  return values_as_pattern(planner, values);
}
