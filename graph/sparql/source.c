/* source.c — matching triple patterns for Rasqal. */
#include "graph/sparql/source.h"

#include <stdlib.h>
#include <string.h>

#include "graph/claims/vocabulary.h"
#include "graph/store/term.h"

struct source {
  rasqal_world *world;
  struct quads *quads;
  struct relata_arena *arena;
  rasqal_literal **literals; /* a term number's, once it was needed */
  /* Which term a literal was made of: Rasqal hands the same pointers back.
   * Values it computes are in no slot. */
  struct slot {
    const rasqal_literal *literal;
    uint32_t term;
  } *slots;
  size_t slot_count, used;
  bool *in_default; /* a graph's number: is it in the default graph?  NULL: all are */
};

static void *zeroed(size_t count, size_t size) {
  void *memory = calloc(count + 1, size);
  if (!memory)
    abort();
  return memory;
}

struct source *source_new(rasqal_world *world, struct quads *quads) {
  struct source *source = zeroed(1, sizeof *source);
  source->world = world;
  source->quads = quads;
  source->arena = relata_arena_new();
  source->literals = zeroed(quads_term_count(quads), sizeof *source->literals);
  source->slot_count = 1024;
  source->slots = zeroed(source->slot_count, sizeof *source->slots);
  return source;
}

void source_free(struct source *source) {
  if (!source)
    return;
  for (size_t i = 0; i < quads_term_count(source->quads); i++)
    if (source->literals[i])
      rasqal_free_literal(source->literals[i]);
  relata_arena_free(source->arena);
  free(source->literals);
  free(source->slots);
  free(source->in_default);
  free(source);
}

/* ------------------------------------------------------------------ terms and literals */

static size_t slot_of(const struct source *source, const rasqal_literal *literal) {
  uint64_t hash = (uint64_t)(uintptr_t)literal;
  hash = (hash ^ hash >> 33) * 0xff51afd7ed558ccdu;
  size_t slot = (size_t)(hash ^ hash >> 29) & (source->slot_count - 1);
  while (source->slots[slot].literal && source->slots[slot].literal != literal)
    slot = (slot + 1) & (source->slot_count - 1);
  return slot;
}

static void remember(struct source *source, const rasqal_literal *literal, uint32_t term) {
  if (2 * ++source->used > source->slot_count) {
    struct slot *old = source->slots;
    const size_t old_count = source->slot_count;
    source->slot_count *= 2;
    source->slots = zeroed(source->slot_count, sizeof *source->slots);
    for (size_t i = 0; i < old_count; i++)
      if (old[i].literal)
        source->slots[slot_of(source, old[i].literal)] = old[i];
    free(old);
  }
  source->slots[slot_of(source, literal)] = (struct slot){ literal, term };
}

/* A copy as Rasqal's calls take over; from its own allocator. */
static unsigned char *rasqal_copy(struct relata_str text) {
  unsigned char *copy = rasqal_alloc_memory(text.len + 1);
  if (!copy)
    abort();
  if (text.len)
    memcpy(copy, text.data, text.len);
  copy[text.len] = '\0';
  return copy;
}

static raptor_uri *new_uri(struct source *source, struct relata_str iri) {
  return raptor_new_uri_from_counted_string(rasqal_world_get_raptor(source->world), (const unsigned char *)iri.data,
                                            iri.len);
}

static rasqal_literal *make_literal(struct source *source, uint32_t term) {
  const struct term_parts parts = term_split(source->arena, quads_term(source->quads, term));
  if (parts.kind == TERM_IRI)
    return rasqal_new_uri_literal(source->world, new_uri(source, parts.value));
  if (parts.kind == TERM_BLANK)
    return rasqal_new_simple_literal(source->world, RASQAL_LITERAL_BLANK, rasqal_copy(parts.value));
  return rasqal_new_string_literal(source->world, rasqal_copy(parts.value),
                                   parts.language.len ? (char *)rasqal_copy(parts.language) : NULL,
                                   parts.datatype.len ? new_uri(source, parts.datatype) : NULL, NULL);
}

/* A reference of the caller's own. */
static rasqal_literal *literal_of(struct source *source, uint32_t term) {
  if (!source->literals[term]) {
    source->literals[term] = make_literal(source, term);
    if (!source->literals[term])
      abort();
    remember(source, source->literals[term], term);
  }
  return rasqal_new_literal_from_literal(source->literals[term]);
}

static struct relata_str uri_text(raptor_uri *uri) {
  size_t len;
  const char *text = uri ? (const char *)raptor_uri_as_counted_string(uri, &len) : NULL;
  return text ? (struct relata_str){ text, len } : (struct relata_str){ NULL, 0 };
}

static struct relata_str computed_term(struct relata_arena *arena, rasqal_literal *literal) {
  if (literal->type == RASQAL_LITERAL_URI)
    return term_iri(arena, uri_text(literal->value.uri), RELATA_STR(""));
  size_t len = 0;
  int failed = 0;
  const char *text = (const char *)rasqal_literal_as_counted_string(literal, &len, 0, &failed);
  const struct relata_str value = text && !failed ? (struct relata_str){ text, len } : (struct relata_str){ NULL, 0 };
  if (literal->type == RASQAL_LITERAL_BLANK)
    return term_blank(arena, value);
  const struct relata_str datatype = uri_text(rasqal_literal_datatype(literal));
  if (!literal->language)
    return term_literal(arena, value, datatype, (struct relata_str){ NULL, 0 });
  return term_literal(arena, value, datatype, relata_str_of(literal->language));
}

struct relata_str source_term(const struct source *source, struct relata_arena *arena, rasqal_literal *literal) {
  const struct slot *slot = &source->slots[slot_of(source, literal)];
  return slot->literal ? quads_term(source->quads, slot->term) : computed_term(arena, literal);
}

/* ------------------------------------------------------------------ matching */

struct match {
  struct source *source;
  struct quad_cursor cursor;
  const struct quad *at;
  bool named; /* inside GRAPH */
};

/* Is this quad in the graph that is asked, and not the same triple as the last? */
static bool is_seen(const struct match *match, const struct quad *quad, const struct quad *last) {
  const struct source *source = match->source;
  if (match->named)
    return quad->graph != RELATA_NONE;
  if (source->in_default && (quad->graph == RELATA_NONE || !source->in_default[quad->graph]))
    return false;
  return !last || last->subject != quad->subject || last->predicate != quad->predicate || last->object != quad->object;
}

static void step(struct match *match) {
  const struct quad *last = match->at;
  do
    match->at = quad_cursor_next(&match->cursor);
  while (match->at && !is_seen(match, match->at, last));
}

/* What a pattern's part asks for: any (RELATA_NONE), a term, or one that the graph does not have (false). */
static bool wanted_term(struct source *source, rasqal_literal *part, rasqal_variable **variable, uint32_t *term) {
  *term = RELATA_NONE;
  *variable = part ? rasqal_literal_as_variable(part) : NULL;
  rasqal_literal *value = *variable ? (*variable)->value : part;
  if (!value)
    return true;
  const struct slot *slot = &source->slots[slot_of(source, value)];
  if (slot->literal) {
    *term = slot->term;
    return true;
  }
  *term = quads_find(source->quads, computed_term(source->arena, value));
  return *term != RELATA_NONE;
}

static uint32_t part_of(const struct quad *quad, int part) {
  return part == 0 ? quad->subject : part == 1 ? quad->predicate : part == 2 ? quad->object : quad->graph;
}

/* Gives the variables of a pattern their values; one that stands twice must get the same. */
static rasqal_triple_parts bind_match(rasqal_triples_match *rtm, void *user_data, rasqal_variable *bindings[4],
                                      rasqal_triple_parts parts) {
  (void)rtm;
  struct match *match = user_data;
  static const rasqal_triple_parts bits[] = { RASQAL_TRIPLE_SUBJECT, RASQAL_TRIPLE_PREDICATE, RASQAL_TRIPLE_OBJECT,
                                              RASQAL_TRIPLE_ORIGIN };
  rasqal_triple_parts bound = RASQAL_TRIPLE_NONE;
  if (!match->at)
    return bound;
  for (int i = 0; i < 4; i++) {
    if (!bindings[i])
      continue;
    for (int k = 0; k < i; k++)
      if (bindings[k] == bindings[i] && part_of(match->at, k) != part_of(match->at, i))
        return RASQAL_TRIPLE_NONE;
  }
  for (int i = 0; i < 4; i++) {
    if (!bindings[i] || !(parts & bits[i]))
      continue;
    rasqal_variable_set_value(bindings[i], literal_of(match->source, part_of(match->at, i)));
    bound = (rasqal_triple_parts)(bound | bits[i]);
  }
  return bound;
}

static void next_match(rasqal_triples_match *rtm, void *user_data) {
  (void)rtm;
  step(user_data);
}

static int is_end(rasqal_triples_match *rtm, void *user_data) {
  (void)rtm;
  return !((struct match *)user_data)->at;
}

static void finish_match(rasqal_triples_match *rtm, void *user_data) {
  (void)rtm;
  free(user_data);
}

static int begin_match(rasqal_triples_match *rtm, rasqal_triples_source *rts, void *user_data, rasqal_triple_meta *meta,
                       rasqal_triple *triple) {
  (void)rts;
  struct source *source = *(struct source **)user_data;
  struct match *match = zeroed(1, sizeof *match);
  rasqal_literal *const parts[] = { triple->subject, triple->predicate, triple->object, triple->origin };
  uint32_t terms[4];
  bool possible = true;
  for (int i = 0; i < 4; i++)
    possible = wanted_term(source, parts[i], &meta->bindings[i], &terms[i]) && possible;
  *match = (struct match){ .source = source, .named = triple->origin != NULL };
  if (possible) {
    match->cursor = quads_match(source->quads, (struct quad){ terms[0], terms[1], terms[2], terms[3] }, false);
    step(match);
  }
  rtm->user_data = match;
  rtm->bind_match = bind_match;
  rtm->next_match = next_match;
  rtm->is_end = is_end;
  rtm->finish = finish_match;
  return 0;
}

static int is_present(rasqal_triples_source *rts, void *user_data, rasqal_triple *triple) {
  rasqal_triples_match rtm;
  rasqal_triple_meta meta;
  memset(&rtm, 0, sizeof rtm);
  memset(&meta, 0, sizeof meta);
  begin_match(&rtm, rts, user_data, &meta, triple);
  const bool present = !is_end(&rtm, rtm.user_data);
  finish_match(&rtm, rtm.user_data);
  return present;
}

/* ------------------------------------------------------------------ registering */

/* Rasqal frees its own copy of the pointer. */
static void leave_source(void *user_data) {
  (void)user_data;
}

static int init_source(rasqal_query *query, void *factory_user_data, void *user_data, rasqal_triples_source *rts,
                       rasqal_triples_error_handler handler) {
  (void)handler;
  *(struct source **)user_data = factory_user_data;
  rts->version = 1;
  rts->query = query;
  rts->init_triples_match = begin_match;
  rts->triple_present = is_present;
  rts->free_triples_source = leave_source;
  return 0;
}

static int new_source(rasqal_query *query, void *factory_user_data, void *user_data, rasqal_triples_source *rts) {
  return init_source(query, factory_user_data, user_data, rts, NULL);
}

static int fill_factory(rasqal_triples_source_factory *factory) {
  factory->version = 2;
  factory->user_data_size = sizeof(struct source *);
  factory->new_triples_source = new_source;
  factory->init_triples_source = init_source;
  return 0;
}

int source_register(struct source *source) {
  return rasqal_set_triples_source_factory(source->world, fill_factory, source);
}

/* ------------------------------------------------------------------ graphs */

static void name_graph(struct source *source, rasqal_query *query, uint32_t graph) {
  raptor_uri *uri = new_uri(source, term_as_iri(quads_term(source->quads, graph)));
  rasqal_data_graph *named =
    rasqal_new_data_graph_from_uri(source->world, uri, uri, RASQAL_DATA_GRAPH_NAMED, NULL, NULL, NULL);
  if (!named || rasqal_query_add_data_graph(query, named) != 0)
    abort();
  raptor_free_uri(uri);
}

static void name_all_graphs(struct source *source, rasqal_query *query) {
  size_t count;
  const struct quad *all = quads_all(source->quads, &count);
  bool *named = zeroed(quads_term_count(source->quads), sizeof *named);
  for (size_t i = 0; i < count; i++)
    if (all[i].graph != RELATA_NONE)
      named[all[i].graph] = true;
  for (uint32_t i = 0; i < quads_term_count(source->quads); i++)
    if (named[i] && term_get_kind(quads_term(source->quads, i)) == TERM_IRI)
      name_graph(source, query, i);
  free(named);
}

void source_prepare(struct source *source, rasqal_query *query) {
  rasqal_data_graph *given;
  int count = 0;
  for (; (given = rasqal_query_get_data_graph(query, count)); count++) {
    if (!source->in_default)
      source->in_default = zeroed(quads_term_count(source->quads), sizeof *source->in_default);
    if (given->flags & RASQAL_DATA_GRAPH_NAMED)
      continue;
    const uint32_t graph =
      quads_find(source->quads, term_iri(source->arena, uri_text(given->uri), RELATA_STR("")));
    if (graph != RELATA_NONE)
      source->in_default[graph] = true;
  }
  if (count == 0)
    name_all_graphs(source, query);
}
