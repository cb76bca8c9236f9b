/* rows.c — tables of solutions, found by hashing. */
#include "graph/sparql/rows.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_ROWS = 16 };

static void *resized(void *memory, size_t count, size_t size) {
  void *result = reallocarray(memory, count ? count : 1, size);
  if (!result)
    abort();
  return result;
}

static void *zeroed(size_t count, size_t size) {
  void *result = calloc(count ? count : 1, size);
  if (!result)
    abort();
  return result;
}

static size_t row_size(const struct rows *rows) {
  return (rows->width + 1) * sizeof *rows->cells;
}

void rows_init(struct rows *rows, size_t width, struct limits *limits) {
  *rows = (struct rows){ .width = width, .limits = limits };
}

void rows_free(struct rows *rows) {
  limits_give(rows->limits, rows->capacity * row_size(rows));
  free(rows->cells);
  rows->cells = NULL;
  rows->count = rows->capacity = 0;
}

void rows_init_unit(struct rows *rows, size_t width, struct limits *limits) {
  rows_init(rows, width, limits);
  rows_add(rows, NULL);
}

uint32_t *rows_get(const struct rows *rows, size_t index) {
  return rows->cells + index * (rows->width + 1);
}

uint32_t rows_tag(const struct rows *rows, size_t index) {
  return rows_get(rows, index)[rows->width];
}

/* False where memory has reached its limit, unless these are the first rows. */
static bool rows_grow(struct rows *rows) {
  const size_t capacity = rows->capacity ? 2 * rows->capacity : FIRST_ROWS;
  const bool may = limits_take(rows->limits, (capacity - rows->capacity) * row_size(rows));
  if (!may && rows->capacity)
    return false;
  rows->cells = resized(rows->cells, capacity, row_size(rows));
  rows->capacity = capacity;
  return true;
}

uint32_t *rows_add(struct rows *rows, const uint32_t *row) {
  if (rows->count == rows->capacity && !rows_grow(rows))
    rows->count--;
  uint32_t *cells = rows_get(rows, rows->count++);
  if (row)
    memcpy(cells, row, row_size(rows));
  else
    memset(cells, 0xff, row_size(rows));
  return cells;
}

bool rows_agree(const uint32_t *a, const uint32_t *b, size_t width, bool *share) {
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

/* ------------------------------------------------------------------ rows by keys */

static uint64_t hash_cell(uint64_t hash, uint32_t cell) {
  hash = (hash ^ cell) * 0xff51afd7ed558ccdu;
  return hash ^ hash >> 32;
}

static uint64_t hash_keys(const uint32_t *row, const uint32_t *keys, size_t key_count) {
  uint64_t hash = 0x9e3779b97f4a7c15u;
  for (size_t i = 0; i < key_count; i++)
    hash = hash_cell(hash, row[keys[i]]);
  return hash;
}

void row_table_init(struct row_table *table, size_t width, struct limits *limits) {
  *table = (struct row_table){ 0 };
  rows_init(&table->rows, width, limits);
}

static size_t index_size(const struct row_table *table) {
  return (table->bucket_count + table->rows.count) * sizeof *table->buckets;
}

static void drop_index(struct row_table *table) {
  if (table->keys)
    limits_give(table->rows.limits, index_size(table));
  free(table->keys);
  free(table->buckets);
  free(table->next);
  table->keys = table->buckets = table->next = NULL;
}

void row_table_free(struct row_table *table) {
  drop_index(table);
  free(table->always);
  table->always = NULL;
  rows_free(&table->rows);
}

/* By variable: do all rows bind it? */
static bool *always_bound(const struct rows *rows) {
  bool *always = zeroed(rows->width + 1, sizeof *always);
  memset(always, rows->count > 0, rows->width);
  for (size_t i = 0; i < rows->count; i++) {
    const uint32_t *row = rows_get(rows, i);
    for (size_t v = 0; v < rows->width; v++)
      always[v] = always[v] && row[v] != RELATA_NONE;
  }
  return always;
}

static void make_index(struct row_table *table, uint32_t *keys, size_t key_count) {
  const struct rows *rows = &table->rows;
  table->keys = keys;
  table->key_count = key_count;
  table->bucket_count = FIRST_ROWS;
  while (table->bucket_count < 2 * rows->count)
    table->bucket_count *= 2;
  limits_take(rows->limits, index_size(table));
  table->buckets = zeroed(table->bucket_count, sizeof *table->buckets);
  table->next = zeroed(rows->count + 1, sizeof *table->next);
  for (size_t i = rows->count; i-- > 0;) { /* backwards, so that chains keep the order */
    uint32_t *bucket = &table->buckets[hash_keys(rows_get(rows, i), keys, key_count) & (table->bucket_count - 1)];
    table->next[i] = *bucket;
    *bucket = (uint32_t)i + 1;
  }
}

void row_table_prepare(struct row_table *table, const struct rows *left) {
  if (!table->always)
    table->always = always_bound(&table->rows);
  bool *always = always_bound(left);
  uint32_t *keys = resized(NULL, left->width, sizeof *keys);
  size_t count = 0;
  for (uint32_t v = 0; v < left->width; v++)
    if (always[v] && table->always[v])
      keys[count++] = v;
  free(always);
  if (table->keys && table->key_count == count && memcmp(table->keys, keys, count * sizeof *keys) == 0) {
    free(keys);
    return;
  }
  drop_index(table);
  make_index(table, keys, count);
}

uint32_t row_table_first(const struct row_table *table, const uint32_t *row) {
  return table->buckets[hash_keys(row, table->keys, table->key_count) & (table->bucket_count - 1)];
}

uint32_t row_table_next(const struct row_table *table, uint32_t place) {
  return table->next[place - 1];
}

const uint32_t *row_table_get(const struct row_table *table, uint32_t place) {
  return rows_get(&table->rows, place - 1);
}

/* ------------------------------------------------------------------ each once */

void row_set_init(struct row_set *set, size_t width, struct limits *limits) {
  *set = (struct row_set){ .slot_count = 2 * FIRST_ROWS };
  rows_init(&set->rows, width, limits);
  set->slots = zeroed(set->slot_count, sizeof *set->slots);
}

void row_set_free(struct row_set *set) {
  limits_give(set->rows.limits, set->slot_count * sizeof *set->slots);
  free(set->slots);
  set->slots = NULL;
  rows_free(&set->rows);
}

static size_t slot_of(const struct row_set *set, const uint32_t *row) {
  uint64_t hash = 0x9e3779b97f4a7c15u;
  for (size_t v = 0; v < set->rows.width; v++)
    hash = hash_cell(hash, row[v]);
  size_t slot = (size_t)hash & (set->slot_count - 1);
  while (set->slots[slot] &&
         memcmp(rows_get(&set->rows, set->slots[slot] - 1), row, set->rows.width * sizeof *row) != 0)
    slot = (slot + 1) & (set->slot_count - 1);
  return slot;
}

static void grow_slots(struct row_set *set) {
  limits_take(set->rows.limits, set->slot_count * sizeof *set->slots);
  set->slot_count *= 2;
  free(set->slots);
  set->slots = zeroed(set->slot_count, sizeof *set->slots);
  for (size_t i = 0; i < set->rows.count; i++)
    set->slots[slot_of(set, rows_get(&set->rows, i))] = (uint32_t)i + 1;
}

size_t row_set_add(struct row_set *set, const uint32_t *row, bool *is_new) {
  if (2 * (set->rows.count + 1) > set->slot_count && set->rows.limits->broken == LIMIT_NONE)
    grow_slots(set);
  const size_t slot = slot_of(set, row);
  const bool missing = set->slots[slot] == 0;
  if (is_new)
    *is_new = missing;
  if (!missing)
    return set->slots[slot] - 1;
  uint32_t *copy = rows_add(&set->rows, NULL);
  memcpy(copy, row, set->rows.width * sizeof *row);
  if (set->rows.limits->broken == LIMIT_NONE)
    set->slots[slot] = (uint32_t)set->rows.count;
  return set->rows.count - 1;
}
