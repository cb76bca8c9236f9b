/* match.c — basic graph patterns: the steps of a plan, depth first.
 *
 * Steps that look for one and the same variable, with all else known, are
 * runs of the index sorted by that variable: where they are of like sizes they
 * are merged, else the smallest is walked and looked up in the others.
 */
#include <stdlib.h>
#include <string.h>

#include "graph/sparql/evaluate.h"
#include "graph/sparql/text_search.h"

/* ------------------------------------------------------------------ walking triples */

struct triple_walk triple_walk_begin(const struct evaluation *evaluation, uint32_t subject, uint32_t predicate,
                                     uint32_t object) {
  const struct quad pattern = { subject, predicate, object, evaluation->active };
  return (struct triple_walk){ .evaluation = evaluation, .cursor = quads_match(evaluation->quads, pattern, false) };
}

static bool is_in_graph(const struct triple_walk *walk, const struct quad *quad) {
  const struct evaluation *evaluation = walk->evaluation;
  if (walk->cursor.pattern.graph != RELATA_NONE)
    return true; /* the cursor asks for it */
  if (evaluation->in_default)
    return quad->graph != RELATA_NONE && evaluation->in_default[quad->graph];
  return evaluation->union_default || quad->graph == RELATA_NONE;
}

const struct quad *triple_walk_next(struct triple_walk *walk) {
  for (const struct quad *quad; (quad = quad_cursor_next(&walk->cursor));) {
    if (limits_are_broken(walk->evaluation->limits))
      return NULL;
    if (!is_in_graph(walk, quad))
      continue;
    if (walk->has_last && walk->last.subject == quad->subject && walk->last.predicate == quad->predicate &&
        walk->last.object == quad->object)
      continue;
    walk->last = *quad;
    walk->has_last = true;
    return quad;
  }
  return NULL;
}

/* ------------------------------------------------------------------ a step at work */

enum { MERGE_RATIO = 16, MOST_MERGED = 8 };

struct matching {
  struct evaluation *evaluation;
  struct plan *plan;
  uint32_t *row; /* at hand; cells are bound and unbound again */
  struct emitter emitter;
};

static uint32_t known_value(const struct matching *matching, const struct place *place) {
  return place->is_variable ? matching->row[place->number] : place->number;
}

static struct triple_walk walk_of(const struct matching *matching, const struct step *step) {
  return triple_walk_begin(matching->evaluation, known_value(matching, &step->places[0]),
                           known_value(matching, &step->places[1]), known_value(matching, &step->places[2]));
}

static void match_step(struct matching *matching, size_t at);

/* Behind step `at`: what its filters say, and then the next. */
static void go_on(struct matching *matching, size_t at) {
  struct step *step = &matching->plan->steps[at];
  for (size_t i = 0; i < step->filter_count; i++)
    if (!condition_holds(matching->evaluation, step->filters[i], matching->row, 0))
      return;
  step->rows++;
  match_step(matching, at + 1);
}

static bool is_used(const struct step *step, int place) {
  return step->places[place].is_variable && !(place == 1 && (step->path || step->text));
}

/* Binds what is free, goes on, and frees it again; two places of one variable must agree. */
static void bind_and_go_on(struct matching *matching, size_t at, const uint32_t found[3]) {
  const struct step *step = &matching->plan->steps[at];
  uint32_t bound[3];
  size_t count = 0;
  bool agrees = true;
  for (int i = 0; i < 3 && agrees; i++) {
    if (!is_used(step, i))
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
    go_on(matching, at);
  while (count)
    matching->row[bound[--count]] = RELATA_NONE;
}

/* ------------------------------------------------------------------ paths */

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
  const struct step *step = &matching->plan->steps[at];
  struct pairs pairs = { .limits = matching->evaluation->limits };
  path_find(matching->evaluation, step->path, known_value(matching, &step->places[0]),
            known_value(matching, &step->places[2]), &pairs);
  for (size_t i = 0; i < pairs.count && !emitter_is_done(&matching->emitter); i++)
    if (is_allowed(matching, step, pairs.items[i]))
      bind_and_go_on(matching, at, (const uint32_t[3]){ pairs.items[i][0], RELATA_NONE, pairs.items[i][1] });
  pairs_free(&pairs);
}

/* ------------------------------------------------------------------ texts */

static void match_text(struct matching *matching, size_t at) {
  const struct step *step = &matching->plan->steps[at];
  const uint32_t words = known_value(matching, &step->places[2]), thing = known_value(matching, &step->places[0]);
  size_t count;
  const struct text_hit *hits = text_search_find(matching->evaluation, words, step->text->has_score, &count);
  if (thing != RELATA_NONE)
    hits = text_hits_find(hits, &count, thing);
  for (size_t i = 0; i < count && !emitter_is_done(&matching->emitter); i++) {
    uint32_t *score = step->text->has_score ? &matching->row[step->text->score] : NULL;
    const uint32_t outer = score ? *score : RELATA_NONE, own = score ? text_hit_score(matching->evaluation, &hits[i]) : 0;
    if (score && outer != RELATA_NONE && outer != own)
      continue;
    if (score)
      *score = own;
    bind_and_go_on(matching, at, (const uint32_t[3]){ hits[i].thing, RELATA_NONE, words });
    if (score)
      *score = outer;
  }
}

/* ------------------------------------------------------------------ runs of one variable */

/* The place that `variable` has in a step, whose other places are known. */
static unsigned char place_of(const struct step *step, uint32_t variable) {
  unsigned char place = 0;
  while (!(step->places[place].is_variable && step->places[place].number == variable))
    place++;
  return place;
}

struct run {
  struct triple_walk walk;
  unsigned char place;
  size_t size;
};

static bool run_next(struct run *run, uint32_t *found) {
  const struct quad *quad = triple_walk_next(&run->walk);
  if (quad)
    *found = quad_member(quad, run->place);
  return quad != NULL;
}

/* What all runs have: each moves up to the greatest value seen. */
static void merge_runs(struct matching *matching, size_t at, uint32_t variable, struct run *runs, size_t count) {
  uint32_t heads[MOST_MERGED], greatest = 0;
  for (size_t i = 0; i < count; i++) {
    if (!run_next(&runs[i], &heads[i]))
      return;
    greatest = heads[i] > greatest ? heads[i] : greatest;
  }
  while (!emitter_is_done(&matching->emitter)) {
    bool same = true;
    for (size_t i = 0; i < count; i++) {
      while (heads[i] < greatest)
        if (!run_next(&runs[i], &heads[i]))
          return;
      same = same && heads[i] == greatest;
      greatest = heads[i];
    }
    if (!same)
      continue;
    matching->row[variable] = greatest;
    go_on(matching, at + count - 1);
    matching->row[variable] = RELATA_NONE;
    greatest++;
  }
}

/* The smallest run, looked up in the others. */
static void probe_runs(struct matching *matching, size_t at, uint32_t variable, struct run *runs, size_t count,
                       size_t smallest) {
  uint32_t found;
  while (!emitter_is_done(&matching->emitter) && run_next(&runs[smallest], &found)) {
    bool everywhere = true;
    matching->row[variable] = found;
    for (size_t i = 0; i < count && everywhere; i++) {
      struct triple_walk walk;
      if (i == smallest)
        continue;
      walk = walk_of(matching, &matching->plan->steps[at + i]);
      everywhere = triple_walk_next(&walk) != NULL;
    }
    if (everywhere)
      go_on(matching, at + count - 1);
    matching->row[variable] = RELATA_NONE;
  }
}

static void match_runs(struct matching *matching, size_t at, uint32_t variable) {
  const struct step *steps = &matching->plan->steps[at];
  const size_t count = steps->merged;
  struct run runs[MOST_MERGED] = { 0 };
  size_t smallest = 0, greatest = 0;
  for (size_t i = 0; i < count; i++) {
    runs[i].walk = walk_of(matching, &steps[i]);
    runs[i].place = place_of(&steps[i], variable);
    runs[i].size = quad_cursor_size(&runs[i].walk.cursor);
    smallest = runs[i].size < runs[smallest].size ? i : smallest;
    greatest = runs[i].size > runs[greatest].size ? i : greatest;
  }
  if (runs[smallest].size == 0)
    return;
  if (runs[greatest].size / MERGE_RATIO <= runs[smallest].size)
    merge_runs(matching, at, variable, runs, count);
  else
    probe_runs(matching, at, variable, runs, count, smallest);
}

/* ------------------------------------------------------------------ the steps in turn */

static void match_triple(struct matching *matching, size_t at) {
  struct triple_walk walk = walk_of(matching, &matching->plan->steps[at]);
  for (const struct quad *quad; !emitter_is_done(&matching->emitter) && (quad = triple_walk_next(&walk));) {
    const uint32_t found[3] = { quad->subject, quad->predicate, quad->object };
    bind_and_go_on(matching, at, found);
  }
}

static void match_step(struct matching *matching, size_t at) {
  const struct step *step = &matching->plan->steps[at];
  if (at == matching->plan->step_count)
    emitter_add(&matching->emitter, matching->row);
  else if (step->path)
    match_path(matching, at);
  else if (step->text)
    match_text(matching, at);
  else if (step->merged > 1 && matching->row[step->merged_variable] == RELATA_NONE)
    match_runs(matching, at, step->merged_variable);
  else
    match_triple(matching, at);
}

void run_triples(struct evaluation *evaluation, struct plan *plan, const struct rows *input, struct sink *sink) {
  struct matching matching = { .evaluation = evaluation, .plan = plan };
  matching.row = calloc(input->width + 1, sizeof *matching.row);
  if (!matching.row)
    abort();
  emitter_begin(&matching.emitter, evaluation, plan, sink);
  for (size_t i = 0; i < input->count && !emitter_is_done(&matching.emitter); i++) {
    memcpy(matching.row, rows_get(input, i), (input->width + 1) * sizeof *matching.row);
    match_step(&matching, 0);
  }
  emitter_end(&matching.emitter);
  free(matching.row);
}
