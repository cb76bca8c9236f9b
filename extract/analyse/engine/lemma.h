/* lemma.h — lemmas by lexicon and edit scripts (../../model/README.md). */
#ifndef RELATA_LEMMA_H
#define RELATA_LEMMA_H

#include "extract/analyse/engine/weights.h"

/* What `script` makes of `word`: in the arena or in `word`.
 * Where the script takes more characters than there are, or makes no sense,
 * the word itself, lower-cased if the script says so. */
struct relata_str relata_lemma_apply(struct relata_arena *arena, struct relata_str script, struct relata_str word);

/* The word in lower case: in the arena, or `word` itself where nothing changes. */
struct relata_str relata_lemma_lower(struct relata_arena *arena, struct relata_str word);

/* The lemma that `lexicon` (lines `word TAB UPOS TAB lemma`, sorted by bytes)
 * has for a word in lower case, lying in the lexicon; empty if none. */
struct relata_str relata_lemma_find(const struct relata_tensor *lexicon, struct relata_str lower,
                                    enum relata_upos upos);

#endif
