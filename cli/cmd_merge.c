/* cmd_merge.c — relata merge and relata backup: graphs into a new one. */
#include <argp.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/report.h"
#include "graph/graph.h"

struct options {
  char **graphs;
  size_t count;
  const char *output;
};

static const struct argp_option table[] = {
  { "output", 'o', "GRAPH", 0, "The graph that gets all articles; it is made if there is none", 0 },
  { 0 },
};

static error_t parse(int key, char *argument, struct argp_state *state) {
  struct options *options = state->input;
  switch (key) {
  case 'o':
    options->output = argument;
    return 0;
  case ARGP_KEY_ARG:
    options->graphs[options->count++] = argument;
    return 0;
  case ARGP_KEY_END:
    if (!options->count)
      argp_error(state, "which graphs?");
    if (!options->output)
      argp_error(state, "where shall the whole be? -o GRAPH");
    return 0;
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

static const struct argp merge_argp = {
  .options = table,
  .parser = parse,
  .args_doc = "GRAPH… -o GRAPH",
  .doc = "Joins graphs: the result has every article of each.  Of an article that several have, the last one's "
         "version stays.\v"
         "Examples:\n"
         "  relata merge monday tuesday wednesday -o week\n"
         "  relata merge desk-two -o idlib",
};

static error_t parse_backup(int key, char *argument, struct argp_state *state) {
  struct options *options = state->input;
  switch (key) {
  case ARGP_KEY_ARG:
    if (state->arg_num == 0)
      options->graphs[options->count++] = argument;
    else if (state->arg_num == 1)
      options->output = argument;
    else
      argp_error(state, "one graph at a time");
    return 0;
  case ARGP_KEY_END:
    if (!options->output)
      argp_error(state, "which graph, and where to?");
    return 0;
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

static const struct argp backup_argp = {
  .parser = parse_backup,
  .args_doc = "GRAPH COPY",
  .doc = "Copies a graph while others may read it; every article of the copy is whole.\v"
         "Example:\n"
         "  relata backup idlib /media/safe/idlib-2026-11-26",
};

/* The new graph's IRIs begin as the first one's do. */
static enum relata_status take_base(struct relata_graph *graph, struct relata_graph *from, struct relata_error *error) {
  size_t count;
  const struct relata_prefix *prefixes = relata_graph_prefixes(from, &count);
  for (size_t i = 0; i < count; i++)
    if (strcmp(prefixes[i].name, "id") == 0) {
      char base[1024];
      const size_t len = prefixes[i].iri.len - strlen("id/");
      if (len >= sizeof base)
        break;
      memcpy(base, prefixes[i].iri.data, len);
      base[len] = '\0';
      return relata_graph_set_base(graph, base, error);
    }
  return RELATA_OK;
}

static bool is_empty(struct relata_graph *graph) {
  struct relata_graph_counts counts;
  return relata_graph_count(graph, &counts, NULL) == RELATA_OK && counts.triples == 0;
}

static enum relata_status add_graph(struct relata_graph *graph, const char *path, bool first,
                                    struct relata_error *error) {
  struct relata_graph *from = NULL;
  RELATA_TRY(relata_graph_open(&from, path, RELATA_GRAPH_READ, NULL, error));
  enum relata_status status = first && is_empty(graph) ? take_base(graph, from, error) : RELATA_OK;
  if (status == RELATA_OK)
    status = relata_graph_merge(graph, from, error);
  relata_graph_close(from);
  return status;
}

static int merge(const struct options *options, bool only_new) {
  struct relata_error error = { .status = RELATA_OK };
  struct relata_graph *graph = NULL;
  enum relata_status status = relata_graph_open(&graph, options->output, RELATA_GRAPH_CREATE, NULL, &error);
  if (status == RELATA_OK && only_new && !is_empty(graph))
    status = relata_error_set(&error, RELATA_BAD_USAGE, options->output, 0, 0,
                              "is a graph already; name a new folder, or use relata merge");
  for (size_t i = 0; i < options->count && status == RELATA_OK; i++)
    status = add_graph(graph, options->graphs[i], i == 0, &error);
  if (status == RELATA_OK)
    status = relata_graph_commit(graph, &error);
  relata_graph_close(graph);
  return status == RELATA_OK ? EXIT_FINE : report_error(&error);
}

static int run(const struct argp *argp, int argc, char **argv, bool only_new) {
  struct options options = { .graphs = calloc((size_t)argc + 1, sizeof(char *)) };
  if (!options.graphs)
    abort();
  argp_parse(argp, argc, argv, 0, NULL, &options);
  const int status = merge(&options, only_new);
  free(options.graphs);
  return status;
}

int cmd_merge(int argc, char **argv) {
  return run(&merge_argp, argc, argv, false);
}

int cmd_backup(int argc, char **argv) {
  return run(&backup_argp, argc, argv, true);
}
