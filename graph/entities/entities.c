/* entities.c — resolving a graph's articles. */
#include "graph/entities/entities.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "graph/claims/vocabulary.h"
#include "graph/entities/rename.h"
#include "graph/store/nquads.h"

void entities_free(struct entities *entities) {
  if (!entities)
    return;
  resolution_free(entities->resolution);
  registry_free(entities->registry);
  state_free(entities->state);
  free(entities);
}

struct relata_str entities_stem(const struct relata_graph *graph) {
  for (size_t i = 0; i < PREFIX_COUNT && graph->prefixes[i].iri.len; i++)
    if (strcmp(graph->prefixes[i].name, "id") == 0)
      return graph->prefixes[i].iri;
  return (struct relata_str){NULL, 0};
}

bool entities_rename(const struct entities *entities) {
  return entities && entities->resolution->renaming_count > 0;
}

/* ------------------------------------------------------------------ the state */

/* NULL when there is none: whoever took a damaged one away gave its decisions up. */
static enum relata_status read_state(struct relata_graph *graph, struct entities_state **out,
                                     struct relata_error *error) {
  const char *name = folder_get_entities(graph->folder);
  char *path = NULL;
  *out = NULL;
  if (!name)
    return RELATA_OK;
  if (asprintf(&path, "%s/%s", folder_get_path(graph->folder), name) < 0)
    abort();
  const enum relata_status status = access(path, F_OK) == 0 ? state_read(out, path, error) : RELATA_OK;
  free(path);
  return status;
}

static void copy_choices(struct choices *to, const struct choices *from) {
  for (size_t i = 0; from && i < choices_count(from); i++)
    choices_add(to, choices_get(from, i));
}

/* ------------------------------------------------------------------ profiles */

struct profiling {
  const struct relata_graph *graph;
  struct relata_out *lines;
};

struct gathering {
  struct relata_graph *graph;
  const struct entities_state *old; /* NULL, or not to be used */
  struct entities *entities;
};

static enum relata_status profile_article(void *payload, struct relata_str text, const char *path,
                                          struct relata_error *error) {
  const struct profiling *profiling = payload;
  struct quads *quads = quads_new();
  const enum relata_status status = nquads_read(quads, text, path, error);
  quads_finish(quads);
  if (status == RELATA_OK) {
    struct registry *registry = registry_new();
    registry_read_article(registry, quads, entities_stem(profiling->graph));
    for (size_t i = 0; i < registry->count; i++) {
      registry_write(registry, &registry->profiles[i], i ? &registry->profiles[i - 1] : NULL, profiling->lines);
      relata_out_char(profiling->lines, '\n');
    }
    registry_free(registry);
  }
  quads_free(quads);
  return status;
}

/* What was added and has no article of texts is not looked into: an import of a million triples, say. */
static bool names_nothing(const struct gathering *gathering, const char *path) {
  const char *slash = strrchr(path, '/');
  const bool staged = slash && slash[1] == '.'; /* written aside */
  return staged && gathering->graph->added && !gathering->graph->rereads && !gathering->graph->adds_names;
}

static enum relata_status take_file(void *payload, const char *file, const char *path, struct relata_error *error) {
  struct gathering *gathering = payload;
  struct relata_str lines;
  if (names_nothing(gathering, path)) {
    state_set(gathering->entities->state, file, RELATA_STR(""));
    return RELATA_OK;
  }
  if (gathering->old && state_find(gathering->old, file, &lines)) {
    state_set(gathering->entities->state, file, lines);
    return RELATA_OK;
  }
  struct profiling profiling = {gathering->graph, relata_out_to_memory()};
  bool names;
  enum relata_status status = article_file_mentions(path, RELATA_STR(REL_ARTICLE), &names, error);
  if (status == RELATA_OK && names)
    status = article_file_read(path, false, profile_article, &profiling, error);
  if (status == RELATA_OK)
    state_set(gathering->entities->state, file, relata_out_as_memory(profiling.lines));
  relata_out_abandon(profiling.lines);
  gathering->entities->kept = false;
  return status;
}

static bool read_lines(struct registry *registry, struct relata_str lines) {
  while (lines.len) {
    const char *end = memchr(lines.data, '\n', lines.len);
    const size_t len = end ? (size_t)(end - lines.data) : lines.len;
    if (!registry_read(registry, (struct relata_str){lines.data, len}))
      return false;
    lines = end ? (struct relata_str){end + 1, lines.len - len - 1} : (struct relata_str){NULL, 0};
  }
  return true;
}

static enum relata_status parse_file(void *payload, const char *file, const char *path, struct relata_error *error) {
  struct entities *entities = payload;
  struct relata_str lines = {NULL, 0};
  state_find(entities->state, file, &lines);
  if (read_lines(entities->registry, lines))
    return RELATA_OK;
  return relata_error_set(error, RELATA_INTERNAL, path, 0, 0, "has profiles of things that cannot be read again");
}

static enum relata_status gather(struct gathering *gathering, bool to_be, struct relata_error *error) {
  struct entities *entities = gathering->entities;
  RELATA_TRY(folder_each_file(gathering->graph->folder, to_be, take_file, gathering, error));
  entities->registry = registry_new();
  RELATA_TRY(folder_each_file(gathering->graph->folder, to_be, parse_file, entities, error));
  entities->resolution =
      resolution_new(senses_new(entities->registry, state_choices(entities->state)), state_choices(entities->state));
  return RELATA_OK;
}

enum relata_status entities_open(struct entities **out, struct relata_graph *graph, bool to_be,
                                 struct relata_error *error) {
  struct entities_state *old = NULL;
  *out = NULL;
  RELATA_TRY(read_state(graph, &old, error));
  struct entities *entities = calloc(1, sizeof *entities);
  if (!entities)
    abort();
  entities->state = state_new();
  entities->kept = old && state_is_current(old);
  copy_choices(state_choices(entities->state), to_be && graph->choices ? graph->choices
                                               : old                   ? state_choices(old)
                                                                       : NULL);
  struct gathering gathering = {graph, entities->kept ? old : NULL, entities};
  const enum relata_status status = gather(&gathering, to_be, error);
  state_free(old);
  if (status == RELATA_OK)
    *out = entities;
  else
    entities_free(entities);
  return status;
}

/* ------------------------------------------------------------------ renamed text */

static void write_quad(void *payload, struct relata_str subject, struct relata_str predicate, struct relata_str object,
                       struct relata_str graph) {
  const struct relata_str terms[] = {subject, predicate, object, graph};
  for (size_t i = 0; i < 4 && terms[i].len; i++) {
    relata_out_str(payload, terms[i]);
    relata_out_char(payload, ' ');
  }
  relata_out_text(payload, ".\n");
}

enum relata_status entities_rename_text(const struct entities *entities, const struct relata_graph *graph,
                                        struct relata_str text, const char *path, struct relata_out **out,
                                        struct relata_error *error) {
  const char *line_end = memchr(text.data, '\n', text.len);
  *out = NULL;
  if (!line_end || !entities_rename(entities) || !memmem(text.data, text.len, REL_ARTICLE, sizeof REL_ARTICLE - 1))
    return RELATA_OK;
  *out = relata_out_to_memory();
  relata_out_write(*out, text.data, (size_t)(line_end + 1 - text.data));
  struct renamer *renamer =
      renamer_new(entities->resolution, entities_stem(graph), (struct quad_sink){write_quad, *out});
  const enum relata_status status = nquads_read_to((struct quad_sink){renamer_take, renamer}, text, path, error);
  renamer_free(renamer);
  relata_out_char(*out, '\0');
  if (status == RELATA_OK)
    return status;
  relata_out_abandon(*out);
  *out = NULL;
  return status;
}

/* ------------------------------------------------------------------ changes */

struct dictionary *entities_changed(const struct entities *before, const struct entities *after) {
  struct dictionary *changed = dictionary_new();
  const struct resolution *x = before->resolution, *y = after->resolution;
  char term[2048];
  for (size_t i = 0; i < x->renaming_count; i++) {
    const struct renaming *old = &x->renamings[i], *new = resolution_find(y, old->article, old->local);
    if (!new || (relata_str_equal(old->entity, new->entity) && relata_str_equal(old->label, new->label)))
      continue;
    const int len = snprintf(term, sizeof term, "<%.*s>", (int)old->article.len, old->article.data);
    dictionary_intern(changed, (struct relata_str){term, (size_t)len < sizeof term ? (size_t)len : sizeof term - 1},
                      NULL);
  }
  return changed;
}

enum relata_status entities_choices(struct relata_graph *graph, struct choices **out, struct relata_error *error) {
  if (!graph->choices) {
    struct entities_state *state = NULL;
    RELATA_TRY(read_state(graph, &state, error));
    graph->choices = choices_new();
    copy_choices(graph->choices, state ? state_choices(state) : NULL);
    state_free(state);
  }
  *out = graph->choices;
  return RELATA_OK;
}

enum relata_status entities_take_choices(struct relata_graph *graph, struct relata_graph *from,
                                         struct relata_error *error) {
  struct entities_state *theirs = NULL;
  struct choices *ours;
  RELATA_TRY(read_state(from, &theirs, error));
  enum relata_status status = RELATA_OK;
  if (theirs && choices_count(state_choices(theirs))) {
    status = entities_choices(graph, &ours, error);
    if (status == RELATA_OK)
      copy_choices(ours, state_choices(theirs));
  }
  state_free(theirs);
  return status;
}
