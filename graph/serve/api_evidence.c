/* api_evidence.c — /api/evidence: the sentences behind an edge. */
#include <stdlib.h>
#include <string.h>

#include "graph/claims/vocabulary.h"
#include "graph/select/period.h"
#include "graph/serve/api_text.h"
#include "graph/store/term.h"

/* What is asked for; RELATA_NONE: anything. */
struct question {
  struct request *request;
  struct catalog *catalog;
  uint32_t subject, predicate, object;
  bool both_ways; /* a symmetric relation: the ends may stand either way */
  bool *articles; /* an article's place: is it asked for?  NULL: all */
  unsigned statuses;
  bool timed;
  struct period period;
};

/* ------------------------------------------------------------------ the question */

static bool take_term(struct question *question, const char *name, uint32_t *out) {
  *out = RELATA_NONE;
  if (!parameters_get(&question->request->query, name).data)
    return true;
  *out = api_thing(question->request, question->catalog, name);
  return *out != RELATA_NONE;
}

/* By the articles' ids and by who published them. */
static bool take_articles(struct question *question, const struct relata_selection *selection) {
  struct catalog *catalog = question->catalog;
  if (!selection->articles.count && !selection->sources.count)
    return true;
  question->articles = relata_arena_alloc(question->request->arena, catalog->article_count + 1);
  for (size_t i = 0; i < catalog->article_count; i++)
    for (size_t k = 0; k < selection->sources.count; k++)
      question->articles[i] |= relata_str_is(catalog->articles[i].source, selection->sources.items[k]);
  for (size_t i = 0; i < selection->articles.count; i++) {
    const struct catalog_article *article = catalog_find_article(catalog, relata_str_of(selection->articles.items[i]));
    if (!article) {
      answer_error(question->request, 404, NULL, "there is no article '%.300s'", selection->articles.items[i]);
      return false;
    }
    question->articles[article - catalog->articles] = true;
  }
  return true;
}

static void take_time(struct question *question, const struct relata_selection *selection) {
  struct period from = { .begin = INT_MIN }, to = { .end = INT_MAX };
  if (selection->from)
    period_parse(relata_str_of(selection->from), &from);
  if (selection->to)
    period_parse(relata_str_of(selection->to), &to);
  question->timed = selection->from || selection->to;
  question->period = (struct period){ .begin = from.begin, .end = to.end };
}

static bool ask(struct question *question) {
  struct request *request = question->request;
  struct relata_selection selection;
  if (!api_selection(request, 0, &selection) || !take_term(question, "s", &question->subject) ||
      !take_term(question, "p", &question->predicate) || !take_term(question, "o", &question->object) ||
      !take_articles(question, &selection))
    return false;
  if (question->subject == RELATA_NONE && question->predicate == RELATA_NONE && question->object == RELATA_NONE &&
      !question->articles) {
    answer_error(request, 400, NULL, "what shall be shown? name at least one of s, p, o, article");
    return false;
  }
  const struct relata_property *property =
    question->predicate == RELATA_NONE ? NULL : catalog_property(question->catalog, question->predicate);
  question->both_ways = property && property->symmetric;
  question->statuses = selection.statuses;
  take_time(question, &selection);
  return true;
}

/* ------------------------------------------------------------------ finding */

static bool matches(uint32_t wanted, uint32_t term) {
  return wanted == RELATA_NONE || wanted == term;
}

static bool fits(const struct question *question, const struct saying *saying) {
  struct catalog *catalog = question->catalog;
  const bool straight = matches(question->subject, saying->subject) && matches(question->object, saying->object),
             turned = question->both_ways && matches(question->subject, saying->object) &&
                      matches(question->object, saying->subject);
  if ((!straight && !turned) || !matches(question->predicate, saying->predicate))
    return false;
  if (question->statuses && !(question->statuses & 1u << saying->status))
    return false;
  const uint32_t place = saying->article == RELATA_NONE ? RELATA_NONE : catalog->article_of[saying->article];
  if (question->articles && (place == RELATA_NONE || !question->articles[place]))
    return false;
  struct period period;
  bool own;
  return !question->timed ||
         (period_parse(catalog_time(catalog, question->request->arena, saying, &own), &period) &&
          periods_overlap(&period, &question->period));
}

/* Newest article first, then in the text's order. */
static int compare_evidence(const void *a, const void *b, void *payload) {
  const struct catalog *catalog = payload;
  const struct saying *x = *(const struct saying *const *)a, *y = *(const struct saying *const *)b;
  const uint32_t i = x->article == RELATA_NONE ? RELATA_NONE : catalog->article_of[x->article],
                 k = y->article == RELATA_NONE ? RELATA_NONE : catalog->article_of[y->article];
  if (i != k)
    return i < k ? -1 : 1;
  if (x->claim != RELATA_NONE && y->claim != RELATA_NONE && x->claim != y->claim)
    return strverscmp(quads_term(catalog->quads, x->claim).data, quads_term(catalog->quads, y->claim).data);
  return x->claim != y->claim ? (x->claim < y->claim ? -1 : 1) : x < y ? -1 : x > y;
}

/* All that fits, in order; to be freed. */
static const struct saying **find(const struct question *question, size_t *count) {
  struct catalog *catalog = question->catalog;
  size_t first = 0, end = catalog->sayings.count;
  const bool by_subject = question->subject != RELATA_NONE && !question->both_ways;
  const bool by_object = !by_subject && question->object != RELATA_NONE && !question->both_ways;
  if (by_subject)
    catalog_subject_range(catalog, question->subject, &first, &end);
  else if (by_object)
    catalog_object_range(catalog, question->object, &first, &end);
  const struct saying **found = malloc((end - first + 1) * sizeof *found);
  if (!found)
    abort();
  *count = 0;
  for (size_t i = first; i < end; i++) {
    const struct saying *saying = &catalog->sayings.items[by_object ? catalog->by_object[i] : i];
    if (fits(question, saying))
      found[(*count)++] = saying;
  }
  if (*count)
    qsort_r(found, *count, sizeof *found, compare_evidence, catalog);
  return found;
}

/* ------------------------------------------------------------------ telling */

static void put_evidence(struct json *json, struct text_reading *reading, const struct saying *saying) {
  struct catalog *catalog = reading->catalog;
  const uint32_t place = saying->article == RELATA_NONE ? RELATA_NONE : catalog->article_of[saying->article];
  bool own;
  json_open(json, '{');
  json_put_text_or_null(json, "claim",
                        saying->claim == RELATA_NONE ? (struct relata_str){ NULL, 0 } : catalog_id(catalog, saying->claim));
  json_put_thing(json, "subject", catalog, saying->subject);
  json_put_text(json, "relation", catalog_id(catalog, saying->predicate));
  json_put_text(json, "label", catalog_label(catalog, saying->predicate));
  json_put_thing(json, "object", catalog, saying->object);
  json_key(json, "article");
  if (place == RELATA_NONE)
    json_null_value(json);
  else
    json_article(json, catalog, &catalog->articles[place]);
  json_put_text_or_null(json, "date", catalog_time(catalog, reading->request->arena, saying, &own));
  json_put_quote(json, reading, saying);
  json_put_circumstances(json, reading, saying);
  json_close(json, '}');
}

void handle_api_evidence(struct request *request) {
  static const char *const known[] = { "s", "p", "o", "source", "article", "status", "from", "to", "limit", "offset", NULL };
  size_t limit = 100, offset = 0, count;
  if (!api_begin(request, known) || !api_number(request, "limit", 1, 1000, &limit) ||
      !api_number(request, "offset", 0, 1000000000, &offset))
    return;
  struct question question = { .request = request, .catalog = snapshot_catalog(request->snapshot) };
  if (!ask(&question))
    return;
  const struct saying **found = find(&question, &count);
  struct text_reading reading = { .request = request, .catalog = question.catalog };
  struct json json = api_open();
  json_put_count(&json, "total", count);
  json_open_at(&json, "evidence", '[');
  for (size_t i = offset; i < count && i - offset < limit; i++)
    put_evidence(&json, &reading, found[i]);
  json_close(&json, ']');
  api_end(request, &json);
  text_reading_end(&reading);
  free(found);
}
