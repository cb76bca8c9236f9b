/* aggregate.c — groups and set functions (SPARQL 1.1, sections 11 and 18.5), row by row as they come. */
#include <stdlib.h>
#include <string.h>

#include "graph/sparql/evaluate.h"
#include "graph/store/term.h"

/* ------------------------------------------------------------------ one set function */

/* What a set function has gathered of a group. */
struct gathered {
  size_t count;
  bool failed; /* an error among the values, which not all functions forgive */
  struct value best, sum;
  char *text;             /* GROUP_CONCAT, to be freed */
  size_t length, room;
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

static void append(struct gathered *gathered, struct limits *limits, struct relata_str text) {
  const size_t needed = gathered->length + text.len;
  if (needed > gathered->room) {
    const size_t room = needed < 32 ? 64 : 2 * needed;
    if (!limits_take(limits, room - gathered->room))
      return;
    gathered->text = realloc(gathered->text, room);
    if (!gathered->text)
      abort();
    gathered->room = room;
  }
  if (text.len)
    memcpy(gathered->text + gathered->length, text.data, text.len);
  gathered->length = needed;
}

static void concatenate(struct gathered *gathered, struct limits *limits, struct relata_arena *scratch,
                        const struct aggregate *aggregate, const struct value *value) {
  if (gathered->count > 1)
    append(gathered, limits, aggregate->separator);
  append(gathered, limits, value_text(scratch, value));
}

/* `arena` outlives the row, `scratch` does not. */
static void gather(struct limits *limits, struct relata_arena *arena, struct relata_arena *scratch,
                   const struct aggregate *aggregate, const struct value *value, struct gathered *gathered) {
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
  case AGGREGATE_GROUP_CONCAT:
    concatenate(gathered, limits, scratch, aggregate, value);
    break;
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
    return value_string(gathered->length ? (struct relata_str){ gathered->text, gathered->length } : RELATA_STR(""));
  default:
    return gathered->count ? gathered->best : value_error();
  }
}

/* ------------------------------------------------------------------ rows that come */

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

/* One set function over all groups. */
struct gathering {
  const struct aggregate *aggregate;
  struct gathered *groups; /* by the number of the group */
  struct memory *memory;
  struct row_set seen; /* DISTINCT: group and value, or group and row */
};

struct grouping {
  struct sink sink;
  struct evaluation *evaluation;
  struct plan *plan;
  const struct select *select;
  struct relata_arena *arena, *scratch;
  struct row_set keys; /* a row a group, in the order of meeting */
  uint32_t *cells;     /* the keys of the row at hand, or a group and its row */
  struct gathering *gatherings;
  size_t capacity; /* of each one's groups */
};

static uint32_t key_value(struct grouping *grouping, const struct projected *key, const uint32_t *row,
                          uint64_t number) {
  if (!key->expression)
    return row[key->variable];
  const struct value value =
    evaluate_expression(grouping->evaluation, grouping->scratch, key->expression, row, number);
  return evaluation_intern(grouping->evaluation, value_to_term(grouping->scratch, &value));
}

static void make_room(struct grouping *grouping) {
  const size_t capacity = grouping->capacity ? 2 * grouping->capacity : 16;
  for (size_t i = 0; i < grouping->select->aggregate_count; i++) {
    struct gathered **groups = &grouping->gatherings[i].groups;
    limits_take(grouping->evaluation->limits, (capacity - grouping->capacity) * sizeof **groups);
    *groups = reallocarray(*groups, capacity, sizeof **groups);
    if (!*groups)
      abort();
  }
  grouping->capacity = capacity;
}

static size_t group_of(struct grouping *grouping, const uint32_t *row, uint64_t number) {
  const struct select *select = grouping->select;
  bool is_new;
  for (size_t k = 0; k < select->group_key_count; k++)
    grouping->cells[k] = key_value(grouping, &select->group_keys[k], row, number);
  const size_t group = row_set_add(&grouping->keys, grouping->cells, &is_new);
  if (group >= grouping->capacity)
    make_room(grouping);
  is_new = is_new && grouping->evaluation->limits->broken == LIMIT_NONE; /* else the last group stands for all */
  for (size_t i = 0; is_new && i < select->aggregate_count; i++)
    grouping->gatherings[i].groups[group] = (struct gathered){ .sum = value_integer(0) };
  return group;
}

static struct value argument_value(struct grouping *grouping, struct gathering *gathering, const uint32_t *row,
                                   uint64_t number) {
  const struct expression *argument = gathering->aggregate->argument;
  struct memory *memory = gathering->memory;
  if (argument->kind != EXPRESSION_VARIABLE || row[argument->variable] == RELATA_NONE)
    return evaluate_expression(grouping->evaluation, grouping->scratch, argument, row, number);
  const uint32_t term = row[argument->variable];
  const size_t place = term % MEMORY_SIZE;
  if (memory->terms[place] != term) {
    memory->values[place] = value_of_term(grouping->arena, evaluation_term(grouping->evaluation, term));
    memory->terms[place] = term;
  }
  return memory->values[place];
}

/* Was the row's value seen in its group before? */
static bool is_repeated(struct grouping *grouping, struct gathering *gathering, size_t group, const uint32_t *row,
                        const struct value *value) {
  const struct aggregate *aggregate = gathering->aggregate;
  const size_t width = grouping->evaluation->query->variable_count;
  bool is_new;
  grouping->cells[0] = (uint32_t)group;
  if (!aggregate->argument)
    memcpy(grouping->cells + 1, row, width * sizeof *row);
  else if (aggregate->argument->kind == EXPRESSION_VARIABLE)
    grouping->cells[1] = row[aggregate->argument->variable];
  else
    grouping->cells[1] = evaluation_intern(grouping->evaluation, value_to_term(grouping->scratch, value));
  row_set_add(&gathering->seen, grouping->cells, &is_new);
  return !is_new;
}

/* COUNT of a variable looks at no value. */
static bool counts_variable(const struct aggregate *aggregate) {
  return aggregate->kind == AGGREGATE_COUNT && aggregate->argument && aggregate->argument->kind == EXPRESSION_VARIABLE;
}

static void gather_row(struct grouping *grouping, struct gathering *gathering, size_t group, const uint32_t *row,
                       uint64_t number) {
  const struct aggregate *aggregate = gathering->aggregate;
  struct value value = value_boolean(true); /* COUNT(*) counts rows */
  if (counts_variable(aggregate))
    value = row[aggregate->argument->variable] == RELATA_NONE ? value_error() : value;
  else if (aggregate->argument)
    value = argument_value(grouping, gathering, row, number);
  if (aggregate->distinct && value.kind != VALUE_ERROR && is_repeated(grouping, gathering, group, row, &value))
    return;
  gather(grouping->evaluation->limits, grouping->arena, grouping->scratch, aggregate, &value,
         &gathering->groups[group]);
}

static void take_grouped(struct sink *sink, const struct rows *rows) {
  struct grouping *grouping = (struct grouping *)sink;
  struct plan *before = plan_enter(grouping->evaluation, grouping->plan);
  for (size_t i = 0; i < rows->count && !limits_are_broken(grouping->evaluation->limits); i++) {
    const uint32_t *row = rows_get(rows, i);
    const uint64_t number = grouping->plan->numbered++;
    const size_t group = group_of(grouping, row, number);
    for (size_t k = 0; k < grouping->select->aggregate_count; k++)
      gather_row(grouping, &grouping->gatherings[k], group, row, number);
    relata_arena_clear(grouping->scratch);
  }
  plan_leave(grouping->evaluation, before);
}

/* ------------------------------------------------------------------ the groups */

static void grouping_begin(struct grouping *grouping, struct evaluation *evaluation, struct plan *plan) {
  const struct select *select = plan->select;
  const size_t width = evaluation->query->variable_count, keys = select->group_key_count;
  *grouping = (struct grouping){ .sink = { .take = take_grouped },
                                 .evaluation = evaluation,
                                 .plan = plan,
                                 .select = select,
                                 .arena = relata_arena_new(),
                                 .scratch = relata_arena_new() };
  row_set_init(&grouping->keys, keys, evaluation->limits);
  grouping->cells = calloc((width > keys ? width : keys) + 2, sizeof *grouping->cells);
  grouping->gatherings = calloc(select->aggregate_count + 1, sizeof *grouping->gatherings);
  if (!grouping->cells || !grouping->gatherings)
    abort();
  for (size_t i = 0; i < select->aggregate_count; i++) {
    struct gathering *gathering = &grouping->gatherings[i];
    gathering->aggregate = &select->aggregates[i];
    gathering->memory = memory_new();
    row_set_init(&gathering->seen, gathering->aggregate->argument ? 2 : width + 1, evaluation->limits);
  }
}

static void grouping_end(struct grouping *grouping) {
  for (size_t i = 0; i < grouping->select->aggregate_count; i++) {
    struct gathering *gathering = &grouping->gatherings[i];
    for (size_t g = 0; g < grouping->keys.rows.count; g++)
      free(gathering->groups[g].text);
    free(gathering->groups);
    free(gathering->memory);
    row_set_free(&gathering->seen);
  }
  free(grouping->gatherings);
  free(grouping->cells);
  row_set_free(&grouping->keys);
  relata_arena_free(grouping->scratch);
  relata_arena_free(grouping->arena);
}

static void emit_group(struct grouping *grouping, struct emitter *emitter, size_t group) {
  const struct select *select = grouping->select;
  const uint32_t *keys = rows_get(&grouping->keys.rows, group);
  uint32_t *row = emitter_add(emitter, NULL);
  for (size_t k = 0; k < select->group_key_count; k++)
    if (select->group_keys[k].variable != RELATA_NONE)
      row[select->group_keys[k].variable] = keys[k];
  for (size_t i = 0; i < select->aggregate_count; i++) {
    const struct value value =
      result_of(grouping->scratch, &select->aggregates[i], &grouping->gatherings[i].groups[group]);
    row[select->aggregates[i].variable] = evaluation_intern(grouping->evaluation, value_to_term(grouping->scratch, &value));
  }
  relata_arena_clear(grouping->scratch);
}

void run_group(struct evaluation *evaluation, struct plan *plan, const struct rows *input, struct sink *sink) {
  struct grouping grouping;
  struct emitter emitter;
  grouping_begin(&grouping, evaluation, plan);
  plan_run(evaluation, plan->left, input, &grouping.sink);
  if (grouping.keys.rows.count == 0 && plan->select->group_key_count == 0) /* all of nothing is one group */
    group_of(&grouping, NULL, 0);
  emitter_begin(&emitter, evaluation, plan, sink);
  for (size_t g = 0; g < grouping.keys.rows.count && !emitter_is_done(&emitter); g++)
    emit_group(&grouping, &emitter, g);
  emitter_end(&emitter);
  grouping_end(&grouping);
}
