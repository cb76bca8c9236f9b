/* period.h — dates and spans of dates, for comparing. */
#ifndef RELATA_GRAPH_PERIOD_H
#define RELATA_GRAPH_PERIOD_H

#include <limits.h>

#include "extract/extract.h"

/* Days as year × 10000 + month × 100 + day, both included.  What is given by
 * the year or month lasts from its first day to its last ("2018-09": 20180900
 * to 20180931, which sort before and behind every day of it). */
struct period {
  int begin, end;                      /* INT_MIN, INT_MAX: open */
  struct relata_str begins, ends;      /* their words: "2011" and "" of "2011/.." */
};

/* Reads "2018", "2018-09", "2018-09-07", the day of "2018-09-07T12:30:00Z", and
 * EDTF intervals of those, "2011/..", "../2011", "2020/2021"; a leading '-' is
 * a year before 1.  False, and an open period, for anything else. */
bool period_parse(struct relata_str text, struct period *out);
bool periods_overlap(const struct period *a, const struct period *b);

#endif
