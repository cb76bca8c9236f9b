/* quads_private.h — what quads.c and index.c share. */
#ifndef RELATA_GRAPH_QUADS_PRIVATE_H
#define RELATA_GRAPH_QUADS_PRIVATE_H

#include "graph/store/dictionary.h"
#include "graph/store/quads.h"

enum order { ORDER_SPOG, ORDER_POSG, ORDER_OSPG, ORDER_GSPO, ORDER_COUNT };

struct quads {
  struct dictionary *terms; /* NULL when mapped */
  struct quad *orders[ORDER_COUNT]; /* made when first asked for */
  size_t count, capacity;
  uint32_t *starts[ORDER_COUNT]; /* of SPOG and OSPG: where a term's quads begin; one more than there are terms */
  struct predicate_count *predicates; /* likewise */
  size_t predicate_count;
  /* a mapped file: all of the above but `terms` points into it */
  void *map;
  size_t map_size;
  const uint64_t *offsets; /* of a term in `texts`; one more than there are terms */
  const char *texts;       /* each with a NUL behind it */
  size_t term_count;
};

const struct quad *quads_order(struct quads *quads, enum order order);
const uint32_t *quads_starts(struct quads *quads, enum order order);
/* Turns sorted SPOG into another order. */
void quads_reorder(struct quads *quads, struct quad *sorted, enum order order);

#endif
