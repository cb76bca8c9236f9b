/* words.c — nouns*.tsv (lemma, sort) and words.tsv (set, words). */
#include "ontology/compile/compile.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum relata_status (*take_line)(struct compiler *c, struct relata_str line, struct place place);

/* Calls `take` with every line that is neither empty nor a comment. */
static enum relata_status read_lines(struct compiler *c, const char *path, take_line take) {
  FILE *file = fopen(path, "rb");
  if (!file)
    return relata_error_set(c->error, RELATA_IO, path, 0, 0, "cannot read: %s", strerror(errno));
  char *buffer = NULL;
  size_t room = 0;
  enum relata_status status = RELATA_OK;
  for (size_t line = 1; status == RELATA_OK; line++) {
    const ssize_t length = getline(&buffer, &room, file);
    if (length < 0)
      break;
    const struct relata_str text = relata_str_trim((struct relata_str){buffer, (size_t)length});
    if (text.len && text.data[0] != '#')
      status = take(c, relata_arena_copy(c->arena, text), (struct place){path, line});
  }
  if (status == RELATA_OK && ferror(file))
    status = relata_error_set(c->error, RELATA_IO, path, 0, 0, "cannot read: %s", strerror(errno));
  free(buffer);
  fclose(file);
  return status;
}

static enum relata_status take_noun(struct compiler *c, struct relata_str line, struct place place) {
  const struct relata_str lemma = next_word(&line, "\t"), name = next_word(&line, "\t");
  const enum relata_sort sort = relata_sort_of(name);
  if (!lemma.len || sort == RELATA_SORT_COUNT)
    return fail_at(c, place, "wanted: a noun, a tab and a sort (actor, person, place …), not \"%.*s\"", (int)name.len,
                   name.data);
  c->nouns = room_for(c->arena, c->nouns, c->noun_count, &c->noun_room, sizeof *c->nouns);
  c->nouns[c->noun_count] = (struct noun_entry){lemma, (uint32_t)sort, c->noun_count};
  c->noun_count++;
  return RELATA_OK;
}

static enum relata_status take_words(struct compiler *c, struct relata_str line, struct place place) {
  const struct relata_str set = next_word(&line, "\t");
  if (!line.len)
    return fail_at(c, place, "wanted: the name of a set, a tab and its words with spaces between them");
  for (struct relata_str word = next_word(&line, "\t "); word.len; word = next_word(&line, "\t ")) {
    c->words = room_for(c->arena, c->words, c->word_count, &c->word_room, sizeof *c->words);
    c->words[c->word_count++] = (struct word_entry){word, set};
  }
  return RELATA_OK;
}

enum relata_status nouns_read(struct compiler *c, const char *path) {
  return read_lines(c, path, take_noun);
}

enum relata_status words_read(struct compiler *c, const char *path) {
  return read_lines(c, path, take_words);
}

static int compare_nouns(const void *a, const void *b) {
  const struct noun_entry *x = a, *y = b;
  const int order = relata_str_compare(x->lemma, y->lemma);
  return order ? order : (x->order > y->order) - (x->order < y->order);
}

static int compare_words(const void *a, const void *b) {
  const struct word_entry *x = a, *y = b;
  const int order = relata_str_compare(x->word, y->word);
  return order ? order : relata_str_compare(x->set, y->set);
}

static int compare_strings(const void *a, const void *b) {
  return relata_str_compare(*(const struct relata_str *)a, *(const struct relata_str *)b);
}

/* Keeps the last of several lines for a noun. */
static void keep_last_nouns(struct compiler *c) {
  size_t kept = 0;
  for (size_t i = 0; i < c->noun_count; i++) {
    if (i + 1 < c->noun_count && relata_str_equal(c->nouns[i].lemma, c->nouns[i + 1].lemma))
      continue;
    c->nouns[kept++] = c->nouns[i];
  }
  c->noun_count = kept;
}

static void list_sets(struct compiler *c) {
  c->sets = relata_arena_alloc(c->arena, (c->word_count + 1) * sizeof *c->sets);
  for (size_t i = 0; i < c->word_count; i++)
    c->sets[i] = c->words[i].set;
  if (c->word_count)
    qsort(c->sets, c->word_count, sizeof *c->sets, compare_strings);
  for (size_t i = 0; i < c->word_count; i++)
    if (!c->set_count || !relata_str_equal(c->sets[c->set_count - 1], c->sets[i]))
      c->sets[c->set_count++] = c->sets[i];
}

void word_lists_sort(struct compiler *c) {
  if (c->noun_count)
    qsort(c->nouns, c->noun_count, sizeof *c->nouns, compare_nouns);
  keep_last_nouns(c);
  if (c->word_count)
    qsort(c->words, c->word_count, sizeof *c->words, compare_words);
  list_sets(c);
}

bool noun_is_listed(const struct compiler *c, struct relata_str lemma) {
  if (c->base)
    return relata_ontology_noun_sort(c->base, lemma) != RELATA_SORT_ANY;
  size_t low = 0, high = c->noun_count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const int order = relata_str_compare(c->nouns[middle].lemma, lemma);
    if (order == 0)
      return true;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return false;
}
