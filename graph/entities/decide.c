/* decide.c — the user's decisions: split, same, undo. */
#include <stdlib.h>
#include <string.h>

#include "graph/claims/names.h"
#include "graph/claims/view.h"
#include "graph/entities/entities.h"
#include "graph/store/term.h"

/* The entities as they are, and which of them are meant. */
struct deciding {
  struct relata_graph *graph;
  struct entities *entities;
  struct choices *choices;
  bool pending; /* there are others that wait for the same commit */
  size_t decided;
};

static enum relata_status begin(struct deciding *deciding, struct relata_graph *graph, struct relata_error *error) {
  *deciding = (struct deciding){.graph = graph};
  if (!folder_is_writable(graph->folder))
    return relata_error_set(error, RELATA_BAD_USAGE, graph->path, 0, 0, "is open for reading only");
  if (folder_has_staged(graph->folder))
    return relata_error_set(error, RELATA_BAD_USAGE, graph->path, 0, 0, "has changes that wait for their commit");
  deciding->pending = graph->choices != NULL;
  RELATA_TRY(entities_open(&deciding->entities, graph, false, error));
  return entities_choices(graph, &deciding->choices, error);
}

static enum relata_status end(struct deciding *deciding, enum relata_status status) {
  entities_free(deciding->entities);
  if (!deciding->pending && !deciding->decided && deciding->choices) {
    choices_free(deciding->graph->choices);
    deciding->graph->choices = NULL;
  }
  return status;
}

static void decide(struct deciding *deciding, bool same, struct choice_side first, struct choice_side second) {
  choices_add(deciding->choices, &(struct choice){same, deciding->decided > 0, first, second});
  deciding->decided++;
}

/* ------------------------------------------------------------------ who is meant */

/* Local parts of the entities that a name may mean; the caller frees the dictionary. */
static enum relata_status find_entities(const struct deciding *deciding, const char *name, struct dictionary **out,
                                        struct relata_error *error) {
  struct quads *quads;
  bool *matches = NULL;
  *out = NULL;
  RELATA_TRY(graph_load(deciding->graph, &quads, error));
  struct view *view = view_new(quads, deciding->graph->ontology);
  const enum relata_status status = names_match(deciding->graph, view, NAMES_THINGS, name, &matches, error);
  const struct relata_str stem = entities_stem(deciding->graph);
  struct dictionary *found = dictionary_new();
  for (uint32_t i = 0; status == RELATA_OK && i < quads_term_count(quads); i++) {
    const struct relata_str iri = matches[i] ? term_as_iri(quads_term(quads, i)) : (struct relata_str){NULL, 0};
    if (iri.len > stem.len && memcmp(iri.data, stem.data, stem.len) == 0)
      dictionary_intern(found, (struct relata_str){iri.data + stem.len, iri.len - stem.len}, NULL);
  }
  free(matches);
  view_free(view);
  if (status == RELATA_OK)
    *out = found;
  else
    dictionary_free(found);
  return status;
}

static enum relata_status say_several(const char *name, const struct dictionary *found, struct relata_error *error) {
  const struct relata_str a = dictionary_get(found, 0), b = dictionary_get(found, 1);
  return relata_error_set(error, RELATA_BAD_USAGE, NULL, 0, 0, "\"%s\" may mean id:%.*s or id:%.*s%s; name one of them",
                          name, (int)a.len, a.data, (int)b.len, b.data,
                          dictionary_count(found) > 2 ? " or others" : "");
}

/* The one entity that a name means; its IRI always means itself. */
static enum relata_status find_one(const struct deciding *deciding, const char *name, struct dictionary **out,
                                   struct relata_error *error) {
  RELATA_TRY(find_entities(deciding, name, out, error));
  if (dictionary_count(*out) == 1)
    return RELATA_OK;
  const enum relata_status status = dictionary_count(*out) ? say_several(name, *out, error)
                                                           : relata_error_set(error, RELATA_NOT_FOUND, NULL, 0, 0,
                                                                              "\"%s\" is no entity of the graph", name);
  dictionary_free(*out);
  *out = NULL;
  return status;
}

/* ------------------------------------------------------------------ same */

/* Does the name mean this entity in every article that has it? */
static bool means_one(const struct resolution *resolution, struct relata_str local, struct relata_str entity) {
  for (size_t i = 0; i < resolution->renaming_count; i++)
    if (relata_str_equal(resolution->renamings[i].local, local) &&
        !relata_str_equal(resolution->renamings[i].entity, entity))
      return false;
  return true;
}

/* An occurrence that stands for the entity: with its article where others bear that name too. */
static bool find_side(const struct deciding *deciding, struct relata_str entity, struct choice_side *side) {
  const struct resolution *resolution = deciding->entities->resolution;
  const struct renaming *best = NULL;
  for (size_t i = 0; i < resolution->renaming_count; i++) {
    const struct renaming *one = &resolution->renamings[i];
    if (relata_str_equal(one->entity, entity) && (!best || relata_str_equal(one->local, entity)))
      best = one;
    if (best && relata_str_equal(best->local, entity))
      break;
  }
  if (!best)
    return false;
  side->local = best->local;
  side->article = means_one(resolution, best->local, entity) ? (struct relata_str){NULL, 0} : best->article;
  return true;
}

static enum relata_status decide_same(struct deciding *deciding, const char *keep, const char *other,
                                      struct relata_error *error) {
  struct dictionary *first, *second = NULL;
  RELATA_TRY(find_one(deciding, keep, &first, error));
  enum relata_status status = find_one(deciding, other, &second, error);
  struct choice_side a, b;
  if (status == RELATA_OK && relata_str_equal(dictionary_get(first, 0), dictionary_get(second, 0)))
    status = relata_error_set(error, RELATA_BAD_USAGE, NULL, 0, 0, "\"%s\" and \"%s\" are one already", keep, other);
  if (status == RELATA_OK &&
      (!find_side(deciding, dictionary_get(first, 0), &a) || !find_side(deciding, dictionary_get(second, 0), &b)))
    status = relata_error_set(error, RELATA_BAD_USAGE, NULL, 0, 0,
                              "only things with names that articles give can be joined; \"%s\" or \"%s\" is none", keep,
                              other);
  if (status == RELATA_OK)
    decide(deciding, true, a, b);
  dictionary_free(first);
  dictionary_free(second);
  return status;
}

enum relata_status relata_graph_same(struct relata_graph *graph, const char *keep, const char *other,
                                     struct relata_error *error) {
  struct deciding deciding;
  enum relata_status status = begin(&deciding, graph, error);
  if (status == RELATA_OK)
    status = decide_same(&deciding, keep, other, error);
  return end(&deciding, status);
}

/* ------------------------------------------------------------------ split */

/* Of the other names that an entity has, each is taken from all the others. */
static void part_names(struct deciding *deciding, struct relata_str entity, struct relata_str name) {
  const struct resolution *resolution = deciding->entities->resolution;
  for (size_t i = 0; i < resolution->renaming_count; i++) {
    const struct renaming *one = &resolution->renamings[i];
    if (relata_str_equal(one->entity, entity) && !relata_str_equal(one->local, name))
      decide(deciding, false, (struct choice_side){name, {NULL, 0}}, (struct choice_side){one->local, {NULL, 0}});
  }
}

/* A name that several articles give to one entity: each article's bearer is one of his own. */
static void part_articles(struct deciding *deciding, struct relata_str local) {
  decide(deciding, false, (struct choice_side){local, {NULL, 0}}, (struct choice_side){local, {NULL, 0}});
}

static bool is_listed(const struct relata_str article, const char *const *articles, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const size_t len = strlen(articles[i]);
    if (relata_str_is(article, articles[i]) || (article.len > len && article.data[article.len - len - 1] == '/' &&
                                                memcmp(article.data + article.len - len, articles[i], len) == 0))
      return true;
  }
  return false;
}

/* The named articles' bearers on one side, all the entity's others on the other. */
static void part_listed(struct deciding *deciding, struct relata_str entity, const char *const *articles,
                        size_t count) {
  const struct resolution *resolution = deciding->entities->resolution;
  for (size_t i = 0; i < resolution->renaming_count; i++) {
    const struct renaming *out = &resolution->renamings[i];
    if (!relata_str_equal(out->entity, entity) || !is_listed(out->article, articles, count))
      continue;
    for (size_t k = 0; k < resolution->renaming_count; k++) {
      const struct renaming *left = &resolution->renamings[k];
      if (relata_str_equal(left->entity, entity) && !is_listed(left->article, articles, count))
        decide(deciding, false, (struct choice_side){out->local, out->article},
               (struct choice_side){left->local, left->article});
    }
  }
}

static void undo_note(struct deciding *deciding, const struct merge_note *note) {
  if (relata_str_equal(note->id, note->entity))
    part_articles(deciding, note->merged_local);
  else
    part_names(deciding, note->entity, note->merged_local);
}

/* By its id, "Nordlys_Group/Nordlys", or its IRI. */
static const struct merge_note *find_note(const struct deciding *deciding, const char *what) {
  const struct resolution *resolution = deciding->entities->resolution;
  const struct relata_str base = deciding->graph->base, text = relata_str_of(what);
  for (size_t i = 0; i < resolution->merge_count; i++) {
    const struct relata_str id = resolution->merges[i].id;
    if (relata_str_equal(id, text) ||
        (text.len == base.len + 6 + id.len && memcmp(text.data, base.data, base.len) == 0 &&
         memcmp(text.data + base.len, "merge/", 6) == 0 && memcmp(text.data + base.len + 6, id.data, id.len) == 0))
      return &resolution->merges[i];
  }
  return NULL;
}

/* Those that one of the listed articles names. */
static struct dictionary *named_there(const struct deciding *deciding, const struct dictionary *entities,
                                      const char *const *articles, size_t count) {
  const struct resolution *resolution = deciding->entities->resolution;
  struct dictionary *there = dictionary_new();
  for (size_t i = 0; i < resolution->renaming_count; i++)
    if (dictionary_find(entities, resolution->renamings[i].entity) != RELATA_NONE &&
        is_listed(resolution->renamings[i].article, articles, count))
      dictionary_intern(there, resolution->renamings[i].entity, NULL);
  return there;
}

/* Of several that a name may mean, the one that the listed articles name. */
static enum relata_status find_split(const struct deciding *deciding, const char *what, const char *const *articles,
                                     size_t count, struct dictionary **found, struct relata_error *error) {
  if (!count)
    return find_one(deciding, what, found, error);
  struct dictionary *all;
  RELATA_TRY(find_entities(deciding, what, &all, error));
  *found = named_there(deciding, all, articles, count);
  dictionary_free(all);
  if (dictionary_count(*found) == 1)
    return RELATA_OK;
  const enum relata_status status =
      dictionary_count(*found)
          ? say_several(what, *found, error)
          : relata_error_set(error, RELATA_NOT_FOUND, NULL, 0, 0, "no such article of the graph names \"%s\"", what);
  dictionary_free(*found);
  *found = NULL;
  return status;
}

static enum relata_status split_entity(struct deciding *deciding, const char *what, const char *const *articles,
                                       size_t count, struct relata_error *error) {
  const struct resolution *resolution = deciding->entities->resolution;
  struct dictionary *found;
  RELATA_TRY(find_split(deciding, what, articles, count, &found, error));
  const struct relata_str entity = dictionary_get(found, 0);
  if (count)
    part_listed(deciding, entity, articles, count);
  for (size_t i = 0; !count && i < resolution->merge_count; i++)
    if (relata_str_equal(resolution->merges[i].entity, entity))
      undo_note(deciding, &resolution->merges[i]);
  dictionary_free(found);
  if (deciding->decided)
    return RELATA_OK;
  return count ? relata_error_set(error, RELATA_NOT_FOUND, NULL, 0, 0,
                                  "\"%s\" is not named by such articles and by others", what)
               : relata_error_set(error, RELATA_NOT_FOUND, NULL, 0, 0, "\"%s\" was not joined of several names", what);
}

enum relata_status relata_graph_split(struct relata_graph *graph, const char *what, const char *const *articles,
                                      size_t article_count, struct relata_error *error) {
  struct deciding deciding;
  enum relata_status status = begin(&deciding, graph, error);
  if (status == RELATA_OK) {
    const struct merge_note *note = article_count ? NULL : find_note(&deciding, what);
    if (note)
      undo_note(&deciding, note);
    else
      status = split_entity(&deciding, what, articles, article_count, error);
  }
  return end(&deciding, status);
}

/* ------------------------------------------------------------------ choices */

enum relata_status relata_graph_choices(struct relata_graph *graph, relata_take_choice take, void *payload,
                                        struct relata_error *error) {
  const bool pending = graph->choices != NULL;
  struct choices *choices;
  RELATA_TRY(entities_choices(graph, &choices, error));
  enum relata_status status = RELATA_OK;
  size_t number = 0;
  for (size_t i = 0; i < choices_count(choices) && status == RELATA_OK; i++) {
    const struct choice *choice = choices_get(choices, i);
    number += !choice->follows || i == 0;
    const struct relata_graph_choice told = {
        number, choice->same, choice->first.local, choice->second.local, choice->first.article, choice->second.article};
    status = take(payload, &told);
  }
  if (!pending) {
    choices_free(graph->choices);
    graph->choices = NULL;
  }
  return status;
}

/* The first choice of a command; the count of choices when there is no such command. */
static size_t find_command(const struct choices *choices, size_t number) {
  size_t found = 0, last = choices_count(choices);
  for (size_t i = 0; i < choices_count(choices); i++)
    if (i == 0 || !choices_get(choices, i)->follows) {
      last = i;
      if (++found == number)
        return i;
    }
  return number ? choices_count(choices) : last;
}

enum relata_status relata_graph_undo(struct relata_graph *graph, size_t number, struct relata_error *error) {
  struct deciding deciding;
  enum relata_status status = begin(&deciding, graph, error);
  const size_t first = status == RELATA_OK ? find_command(deciding.choices, number) : 0;
  if (status == RELATA_OK && first == choices_count(deciding.choices))
    status = relata_error_set(error, RELATA_NOT_FOUND, NULL, 0, 0,
                              number ? "there is no decision of that number" : "no decision was made");
  if (status == RELATA_OK) {
    size_t end = first + 1;
    while (end < choices_count(deciding.choices) && choices_get(deciding.choices, end)->follows)
      end++;
    while (end-- > first)
      choices_remove(deciding.choices, end);
    deciding.decided++;
  }
  return end(&deciding, status);
}
