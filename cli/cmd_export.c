/* cmd_export.c — relata export: a graph as RDF. */
#include <argp.h>
#include <string.h>

#include "cli/command.h"
#include "cli/graph_options.h"

struct options {
  const char *graph, *output, *format;
  struct relata_export_options export;
};

enum { KEY_STATEMENTS = 512 };

static const struct argp_option table[] = {
  { "format", 'f', "FORMAT", 0, "turtle (default), trig, ntriples, nquads, rdfxml, rdfjson, jsonld", 0 },
  { "output", 'o', "FILE", 0, "Write to FILE; its ending names the format if --format does not", 0 },
  { "statements-only", KEY_STATEMENTS, NULL, 0, "What the articles state, without the claims", 0 },
  { 0 },
};

static void settle_format(struct options *options, struct argp_state *state) {
  const char *dot = options->output ? strrchr(options->output, '.') : NULL;
  const char *name = options->format;
  if (!name && dot && !strchr(dot, '/'))
    name = dot + 1;
  if (name && relata_syntax_of(name, &options->export.syntax) != RELATA_OK)
    argp_error(state, "'%s' is no syntax of RDF that relata writes", name);
}

static error_t parse(int key, char *argument, struct argp_state *state) {
  struct options *options = state->input;
  switch (key) {
  case 'f':
    options->format = argument;
    return 0;
  case 'o':
    options->output = argument;
    return 0;
  case KEY_STATEMENTS:
    options->export.statements_only = true;
    return 0;
  case ARGP_KEY_END:
    graph_argument_parse(key, argument, state, &options->graph);
    settle_format(options, state);
    return 0;
  default:
    return graph_argument_parse(key, argument, state, &options->graph);
  }
}

static const struct argp export_argp = {
  .options = table,
  .parser = parse,
  .args_doc = "GRAPH [-o FILE]",
  .doc = "Writes a graph as RDF, sorted, the same bytes each time.\v"
         "Examples:\n"
         "  relata export idlib -o idlib.ttl\n"
         "  relata export idlib --format nquads | gzip > idlib.nq.gz\n"
         "  relata export idlib --statements-only --format trig",
};

int cmd_export(int argc, char **argv) {
  struct options options = { .export = { .syntax = RELATA_TURTLE } };
  struct relata_error error = { .status = RELATA_OK };
  struct session session;
  argp_parse(&export_argp, argc, argv, 0, NULL, &options);
  enum relata_status status = session_open(&session, options.graph, options.output, &error);
  if (status == RELATA_OK)
    status = relata_graph_export(session.graph, &options.export, session.out, &error);
  return session_close(&session, status, EXIT_FINE, &error);
}
