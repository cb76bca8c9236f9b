/* cmd_export.c — relata export: a graph, or a part of it, as RDF or as a network. */
#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/export_network.h"
#include "cli/graph_options.h"
#include "cli/selection_options.h"

struct options {
  const char *graph, *output, *format;
  struct relata_export_options export;
  struct selection_options selection;
  const struct network_format *network; /* NULL: RDF */
  bool from_stdin;   /* resolved articles, no graph */
  const char *table; /* whose merges are written too */
};

enum { KEY_STDIN = 768, KEY_TABLE };
enum { KEY_STATEMENTS = 512 };

static const struct argp_option table[] = {
  { "format", 'f', "FORMAT", 0, "RDF: turtle (default), trig, ntriples, nquads, rdfxml, rdfjson, jsonld; "
                                "networks: gexf, graphml, cytoscape, csv-nodes, csv-edges, and, into a folder, csv "
                                "and neo4j", 1 },
  { "output", 'o', "FILE", 0, "Write to FILE; its ending names the format if --format does not", 1 },
  { "stdin", KEY_STDIN, NULL, 0, "Filter: articles of `relata resolve` from standard input, to nquads", 1 },
  { "table", KEY_TABLE, "FILE", 0, "With --stdin: also the merges of that table", 1 },
  { "statements-only", KEY_STATEMENTS, NULL, 0, "What the articles state, without the claims", 1 },
  { 0 },
};

static void check_network(const struct options *options, struct argp_state *state) {
  if (!options->network->folder)
    return;
  if (!options->format)
    argp_error(state, "%s would hold one table; --format csv-nodes or csv-edges says which, --format csv with a folder "
                      "writes both", options->output);
  if (!options->output || strcmp(options->output, "-") == 0)
    argp_error(state, "%s is two files; give their folder with --output", options->network->name);
}

static void settle_format(struct options *options, struct argp_state *state) {
  const char *dot = options->output ? strrchr(options->output, '.') : NULL;
  const char *name = options->format;
  if (!name && dot && !strchr(dot, '/'))
    name = dot + 1;
  options->network = name ? network_format_find(name) : NULL;
  if (options->network)
    check_network(options, state);
  else if (name && relata_syntax_of(name, &options->export.syntax) != RELATA_OK)
    argp_error(state, "'%s' is no format that relata writes; --help lists them", name);
  if (options->network && options->export.statements_only)
    argp_error(state, "--statements-only is for RDF; of networks --status stated gives only those");
}

static error_t parse(int key, char *argument, struct argp_state *state) {
  struct options *options = state->input;
  switch (key) {
  case ARGP_KEY_INIT:
    state->child_inputs[0] = &options->selection;
    return 0;
  case 'f':
    options->format = argument;
    return 0;
  case 'o':
    options->output = argument;
    return 0;
  case KEY_STDIN:
    options->from_stdin = true;
    return 0;
  case KEY_TABLE:
    options->table = argument;
    return 0;
  case KEY_STATEMENTS:
    options->export.statements_only = true;
    return 0;
  case ARGP_KEY_END:
    settle_format(options, state);
    if (options->from_stdin && (options->graph || options->export.syntax != RELATA_NQUADS))
      argp_error(state, "--stdin takes no graph and writes nquads: --format nquads");
    if (options->table && !options->from_stdin)
      argp_error(state, "--table goes with --stdin; a graph has its merges");
    return options->from_stdin ? 0 : graph_argument_parse(key, argument, state, &options->graph);
  default:
    return graph_argument_parse(key, argument, state, &options->graph);
  }
}

static const struct argp_child children[] = { { &selection_argp, 0, NULL, 0 }, { 0 } };

static const struct argp export_argp = {
  .options = table,
  .parser = parse,
  .children = children,
  .args_doc = "GRAPH [-o FILE]\n--stdin -f nquads",
  .doc = "Writes a graph, or a part of it, as RDF or as a network for programs that draw and measure those; sorted, the "
         "same bytes each time.\v"
         "Examples:\n"
         "  relata export idlib -o idlib.ttl\n"
         "  relata export idlib --format nquads | gzip > idlib.nq.gz\n"
         "  relata export idlib --statements-only --format trig\n"
         "  relata export idlib -o idlib.gexf                      # for Gephi\n"
         "  relata export idlib --format neo4j -o import/          # for neo4j-admin database import full\n"
         "  relata export idlib --about Turkey --from 2018 -o turkey.graphml",
};

/* ------------------------------------------------------------------ as a filter */

/* The quads that a table has behind "merge" and a tab. */
static enum relata_status write_merges(const char *path, struct relata_out *out, struct relata_error *error) {
  static const char head[] = "merge\t";
  FILE *file = fopen(path, "rbe");
  char *line = NULL;
  size_t room = 0;
  ssize_t len;
  if (!file)
    return relata_error_set(error, RELATA_IO, path, 0, 0, "cannot be read: %s", strerror(errno));
  while ((len = getline(&line, &room, file)) >= 0)
    if ((size_t)len >= sizeof head && memcmp(line, head, sizeof head - 1) == 0)
      relata_out_write(out, line + sizeof head - 1, (size_t)len - (sizeof head - 1));
  free(line);
  fclose(file);
  return RELATA_OK;
}

static int filter(const struct options *options) {
  const struct common_options common = { 0 };
  struct relata_error error = { .status = RELATA_OK };
  struct session session = { 0 };
  enum relata_status status = data_open(&session.data, &common, false, true, &error);
  if (status == RELATA_OK)
    status = relata_out_open(&session.out, options->output ? options->output : "-", &error);
  if (status == RELATA_OK)
    status = relata_filter_nquads("-", session.out, session.data.ontology, NULL, &error);
  if (status == RELATA_OK && options->table)
    status = write_merges(options->table, session.out, &error);
  return session_close(&session, status, EXIT_FINE, &error);
}

static enum relata_status write_all(struct session *session, struct options *options, struct relata_error *error) {
  const struct relata_selection *selection = &options->selection.selection;
  if (!options->network) {
    options->export.selection = options->selection.any ? selection : NULL;
    return relata_graph_export(session->graph, &options->export, session->out, error);
  }
  if (options->network->folder)
    return network_write_folder(session->graph, selection, options->network, options->output, error);
  return relata_graph_write_network(session->graph, selection, options->network->first, session->out, error);
}

int cmd_export(int argc, char **argv) {
  struct options options = { .export = { .syntax = RELATA_TURTLE } };
  struct relata_error error = { .status = RELATA_OK };
  struct session session;
  argp_parse(&export_argp, argc, argv, 0, NULL, &options);
  if (options.from_stdin)
    return filter(&options);
  selection_options_settle(&options.selection, 0);
  const bool folder = options.network && options.network->folder;
  enum relata_status status = session_open(&session, options.graph, folder ? NULL : options.output, &error);
  if (status == RELATA_OK)
    status = write_all(&session, &options, &error);
  const int result = session_close(&session, status, EXIT_FINE, &error);
  selection_options_free(&options.selection);
  return result;
}
