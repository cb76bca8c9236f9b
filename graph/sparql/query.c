/* query.c — relata_graph_query: a graph, a query, a format. */
#include "graph/sparql/engine.h"
#include "graph/store/graph_private.h"
#include "graph/write/writers.h"

static enum relata_status answer(struct relata_graph *graph, struct relata_str query, struct quads *quads,
                                 struct results *results, enum relata_results format, bool color,
                                 struct relata_out *out, size_t *rows, struct relata_error *error) {
  const struct engine_options options = { .prefixes = graph->prefixes, .seconds = graph->query_seconds,
                                          .union_default = true };
  struct quads *found = quads_new();
  bool is_graph;
  enum relata_status status = engine_run(query, quads, &options, results, found, &is_graph, error);
  if (status == RELATA_OK && is_graph) {
    quads_finish(found);
    *rows = quads_count(found);
    status = write_turtle(found, graph->prefixes, false, out, error);
  } else if (status == RELATA_OK) {
    *rows = results->is_boolean ? results->boolean : results->rows;
    results_write(results, format, graph->prefixes, color, out);
  }
  quads_free(found);
  return status;
}

void relata_graph_set_time_limit(struct relata_graph *graph, double seconds) {
  graph->query_seconds = seconds;
}

enum relata_status relata_graph_query(struct relata_graph *graph, const char *query, enum relata_results format,
                                      bool color, struct relata_out *out, size_t *rows, struct relata_error *error) {
  size_t ignored;
  struct quads *quads;
  rows = rows ? rows : &ignored;
  *rows = 0;
  RELATA_TRY(graph_load(graph, &quads, error));
  struct results results = { .arena = relata_arena_new() };
  const enum relata_status status =
    answer(graph, relata_str_of(query), quads, &results, format, color, out, rows, error);
  relata_arena_free(results.arena);
  return status;
}
