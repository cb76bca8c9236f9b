/* commit.c — putting changes in place: articles, and an index or a delta of theirs. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "graph/entities/entities.h"
#include "graph/entities/merges.h"
#include "graph/entities/rename.h"
#include "graph/sparql/text_index.h"
#include "graph/store/contents.h"
#include "graph/store/delta.h"
#include "graph/store/delta_file.h"
#include "graph/store/graph_private.h"
#include "graph/store/index.h"
#include "graph/store/nquads.h"

enum {
  DELTA_LEAST = 20000, /* quads that a delta may have whatever the index has, … */
  DELTA_SHARE = 16,    /* … else one for so many of the index's: queries look into both */
  BULK_SHARE = 4,      /* more quads than such a part of the index are sorted together with it */
  MOST_TRIES = 10      /* of a reader whom writers overtake */
};

/* ------------------------------------------------------------------ opening */

static char *path_in(const struct relata_graph *graph, const char *name) {
  char *path = NULL;
  if (asprintf(&path, "%s/%s", folder_get_path(graph->folder), name) < 0)
    abort();
  return path;
}

/* NULL when there is none that can be used. */
static struct quads *open_parts(struct relata_graph *graph) {
  const char *index = folder_get_index(graph->folder), *delta = folder_get_delta(graph->folder);
  struct quads *quads = NULL;
  if (!index)
    return NULL;
  char *path = path_in(graph, index);
  if (index_open(&quads, path) == RELATA_OK && delta) {
    free(path);
    path = path_in(graph, delta);
    if (delta_open(quads, path, NULL) != RELATA_OK) {
      quads_free(quads);
      quads = NULL;
    }
  }
  free(path);
  return quads;
}

/* What was committed, if it is known without reading every article; NULL if not. */
static struct quads *open_index(struct relata_graph *graph) {
  struct quads *quads = open_parts(graph);
  for (int i = 0; !quads && i < MOST_TRIES && folder_refresh(graph->folder); i++)
    quads = open_parts(graph);
  return quads;
}

static void take_quad(void *quads, struct relata_str subject, struct relata_str predicate, struct relata_str object,
                      struct relata_str graph) {
  quads_add(quads, subject, predicate, object, graph);
}

/* Articles are read with their names replaced by entities. */
static struct renamer *renamer_into(struct relata_graph *graph, const struct entities *entities, struct quads *quads) {
  return renamer_new(entities_rename(entities) ? entities->resolution : NULL, entities_stem(graph),
                     (struct quad_sink){ take_quad, quads });
}

static enum relata_status load_article(void *renamer, struct relata_str text, const char *path,
                                       struct relata_error *error) {
  return nquads_read_to((struct quad_sink){ renamer_take, renamer }, text, path, error);
}

static void add_merges(struct relata_graph *graph, const struct entities *entities, struct quads *quads) {
  merges_describe(entities->resolution, graph->base, (struct quad_sink){ take_quad, quads });
}

static enum relata_status load_renamed(struct relata_graph *graph, struct quads *quads, struct relata_error *error) {
  struct entities *entities;
  RELATA_TRY(entities_open(&entities, graph, false, error));
  struct renamer *renamer = renamer_into(graph, entities, quads);
  const enum relata_status status = folder_each(graph->folder, false, load_article, renamer, error);
  add_merges(graph, entities, quads);
  renamer_free(renamer);
  entities_free(entities);
  return status;
}

static enum relata_status load_articles(struct relata_graph *graph, struct quads **out, struct relata_error *error) {
  for (int i = 0;; i++) {
    struct quads *quads = quads_new();
    const enum relata_status status = load_renamed(graph, quads, error);
    if (status != RELATA_OK) {
      quads_free(quads);
      return status;
    }
    if (i < MOST_TRIES && folder_refresh(graph->folder)) { /* some may have gone in the meantime */
      quads_free(quads);
      continue;
    }
    quads_finish(quads);
    *out = quads;
    return RELATA_OK;
  }
}

enum relata_status graph_open_quads(struct relata_graph *graph, struct quads **out, struct relata_error *error) {
  *out = open_index(graph);
  return *out ? RELATA_OK : load_articles(graph, out, error);
}

enum relata_status graph_load(struct relata_graph *graph, struct quads **out, struct relata_error *error) {
  if (!graph->quads)
    RELATA_TRY(graph_open_quads(graph, &graph->quads, error));
  *out = graph->quads;
  return RELATA_OK;
}

bool relata_graph_refresh(struct relata_graph *graph) {
  if (!folder_refresh(graph->folder))
    return false;
  text_index_free(graph->texts);
  quads_free(graph->quads);
  graph->texts = NULL;
  graph->quads = NULL;
  return true;
}

/* ------------------------------------------------------------------ what a commit changes */

/* Entities as they are and as they are to be; the first NULL where there is no index yet. */
struct turn {
  struct entities *old, *new;
};

static void turn_free(struct turn *turn) {
  entities_free(turn->old);
  entities_free(turn->new);
}

/* All that articles say which are taken out or replaced. */
static enum relata_status collect_gone(struct relata_graph *graph, const struct turn *turn, struct quads **gone,
                                       struct relata_error *error) {
  *gone = quads_new();
  struct renamer *renamer = renamer_into(graph, turn->old, *gone);
  const enum relata_status status = folder_each_change(graph->folder, load_article, NULL, renamer, error);
  renamer_free(renamer);
  quads_finish(*gone);
  return status;
}

/* What was gathered, with the names replaced. */
static void rename_added(struct relata_graph *graph, const struct turn *turn) {
  struct quads *raw = graph->added;
  size_t count;
  quads_finish(raw);
  graph->added = quads_new();
  struct renamer *renamer = renamer_into(graph, turn->new, graph->added);
  const struct quad *all = quads_all(raw, &count);
  for (size_t i = 0; i < count; i++)
    renamer_take(renamer, quads_term(raw, all[i].subject), quads_term(raw, all[i].predicate),
                 quads_term(raw, all[i].object),
                 all[i].graph == RELATA_NONE ? (struct relata_str){ NULL, 0 } : quads_term(raw, all[i].graph));
  renamer_free(renamer);
  quads_free(raw);
}

static enum relata_status collect_came(struct relata_graph *graph, const struct turn *turn,
                                       struct relata_error *error) {
  if (graph->added && !graph->rereads) {
    if (graph->adds_names && entities_rename(turn->new))
      rename_added(graph, turn);
    return RELATA_OK;
  }
  quads_free(graph->added);
  graph->added = quads_new();
  struct renamer *renamer = renamer_into(graph, turn->new, graph->added);
  const enum relata_status status = folder_each_change(graph->folder, NULL, load_article, renamer, error);
  renamer_free(renamer);
  return status;
}

/* Articles that stay and whose names mean something else now. */
struct renaming_turn {
  const struct dictionary *articles; /* terms */
  struct renamer *old, *new;
};

static bool is_renamed(const void *payload, const char *graphs) {
  const struct renaming_turn *renaming = payload;
  for (uint32_t i = 0; i < dictionary_count(renaming->articles); i++)
    if (graphs_may_hold(graphs, dictionary_get(renaming->articles, i)))
      return true;
  return false;
}

static enum relata_status load_both(void *payload, struct relata_str text, const char *path,
                                    struct relata_error *error) {
  const struct renaming_turn *renaming = payload;
  RELATA_TRY(load_article(renaming->old, text, path, error));
  return load_article(renaming->new, text, path, error);
}

/* Adds to what goes and comes, neither finished, what changes in articles that stay, and the merges. */
static enum relata_status collect_renamed(struct relata_graph *graph, const struct turn *turn, struct quads *gone,
                                          struct quads *came, struct relata_error *error) {
  struct dictionary *articles = entities_changed(turn->old, turn->new);
  enum relata_status status = RELATA_OK;
  if (dictionary_count(articles)) {
    struct renaming_turn renaming = { articles, renamer_into(graph, turn->old, gone),
                                      renamer_into(graph, turn->new, came) };
    status = folder_each_wanted(graph->folder, is_renamed, load_both, &renaming, error);
    renamer_free(renaming.old);
    renamer_free(renaming.new);
  }
  dictionary_free(articles);
  add_merges(graph, turn->old, gone);
  add_merges(graph, turn->new, came);
  return status;
}

/* Quads that go, and which of them another article states. */
struct shared {
  struct relata_graph *graph;
  const struct turn *turn;
  struct quads *gone;
  bool *stays; /* by place */
};

static bool may_state(const void *payload, const char *graphs) {
  const struct shared *shared = payload;
  struct quads *gone = shared->gone;
  size_t count;
  const struct quad *all = quads_all(gone, &count);
  uint32_t last = RELATA_NONE;
  for (size_t i = 0; i < count; i++) {
    if (i > 0 && all[i].graph == last)
      continue;
    last = all[i].graph;
    if (graphs_may_hold(graphs, last == RELATA_NONE ? (struct relata_str){ NULL, 0 } : quads_term(gone, last)))
      return true;
  }
  return false;
}

static enum relata_status mark_stated(void *payload, struct relata_str text, const char *path,
                                      struct relata_error *error) {
  struct shared *shared = payload;
  struct quads *others = quads_new();
  struct renamer *renamer = renamer_into(shared->graph, shared->turn->new, others);
  const enum relata_status status = load_article(renamer, text, path, error);
  renamer_free(renamer);
  quads_finish(others);
  size_t count;
  const struct quad *all = quads_all(shared->gone, &count);
  for (size_t i = 0; i < count && status == RELATA_OK; i++) {
    const struct quad quad = quads_renumber(&all[i], shared->gone, others);
    shared->stays[i] = shared->stays[i] || (quad.subject != RELATA_NONE && quads_has(others, &quad));
  }
  quads_free(others);
  return status;
}

static struct quads *without_stays(const struct shared *shared) {
  struct quads *left = quads_new();
  size_t count;
  const struct quad *all = quads_all(shared->gone, &count);
  for (size_t i = 0; i < count; i++)
    if (!shared->stays[i])
      quads_add_from(left, shared->gone, &all[i]);
  quads_finish(left);
  return left;
}

/* What no other article says. */
static enum relata_status keep_stated(struct relata_graph *graph, const struct turn *turn, struct quads **gone,
                                      struct relata_error *error) {
  if (quads_count(*gone) == 0)
    return RELATA_OK;
  struct shared shared = { graph, turn, *gone, calloc(quads_count(*gone) + 1, sizeof(bool)) };
  if (!shared.stays)
    abort();
  const enum relata_status status = folder_each_wanted(graph->folder, may_state, mark_stated, &shared, error);
  struct quads *left = without_stays(&shared);
  free(shared.stays);
  quads_free(*gone);
  *gone = left;
  return status;
}

/* ------------------------------------------------------------------ the index */

struct files {
  char *index, *delta, *entities;
};

static void files_free(struct files *files) {
  free(files->index);
  free(files->delta);
  free(files->entities);
}

/* A big index stays as long as what changed since is little beside it. */
static bool keeps_index(const struct relata_graph *graph, const struct quads *quads) {
  const size_t base = quads->count, most = base / DELTA_SHARE > DELTA_LEAST ? base / DELTA_SHARE : DELTA_LEAST;
  return index_identity(quads) && base >= graph->delta_from && quads_delta_size(quads) <= most;
}

static char *copied(const char *text) {
  char *copy = strdup(text);
  if (!copy)
    abort();
  return copy;
}

/* The articles are what counts: an index that cannot be written is made by
 * the next who writes, and until then readers load the articles. */
static void write_changed(struct relata_graph *graph, struct quads *quads, struct files *files) {
  const char *folder = folder_get_path(graph->folder);
  if (keeps_index(graph, quads)) {
    if (quads_delta_size(quads) == 0 || delta_write(quads, folder, &files->delta, NULL) == RELATA_OK)
      files->index = copied(folder_get_index(graph->folder));
    return;
  }
  struct quads *whole = quads_fold(quads);
  index_write(whole, folder, &files->index, NULL);
  quads_free(whole);
}

static void write_bulk(struct relata_graph *graph, struct quads *before, struct quads *came, struct files *files) {
  quads_add_all(came, before);
  quads_finish(came);
  index_write(came, folder_get_path(graph->folder), &files->index, NULL);
}

/* `came` is not finished yet. */
static void renew_index(struct relata_graph *graph, struct quads *before, struct quads *gone, struct quads *came,
                        struct files *files) {
  const bool bulk = came && quads_count(came) > quads_count(before) / BULK_SHARE + 1000;
  if (!bulk && came)
    quads_finish(came);
  if (!bulk || (gone && quads_count(gone)))
    quads_change_all(before, gone, bulk ? NULL : came);
  if (bulk)
    write_bulk(graph, before, came, files);
  else
    write_changed(graph, before, files);
}

static bool wants_all(const void *payload, const char *graphs) {
  (void)payload;
  (void)graphs;
  return true;
}

/* From all articles, as they are to be.  An index that cannot be written is none, and `missing` says why. */
static enum relata_status make_index(struct relata_graph *graph, const struct turn *turn, struct files *files,
                                     struct relata_error *missing, struct relata_error *error) {
  struct quads *all = quads_new();
  struct renamer *renamer = renamer_into(graph, turn->new, all);
  enum relata_status status = folder_each_wanted(graph->folder, wants_all, load_article, renamer, error);
  if (status == RELATA_OK)
    status = folder_each_change(graph->folder, NULL, load_article, renamer, error);
  renamer_free(renamer);
  add_merges(graph, turn->new, all);
  quads_finish(all);
  if (status == RELATA_OK)
    index_write(all, folder_get_path(graph->folder), &files->index, missing);
  quads_free(all);
  return status;
}

/* ------------------------------------------------------------------ commit */

static void forget_changes(struct relata_graph *graph) {
  text_index_free(graph->texts);
  graph->texts = NULL;
  quads_free(graph->added);
  quads_free(graph->quads);
  choices_free(graph->choices);
  graph->added = graph->quads = NULL;
  graph->choices = NULL;
  graph->rereads = graph->adds_names = false;
}

static enum relata_status commit_files(struct relata_graph *graph, struct files *files, struct relata_error *error) {
  const enum relata_status status = folder_commit(graph->folder, files->index, files->delta, files->entities, error);
  files_free(files);
  if (status == RELATA_OK) {
    forget_changes(graph);
    text_index_update(folder_get_path(graph->folder), folder_get_index(graph->folder));
  }
  return status;
}

static struct quads *nothing(void) {
  struct quads *quads = quads_new();
  quads_finish(quads);
  return quads;
}

static enum relata_status change_index(struct relata_graph *graph, const struct turn *turn, struct quads *before,
                                       struct files *files, struct relata_error *error) {
  struct quads *of_articles, *gone = quads_new();
  enum relata_status status = collect_gone(graph, turn, &of_articles, error);
  if (status == RELATA_OK)
    status = keep_stated(graph, turn, &of_articles, error);
  if (status == RELATA_OK)
    status = collect_came(graph, turn, error);
  if (status == RELATA_OK)
    status = collect_renamed(graph, turn, gone, graph->added, error);
  quads_add_all(gone, of_articles);
  quads_finish(gone);
  if (status == RELATA_OK)
    renew_index(graph, before, gone, graph->added, files);
  quads_free(of_articles);
  quads_free(gone);
  return status;
}

/* What is committed and was resolved by this program; else the index is made anew. */
static enum relata_status open_turn(struct relata_graph *graph, struct quads **before, struct turn *turn,
                                    struct relata_error *error) {
  RELATA_TRY(entities_open(&turn->new, graph, true, error));
  if (!*before)
    return RELATA_OK;
  RELATA_TRY(entities_open(&turn->old, graph, false, error));
  if (turn->old->kept || folder_count(graph->folder) == 0)
    return RELATA_OK;
  quads_free(*before);
  *before = NULL;
  return RELATA_OK;
}

static enum relata_status renew(struct relata_graph *graph, struct quads **before, struct files *files,
                                struct relata_error *error) {
  struct turn turn = { NULL, NULL };
  enum relata_status status = open_turn(graph, before, &turn, error);
  if (status == RELATA_OK)
    status = *before ? change_index(graph, &turn, *before, files, error) : make_index(graph, &turn, files, NULL, error);
  if (status == RELATA_OK)
    status = state_write(turn.new->state, folder_get_path(graph->folder), &files->entities, error);
  turn_free(&turn);
  return status;
}

enum relata_status relata_graph_commit(struct relata_graph *graph, struct relata_error *error) {
  RELATA_TRY(graph_end_article(graph, error));
  RELATA_TRY(prefixes_save(graph->prefixes, graph->path, error));
  struct quads *before = open_index(graph);
  if (before && !folder_has_staged(graph->folder) && !graph->choices) {
    quads_free(before);
    return RELATA_OK;
  }
  if (!before && folder_count(graph->folder) == 0)
    before = nothing();
  struct files files = { NULL, NULL, NULL };
  const enum relata_status status = renew(graph, &before, &files, error);
  quads_free(before);
  if (status == RELATA_OK)
    return commit_files(graph, &files, error);
  files_free(&files);
  return status;
}

enum relata_status graph_commit_change(struct relata_graph *graph, struct quads *gone, struct quads *came,
                                       struct relata_error *error) {
  struct quads *before = open_index(graph);
  struct turn turn = { NULL, NULL };
  struct files files = { NULL, NULL, NULL };
  enum relata_status status = before ? open_turn(graph, &before, &turn, error) : RELATA_OK;
  if (!before || (status == RELATA_OK && (entities_rename(turn.old) || entities_rename(turn.new)))) {
    turn_free(&turn);
    quads_free(before);
    graph->rereads = true;
    return status == RELATA_OK ? relata_graph_commit(graph, error) : status;
  }
  if (status == RELATA_OK) {
    quads_change_all(before, gone, came);
    write_changed(graph, before, &files);
    status = state_write(turn.new->state, folder_get_path(graph->folder), &files.entities, error);
  }
  turn_free(&turn);
  quads_free(before);
  if (status == RELATA_OK)
    return commit_files(graph, &files, error);
  files_free(&files);
  return status;
}

enum relata_status relata_graph_compact(struct relata_graph *graph, struct relata_error *error) {
  struct quads *quads = NULL;
  struct turn turn = { NULL, NULL };
  struct files files = { NULL, NULL, NULL };
  enum relata_status status = open_turn(graph, &quads, &turn, error);
  if (status == RELATA_OK)
    status = make_index(graph, &turn, &files, error, error);
  if (status == RELATA_OK && !files.index)
    status = RELATA_IO; /* and said why */
  if (status == RELATA_OK)
    status = state_write(turn.new->state, folder_get_path(graph->folder), &files.entities, error);
  turn_free(&turn);
  if (status == RELATA_OK)
    return commit_files(graph, &files, error);
  files_free(&files);
  return status;
}

/* ------------------------------------------------------------------ check */

static const char *difference(struct quads *loaded, struct quads *indexed) {
  static const char *const complaints[ORDER_COUNT] = {
    "does not hold what the articles say", "has another order by predicate than the articles give",
    "has another order by object than the articles give", "has another order by graph than the articles give"
  };
  if (!quads_are_same(loaded, indexed))
    return complaints[ORDER_SPOG];
  for (int order = 1; order < ORDER_COUNT; order++)
    if (loaded->count && memcmp(quads_base_order(loaded, (enum order)order), quads_base_order(indexed, (enum order)order),
                                loaded->count * sizeof(struct quad)) != 0)
      return complaints[order];
  size_t count, indexed_count;
  const struct predicate_count *counts = quads_predicates(loaded, &count),
                               *indexed_counts = quads_predicates(indexed, &indexed_count);
  if (count != indexed_count || (count && memcmp(counts, indexed_counts, count * sizeof *counts) != 0))
    return "counts predicates otherwise than the articles give";
  return NULL;
}

static enum relata_status check_index(struct relata_graph *graph, struct quads *loaded, const char *path,
                                      struct relata_error *error) {
  RELATA_TRY(index_check(path, error));
  struct quads *indexed = open_index(graph);
  if (!indexed)
    return relata_error_set(error, RELATA_BAD_INPUT, path, 0, 0, "and what changed since it was written do not fit");
  if (!quads_is_folded(indexed)) {
    struct quads *whole = quads_fold(indexed);
    quads_free(indexed);
    indexed = whole;
  }
  const char *wrong = difference(loaded, indexed);
  quads_free(indexed);
  return wrong ? relata_error_set(error, RELATA_BAD_INPUT, path, 0, 0, "%s", wrong) : RELATA_OK;
}

enum relata_status relata_graph_check(struct relata_graph *graph, struct relata_error *error) {
  struct quads *loaded;
  RELATA_TRY(load_articles(graph, &loaded, error));
  const char *index = folder_get_index(graph->folder);
  char *path = path_in(graph, index ? index : "relata.graph.index");
  enum relata_status status = index ? check_index(graph, loaded, path, error)
                                    : relata_error_set(error, RELATA_NOT_FOUND, path, 0, 0, "is not there");
  if (status == RELATA_OK)
    status = text_index_check(folder_get_path(graph->folder), index, error);
  free(path);
  quads_free(loaded);
  return status;
}
