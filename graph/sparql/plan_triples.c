/* plan_triples.c — the order of a basic graph pattern's triples.
 *
 * The triple that is expected to give the fewest matches comes first, then
 * always the cheapest of those that share a variable with what is bound, by
 * the index's own counts: triples, different subjects and different objects of
 * each predicate, and the exact number that fits the constants.
 */
#include <math.h>
#include <string.h>

#include "graph/sparql/plan_private.h"
#include "graph/sparql/text_search.h"

enum { MOST_TRIPLES = 2000, MOST_MERGED = 8 };
static const double filter_selectivity = 0.3, unconnected_cost = 1e3, open_path_cost = 1e12, path_size = 1e3;

/* ------------------------------------------------------------------ one triple */

static struct place place_of(struct evaluation *evaluation, const struct slot *slot) {
  if (slot->is_variable)
    return (struct place){ true, slot->variable };
  return (struct place){ false, evaluation_intern(evaluation, slot->term) };
}

static bool is_used(const struct step *step, int place) {
  return !(place == 1 && (step->path || step->text));
}

/* Triples that fit the constants; for texts, things that match. */
static double range_of(struct evaluation *evaluation, const struct step *step) {
  uint32_t terms[3];
  if (step->text) {
    size_t count = 0;
    if (!step->places[2].is_variable)
      text_search_find(evaluation, step->places[2].number, false, &count);
    return step->places[2].is_variable ? path_size : (double)count;
  }
  for (int i = 0; i < 3; i++)
    terms[i] = step->places[i].is_variable || !is_used(step, i) ? RELATA_NONE : step->places[i].number;
  const struct triple_walk walk = triple_walk_begin(evaluation, terms[0], terms[1], terms[2]);
  return (double)quad_cursor_size(&walk.cursor);
}

static struct step step_of(struct evaluation *evaluation, const struct triple_pattern *triple) {
  struct step step = { .path = triple->path, .text = triple->text, .merged = 1 };
  step.places[0] = place_of(evaluation, &triple->subject);
  step.places[2] = place_of(evaluation, &triple->object);
  if (!triple->path && !triple->text)
    step.places[1] = place_of(evaluation, &triple->predicate);
  step.range = range_of(evaluation, &step);
  return step;
}

static bool is_bound(const struct step *step, int place, const bool *bound) {
  return step->places[place].is_variable && bound[step->places[place].number];
}

static bool is_known(const struct step *step, int place, const bool *bound) {
  return !step->places[place].is_variable || bound[step->places[place].number];
}

static double text_matches_of(const struct step *step, const bool *bound) {
  if (!is_known(step, 2, bound))
    return open_path_cost * 10; /* words must be known first */
  return is_known(step, 0, bound) ? fmin(0.5, step->range) : step->range;
}

/* A guess of how many matches a triple has for each row. */
static double matches_of(const struct evaluation *evaluation, const struct step *step, const bool *bound) {
  double matches = step->range;
  const bool subject = is_bound(step, 0, bound), object = is_bound(step, 2, bound);
  if (step->text)
    return text_matches_of(step, bound);
  if (step->path && !is_known(step, 0, bound) && !is_known(step, 2, bound))
    return open_path_cost;
  if (step->path)
    matches = path_size;
  const struct predicate_count *count =
    step->path || step->places[1].is_variable ? NULL : quads_predicate(evaluation->quads, step->places[1].number);
  if (subject)
    matches = count ? matches / fmax(1, count->subjects)
                    : fmin(matches, is_known(step, 1, bound) || step->path ? 2 : 10);
  if (object)
    matches = count ? matches / fmax(1, count->objects) : fmin(matches, 1 + sqrt(matches));
  return subject && object ? fmin(matches, 0.5) : matches;
}

/* The same, dear where it would multiply what it has nothing to do with. */
static double cost_of(const struct step *step, const bool *bound, double matches) {
  const bool connected = is_bound(step, 0, bound) || is_bound(step, 2, bound) || is_bound(step, 1, bound);
  const bool closed = !step->places[0].is_variable && !step->places[2].is_variable;
  return connected || closed ? matches : 1 + matches * unconnected_cost;
}

static void mark_bound(const struct step *step, bool *bound) {
  for (int i = 0; i < 3; i++)
    if (step->places[i].is_variable && is_used(step, i))
      bound[step->places[i].number] = true;
  if (step->text && step->text->has_score)
    bound[step->text->score] = true;
}

/* ------------------------------------------------------------------ the order */

/* The one variable, in one place, that a triple would bind; RELATA_NONE if there is another number of them. */
static uint32_t only_new(const struct step *step, const bool *bound) {
  uint32_t variable = RELATA_NONE;
  if (step->path || step->text)
    return RELATA_NONE;
  for (int i = 0; i < 3; i++) {
    if (is_known(step, i, bound))
      continue;
    if (variable != RELATA_NONE)
      return RELATA_NONE;
    variable = step->places[i].number;
  }
  return variable;
}

struct ordering {
  const struct evaluation *evaluation;
  struct step *steps, *order;
  bool *done;
  size_t count, placed;
  bool *bound;
  double rows;
};

static void place_step(struct ordering *ordering, size_t index) {
  struct step *step = &ordering->order[ordering->placed++];
  ordering->done[index] = true;
  *step = ordering->steps[index];
  ordering->rows *= matches_of(ordering->evaluation, step, ordering->bound);
  step->estimate = ordering->rows;
  mark_bound(step, ordering->bound);
}

static size_t cheapest(const struct ordering *ordering) {
  size_t best = ordering->count;
  double best_cost = INFINITY;
  for (size_t i = 0; i < ordering->count; i++) {
    if (ordering->done[i])
      continue;
    const struct step *step = &ordering->steps[i];
    const double cost =
      cost_of(step, ordering->bound, matches_of(ordering->evaluation, step, ordering->bound));
    if (best == ordering->count || cost < best_cost) {
      best = i;
      best_cost = cost;
    }
  }
  return best;
}

/* The cheapest triple, and those that look for the same one variable. */
static void place_next(struct ordering *ordering) {
  const size_t first = ordering->placed, best = cheapest(ordering);
  const uint32_t variable = only_new(&ordering->steps[best], ordering->bound);
  size_t same[MOST_MERGED], count = 0;
  for (size_t i = 0; i < ordering->count && variable != RELATA_NONE && count + 1 < MOST_MERGED; i++)
    if (i != best && !ordering->done[i] && only_new(&ordering->steps[i], ordering->bound) == variable)
      same[count++] = i;
  place_step(ordering, best);
  for (size_t i = 0; i < count; i++)
    place_step(ordering, same[i]);
  ordering->order[first].merged = count + 1;
  ordering->order[first].merged_variable = variable;
}

/* The steps in order; `*rows` is multiplied by the matches.  `bound` is filled. */
static struct step *order_triples(struct planner *planner, const struct pattern *pattern, bool *bound, double *rows) {
  const size_t count = pattern->triple_count;
  struct relata_arena *arena = planner->arena;
  struct ordering ordering = { .evaluation = planner->evaluation,
                               .steps = relata_arena_alloc(arena, (count + 1) * sizeof *ordering.steps),
                               .order = relata_arena_alloc(arena, (count + 1) * sizeof *ordering.order),
                               .done = relata_arena_alloc(arena, count + 1),
                               .count = count,
                               .bound = bound,
                               .rows = *rows };
  for (size_t i = 0; i < count; i++)
    ordering.steps[i] = step_of(planner->evaluation, &pattern->triples[i]);
  while (ordering.placed < count)
    place_next(&ordering);
  *rows = ordering.rows;
  return ordering.order;
}

static bool *copy_flags(const struct planner *planner, const bool *flags) {
  return memcpy(relata_arena_alloc(planner->arena, planner->width + 1), flags, planner->width);
}

static bool is_too_large(struct planner *planner, const struct pattern *pattern) {
  planner->too_large = planner->too_large || pattern->triple_count > MOST_TRIPLES;
  return planner->too_large;
}

double triples_estimate(struct planner *planner, const struct pattern *pattern, const bool *bound) {
  double rows = 1;
  if (!is_too_large(planner, pattern))
    order_triples(planner, pattern, copy_flags(planner, bound), &rows);
  return rows;
}

/* ------------------------------------------------------------------ filters */

static bool can_decide(const struct planner *planner, const struct pattern *pattern, const struct conjunct *conjunct,
                       const bool *bound) {
  for (size_t v = 0; v < planner->width; v++)
    if (conjunct->mentions[v] && !bound[v] && pattern->may[v])
      return false;
  return true;
}

static void add_filter(const struct planner *planner, struct step *step, const struct expression *expression) {
  const size_t size = (step->filter_count + 1) * sizeof(void *);
  struct condition **filters = relata_arena_alloc(planner->arena, size);
  const struct expression **expressions = relata_arena_alloc(planner->arena, size);
  if (step->filter_count) {
    memcpy(filters, step->filters, step->filter_count * sizeof *filters);
    memcpy(expressions, step->filter_expressions, step->filter_count * sizeof *expressions);
  }
  filters[step->filter_count] = condition_new(expression, planner->width);
  expressions[step->filter_count++] = expression;
  step->filters = filters;
  step->filter_expressions = expressions;
}

/* Each filter behind the first step that binds all that it looks at; merged steps count as one. */
static void place_filters(const struct planner *planner, const struct pattern *pattern, const struct scope *scope,
                          struct plan *plan, const struct conjuncts *filters) {
  bool *bound = copy_flags(planner, scope->must), *placed = relata_arena_alloc(planner->arena, filters->count + 1);
  double selectivity = 1;
  for (size_t at = 0; at < plan->step_count;) {
    const size_t end = at + plan->steps[at].merged;
    for (; at < end; at++)
      mark_bound(&plan->steps[at], bound);
    for (size_t i = 0; i < filters->count; i++) {
      if (placed[i] || !can_decide(planner, pattern, filters->items[i], bound))
        continue;
      placed[i] = true;
      selectivity *= filter_selectivity;
      add_filter(planner, &plan->steps[end - 1], filters->items[i]->expression);
    }
    plan->steps[end - 1].estimate *= selectivity;
  }
  plan->estimate *= selectivity;
}

struct plan *plan_triples(struct planner *planner, const struct pattern *pattern, const struct scope *scope,
                          struct conjuncts *filters) {
  double rows = scope->rows;
  if (is_too_large(planner, pattern))
    return plan_new(planner, PLAN_UNIT, NULL, NULL, 0);
  struct step *steps = order_triples(planner, pattern, copy_flags(planner, scope->must), &rows);
  struct plan *plan = plan_new(planner, PLAN_TRIPLES, NULL, NULL, rows);
  plan->pattern = pattern;
  plan->steps = steps;
  plan->step_count = pattern->triple_count;
  struct conjuncts claimed = { 0 };
  conjuncts_claim(planner, pattern, scope, filters, &claimed);
  if (plan->step_count == 0)
    return conjuncts_wrap(planner, plan, &claimed, scope);
  place_filters(planner, pattern, scope, plan, &claimed);
  return plan;
}
