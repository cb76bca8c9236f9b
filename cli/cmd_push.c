/* cmd_push.c — relata push and relata sync: a graph to another store. */
#include <argp.h>
#include <stdlib.h>
#include <stdio.h>

#include "cli/command.h"
#include "cli/graph_options.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "cli/stop.h"

struct options {
  const char *graph;
  char *state;
  struct relata_push_options push;
  bool quiet;
};

enum { KEY_UPDATE = 512, KEY_STATE, KEY_BATCH, KEY_TIMEOUT, KEY_ATTEMPTS };

static const struct argp_option table[] = {
  { "to", 't', "URL", 0, "The store's address for graphs (Graph Store Protocol), or with --update for updates", 0 },
  { "update", KEY_UPDATE, NULL, 0, "Send SPARQL updates, to a store without the Graph Store Protocol", 0 },
  { "batch", KEY_BATCH, "N", 0, "Triples of one request (50000)", 0 },
  { "timeout", KEY_TIMEOUT, "SECONDS", 0, "Limit of one request (300)", 0 },
  { "attempts", KEY_ATTEMPTS, "N", 0, "How often a request is tried, with growing waits (6)", 0 },
  { "state", KEY_STATE, "FILE", 0, "Where to keep what arrived; a file in the graph's folder else", 0 },
  { "quiet", 'q', NULL, 0, "No progress, no summary", 0 },
  { 0 },
};

static unsigned long number_of(const char *text, struct argp_state *state) {
  char *end;
  const unsigned long number = strtoul(text, &end, 10);
  if (*end || !number || *text == '-')
    argp_error(state, "'%s' is no number above 0", text);
  return number;
}

static error_t parse(int key, char *argument, struct argp_state *state) {
  struct options *options = state->input;
  switch (key) {
  case 't':
    options->push.to = argument;
    return 0;
  case KEY_UPDATE:
    options->push.update = true;
    return 0;
  case KEY_BATCH:
    options->push.batch = number_of(argument, state);
    return 0;
  case KEY_TIMEOUT:
    options->push.seconds = (double)number_of(argument, state);
    return 0;
  case KEY_ATTEMPTS:
    options->push.attempts = (unsigned)number_of(argument, state);
    return 0;
  case KEY_STATE:
    options->push.state = argument;
    return 0;
  case 'q':
    options->quiet = true;
    return 0;
  case ARGP_KEY_END:
    if (!options->push.to)
      argp_error(state, "to which store? --to URL");
    return 0;
  default:
    return graph_argument_parse(key, argument, state, &options->graph);
  }
}

#define ENVIRONMENT                                                                                                     \
  "Who may write there is told by the environment: RELATA_PUSH_TOKEN (Bearer), or RELATA_PUSH_USER and "               \
  "RELATA_PUSH_PASSWORD.\n\n"

static const struct argp push_argp = {
  .options = table,
  .parser = parse,
  .args_doc = "GRAPH --to URL",
  .doc = "Sends a graph to another store, each article's named graph whole.  When it is interrupted the same command "
         "goes on where it stopped.  Graphs there that relata did not send are left alone.\v" ENVIRONMENT
         "Examples:\n"
         "  relata push idlib --to http://localhost:3030/news/data\n"
         "  RELATA_PUSH_USER=dba RELATA_PUSH_PASSWORD=… relata push idlib --to http://host:8890/sparql-graph-crud-auth\n"
         "  relata push idlib --update --to http://localhost:7200/repositories/news/statements",
};

static const struct argp sync_argp = {
  .options = table,
  .parser = parse,
  .args_doc = "GRAPH --to URL",
  .doc = "Sends what changed in a graph since it was last pushed or synced to a store, and deletes there what is "
         "gone.\v" ENVIRONMENT
         "Example:\n"
         "  relata build idlib news/ && relata sync idlib --to http://localhost:3030/news/data",
};

static void note_progress(void *payload, size_t done, size_t total) {
  (void)payload;
  progress_count(done, total, "graphs");
}

/* GRAPH/push-HASH.tsv, one a store. */
static char *state_path(const struct options *options) {
  char *path = NULL;
  const uint64_t hash = relata_str_hash(relata_str_of(options->push.to));
  if (asprintf(&path, "%s/push-%016llx.tsv", options->graph, (unsigned long long)hash) < 0)
    abort();
  return path;
}

static void summary_tell(const struct relata_push_counts *counts) {
  report_problem("%s%zu graphs, %zu triples sent; %zu unchanged, %zu deleted there; %zu requests tried again",
                 counts->resumed ? "went on: " : "", counts->graphs, counts->triples, counts->unchanged,
                 counts->deleted, counts->retries);
}

static int push(struct options *options) {
  struct relata_error error = { .status = RELATA_OK };
  struct relata_push_counts counts;
  struct relata_graph *graph = NULL;
  char *own_state = options->push.state ? NULL : state_path(options);
  if (own_state)
    options->push.state = own_state;
  options->push.token = getenv("RELATA_PUSH_TOKEN");
  options->push.user = getenv("RELATA_PUSH_USER");
  options->push.password = getenv("RELATA_PUSH_PASSWORD");
  options->push.progress = note_progress;
  options->push.cancel = stop_flag();
  enum relata_status status = relata_graph_open(&graph, options->graph, RELATA_GRAPH_READ, NULL, &error);
  progress_begin(options->quiet);
  if (status == RELATA_OK)
    status = relata_graph_push(graph, &options->push, &counts, &error);
  progress_end();
  relata_graph_close(graph);
  free(own_state);
  if (status != RELATA_OK)
    return report_error(&error);
  if (!options->quiet)
    summary_tell(&counts);
  return EXIT_FINE;
}

int cmd_push(int argc, char **argv) {
  struct options options = { 0 };
  argp_parse(&push_argp, argc, argv, 0, NULL, &options);
  return push(&options);
}

int cmd_sync(int argc, char **argv) {
  struct options options = { .push = { .changed_only = true } };
  argp_parse(&sync_argp, argc, argv, 0, NULL, &options);
  return push(&options);
}
