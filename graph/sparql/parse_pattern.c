/* parse_pattern.c — group graph patterns. */
#include <string.h>

#include "extract/base/out.h"
#include "graph/sparql/parser.h"

static struct pattern *pattern_new(struct parser *parser, enum pattern_kind kind, struct pattern *left,
                                   struct pattern *right) {
  struct pattern *pattern = relata_arena_alloc(parser->arena, sizeof *pattern);
  pattern->kind = kind;
  pattern->left = left;
  pattern->right = right;
  pattern->depth = left ? left->depth : 0;
  pattern->depth = parser_deepen(parser, right && right->depth > pattern->depth ? right->depth : pattern->depth);
  return pattern;
}

/* Hangs an expression on a pattern. */
static void set_expression(struct parser *parser, struct pattern *pattern, struct expression *expression) {
  pattern->expression = expression;
  if (expression && expression->depth >= pattern->depth)
    pattern->depth = parser_deepen(parser, expression->depth);
}

static struct pattern *join(struct parser *parser, struct pattern *left, struct pattern *right) {
  if (left->kind == PATTERN_UNIT)
    return right;
  return pattern_new(parser, PATTERN_JOIN, left, right);
}

/* ------------------------------------------------------------------ which variables a pattern shows */

static bool slot_is(const struct slot *slot, uint32_t variable) {
  return slot->is_variable && slot->variable == variable;
}

static bool triples_show(const struct pattern *pattern, uint32_t variable) {
  for (size_t i = 0; i < pattern->triple_count; i++) {
    const struct triple_pattern *triple = &pattern->triples[i];
    if (slot_is(&triple->subject, variable) || slot_is(&triple->predicate, variable) ||
        slot_is(&triple->object, variable) || (triple->text && triple->text->has_score && triple->text->score == variable))
      return true;
  }
  return false;
}

static bool values_show(const struct values *values, uint32_t variable) {
  for (size_t i = 0; values && i < values->variable_count; i++)
    if (values->variables[i] == variable)
      return true;
  return false;
}

static bool select_shows(const struct select *select, uint32_t variable) {
  for (size_t i = 0; i < select->projected_count; i++)
    if (select->projected[i].variable == variable)
      return true;
  return select->star && (pattern_binds(select->where, variable) || values_show(select->values, variable));
}

bool pattern_binds(const struct pattern *pattern, uint32_t variable) {
  if (!pattern)
    return false;
  switch (pattern->kind) {
  case PATTERN_TRIPLES:
    return triples_show(pattern, variable);
  case PATTERN_EXTEND:
    return pattern->variable == variable || pattern_binds(pattern->left, variable);
  case PATTERN_GRAPH:
    return slot_is(&pattern->graph, variable) || pattern_binds(pattern->left, variable);
  case PATTERN_VALUES:
    return values_show(pattern->values, variable);
  case PATTERN_SELECT:
    return select_shows(pattern->select, variable);
  case PATTERN_MINUS:
    return pattern_binds(pattern->left, variable);
  default:
    return pattern_binds(pattern->left, variable) || pattern_binds(pattern->right, variable);
  }
}

/* ------------------------------------------------------------------ values */

static struct relata_str take_data(struct parser *parser) {
  if (parser_take_word(parser, "UNDEF"))
    return (struct relata_str){ NULL, 0 };
  return parser_at_literal(parser) ? parser_take_literal(parser) : parser_take_iri(parser);
}

static void take_data_row(struct parser *parser, struct values *values, struct list *terms, bool brackets) {
  size_t count = 0;
  if (brackets)
    parser_expect(parser, "(");
  while (parser->status == RELATA_OK && (brackets ? !parser_take(parser, ")") : count == 0)) {
    *(struct relata_str *)list_add(parser->arena, terms, sizeof(struct relata_str)) = take_data(parser);
    count++;
  }
  if (count != values->variable_count)
    parser_fail(parser, "a row of %zu values for %zu variables", count, values->variable_count);
  values->row_count++;
}

/* After VALUES. */
struct values *parse_values(struct parser *parser) {
  struct values *values = relata_arena_alloc(parser->arena, sizeof *values);
  struct list variables = { 0 }, terms = { 0 };
  const bool brackets = parser_take(parser, "(");
  do {
    if (brackets && parser_take(parser, ")"))
      break;
    *(uint32_t *)list_add(parser->arena, &variables, sizeof(uint32_t)) = parser_take_variable(parser);
  } while (brackets && parser->status == RELATA_OK);
  values->variables = variables.items;
  values->variable_count = variables.count;
  parser_expect(parser, "{");
  while (parser->status == RELATA_OK && !parser_take(parser, "}"))
    take_data_row(parser, values, &terms, brackets);
  values->terms = terms.items;
  return values;
}

/* ------------------------------------------------------------------ parts of a group */

/* A group while its parts come. */
struct group {
  struct pattern *pattern;
  struct pattern *open; /* the basic graph pattern that further triples join; NULL: none */
  struct list triples;  /* of `open` */
  struct expression *filter;
};

static void close_triples(struct parser *parser, struct group *group) {
  group->open = NULL;
  group->triples = (struct list){ 0 };
  parser->block++;
}

static void add_triples(struct parser *parser, struct group *group) {
  parse_triples_block(parser, &group->triples);
  if (!group->open) {
    group->open = pattern_new(parser, PATTERN_TRIPLES, NULL, NULL);
    group->pattern = join(parser, group->pattern, group->open);
  }
  group->open->triples = group->triples.items;
  group->open->triple_count = group->triples.count;
}

static void add_filter(struct parser *parser, struct group *group) {
  struct expression *condition = parse_constraint(parser);
  if (!group->filter) {
    group->filter = condition;
    return;
  }
  struct expression *both = expression_new(parser, EXPRESSION_AND);
  both->arguments = relata_arena_alloc(parser->arena, 2 * sizeof *both->arguments);
  both->arguments[0] = group->filter;
  both->arguments[1] = condition;
  both->argument_count = 2;
  both->depth = parser_deepen(parser, condition->depth > group->filter->depth ? condition->depth : group->filter->depth);
  group->filter = both;
}

static void add_optional(struct parser *parser, struct group *group) {
  struct pattern *optional = parse_group(parser);
  const bool filtered = optional == parser->filtered; /* its condition, not that of a group inside */
  group->pattern = pattern_new(parser, PATTERN_LEFT_JOIN, group->pattern, filtered ? optional->left : optional);
  set_expression(parser, group->pattern, filtered ? optional->expression : NULL);
}

static void add_bind(struct parser *parser, struct group *group) {
  parser_expect(parser, "(");
  struct expression *expression = parse_expression(parser);
  parser_expect_word(parser, "AS");
  const struct token *name = parser_peek(parser, 0);
  const uint32_t variable = parser_take_variable(parser);
  if (pattern_binds(group->pattern, variable))
    parser_fail(parser, "%.*s has a value already", (int)name->text.len, name->text.data);
  parser_expect(parser, ")");
  group->pattern = pattern_new(parser, PATTERN_EXTEND, group->pattern, NULL);
  set_expression(parser, group->pattern, expression);
  group->pattern->variable = variable;
}

static void add_graph(struct parser *parser, struct group *group) {
  struct pattern *pattern = pattern_new(parser, PATTERN_GRAPH, NULL, NULL);
  if (parser_peek(parser, 0)->kind == TOKEN_VARIABLE)
    pattern->graph = (struct slot){ .is_variable = true, .variable = parser_take_variable(parser) };
  else
    pattern->graph.term = parser_take_iri(parser);
  pattern->left = parse_group(parser);
  pattern->depth = parser_deepen(parser, pattern->left->depth);
  group->pattern = join(parser, group->pattern, pattern);
}

/* What another server needs to read a group of this query. */
static struct relata_str service_query(const struct parser *parser, struct relata_str group) {
  const struct named *prefixes = parser->prefixes.items;
  struct relata_out *out = relata_out_to_memory();
  if (parser->base.len)
    relata_out_print(out, "BASE <%.*s>\n", (int)parser->base.len, parser->base.data);
  for (size_t i = 0; i < parser->prefixes.count; i++) /* of two of a name the later counts, there as here */
    relata_out_print(out, "PREFIX %.*s: <%.*s>\n", (int)prefixes[i].name.len, prefixes[i].name.data,
                     (int)prefixes[i].value.len, prefixes[i].value.data);
  relata_out_text(out, "SELECT * ");
  relata_out_str(out, group);
  const struct relata_str query = relata_arena_copy(parser->arena, relata_out_as_memory(out));
  relata_out_abandon(out);
  return query;
}

static void note_service(struct parser *parser, const struct token *word) {
  struct query *query = parser->query;
  if (query && !query->service_line)
    text_position(parser->text, word->begin, &query->service_line, &query->service_column);
}

static void add_service(struct parser *parser, struct group *group) {
  struct pattern *pattern = pattern_new(parser, PATTERN_SERVICE, NULL, NULL);
  struct service *service = relata_arena_alloc(parser->arena, sizeof *service);
  note_service(parser, &parser->tokens[parser->at - 1]);
  service->silent = parser_take_word(parser, "SILENT");
  if (parser_peek(parser, 0)->kind == TOKEN_VARIABLE)
    service->endpoint = (struct slot){ .is_variable = true, .variable = parser_take_variable(parser) };
  else
    service->endpoint.term = parser_take_iri(parser);
  const size_t begin = parser_peek(parser, 0)->begin;
  pattern->left = parse_group(parser);
  pattern->depth = parser_deepen(parser, pattern->left->depth);
  if (parser->status == RELATA_OK) {
    const size_t end = parser->tokens[parser->at - 1].begin + 1;
    service->query = service_query(parser, (struct relata_str){ parser->text.data + begin, end - begin });
  }
  pattern->service = service;
  group->pattern = join(parser, group->pattern, pattern);
}

static void add_union(struct parser *parser, struct group *group) {
  struct pattern *pattern = parse_group(parser);
  while (parser_take_word(parser, "UNION")) {
    parser->block++;
    pattern = pattern_new(parser, PATTERN_UNION, pattern, parse_group(parser));
  }
  group->pattern = join(parser, group->pattern, pattern);
}

static void add_values(struct parser *parser, struct group *group) {
  struct pattern *pattern = pattern_new(parser, PATTERN_VALUES, NULL, NULL);
  pattern->values = parse_values(parser);
  group->pattern = join(parser, group->pattern, pattern);
}

/* A part that is not triples and not a filter; false when there is none. */
static bool add_part(struct parser *parser, struct group *group) {
  static const struct {
    const char *word;
    void (*add)(struct parser *parser, struct group *group);
  } parts[] = { { "OPTIONAL", add_optional }, { "BIND", add_bind }, { "GRAPH", add_graph }, { "VALUES", add_values },
                { "SERVICE", add_service } };
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (parser_take_word(parser, parts[i].word)) {
      close_triples(parser, group);
      parts[i].add(parser, group);
      return true;
    }
  if (parser_take_word(parser, "MINUS")) {
    close_triples(parser, group);
    group->pattern = pattern_new(parser, PATTERN_MINUS, group->pattern, parse_group(parser));
    return true;
  }
  if (parser_is(parser, "{")) {
    close_triples(parser, group);
    add_union(parser, group);
    return true;
  }
  return false;
}

/* Behind triples without a dot comes the end, a group or a key word. */
static bool may_follow_triples(const struct parser *parser) {
  return parser->status != RELATA_OK || token_is(&parser->tokens[parser->at - 1], ".") || parser_is(parser, "}") ||
         parser_is(parser, "{") || parser_peek(parser, 0)->kind == TOKEN_WORD;
}

static struct pattern *parse_group_parts(struct parser *parser) {
  struct group group = { .pattern = pattern_new(parser, PATTERN_UNIT, NULL, NULL) };
  while (parser->status == RELATA_OK && !parser_is(parser, "}")) {
    if (parser_take_word(parser, "FILTER")) {
      add_filter(parser, &group);
    } else if (add_part(parser, &group)) {
      parser->block++;
    } else {
      const size_t before = parser->at;
      add_triples(parser, &group);
      if (parser->at == before || !may_follow_triples(parser))
        parser_unexpected(parser, "}");
      continue;
    }
    parser_take(parser, ".");
  }
  parser->filtered = NULL;
  if (!group.filter)
    return group.pattern;
  struct pattern *filtered = pattern_new(parser, PATTERN_FILTER, group.pattern, NULL);
  set_expression(parser, filtered, group.filter);
  parser->filtered = filtered;
  return filtered;
}

static size_t deeper(size_t depth, const struct expression *expression) {
  return expression && expression->depth > depth ? expression->depth : depth;
}

static size_t select_depth(const struct select *select) {
  size_t depth = select->where->depth;
  for (size_t i = 0; i < select->projected_count; i++)
    depth = deeper(depth, select->projected[i].expression);
  for (size_t i = 0; i < select->group_key_count; i++)
    depth = deeper(depth, select->group_keys[i].expression);
  for (size_t i = 0; i < select->having_count; i++)
    depth = deeper(depth, select->having[i]);
  for (size_t i = 0; i < select->aggregate_count; i++)
    depth = deeper(depth, select->aggregates[i].argument);
  for (size_t i = 0; i < select->order_count; i++)
    depth = deeper(depth, select->order[i].expression);
  return depth;
}

struct pattern *parse_group(struct parser *parser) {
  struct pattern *pattern = NULL;
  parser_expect(parser, "{");
  parser->block++;
  if (parser_enter(parser)) {
    if (parser_is_word(parser, "SELECT")) {
      pattern = pattern_new(parser, PATTERN_SELECT, NULL, NULL);
      pattern->select = parse_subselect(parser);
      pattern->depth = parser_deepen(parser, select_depth(pattern->select));
      parser->filtered = NULL;
    } else {
      pattern = parse_group_parts(parser);
    }
  }
  parser_leave(parser);
  parser_expect(parser, "}");
  parser->block++;
  return pattern ? pattern : pattern_new(parser, PATTERN_UNIT, NULL, NULL);
}

/* ------------------------------------------------------------------ what is bound */

static bool *flags(struct parser *parser) {
  return relata_arena_alloc(parser->arena, (parser->names.count + 1) * sizeof(bool));
}

static void annotate(struct parser *parser, struct pattern *pattern);

static void annotate_expression(struct parser *parser, struct expression *expression) {
  if (!expression)
    return;
  if (expression->pattern)
    annotate(parser, expression->pattern);
  for (size_t i = 0; i < expression->argument_count; i++)
    annotate_expression(parser, expression->arguments[i]);
}

static void annotate_select(struct parser *parser, struct select *select) {
  annotate(parser, select->where);
  for (size_t i = 0; i < select->projected_count; i++)
    annotate_expression(parser, select->projected[i].expression);
  for (size_t i = 0; i < select->group_key_count; i++)
    annotate_expression(parser, select->group_keys[i].expression);
  for (size_t i = 0; i < select->having_count; i++)
    annotate_expression(parser, select->having[i]);
  for (size_t i = 0; i < select->aggregate_count; i++)
    annotate_expression(parser, select->aggregates[i].argument);
  for (size_t i = 0; i < select->order_count; i++)
    annotate_expression(parser, select->order[i].expression);
}

static void mark_slot(struct pattern *pattern, const struct slot *slot) {
  if (slot->is_variable)
    pattern->may[slot->variable] = pattern->must[slot->variable] = true;
}

static void annotate_leaf(struct parser *parser, struct pattern *pattern) {
  for (size_t i = 0; i < pattern->triple_count; i++) {
    mark_slot(pattern, &pattern->triples[i].subject);
    mark_slot(pattern, &pattern->triples[i].predicate);
    mark_slot(pattern, &pattern->triples[i].object);
    const struct text_match *text = pattern->triples[i].text;
    if (text && text->has_score)
      pattern->may[text->score] = pattern->must[text->score] = true;
  }
  const struct values *values = pattern->values;
  for (size_t c = 0; values && c < values->variable_count; c++) {
    bool always = true;
    for (size_t r = 0; r < values->row_count; r++)
      always = always && values->terms[r * values->variable_count + c].len;
    pattern->may[values->variables[c]] = true;
    pattern->must[values->variables[c]] = always;
  }
  if (pattern->select) {
    annotate_select(parser, pattern->select);
    for (uint32_t v = 0; v < parser->names.count; v++)
      pattern->may[v] = select_shows(pattern->select, v);
  }
}

static void annotate(struct parser *parser, struct pattern *pattern) {
  if (!pattern || pattern->may)
    return;
  pattern->may = flags(parser);
  pattern->must = flags(parser);
  pattern->estimate = relata_arena_alloc(parser->arena, sizeof *pattern->estimate);
  annotate(parser, pattern->left);
  annotate(parser, pattern->right);
  annotate_expression(parser, pattern->expression);
  annotate_leaf(parser, pattern);
  const struct pattern *left = pattern->left, *right = pattern->kind == PATTERN_MINUS ? NULL : pattern->right;
  for (uint32_t v = 0; v < parser->names.count; v++) {
    const bool both = pattern->kind == PATTERN_UNION;
    pattern->may[v] = pattern->may[v] || (left && left->may[v]) || (right && right->may[v]);
    if (both)
      pattern->must[v] = left->must[v] && right->must[v];
    else
      pattern->must[v] = pattern->must[v] || (left && left->must[v]) ||
                         (right && pattern->kind == PATTERN_JOIN && right->must[v]);
  }
  if (pattern->kind == PATTERN_EXTEND)
    pattern->may[pattern->variable] = true;
  if (pattern->kind == PATTERN_SERVICE) /* SILENT gives a solution that binds nothing */
    memset(pattern->must, 0, parser->names.count);
  if (pattern->kind == PATTERN_GRAPH)
    mark_slot(pattern, &pattern->graph);
}

void annotate_query(struct parser *parser, struct query *query) {
  annotate_select(parser, &query->select);
}
