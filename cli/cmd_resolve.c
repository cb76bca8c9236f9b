/* cmd_resolve.c — relata resolve: facts with the entities that a table gives their names. */
#include <argp.h>

#include "cli/command.h"
#include "cli/report.h"
#include "extract/base/out.h"
#include "graph/graph.h"

struct options {
  const char *table, *input, *output, *base;
};

enum { KEY_BASE = 512 };

static const struct argp_option options_table[] = {
    {"table", 't', "FILE", 0, "What `relata entities --join` wrote, or of it the lines of these articles", 0},
    {"output", 'o', "FILE", 0, "Write to FILE instead of standard output", 0},
    {"base", KEY_BASE, "IRI", 0, "The stem of the graph's IRIs", 0},
    {0},
};

static error_t parse(int key, char *argument, struct argp_state *state) {
  struct options *options = state->input;
  switch (key) {
  case 't':
    options->table = argument;
    return 0;
  case 'o':
    options->output = argument;
    return 0;
  case KEY_BASE:
    options->base = argument;
    return 0;
  case ARGP_KEY_ARG:
    if (state->arg_num > 0)
      argp_error(state, "one file of articles at a time");
    options->input = argument;
    return 0;
  case ARGP_KEY_END:
    if (!options->table)
      argp_error(state, "by which table? --table FILE");
    return 0;
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

static const struct argp resolve_argp = {
    .options = options_table,
    .parser = parse,
    .args_doc = "--table FILE [ARTICLES]",
    .doc = "Reads articles with their facts (`relata extract -f articles`; a file, or standard input) and adds to each "
           "fact the entities that the table gives its names.  A filter: each article depends on its own lines of the "
           "table alone.\v"
           "Example:\n"
           "  relata resolve --table table <articles.jsonl | relata export -f nquads --stdin --table table",
};

int cmd_resolve(int argc, char **argv) {
  struct options options = {.input = "-"};
  struct relata_error error = {.status = RELATA_OK};
  struct relata_out *out = NULL;
  argp_parse(&resolve_argp, argc, argv, 0, NULL, &options);
  enum relata_status status = relata_out_open(&out, options.output ? options.output : "-", &error);
  if (status != RELATA_OK)
    return report_error(&error);
  status = relata_filter_resolve(options.input, options.table, out, options.base, &error);
  if (status == RELATA_IO && relata_out_failed(out))
    status = RELATA_OK; /* closing has the better words */
  if (status == RELATA_OK)
    status = relata_out_close(out, &error);
  else
    relata_out_abandon(out);
  return status == RELATA_OK ? EXIT_FINE : report_error(&error);
}
