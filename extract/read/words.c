/* words.c — the word lists of boilerplate.tsv, which CMake turns into bytes. */
#include "extract/read/read.h"

#include <stdlib.h>
#include <string.h>

extern const unsigned char relata_boilerplate_tsv[];
extern const size_t relata_boilerplate_tsv_size;

static const char *const list_names[LIST_COUNT] = {
    "drop-is",     "drop-start", "drop-open", "drop-end",  "drop-with", "section",    "agency",
    "month",       "date-word",  "name-word", "label",     "no-place",  "place-word", "credit",
    "hyphen-tail", "open-end",   "html-drop", "html-body", "meta",      "field",      "records",
};

static enum read_list find_list(struct relata_str name) {
  for (size_t i = 0; i < LIST_COUNT; i++)
    if (relata_str_is(name, list_names[i]))
      return (enum read_list)i;
  return LIST_COUNT;
}

static struct relata_str cut_at(struct relata_str *rest, char separator) {
  const char *found = rest->len ? memchr(rest->data, separator, rest->len) : NULL;
  const size_t len = found ? (size_t)(found - rest->data) : rest->len;
  const struct relata_str piece = {rest->data, len};
  *rest = read_after(*rest, found ? len + 1 : len);
  return piece;
}

static unsigned char first_byte(struct relata_str text) {
  return text.len ? (unsigned char)(read_is_upper(text.data[0]) ? text.data[0] + 32 : text.data[0]) : 0;
}

/* Chains of the entries with the same first byte, in the list's order. */
static void index_list(struct read_words *words, enum read_list list) {
  words->next[list] = relata_arena_alloc(words->arena, (words->counts[list] + 1) * sizeof *words->next[list]);
  for (size_t i = words->counts[list]; i-- > 0;) {
    const unsigned char byte = first_byte(words->words[list][i].text);
    words->next[list][i] = words->first[list][byte];
    words->first[list][byte] = (uint16_t)(i + 1);
  }
}

struct read_words *read_words_new(void) {
  struct relata_arena *arena = relata_arena_new();
  struct read_words *words = relata_arena_alloc(arena, sizeof *words);
  words->arena = arena;
  const struct relata_str table = {(const char *)relata_boilerplate_tsv, relata_boilerplate_tsv_size};
  size_t lines = 0;
  for (size_t i = 0; i < table.len; i++)
    lines += table.data[i] == '\n';
  /* The lists stand one after another in the file, so each is a piece of one array. */
  struct read_word *all = relata_arena_alloc(arena, (lines + 1) * sizeof *all);
  struct relata_str rest = table;
  for (size_t count = 0; rest.len;) {
    struct relata_str line = cut_at(&rest, '\n');
    const enum read_list list = find_list(cut_at(&line, '\t'));
    if (list == LIST_COUNT)
      continue;
    all[count].text = cut_at(&line, '\t');
    all[count].value = line;
    if (words->counts[list]++ == 0)
      words->words[list] = &all[count];
    count++;
  }
  for (size_t i = 0; i < LIST_COUNT; i++)
    index_list(words, (enum read_list)i);
  return words;
}

void read_words_free(struct read_words *words) {
  if (words)
    relata_arena_free(words->arena);
}

const struct read_word *read_words_find(const struct read_words *words, enum read_list list, struct relata_str text) {
  for (size_t i = words->first[list][first_byte(text)]; i; i = words->next[list][i - 1])
    if (read_equal_nocase(words->words[list][i - 1].text, text))
      return &words->words[list][i - 1];
  return NULL;
}

const struct read_word *read_words_begin(const struct read_words *words, enum read_list list, struct relata_str text) {
  const struct read_word *best = NULL;
  for (size_t i = words->first[list][first_byte(text)]; i; i = words->next[list][i - 1]) {
    const struct read_word *word = &words->words[list][i - 1];
    if (!read_begins_with_nocase(text, word->text) || (best && best->text.len >= word->text.len))
      continue;
    const char last = word->text.data[word->text.len - 1];
    const bool open = text.len > word->text.len && (read_is_alpha(last) || read_is_digit(last)) &&
                      (read_is_alpha(text.data[word->text.len]) || read_is_digit(text.data[word->text.len]));
    if (!open)
      best = word;
  }
  return best;
}
