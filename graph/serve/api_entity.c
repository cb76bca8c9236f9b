/* api_entity.c — /api/entity: all that a graph says of one thing. */
#include <stdlib.h>
#include <string.h>

#include "graph/claims/vocabulary.h"
#include "graph/select/period.h"
#include "graph/serve/api.h"
#include "graph/store/dictionary.h"
#include "graph/store/graph_private.h"
#include "graph/store/term.h"

/* One triple with the thing on one of its sides. */
struct fact {
  struct saying_group group;
  uint32_t relation;
};

struct portrait {
  struct request *request;
  struct catalog *catalog;
  struct json *json;
  uint32_t thing;
  struct fact *out, *in; /* by relation */
  size_t out_count, in_count;
};

/* ------------------------------------------------------------------ facts by relation */

static const struct saying *saying_at(const struct catalog *catalog, size_t place, bool object) {
  return &catalog->sayings.items[object ? catalog->by_object[place] : place];
}

static struct fact *gather_facts(struct portrait *portrait, bool object, size_t *count) {
  struct catalog *catalog = portrait->catalog;
  struct relata_arena *arena = portrait->request->arena;
  size_t first, end;
  *count = 0;
  if (object)
    catalog_object_range(catalog, portrait->thing, &first, &end);
  else
    catalog_subject_range(catalog, portrait->thing, &first, &end);
  struct fact *facts = relata_arena_alloc(arena, (end - first + 1) * sizeof *facts);
  const struct saying **all = relata_arena_alloc(arena, (end - first + 1) * sizeof *all);
  for (size_t i = first; i < end; i++) {
    const struct saying *saying = all[i - first] = saying_at(catalog, i, object);
    if (i == first || !sayings_same_triple(all[i - first - 1], saying))
      facts[(*count)++] = (struct fact){ { &all[i - first], 0 }, saying->predicate };
    facts[*count - 1].group.count++;
  }
  return facts;
}

struct run {
  const struct fact *facts; /* of one relation */
  size_t count;
};

/* The relation with the most facts first. */
static int compare_runs(const void *a, const void *b) {
  const struct run *x = a, *y = b;
  if (x->count != y->count)
    return x->count > y->count ? -1 : 1;
  return x->facts->relation < y->facts->relation ? -1 : 1;
}

/* The fact that is said most often first. */
static int compare_facts(const void *a, const void *b) {
  const struct fact *x = a, *y = b;
  if (x->relation != y->relation)
    return x->relation < y->relation ? -1 : 1;
  if (x->group.count != y->group.count)
    return x->group.count > y->group.count ? -1 : 1;
  return x->group.items < y->group.items ? -1 : 1;
}

static void put_run(struct portrait *portrait, const struct run *run, bool object) {
  struct json *json = portrait->json;
  json_open(json, '{');
  json_put_text(json, "relation", catalog_id(portrait->catalog, run->facts->relation));
  json_put_text(json, "label", api_relation_label(portrait->catalog, run->facts->relation, object));
  json_open_at(json, "facts", '[');
  for (size_t i = 0; i < run->count; i++)
    json_fact(json, portrait->request, portrait->catalog, &run->facts[i].group, object);
  json_close(json, ']');
  json_close(json, '}');
}

static void put_facts(struct portrait *portrait, const char *name, struct fact *facts, size_t count, bool object) {
  struct run *runs = relata_arena_alloc(portrait->request->arena, (count + 1) * sizeof *runs);
  size_t run_count = 0;
  if (count)
    qsort(facts, count, sizeof *facts, compare_facts);
  for (size_t i = 0; i < count; i++) {
    if (i == 0 || facts[i].relation != facts[i - 1].relation)
      runs[run_count++] = (struct run){ &facts[i], 0 };
    runs[run_count - 1].count++;
  }
  if (run_count)
    qsort(runs, run_count, sizeof *runs, compare_runs);
  json_open_at(portrait->json, name, '[');
  for (size_t i = 0; i < run_count; i++)
    put_run(portrait, &runs[i], object);
  json_close(portrait->json, ']');
}

/* ------------------------------------------------------------------ what it is */

struct named {
  struct relata_str name;
  bool preferred;
  size_t count;
};

static int compare_named(const void *a, const void *b) {
  const struct named *x = a, *y = b;
  if (x->preferred != y->preferred)
    return x->preferred ? -1 : 1;
  if (x->count != y->count)
    return x->count > y->count ? -1 : 1;
  return relata_str_compare(x->name, y->name);
}

/* How many graphs give each object of `thing predicate ?`. */
static struct named *count_objects(struct portrait *portrait, const char *predicate, struct named *named, size_t *count,
                                   bool preferred) {
  struct catalog *catalog = portrait->catalog;
  const uint32_t number = quads_find(catalog->quads, relata_str_of(predicate));
  uint32_t last = RELATA_NONE;
  if (number == RELATA_NONE)
    return named;
  struct quad_cursor cursor =
    quads_match(catalog->quads, (struct quad){ portrait->thing, number, RELATA_NONE, RELATA_NONE }, false);
  for (const struct quad *quad; (quad = quad_cursor_next(&cursor));) {
    if (quad->object == last) {
      named[*count - 1].count++;
      continue;
    }
    last = quad->object;
    struct named *more = relata_arena_alloc(portrait->request->arena, (*count + 1) * sizeof *more);
    memcpy(more, named, *count * sizeof *more);
    named = more;
    const struct term_parts parts = term_split(portrait->request->arena, quads_term(catalog->quads, last));
    named[(*count)++] = (struct named){ parts.value, preferred, 1 };
  }
  return named;
}

static void put_names(struct portrait *portrait) {
  size_t count = 0;
  struct named *names = relata_arena_alloc(portrait->request->arena, sizeof *names);
  names = count_objects(portrait, SKOS_PREF_LABEL, names, &count, true);
  names = count_objects(portrait, SKOS_ALT_LABEL, names, &count, false);
  names = count_objects(portrait, RDFS_LABEL, names, &count, false);
  if (count)
    qsort(names, count, sizeof *names, compare_named);
  json_open_at(portrait->json, "names", '[');
  for (size_t i = 0; i < count; i++) {
    json_open(portrait->json, '{');
    json_put_text(portrait->json, "name", names[i].name);
    json_put_truth(portrait->json, "preferred", names[i].preferred);
    json_put_count(portrait->json, "count", names[i].count);
    json_close(portrait->json, '}');
  }
  json_close(portrait->json, ']');
}

static void put_types(struct portrait *portrait) {
  const struct relata_ontology *ontology = portrait->catalog->ontology;
  size_t count = 0;
  struct named *types = relata_arena_alloc(portrait->request->arena, sizeof *types);
  types = count_objects(portrait, RDF_TYPE, types, &count, false);
  if (count)
    qsort(types, count, sizeof *types, compare_named);
  json_open_at(portrait->json, "types", '[');
  for (size_t i = 0; i < count; i++) {
    const struct relata_str local = iri_local(types[i].name);
    const uint32_t class = ontology ? relata_ontology_find_class(ontology, local) : RELATA_NONE;
    json_open(portrait->json, '{');
    json_put_text(portrait->json, "name", local);
    json_put_text(portrait->json, "label",
                  class == RELATA_NONE ? local : relata_ontology_get_class(ontology, class)->label);
    json_put_count(portrait->json, "count", types[i].count);
    json_close(portrait->json, '}');
  }
  json_close(portrait->json, ']');
}

static void put_same_as(struct portrait *portrait) {
  size_t count = 0;
  struct named *others = relata_arena_alloc(portrait->request->arena, sizeof *others);
  others = count_objects(portrait, OWL_SAME_AS, others, &count, false);
  json_open_at(portrait->json, "same_as", '[');
  for (size_t i = 0; i < count; i++)
    json_text(portrait->json, others[i].name);
  json_close(portrait->json, ']');
}

/* ------------------------------------------------------------------ when and where */

struct moment {
  struct relata_str date;
  int day;
  const struct saying_group *group;
};

static int compare_moments(const void *a, const void *b) {
  const struct moment *x = a, *y = b;
  if (x->day != y->day)
    return x->day < y->day ? -1 : 1;
  const int side = relata_str_compare(x->date, y->date);
  return side ? side : x->group < y->group ? -1 : x->group > y->group;
}

static void add_moments(struct portrait *portrait, const struct fact *facts, size_t fact_count, struct moment *moments,
                        size_t *count) {
  for (size_t i = 0; i < fact_count; i++)
    for (size_t k = 0; k < facts[i].group.count; k++) {
      bool own;
      struct period period;
      const struct relata_str time =
        catalog_time(portrait->catalog, portrait->request->arena, facts[i].group.items[k], &own);
      if (own && period_parse(time, &period))
        moments[(*count)++] =
          (struct moment){ period.begins.len ? period.begins : period.ends,
                           period.begins.len ? period.begin : period.end, &facts[i].group };
    }
}

static void put_timeline(struct portrait *portrait) {
  struct json *json = portrait->json;
  size_t all = 0, count = 0;
  for (size_t i = 0; i < portrait->out_count; i++)
    all += portrait->out[i].group.count;
  for (size_t i = 0; i < portrait->in_count; i++)
    all += portrait->in[i].group.count;
  struct moment *moments = relata_arena_alloc(portrait->request->arena, (all + 1) * sizeof *moments);
  add_moments(portrait, portrait->out, portrait->out_count, moments, &count);
  add_moments(portrait, portrait->in, portrait->in_count, moments, &count);
  if (count)
    qsort(moments, count, sizeof *moments, compare_moments);
  json_open_at(json, "timeline", '[');
  for (size_t i = 0; i < count; i++) {
    const bool begins = i == 0 || !relata_str_equal(moments[i].date, moments[i - 1].date);
    if (!begins && moments[i].group == moments[i - 1].group)
      continue;
    if (begins && i > 0) {
      json_close(json, ']');
      json_close(json, '}');
    }
    if (begins) {
      json_open(json, '{');
      json_put_text(json, "date", moments[i].date);
      json_open_at(json, "facts", '[');
    }
    json_fact(json, portrait->request, portrait->catalog, moments[i].group, false);
  }
  if (count) {
    json_close(json, ']');
    json_close(json, '}');
  }
  json_close(json, ']');
}

static void count_articles(struct portrait *portrait, const struct fact *facts, size_t count, size_t *said) {
  for (size_t i = 0; i < count; i++)
    for (size_t k = 0; k < facts[i].group.count; k++) {
      const uint32_t term = facts[i].group.items[k]->article;
      const uint32_t place = term == RELATA_NONE ? RELATA_NONE : portrait->catalog->article_of[term];
      if (place != RELATA_NONE)
        said[place]++;
    }
}

static void put_articles(struct portrait *portrait) {
  struct catalog *catalog = portrait->catalog;
  size_t *said = relata_arena_alloc(portrait->request->arena, (catalog->article_count + 1) * sizeof *said);
  count_articles(portrait, portrait->out, portrait->out_count, said);
  count_articles(portrait, portrait->in, portrait->in_count, said);
  json_open_at(portrait->json, "articles", '[');
  for (size_t i = 0; i < catalog->article_count; i++) {
    if (!said[i])
      continue;
    json_open(portrait->json, '{');
    json_put_article_members(portrait->json, catalog, &catalog->articles[i]);
    json_put_count(portrait->json, "said", said[i]);
    json_close(portrait->json, '}');
  }
  json_close(portrait->json, ']');
}

/* ------------------------------------------------------------------ merges */

void api_put_merge(struct json *json, const struct relata_graph_merge_record *merge) {
  json_put_text(json, "id", merge->id);
  json_open_at(json, "names", '[');
  json_text(json, merge->kept);
  if (!relata_str_equal(merge->kept, merge->merged))
    json_text(json, merge->merged);
  json_close(json, ']');
  json_put_text(json, "reason", merge->reason_count ? merge->reasons[0] : RELATA_STR(""));
  json_open_at(json, "reasons", '[');
  for (size_t i = 0; i < merge->reason_count; i++)
    json_text(json, merge->reasons[i]);
  json_close(json, ']');
  json_put_real(json, "score", merge->score);
  json_put_count(json, "articles", merge->article_count);
  json_put_word(json, "source", merge->by_user ? "user" : "score");
}

static enum relata_status put_merge(void *payload, const struct relata_graph_merge_record *merge) {
  struct portrait *portrait = payload;
  if (!relata_str_equal(merge->entity, catalog_id(portrait->catalog, portrait->thing)))
    return RELATA_OK;
  json_open(portrait->json, '{');
  api_put_merge(portrait->json, merge);
  json_close(portrait->json, '}');
  return RELATA_OK;
}

static void put_merges(struct portrait *portrait) {
  const struct relata_str id = relata_arena_copy(portrait->request->arena, catalog_id(portrait->catalog, portrait->thing));
  json_open_at(portrait->json, "merges", '[');
  relata_graph_merges(portrait->catalog->snapshot->graph, id.data, put_merge, portrait, NULL);
  json_close(portrait->json, ']');
}

/* ------------------------------------------------------------------ the handler */

void api_put_identity(struct json *json, struct request *request, struct catalog *catalog, uint32_t thing) {
  struct portrait portrait = { .request = request, .catalog = catalog, .json = json, .thing = thing };
  put_names(&portrait);
  put_types(&portrait);
  put_same_as(&portrait);
}

/* "/id/Turkey" of an IRI under the graph's base; empty of a foreign one. */
static struct relata_str page_of(struct portrait *portrait) {
  const struct relata_str id = catalog_id(portrait->catalog, portrait->thing), base = portrait->request->snapshot->base;
  if (id.len <= base.len || memcmp(id.data, base.data, base.len) != 0)
    return (struct relata_str){ NULL, 0 };
  return relata_arena_print(portrait->request->arena, "/%.*s", (int)(id.len - base.len), id.data + base.len);
}

void handle_api_entity(struct request *request) {
  static const char *const known[] = { "id", NULL };
  if (!api_begin(request, known))
    return;
  struct catalog *catalog = snapshot_catalog(request->snapshot);
  const uint32_t thing = api_thing(request, catalog, "id");
  if (thing == RELATA_NONE)
    return;
  struct json json = api_open();
  struct portrait portrait = { .request = request, .catalog = catalog, .json = &json, .thing = thing };
  portrait.out = gather_facts(&portrait, false, &portrait.out_count);
  portrait.in = gather_facts(&portrait, true, &portrait.in_count);
  json_put_thing_members(&json, catalog, thing);
  api_put_identity(&json, request, catalog, thing);
  put_facts(&portrait, "out", portrait.out, portrait.out_count, false);
  put_facts(&portrait, "in", portrait.in, portrait.in_count, true);
  put_timeline(&portrait);
  put_articles(&portrait);
  put_merges(&portrait);
  json_put_text_or_null(&json, "page", page_of(&portrait));
  api_end(request, &json);
}
