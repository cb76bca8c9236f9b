/* evaluate_expression.c — the value of an expression for a row. */
#include <stdlib.h>
#include <string.h>

#include "graph/sparql/evaluate.h"

enum { MANY_ARGUMENTS = 16 };

static struct value value_at(struct evaluation *evaluation, struct relata_arena *arena, uint32_t number) {
  return number == RELATA_NONE ? value_error() : value_of_term(arena, evaluation_term(evaluation, number));
}

static bool truth_of(struct evaluation *evaluation, struct relata_arena *arena, const struct expression *expression,
                     const uint32_t *row, uint64_t number, bool *truth) {
  const struct value value = evaluate_expression(evaluation, arena, expression, row, number);
  return value_truth(&value, truth);
}

/* `||` and `&&` with their three values: one side that decides is enough. */
static struct value either(struct evaluation *evaluation, struct relata_arena *arena,
                           const struct expression *expression, const uint32_t *row, uint64_t number) {
  const bool deciding = expression->kind == EXPRESSION_OR;
  bool a = false, b = false;
  const bool has_a = truth_of(evaluation, arena, expression->arguments[0], row, number, &a);
  if (has_a && a == deciding)
    return value_boolean(deciding);
  const bool has_b = truth_of(evaluation, arena, expression->arguments[1], row, number, &b);
  if (has_b && b == deciding)
    return value_boolean(deciding);
  return has_a && has_b ? value_boolean(!deciding) : value_error();
}

static struct value compared(enum expression_kind kind, const struct value *a, const struct value *b) {
  bool equal;
  int order;
  if (kind == EXPRESSION_EQUAL || kind == EXPRESSION_UNEQUAL)
    return value_equals(a, b, &equal) ? value_boolean(equal == (kind == EXPRESSION_EQUAL)) : value_error();
  if (!value_compare(a, b, &order))
    return value_error();
  if (order == 2)
    return value_boolean(false);
  return value_boolean(kind == EXPRESSION_LESS         ? order < 0
                       : kind == EXPRESSION_GREATER    ? order > 0
                       : kind == EXPRESSION_LESS_EQUAL ? order <= 0
                                                       : order >= 0);
}

/* An error among the others counts only when none is equal. */
static struct value among(struct evaluation *evaluation, struct relata_arena *arena,
                          const struct expression *expression, const uint32_t *row, uint64_t number) {
  const bool in = expression->kind == EXPRESSION_IN;
  const struct value wanted = evaluate_expression(evaluation, arena, expression->arguments[0], row, number);
  bool failed = wanted.kind == VALUE_ERROR;
  for (size_t i = 1; i < expression->argument_count && wanted.kind != VALUE_ERROR; i++) {
    const struct value other = evaluate_expression(evaluation, arena, expression->arguments[i], row, number);
    bool equal;
    if (!value_equals(&wanted, &other, &equal))
      failed = true;
    else if (equal)
      return value_boolean(in);
  }
  return failed ? value_error() : value_boolean(!in);
}

/* One partner is enough. */
static void take_one(struct sink *sink, const struct rows *rows) {
  sink->full = rows->count > 0;
}

static struct value exists(struct evaluation *evaluation, const struct expression *expression, const uint32_t *row) {
  struct rows input;
  struct sink sink = { .take = take_one };
  rows_init(&input, evaluation->query->variable_count, evaluation->limits);
  rows_add(&input, row);
  plan_run(evaluation, *expression->plan, &input, &sink);
  rows_free(&input);
  return value_boolean(sink.full == (expression->kind == EXPRESSION_EXISTS));
}

/* ------------------------------------------------------------------ calls */

static struct value call_if(struct evaluation *evaluation, struct relata_arena *arena,
                            const struct expression *expression, const uint32_t *row, uint64_t number) {
  bool truth;
  if (!truth_of(evaluation, arena, expression->arguments[0], row, number, &truth))
    return value_error();
  return evaluate_expression(evaluation, arena, expression->arguments[truth ? 1 : 2], row, number);
}

static struct value call_coalesce(struct evaluation *evaluation, struct relata_arena *arena,
                                  const struct expression *expression, const uint32_t *row, uint64_t number) {
  for (size_t i = 0; i < expression->argument_count; i++) {
    const struct value value = evaluate_expression(evaluation, arena, expression->arguments[i], row, number);
    if (value.kind != VALUE_ERROR)
      return value;
  }
  return value_error();
}

static struct value call_function(struct evaluation *evaluation, struct relata_arena *arena,
                                  const struct expression *expression, const uint32_t *row, uint64_t number) {
  struct value few[MANY_ARGUMENTS], *values = few;
  if (expression->argument_count > MANY_ARGUMENTS)
    values = relata_arena_alloc(arena, expression->argument_count * sizeof *values);
  for (size_t i = 0; i < expression->argument_count; i++)
    values[i] = evaluate_expression(evaluation, arena, expression->arguments[i], row, number);
  struct function_context context = evaluation->functions;
  context.arena = arena;
  return function_call(expression->function, &context, values, expression->argument_count, number);
}

static struct value call(struct evaluation *evaluation, struct relata_arena *arena,
                         const struct expression *expression, const uint32_t *row, uint64_t number) {
  switch (function_get_kind(expression->function)) {
  case FUNCTION_BOUND:
    return value_boolean(row[expression->arguments[0]->variable] != RELATA_NONE);
  case FUNCTION_IF:
    return call_if(evaluation, arena, expression, row, number);
  case FUNCTION_COALESCE:
    return call_coalesce(evaluation, arena, expression, row, number);
  default:
    return call_function(evaluation, arena, expression, row, number);
  }
}

/* ------------------------------------------------------------------ all kinds */

static struct value binary(struct evaluation *evaluation, struct relata_arena *arena,
                           const struct expression *expression, const uint32_t *row, uint64_t number) {
  const struct value a = evaluate_expression(evaluation, arena, expression->arguments[0], row, number),
                     b = evaluate_expression(evaluation, arena, expression->arguments[1], row, number);
  switch (expression->kind) {
  case EXPRESSION_ADD:
    return value_calculate(arena, ARITHMETIC_ADD, &a, &b);
  case EXPRESSION_SUBTRACT:
    return value_calculate(arena, ARITHMETIC_SUBTRACT, &a, &b);
  case EXPRESSION_MULTIPLY:
    return value_calculate(arena, ARITHMETIC_MULTIPLY, &a, &b);
  case EXPRESSION_DIVIDE:
    return value_calculate(arena, ARITHMETIC_DIVIDE, &a, &b);
  default:
    return compared(expression->kind, &a, &b);
  }
}

static struct value unary(struct evaluation *evaluation, struct relata_arena *arena,
                          const struct expression *expression, const uint32_t *row, uint64_t number) {
  bool truth;
  const struct value value = evaluate_expression(evaluation, arena, expression->arguments[0], row, number);
  if (expression->kind == EXPRESSION_NEGATE)
    return value_negate(arena, &value);
  return value_truth(&value, &truth) ? value_boolean(!truth) : value_error();
}

struct value evaluate_expression(struct evaluation *evaluation, struct relata_arena *arena,
                                 const struct expression *expression, const uint32_t *row, uint64_t number) {
  switch (expression->kind) {
  case EXPRESSION_TERM:
    return expression->constant ? *expression->constant : value_error();
  case EXPRESSION_VARIABLE:
  case EXPRESSION_AGGREGATE:
    return value_at(evaluation, arena, row[expression->variable]);
  case EXPRESSION_OR:
  case EXPRESSION_AND:
    return either(evaluation, arena, expression, row, number);
  case EXPRESSION_NOT:
  case EXPRESSION_NEGATE:
    return unary(evaluation, arena, expression, row, number);
  case EXPRESSION_IN:
  case EXPRESSION_NOT_IN:
    return among(evaluation, arena, expression, row, number);
  case EXPRESSION_EXISTS:
  case EXPRESSION_NOT_EXISTS:
    return exists(evaluation, expression, row);
  case EXPRESSION_CALL:
    return call(evaluation, arena, expression, row, number);
  default:
    return binary(evaluation, arena, expression, row, number);
  }
}

bool evaluate_condition(struct evaluation *evaluation, struct relata_arena *arena, const struct expression *expression,
                        const uint32_t *row, uint64_t number) {
  bool truth;
  return truth_of(evaluation, arena, expression, row, number, &truth) && truth;
}

/* ------------------------------------------------------------------ variables */

static void pattern_mark(const struct pattern *pattern, bool *mentions, size_t width) {
  if (!pattern)
    return;
  for (size_t v = 0; v < width; v++)
    mentions[v] = mentions[v] || pattern->may[v];
  if (pattern->expression)
    expression_mark(pattern->expression, mentions, width);
  pattern_mark(pattern->left, mentions, width);
  pattern_mark(pattern->right, mentions, width);
}

void expression_mark(const struct expression *expression, bool *mentions, size_t width) {
  if (expression->kind == EXPRESSION_VARIABLE)
    mentions[expression->variable] = true;
  if (expression->pattern)
    pattern_mark(expression->pattern, mentions, width);
  for (size_t i = 0; i < expression->argument_count; i++)
    expression_mark(expression->arguments[i], mentions, width);
}

bool expression_is_pure(const struct expression *expression) {
  if (expression->pattern || expression->kind == EXPRESSION_AGGREGATE ||
      (expression->kind == EXPRESSION_CALL && function_get_kind(expression->function) == FUNCTION_FRESH))
    return false;
  for (size_t i = 0; i < expression->argument_count; i++)
    if (!expression_is_pure(expression->arguments[i]))
      return false;
  return true;
}

/* ------------------------------------------------------------------ conditions */

enum { MEMORY_SIZE = 4096 };

struct condition {
  const struct expression *expression;
  struct relata_arena *arena;
  uint32_t variable; /* the only one, of a pure condition; RELATA_NONE: nothing can be remembered */
  uint32_t *terms;   /* MEMORY_SIZE of them, whose answers are `held`; NULL before the first */
  bool *held;
};

struct condition *condition_new(const struct expression *expression, size_t width) {
  struct condition *condition = calloc(1, sizeof *condition);
  if (!condition)
    abort();
  *condition = (struct condition){ .expression = expression, .arena = relata_arena_new(), .variable = RELATA_NONE };
  size_t count = 0;
  bool *mentions = calloc(width + 1, sizeof *mentions);
  if (!mentions)
    abort();
  expression_mark(expression, mentions, width);
  for (uint32_t v = 0; v < width; v++)
    if (mentions[v]) {
      condition->variable = v;
      count++;
    }
  free(mentions);
  if (count != 1 || !expression_is_pure(expression))
    condition->variable = RELATA_NONE;
  return condition;
}

void condition_free(struct condition *condition) {
  if (!condition)
    return;
  relata_arena_free(condition->arena);
  free(condition->terms);
  free(condition->held);
  free(condition);
}

static bool decide(struct evaluation *evaluation, struct condition *condition, const uint32_t *row, uint64_t number) {
  const bool holds = evaluate_condition(evaluation, condition->arena, condition->expression, row, number);
  relata_arena_clear(condition->arena);
  return holds;
}

static void make_memory(struct condition *condition) {
  condition->terms = malloc(MEMORY_SIZE * sizeof *condition->terms);
  condition->held = calloc(MEMORY_SIZE, sizeof *condition->held);
  if (!condition->terms || !condition->held)
    abort();
  memset(condition->terms, 0xff, MEMORY_SIZE * sizeof *condition->terms);
}

bool condition_holds(struct evaluation *evaluation, struct condition *condition, const uint32_t *row,
                     uint64_t number) {
  const uint32_t term = condition->variable == RELATA_NONE ? RELATA_NONE : row[condition->variable];
  if (term == RELATA_NONE)
    return decide(evaluation, condition, row, number);
  if (!condition->terms)
    make_memory(condition);
  const size_t place = term % MEMORY_SIZE;
  if (condition->terms[place] != term) {
    condition->held[place] = decide(evaluation, condition, row, number);
    condition->terms[place] = term;
  }
  return condition->held[place];
}
