/* words.h — sets of words that the rules ask for, compiled from the TSV files
 * of this folder (`word <TAB> set set …`) by word_table.cmake.
 *
 * The enumerators are made from the set names in the files: `speech_verb` is
 * WORD_SPEECH_VERB.  Words are lemmas in lower case.
 */
#ifndef RELATA_FACTS_WORDS_H
#define RELATA_FACTS_WORDS_H

#include "extract/extract.h"
#include "extract/facts/name_sets.h"  /* generated: enum name_set */
#include "extract/facts/verb_sets.h"  /* generated: enum verb_set */
#include "extract/facts/words_sets.h" /* generated: enum word_set */

/* The sets of a word as bits, 0 if unlisted; bit k is the set with number k.
 * Upper and lower case are the same to it (ASCII). */
uint64_t words_find(struct relata_str word);

/* The kinds of bodies that a noun can mean by body_words.tsv, as bits: party, bank, carrier …; 0 if unlisted. */
uint64_t bodies_find(struct relata_str word);

/* The kinds of places that a noun or a name can mean by place_words.tsv, as bits: country, town …; 0 if unlisted. */
uint64_t places_find(struct relata_str word);

/* The sets of verb_words.tsv that a verb's lemma is in, as bits. */
uint64_t verbs_find(struct relata_str lemma);

static inline bool verbs_in(uint64_t sets, enum verb_set set) {
  return (sets >> set & 1) != 0;
}

/* What a word beside a name tells of it by name_words.tsv, as bits of enum name_set; 0 if unlisted. */
uint64_t name_words_find(struct relata_str word);

static inline bool name_word_is(struct relata_str word, enum name_set set) {
  return (name_words_find(word) >> set & 1) != 0;
}

static inline bool words_in(uint64_t sets, enum word_set set) {
  return (sets >> set & 1) != 0;
}

#endif
