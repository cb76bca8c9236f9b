/* cmd_why.c — relata why: the sentences behind an edge, the words marked. */
#include <argp.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/graph_options.h"
#include "cli/report.h"

struct options {
  const char *graph, *subject, *relation, *object;
};

static error_t parse(int key, char *argument, struct argp_state *state) {
  struct options *options = state->input;
  const char **places[] = { &options->graph, &options->subject, &options->relation, &options->object };
  switch (key) {
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

static const struct argp why_argp = {
  .parser = parse,
  .args_doc = "GRAPH SUBJECT [RELATION [OBJECT]]",
  .doc = "Shows every sentence that says it, from which article and by whom.\v"
         "Names are labels, local names or IRIs; case does not matter, - stands for any.\n\n"
         "Examples:\n"
         "  relata why idlib Turkey backs\n"
         "  relata why idlib 'Bashar al-Assad' - Russia",
};

struct sink {
  struct relata_out *out;
  bool color;
};

struct span {
  size_t begin, end;
  const char *on;
};

static void write_marked(const struct sink *sink, struct relata_str quote, const struct span *span) {
  const struct relata_str words = { quote.data + span->begin, span->end - span->begin };
  relata_out_text(sink->out, sink->color ? span->on : "[");
  relata_out_str(sink->out, words);
  relata_out_text(sink->out, sink->color ? "\033[0m" : "]");
}

/* Spans lie in order and apart, or the second is left out. */
static void write_quote(const struct sink *sink, const struct relata_evidence *evidence) {
  struct span spans[] = {
    { evidence->subject_begin, evidence->subject_end, "\033[1;34m" },
    { evidence->object_begin, evidence->object_end, "\033[1;32m" },
  };
  if (spans[1].begin < spans[0].begin) {
    const struct span swap = spans[0];
    spans[0] = spans[1];
    spans[1] = swap;
  }
  size_t at = 0;
  for (size_t i = 0; i < 2; i++) {
    if (spans[i].begin < at || spans[i].begin >= spans[i].end || spans[i].end > evidence->quote.len)
      continue;
    relata_out_write(sink->out, evidence->quote.data + at, spans[i].begin - at);
    write_marked(sink, evidence->quote, &spans[i]);
    at = spans[i].end;
  }
  relata_out_write(sink->out, evidence->quote.data + at, evidence->quote.len - at);
}

static void write_status(const struct sink *sink, const struct relata_evidence *evidence) {
  if (evidence->speaker.len)
    relata_out_print(sink->out, ", said by %.*s", (int)evidence->speaker.len, evidence->speaker.data);
  if (evidence->possible)
    relata_out_text(sink->out, ", possible");
  if (evidence->negated)
    relata_out_text(sink->out, ", negated");
}

static enum relata_status write_evidence(void *payload, const struct relata_evidence *evidence) {
  const struct sink *sink = payload;
  struct relata_out *out = sink->out;
  relata_out_text(out, sink->color ? "\033[1m" : "");
  relata_out_print(out, "%.*s — %.*s — %.*s", (int)evidence->subject.len, evidence->subject.data,
                   (int)evidence->relation.len, evidence->relation.data, (int)evidence->object.len,
                   evidence->object.data);
  relata_out_text(out, sink->color ? "\033[0m" : "");
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
  relata_out_text(out, "\n\n");
  return relata_out_failed(out) ? RELATA_IO : RELATA_OK;
}

static const char *any_if_dash(const char *name) {
  return name && name[0] == '-' && !name[1] ? NULL : name;
}

int cmd_why(int argc, char **argv) {
  struct options options = { 0 };
  struct relata_error error = { .status = RELATA_OK };
  struct session session;
  size_t count = 0;
  argp_parse(&why_argp, argc, argv, 0, NULL, &options);
  enum relata_status status = session_open(&session, options.graph, NULL, &error);
  if (status == RELATA_OK) {
    struct sink sink = { session.out, report_wants_color(STDOUT_FILENO) };
    status = relata_graph_why(session.graph, options.subject, any_if_dash(options.relation),
                              any_if_dash(options.object), write_evidence, &sink, &count, &error);
  }
  const int exit_status = session_close(&session, status, count ? EXIT_FINE : EXIT_NOTHING, &error);
  if (status == RELATA_OK && !count)
    report_problem("no sentence says that");
  return exit_status;
}
