/* count.c — counts that the index knows: COUNT over one triple pattern, with or without GROUP BY ?predicate. */
#include <stdlib.h>

#include "graph/sparql/aggregate.h"

static bool differ(const struct slot *a, const struct slot *b) {
  return !a->is_variable || !b->is_variable || a->variable != b->variable;
}

/* One triple of the union of all graphs, each variable in it once. */
static bool is_plain(const struct evaluation *evaluation, const struct pattern *where) {
  if (where->kind != PATTERN_TRIPLES || where->triple_count != 1 || where->triples[0].path)
    return false;
  const struct triple_pattern *triple = &where->triples[0];
  return evaluation->active == RELATA_NONE && evaluation->union_default && !evaluation->in_default &&
         differ(&triple->subject, &triple->predicate) && differ(&triple->subject, &triple->object) &&
         differ(&triple->predicate, &triple->object);
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

static void add_group(struct evaluation *evaluation, const struct select *select, struct groups *groups, size_t count) {
  struct relata_arena *arena = relata_arena_new();
  const struct value value = value_integer((int64_t)count);
  const uint32_t number = evaluation_intern(evaluation, value_to_term(arena, &value));
  const size_t group = groups->rows.count - 1;
  for (size_t i = 0; i < select->aggregate_count; i++)
    groups->aggregates[group * select->aggregate_count + i] = number;
  relata_arena_free(arena);
}

static uint32_t term_of(struct evaluation *evaluation, const struct slot *slot) {
  return slot->is_variable ? RELATA_NONE : evaluation_intern(evaluation, slot->term);
}

static size_t count_triples(struct evaluation *evaluation, const struct triple_pattern *triple) {
  size_t count = 0;
  const uint32_t subject = term_of(evaluation, &triple->subject), predicate = term_of(evaluation, &triple->predicate),
                 object = term_of(evaluation, &triple->object);
  if (subject == RELATA_NONE && predicate == RELATA_NONE && object == RELATA_NONE)
    return quads_triple_count(evaluation->quads);
  struct triple_walk walk = triple_walk_begin(evaluation, subject, predicate, object);
  if (quads_count(evaluation->quads) == quads_triple_count(evaluation->quads)) /* no triple stands in two graphs */
    return quad_cursor_size(&walk.cursor);
  while (triple_walk_next(&walk))
    count++;
  return count;
}

static void make_room(struct groups *groups, const struct select *select, size_t count) {
  groups->aggregates = calloc(count * select->aggregate_count + 1, sizeof *groups->aggregates);
  if (!groups->aggregates)
    abort();
}

bool groups_count(struct evaluation *evaluation, const struct select *select, struct groups *groups) {
  if (select->values || !select->aggregate_count || !is_plain(evaluation, select->where))
    return false;
  const struct triple_pattern *triple = &select->where->triples[0];
  for (size_t i = 0; i < select->aggregate_count; i++)
    if (!counts_matches(&select->aggregates[i], triple))
      return false;
  const bool by_predicate = groups_by_predicate(select, triple);
  if (!by_predicate && select->group_key_count)
    return false;
  size_t count = 1;
  const struct predicate_count *counts = by_predicate ? quads_predicates(evaluation->quads, &count) : NULL;
  rows_init(&groups->rows, evaluation->query->variable_count);
  make_room(groups, select, count);
  for (size_t i = 0; i < count; i++) {
    uint32_t *row = rows_add(&groups->rows, NULL);
    if (by_predicate)
      row[triple->predicate.variable] = counts[i].predicate;
    add_group(evaluation, select, groups, by_predicate ? counts[i].triples : count_triples(evaluation, triple));
  }
  return true;
}
