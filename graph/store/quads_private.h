/* quads_private.h — what the files about quads share. */
#ifndef RELATA_GRAPH_QUADS_PRIVATE_H
#define RELATA_GRAPH_QUADS_PRIVATE_H

#include <pthread.h>

#include "graph/store/dictionary.h"
#include "graph/store/quads.h"

enum order { ORDER_SPOG, ORDER_POSG, ORDER_OSPG, ORDER_GSPO, ORDER_COUNT };

/* Which member of a quad (0 subject … 3 graph) is compared first, second … */
extern const unsigned char quad_order_keys[ORDER_COUNT][4];

struct delta;

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
  /* the same two where they are not in a map (quads_fold) */
  uint64_t *own_offsets;
  char *own_texts;
  struct delta *delta; /* what came and went since; NULL: nothing.  All above is without it */
};

/* Of texts in byte order, each with a NUL behind it. */
static inline struct relata_str texts_get(const char *texts, const uint64_t *offsets, uint32_t number) {
  return (struct relata_str){ texts + offsets[number], (size_t)(offsets[number + 1] - offsets[number]) - 1 };
}
uint32_t texts_find(const char *texts, const uint64_t *offsets, size_t count, struct relata_str text);

/* What came to quads and went from them since they were finished. */
struct delta {
  struct dictionary *terms; /* that came; NULL when mapped */
  struct quad *added[ORDER_COUNT], *gone[ORDER_COUNT];
  size_t added_count, gone_count;
  struct predicate_count *predicates; /* of the quads with the delta, by number */
  size_t predicate_count;
  /* a file as it was read, which the rest points into */
  void *map;
  size_t map_size;
  const uint64_t *offsets;
  const char *texts;
  size_t term_count;
  /* copies with everything in them, made when first asked for */
  pthread_mutex_t lock;
  struct quad *merged[ORDER_COUNT];
  uint32_t *starts[ORDER_COUNT];
};

/* -1, 0, 1 in an order of all four members. */
int quad_compare(enum order order, const struct quad *a, const struct quad *b);
/* Does the array, in SPOG, hold it? */
bool quads_hold(const struct quad *sorted, size_t count, const struct quad *quad);

/* With the delta; see quads.h. */
const struct quad *quads_order(struct quads *quads, enum order order);
const uint32_t *quads_starts(struct quads *quads, enum order order);
/* Without it. */
const struct quad *quads_base_order(struct quads *quads, enum order order);
size_t quads_base_terms(const struct quads *quads);
/* Turns `count` sorted SPOG quads into another order; terms are below `terms` or RELATA_NONE. */
void quads_reorder(struct quad *sorted, size_t count, enum order order, size_t terms);

/* Where each term's quads begin; to be freed. */
uint32_t *quads_count_starts(const struct quad *sorted, size_t count, enum order order, size_t terms);

#endif
