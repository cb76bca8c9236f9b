#include "extract/facts/words.h"
#include "extract/facts/words_table.h"

static char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* As memcmp with `word` in lower case; `entry` already is. */
static int lower_compare(struct relata_str word, struct relata_str entry) {
  const size_t shared = word.len < entry.len ? word.len : entry.len;
  for (size_t k = 0; k < shared; k++) {
    const unsigned char a = (unsigned char)ascii_lower(word.data[k]);
    const unsigned char b = (unsigned char)entry.data[k];
    if (a != b)
      return a < b ? -1 : 1;
  }
  return word.len == entry.len ? 0 : word.len < entry.len ? -1 : 1;
}

static uint64_t table_find(const struct word_entry *table, size_t count, struct relata_str word) {
  size_t low = 0, high = count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const int order = lower_compare(word, table[middle].word);
    if (order == 0)
      return table[middle].sets;
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return 0;
}

uint64_t words_find(struct relata_str word) { return table_find(word_table, word_table_count, word); }

uint64_t bodies_find(struct relata_str word) { return table_find(body_table, body_table_count, word); }

uint64_t places_find(struct relata_str word) { return table_find(place_table, place_table_count, word); }

uint64_t verbs_find(struct relata_str lemma) { return table_find(verb_table, verb_table_count, lemma); }

uint64_t name_words_find(struct relata_str word) { return table_find(name_table, name_table_count, word); }
