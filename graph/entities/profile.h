/* profile.h — what one article tells of one named thing: all that decides who it is.
 *
 * A profile is made from the article's quads alone, so it is the same whatever
 * else a graph holds, and on whatever machine.  The profile of an entity is
 * the union of those of its occurrences.
 */
#ifndef RELATA_ENTITIES_PROFILE_H
#define RELATA_ENTITIES_PROFILE_H

#include "extract/base/out.h"
#include "graph/entities/name.h"
#include "graph/entities/strings.h"
#include "graph/store/dictionary.h"
#include "graph/store/quads.h"

/* Strings are numbers of the registry's dictionary; RELATA_NONE where there is none. */
struct profile {
  uint32_t article; /* the IRI of its graph */
  uint32_t local;   /* its IRI there, behind the stem: "Nordlys_Group" */
  uint32_t label, class_name, same_as;
  uint32_t key;   /* of `own`, what facts name it by; only while its article is read */
  uint32_t block; /* the words of the name proper by which occurrences are gathered: "nordlys group" */
  enum family family;
  uint32_t persons, others;         /* how many occurrences are taken for a person, and for something else */
  uint16_t born_from, born_to;      /* years, 0 = unknown */
  uint16_t first_month, last_month; /* of the articles, counted from the year 0; 0 = unknown */
  struct numbers names;             /* as written, the label too */
  struct numbers own;     /* what it is called in others' facts (the first), `near` and `with`: "=Turkey" when the
                           * actors' file knows it, "~icm" a body of three words, "@jane doe" and "%doe" a person */
  struct numbers facts;   /* "leads>" or "leads<", a tab, whom */
  struct numbers unique;  /* those of relations that tell things apart */
  struct numbers near;    /* whom it has facts with */
  struct numbers with;    /* whom the article names */
  struct numbers roles;   /* "mayor" */
  struct numbers offices; /* "mayor", a tab, "denver" */
  struct numbers words;   /* of the sentences that name it */
};

struct registry {
  struct relata_arena *arena;
  struct dictionary *strings;
  struct profile *profiles;
  size_t count, capacity;
  struct name *parsed; /* of string numbers; `count` 0 = not yet */
  bool *is_parsed;
  size_t parsed_capacity;
};

struct registry *registry_new(void);
void registry_free(struct registry *registry); /* NULL does nothing */
/* A new profile that knows nothing; valid until the next one. */
struct profile *registry_add(struct registry *registry);
struct relata_str registry_text(const struct registry *registry, uint32_t number); /* empty for RELATA_NONE */
/* The name that a string is, parsed once; a person's without titles. */
const struct name *registry_name(struct registry *registry, uint32_t number, bool person);

/* Profiles of every named thing of an article.  `quads` are all its quads,
 * finished; what is no article of texts gives none.  `stem` is the
 * IRI stem of entities, "https://…/id/". */
void registry_read_article(struct registry *registry, struct quads *quads, struct relata_str stem);

/* One line of text a profile, without its newline: fields parted by tabs, items by
 * U+001F; `shared`: "=" stands for the names of the article when they are the line before's. */
void registry_write(const struct registry *registry, const struct profile *profile, const struct profile *before,
                    struct relata_out *out);
/* Appends what a line says; false when it is none.  `before` as above, or NULL. */
bool registry_read(struct registry *registry, struct relata_str line);

/* Takes another's knowledge in. */
void profile_add(struct profile *profile, const struct profile *other);
void profile_free(struct profile *profile);
/* A person by more than the tagger's guess: by role, age, title or a usual given name. */
bool profile_is_surely_person(struct registry *registry, const struct profile *profile);
/* How much it tells of who it is: occurrences that could contradict another are
 * placed first, then those that tell most. */
size_t profile_weight(const struct profile *profile);

#endif
