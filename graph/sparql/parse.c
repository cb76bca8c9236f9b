/* parse.c — prologue, query forms and solution modifiers. */
#include "graph/sparql/parse.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "graph/sparql/parser.h"
#include "graph/sparql/iri.h"
#include "graph/store/term.h"

/* ------------------------------------------------------------------ prologue */

static void parse_prefix(struct parser *parser) {
  const struct token *name = parser_peek(parser, 0);
  if (name->kind != TOKEN_NAME || memchr(name->text.data, ':', name->text.len) != name->text.data + name->text.len - 1) {
    parser_unexpected(parser, "a prefix");
    return;
  }
  parser->at++;
  if (parser_peek(parser, 0)->kind != TOKEN_IRI) {
    parser_unexpected(parser, "an IRI");
    return;
  }
  struct named *prefix = list_add(parser->arena, &parser->prefixes, sizeof *prefix);
  const struct relata_str iri = term_as_iri(parser_take_iri(parser));
  *prefix = (struct named){ { name->text.data, name->text.len - 1 }, iri };
}

void parse_prologue(struct parser *parser) {
  while (parser->status == RELATA_OK) {
    if (parser_take_word(parser, "PREFIX")) {
      parse_prefix(parser);
    } else if (parser_take_word(parser, "BASE")) {
      if (parser_peek(parser, 0)->kind != TOKEN_IRI)
        parser_unexpected(parser, "an IRI");
      parser->base = term_as_iri(parser_take_iri(parser));
    } else {
      return;
    }
  }
}

/* ------------------------------------------------------------------ SELECT */

static bool is_projected(const struct list *projected, uint32_t variable) {
  const struct projected *items = projected->items;
  for (size_t i = 0; i < projected->count; i++)
    if (items[i].variable == variable)
      return true;
  return false;
}

static void parse_projected(struct parser *parser, struct list *projected) {
  struct projected item = { 0 };
  const bool computed = parser_take(parser, "(");
  if (computed) {
    item.expression = parse_expression(parser);
    parser_expect_word(parser, "AS");
  }
  const struct token *name = parser_peek(parser, 0);
  item.variable = parser_take_variable(parser);
  if (computed && is_projected(projected, item.variable))
    parser_fail(parser, "%.*s has a value already", (int)name->text.len, name->text.data);
  if (computed)
    parser_expect(parser, ")");
  *(struct projected *)list_add(parser->arena, projected, sizeof item) = item;
}

static void parse_select_clause(struct parser *parser, struct select *select) {
  struct list projected = { 0 };
  parser_expect_word(parser, "SELECT");
  select->distinct = parser_take_word(parser, "DISTINCT");
  select->reduced = !select->distinct && parser_take_word(parser, "REDUCED");
  if (parser_take(parser, "*")) {
    select->star = true;
    return;
  }
  parser->select = select;
  do
    parse_projected(parser, &projected);
  while (parser->status == RELATA_OK && (parser_is(parser, "(") || parser_peek(parser, 0)->kind == TOKEN_VARIABLE));
  parser->select = NULL;
  select->projected = projected.items;
  select->projected_count = projected.count;
}

/* ------------------------------------------------------------------ modifiers */

static void parse_group_key(struct parser *parser, struct list *keys) {
  struct projected key = { .variable = RELATA_NONE };
  if (parser_peek(parser, 0)->kind == TOKEN_VARIABLE) {
    key.variable = parser_take_variable(parser);
  } else if (parser_take(parser, "(")) {
    key.expression = parse_expression(parser);
    if (parser_take_word(parser, "AS"))
      key.variable = parser_take_variable(parser);
    parser_expect(parser, ")");
  } else {
    key.expression = parse_constraint(parser);
  }
  *(struct projected *)list_add(parser->arena, keys, sizeof key) = key;
}

static void parse_group_by(struct parser *parser, struct select *select) {
  struct list keys = { 0 };
  if (!parser_take_word(parser, "GROUP"))
    return;
  parser_expect_word(parser, "BY");
  do
    parse_group_key(parser, &keys);
  while (parser->status == RELATA_OK &&
         (parser_peek(parser, 0)->kind == TOKEN_VARIABLE || parser_at_constraint(parser)));
  select->grouped = true;
  select->group_keys = keys.items;
  select->group_key_count = keys.count;
}

static void parse_having(struct parser *parser, struct select *select) {
  struct list having = { 0 };
  if (!parser_take_word(parser, "HAVING"))
    return;
  do
    *(struct expression **)list_add(parser->arena, &having, sizeof(struct expression *)) = parse_constraint(parser);
  while (parser->status == RELATA_OK && parser_at_constraint(parser));
  select->grouped = true;
  select->having = having.items;
  select->having_count = having.count;
}

static bool at_order_key(const struct parser *parser) {
  return parser_is_word(parser, "ASC") || parser_is_word(parser, "DESC") ||
         parser_peek(parser, 0)->kind == TOKEN_VARIABLE || parser_at_constraint(parser);
}

static void parse_order_key(struct parser *parser, struct list *order) {
  struct order_key key = { .descending = parser_take_word(parser, "DESC") };
  const bool worded = key.descending || parser_take_word(parser, "ASC");
  if (worded && !parser_is(parser, "("))
    parser_unexpected(parser, "(");
  if (!worded && parser_peek(parser, 0)->kind == TOKEN_VARIABLE) {
    key.expression = expression_new(parser, EXPRESSION_VARIABLE);
    key.expression->variable = parser_take_variable(parser);
  } else {
    key.expression = parse_constraint(parser);
  }
  *(struct order_key *)list_add(parser->arena, order, sizeof key) = key;
}

static void parse_order_by(struct parser *parser, struct select *select) {
  struct list order = { 0 };
  if (!parser_take_word(parser, "ORDER"))
    return;
  parser_expect_word(parser, "BY");
  do
    parse_order_key(parser, &order);
  while (parser->status == RELATA_OK && at_order_key(parser));
  select->order = order.items;
  select->order_count = order.count;
}

static uint64_t parse_count(struct parser *parser) {
  const struct token *token = parser_peek(parser, 0);
  uint64_t number = 0;
  for (size_t i = 0; i < token->text.len; i++) {
    if (token->kind != TOKEN_NUMBER || token->text.data[i] < '0' || token->text.data[i] > '9' || number > UINT64_MAX / 20) {
      parser_unexpected(parser, "a whole number");
      return 0;
    }
    number = 10 * number + (uint64_t)(token->text.data[i] - '0');
  }
  if (token->text.len == 0)
    parser_unexpected(parser, "a whole number");
  else
    parser->at++;
  return number;
}

static void parse_limits(struct parser *parser, struct select *select) {
  bool has_offset = false;
  for (;;) {
    if (!select->has_limit && parser_take_word(parser, "LIMIT")) {
      select->limit = parse_count(parser);
      select->has_limit = true;
    } else if (!has_offset && parser_take_word(parser, "OFFSET")) {
      select->offset = parse_count(parser);
      has_offset = true;
    } else {
      return;
    }
  }
}

static void parse_modifiers(struct parser *parser, struct select *select) {
  parse_group_by(parser, select);
  parser->select = select;
  parse_having(parser, select);
  parse_order_by(parser, select);
  parser->select = NULL;
  parse_limits(parser, select);
  if (parser_take_word(parser, "VALUES"))
    select->values = parse_values(parser);
}

static void parse_where(struct parser *parser, struct select *select, bool optional) {
  const bool worded = parser_take_word(parser, "WHERE");
  if (!worded && optional && !parser_is(parser, "{")) {
    select->where = relata_arena_alloc(parser->arena, sizeof *select->where);
    return;
  }
  select->where = parse_group(parser);
}

/* ------------------------------------------------------------------ what grouping allows */

static bool is_group_key(const struct select *select, uint32_t variable) {
  for (size_t i = 0; i < select->group_key_count; i++)
    if (select->group_keys[i].variable == variable)
      return true;
  return false;
}

static bool is_named_before(const struct select *select, size_t before, uint32_t variable) {
  for (size_t i = 0; i < before; i++)
    if (select->projected[i].variable == variable && select->projected[i].expression)
      return true;
  return false;
}

/* The name of a variable that has no one value in a group; empty if there is none. */
static struct relata_str find_loose(const struct parser *parser, const struct select *select, size_t before,
                                    const struct expression *expression) {
  const struct relata_str *names = parser->names.items;
  if (!expression)
    return (struct relata_str){ NULL, 0 };
  if (expression->kind == EXPRESSION_VARIABLE && !is_group_key(select, expression->variable) &&
      !is_named_before(select, before, expression->variable))
    return names[expression->variable];
  for (size_t i = 0; i < expression->argument_count; i++) {
    const struct relata_str loose = find_loose(parser, select, before, expression->arguments[i]);
    if (loose.len)
      return loose;
  }
  return (struct relata_str){ NULL, 0 };
}

static void check_grouping(struct parser *parser, const struct select *select) {
  const struct relata_str *names = parser->names.items;
  if (parser->status != RELATA_OK || !select->grouped)
    return;
  if (select->star)
    parser_fail(parser, "SELECT * has no meaning with groups; name the variables");
  for (size_t i = 0; i < select->projected_count && parser->status == RELATA_OK; i++) {
    const struct projected *item = &select->projected[i];
    struct relata_str loose = find_loose(parser, select, i, item->expression);
    if (!item->expression && !is_group_key(select, item->variable))
      loose = names[item->variable];
    if (loose.len)
      parser_fail(parser, "?%.*s has no one value in a group: name it in GROUP BY or put it in an aggregate",
                  (int)loose.len, loose.data);
  }
}

/* `(expr AS ?x)` must not name a variable that the pattern binds. */
static void check_projected(struct parser *parser, const struct select *select) {
  const struct relata_str *names = parser->names.items;
  if (parser->status != RELATA_OK)
    return;
  struct pattern whole = *select->where;
  for (size_t i = 0; i < select->projected_count && parser->status == RELATA_OK; i++)
    if (select->projected[i].expression && pattern_binds(&whole, select->projected[i].variable)) {
      const struct relata_str name = names[select->projected[i].variable];
      parser_fail(parser, "?%.*s has a value already", (int)name.len, name.data);
    }
}

static void add_term(struct parser *parser, struct list *list, struct relata_str term) {
  *(struct relata_str *)list_add(parser->arena, list, sizeof term) = term;
}

/* FROM and FROM NAMED. */
static void parse_dataset(struct parser *parser) {
  struct query *query = parser->query;
  struct list from = { 0 }, named = { 0 };
  while (parser_take_word(parser, "FROM")) {
    struct list *graphs = parser_take_word(parser, "NAMED") ? &named : &from;
    add_term(parser, graphs, parser_take_iri(parser));
  }
  query->from = from.items;
  query->from_count = from.count;
  query->from_named = named.items;
  query->from_named_count = named.count;
}

static void parse_select(struct parser *parser, struct select *select, bool is_query) {
  parse_select_clause(parser, select);
  if (is_query)
    parse_dataset(parser);
  parse_where(parser, select, false);
  parse_modifiers(parser, select);
  check_projected(parser, select);
  check_grouping(parser, select);
}

struct select *parse_subselect(struct parser *parser) {
  struct select *outer = parser->select, *select = relata_arena_alloc(parser->arena, sizeof *select);
  const bool in_aggregate = parser->in_aggregate;
  parser->in_aggregate = false;
  parse_select(parser, select, false);
  parser->select = outer;
  parser->in_aggregate = in_aggregate;
  return select;
}

/* ------------------------------------------------------------------ the other forms */

static struct list parse_template(struct parser *parser) {
  struct list triples = { 0 };
  parser_expect(parser, "{");
  parser->block++;
  parse_triples_block(parser, &triples);
  parser_expect(parser, "}");
  parser->block++;
  return triples;
}

/* CONSTRUCT { template } WHERE { … }, or CONSTRUCT WHERE { triples } which is both. */
static void parse_construct(struct parser *parser, struct query *query) {
  struct list triples = { 0 };
  const bool is_short = !parser_is(parser, "{");
  parser->in_template = true;
  if (!is_short)
    triples = parse_template(parser);
  parser->in_template = false;
  parse_dataset(parser);
  if (is_short) {
    parser_expect_word(parser, "WHERE");
    parser->in_template = true;
    triples = parse_template(parser);
    parser->in_template = false;
    query->select.where = relata_arena_alloc(parser->arena, sizeof *query->select.where);
    query->select.where->kind = PATTERN_TRIPLES;
    query->select.where->triples = triples.items;
    query->select.where->triple_count = triples.count;
  } else {
    parse_where(parser, &query->select, false);
  }
  query->construct = triples.items;
  query->construct_count = triples.count;
  parse_modifiers(parser, &query->select);
}

static void parse_describe(struct parser *parser, struct query *query) {
  struct list described = { 0 };
  query->select.star = parser_take(parser, "*");
  while (!query->select.star && (parser_peek(parser, 0)->kind == TOKEN_VARIABLE || parser_at_iri(parser))) {
    struct slot *slot = list_add(parser->arena, &described, sizeof *slot);
    slot->is_variable = parser_peek(parser, 0)->kind == TOKEN_VARIABLE;
    if (slot->is_variable)
      slot->variable = parser_take_variable(parser);
    else
      slot->term = parser_take_iri(parser);
  }
  if (!query->select.star && described.count == 0)
    parser_unexpected(parser, "an IRI");
  query->described = described.items;
  query->described_count = described.count;
  parse_dataset(parser);
  parse_where(parser, &query->select, true);
  parse_modifiers(parser, &query->select);
}

static void parse_ask(struct parser *parser, struct query *query) {
  parse_dataset(parser);
  parse_where(parser, &query->select, false);
  parse_modifiers(parser, &query->select);
}

static void parse_form(struct parser *parser, struct query *query) {
  if (parser_is_word(parser, "SELECT")) {
    query->form = FORM_SELECT;
    parse_select(parser, &query->select, true);
  } else if (parser_take_word(parser, "CONSTRUCT")) {
    query->form = FORM_CONSTRUCT;
    parse_construct(parser, query);
  } else if (parser_take_word(parser, "DESCRIBE")) {
    query->form = FORM_DESCRIBE;
    parse_describe(parser, query);
  } else if (parser_take_word(parser, "ASK")) {
    query->form = FORM_ASK;
    parse_ask(parser, query);
  } else {
    parser_unexpected(parser, "SELECT, ASK, CONSTRUCT or DESCRIBE");
  }
}

/* ------------------------------------------------------------------ the whole */

/* Known, but nothing that is done here. */
static enum relata_status check_supported(const struct parser *parser, size_t verb) {
  static const char *const updates[] = { "INSERT", "DELETE", "LOAD", "CLEAR", "DROP",
                                         "CREATE", "ADD",    "MOVE", "COPY",  "WITH" };
  size_t line, column;
  const struct token *token = parser_peek(parser, verb - parser->at);
  for (size_t k = 0; k < sizeof updates / sizeof *updates; k++) {
    if (!token_is_word(token, updates[k]))
      continue;
    text_position(parser->text, token->begin, &line, &column);
    return relata_error_set(parser->error, RELATA_UNSUPPORTED, NULL, line, column,
                            "%.*s changes a graph; only queries are answered here", (int)token->text.len,
                            token->text.data);
  }
  return RELATA_OK;
}

enum relata_status query_check_utf8(struct relata_str text, struct relata_error *error) {
  size_t line, column;
  for (size_t i = 0; i < text.len;) {
    utf8proc_int32_t code;
    const utf8proc_ssize_t step =
      utf8proc_iterate((const utf8proc_uint8_t *)text.data + i, (utf8proc_ssize_t)(text.len - i), &code);
    if (step <= 0) {
      text_position(text, i, &line, &column);
      return relata_error_set(error, RELATA_BAD_INPUT, NULL, line, column, "the query is not UTF-8");
    }
    i += (size_t)step;
  }
  return RELATA_OK;
}

void parser_know_prefixes(struct parser *parser, const struct relata_prefix *prefixes) {
  for (size_t i = 0; prefixes && i < PREFIX_COUNT && prefixes[i].iri.len; i++) {
    struct named *known = list_add(parser->arena, &parser->prefixes, sizeof *known);
    *known = (struct named){ relata_str_of(prefixes[i].name), prefixes[i].iri };
  }
  if (prefixes)
    *(struct named *)list_add(parser->arena, &parser->prefixes, sizeof(struct named)) =
      (struct named){ RELATA_STR("text"), RELATA_STR(NS_TEXT) };
}

enum relata_status query_parse(struct query **out, struct relata_arena *arena, struct relata_str text,
                               struct relata_str base, const struct relata_prefix *prefixes,
                               struct relata_error *error) {
  struct parser parser = { .arena = arena, .text = text, .base = base, .error = error };
  struct query *query = relata_arena_alloc(arena, sizeof *query);
  parser.tokens = tokens_read(arena, text, &parser.count);
  parser.query = query;
  *out = NULL;
  if (parser.count == 0)
    return relata_error_set(error, RELATA_BAD_INPUT, NULL, 1, 1, "the query is empty");
  RELATA_TRY(query_check_utf8(text, error));
  parser_know_prefixes(&parser, prefixes);
  parse_prologue(&parser);
  if (parser.status == RELATA_OK)
    RELATA_TRY(check_supported(&parser, parser.at));
  parse_form(&parser, query);
  if (parser.status == RELATA_OK && parser.at < parser.count)
    parser_unexpected(&parser, NULL);
  if (parser.status != RELATA_OK)
    return parser.status;
  annotate_query(&parser, query);
  query->base = parser.base;
  query->names = parser.names.items;
  query->variable_count = parser.names.count;
  *out = query;
  return RELATA_OK;
}
