/* plan_select.c — a SELECT's modifiers as operators over its pattern (SPARQL 1.1, section 18.2.4). */
#include <math.h>

#include "graph/sparql/plan_private.h"

size_t select_columns(const struct query *query, const struct select *select, uint32_t *columns) {
  size_t count = 0;
  if (!select->star) {
    for (size_t i = 0; i < select->projected_count; i++)
      columns[count++] = select->projected[i].variable;
    return count;
  }
  for (uint32_t v = 0; v < query->variable_count; v++) {
    bool shown = query->names[v].len && select->where->may[v];
    for (size_t i = 0; query->names[v].len && select->values && i < select->values->variable_count; i++)
      shown = shown || select->values->variables[i] == v;
    if (shown)
      columns[count++] = v;
  }
  return count;
}

static struct plan *over(struct planner *planner, enum plan_kind kind, struct plan *left, const struct select *select,
                         double estimate) {
  struct plan *plan = plan_new(planner, kind, left, NULL, estimate);
  plan->select = select;
  return plan;
}

/* VALUES behind the query are joined with its pattern. */
static struct plan *plan_where(struct planner *planner, const struct select *select) {
  const struct scope unit = scope_unit(planner);
  struct conjuncts none = { 0 };
  if (!select->values)
    return plan_pattern(planner, select->where, &unit, &none);
  struct pattern *data = values_as_pattern(planner, select->values),
                 *both = relata_arena_alloc(planner->arena, sizeof *both);
  const struct scope after = scope_after(planner, &unit, data, 1), all = scope_after(planner, &after, select->where, 1);
  *both = (struct pattern){ .kind = PATTERN_JOIN, .left = data, .right = select->where, .may = all.may, .must = all.must };
  both->estimate = relata_arena_alloc(planner->arena, sizeof *both->estimate);
  return plan_pattern(planner, both, &unit, &none);
}

/* Behind a GROUP only its keys are bound for sure. */
static void forget_ungrouped(const struct planner *planner, const struct select *select, struct scope *scope) {
  bool *kept = relata_arena_alloc(planner->arena, planner->width + 1);
  for (size_t i = 0; i < select->group_key_count; i++)
    if (!select->group_keys[i].expression)
      kept[select->group_keys[i].variable] = scope->must[select->group_keys[i].variable];
  scope->must = kept;
}

/* Rows of groups: what HAVING, ORDER BY and the columns see. */
static struct plan *plan_groups(struct planner *planner, const struct select *select, struct scope *scope) {
  struct plan *plan;
  if (count_is_known(planner->evaluation, select)) {
    plan = over(planner, PLAN_COUNT, NULL, select, select->group_key_count ? 100 : 1);
  } else {
    struct plan *where = plan_where(planner, select);
    plan = over(planner, PLAN_GROUP, where, select, select->group_key_count ? fmax(1, sqrt(where->estimate)) : 1);
    for (size_t i = 0; i < select->group_key_count; i++)
      plan_expression(planner, select->group_keys[i].expression, scope, plan);
    for (size_t i = 0; i < select->aggregate_count; i++)
      plan_expression(planner, select->aggregates[i].argument, scope, plan);
  }
  forget_ungrouped(planner, select, scope);
  struct conjuncts having = { 0 };
  for (size_t i = 0; i < select->having_count; i++)
    conjuncts_split(planner, select->having[i], &having);
  return conjuncts_wrap(planner, plan, &having, scope);
}

static bool has_computed(const struct select *select) {
  for (size_t i = 0; i < select->projected_count; i++)
    if (select->projected[i].expression)
      return true;
  return false;
}

static struct plan *plan_computed(struct planner *planner, const struct select *select, struct plan *plan,
                                  struct scope *scope) {
  if (!has_computed(select))
    return plan;
  plan = over(planner, PLAN_COMPUTE, plan, select, plan->estimate);
  for (size_t i = 0; i < select->projected_count; i++) {
    plan_expression(planner, select->projected[i].expression, scope, plan);
    scope->may[select->projected[i].variable] = true;
  }
  return plan;
}

static struct plan *plan_order(struct planner *planner, const struct select *select, struct plan *plan,
                               const struct scope *scope) {
  if (!select->order_count)
    return plan;
  plan = over(planner, PLAN_ORDER, plan, select, plan->estimate);
  if (select->has_limit && !select->distinct && select->limit < UINT64_MAX - select->offset)
    plan->keep = select->limit + select->offset;
  if (plan->keep)
    plan->estimate = fmin(plan->estimate, (double)plan->keep);
  for (size_t i = 0; i < select->order_count; i++)
    plan_expression(planner, select->order[i].expression, scope, plan);
  return plan;
}

struct plan *plan_select(struct planner *planner, const struct select *select, enum query_form form, bool is_nested) {
  const struct scope unit = scope_unit(planner);
  struct scope scope = scope_after(planner, &unit, select->where, 1);
  struct plan *plan = select->grouped ? plan_groups(planner, select, &scope) : plan_where(planner, select);
  plan = plan_computed(planner, select, plan, &scope);
  plan = plan_order(planner, select, plan, &scope);
  if (select->distinct) /* REDUCED lets duplicates stay */
    plan = over(planner, PLAN_DISTINCT, plan, select, plan->estimate);
  if (select->has_limit || select->offset)
    plan = over(planner, PLAN_SLICE, plan, select,
                select->has_limit ? fmin(plan->estimate, (double)select->limit) : plan->estimate);
  if (is_nested && form == FORM_SELECT)
    plan = over(planner, PLAN_PROJECT, plan, select, plan->estimate);
  return plan;
}
