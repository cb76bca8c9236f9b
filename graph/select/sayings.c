/* sayings.c — claims and statements as sayings. */
#include "graph/select/sayings.h"

#include <stdlib.h>
#include <string.h>

#include "graph/store/term.h"

static bool is_thing(const struct quads *quads, uint32_t term) {
  return term_get_kind(quads_term(quads, term)) == TERM_IRI;
}

static bool is_symmetric(const struct view *view, uint32_t predicate) {
  const struct relata_property *property = view_property(view, predicate);
  return property && property->symmetric;
}

static void append(struct sayings *sayings, struct saying saying) {
  if (sayings->count == sayings->capacity) {
    sayings->capacity = sayings->capacity ? 2 * sayings->capacity : 256;
    sayings->items = reallocarray(sayings->items, sayings->capacity, sizeof *sayings->items);
    if (!sayings->items)
      abort();
  }
  sayings->items[sayings->count++] = saying;
}

/* "A meets B" and "B meets A" are one tie. */
static void add(struct sayings *sayings, const struct quads *quads, const struct view *view, struct saying saying) {
  if (saying.subject == saying.object || !is_thing(quads, saying.object) || !is_thing(quads, saying.subject))
    return;
  if (saying.subject > saying.object && is_symmetric(view, saying.predicate)) {
    const uint32_t subject = saying.subject;
    saying.subject = saying.object;
    saying.object = subject;
  }
  append(sayings, saying);
}

static enum relata_tie_status status_of(const struct claim *claim) {
  if (claim->negated)
    return RELATA_TIE_NEGATED;
  if (claim->possible)
    return RELATA_TIE_POSSIBLE;
  return claim->speaker == RELATA_NONE ? RELATA_TIE_STATED : RELATA_TIE_SAID;
}

static int compare_numbers(uint32_t a, uint32_t b) {
  return a < b ? -1 : a > b;
}

bool sayings_same_triple(const struct saying *a, const struct saying *b) {
  return a->subject == b->subject && a->predicate == b->predicate && a->object == b->object;
}

/* Claims before bare statements: RELATA_NONE is the greatest number. */
static int compare_sayings(const void *a, const void *b, void *payload) {
  const struct saying *x = a, *y = b;
  const struct quads *quads = payload;
  int side = compare_numbers(x->subject, y->subject);
  if (side == 0)
    side = compare_numbers(x->predicate, y->predicate);
  if (side == 0)
    side = compare_numbers(x->object, y->object);
  if (side == 0)
    side = compare_numbers(x->article, y->article);
  if (side == 0 && x->claim != RELATA_NONE && y->claim != RELATA_NONE)
    side = strverscmp(quads_term(quads, x->claim).data, quads_term(quads, y->claim).data); /* …#c2 before …#c10 */
  return side ? side : compare_numbers(x->claim, y->claim);
}

/* Does one of the article's claims behind `first` state it as a fact? */
static bool is_claimed(const struct saying *first, const struct saying *bare) {
  for (; first < bare; first++)
    if (first->status == RELATA_TIE_STATED && first->claim != RELATA_NONE)
      return true;
  return false;
}

static void drop_claimed(struct sayings *sayings) {
  size_t kept = 0, first = 0;
  for (size_t i = 0; i < sayings->count; i++) {
    const struct saying saying = sayings->items[i];
    if (kept && (!sayings_same_triple(&sayings->items[first], &saying) ||
                 sayings->items[first].article != saying.article))
      first = kept;
    sayings->items[kept] = saying;
    kept += saying.claim != RELATA_NONE || !is_claimed(sayings->items + first, sayings->items + kept);
  }
  sayings->count = kept;
}

static void take(struct sayings *sayings, const struct quads *quads, const struct view *view, bool ties,
                 struct saying saying) {
  if (ties)
    add(sayings, quads, view, saying);
  else
    append(sayings, saying);
}

static void gather(struct sayings *sayings, struct quads *quads, struct view *view, bool ties) {
  *sayings = (struct sayings){ NULL, 0, 0 };
  size_t count;
  const struct claim *claims = view_claims(view, &count);
  for (size_t i = 0; i < count; i++)
    take(sayings, quads, view, ties,
         (struct saying){ claims[i].subject, claims[i].predicate, claims[i].object, claims[i].article, claims[i].node,
                          status_of(&claims[i]), claims[i].speaker, claims[i].confidence });
  const struct quad *all = quads_all(quads, &count);
  for (size_t i = 0; i < count; i++)
    if (view_is_statement(view, &all[i]))
      take(sayings, quads, view, ties,
           (struct saying){ all[i].subject, all[i].predicate, all[i].object, all[i].graph, RELATA_NONE,
                            RELATA_TIE_STATED, RELATA_NONE, 1 });
  if (sayings->count)
    qsort_r(sayings->items, sayings->count, sizeof *sayings->items, compare_sayings, quads);
  drop_claimed(sayings);
}

void sayings_gather(struct sayings *sayings, struct quads *quads, struct view *view) {
  gather(sayings, quads, view, true);
}

void sayings_gather_all(struct sayings *sayings, struct quads *quads, struct view *view) {
  gather(sayings, quads, view, false);
}

void sayings_free(struct sayings *sayings) {
  free(sayings->items);
}
