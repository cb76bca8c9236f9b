/* aggregate.c — SPARQL 1.1, sections 11 and 18.5. */
#include "graph/sparql/aggregate.h"

#include <stdlib.h>
#include <string.h>

#include "graph/store/term.h"

/* ------------------------------------------------------------------ grouping */

/* For each row the number of its group; groups count in the order of meeting. */
struct grouping {
  uint32_t *group_of;
  size_t count;
};

/* The keys of a row as one text, so that a dictionary tells groups apart. */
static struct relata_str key_text(struct relata_arena *arena, const uint32_t *keys, size_t count) {
  return (struct relata_str){ count ? memcpy(relata_arena_alloc(arena, count * sizeof *keys), keys, count * sizeof *keys)
                                    : "",
                              count * sizeof *keys };
}

static uint32_t key_value(struct evaluation *evaluation, struct relata_arena *arena, const struct projected *key,
                          const uint32_t *row, uint64_t number) {
  if (!key->expression)
    return row[key->variable];
  const struct value value = evaluate_expression(evaluation, arena, key->expression, row, number);
  return evaluation_intern(evaluation, value_to_term(arena, &value));
}

static struct grouping group_rows(struct evaluation *evaluation, const struct select *select, const struct rows *rows,
                                  struct rows *heads) {
  struct grouping grouping = { calloc(rows->count + 1, sizeof(uint32_t)), 0 };
  struct dictionary *seen = dictionary_new();
  struct relata_arena *arena = relata_arena_new();
  uint32_t *keys = calloc(select->group_key_count + 1, sizeof *keys);
  if (!grouping.group_of || !keys)
    abort();
  for (size_t i = 0; i < rows->count; i++) {
    bool is_new;
    for (size_t k = 0; k < select->group_key_count; k++)
      keys[k] = key_value(evaluation, arena, &select->group_keys[k], rows_get(rows, i), i);
    grouping.group_of[i] = dictionary_intern(seen, key_text(arena, keys, select->group_key_count), &is_new);
    if (is_new) {
      uint32_t *head = rows_add(heads, NULL);
      for (size_t k = 0; k < select->group_key_count; k++)
        if (select->group_keys[k].variable != RELATA_NONE)
          head[select->group_keys[k].variable] = keys[k];
    }
    relata_arena_clear(arena);
  }
  grouping.count = dictionary_count(seen);
  free(keys);
  relata_arena_free(arena);
  dictionary_free(seen);
  return grouping;
}

/* ------------------------------------------------------------------ one set function */

/* What a set function has gathered of a group. */
struct gathered {
  size_t count;
  bool failed; /* an error among the values, which not all functions forgive */
  struct value best, sum;
  struct relata_str text; /* GROUP_CONCAT, the arena's */
};

static struct relata_str value_text(struct relata_arena *arena, const struct value *value) {
  if (value->text.data || value->kind == VALUE_IRI)
    return value->text;
  return term_split(arena, value_to_term(arena, value)).value;
}

/* Copies what must outlive the row. */
static struct value kept(struct relata_arena *arena, const struct value *value) {
  return value_of_term(arena, value_to_term(arena, value));
}

static void gather(struct relata_arena *arena, const struct aggregate *aggregate, const struct value *value,
                   struct gathered *gathered) {
  if (value->kind == VALUE_ERROR) {
    gathered->failed = true;
    return;
  }
  gathered->count++;
  switch (aggregate->kind) {
  case AGGREGATE_SUM:
  case AGGREGATE_AVG:
    gathered->sum = value_calculate(arena, ARITHMETIC_ADD, &gathered->sum, value);
    gathered->failed = gathered->failed || gathered->sum.kind == VALUE_ERROR;
    break;
  case AGGREGATE_MIN:
    if (gathered->count == 1 || value_order(value, &gathered->best) < 0)
      gathered->best = kept(arena, value);
    break;
  case AGGREGATE_MAX:
    if (gathered->count == 1 || value_order(value, &gathered->best) > 0)
      gathered->best = kept(arena, value);
    break;
  case AGGREGATE_SAMPLE:
    if (gathered->count == 1)
      gathered->best = kept(arena, value);
    break;
  case AGGREGATE_GROUP_CONCAT: {
    const struct relata_str text = value_text(arena, value);
    const bool first = gathered->count == 1;
    gathered->text =
      relata_arena_print(arena, "%.*s%.*s%.*s", (int)gathered->text.len, first ? "" : gathered->text.data,
                         first ? 0 : (int)aggregate->separator.len, aggregate->separator.data, (int)text.len,
                         text.len ? text.data : "");
    break;
  }
  case AGGREGATE_COUNT:
    break;
  }
}

static struct value result_of(struct relata_arena *arena, const struct aggregate *aggregate,
                              const struct gathered *gathered) {
  const struct value count = value_integer((int64_t)gathered->count);
  switch (aggregate->kind) {
  case AGGREGATE_COUNT:
    return count;
  case AGGREGATE_SUM:
    return gathered->failed ? value_error() : gathered->sum;
  case AGGREGATE_AVG:
    if (gathered->failed)
      return value_error();
    return gathered->count ? value_calculate(arena, ARITHMETIC_DIVIDE, &gathered->sum, &count) : value_integer(0);
  case AGGREGATE_GROUP_CONCAT:
    return value_string(gathered->count ? gathered->text : RELATA_STR(""));
  default:
    return gathered->count ? gathered->best : value_error();
  }
}

/* ------------------------------------------------------------------ all set functions */

/* A row's value was seen in its group before? */
static bool is_repeated(struct dictionary *seen, struct relata_arena *arena, uint32_t group, const uint32_t *cells,
                        size_t count) {
  uint32_t *key = relata_arena_alloc(arena, (count + 1) * sizeof *key);
  bool is_new;
  key[0] = group;
  memcpy(key + 1, cells, count * sizeof *key);
  dictionary_intern(seen, (struct relata_str){ (const char *)key, (count + 1) * sizeof *key }, &is_new);
  return !is_new;
}

static bool skips(struct evaluation *evaluation, const struct aggregate *aggregate, struct dictionary *seen,
                  struct relata_arena *arena, uint32_t group, const uint32_t *row, const struct value *value) {
  if (!aggregate->distinct)
    return false;
  if (!aggregate->argument)
    return is_repeated(seen, arena, group, row, evaluation->query->variable_count);
  const uint32_t number = evaluation_intern(evaluation, value_to_term(arena, value));
  return value->kind != VALUE_ERROR && is_repeated(seen, arena, group, &number, 1);
}

/* The last values of a variable, which often come again. */
enum { MEMORY_SIZE = 1024 };

struct memory {
  uint32_t terms[MEMORY_SIZE];
  struct value values[MEMORY_SIZE];
};

static struct memory *memory_new(void) {
  struct memory *memory = calloc(1, sizeof *memory);
  if (!memory)
    abort();
  memset(memory->terms, 0xff, sizeof memory->terms);
  return memory;
}

static struct value argument_value(struct evaluation *evaluation, struct relata_arena *kept_arena,
                                   struct relata_arena *scratch, const struct expression *argument,
                                   struct memory *memory, const uint32_t *row, size_t number) {
  if (argument->kind != EXPRESSION_VARIABLE || row[argument->variable] == RELATA_NONE)
    return evaluate_expression(evaluation, scratch, argument, row, number);
  const uint32_t term = row[argument->variable];
  const size_t place = term % MEMORY_SIZE;
  if (memory->terms[place] != term) {
    memory->values[place] = value_of_term(kept_arena, evaluation_term(evaluation, term));
    memory->terms[place] = term;
  }
  return memory->values[place];
}

static void compute(struct evaluation *evaluation, const struct select *select, size_t index, const struct rows *rows,
                    const struct grouping *grouping, struct groups *groups) {
  const struct aggregate *aggregate = &select->aggregates[index];
  struct relata_arena *arena = relata_arena_new(), *scratch = relata_arena_new();
  struct dictionary *seen = dictionary_new();
  struct memory *memory = memory_new();
  struct gathered *gathered = calloc(grouping->count + 1, sizeof *gathered);
  if (!gathered)
    abort();
  for (size_t g = 0; g < grouping->count; g++)
    gathered[g].sum = value_integer(0);
  for (size_t i = 0; i < rows->count; i++) {
    const uint32_t group = grouping->group_of[i], *row = rows_get(rows, i);
    struct value value = value_boolean(true); /* COUNT(*) counts rows */
    if (aggregate->argument)
      value = argument_value(evaluation, arena, scratch, aggregate->argument, memory, row, i);
    if (!skips(evaluation, aggregate, seen, scratch, group, row, &value))
      gather(arena, aggregate, &value, &gathered[group]);
    relata_arena_clear(scratch);
  }
  for (size_t g = 0; g < grouping->count; g++) {
    const struct value value = result_of(arena, aggregate, &gathered[g]);
    groups->aggregates[g * select->aggregate_count + index] =
      evaluation_intern(evaluation, value_to_term(arena, &value));
  }
  free(gathered);
  free(memory);
  dictionary_free(seen);
  relata_arena_free(scratch);
  relata_arena_free(arena);
}

void groups_make(struct evaluation *evaluation, const struct select *select, const struct rows *rows,
                 struct groups *groups) {
  rows_init(&groups->rows, rows->width);
  struct grouping grouping = group_rows(evaluation, select, rows, &groups->rows);
  if (grouping.count == 0 && select->group_key_count == 0) { /* all of nothing is one group */
    rows_add(&groups->rows, NULL);
    grouping.count = 1;
  }
  groups->aggregates = calloc(grouping.count * select->aggregate_count + 1, sizeof *groups->aggregates);
  if (!groups->aggregates)
    abort();
  for (size_t i = 0; i < select->aggregate_count; i++)
    compute(evaluation, select, i, rows, &grouping, groups);
  free(grouping.group_of);
}
