/* api.c — listing entities and merges, and the user's decisions: the calls of graph.h.
 *
 * Lists are read from the graph as every reader sees it; a decision about an
 * entity is put down as one about the names that its articles have.
 */
#include <stdlib.h>
#include <string.h>

#include "graph/claims/names.h"
#include "graph/claims/view.h"
#include "graph/claims/vocabulary.h"
#include "graph/entities/entities.h"
#include "graph/entities/tables.h"
#include "graph/store/term.h"

/* ------------------------------------------------------------------ what is asked about */

struct asking {
  struct relata_graph *graph;
  struct quads *quads;
  struct view *view;
  struct relata_arena *arena; /* of one entity or merge */
  bool *wanted;               /* a term's; NULL: all */
  uint32_t label, alt_label, type, same_as, into, derived_from, identifier;
};

static uint32_t term_of(const struct asking *asking, const char *term) {
  return quads_find(asking->quads, relata_str_of(term));
}

static enum relata_status begin(struct asking *asking, struct relata_graph *graph, const char *name,
                                struct relata_error *error) {
  *asking = (struct asking){.graph = graph};
  RELATA_TRY(graph_load(graph, &asking->quads, error));
  asking->view = view_new(asking->quads, graph->ontology);
  asking->arena = relata_arena_new();
  asking->label = term_of(asking, SKOS_PREF_LABEL);
  asking->alt_label = term_of(asking, SKOS_ALT_LABEL);
  asking->type = term_of(asking, RDF_TYPE);
  asking->same_as = term_of(asking, OWL_SAME_AS);
  asking->into = term_of(asking, REL_INTO);
  asking->derived_from = term_of(asking, PROV_WAS_DERIVED_FROM);
  asking->identifier = term_of(asking, DCT_IDENTIFIER);
  return name ? names_match(graph, asking->view, NAMES_THINGS, name, &asking->wanted, error) : RELATA_OK;
}

static void end(struct asking *asking) {
  free(asking->wanted);
  view_free(asking->view);
  relata_arena_free(asking->arena);
}

static struct quad_cursor objects_of(const struct asking *asking, uint32_t subject, uint32_t predicate, bool distinct) {
  return quads_match(asking->quads, (struct quad){subject, predicate, RELATA_NONE, RELATA_NONE}, distinct);
}

static struct relata_str value_of(struct asking *asking, uint32_t term) {
  return term_split(asking->arena, quads_term(asking->quads, term)).value;
}

/* An entity's IRI's local part; empty for other terms. */
static struct relata_str local_of(const struct asking *asking, uint32_t term) {
  const struct relata_str iri = term_as_iri(quads_term(asking->quads, term)), stem = entities_stem(asking->graph);
  if (iri.len <= stem.len || memcmp(iri.data, stem.data, stem.len) != 0)
    return (struct relata_str){NULL, 0};
  return (struct relata_str){iri.data + stem.len, iri.len - stem.len};
}

static int compare_texts(const void *a, const void *b) {
  return relata_str_compare(*(const struct relata_str *)a, *(const struct relata_str *)b);
}

/* ------------------------------------------------------------------ entities */

static bool is_among(const struct relata_str *texts, size_t count, struct relata_str text) {
  for (size_t i = 0; i < count; i++)
    if (relata_str_equal(texts[i], text))
      return true;
  return false;
}

static void add_names(struct asking *asking, uint32_t subject, uint32_t predicate, struct relata_str *names,
                      size_t *count) {
  if (predicate == RELATA_NONE)
    return;
  struct quad_cursor cursor = objects_of(asking, subject, predicate, true);
  for (const struct quad *quad; (quad = quad_cursor_next(&cursor));) {
    const struct relata_str name = value_of(asking, quad->object);
    if (!is_among(names, *count, name))
      names[(*count)++] = name;
  }
}

static size_t count_quads(const struct asking *asking, struct quad pattern, bool distinct) {
  struct quad_cursor cursor = quads_match(asking->quads, pattern, distinct);
  size_t count = 0;
  while (quad_cursor_next(&cursor))
    count++;
  return count;
}

/* Graphs that give it a label. */
static size_t count_articles(struct asking *asking, uint32_t subject) {
  struct quad_cursor cursor = objects_of(asking, subject, asking->label, false);
  size_t count = 0;
  struct numbers graphs = {0};
  for (const struct quad *quad; (quad = quad_cursor_next(&cursor));)
    numbers_add(&graphs, quad->graph);
  count = graphs.count;
  numbers_free(&graphs);
  return count;
}

static void fill_names(struct asking *asking, uint32_t subject, struct relata_graph_entity *entity) {
  size_t count = 1, most = 1;
  most += count_quads(asking, (struct quad){subject, asking->label, RELATA_NONE, RELATA_NONE}, true);
  if (asking->alt_label != RELATA_NONE)
    most += count_quads(asking, (struct quad){subject, asking->alt_label, RELATA_NONE, RELATA_NONE}, true);
  struct relata_str *names = relata_arena_alloc(asking->arena, most * sizeof *names);
  names[0] = entity->label;
  add_names(asking, subject, asking->label, names, &count);
  add_names(asking, subject, asking->alt_label, names, &count);
  qsort(names + 1, count - 1, sizeof *names, compare_texts);
  entity->names = names;
  entity->name_count = count;
}

static enum relata_status tell_entity(struct asking *asking, uint32_t subject, relata_take_entity take, void *payload) {
  const uint32_t same_as =
      asking->same_as == RELATA_NONE ? RELATA_NONE : quads_object(asking->quads, subject, asking->same_as);
  struct relata_graph_entity entity = {
      .iri = term_as_iri(quads_term(asking->quads, subject)),
      .label = view_label(asking->view, subject),
      .type = view_class(asking->view, subject),
      .same_as =
          same_as == RELATA_NONE ? (struct relata_str){NULL, 0} : term_as_iri(quads_term(asking->quads, same_as)),
      .article_count = count_articles(asking, subject),
  };
  fill_names(asking, subject, &entity);
  if (asking->into != RELATA_NONE)
    entity.merge_count = count_quads(asking, (struct quad){RELATA_NONE, asking->into, subject, RELATA_NONE}, true);
  const enum relata_status status = take(payload, &entity);
  relata_arena_clear(asking->arena);
  return status;
}

static bool is_named_thing(struct asking *asking, uint32_t subject) {
  const struct relata_str local = local_of(asking, subject);
  return local.len && (name_is_proper(local) || (asking->same_as != RELATA_NONE &&
                                                 quads_object(asking->quads, subject, asking->same_as) != RELATA_NONE));
}

static enum relata_status each_entity(struct asking *asking, relata_take_entity take, void *payload) {
  if (asking->label == RELATA_NONE)
    return RELATA_OK;
  const size_t terms = quads_term_count(asking->quads);
  struct quad_cursor cursor =
      quads_match(asking->quads, (struct quad){RELATA_NONE, asking->label, RELATA_NONE, RELATA_NONE}, true);
  bool *labelled = calloc(terms + 1, sizeof *labelled);
  if (!labelled)
    abort();
  for (const struct quad *quad; (quad = quad_cursor_next(&cursor));)
    labelled[quad->subject] = true;
  uint32_t *order = malloc((terms + 1) * sizeof *order);
  if (!order)
    abort();
  size_t count = 0;
  for (uint32_t i = 0; i < terms; i++)
    if (labelled[i] && (!asking->wanted || asking->wanted[i]) && (asking->wanted || is_named_thing(asking, i)))
      order[count++] = i;
  free(labelled);
  enum relata_status status = RELATA_OK;
  for (size_t i = 0; i < count && status == RELATA_OK; i++)
    status = tell_entity(asking, order[i], take, payload);
  free(order);
  return status;
}

enum relata_status relata_graph_entities(struct relata_graph *graph, const char *name, relata_take_entity take,
                                         void *payload, struct relata_error *error) {
  struct asking asking;
  enum relata_status status = begin(&asking, graph, name, error);
  if (status == RELATA_OK)
    status = each_entity(&asking, take, payload);
  end(&asking);
  return status;
}

/* ------------------------------------------------------------------ merges */

/* The merge's id: what stands behind BASE merge/. */
static struct relata_str merge_id(const struct asking *asking, struct relata_str iri) {
  static const char folder[] = "merge/";
  const size_t stem = asking->graph->base.len + sizeof folder - 1;
  if (iri.len <= stem)
    return iri;
  return (struct relata_str){iri.data + stem, iri.len - stem};
}

static struct relata_str *texts_of(struct asking *asking, uint32_t node, uint32_t predicate, bool iris, size_t *count) {
  *count = 0;
  if (predicate == RELATA_NONE)
    return NULL;
  const size_t most = count_quads(asking, (struct quad){node, predicate, RELATA_NONE, RELATA_NONE}, true);
  struct relata_str *texts = relata_arena_alloc(asking->arena, (most + 1) * sizeof *texts);
  struct quad_cursor cursor = objects_of(asking, node, predicate, true);
  for (const struct quad *quad; (quad = quad_cursor_next(&cursor));)
    texts[(*count)++] = iris ? term_as_iri(quads_term(asking->quads, quad->object)) : value_of(asking, quad->object);
  return texts;
}

/* "same_name +2.40": the number's size in hundredths. */
static long weight_in(struct relata_str reason) {
  long number = -1;
  for (size_t i = 1; i < reason.len && reason.data[i - 1] != ':'; i++) {
    if (reason.data[i - 1] == ' ' && (reason.data[i] == '+' || reason.data[i] == '-'))
      number = 0;
    else if (number >= 0 && reason.data[i] >= '0' && reason.data[i] <= '9')
      number = 10 * number + (reason.data[i] - '0');
  }
  return number;
}

/* The strongest first. */
static int compare_reasons(const void *a, const void *b) {
  const long x = weight_in(*(const struct relata_str *)a), y = weight_in(*(const struct relata_str *)b);
  return x != y ? (x > y ? -1 : 1) : compare_texts(a, b);
}

static enum relata_status tell_merge(struct asking *asking, uint32_t node, uint32_t entity, relata_take_merge take,
                                     void *payload) {
  struct view *view = asking->view;
  struct relata_graph_merge_record merge = {
      .iri = term_as_iri(quads_term(asking->quads, node)),
      .entity = term_as_iri(quads_term(asking->quads, entity)),
      .label = view_label(view, entity),
      .kept = view_label(view, entity),
      .merged = view_text(view, node, REL_MERGED_NAME),
      .score = entities_decimal(view_text(view, node, REL_SCORE)),
      .by_user = relata_str_is(view_text(view, node, REL_DECIDED_BY), "user"),
  };
  merge.id = merge_id(asking, merge.iri);
  merge.articles = texts_of(asking, node, asking->derived_from, true, &merge.article_count);
  struct relata_str *reasons = texts_of(asking, node, term_of(asking, REL_REASON), false, &merge.reason_count);
  if (merge.reason_count)
    qsort(reasons, merge.reason_count, sizeof *reasons, compare_reasons);
  merge.reasons = reasons;
  const enum relata_status status = take(payload, &merge);
  relata_arena_clear(asking->arena);
  return status;
}

/* A merge's node and its entity, in the order of the nodes' IRIs. */
static enum relata_status each_merge(struct asking *asking, relata_take_merge take, void *payload) {
  if (asking->into == RELATA_NONE)
    return RELATA_OK;
  struct quad_cursor cursor =
      quads_match(asking->quads, (struct quad){RELATA_NONE, asking->into, RELATA_NONE, RELATA_NONE}, true);
  const size_t terms = quads_term_count(asking->quads);
  uint32_t *entity_of = malloc((terms + 1) * sizeof *entity_of);
  if (!entity_of)
    abort();
  for (size_t i = 0; i < terms; i++)
    entity_of[i] = RELATA_NONE;
  for (const struct quad *quad; (quad = quad_cursor_next(&cursor));)
    entity_of[quad->subject] = quad->object;
  enum relata_status status = RELATA_OK;
  for (uint32_t i = 0; i < terms && status == RELATA_OK; i++)
    if (entity_of[i] != RELATA_NONE && (!asking->wanted || asking->wanted[entity_of[i]]))
      status = tell_merge(asking, i, entity_of[i], take, payload);
  free(entity_of);
  return status;
}

enum relata_status relata_graph_merges(struct relata_graph *graph, const char *name, relata_take_merge take,
                                       void *payload, struct relata_error *error) {
  struct asking asking;
  enum relata_status status = begin(&asking, graph, name, error);
  if (status == RELATA_OK)
    status = each_merge(&asking, take, payload);
  end(&asking);
  return status;
}
