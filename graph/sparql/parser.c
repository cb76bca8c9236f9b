/* parser.c — words, variables and terms for the parser. */
#include "graph/sparql/parser.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "graph/claims/vocabulary.h"
#include "graph/sparql/iri.h"
#include "graph/store/term.h"

enum { DEEPEST = 400, DEEPEST_TREE = 1000 };

/* ------------------------------------------------------------------ words */

const struct token *parser_peek(const struct parser *parser, size_t ahead) {
  static const struct token end = { TOKEN_OTHER, { "", 0 }, 0 };
  return parser->at + ahead < parser->count ? &parser->tokens[parser->at + ahead] : &end;
}

bool parser_is(const struct parser *parser, const char *sign) {
  const struct token *token = parser_peek(parser, 0);
  return token->kind == TOKEN_OTHER && token->text.len && token_is(token, sign);
}

bool parser_is_word(const struct parser *parser, const char *word) {
  return token_is_word(parser_peek(parser, 0), word);
}

bool parser_take(struct parser *parser, const char *sign) {
  const bool is = parser_is(parser, sign);
  parser->at += is;
  return is;
}

bool parser_take_word(struct parser *parser, const char *word) {
  const bool is = parser_is_word(parser, word);
  parser->at += is;
  return is;
}

static void place(const struct parser *parser, size_t *line, size_t *column) {
  size_t byte = 0;
  if (parser->at < parser->count)
    byte = parser->tokens[parser->at].begin;
  else if (parser->count)
    byte = parser->tokens[parser->count - 1].begin + parser->tokens[parser->count - 1].text.len;
  text_position(parser->text, byte, line, column);
}

void parser_fail(struct parser *parser, const char *format, ...) {
  if (parser->status != RELATA_OK)
    return;
  char words[400];
  size_t line, column;
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(words, sizeof words, format, arguments);
  va_end(arguments);
  place(parser, &line, &column);
  parser->status = relata_error_set(parser->error, RELATA_BAD_INPUT, NULL, line, column, "%s", words);
  parser->at = parser->count;
}

void parser_unexpected(struct parser *parser, const char *expected) {
  const struct token *token = parser_peek(parser, 0);
  const int len = (int)(token->text.len < 100 ? token->text.len : 100);
  if (token->text.len == 0)
    parser_fail(parser, "the query ends too early%s%s", expected ? ", expecting " : "", expected ? expected : "");
  else
    parser_fail(parser, "unexpected %.*s%s%s", len, token->text.data, expected ? ", expecting " : "",
                expected ? expected : "");
}

void parser_expect(struct parser *parser, const char *sign) {
  if (!parser_take(parser, sign))
    parser_unexpected(parser, sign);
}

void parser_expect_word(struct parser *parser, const char *word) {
  if (!parser_take_word(parser, word))
    parser_unexpected(parser, word);
}

bool parser_enter(struct parser *parser) {
  if (++parser->depth > DEEPEST)
    parser_fail(parser, "the query is nested too deeply");
  return parser->status == RELATA_OK;
}

void parser_leave(struct parser *parser) {
  parser->depth--;
}

size_t parser_deepen(struct parser *parser, size_t below) {
  if (below >= DEEPEST_TREE)
    parser_fail(parser, "the query is too deep: more than %d parts hang on one another", DEEPEST_TREE);
  return below + 1;
}

void *list_add(struct relata_arena *arena, struct list *list, size_t size) {
  if (list->count == list->capacity) {
    list->capacity = list->capacity ? 2 * list->capacity : 8;
    void *grown = relata_arena_alloc(arena, list->capacity * size);
    if (list->count)
      memcpy(grown, list->items, list->count * size);
    list->items = grown;
  }
  return (char *)list->items + size * list->count++;
}

/* ------------------------------------------------------------------ variables */

uint32_t parser_variable(struct parser *parser, struct relata_str name) {
  struct relata_str *names = parser->names.items;
  for (uint32_t i = 0; i < parser->names.count; i++)
    if (names[i].len && relata_str_equal(names[i], name))
      return i;
  *(struct relata_str *)list_add(parser->arena, &parser->names, sizeof name) = name;
  return (uint32_t)parser->names.count - 1;
}

uint32_t parser_hidden_variable(struct parser *parser) {
  list_add(parser->arena, &parser->names, sizeof(struct relata_str));
  return (uint32_t)parser->names.count - 1;
}

uint32_t parser_take_variable(struct parser *parser) {
  const struct token *token = parser_peek(parser, 0);
  if (token->kind != TOKEN_VARIABLE) {
    parser_unexpected(parser, "a variable");
    return 0;
  }
  parser->at++;
  return parser_variable(parser, (struct relata_str){ token->text.data + 1, token->text.len - 1 });
}

/* ------------------------------------------------------------------ IRIs */

/* \uXXXX and \UXXXXXXXX; false when it is none. */
static bool undo_code_point(struct relata_str text, size_t *at, char *to, size_t *len) {
  const char kind = *at + 1 < text.len && text.data[*at] == '\\' ? text.data[*at + 1] : '\0';
  const size_t digits = kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
  char hex[9] = "";
  if (digits == 0 || text.len - *at - 2 < digits)
    return false;
  memcpy(hex, text.data + *at + 2, digits);
  if (strspn(hex, "0123456789abcdefABCDEF") != digits)
    return false;
  const uint32_t code = (uint32_t)strtoul(hex, NULL, 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
    return false;
  *len += (size_t)utf8proc_encode_char((utf8proc_int32_t)code, (utf8proc_uint8_t *)to + *len);
  *at += 2 + digits;
  return true;
}

static struct relata_str undo_code_points(struct relata_arena *arena, struct relata_str text) {
  if (!text.len || !memchr(text.data, '\\', text.len))
    return text;
  char *data = relata_arena_alloc(arena, text.len + 1);
  size_t len = 0;
  for (size_t i = 0; i < text.len;)
    if (!undo_code_point(text, &i, data, &len))
      data[len++] = text.data[i++];
  return (struct relata_str){ data, len };
}

bool parser_at_iri(const struct parser *parser) {
  const enum token_kind kind = parser_peek(parser, 0)->kind;
  return kind == TOKEN_IRI || kind == TOKEN_NAME;
}

/* A local name without the backslashes of its escapes. */
static struct relata_str unescape_local(struct parser *parser, struct relata_str local) {
  static const char allowed[] = "_~.-!$&'()*+,;=/?#@%";
  char *data = relata_arena_alloc(parser->arena, local.len + 1);
  size_t len = 0;
  for (size_t i = 0; i < local.len; i++) {
    if (local.data[i] == '\\') {
      if (i + 1 == local.len || !strchr(allowed, local.data[i + 1])) {
        parser_fail(parser, "\\%c is no escape of a name", i + 1 < local.len ? local.data[i + 1] : ' ');
        break;
      }
      i++;
    }
    data[len++] = local.data[i];
  }
  return (struct relata_str){ data, len };
}

static struct relata_str expand_name(struct parser *parser, struct relata_str name) {
  const char *colon = memchr(name.data, ':', name.len);
  const struct relata_str prefix = { name.data, (size_t)(colon - name.data) };
  const struct relata_str local = { colon + 1, name.len - prefix.len - 1 };
  const struct named *known = parser->prefixes.items;
  for (size_t i = parser->prefixes.count; i-- > 0;)
    if (relata_str_equal(known[i].name, prefix))
      return term_iri(parser->arena, known[i].value, unescape_local(parser, local));
  parser_fail(parser, "the prefix of %.*s is not declared", (int)name.len, name.data);
  return RELATA_STR("<>");
}

struct relata_str parser_take_iri(struct parser *parser) {
  const struct token *token = parser_peek(parser, 0);
  struct relata_str term = RELATA_STR("<>");
  if (token->kind == TOKEN_NAME) {
    term = expand_name(parser, token->text);
  } else if (token->kind == TOKEN_IRI) {
    const struct relata_str iri =
      undo_code_points(parser->arena, (struct relata_str){ token->text.data + 1, token->text.len - 2 });
    term = term_iri(parser->arena, iri_resolve(parser->arena, parser->base, iri), RELATA_STR(""));
  } else {
    parser_unexpected(parser, "an IRI");
  }
  parser->at += parser->status == RELATA_OK;
  return term;
}

/* ------------------------------------------------------------------ literals */

bool parser_at_literal(const struct parser *parser) {
  const struct token *token = parser_peek(parser, 0);
  return token->kind == TOKEN_STRING || token->kind == TOKEN_NUMBER || token_is_word(token, "true") ||
         token_is_word(token, "false");
}

static struct relata_str unescape_string(struct parser *parser, struct relata_str text) {
  static const char letters[] = "tbnrf\"'\\", plain[] = "\t\b\n\r\f\"'\\";
  char *data = relata_arena_alloc(parser->arena, text.len + 1);
  size_t len = 0;
  for (size_t i = 0; i < text.len;) {
    if (text.data[i] != '\\') {
      data[len++] = text.data[i++];
      continue;
    }
    const char *letter = i + 1 < text.len && text.data[i + 1] ? strchr(letters, text.data[i + 1]) : NULL;
    if (letter) {
      data[len++] = plain[letter - letters];
      i += 2;
    } else if (!undo_code_point(text, &i, data, &len)) {
      parser_fail(parser, "\\%c is no escape of a string", i + 1 < text.len ? text.data[i + 1] : ' ');
      break;
    }
  }
  return (struct relata_str){ data, len };
}

static struct relata_str take_string(struct parser *parser) {
  const struct token *token = parser_peek(parser, 0);
  const struct relata_str text = token->text, nothing = { NULL, 0 };
  if (text.len < 2) {
    parser_fail(parser, "this string has no end");
    return RELATA_STR("\"\"");
  }
  const size_t quotes = text.len >= 6 && text.data[1] == text.data[0] && text.data[2] == text.data[0] ? 3 : 1;
  const struct relata_str value =
    unescape_string(parser, (struct relata_str){ text.data + quotes, text.len - 2 * quotes });
  parser->at += parser->status == RELATA_OK;
  const struct token *next = parser_peek(parser, 0);
  if (next->kind == TOKEN_OTHER && next->text.len > 1 && next->text.data[0] == '@') {
    parser->at++;
    return term_literal(parser->arena, value, nothing, (struct relata_str){ next->text.data + 1, next->text.len - 1 });
  }
  if (parser_take(parser, "^^"))
    return term_literal(parser->arena, value, term_as_iri(parser_take_iri(parser)), nothing);
  return term_literal(parser->arena, value, nothing, nothing);
}

static struct relata_str take_number(struct parser *parser) {
  const struct relata_str text = parser_peek(parser, 0)->text;
  const bool is_double = memchr(text.data, 'e', text.len) || memchr(text.data, 'E', text.len);
  const char *type = is_double                           ? NS_XSD "double"
                     : memchr(text.data, '.', text.len) ? NS_XSD "decimal"
                                                         : NS_XSD "integer";
  parser->at++;
  return term_literal(parser->arena, text, relata_str_of(type), (struct relata_str){ NULL, 0 });
}

struct relata_str parser_take_literal(struct parser *parser) {
  const struct token *token = parser_peek(parser, 0);
  if (token->kind == TOKEN_STRING)
    return take_string(parser);
  if (token->kind == TOKEN_NUMBER)
    return take_number(parser);
  if (token_is_word(token, "true") || token_is_word(token, "false")) {
    parser->at++;
    return token_is_word(token, "true") ? RELATA_STR("\"true\"^^<" NS_XSD "boolean>")
                                        : RELATA_STR("\"false\"^^<" NS_XSD "boolean>");
  }
  parser_unexpected(parser, "a literal");
  return RELATA_STR("\"\"");
}
