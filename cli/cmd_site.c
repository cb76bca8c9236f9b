/* cmd_site.c — relata site: a graph as files for any web server. */
#include <argp.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/common.h"
#include "cli/graph_options.h"
#include "cli/locate.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "cli/stop.h"

struct options {
  struct common_options common;
  struct relata_site_options site;
  const char *output;
};

enum { KEY_TITLE = 512, KEY_WEB };

static const struct argp_option table[] = {
  { "output", 'o', "DIR", 0, "Write the site into DIR, a new or an empty folder or an earlier site", 1 },
  { "title", KEY_TITLE, "TEXT", 0, "What the page calls the graph (the folder's name)", 1 },
  { "web", KEY_WEB, "FOLDER", 0, "The page's files (share/relata/web)", 2 },
  { 0 },
};

static error_t parse(int key, char *argument, struct argp_state *state) {
  struct options *options = state->input;
  switch (key) {
  case ARGP_KEY_INIT:
    state->child_inputs[0] = &options->common;
    return 0;
  case 'o':
    options->output = argument;
    return 0;
  case KEY_TITLE:
    options->site.title = argument;
    return 0;
  case KEY_WEB:
    options->site.web = argument;
    return 0;
  case ARGP_KEY_END:
    graph_argument_parse(key, argument, state, &options->site.graph);
    if (!options->output)
      argp_error(state, "where to? name a folder with -o");
    return 0;
  default:
    return graph_argument_parse(key, argument, state, &options->site.graph);
  }
}

static const struct argp_child children[] = { { &common_argp, 0, NULL, 0 }, { 0 } };
static const struct argp site_argp = {
  .options = table,
  .parser = parse,
  .args_doc = "GRAPH",
  .doc = "Writes the page of `relata serve` with all that it shows into a folder that any web server can hand out: the "
         "graph can be searched, filtered, and followed to the sentences and articles.  Only queries need the program "
         "itself.  A site that is in DIR already is replaced when the new one is whole.  Texts of articles are published "
         "with it where the graph keeps them.\v"
         "Examples:\n"
         "  relata site idlib -o public\n"
         "  relata site idlib -o public --title 'Idlib in 2018'\n"
         "  python3 -m http.server -d public",
  .children = children,
};

static void show_progress(void *payload, size_t done, size_t total) {
  (void)payload;
  progress_count(done, total, "articles");
}

static enum relata_status write_site(struct options *options, size_t *files, struct relata_error *error) {
  struct data data;
  char web[PATH_MAX], graph[PATH_MAX];
  if (!options->site.web && locate_data("web", web, sizeof web, NULL) == RELATA_OK)
    options->site.web = web;
  snprintf(graph, sizeof graph, "%s", options->site.graph);
  if (!options->site.title)
    options->site.title = basename(graph);
  options->site.progress = show_progress;
  options->site.cancel = stop_flag();
  enum relata_status status = data_open(&data, &options->common, false, true, error);
  progress_begin(options->common.quiet);
  if (status == RELATA_OK)
    status = relata_site_write(options->output, &options->site, data.ontology, files, error);
  progress_end();
  data_close(&data);
  return status;
}

int cmd_site(int argc, char **argv) {
  struct options options = { 0 };
  struct relata_error error = { .status = RELATA_OK };
  size_t files = 0;
  argp_parse(&site_argp, argc, argv, 0, NULL, &options);
  if (write_site(&options, &files, &error) != RELATA_OK)
    return report_error(&error);
  if (!options.common.quiet)
    fprintf(stderr, "%zu files in %s\n", files, options.output);
  return EXIT_FINE;
}
