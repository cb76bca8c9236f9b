/* update.c — doing the operations of an update to quads. */
#include "graph/sparql/update.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <xxhash.h>

#include "graph/sparql/engine.h"
#include "graph/sparql/tokens.h"
#include "graph/sparql/update_load.h"
#include "graph/store/delta.h"
#include "graph/store/term.h"

/* ------------------------------------------------------------------ begin and end */

static struct quads *finished(void) {
  struct quads *quads = quads_new();
  quads_finish(quads);
  return quads;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

void update_work_begin(struct update_work *work, struct quads *quads, struct relata_arena *arena,
                       struct relata_str text, const struct relata_update_options *options, uint64_t seed) {
  *work = (struct update_work){ .quads = quads, .given = finished(), .gone = quads_new(), .came = quads_new(),
                                .arena = arena, .options = options, .text = text };
  work->end = options->seconds > 0 ? now() + options->seconds : 0;
  snprintf(work->blanks, sizeof work->blanks, "u%016llxn",
           (unsigned long long)XXH3_64bits_withSeed(text.data, text.len, seed));
}

void update_work_end(struct update_work *work) {
  quads_free(work->given);
  quads_free(work->gone);
  quads_free(work->came);
  free(work->empty.names);
}

static enum relata_status fail_at(struct update_work *work, const struct update_operation *operation,
                                  enum relata_status status, const char *words, struct relata_str about) {
  size_t line, column;
  text_position(work->text, operation->begin, &line, &column);
  return relata_error_set(work->error, status, NULL, line, column, words, (int)about.len, about.data);
}

/* ------------------------------------------------------------------ graphs without a triple */

bool empty_graphs_have(const struct empty_graphs *graphs, struct relata_str graph) {
  for (size_t i = 0; i < graphs->count; i++)
    if (relata_str_equal(graphs->names[i], graph))
      return true;
  return false;
}

void empty_graphs_set(struct empty_graphs *graphs, struct relata_arena *arena, struct relata_str graph, bool there) {
  if (there && empty_graphs_have(graphs, graph))
    return;
  if (!there) {
    for (size_t i = 0; i < graphs->count; i++)
      if (relata_str_equal(graphs->names[i], graph))
        graphs->names[i--] = graphs->names[--graphs->count];
    return;
  }
  if (graphs->count == graphs->capacity) {
    graphs->capacity = 2 * graphs->capacity + 8;
    graphs->names = reallocarray(graphs->names, graphs->capacity, sizeof *graphs->names);
    if (!graphs->names)
      abort();
  }
  graphs->names[graphs->count++] = relata_arena_copy(arena, graph);
}

/* ------------------------------------------------------------------ changes that wait */

static const struct relata_str outside = { NULL, 0 };

/* What goes, then what comes: several operations may wait together as long as that is their order. */
static void flush(struct update_work *work) {
  if (quads_count(work->gone) == 0 && quads_count(work->came) == 0)
    return;
  quads_finish(work->gone);
  quads_finish(work->came);
  quads_change_all(work->quads, work->gone, work->came);
  quads_change_all(work->given, work->gone, work->came);
  quads_free(work->gone);
  quads_free(work->came);
  work->gone = quads_new();
  work->came = quads_new();
}

static struct relata_str graph_of(const struct quads *quads, uint32_t graph) {
  return graph == RELATA_NONE ? outside : quads_term(quads, graph);
}

/* ------------------------------------------------------------------ templates */

struct filling {
  struct update_work *work;
  const struct update_operation *operation;
};

/* "_:n1" and the like, which BNODE() gives in every query anew. */
static bool is_made_blank(struct relata_str term) {
  bool made = term.len > 3 && memcmp(term.data, "_:n", 3) == 0;
  for (size_t i = 3; i < term.len && made; i++)
    made = term.data[i] >= '0' && term.data[i] <= '9';
  return made;
}

/* A label that no other operation gives. */
static struct relata_str own_blank(struct update_work *work, struct relata_str made) {
  return relata_arena_print(work->arena, "_:%s%zux%.*s", work->blanks, work->blank_count, (int)made.len - 2, made.data + 2);
}

/* A template's place for a solution: hidden variables are blank nodes, new with every solution. */
static struct relata_str instance(const struct filling *filling, const struct slot *slot,
                                  const struct relata_str *values, size_t number) {
  if (!slot->is_variable)
    return slot->term;
  if (values && values[slot->variable].len)
    return is_made_blank(values[slot->variable]) ? own_blank(filling->work, values[slot->variable])
                                                 : values[slot->variable];
  if (filling->operation->query->names[slot->variable].len)
    return outside;
  return relata_arena_print(filling->work->arena, "_:%s%zux%zux%u", filling->work->blanks,
                            filling->work->blank_count, number, slot->variable);
}

static bool is_triple(struct relata_str subject, struct relata_str predicate, struct relata_str object) {
  return subject.len && predicate.len && object.len && term_get_kind(subject) != TERM_LITERAL &&
         term_get_kind(predicate) == TERM_IRI;
}

/* From every graph: what a pattern found in the union of all is gone then. */
static void delete_everywhere(struct update_work *work, struct relata_str subject, struct relata_str predicate,
                              struct relata_str object) {
  struct quads *quads = work->quads;
  const struct quad pattern = { quads_find(quads, subject), quads_find(quads, predicate), quads_find(quads, object),
                                RELATA_NONE };
  if (pattern.subject == RELATA_NONE || pattern.predicate == RELATA_NONE || pattern.object == RELATA_NONE)
    return;
  struct quad_cursor cursor = quads_match(quads, pattern, false);
  for (const struct quad *quad; (quad = quad_cursor_next(&cursor));)
    quads_add(work->gone, subject, predicate, object, graph_of(quads, quad->graph));
}

static void fill(const struct filling *filling, const struct quad_template *quad, const struct relata_str *values,
                 size_t number, bool insert) {
  struct update_work *work = filling->work;
  const struct triple_pattern *triple = &quad->triple;
  const struct relata_str subject = instance(filling, &triple->subject, values, number),
                          predicate = instance(filling, &triple->predicate, values, number),
                          object = instance(filling, &triple->object, values, number);
  struct relata_str graph = filling->operation->with;
  if (quad->in_graph)
    graph = instance(filling, &quad->graph, values, number);
  const bool named = quad->in_graph || filling->operation->with.len;
  if (!is_triple(subject, predicate, object) || (named && (graph.len == 0 || term_get_kind(graph) != TERM_IRI)))
    return;
  if (insert)
    quads_add(work->came, subject, predicate, object, graph);
  else if (named || work->options->strict_dataset)
    quads_add(work->gone, subject, predicate, object, graph);
  else
    delete_everywhere(work, subject, predicate, object);
}

static void fill_all(void *payload, const struct relata_str *values, size_t number) {
  const struct filling *filling = payload;
  const struct update_operation *operation = filling->operation;
  for (size_t i = 0; i < operation->deleted_count; i++)
    fill(filling, &operation->deleted[i], values, number, false);
  for (size_t i = 0; i < operation->inserted_count; i++)
    fill(filling, &operation->inserted[i], values, number, true);
}

/* ------------------------------------------------------------------ DATA and WHERE */

static enum relata_status change_data(struct update_work *work, const struct update_operation *operation) {
  const struct filling filling = { work, operation };
  const bool deletes = operation->kind == UPDATE_DELETE_DATA;
  /* what is inserted already must be there to be deleted; blanks of the arena are copied when added */
  if (deletes && quads_count(work->came))
    flush(work);
  fill_all((void *)(uintptr_t)&filling, NULL, 0);
  work->blank_count++;
  return RELATA_OK;
}

static void add_all_graphs(struct update_work *work, struct query *query) {
  size_t count = 0;
  for (uint32_t graph = RELATA_NONE; (graph = quads_next_graph(work->quads, graph)) != RELATA_NONE;)
    count++;
  query->from_named = relata_arena_alloc(work->arena, (count + 1) * sizeof *query->from_named);
  for (uint32_t graph = RELATA_NONE; (graph = quads_next_graph(work->quads, graph)) != RELATA_NONE;)
    query->from_named[query->from_named_count++] =
      relata_arena_copy(work->arena, quads_term(work->quads, graph));
}

static bool has_protocol_dataset(const struct relata_update_options *options) {
  return options->using_graph_count || options->using_named_count;
}

/* USING stands in place of WITH as far as the pattern goes; GRAPH reaches all graphs with WITH alone. */
static enum relata_status set_dataset(struct update_work *work, const struct update_operation *operation) {
  struct query *query = operation->query;
  if (has_protocol_dataset(work->options) && (operation->has_using || operation->with.len))
    return fail_at(work, operation, RELATA_BAD_INPUT,
                   "USING and WITH may not stand where the request itself names graphs%.*s", RELATA_STR(""));
  if (operation->with.len && !operation->has_using) {
    query->from = relata_arena_alloc(work->arena, sizeof *query->from);
    query->from[0] = operation->with;
    query->from_count = 1;
    add_all_graphs(work, query);
  }
  return RELATA_OK;
}

static enum relata_status solve(struct update_work *work, const struct update_operation *operation) {
  struct filling filling = { work, operation };
  const double left = work->end > 0 ? work->end - now() : 0;
  const struct engine_options options = {
    .base = operation->query->base,
    .seconds = work->end > 0 && left <= 0 ? 1e-9 : left,
    .cancel = work->options->cancel,
    .union_default = !work->options->strict_dataset,
    .from = work->options->using_graphs,
    .from_count = work->options->using_graph_count,
    .from_named = work->options->using_named,
    .from_named_count = work->options->using_named_count,
  };
  return engine_solve(operation->query, work->quads, &options, fill_all, &filling, work->error);
}

static enum relata_status modify(struct update_work *work, const struct update_operation *operation) {
  flush(work);
  RELATA_TRY(set_dataset(work, operation));
  const enum relata_status status = solve(work, operation);
  work->blank_count++;
  flush(work);
  return status;
}

/* ------------------------------------------------------------------ whole graphs */

static struct quad_cursor quads_of(struct quads *quads, struct relata_str graph) {
  if (graph.len == 0)
    return quads_match_outside(quads);
  const uint32_t number = quads_find(quads, graph);
  if (number == RELATA_NONE)
    return (struct quad_cursor){ .at = NULL };
  return quads_match(quads, (struct quad){ RELATA_NONE, RELATA_NONE, RELATA_NONE, number }, false);
}

static bool is_there(struct update_work *work, struct relata_str graph) {
  struct quad_cursor cursor = quads_of(work->quads, graph);
  return graph.len == 0 || quad_cursor_next(&cursor) || empty_graphs_have(&work->empty, graph);
}

static void take_out(struct update_work *work, struct relata_str graph) {
  struct quad_cursor cursor = quads_of(work->quads, graph);
  for (const struct quad *quad; (quad = quad_cursor_next(&cursor));)
    quads_add_from(work->gone, work->quads, quad);
}

static void copy_into(struct update_work *work, struct relata_str from, struct relata_str to) {
  const struct quads *quads = work->quads;
  struct quad_cursor cursor = quads_of(work->quads, from);
  for (const struct quad *quad; (quad = quad_cursor_next(&cursor));)
    quads_add(work->came, quads_term(quads, quad->subject), quads_term(quads, quad->predicate),
              quads_term(quads, quad->object), to);
}

static enum relata_status missing(struct update_work *work, const struct update_operation *operation,
                                  struct relata_str graph) {
  return operation->silent ? RELATA_OK
                           : fail_at(work, operation, RELATA_BAD_INPUT, "there is no graph %.*s; with SILENT that "
                                                                        "would not matter", graph);
}

/* CLEAR leaves the graph that it names, DROP does not. */
static void clear_graph(struct update_work *work, const struct update_operation *operation, struct relata_str graph) {
  const bool stays = operation->kind == UPDATE_CLEAR && operation->to.target == TARGET_GRAPH;
  take_out(work, graph);
  if (graph.len && (stays || operation->kind == UPDATE_DROP))
    empty_graphs_set(&work->empty, work->arena, graph, stays);
}

static void clear_named(struct update_work *work, const struct update_operation *operation) {
  for (uint32_t graph = RELATA_NONE; (graph = quads_next_graph(work->quads, graph)) != RELATA_NONE;)
    clear_graph(work, operation, quads_term(work->quads, graph));
  if (operation->kind == UPDATE_DROP)
    work->empty.count = 0;
}

static enum relata_status clear(struct update_work *work, const struct update_operation *operation) {
  const struct update_place *place = &operation->to;
  flush(work);
  if (place->target == TARGET_GRAPH && !is_there(work, place->graph))
    return missing(work, operation, place->graph);
  if (place->target == TARGET_DEFAULT || place->target == TARGET_ALL)
    clear_graph(work, operation, outside);
  if (place->target == TARGET_NAMED || place->target == TARGET_ALL)
    clear_named(work, operation);
  if (place->target == TARGET_GRAPH)
    clear_graph(work, operation, place->graph);
  flush(work);
  return RELATA_OK;
}

static enum relata_status create(struct update_work *work, const struct update_operation *operation) {
  flush(work);
  if (!is_there(work, operation->to.graph)) {
    empty_graphs_set(&work->empty, work->arena, operation->to.graph, true);
    return RELATA_OK;
  }
  return operation->silent ? RELATA_OK
                           : fail_at(work, operation, RELATA_BAD_INPUT,
                                     "there is a graph %.*s already; with SILENT that would not matter",
                                     operation->to.graph);
}

static enum relata_status copy(struct update_work *work, const struct update_operation *operation) {
  const struct relata_str from = operation->from.graph, to = operation->to.graph;
  flush(work);
  if (relata_str_equal(from, to))
    return RELATA_OK;
  if (!is_there(work, from))
    return missing(work, operation, from);
  if (operation->kind != UPDATE_ADD)
    take_out(work, to);
  copy_into(work, from, to);
  flush(work);
  if (to.len)
    empty_graphs_set(&work->empty, work->arena, to, true);
  if (operation->kind == UPDATE_MOVE) {
    take_out(work, from);
    flush(work);
    empty_graphs_set(&work->empty, work->arena, from, false);
  }
  return RELATA_OK;
}

/* ------------------------------------------------------------------ all of it */

static void add_loaded(void *payload, struct relata_str subject, struct relata_str predicate, struct relata_str object,
                       struct relata_str graph) {
  struct update_work *work = payload;
  quads_add(work->came, subject, predicate, object, graph);
}

static enum relata_status load(struct update_work *work, const struct update_operation *operation) {
  char blanks[64];
  struct relata_error error = { .status = RELATA_OK };
  flush(work);
  if (!work->options->allow_load)
    return fail_at(work, operation, RELATA_UNSUPPORTED, "LOAD %.*s reads a file; it is not allowed here",
                   operation->source);
  snprintf(blanks, sizeof blanks, "%sl%zu", work->blanks, work->blank_count++);
  const enum relata_status status =
    update_load(operation->source, operation->to.graph, blanks, (struct quad_sink){ add_loaded, work }, &error);
  if (status == RELATA_OK)
    return RELATA_OK;
  quads_free(work->came); /* what was before the mistake */
  work->came = quads_new();
  if (operation->silent)
    return RELATA_OK;
  if (work->error)
    *work->error = error;
  return status;
}

static enum relata_status run(struct update_work *work, const struct update_operation *operation) {
  switch (operation->kind) {
  case UPDATE_INSERT_DATA:
  case UPDATE_DELETE_DATA:
    return change_data(work, operation);
  case UPDATE_MODIFY:
    return modify(work, operation);
  case UPDATE_LOAD:
    return load(work, operation);
  case UPDATE_CLEAR:
  case UPDATE_DROP:
    return clear(work, operation);
  case UPDATE_CREATE:
    return create(work, operation);
  default:
    return copy(work, operation);
  }
}

static enum relata_status look_at_limits(const struct update_work *work) {
  const int *cancel = work->options->cancel;
  if (cancel && __atomic_load_n(cancel, __ATOMIC_RELAXED))
    return relata_error_set(work->error, RELATA_LIMIT, NULL, 0, 0, "the update was called off");
  if (work->end > 0 && now() > work->end)
    return relata_error_set(work->error, RELATA_LIMIT, NULL, 0, 0,
                            "the update took longer than %g seconds; give it more time", work->options->seconds);
  return RELATA_OK;
}

enum relata_status update_run(struct update_work *work, const struct update *update, struct relata_error *error) {
  work->error = error;
  for (size_t i = 0; i < update->count; i++) {
    RELATA_TRY(look_at_limits(work));
    RELATA_TRY(run(work, &update->operations[i]));
  }
  flush(work);
  return look_at_limits(work);
}
