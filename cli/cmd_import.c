/* cmd_import.c — relata import: RDF that others wrote, into a graph. */
#include <argp.h>
#include <stdlib.h>

#include "cli/command.h"
#include "cli/common.h"
#include "cli/graph_options.h"
#include "cli/report.h"
#include "cli/stop.h"

struct options {
  const char *graph;
  char **files;
  size_t count;
  bool quiet;
  struct relata_import_options import;
};

enum { KEY_GRAPH = 512, KEY_BASE };

static const struct argp_option table[] = {
  { "format", 'f', "FORMAT", 0,
    "turtle, trig, ntriples, nquads, rdfxml, rdfjson, rdfa, jsonl; by default the file's ending tells", 0 },
  { "graph", KEY_GRAPH, "IRI", 0, "The named graph that triples go to; without it the default graph", 0 },
  { "base", KEY_BASE, "IRI", 0, "What relative IRIs are resolved against; without it the file's own place", 0 },
  { "quiet", 'q', NULL, 0, "No summary", 0 },
  { 0 },
};

static error_t take_argument(struct options *options, char *argument, const struct argp_state *state) {
  if (state->arg_num == 0)
    options->graph = argument;
  else
    options->files[options->count++] = argument;
  return 0;
}

static error_t parse(int key, char *argument, struct argp_state *state) {
  struct options *options = state->input;
  switch (key) {
  case 'f':
    options->import.syntax = argument;
    return 0;
  case 'q':
    options->quiet = true;
    return 0;
  case KEY_GRAPH:
    options->import.graph = argument;
    return 0;
  case KEY_BASE:
    options->import.base = argument;
    return 0;
  case ARGP_KEY_ARG:
    return take_argument(options, argument, state);
  case ARGP_KEY_END:
    if (!options->graph)
      argp_error(state, "into which graph?");
    if (!options->count)
      argp_error(state, "which files? name some, or - for standard input");
    return 0;
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

static const struct argp import_argp = {
  .options = table,
  .parser = parse,
  .args_doc = "GRAPH FILE…",
  .doc = "Takes files of RDF into a graph, each as one article that can be removed again; graph names of N-Quads and "
         "TriG are kept, blank nodes stay the file's own.  Facts that relata extract printed (jsonl) become the articles "
         "that they are from.  All files or none.  A file that was imported before is "
         "replaced if it has changed.\v"
         "Examples:\n"
         "  relata import idlib places.ttl\n"
         "  relata import idlib --graph https://example.org/census census.nt\n"
         "  relata import idlib desk-one.jsonl desk-two.jsonl\n"
         "  zcat dump.nq.gz | relata import idlib --format nquads -",
};

static enum relata_status import_all(const struct options *options, struct relata_graph *graph,
                                     struct relata_error *error) {
  const double began = seconds_now();
  size_t sum = 0, same = 0;
  for (size_t i = 0; i < options->count && !stop_wanted(); i++) {
    size_t quads;
    bool unchanged;
    RELATA_TRY(relata_graph_import(graph, options->files[i], &options->import, &quads, &unchanged, error));
    sum += quads;
    same += unchanged;
  }
  if (stop_wanted()) {
    report_problem("stopped; %s is as it was", options->graph);
    return RELATA_OK;
  }
  RELATA_TRY(relata_graph_commit(graph, error));
  if (!options->quiet)
    report_problem("%zu triples or facts of %zu files in %.1f s; %zu files were there already", sum, options->count - same,
                   seconds_now() - began, same);
  return RELATA_OK;
}

int cmd_import(int argc, char **argv) {
  struct options options = { .files = calloc((size_t)argc + 1, sizeof(char *)) };
  struct relata_error error = { .status = RELATA_OK };
  struct relata_graph *graph = NULL;
  struct data data = { 0 };
  const struct common_options common = { 0 };
  if (!options.files)
    abort();
  argp_parse(&import_argp, argc, argv, 0, NULL, &options);
  data_open(&data, &common, false, true, NULL); /* knows who is who; RDF can do without */
  enum relata_status status = relata_graph_open(&graph, options.graph, RELATA_GRAPH_CREATE, data.ontology, &error);
  if (status == RELATA_OK)
    status = import_all(&options, graph, &error);
  relata_graph_close(graph);
  data_close(&data);
  free(options.files);
  return status == RELATA_OK ? EXIT_FINE : report_error(&error);
}
