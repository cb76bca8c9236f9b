/* spread.h — boxes moved apart. */
#ifndef RELATA_GRAPH_SPREAD_H
#define RELATA_GRAPH_SPREAD_H

#include <stddef.h>

/* Middle and size, in points. */
struct box {
  double x, y, width, height;
};

/* Gives each box a place near its own so that none overlaps another, `gap`
 * points left between them; directions from the middle are kept, and the first
 * of the array stay nearest.  The same boxes give the same places. */
void spread_boxes(struct box *boxes, size_t count, double gap);

#endif
