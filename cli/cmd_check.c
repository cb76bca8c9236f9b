/* cmd_check.c — relata check and relata compact: is a graph sound, and its index anew. */
#include <argp.h>
#include <stdbool.h>

#include "cli/command.h"
#include "cli/graph_options.h"
#include "cli/report.h"
#include "graph/graph.h"

static error_t parse(int key, char *argument, struct argp_state *state) {
  return graph_argument_parse(key, argument, state, state->input);
}

static const struct argp check_argp = {
  .parser = parse,
  .args_doc = "GRAPH",
  .doc = "Reads all of a graph and compares: the articles' checksums, the index's checksum, each of its orders with "
         "the others, and what it holds with what the articles say.  Says nothing when all is well; an index that "
         "is missing or old, as a kill may leave it, costs time and nothing else.\v"
         "Example:\n"
         "  relata check idlib && relata backup idlib safe",
};

static const struct argp compact_argp = {
  .parser = parse,
  .args_doc = "GRAPH",
  .doc = "Makes a graph's index anew from its articles.\v"
         "Example:\n"
         "  relata compact idlib",
};

int cmd_check(int argc, char **argv) {
  const char *path = NULL;
  struct relata_error error = { .status = RELATA_OK };
  struct relata_graph *graph = NULL;
  argp_parse(&check_argp, argc, argv, 0, NULL, &path);
  enum relata_status status = relata_graph_open(&graph, path, RELATA_GRAPH_READ, NULL, &error);
  if (status == RELATA_OK)
    status = relata_graph_check(graph, &error);
  const bool opened = graph != NULL;
  relata_graph_close(graph);
  if (status == RELATA_OK)
    return EXIT_FINE;
  if (opened && status == RELATA_NOT_FOUND) { /* as after a kill: the articles were read and are whole */
    report_problem("%s: every article is whole; its index is missing or old, `relata compact %s` makes it anew", path,
                   path);
    return EXIT_FINE;
  }
  const int exit_status = report_error(&error);
  if (opened)
    report_problem("`relata compact %s` makes the index anew; a damaged article must be built again", path);
  return exit_status;
}

int cmd_compact(int argc, char **argv) {
  const char *path = NULL;
  struct relata_error error = { .status = RELATA_OK };
  struct relata_graph *graph = NULL;
  argp_parse(&compact_argp, argc, argv, 0, NULL, &path);
  enum relata_status status = relata_graph_open(&graph, path, RELATA_GRAPH_WRITE, NULL, &error);
  if (status == RELATA_OK)
    status = relata_graph_compact(graph, &error);
  relata_graph_close(graph);
  return status == RELATA_OK ? EXIT_FINE : report_error(&error);
}
