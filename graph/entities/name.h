/* name.h — a name taken apart: what is said before it, its words, its ending;
 * and in which ways two names can be one thing's.
 *
 * Words are folded: case and accents do not count, nor do quotation marks,
 * apostrophes and a possessive 's.
 */
#ifndef RELATA_ENTITIES_NAME_H
#define RELATA_ENTITIES_NAME_H

#include "extract/extract.h"

enum { NAME_WORDS = 16, NAME_LETTERS = 16 };

/* Families of things, by their class: only things of one family can be one. */
enum family {
  FAMILY_ANY, /* unknown, or a user's own class */
  FAMILY_PERSON,
  FAMILY_GROUP,
  FAMILY_ORGANIZATION,
  FAMILY_PLACE,
  FAMILY_SITE,
  FAMILY_EVENT,
  FAMILY_THING,
  FAMILY_TEXT,
  FAMILY_OTHER
};
/* Of a class's local name. */
enum family class_family(struct relata_str class_name);
const char *family_as_name(enum family family);

struct name {
  struct relata_str whole;             /* words of the name proper, parted by spaces */
  struct relata_str words[NAME_WORDS]; /* of the name proper */
  size_t count;
  size_t before;                        /* how many words stood before: titles, descriptions */
  struct relata_str titles[NAME_WORDS]; /* those words */
  bool acronym;                         /* one word of two to six capitals */
};

/* `person`: titles before a name are no part of it.  All memory is the arena's. */
struct name name_parse(struct relata_arena *arena, struct relata_str text, bool person);
/* Does an IRI's local part, "Nordlys_Group", look like a proper name's? */
bool name_is_proper(struct relata_str local);

/* Its telling words, particles left out and demonyms as what they are of: "norway", "defence", "ministry" of
 * "Norwegian Defence Ministry"; at most NAME_WORDS. */
size_t name_telling_words(const struct name *name, struct relata_str words[NAME_WORDS]);
/* How many words are left without endings such as "Group"; at least one. */
size_t name_stem_count(const struct name *name);
/* The words without such endings, parted by spaces. */
struct relata_str name_stem(struct relata_arena *arena, const struct name *name);
/* The first letters of its words, "who"; empty for fewer than two.  `parts`: of
 * "anti-corruption" two; `particles`: those of "of" and "the" too. */
struct relata_str name_initials(struct relata_arena *arena, const struct name *name, bool parts, bool particles);
/* The consonants of a person's last word, alike for most spellings: "jln" for Jolani and al-Julani. */
struct relata_str name_surname_key(struct relata_arena *arena, const struct name *name);

/* How two names stand to each other. */
enum name_tie {
  NAME_UNRELATED,
  NAME_SAME,       /* the same words */
  NAME_SAME_WORDS, /* in another order, or but for particles or a spelling of one word */
  NAME_FULLER,     /* a person's with more given names */
  NAME_NICKNAME,   /* Bob and Robert */
  NAME_INITIAL,    /* J. Smith and John Smith */
  NAME_SPELLING,   /* spelt alike */
  NAME_SURNAME,    /* a surname alone and a full name */
  NAME_GIVEN,      /* the first word alone and a full name */
  NAME_ENDING,     /* but for "Group" */
  NAME_SECTOR,     /* but for "Energy" */
  NAME_ACRONYM,
  NAME_SHORT,      /* the first words of a longer one */
  NAME_TAIL,       /* the last words of a longer one: "Harbour Authority" */
  NAME_OTHER_GIVEN /* persons of one surname with given names that differ: two persons */
};
enum name_tie name_compare(const struct name *a, const struct name *b, bool persons);
/* "Bob Ellison" of "Robert Ellison". */
bool name_is_nickname(const struct name *name, const struct name *of);
/* Is it a full name that many bear: "John Smith"? */
bool name_is_common(const struct name *name);

#endif
