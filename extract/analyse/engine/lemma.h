/* lemma.h — lemmas by edit scripts (../../model/README.md). */
#ifndef RELATA_LEMMA_H
#define RELATA_LEMMA_H

#include "extract/extract.h"

/* What `script` makes of `word`: in the arena, in `script` or in `word`.
 * Where the script takes more characters than there are, or makes no sense,
 * the word itself, lower-cased if the script says so. */
struct relata_str relata_lemma_apply(struct relata_arena *arena, struct relata_str script, struct relata_str word);

#endif
