/* lexicon_file.h — the layout of the compiled ontology, `relata.lexicon`.
 *
 * One header, then sections of fixed-size records of little-endian 32-bit
 * numbers, each aligned to 8 bytes.  Strings are (offset, length) pairs into
 * the STRINGS section.  The hash tables are open-addressed with linear
 * probing over a power of two of slots, at most half full, keyed by
 * relata_str_hash; a slot whose string has length 0 is empty.  The file is
 * written by compile, read by load.c; nothing else knows the layout.
 */
#ifndef RELATA_LEXICON_FILE_H
#define RELATA_LEXICON_FILE_H

#include <stdint.h>

#define LEXICON_MAGIC "RELATALX"
/* Rises with every change of this file.  Read as a number, so a file from a
 * machine of the other byte order fails on it too. */
#define LEXICON_VERSION 5u

enum lexicon_section {
  LEXICON_STRINGS,    /* bytes */
  LEXICON_CLASSES,    /* lexicon_class: relata's sorted by name, then a user's */
  LEXICON_ANCESTORS,  /* uint32_t words: for each class a row of bits, one a class that it is a kind of */
  LEXICON_PROPERTIES, /* lexicon_property: relata's sorted by name, then a user's */
  LEXICON_FRAMES,     /* lexicon_frame, sorted by kind and lemma, a user's before relata's */
  LEXICON_LEMMAS,     /* hash table of lexicon_lemma: where a lemma's frames of a kind are */
  LEXICON_NOUNS,      /* hash table of lexicon_noun */
  LEXICON_SETS,       /* lexicon_string, sorted: names of the word sets */
  LEXICON_WORDS,      /* hash table of lexicon_word */
  LEXICON_ACTORS,     /* lexicon_actor: relata's sorted by id, then a user's */
  LEXICON_ALIASES,    /* hash table of lexicon_alias, keyed by the folded spelling */
  LEXICON_CLASS_WORDS,/* lexicon_class_word, sorted: nouns that name a user's class */
  LEXICON_PREFIXES,   /* lexicon_prefix: the name spaces of a user's names */
  LEXICON_SECTION_COUNT
};

struct lexicon_span {
  uint32_t offset; /* bytes from the start of the file */
  uint32_t count;  /* records; for STRINGS bytes */
};

struct lexicon_header {
  char magic[8];
  uint32_t version;
  uint32_t reserved; /* 0 */
  uint64_t size;     /* of the whole file */
  uint64_t checksum; /* lexicon_checksum of everything after the header */
  struct lexicon_span sections[LEXICON_SECTION_COUNT];
};

struct lexicon_string {
  uint32_t offset, length;
};

/* A user's class or property has its whole IRI; relata's own have none. */
struct lexicon_class {
  struct lexicon_string name, label, iri;
  uint32_t parent;
};

struct lexicon_property {
  struct lexicon_string name, label, iri;
  uint32_t domain, range, inverse, symmetric, parent, equivalent;
};

struct lexicon_frame {
  struct lexicon_string lemma, from_preposition, to_preposition;
  uint32_t kind, from, to, property, from_type, to_type;
};

struct lexicon_lemma {
  struct lexicon_string lemma;
  uint32_t kind, first, count;
};

struct lexicon_noun {
  struct lexicon_string lemma;
  uint32_t sort;
};

#define LEXICON_MAX_SETS 384
struct lexicon_word {
  struct lexicon_string word;
  uint32_t sets[LEXICON_MAX_SETS / 32]; /* bits */
};

struct lexicon_actor {
  struct lexicon_string id, label, same_as;
  uint32_t class_index, located_in;
};

/* Several slots may share a folded spelling; in the table the one to prefer comes first. */
struct lexicon_alias {
  struct lexicon_string folded, exact;
  uint32_t actor, kind;
  uint32_t cased; /* 0: any spelling; 1: only the exact one; 2: with a capital first letter */
};

struct lexicon_class_word {
  struct lexicon_string word; /* lower case, parts joined by '_' */
  uint32_t class_index;
};

struct lexicon_prefix {
  struct lexicon_string name, iri;
};

/* Four interleaved FNV-like lanes over 64-bit words: a megabyte in a fraction
 * of a millisecond.  Finds damage; no protection against malice. */
static inline uint64_t lexicon_checksum(const unsigned char *data, uint64_t size) {
  uint64_t lanes[4] = {1, 2, 3, 4};
  const uint64_t words = size / 8;
  for (uint64_t i = 0; i < words; i++) {
    uint64_t word;
    __builtin_memcpy(&word, data + 8 * i, 8);
    lanes[i & 3] = (lanes[i & 3] ^ word) * UINT64_C(0x9e3779b97f4a7c15);
    lanes[i & 3] ^= lanes[i & 3] >> 29;
  }
  uint64_t sum = size;
  for (int i = 0; i < 4; i++)
    sum = (sum ^ lanes[i]) * UINT64_C(0x100000001b3);
  for (uint64_t i = 8 * words; i < size; i++)
    sum = (sum ^ data[i]) * UINT64_C(0x100000001b3);
  return sum;
}

#endif
