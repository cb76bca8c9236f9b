/* query.c — a graph, a query, a format: relata_graph_run and its shorter sister. */
#include <string.h>

#include "graph/sparql/engine.h"
#include "graph/sparql/parse.h"
#include "graph/sparql/text_index.h"
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

static const struct text_index *texts_of(struct relata_graph *graph, struct quads *quads) {
  pthread_mutex_lock(&graph->loading);
  if (!graph->texts)
    graph->texts = text_index_new(quads, graph->folder ? folder_get_path(graph->folder) : NULL);
  const struct text_index *texts = graph->texts;
  pthread_mutex_unlock(&graph->loading);
  return texts;
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

/* ------------------------------------------------------------------ where the answer goes */

/* Rows go straight out; triples are gathered, to be written in their order, each once. */
struct taking {
  struct results_writer writer;
  struct quads *triples;
};

static void take_columns(void *taking, const struct relata_str *names, size_t count) {
  results_writer_columns(&((struct taking *)taking)->writer, names, count);
}

static void take_row(void *taking, const struct relata_str *values) {
  results_writer_row(&((struct taking *)taking)->writer, values);
}

static void take_boolean(void *taking, bool truth) {
  results_writer_boolean(&((struct taking *)taking)->writer, truth);
}

static void take_triple(void *taking, struct relata_str subject, struct relata_str predicate,
                        struct relata_str object) {
  quads_add(((struct taking *)taking)->triples, subject, predicate, object, (struct relata_str){ NULL, 0 });
}

static bool gives_graph(const struct query *query) {
  return query->form == FORM_CONSTRUCT || query->form == FORM_DESCRIBE;
}

static enum relata_status answer_query(struct relata_graph *graph, struct query *query, const char *text,
                                       const struct relata_query_options *options, struct relata_out *out,
                                       size_t *rows, struct relata_error *error) {
  struct engine_options engine_options = engine_options_of(graph, options);
  struct quads *quads;
  RELATA_TRY(load(graph, &quads, error));
  if (query->searches_texts)
    engine_options.texts = texts_of(graph, quads);
  struct taking taking = {
    .writer = { .format = options->results, .prefixes = graph->prefixes, .color = options->color, .out = out },
    .triples = quads_new(),
  };
  const struct engine_taker taker = { &taking, take_columns, take_row, take_boolean, take_triple };
  enum relata_status status =
    engine_answer(query, relata_str_of(text), quads, &engine_options, &taker, error);
  results_writer_end(&taking.writer);
  *rows = taking.writer.rows;
  if (status == RELATA_OK && gives_graph(query)) {
    quads_finish(taking.triples);
    *rows = quads_count(taking.triples);
    status = write_syntax(taking.triples, graph->prefixes, options->syntax, out, error);
  }
  quads_free(taking.triples);
  return status;
}

static enum relata_query_form form_of(const struct query *query) {
  return query->form == FORM_SELECT      ? RELATA_QUERY_SELECT
         : query->form == FORM_ASK       ? RELATA_QUERY_ASK
         : query->form == FORM_CONSTRUCT ? RELATA_QUERY_CONSTRUCT
                                         : RELATA_QUERY_DESCRIBE;
}

static enum relata_status parse(const struct relata_graph *graph, struct query **query, struct relata_arena *arena,
                                const char *text, const char *base, struct relata_error *error) {
  const struct relata_str stem = base ? relata_str_of(base) : (struct relata_str){ NULL, 0 };
  return query_parse(query, arena, relata_str_of(text), stem, graph->prefixes, error);
}

enum relata_status relata_graph_query_form(struct relata_graph *graph, const char *query, const char *base,
                                           enum relata_query_form *form, struct relata_error *error) {
  struct relata_arena *arena = relata_arena_new();
  struct query *parsed;
  const enum relata_status status = parse(graph, &parsed, arena, query, base, error);
  if (status == RELATA_OK)
    *form = form_of(parsed);
  relata_arena_free(arena);
  return status;
}

enum relata_status relata_graph_run(struct relata_graph *graph, const char *query,
                                    const struct relata_query_options *options, struct relata_out *out,
                                    struct relata_query_answer *answer, struct relata_error *error) {
  struct relata_query_answer ignored;
  struct relata_arena *arena = relata_arena_new();
  struct query *parsed;
  answer = answer ? answer : &ignored;
  answer->rows = 0;
  enum relata_status status = parse(graph, &parsed, arena, query, options->base, error);
  if (status == RELATA_OK) {
    answer->form = form_of(parsed);
    status = answer_query(graph, parsed, query, options, out, &answer->rows, error);
  }
  relata_arena_free(arena);
  return status;
}

enum relata_status relata_graph_query(struct relata_graph *graph, const char *query, enum relata_results format,
                                      bool color, struct relata_out *out, size_t *rows, struct relata_error *error) {
  const struct relata_query_options options = { .results = format, .color = color };
  struct relata_query_answer answer = { .rows = 0 };
  const enum relata_status status = relata_graph_run(graph, query, &options, out, &answer, error);
  if (rows)
    *rows = answer.rows;
  return status;
}
