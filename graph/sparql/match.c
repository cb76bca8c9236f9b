/* match.c — basic graph patterns: triples in the cheapest order, depth first.
 *
 * The order is chosen once a pattern: the triple that is expected to give the
 * fewest matches comes first, then always the cheapest of those that share a
 * variable with what is bound.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "graph/sparql/evaluate.h"

/* ------------------------------------------------------------------ walking triples */

struct triple_walk triple_walk_begin(const struct evaluation *evaluation, uint32_t subject, uint32_t predicate,
                                     uint32_t object) {
  const struct quad pattern = { subject, predicate, object, evaluation->active };
  return (struct triple_walk){ evaluation, quads_match(evaluation->quads, pattern, false), NULL };
}

static bool is_in_graph(const struct evaluation *evaluation, const struct quad *quad) {
  if (evaluation->active != RELATA_NONE)
    return true; /* the cursor asks for it */
  if (evaluation->in_default)
    return quad->graph != RELATA_NONE && evaluation->in_default[quad->graph];
  return evaluation->union_default || quad->graph == RELATA_NONE;
}

const struct quad *triple_walk_next(struct triple_walk *walk) {
  for (const struct quad *quad; (quad = quad_cursor_next(&walk->cursor));) {
    if (timer_is_over(walk->evaluation->timer))
      return NULL;
    if (!is_in_graph(walk->evaluation, quad))
      continue;
    if (walk->last && walk->last->subject == quad->subject && walk->last->predicate == quad->predicate &&
        walk->last->object == quad->object)
      continue;
    walk->last = quad;
    return quad;
  }
  return NULL;
}

/* ------------------------------------------------------------------ the order of triples */

struct place {
  bool is_variable;
  uint32_t number; /* of the variable, or of the term */
};

struct step {
  struct place places[3];
  const struct path *path;
  bool done;
};

static struct place place_of(struct evaluation *evaluation, const struct slot *slot) {
  if (slot->is_variable)
    return (struct place){ true, slot->variable };
  return (struct place){ false, evaluation_intern(evaluation, slot->term) };
}

static size_t range_size(const struct evaluation *evaluation, const struct step *step) {
  uint32_t terms[3];
  for (int i = 0; i < 3; i++)
    terms[i] = step->places[i].is_variable || (i == 1 && step->path) ? RELATA_NONE : step->places[i].number;
  const struct triple_walk walk = triple_walk_begin(evaluation, terms[0], terms[1], terms[2]);
  return quad_cursor_size(&walk.cursor);
}

static bool is_bound(const struct step *step, int place, const bool *bound) {
  return step->places[place].is_variable && bound[step->places[place].number];
}

static bool is_known(const struct step *step, int place, const bool *bound) {
  return !step->places[place].is_variable || bound[step->places[place].number];
}

/* A guess of how many matches a triple has for each row. */
static double cost_of(const struct evaluation *evaluation, const struct step *step, const bool *bound) {
  double cost = (double)range_size(evaluation, step);
  const bool subject = is_bound(step, 0, bound), object = is_bound(step, 2, bound);
  if (step->path && !is_known(step, 0, bound) && !is_known(step, 2, bound))
    return 1e12;
  if (step->path)
    cost = 1e3;
  const struct predicate_count *count =
    step->path || step->places[1].is_variable ? NULL : quads_predicate(evaluation->quads, step->places[1].number);
  if (subject)
    cost = count ? cost / fmax(1, count->subjects) : fmin(cost, is_known(step, 1, bound) || step->path ? 2 : 10);
  if (object)
    cost = count ? cost / fmax(1, count->objects) : fmin(cost, 1 + sqrt(cost));
  if (subject && object)
    cost = fmin(cost, 0.5);
  const bool connected = subject || object || is_bound(step, 1, bound);
  const bool closed = !step->places[0].is_variable && !step->places[2].is_variable;
  return connected || closed ? cost : 1 + cost * 1e3;
}

static void mark_bound(const struct step *step, bool *bound) {
  for (int i = 0; i < 3; i++)
    if (step->places[i].is_variable && !(i == 1 && step->path))
      bound[step->places[i].number] = true;
}

static struct step *plan(struct evaluation *evaluation, const struct pattern *pattern, const struct rows *input) {
  const size_t count = pattern->triple_count;
  struct step *steps = calloc(count + 1, sizeof *steps), *order = calloc(count + 1, sizeof *order);
  bool *bound = rows_bound(input);
  if (!steps || !order)
    abort();
  for (size_t i = 0; i < count; i++) {
    const struct triple_pattern *triple = &pattern->triples[i];
    steps[i].path = triple->path;
    steps[i].places[0] = place_of(evaluation, &triple->subject);
    steps[i].places[2] = place_of(evaluation, &triple->object);
    if (!triple->path)
      steps[i].places[1] = place_of(evaluation, &triple->predicate);
  }
  for (size_t k = 0; k < count; k++) {
    size_t best = count;
    double best_cost = INFINITY;
    for (size_t i = 0; i < count; i++) {
      const double cost = steps[i].done ? INFINITY : cost_of(evaluation, &steps[i], bound);
      if (!steps[i].done && (best == count || cost < best_cost)) {
        best = i;
        best_cost = cost;
      }
    }
    steps[best].done = true;
    order[k] = steps[best];
    mark_bound(&steps[best], bound);
  }
  free(bound);
  free(steps);
  return order;
}

/* ------------------------------------------------------------------ matching */

struct matching {
  struct evaluation *evaluation;
  const struct step *steps;
  size_t step_count;
  uint32_t *row; /* at hand; cells are bound and unbound again */
  struct rows *out;
  size_t most; /* rows wanted */
};

static uint32_t known_value(const struct matching *matching, const struct place *place) {
  return place->is_variable ? matching->row[place->number] : place->number;
}

static void match_step(struct matching *matching, size_t at);

/* Binds what is free, goes on, and frees it again; two places of one variable must agree. */
static void bind_and_go_on(struct matching *matching, size_t at, const uint32_t found[3]) {
  const struct step *step = &matching->steps[at];
  uint32_t bound[3];
  size_t count = 0;
  bool agrees = true;
  for (int i = 0; i < 3 && agrees; i++) {
    if (!step->places[i].is_variable || (i == 1 && step->path))
      continue;
    uint32_t *cell = &matching->row[step->places[i].number];
    if (*cell == RELATA_NONE) {
      *cell = found[i];
      bound[count++] = step->places[i].number;
    } else {
      agrees = *cell == found[i];
    }
  }
  if (agrees)
    match_step(matching, at + 1);
  while (count)
    matching->row[bound[--count]] = RELATA_NONE;
}

static bool is_in_some_triple(const struct evaluation *evaluation, uint32_t term) {
  struct triple_walk from = triple_walk_begin(evaluation, term, RELATA_NONE, RELATA_NONE),
                     to = triple_walk_begin(evaluation, RELATA_NONE, RELATA_NONE, term);
  return triple_walk_next(&from) || triple_walk_next(&to);
}

/* A path of no steps leads from everything in the graph to itself, and from
 * the query's own constants, but not from a value that a variable got elsewhere. */
static bool is_allowed(const struct matching *matching, const struct step *step, const uint32_t pair[2]) {
  return pair[0] != pair[1] || !step->places[0].is_variable || !step->places[2].is_variable ||
         is_in_some_triple(matching->evaluation, pair[0]);
}

static void match_path(struct matching *matching, size_t at) {
  const struct step *step = &matching->steps[at];
  struct pairs pairs = { 0 };
  path_find(matching->evaluation, step->path, known_value(matching, &step->places[0]),
            known_value(matching, &step->places[2]), &pairs);
  for (size_t i = 0; i < pairs.count && matching->out->count < matching->most; i++)
    if (is_allowed(matching, step, pairs.items[i]))
      bind_and_go_on(matching, at, (const uint32_t[3]){ pairs.items[i][0], RELATA_NONE, pairs.items[i][1] });
  pairs_free(&pairs);
}

static void match_step(struct matching *matching, size_t at) {
  if (at == matching->step_count) {
    rows_add(matching->out, matching->row);
    return;
  }
  const struct step *step = &matching->steps[at];
  if (step->path) {
    match_path(matching, at);
    return;
  }
  struct triple_walk walk =
    triple_walk_begin(matching->evaluation, known_value(matching, &step->places[0]),
                      known_value(matching, &step->places[1]), known_value(matching, &step->places[2]));
  for (const struct quad *quad; matching->out->count < matching->most && (quad = triple_walk_next(&walk));)
    bind_and_go_on(matching, at, (const uint32_t[3]){ quad->subject, quad->predicate, quad->object });
}

void match_triples(struct evaluation *evaluation, const struct pattern *pattern, const struct rows *input,
                   struct rows *out) {
  struct step *steps = plan(evaluation, pattern, input);
  const bool limited = evaluation->limited == pattern;
  struct matching matching = { .evaluation = evaluation,
                               .steps = steps,
                               .step_count = pattern->triple_count,
                               .out = out,
                               .most = limited ? evaluation->enough : evaluation->most };
  matching.row = calloc(input->width + 1, sizeof *matching.row);
  if (!matching.row)
    abort();
  for (size_t i = 0; i < input->count && out->count < matching.most; i++) {
    memcpy(matching.row, rows_get(input, i), (input->width + 1) * sizeof *matching.row);
    match_step(&matching, 0);
  }
  evaluation->too_many = evaluation->too_many || (!limited && out->count >= evaluation->most);
  free(matching.row);
  free(steps);
}
