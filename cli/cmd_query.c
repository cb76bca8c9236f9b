/* cmd_query.c — relata query: SPARQL on a graph. */
#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/common.h"
#include "cli/graph_options.h"
#include "cli/report.h"

struct options {
  const char *graph, *query, *file, *output;
  enum relata_results format;
  double seconds;
};

static const struct argp_option table[] = {
  { "file", 'f', "FILE", 0, "Read the query from FILE (- is standard input)", 0 },
  { "format", 'F', "FORMAT", 0, "table (default), csv, tsv, json, xml", 0 },
  { "output", 'o', "FILE", 0, "Write to FILE instead of standard output", 0 },
  { "timeout", 't', "SECONDS", 0, "Give up after so long", 0 },
  { 0 },
};

static enum relata_results parse_results(const char *name, struct argp_state *state) {
  static const char *const names[] = { "table", "csv", "tsv", "json", "xml" };
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (strcmp(name, names[i]) == 0)
      return (enum relata_results)i;
  argp_error(state, "--format does not know '%s'; it takes table, csv, tsv, json or xml", name);
  return RELATA_RESULTS_TABLE;
}

static double parse_seconds(const char *text, struct argp_state *state) {
  char *end;
  const double seconds = strtod(text, &end);
  if (end == text || *end || !(seconds > 0 && seconds < 1e9))
    argp_error(state, "--timeout takes a number of seconds, not '%s'", text);
  return seconds;
}

static error_t parse(int key, char *argument, struct argp_state *state) {
  struct options *options = state->input;
  switch (key) {
  case 'f':
    options->file = argument;
    return 0;
  case 'F':
    options->format = parse_results(argument, state);
    return 0;
  case 't':
    options->seconds = parse_seconds(argument, state);
    return 0;
  case 'o':
    options->output = argument;
    return 0;
  case ARGP_KEY_ARG:
    if (state->arg_num == 0)
      options->graph = argument;
    else if (state->arg_num == 1)
      options->query = argument;
    else
      argp_error(state, "one query at a time; put it in quotes");
    return 0;
  case ARGP_KEY_END:
    if (!options->graph || !options->query == !options->file)
      argp_error(state, "needs a graph and a query, either 'SELECT …' or -f FILE");
    return 0;
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

static const struct argp query_argp = {
  .options = table,
  .parser = parse,
  .args_doc = "GRAPH 'SELECT …'\nGRAPH -f FILE",
  .doc = "Asks a graph in SPARQL.  The prefixes rel: id: open: doc: rdf: rdfs: owl: xsd: skos: prov: nif: dct: "
         "are declared already; the default graph is the union of all articles.\v"
         "Examples:\n"
         "  relata query idlib 'SELECT ?who ?whom { ?who rel:backs ?whom }'\n"
         "  relata query idlib 'SELECT ?g ?who { GRAPH ?g { ?who rel:attacks ?x } }' --format csv\n"
         "  relata query idlib --timeout 5 'SELECT * { ?a (rel:backs|rel:meets)+ ?b }'\n"
         "  relata query idlib -f question.rq -o answer.json --format json\n"
         "Exit status 1: no row, or ASK says no.",
};

static int ask(const struct options *options, const char *query) {
  struct relata_error error = { .status = RELATA_OK };
  struct session session;
  size_t rows = 0;
  enum relata_status status = session_open(&session, options->graph, options->output, &error);
  if (status != RELATA_OK)
    return session_close(&session, status, EXIT_FINE, &error);
  relata_graph_set_time_limit(session.graph, options->seconds);
  const bool color = !options->output && report_wants_color(STDOUT_FILENO);
  status = relata_graph_query(session.graph, query, options->format, color, session.out, &rows, &error);
  if (status == RELATA_BAD_INPUT && error.line) {
    const int exit_status = report_query_error(&error, query);
    relata_out_abandon(session.out);
    session.out = NULL;
    session_close(&session, RELATA_OK, exit_status, &error);
    return exit_status;
  }
  return session_close(&session, status, rows ? EXIT_FINE : EXIT_NOTHING, &error);
}

int cmd_query(int argc, char **argv) {
  struct options options = { 0 };
  argp_parse(&query_argp, argc, argv, 0, NULL, &options);
  char *text = options.file ? text_read(options.file) : NULL;
  if (options.file && !text)
    return EXIT_USAGE;
  const int exit_status = ask(&options, text ? text : options.query);
  free(text);
  return exit_status;
}
