/* sayings.h — every time that a graph says how two things stand to each other. */
#ifndef RELATA_GRAPH_SAYINGS_H
#define RELATA_GRAPH_SAYINGS_H

#include "graph/claims/view.h"

/* Term numbers; `article` RELATA_NONE: the default graph, `claim` RELATA_NONE: a bare statement. */
struct saying {
  uint32_t subject, predicate, object, article, claim;
  enum relata_tie_status status;
  uint32_t speaker;  /* or RELATA_NONE */
  double confidence; /* of a bare statement 1 */
};

/* By triple, then article, then in the text's order. */
struct sayings {
  struct saying *items;
  size_t count, capacity;
};

/* All of a graph, claims of every status included.  Of a symmetric relation the
 * subject is the lesser term.  What joins a thing with a value, or with itself, is left out, and a
 * statement that the same article claims as a fact. */
void sayings_gather(struct sayings *sayings, struct quads *quads, struct view *view);
/* The same with values, as they are said: subject and object stay what they are. */
void sayings_gather_all(struct sayings *sayings, struct quads *quads, struct view *view);
void sayings_free(struct sayings *sayings);

bool sayings_same_triple(const struct saying *a, const struct saying *b);

#endif
