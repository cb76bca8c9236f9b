/* cache.h — answers that are the same until the graph changes. */
#ifndef RELATA_SERVE_CACHE_H
#define RELATA_SERVE_CACHE_H

#include "graph/serve/request.h"

struct cache;

/* At most `capacity` bytes of answers; 0: it keeps nothing. */
struct cache *cache_new(size_t capacity);
void cache_free(struct cache *cache); /* NULL does nothing */

/* Fills the answer from the cache; false if it is not there. */
bool cache_find(struct cache *cache, struct relata_str key, struct answer *answer);
/* Keeps an answer, of which bodies become shared; the longest unused give way. */
void cache_put(struct cache *cache, struct relata_str key, const struct answer *answer);

#endif
