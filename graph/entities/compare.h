/* compare.h — are two profiles one thing's?  Features with weights, and what rules it out.
 *
 * The decision depends on the two profiles alone.
 */
#ifndef RELATA_ENTITIES_COMPARE_H
#define RELATA_ENTITIES_COMPARE_H

#include "graph/entities/profile.h"

enum { MOST_FEATURES = 32 };

struct feature {
  const char *name; /* as weights.tsv has it */
  double weight;
  uint32_t detail; /* a string of the registry that shows it, RELATA_NONE if none */
  unsigned times;  /* how often it counts */
};

struct verdict {
  enum name_tie tie;
  struct feature features[MOST_FEATURES];
  size_t count;
  double sum;
  const char *veto; /* why they are two; NULL if nothing rules it out */
};

/* Of two occurrences of one name (`same_block`), or of two names. */
struct verdict profiles_compare(struct registry *registry, const struct profile *a, const struct profile *b,
                                bool same_block);
/* What rules it out, whatever the names; NULL if nothing. */
const char *profiles_conflict(struct registry *registry, const struct profile *a, const struct profile *b);
/* Do both bear full names of one surname that differ, "John Smith" and "Mary Smith"? */
bool profiles_have_other_names(struct registry *registry, const struct profile *a, const struct profile *b);
/* The logistic function: 0 … 1. */
double verdict_score(const struct verdict *verdict);
/* "generic_ending +2.0: group", into the arena. */
struct relata_str feature_as_words(struct relata_arena *arena, const struct registry *registry,
                                   const struct feature *feature);

#endif
