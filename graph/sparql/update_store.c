/* update_store.c — relata_graph_update: an update done to a graph on disk.
 *
 * What was inserted goes to an article a graph, whose id is the graph's IRI;
 * what was deleted is taken out of every article that states it.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "graph/entities/entities.h"
#include "graph/entities/rename.h"
#include "graph/sparql/update.h"
#include "graph/store/contents.h"
#include "graph/store/delta.h"
#include "graph/store/folder_private.h"
#include "graph/store/graph_private.h"
#include "graph/store/nquads.h"
#include "graph/store/term.h"

static const char default_id[] = "default graph";

/* ------------------------------------------------------------------ what has changed in all */

/* Sorted quads of one array without those of another. */
static void add_difference(struct quads *to, const struct quads *names, const struct quad *some, size_t count,
                           const struct quad *others, size_t other_count) {
  for (size_t i = 0; i < count; i++)
    if (!quads_hold(others, other_count, &some[i]))
      quads_add_from(to, names, &some[i]);
}

/* A delta's two lists of quads as they were before the update. */
struct before {
  struct quad *added, *gone;
  size_t added_count, gone_count;
};

static struct quad *copied(const struct quad *quads, size_t count) {
  struct quad *copy = reallocarray(NULL, count + 1, sizeof *copy);
  if (!copy)
    abort();
  if (count)
    memcpy(copy, quads, count * sizeof *copy);
  return copy;
}

static struct before remember(const struct quads *quads) {
  const struct delta *delta = quads->delta;
  if (!delta)
    return (struct before){ copied(NULL, 0), copied(NULL, 0), 0, 0 };
  return (struct before){ copied(delta->added[ORDER_SPOG], delta->added_count),
                          copied(delta->gone[ORDER_SPOG], delta->gone_count), delta->added_count, delta->gone_count };
}

/* What went and what came between then and now, finished. */
static void compare_with(const struct before *before, const struct quads *quads, struct quads **gone,
                         struct quads **came) {
  const struct delta *delta = quads->delta;
  *gone = quads_new();
  *came = quads_new();
  if (delta) {
    const struct quad *added = delta->added[ORDER_SPOG], *left = delta->gone[ORDER_SPOG];
    add_difference(*came, quads, added, delta->added_count, before->added, before->added_count);
    add_difference(*came, quads, before->gone, before->gone_count, left, delta->gone_count);
    add_difference(*gone, quads, before->added, before->added_count, added, delta->added_count);
    add_difference(*gone, quads, left, delta->gone_count, before->gone, before->gone_count);
  }
  quads_finish(*gone);
  quads_finish(*came);
}

/* ------------------------------------------------------------------ articles */

struct storing {
  struct relata_graph *graph;
  struct quads *gone, *given;                  /* finished */
  struct dictionary *gone_lines, *given_lines; /* as articles' files have them */
  const struct empty_graphs *empty;
  struct entities *entities; /* that the names in articles stand for */
  struct renamer *renamer;   /* NULL: no name is replaced */
  bool goes;                 /* does the line at hand? */
};

/* An article's file that is read line by line. */
struct article {
  struct storing *storing;
  char *id, *about;           /* its first line, JSON, and what that calls it */
  size_t line_count, going;   /* lines, and those that say what goes */
  struct article_file *file;  /* that gets the others; NULL: they are only counted */
};

static struct relata_str graph_term(const struct quads *quads, uint32_t graph) {
  return graph == RELATA_NONE ? (struct relata_str){ NULL, 0 } : quads_term(quads, graph);
}

static struct relata_str id_of(struct relata_str graph) {
  return graph.len ? term_as_iri(graph) : RELATA_STR(default_id);
}

static struct dictionary *lines_of(struct quads *quads) {
  size_t count;
  const struct quad *all = quads_all(quads, &count);
  struct dictionary *lines = dictionary_new();
  struct relata_out *line = relata_out_to_memory();
  for (size_t i = 0; i < count; i++) {
    const struct relata_str terms[] = { quads_term(quads, all[i].subject), quads_term(quads, all[i].predicate),
                                        quads_term(quads, all[i].object), graph_term(quads, all[i].graph) };
    relata_out_clear(line);
    for (size_t k = 0; k < 4 && terms[k].len; k++) {
      relata_out_str(line, terms[k]);
      relata_out_char(line, ' ');
    }
    relata_out_char(line, '.');
    dictionary_intern(lines, relata_out_as_memory(line), NULL);
  }
  relata_out_abandon(line);
  return lines;
}

/* ------------------------------------------------------------------ lines */

/* What a line says once its names are replaced. */
static void look_at_renamed(void *payload, struct relata_str subject, struct relata_str predicate,
                            struct relata_str object, struct relata_str graph) {
  struct storing *storing = payload;
  const struct quads *gone = storing->gone;
  const struct quad quad = { quads_find(gone, subject), quads_find(gone, predicate), quads_find(gone, object),
                             graph.len ? quads_find(gone, graph) : RELATA_NONE };
  const bool known = quad.subject != RELATA_NONE && quad.predicate != RELATA_NONE && quad.object != RELATA_NONE &&
                     (quad.graph != RELATA_NONE || graph.len == 0);
  storing->goes = storing->goes || (known && quads_has(storing->gone, &quad));
}

/* Is what the line says, its names replaced, among what goes? */
static bool line_goes(struct storing *storing, struct relata_str line) {
  const struct relata_str stem = entities_stem(storing->graph);
  if (!storing->renamer || !memmem(line.data, line.len, stem.data, stem.len))
    return dictionary_find(storing->gone_lines, line) != RELATA_NONE;
  char *copy = strndup(line.data, line.len);
  if (!copy)
    abort();
  storing->goes = false;
  nquads_read_to((struct quad_sink){ renamer_take, storing->renamer }, (struct relata_str){ copy, line.len }, "", NULL);
  free(copy);
  return storing->goes;
}

static bool take_about(struct article *article, struct relata_str line) {
  json_t *about = json_loadb(line.data + 2, line.len - 2, 0, NULL);
  const char *id = json_string_value(json_object_get(about, "id"));
  article->id = id ? strdup(id) : NULL;
  article->about = id ? strndup(line.data + 2, line.len - 2) : NULL;
  json_decref(about);
  return id != NULL;
}

static bool look_at_line(void *payload, struct relata_str line) {
  struct article *article = payload;
  if (line.len > 2 && memcmp(line.data, "# ", 2) == 0)
    return article->id || take_about(article, line);
  if (!line.len)
    return true;
  const bool goes = line_goes(article->storing, line);
  article->line_count++;
  article->going += goes;
  if (article->file && !goes && dictionary_find(article->storing->given_lines, line) == RELATA_NONE)
    article_file_raw_line(article->file, line);
  return true;
}

static enum relata_status look_at_all(struct article *article, const char *path, struct relata_error *error) {
  article->line_count = article->going = 0;
  RELATA_TRY(article_file_each_line(path, look_at_line, article, error));
  return article->id ? RELATA_OK
                     : relata_error_set(error, RELATA_BAD_INPUT, path, 1, 1,
                                        "does not begin with a line about its article");
}

static void article_free(struct article *article) {
  free(article->id);
  free(article->about);
}

static bool is_own(const struct storing *storing, const struct article *article) {
  size_t count;
  const struct quad *all = quads_all(storing->given, &count);
  for (size_t i = 0; i < count; i++)
    if ((i == 0 || all[i].graph != all[i - 1].graph) &&
        relata_str_equal(id_of(graph_term(storing->given, all[i].graph)), relata_str_of(article->id)))
      return true;
  return false;
}

static bool is_kept(const struct storing *storing, const struct article *article) {
  for (size_t i = 0; i < storing->empty->count; i++)
    if (relata_str_equal(term_as_iri(storing->empty->names[i]), relata_str_of(article->id)))
      return true;
  return false;
}

static enum relata_status write_left(struct article *article, const char *path, struct relata_error *error) {
  struct folder *folder = article->storing->graph->folder;
  RELATA_TRY(
    article_file_new(&article->file, folder, relata_str_of(article->id), relata_str_of(article->about), error));
  article_file_take_graphs(article->file, path);
  enum relata_status status = look_at_all(article, path, error);
  if (status == RELATA_OK)
    status = article_file_copy_text(article->file, path, error);
  if (status == RELATA_OK)
    return article_file_stage(article->file, error);
  article_file_abandon(article->file);
  return status;
}

/* ------------------------------------------------------------------ taking out */

static bool may_lose(const void *payload, const char *graphs) {
  const struct storing *storing = payload;
  size_t count;
  const struct quad *all = quads_all(storing->gone, &count);
  for (size_t i = 0; i < count; i++)
    if ((i == 0 || all[i].graph != all[i - 1].graph) && graphs_may_hold(graphs, graph_term(storing->gone, all[i].graph)))
      return true;
  return false;
}

static enum relata_status take_out(void *payload, const char *file, const char *path, struct relata_error *error) {
  struct storing *storing = payload;
  struct article article = { .storing = storing };
  (void)file;
  enum relata_status status = look_at_all(&article, path, error);
  if (status == RELATA_OK && article.going && !is_own(storing, &article)) {
    if (article.going == article.line_count && !is_kept(storing, &article))
      status = folder_remove(storing->graph->folder, relata_str_of(article.id), error);
    else
      status = write_left(&article, path, error);
  }
  article_free(&article);
  return status;
}

/* ------------------------------------------------------------------ putting in */

/* What the graph's own article has already and keeps. */
static enum relata_status write_old(struct storing *storing, struct relata_str id, struct relata_error *error) {
  char *path = folder_path_of(storing->graph->folder, id);
  if (!path)
    return RELATA_OK;
  struct article article = { .storing = storing, .file = storing->graph->file };
  const enum relata_status status = look_at_all(&article, path, error);
  article_free(&article);
  free(path);
  return status;
}

/* The quads of one graph, from `begin` on in the order by graph. */
static enum relata_status put_in(struct storing *storing, const struct quad *quads, size_t count,
                                 struct relata_error *error) {
  struct relata_graph *graph = storing->graph;
  const struct relata_str name = graph_term(storing->given, quads[0].graph), id = id_of(name);
  const struct relata_graph_article article = { .id = id };
  struct relata_out *about = graph_about(&article);
  enum relata_status status = article_file_new(&graph->file, graph->folder, id, relata_out_as_memory(about), error);
  relata_out_abandon(about);
  RELATA_TRY(status);
  RELATA_TRY(write_old(storing, id, error));
  for (size_t i = 0; i < count; i++)
    article_file_line(graph->file, quads_term(storing->given, quads[i].subject),
                      quads_term(storing->given, quads[i].predicate), quads_term(storing->given, quads[i].object), name);
  return graph_end_article(graph, error);
}

static enum relata_status put_all_in(struct storing *storing, struct relata_error *error) {
  const struct quad *all = quads_order(storing->given, ORDER_GSPO);
  const size_t count = quads_count(storing->given);
  for (size_t begin = 0, end; begin < count; begin = end) {
    for (end = begin; end < count && all[end].graph == all[begin].graph; end++)
      continue;
    RELATA_TRY(put_in(storing, all + begin, end - begin, error));
  }
  return RELATA_OK;
}

/* ------------------------------------------------------------------ graphs without a triple */

static enum relata_status take_empty(void *payload, const char *file, const char *path, struct relata_error *error) {
  struct update_work *work = payload;
  struct storing none = { .graph = NULL };
  struct article article = { .storing = &none };
  (void)file;
  RELATA_TRY(look_at_all(&article, path, error));
  if (strchr(article.id, ':'))
    empty_graphs_set(&work->empty, work->arena, term_iri(work->arena, relata_str_of(article.id), RELATA_STR("")), true);
  article_free(&article);
  return RELATA_OK;
}

static bool lists_nothing(const void *payload, const char *graphs) {
  (void)payload;
  return graphs[0] == '\0';
}

static enum relata_status store_empty(struct storing *storing, struct relata_str graph, struct relata_error *error) {
  const struct relata_graph_article article = { .id = term_as_iri(graph) };
  if (folder_has(storing->graph->folder, article.id))
    return RELATA_OK;
  struct article_file *file;
  struct relata_out *about = graph_about(&article);
  const enum relata_status status =
    article_file_new(&file, storing->graph->folder, article.id, relata_out_as_memory(about), error);
  relata_out_abandon(about);
  return status == RELATA_OK ? article_file_stage(file, error) : status;
}

/* Those that were there before and those that are now. */
static enum relata_status store_all_empty(struct storing *storing, const struct empty_graphs *before,
                                          struct relata_error *error) {
  for (size_t i = 0; i < before->count; i++) {
    const struct relata_str id = term_as_iri(before->names[i]);
    if (!empty_graphs_have(storing->empty, before->names[i]) && !folder_has_change(storing->graph->folder, id))
      RELATA_TRY(folder_remove(storing->graph->folder, id, error));
  }
  for (size_t i = 0; i < storing->empty->count; i++)
    RELATA_TRY(store_empty(storing, storing->empty->names[i], error));
  return RELATA_OK;
}

/* ------------------------------------------------------------------ counts */

static size_t size_of(struct quads *quads, struct relata_str graph) {
  const uint32_t number = quads_find(quads, graph);
  if (number == RELATA_NONE)
    return 0;
  const struct quad_cursor cursor =
    quads_match(quads, (struct quad){ RELATA_NONE, RELATA_NONE, RELATA_NONE, number }, false);
  return quad_cursor_size(&cursor);
}

static void count_graphs(struct quads *after, struct quads *some, struct quads *others, bool once,
                         struct relata_update_counts *counts, struct quads *gone, struct quads *came) {
  for (uint32_t graph = RELATA_NONE; (graph = quads_next_graph(some, graph)) != RELATA_NONE;) {
    const struct relata_str name = quads_term(some, graph);
    if (once && size_of(others, name))
      continue; /* was counted with them */
    const size_t now = size_of(after, name), then = now - size_of(came, name) + size_of(gone, name);
    counts->graphs_created += then == 0 && now > 0;
    counts->graphs_dropped += then > 0 && now == 0;
  }
}

static void count_all(struct quads *after, struct quads *gone, struct quads *came, const struct update *update,
                      struct relata_update_counts *counts) {
  *counts = (struct relata_update_counts){ .operations = update->count, .inserted = quads_count(came),
                                           .deleted = quads_count(gone) };
  count_graphs(after, came, gone, false, counts, gone, came);
  count_graphs(after, gone, came, true, counts, gone, came);
}

/* ------------------------------------------------------------------ the whole */

static enum relata_status store_all(struct storing *storing, const struct empty_graphs *before, struct quads *came,
                                    struct relata_error *error) {
  struct relata_graph *graph = storing->graph;
  RELATA_TRY(folder_each_wanted_file(graph->folder, may_lose, take_out, storing, error));
  RELATA_TRY(put_all_in(storing, error));
  RELATA_TRY(store_all_empty(storing, before, error));
  return folder_has_staged(graph->folder) ? graph_commit_change(graph, storing->gone, came, error) : RELATA_OK;
}

static enum relata_status store(struct relata_graph *graph, struct update_work *work, const struct empty_graphs *before,
                                struct quads *gone, struct quads *came, struct relata_error *error) {
  struct quads *given = quads_fold(work->given);
  struct storing storing = { .graph = graph, .gone = gone, .given = given, .gone_lines = lines_of(gone),
                             .given_lines = lines_of(given), .empty = &work->empty };
  enum relata_status status = entities_open(&storing.entities, graph, false, error);
  if (status == RELATA_OK) {
    if (entities_rename(storing.entities))
      storing.renamer = renamer_new(storing.entities->resolution, entities_stem(graph),
                                    (struct quad_sink){ look_at_renamed, &storing });
    status = store_all(&storing, before, came, error);
  }
  renamer_free(storing.renamer);
  entities_free(storing.entities);
  dictionary_free(storing.given_lines);
  dictionary_free(storing.gone_lines);
  quads_free(given);
  return status;
}

/* A graph that was empty and has triples now is empty no more. */
static void forget_filled(struct update_work *work) {
  for (size_t i = work->empty.count; i-- > 0;)
    if (size_of(work->quads, work->empty.names[i]))
      empty_graphs_set(&work->empty, work->arena, work->empty.names[i], false);
}

static enum relata_status run_and_store(struct relata_graph *graph, struct update_work *work,
                                        const struct update *update, struct relata_update_counts *counts,
                                        struct relata_error *error) {
  const struct before then = remember(work->quads);
  struct empty_graphs were = { NULL, 0, 0 };
  struct quads *gone = NULL, *came = NULL;
  enum relata_status status = folder_each_wanted_file(graph->folder, lists_nothing, take_empty, work, error);
  for (size_t i = 0; i < work->empty.count; i++)
    empty_graphs_set(&were, work->arena, work->empty.names[i], true);
  if (status == RELATA_OK)
    status = update_run(work, update, error);
  if (status == RELATA_OK) {
    forget_filled(work);
    compare_with(&then, work->quads, &gone, &came);
    count_all(work->quads, gone, came, update, counts);
    status = store(graph, work, &were, gone, came, error);
  }
  quads_free(gone);
  quads_free(came);
  free(were.names);
  free(then.added);
  free(then.gone);
  return status;
}

/* Differs from state to state, so that a text run again gives other labels. */
static uint64_t seed_of(const struct relata_graph *graph) {
  const char *index = folder_get_index(graph->folder), *delta = folder_get_delta(graph->folder);
  return XXH3_64bits(index ? index : "", index ? strlen(index) : 0) ^
         XXH3_64bits_withSeed(delta ? delta : "", delta ? strlen(delta) : 0, 1);
}

static enum relata_status do_update(struct relata_graph *graph, const struct update *update, struct relata_str text,
                                    const struct relata_update_options *options, struct relata_arena *arena,
                                    struct relata_update_counts *counts, struct relata_error *error) {
  struct quads *quads;
  struct update_work work;
  RELATA_TRY(graph_open_quads(graph, &quads, error));
  update_work_begin(&work, quads, arena, text, options, seed_of(graph));
  const enum relata_status status = run_and_store(graph, &work, update, counts, error);
  if (status != RELATA_OK) {
    graph_drop_article(graph);
    folder_unstage(graph->folder);
  }
  update_work_end(&work);
  quads_free(quads);
  return status;
}

enum relata_status relata_graph_update(struct relata_graph *graph, const char *text,
                                       const struct relata_update_options *options,
                                       struct relata_update_counts *counts, struct relata_error *error) {
  static const struct relata_update_options none = { .base = NULL };
  struct relata_update_counts ignored;
  counts = counts ? counts : &ignored;
  options = options ? options : &none;
  *counts = (struct relata_update_counts){ 0 };
  if (!folder_is_writable(graph->folder) || graph->file || folder_has_staged(graph->folder))
    return relata_error_set(error, RELATA_BAD_USAGE, folder_get_path(graph->folder), 0, 0,
                            folder_is_writable(graph->folder) ? "has changes that wait for their commit"
                                                              : "is open for reading only");
  struct relata_arena *arena = relata_arena_new();
  const struct relata_str base = options->base ? relata_str_of(options->base) : (struct relata_str){ NULL, 0 };
  struct update update;
  enum relata_status status =
    update_parse(&update, arena, relata_str_of(text), base, graph->prefixes, error);
  if (status == RELATA_OK)
    status = do_update(graph, &update, relata_str_of(text), options, arena, counts, error);
  relata_arena_free(arena);
  return status;
}
