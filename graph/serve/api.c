/* api.c — parameters in and JSON out, for all below /api. */
#include "graph/serve/api.h"

#include <stdlib.h>
#include <string.h>

#include "graph/claims/vocabulary.h"
#include "graph/select/period.h"
#include "graph/store/term.h"

static bool is_known(struct relata_str name, const char *const *known) {
  for (; *known; known++)
    if (relata_str_is(name, *known))
      return true;
  return false;
}

bool api_begin(struct request *request, const char *const *known) {
  for (size_t i = 0; i < request->query.count; i++)
    if (!is_known(request->query.items[i].name, known)) {
      answer_error(request, 400, "graph/serve/api.md lists them.", "there is no parameter '%.100s' here",
                   request->query.items[i].name.data);
      return false;
    }
  return !answer_unchanged(request, "");
}

bool api_number(struct request *request, const char *name, size_t least, size_t most, size_t *out) {
  const struct relata_str text = parameters_get(&request->query, name);
  size_t number = 0;
  bool good = text.len > 0 && text.len < 16;
  if (!text.data)
    return true;
  for (size_t i = 0; good && i < text.len; i++) {
    good = text.data[i] >= '0' && text.data[i] <= '9';
    number = 10 * number + (size_t)(text.data[i] - '0');
  }
  if (!good || number < least || number > most) {
    answer_error(request, 400, NULL, "%s takes a number from %zu to %zu, not '%.50s'", name, least, most, text.data);
    return false;
  }
  *out = number;
  return true;
}

bool api_truth(struct request *request, const char *name, bool *out) {
  const struct relata_str text = parameters_get(&request->query, name);
  if (!text.data)
    return true;
  if (!relata_str_is(text, "true") && !relata_str_is(text, "false")) {
    answer_error(request, 400, NULL, "%s takes true or false, not '%.50s'", name, text.data);
    return false;
  }
  *out = relata_str_is(text, "true");
  return true;
}

struct relata_names api_names(struct request *request, const char *name) {
  struct relata_names names;
  names.items = parameters_get_all(&request->query, name, request->arena, &names.count);
  return names;
}

static bool take_statuses(struct request *request, unsigned *statuses) {
  const struct relata_names names = api_names(request, "status");
  for (size_t i = 0; i < names.count; i++) {
    enum relata_tie_status status;
    if (relata_tie_status_of(names.items[i], &status) != RELATA_OK) {
      answer_error(request, 400, "There are stated, said, possible and negated.", "there is no status '%.50s'",
                   names.items[i]);
      return false;
    }
    *statuses |= 1u << status;
  }
  return true;
}

static bool take_date(struct request *request, const char *name, const char **out) {
  const struct relata_str text = parameters_get(&request->query, name);
  struct period period;
  if (!text.len)
    return true;
  if (!period_parse(text, &period)) {
    answer_error(request, 400, "Dates are written 2018, 2018-09 or 2018-09-07.", "%s='%.50s' is no date", name,
                 text.data);
    return false;
  }
  *out = text.data;
  return true;
}

bool api_selection(struct request *request, size_t limit, struct relata_selection *out) {
  size_t depth = 1;
  *out = (struct relata_selection){ .about = api_names(request, "about"),
                                    .relations = api_names(request, "relation"),
                                    .types = api_names(request, "type"),
                                    .sources = api_names(request, "source"),
                                    .articles = api_names(request, "article"),
                                    .limit = limit };
  if (!api_number(request, "depth", 0, 5, &depth) || !api_number(request, "limit", 1, 10000, &out->limit) ||
      !api_number(request, "min_sources", 1, 1000000, &out->min_sources) || !take_statuses(request, &out->statuses) ||
      !take_date(request, "from", &out->from) || !take_date(request, "to", &out->to))
    return false;
  out->depth = depth ? depth : RELATA_SELECT_ABOUT_ONLY;
  return true;
}

struct json api_open(void) {
  struct json json = { relata_out_to_memory(), false };
  json_open(&json, '{');
  return json;
}

void api_end(struct request *request, struct json *json) {
  json_close(json, '}');
  relata_out_char(json->out, '\n');
  answer_out(request, 200, "application/json; charset=utf-8", json->out);
}

uint32_t api_thing(struct request *request, struct catalog *catalog, const char *name) {
  const struct relata_str id = parameters_get(&request->query, name);
  const uint32_t term = id.len ? catalog_find(catalog, id, request->arena) : RELATA_NONE;
  if (!id.len)
    answer_error(request, 400, NULL, "the parameter '%s' is missing", name);
  else if (term == RELATA_NONE)
    answer_error(request, 404, "Search for it: /api/search?q=…", "the graph names nothing '%.300s'", id.data);
  return term;
}

/* ------------------------------------------------------------------ facts */

struct relata_str api_relation_label(struct catalog *catalog, uint32_t relation, bool inverse) {
  const struct relata_property *property = inverse ? catalog_property(catalog, relation) : NULL;
  if (property && property->inverse != RELATA_NONE) {
    const struct relata_property *other = relata_ontology_get_property(catalog->ontology, property->inverse);
    if (other->label.len)
      return other->label;
  }
  return catalog_label(catalog, relation);
}

struct summary {
  size_t statuses[RELATA_TIE_STATUS_COUNT];
  enum relata_tie_status status;
  size_t articles;
  double confidence;
  struct period first, last;
};

/* Sayings of one triple come by article. */
static struct summary sum_up(struct request *request, struct catalog *catalog, const struct saying_group *group) {
  struct summary sum = { .status = RELATA_TIE_NEGATED,
                         .first = { .begin = INT_MAX },
                         .last = { .end = INT_MIN } };
  for (size_t i = 0; i < group->count; i++) {
    const struct saying *saying = group->items[i];
    struct period period;
    bool own;
    sum.statuses[saying->status]++;
    if (saying->status < sum.status)
      sum.status = saying->status;
    if (saying->confidence > sum.confidence)
      sum.confidence = saying->confidence;
    sum.articles += saying->article != RELATA_NONE && (i == 0 || group->items[i - 1]->article != saying->article);
    if (!period_parse(catalog_time(catalog, request->arena, saying, &own), &period))
      continue;
    if (period.begins.len && period.begin < sum.first.begin)
      sum.first = period;
    if (period.ends.len && period.end > sum.last.end)
      sum.last = period;
  }
  return sum;
}

static void put_statuses(struct json *json, const size_t statuses[RELATA_TIE_STATUS_COUNT]) {
  json_open_at(json, "statuses", '{');
  for (size_t i = 0; i < RELATA_TIE_STATUS_COUNT; i++)
    json_put_count(json, relata_tie_status_as_name((enum relata_tie_status)i), statuses[i]);
  json_close(json, '}');
}

void json_fact(struct json *json, struct request *request, struct catalog *catalog, const struct saying_group *group,
               bool inverse) {
  const struct saying *saying = group->items[0];
  const struct summary sum = sum_up(request, catalog, group);
  json_open(json, '{');
  json_put_thing(json, "subject", catalog, saying->subject);
  json_put_text(json, "relation", catalog_id(catalog, saying->predicate));
  json_put_text(json, "label", api_relation_label(catalog, saying->predicate, inverse));
  json_put_thing(json, "object", catalog, saying->object);
  json_put_word(json, "status", relata_tie_status_as_name(sum.status));
  put_statuses(json, sum.statuses);
  json_put_count(json, "said", group->count);
  json_put_count(json, "articles", sum.articles);
  json_put_text_or_null(json, "from", sum.first.begins);
  json_put_text_or_null(json, "to", sum.last.ends);
  json_put_real(json, "confidence", sum.confidence);
  json_close(json, '}');
}

/* ------------------------------------------------------------------ articles */

void json_put_article_members(struct json *json, struct catalog *catalog, const struct catalog_article *article) {
  json_put_text(json, "id", article->id);
  json_put_text_or_null(json, "iri", article->term == RELATA_NONE ? (struct relata_str){ NULL, 0 }
                                                                  : catalog_id(catalog, article->term));
  json_put_text(json, "title", article->title.len ? article->title : article->id);
  json_put_text_or_null(json, "date", article->date);
  json_put_text_or_null(json, "url", article->url);
  json_put_text_or_null(json, "path", article->path);
  json_put_text_or_null(json, "publisher", article->publisher);
  json_put_text_or_null(json, "author", article->author);
  json_put_text(json, "source", article->source);
  json_put_count(json, "facts", article->facts);
  json_put_count(json, "entities", article->entities);
  json_put_truth(json, "has_text", article->has_text);
}

void json_article(struct json *json, struct catalog *catalog, const struct catalog_article *article) {
  json_open(json, '{');
  json_put_article_members(json, catalog, article);
  json_close(json, '}');
}

/* ------------------------------------------------------------------ offsets */

size_t utf16_offset(struct relata_str text, size_t characters) {
  size_t units = 0;
  for (size_t i = 0; i < text.len && characters > 0; i++) {
    const unsigned char byte = (unsigned char)text.data[i];
    if ((byte & 0xC0) == 0x80)
      continue;
    units += byte >= 0xF0 ? 2 : 1;
    characters--;
  }
  return units + characters; /* behind the text they count one each */
}
