/* order.c — sorting quads for a reader. */
#include "graph/write/order.h"

#include <stdlib.h>
#include <string.h>

#include "graph/claims/vocabulary.h"
#include "graph/store/term.h"

/* Where a term stands among subjects and among predicates, by its number. */
struct ranks {
  uint32_t *subject, *predicate;
  bool graphs;
};

struct ranked {
  const char *text;
  uint32_t term;
  int kind;
};

static int compare_ranked(const void *a, const void *b) {
  const struct ranked *x = a, *y = b;
  if (x->kind != y->kind)
    return x->kind < y->kind ? -1 : 1;
  return strverscmp(x->text, y->text);
}

static int subject_kind(const char *text, const struct relata_prefix prefixes[PREFIX_COUNT]) {
  static const char *const first[] = { "id", "open" };
  for (size_t i = 0; i < PREFIX_COUNT && text[0] == '<'; i++)
    for (int kind = 0; kind < 2; kind++)
      if (strcmp(prefixes[i].name, first[kind]) == 0 &&
          strncmp(text + 1, prefixes[i].iri.data, prefixes[i].iri.len) == 0)
        return kind;
  return 2;
}

static int predicate_kind(const char *text) {
  static const char *const first[] = { RDF_TYPE, SKOS_PREF_LABEL, RDFS_LABEL, SKOS_ALT_LABEL, DCT_TITLE, RDF_SUBJECT,
                                       RDF_PREDICATE, RDF_OBJECT, REL_POLARITY, REL_MODALITY, REL_SPEAKER, REL_TIME,
                                       REL_PLACE, REL_QUANTITY, REL_CONFIDENCE, REL_PHRASE, NIF_ANCHOR_OF };
  const int count = sizeof first / sizeof *first;
  for (int i = 0; i < count; i++)
    if (strcmp(text, first[i]) == 0)
      return i;
  return count;
}

static uint32_t *rank(struct quads *quads, const struct relata_prefix *prefixes) {
  const size_t count = quads_term_count(quads);
  struct ranked *order = calloc(count + 1, sizeof *order);
  uint32_t *ranks = calloc(count + 1, sizeof *ranks);
  if (!order || !ranks)
    abort();
  struct relata_arena *arena = relata_arena_new();
  for (uint32_t i = 0; i < count; i++) {
    struct relata_str text = quads_term(quads, i);
    const int kind = prefixes ? subject_kind(text.data, prefixes) : predicate_kind(text.data);
    if (term_get_kind(text) == TERM_IRI) /* without its '>', so that <x> comes before <x#c1> */
      text = relata_arena_copy(arena, (struct relata_str){ text.data, text.len - 1 });
    order[i] = (struct ranked){ text.data, i, kind };
  }
  qsort(order, count, sizeof *order, compare_ranked);
  relata_arena_free(arena);
  for (uint32_t i = 0; i < count; i++)
    ranks[order[i].term] = i;
  free(order);
  return ranks;
}

static int compare_numbers(uint32_t a, uint32_t b) {
  return a < b ? -1 : a > b;
}

static int compare_quads(const void *a, const void *b, void *payload) {
  const struct quad *x = a, *y = b;
  const struct ranks *ranks = payload;
  /* the default graph, RELATA_NONE, comes first */
  int side = ranks->graphs ? compare_numbers(x->graph + 1, y->graph + 1) : 0;
  if (side == 0)
    side = compare_numbers(ranks->subject[x->subject], ranks->subject[y->subject]);
  if (side == 0)
    side = compare_numbers(ranks->predicate[x->predicate], ranks->predicate[y->predicate]);
  return side ? side : compare_numbers(x->object, y->object);
}

static size_t without_repeated(struct quad *quads, size_t count) {
  size_t kept = 0;
  for (size_t i = 0; i < count; i++)
    if (kept == 0 || quads[kept - 1].subject != quads[i].subject || quads[kept - 1].predicate != quads[i].predicate ||
        quads[kept - 1].object != quads[i].object)
      quads[kept++] = quads[i];
  return kept;
}

struct quad *order_quads(struct quads *quads, const struct relata_prefix prefixes[PREFIX_COUNT], bool graphs,
                         size_t *count) {
  const struct quad *all = quads_all(quads, count);
  struct quad *copy = calloc(*count + 1, sizeof *copy);
  if (!copy)
    abort();
  if (*count)
    memcpy(copy, all, *count * sizeof *copy);
  if (!graphs)
    *count = without_repeated(copy, *count);
  struct ranks ranks = { rank(quads, prefixes), rank(quads, NULL), graphs };
  qsort_r(copy, *count, sizeof *copy, compare_quads, &ranks);
  free(ranks.subject);
  free(ranks.predicate);
  return copy;
}
