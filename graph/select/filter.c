/* filter.c — a selection's names and dates as marks. */
#include "graph/select/filter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "graph/claims/names.h"
#include "graph/claims/vocabulary.h"
#include "graph/store/term.h"

static bool *new_marks(const struct quads *quads) {
  bool *marks = calloc(quads_term_count(quads) + 1, sizeof *marks);
  if (!marks)
    abort();
  return marks;
}

static bool equal_words(struct relata_str a, struct relata_str b) {
  return a.len == b.len && strncasecmp(a.data, b.data, a.len) == 0;
}

/* ------------------------------------------------------------------ things and relations */

/* The term that a whole IRI names; RELATA_NONE for other names. */
static uint32_t term_of_iri(const struct quads *quads, const char *name) {
  if (!strstr(name, "://"))
    return RELATA_NONE;
  char *term = NULL;
  if (asprintf(&term, name[0] == '<' ? "%s" : "<%s>", name) < 0)
    abort();
  const uint32_t found = quads_find(quads, relata_str_of(term));
  free(term);
  return found;
}

static enum relata_status mark_names(struct filter *filter, struct relata_graph *graph, enum names_of of,
                                     const struct relata_names *names, bool **marks, struct relata_error *error) {
  if (names->count == 0)
    return RELATA_OK;
  *marks = new_marks(filter->quads);
  const size_t terms = quads_term_count(filter->quads);
  for (size_t i = 0; i < names->count; i++) {
    const uint32_t term = term_of_iri(filter->quads, names->items[i]);
    if (term != RELATA_NONE) {
      (*marks)[term] = true;
      continue;
    }
    bool *matches;
    const enum relata_status status = names_match(graph, filter->view, of, names->items[i], &matches, error);
    for (size_t k = 0; status == RELATA_OK && k < terms; k++)
      (*marks)[k] = (*marks)[k] || matches[k];
    free(matches);
    RELATA_TRY(status);
  }
  return RELATA_OK;
}

/* ------------------------------------------------------------------ articles */

static struct relata_str host_of(struct relata_str iri) {
  const char *begin = iri.len ? memmem(iri.data, iri.len, "://", 3) : NULL;
  if (!begin)
    return (struct relata_str){ NULL, 0 };
  struct relata_str host = { begin + 3, iri.len - (size_t)(begin + 3 - iri.data) };
  for (size_t i = 0; i < host.len; i++)
    if (host.data[i] == '/' || host.data[i] == ':' || host.data[i] == '?' || host.data[i] == '#')
      host.len = i;
  return host.len > 4 && memcmp(host.data, "www.", 4) == 0 ? (struct relata_str){ host.data + 4, host.len - 4 } : host;
}

struct relata_str article_publisher(struct quads *quads, struct view *view, uint32_t article, struct relata_str base) {
  const struct relata_str publisher = view_text(view, article, DCT_PUBLISHER), iri = term_as_iri(quads_term(quads, article));
  if (publisher.len || (iri.len >= base.len && memcmp(iri.data, base.data, base.len) == 0))
    return publisher;
  return host_of(iri);
}

/* Which term is an article, and each of its names. */
struct naming {
  struct filter *filter;
  struct relata_str base;
  bool publishers; /* by who published it, else by id and IRI */
};

static bool is_called(const struct naming *naming, uint32_t article, struct relata_str name) {
  struct view *view = naming->filter->view;
  struct quads *quads = naming->filter->quads;
  if (naming->publishers)
    return equal_words(article_publisher(quads, view, article, naming->base), name);
  return relata_str_equal(view_text(view, article, DCT_IDENTIFIER), name) ||
         relata_str_equal(term_as_iri(quads_term(quads, article)), name);
}

/* For the message: a few names that would have done. */
static void list_names(const struct naming *naming, const bool *is_article, char *words, size_t size) {
  struct filter *filter = naming->filter;
  words[0] = '\0';
  for (uint32_t i = 0; i < quads_term_count(filter->quads); i++) {
    const size_t used = strlen(words);
    const struct relata_str name = !is_article[i] ? RELATA_STR("")
                                   : naming->publishers
                                     ? article_publisher(filter->quads, filter->view, i, naming->base)
                                     : view_text(filter->view, i, DCT_IDENTIFIER);
    if (!name.len || used + name.len + 3 > size || memmem(words, used, name.data, name.len))
      continue;
    snprintf(words + used, size - used, "%s%.*s", used ? ", " : "", (int)name.len, name.data);
  }
}

static enum relata_status mark_articles(const struct naming *naming, const struct relata_names *names,
                                        const bool *is_article, bool *marks, struct relata_error *error) {
  const struct filter *filter = naming->filter;
  for (size_t k = 0; k < names->count; k++) {
    bool found = false;
    for (uint32_t i = 0; i < quads_term_count(filter->quads); i++)
      if (is_article[i] && is_called(naming, i, relata_str_of(names->items[k])))
        found = marks[i] = true;
    if (found)
      continue;
    char words[200];
    list_names(naming, is_article, words, sizeof words);
    return relata_error_set(error, RELATA_NOT_FOUND, NULL, 0, 0, "no article %s \"%s\"%s%s",
                            naming->publishers ? "was published by" : "is called", names->items[k],
                            words[0] ? "; the graph has " : "", words);
  }
  return RELATA_OK;
}

/* The graphs that something is said in. */
static bool *find_articles(const struct filter *filter) {
  bool *is_article = new_marks(filter->quads);
  for (uint32_t i = RELATA_NONE; (i = quads_next_graph(filter->quads, i)) != RELATA_NONE;)
    is_article[i] = true;
  return is_article;
}

static enum relata_status keep_articles(struct filter *filter, struct relata_str base, struct relata_error *error) {
  const struct relata_selection *selection = filter->selection;
  if (selection->sources.count == 0 && selection->articles.count == 0)
    return RELATA_OK;
  bool *is_article = find_articles(filter), *of_sources = new_marks(filter->quads);
  struct naming naming = { filter, base, true };
  filter->articles = new_marks(filter->quads);
  enum relata_status status = mark_articles(&naming, &selection->sources, is_article, of_sources, error);
  naming.publishers = false;
  if (status == RELATA_OK)
    status = mark_articles(&naming, &selection->articles, is_article, filter->articles, error);
  for (size_t i = 0; i < quads_term_count(filter->quads); i++)
    filter->articles[i] = is_article[i] && (selection->articles.count == 0 || filter->articles[i]) &&
                          (selection->sources.count == 0 || of_sources[i]);
  free(is_article);
  free(of_sources);
  return status;
}

/* ------------------------------------------------------------------ types */

static struct relata_str local_class(const char *name) {
  const struct relata_str text = relata_str_of(name);
  const struct relata_str local = iri_local(text);
  const char *colon = local.data ? memchr(local.data, ':', local.len) : NULL;
  return colon ? (struct relata_str){ colon + 1, local.len - (size_t)(colon + 1 - local.data) } : local;
}

static uint32_t class_of_name(const struct relata_ontology *ontology, struct relata_str name) {
  for (uint32_t i = 0; ontology && i < relata_ontology_class_count(ontology); i++) {
    const struct relata_class *known = relata_ontology_get_class(ontology, i);
    if (equal_words(known->name, name) || equal_words(known->label, name))
      return i;
  }
  return RELATA_NONE;
}

/* Is it a class of things, and not of what records how they were found? */
static bool is_class_of_things(struct relata_str term) {
  static const char *const records[] = { "<" NS_PROV, "<" NS_NIF, REL_CLAIM, REL_ARTICLE, REL_MERGE, REL_OPEN_RELATION };
  for (size_t i = 0; i < sizeof records / sizeof *records; i++)
    if (term.len >= strlen(records[i]) && memcmp(term.data, records[i], strlen(records[i])) == 0)
      return false;
  return true;
}

/* The types that the graph's things have, for the message. */
static void list_types(const struct filter *filter, uint32_t type, char *words, size_t size) {
  struct quad_cursor cursor =
    quads_match(filter->quads, (struct quad){ RELATA_NONE, type, RELATA_NONE, RELATA_NONE }, true);
  words[0] = '\0';
  for (const struct quad *quad; (quad = quad_cursor_next(&cursor));) {
    const struct relata_str name = iri_local(term_as_iri(quads_term(filter->quads, quad->object)));
    const size_t used = strlen(words);
    if (name.len && used + name.len + 3 <= size && is_class_of_things(quads_term(filter->quads, quad->object)) &&
        !memmem(words, used, name.data, name.len))
      snprintf(words + used, size - used, "%s%.*s", used ? ", " : "", (int)name.len, name.data);
  }
}

static bool has_type(const struct filter *filter, uint32_t type, struct relata_str name) {
  struct quad_cursor cursor =
    quads_match(filter->quads, (struct quad){ RELATA_NONE, type, RELATA_NONE, RELATA_NONE }, true);
  for (const struct quad *quad; (quad = quad_cursor_next(&cursor));)
    if (equal_words(iri_local(term_as_iri(quads_term(filter->quads, quad->object))), name))
      return true;
  return false;
}

static enum relata_status take_types(struct filter *filter, struct relata_error *error) {
  const struct relata_names *types = &filter->selection->types;
  const uint32_t type = quads_find(filter->quads, RELATA_STR(RDF_TYPE));
  filter->supers = calloc(types->count + 1, sizeof *filter->supers);
  if (!filter->supers)
    abort();
  for (size_t k = 0; k < types->count; k++) {
    const struct relata_str name = local_class(types->items[k]);
    filter->supers[k] = class_of_name(filter->ontology, name);
    if (filter->supers[k] != RELATA_NONE || (type != RELATA_NONE && has_type(filter, type, name)))
      continue;
    char words[200] = "";
    if (type != RELATA_NONE)
      list_types(filter, type, words, sizeof words);
    return relata_error_set(error, RELATA_NOT_FOUND, NULL, 0, 0, "there is no type called \"%s\"%s%s",
                            types->items[k], words[0] ? "; the graph has " : "", words);
  }
  return RELATA_OK;
}

bool filter_keeps_thing(const struct filter *filter, uint32_t term) {
  const struct relata_names *types = &filter->selection->types;
  if (types->count == 0 || (filter->about && filter->about[term]))
    return true;
  const struct relata_str class_name = view_class(filter->view, term);
  const uint32_t sub = filter->ontology && class_name.len ? relata_ontology_find_class(filter->ontology, class_name)
                                                          : RELATA_NONE;
  for (size_t i = 0; i < types->count; i++) {
    if (equal_words(class_name, local_class(types->items[i])))
      return true;
    if (sub != RELATA_NONE && filter->supers[i] != RELATA_NONE &&
        relata_ontology_is_a(filter->ontology, sub, filter->supers[i]))
      return true;
  }
  return false;
}

/* ------------------------------------------------------------------ time */

static enum relata_status read_bound(const char *text, const char *what, struct period *period,
                                     struct relata_error *error) {
  *period = (struct period){ .begin = INT_MIN, .end = INT_MAX };
  if (!text || period_parse(relata_str_of(text), period))
    return RELATA_OK;
  return relata_error_set(error, RELATA_BAD_USAGE, NULL, 0, 0,
                          "%s takes a date such as 2018, 2018-09 or 2018-09-07, not \"%s\"", what, text);
}

static enum relata_status read_period(struct filter *filter, struct relata_error *error) {
  struct period from, to;
  RELATA_TRY(read_bound(filter->selection->from, "from", &from, error));
  RELATA_TRY(read_bound(filter->selection->to, "to", &to, error));
  filter->timed = filter->selection->from || filter->selection->to;
  filter->period = (struct period){ .begin = from.begin, .end = to.end };
  if (filter->period.begin > filter->period.end)
    return relata_error_set(error, RELATA_BAD_USAGE, NULL, 0, 0, "%s is after %s", filter->selection->from,
                            filter->selection->to);
  return RELATA_OK;
}

struct relata_str saying_time(struct view *view, const struct saying *saying, bool *own) {
  const struct relata_str time =
    saying->claim == RELATA_NONE ? RELATA_STR("") : view_text(view, saying->claim, REL_TIME);
  *own = time.len > 0;
  return time.len || saying->article == RELATA_NONE ? time : view_text(view, saying->article, DCT_DATE);
}

static bool is_in_time(const struct filter *filter, const struct saying *saying) {
  struct period period;
  bool own;
  return period_parse(saying_time(filter->view, saying, &own), &period) && periods_overlap(&period, &filter->period);
}

bool filter_keeps_saying(const struct filter *filter, const struct saying *saying) {
  const unsigned statuses = filter->selection->statuses;
  if (statuses && !(statuses & 1u << saying->status))
    return false;
  if (filter->relations && !filter->relations[saying->predicate])
    return false;
  if (filter->articles && (saying->article == RELATA_NONE || !filter->articles[saying->article]))
    return false;
  return !filter->timed || is_in_time(filter, saying);
}

/* ------------------------------------------------------------------ together */

enum relata_status filter_make(struct filter *filter, struct relata_graph *graph, struct quads *quads,
                               struct view *view, const struct relata_selection *selection,
                               struct relata_error *error) {
  *filter = (struct filter){ .quads = quads, .view = view, .ontology = graph->ontology, .selection = selection };
  RELATA_TRY(read_period(filter, error));
  RELATA_TRY(take_types(filter, error));
  RELATA_TRY(keep_articles(filter, graph->base, error));
  RELATA_TRY(mark_names(filter, graph, NAMES_RELATIONS, &selection->relations, &filter->relations, error));
  return mark_names(filter, graph, NAMES_THINGS, &selection->about, &filter->about, error);
}

void filter_free(struct filter *filter) {
  free(filter->about);
  free(filter->relations);
  free(filter->articles);
  free(filter->supers);
}
