/* engine.c — the dataset, the four query forms. */
#include "graph/sparql/engine.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "graph/sparql/evaluate.h"
#include "graph/sparql/parse.h"
#include "graph/store/term.h"

enum { MOST_CELLS = 100000000 }; /* of one table of rows: 400 MB */

struct engine {
  struct evaluation evaluation;
  uint64_t random, blanks;
  struct patterns patterns;
  struct timer timer;
};

/* ------------------------------------------------------------------ the dataset */

static void add_named(struct evaluation *evaluation, uint32_t graph) {
  evaluation->named = reallocarray(evaluation->named, evaluation->named_count + 1, sizeof *evaluation->named);
  if (!evaluation->named)
    abort();
  evaluation->named[evaluation->named_count++] = graph;
}

static bool *no_graphs(const struct evaluation *evaluation) {
  bool *graphs = calloc(evaluation->known + 1, sizeof *graphs);
  if (!graphs)
    abort();
  return graphs;
}

static struct relata_str *terms_of(struct relata_arena *arena, const char *const *iris, size_t count) {
  struct relata_str *terms = relata_arena_alloc(arena, (count + 1) * sizeof *terms);
  for (size_t i = 0; i < count; i++)
    terms[i] = term_iri(arena, (struct relata_str){ NULL, 0 }, relata_str_of(iris[i]));
  return terms;
}

/* A dataset from outside takes the place of the query's own (SPARQL 1.1 Protocol, section 2.1.4). */
static void override_dataset(struct query *query, const struct engine_options *options, struct relata_arena *arena) {
  if (!options->from_count && !options->from_named_count)
    return;
  query->from = terms_of(arena, options->from, options->from_count);
  query->from_count = options->from_count;
  query->from_named = terms_of(arena, options->from_named, options->from_named_count);
  query->from_named_count = options->from_named_count;
}

/* FROM and FROM NAMED name it all; graphs that are not there are empty. */
static void take_dataset(struct evaluation *evaluation, const struct query *query) {
  evaluation->in_default = no_graphs(evaluation);
  for (size_t i = 0; i < query->from_count; i++) {
    const uint32_t graph = quads_find(evaluation->quads, query->from[i]);
    if (graph != RELATA_NONE)
      evaluation->in_default[graph] = true;
  }
  for (size_t i = 0; i < query->from_named_count; i++) {
    const uint32_t graph = quads_find(evaluation->quads, query->from_named[i]);
    if (graph != RELATA_NONE)
      add_named(evaluation, graph);
  }
}

static void take_all_graphs(struct evaluation *evaluation) {
  uint32_t graph = RELATA_NONE;
  while ((graph = quads_next_graph(evaluation->quads, graph)) != RELATA_NONE)
    add_named(evaluation, graph);
}

/* ------------------------------------------------------------------ begin and end */

/* The moment of the query; the only thing here that is not the same each time. */
static struct relata_str moment_now(struct relata_arena *arena) {
  const time_t now = time(NULL);
  struct tm parts;
  char text[64];
  gmtime_r(&now, &parts);
  strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return relata_arena_copy(arena, relata_str_of(text));
}

static void engine_begin(struct engine *engine, const struct query *query, struct quads *quads,
                         const struct engine_options *options, struct relata_arena *arena, struct relata_str text) {
  *engine = (struct engine){ .random = relata_str_hash(text) };
  struct evaluation *evaluation = &engine->evaluation;
  evaluation->query = query;
  evaluation->timer = &engine->timer;
  engine->timer.end = options->seconds > 0 ? timer_now() + options->seconds : 0;
  evaluation->quads = quads;
  evaluation->arena = arena;
  evaluation->extra = dictionary_new();
  evaluation->known = (uint32_t)quads_term_count(quads);
  evaluation->active = RELATA_NONE;
  evaluation->most = MOST_CELLS / (query->variable_count + 1);
  evaluation->union_default = options->union_default;
  evaluation->functions =
    (struct function_context){ arena, query->base, moment_now(arena), &engine->random, &engine->blanks,
                                 &engine->patterns };
  if (query->from_count || query->from_named_count)
    take_dataset(evaluation, query);
  else
    take_all_graphs(evaluation);
}

static void engine_end(struct engine *engine) {
  dictionary_free(engine->evaluation.extra);
  patterns_free(&engine->patterns);
  free(engine->evaluation.in_default);
  free(engine->evaluation.named);
}

/* ------------------------------------------------------------------ SELECT */

static size_t list_columns(const struct query *query, uint32_t *columns) {
  size_t count = 0;
  if (!query->select.star) {
    for (size_t i = 0; i < query->select.projected_count; i++)
      columns[count++] = query->select.projected[i].variable;
    return count;
  }
  for (uint32_t v = 0; v < query->variable_count; v++) {
    bool shown = query->names[v].len && query->select.where->may[v];
    for (size_t i = 0; query->select.values && i < query->select.values->variable_count; i++)
      shown = shown || query->select.values->variables[i] == v;
    if (shown)
      columns[count++] = v;
  }
  return count;
}

static void give_rows(const struct evaluation *evaluation, const struct rows *rows, struct results *results) {
  const struct query *query = evaluation->query;
  const size_t most = query->variable_count + query->select.projected_count + 1;
  uint32_t *columns = relata_arena_alloc(evaluation->arena, most * sizeof *columns);
  results->columns = list_columns(query, columns);
  results->names = relata_arena_alloc(results->arena, (results->columns + 1) * sizeof *results->names);
  for (size_t c = 0; c < results->columns; c++)
    results->names[c] = query->names[columns[c]];
  for (size_t i = 0; i < rows->count; i++) {
    struct relata_str *row = results_add_row(results);
    for (size_t c = 0; c < results->columns; c++) {
      const uint32_t number = rows_get(rows, i)[columns[c]];
      if (number == RELATA_NONE)
        row[c] = (struct relata_str){ NULL, 0 };
      else if (number < evaluation->known)
        row[c] = evaluation_term(evaluation, number);
      else /* the query's own terms end with it */
        row[c] = relata_arena_copy(results->arena, evaluation_term(evaluation, number));
    }
  }
}

/* ------------------------------------------------------------------ CONSTRUCT */

/* A template's place for a row: its blank nodes are new with every row. */
static struct relata_str instance(const struct evaluation *evaluation, struct relata_arena *arena,
                                  const struct slot *slot, const uint32_t *row, size_t number) {
  if (!slot->is_variable)
    return slot->term;
  const uint32_t value = row[slot->variable];
  if (value != RELATA_NONE)
    return evaluation_term(evaluation, value);
  if (evaluation->query->names[slot->variable].len == 0)
    return relata_arena_print(arena, "_:c%zux%u", number, slot->variable);
  return (struct relata_str){ NULL, 0 };
}

static bool is_triple(struct relata_str subject, struct relata_str predicate, struct relata_str object) {
  return subject.len && predicate.len && object.len && term_get_kind(subject) != TERM_LITERAL &&
         term_get_kind(predicate) == TERM_IRI;
}

static void construct(const struct evaluation *evaluation, const struct rows *rows, struct quads *graph) {
  const struct query *query = evaluation->query;
  struct relata_arena *arena = relata_arena_new();
  for (size_t i = 0; i < rows->count; i++) {
    for (size_t k = 0; k < query->construct_count; k++) {
      const struct triple_pattern *triple = &query->construct[k];
      const struct relata_str subject = instance(evaluation, arena, &triple->subject, rows_get(rows, i), i),
                              predicate = instance(evaluation, arena, &triple->predicate, rows_get(rows, i), i),
                              object = instance(evaluation, arena, &triple->object, rows_get(rows, i), i);
      if (is_triple(subject, predicate, object))
        quads_add(graph, subject, predicate, object, (struct relata_str){ NULL, 0 });
    }
    relata_arena_clear(arena);
  }
  relata_arena_free(arena);
}

/* ------------------------------------------------------------------ DESCRIBE */

/* Everything said of a thing, and of the blank nodes that hang on it. */
static void describe(const struct evaluation *evaluation, uint32_t thing, bool *done, struct quads *graph, int depth) {
  if (thing >= evaluation->known || done[thing] || depth > 100)
    return;
  done[thing] = true;
  struct triple_walk walk = triple_walk_begin(evaluation, thing, RELATA_NONE, RELATA_NONE);
  for (const struct quad *quad; (quad = triple_walk_next(&walk));) {
    quads_add(graph, evaluation_term(evaluation, quad->subject), evaluation_term(evaluation, quad->predicate),
              evaluation_term(evaluation, quad->object), (struct relata_str){ NULL, 0 });
    if (term_get_kind(evaluation_term(evaluation, quad->object)) == TERM_BLANK)
      describe(evaluation, quad->object, done, graph, depth + 1);
  }
}

static void describe_all(const struct evaluation *evaluation, const struct rows *rows, struct quads *graph) {
  const struct query *query = evaluation->query;
  bool *done = no_graphs(evaluation);
  for (size_t k = 0; k < query->described_count; k++) {
    const struct slot *slot = &query->described[k];
    if (!slot->is_variable)
      describe(evaluation, quads_find(evaluation->quads, slot->term), done, graph, 0);
    for (size_t i = 0; slot->is_variable && i < rows->count; i++)
      describe(evaluation, rows_get(rows, i)[slot->variable], done, graph, 0);
  }
  for (size_t i = 0; query->select.star && i < rows->count; i++)
    for (uint32_t v = 0; v < query->variable_count; v++)
      if (query->names[v].len)
        describe(evaluation, rows_get(rows, i)[v], done, graph, 0);
  free(done);
}

/* ------------------------------------------------------------------ the whole */

static void answer(struct engine *engine, struct results *results, struct quads *graph, bool *is_graph) {
  struct evaluation *evaluation = &engine->evaluation;
  const struct query *query = evaluation->query;
  struct rows rows;
  rows_init(&rows, query->variable_count);
  evaluate_select(evaluation, &query->select, query->form != FORM_SELECT, &rows);
  *is_graph = query->form == FORM_CONSTRUCT || query->form == FORM_DESCRIBE;
  if (query->form == FORM_SELECT) {
    give_rows(evaluation, &rows, results);
  } else if (query->form == FORM_ASK) {
    results->is_boolean = true;
    results->boolean = rows.count > 0;
  } else if (query->form == FORM_CONSTRUCT) {
    construct(evaluation, &rows, graph);
  } else {
    describe_all(evaluation, &rows, graph);
  }
  rows_free(&rows);
}

static enum relata_status complain(const struct engine *engine, const struct engine_options *options,
                                   struct relata_error *error) {
  if (engine->timer.is_over)
    return relata_error_set(error, RELATA_LIMIT, NULL, 0, 0,
                            "the query took longer than %g seconds; give it more time, or ask for less",
                            options->seconds);
  if (engine->evaluation.too_many)
    return relata_error_set(error, RELATA_LIMIT, NULL, 0, 0, "the query has more than %zu solutions on its way",
                            engine->evaluation.most);
  return RELATA_OK;
}

enum relata_status engine_run(struct relata_str text, struct quads *quads, const struct engine_options *options,
                              struct results *results, struct quads *graph, bool *is_graph,
                              struct relata_error *error) {
  struct query *query;
  struct engine engine;
  *is_graph = false;
  RELATA_TRY(query_parse(&query, results->arena, text, options->base, options->prefixes, error));
  override_dataset(query, options, results->arena);
  engine_begin(&engine, query, quads, options, results->arena, text);
  answer(&engine, results, graph, is_graph);
  const enum relata_status status = complain(&engine, options, error);
  engine_end(&engine);
  return status;
}

static void give_solutions(const struct evaluation *evaluation, const struct rows *rows, engine_take_solution take,
                           void *payload) {
  const size_t width = evaluation->query->variable_count;
  struct relata_str *values = relata_arena_alloc(evaluation->arena, (width + 1) * sizeof *values);
  for (size_t i = 0; i < rows->count; i++) {
    const uint32_t *row = rows_get(rows, i);
    for (size_t v = 0; v < width; v++)
      values[v] = row[v] == RELATA_NONE ? (struct relata_str){ NULL, 0 } : evaluation_term(evaluation, row[v]);
    take(payload, values, i);
  }
}

enum relata_status engine_solve(struct query *query, struct quads *quads, const struct engine_options *options,
                                engine_take_solution take, void *payload, struct relata_error *error) {
  struct engine engine;
  struct rows rows;
  struct relata_arena *arena = relata_arena_new();
  override_dataset(query, options, arena);
  engine_begin(&engine, query, quads, options, arena, RELATA_STR("update"));
  rows_init(&rows, query->variable_count);
  evaluate_select(&engine.evaluation, &query->select, true, &rows);
  const enum relata_status status = complain(&engine, options, error);
  if (status == RELATA_OK)
    give_solutions(&engine.evaluation, &rows, take, payload);
  rows_free(&rows);
  engine_end(&engine);
  relata_arena_free(arena);
  return status;
}
