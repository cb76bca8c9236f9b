/* catalog.c — laying a snapshot out. */
#include "graph/serve/catalog.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "graph/claims/vocabulary.h"
#include "graph/select/families.h"
#include "graph/select/filter.h"
#include "graph/store/dictionary.h"
#include "graph/store/term.h"

static void *zeroed(size_t count, size_t size) {
  void *memory = calloc(count + 1, size);
  if (!memory)
    abort();
  return memory;
}

static bool is_iri(const struct catalog *catalog, uint32_t term) {
  return term_get_kind(quads_term(catalog->quads, term)) == TERM_IRI;
}

static int compare_numbers(uint32_t a, uint32_t b) {
  return a < b ? -1 : a > b;
}

/* ------------------------------------------------------------------ orders of the sayings */

static int compare_by_object(const void *a, const void *b, void *payload) {
  const struct saying *items = payload, *x = &items[*(const uint32_t *)a], *y = &items[*(const uint32_t *)b];
  int side = compare_numbers(x->object, y->object);
  if (side == 0)
    side = compare_numbers(x->predicate, y->predicate);
  if (side == 0)
    side = compare_numbers(x->subject, y->subject);
  return side ? side : compare_numbers(*(const uint32_t *)a, *(const uint32_t *)b);
}

/* …#c2 before …#c10; bare statements behind all claims. */
static int compare_by_article(const void *a, const void *b, void *payload) {
  const struct catalog *catalog = payload;
  const uint32_t i = *(const uint32_t *)a, k = *(const uint32_t *)b;
  const struct saying *x = &catalog->sayings.items[i], *y = &catalog->sayings.items[k];
  int side = compare_numbers(x->article, y->article);
  if (side == 0 && x->claim != RELATA_NONE && y->claim != RELATA_NONE)
    side = strverscmp(quads_term(catalog->quads, x->claim).data, quads_term(catalog->quads, y->claim).data);
  else if (side == 0)
    side = compare_numbers(x->claim, y->claim);
  return side ? side : compare_numbers(i, k);
}

static uint32_t *numbers_upto(size_t count) {
  uint32_t *numbers = zeroed(count, sizeof *numbers);
  for (size_t i = 0; i < count; i++)
    numbers[i] = (uint32_t)i;
  return numbers;
}

static void order_sayings(struct catalog *catalog) {
  const size_t count = catalog->sayings.count;
  catalog->by_object = numbers_upto(count);
  catalog->by_article = numbers_upto(count);
  qsort_r(catalog->by_object, count, sizeof(uint32_t), compare_by_object, catalog->sayings.items);
  qsort_r(catalog->by_article, count, sizeof(uint32_t), compare_by_article, catalog);
}

static uint32_t member(const struct catalog *catalog, size_t place, bool object) {
  const size_t index = object ? catalog->by_object[place] : place;
  return object ? catalog->sayings.items[index].object : catalog->sayings.items[index].subject;
}

/* The first place whose subject or object is not less than `term`. */
static size_t lower_bound(const struct catalog *catalog, uint32_t term, bool object) {
  size_t low = 0, high = catalog->sayings.count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (member(catalog, middle, object) < term)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static void range_of(const struct catalog *catalog, uint32_t term, bool object, size_t *first, size_t *end) {
  *first = *end = lower_bound(catalog, term, object);
  while (*end < catalog->sayings.count && member(catalog, *end, object) == term)
    ++*end;
}

void catalog_subject_range(const struct catalog *catalog, uint32_t subject, size_t *first, size_t *end) {
  range_of(catalog, subject, false, first, end);
}

void catalog_object_range(const struct catalog *catalog, uint32_t object, size_t *first, size_t *end) {
  range_of(catalog, object, true, first, end);
}

/* ------------------------------------------------------------------ things */

static int compare_things(const void *a, const void *b, void *payload) {
  const uint32_t *facts = payload, x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  const int side = compare_numbers(facts[y], facts[x]);
  return side ? side : compare_numbers(x, y);
}

static void gather_things(struct catalog *catalog) {
  const struct sayings *sayings = &catalog->sayings;
  const size_t terms = quads_term_count(catalog->quads);
  catalog->facts = zeroed(terms, sizeof *catalog->facts);
  for (size_t i = 0; i < sayings->count; i++) {
    const struct saying *saying = &sayings->items[i];
    if (i > 0 && sayings_same_triple(saying - 1, saying))
      continue;
    catalog->facts[saying->subject]++;
    catalog->facts[saying->object] += saying->object != saying->subject;
  }
  for (uint32_t i = 0; i < terms; i++)
    catalog->thing_count += catalog->facts[i] && is_iri(catalog, i);
  catalog->things = zeroed(catalog->thing_count, sizeof *catalog->things);
  size_t count = 0;
  for (uint32_t i = 0; i < terms; i++)
    if (catalog->facts[i] && is_iri(catalog, i))
      catalog->things[count++] = i;
  qsort_r(catalog->things, count, sizeof *catalog->things, compare_things, catalog->facts);
}

/* ------------------------------------------------------------------ names */

struct relata_str fold_for_search(struct relata_arena *arena, struct relata_str text) {
  utf8proc_uint8_t *result = NULL;
  const utf8proc_ssize_t len =
    utf8proc_map((const utf8proc_uint8_t *)text.data, (utf8proc_ssize_t)text.len, &result,
                 UTF8PROC_CASEFOLD | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK | UTF8PROC_STABLE);
  if (len < 0)
    return (struct relata_str){ "", 0 };
  size_t kept = 0;
  for (utf8proc_ssize_t i = 0; i < len; i++) {
    const bool space = result[i] == '_' || result[i] <= ' ';
    if (!space)
      result[kept++] = result[i];
    else if (kept && result[kept - 1] != ' ')
      result[kept++] = ' ';
  }
  const struct relata_str folded = relata_arena_copy(arena, (struct relata_str){ (const char *)result, kept });
  free(result);
  return folded;
}

struct naming {
  struct catalog *catalog;
  size_t capacity;
};

static void add_name(struct naming *naming, uint32_t thing, struct relata_str text) {
  struct catalog *catalog = naming->catalog;
  const struct relata_str folded = fold_for_search(catalog->arena, text);
  if (!folded.len)
    return;
  if (catalog->name_count == naming->capacity) {
    naming->capacity = naming->capacity ? 2 * naming->capacity : 1024;
    catalog->names = reallocarray(catalog->names, naming->capacity, sizeof *catalog->names);
    if (!catalog->names)
      abort();
  }
  catalog->names[catalog->name_count++] = (struct catalog_name){ thing, text, folded };
}

static void add_stated_names(struct naming *naming, const char *predicate) {
  struct catalog *catalog = naming->catalog;
  const uint32_t number = quads_find(catalog->quads, relata_str_of(predicate));
  if (number == RELATA_NONE)
    return;
  struct quad_cursor cursor =
    quads_match(catalog->quads, (struct quad){ RELATA_NONE, number, RELATA_NONE, RELATA_NONE }, true);
  for (const struct quad *quad; (quad = quad_cursor_next(&cursor));)
    if (catalog->facts[quad->subject] && is_iri(catalog, quad->subject))
      add_name(naming, quad->subject, term_split(catalog->arena, quads_term(catalog->quads, quad->object)).value);
}

static int compare_names(const void *a, const void *b) {
  const struct catalog_name *x = a, *y = b;
  const int side = compare_numbers(x->thing, y->thing);
  return side ? side : relata_str_compare(x->folded, y->folded);
}

static void gather_names(struct catalog *catalog) {
  struct naming naming = { catalog, 0 };
  add_stated_names(&naming, SKOS_PREF_LABEL);
  add_stated_names(&naming, SKOS_ALT_LABEL);
  add_stated_names(&naming, RDFS_LABEL);
  for (size_t i = 0; i < catalog->thing_count; i++) {
    const uint32_t thing = catalog->things[i];
    add_name(&naming, thing, iri_local(term_as_iri(quads_term(catalog->quads, thing))));
  }
  if (!catalog->name_count)
    return;
  qsort(catalog->names, catalog->name_count, sizeof *catalog->names, compare_names);
  size_t kept = 1;
  for (size_t i = 1; i < catalog->name_count; i++)
    if (compare_names(&catalog->names[kept - 1], &catalog->names[i]) != 0)
      catalog->names[kept++] = catalog->names[i];
  catalog->name_count = kept;
}

/* ------------------------------------------------------------------ articles */

struct listing {
  struct catalog *catalog;
  struct dictionary *ids; /* of articles that the quads describe */
  uint32_t *terms;        /* an id's article */
  size_t capacity;
};

static void list_described(struct listing *listing) {
  struct catalog *catalog = listing->catalog;
  const uint32_t identifier = quads_find(catalog->quads, RELATA_STR(DCT_IDENTIFIER));
  listing->ids = dictionary_new();
  listing->terms = zeroed(quads_term_count(catalog->quads), sizeof *listing->terms);
  if (identifier == RELATA_NONE)
    return;
  struct quad_cursor cursor =
    quads_match(catalog->quads, (struct quad){ RELATA_NONE, identifier, RELATA_NONE, RELATA_NONE }, true);
  for (const struct quad *quad; (quad = quad_cursor_next(&cursor));) {
    const struct relata_str id = term_split(catalog->arena, quads_term(catalog->quads, quad->object)).value;
    listing->terms[dictionary_intern(listing->ids, id, NULL)] = quad->subject;
  }
}

/* An article of the user's own has its graph's IRI for an id. */
static uint32_t term_of_article(struct listing *listing, const struct relata_graph_article *article) {
  const uint32_t number = dictionary_find(listing->ids, article->id);
  if (number != RELATA_NONE)
    return listing->terms[number];
  return quads_find(listing->catalog->quads, term_iri(listing->catalog->arena, article->id, RELATA_STR("")));
}

static enum relata_status take_article(void *payload, const struct relata_graph_article *given) {
  struct listing *listing = payload;
  struct catalog *catalog = listing->catalog;
  struct relata_arena *arena = catalog->arena;
  if (catalog->article_count == listing->capacity) {
    listing->capacity = listing->capacity ? 2 * listing->capacity : 64;
    catalog->articles = reallocarray(catalog->articles, listing->capacity, sizeof *catalog->articles);
    if (!catalog->articles)
      abort();
  }
  struct catalog_article article = { .id = relata_arena_copy(arena, given->id),
                                     .title = relata_arena_copy(arena, given->title),
                                     .date = relata_arena_copy(arena, given->date),
                                     .url = relata_arena_copy(arena, given->url),
                                     .path = relata_arena_copy(arena, given->path),
                                     .has_text = given->has_text,
                                     .term = term_of_article(listing, given) };
  if (article.term != RELATA_NONE) {
    article.publisher = catalog_text(catalog, arena, article.term, DCT_PUBLISHER);
    article.author = catalog_text(catalog, arena, article.term, DCT_CREATOR);
    article.source = relata_arena_copy(
      arena, article_publisher(catalog->quads, catalog->view, article.term, catalog->snapshot->base));
  }
  catalog->articles[catalog->article_count++] = article;
  return RELATA_OK;
}

static int compare_articles(const void *a, const void *b) {
  const struct catalog_article *x = a, *y = b;
  const int side = relata_str_compare(y->date, x->date);
  return side ? side : relata_str_compare(x->id, y->id);
}

static void count_article(struct catalog *catalog, struct catalog_article *article, uint32_t *last_seen, uint32_t mark) {
  size_t low = 0, high = catalog->sayings.count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (catalog->sayings.items[catalog->by_article[middle]].article < article->term)
      low = middle + 1;
    else
      high = middle;
  }
  article->first = low;
  for (size_t i = low; i < catalog->sayings.count; i++) {
    const struct saying *saying = &catalog->sayings.items[catalog->by_article[i]];
    if (saying->article != article->term)
      break;
    article->facts++;
    const uint32_t sides[] = { saying->subject, saying->object };
    for (int k = 0; k < 2; k++)
      if (last_seen[sides[k]] != mark && is_iri(catalog, sides[k])) {
        last_seen[sides[k]] = mark;
        article->entities++;
      }
  }
}

static void gather_articles(struct catalog *catalog) {
  struct listing listing = { .catalog = catalog };
  list_described(&listing);
  relata_graph_list(catalog->snapshot->graph, take_article, &listing, NULL);
  dictionary_free(listing.ids);
  free(listing.terms);
  if (catalog->article_count)
    qsort(catalog->articles, catalog->article_count, sizeof *catalog->articles, compare_articles);
  const size_t terms = quads_term_count(catalog->quads);
  catalog->article_of = zeroed(terms, sizeof *catalog->article_of);
  memset(catalog->article_of, 0xff, (terms + 1) * sizeof *catalog->article_of);
  uint32_t *last_seen = zeroed(terms, sizeof *last_seen);
  for (size_t i = 0; i < catalog->article_count; i++) {
    struct catalog_article *article = &catalog->articles[i];
    if (article->term == RELATA_NONE)
      continue;
    catalog->article_of[article->term] = (uint32_t)i;
    count_article(catalog, article, last_seen, (uint32_t)i + 1);
  }
  free(last_seen);
}

const struct catalog_article *catalog_find_article(struct catalog *catalog, struct relata_str id) {
  for (size_t i = 0; i < catalog->article_count; i++)
    if (relata_str_equal(catalog->articles[i].id, id))
      return &catalog->articles[i];
  struct relata_arena *arena = relata_arena_new();
  const uint32_t term = quads_find(catalog->quads, term_iri(arena, id, RELATA_STR("")));
  relata_arena_free(arena);
  const uint32_t place = term == RELATA_NONE ? RELATA_NONE : catalog->article_of[term];
  return place == RELATA_NONE ? NULL : &catalog->articles[place];
}

/* ------------------------------------------------------------------ counts */

static int compare_counts(const void *a, const void *b) {
  const struct catalog_count *x = a, *y = b;
  if (x->count != y->count)
    return x->count > y->count ? -1 : 1;
  return relata_str_compare(x->name, y->name);
}

/* Adds one to the count called `name`; `numbers` knows the names. */
static void count_name(struct catalog_count *counts, size_t *used, struct dictionary *numbers, struct relata_str name,
                       uint32_t term) {
  const uint32_t number = dictionary_intern(numbers, name, NULL);
  if (number == *used)
    counts[(*used)++] = (struct catalog_count){ term, dictionary_get(numbers, number), 0 };
  counts[number].count++;
}

/* The dictionary's names end with it. */
static void keep_counts(struct catalog *catalog, struct catalog_count *counts, size_t used, struct dictionary *numbers) {
  for (size_t i = 0; i < used; i++)
    counts[i].name = relata_arena_copy(catalog->arena, counts[i].name);
  if (used)
    qsort(counts, used, sizeof *counts, compare_counts);
  dictionary_free(numbers);
}

static void count_types(struct catalog *catalog) {
  struct dictionary *numbers = dictionary_new();
  catalog->types = zeroed(catalog->thing_count, sizeof *catalog->types);
  for (size_t i = 0; i < catalog->thing_count; i++) {
    const struct relata_str type = view_class(catalog->view, catalog->things[i]);
    if (type.len)
      count_name(catalog->types, &catalog->type_count, numbers, type,
                 catalog_object(catalog, catalog->things[i], RDF_TYPE));
  }
  keep_counts(catalog, catalog->types, catalog->type_count, numbers);
}

static void count_relations(struct catalog *catalog) {
  struct dictionary *numbers = dictionary_new();
  const struct sayings *sayings = &catalog->sayings;
  catalog->relations = zeroed(sayings->count, sizeof *catalog->relations);
  for (size_t i = 0; i < sayings->count; i++) {
    const struct saying *saying = &sayings->items[i];
    if (i == 0 || !sayings_same_triple(saying - 1, saying))
      count_name(catalog->relations, &catalog->relation_count, numbers, quads_term(catalog->quads, saying->predicate),
                 saying->predicate);
  }
  keep_counts(catalog, catalog->relations, catalog->relation_count, numbers);
}

static void count_sources(struct catalog *catalog) {
  struct dictionary *numbers = dictionary_new();
  catalog->sources = zeroed(catalog->article_count, sizeof *catalog->sources);
  for (size_t i = 0; i < catalog->article_count; i++)
    count_name(catalog->sources, &catalog->source_count, numbers, catalog->articles[i].source, RELATA_NONE);
  keep_counts(catalog, catalog->sources, catalog->source_count, numbers);
}

/* ------------------------------------------------------------------ looking up */

struct relata_str catalog_label(struct catalog *catalog, uint32_t term) {
  pthread_mutex_lock(catalog->lock);
  const struct relata_str label = view_label(catalog->view, term);
  pthread_mutex_unlock(catalog->lock);
  return label;
}

struct relata_str catalog_class(struct catalog *catalog, uint32_t term) {
  pthread_mutex_lock(catalog->lock);
  const struct relata_str class = view_class(catalog->view, term);
  pthread_mutex_unlock(catalog->lock);
  return class;
}

const struct relata_property *catalog_property(struct catalog *catalog, uint32_t predicate) {
  return view_property(catalog->view, predicate);
}

uint32_t catalog_object(struct catalog *catalog, uint32_t subject, const char *predicate) {
  const uint32_t number = quads_find(catalog->quads, relata_str_of(predicate));
  return number == RELATA_NONE || subject == RELATA_NONE ? RELATA_NONE : quads_object(catalog->quads, subject, number);
}

struct relata_str catalog_text(struct catalog *catalog, struct relata_arena *arena, uint32_t subject,
                               const char *predicate) {
  const uint32_t object = catalog_object(catalog, subject, predicate);
  return object == RELATA_NONE ? (struct relata_str){ NULL, 0 }
                               : term_split(arena, quads_term(catalog->quads, object)).value;
}

size_t catalog_number(struct catalog *catalog, uint32_t subject, const char *predicate, size_t otherwise) {
  const uint32_t object = catalog_object(catalog, subject, predicate);
  const struct relata_str term = object == RELATA_NONE ? (struct relata_str){ NULL, 0 }
                                                       : quads_term(catalog->quads, object);
  size_t number = 0, at = 1;
  for (; at < term.len && at < 16 && term.data[at] >= '0' && term.data[at] <= '9'; at++)
    number = 10 * number + (size_t)(term.data[at] - '0');
  return at > 1 && at < term.len && term.data[at] == '"' ? number : otherwise;
}

struct relata_str catalog_time(struct catalog *catalog, struct relata_arena *arena, const struct saying *saying,
                               bool *own) {
  const struct relata_str time =
    saying->claim == RELATA_NONE ? (struct relata_str){ NULL, 0 } : catalog_text(catalog, arena, saying->claim, REL_TIME);
  *own = time.len > 0;
  if (time.len || saying->article == RELATA_NONE)
    return time;
  const uint32_t place = catalog->article_of[saying->article];
  return place == RELATA_NONE ? time : catalog->articles[place].date;
}

uint32_t thing_of_merged(struct quads *quads, uint32_t term) {
  const uint32_t merged = quads_find(quads, RELATA_STR(REL_MERGED)), into = quads_find(quads, RELATA_STR(REL_INTO));
  struct quad_cursor said = quads_match(quads, (struct quad){ term, RELATA_NONE, RELATA_NONE, RELATA_NONE }, false);
  if (merged == RELATA_NONE || into == RELATA_NONE || quad_cursor_next(&said))
    return term;
  struct quad_cursor merges = quads_match(quads, (struct quad){ RELATA_NONE, merged, term, RELATA_NONE }, false);
  const struct quad *merge = quad_cursor_next(&merges);
  const uint32_t thing = merge ? quads_object(quads, merge->subject, into) : RELATA_NONE;
  return thing == RELATA_NONE ? term : thing;
}

static uint32_t find_term(struct catalog *catalog, struct relata_str id, struct relata_arena *arena) {
  const bool as_it_is = id.len > 1 && (id.data[0] == '"' || id.data[0] == '<' || (id.data[0] == '_' && id.data[1] == ':'));
  if (as_it_is)
    return quads_find(catalog->quads, id);
  const uint32_t term = quads_find(catalog->quads, term_iri(arena, id, RELATA_STR("")));
  if (term != RELATA_NONE)
    return term;
  const struct relata_str iri = prefixes_expand(catalog->snapshot->graph->prefixes, id, arena);
  return iri.len ? quads_find(catalog->quads, term_iri(arena, iri, RELATA_STR(""))) : RELATA_NONE;
}

uint32_t catalog_find(struct catalog *catalog, struct relata_str id, struct relata_arena *arena) {
  const uint32_t term = find_term(catalog, id, arena);
  return term == RELATA_NONE ? term : thing_of_merged(catalog->quads, term);
}

struct relata_str catalog_id(struct catalog *catalog, uint32_t term) {
  const struct relata_str text = quads_term(catalog->quads, term);
  return term_get_kind(text) == TERM_IRI ? term_as_iri(text) : text;
}

/* ------------------------------------------------------------------ things in JSON */

void json_put_thing_members(struct json *json, struct catalog *catalog, uint32_t term) {
  const bool literal = term_get_kind(quads_term(catalog->quads, term)) == TERM_LITERAL;
  const struct relata_str type = literal ? (struct relata_str){ NULL, 0 } : catalog_class(catalog, term);
  json_put_text(json, "id", catalog_id(catalog, term));
  json_put_text(json, "label", catalog_label(catalog, term));
  json_put_text_or_null(json, "type", type);
  json_put_word(json, "family", literal ? "value" : family_get(family_of(catalog->ontology, type))->key);
  json_put_truth(json, "literal", literal);
}

void json_thing(struct json *json, struct catalog *catalog, uint32_t term) {
  if (term == RELATA_NONE) {
    json_null_value(json);
    return;
  }
  json_open(json, '{');
  json_put_thing_members(json, catalog, term);
  json_close(json, '}');
}

void json_put_thing(struct json *json, const char *name, struct catalog *catalog, uint32_t term) {
  json_key(json, name);
  json_thing(json, catalog, term);
}

/* ------------------------------------------------------------------ from and to nothing */

struct catalog *catalog_new(struct snapshot *snapshot, const struct relata_ontology *ontology) {
  struct catalog *catalog = zeroed(1, sizeof *catalog);
  catalog->snapshot = snapshot;
  catalog->quads = snapshot->quads;
  catalog->ontology = ontology;
  catalog->arena = relata_arena_new();
  catalog->lock = zeroed(1, sizeof(pthread_mutex_t));
  pthread_mutex_init(catalog->lock, NULL);
  catalog->view = view_new(snapshot->quads, ontology);
  sayings_gather_all(&catalog->sayings, catalog->quads, catalog->view);
  order_sayings(catalog);
  gather_things(catalog);
  gather_names(catalog);
  gather_articles(catalog);
  count_types(catalog);
  count_relations(catalog);
  count_sources(catalog);
  relata_graph_count(snapshot->graph, &catalog->counts, NULL);
  return catalog;
}

void catalog_free(struct catalog *catalog) {
  if (!catalog)
    return;
  sayings_free(&catalog->sayings);
  free(catalog->by_object);
  free(catalog->by_article);
  free(catalog->facts);
  free(catalog->things);
  free(catalog->names);
  free(catalog->articles);
  free(catalog->article_of);
  free(catalog->types);
  free(catalog->relations);
  free(catalog->sources);
  view_free(catalog->view);
  relata_arena_free(catalog->arena);
  pthread_mutex_destroy(catalog->lock);
  free(catalog->lock);
  free(catalog);
}
