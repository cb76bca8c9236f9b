/* build.h — a document put together sentence by sentence. */
#ifndef RELATA_CONLLU_BUILD_H
#define RELATA_CONLLU_BUILD_H

#include "extract/extract.h"

/* A row of the table that is a word. */
struct conllu_word {
  struct relata_str form, lemma, upos, feats, head, deprel, misc;
  size_t line;    /* of the file, from 1 */
  uint32_t token; /* index of its surface token in the sentence */
};

/* A surface token: a word, or a multiword token. */
struct conllu_token {
  struct relata_str form;
  size_t source;       /* the form's byte in the file */
  uint32_t first, end; /* its words, in the sentence */
  bool space_after;
};

struct conllu_sentence {
  struct relata_str id;
  bool paragraph_begins;
  struct conllu_word *words;
  size_t word_count, word_room;
  struct conllu_token *tokens;
  size_t token_count, token_room;
};

/* What will be a document.  All growing arrays are malloc's. */
struct conllu_builder {
  struct relata_document *document; /* NULL between documents */
  char *text;
  size_t text_len, text_room;
  size_t token_room, sentence_room, offset_room;
  struct relata_token *tokens;
  struct relata_sentence *sentences;
  struct relata_offset *offsets;
  size_t token_count, sentence_count, offset_count;
  bool space; /* a blank is due before the next sentence */
};

/* Begins a document. */
void conllu_builder_start(struct conllu_builder *builder);

/* Appends the sentence; with `keep_tree` also its tags and tree. */
enum relata_status conllu_builder_add(struct conllu_builder *builder, const struct conllu_sentence *sentence,
                                      bool keep_tree, const char *name, struct relata_error *error);

/* Hands the document over and is empty again; NULL when memory is short. */
struct relata_document *conllu_builder_finish(struct conllu_builder *builder);

/* Frees everything, a document not handed over too. */
void conllu_builder_free(struct conllu_builder *builder);

/* Grows `*items` of `size` bytes each so that one more than `count` fits. */
bool conllu_grow(void *items, size_t count, size_t *room, size_t size);

#endif
