/* resolve.h — between the files that resolve mentions.
 *
 *   resolve.c          entities, their index, names, the pass over the mentions
 *   resolve_noun.c     "the town", "the president"
 *   resolve_pronoun.c  "it", "his"
 */
#ifndef RELATA_FACTS_RESOLVE_H
#define RELATA_FACTS_RESOLVE_H

#include "extract/facts/facts.h"

enum { WINDOW = 24, SENTENCES_BACK = 3 };

struct entity {
  uint32_t cluster;       /* number of its first mention */
  uint32_t name;          /* mention with its fullest name; RELATA_NONE without */
  uint32_t last;          /* mention */
  uint32_t last_sentence;
  uint32_t heard;         /* position in the order of mentions, for recency */
  uint16_t mentions;
  uint64_t bodies;        /* kinds of bodies that its nouns and names leave possible; 0 = unknown */
  uint8_t type, number, gender;
  bool subject, group;    /* subject of the sentence it was last seen in; an organisation or a force */
  bool clear;             /* not merely an abstract noun */
  bool personal;          /* its name has a title, a first name or more than a word: no "Sandiganbayan" taken for a person */
  bool spoken;            /* "I", "you", "this": no antecedent for "he", "it", "they" */
};

struct slot {
  uint64_t key;
  uint32_t entity; /* + 1; 0 = free */
};

struct resolver {
  const struct tree *tree;
  struct relata_document *document;
  const struct quotes *quotes;
  struct entity *entities;
  uint32_t entity_count;
  uint32_t *entity_of; /* mention → entity */
  uint32_t recent[WINDOW]; /* ring of entities, latest use last, each once */
  uint32_t recent_count;
  struct slot *slots;
  size_t slot_mask;
};

/* The index: what is called something, by a kind of name and its words in lower case. */
uint64_t text_key(char kind, struct relata_str text);
uint32_t key_find(struct resolver *resolver, uint64_t key); /* RELATA_NONE if nothing, or several */
void key_put(struct resolver *resolver, uint64_t key, uint32_t entity);
void key_put_only(struct resolver *resolver, uint64_t key, uint32_t entity); /* for what only one can be called by */

struct relata_str token_form(const struct resolver *resolver, uint32_t token);
enum gender word_gender(const struct tree *tree, uint32_t token);
/* Whom a later mention's name calls by what was heard so far, or RELATA_NONE. */
uint32_t entity_called(struct resolver *resolver, const struct relata_mention *mention);
/* Who was heard by the very same name, or RELATA_NONE. */
uint32_t entity_named(struct resolver *resolver, const struct relata_mention *mention);
uint32_t entity_new(struct resolver *resolver, uint32_t number);
bool mention_is_inverted_subject(const struct tree *tree, const struct relata_mention *mention);
bool mention_is_subject(const struct tree *tree, const struct relata_mention *mention);

/* "the Prime Minister": a title that stands alone. */
bool mention_is_office(const struct tree *tree, const struct relata_mention *mention);
/* "Prime Minister Heath" may be "the prime minister" from here on. */
void office_remember(struct resolver *resolver, const struct relata_mention *mention, uint32_t entity);
/* Who is called by his office, or RELATA_NONE. */
uint32_t office_find(struct resolver *resolver, const struct relata_mention *mention);
/* Learns what kind of body a mention tells that its entity is. */
void entity_learn_body(struct resolver *resolver, struct entity *entity, const struct relata_mention *mention);
/* The index's key of "its president": by the noun and whose it is; 0 where nobody is known to have it. */
uint64_t possessed_key(const struct resolver *resolver, const struct relata_mention *mention);
/* The key of what an entity has by that name: "wife" of Lund. */
uint64_t owned_key(struct relata_str noun, uint32_t owner);
/* Remembers "Lund" as "her client" after "Lund's lawyer, Ann Berg", and as "her husband" after "Lund's wife". */
void owner_remember(struct resolver *resolver, const struct relata_mention *mention, uint32_t entity);
uint32_t noun_find(struct resolver *resolver, const struct relata_mention *mention);
/* How readily what was heard last in its place comes to mind, as a weight. */
double salience_of_place(const struct tree *tree, const struct relata_mention *last);
/* Does the mention stand in what the other one says: "Ann Lund said the minister had left"? */
bool mention_is_said_by(const struct tree *tree, const struct relata_mention *mention, const struct relata_mention *last);
uint32_t pronoun_find(struct resolver *resolver, const struct relata_mention *pronoun);
/* The mention that is said of the same thing as its apposition, or the mention itself: "Ann Lund" of "Ann Lund, [the mayor]". */
const struct relata_mention *mention_host(const struct resolver *resolver, const struct relata_mention *mention);
/* A name within a longer one: Osaka in "Nordlys Corp. of Osaka". */
bool mention_is_inside_name(const struct tree *tree, const struct relata_mention *mention);

#endif
