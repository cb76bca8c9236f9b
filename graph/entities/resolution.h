/* resolution.h — second step: senses of different names joined to entities, each with one IRI.
 *
 * Senses that share a key (a surname's sound, an organisation's letters, its
 * name without "Group", an alias) are compared.  Strong ties are joined first,
 * the strongest first, unless any two of what would be one contradict each
 * other; then what may mean several (a surname alone) is joined to the one
 * that it fits clearly best, or stays alone.  Senses of one name are never
 * joined: the first step kept them apart.
 */
#ifndef RELATA_ENTITIES_RESOLUTION_H
#define RELATA_ENTITIES_RESOLUTION_H

#include "graph/entities/sense.h"

/* A record of why two names, or one name in several articles, are one thing. */
struct merge_note {
  struct relata_str id;           /* "Nordlys_Group/Nordlys" */
  struct relata_str entity;       /* its IRI's local part */
  struct relata_str label;        /* of the entity */
  struct relata_str merged_local; /* the other name's IRI in its articles */
  struct relata_str merged;       /* the other name */
  const struct sense *sense;      /* whose articles use it */
  double score;
  const struct relata_str *reasons;
  size_t reason_count;
  bool by_user;
};

/* What an occurrence becomes. */
struct renaming {
  struct relata_str article, local; /* the occurrence */
  struct relata_str entity, label;
};

struct resolution {
  struct senses *senses; /* owned */
  struct relata_arena *arena;
  struct renaming *renamings; /* of every occurrence, by article and name */
  size_t renaming_count;
  struct merge_note *merges; /* by id */
  size_t merge_count;
};

/* Takes the senses over. `choices` may be NULL. */
struct resolution *resolution_new(struct senses *senses, const struct choices *choices);
void resolution_free(struct resolution *resolution); /* NULL does nothing */
/* NULL for what is no occurrence. */
const struct renaming *resolution_find(const struct resolution *resolution, struct relata_str article,
                                       struct relata_str local);

/* The keys by which a sense is looked for by others, each once; `take` gets them in no order. */
void sense_keys(struct registry *registry, const struct sense *sense,
                void (*take)(void *payload, struct relata_str key), void *payload);

#endif
