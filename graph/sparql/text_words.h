/* text_words.h — texts cut into words that can be compared: case, accents and
 * compatibility forms folded by utf8proc, so that "Élysée" is "elysee" and "ﬁ" is "fi".
 *
 * A word is a run of letters, digits and marks; all else divides.
 */
#ifndef RELATA_GRAPH_TEXT_WORDS_H
#define RELATA_GRAPH_TEXT_WORDS_H

#include "extract/extract.h"

enum { LONGEST_WORD = 64 }; /* bytes; what is longer is cut */

struct word_cutter {
  struct relata_str text;
  size_t at; /* behind the last word */
  char word[LONGEST_WORD];
  size_t length;
};
struct word_cutter word_cutter_begin(struct relata_str text);
/* The next word, folded, valid until the next call; false at the end. */
bool word_cutter_next(struct word_cutter *cutter, struct relata_str *word);

#endif
