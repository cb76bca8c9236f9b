/* part.c — see part.h. */
#include "graph/write/part.h"

#include <stdlib.h>

#include "graph/claims/view.h"
#include "graph/claims/vocabulary.h"
#include "graph/store/term.h"

struct part {
  struct quads *quads;
  struct view *view;
  const struct relata_selected *selected;
  struct relata_arena *arena;
  bool *whole;      /* a term's: all that is said of it belongs to the part: claims, sentences, articles, relations */
  bool *described;  /* a thing's: what describes it does */
  struct quad *stated; /* statements, sorted */
  size_t stated_count;
};

static void *zeroed(size_t count, size_t size) {
  void *memory = calloc(count + 1, size);
  if (!memory)
    abort();
  return memory;
}

static uint32_t term_of(const struct part *part, struct relata_str iri) {
  if (!iri.len)
    return RELATA_NONE;
  return quads_find(part->quads, relata_arena_print(part->arena, "<%.*s>", (int)iri.len, iri.data));
}

static void mark(bool *marks, uint32_t term) {
  if (term != RELATA_NONE)
    marks[term] = true;
}

static int compare_quads(const void *a, const void *b) {
  const struct quad *x = a, *y = b;
  for (unsigned char i = 0; i < 4; i++) {
    const uint32_t p = quad_member(x, i), q = quad_member(y, i);
    if (p != q)
      return p < q ? -1 : 1;
  }
  return 0;
}

static void add_claim(struct part *part, const struct relata_selected_edge *edge,
                      const struct relata_selected_claim *claim) {
  const struct relata_selected_node *nodes = part->selected->nodes;
  const uint32_t node = term_of(part, claim->iri),
                 article = claim->article == RELATA_NONE
                             ? RELATA_NONE
                             : term_of(part, part->selected->articles[claim->article].iri);
  mark(part->whole, node);
  if (node != RELATA_NONE)
    mark(part->whole, quads_object(part->quads, node, quads_find(part->quads, RELATA_STR(NIF_SENTENCE))));
  if (claim->status != RELATA_TIE_STATED)
    return;
  const struct quad quad = { term_of(part, nodes[edge->from].iri), term_of(part, edge->relation),
                             term_of(part, nodes[edge->to].iri), article };
  part->stated[part->stated_count++] = quad;
  if (edge->symmetric)
    part->stated[part->stated_count++] = (struct quad){ quad.object, quad.predicate, quad.subject, article };
}

static void mark_all(struct part *part) {
  const struct relata_selected *selected = part->selected;
  size_t said = 0;
  for (size_t i = 0; i < selected->edge_count; i++)
    said += selected->edges[i].said;
  part->stated = zeroed(2 * said, sizeof *part->stated);
  for (size_t i = 0; i < selected->node_count; i++)
    mark(part->described, term_of(part, selected->nodes[i].iri));
  for (size_t i = 0; i < selected->article_count; i++)
    mark(part->whole, term_of(part, selected->articles[i].iri));
  for (size_t i = 0; i < selected->edge_count; i++) {
    mark(part->whole, term_of(part, selected->edges[i].relation));
    for (size_t k = 0; k < selected->edges[i].said; k++)
      add_claim(part, &selected->edges[i], &selected->edges[i].claims[k]);
    relata_arena_clear(part->arena);
  }
  qsort(part->stated, part->stated_count, sizeof *part->stated, compare_quads);
}

static bool belongs(const struct part *part, const struct quad *quad) {
  if (part->whole[quad->subject])
    return true;
  if (view_is_statement(part->view, quad))
    return bsearch(quad, part->stated, part->stated_count, sizeof *part->stated, compare_quads) != NULL;
  return part->described[quad->subject];
}

static struct quads *kept_quads(const struct part *part) {
  struct quads *kept = quads_new();
  size_t count;
  const struct quad *all = quads_all(part->quads, &count);
  for (size_t i = 0; i < count; i++)
    if (belongs(part, &all[i]))
      quads_add(kept, quads_term(part->quads, all[i].subject), quads_term(part->quads, all[i].predicate),
                quads_term(part->quads, all[i].object),
                all[i].graph == RELATA_NONE ? (struct relata_str){ NULL, 0 } : quads_term(part->quads, all[i].graph));
  quads_finish(kept);
  return kept;
}

enum relata_status part_of_graph(struct relata_graph *graph, struct quads *quads,
                                 const struct relata_selection *selection, struct quads **out,
                                 struct relata_error *error) {
  struct relata_selected *selected;
  RELATA_TRY(relata_graph_select(graph, selection, &selected, error));
  struct part part = { .quads = quads, .selected = selected, .arena = relata_arena_new() };
  part.view = view_new(quads, graph->ontology);
  part.whole = zeroed(quads_term_count(quads), sizeof *part.whole);
  part.described = zeroed(quads_term_count(quads), sizeof *part.described);
  mark_all(&part);
  *out = kept_quads(&part);
  free(part.whole);
  free(part.described);
  free(part.stated);
  view_free(part.view);
  relata_arena_free(part.arena);
  relata_selected_free(selected);
  return RELATA_OK;
}
