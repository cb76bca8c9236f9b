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
#include "cli/selection_options.h"

enum { MOST_GRAPHS = 64 };

struct options {
  const char *graph, *query, *file, *output;
  struct relata_query_options run;
  bool names_syntax; /* --format names a syntax of RDF, which rows have not */
  bool explains;
  const char *default_graphs[MOST_GRAPHS], *named_graphs[MOST_GRAPHS];
};

enum key { KEY_MEMORY = 256, KEY_ROWS, KEY_DATASET, KEY_BASE, KEY_DEFAULT_GRAPH, KEY_NAMED_GRAPH, KEY_SERVICE };

static const struct argp_option table[] = {
  { "file", 'f', "FILE", 0, "Read the query from FILE (- is standard input)", 0 },
  { "format", 'F', "FORMAT", 0,
    "Of rows: table (default), csv, tsv, json, xml; of graphs: turtle (default), trig, ntriples, nquads, rdfxml, "
    "rdfjson, jsonld", 0 },
  { "output", 'o', "FILE", 0, "Write to FILE instead of standard output", 0 },
  { "explain", 'x', 0, 0, "Print the plan with expected and real rows and times instead of the answer", 0 },
  { "timeout", 't', "SECONDS", 0, "Give up after so long", 1 },
  { "memory", KEY_MEMORY, "SIZE", 0,
    "Give up when it needs more memory: 500M, 2G; without: three quarters of the machine's", 1 },
  { "max-rows", KEY_ROWS, "N", 0, "Give up when there are more rows", 1 },
  { "dataset", KEY_DATASET, "KIND", 0,
    "The default graph: union of all graphs (default), or strict, the triples outside of named graphs", 2 },
  { "default-graph", KEY_DEFAULT_GRAPH, "IRI", 0, "Ask this graph instead of the query's FROM; can be repeated", 2 },
  { "named-graph", KEY_NAMED_GRAPH, "IRI", 0, "The same for FROM NAMED", 2 },
  { "base", KEY_BASE, "IRI", 0, "Resolve relative IRIs against IRI", 2 },
  { "allow-service", KEY_SERVICE, 0, 0, "Let SERVICE ask other servers", 2 },
  { 0 },
};

static void parse_format(struct options *options, const char *name, struct argp_state *state) {
  static const struct {
    const char *name;
    enum relata_results results;
    enum relata_syntax syntax;
  } formats[] = {
    { "table", RELATA_RESULTS_TABLE, RELATA_TURTLE }, { "csv", RELATA_RESULTS_CSV, RELATA_TURTLE },
    { "tsv", RELATA_RESULTS_TSV, RELATA_TURTLE },     { "json", RELATA_RESULTS_JSON, RELATA_JSONLD },
    { "xml", RELATA_RESULTS_XML, RELATA_RDFXML },
  };
  options->names_syntax = false;
  for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
    if (strcmp(name, formats[i].name) == 0) {
      options->run.results = formats[i].results;
      options->run.syntax = formats[i].syntax;
      return;
    }
  options->names_syntax = true;
  if (relata_syntax_of(name, &options->run.syntax) != RELATA_OK)
    argp_error(state,
               "--format does not know '%s'; rows take table, csv, tsv, json or xml, graphs turtle, trig, ntriples, "
               "nquads, rdfxml, rdfjson or jsonld",
               name);
}

static double parse_seconds(const char *text, struct argp_state *state) {
  char *end;
  const double seconds = strtod(text, &end);
  if (end == text || *end || !(seconds > 0 && seconds < 1e9))
    argp_error(state, "--timeout takes a number of seconds, not '%s'", text);
  return seconds;
}

static size_t parse_memory(const char *text, struct argp_state *state) {
  static const char units[] = "KMGT";
  char *end;
  double bytes = strtod(text, &end);
  const char *unit = *end ? strchr(units, *end) : NULL;
  for (const char *u = units; unit && u <= unit; u++)
    bytes *= 1024;
  if (end == text || (*end && (!unit || end[1])) || !(bytes >= 1 && bytes < 1e15))
    argp_error(state, "--memory takes a size like 500M or 2G, not '%s'", text);
  return (size_t)bytes;
}

static void parse_dataset(struct options *options, const char *kind, struct argp_state *state) {
  options->run.strict = strcmp(kind, "strict") == 0;
  if (!options->run.strict && strcmp(kind, "union") != 0)
    argp_error(state, "--dataset takes union or strict, not '%s'", kind);
}

static void add_graph(const char **graphs, size_t *count, const char *iri, struct argp_state *state) {
  if (*count == MOST_GRAPHS)
    argp_error(state, "more than %d graphs; name them in the query by FROM", MOST_GRAPHS);
  graphs[(*count)++] = iri;
}

static error_t parse_argument(struct options *options, char *argument, struct argp_state *state) {
  if (state->arg_num == 0)
    options->graph = argument;
  else if (state->arg_num == 1)
    options->query = argument;
  else
    argp_error(state, "one query at a time; put it in quotes");
  return 0;
}

/* Options about what is asked and how it is shown. */
static error_t parse_more(int key, char *argument, struct argp_state *state, struct options *options) {
  switch (key) {
  case KEY_MEMORY:
    options->run.memory = parse_memory(argument, state);
    return 0;
  case KEY_ROWS:
    options->run.rows = parse_count_option(argument, "--max-rows", 1, SIZE_MAX / 2, state);
    return 0;
  case KEY_DATASET:
    parse_dataset(options, argument, state);
    return 0;
  case KEY_BASE:
    options->run.base = argument;
    return 0;
  case KEY_DEFAULT_GRAPH:
    add_graph(options->default_graphs, &options->run.default_graph_count, argument, state);
    return 0;
  case KEY_NAMED_GRAPH:
    add_graph(options->named_graphs, &options->run.named_graph_count, argument, state);
    return 0;
  case KEY_SERVICE:
    options->run.allow_service = true;
    return 0;
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

static error_t parse(int key, char *argument, struct argp_state *state) {
  struct options *options = state->input;
  switch (key) {
  case 'f':
    options->file = argument;
    return 0;
  case 'F':
    parse_format(options, argument, state);
    return 0;
  case 't':
    options->run.seconds = parse_seconds(argument, state);
    return 0;
  case 'o':
    options->output = argument;
    return 0;
  case 'x':
    options->explains = true;
    return 0;
  case ARGP_KEY_ARG:
    return parse_argument(options, argument, state);
  case ARGP_KEY_END:
    if (!options->graph || !options->query == !options->file)
      argp_error(state, "needs a graph and a query, either 'SELECT …' or -f FILE");
    return 0;
  default:
    return parse_more(key, argument, state, options);
  }
}

static const struct argp query_argp = {
  .options = table,
  .parser = parse,
  .args_doc = "GRAPH 'SELECT …'\nGRAPH -f FILE",
  .doc = "Asks a graph in SPARQL 1.1.  The prefixes rel: id: open: doc: rdf: rdfs: owl: xsd: skos: prov: nif: dct: "
         "text: are declared already; the default graph is the union of all articles.  ?x text:matches \"words\" finds "
         "things by their labels, titles and quotations: all words, without case and accents, a \\\"phrase\\\", "
         "begin*; text:matches (\"words\" ?score) scores them.\v"
         "Examples:\n"
         "  relata query idlib 'SELECT ?who ?whom { ?who rel:backs ?whom }'\n"
         "  relata query idlib 'SELECT ?g ?who { GRAPH ?g { ?who rel:attacks ?x } }' --format csv\n"
         "  relata query idlib --timeout 5 'SELECT * { ?a (rel:backs|rel:meets)+ ?b }'\n"
         "  relata query idlib 'SELECT ?x ?s { ?x text:matches (\"chemical attack\" ?s) } ORDER BY DESC(?s)'\n"
         "  relata query idlib 'DESCRIBE id:Turkey' --format nquads\n"
         "  relata query idlib --explain 'SELECT * { ?a rel:backs ?b . ?b rel:attacks ?a }'\n"
         "  relata query idlib -f question.rq -o answer.json --format json\n"
         "Exit status 1: no row, or ASK says no.",
};

/* Rows have no syntax of RDF. */
static enum relata_status check_form(const struct options *options, struct relata_graph *graph, const char *query,
                                     struct relata_error *error) {
  enum relata_query_form form;
  RELATA_TRY(relata_graph_query_form(graph, query, options->run.base, &form, error));
  if (options->names_syntax && (form == RELATA_QUERY_SELECT || form == RELATA_QUERY_ASK))
    return relata_error_set(error, RELATA_BAD_USAGE, NULL, 0, 0,
                            "SELECT and ASK give no graph: --format takes table, csv, tsv, json or xml for them");
  return RELATA_OK;
}

/* The answer, or in its place the plan that found it. */
static enum relata_status run(struct options *options, struct session *session, const char *query, size_t *rows,
                              struct relata_error *error) {
  struct relata_query_answer answer = { .rows = 0 };
  struct relata_out *unread = NULL;
  RELATA_TRY(check_form(options, session->graph, query, error));
  if (options->explains) {
    RELATA_TRY(relata_out_open(&unread, "/dev/null", error));
    options->run.explain = session->out;
  }
  const enum relata_status status = relata_graph_run(session->graph, query, &options->run,
                                                     unread ? unread : session->out, &answer, error);
  if (unread)
    relata_out_abandon(unread);
  *rows = options->explains ? 1 : answer.rows;
  return status;
}

static int ask(struct options *options, const char *query) {
  struct relata_error error = { .status = RELATA_OK };
  struct session session;
  size_t rows = 0;
  enum relata_status status = session_open(&session, options->graph, options->output, &error);
  if (status != RELATA_OK)
    return session_close(&session, status, EXIT_FINE, &error);
  options->run.default_graphs = options->default_graphs;
  options->run.named_graphs = options->named_graphs;
  options->run.color = !options->output && report_wants_color(STDOUT_FILENO);
  status = run(options, &session, query, &rows, &error);
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
