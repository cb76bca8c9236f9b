/* redland.c — the storage module. */
#include "graph/store/redland.h"

#include <rdf_storage_module.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "graph/store/graph_private.h"
#include "graph/store/term.h"

struct redland {
  struct relata_graph *graph; /* that the quads are of, when it is the storage's own; else NULL */
  struct quads *quads;
  librdf_world *world;
  librdf_storage *storage;
  librdf_model *model;
  struct relata_arena *arena;
  librdf_node **nodes; /* a term number's, once it was needed */
  char complaint[256];
};

/* ------------------------------------------------------------------ terms and nodes */

static librdf_node *make_node(struct redland *redland, uint32_t term) {
  const struct term_parts parts = term_split(redland->arena, quads_term(redland->quads, term));
  const unsigned char *value = (const unsigned char *)(parts.value.data ? parts.value.data : "");
  if (parts.kind == TERM_IRI)
    return librdf_new_node_from_counted_uri_string(redland->world, value, parts.value.len);
  if (parts.kind == TERM_BLANK)
    return librdf_new_node_from_counted_blank_identifier(redland->world, value, parts.value.len);
  librdf_uri *datatype = NULL;
  if (parts.datatype.len)
    datatype = librdf_new_uri2(redland->world, (const unsigned char *)parts.datatype.data, parts.datatype.len);
  librdf_node *node = librdf_new_node_from_typed_counted_literal(
    redland->world, value, parts.value.len, parts.language.len ? parts.language.data : NULL, parts.language.len,
    datatype);
  if (datatype)
    librdf_free_uri(datatype);
  return node;
}

/* Lent. */
static librdf_node *node_of(struct redland *redland, uint32_t term) {
  if (!redland->nodes[term]) {
    redland->nodes[term] = make_node(redland, term);
    if (!redland->nodes[term])
      abort();
  }
  return redland->nodes[term];
}

static struct relata_str uri_text(librdf_uri *uri) {
  size_t len = 0;
  const char *text = uri ? (const char *)librdf_uri_as_counted_string(uri, &len) : NULL;
  return (struct relata_str){ text, len };
}

static struct relata_str node_term(struct relata_arena *arena, librdf_node *node) {
  if (librdf_node_is_resource(node))
    return term_iri(arena, uri_text(librdf_node_get_uri(node)), RELATA_STR(""));
  if (librdf_node_is_blank(node))
    return term_blank(arena, relata_str_of((const char *)librdf_node_get_blank_identifier(node)));
  size_t len = 0;
  const char *value = (const char *)librdf_node_get_literal_value_as_counted_string(node, &len);
  const char *language = librdf_node_get_literal_value_language(node);
  return term_literal(arena, (struct relata_str){ value, len }, uri_text(librdf_node_get_literal_value_datatype_uri(node)),
                      language ? relata_str_of(language) : (struct relata_str){ NULL, 0 });
}

/* False when the graph does not have the term. */
static bool find_node(struct redland *redland, librdf_node *node, uint32_t *term) {
  *term = node ? quads_find(redland->quads, node_term(redland->arena, node)) : RELATA_NONE;
  return !node || *term != RELATA_NONE;
}

/* ------------------------------------------------------------------ streams */

struct walk {
  struct redland *redland;
  struct quad_cursor cursor;   /* of a pattern … */
  const struct quad *at, *end; /* … or of an array, when `end` is set */
  librdf_statement *statement;
};

static int walk_is_end(void *context) {
  return !((struct walk *)context)->at;
}

static int walk_next(void *context) {
  struct walk *walk = context;
  if (walk->end)
    walk->at = walk->at + 1 < walk->end ? walk->at + 1 : NULL;
  else
    walk->at = quad_cursor_next(&walk->cursor);
  return !walk->at;
}

static void *walk_get(void *context, int flags) {
  struct walk *walk = context;
  struct redland *redland = walk->redland;
  if (flags == LIBRDF_ITERATOR_GET_METHOD_GET_CONTEXT)
    return walk->at->graph == RELATA_NONE ? NULL : node_of(redland, walk->at->graph);
  librdf_statement_clear(walk->statement);
  librdf_statement_set_subject(walk->statement, librdf_new_node_from_node(node_of(redland, walk->at->subject)));
  librdf_statement_set_predicate(walk->statement, librdf_new_node_from_node(node_of(redland, walk->at->predicate)));
  librdf_statement_set_object(walk->statement, librdf_new_node_from_node(node_of(redland, walk->at->object)));
  return walk->statement;
}

static void walk_finished(void *context) {
  struct walk *walk = context;
  librdf_free_statement(walk->statement);
  free(walk);
}

static librdf_stream *stream_of(struct redland *redland, struct walk begun) {
  if (!begun.at)
    return librdf_new_empty_stream(redland->world);
  struct walk *walk = malloc(sizeof *walk);
  if (!walk)
    abort();
  *walk = begun;
  walk->redland = redland;
  walk->statement = librdf_new_statement(redland->world);
  return librdf_new_stream(redland->world, walk, walk_is_end, walk_next, walk_get, walk_finished);
}

static librdf_stream *stream_matching(struct redland *redland, struct quad pattern, bool distinct) {
  struct walk walk = { .cursor = quads_match(redland->quads, pattern, distinct) };
  walk.at = quad_cursor_next(&walk.cursor);
  return stream_of(redland, walk);
}

librdf_stream *redland_stream(struct redland *redland, const struct quad *order, size_t count) {
  return stream_of(redland, (struct walk){ .at = count ? order : NULL, .end = order + count });
}

/* ------------------------------------------------------------------ the module */

static struct redland *redland_of(librdf_storage *storage) {
  return librdf_storage_get_instance(storage);
}

/* The instance is set by redland_new. */
static int module_init(librdf_storage *storage, const char *name, librdf_hash *options) {
  (void)storage;
  (void)name;
  if (options)
    librdf_free_hash(options);
  return 0;
}

static void module_terminate(librdf_storage *storage) {
  (void)storage;
}

static struct redland *instance_new(struct quads *quads, librdf_world *world) {
  struct redland *redland = calloc(1, sizeof *redland);
  if (!redland)
    abort();
  redland->quads = quads;
  redland->world = world;
  redland->arena = relata_arena_new();
  redland->nodes = calloc(quads_term_count(quads) + 1, sizeof(librdf_node *));
  if (!redland->nodes)
    abort();
  return redland;
}

static void free_nodes(struct redland *redland) {
  for (size_t i = 0; i < quads_term_count(redland->quads); i++)
    if (redland->nodes[i])
      librdf_free_node(redland->nodes[i]);
  free(redland->nodes);
}

/* A storage's name is the folder of a graph. */
static int folder_init(librdf_storage *storage, const char *name, librdf_hash *options) {
  librdf_world *world = librdf_storage_get_world(storage);
  struct relata_error error = { .status = RELATA_OK };
  struct relata_graph *graph = NULL;
  struct quads *quads;
  if (options)
    librdf_free_hash(options);
  enum relata_status status = relata_graph_open(&graph, name ? name : "", RELATA_GRAPH_READ, NULL, &error);
  if (status == RELATA_OK)
    status = graph_load(graph, &quads, &error);
  if (status != RELATA_OK) {
    librdf_log(world, 0, LIBRDF_LOG_ERROR, LIBRDF_FROM_STORAGE, NULL, "%s: %s", error.path, error.message);
    relata_graph_close(graph);
    return 1;
  }
  struct redland *redland = instance_new(quads, world);
  redland->graph = graph;
  librdf_storage_set_instance(storage, redland);
  return 0;
}

static void folder_terminate(librdf_storage *storage) {
  struct redland *redland = redland_of(storage);
  if (!redland)
    return;
  free_nodes(redland);
  relata_graph_close(redland->graph);
  relata_arena_free(redland->arena);
  free(redland);
}

static int module_open(librdf_storage *storage, librdf_model *model) {
  (void)storage;
  (void)model;
  return 0;
}

static int module_close(librdf_storage *storage) {
  (void)storage;
  return 0;
}

static int module_size(librdf_storage *storage) {
  return (int)quads_count(redland_of(storage)->quads);
}

static int module_refuse(librdf_storage *storage, librdf_statement *statement) {
  (void)storage;
  (void)statement;
  return 1; /* articles change a graph, single statements do not */
}

/* False when a part is not in the graph at all. */
static bool pattern_of(struct redland *redland, librdf_statement *statement, struct quad *pattern) {
  *pattern = (struct quad){ RELATA_NONE, RELATA_NONE, RELATA_NONE, RELATA_NONE };
  return !statement || (find_node(redland, librdf_statement_get_subject(statement), &pattern->subject) &&
                        find_node(redland, librdf_statement_get_predicate(statement), &pattern->predicate) &&
                        find_node(redland, librdf_statement_get_object(statement), &pattern->object));
}

static librdf_stream *module_find_in(librdf_storage *storage, librdf_statement *statement, librdf_node *context) {
  struct redland *redland = redland_of(storage);
  struct quad pattern;
  if (!pattern_of(redland, statement, &pattern) || !find_node(redland, context, &pattern.graph))
    return librdf_new_empty_stream(redland->world);
  return stream_matching(redland, pattern, !context);
}

static librdf_stream *module_find(librdf_storage *storage, librdf_statement *statement) {
  return module_find_in(storage, statement, NULL);
}

static librdf_stream *module_serialise(librdf_storage *storage) {
  return module_find_in(storage, NULL, NULL);
}

static librdf_stream *module_serialise_context(librdf_storage *storage, librdf_node *context) {
  return module_find_in(storage, NULL, context);
}

static int module_contains(librdf_storage *storage, librdf_statement *statement) {
  struct redland *redland = redland_of(storage);
  struct quad pattern;
  if (!pattern_of(redland, statement, &pattern))
    return 0;
  struct quad_cursor cursor = quads_match(redland->quads, pattern, true);
  return quad_cursor_next(&cursor) != NULL;
}

/* The names of all graphs: a walk over graphs' numbers. */
struct contexts {
  struct redland *redland;
  bool *named;
  uint32_t at;
};

static int contexts_is_end(void *context) {
  const struct contexts *contexts = context;
  return contexts->at >= quads_term_count(contexts->redland->quads);
}

static int contexts_next(void *context) {
  struct contexts *contexts = context;
  do
    contexts->at++;
  while (!contexts_is_end(contexts) && !contexts->named[contexts->at]);
  return contexts_is_end(contexts);
}

static void *contexts_get(void *context, int flags) {
  struct contexts *contexts = context;
  return flags == LIBRDF_ITERATOR_GET_METHOD_GET_OBJECT ? node_of(contexts->redland, contexts->at) : NULL;
}

static void contexts_finished(void *context) {
  struct contexts *contexts = context;
  free(contexts->named);
  free(contexts);
}

static librdf_iterator *module_get_contexts(librdf_storage *storage) {
  struct redland *redland = redland_of(storage);
  struct contexts *contexts = calloc(1, sizeof *contexts);
  bool *named = calloc(quads_term_count(redland->quads) + 1, sizeof *named);
  if (!contexts || !named)
    abort();
  size_t count;
  const struct quad *all = quads_all(redland->quads, &count);
  for (size_t i = 0; i < count; i++)
    if (all[i].graph != RELATA_NONE)
      named[all[i].graph] = true;
  *contexts = (struct contexts){ redland, named, 0 };
  if (!contexts_is_end(contexts) && !named[0])
    contexts_next(contexts);
  return librdf_new_iterator(redland->world, contexts, contexts_is_end, contexts_next, contexts_get,
                             contexts_finished);
}

static librdf_node *module_get_feature(librdf_storage *storage, librdf_uri *feature) {
  if (strcmp((const char *)librdf_uri_as_string(feature), LIBRDF_MODEL_FEATURE_CONTEXTS) != 0)
    return NULL;
  return librdf_new_node_from_literal(redland_of(storage)->world, (const unsigned char *)"1", NULL, 0);
}

static void fill_factory(librdf_storage_factory *factory) {
  factory->version = LIBRDF_STORAGE_INTERFACE_VERSION;
  factory->init = module_init;
  factory->terminate = module_terminate;
  factory->open = module_open;
  factory->close = module_close;
  factory->size = module_size;
  factory->add_statement = module_refuse;
  factory->remove_statement = module_refuse;
  factory->contains_statement = module_contains;
  factory->serialise = module_serialise;
  factory->find_statements = module_find;
  factory->find_statements_in_context = module_find_in;
  factory->context_serialise = module_serialise_context;
  factory->get_contexts = module_get_contexts;
  factory->get_feature = module_get_feature;
}

static void fill_folder_factory(librdf_storage_factory *factory) {
  fill_factory(factory);
  factory->init = folder_init;
  factory->terminate = folder_terminate;
}

int relata_redland_register(librdf_world *world) {
  return librdf_storage_register_factory(world, "relata", "relata graph", fill_folder_factory);
}

/* ------------------------------------------------------------------ the world */

static int take_complaint(void *user_data, librdf_log_message *message) {
  struct redland *redland = user_data;
  if (redland->complaint[0] == '\0' && librdf_log_message_level(message) >= LIBRDF_LOG_ERROR)
    snprintf(redland->complaint, sizeof redland->complaint, "%s", librdf_log_message_message(message));
  return 1; /* handled: nothing is printed */
}

struct redland *redland_new(struct quads *quads) {
  struct redland *redland = instance_new(quads, librdf_new_world());
  if (!redland->world)
    abort();
  librdf_world_set_logger(redland->world, redland, take_complaint);
  librdf_world_open(redland->world);
  librdf_storage_register_factory(redland->world, "relata", "relata graph in memory", fill_factory);
  redland->storage = librdf_new_storage(redland->world, "relata", "relata", NULL);
  if (!redland->storage)
    abort();
  librdf_storage_set_instance(redland->storage, redland);
  redland->model = librdf_new_model(redland->world, redland->storage, NULL);
  if (!redland->model)
    abort();
  return redland;
}

void redland_free(struct redland *redland) {
  if (!redland)
    return;
  free_nodes(redland);
  librdf_free_model(redland->model);
  librdf_free_storage(redland->storage);
  librdf_free_world(redland->world);
  relata_arena_free(redland->arena);
  free(redland);
}

librdf_world *redland_get_world(struct redland *redland) {
  return redland->world;
}

librdf_model *redland_get_model(struct redland *redland) {
  return redland->model;
}

const char *redland_get_complaint(const struct redland *redland) {
  return redland->complaint;
}
