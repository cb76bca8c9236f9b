/* sort.h — sorting quads by the numbers of their terms, and texts by their bytes. */
#ifndef RELATA_GRAPH_SORT_H
#define RELATA_GRAPH_SORT_H

#include "graph/store/quads.h"

/* Sorts by the members `keys` (0 subject … 3 graph), the first one first;
 * quads that are equal in all of them keep their order, so that sorting
 * SPOG by { 1, 2 } gives POSG.  Members are below `terms` or RELATA_NONE. */
void sort_quads(struct quad *quads, size_t count, const unsigned char *keys, size_t key_count, size_t terms);

/* A text and the number it came with. */
struct sorted_text {
  struct relata_str text;
  uint64_t key; /* the sort's own */
  uint32_t number;
};
/* By bytes, a text before those that begin with it. */
void sort_texts(struct sorted_text *texts, size_t count);

#endif
