/* cmd_extract.c — relata extract: facts, or any step on the way to them, as a filter. */
#include <argp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/common.h"
#include "cli/explain.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "cli/stop.h"
#include "extract/base/out.h"
#include "graph/graph.h"

enum extract_format {
  FORMAT_JSONL, FORMAT_ARTICLES, FORMAT_EXPLAIN, FORMAT_OPENIE, FORMAT_CONLLU, FORMAT_MENTIONS, FORMAT_RDF
};

struct options {
  struct text_options text;
  const char *output;
  enum extract_format format;
  struct relata_export_options rdf;
  bool binary, explain;
};

enum { KEY_BINARY = 512, KEY_EXPLAIN, KEY_STATEMENTS, KEY_KEEP_TREES };

static const struct argp_option table[] = {
  { "format", 'f', "FORMAT", 0,
    "jsonl (default): a fact a line; articles: an article with its facts a line, whole; mentions: a mention a line; "
    "openie: open extractions, tab-separated; "
    "conllu: tags, trees and names; turtle, trig, ntriples, nquads: the facts as RDF", 1 },
  { "output", 'o', "FILE", 0, "Write to FILE instead of standard output", 1 },
  { "binary", KEY_BINARY, NULL, 0, "openie: minimal triples", 2 },
  { "explain", KEY_EXPLAIN, NULL, 0,
    "Instead of a line a screen for every fact: the rule, the lexicon's entry, the scorer's word, how the confidence came "
    "about, and the sentence's tree", 2 },
  { "statements-only", KEY_STATEMENTS, NULL, 0, "RDF: what the articles state, without the claims", 2 },
  { "keep-trees", KEY_KEEP_TREES, NULL, 0, "conllu input: keep its tags and trees", 2 },
  { 0 },
};

static void parse_format(struct options *options, const char *name, struct argp_state *state) {
  static const struct {
    const char *name;
    enum extract_format format;
  } plain[] = {
    { "jsonl", FORMAT_JSONL }, { "articles", FORMAT_ARTICLES },
    { "openie", FORMAT_OPENIE }, { "conllu", FORMAT_CONLLU }, { "mentions", FORMAT_MENTIONS },
  };
  for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
    if (strcmp(name, plain[i].name) == 0) {
      options->format = plain[i].format;
      return;
    }
  }
  options->format = FORMAT_RDF;
  if (relata_syntax_of(name, &options->rdf.syntax) != RELATA_OK)
    argp_error(state, "--format does not know '%s'", name);
  if (options->rdf.syntax > RELATA_NQUADS)
    argp_error(state, "'%s' cannot be streamed: `relata build`, then `relata export --format %s`", name, name);
}

static error_t parse(int key, char *argument, struct argp_state *state) {
  struct options *options = state->input;
  switch (key) {
  case ARGP_KEY_INIT:
    state->child_inputs[0] = &options->text;
    return 0;
  case 'f':
    parse_format(options, argument, state);
    return 0;
  case 'o':
    options->output = argument;
    return 0;
  case KEY_BINARY:
    options->binary = true;
    return 0;
  case KEY_EXPLAIN:
    options->explain = true;
    return 0;
  case KEY_STATEMENTS:
    options->rdf.statements_only = true;
    return 0;
  case KEY_KEEP_TREES:
    options->text.read.keep_trees = true;
    return 0;
  case ARGP_KEY_END:
    if (options->explain && options->format != FORMAT_JSONL)
      argp_error(state, "--explain has a form of its own; it goes without --format");
    if (options->explain)
      options->format = FORMAT_EXPLAIN;
    if (!options->text.path_count)
      text_options_add_path(&options->text, "-");
    return 0;
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

static const struct argp_child children[] = { { &text_argp, 0, NULL, 0 }, { 0 } };
static const struct argp extract_argp = {
  .options = table,
  .parser = parse,
  .args_doc = "[PATH…]",
  .doc = "Prints the facts of texts: files, folders, globs, or standard input (-).\v"
         "Examples:\n"
         "  relata extract article.html\n"
         "  curl -s URL | relata extract --input html -f turtle\n"
         "  relata extract --ontology companies.ttl --only article.txt\n"
         "  echo 'Turkey backs the rebels.' | relata extract --explain\n"
         "  relata extract --lines -f openie sentences.txt\n"
         "  relata extract --input conllu -f conllu treebank.conllu > parsed.conllu",
  .children = children,
};

struct sink {
  const struct options *options;
  struct explain_style style;
  struct relata_out *out;
  const struct relata_ontology *ontology;
};

static enum relata_status write_document(void *payload, struct relata_document *document,
                                         struct relata_error *error) {
  struct sink *sink = payload;
  switch (sink->options->format) {
  case FORMAT_JSONL:
    RELATA_TRY(relata_write_facts_jsonl(sink->out, document));
    break;
  case FORMAT_EXPLAIN:
    for (size_t f = 0; f < document->fact_count; f++)
      explain_fact(sink->out, document, &document->facts[f], &sink->style);
    break;
  case FORMAT_ARTICLES:
    RELATA_TRY(relata_write_article(sink->out, document));
    break;
  case FORMAT_OPENIE:
    RELATA_TRY(relata_write_openie(sink->out, document));
    break;
  case FORMAT_CONLLU:
    RELATA_TRY(relata_write_conllu(sink->out, document));
    break;
  case FORMAT_MENTIONS:
    RELATA_TRY(relata_write_mentions_jsonl(sink->out, document));
    break;
  case FORMAT_RDF: {
    const struct relata_document *one = document;
    RELATA_TRY(relata_write_rdf(sink->out, &one, 1, sink->ontology, &sink->options->rdf, error));
    break;
  }
  }
  return relata_out_failed(sink->out) ? RELATA_IO : RELATA_OK; /* closing tells why */
}

static enum pipeline_goal goal_of(enum extract_format format) {
  switch (format) {
  case FORMAT_CONLLU:
    return PIPELINE_ANALYSIS;
  case FORMAT_OPENIE:
    return PIPELINE_EXTRACTIONS;
  case FORMAT_MENTIONS:
    return PIPELINE_MENTIONS;
  default:
    return PIPELINE_FACTS;
  }
}

static enum relata_status extract(const struct options *options, struct data *data, struct relata_out *out,
                                  struct pipeline_result *result, struct relata_error *error) {
  const struct pipeline pipeline = {
    .model = data->model,
    .ontology = data->ontology,
    .goal = goal_of(options->format),
    .binary = options->binary,
    .reasons = options->explain,
    .scorer = !options->text.lexicon_alone,
    .jobs = options->text.common.jobs,
    .read = options->text.read,
  };
  struct sink sink = { .options = options, .out = out, .ontology = data->ontology };
  sink.style = explain_style_of(options->output ? -1 : STDOUT_FILENO);
  const double began = seconds_now();
  progress_begin(options->text.common.quiet);
  RELATA_TRY(pipeline_run(&pipeline, options->text.paths, options->text.path_count, write_document, &sink, result,
                          error));
  if (options->text.common.verbose)
    report_result(result, seconds_now() - began);
  return RELATA_OK;
}

/* The output is closed or given up here; the first error is the one told. */
static int finish(struct relata_out *out, enum relata_status status, const struct pipeline_result *result,
                  struct relata_error *error) {
  if (status == RELATA_IO && relata_out_failed(out))
    status = RELATA_OK; /* closing has the better words */
  if (status != RELATA_OK || stop_wanted())
    relata_out_abandon(out);
  else
    status = relata_out_close(out, error);
  if (status != RELATA_OK)
    return report_error(error);
  if (stop_wanted())
    report_problem("stopped after %zu articles", result->documents);
  if (result->worst_status)
    return result->worst_status;
  return result->documents ? EXIT_FINE : EXIT_NOTHING;
}

int cmd_extract(int argc, char **argv) {
  struct options options = { .rdf = { .syntax = RELATA_TURTLE } };
  struct relata_error error = { .status = RELATA_OK };
  struct pipeline_result result = { 0 };
  struct relata_out *out = NULL;
  struct data data = { 0 };
  argp_parse(&extract_argp, argc, argv, 0, NULL, &options);
  const bool ontology = goal_of(options.format) == PIPELINE_FACTS || goal_of(options.format) == PIPELINE_MENTIONS;
  enum relata_status status = data_open(&data, &options.text.common, true, ontology, &error);
  int exit_status;
  if (status == RELATA_OK)
    status = data_extend(&data, &options.text, &error);
  if (status == RELATA_OK)
    status = relata_out_open(&out, options.output ? options.output : "-", &error);
  if (status == RELATA_OK) {
    status = extract(&options, &data, out, &result, &error);
    exit_status = finish(out, status, &result, &error);
  } else {
    exit_status = report_error(&error);
  }
  data_close(&data);
  text_options_free(&options.text);
  return exit_status;
}
