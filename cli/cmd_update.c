/* cmd_update.c — relata update: SPARQL Update on a graph. */
#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/common.h"
#include "cli/report.h"
#include "graph/graph.h"

struct options {
  const char *graph;
  char **files, **texts;
  size_t file_count, text_count;
  bool create, quiet;
  struct relata_update_options update;
};

enum { KEY_BASE = 512, KEY_CREATE, KEY_LOAD, KEY_STRICT };

static const struct argp_option table[] = {
  { "execute", 'e', "UPDATE", 0, "The update itself; may be given more than once", 0 },
  { "load", KEY_LOAD, NULL, 0, "Allow LOAD, which reads files of this machine", 0 },
  { "create", KEY_CREATE, NULL, 0, "Make GRAPH when there is none", 0 },
  { "strict", KEY_STRICT, NULL, 0,
    "The default graph is what stands outside of named graphs, not the union of all", 0 },
  { "base", KEY_BASE, "IRI", 0, "What relative IRIs are resolved against", 0 },
  { "timeout", 't', "SECONDS", 0, "Give up after so long; nothing is changed then", 0 },
  { "quiet", 'q', NULL, 0, "No summary", 0 },
  { 0 },
};

static double parse_seconds(const char *text, struct argp_state *state) {
  char *end;
  const double seconds = strtod(text, &end);
  if (end == text || *end || !(seconds > 0 && seconds < 1e9))
    argp_error(state, "--timeout takes a number of seconds, not '%s'", text);
  return seconds;
}

static error_t take_argument(struct options *options, char *argument, const struct argp_state *state) {
  if (state->arg_num == 0)
    options->graph = argument;
  else
    options->files[options->file_count++] = argument;
  return 0;
}

static error_t finish(const struct options *options, struct argp_state *state) {
  if (!options->graph)
    argp_error(state, "which graph?");
  if (!options->file_count && !options->text_count)
    argp_error(state, "needs an update, either -e 'INSERT …' or FILE, - for standard input");
  return 0;
}

static error_t parse(int key, char *argument, struct argp_state *state) {
  struct options *options = state->input;
  switch (key) {
  case 'e':
    options->texts[options->text_count++] = argument;
    return 0;
  case 't':
    options->update.seconds = parse_seconds(argument, state);
    return 0;
  case 'q':
    options->quiet = true;
    return 0;
  case KEY_BASE:
    options->update.base = argument;
    return 0;
  case KEY_CREATE:
    options->create = true;
    return 0;
  case KEY_LOAD:
    options->update.allow_load = true;
    return 0;
  case KEY_STRICT:
    options->update.strict_dataset = true;
    return 0;
  case ARGP_KEY_ARG:
    return take_argument(options, argument, state);
  case ARGP_KEY_END:
    return finish(options, state);
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

static const struct argp update_argp = {
  .options = table,
  .parser = parse,
  .args_doc = "GRAPH -e 'INSERT …'\nGRAPH FILE…",
  .doc = "Changes a graph by SPARQL 1.1 Update.  An update, however many operations it has, is done as a whole or not at "
         "all; several are done one after the other.  What is inserted becomes an article named by its graph, which "
         "relata remove takes out again; what is deleted is gone from the articles that state it until one of them "
         "changes and is read anew.  Prefixes are declared as for relata query.\v"
         "Examples:\n"
         "  relata update idlib -e 'DELETE WHERE { id:Turkey rel:backs id:Syria }'\n"
         "  relata update idlib -e 'INSERT DATA { id:Idlib rdfs:comment \"seen on the map\" }'\n"
         "  relata update idlib -e 'INSERT { ?b rel:allied_with ?a } WHERE { ?a rel:allied_with ?b }'\n"
         "  relata update idlib --load -e 'LOAD <places.ttl> INTO GRAPH <https://example.org/places>'\n"
         "  relata update idlib corrections.ru more.ru\n"
         "Exit status 1: nothing in the graph changed.",
};

static const char *plural(size_t count) {
  return count == 1 ? "" : "s";
}

static void report_counts(const struct relata_update_counts *counts, double seconds) {
  report_problem("%zu operation%s: %zu quad%s inserted, %zu deleted, %zu graph%s created, %zu dropped in %.2f s",
                 counts->operations, plural(counts->operations), counts->inserted, plural(counts->inserted),
                 counts->deleted, counts->graphs_created, plural(counts->graphs_created), counts->graphs_dropped,
                 seconds);
}

/* `path` NULL: given with -e. */
static int change(const struct options *options, struct relata_graph *graph, const char *text, const char *path,
                  bool *changed) {
  struct relata_error error = { .status = RELATA_OK };
  struct relata_update_counts counts;
  const double began = seconds_now();
  const enum relata_status status = relata_graph_update(graph, text, &options->update, &counts, &error);
  if (status != RELATA_OK) {
    const bool of_text = !error.path[0] && error.line;
    if (path && of_text)
      snprintf(error.path, sizeof error.path, "%s", path);
    return of_text ? report_query_error(&error, text) : report_error(&error);
  }
  *changed = *changed || counts.inserted || counts.deleted || counts.graphs_created || counts.graphs_dropped;
  if (!options->quiet)
    report_counts(&counts, seconds_now() - began);
  return EXIT_FINE;
}

static int change_all(const struct options *options, struct relata_graph *graph) {
  bool changed = false;
  int exit_status = EXIT_FINE;
  for (size_t i = 0; i < options->text_count && exit_status == EXIT_FINE; i++)
    exit_status = change(options, graph, options->texts[i], NULL, &changed);
  for (size_t i = 0; i < options->file_count && exit_status == EXIT_FINE; i++) {
    char *text = text_read(options->files[i]);
    exit_status = text ? change(options, graph, text, options->files[i], &changed) : EXIT_USAGE;
    free(text);
  }
  return exit_status != EXIT_FINE || changed ? exit_status : EXIT_NOTHING;
}

static int open_and_change(const struct options *options) {
  struct relata_error error = { .status = RELATA_OK };
  struct relata_graph *graph = NULL;
  struct data data = { 0 };
  const struct common_options common = { 0 };
  data_open(&data, &common, false, true, NULL); /* its prefixes; an update can do without */
  const enum relata_status status = relata_graph_open(
    &graph, options->graph, options->create ? RELATA_GRAPH_CREATE : RELATA_GRAPH_WRITE, data.ontology, &error);
  const int exit_status = status == RELATA_OK ? change_all(options, graph) : report_error(&error);
  relata_graph_close(graph);
  data_close(&data);
  return status == RELATA_NOT_FOUND ? EXIT_USAGE : exit_status;
}

int cmd_update(int argc, char **argv) {
  struct options options = { .files = calloc((size_t)argc + 1, sizeof(char *)),
                             .texts = calloc((size_t)argc + 1, sizeof(char *)) };
  if (!options.files || !options.texts)
    abort();
  argp_parse(&update_argp, argc, argv, 0, NULL, &options);
  const int exit_status = open_and_change(&options);
  free(options.files);
  free(options.texts);
  return exit_status;
}
