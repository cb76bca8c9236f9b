/* circumstance.h — between circumstance.c, which climbs from a clause up to the root, and circumstance_words.c, which
 * reads what the words beside a predicate say. */
#ifndef RELATA_FACTS_CIRCUMSTANCE_H
#define RELATA_FACTS_CIRCUMSTANCE_H

#include "extract/facts/facts.h"

struct status {
  struct relata_document *document;
  const struct tree *tree;
  bool negated, possible, settled; /* settled: modality no longer changes */
  uint32_t speaker;                /* token */
  uint32_t speech;
};

/* What the words of a clause say of a clause that is joined to it. */
enum shared { SHARED_ALL, SHARED_NO_OBJECT, SHARED_NO_NEGATION, SHARED_NOTHING };

enum shared status_shared_with(const struct tree *tree, uint32_t below);
void status_read_words(struct status *status, uint32_t token, bool predicate, enum shared shared);

/* "no evidence", "neither side" */
bool determiner_is_no(const struct tree *tree, uint32_t noun);
/* "did not arm the rebels and never met them": once each. */
bool negates_itself(const struct tree *tree, uint32_t token);
/* Is what stands with these two words told as done: "come_know", "use_to", "lose_time", "can_hear"? */
bool is_neutral_pair(const struct status *status, struct relata_str first, struct relata_str second);
/* The same of any set: "clear_of". */
bool is_pair_in(const struct status *status, struct relata_str first, struct relata_str second, enum word_set set);

#endif
