/* table.c — the whole graph in columns: what the page filters, searches and expands without asking again. */
#include <stdlib.h>
#include <string.h>

#include "graph/select/families.h"
#include "graph/serve/api.h"
#include "graph/store/graph_private.h"

enum { CLAIMS_MAX = 200000 };

/* Numbers for the times that are said, in the order in which they come. */
struct times {
  struct relata_str *items; /* the request's arena's */
  uint32_t *slots;          /* open addressing; place + 1, 0 is free */
  size_t count, slot_count; /* the latter a power of two */
};

struct columns {
  struct request *request;
  struct catalog *catalog;
  struct json *json;
  uint32_t *thing_at, *relation_at; /* by term, RELATA_NONE where it has no place */
  uint32_t *things;                 /* terms by place: things first, then values */
  size_t thing_count;
  bool has_default; /* something is stated outside of all articles */
  struct times times;
};

/* ------------------------------------------------------------------ places */

static uint32_t time_place(struct times *times, struct relata_str time) {
  const size_t mask = times->slot_count - 1;
  size_t slot = (size_t)relata_str_hash(time) & mask;
  while (times->slots[slot] && !relata_str_equal(times->items[times->slots[slot] - 1], time))
    slot = (slot + 1) & mask;
  if (!times->slots[slot]) {
    times->items[times->count++] = time;
    times->slots[slot] = (uint32_t)times->count;
  }
  return times->slots[slot] - 1;
}

static void add_thing(struct columns *columns, uint32_t term) {
  if (columns->thing_at[term] != RELATA_NONE)
    return;
  columns->thing_at[term] = (uint32_t)columns->thing_count;
  columns->things[columns->thing_count++] = term;
}

static uint32_t *new_places(struct relata_arena *arena, size_t count) {
  uint32_t *places = relata_arena_alloc(arena, (count + 1) * sizeof *places);
  memset(places, 0xff, count * sizeof *places); /* RELATA_NONE */
  return places;
}

static void settle_places(struct columns *columns) {
  struct catalog *catalog = columns->catalog;
  struct relata_arena *arena = columns->request->arena;
  const size_t terms = quads_term_count(catalog->quads), sayings = catalog->sayings.count;
  columns->thing_at = new_places(arena, terms);
  columns->relation_at = new_places(arena, terms);
  columns->things = relata_arena_alloc(arena, (catalog->thing_count + 2 * sayings + 1) * sizeof *columns->things);
  for (size_t i = 0; i < catalog->thing_count; i++)
    add_thing(columns, catalog->things[i]);
  for (size_t i = 0; i < catalog->relation_count; i++)
    columns->relation_at[catalog->relations[i].term] = (uint32_t)i;
  for (size_t i = 0; i < sayings; i++) {
    const struct saying *saying = &catalog->sayings.items[i];
    add_thing(columns, saying->subject);
    add_thing(columns, saying->object);
    columns->has_default |= saying->article == RELATA_NONE || catalog->article_of[saying->article] == RELATA_NONE;
  }
  columns->times.slot_count = 64;
  while (columns->times.slot_count < 2 * sayings)
    columns->times.slot_count *= 2;
  columns->times.slots = relata_arena_alloc(arena, columns->times.slot_count * sizeof *columns->times.slots);
  columns->times.items = relata_arena_alloc(arena, (sayings + 1) * sizeof *columns->times.items);
}

/* ------------------------------------------------------------------ things */

/* The names of a thing besides its label; `*at` goes on in the catalog's names, which are by thing. */
static void put_other_names(struct columns *columns, uint32_t thing, const size_t *name_at) {
  const struct catalog *catalog = columns->catalog;
  const struct relata_str label = catalog_label(columns->catalog, thing);
  json_open(columns->json, '[');
  for (size_t i = name_at[thing]; i < catalog->name_count && catalog->names[i].thing == thing; i++)
    if (!relata_str_equal(catalog->names[i].text, label))
      json_text(columns->json, catalog->names[i].text);
  json_close(columns->json, ']');
}

static const size_t *find_names(const struct columns *columns) {
  const struct catalog *catalog = columns->catalog;
  const size_t terms = quads_term_count(catalog->quads);
  size_t *name_at = relata_arena_alloc(columns->request->arena, (terms + 1) * sizeof *name_at);
  for (size_t term = 0; term < terms; term++)
    name_at[term] = catalog->name_count;
  for (size_t i = catalog->name_count; i-- > 0;)
    name_at[catalog->names[i].thing] = i;
  return name_at;
}

static struct relata_str family_name(const struct catalog *catalog, struct relata_str class) {
  return relata_str_of(family_get(family_of(catalog->ontology, class))->key);
}

static void put_things(struct columns *columns) {
  struct json *json = columns->json;
  struct catalog *catalog = columns->catalog;
  const size_t *name_at = find_names(columns);
  json_open_at(json, "things", '{');
  json_open_at(json, "id", '[');
  for (size_t i = 0; i < columns->thing_count; i++)
    json_text(json, catalog_id(catalog, columns->things[i]));
  json_close(json, ']');
  json_open_at(json, "label", '[');
  for (size_t i = 0; i < columns->thing_count; i++)
    json_text(json, catalog_label(catalog, columns->things[i]));
  json_close(json, ']');
  json_open_at(json, "type", '[');
  for (size_t i = 0; i < columns->thing_count; i++)
    json_text_or_null(json, catalog_class(catalog, columns->things[i]));
  json_close(json, ']');
  json_open_at(json, "family", '[');
  for (size_t i = 0; i < catalog->thing_count; i++)
    json_text(json, family_name(catalog, catalog_class(catalog, columns->things[i])));
  for (size_t i = catalog->thing_count; i < columns->thing_count; i++)
    json_null_value(json);
  json_close(json, ']');
  json_open_at(json, "names", '[');
  for (size_t i = 0; i < columns->thing_count; i++)
    put_other_names(columns, columns->things[i], name_at);
  json_close(json, ']');
  json_open_at(json, "weight", '[');
  for (size_t i = 0; i < columns->thing_count; i++)
    json_count(json, catalog->facts[columns->things[i]]);
  json_close(json, ']');
  json_put_count(json, "things", catalog->thing_count);
  json_close(json, '}');
}

/* ------------------------------------------------------------------ relations, articles, claims */

static void put_relations(struct columns *columns) {
  json_open_at(columns->json, "relations", '[');
  for (size_t i = 0; i < columns->catalog->relation_count; i++) {
    json_open(columns->json, '{');
    api_put_relation(columns->json, columns->request, columns->catalog, columns->catalog->relations[i].term);
    json_close(columns->json, '}');
  }
  json_close(columns->json, ']');
}

static void put_article(struct json *json, struct relata_str id, struct relata_str date, struct relata_str source) {
  json_open(json, '{');
  json_put_text(json, "id", id);
  json_put_text_or_null(json, "date", date);
  json_put_text(json, "source", source);
  json_close(json, '}');
}

static void put_articles(struct columns *columns) {
  const struct catalog *catalog = columns->catalog;
  const struct relata_str none = { "", 0 };
  json_open_at(columns->json, "articles", '[');
  for (size_t i = 0; i < catalog->article_count; i++)
    put_article(columns->json, catalog->articles[i].id, catalog->articles[i].date, catalog->articles[i].source);
  if (columns->has_default)
    put_article(columns->json, none, none, none);
  json_close(columns->json, ']');
}

static void put_claim(struct columns *columns, const struct saying *saying) {
  struct catalog *catalog = columns->catalog;
  struct json *json = columns->json;
  bool own = false;
  const struct relata_str time = catalog_time(catalog, columns->request->arena, saying, &own);
  const uint32_t article = saying->article == RELATA_NONE ? RELATA_NONE : catalog->article_of[saying->article];
  json_count(json, columns->thing_at[saying->subject]);
  json_count(json, columns->relation_at[saying->predicate]);
  json_count(json, columns->thing_at[saying->object]);
  json_count(json, article == RELATA_NONE ? catalog->article_count : article);
  json_count(json, (size_t)saying->status);
  if (own && time.len)
    json_count(json, time_place(&columns->times, time));
  else
    relata_out_text(json->out, ", -1");
  json_count(json, (size_t)(saying->confidence * 100 + 0.5));
}

static void put_claims(struct columns *columns) {
  struct json *json = columns->json;
  json_open_at(json, "claims", '[');
  for (size_t i = 0; i < columns->catalog->sayings.count; i++)
    put_claim(columns, &columns->catalog->sayings.items[i]);
  json_close(json, ']');
  json_open_at(json, "times", '[');
  for (size_t i = 0; i < columns->times.count; i++)
    json_text(json, columns->times.items[i]);
  json_close(json, ']');
}

void handle_api_table(struct request *request) {
  static const char *const known[] = { NULL };
  if (!api_begin(request, known))
    return;
  struct catalog *catalog = snapshot_catalog(request->snapshot);
  if (catalog->sayings.count > CLAIMS_MAX) {
    answer_error(request, 413, "Ask for parts of it: /api/graph, /api/entity, /api/search.",
                 "the graph has %zu claims; a table holds up to %d", catalog->sayings.count, CLAIMS_MAX);
    return;
  }
  struct json json = api_open();
  struct columns columns = { .request = request, .catalog = catalog, .json = &json };
  settle_places(&columns);
  put_things(&columns);
  put_relations(&columns);
  put_articles(&columns);
  put_claims(&columns);
  api_end(request, &json);
}
