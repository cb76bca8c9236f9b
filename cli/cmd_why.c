/* cmd_why.c — relata why: the sentences behind an edge, the words marked. */
#include <argp.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/explain.h"
#include "cli/graph_options.h"
#include "cli/reread.h"
#include "cli/report.h"

struct options {
  struct text_options text; /* how the articles were read, for --explain */
  const char *graph, *subject, *relation, *object;
  bool explain;
};

enum { KEY_EXPLAIN = 512 };

static const struct argp_option table[] = {
  { "explain", KEY_EXPLAIN, NULL, 0,
    "Read the article again and tell how each fact came about: the rule, the lexicon's entry, the scorer's word, the "
    "confidence and the sentence's tree.  Give the options that the graph was built with", 1 },
  { 0 },
};

static error_t parse(int key, char *argument, struct argp_state *state) {
  struct options *options = state->input;
  const char **places[] = { &options->graph, &options->subject, &options->relation, &options->object };
  switch (key) {
  case ARGP_KEY_INIT:
    state->child_inputs[0] = &options->text;
    return 0;
  case KEY_EXPLAIN:
    options->explain = true;
    return 0;
  case ARGP_KEY_ARG:
    if (state->arg_num >= 4)
      argp_error(state, "takes a graph, a subject, a relation and an object; put names of several words in quotes");
    *places[state->arg_num] = argument;
    return 0;
  case ARGP_KEY_END:
    if (!options->subject)
      argp_error(state, "needs a graph and a subject");
    return 0;
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

static const struct argp_child children[] = { { &text_argp, 0, NULL, 0 }, { 0 } };
static const struct argp why_argp = {
  .options = table,
  .children = children,
  .parser = parse,
  .args_doc = "GRAPH SUBJECT [RELATION [OBJECT]]",
  .doc = "Shows every sentence that says it, from which article and by whom.\v"
         "Names are labels, local names or IRIs; case does not matter, - stands for any.\n\n"
         "Examples:\n"
         "  relata why idlib Turkey backs\n"
         "  relata why idlib 'Bashar al-Assad' - Russia\n"
         "  relata why idlib Turkey backs --explain",
};

struct sink {
  struct relata_out *out;
  struct explain_style style;
  struct reread *reread; /* NULL: quote, do not explain */
};

static void write_quote(const struct sink *sink, const struct relata_evidence *evidence) {
  explain_quote(sink->out, evidence->quote, (struct explain_span){ evidence->subject_begin, evidence->subject_end },
                (struct explain_span){ evidence->object_begin, evidence->object_end }, sink->style.color);
}

static void write_status(const struct sink *sink, const struct relata_evidence *evidence) {
  if (evidence->speaker.len)
    relata_out_print(sink->out, ", said by %.*s", (int)evidence->speaker.len, evidence->speaker.data);
  if (evidence->possible)
    relata_out_text(sink->out, ", possible");
  if (evidence->negated)
    relata_out_text(sink->out, ", negated");
}

/* The fact as relata finds it now, or why it cannot be shown. */
static void write_explained(const struct sink *sink, const struct relata_evidence *evidence) {
  const struct relata_document *document;
  const struct relata_fact *fact;
  const enum reread_result result = reread_find(sink->reread, evidence, &document, &fact);
  const char *because = result == REREAD_SENTENCE  ? "the article cannot be read there; explained from the sentence alone"
                        : result == REREAD_CHANGED ? "the article or relata has changed since; explained from the sentence alone"
                        : result == REREAD_NOTHING ? "the article cannot be read there"
                                                   : NULL;
  if (because)
    relata_out_print(sink->out, "  (%s)\n", because);
  if (fact) {
    explain_fact_reason(sink->out, document, fact, &sink->style);
  } else if (document) {
    const struct explain_marks none = { RELATA_NONE, RELATA_NONE, RELATA_NONE, RELATA_NONE };
    relata_out_text(sink->out, "  relata as it is now does not find this fact there\n\n");
    for (uint32_t s = 0; s < document->sentence_count; s++)
      explain_tree(sink->out, document, s, &none, &sink->style);
    relata_out_char(sink->out, '\n');
  }
}

static enum relata_status write_evidence(void *payload, const struct relata_evidence *evidence) {
  const struct sink *sink = payload;
  struct relata_out *out = sink->out;
  relata_out_text(out, sink->style.color ? "\033[1m" : "");
  relata_out_print(out, "%.*s — %.*s — %.*s", (int)evidence->subject.len, evidence->subject.data,
                   (int)evidence->relation.len, evidence->relation.data, (int)evidence->object.len,
                   evidence->object.data);
  relata_out_text(out, sink->style.color ? "\033[0m" : "");
  write_status(sink, evidence);
  relata_out_text(out, "\n  “");
  write_quote(sink, evidence);
  relata_out_print(out, "”\n  %.*s", (int)evidence->path.len, evidence->path.data);
  if (evidence->date.len)
    relata_out_print(out, ", %.*s", (int)evidence->date.len, evidence->date.data);
  relata_out_print(out, ", bytes %u–%u, confidence ", evidence->begin, evidence->end);
  relata_out_double(out, evidence->confidence, 2);
  if (evidence->why.len)
    relata_out_print(out, " by %.*s", (int)evidence->why.len, evidence->why.data);
  relata_out_text(out, sink->reread ? "\n" : "\n\n");
  if (sink->reread)
    write_explained(sink, evidence);
  return relata_out_failed(out) ? RELATA_IO : RELATA_OK;
}

static const char *any_if_dash(const char *name) {
  return name && name[0] == '-' && !name[1] ? NULL : name;
}

static enum relata_status why(const struct options *options, struct session *session, struct data *data, size_t *count,
                              struct relata_error *error) {
  struct reread reread = { .pipeline = { .goal = PIPELINE_FACTS, .reasons = true } };
  struct sink sink = { .out = session->out, .style = explain_style_of(STDOUT_FILENO) };
  if (options->explain) {
    RELATA_TRY(data_open(data, &options->text.common, true, true, error));
    RELATA_TRY(data_extend(data, &options->text, error));
    reread.pipeline.model = data->model;
    reread.pipeline.ontology = data->ontology;
    reread.pipeline.scorer = !options->text.lexicon_alone;
    reread.pipeline.read = options->text.read;
    sink.reread = &reread;
  }
  const enum relata_status status =
    relata_graph_why(session->graph, options->subject, any_if_dash(options->relation), any_if_dash(options->object),
                     write_evidence, &sink, count, error);
  reread_free(&reread);
  return status;
}

int cmd_why(int argc, char **argv) {
  struct options options = { 0 };
  struct relata_error error = { .status = RELATA_OK };
  struct session session;
  struct data data = { 0 };
  size_t count = 0;
  argp_parse(&why_argp, argc, argv, 0, NULL, &options);
  enum relata_status status = session_open(&session, options.graph, NULL, &error);
  if (status == RELATA_OK)
    status = why(&options, &session, &data, &count, &error);
  const int exit_status = session_close(&session, status, count ? EXIT_FINE : EXIT_NOTHING, &error);
  if (status == RELATA_OK && !count)
    report_problem("no sentence says that");
  data_close(&data);
  text_options_free(&options.text);
  return exit_status;
}
