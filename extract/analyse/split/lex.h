/* lex.h — text to word spans, as the English treebanks of Universal
 * Dependencies cut them.
 *
 * Text is cut at white space into chunks; a chunk is cut from left to right.
 * At each place the first of these that matches makes one token or more:
 * address (web.c), face, number and word (number.c, word.c), mark or run of
 * marks (lex.c).  A chunk is never longer than LEX_LONGEST bytes, so looking ahead in
 * it is bounded.
 */
#ifndef RELATA_SPLIT_LEX_H
#define RELATA_SPLIT_LEX_H

#include "extract/analyse/split/chars.h"
#include "extract/analyse/split/pieces.h"

enum { LEX_LONGEST = 1000 };

struct lexer {
  const char *text;
  size_t paragraph_end;
  size_t begin, end; /* the chunk */
  size_t next;       /* the next chunk of the paragraph, or its end */
  size_t no_address; /* no host or file name begins before this byte */
  unsigned open;     /* brackets of the paragraph not yet closed */
  struct pieces *pieces;
};

/* Adds the spans of the paragraph [begin, end). */
void lex_paragraph(struct pieces *pieces, const char *text, size_t begin, size_t end);

/* Where an address (URL, e-mail, host, file name) that begins at `at` ends; `at` if none does. */
size_t lex_address_end(struct lexer *lexer, size_t at);

/* Adds the number at `at` (a digit, or a sign before one) and returns its end. */
size_t lex_number(struct lexer *lexer, size_t at);

/* Adds the word at `at` (a letter) and returns its end. */
size_t lex_word(struct lexer *lexer, size_t at);

/* Adds the word [begin, end), cut at its clitics. */
void lex_add_cut(struct lexer *lexer, size_t begin, size_t end);

/* The end of letters, digits and what joins them (marks, '_', an apostrophe or
 * '&' between letters) from `at` on. */
size_t lex_core_end(const struct lexer *lexer, size_t at);

/* The byte at `at`, or 0 behind the chunk. */
static inline char lex_byte(const struct lexer *lexer, size_t at) {
  return at < lexer->end ? lexer->text[at] : 0;
}

static inline enum char_class lex_class(const struct lexer *lexer, size_t at) {
  size_t bytes;
  return char_class_at(lexer->text, at, lexer->end, &bytes);
}

#endif
