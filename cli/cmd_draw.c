/* cmd_draw.c — relata draw: a diagram of a graph, or of a part of it. */
#include <argp.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/graph_options.h"

struct options {
  const char *graph, *output;
  struct relata_draw_options draw;
};

enum { KEY_DEPTH = 512, KEY_TITLE, KEY_CLAIMS, KEY_SECONDS };

static const struct argp_option table[] = {
  { "output", 'o', "FILE", 0, "Write to FILE; its ending names the format (- is standard output)", 1 },
  { "format", 'f', "FORMAT", 0, "svg, png, pdf or dot", 1 },
  { "about", 'a', "NAME", 0, "Only this entity and what it is related to", 2 },
  { "depth", KEY_DEPTH, "N", 0, "Steps away from --about (1)", 2 },
  { "relation", 'r', "NAME", 0, "Only this relation", 2 },
  { "limit", 'n', "N", 0, "Entities at most, the most telling ones (30)", 2 },
  { "claims", KEY_CLAIMS, NULL, 0, "Also what is only said, possible or negated", 2 },
  { "title", KEY_TITLE, "TEXT", 0, "A title", 3 },
  { "time-limit", KEY_SECONDS, "SECONDS", 0, "For the layout (20)", 3 },
  { 0 },
};

static size_t parse_count(const char *text, const char *option, struct argp_state *state) {
  char *end;
  const unsigned long count = strtoul(text, &end, 10);
  if (*end || end == text || count < 1 || count > 100000)
    argp_error(state, "%s takes a number from 1 to 100000, not '%s'", option, text);
  return count;
}

static double parse_seconds(const char *text, struct argp_state *state) {
  char *end;
  const double seconds = strtod(text, &end);
  if (*end || end == text || !(seconds > 0))
    argp_error(state, "--time-limit takes seconds, not '%s'", text);
  return seconds;
}

/* "svg" for "out/x.svg"; NULL when the name tells nothing. */
static const char *format_of_name(const char *path) {
  const char *dot = path ? strrchr(path, '.') : NULL;
  return dot && !strchr(dot, '/') && dot[1] ? dot + 1 : NULL;
}

static bool is_format(const char *name) {
  static const char *const names[] = { "svg", "png", "pdf", "dot" };
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (strcmp(name, names[i]) == 0)
      return true;
  return false;
}

static void settle_format(struct options *options, struct argp_state *state) {
  if (!options->draw.format)
    options->draw.format = format_of_name(options->output);
  if (!options->draw.format && options->output && strcmp(options->output, "-") != 0)
    argp_error(state, "%s names no format; end it in .svg, .png, .pdf or .dot, or give --format", options->output);
  if (!options->draw.format)
    options->draw.format = "svg";
  if (!is_format(options->draw.format))
    argp_error(state, "'%s' is no format of diagrams; svg, png, pdf and dot are", options->draw.format);
}

static error_t parse(int key, char *argument, struct argp_state *state) {
  struct options *options = state->input;
  switch (key) {
  case 'o':
    options->output = argument;
    return 0;
  case 'f':
    options->draw.format = argument;
    return 0;
  case 'a':
    options->draw.about = argument;
    return 0;
  case 'r':
    options->draw.relation = argument;
    return 0;
  case 'n':
    options->draw.limit = parse_count(argument, "--limit", state);
    return 0;
  case KEY_DEPTH:
    options->draw.depth = parse_count(argument, "--depth", state);
    return 0;
  case KEY_TITLE:
    options->draw.title = argument;
    return 0;
  case KEY_CLAIMS:
    options->draw.claims = true;
    return 0;
  case KEY_SECONDS:
    options->draw.seconds = parse_seconds(argument, state);
    return 0;
  case ARGP_KEY_END:
    graph_argument_parse(key, argument, state, &options->graph);
    settle_format(options, state);
    return 0;
  default:
    return graph_argument_parse(key, argument, state, &options->graph);
  }
}

static const struct argp draw_argp = {
  .options = table,
  .parser = parse,
  .args_doc = "GRAPH [-o FILE]",
  .doc = "Draws the most telling part of a graph.  In the SVG a pointer on an edge shows the sentence behind it.\v"
         "Examples:\n"
         "  relata draw idlib -o idlib.svg\n"
         "  relata draw idlib --about Turkey --depth 2 -o turkey.pdf\n"
         "  relata draw idlib --relation backs --claims -o backs.png",
};

int cmd_draw(int argc, char **argv) {
  struct options options = { 0 };
  struct relata_error error = { .status = RELATA_OK };
  struct session session;
  argp_parse(&draw_argp, argc, argv, 0, NULL, &options);
  enum relata_status status = session_open(&session, options.graph, options.output, &error);
  if (status == RELATA_OK)
    status = relata_graph_draw(session.graph, &options.draw, session.out, &error);
  return session_close(&session, status, EXIT_FINE, &error);
}
