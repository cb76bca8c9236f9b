/* parse_expression.c — expressions by precedence. */
#include <string.h>

#include "graph/sparql/functions.h"
#include "graph/sparql/parser.h"
#include "graph/store/term.h"

struct expression *expression_new(struct parser *parser, enum expression_kind kind) {
  struct expression *expression = relata_arena_alloc(parser->arena, sizeof *expression);
  expression->kind = kind;
  return expression;
}

static struct expression *with_arguments(struct parser *parser, enum expression_kind kind, struct list *arguments) {
  struct expression *expression = expression_new(parser, kind);
  expression->arguments = arguments->items;
  expression->argument_count = arguments->count;
  for (size_t i = 0; i < arguments->count; i++)
    if (expression->arguments[i] && expression->arguments[i]->depth > expression->depth)
      expression->depth = expression->arguments[i]->depth;
  expression->depth = parser_deepen(parser, expression->depth);
  return expression;
}

static void add_argument(struct parser *parser, struct list *arguments, struct expression *argument) {
  *(struct expression **)list_add(parser->arena, arguments, sizeof argument) = argument;
}

static struct expression *binary(struct parser *parser, enum expression_kind kind, struct expression *left,
                                 struct expression *right) {
  struct list arguments = { 0 };
  add_argument(parser, &arguments, left);
  add_argument(parser, &arguments, right);
  return with_arguments(parser, kind, &arguments);
}

static struct expression *unary(struct parser *parser, enum expression_kind kind, struct expression *argument) {
  struct list arguments = { 0 };
  add_argument(parser, &arguments, argument);
  return with_arguments(parser, kind, &arguments);
}

static struct expression *term_expression(struct parser *parser, struct relata_str term) {
  struct expression *expression = expression_new(parser, EXPRESSION_TERM);
  expression->term = term;
  struct value *constant = relata_arena_alloc(parser->arena, sizeof *constant);
  *constant = value_of_term(parser->arena, term);
  expression->constant = constant;
  return expression;
}

/* ------------------------------------------------------------------ calls */

/* "( a, b )" or "()". */
static void parse_arguments(struct parser *parser, struct list *arguments) {
  parser_expect(parser, "(");
  if (parser_take(parser, ")"))
    return;
  do
    add_argument(parser, arguments, parse_expression(parser));
  while (parser_take(parser, ","));
  parser_expect(parser, ")");
}

static struct expression *parse_call(struct parser *parser, size_t function) {
  struct list arguments = { 0 };
  const struct token *name = parser_peek(parser, 0);
  parser->at++;
  parse_arguments(parser, &arguments);
  if (parser->status == RELATA_OK && !function_takes(function, arguments.count))
    parser_fail(parser, "%.*s does not take %zu arguments", (int)name->text.len, name->text.data, arguments.count);
  if (parser->status == RELATA_OK && function_get_kind(function) == FUNCTION_BOUND) {
    const struct expression *argument = ((struct expression **)arguments.items)[0];
    if (argument->kind != EXPRESSION_VARIABLE)
      parser_fail(parser, "BOUND asks about a variable");
  }
  struct expression *call = with_arguments(parser, EXPRESSION_CALL, &arguments);
  call->function = function;
  return call;
}

static struct expression *parse_exists(struct parser *parser, enum expression_kind kind) {
  struct expression *exists = expression_new(parser, kind);
  exists->pattern = parse_group(parser);
  exists->depth = parser_deepen(parser, exists->pattern->depth);
  exists->plan = relata_arena_alloc(parser->arena, sizeof *exists->plan);
  return exists;
}

/* An IRI: alone a term, with arguments a cast or a function. */
static struct expression *parse_iri_or_call(struct parser *parser) {
  const size_t at = parser->at;
  const struct relata_str iri = parser_take_iri(parser);
  if (!parser_is(parser, "("))
    return term_expression(parser, iri);
  size_t function;
  if (!function_find_iri(term_as_iri(iri), &function)) {
    /* an unknown function is an error of each solution, not of the query */
    function = function_unknown();
  }
  parser->at = at;
  return parse_call(parser, function);
}

/* ------------------------------------------------------------------ aggregates */

static bool at_aggregate(const struct parser *parser, enum aggregate_kind *kind) {
  static const char *const words[] = { "COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT" };
  const struct token *next = parser_peek(parser, 1);
  if (next->kind != TOKEN_OTHER || !token_is(next, "("))
    return false;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (parser_is_word(parser, words[i])) {
      *kind = (enum aggregate_kind)i;
      return true;
    }
  return false;
}

static struct relata_str parse_separator(struct parser *parser) {
  if (!parser_take(parser, ";"))
    return RELATA_STR(" ");
  parser_expect_word(parser, "SEPARATOR");
  parser_expect(parser, "=");
  if (parser_peek(parser, 0)->kind != TOKEN_STRING) {
    parser_unexpected(parser, "a string");
    return RELATA_STR("");
  }
  return term_split(parser->arena, parser_take_literal(parser)).value;
}

static void add_aggregate(struct parser *parser, struct select *select, const struct aggregate *aggregate) {
  struct aggregate *grown = relata_arena_alloc(parser->arena, (select->aggregate_count + 1) * sizeof *grown);
  if (select->aggregate_count)
    memcpy(grown, select->aggregates, select->aggregate_count * sizeof *grown);
  grown[select->aggregate_count++] = *aggregate;
  select->aggregates = grown;
}

static struct expression *parse_aggregate(struct parser *parser, enum aggregate_kind kind) {
  if (!parser->select || parser->in_aggregate) {
    parser_fail(parser, "an aggregate cannot stand here");
    return expression_new(parser, EXPRESSION_AGGREGATE);
  }
  struct select *select = parser->select;
  struct aggregate aggregate = { .kind = kind };
  parser->at += 2;
  parser->in_aggregate = true;
  aggregate.distinct = parser_take_word(parser, "DISTINCT");
  if (kind != AGGREGATE_COUNT || !parser_take(parser, "*"))
    aggregate.argument = parse_expression(parser);
  if (kind == AGGREGATE_GROUP_CONCAT)
    aggregate.separator = parse_separator(parser);
  parser->in_aggregate = false;
  parser_expect(parser, ")");
  struct expression *expression = expression_new(parser, EXPRESSION_AGGREGATE);
  expression->variable = aggregate.variable = parser_hidden_variable(parser);
  expression->depth = parser_deepen(parser, aggregate.argument ? aggregate.argument->depth : 0);
  select->grouped = true;
  add_aggregate(parser, select, &aggregate);
  return expression;
}

/* ------------------------------------------------------------------ precedence */

static struct expression *parse_bracketed(struct parser *parser) {
  parser_expect(parser, "(");
  struct expression *expression = parser_enter(parser) ? parse_expression(parser) : NULL;
  parser_leave(parser);
  parser_expect(parser, ")");
  return expression;
}

static bool at_function(const struct parser *parser, size_t *function) {
  const struct token *token = parser_peek(parser, 0), *next = parser_peek(parser, 1);
  return token->kind == TOKEN_WORD && next->kind == TOKEN_OTHER && token_is(next, "(") &&
         function_find_name(token->text, function);
}

static bool at_not_exists(const struct parser *parser) {
  return parser_is_word(parser, "NOT") && token_is_word(parser_peek(parser, 1), "EXISTS");
}

static struct expression *parse_primary(struct parser *parser) {
  size_t function;
  enum aggregate_kind kind;
  if (parser_is(parser, "("))
    return parse_bracketed(parser);
  if (parser_peek(parser, 0)->kind == TOKEN_VARIABLE) {
    struct expression *expression = expression_new(parser, EXPRESSION_VARIABLE);
    expression->variable = parser_take_variable(parser);
    return expression;
  }
  if (parser_at_iri(parser))
    return parse_iri_or_call(parser);
  if (parser_at_literal(parser))
    return term_expression(parser, parser_take_literal(parser));
  if (parser_take_word(parser, "EXISTS"))
    return parse_exists(parser, EXPRESSION_EXISTS);
  if (at_not_exists(parser)) {
    parser->at += 2;
    return parse_exists(parser, EXPRESSION_NOT_EXISTS);
  }
  if (at_aggregate(parser, &kind))
    return parse_aggregate(parser, kind);
  if (at_function(parser, &function))
    return parse_call(parser, function);
  parser_unexpected(parser, NULL);
  return expression_new(parser, EXPRESSION_TERM);
}

static struct expression *parse_unary(struct parser *parser) {
  struct expression *expression;
  if (!parser_enter(parser)) {
    parser_leave(parser);
    return expression_new(parser, EXPRESSION_TERM);
  }
  if (parser_take(parser, "!"))
    expression = unary(parser, EXPRESSION_NOT, parse_unary(parser));
  else if (parser_take(parser, "-"))
    expression = unary(parser, EXPRESSION_NEGATE, parse_unary(parser));
  else if (parser_take(parser, "+"))
    expression = parse_unary(parser);
  else
    expression = parse_primary(parser);
  parser_leave(parser);
  return expression;
}

static struct expression *parse_product(struct parser *parser, struct expression *left) {
  for (;;) {
    if (parser_take(parser, "*"))
      left = binary(parser, EXPRESSION_MULTIPLY, left, parse_unary(parser));
    else if (parser_take(parser, "/"))
      left = binary(parser, EXPRESSION_DIVIDE, left, parse_unary(parser));
    else
      return left;
  }
}

/* A number with its sign behind an operand, as in "7-10", is an addition. */
static bool at_signed_number(const struct parser *parser) {
  const struct token *token = parser_peek(parser, 0);
  return token->kind == TOKEN_NUMBER && (token->text.data[0] == '-' || token->text.data[0] == '+');
}

static struct expression *parse_sum(struct parser *parser) {
  struct expression *left = parse_product(parser, parse_unary(parser));
  while (parser->status == RELATA_OK) {
    if (parser_take(parser, "+"))
      left = binary(parser, EXPRESSION_ADD, left, parse_product(parser, parse_unary(parser)));
    else if (parser_take(parser, "-"))
      left = binary(parser, EXPRESSION_SUBTRACT, left, parse_product(parser, parse_unary(parser)));
    else if (at_signed_number(parser))
      left = binary(parser, EXPRESSION_ADD, left, parse_product(parser, parse_unary(parser)));
    else
      break;
  }
  return left;
}

static struct expression *parse_in(struct parser *parser, enum expression_kind kind, struct expression *left) {
  struct list arguments = { 0 };
  add_argument(parser, &arguments, left);
  parse_arguments(parser, &arguments);
  return with_arguments(parser, kind, &arguments);
}

static struct expression *parse_relation(struct parser *parser) {
  static const struct {
    const char *sign;
    enum expression_kind kind;
  } signs[] = { { "=", EXPRESSION_EQUAL },       { "!=", EXPRESSION_UNEQUAL },       { "<", EXPRESSION_LESS },
                { ">", EXPRESSION_GREATER },     { "<=", EXPRESSION_LESS_EQUAL },    { ">=", EXPRESSION_GREATER_EQUAL } };
  struct expression *left = parse_sum(parser);
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (parser_take(parser, signs[i].sign))
      return binary(parser, signs[i].kind, left, parse_sum(parser));
  if (parser_take_word(parser, "IN"))
    return parse_in(parser, EXPRESSION_IN, left);
  if (parser_is_word(parser, "NOT") && token_is_word(parser_peek(parser, 1), "IN")) {
    parser->at += 2;
    return parse_in(parser, EXPRESSION_NOT_IN, left);
  }
  return left;
}

static struct expression *parse_and(struct parser *parser) {
  struct expression *left = parse_relation(parser);
  while (parser_take(parser, "&&"))
    left = binary(parser, EXPRESSION_AND, left, parse_relation(parser));
  return left;
}

struct expression *parse_expression(struct parser *parser) {
  if (!parser_enter(parser)) {
    parser_leave(parser);
    return expression_new(parser, EXPRESSION_TERM);
  }
  struct expression *left = parse_and(parser);
  while (parser_take(parser, "||"))
    left = binary(parser, EXPRESSION_OR, left, parse_and(parser));
  parser_leave(parser);
  return left;
}

/* ------------------------------------------------------------------ constraints */

bool parser_at_constraint(const struct parser *parser) {
  size_t function;
  enum aggregate_kind kind;
  const struct token *next = parser_peek(parser, 1);
  return parser_is(parser, "(") || parser_is_word(parser, "EXISTS") || at_not_exists(parser) ||
         at_function(parser, &function) || at_aggregate(parser, &kind) ||
         (parser_at_iri(parser) && next->kind == TOKEN_OTHER && token_is(next, "("));
}

struct expression *parse_constraint(struct parser *parser) {
  if (!parser_at_constraint(parser)) {
    parser_unexpected(parser, "(");
    return expression_new(parser, EXPRESSION_TERM);
  }
  return parse_primary(parser);
}
