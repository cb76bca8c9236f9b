/* gather.c — all ties of a graph, each with its status and sources. */
#include <stdlib.h>
#include <string.h>

#include "graph/draw/picture.h"
#include "graph/store/term.h"

/* One time that a tie is said. */
struct saying {
  uint32_t subject, predicate, object, article, claim;
  enum tie_status status;
};

struct sayings {
  struct saying *items;
  size_t count, capacity;
};

static void *resized(void *memory, size_t count, size_t size) {
  void *result = reallocarray(memory, count ? count : 1, size);
  if (!result)
    abort();
  return result;
}

static bool is_thing(const struct picture *picture, uint32_t term) {
  return term_get_kind(quads_term(picture->quads, term)) == TERM_IRI;
}

static bool is_symmetric(const struct picture *picture, uint32_t predicate) {
  const struct relata_property *property = view_property(picture->view, predicate);
  return property && property->symmetric;
}

/* "A meets B" and "B meets A" are one tie. */
static void add_saying(struct picture *picture, struct sayings *sayings, struct saying saying) {
  if (!is_thing(picture, saying.object) || saying.subject == saying.object)
    return;
  if (saying.subject > saying.object && is_symmetric(picture, saying.predicate)) {
    const uint32_t subject = saying.subject;
    saying.subject = saying.object;
    saying.object = subject;
  }
  if (sayings->count == sayings->capacity) {
    sayings->capacity = sayings->capacity ? 2 * sayings->capacity : 256;
    sayings->items = resized(sayings->items, sayings->capacity, sizeof *sayings->items);
  }
  sayings->items[sayings->count++] = saying;
}

static enum tie_status status_of(const struct claim *claim) {
  if (claim->negated)
    return TIE_DENIED;
  return claim_is_stated(claim) ? TIE_STATED : TIE_REPORTED;
}

static void add_claims(struct picture *picture, struct sayings *sayings, bool claims) {
  size_t count;
  const struct claim *all = view_claims(picture->view, &count);
  for (size_t i = 0; i < count; i++)
    if (claims || claim_is_stated(&all[i]))
      add_saying(picture, sayings,
                 (struct saying){ all[i].subject, all[i].predicate, all[i].object, all[i].article, all[i].node,
                                  status_of(&all[i]) });
}

/* Statements; those of our own articles have their claims as well, and are joined with them below. */
static void add_statements(struct picture *picture, struct sayings *sayings) {
  size_t count;
  const struct quad *all = quads_all(picture->quads, &count);
  for (size_t i = 0; i < count; i++)
    if (view_is_statement(picture->view, &all[i]))
      add_saying(picture, sayings,
                 (struct saying){ all[i].subject, all[i].predicate, all[i].object, all[i].graph, RELATA_NONE,
                                  TIE_STATED });
}

static int compare_numbers(uint32_t a, uint32_t b) {
  return a < b ? -1 : a > b;
}

/* By triple, status, article; claims before bare statements. */
static int compare_sayings(const void *a, const void *b) {
  const struct saying *x = a, *y = b;
  int side = compare_numbers(x->subject, y->subject);
  if (side == 0)
    side = compare_numbers(x->predicate, y->predicate);
  if (side == 0)
    side = compare_numbers(x->object, y->object);
  if (side == 0)
    side = compare_numbers(x->status, y->status);
  if (side == 0)
    side = compare_numbers(x->article, y->article);
  return side ? side : compare_numbers(x->claim, y->claim);
}

static bool same_triple(const struct saying *a, const struct saying *b) {
  return a->subject == b->subject && a->predicate == b->predicate && a->object == b->object;
}

/* One tie of a run of sayings of one triple: what is stated outweighs what is reported, that what is denied. */
static struct tie join(const struct saying *run, size_t count) {
  struct tie tie = { run->subject, run->predicate, run->object, 0, 0, run->status, 0, run->claim, run->article, false };
  for (size_t i = 0; i < count && run[i].status == run->status; i++)
    tie.sources += i == 0 || run[i].article != run[i - 1].article;
  return tie;
}

static void join_all(struct picture *picture, const struct sayings *sayings) {
  picture->ties = resized(NULL, sayings->count, sizeof *picture->ties);
  for (size_t i = 0; i < sayings->count;) {
    size_t end = i + 1;
    while (end < sayings->count && same_triple(&sayings->items[i], &sayings->items[end]))
      end++;
    picture->ties[picture->tie_count++] = join(sayings->items + i, end - i);
    i = end;
  }
}

static size_t count_articles(const struct sayings *sayings, size_t terms) {
  bool *seen = calloc(terms + 1, sizeof *seen);
  size_t count = 0;
  if (!seen)
    abort();
  for (size_t i = 0; i < sayings->count; i++) {
    const uint32_t article = sayings->items[i].article;
    if (article == RELATA_NONE || seen[article])
      continue;
    seen[article] = true;
    count++;
  }
  free(seen);
  return count;
}

/* Numbers the things that have ties. */
static void number_nodes(struct picture *picture) {
  const size_t terms = quads_term_count(picture->quads);
  size_t *number = calloc(terms + 1, sizeof *number);
  picture->nodes = resized(NULL, 2 * picture->tie_count, sizeof *picture->nodes);
  if (!number)
    abort();
  for (size_t i = 0; i < picture->tie_count; i++)
    number[picture->ties[i].subject] = number[picture->ties[i].object] = 1;
  for (uint32_t term = 0; term < terms; term++)
    if (number[term]) {
      number[term] = picture->node_count;
      picture->nodes[picture->node_count++] = (struct node){ .term = term };
    }
  for (size_t i = 0; i < picture->tie_count; i++) {
    picture->ties[i].from = number[picture->ties[i].subject];
    picture->ties[i].to = number[picture->ties[i].object];
  }
  free(number);
}

static int compare_ties(const void *a, const void *b) {
  const struct tie *x = a, *y = b;
  int side = compare_numbers(x->subject, y->subject);
  if (side == 0)
    side = compare_numbers(x->object, y->object);
  if (side == 0)
    side = compare_numbers(x->status, y->status);
  if (side == 0 && x->sources != y->sources)
    side = x->sources > y->sources ? -1 : 1;
  return side ? side : compare_numbers(x->predicate, y->predicate);
}

enum relata_status picture_gather(struct picture *picture, struct relata_graph *graph, bool claims,
                                  struct relata_error *error) {
  *picture = (struct picture){ .graph = graph };
  RELATA_TRY(graph_load(graph, &picture->quads, error));
  picture->view = view_new(picture->quads, graph->ontology);
  picture->arena = relata_arena_new();
  struct sayings sayings = { NULL, 0, 0 };
  add_claims(picture, &sayings, claims);
  add_statements(picture, &sayings);
  if (sayings.count)
    qsort(sayings.items, sayings.count, sizeof *sayings.items, compare_sayings);
  picture->articles = count_articles(&sayings, quads_term_count(picture->quads));
  join_all(picture, &sayings);
  free(sayings.items);
  number_nodes(picture);
  if (picture->tie_count)
    qsort(picture->ties, picture->tie_count, sizeof *picture->ties, compare_ties);
  return RELATA_OK;
}

void picture_free(struct picture *picture) {
  view_free(picture->view);
  relata_arena_free(picture->arena);
  free(picture->nodes);
  free(picture->ties);
}
