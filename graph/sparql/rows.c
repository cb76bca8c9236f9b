/* rows.c — tables of solutions, joined by hashing. */
#include "graph/sparql/rows.h"

#include <stdlib.h>
#include <string.h>

void rows_init(struct rows *rows, size_t width) {
  *rows = (struct rows){ .width = width };
}

void rows_free(struct rows *rows) {
  free(rows->cells);
  rows->cells = NULL;
  rows->count = rows->capacity = 0;
}

void rows_init_unit(struct rows *rows, size_t width) {
  rows_init(rows, width);
  rows_add(rows, NULL);
}

uint32_t *rows_get(const struct rows *rows, size_t index) {
  return rows->cells + index * (rows->width + 1);
}

uint32_t rows_tag(const struct rows *rows, size_t index) {
  return rows_get(rows, index)[rows->width];
}

static void *resized(void *memory, size_t count, size_t size) {
  void *result = reallocarray(memory, count ? count : 1, size);
  if (!result)
    abort();
  return result;
}

uint32_t *rows_add(struct rows *rows, const uint32_t *row) {
  const size_t size = (rows->width + 1) * sizeof *rows->cells;
  if (rows->count == rows->capacity) {
    rows->capacity = rows->capacity ? 2 * rows->capacity : 16;
    rows->cells = resized(rows->cells, rows->capacity, size);
  }
  uint32_t *cells = rows_get(rows, rows->count++);
  if (row)
    memcpy(cells, row, size);
  else
    memset(cells, 0xff, size);
  return cells;
}

bool *rows_bound(const struct rows *rows) {
  bool *bound = calloc(rows->width + 1, sizeof *bound);
  if (!bound)
    abort();
  for (size_t i = 0; i < rows->count; i++) {
    const uint32_t *row = rows_get(rows, i);
    for (size_t v = 0; v < rows->width; v++)
      bound[v] = bound[v] || row[v] != RELATA_NONE;
  }
  return bound;
}

/* ------------------------------------------------------------------ hashing */

/* Rows by the values of some variables. */
struct row_index {
  const struct rows *rows;
  const uint32_t *keys; /* variables */
  size_t key_count;
  uint32_t *buckets, *next; /* row + 1; 0 = none */
  size_t bucket_count;
};

static uint64_t hash_key(const uint32_t *row, const uint32_t *keys, size_t key_count) {
  uint64_t hash = 0x9e3779b97f4a7c15u;
  for (size_t i = 0; i < key_count; i++) {
    hash = (hash ^ row[keys[i]]) * 0xff51afd7ed558ccdu;
    hash ^= hash >> 32;
  }
  return hash;
}

static void row_index_init(struct row_index *index, const struct rows *rows, const uint32_t *keys, size_t key_count) {
  *index = (struct row_index){ rows, keys, key_count, NULL, NULL, 16 };
  while (index->bucket_count < 2 * rows->count)
    index->bucket_count *= 2;
  index->buckets = calloc(index->bucket_count, sizeof *index->buckets);
  index->next = calloc(rows->count + 1, sizeof *index->next);
  if (!index->buckets || !index->next)
    abort();
  for (size_t i = rows->count; i-- > 0;) { /* backwards, so that chains keep the order */
    uint32_t *bucket = &index->buckets[hash_key(rows_get(rows, i), keys, key_count) & (index->bucket_count - 1)];
    index->next[i] = *bucket;
    *bucket = (uint32_t)i + 1;
  }
}

static void row_index_free(struct row_index *index) {
  free(index->buckets);
  free(index->next);
}

static uint32_t row_index_first(const struct row_index *index, const uint32_t *row) {
  return index->buckets[hash_key(row, index->keys, index->key_count) & (index->bucket_count - 1)];
}

/* ------------------------------------------------------------------ joining */

/* By variable: do all rows bind it? */
static bool *always_bound(const struct rows *rows) {
  bool *always = calloc(rows->width + 1, sizeof *always);
  if (!always)
    abort();
  memset(always, rows->count > 0, rows->width);
  for (size_t i = 0; i < rows->count; i++) {
    const uint32_t *row = rows_get(rows, i);
    for (size_t v = 0; v < rows->width; v++)
      always[v] = always[v] && row[v] != RELATA_NONE;
  }
  return always;
}

/* The variables that every row of both sides binds. */
static uint32_t *common_keys(const struct rows *left, const struct rows *right, size_t *count) {
  bool *a = always_bound(left), *b = always_bound(right);
  uint32_t *keys = resized(NULL, left->width, sizeof *keys);
  *count = 0;
  for (uint32_t v = 0; v < left->width; v++)
    if (a[v] && b[v])
      keys[(*count)++] = v;
  free(a);
  free(b);
  return keys;
}

static bool agree(const uint32_t *a, const uint32_t *b, size_t width, bool *share) {
  *share = false;
  for (size_t v = 0; v < width; v++) {
    if (a[v] == RELATA_NONE || b[v] == RELATA_NONE)
      continue;
    if (a[v] != b[v])
      return false;
    *share = true;
  }
  return true;
}

static void add_merged(struct rows *out, const uint32_t *left, const uint32_t *right) {
  uint32_t *row = rows_add(out, left);
  for (size_t v = 0; v < out->width; v++)
    if (row[v] == RELATA_NONE)
      row[v] = right[v];
}

void rows_join(const struct rows *left, const struct rows *right, struct rows *out, size_t most, struct timer *timer) {
  size_t key_count;
  bool share;
  struct row_index index;
  uint32_t *keys = common_keys(left, right, &key_count);
  row_index_init(&index, right, keys, key_count);
  for (size_t i = 0; i < left->count && out->count <= most; i++) {
    const uint32_t *row = rows_get(left, i);
    for (uint32_t at = row_index_first(&index, row); at && out->count <= most && !timer_is_over(timer);
         at = index.next[at - 1])
      if (agree(row, rows_get(right, at - 1), left->width, &share))
        add_merged(out, row, rows_get(right, at - 1));
  }
  row_index_free(&index);
  free(keys);
}

void rows_minus(const struct rows *left, const struct rows *right, struct rows *out) {
  size_t key_count;
  struct row_index index;
  uint32_t *keys = common_keys(left, right, &key_count);
  row_index_init(&index, right, keys, key_count);
  for (size_t i = 0; i < left->count; i++) {
    const uint32_t *row = rows_get(left, i);
    bool removed = false, share;
    for (uint32_t at = row_index_first(&index, row); at && !removed; at = index.next[at - 1])
      removed = agree(row, rows_get(right, at - 1), left->width, &share) && share;
    if (!removed)
      rows_add(out, row);
  }
  row_index_free(&index);
  free(keys);
}

void rows_distinct(struct rows *rows) {
  size_t bucket_count = 16, kept = 0;
  while (bucket_count < 2 * rows->count)
    bucket_count *= 2;
  uint32_t *buckets = calloc(bucket_count, sizeof *buckets);
  uint32_t *keys = resized(NULL, rows->width, sizeof *keys);
  if (!buckets)
    abort();
  for (uint32_t v = 0; v < rows->width; v++)
    keys[v] = v;
  for (size_t i = 0; i < rows->count; i++) {
    const uint32_t *row = rows_get(rows, i);
    size_t slot = hash_key(row, keys, rows->width) & (bucket_count - 1);
    while (buckets[slot] &&
           memcmp(rows_get(rows, buckets[slot] - 1), row, rows->width * sizeof *row) != 0)
      slot = (slot + 1) & (bucket_count - 1);
    if (buckets[slot])
      continue;
    memmove(rows_get(rows, kept), row, (rows->width + 1) * sizeof *row);
    buckets[slot] = (uint32_t)++kept;
  }
  rows->count = kept;
  free(buckets);
  free(keys);
}
