/* clues.h — what the words around a name tell: role, office, age, subject. */
#ifndef RELATA_ENTITIES_CLUES_H
#define RELATA_ENTITIES_CLUES_H

#include "graph/entities/profile.h"

/* Looks for its names in a sentence and adds what it finds to the profile;
 * `year` of the article, 0 if unknown.  False when none is there. */
bool clues_read(struct registry *registry, struct profile *profile, struct relata_str sentence, unsigned year);
/* A sentence that begins with a role, "The trumpeter played …", behind one that names the person. */
void clues_read_opening(struct registry *registry, struct profile *profile, struct relata_str sentence);

#endif
