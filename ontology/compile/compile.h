/* compile.h — the ontology compiler: Turtle and TSV in, relata.lexicon out.
 *
 * It is a program for relata's own data (main.c) and a library for a user's
 * (user.c): unpack.c turns an opened ontology into entries again, user.c,
 * labels.c and ontolex.c add the user's, and the whole is packed in memory.
 *
 * The way: triples.c reads every Turtle file into one sorted list;
 * vocabulary.c takes classes and properties from it, frames.c the lexicon,
 * actors.c the actors; words.c reads the TSV files; pack.c writes the result.
 * Every error names file, line and what to do.  All memory is one arena's.
 */
#ifndef RELATA_ONTOLOGY_COMPILE_H
#define RELATA_ONTOLOGY_COMPILE_H

#include "ontology/lexicon_file.h"
#include "ontology/ontology.h"

#define NS_REL "https://w3id.org/relata/ontology#"
#define NS_LEX "https://w3id.org/relata/lexicon#"
#define NS_ID "https://w3id.org/relata/id/"
#define NS_RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define NS_RDFS "http://www.w3.org/2000/01/rdf-schema#"
#define NS_OWL "http://www.w3.org/2002/07/owl#"
#define NS_SKOS "http://www.w3.org/2004/02/skos/core#"

/* Where something was read. */
struct place {
  const char *path;
  size_t line;
};

struct triple {
  struct relata_str subject, predicate, object; /* IRIs in full; blank nodes as "_:…"; literals as their text */
  struct relata_str language;
  bool literal;
  size_t order; /* as read */
  struct place place;
};

struct triples {
  struct triple *items; /* sorted by subject, predicate, order */
  size_t count, capacity;
};

struct class_entry {
  struct relata_str name, label, iri; /* iri: a user's only, so also below */
  struct relata_str *parents; /* names */
  size_t parent_count;
  struct place place;
};

struct property_entry {
  struct relata_str name, label, iri;
  uint32_t domain, range, inverse, parent, equivalent;
  bool symmetric;
  struct place place;
};

struct frame_entry {
  struct relata_frame frame;
  bool user; /* before relata's own of the same lemma */
  struct place place;
};

struct noun_entry {
  struct relata_str lemma;
  uint32_t sort;
  size_t order; /* a later file overrides */
};

struct word_entry {
  struct relata_str word, set;
};

struct actor_entry {
  struct relata_str id, label, same_as;
  uint32_t class_index, located_in;
  struct place place;
};

struct alias_entry {
  struct relata_str folded, exact;
  uint32_t actor, kind, cased; /* cased: as in lexicon_alias */
  size_t order; /* of an unpacked one: its place among those of its spelling, from 1; 0: not packed yet */
  bool preferred;
  struct place place;
};

struct class_word_entry {
  struct relata_str word;
  uint32_t class_index;
};

struct namespace_entry {
  struct relata_str name, iri;
  bool used;
};

struct finding_entry {
  enum relata_finding_kind kind;
  struct place place;
  struct relata_str message;
};

struct compiler {
  const struct relata_ontology *base; /* what a user's files extend; NULL for relata's own data */
  struct class_word_entry *class_words;
  struct namespace_entry *namespaces;
  struct finding_entry *findings;
  size_t class_word_count, namespace_count, finding_count;
  size_t class_word_room, namespace_room, finding_room;
  size_t own_properties; /* of the base; the user's follow */
  struct relata_arena *arena;
  struct relata_error *error;
  struct triples triples;
  struct class_entry *classes;
  uint32_t *ancestors;
  struct property_entry *properties;
  struct frame_entry *frames;
  struct noun_entry *nouns;
  struct word_entry *words;
  struct relata_str *sets;
  struct actor_entry *actors;
  struct alias_entry *aliases;
  size_t class_count, property_count, frame_count, noun_count, word_count, set_count, actor_count, alias_count;
  size_t class_room, property_room, frame_room, noun_room, word_room, set_room, actor_room, alias_room;
};

/* Room for one more item in an array that lives in the arena. */
void *room_for(struct relata_arena *arena, void *items, size_t count, size_t *room, size_t item_size);

enum relata_status fail_at(const struct compiler *c, struct place place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The next word of `text` up to one of `separators`, cut from it; empty at the end. */
struct relata_str next_word(struct relata_str *text, const char *separators);

bool compiler_has_word(const struct compiler *c, const char *set, struct relata_str word); /* of the base */

/* triples.c */
enum relata_status triples_add(struct compiler *c, const struct triple *triple); /* copies nothing */
void namespace_add(struct compiler *c, struct relata_str name, struct relata_str iri);
/* Turtle, TriG, N-Triples or N-Quads by the file's name. */
enum relata_status triples_read(struct compiler *c, const char *path, unsigned file_number);
void triples_sort(struct compiler *c);
/* The triples of a subject and predicate, contiguous and in the order read. */
const struct triple *triples_find(const struct compiler *c, struct relata_str subject, const char *predicate,
                                  size_t *count);
/* The part of an IRI after `space`; empty if it is not in that namespace. */
struct relata_str local_name(struct relata_str iri, const char *space);

/* vocabulary.c */
enum relata_status vocabulary_build(struct compiler *c);
uint32_t class_find(const struct compiler *c, struct relata_str name);
uint32_t property_find(const struct compiler *c, struct relata_str name);
/* From the classes' parents; again whenever classes were added. */
enum relata_status ancestors_build(struct compiler *c);
bool class_is_a(const struct compiler *c, uint32_t sub, uint32_t super);

/* frames.c */
enum relata_status frames_build(struct compiler *c);
void frame_add(struct compiler *c, const struct relata_frame *frame, struct place place);
/* "S|to actor" and "O place" as frames of every pair of slots. */
enum relata_status frame_add_pattern(struct compiler *c, struct relata_frame frame, struct relata_str pattern,
                                     struct place place);
void frames_sort(struct compiler *c);

/* words.c */
enum relata_status nouns_read(struct compiler *c, const char *path);
enum relata_status words_read(struct compiler *c, const char *path);
void word_lists_sort(struct compiler *c);
bool noun_is_listed(const struct compiler *c, struct relata_str lemma);

/* actors.c: after the nouns */
enum relata_status actors_build(struct compiler *c);
enum relata_status alias_add(struct compiler *c, uint32_t actor, uint32_t kind, const struct triple *t);
void aliases_sort(struct compiler *c);

/* pack.c */
enum relata_status pack_write(struct compiler *c, const char *path);
/* The same into memory, malloc'ed. */
enum relata_status pack_bytes(struct compiler *c, unsigned char **bytes, size_t *size);

/* unpack.c: the entries of `c->base` */
void unpack(struct compiler *c);

/* labels.c: frames from a label of property `property` ("is chief executive of"); how many */
size_t label_read(struct compiler *c, uint32_t property, struct relata_str label, struct place place);
/* The sort that members of a class have; ANY if relata cannot tell. */
enum relata_sort class_sort(const struct compiler *c, uint32_t class_index);
/* "chief executive" → chief_executive; also of camelCase and snake_case names. */
struct relata_str label_key(const struct compiler *c, struct relata_str label);
/* "founder" of "co-founders": a noun's singular that relata knows, else as it is. */
struct relata_str noun_singular(const struct compiler *c, struct relata_str noun);

/* ontolex.c: frames from OntoLex-Lemon entries; how many came for each property goes to `counts` */
enum relata_status ontolex_read(struct compiler *c, size_t *counts);

/* finding.c */
void finding_add(struct compiler *c, enum relata_finding_kind kind, struct place place, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* user_terms.c: a short name of the user's for an IRI; its prefix is declared with it */
struct relata_str user_name(struct compiler *c, struct relata_str iri);

/* user_properties.c */
/* The property of an IRI, relata's or the user's. */
uint32_t property_of_iri(const struct compiler *c, struct relata_str iri);

/* check.c */
void user_check(struct compiler *c, const size_t *frame_counts);

#endif
