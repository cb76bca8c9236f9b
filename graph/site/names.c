/* names.c — what a site knows of each thing besides its facts: names, types, what was merged into it. */
#include <stdlib.h>
#include <string.h>

#include "graph/site/site_private.h"

/* A merge as it will be written. */
struct written_merge {
  struct relata_str entity, json;
};

struct merges {
  struct relata_arena *arena;
  struct written_merge *items;
  size_t count, capacity;
};

static enum relata_status take_merge(void *payload, const struct relata_graph_merge_record *merge) {
  struct merges *merges = payload;
  struct json json = { relata_out_to_memory(), false };
  json_open(&json, '{');
  api_put_merge(&json, merge);
  json_close(&json, '}');
  if (merges->count == merges->capacity) {
    merges->capacity = merges->capacity ? 2 * merges->capacity : 64;
    merges->items = reallocarray(merges->items, merges->capacity, sizeof *merges->items);
    if (!merges->items)
      abort();
  }
  merges->items[merges->count++] =
    (struct written_merge){ relata_arena_copy(merges->arena, merge->entity),
                            relata_arena_copy(merges->arena, relata_out_as_memory(json.out)) };
  relata_out_abandon(json.out);
  return RELATA_OK;
}

/* Of one entity in the order in which they came, which is by id. */
static int compare_merges(const void *a, const void *b) {
  const struct written_merge *x = a, *y = b;
  const int side = relata_str_compare(x->entity, y->entity);
  return side ? side : relata_str_compare(x->json, y->json);
}

static void put_merges(struct json *json, const struct merges *merges, struct relata_str entity) {
  size_t low = 0, high = merges->count;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if (relata_str_compare(merges->items[middle].entity, entity) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  json_open_at(json, "merges", '[');
  for (size_t i = low; i < merges->count && relata_str_equal(merges->items[i].entity, entity); i++) {
    relata_out_text(json->out, i > low ? ", " : "");
    relata_out_str(json->out, merges->items[i].json);
  }
  json_close(json, ']');
}

static void put_thing(struct site *site, struct json *json, struct catalog *catalog, uint32_t thing,
                      const struct merges *merges) {
  struct request request = { .serve = &site->serve, .arena = site->arena, .snapshot = site->snapshot };
  const struct relata_str id = relata_arena_copy(site->arena, catalog_id(catalog, thing));
  json_open_at(json, id.data, '{');
  api_put_identity(json, &request, catalog, thing);
  put_merges(json, merges, id);
  json_close(json, '}');
  relata_arena_clear(site->arena);
}

enum relata_status site_put_names(struct site *site, struct relata_error *error) {
  struct catalog *catalog = snapshot_catalog(site->snapshot);
  struct merges merges = { .arena = relata_arena_new() };
  struct json json = { relata_out_to_memory(), false };
  enum relata_status status = relata_graph_merges(site->snapshot->graph, NULL, take_merge, &merges, error);
  if (merges.count)
    qsort(merges.items, merges.count, sizeof *merges.items, compare_merges);
  json_open(&json, '{');
  for (size_t i = 0; i < catalog->thing_count; i++)
    put_thing(site, &json, catalog, catalog->things[i], &merges);
  json_close(&json, '}');
  if (status == RELATA_OK)
    status = site_put(site, "data/names.json", relata_out_as_memory(json.out), error);
  relata_out_abandon(json.out);
  relata_arena_free(merges.arena);
  free(merges.items);
  return status;
}
