/* given_tree.h — documents with given trees for tests, from a compact notation:
 * words apart by spaces, each `form/lemma/UPOS/head/relation` (head counts from
 * 1 in its sentence, 0 is the root), sentences apart by " | ". */
#ifndef RELATA_TESTS_GIVEN_TREE_H
#define RELATA_TESTS_GIVEN_TREE_H

#include <stdlib.h>
#include <string.h>

#include "extract/extract.h"

static inline struct relata_str given_cell(const char **at, char end) {
  const char *begin = *at;
  const char *stop = strchr(begin, end);
  const size_t len = stop ? (size_t)(stop - begin) : strlen(begin);
  *at = begin + len + (stop ? 1 : 0);
  return (struct relata_str){begin, len};
}

static inline void given_word(struct relata_document *document, struct relata_str word, uint32_t first, uint32_t byte) {
  const char *at = relata_arena_copy(document->arena, word).data;
  struct relata_token *token = &document->tokens[document->token_count++];
  memset(token, 0, sizeof *token);
  token->form = given_cell(&at, '/');
  token->lemma = given_cell(&at, '/');
  token->upos = (uint8_t)relata_upos_of(given_cell(&at, '/'));
  const long head = strtol(given_cell(&at, '/').data, NULL, 10);
  token->head = head ? first + (uint32_t)head - 1 : RELATA_NONE;
  token->dep = (uint8_t)relata_dep_of(given_cell(&at, '/'));
  token->begin = byte;
  token->end = byte + (uint32_t)token->form.len;
  token->space_after = true;
  token->arc_score = token->tag_score = 1.0f;
}

/* The document's text are the forms, apart by spaces.  Free with relata_document_free. */
static inline struct relata_document *given_document(const char *notation) {
  struct relata_document *document = relata_document_new();
  const size_t most = strlen(notation) + 1;
  document->tokens = relata_arena_alloc(document->arena, most * sizeof *document->tokens);
  document->sentences = relata_arena_alloc(document->arena, most * sizeof *document->sentences);
  char *text = relata_arena_alloc(document->arena, most);
  uint32_t first = 0, bytes = 0;
  for (const char *at = notation; *at;) {
    const struct relata_str word = given_cell(&at, ' ');
    const bool bar = relata_str_is(word, "|");
    if (!bar && word.len) {
      given_word(document, word, first, bytes);
      struct relata_token *token = &document->tokens[document->token_count - 1];
      token->sentence = (uint32_t)document->sentence_count;
      memcpy(text + bytes, token->form.data, token->form.len);
      bytes = token->end;
      text[bytes++] = ' ';
    }
    if ((bar || !*at) && document->token_count > first) {
      document->sentences[document->sentence_count++] = (struct relata_sentence){
          .first = first,
          .end = (uint32_t)document->token_count,
          .begin_byte = document->tokens[first].begin,
          .end_byte = document->tokens[document->token_count - 1].end,
          .given_tree = true,
      };
      first = (uint32_t)document->token_count;
    }
  }
  document->text = (struct relata_str){text, bytes};
  return document;
}

#endif
