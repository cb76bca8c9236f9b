/* sense.h — first step: the bearers of one name, gathered by who they are.
 *
 * Occurrences with the same words (their blocking key) are one thing unless
 * something speaks against it.  Each joins the sense that it fits best, those
 * that tell most first, so the result depends on the set of occurrences only;
 * and on those of the same key only, so that blocks can be worked on apart.
 */
#ifndef RELATA_ENTITIES_SENSE_H
#define RELATA_ENTITIES_SENSE_H

#include "graph/entities/choices.h"
#include "graph/entities/compare.h"

/* One occurrence, as it is known where its profile is not. */
struct sense_member {
  uint32_t article, local, label;
};

/* One thing of one name.  Strings are the registry's. */
struct sense {
  struct profile profile;       /* of all members together; `label` and `local` are what it is best called by */
  struct sense_member *members; /* by article, then name */
  size_t member_count;
  double sum;                 /* of the weakest join; 0 for a single member */
  bool by_user;               /* a decision joined some */
  struct relata_str *reasons; /* of that join */
  size_t reason_count;
};

struct senses {
  struct registry *registry; /* sorted; not owned */
  struct relata_arena *arena;
  struct sense *items; /* by key, then as they came up */
  size_t count, capacity;
};

/* Gathers all profiles of the registry.  Its dictionary is sorted here; nothing can be interned afterwards. */
struct senses *senses_new(struct registry *registry, const struct choices *choices);
/* None yet; filled by senses_read. */
struct senses *senses_empty(struct registry *registry);
void senses_free(struct senses *senses); /* NULL does nothing */

/* A sense as a line, without its newline, and back (before the registry is
 * sorted by senses_close_reading). */
void sense_write(const struct senses *senses, const struct sense *sense, struct relata_out *out);
bool senses_read(struct senses *senses, struct relata_str line);
void senses_close_reading(struct senses *senses);

#endif
