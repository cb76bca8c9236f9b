/* cmd_remove.c — relata remove: articles out of a graph. */
#include <argp.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/graph_options.h"
#include "cli/report.h"

struct options {
  const char *graph;
  char **names;
  size_t count;
  bool list, quiet;
};

static const struct argp_option table[] = {
  { "list", 'l', NULL, 0, "List the articles (id, date, title), remove none", 0 },
  { "quiet", 'q', NULL, 0, "No summary", 0 },
  { 0 },
};

static error_t parse(int key, char *argument, struct argp_state *state) {
  struct options *options = state->input;
  switch (key) {
  case 'l':
    options->list = true;
    return 0;
  case 'q':
    options->quiet = true;
    return 0;
  case ARGP_KEY_ARG:
    if (state->arg_num == 0)
      options->graph = argument;
    else
      options->names[options->count++] = argument;
    return 0;
  case ARGP_KEY_END:
    if (!options->graph)
      argp_error(state, "from which graph?");
    if (!options->count && !options->list)
      argp_error(state, "which articles? --list shows them");
    return 0;
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

static const struct argp remove_argp = {
  .options = table,
  .parser = parse,
  .args_doc = "GRAPH ARTICLE…\nGRAPH --list",
  .doc = "Takes articles out of a graph, which is then as if they had never been there.  An article is named by its "
         "id, its path, its URL or its title.  All that are named or none.\v"
         "Examples:\n"
         "  relata remove idlib --list\n"
         "  relata remove idlib news/talks.txt\n"
         "  relata remove idlib https://example.org/news/17 'Talks end without a deal'",
};

/* ------------------------------------------------------------------ finding */

/* What a name can be matched with, the surest first. */
enum { BY_ID, BY_PATH, BY_URL, BY_TITLE, WAY_COUNT };

struct search {
  struct relata_str name;
  struct relata_arena *arena;
  size_t found[WAY_COUNT];
  struct relata_str ids[WAY_COUNT]; /* of the first one found that way */
};

static enum relata_status compare_article(void *payload, const struct relata_graph_article *article) {
  struct search *search = payload;
  const struct relata_str labels[WAY_COUNT] = { article->id, article->path, article->url, article->title };
  for (int way = 0; way < WAY_COUNT; way++)
    if (relata_str_equal(labels[way], search->name) && search->found[way]++ == 0)
      search->ids[way] = relata_arena_copy(search->arena, article->id);
  return RELATA_OK;
}

static enum relata_status find_article(struct relata_graph *graph, struct search *search, struct relata_str *id,
                                       struct relata_error *error) {
  RELATA_TRY(relata_graph_list(graph, compare_article, search, error));
  for (int way = 0; way < WAY_COUNT; way++) {
    if (search->found[way] > 1)
      return relata_error_set(error, RELATA_BAD_USAGE, search->name.data, 0, 0,
                              "names %zu articles; take their ids from --list", search->found[way]);
    *id = search->ids[way];
    if (search->found[way])
      return RELATA_OK;
  }
  return relata_error_set(error, RELATA_NOT_FOUND, search->name.data, 0, 0,
                          "is the id, path, URL or title of no article; --list shows them");
}

/* ------------------------------------------------------------------ removing and listing */

static enum relata_status remove_all(const struct options *options, struct relata_graph *graph,
                                     struct relata_error *error) {
  struct relata_arena *arena = relata_arena_new();
  enum relata_status status = RELATA_OK;
  for (size_t i = 0; i < options->count && status == RELATA_OK; i++) {
    struct search search = { .name = relata_str_of(options->names[i]), .arena = arena };
    struct relata_str id;
    status = find_article(graph, &search, &id, error);
    if (status == RELATA_OK)
      status = relata_graph_remove(graph, id, error);
    if (status == RELATA_NOT_FOUND && error->status == RELATA_OK) /* named twice, by two of its names */
      status = RELATA_OK;
  }
  relata_arena_free(arena);
  return status == RELATA_OK ? relata_graph_commit(graph, error) : status;
}

struct listing {
  struct relata_out *out;
  size_t count;
};

static enum relata_status list_article(void *payload, const struct relata_graph_article *article) {
  struct listing *listing = payload;
  listing->count++;
  relata_out_str(listing->out, article->id);
  relata_out_char(listing->out, '\t');
  relata_out_str(listing->out, article->date);
  relata_out_char(listing->out, '\t');
  relata_out_str(listing->out, article->title);
  relata_out_char(listing->out, '\n');
  return RELATA_OK;
}

static int list(const struct options *options) {
  struct relata_error error = { .status = RELATA_OK };
  struct session session;
  struct listing listing = { 0 };
  enum relata_status status = session_open(&session, options->graph, NULL, &error);
  listing.out = session.out;
  if (status == RELATA_OK)
    status = relata_graph_list(session.graph, list_article, &listing, &error);
  return session_close(&session, status, listing.count ? EXIT_FINE : EXIT_NOTHING, &error);
}

static int remove_articles(const struct options *options) {
  struct relata_error error = { .status = RELATA_OK };
  struct relata_graph *graph = NULL;
  enum relata_status status = relata_graph_open(&graph, options->graph, RELATA_GRAPH_WRITE, NULL, &error);
  if (status == RELATA_OK)
    status = remove_all(options, graph, &error);
  relata_graph_close(graph);
  if (status == RELATA_OK && !options->quiet)
    report_problem("%zu articles removed", options->count);
  return status == RELATA_OK ? EXIT_FINE : report_error(&error);
}

int cmd_remove(int argc, char **argv) {
  struct options options = { .names = calloc((size_t)argc + 1, sizeof(char *)) };
  if (!options.names)
    abort();
  argp_parse(&remove_argp, argc, argv, 0, NULL, &options);
  const int status = options.list ? list(&options) : remove_articles(&options);
  free(options.names);
  return status;
}
