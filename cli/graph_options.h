/* graph_options.h — what the commands that read a graph share. */
#ifndef RELATA_GRAPH_OPTIONS_H
#define RELATA_GRAPH_OPTIONS_H

#include <argp.h>

#include "cli/common.h"
#include "extract/base/out.h"
#include "graph/graph.h"

/* A graph opened for reading, its vocabulary, and where the output goes. */
struct session {
  struct data data;
  struct relata_graph *graph;
  struct relata_out *out;
};

/* The one argument of a command that takes a GRAPH and nothing else: its keys
 * ARGP_KEY_ARG and ARGP_KEY_END; ARGP_ERR_UNKNOWN for all others. */
error_t graph_argument_parse(int key, char *argument, struct argp_state *state, const char **graph);

/* `output` NULL = standard output. */
enum relata_status session_open(struct session *session, const char *graph, const char *output,
                                struct relata_error *error);

/* Closes the output, or gives it up when `status` is a failure; frees the rest.
 * Reports a failure and returns the exit status, `fine` when there was none. */
int session_close(struct session *session, enum relata_status status, int fine, struct relata_error *error);

#endif
