/* select.c — relata_graph_select: from names and dates to a network that stands by itself. */
#include <stdlib.h>
#include <string.h>

#include "graph/claims/vocabulary.h"
#include "graph/select/families.h"
#include "graph/select/network.h"
#include "graph/store/term.h"

static const char *const status_names[RELATA_TIE_STATUS_COUNT] = { "stated", "said", "possible", "negated" };

const char *relata_tie_status_as_name(enum relata_tie_status status) {
  return status_names[status];
}

enum relata_status relata_tie_status_of(const char *name, enum relata_tie_status *out) {
  for (size_t i = 0; i < RELATA_TIE_STATUS_COUNT; i++)
    if (strcmp(name, status_names[i]) == 0) {
      *out = (enum relata_tie_status)i;
      return RELATA_OK;
    }
  return RELATA_NOT_FOUND;
}

/* ------------------------------------------------------------------ what is at work */

struct selecting {
  struct relata_graph *graph;
  struct quads *quads;
  struct view *view;
  const struct relata_selection *selection;
  struct filter filter;
  struct sayings sayings;
  struct network network;
  uint32_t *all_ties; /* a term's: in the whole graph */
  struct relata_selected *made;
};

static void *zeroed(size_t count, size_t size) {
  void *memory = calloc(count + 1, size);
  if (!memory)
    abort();
  return memory;
}

static struct relata_str kept(const struct selecting *s, struct relata_str text) {
  return text.len ? relata_arena_copy(s->made->arena, text) : (struct relata_str){ NULL, 0 };
}

static void count_all_ties(struct selecting *s) {
  s->all_ties = zeroed(quads_term_count(s->quads), sizeof *s->all_ties);
  for (size_t i = 0; i < s->sayings.count; i++) {
    const struct saying *saying = &s->sayings.items[i];
    if (i && sayings_same_triple(saying - 1, saying))
      continue;
    s->all_ties[saying->subject]++;
    s->all_ties[saying->object]++;
  }
}

static void keep_sayings(struct selecting *s) {
  size_t count = 0;
  for (size_t i = 0; i < s->sayings.count; i++)
    if (filter_keeps_saying(&s->filter, &s->sayings.items[i]))
      s->sayings.items[count++] = s->sayings.items[i];
  s->sayings.count = count;
}

/* ------------------------------------------------------------------ articles */

/* Marks the articles of a tie's sayings. */
static void mark_articles(const struct selecting *s, const struct tie *tie, uint32_t *marks) {
  for (size_t i = 0; i < tie->count; i++) {
    const uint32_t article = s->sayings.items[tie->first + i].article;
    if (article != RELATA_NONE)
      marks[article] = 1;
  }
}

static bool is_chosen(const struct network *network, const struct tie *tie) {
  return network->things[tie->from].chosen && network->things[tie->to].chosen;
}

static struct relata_selected_article make_article(const struct selecting *s, uint32_t term) {
  return (struct relata_selected_article){
    .iri = kept(s, term_as_iri(quads_term(s->quads, term))),
    .id = kept(s, view_text(s->view, term, DCT_IDENTIFIER)),
    .title = kept(s, view_text(s->view, term, DCT_TITLE)),
    .date = kept(s, view_text(s->view, term, DCT_DATE)),
    .path = kept(s, view_text(s->view, term, DCT_SOURCE)),
    .publisher = kept(s, article_publisher(s->quads, s->view, term, s->graph->base)),
  };
}

/* Makes the articles of the chosen ties; `numbers` becomes their index by term. */
static void make_articles(struct selecting *s, uint32_t *numbers) {
  const size_t terms = quads_term_count(s->quads);
  uint32_t *all = zeroed(terms, sizeof *all);
  for (size_t i = 0; i < s->network.tie_count; i++) {
    mark_articles(s, &s->network.ties[i], all);
    if (is_chosen(&s->network, &s->network.ties[i]))
      mark_articles(s, &s->network.ties[i], numbers);
  }
  for (size_t i = 0; i < terms; i++) {
    s->made->total_articles += all[i];
    s->made->article_count += numbers[i];
  }
  s->made->articles = relata_arena_alloc(s->made->arena, (s->made->article_count + 1) * sizeof *s->made->articles);
  uint32_t count = 0;
  for (uint32_t i = 0; i < terms; i++)
    if (numbers[i]) {
      s->made->articles[count] = make_article(s, i);
      numbers[i] = count++;
    }
  free(all);
}

/* ------------------------------------------------------------------ nodes */

static int compare_nodes(const void *a, const void *b, void *payload) {
  const struct thing *things = payload;
  const size_t x = *(const size_t *)a, y = *(const size_t *)b;
  if (things[x].weight != things[y].weight)
    return things[x].weight > things[y].weight ? -1 : 1;
  return x < y ? -1 : x > y;
}

static struct relata_selected_node make_node(const struct selecting *s, const struct thing *thing) {
  const struct relata_str iri = term_as_iri(quads_term(s->quads, thing->term)), label = view_label(s->view, thing->term);
  const struct relata_str class_name = view_class(s->view, thing->term);
  return (struct relata_selected_node){
    .iri = kept(s, iri),
    .label = kept(s, label.len ? label : iri_local(iri)),
    .type = kept(s, class_name),
    .family = relata_str_of(family_get(family_of(s->graph->ontology, class_name))->key),
    .same_as = kept(s, view_text(s->view, thing->term, OWL_SAME_AS)),
    .weight = thing->weight,
    .ties = thing->ties,
    .all_ties = s->all_ties[thing->term],
    .about = thing->about,
  };
}

/* Makes the chosen nodes, the heaviest first; `numbers` becomes a thing's index among them. */
static void make_nodes(struct selecting *s, size_t *numbers) {
  size_t *order = zeroed(s->network.thing_count, sizeof *order), count = 0;
  for (size_t i = 0; i < s->network.thing_count; i++)
    if (s->network.things[i].chosen)
      order[count++] = i;
  qsort_r(order, count, sizeof *order, compare_nodes, s->network.things);
  s->made->nodes = relata_arena_alloc(s->made->arena, (count + 1) * sizeof *s->made->nodes);
  s->made->node_count = count;
  for (size_t i = 0; i < count; i++) {
    s->made->nodes[i] = make_node(s, &s->network.things[order[i]]);
    numbers[order[i]] = i;
  }
  free(order);
}

/* A node and an article that speaks of it, as one number each. */
static int compare_numbers(const void *a, const void *b) {
  const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return x < y ? -1 : x > y;
}

static void count_node_articles(struct selecting *s, const size_t *numbers) {
  const struct network *network = &s->network;
  uint64_t *pairs = zeroed(2 * s->sayings.count, sizeof *pairs);
  size_t count = 0;
  for (size_t i = 0; i < network->tie_count; i++) {
    const struct tie *tie = &network->ties[i];
    const size_t ends[2] = { tie->from, tie->to };
    for (size_t k = 0; k < tie->count; k++)
      for (size_t end = 0; end < 2; end++)
        if (network->things[ends[end]].chosen && s->sayings.items[tie->first + k].article != RELATA_NONE)
          pairs[count++] = (uint64_t)numbers[ends[end]] << 32 | s->sayings.items[tie->first + k].article;
  }
  qsort(pairs, count, sizeof *pairs, compare_numbers);
  for (size_t i = 0; i < count; i++)
    s->made->nodes[pairs[i] >> 32].articles += i == 0 || pairs[i] != pairs[i - 1];
  free(pairs);
}

/* ------------------------------------------------------------------ edges */

static struct relata_str quote_of(const struct selecting *s, uint32_t claim) {
  const uint32_t sentence = quads_object(s->quads, claim, quads_find(s->quads, RELATA_STR(NIF_SENTENCE)));
  const struct relata_str quote =
    sentence == RELATA_NONE ? RELATA_STR("") : view_text(s->view, sentence, NIF_ANCHOR_OF);
  return quote.len ? quote : view_text(s->view, claim, NIF_ANCHOR_OF);
}

static struct relata_selected_claim make_claim(const struct selecting *s, const struct saying *saying,
                                               const uint32_t *articles) {
  const bool bare = saying->claim == RELATA_NONE;
  struct relata_selected_claim claim = {
    .status = saying->status,
    .article = saying->article == RELATA_NONE ? RELATA_NONE : articles[saying->article],
    .confidence = saying->confidence,
  };
  claim.time = kept(s, saying_time(s->view, saying, &claim.own_time));
  if (bare)
    return claim;
  claim.iri = kept(s, term_as_iri(quads_term(s->quads, saying->claim)));
  claim.speaker = kept(s, view_label(s->view, saying->speaker));
  claim.quote = kept(s, quote_of(s, saying->claim));
  return claim;
}

/* What its claims tell together. */
static void sum_claims(const struct selecting *s, struct relata_selected_edge *edge) {
  struct period whole = { .begin = INT_MAX, .end = INT_MIN };
  uint32_t *articles = relata_arena_alloc(s->made->arena, (edge->said + 1) * sizeof *articles);
  for (size_t i = 0; i < edge->said; i++) {
    const struct relata_selected_claim *claim = &edge->claims[i];
    struct period period;
    edge->statuses[claim->status]++;
    edge->confidence = claim->confidence > edge->confidence ? claim->confidence : edge->confidence;
    if (!edge->best || claim->status < edge->best->status ||
        (claim->status == edge->best->status && claim->confidence > edge->best->confidence))
      edge->best = claim;
    if (claim->article != RELATA_NONE &&
        (edge->article_count == 0 || articles[edge->article_count - 1] != claim->article))
      articles[edge->article_count++] = claim->article;
    if (!period_parse(claim->time, &period))
      continue;
    if (period.begin < whole.begin) {
      whole.begin = period.begin;
      edge->first = period.begins;
    }
    if (period.end > whole.end) {
      whole.end = period.end;
      edge->last = period.ends;
    }
  }
  edge->articles = articles;
}

static struct relata_selected_edge make_edge(const struct selecting *s, const struct tie *tie, const size_t *numbers,
                                             const uint32_t *articles) {
  const struct relata_property *property = view_property(s->view, tie->predicate);
  struct relata_selected_claim *claims = relata_arena_alloc(s->made->arena, tie->count * sizeof *claims);
  struct relata_selected_edge edge = {
    .from = numbers[tie->from],
    .to = numbers[tie->to],
    .relation = kept(s, term_as_iri(quads_term(s->quads, tie->predicate))),
    .label = kept(s, view_label(s->view, tie->predicate)),
    .symmetric = property && property->symmetric,
    .status = tie->status,
    .claims = claims,
    .said = tie->count,
    .weight = tie->weight,
  };
  for (size_t i = 0; i < tie->count; i++)
    claims[i] = make_claim(s, &s->sayings.items[tie->first + i], articles);
  sum_claims(s, &edge);
  return edge;
}

static int compare_edges(const void *a, const void *b) {
  const struct relata_selected_edge *x = a, *y = b;
  if (x->weight != y->weight)
    return x->weight > y->weight ? -1 : 1;
  if (x->from != y->from)
    return x->from < y->from ? -1 : 1;
  if (x->to != y->to)
    return x->to < y->to ? -1 : 1;
  return relata_str_compare(x->relation, y->relation);
}

static void make_edges(struct selecting *s, const size_t *numbers, const uint32_t *articles) {
  const struct network *network = &s->network;
  size_t count = 0;
  for (size_t i = 0; i < network->tie_count; i++)
    count += is_chosen(network, &network->ties[i]);
  struct relata_selected_edge *edges = relata_arena_alloc(s->made->arena, (count + 1) * sizeof *edges);
  for (size_t i = 0; i < network->tie_count; i++)
    if (is_chosen(network, &network->ties[i]))
      edges[s->made->edge_count++] = make_edge(s, &network->ties[i], numbers, articles);
  qsort(edges, count, sizeof *edges, compare_edges);
  for (size_t i = 0; i < count; i++) {
    s->made->nodes[edges[i].from].shown++;
    s->made->nodes[edges[i].to].shown++;
  }
  s->made->edges = edges;
}

/* ------------------------------------------------------------------ together */

static void find_communities(struct relata_selected *made) {
  struct bond *bonds = zeroed(made->edge_count, sizeof *bonds);
  uint32_t *communities = zeroed(made->node_count, sizeof *communities);
  for (size_t i = 0; i < made->edge_count; i++)
    bonds[i] = (struct bond){ made->edges[i].from, made->edges[i].to, made->edges[i].weight };
  made->modularity = network_find_communities(made->node_count, bonds, made->edge_count, communities);
  for (size_t i = 0; i < made->node_count; i++)
    made->nodes[i].community = communities[i];
  free(bonds);
  free(communities);
}

static void make_all(struct selecting *s) {
  size_t *numbers = zeroed(s->network.thing_count, sizeof *numbers);
  uint32_t *articles = zeroed(quads_term_count(s->quads), sizeof *articles);
  s->made->base = kept(s, s->graph->base);
  s->made->total_nodes = s->network.thing_count;
  s->made->total_edges = s->network.tie_count;
  make_articles(s, articles);
  make_nodes(s, numbers);
  count_node_articles(s, numbers);
  make_edges(s, numbers, articles);
  find_communities(s->made);
  free(numbers);
  free(articles);
}

static enum relata_status select_into(struct selecting *s, struct relata_error *error) {
  RELATA_TRY(filter_make(&s->filter, s->graph, s->quads, s->view, s->selection, error));
  sayings_gather(&s->sayings, s->quads, s->view);
  count_all_ties(s);
  keep_sayings(s);
  network_make(&s->network, &s->filter, &s->sayings);
  network_weigh(&s->network, s->selection->importance);
  network_choose(&s->network, s->selection);
  make_all(s);
  return RELATA_OK;
}

enum relata_status relata_graph_select(struct relata_graph *graph, const struct relata_selection *selection,
                                       struct relata_selected **out, struct relata_error *error) {
  struct selecting s = { .graph = graph, .selection = selection };
  *out = NULL;
  RELATA_TRY(graph_load(graph, &s.quads, error));
  struct relata_arena *arena = relata_arena_new();
  s.made = relata_arena_alloc(arena, sizeof *s.made);
  s.made->arena = arena;
  s.view = view_new(s.quads, graph->ontology);
  const enum relata_status status = select_into(&s, error);
  network_free(&s.network);
  sayings_free(&s.sayings);
  filter_free(&s.filter);
  free(s.all_ties);
  view_free(s.view);
  if (status == RELATA_OK)
    *out = s.made;
  else
    relata_arena_free(arena);
  return status;
}

void relata_selected_free(struct relata_selected *selected) {
  if (selected)
    relata_arena_free(selected->arena);
}
