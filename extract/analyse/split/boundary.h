/* boundary.h — where sentences end: a linear classifier over the gaps between
 * words, trained on the treebanks (extract/train/split/).
 *
 * A gap is looked at when the word before it is no plain word or the word
 * behind it begins with a capital, a digit or a mark that can begin a sentence.  Its features are
 * strings; the decision is the sign of the sum of their weights
 * (data/boundary.tsv).  Decisions go from left to right, and how long the
 * sentence already is and what is open in it count.  A line that begins with
 * the mark of a list's item begins a sentence whatever the weights say.
 */
#ifndef RELATA_SPLIT_BOUNDARY_H
#define RELATA_SPLIT_BOUNDARY_H

#include "extract/analyse/split/pieces.h"

/* How a text is written: what of its full stops a small letter follows. */
enum boundary_style {
  BOUNDARY_EDITED = 'e', /* nothing */
  BOUNDARY_MIXED = 'm',  /* little */
  BOUNDARY_CASUAL = 'c'  /* more than a tenth */
};

enum boundary_style boundary_style_of(const char *text, const struct piece *pieces, size_t count);

/* The words of one paragraph and where its current sentence began. */
struct boundary_place {
  enum boundary_style style;
  const char *text;
  const struct piece *pieces; /* of the paragraph */
  size_t count;
  size_t sentence;     /* index of the sentence's first word */
  unsigned open;       /* brackets open in it */
  bool quoted;         /* a quotation is open */
  bool has_small;      /* it has a word of small letters */
  bool paragraph_stop; /* the paragraph's last words hold a full stop or the like */
};

/* Receives one feature at a time. */
typedef void (*boundary_sink)(void *payload, const char *name, size_t len);

void boundary_start(struct boundary_place *place, enum boundary_style style, const char *text,
                    const struct piece *pieces, size_t count);

/* Takes note of word `index`; `begins` when a sentence begins with it. */
void boundary_pass(struct boundary_place *place, size_t index, bool begins);

/* May a sentence end behind word `index` (not the last)? */
bool boundary_is_candidate(const struct boundary_place *place, size_t index);

/* The features of the gap behind word `index`. */
void boundary_features(const struct boundary_place *place, size_t index, boundary_sink sink, void *payload);

/* Does a sentence end there?  Needs every earlier word passed. */
bool boundary_decide(const struct boundary_place *place, size_t index);

#endif
