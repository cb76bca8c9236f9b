/* tokens.h — a SPARQL query cut into words, each with its place. */
#ifndef RELATA_GRAPH_TOKENS_H
#define RELATA_GRAPH_TOKENS_H

#include "extract/extract.h"

enum token_kind {
  TOKEN_IRI,      /* <…> */
  TOKEN_NAME,     /* rel:backs, rel:, :x */
  TOKEN_WORD,     /* SELECT, a, true */
  TOKEN_VARIABLE, /* ?x, $x */
  TOKEN_STRING,   /* with its quotes, without language or datatype */
  TOKEN_NUMBER,   /* with its sign where one stands before it without a space */
  TOKEN_OTHER     /* punctuation, @en, _:b, what cannot be read */
};

struct token {
  enum token_kind kind;
  struct relata_str text; /* in the query */
  size_t begin;           /* byte in the query */
};

/* Comments and white space are left out.  The array is the arena's. */
struct token *tokens_read(struct relata_arena *arena, struct relata_str query, size_t *count);

/* Is it this keyword, in whatever case? */
bool token_is_word(const struct token *token, const char *word);
bool token_is(const struct token *token, const char *text);

/* Line and column, both from 1, of a byte; columns count characters. */
void text_position(struct relata_str text, size_t byte, size_t *line, size_t *column);

#endif
