/* api_articles.c — /api/articles and /api/article: the sources, and one with its text. */
#include <stdlib.h>
#include <string.h>

#include "graph/select/period.h"
#include "graph/serve/api_text.h"

/* ------------------------------------------------------------------ the list */

static bool has_words(struct request *request, const struct catalog_article *article, struct relata_str words) {
  if (!words.len)
    return true;
  const struct relata_str fields[] = { article->title, article->id, article->url, article->author, article->publisher };
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
    const struct relata_str folded = fold_for_search(request->arena, fields[i]);
    if (folded.len && memmem(folded.data, folded.len, words.data, words.len))
      return true;
  }
  return false;
}

static bool is_of_source(const struct catalog_article *article, const struct relata_names *sources) {
  for (size_t i = 0; i < sources->count; i++)
    if (relata_str_is(article->source, sources->items[i]))
      return true;
  return sources->count == 0;
}

static bool is_of_time(const struct catalog_article *article, const struct relata_selection *selection) {
  struct period date, from = { .begin = INT_MIN }, to = { .end = INT_MAX };
  if (!selection->from && !selection->to)
    return true;
  if (selection->from)
    period_parse(relata_str_of(selection->from), &from);
  if (selection->to)
    period_parse(relata_str_of(selection->to), &to);
  const struct period wanted = { .begin = from.begin, .end = to.end };
  return period_parse(article->date, &date) && periods_overlap(&date, &wanted);
}

static int compare_titles(const void *a, const void *b) {
  const struct catalog_article *x = *(const struct catalog_article *const *)a,
                               *y = *(const struct catalog_article *const *)b;
  const int side = relata_str_compare(x->title.len ? x->title : x->id, y->title.len ? y->title : y->id);
  return side ? side : x < y ? -1 : x > y;
}

static int compare_sizes(const void *a, const void *b) {
  const struct catalog_article *x = *(const struct catalog_article *const *)a,
                               *y = *(const struct catalog_article *const *)b;
  if (x->facts != y->facts)
    return x->facts > y->facts ? -1 : 1;
  return x < y ? -1 : x > y;
}

static bool sort_list(struct request *request, const struct catalog_article **list, size_t count) {
  const struct relata_str sort = parameters_get(&request->query, "sort");
  if (relata_str_is(sort, "title"))
    qsort(list, count, sizeof *list, compare_titles);
  else if (relata_str_is(sort, "facts"))
    qsort(list, count, sizeof *list, compare_sizes);
  else if (sort.data && !relata_str_is(sort, "date")) {
    answer_error(request, 400, NULL, "sort takes date, title or facts, not '%.50s'", sort.data);
    return false;
  }
  return true;
}

static const struct catalog_article **list_articles(struct request *request, struct catalog *catalog,
                                                    const struct relata_selection *selection, size_t *count) {
  const struct relata_str words =
    relata_str_trim(fold_for_search(request->arena, parameters_get(&request->query, "q")));
  const struct catalog_article **list = relata_arena_alloc(request->arena, (catalog->article_count + 1) * sizeof *list);
  *count = 0;
  for (size_t i = 0; i < catalog->article_count; i++) {
    const struct catalog_article *article = &catalog->articles[i];
    if (is_of_source(article, &selection->sources) && is_of_time(article, selection) &&
        has_words(request, article, words))
      list[(*count)++] = article;
  }
  return list;
}

void handle_api_articles(struct request *request) {
  static const char *const known[] = { "q", "source", "from", "to", "sort", "limit", "offset", NULL };
  struct relata_selection selection;
  size_t offset = 0, count;
  if (!api_begin(request, known) || !api_selection(request, 100, &selection) ||
      !api_number(request, "offset", 0, 1000000000, &offset))
    return;
  struct catalog *catalog = snapshot_catalog(request->snapshot);
  const struct catalog_article **list = list_articles(request, catalog, &selection, &count);
  if (!sort_list(request, list, count))
    return;
  struct json json = api_open();
  json_put_count(&json, "total", count);
  json_open_at(&json, "articles", '[');
  for (size_t i = offset; i < count && i - offset < selection.limit; i++)
    json_article(&json, catalog, list[i]);
  json_close(&json, ']');
  api_end(request, &json);
}

/* ------------------------------------------------------------------ one article */

static void put_fact(struct json *json, struct text_reading *reading, const struct saying *saying) {
  struct catalog *catalog = reading->catalog;
  json_open(json, '{');
  json_put_text_or_null(json, "claim",
                        saying->claim == RELATA_NONE ? (struct relata_str){ NULL, 0 } : catalog_id(catalog, saying->claim));
  json_put_thing(json, "subject", catalog, saying->subject);
  json_put_text(json, "relation", catalog_id(catalog, saying->predicate));
  json_put_text(json, "label", catalog_label(catalog, saying->predicate));
  json_put_thing(json, "object", catalog, saying->object);
  json_put_places(json, reading, saying);
  json_put_circumstances(json, reading, saying);
  json_close(json, '}');
}

struct said {
  uint32_t thing;
  size_t count;
};

static int compare_things(const void *a, const void *b) {
  const struct said *x = a, *y = b;
  return x->thing < y->thing ? -1 : x->thing > y->thing;
}

static int compare_said(const void *a, const void *b) {
  const struct said *x = a, *y = b;
  return x->count != y->count ? (x->count > y->count ? -1 : 1) : compare_things(a, b);
}

static void put_things(struct json *json, struct request *request, struct catalog *catalog,
                       const struct catalog_article *article) {
  struct said *said = relata_arena_alloc(request->arena, (2 * article->facts + 1) * sizeof *said);
  size_t count = 0, kept = 0;
  for (size_t i = 0; i < article->facts; i++) {
    const struct saying *saying = &catalog->sayings.items[catalog->by_article[article->first + i]];
    said[count++] = (struct said){ saying->subject, 1 };
    if (quads_term(catalog->quads, saying->object).data[0] == '<')
      said[count++] = (struct said){ saying->object, 1 };
  }
  qsort(said, count, sizeof *said, compare_things);
  for (size_t i = 0; i < count; i++) {
    if (kept && said[kept - 1].thing == said[i].thing)
      said[kept - 1].count++;
    else
      said[kept++] = said[i];
  }
  qsort(said, kept, sizeof *said, compare_said);
  json_open_at(json, "things", '[');
  for (size_t i = 0; i < kept; i++) {
    json_open(json, '{');
    json_put_thing_members(json, catalog, said[i].thing);
    json_put_count(json, "said", said[i].count);
    json_close(json, '}');
  }
  json_close(json, ']');
}

void handle_api_article(struct request *request) {
  static const char *const known[] = { "id", NULL };
  if (!api_begin(request, known))
    return;
  struct catalog *catalog = snapshot_catalog(request->snapshot);
  const struct relata_str id = parameters_get(&request->query, "id");
  const struct catalog_article *article = id.len ? catalog_find_article(catalog, id) : NULL;
  if (!article) {
    answer_error(request, id.len ? 404 : 400, "/api/articles lists them.",
                 "%s%.300s", id.len ? "there is no article " : "which article? id=…", id.len ? id.data : "");
    return;
  }
  struct text_reading reading = { .request = request, .catalog = catalog };
  struct json json = api_open();
  json_put_article_members(&json, catalog, article);
  json_put_text_or_null(&json, "text", text_of_article(&reading, article->term));
  json_open_at(&json, "facts_list", '[');
  for (size_t i = 0; i < article->facts; i++)
    put_fact(&json, &reading, &catalog->sayings.items[catalog->by_article[article->first + i]]);
  json_close(&json, ']');
  put_things(&json, request, catalog, article);
  api_end(request, &json);
  text_reading_end(&reading);
}
