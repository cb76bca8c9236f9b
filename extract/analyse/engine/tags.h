/* tags.h — parts of speech, features, lemmas, names and mention types. */
#ifndef RELATA_TAGS_H
#define RELATA_TAGS_H

#include "extract/analyse/engine/stack.h"

/* Part of speech, features and lemma of the words [first, first + rows->count);
 * words of sentences with given trees keep theirs. */
void relata_tags_set(struct relata_document *document, const struct relata_model *model, struct relata_rows *rows,
                     size_t first);

/* Mention types, whoever gave the trees. */
void relata_mention_types_set(struct relata_document *document, const struct relata_model *model,
                              struct relata_rows *rows, size_t first);

/* Scores of name labels are rows->output after `relata_names_score`; the best
 * legal path of [begin, end) within them, I-X only after B-X or I-X, less
 * what no name is by its words: it needs their parts of speech. */
void relata_names_score(const struct relata_model *model, struct relata_rows *rows);
void relata_names_set(struct relata_document *document, const struct relata_model *model,
                      const struct relata_rows *rows, size_t first, size_t begin, size_t end,
                      struct relata_arena *arena);

#endif
