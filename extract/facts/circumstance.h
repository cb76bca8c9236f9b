/* circumstance.h — between circumstance.c, which climbs from a clause up to the root, and circumstance_words.c and
 * circumstance_speaker.c, which read what the words beside a predicate say and who says it. */
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

/* The subject of a word of speech, its own or the one it shares; RELATA_NONE if none. */
uint32_t status_speaker_of(const struct tree *tree, uint32_t verb);
/* Notes who says it, unless somebody nearer does. */
void status_say(struct status *status, uint32_t speaker, uint32_t speech);
/* "…, he said", "according to X", "X: …" beside the clause. */
void status_hear_beside(struct status *status, uint32_t token, uint32_t below);

enum shared status_shared_with(const struct tree *tree, uint32_t below);
void status_read_words(struct status *status, uint32_t token, bool predicate, enum shared shared);

/* "no evidence", "neither side" */
bool determiner_is_no(const struct tree *tree, uint32_t noun);
/* "did not arm the rebels and never met them": once each. */
bool negates_itself(const struct tree *tree, uint32_t token);
/* "whether Chad attacks": who does not say so denies nothing. */
bool is_question(const struct tree *tree, uint32_t token);
/* "[that] he be freed", "[that] the office publish it": the bare verb asks for it. */
bool is_subjunctive(const struct tree *tree, uint32_t token);
/* Does the verb tell whether its subject takes place: "happened", "went ahead"? */
bool is_occurrence(const struct tree *tree, uint32_t verb);
/* Is what stands with these two words told as done: "come_know", "use_to", "lose_time", "can_hear"? */
bool is_neutral_pair(const struct status *status, struct relata_str first, struct relata_str second);
/* The same of any set: "clear_of". */
bool is_pair_in(const struct status *status, struct relata_str first, struct relata_str second, enum word_set set);

#endif
