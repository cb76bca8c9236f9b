/* cmd_ontology.c — relata ontology check: what is missing or contradictory in a user's ontology. */
#include <argp.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/common.h"
#include "cli/report.h"
#include "extract/base/out.h"
#include "graph/graph.h"

struct options {
  struct common_options common;
  const char **paths;
  size_t path_count;
  bool checks;
};

static void add_path(struct options *options, const char *path) {
  const char **more = realloc(options->paths, (options->path_count + 1) * sizeof *more);
  if (!more)
    abort();
  options->paths = more;
  options->paths[options->path_count++] = path;
}

static error_t parse(int key, char *argument, struct argp_state *state) {
  struct options *options = state->input;
  switch (key) {
  case ARGP_KEY_INIT:
    state->child_inputs[0] = &options->common;
    return 0;
  case ARGP_KEY_ARG:
    if (options->checks)
      add_path(options, argument);
    else if (strcmp(argument, "check") == 0)
      options->checks = true;
    else
      argp_error(state, "'%s' is nothing that is done with an ontology; `relata ontology check FILE`", argument);
    return 0;
  case ARGP_KEY_END:
    if (!options->path_count)
      argp_error(state, "which ontology? `relata ontology check FILE`");
    return 0;
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

static const struct argp_child children[] = { { &common_argp, 0, NULL, 0 }, { 0 } };
static const struct argp ontology_argp = {
  .parser = parse,
  .args_doc = "check FILE…",
  .doc = "Looks whether an ontology of yours can direct the extraction: tells with file and line what is wrong "
         "(broken or contradictory), what is missing (no words for a property), and what is good to know.  "
         "Several files are checked as one.\v"
         "Examples:\n"
         "  relata ontology check companies.ttl\n"
         "  relata ontology check -q companies.ttl companies-words.rdf\n"
         "  relata build news/ --ontology companies.ttl --only -o companies\n\n"
         "With --quiet, notes are left out.  Exit status: 0 all is well, 3 something is wrong or missing.",
  .children = children,
};

struct telling {
  struct relata_out *out;
  bool quiet;
  size_t counts[3];
};

static void tell(void *payload, const struct relata_finding *finding) {
  static const char *const words[] = { "wrong", "missing", "note" };
  struct telling *telling = payload;
  telling->counts[finding->kind]++;
  if (finding->kind == RELATA_FINDING_NOTE && telling->quiet)
    return;
  if (finding->path)
    relata_out_print(telling->out, "%s:", finding->path);
  if (finding->line)
    relata_out_print(telling->out, "%zu:", finding->line);
  relata_out_print(telling->out, "%s%s: %.*s\n", finding->path ? " " : "", words[finding->kind],
                   (int)finding->message.len, finding->message.data);
}

static enum relata_status check(const struct options *options, struct telling *telling, struct relata_error *error) {
  struct data data = { 0 };
  const struct relata_extension extension = { options->paths, options->path_count, relata_parse_rdf, false };
  enum relata_status status = data_open(&data, &options->common, false, true, error);
  if (status == RELATA_OK)
    status = relata_out_open(&telling->out, "-", error);
  if (status == RELATA_OK)
    status = relata_ontology_check(data.ontology, &extension, tell, telling, error);
  if (telling->out && status == RELATA_OK)
    status = relata_out_close(telling->out, error);
  else
    relata_out_abandon(telling->out);
  data_close(&data);
  return status;
}

int cmd_ontology(int argc, char **argv) {
  struct options options = { 0 };
  struct telling telling = { 0 };
  struct relata_error error = { .status = RELATA_OK };
  argp_parse(&ontology_argp, argc, argv, 0, NULL, &options);
  telling.quiet = options.common.quiet;
  const enum relata_status status = check(&options, &telling, &error);
  free(options.paths);
  if (status != RELATA_OK)
    return report_error(&error);
  if (!options.common.quiet)
    report_problem("%zu wrong, %zu missing, %zu notes", telling.counts[RELATA_FINDING_WRONG],
                   telling.counts[RELATA_FINDING_MISSING], telling.counts[RELATA_FINDING_NOTE]);
  return telling.counts[RELATA_FINDING_WRONG] + telling.counts[RELATA_FINDING_MISSING] ? EXIT_BAD_INPUT : EXIT_FINE;
}
