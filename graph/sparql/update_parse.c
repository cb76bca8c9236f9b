/* update_parse.c — the text of an update to its operations. */
#include <string.h>

#include "graph/sparql/parse.h"
#include "graph/sparql/parser.h"
#include "graph/sparql/update.h"
#include "graph/store/term.h"

/* ------------------------------------------------------------------ templates and data */

/* What may not stand in a part of the text. */
enum refused { REFUSE_VARIABLES = 1, REFUSE_BLANKS = 2 };

static bool is_blank(const struct parser *parser, size_t at) {
  const struct token *token = &parser->tokens[at];
  if (token->kind != TOKEN_OTHER || token->text.len == 0)
    return false;
  if (token->text.data[0] == '_' || token_is(token, "["))
    return true;
  return token_is(token, "(") && !(at + 1 < parser->count && token_is(&parser->tokens[at + 1], ")"));
}

/* Fails at the first word from `begin` on that is refused. */
static void refuse(struct parser *parser, size_t begin, int refused, const char *where) {
  const size_t end = parser->at;
  for (size_t i = begin; i < end && parser->status == RELATA_OK; i++) {
    const bool variable = parser->tokens[i].kind == TOKEN_VARIABLE;
    if (!(refused & REFUSE_VARIABLES && variable) && !(refused & REFUSE_BLANKS && is_blank(parser, i)))
      continue;
    parser->at = i;
    parser_fail(parser, "%s may not have %s", where, variable ? "variables" : "blank nodes");
  }
}

static void add_quads(struct parser *parser, const struct list *triples, const struct slot *graph, struct list *quads) {
  const struct triple_pattern *items = triples->items;
  for (size_t i = 0; i < triples->count; i++) {
    struct quad_template *quad = list_add(parser->arena, quads, sizeof *quad);
    quad->triple = items[i];
    quad->in_graph = graph != NULL;
    if (graph)
      quad->graph = *graph;
  }
}

static struct slot take_graph_name(struct parser *parser) {
  if (parser_peek(parser, 0)->kind == TOKEN_VARIABLE)
    return (struct slot){ .is_variable = true, .variable = parser_take_variable(parser) };
  if (!parser_at_iri(parser))
    parser_unexpected(parser, "the name of a graph");
  return (struct slot){ .term = parser_take_iri(parser) };
}

static void parse_quads_in_graph(struct parser *parser, struct list *quads) {
  struct list triples = { 0 };
  const struct slot graph = take_graph_name(parser);
  parser_expect(parser, "{");
  parse_triples_block(parser, &triples);
  parser_expect(parser, "}");
  parser_take(parser, ".");
  add_quads(parser, &triples, &graph, quads);
}

/* { triples GRAPH name { triples } … } */
static struct list parse_quads(struct parser *parser) {
  struct list quads = { 0 };
  parser_expect(parser, "{");
  parser->block++;
  parser->in_template = true;
  while (parser->status == RELATA_OK && !parser_take(parser, "}")) {
    if (parser_take_word(parser, "GRAPH")) {
      parse_quads_in_graph(parser, &quads);
      continue;
    }
    struct list triples = { 0 };
    const size_t before = parser->at;
    parse_triples_block(parser, &triples);
    add_quads(parser, &triples, NULL, &quads);
    if (parser->at == before || !(parser_is(parser, "}") || parser_is_word(parser, "GRAPH")))
      parser_unexpected(parser, "}");
  }
  parser->in_template = false;
  parser->block++;
  return quads;
}

static void set_deleted(struct update_operation *operation, const struct list *quads) {
  operation->deleted = quads->items;
  operation->deleted_count = quads->count;
}

static void set_inserted(struct update_operation *operation, const struct list *quads) {
  operation->inserted = quads->items;
  operation->inserted_count = quads->count;
}

static void parse_data(struct parser *parser, struct update_operation *operation, bool insert) {
  const size_t begin = parser->at;
  const struct list quads = parse_quads(parser);
  operation->kind = insert ? UPDATE_INSERT_DATA : UPDATE_DELETE_DATA;
  if (insert) {
    refuse(parser, begin, REFUSE_VARIABLES, "INSERT DATA");
    set_inserted(operation, &quads);
  } else {
    refuse(parser, begin, REFUSE_VARIABLES | REFUSE_BLANKS, "DELETE DATA");
    set_deleted(operation, &quads);
  }
}

/* ------------------------------------------------------------------ DELETE and INSERT with WHERE */

static struct pattern *new_pattern(struct parser *parser, enum pattern_kind kind) {
  struct pattern *pattern = relata_arena_alloc(parser->arena, sizeof *pattern);
  pattern->kind = kind;
  return pattern;
}

static bool same_graph(const struct quad_template *a, const struct quad_template *b) {
  return a->in_graph && b->in_graph && a->graph.is_variable == b->graph.is_variable &&
         (a->graph.is_variable ? a->graph.variable == b->graph.variable
                               : relata_str_equal(a->graph.term, b->graph.term));
}

/* Triples from here on that stand in one graph. */
static struct pattern *pattern_of_graph(struct parser *parser, const struct quad_template *quads, size_t count) {
  struct pattern *triples = new_pattern(parser, PATTERN_TRIPLES), *graph = new_pattern(parser, PATTERN_GRAPH);
  triples->triples = relata_arena_alloc(parser->arena, count * sizeof *triples->triples);
  for (size_t i = 0; i < count && same_graph(&quads[0], &quads[i]); i++)
    triples->triples[triples->triple_count++] = quads[i].triple;
  graph->graph = quads[0].graph;
  graph->left = triples;
  return graph;
}

/* DELETE WHERE: the template is the pattern.  Its triples outside of GRAPH are matched together. */
static struct pattern *pattern_of_quads(struct parser *parser, const struct list *quads) {
  const struct quad_template *items = quads->items;
  struct pattern *outside = new_pattern(parser, PATTERN_TRIPLES), *whole = outside;
  outside->triples = relata_arena_alloc(parser->arena, (quads->count + 1) * sizeof *outside->triples);
  for (size_t i = 0; i < quads->count; i++) {
    if (!items[i].in_graph) {
      outside->triples[outside->triple_count++] = items[i].triple;
    } else if (i == 0 || !same_graph(&items[i - 1], &items[i])) {
      struct pattern *both = new_pattern(parser, PATTERN_JOIN);
      both->left = whole;
      both->right = pattern_of_graph(parser, &items[i], quads->count - i);
      whole = both;
    }
  }
  if (outside->triple_count == 0)
    outside->kind = PATTERN_UNIT;
  return whole;
}

static void add_name(struct parser *parser, struct relata_str **names, size_t *count, struct relata_str name) {
  struct relata_str *grown = relata_arena_alloc(parser->arena, (*count + 1) * sizeof *grown);
  if (*count)
    memcpy(grown, *names, *count * sizeof *grown);
  grown[(*count)++] = name;
  *names = grown;
}

static void parse_using(struct parser *parser, struct update_operation *operation) {
  struct query *query = operation->query;
  while (parser_take_word(parser, "USING")) {
    operation->has_using = true;
    if (parser_take_word(parser, "NAMED"))
      add_name(parser, &query->from_named, &query->from_named_count, parser_take_iri(parser));
    else
      add_name(parser, &query->from, &query->from_count, parser_take_iri(parser));
  }
}

static void parse_delete_where(struct parser *parser, struct update_operation *operation) {
  const size_t begin = parser->at;
  const struct list quads = parse_quads(parser);
  refuse(parser, begin, REFUSE_BLANKS, "DELETE WHERE");
  set_deleted(operation, &quads);
  operation->query->select.where = pattern_of_quads(parser, &quads);
}

/* After WITH, if there was one.  Labels of blank nodes are the template's own, as
 * in every solution they are new, and the pattern's own. */
static void parse_modify(struct parser *parser, struct update_operation *operation) {
  const struct blank_labels blanks = parser->blanks; /* of data, for the whole request */
  parser->blanks = (struct blank_labels){ { 0 }, NULL, 0 };
  operation->kind = UPDATE_MODIFY;
  if (parser_take_word(parser, "DELETE")) {
    const size_t begin = parser->at;
    const struct list quads = parse_quads(parser);
    refuse(parser, begin, REFUSE_BLANKS, "DELETE");
    set_deleted(operation, &quads);
    if (parser_take_word(parser, "INSERT")) {
      const struct list inserted = parse_quads(parser);
      set_inserted(operation, &inserted);
    }
  } else if (parser_take_word(parser, "INSERT")) {
    const struct list quads = parse_quads(parser);
    set_inserted(operation, &quads);
  } else {
    parser_unexpected(parser, "DELETE or INSERT");
  }
  parse_using(parser, operation);
  parser_expect_word(parser, "WHERE");
  parser->blanks = (struct blank_labels){ { 0 }, NULL, 0 };
  operation->query->select.where = parse_group(parser);
  parser->blanks = blanks;
}

static bool next_is(const struct parser *parser, const char *word) {
  return token_is_word(parser_peek(parser, 1), word);
}

static void parse_change(struct parser *parser, struct update_operation *operation) {
  if (parser_is_word(parser, "INSERT") && next_is(parser, "DATA")) {
    parser->at += 2;
    parse_data(parser, operation, true);
  } else if (parser_is_word(parser, "DELETE") && next_is(parser, "DATA")) {
    parser->at += 2;
    parse_data(parser, operation, false);
  } else if (parser_is_word(parser, "DELETE") && next_is(parser, "WHERE")) {
    parser->at += 2;
    operation->kind = UPDATE_MODIFY;
    parse_delete_where(parser, operation);
  } else {
    if (parser_take_word(parser, "WITH"))
      operation->with = parser_take_iri(parser);
    parse_modify(parser, operation);
  }
}

/* ------------------------------------------------------------------ graphs as a whole */

static struct update_place parse_graph(struct parser *parser) {
  struct update_place place = { .target = TARGET_GRAPH };
  if (!parser_at_iri(parser))
    parser_unexpected(parser, "the name of a graph");
  place.graph = parser_take_iri(parser);
  return place;
}

/* DEFAULT, NAMED, ALL, GRAPH <name>. */
static struct update_place parse_several(struct parser *parser) {
  if (parser_take_word(parser, "DEFAULT"))
    return (struct update_place){ .target = TARGET_DEFAULT };
  if (parser_take_word(parser, "NAMED"))
    return (struct update_place){ .target = TARGET_NAMED };
  if (parser_take_word(parser, "ALL"))
    return (struct update_place){ .target = TARGET_ALL };
  if (!parser_take_word(parser, "GRAPH"))
    parser_unexpected(parser, "GRAPH, DEFAULT, NAMED or ALL");
  return parse_graph(parser);
}

/* DEFAULT, GRAPH <name>, <name>. */
static struct update_place parse_one(struct parser *parser) {
  if (parser_take_word(parser, "DEFAULT"))
    return (struct update_place){ .target = TARGET_DEFAULT };
  parser_take_word(parser, "GRAPH");
  return parse_graph(parser);
}

static void parse_load(struct parser *parser, struct update_operation *operation) {
  operation->silent = parser_take_word(parser, "SILENT");
  operation->source = term_as_iri(parser_take_iri(parser));
  if (!parser_take_word(parser, "INTO"))
    return;
  parser_expect_word(parser, "GRAPH");
  operation->to = parse_graph(parser);
}

static void parse_clear(struct parser *parser, struct update_operation *operation) {
  operation->silent = parser_take_word(parser, "SILENT");
  operation->to = parse_several(parser);
}

static void parse_create(struct parser *parser, struct update_operation *operation) {
  operation->silent = parser_take_word(parser, "SILENT");
  parser_expect_word(parser, "GRAPH");
  operation->to = parse_graph(parser);
}

static void parse_copy(struct parser *parser, struct update_operation *operation) {
  operation->silent = parser_take_word(parser, "SILENT");
  operation->from = parse_one(parser);
  parser_expect_word(parser, "TO");
  operation->to = parse_one(parser);
}

/* ------------------------------------------------------------------ the whole */

static void parse_operation(struct parser *parser, struct update_operation *operation) {
  static const struct {
    const char *word;
    enum update_kind kind;
    void (*parse)(struct parser *parser, struct update_operation *operation);
  } verbs[] = { { "LOAD", UPDATE_LOAD, parse_load },   { "CLEAR", UPDATE_CLEAR, parse_clear },
                { "DROP", UPDATE_DROP, parse_clear },  { "CREATE", UPDATE_CREATE, parse_create },
                { "COPY", UPDATE_COPY, parse_copy },   { "MOVE", UPDATE_MOVE, parse_copy },
                { "ADD", UPDATE_ADD, parse_copy } };
  for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
    if (parser_take_word(parser, verbs[i].word)) {
      operation->kind = verbs[i].kind;
      verbs[i].parse(parser, operation);
      return;
    }
  if (parser_is_word(parser, "INSERT") || parser_is_word(parser, "DELETE") || parser_is_word(parser, "WITH"))
    parse_change(parser, operation);
  else if (parser_is_word(parser, "SELECT") || parser_is_word(parser, "ASK") || parser_is_word(parser, "CONSTRUCT") ||
           parser_is_word(parser, "DESCRIBE"))
    parser_fail(parser, "%.*s asks; only changes are made here", (int)parser_peek(parser, 0)->text.len,
                parser_peek(parser, 0)->text.data);
  else
    parser_unexpected(parser, "INSERT, DELETE, WITH, LOAD, CLEAR, DROP, CREATE, COPY, MOVE or ADD");
}

/* Each operation numbers its own variables. */
static void begin_operation(struct parser *parser, struct update_operation *operation) {
  operation->begin = parser_peek(parser, 0)->begin;
  operation->query = relata_arena_alloc(parser->arena, sizeof *operation->query);
  operation->query->form = FORM_SELECT;
  operation->query->select.star = true;
  parser->query = operation->query;
  parser->names = (struct list){ 0 };
}

static void end_operation(struct parser *parser, struct update_operation *operation) {
  if (parser->status != RELATA_OK)
    return;
  struct query *query = operation->query;
  if (query->select.where)
    annotate_query(parser, query);
  query->base = parser->base;
  query->names = parser->names.items;
  query->variable_count = parser->names.count;
}

enum relata_status update_parse(struct update *update, struct relata_arena *arena, struct relata_str text,
                                struct relata_str base, const struct relata_prefix *prefixes,
                                struct relata_error *error) {
  struct parser parser = { .arena = arena, .text = text, .base = base, .error = error };
  struct list operations = { 0 };
  RELATA_TRY(query_check_utf8(text, error));
  parser.tokens = tokens_read(arena, text, &parser.count);
  parser_know_prefixes(&parser, prefixes);
  for (;;) {
    parse_prologue(&parser);
    if (parser.status != RELATA_OK || parser.at >= parser.count)
      break;
    struct update_operation operation = { .kind = UPDATE_MODIFY };
    begin_operation(&parser, &operation);
    parse_operation(&parser, &operation);
    end_operation(&parser, &operation);
    *(struct update_operation *)list_add(arena, &operations, sizeof operation) = operation;
    if (!parser_take(&parser, ";"))
      break;
  }
  if (parser.status == RELATA_OK && parser.at < parser.count)
    parser_unexpected(&parser, "; or the end");
  *update = (struct update){ operations.items, operations.count };
  return parser.status;
}
