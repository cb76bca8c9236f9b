/* engine.c — the dataset, the four query forms. */
#include "graph/sparql/engine.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "graph/sparql/evaluate.h"
#include "graph/sparql/parse.h"
#include "graph/sparql/text_search.h"
#include "graph/store/term.h"

struct engine {
  struct evaluation evaluation;
  uint64_t random, blanks;
  struct patterns patterns;
  struct limits limits;
  struct plan *plan;
  const struct engine_options *options;
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

/* ------------------------------------------------------------------ terms */

struct relata_str evaluation_term(const struct evaluation *evaluation, uint32_t number) {
  return number < evaluation->known ? quads_term(evaluation->quads, number)
                                    : dictionary_get(evaluation->extra, number - evaluation->known);
}

enum { TERM_ROOM = 64 }; /* what a term takes beside its bytes */

uint32_t evaluation_intern(struct evaluation *evaluation, struct relata_str term) {
  bool is_new;
  if (term.len == 0)
    return RELATA_NONE;
  const uint32_t known = quads_find(evaluation->quads, term);
  if (known != RELATA_NONE)
    return known;
  const uint32_t number = dictionary_intern(evaluation->extra, term, &is_new);
  if (is_new)
    limits_take(evaluation->limits, term.len + TERM_ROOM);
  return evaluation->known + number;
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

/* A quarter of the machine's memory is left to others. */
static size_t memory_limit(const struct engine_options *options) {
  const long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
  if (options->memory)
    return options->memory;
  return pages > 0 && size > 0 ? (size_t)pages * (size_t)size / 4 * 3 : 0;
}

static void engine_begin(struct engine *engine, const struct query *query, struct quads *quads,
                         const struct engine_options *options, struct relata_arena *arena, struct relata_str text) {
  *engine = (struct engine){ .random = relata_str_hash(text), .options = options };
  struct evaluation *evaluation = &engine->evaluation;
  evaluation->query = query;
  evaluation->limits = &engine->limits;
  engine->limits.end = options->seconds > 0 ? limits_now() + options->seconds : 0;
  engine->limits.memory = memory_limit(options);
  engine->limits.cancel = options->cancel;
  evaluation->quads = quads;
  evaluation->arena = arena;
  evaluation->extra = dictionary_new();
  evaluation->known = (uint32_t)quads_term_count(quads);
  evaluation->active = RELATA_NONE;
  evaluation->union_default = options->union_default;
  evaluation->explains = options->explain != NULL;
  evaluation->options = options;
  evaluation->functions =
    (struct function_context){ arena, query->base, moment_now(arena), &engine->random, &engine->blanks,
                                 &engine->patterns };
  if (query->from_count || query->from_named_count)
    take_dataset(evaluation, query);
  else
    take_all_graphs(evaluation);
}

static void engine_end(struct engine *engine) {
  plan_free(engine->plan);
  text_search_free(engine->evaluation.texts);
  dictionary_free(engine->evaluation.extra);
  patterns_free(&engine->patterns);
  free(engine->evaluation.in_default);
  free(engine->evaluation.named);
}

static enum relata_status complain(const struct engine *engine, struct relata_error *error) {
  const struct engine_options *options = engine->options;
  switch (engine->limits.broken) {
  case LIMIT_NONE:
  case LIMIT_FAILED:
    return engine->evaluation.failure.status == RELATA_OK
             ? RELATA_OK
             : relata_error_set(error, engine->evaluation.failure.status, NULL, 0, 0, "%s",
                                engine->evaluation.failure.message);
  case LIMIT_TIME:
    return relata_error_set(error, RELATA_LIMIT, NULL, 0, 0,
                            "the query took longer than %g seconds; give it more time, or ask for less",
                            options->seconds);
  case LIMIT_MEMORY:
    return relata_error_set(error, RELATA_LIMIT, NULL, 0, 0,
                            "the query needs more than %zu MB of memory; allow it more, or ask for less",
                            (engine->limits.memory + 999999) / 1000000);
  case LIMIT_ROWS:
    return relata_error_set(error, RELATA_LIMIT, NULL, 0, 0,
                            "the query has more than %zu rows; add LIMIT, or ask for less", options->rows);
  case LIMIT_CANCELLED:
    return relata_error_set(error, RELATA_LIMIT, NULL, 0, 0, "the query was cancelled");
  }
  return RELATA_OK;
}

/* ------------------------------------------------------------------ rows at the end of the plan */

/* One for all forms. */
struct answering {
  struct sink sink;
  struct engine *engine;
  const struct engine_taker *taker;
  size_t rows;
  uint32_t *columns;
  size_t column_count;
  struct relata_str *values; /* of a row's columns, or of all variables */
  struct relata_arena *arena;
  bool *described;
};

static struct relata_str value_at(const struct evaluation *evaluation, uint32_t number) {
  return number == RELATA_NONE ? (struct relata_str){ NULL, 0 } : evaluation_term(evaluation, number);
}

/* False when there are more rows than may be. */
static bool count_row(struct answering *answering) {
  struct engine *engine = answering->engine;
  if (engine->options->rows && answering->rows >= engine->options->rows && engine->limits.broken == LIMIT_NONE)
    engine->limits.broken = LIMIT_ROWS;
  if (limits_are_broken(&engine->limits))
    return false;
  answering->rows++;
  return true;
}

static void take_selected(struct sink *sink, const struct rows *rows) {
  struct answering *answering = (struct answering *)sink;
  for (size_t i = 0; i < rows->count && count_row(answering); i++) {
    for (size_t c = 0; c < answering->column_count; c++)
      answering->values[c] = value_at(&answering->engine->evaluation, rows_get(rows, i)[answering->columns[c]]);
    answering->taker->row(answering->taker->payload, answering->values);
  }
}

static void select_rows(struct answering *answering) {
  const struct evaluation *evaluation = &answering->engine->evaluation;
  const struct query *query = evaluation->query;
  const size_t most = query->variable_count + query->select.projected_count + 1;
  answering->columns = relata_arena_alloc(evaluation->arena, most * sizeof *answering->columns);
  answering->values = relata_arena_alloc(evaluation->arena, most * sizeof *answering->values);
  answering->column_count = select_columns(query, &query->select, answering->columns);
  for (size_t c = 0; c < answering->column_count; c++)
    answering->values[c] = query->names[answering->columns[c]];
  answering->taker->columns(answering->taker->payload, answering->values, answering->column_count);
  answering->sink.take = take_selected;
  plan_run_alone(&answering->engine->evaluation, answering->engine->plan, &answering->sink);
}

static void take_any(struct sink *sink, const struct rows *rows) {
  sink->full = rows->count > 0;
}

static void ask(struct answering *answering) {
  answering->sink.take = take_any;
  plan_run_alone(&answering->engine->evaluation, answering->engine->plan, &answering->sink);
  answering->taker->boolean(answering->taker->payload, answering->sink.full);
}

/* ------------------------------------------------------------------ CONSTRUCT */

static bool give_triple(struct answering *answering, struct relata_str subject, struct relata_str predicate,
                        struct relata_str object) {
  struct limits *limits = &answering->engine->limits;
  if (!limits_take(limits, subject.len + predicate.len + object.len + 64) || !count_row(answering))
    return false;
  answering->taker->triple(answering->taker->payload, subject, predicate, object);
  return true;
}

/* A template's place for a row: its blank nodes are new with every row. */
static struct relata_str instance(const struct answering *answering, const struct slot *slot, const uint32_t *row,
                                  size_t number) {
  const struct evaluation *evaluation = &answering->engine->evaluation;
  if (!slot->is_variable)
    return slot->term;
  if (row[slot->variable] != RELATA_NONE)
    return evaluation_term(evaluation, row[slot->variable]);
  if (evaluation->query->names[slot->variable].len == 0)
    return relata_arena_print(answering->arena, "_:c%zux%u", number, slot->variable);
  return (struct relata_str){ NULL, 0 };
}

static bool is_triple(struct relata_str subject, struct relata_str predicate, struct relata_str object) {
  return subject.len && predicate.len && object.len && term_get_kind(subject) != TERM_LITERAL &&
         term_get_kind(predicate) == TERM_IRI;
}

static void construct_row(struct answering *answering, const uint32_t *row, size_t number) {
  const struct query *query = answering->engine->evaluation.query;
  for (size_t k = 0; k < query->construct_count; k++) {
    const struct triple_pattern *triple = &query->construct[k];
    const struct relata_str subject = instance(answering, &triple->subject, row, number),
                            predicate = instance(answering, &triple->predicate, row, number),
                            object = instance(answering, &triple->object, row, number);
    if (is_triple(subject, predicate, object) && !give_triple(answering, subject, predicate, object))
      return;
  }
  relata_arena_clear(answering->arena);
}

static void take_constructed(struct sink *sink, const struct rows *rows) {
  struct answering *answering = (struct answering *)sink;
  for (size_t i = 0; i < rows->count && answering->engine->limits.broken == LIMIT_NONE; i++)
    construct_row(answering, rows_get(rows, i), (size_t)answering->engine->plan->numbered++);
}

static void construct(struct answering *answering) {
  answering->arena = relata_arena_new();
  answering->sink.take = take_constructed;
  plan_run_alone(&answering->engine->evaluation, answering->engine->plan, &answering->sink);
  relata_arena_free(answering->arena);
}

/* ------------------------------------------------------------------ DESCRIBE */

enum { DEEPEST_DESCRIPTION = 100 };

/* Everything said of a thing, and of the blank nodes that hang on it. */
static void describe(struct answering *answering, uint32_t thing, int depth) {
  const struct evaluation *evaluation = &answering->engine->evaluation;
  if (thing >= evaluation->known || answering->described[thing] || depth > DEEPEST_DESCRIPTION)
    return;
  answering->described[thing] = true;
  struct triple_walk walk = triple_walk_begin(evaluation, thing, RELATA_NONE, RELATA_NONE);
  for (const struct quad *quad; (quad = triple_walk_next(&walk));) {
    const uint32_t object = quad->object;
    if (!give_triple(answering, evaluation_term(evaluation, quad->subject),
                     evaluation_term(evaluation, quad->predicate), evaluation_term(evaluation, object)))
      return;
    if (term_get_kind(evaluation_term(evaluation, object)) == TERM_BLANK)
      describe(answering, object, depth + 1);
  }
}

static void take_described(struct sink *sink, const struct rows *rows) {
  struct answering *answering = (struct answering *)sink;
  const struct query *query = answering->engine->evaluation.query;
  for (size_t i = 0; i < rows->count; i++) {
    const uint32_t *row = rows_get(rows, i);
    for (size_t k = 0; k < query->described_count; k++)
      if (query->described[k].is_variable)
        describe(answering, row[query->described[k].variable], 0);
    for (uint32_t v = 0; query->select.star && v < query->variable_count; v++)
      if (query->names[v].len)
        describe(answering, row[v], 0);
  }
}

static void describe_all(struct answering *answering) {
  struct evaluation *evaluation = &answering->engine->evaluation;
  const struct query *query = evaluation->query;
  answering->described = no_graphs(evaluation);
  for (size_t k = 0; k < query->described_count; k++)
    if (!query->described[k].is_variable)
      describe(answering, quads_find(evaluation->quads, query->described[k].term), 0);
  answering->sink.take = take_described;
  plan_run_alone(evaluation, answering->engine->plan, &answering->sink);
  free(answering->described);
}

/* ------------------------------------------------------------------ the whole */

static void answer(struct engine *engine, const struct engine_taker *taker) {
  struct answering answering = { .engine = engine, .taker = taker };
  switch (engine->evaluation.query->form) {
  case FORM_SELECT:
    select_rows(&answering);
    break;
  case FORM_ASK:
    ask(&answering);
    break;
  case FORM_CONSTRUCT:
    construct(&answering);
    break;
  case FORM_DESCRIBE:
    describe_all(&answering);
    break;
  }
}

static enum relata_status check_service(const struct query *query, const struct engine_options *options,
                                        struct relata_error *error) {
  if (!query->service_line || options->allow_service)
    return RELATA_OK;
  return relata_error_set(error, RELATA_UNSUPPORTED, NULL, query->service_line, query->service_column,
                          "SERVICE asks another server, which is not allowed here; relata query takes --allow-service");
}

enum relata_status engine_answer(struct query *query, struct relata_str text, struct quads *quads,
                                 const struct engine_options *options, const struct engine_taker *taker,
                                 struct relata_error *error) {
  struct engine engine;
  struct relata_arena *arena = relata_arena_new();
  override_dataset(query, options, arena);
  engine_begin(&engine, query, quads, options, arena, text);
  enum relata_status status = check_service(query, options, error);
  if (status == RELATA_OK)
    status = plan_query(&engine.plan, &engine.evaluation, query, error);
  if (status == RELATA_OK) {
    answer(&engine, taker);
    status = complain(&engine, error);
    if (options->explain)
      plan_explain(engine.plan, &engine.evaluation, options->prefixes, options->explain);
  }
  engine_end(&engine);
  relata_arena_free(arena);
  return status;
}

/* ------------------------------------------------------------------ into results */

struct filling {
  struct results *results;
  struct quads *graph;
};

static void fill_columns(void *payload, const struct relata_str *names, size_t count) {
  struct results *results = ((struct filling *)payload)->results;
  results->columns = count;
  results->names = relata_arena_alloc(results->arena, (count + 1) * sizeof *results->names);
  for (size_t c = 0; c < count; c++)
    results->names[c] = relata_arena_copy(results->arena, names[c]);
}

static void fill_row(void *payload, const struct relata_str *values) {
  struct results *results = ((struct filling *)payload)->results;
  struct relata_str *row = results_add_row(results);
  for (size_t c = 0; c < results->columns; c++)
    row[c] = values[c].len ? relata_arena_copy(results->arena, values[c]) : values[c];
}

static void fill_boolean(void *payload, bool truth) {
  struct results *results = ((struct filling *)payload)->results;
  results->is_boolean = true;
  results->boolean = truth;
}

static void fill_triple(void *payload, struct relata_str subject, struct relata_str predicate,
                        struct relata_str object) {
  quads_add(((struct filling *)payload)->graph, subject, predicate, object, (struct relata_str){ NULL, 0 });
}

enum relata_status engine_run(struct relata_str text, struct quads *quads, const struct engine_options *options,
                              struct results *results, struct quads *graph, bool *is_graph,
                              struct relata_error *error) {
  struct query *query;
  struct filling filling = { results, graph };
  const struct engine_taker taker = { &filling, fill_columns, fill_row, fill_boolean, fill_triple };
  *is_graph = false;
  RELATA_TRY(query_parse(&query, results->arena, text, options->base, options->prefixes, error));
  *is_graph = query->form == FORM_CONSTRUCT || query->form == FORM_DESCRIBE;
  return engine_answer(query, text, quads, options, &taker, error);
}

/* ------------------------------------------------------------------ for updates */

struct solving {
  struct sink sink;
  struct engine *engine;
  struct relata_str *values;
  engine_take_solution take;
  void *payload;
  size_t number;
};

static void take_solved(struct sink *sink, const struct rows *rows) {
  struct solving *solving = (struct solving *)sink;
  for (size_t i = 0; i < rows->count; i++) {
    for (size_t v = 0; v < rows->width; v++)
      solving->values[v] = value_at(&solving->engine->evaluation, rows_get(rows, i)[v]);
    solving->take(solving->payload, solving->values, solving->number++);
  }
}

enum relata_status engine_solve(struct query *query, struct quads *quads, const struct engine_options *options,
                                engine_take_solution take, void *payload, struct relata_error *error) {
  struct engine engine;
  struct relata_arena *arena = relata_arena_new();
  struct solving solving = { .sink = { .take = take_solved }, .engine = &engine, .take = take, .payload = payload };
  override_dataset(query, options, arena);
  engine_begin(&engine, query, quads, options, arena, RELATA_STR("update"));
  solving.values = relata_arena_alloc(arena, (query->variable_count + 1) * sizeof *solving.values);
  enum relata_status status = check_service(query, options, error);
  if (status == RELATA_OK)
    status = plan_query(&engine.plan, &engine.evaluation, query, error);
  if (status == RELATA_OK) {
    plan_run_alone(&engine.evaluation, engine.plan, &solving.sink);
    status = complain(&engine, error);
  }
  engine_end(&engine);
  relata_arena_free(arena);
  return status;
}
