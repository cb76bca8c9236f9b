/* cache.c — a table of answers and the order of their last use. */
#include "graph/serve/cache.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

enum { BUCKETS = 4096, LARGEST_SHARE = 8 /* of the capacity, one answer */ };

struct entry {
  char *key;
  size_t key_len, size;
  struct answer answer; /* without headers */
  struct entry *chain;          /* in its bucket */
  struct entry *newer, *older; /* by last use */
};

struct cache {
  pthread_mutex_t lock;
  size_t capacity, size;
  struct entry *buckets[BUCKETS];
  struct entry *newest, *oldest;
};

struct cache *cache_new(size_t capacity) {
  struct cache *cache = calloc(1, sizeof *cache);
  if (!cache)
    abort();
  cache->capacity = capacity;
  pthread_mutex_init(&cache->lock, NULL);
  return cache;
}

static struct entry **bucket_of(struct cache *cache, struct relata_str key) {
  return &cache->buckets[XXH3_64bits(key.data, key.len) % BUCKETS];
}

static void unlink_use(struct cache *cache, struct entry *entry) {
  *(entry->newer ? &entry->newer->older : &cache->newest) = entry->older;
  *(entry->older ? &entry->older->newer : &cache->oldest) = entry->newer;
}

static void link_newest(struct cache *cache, struct entry *entry) {
  entry->newer = NULL;
  entry->older = cache->newest;
  *(cache->newest ? &cache->newest->newer : &cache->oldest) = entry;
  cache->newest = entry;
}

static void drop(struct cache *cache, struct entry *entry) {
  struct entry **at = bucket_of(cache, (struct relata_str){ entry->key, entry->key_len });
  while (*at != entry)
    at = &(*at)->chain;
  *at = entry->chain;
  unlink_use(cache, entry);
  cache->size -= entry->size;
  blob_drop(entry->answer.body);
  blob_drop(entry->answer.packed);
  free(entry->key);
  free(entry);
}

void cache_free(struct cache *cache) {
  if (!cache)
    return;
  while (cache->oldest)
    drop(cache, cache->oldest);
  pthread_mutex_destroy(&cache->lock);
  free(cache);
}

static struct entry *find(struct cache *cache, struct relata_str key) {
  for (struct entry *entry = *bucket_of(cache, key); entry; entry = entry->chain)
    if (entry->key_len == key.len && memcmp(entry->key, key.data, key.len) == 0)
      return entry;
  return NULL;
}

bool cache_find(struct cache *cache, struct relata_str key, struct answer *answer) {
  if (!cache->capacity)
    return false;
  pthread_mutex_lock(&cache->lock);
  struct entry *entry = find(cache, key);
  if (entry) {
    unlink_use(cache, entry);
    link_newest(cache, entry);
    *answer = entry->answer;
    blob_keep(answer->body);
    if (answer->packed)
      blob_keep(answer->packed);
  }
  pthread_mutex_unlock(&cache->lock);
  return entry != NULL;
}

static size_t size_of(const struct answer *answer, struct relata_str key) {
  return sizeof(struct entry) + key.len + blob_as_bytes(answer->body).len +
         (answer->packed ? blob_as_bytes(answer->packed).len : 0);
}

static void add(struct cache *cache, struct relata_str key, const struct answer *answer, size_t size) {
  struct entry *entry = calloc(1, sizeof *entry);
  if (!entry || !(entry->key = malloc(key.len + 1)))
    abort();
  memcpy(entry->key, key.data, key.len);
  entry->key_len = key.len;
  entry->size = size;
  entry->answer = *answer;
  blob_keep(answer->body);
  if (answer->packed)
    blob_keep(answer->packed);
  struct entry **bucket = bucket_of(cache, key);
  entry->chain = *bucket;
  *bucket = entry;
  link_newest(cache, entry);
  cache->size += size;
}

void cache_put(struct cache *cache, struct relata_str key, const struct answer *answer) {
  const size_t size = size_of(answer, key);
  if (size > cache->capacity / LARGEST_SHARE)
    return;
  pthread_mutex_lock(&cache->lock);
  if (!find(cache, key)) {
    add(cache, key, answer, size);
    while (cache->size > cache->capacity)
      drop(cache, cache->oldest);
  }
  pthread_mutex_unlock(&cache->lock);
}
