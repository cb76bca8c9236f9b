/* lex.c — paragraphs to chunks, chunks to words and marks. */
#include "extract/analyse/split/lex.h"

#include <string.h>

#include "extract/analyse/split/lists.h"

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* Over combining marks, joiners and what a joiner joins (emoji). */
static size_t over_joined(const struct lexer *lexer, size_t at) {
  while (at < lexer->end) {
    uint32_t c;
    const size_t bytes = char_decode(lexer->text, at, lexer->end, &c);
    if (char_class_of(c) != CHAR_JOINED)
      break;
    at += bytes;
    if (c == 0x200D && at < lexer->end && !char_class_is_alnum(lex_class(lexer, at)))
      at += char_decode(lexer->text, at, lexer->end, &c);
  }
  return at;
}

static size_t run_end(const struct lexer *lexer, size_t at, const char *marks) {
  while (at < lexer->end && lexer->text[at] && strchr(marks, lexer->text[at]))
    at++;
  return at;
}

/* ------------------------------------------------------------------- faces */

static bool face_fits(const struct lexer *lexer, size_t at, size_t end) {
  const char last = lexer->text[end - 1];
  const enum char_class first = lex_class(lexer, at);
  if (char_class_is_alnum(lex_class(lexer, end)) || lex_byte(lexer, end) == '/')
    return false;
  if (first == CHAR_LOWER || first == CHAR_UPPER)
    return at == lexer->begin && end == lexer->end;
  if (at > lexer->begin && is_digit(lexer->text[at - 1]) && first == CHAR_OTHER)
    return false;
  return last != ')' || lexer->open == 0 || first == CHAR_OPEN;
}

/* The longest face of the list that begins at `at`, or `at`. */
static size_t face_end(const struct lexer *lexer, size_t at) {
  enum { LONGEST = 5 };
  size_t len = lexer->end - at < LONGEST ? lexer->end - at : LONGEST;
  for (; len >= 2; len--)
    if (list_find("emoticons", lexer->text + at, len, false) && face_fits(lexer, at, at + len))
      return at + len;
  return at;
}

/* ------------------------------------------------------------------- marks */

/* "'s" behind a bracket or quotation mark, "'em", "'90s"; else `at`. */
static size_t add_apostrophe_word(struct lexer *lexer, size_t at, size_t bytes) {
  const size_t word = at + bytes;
  const size_t end = lex_core_end(lexer, word);
  if (end == word)
    return at;
  const bool behind_word = at > lexer->begin || end == lexer->end; /* "Karrin 's", as tokenised text has it */
  if (behind_word && list_find("clitics", lexer->text + at, end - at, true)) {
    pieces_add(lexer->pieces, at, end);
    return end;
  }
  if (list_find("contractions", lexer->text + at, end - at, true)) {
    lex_add_cut(lexer, at, end);
    return end;
  }
  if (end - word == 3 && is_digit(lexer->text[word]) && lexer->text[word + 2] == 's') {
    pieces_add(lexer->pieces, at, end);
    return end;
  }
  return at;
}

static size_t mark_end(const struct lexer *lexer, size_t at, uint32_t c, size_t bytes) {
  if (c == '!' || c == '?')
    return run_end(lexer, at, "!?");
  if (c < 0x80 && strchr(".-=*_~#+<>|\\^`'$", (int)c)) {
    const char same[2] = {(char)c, 0};
    return run_end(lexer, at, same);
  }
  size_t end = at + bytes;
  while ((c == 0x2026 || c == 0x2018 || c == 0x2019) && end < lexer->end) { /* ellipses, two single quotes */
    uint32_t again;
    const size_t more = char_decode(lexer->text, end, lexer->end, &again);
    if (again != c && (c != 0x2026 || again != '.') && (c != 0x2018 || again != 0x2019))
      break;
    end += more;
  }
  return over_joined(lexer, end);
}

static void count_bracket(struct lexer *lexer, enum char_class class) {
  if (class == CHAR_OPEN)
    lexer->open++;
  else if (class == CHAR_CLOSE && lexer->open > 0)
    lexer->open--;
}

static size_t add_mark(struct lexer *lexer, size_t at) {
  uint32_t c;
  const size_t bytes = char_decode(lexer->text, at, lexer->end, &c);
  if (char_is_apostrophe(c)) {
    const size_t end = add_apostrophe_word(lexer, at, bytes);
    if (end > at)
      return end;
  }
  count_bracket(lexer, char_class_of(c));
  const size_t end = mark_end(lexer, at, c, bytes);
  pieces_add(lexer->pieces, at, end);
  return end;
}

/* ------------------------------------------------------------------ chunks */

/* "-----", "===>", "*~*~*": a line drawn with marks. */
static bool is_drawing(const struct lexer *lexer) {
  return lexer->end - lexer->begin >= 5 && run_end(lexer, lexer->begin, "-=*_~#+<>|{}^\\/") == lexer->end;
}

/* A digit, or '+' or a point before one at a chunk's begin. */
static bool number_begins(const struct lexer *lexer, size_t at) {
  const char c = lexer->text[at];
  if (is_digit(c))
    return true;
  if ((c != '.' && c != '+') || !is_digit(lex_byte(lexer, at + 1)))
    return false;
  return at == lexer->begin || (c == '.' && !char_class_is_alnum(lex_class(lexer, at - 1)));
}

/* Adds "@name" or "#topic" at a chunk's begin or behind a bracket. */
static size_t add_handle(struct lexer *lexer, size_t at) {
  const char c = lexer->text[at];
  if ((c != '@' && c != '#') || !char_class_is_letter(lex_class(lexer, at + 1)))
    return at;
  if (at != lexer->begin && lexer->text[at - 1] != '(')
    return at;
  const size_t address = lex_address_end(lexer, at + 1);
  const size_t end = address > at + 1 ? address : lex_core_end(lexer, at + 1);
  lex_add_cut(lexer, at, end);
  return end;
}

static size_t lex_next(struct lexer *lexer, size_t at) {
  const bool digit = is_digit(lexer->text[at]);
  const bool word = !digit && char_class_is_alnum(lex_class(lexer, at));
  size_t end = at;
  if (word || digit)
    end = lex_address_end(lexer, at);
  if (end == at)
    end = face_end(lexer, at);
  if (end > at) {
    pieces_add(lexer->pieces, at, end);
    return end;
  }
  end = add_handle(lexer, at);
  if (end > at)
    return end;
  if (word)
    return lex_word(lexer, at);
  return number_begins(lexer, at) ? lex_number(lexer, at) : add_mark(lexer, at);
}

static void lex_chunk(struct lexer *lexer) {
  if (is_drawing(lexer)) {
    pieces_add(lexer->pieces, lexer->begin, lexer->end);
    return;
  }
  for (size_t at = lexer->begin; at < lexer->end && !lexer->pieces->failed;)
    at = lex_next(lexer, at);
}

static size_t skip_space(const char *text, size_t at, size_t end) {
  size_t bytes;
  while (at < end && char_class_at(text, at, end, &bytes) == CHAR_SPACE)
    at += bytes;
  return at;
}

static size_t skip_chunk(const char *text, size_t at, size_t end) {
  const size_t limit = end - at > LEX_LONGEST ? at + LEX_LONGEST : end;
  size_t bytes;
  while (at < limit && char_class_at(text, at, end, &bytes) != CHAR_SPACE)
    at += bytes;
  return at;
}

void lex_paragraph(struct pieces *pieces, const char *text, size_t begin, size_t end) {
  struct lexer lexer = {.text = text, .paragraph_end = end, .pieces = pieces};
  for (size_t at = skip_space(text, begin, end); at < end && !pieces->failed; at = lexer.next) {
    lexer.begin = at;
    lexer.end = skip_chunk(text, at, end);
    lexer.next = skip_space(text, lexer.end, end);
    lex_chunk(&lexer);
  }
}
