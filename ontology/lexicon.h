/* lexicon.h — an opened ontology, as load.c fills it and lookup.c reads it. */
#ifndef RELATA_LEXICON_H
#define RELATA_LEXICON_H

#include "ontology/lexicon_file.h"
#include "ontology/ontology.h"

/* The records that callers see are decoded once at opening; the hash tables
 * stay where they are in the mapped file. */
struct relata_ontology {
  const unsigned char *map;
  size_t size;
  bool in_memory; /* `map` is malloc's, not mmap's */
  bool only;      /* keep only facts of the user's properties */
  double least;   /* how sure a mapped fact must be; below 0 the shipped thresholds hold */
  struct relata_arena *arena; /* the decoded records */
  const char *strings;
  size_t strings_size;
  struct relata_class *classes;
  struct relata_property *properties;
  struct relata_frame *frames;
  struct relata_actor *actors;
  struct relata_str *sets;
  const uint32_t *ancestors;
  const struct lexicon_lemma *lemmas;
  const struct lexicon_noun *nouns;
  const struct lexicon_word *words;
  const struct lexicon_alias *aliases;
  const struct lexicon_class_word *class_words;
  struct relata_namespace *namespaces;
  size_t own_classes, own_properties; /* relata's; a user's follow */
  size_t class_word_count, namespace_count;
  size_t class_count, property_count, frame_count, actor_count, set_count;
  size_t lemma_slots, noun_slots, word_slots, alias_slots;
};

static inline struct relata_str lexicon_text(const struct relata_ontology *ontology, struct lexicon_string string) {
  return (struct relata_str){ontology->strings + string.offset, string.length};
}

/* 32-bit words in one row of the ancestors' bits. */
static inline size_t lexicon_row_words(size_t class_count) {
  return (class_count + 31) / 32;
}

/* Takes over `bytes`, malloc'ed: a whole relata.lexicon, as if it had been mapped. */
enum relata_status lexicon_open_memory(struct relata_ontology **out, unsigned char *bytes, size_t size,
                                       struct relata_error *error);

/* Lower case by code point, into `buffer`; false when it does not fit or is no UTF-8. */
bool lexicon_fold(struct relata_str text, char *buffer, size_t size, struct relata_str *folded);
#define LEXICON_LONGEST_ALIAS 256

#endif
