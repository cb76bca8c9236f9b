/* text_search.h — text:matches in a query: words to the things that have them.
 *
 *     ?x text:matches "chemical attack"            both words
 *     ?x text:matches "\"chemical attack\" syri*"  the phrase, and a word that begins so
 *     ?x text:matches ("chemical attack" ?score)   with a score, the higher the better
 *
 * Words are compared without case and accents.  A thing matches by one of its
 * labels, titles or quotations, in the graph at hand.
 */
#ifndef RELATA_GRAPH_TEXT_SEARCH_H
#define RELATA_GRAPH_TEXT_SEARCH_H

#include "graph/sparql/evaluate.h"

struct text_hit {
  uint32_t thing;
  float score; /* of its best text; 0 where nobody asked */
};

/* The things that match the words of term number `words`, by number; none for
 * what is no text.  Remembered; valid as long as the evaluation. */
const struct text_hit *text_search_find(struct evaluation *evaluation, uint32_t words, bool scored, size_t *count);
/* The hit of one thing: `*count` becomes 1 or 0. */
const struct text_hit *text_hits_find(const struct text_hit *hits, size_t *count, uint32_t thing);
/* Its score as a term. */
uint32_t text_hit_score(struct evaluation *evaluation, const struct text_hit *hit);

void text_search_free(struct text_search *search); /* NULL does nothing */

#endif
