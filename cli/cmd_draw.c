/* cmd_draw.c — relata draw: a diagram of a graph, or of a part of it. */
#include <argp.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/graph_options.h"
#include "cli/selection_options.h"

struct options {
  const char *graph, *output;
  struct selection_options selection;
  struct relata_draw_options draw;
};

enum { KEY_TITLE = 512, KEY_SECONDS, KEY_THEME, KEY_LINKS, KEY_TIMELINE, KEY_CLUSTERS };
enum { USUAL_SECONDS = 20 };

static const struct argp_option table[] = {
  { "output", 'o', "FILE", 0, "Write to FILE; its ending names the format (- is standard output)", 1 },
  { "format", 'f', "FORMAT", 0, "svg, png, pdf or dot", 1 },
  { "timeline", KEY_TIMELINE, NULL, 0, "What happened when: what --about does and what is done to it, or what two "
                                       "--about do to each other; --limit counts events", 1 },
  { NULL, 0, NULL, 0, "How it looks:", 3 },
  { "theme", KEY_THEME, "THEME", 0, "light, dark, print (black and white) or colorblind", 3 },
  { "title", KEY_TITLE, "TEXT", 0, "A title", 3 },
  { "clusters", KEY_CLUSTERS, "WHEN", 0, "Frames round those closely tied: auto, always or never", 3 },
  { "links", KEY_LINKS, "BASE", 0,
    "Links lead to BASE/id/NAME and BASE/doc/NAME, http://localhost:8080; \"none\": no links", 3 },
  { "time-limit", KEY_SECONDS, "SECONDS", 0, "For all of the work (20)", 3 },
  { 0 },
};

static double parse_seconds(const char *text, struct argp_state *state) {
  char *end;
  const double seconds = strtod(text, &end);
  if (*end || end == text || !(seconds > 0))
    argp_error(state, "--time-limit takes seconds, not '%s'", text);
  return seconds;
}

static enum relata_clusters parse_clusters(const char *text, struct argp_state *state) {
  if (strcmp(text, "always") == 0)
    return RELATA_CLUSTERS_ON;
  if (strcmp(text, "never") == 0)
    return RELATA_CLUSTERS_OFF;
  if (strcmp(text, "auto") != 0)
    argp_error(state, "--clusters takes auto, always or never, not '%s'", text);
  return RELATA_CLUSTERS_AUTO;
}

static const char *parse_theme(const char *text, struct argp_state *state) {
  static const char *const names[] = { "light", "dark", "print", "colorblind" };
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (strcmp(text, names[i]) == 0)
      return text;
  argp_error(state, "there is no theme '%s'; there are light, dark, print and colorblind", text);
  return NULL;
}

/* "http://localhost:8080" → "http://localhost:8080/", kept by the caller. */
static const char *parse_links(const char *text) {
  char *base = NULL;
  if (strcmp(text, "none") == 0)
    return strdup("");
  const size_t len = strlen(text);
  if (asprintf(&base, "%s%s", text, len && text[len - 1] == '/' ? "" : "/") < 0)
    abort();
  return base;
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
  case ARGP_KEY_INIT:
    state->child_inputs[0] = &options->selection;
    return 0;
  case 'o':
    options->output = argument;
    return 0;
  case 'f':
    options->draw.format = argument;
    return 0;
  case KEY_TIMELINE:
    options->draw.timeline = true;
    return 0;
  case KEY_THEME:
    options->draw.theme = parse_theme(argument, state);
    return 0;
  case KEY_TITLE:
    options->draw.title = argument;
    return 0;
  case KEY_CLUSTERS:
    options->draw.clusters = parse_clusters(argument, state);
    return 0;
  case KEY_LINKS:
    free((void *)options->draw.links);
    options->draw.links = parse_links(argument);
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

static const struct argp_child children[] = { { &selection_argp, 0, NULL, 0 }, { 0 } };

static const struct argp draw_argp = {
  .options = table,
  .parser = parse,
  .children = children,
  .args_doc = "GRAPH [-o FILE]",
  .doc = "Draws the most telling part of a graph: unless --limit says otherwise as much as can be read on A4, up to 30 "
         "entities.  In the SVG a pointer on an edge shows the sentence behind it.  Without --status only what articles "
         "state as facts is drawn; a timeline shows every status.\v"
         "Examples:\n"
         "  relata draw idlib -o idlib.svg\n"
         "  relata draw idlib --about Turkey --depth 2 -o turkey.pdf\n"
         "  relata draw idlib --about Turkey --about Russia --timeline -o both.png\n"
         "  relata draw idlib --relation backs --claims -o backs.png\n"
         "  relata draw idlib --type State --from 2018-09 --min-sources 2 --theme print -o states.pdf",
};

/* What of the limit is left when the graph is open. */
static double seconds_left(double limit, double begin) {
  const double left = (limit > 0 ? limit : USUAL_SECONDS) - (seconds_now() - begin);
  return left > 0.001 ? left : 0.001;
}

int cmd_draw(int argc, char **argv) {
  const double begin = seconds_now();
  struct options options = { 0 };
  struct relata_error error = { .status = RELATA_OK };
  struct session session;
  argp_parse(&draw_argp, argc, argv, 0, NULL, &options);
  selection_options_settle(&options.selection, options.draw.timeline ? 0 : 1u << RELATA_TIE_STATED);
  options.draw.selection = options.selection.selection;
  enum relata_status status = session_open(&session, options.graph, options.output, &error);
  options.draw.seconds = seconds_left(options.draw.seconds, begin);
  if (status == RELATA_OK)
    status = relata_graph_draw(session.graph, &options.draw, session.out, &error);
  const int result = session_close(&session, status, EXIT_FINE, &error);
  selection_options_free(&options.selection);
  free((void *)options.draw.links);
  return result;
}
