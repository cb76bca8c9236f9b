/* plan.c — patterns to operators. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "graph/sparql/plan_private.h"

static const double select_fan = 0.01; /* of a pattern's solutions that fit a row with which it shares a variable */
static const double closure_size = 1e4;

struct plan *plan_new(struct planner *planner, enum plan_kind kind, struct plan *left, struct plan *right,
                      double estimate) {
  struct plan *plan = relata_arena_alloc(planner->arena, sizeof *plan);
  plan->kind = kind;
  plan->left = left;
  plan->right = right;
  plan->estimate = estimate;
  return plan;
}

void plan_free(struct plan *plan) {
  if (!plan)
    return;
  plan_free(plan->left);
  plan_free(plan->right);
  plan_free(plan->exists);
  for (struct plan *next = plan->next_exists, *after; next; next = after) {
    after = next->next_exists;
    next->next_exists = NULL;
    plan_free(next);
  }
  condition_free(plan->condition);
  for (size_t i = 0; i < plan->step_count; i++)
    for (size_t k = 0; k < plan->steps[i].filter_count; k++)
      condition_free(plan->steps[i].filters[k]);
  if (plan->table)
    row_table_free(plan->table);
  free(plan->table);
}

/* ------------------------------------------------------------------ scopes */

static bool *flags(const struct planner *planner) {
  return relata_arena_alloc(planner->arena, planner->width + 1);
}

struct scope scope_unit(const struct planner *planner) {
  return (struct scope){ .may = flags(planner), .must = flags(planner), .rows = 1, .is_unit = true };
}

struct scope scope_after(const struct planner *planner, const struct scope *scope, const struct pattern *pattern,
                         double rows) {
  struct scope after = *scope;
  after.may = flags(planner);
  after.must = flags(planner);
  after.rows = rows;
  after.is_unit = false;
  for (size_t v = 0; v < planner->width; v++) {
    after.may[v] = scope->may[v] || pattern->may[v];
    after.must[v] = scope->must[v] || pattern->must[v];
  }
  return after;
}

/* ------------------------------------------------------------------ EXISTS */

/* The plans of an expression's EXISTS hang on `owner`, to be freed and explained with it. */
static void plan_exists(struct planner *planner, const struct expression *expression, const struct scope *scope,
                        struct plan *owner) {
  struct scope inner = *scope;
  struct conjuncts none = { 0 };
  if (expression->pattern) {
    inner.rows = 1;
    inner.is_unit = false;
    inner.substitutes = true;
    struct plan *plan = plan_pattern(planner, expression->pattern, &inner, &none);
    plan->next_exists = owner->exists;
    owner->exists = plan;
    *expression->plan = plan;
  }
  for (size_t i = 0; i < expression->argument_count; i++)
    plan_exists(planner, expression->arguments[i], scope, owner);
}

void plan_expression(struct planner *planner, const struct expression *expression, const struct scope *scope,
                     struct plan *owner) {
  if (expression)
    plan_exists(planner, expression, scope, owner);
}

/* ------------------------------------------------------------------ what must be answered alone */

/* May a pattern be given rows of `scope`, or would it see variables from
 * outside that are none of its business?  `inner` must bind what `mentions`
 * and `optional` (either may be NULL) look at and the rows bind too. */
static bool is_safe(const struct planner *planner, const struct scope *scope, const struct pattern *inner,
                    const struct pattern *optional, const bool *mentions) {
  for (size_t v = 0; v < planner->width; v++)
    if (scope->may[v] && !inner->must[v] && ((optional && optional->may[v]) || (mentions && mentions[v])))
      return false;
  return true;
}

static const bool *mentions_of(const struct planner *planner, const struct expression *expression) {
  bool *mentions = flags(planner);
  if (expression)
    expression_mark(expression, mentions, planner->width);
  return mentions;
}

/* Kinds whose meaning depends on what they do not see; in EXISTS the outer
 * values stand in the place of the variables, and nothing is hidden. */
static bool must_be_alone(const struct planner *planner, const struct pattern *pattern, const struct scope *scope) {
  if (scope->is_unit)
    return false;
  switch (pattern->kind) {
  case PATTERN_FILTER:
    return !scope->substitutes &&
           !is_safe(planner, scope, pattern->left, NULL, mentions_of(planner, pattern->expression));
  case PATTERN_LEFT_JOIN:
    return !scope->substitutes &&
           !is_safe(planner, scope, pattern->left, pattern->right, mentions_of(planner, pattern->expression));
  case PATTERN_MINUS:
    return !is_safe(planner, scope, pattern->left, pattern->right, NULL);
  case PATTERN_EXTEND:
    return scope->may[pattern->variable] ||
           (!scope->substitutes &&
            !is_safe(planner, scope, pattern->left, NULL, mentions_of(planner, pattern->expression)));
  case PATTERN_VALUES:
  case PATTERN_SELECT:
  case PATTERN_SERVICE:
    return true;
  default:
    return false;
  }
}

/* ------------------------------------------------------------------ estimates */

static double estimate_select(struct planner *planner, const struct select *select) {
  double rows = pattern_estimate(planner, select->where);
  if (select->grouped)
    rows = select->group_key_count ? sqrt(rows) : 1;
  return select->has_limit ? fmin(rows, (double)select->limit) : rows;
}

static double make_estimate(struct planner *planner, const struct pattern *pattern) {
  switch (pattern->kind) {
  case PATTERN_UNIT:
    return 1;
  case PATTERN_TRIPLES:
    return triples_estimate(planner, pattern, flags(planner));
  case PATTERN_VALUES:
    return (double)pattern->values->row_count;
  case PATTERN_JOIN:
    return fmax(1, pattern_estimate(planner, pattern->left) * pattern_estimate(planner, pattern->right) * select_fan);
  case PATTERN_UNION:
    return pattern_estimate(planner, pattern->left) + pattern_estimate(planner, pattern->right);
  case PATTERN_FILTER:
    return 0.3 * pattern_estimate(planner, pattern->left);
  case PATTERN_SELECT:
    return estimate_select(planner, pattern->select);
  case PATTERN_SERVICE:
    return closure_size;
  default:
    return pattern_estimate(planner, pattern->left);
  }
}

double pattern_estimate(struct planner *planner, const struct pattern *pattern) {
  if (*pattern->estimate <= 0)
    *pattern->estimate = fmax(make_estimate(planner, pattern), 1e-3);
  return *pattern->estimate;
}

/* Solutions for each row of `scope`. */
static double fan_of(struct planner *planner, const struct pattern *pattern, const struct scope *scope) {
  if (pattern->kind == PATTERN_TRIPLES)
    return triples_estimate(planner, pattern, scope->must);
  bool connected = false;
  for (size_t v = 0; v < planner->width && !connected; v++)
    connected = scope->must[v] && pattern->must[v];
  return pattern_estimate(planner, pattern) * (connected ? select_fan : 1);
}

/* ------------------------------------------------------------------ joins */

struct operands {
  const struct pattern **items;
  size_t count, capacity;
};

static void add_operand(struct planner *planner, struct operands *operands, const struct pattern *pattern) {
  if (operands->count == operands->capacity) {
    const size_t capacity = operands->capacity ? 2 * operands->capacity : 8;
    const struct pattern **items = relata_arena_alloc(planner->arena, capacity * sizeof *items);
    if (operands->count)
      memcpy(items, operands->items, operands->count * sizeof *items);
    operands->items = items;
    operands->capacity = capacity;
  }
  operands->items[operands->count++] = pattern;
}

static void flatten(struct planner *planner, const struct pattern *pattern, struct operands *operands) {
  if (pattern->kind != PATTERN_JOIN) {
    if (pattern->kind != PATTERN_UNIT)
      add_operand(planner, operands, pattern);
    return;
  }
  flatten(planner, pattern->left, operands);
  flatten(planner, pattern->right, operands);
}

static struct pattern *merged_triples(struct planner *planner, const struct pattern *a, const struct pattern *b) {
  struct pattern *merged = relata_arena_alloc(planner->arena, sizeof *merged);
  const struct scope nothing = scope_unit(planner);
  const struct scope a_alone = scope_after(planner, &nothing, a, 1), both = scope_after(planner, &a_alone, b, 1);
  merged->kind = PATTERN_TRIPLES;
  merged->triple_count = a->triple_count + b->triple_count;
  merged->triples = relata_arena_alloc(planner->arena, (merged->triple_count + 1) * sizeof *merged->triples);
  if (a->triple_count)
    memcpy(merged->triples, a->triples, a->triple_count * sizeof *merged->triples);
  if (b->triple_count)
    memcpy(merged->triples + a->triple_count, b->triples, b->triple_count * sizeof *merged->triples);
  merged->estimate = relata_arena_alloc(planner->arena, sizeof *merged->estimate);
  merged->may = both.may;
  merged->must = both.must;
  return merged;
}

/* Basic graph patterns that are joined are one. */
static void merge_triples(struct planner *planner, struct operands *operands) {
  size_t first = operands->count, kept = 0;
  for (size_t i = 0; i < operands->count; i++) {
    const struct pattern *pattern = operands->items[i];
    if (pattern->kind == PATTERN_TRIPLES && first < i && operands->items[first]->triple_count < 1000) {
      operands->items[first] = merged_triples(planner, operands->items[first], pattern);
      continue;
    }
    if (pattern->kind == PATTERN_TRIPLES && first == operands->count)
      first = kept;
    operands->items[kept++] = pattern;
  }
  operands->count = kept;
}

/* Conditions that name an IRI become data to begin with. */
static void take_values(struct planner *planner, const struct pattern *pattern, struct operands *operands,
                        struct conjuncts *filters) {
  size_t left = 0;
  for (size_t i = 0; i < filters->count; i++) {
    const struct pattern *data = conjunct_as_values(planner, filters->items[i], pattern);
    if (data)
      add_operand(planner, operands, data);
    else
      filters->items[left++] = filters->items[i];
  }
  filters->count = left;
}

/* The operand that is expected to give the fewest rows now; of like ones the first as written. */
static size_t cheapest(struct planner *planner, const struct operands *operands, const bool *done,
                       const struct scope *scope) {
  size_t best = operands->count;
  double best_cost = INFINITY;
  for (size_t i = 0; i < operands->count; i++) {
    if (done[i])
      continue;
    const struct pattern *pattern = operands->items[i];
    double cost = fan_of(planner, pattern, scope);
    if (must_be_alone(planner, pattern, scope))
      cost = fmax(cost, pattern_estimate(planner, pattern) * 0.1);
    if (best == operands->count || cost < 0.5 * best_cost) {
      best = i;
      best_cost = cost;
    }
  }
  return best;
}

static void add_shown(const struct planner *planner, struct pattern *sum, const struct pattern *pattern) {
  for (size_t v = 0; v < planner->width; v++) {
    sum->may[v] = sum->may[v] || pattern->may[v];
    sum->must[v] = sum->must[v] || pattern->must[v];
  }
}

enum { MOST_ORDERED = 64 }; /* operands; more stay as they are written */

static struct plan *join_operands(struct planner *planner, const struct operands *operands, const struct scope *scope,
                                  struct conjuncts *filters) {
  struct scope here = *scope;
  struct plan *plan = NULL;
  struct pattern so_far = { .may = flags(planner), .must = flags(planner) };
  struct conjuncts decided = { 0 };
  bool *done = relata_arena_alloc(planner->arena, operands->count + 1);
  for (size_t k = 0; k < operands->count; k++) {
    const size_t next = operands->count > MOST_ORDERED ? k : cheapest(planner, operands, done, &here);
    const struct pattern *pattern = operands->items[next];
    struct plan *right = plan_pattern(planner, pattern, &here, filters);
    done[next] = true;
    here = scope_after(planner, &here, pattern, right->estimate);
    plan = plan ? plan_new(planner, PLAN_JOIN, plan, right, right->estimate) : right;
    add_shown(planner, &so_far, pattern);
    conjuncts_claim(planner, &so_far, scope, filters, &decided);
    plan = conjuncts_wrap(planner, plan, &decided, &here);
  }
  return plan ? plan : plan_new(planner, PLAN_UNIT, NULL, NULL, scope->rows);
}

static struct plan *plan_join(struct planner *planner, const struct pattern *pattern, const struct scope *scope,
                              struct conjuncts *filters) {
  struct operands operands = { 0 };
  struct conjuncts claimed = { 0 };
  conjuncts_claim(planner, pattern, scope, filters, &claimed);
  take_values(planner, pattern, &operands, &claimed);
  flatten(planner, pattern, &operands);
  merge_triples(planner, &operands);
  if (operands.count == 1 && operands.items[0]->kind == PATTERN_TRIPLES) {
    struct plan *plan = plan_triples(planner, operands.items[0], scope, &claimed);
    return conjuncts_wrap(planner, plan, &claimed, scope);
  }
  struct plan *plan = join_operands(planner, &operands, scope, &claimed);
  return conjuncts_wrap(planner, plan, &claimed, scope);
}

/* ------------------------------------------------------------------ the other kinds */

static struct plan *plan_filter(struct planner *planner, const struct pattern *pattern, const struct scope *scope,
                                struct conjuncts *filters) {
  struct conjuncts own = { 0 };
  conjuncts_claim(planner, pattern, scope, filters, &own);
  conjuncts_split(planner, pattern->expression, &own);
  struct plan *plan = plan_pattern(planner, pattern->left, scope, &own);
  const struct scope after = scope_after(planner, scope, pattern->left, plan->estimate);
  return conjuncts_wrap(planner, plan, &own, &after);
}

static struct plan *plan_left_join(struct planner *planner, const struct pattern *pattern, const struct scope *scope,
                                   struct conjuncts *filters) {
  struct conjuncts condition = { 0 }, inner = { 0 };
  struct plan *left = plan_pattern(planner, pattern->left, scope, filters);
  const struct scope between = scope_after(planner, scope, pattern->left, left->estimate);
  if (pattern->expression)
    conjuncts_split(planner, pattern->expression, &condition);
  conjuncts_claim(planner, pattern->right, &between, &condition, &inner);
  struct plan *right = plan_pattern(planner, pattern->right, &between, &inner);
  right = conjuncts_wrap(planner, right, &inner, &between);
  struct plan *plan = plan_new(planner, PLAN_LEFT_JOIN, left, right, fmax(left->estimate, right->estimate));
  if (condition.count) { /* what is left of it is asked with the whole: it has one value all the same */
    plan->expression = pattern->expression;
    plan->condition = condition_new(pattern->expression, planner->width);
    const struct scope after = scope_after(planner, &between, pattern->right, plan->estimate);
    plan_expression(planner, pattern->expression, &after, plan);
  }
  return plan;
}

/* A branch gets its own copies of the filters. */
static struct plan *plan_branch(struct planner *planner, const struct pattern *branch, const struct scope *scope,
                                const struct conjuncts *filters) {
  struct conjuncts copy = { 0 };
  copy.items = relata_arena_alloc(planner->arena, (filters->count + 1) * sizeof *copy.items);
  copy.count = filters->count;
  copy.capacity = filters->count;
  if (filters->count)
    memcpy(copy.items, filters->items, filters->count * sizeof *copy.items);
  struct plan *plan = plan_pattern(planner, branch, scope, &copy);
  return conjuncts_wrap(planner, plan, &copy, scope);
}

static struct plan *plan_union(struct planner *planner, const struct pattern *pattern, const struct scope *scope,
                               struct conjuncts *filters) {
  struct conjuncts claimed = { 0 };
  conjuncts_claim(planner, pattern, scope, filters, &claimed);
  struct plan *left = plan_branch(planner, pattern->left, scope, &claimed),
              *right = plan_branch(planner, pattern->right, scope, &claimed);
  return plan_new(planner, PLAN_UNION, left, right, left->estimate + right->estimate);
}

static struct plan *plan_minus(struct planner *planner, const struct pattern *pattern, const struct scope *scope,
                               struct conjuncts *filters) {
  const struct scope unit = scope_unit(planner);
  struct conjuncts none = { 0 };
  struct plan *left = plan_pattern(planner, pattern->left, scope, filters);
  struct plan *right = plan_pattern(planner, pattern->right, &unit, &none);
  return plan_new(planner, PLAN_MINUS, left, right, left->estimate);
}

static struct plan *plan_extend(struct planner *planner, const struct pattern *pattern, const struct scope *scope,
                                struct conjuncts *filters) {
  struct plan *left = plan_pattern(planner, pattern->left, scope, filters);
  struct plan *plan = plan_new(planner, PLAN_EXTEND, left, NULL, left->estimate);
  const struct scope after = scope_after(planner, scope, pattern->left, left->estimate);
  plan->pattern = pattern;
  plan->expression = pattern->expression;
  plan->variable = pattern->variable;
  plan_expression(planner, pattern->expression, &after, plan);
  return plan;
}

static struct plan *plan_graph(struct planner *planner, const struct pattern *pattern, const struct scope *scope,
                               struct conjuncts *filters) {
  struct scope inner = *scope;
  struct conjuncts claimed = { 0 };
  if (pattern->graph.is_variable) {
    inner.may = memcpy(flags(planner), scope->may, planner->width);
    inner.must = memcpy(flags(planner), scope->must, planner->width);
    inner.may[pattern->graph.variable] = inner.must[pattern->graph.variable] = true;
    inner.is_unit = false;
  }
  conjuncts_claim(planner, pattern, scope, filters, &claimed);
  struct plan *left = plan_pattern(planner, pattern->left, &inner, &claimed);
  struct plan *plan = plan_new(planner, PLAN_GRAPH, left, NULL, left->estimate);
  plan->pattern = pattern;
  return conjuncts_wrap(planner, plan, &claimed, scope);
}

static struct plan *plan_leaf(struct planner *planner, const struct pattern *pattern, enum plan_kind kind) {
  struct plan *plan = plan_new(planner, kind, NULL, NULL, pattern_estimate(planner, pattern));
  plan->pattern = pattern;
  return plan;
}

static struct plan *plan_sideways(struct planner *planner, const struct pattern *pattern, const struct scope *scope,
                                  struct conjuncts *filters) {
  switch (pattern->kind) {
  case PATTERN_UNIT:
    return plan_new(planner, PLAN_UNIT, NULL, NULL, scope->rows);
  case PATTERN_TRIPLES:
  case PATTERN_JOIN:
    return plan_join(planner, pattern, scope, filters);
  case PATTERN_LEFT_JOIN:
    return plan_left_join(planner, pattern, scope, filters);
  case PATTERN_UNION:
    return plan_union(planner, pattern, scope, filters);
  case PATTERN_MINUS:
    return plan_minus(planner, pattern, scope, filters);
  case PATTERN_FILTER:
    return plan_filter(planner, pattern, scope, filters);
  case PATTERN_EXTEND:
    return plan_extend(planner, pattern, scope, filters);
  case PATTERN_GRAPH:
    return plan_graph(planner, pattern, scope, filters);
  case PATTERN_VALUES:
    return plan_leaf(planner, pattern, PLAN_VALUES);
  case PATTERN_SELECT:
    return plan_select(planner, pattern->select, FORM_SELECT, true);
  case PATTERN_SERVICE:
    return plan_leaf(planner, pattern, PLAN_SERVICE);
  }
  return plan_new(planner, PLAN_UNIT, NULL, NULL, 1);
}

struct plan *plan_pattern(struct planner *planner, const struct pattern *pattern, const struct scope *scope,
                          struct conjuncts *filters) {
  if (!must_be_alone(planner, pattern, scope))
    return plan_sideways(planner, pattern, scope, filters);
  const struct scope unit = scope_unit(planner);
  struct conjuncts claimed = { 0 };
  const double fan = fan_of(planner, pattern, scope);
  conjuncts_claim(planner, pattern, &unit, filters, &claimed);
  struct plan *alone = plan_sideways(planner, pattern, &unit, &claimed);
  alone = conjuncts_wrap(planner, alone, &claimed, &unit);
  return plan_new(planner, PLAN_HASH_JOIN, alone, NULL, scope->rows * fan);
}

/* ------------------------------------------------------------------ the whole */

enum relata_status plan_query(struct plan **out, struct evaluation *evaluation, const struct query *query,
                              struct relata_error *error) {
  struct planner planner = { .evaluation = evaluation, .arena = evaluation->arena, .width = query->variable_count };
  *out = plan_select(&planner, &query->select, query->form, false);
  if (!planner.too_large)
    return RELATA_OK;
  return relata_error_set(error, RELATA_LIMIT, NULL, 0, 0,
                          "a group of the query has more triple patterns than can be planned; split it");
}
