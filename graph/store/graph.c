/* graph.c — opening a graph, taking articles in, reading it whole. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "extract/base/out.h"
#include "graph/claims/view.h"
#include "graph/claims/vocabulary.h"
#include "graph/entities/entities.h"
#include "graph/sparql/text_index.h"
#include "graph/store/graph_private.h"

static void take_base(struct relata_graph *graph) {
  graph->base = folder_get_base(graph->folder);
  prefixes_fill(graph->prefixes, graph->base, graph->arena);
  prefixes_load(graph->prefixes, graph->path, graph->arena);
  prefixes_take(graph->prefixes, graph->ontology, graph->arena);
}

enum relata_status relata_graph_open(struct relata_graph **out, const char *path, enum relata_graph_mode mode,
                                     const struct relata_ontology *ontology, struct relata_error *error) {
  *out = NULL;
  struct relata_graph *graph = calloc(1, sizeof *graph);
  if (!graph)
    abort();
  const enum relata_status status = folder_open(&graph->folder, path, mode, error);
  if (status != RELATA_OK) {
    free(graph);
    return status;
  }
  graph->arena = relata_arena_new();
  graph->delta_from = GRAPH_DELTA_FROM;
  graph->ontology = ontology;
  graph->path = strdup(path);
  if (!graph->path)
    abort();
  take_base(graph);
  *out = graph;
  return RELATA_OK;
}

void graph_drop_article(struct relata_graph *graph) {
  description_free(graph->description);
  graph->description = NULL;
  if (!graph->file)
    return;
  article_file_abandon(graph->file);
  graph->file = NULL;
  graph->rereads = true; /* some of its quads are among the added ones */
}

void relata_graph_close(struct relata_graph *graph) {
  if (!graph)
    return;
  graph_drop_article(graph);
  text_index_free(graph->texts);
  quads_free(graph->quads);
  quads_free(graph->added);
  choices_free(graph->choices);
  relata_arena_free(graph->arena);
  folder_close(graph->folder);
  free(graph->path);
  free(graph);
}

enum relata_status relata_graph_set_base(struct relata_graph *graph, const char *base, struct relata_error *error) {
  const enum relata_status status =
    graph->file ? relata_error_set(error, RELATA_BAD_USAGE, NULL, 0, 0, "an article is being added already")
                : folder_set_base(graph->folder, base, error);
  take_base(graph);
  return status;
}

const struct relata_prefix *relata_graph_prefixes(struct relata_graph *graph, size_t *count) {
  *count = 0;
  while (*count < PREFIX_COUNT && graph->prefixes[*count].iri.len)
    ++*count;
  return graph->prefixes;
}

/* ------------------------------------------------------------------ adding */

static void write_member(struct relata_out *out, const char *name, struct relata_str text) {
  relata_out_print(out, ", \"%s\": ", name);
  relata_out_json(out, text.len ? text : RELATA_STR(""));
}

struct relata_out *graph_about(const struct relata_graph_article *article) {
  struct relata_out *out = relata_out_to_memory();
  relata_out_text(out, "{\"id\": ");
  relata_out_json(out, article->id);
  relata_out_print(out, ", \"hash\": \"%016llx\"", (unsigned long long)article->hash);
  write_member(out, "path", article->path);
  write_member(out, "url", article->url);
  write_member(out, "title", article->title);
  write_member(out, "date", article->date);
  if (article->has_text)
    relata_out_text(out, ", \"text\": true");
  relata_out_char(out, '}');
  return out;
}

void graph_article_quad(void *payload, struct relata_str subject, struct relata_str predicate, struct relata_str object,
                        struct relata_str graph_name) {
  struct relata_graph *graph = payload;
  graph->adds_names = graph->adds_names || relata_str_is(object, REL_ARTICLE);
  article_file_line(graph->file, subject, predicate, object, graph_name);
  if (graph->added)
    quads_add(graph->added, subject, predicate, object, graph_name);
}

/* Quads are gathered as long as they are those of what is staged. */
static void watch_changes(struct relata_graph *graph, struct relata_str id) {
  graph->rereads = graph->rereads || folder_has_change(graph->folder, id);
  if (graph->rereads) {
    quads_free(graph->added);
    graph->added = NULL;
  } else if (!graph->added) {
    graph->added = quads_new();
  }
}

enum relata_status graph_begin_article(struct relata_graph *graph, struct relata_str id, struct relata_str about,
                                       struct relata_error *error) {
  watch_changes(graph, id);
  return article_file_new(&graph->file, graph->folder, id, about, error);
}

static enum relata_status begin_document(struct relata_graph *graph, const struct relata_document *document,
                                         struct relata_error *error) {
  const struct relata_graph_article article = { .id = document->id,       .path = document->path,
                                                .url = document->url,     .title = document->title,
                                                .date = document->date,   .hash = document->content_hash,
                                                .has_text = graph->keeps_texts };
  struct relata_out *about = graph_about(&article);
  const enum relata_status status = graph_begin_article(graph, document->id, relata_out_as_memory(about), error);
  relata_out_abandon(about);
  RELATA_TRY(status);
  graph->description =
    description_new(document, graph->base, graph->ontology, (struct quad_sink){ graph_article_quad, graph });
  return RELATA_OK;
}

enum relata_status graph_end_article(struct relata_graph *graph, struct relata_error *error) {
  if (!graph->file)
    return RELATA_OK;
  struct article_file *file = graph->file;
  graph->file = NULL;
  description_free(graph->description);
  graph->description = NULL;
  const enum relata_status status = article_file_stage(file, error);
  graph->rereads = graph->rereads || status != RELATA_OK;
  return status;
}

enum relata_status relata_graph_add(struct relata_graph *graph, const struct relata_document *document,
                                    struct relata_error *error) {
  const bool goes_on = graph->file && graph->description && document->part > 0 &&
                       relata_str_equal(description_get_id(graph->description), document->id);
  if (!goes_on) {
    RELATA_TRY(graph_end_article(graph, error));
    RELATA_TRY(begin_document(graph, document, error));
  }
  description_add(graph->description, document);
  if (graph->keeps_texts)
    article_file_text(graph->file, document->text);
  return document->more_parts ? RELATA_OK : graph_end_article(graph, error);
}

void relata_graph_keep_texts(struct relata_graph *graph, bool keep) {
  graph->keeps_texts = keep;
}

enum relata_status relata_graph_text(struct relata_graph *graph, struct relata_str id, struct relata_out *text,
                                     struct relata_error *error) {
  return folder_text(graph->folder, id, text, error);
}

enum relata_status relata_graph_remove(struct relata_graph *graph, struct relata_str id, struct relata_error *error) {
  RELATA_TRY(graph_end_article(graph, error));
  graph->rereads = graph->rereads || folder_has_change(graph->folder, id);
  return folder_remove(graph->folder, id, error);
}

enum relata_status relata_graph_merge(struct relata_graph *graph, struct relata_graph *from,
                                      struct relata_error *error) {
  RELATA_TRY(graph_end_article(graph, error));
  if (!relata_str_equal(graph->base, from->base))
    return relata_error_set(error, RELATA_BAD_USAGE, folder_get_path(from->folder), 0, 0,
                            "begins its IRIs with %.*s, the other graph with %.*s; build one of them anew with --base",
                            (int)from->base.len, from->base.data, (int)graph->base.len, graph->base.data);
  graph->rereads = true;
  RELATA_TRY(entities_take_choices(graph, from, error));
  return folder_copy(graph->folder, from->folder, error);
}

/* ------------------------------------------------------------------ listing */

struct listing {
  relata_take_article take;
  void *payload;
};

static struct relata_str member_of(const json_t *about, const char *name) {
  const json_t *member = json_object_get(about, name);
  return (struct relata_str){ json_string_value(member), json_string_length(member) };
}

static enum relata_status list_article(void *payload, struct relata_str text, const char *path,
                                       struct relata_error *error) {
  const struct listing *listing = payload;
  const char *line_end = memchr(text.data, '\n', text.len);
  json_t *about = NULL;
  if (line_end && text.len > 2 && memcmp(text.data, "# ", 2) == 0)
    about = json_loadb(text.data + 2, (size_t)(line_end - text.data) - 2, 0, NULL);
  if (!json_is_object(about)) {
    json_decref(about);
    return relata_error_set(error, RELATA_BAD_INPUT, path, 1, 1, "does not begin with a line about its article");
  }
  const char *hash = json_string_value(json_object_get(about, "hash"));
  const struct relata_graph_article article = {
    .id = member_of(about, "id"),
    .path = member_of(about, "path"),
    .url = member_of(about, "url"),
    .title = member_of(about, "title"),
    .date = member_of(about, "date"),
    .hash = hash ? strtoull(hash, NULL, 16) : 0,
    .has_text = json_is_true(json_object_get(about, "text")),
  };
  const enum relata_status status = listing->take(listing->payload, &article);
  json_decref(about);
  return status;
}

enum relata_status relata_graph_list(struct relata_graph *graph, relata_take_article take, void *payload,
                                     struct relata_error *error) {
  struct listing listing = { take, payload };
  return folder_each(graph->folder, true, list_article, &listing, error);
}

static enum relata_status take_hash(void *payload, const struct relata_graph_article *article) {
  *(uint64_t *)payload = article->hash;
  return RELATA_OK;
}

bool relata_graph_has(struct relata_graph *graph, struct relata_str id, uint64_t content_hash) {
  uint64_t hash = 0;
  struct listing listing = { take_hash, &hash };
  return folder_find(graph->folder, id, list_article, &listing, NULL) == RELATA_OK && hash == content_hash;
}

/* ------------------------------------------------------------------ counting */

static size_t count_of_type(struct quads *quads, const char *type) {
  const struct quad pattern = { RELATA_NONE, quads_find(quads, RELATA_STR(RDF_TYPE)),
                                quads_find(quads, relata_str_of(type)), RELATA_NONE };
  if (pattern.predicate == RELATA_NONE || pattern.object == RELATA_NONE)
    return 0;
  struct quad_cursor cursor = quads_match(quads, pattern, true);
  size_t count = 0;
  while (quad_cursor_next(&cursor))
    count++;
  return count;
}

static size_t count_subjects(struct quads *quads, const char *predicate) {
  const uint32_t number = quads_find(quads, relata_str_of(predicate));
  if (number == RELATA_NONE)
    return 0;
  size_t total, count = 0;
  const struct quad *all = quads_all(quads, &total);
  uint32_t last = RELATA_NONE;
  for (size_t i = 0; i < total; i++)
    if (all[i].predicate == number && all[i].subject != last) {
      last = all[i].subject;
      count++;
    }
  return count;
}

static void count_statements(struct quads *quads, struct relata_graph_counts *counts) {
  size_t total;
  const struct quad *all = quads_all(quads, &total), *last = NULL;
  struct view *view = view_new(quads, NULL);
  char *seen = calloc(quads_term_count(quads) + 1, 1);
  if (!seen)
    abort();
  for (size_t i = 0; i < total; i++) {
    if (!view_is_statement(view, &all[i]))
      continue;
    counts->relations += seen[all[i].predicate] == 0;
    seen[all[i].predicate] = 1;
    counts->statements += !last || last->subject != all[i].subject || last->predicate != all[i].predicate ||
                          last->object != all[i].object;
    last = &all[i];
  }
  free(seen);
  view_free(view);
}

enum relata_status relata_graph_count(struct relata_graph *graph, struct relata_graph_counts *counts,
                                      struct relata_error *error) {
  *counts = (struct relata_graph_counts){ 0 };
  struct quads *quads;
  RELATA_TRY(graph_load(graph, &quads, error));
  counts->articles = count_subjects(quads, DCT_IDENTIFIER);
  counts->claims = count_of_type(quads, REL_CLAIM);
  counts->entities = count_subjects(quads, SKOS_PREF_LABEL);
  counts->triples = quads_count(quads);
  count_statements(quads, counts);
  return RELATA_OK;
}
