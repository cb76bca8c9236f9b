/* tree.h — the columns that give tags, features and tree, into tokens. */
#ifndef RELATA_CONLLU_TREE_H
#define RELATA_CONLLU_TREE_H

#include "extract/conllu/build.h"

/* Fills `tokens` (the sentence's, the first of which is the document's token
 * `first`) from the columns.  `*given` tells whether every word had a head;
 * then they are one tree. */
enum relata_status conllu_tree_fill(struct relata_token *tokens, uint32_t first, struct relata_arena *arena,
                                    const struct conllu_sentence *sentence, const char *name, bool *given,
                                    struct relata_error *error);

#endif
