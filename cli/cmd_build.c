/* cmd_build.c — relata build: texts in, a knowledge graph out. */
#include <argp.h>
#include <pthread.h>
#include <stdlib.h>

#include "cli/command.h"
#include "cli/common.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "cli/stop.h"
#include "graph/graph.h"

struct options {
  struct text_options text;
  const char *graph, *base;
  bool again, no_text;
  double interval; /* seconds between commits; 0: one at the end */
};

enum { KEY_BASE = 512, KEY_AGAIN, KEY_NO_TEXT, KEY_COMMIT };
enum { INTERVAL = 120 }; /* what a power cut may cost */

static const struct argp_option table[] = {
  { "output", 'o', "GRAPH", 0, "The graph's folder; articles are added to what is there", 1 },
  { "base", KEY_BASE, "IRI", 0, "The stem of entities' IRIs (new graphs only)", 2 },
  { "again", KEY_AGAIN, NULL, 0, "Also read articles that are there already and have not changed", 2 },
  { "commit-every", KEY_COMMIT, "SECONDS", 0,
    "Put what was read so far into the graph every so often (120); 0: only all of it at the end", 2 },
  { "no-text", KEY_NO_TEXT, NULL, 0, "Do not keep the articles' texts in the graph, only what they say", 2 },
  { 0 },
};

static double parse_interval(const char *text, struct argp_state *state) {
  char *end;
  const double seconds = strtod(text, &end);
  if (end == text || *end || !(seconds >= 0 && seconds < 1e9))
    argp_error(state, "--commit-every takes a number of seconds, not '%s'", text);
  return seconds;
}

static error_t parse(int key, char *argument, struct argp_state *state) {
  struct options *options = state->input;
  switch (key) {
  case ARGP_KEY_INIT:
    state->child_inputs[0] = &options->text;
    return 0;
  case 'o':
    options->graph = argument;
    return 0;
  case KEY_BASE:
    options->base = argument;
    return 0;
  case KEY_AGAIN:
    options->again = true;
    return 0;
  case KEY_NO_TEXT:
    options->no_text = true;
    return 0;
  case KEY_COMMIT:
    options->interval = parse_interval(argument, state);
    return 0;
  case ARGP_KEY_END:
    if (!options->text.path_count)
      argp_error(state, "which texts? name files or folders, or - for standard input");
    if (!options->graph)
      argp_error(state, "where shall the graph be? -o FOLDER");
    return 0;
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

static const struct argp_child children[] = { { &text_argp, 0, NULL, 0 }, { 0 } };
static const struct argp build_argp = {
  .options = table,
  .parser = parse,
  .args_doc = "PATH… -o GRAPH",
  .doc = "Reads texts (files, folders, globs, or - for standard input) into a knowledge graph.  "
         "An article that is already there is passed over if neither it nor relata has changed, else replaced.\v"
         "Examples:\n"
         "  relata build news/ -o idlib\n"
         "  relata build 'feeds/*.xml' report.pdf -o idlib\n"
         "  relata build news/ --ontology companies.ttl --only -o companies\n"
         "  relata build dump.jsonl.zst --field text=content --field date=published -o press",
  .children = children,
};

struct sink {
  struct relata_graph *graph;
  uint64_t mark; /* of the program and its data */
  double interval, committed; /* seconds between commits, and when the last one was */
  size_t added, kept;         /* articles since the beginning, and those of them that are committed */
  pthread_mutex_t changing;   /* a commit while others look for what is there */
};

/* What an article's file keeps: the same only for the same text read in the same way. */
static uint64_t marked(const struct sink *sink, const struct relata_document *document) {
  return (document->content_hash ^ sink->mark) * 0x9e3779b97f4a7c15u;
}

/* Texts that come in parts are read again. */
static bool knows_document(const void *payload, const struct relata_document *document) {
  struct sink *sink = (struct sink *)(uintptr_t)payload;
  if (document->part > 0 || document->more_parts)
    return false;
  pthread_mutex_lock(&sink->changing);
  const bool has = relata_graph_has(sink->graph, document->id, marked(sink, document));
  pthread_mutex_unlock(&sink->changing);
  return has;
}

static enum relata_status commit(struct sink *sink, struct relata_error *error) {
  pthread_mutex_lock(&sink->changing);
  const enum relata_status status = relata_graph_commit(sink->graph, error);
  pthread_mutex_unlock(&sink->changing);
  sink->kept = sink->added;
  sink->committed = seconds_now();
  return status;
}

static enum relata_status add_document(void *payload, struct relata_document *document, struct relata_error *error) {
  struct sink *sink = payload;
  document->content_hash = marked(sink, document);
  RELATA_TRY(relata_graph_add(sink->graph, document, error));
  if (document->more_parts)
    return RELATA_OK;
  sink->added++;
  const bool due = sink->interval > 0 && seconds_now() - sink->committed > sink->interval;
  return due && !stop_wanted() ? commit(sink, error) : RELATA_OK;
}

static void report_stop(const struct options *options, const struct sink *sink) {
  if (sink->kept)
    report_problem("stopped; %s has %zu articles more, and the same command goes on from there", options->graph,
                   sink->kept);
  else
    report_problem("stopped; %s is as it was", options->graph);
}

static enum relata_status build(const struct options *options, struct data *data, struct relata_graph *graph,
                                struct pipeline_result *result, struct relata_error *error) {
  const struct pipeline pipeline = {
    .model = data->model,
    .ontology = data->ontology,
    .goal = PIPELINE_FACTS,
    .scorer = !options->text.lexicon_alone,
    .jobs = options->text.common.jobs,
    .read = options->text.read,
    .knows = options->again ? NULL : knows_document,
  };
  /* With and without its text an article is not the same. */
  struct sink sink = { .graph = graph, .mark = data_mark(&options->text) ^ options->no_text,
                       .interval = options->interval, .changing = PTHREAD_MUTEX_INITIALIZER };
  relata_graph_keep_texts(graph, !options->no_text);
  const double began = sink.committed = seconds_now();
  progress_begin(options->text.common.quiet);
  RELATA_TRY(pipeline_run(&pipeline, options->text.paths, options->text.path_count, add_document, &sink, result,
                          error));
  if (stop_wanted()) {
    report_stop(options, &sink);
    return RELATA_OK;
  }
  RELATA_TRY(commit(&sink, error));
  if (!options->text.common.quiet)
    report_result(result, seconds_now() - began);
  return RELATA_OK;
}

static enum relata_status open_and_build(const struct options *options, struct data *data,
                                         struct pipeline_result *result, struct relata_error *error) {
  struct relata_graph *graph = NULL;
  RELATA_TRY(data_open(data, &options->text.common, true, true, error));
  RELATA_TRY(data_extend(data, &options->text, error));
  RELATA_TRY(relata_graph_open(&graph, options->graph, RELATA_GRAPH_CREATE, data->ontology, error));
  enum relata_status status = RELATA_OK;
  if (options->base)
    status = relata_graph_set_base(graph, options->base, error);
  if (status == RELATA_OK)
    status = build(options, data, graph, result, error);
  relata_graph_close(graph);
  return status;
}

int cmd_build(int argc, char **argv) {
  struct options options = { .interval = INTERVAL };
  struct relata_error error = { .status = RELATA_OK };
  struct pipeline_result result = { 0 };
  struct data data = { 0 };
  argp_parse(&build_argp, argc, argv, 0, NULL, &options);
  const enum relata_status status = open_and_build(&options, &data, &result, &error);
  int exit_status = status == RELATA_OK ? result.worst_status : report_error(&error);
  if (status == RELATA_OK && !exit_status && !result.documents && !result.known)
    exit_status = EXIT_NOTHING;
  data_close(&data);
  text_options_free(&options.text);
  return exit_status;
}
