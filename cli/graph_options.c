/* graph_options.c — what the commands that read a graph share. */
#include "cli/graph_options.h"

#include "cli/report.h"

error_t graph_argument_parse(int key, char *argument, struct argp_state *state, const char **graph) {
  switch (key) {
  case ARGP_KEY_ARG:
    if (state->arg_num > 0)
      argp_error(state, "one graph at a time");
    *graph = argument;
    return 0;
  case ARGP_KEY_END:
    if (!*graph)
      argp_error(state, "which graph?");
    return 0;
  default:
    return ARGP_ERR_UNKNOWN;
  }
}

enum relata_status session_open(struct session *session, const char *graph, const char *output,
                                struct relata_error *error) {
  const struct common_options options = { 0 };
  *session = (struct session){ 0 };
  RELATA_TRY(data_open(&session->data, &options, false, true, error));
  RELATA_TRY(relata_graph_open(&session->graph, graph, RELATA_GRAPH_READ, session->data.ontology, error));
  return relata_out_open(&session->out, output ? output : "-", error);
}

int session_close(struct session *session, enum relata_status status, int fine, struct relata_error *error) {
  if (session->out && status == RELATA_IO && relata_out_failed(session->out))
    status = RELATA_OK; /* closing has the better words */
  if (status == RELATA_OK)
    status = relata_out_close(session->out, error);
  else
    relata_out_abandon(session->out);
  relata_graph_close(session->graph);
  data_close(&session->data);
  return status == RELATA_OK ? fine : report_error(error);
}
