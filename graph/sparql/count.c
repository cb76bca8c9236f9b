/* count.c — counts that the index knows: COUNT over one triple pattern, with or without GROUP BY ?predicate. */
#include <stdlib.h>

#include "graph/sparql/evaluate.h"

static bool differ(const struct slot *a, const struct slot *b) {
  return !a->is_variable || !b->is_variable || a->variable != b->variable;
}

/* One triple of the union of all graphs, each variable in it once. */
static bool is_plain(const struct evaluation *evaluation, const struct pattern *where) {
  if (where->kind != PATTERN_TRIPLES || where->triple_count != 1 || where->triples[0].path || where->triples[0].text)
    return false;
  const struct triple_pattern *triple = &where->triples[0];
  return evaluation->union_default && !evaluation->in_default && differ(&triple->subject, &triple->predicate) &&
         differ(&triple->subject, &triple->object) && differ(&triple->predicate, &triple->object);
}

static bool is_of(const struct slot *slot, uint32_t variable) {
  return slot->is_variable && slot->variable == variable;
}

/* COUNT(*), or of a variable that every match binds. */
static bool counts_matches(const struct aggregate *aggregate, const struct triple_pattern *triple) {
  const struct expression *argument = aggregate->argument;
  if (aggregate->kind != AGGREGATE_COUNT || aggregate->distinct)
    return false;
  return !argument || (argument->kind == EXPRESSION_VARIABLE &&
                       (is_of(&triple->subject, argument->variable) || is_of(&triple->predicate, argument->variable) ||
                        is_of(&triple->object, argument->variable)));
}

/* ?s ?p ?o, grouped by ?p alone. */
static bool groups_by_predicate(const struct select *select, const struct triple_pattern *triple) {
  return select->group_key_count == 1 && !select->group_keys[0].expression && triple->subject.is_variable &&
         triple->object.is_variable && is_of(&triple->predicate, select->group_keys[0].variable);
}

bool count_is_known(const struct evaluation *evaluation, const struct select *select) {
  if (select->values || !select->aggregate_count || !is_plain(evaluation, select->where))
    return false;
  const struct triple_pattern *triple = &select->where->triples[0];
  for (size_t i = 0; i < select->aggregate_count; i++)
    if (!counts_matches(&select->aggregates[i], triple))
      return false;
  return !select->group_key_count || groups_by_predicate(select, triple);
}

static uint32_t term_of(struct evaluation *evaluation, const struct slot *slot) {
  return slot->is_variable ? RELATA_NONE : evaluation_intern(evaluation, slot->term);
}

static size_t count_triples(struct evaluation *evaluation, const struct triple_pattern *triple) {
  size_t count = 0;
  const uint32_t subject = term_of(evaluation, &triple->subject), predicate = term_of(evaluation, &triple->predicate),
                 object = term_of(evaluation, &triple->object);
  if (subject == RELATA_NONE && predicate == RELATA_NONE && object == RELATA_NONE && evaluation->active == RELATA_NONE)
    return quads_triple_count(evaluation->quads);
  struct triple_walk walk = triple_walk_begin(evaluation, subject, predicate, object);
  if (quads_count(evaluation->quads) == quads_triple_count(evaluation->quads) && evaluation->active == RELATA_NONE)
    return quad_cursor_size(&walk.cursor); /* no triple stands in two graphs */
  while (triple_walk_next(&walk))
    count++;
  return count;
}

static void emit_group(struct evaluation *evaluation, const struct select *select, uint32_t *row, size_t count) {
  struct relata_arena *arena = relata_arena_new();
  const struct value value = value_integer((int64_t)count);
  const uint32_t number = evaluation_intern(evaluation, value_to_term(arena, &value));
  for (size_t i = 0; i < select->aggregate_count; i++)
    row[select->aggregates[i].variable] = number;
  relata_arena_free(arena);
}

/* In a graph of its own the index does not know them. */
static size_t count_of_predicate(struct evaluation *evaluation, const struct predicate_count *count) {
  struct triple_walk walk = triple_walk_begin(evaluation, RELATA_NONE, count->predicate, RELATA_NONE);
  size_t found = 0;
  if (evaluation->active == RELATA_NONE)
    return count->triples;
  while (triple_walk_next(&walk))
    found++;
  return found;
}

void run_count(struct evaluation *evaluation, struct plan *plan, struct sink *sink) {
  const struct select *select = plan->select;
  const struct triple_pattern *triple = &select->where->triples[0];
  struct emitter emitter;
  size_t predicates = 0;
  const struct predicate_count *counts =
    select->group_key_count ? quads_predicates(evaluation->quads, &predicates) : NULL;
  emitter_begin(&emitter, evaluation, plan, sink);
  for (size_t i = 0; i < predicates && !emitter_is_done(&emitter); i++) {
    const size_t count = count_of_predicate(evaluation, &counts[i]);
    if (!count)
      continue;
    uint32_t *row = emitter_add(&emitter, NULL);
    row[triple->predicate.variable] = counts[i].predicate;
    emit_group(evaluation, select, row, count);
  }
  if (!select->group_key_count)
    emit_group(evaluation, select, emitter_add(&emitter, NULL), count_triples(evaluation, triple));
  emitter_end(&emitter);
}
