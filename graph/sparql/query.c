/* query.c — a graph, a query, a format: relata_graph_run and its shorter sister. */
#include <string.h>

#include "graph/sparql/engine.h"
#include "graph/sparql/parse.h"
#include "graph/store/graph_private.h"
#include "graph/write/writers.h"

/* Makes all that quads make when first asked for, so that many threads may ask. */
static void prepare(struct quads *quads) {
  static const struct quad one_an_order[] = {
    { 0, RELATA_NONE, RELATA_NONE, RELATA_NONE },
    { RELATA_NONE, 0, RELATA_NONE, RELATA_NONE },
    { RELATA_NONE, RELATA_NONE, 0, RELATA_NONE },
  };
  size_t count;
  if (quads_count(quads) == 0)
    return;
  for (size_t i = 0; i < sizeof one_an_order / sizeof *one_an_order; i++)
    quads_match(quads, one_an_order[i], false);
  quads_next_graph(quads, RELATA_NONE);
  quads_predicates(quads, &count);
}

/* One thread loads and prepares; the others wait. */
static enum relata_status load(struct relata_graph *graph, struct quads **quads, struct relata_error *error) {
  pthread_mutex_lock(&graph->loading);
  const enum relata_status status = graph_load(graph, quads, error);
  if (status == RELATA_OK)
    prepare(*quads);
  pthread_mutex_unlock(&graph->loading);
  return status;
}

static struct engine_options engine_options_of(const struct relata_graph *graph,
                                               const struct relata_query_options *options) {
  return (struct engine_options){
    .prefixes = graph->prefixes,
    .base = options->base ? relata_str_of(options->base) : (struct relata_str){ NULL, 0 },
    .seconds = options->seconds,
    .union_default = !options->strict,
    .from = options->default_graphs,
    .from_named = options->named_graphs,
    .from_count = options->default_graph_count,
    .from_named_count = options->named_graph_count,
    .memory = options->memory,
    .rows = options->rows,
    .cancel = options->cancel,
    .allow_service = options->allow_service,
    .explain = options->explain,
  };
}

static enum relata_status answer_query(const struct relata_graph *graph, struct relata_str query, struct quads *quads,
                                       const struct relata_query_options *options, struct results *results,
                                       struct relata_out *out, size_t *rows, struct relata_error *error) {
  const struct engine_options engine_options = engine_options_of(graph, options);
  struct quads *found = quads_new();
  bool is_graph;
  enum relata_status status = engine_run(query, quads, &engine_options, results, found, &is_graph, error);
  if (status == RELATA_OK && is_graph) {
    quads_finish(found);
    *rows = quads_count(found);
    status = write_syntax(found, graph->prefixes, options->syntax, out, error);
  } else if (status == RELATA_OK) {
    *rows = results->is_boolean ? results->boolean : results->rows;
    results_write(results, options->results, graph->prefixes, options->color, out);
  }
  quads_free(found);
  return status;
}

static enum relata_query_form form_of(const struct query *query) {
  return query->form == FORM_SELECT      ? RELATA_QUERY_SELECT
         : query->form == FORM_ASK       ? RELATA_QUERY_ASK
         : query->form == FORM_CONSTRUCT ? RELATA_QUERY_CONSTRUCT
                                         : RELATA_QUERY_DESCRIBE;
}

enum relata_status relata_graph_query_form(struct relata_graph *graph, const char *query, const char *base,
                                           enum relata_query_form *form, struct relata_error *error) {
  struct relata_arena *arena = relata_arena_new();
  struct query *parsed;
  const struct relata_str stem = base ? relata_str_of(base) : (struct relata_str){ NULL, 0 };
  const enum relata_status status =
    query_parse(&parsed, arena, relata_str_of(query), stem, graph->prefixes, error);
  if (status == RELATA_OK)
    *form = form_of(parsed);
  relata_arena_free(arena);
  return status;
}

enum relata_status relata_graph_run(struct relata_graph *graph, const char *query,
                                    const struct relata_query_options *options, struct relata_out *out,
                                    struct relata_query_answer *answer, struct relata_error *error) {
  struct relata_query_answer ignored;
  struct quads *quads;
  answer = answer ? answer : &ignored;
  answer->rows = 0;
  RELATA_TRY(relata_graph_query_form(graph, query, options->base, &answer->form, error));
  RELATA_TRY(load(graph, &quads, error));
  struct results results = { .arena = relata_arena_new() };
  const enum relata_status status =
    answer_query(graph, relata_str_of(query), quads, options, &results, out, &answer->rows, error);
  relata_arena_free(results.arena);
  return status;
}

void relata_graph_set_time_limit(struct relata_graph *graph, double seconds) {
  graph->query_seconds = seconds;
}

enum relata_status relata_graph_query(struct relata_graph *graph, const char *query, enum relata_results format,
                                      bool color, struct relata_out *out, size_t *rows, struct relata_error *error) {
  const struct relata_query_options options = { .results = format, .color = color, .seconds = graph->query_seconds };
  struct relata_query_answer answer = { .rows = 0 };
  const enum relata_status status = relata_graph_run(graph, query, &options, out, &answer, error);
  if (rows)
    *rows = answer.rows;
  return status;
}
