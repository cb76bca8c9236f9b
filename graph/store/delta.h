/* delta.h — what came to quads and went from them since they were finished.
 *
 * A small sorted part beside a big one, as log-structured stores have it:
 *
 *     terms that came, numbered behind the others
 *     quads that came, quads that went, each in the four orders
 *     the counts of predicates as they are with both
 *
 * quads_match merges them in.  Changes cost what the part is big, not what the
 * graph is; quads_fold makes one whole of both when the part has grown.
 */
#ifndef RELATA_GRAPH_DELTA_H
#define RELATA_GRAPH_DELTA_H

#include "graph/store/quads_private.h"

void delta_free(struct delta *delta); /* NULL does nothing */

/* Terms by their number in the delta, from 0; RELATA_NONE for what it does not have. */
size_t delta_term_count(const struct delta *delta);
struct relata_str delta_term(const struct delta *delta, uint32_t number);
uint32_t delta_find(const struct delta *delta, struct relata_str term);

/* Everything in one array, made once; the delta's. */
const struct quad *delta_merged(struct quads *quads, enum order order);
const uint32_t *delta_merged_starts(struct quads *quads, enum order order);

/* The number of a term in finished quads, a new one if need be. */
uint32_t quads_intern(struct quads *quads, struct relata_str term);
/* Is this very quad there? */
bool quads_has(struct quads *quads, const struct quad *quad);
/* Takes quads out, then others in; what is not there, or is there, does not
 * count.  Both arrays are sorted in the doing. */
void quads_change(struct quads *quads, struct quad *gone, size_t gone_count, struct quad *came, size_t came_count);
/* The same with finished quads of other numbers; either may be NULL. */
void quads_change_all(struct quads *quads, struct quads *gone, struct quads *came);

/* How many quads came and went. */
size_t quads_delta_size(const struct quads *quads);
/* A whole of its own in memory, terms numbered by their bytes and only those that are used. */
struct quads *quads_fold(struct quads *quads);

#endif
