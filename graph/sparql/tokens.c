/* tokens.c — SPARQL's terminals. */
#include "graph/sparql/tokens.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* Letters of names; all bytes of other scripts count. */
static bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_name_inner(char c) {
  return is_letter(c) || is_digit(c) || c == '-' || c == '.';
}

struct scan {
  struct relata_str text;
  size_t at;
};

static char peek(const struct scan *scan, size_t ahead) {
  return scan->at + ahead < scan->text.len ? scan->text.data[scan->at + ahead] : '\0';
}

static void skip_blank(struct scan *scan) {
  while (scan->at < scan->text.len) {
    if (is_space(peek(scan, 0))) {
      scan->at++;
    } else if (peek(scan, 0) == '#') {
      while (scan->at < scan->text.len && peek(scan, 0) != '\n')
        scan->at++;
    } else {
      return;
    }
  }
}

/* The length of an IRI in brackets; 0 when '<' is only a sign. */
static size_t iri_length(const struct scan *scan) {
  for (size_t i = 1;; i++) {
    const char c = peek(scan, i);
    if (c == '>')
      return i + 1;
    if ((unsigned char)c <= 0x20 || strchr("<\"{}|^`", c) ||
        (c == '\\' && peek(scan, i + 1) != 'u' && peek(scan, i + 1) != 'U'))
      return 0;
  }
}

/* A string up to its closing quotes; one line only unless the quotes are three. */
static size_t string_length(const struct scan *scan) {
  const char quote = peek(scan, 0);
  const bool is_long = peek(scan, 1) == quote && peek(scan, 2) == quote;
  if (!is_long && peek(scan, 1) == quote)
    return 2;
  for (size_t i = is_long ? 3 : 1; scan->at + i < scan->text.len; i++) {
    const char c = peek(scan, i);
    if (c == '\\')
      i++;
    else if (c == quote && (!is_long || (peek(scan, i + 1) == quote && peek(scan, i + 2) == quote)))
      return i + (is_long ? 3 : 1);
    else if (c == '\n' && !is_long)
      break;
  }
  return 1;
}

static size_t number_length(const struct scan *scan) {
  size_t i = peek(scan, 0) == '+' || peek(scan, 0) == '-';
  while (is_digit(peek(scan, i)))
    i++;
  if (peek(scan, i) == '.' && is_digit(peek(scan, i + 1)))
    for (i++; is_digit(peek(scan, i));)
      i++;
  if (peek(scan, i) == 'e' || peek(scan, i) == 'E') {
    const size_t sign = peek(scan, i + 1) == '+' || peek(scan, i + 1) == '-';
    if (is_digit(peek(scan, i + 1 + sign)))
      for (i += 2 + sign; is_digit(peek(scan, i));)
        i++;
  }
  return i;
}

static bool is_number(const struct scan *scan) {
  const size_t sign = peek(scan, 0) == '+' || peek(scan, 0) == '-';
  return is_digit(peek(scan, sign)) || (peek(scan, sign) == '.' && is_digit(peek(scan, sign + 1)));
}

/* A word, or a prefixed name with its escapes; no dot at the end. */
static size_t name_length(const struct scan *scan, enum token_kind *kind) {
  size_t i = 0;
  *kind = TOKEN_WORD;
  for (;; i++) {
    const char c = peek(scan, i);
    if (c == ':')
      *kind = TOKEN_NAME;
    else if (*kind == TOKEN_NAME && ((c == '%' && peek(scan, i + 1)) || (c == '\\' && peek(scan, i + 1))))
      i++;
    else if (!is_name_inner(c))
      break;
  }
  while (i > 1 && peek(scan, i - 1) == '.' && peek(scan, i - 2) != '\\')
    i--;
  return i;
}

static size_t sign_length(const struct scan *scan) {
  static const char *const pairs[] = { "^^", "&&", "||", "!=", "<=", ">=" };
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
    if (peek(scan, 0) == pairs[i][0] && peek(scan, 1) == pairs[i][1])
      return 2;
  size_t i = 1;
  if (peek(scan, 0) == '@' || (peek(scan, 0) == '_' && peek(scan, 1) == ':')) {
    for (i = peek(scan, 0) == '@' ? 1 : 2; is_name_inner(peek(scan, i));)
      i++;
    while (i > 1 && peek(scan, i - 1) == '.')
      i--;
  }
  return i;
}

static size_t token_length(const struct scan *scan, enum token_kind *kind) {
  const char c = peek(scan, 0);
  size_t len = 0;
  if (c == '<' && (len = iri_length(scan)) > 0) {
    *kind = TOKEN_IRI;
  } else if (c == '"' || c == '\'') {
    *kind = TOKEN_STRING;
    len = string_length(scan);
  } else if ((c == '?' || c == '$') && (is_letter(peek(scan, 1)) || is_digit(peek(scan, 1)))) {
    *kind = TOKEN_VARIABLE;
    for (len = 1; is_letter(peek(scan, len)) || is_digit(peek(scan, len));)
      len++;
  } else if (is_number(scan)) {
    *kind = TOKEN_NUMBER;
    len = number_length(scan);
  } else if ((is_letter(c) && !(c == '_' && peek(scan, 1) == ':')) || c == ':') {
    len = name_length(scan, kind);
  } else {
    *kind = TOKEN_OTHER;
    len = sign_length(scan);
  }
  return len;
}

struct token *tokens_read(struct relata_arena *arena, struct relata_str query, size_t *count) {
  struct token *tokens = relata_arena_alloc(arena, (query.len + 1) * sizeof *tokens);
  struct scan scan = { query, 0 };
  *count = 0;
  for (skip_blank(&scan); scan.at < query.len; skip_blank(&scan)) {
    struct token *token = &tokens[(*count)++];
    const size_t len = token_length(&scan, &token->kind);
    token->begin = scan.at;
    token->text = (struct relata_str){ query.data + scan.at, len };
    scan.at += len;
  }
  return tokens;
}

bool token_is_word(const struct token *token, const char *word) {
  return token->kind == TOKEN_WORD && token->text.len == strlen(word) &&
         strncasecmp(token->text.data, word, token->text.len) == 0;
}

bool token_is(const struct token *token, const char *text) {
  return relata_str_is(token->text, text);
}

void text_position(struct relata_str text, size_t byte, size_t *line, size_t *column) {
  *line = 1;
  *column = 1;
  for (size_t i = 0; i < byte && i < text.len; i++) {
    if (text.data[i] == '\n') {
      ++*line;
      *column = 1;
    } else {
      *column += ((unsigned char)text.data[i] & 0xc0) != 0x80;
    }
  }
}
