/* parse_triples.c — triples, their blank nodes and collections, and property paths. */
#include "graph/claims/vocabulary.h"
#include "graph/sparql/parser.h"

#define TEXT_MATCHES "<" NS_TEXT "matches>"

static struct slot term_slot(struct relata_str term) {
  return (struct slot){ .term = term };
}

static struct slot variable_slot(uint32_t variable) {
  return (struct slot){ .is_variable = true, .variable = variable };
}

/* ------------------------------------------------------------------ paths */

static struct path *parse_path(struct parser *parser);

static struct path *path_new(struct parser *parser, enum path_kind kind, struct path *left, struct path *right) {
  struct path *path = relata_arena_alloc(parser->arena, sizeof *path);
  path->kind = kind;
  path->left = left;
  path->right = right;
  path->depth = left ? left->depth : 0;
  path->depth = parser_deepen(parser, right && right->depth > path->depth ? right->depth : path->depth);
  return path;
}

static bool at_verb_a(const struct parser *parser) {
  const struct token *token = parser_peek(parser, 0);
  return token->kind == TOKEN_WORD && token_is(token, "a");
}

static struct relata_str take_predicate_iri(struct parser *parser) {
  if (at_verb_a(parser)) {
    parser->at++;
    return RELATA_STR(RDF_TYPE);
  }
  return parser_take_iri(parser);
}

static void take_negated_item(struct parser *parser, struct list *items) {
  struct path_item *item = list_add(parser->arena, items, sizeof *item);
  item->inverse = parser_take(parser, "^");
  item->iri = take_predicate_iri(parser);
}

static struct path *parse_negated(struct parser *parser) {
  struct list items = { 0 };
  struct path *path = path_new(parser, PATH_NEGATED, NULL, NULL);
  if (!parser_take(parser, "(")) {
    take_negated_item(parser, &items);
  } else if (!parser_take(parser, ")")) {
    do
      take_negated_item(parser, &items);
    while (parser_take(parser, "|"));
    parser_expect(parser, ")");
  }
  path->items = items.items;
  path->item_count = items.count;
  return path;
}

static struct path *parse_path_primary(struct parser *parser) {
  if (parser_take(parser, "!"))
    return parse_negated(parser);
  if (parser_take(parser, "(")) {
    struct path *path = parser_enter(parser) ? parse_path(parser) : NULL;
    parser_leave(parser);
    parser_expect(parser, ")");
    return path;
  }
  if (!parser_at_iri(parser) && !at_verb_a(parser)) {
    parser_unexpected(parser, "a property");
    return NULL;
  }
  struct path *path = path_new(parser, PATH_IRI, NULL, NULL);
  path->iri = take_predicate_iri(parser);
  return path;
}

static struct path *parse_path_element(struct parser *parser) {
  const bool inverse = parser_take(parser, "^");
  struct path *path = parse_path_primary(parser);
  if (parser_take(parser, "*"))
    path = path_new(parser, PATH_ZERO_OR_MORE, path, NULL);
  else if (parser_take(parser, "+"))
    path = path_new(parser, PATH_ONE_OR_MORE, path, NULL);
  else if (parser_take(parser, "?"))
    path = path_new(parser, PATH_ZERO_OR_ONE, path, NULL);
  return inverse ? path_new(parser, PATH_INVERSE, path, NULL) : path;
}

static struct path *parse_path_sequence(struct parser *parser) {
  struct path *path = parse_path_element(parser);
  while (parser_take(parser, "/"))
    path = path_new(parser, PATH_SEQUENCE, path, parse_path_element(parser));
  return path;
}

static struct path *parse_path(struct parser *parser) {
  struct path *path = parse_path_sequence(parser);
  while (parser_take(parser, "|"))
    path = path_new(parser, PATH_ALTERNATIVE, path, parse_path_sequence(parser));
  return path;
}

/* ------------------------------------------------------------------ triples */

static void add_triple(struct parser *parser, struct list *triples, struct slot subject, struct slot predicate,
                       struct path *path, struct slot object) {
  struct triple_pattern *triple = list_add(parser->arena, triples, sizeof *triple);
  *triple = (struct triple_pattern){ .subject = subject, .predicate = predicate, .object = object, .path = path };
}

/* Sequences become triples with hidden variables between, so that they can be joined in any order. */
static void add_path(struct parser *parser, struct list *triples, struct slot subject, struct path *path,
                     struct slot object) {
  if (parser->status != RELATA_OK)
    return;
  if (path->kind == PATH_IRI) {
    add_triple(parser, triples, subject, term_slot(path->iri), NULL, object);
  } else if (path->kind == PATH_INVERSE) {
    add_path(parser, triples, object, path->left, subject);
  } else if (path->kind == PATH_SEQUENCE) {
    const struct slot between = variable_slot(parser_hidden_variable(parser));
    add_path(parser, triples, subject, path->left, between);
    add_path(parser, triples, between, path->right, object);
  } else {
    add_triple(parser, triples, subject, (struct slot){ 0 }, path, object);
  }
}

/* ------------------------------------------------------------------ nodes */

static void parse_properties(struct parser *parser, struct list *triples, struct slot subject);
static struct slot parse_node(struct parser *parser, struct list *triples);

/* Where a label is, or is to be. */
static uint32_t *slot_of_label(const struct blank_labels *blanks, struct relata_str label) {
  const struct blank_label *known = blanks->list.items;
  size_t place = (size_t)relata_str_hash(label) & (blanks->slot_count - 1);
  while (blanks->slots[place] && !relata_str_equal(known[blanks->slots[place] - 1].label, label))
    place = (place + 1) & (blanks->slot_count - 1);
  return &blanks->slots[place];
}

static void make_room_for_label(struct parser *parser) {
  struct blank_labels *blanks = &parser->blanks;
  const struct blank_label *known = blanks->list.items;
  if (2 * (blanks->list.count + 1) < blanks->slot_count)
    return;
  blanks->slot_count = blanks->slot_count ? 2 * blanks->slot_count : 16;
  blanks->slots = relata_arena_alloc(parser->arena, blanks->slot_count * sizeof *blanks->slots);
  for (size_t i = 0; i < blanks->list.count; i++)
    *slot_of_label(blanks, known[i].label) = (uint32_t)i + 1;
}

static struct slot labelled_blank(struct parser *parser, struct relata_str label) {
  make_room_for_label(parser);
  uint32_t *place = slot_of_label(&parser->blanks, label);
  const struct blank_label *known = parser->blanks.list.items;
  if (*place) {
    if (known[*place - 1].block != parser->block)
      parser_fail(parser, "%.*s stands in another group already", (int)label.len, label.data);
    return variable_slot(known[*place - 1].variable);
  }
  struct blank_label *blank = list_add(parser->arena, &parser->blanks.list, sizeof *blank);
  *blank = (struct blank_label){ label, parser_hidden_variable(parser), parser->block };
  *place = (uint32_t)parser->blanks.list.count;
  return variable_slot(blank->variable);
}

/* ( a b c ): a chain of blank nodes. */
static struct slot parse_collection(struct parser *parser, struct list *triples) {
  const struct slot first = term_slot(RELATA_STR("<" NS_RDF "first>")), rest = term_slot(RELATA_STR("<" NS_RDF "rest>")),
                    nil = term_slot(RELATA_STR("<" NS_RDF "nil>"));
  struct slot head = nil, last = nil;
  bool empty = true;
  while (parser->status == RELATA_OK && !parser_take(parser, ")")) {
    const struct slot cell = variable_slot(parser_hidden_variable(parser));
    if (empty)
      head = cell;
    else
      add_triple(parser, triples, last, rest, NULL, cell);
    add_triple(parser, triples, cell, first, NULL, parse_node(parser, triples));
    last = cell;
    empty = false;
  }
  if (!empty)
    add_triple(parser, triples, last, rest, NULL, nil);
  return head;
}

/* After '['. */
static struct slot parse_blank(struct parser *parser, struct list *triples) {
  const struct slot blank = variable_slot(parser_hidden_variable(parser));
  if (parser_take(parser, "]"))
    return blank;
  parse_properties(parser, triples, blank);
  parser_expect(parser, "]");
  return blank;
}

static struct slot parse_nested(struct parser *parser, struct list *triples) {
  struct slot slot = { 0 };
  if (!parser_enter(parser)) {
    parser_leave(parser);
    return slot;
  }
  slot = parser_take(parser, "[") ? parse_blank(parser, triples)
                                  : (parser->at++, parse_collection(parser, triples));
  parser_leave(parser);
  return slot;
}

static struct slot parse_node(struct parser *parser, struct list *triples) {
  const struct token *token = parser_peek(parser, 0);
  if (token->kind == TOKEN_VARIABLE)
    return variable_slot(parser_take_variable(parser));
  if (parser_at_iri(parser))
    return term_slot(parser_take_iri(parser));
  if (parser_at_literal(parser))
    return term_slot(parser_take_literal(parser));
  if (parser_is(parser, "[") || parser_is(parser, "("))
    return parse_nested(parser, triples);
  if (token->kind == TOKEN_OTHER && token->text.len > 2 && token->text.data[0] == '_') {
    parser->at++;
    return labelled_blank(parser, token->text);
  }
  parser_unexpected(parser, NULL);
  return (struct slot){ 0 };
}

/* ------------------------------------------------------------------ properties */

static bool is_text_search(const struct parser *parser, const struct slot *predicate, const struct path *path) {
  const struct relata_str term = path && path->kind == PATH_IRI ? path->iri : predicate->term;
  return !parser->in_template && (!path || path->kind == PATH_IRI) && relata_str_is(term, TEXT_MATCHES);
}

/* "words", ?words or ("words" ?score), behind text:matches. */
static void parse_text_search(struct parser *parser, struct list *triples, struct slot subject) {
  struct triple_pattern *triple = list_add(parser->arena, triples, sizeof *triple);
  struct text_match *text = relata_arena_alloc(parser->arena, sizeof *text);
  *triple = (struct triple_pattern){ .subject = subject, .text = text };
  text->has_score = parser_take(parser, "(");
  if (!parser_at_literal(parser) && parser_peek(parser, 0)->kind != TOKEN_VARIABLE)
    parser_unexpected(parser, "words in quotes");
  else if (parser_at_literal(parser))
    triple->object = term_slot(parser_take_literal(parser));
  else
    triple->object = variable_slot(parser_take_variable(parser));
  if (!text->has_score)
    return;
  text->score = parser_take_variable(parser);
  parser_expect(parser, ")");
}

static void parse_objects(struct parser *parser, struct list *triples, struct slot subject, struct slot predicate,
                          struct path *path) {
  do {
    if (is_text_search(parser, &predicate, path)) {
      if (parser->query)
        parser->query->searches_texts = true;
      parse_text_search(parser, triples, subject);
      continue;
    }
    const struct slot object = parse_node(parser, triples);
    if (path)
      add_path(parser, triples, subject, path, object);
    else
      add_triple(parser, triples, subject, predicate, NULL, object);
  } while (parser_take(parser, ","));
}

static bool at_verb(const struct parser *parser) {
  return parser_peek(parser, 0)->kind == TOKEN_VARIABLE || parser_at_iri(parser) || at_verb_a(parser) ||
         parser_is(parser, "^") || parser_is(parser, "!") || parser_is(parser, "(");
}

static void parse_verb_and_objects(struct parser *parser, struct list *triples, struct slot subject) {
  if (parser_peek(parser, 0)->kind == TOKEN_VARIABLE) {
    parse_objects(parser, triples, subject, variable_slot(parser_take_variable(parser)), NULL);
  } else if (parser->in_template) {
    parse_objects(parser, triples, subject, term_slot(take_predicate_iri(parser)), NULL);
  } else {
    struct path *path = parse_path(parser);
    parse_objects(parser, triples, subject, (struct slot){ 0 }, path);
  }
}

static void parse_properties(struct parser *parser, struct list *triples, struct slot subject) {
  if (!at_verb(parser)) {
    parser_unexpected(parser, "a property");
    return;
  }
  parse_verb_and_objects(parser, triples, subject);
  while (parser_take(parser, ";"))
    if (at_verb(parser))
      parse_verb_and_objects(parser, triples, subject);
}

static bool at_node(const struct parser *parser) {
  const struct token *token = parser_peek(parser, 0);
  return token->kind == TOKEN_VARIABLE || parser_at_iri(parser) || parser_at_literal(parser) ||
         parser_is(parser, "[") || parser_is(parser, "(") ||
         (token->kind == TOKEN_OTHER && token->text.len > 2 && token->text.data[0] == '_');
}

/* `[ … ] .` and `( … ) .` with something in them may stand without properties of their own. */
static void parse_subject(struct parser *parser, struct list *triples) {
  const struct token *next = parser_peek(parser, 1);
  const bool empty = next->kind == TOKEN_OTHER && (token_is(next, "]") || token_is(next, ")"));
  const bool brackets = (parser_is(parser, "[") || parser_is(parser, "(")) && !empty;
  const struct slot subject = parse_node(parser, triples);
  if (!brackets || at_verb(parser))
    parse_properties(parser, triples, subject);
}

void parse_triples_block(struct parser *parser, struct list *triples) {
  while (parser->status == RELATA_OK && at_node(parser)) {
    parse_subject(parser, triples);
    if (!parser_take(parser, "."))
      return;
  }
}
