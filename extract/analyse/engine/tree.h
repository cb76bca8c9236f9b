/* tree.h — the best tree of a sentence: maximum spanning arborescence with one
 * root (Chu and Liu 1965, Edmonds 1967). */
#ifndef RELATA_TREE_H
#define RELATA_TREE_H

#include "extract/extract.h"

/* Words are 1…count, 0 is the root.  `scores` has `count` rows (words from 1
 * on) of `stride` floats; column h is the score of head h, 0…count.  Fills
 * heads[0…count) with each word's head; exactly one is 0.  A word is never its
 * own head.  Of equal scores the lower head wins.  Scores that are no numbers
 * count as very low ones.  `arena` is for working memory. */
void relata_tree_decode(uint32_t *heads, const float *scores, size_t stride, size_t count, struct relata_arena *arena);

#endif
