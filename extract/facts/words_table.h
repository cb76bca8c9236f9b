/* words_table.h — the table that word_table.cmake makes; only words.c reads it.
 * body_words.tsv, name_words.tsv, place_words.tsv and verb_words.tsv make four more. */
#ifndef RELATA_FACTS_WORDS_TABLE_H
#define RELATA_FACTS_WORDS_TABLE_H

#include "extract/extract.h"

struct word_entry {
  struct relata_str word;
  uint64_t sets;
};

extern const struct word_entry word_table[]; /* in the order of the bytes */
extern const size_t word_table_count;
extern const struct word_entry body_table[];
extern const size_t body_table_count;
extern const struct word_entry verb_table[];
extern const size_t verb_table_count;
extern const struct word_entry name_table[];
extern const size_t name_table_count;
extern const struct word_entry place_table[];
extern const size_t place_table_count;

#endif
