/* table.h — word lists and weights that the build turns from TSV into tables.
 *
 * Two kinds.  A *list* maps a word of a named list to a value, both text.  A
 * *weights* table maps the hash of a feature's name to an integer; names are
 * not kept, 64 bits of hash tell them apart.  Both are open addressing over a
 * power of two, at most half full, and read-only.
 */
#ifndef RELATA_SPLIT_TABLE_H
#define RELATA_SPLIT_TABLE_H

#include <stddef.h>
#include <stdint.h>

/* FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
#define TABLE_HASH_START UINT64_C(0xcbf29ce484222325)

static inline uint64_t table_hash(uint64_t hash, const char *data, size_t len) {
  for (size_t i = 0; i < len; i++)
    hash = (hash ^ (unsigned char)data[i]) * UINT64_C(0x100000001b3);
  return hash;
}

/* FNV's low bits are weak for short keys. */
static inline uint64_t table_mix(uint64_t hash) {
  return hash ^ (hash >> 29);
}

struct list_table {
  const uint32_t *slots; /* offset into `bytes` of "list/word\0value\0", 0 = empty */
  const char *bytes;
  uint32_t mask;
};

struct weight_slot {
  uint64_t hash; /* 0 = empty */
  int32_t weight;
};

struct weight_table {
  const struct weight_slot *slots;
  uint32_t mask;
};

extern const struct list_table relata_split_lists;
extern const struct weight_table relata_split_weights;

#endif
