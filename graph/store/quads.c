/* quads.c — four sorted arrays of quads; the last three are made when first asked for. */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "graph/store/delta.h"
#include "graph/store/quads_private.h"
#include "graph/store/sort.h"

/* Which member of a quad (0 subject … 3 graph) is compared first, second … */
const unsigned char quad_order_keys[ORDER_COUNT][4] = {
  { 0, 1, 2, 3 }, { 1, 2, 0, 3 }, { 2, 0, 1, 3 }, { 3, 0, 1, 2 }
};

int quad_compare(enum order order, const struct quad *a, const struct quad *b) {
  for (size_t i = 0; i < 4; i++) {
    const unsigned char key = quad_order_keys[order][i];
    const uint32_t x = quad_member(a, key), y = quad_member(b, key);
    if (x != y)
      return x < y ? -1 : 1;
  }
  return 0;
}

struct quads *quads_new(void) {
  struct quads *quads = calloc(1, sizeof *quads);
  if (!quads)
    abort();
  quads->terms = dictionary_new();
  return quads;
}

void quads_free(struct quads *quads) {
  if (!quads)
    return;
  delta_free(quads->delta);
  dictionary_free(quads->terms);
  if (quads->map) {
    munmap(quads->map, quads->map_size);
  } else {
    for (size_t i = 0; i < ORDER_COUNT; i++) {
      free(quads->orders[i]);
      free(quads->starts[i]);
    }
    free(quads->predicates);
    free(quads->own_offsets);
    free(quads->own_texts);
  }
  free(quads);
}

/* Quads of one subject mostly come together. */
static uint32_t intern_subject(struct quads *quads, struct relata_str subject) {
  if (quads->count) {
    const uint32_t last = quads->orders[ORDER_SPOG][quads->count - 1].subject;
    if (relata_str_equal(dictionary_get(quads->terms, last), subject))
      return last;
  }
  return dictionary_intern(quads->terms, subject, NULL);
}

void quads_add(struct quads *quads, struct relata_str subject, struct relata_str predicate, struct relata_str object,
               struct relata_str graph) {
  if (quads->count == quads->capacity) {
    quads->capacity = quads->capacity ? 2 * quads->capacity : 1024;
    struct quad *grown = reallocarray(quads->orders[ORDER_SPOG], quads->capacity, sizeof *grown);
    if (!grown)
      abort();
    quads->orders[ORDER_SPOG] = grown;
  }
  quads->orders[ORDER_SPOG][quads->count] = (struct quad){
    .subject = intern_subject(quads, subject),
    .predicate = dictionary_intern(quads->terms, predicate, NULL),
    .object = dictionary_intern(quads->terms, object, NULL),
    .graph = graph.len ? dictionary_intern(quads->terms, graph, NULL) : RELATA_NONE,
  };
  quads->count++;
}

void quads_add_from(struct quads *quads, const struct quads *others, const struct quad *quad) {
  const struct relata_str graph =
    quad->graph == RELATA_NONE ? (struct relata_str){ NULL, 0 } : quads_term(others, quad->graph);
  quads_add(quads, quads_term(others, quad->subject), quads_term(others, quad->predicate),
            quads_term(others, quad->object), graph);
}

void quads_add_all(struct quads *quads, struct quads *others) {
  size_t count;
  const struct quad *all = quads_all(others, &count);
  for (size_t i = 0; i < count; i++)
    quads_add_from(quads, others, &all[i]);
}

static void remove_repeated(struct quads *quads) {
  struct quad *all = quads->orders[ORDER_SPOG];
  size_t kept = 0;
  for (size_t i = 0; i < quads->count; i++)
    if (kept == 0 || memcmp(&all[kept - 1], &all[i], sizeof *all) != 0)
      all[kept++] = all[i];
  quads->count = kept;
}

void quads_finish(struct quads *quads) {
  uint32_t *renumbered = dictionary_sort(quads->terms);
  struct quad *all = quads->orders[ORDER_SPOG];
  for (size_t i = 0; i < quads->count; i++) {
    all[i].subject = renumbered[all[i].subject];
    all[i].predicate = renumbered[all[i].predicate];
    all[i].object = renumbered[all[i].object];
    if (all[i].graph != RELATA_NONE)
      all[i].graph = renumbered[all[i].graph];
  }
  free(renumbered);
  sort_quads(all, quads->count, quad_order_keys[ORDER_SPOG], 4, dictionary_count(quads->terms));
  remove_repeated(quads);
}

size_t quads_count(const struct quads *quads) {
  const struct delta *delta = quads->delta;
  return quads->count + (delta ? delta->added_count - delta->gone_count : 0);
}

size_t quads_base_terms(const struct quads *quads) {
  return quads->terms ? dictionary_count(quads->terms) : quads->term_count;
}

size_t quads_term_count(const struct quads *quads) {
  return quads_base_terms(quads) + (quads->delta ? delta_term_count(quads->delta) : 0);
}

struct relata_str quads_term(const struct quads *quads, uint32_t number) {
  if (quads->delta && number >= quads_base_terms(quads))
    return delta_term(quads->delta, number - (uint32_t)quads_base_terms(quads));
  if (quads->terms)
    return dictionary_get(quads->terms, number);
  return texts_get(quads->texts, quads->offsets, number);
}

uint32_t texts_find(const char *texts, const uint64_t *offsets, size_t count, struct relata_str text) {
  size_t low = 0, high = count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const int side = relata_str_compare(texts_get(texts, offsets, (uint32_t)middle), text);
    if (side == 0)
      return (uint32_t)middle;
    if (side < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return RELATA_NONE;
}

uint32_t quads_find(const struct quads *quads, struct relata_str term) {
  const uint32_t found = quads->terms ? dictionary_find(quads->terms, term)
                                      : texts_find(quads->texts, quads->offsets, quads->term_count, term);
  if (found != RELATA_NONE || !quads->delta)
    return found;
  const uint32_t came = delta_find(quads->delta, term);
  return came == RELATA_NONE ? came : came + (uint32_t)quads_base_terms(quads);
}

bool quads_is_folded(const struct quads *quads) {
  return !quads->delta;
}

const struct quad *quads_all(struct quads *quads, size_t *count) {
  *count = quads_count(quads);
  return quads_order(quads, ORDER_SPOG);
}

struct quad quads_renumber(const struct quad *quad, const struct quads *from, const struct quads *to) {
  static const struct quad unknown = { RELATA_NONE, RELATA_NONE, RELATA_NONE, RELATA_NONE };
  const struct quad result = {
    quads_find(to, quads_term(from, quad->subject)), quads_find(to, quads_term(from, quad->predicate)),
    quads_find(to, quads_term(from, quad->object)),
    quad->graph == RELATA_NONE ? RELATA_NONE : quads_find(to, quads_term(from, quad->graph))
  };
  const bool known = result.subject != RELATA_NONE && result.predicate != RELATA_NONE &&
                     result.object != RELATA_NONE && (result.graph != RELATA_NONE || quad->graph == RELATA_NONE);
  return known ? result : unknown;
}

bool quads_are_same(const struct quads *a, const struct quads *b) {
  bool same = a->count == b->count && quads_term_count(a) == quads_term_count(b);
  for (uint32_t i = 0; same && i < quads_term_count(a); i++)
    same = relata_str_equal(quads_term(a, i), quads_term(b, i));
  return same && (a->count == 0 ||
                  memcmp(a->orders[ORDER_SPOG], b->orders[ORDER_SPOG], a->count * sizeof(struct quad)) == 0);
}

void quads_reorder(struct quad *sorted, size_t count, enum order order, size_t terms) {
  /* what follows these keys is in order already */
  const size_t key_count = order == ORDER_POSG ? 2 : order == ORDER_SPOG ? 0 : 1;
  sort_quads(sorted, count, quad_order_keys[order], key_count, terms);
}

const struct quad *quads_base_order(struct quads *quads, enum order order) {
  if (!quads->orders[order] && quads->count) {
    struct quad *sorted = reallocarray(NULL, quads->count, sizeof *sorted);
    if (!sorted)
      abort();
    memcpy(sorted, quads->orders[ORDER_SPOG], quads->count * sizeof *sorted);
    quads_reorder(sorted, quads->count, order, quads_base_terms(quads));
    quads->orders[order] = sorted;
  }
  return quads->orders[order];
}

const struct quad *quads_order(struct quads *quads, enum order order) {
  return quads->delta ? delta_merged(quads, order) : quads_base_order(quads, order);
}

/* The order whose first keys are the bound members. */
static enum order order_for(const struct quad *pattern) {
  const bool s = pattern->subject != RELATA_NONE, p = pattern->predicate != RELATA_NONE,
             o = pattern->object != RELATA_NONE;
  if (s)
    return o && !p ? ORDER_OSPG : ORDER_SPOG;
  if (o)
    return p ? ORDER_POSG : ORDER_OSPG;
  if (pattern->graph != RELATA_NONE)
    return ORDER_GSPO;
  return p ? ORDER_POSG : ORDER_SPOG;
}

/* -1, 0, 1: the quad stands before, in, after the run that the leading bound keys select. */
static int compare_prefix(enum order order, const struct quad *quad, const struct quad *pattern) {
  for (size_t i = 0; i < 4; i++) {
    const uint32_t wanted = quad_member(pattern, quad_order_keys[order][i]), is = quad_member(quad, quad_order_keys[order][i]);
    if (wanted == RELATA_NONE)
      return 0;
    if (is != wanted)
      return is < wanted ? -1 : 1;
  }
  return 0;
}

uint32_t *quads_count_starts(const struct quad *sorted, size_t count, enum order order, size_t terms) {
  uint32_t *starts = calloc(terms + 1, sizeof *starts);
  if (!starts)
    abort();
  for (size_t i = 0; i < count; i++)
    starts[quad_member(&sorted[i], quad_order_keys[order][0]) + 1]++;
  for (size_t i = 0; i < terms; i++)
    starts[i + 1] += starts[i];
  return starts;
}

static const uint32_t *base_starts(struct quads *quads, enum order order) {
  if (!quads->starts[order])
    quads->starts[order] =
      quads_count_starts(quads_base_order(quads, order), quads->count, order, quads_base_terms(quads));
  return quads->starts[order];
}

const uint32_t *quads_starts(struct quads *quads, enum order order) {
  return quads->delta ? delta_merged_starts(quads, order) : base_starts(quads, order);
}

/* From `low` below `high`: the first quad that is not before the run, or with `after` the first behind it. */
static size_t bound(const struct quad *sorted, size_t low, size_t high, enum order order, const struct quad *pattern,
                    bool after) {
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const int side = compare_prefix(order, &sorted[middle], pattern);
    if (side < 0 || (after && side == 0))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* The same for the end of a run that begins at `low`: runs are short, so it looks near first. */
static size_t run_end(const struct quad *sorted, size_t low, size_t high, enum order order,
                      const struct quad *pattern) {
  size_t step = 1, last = low;
  while (last + step < high && compare_prefix(order, &sorted[last + step], pattern) == 0) {
    last += step;
    step *= 2;
  }
  return bound(sorted, last, last + step < high ? last + step : high, order, pattern, true);
}

/* The run of a pattern in an array of a few. */
static void set_run(const struct quad *sorted, size_t count, enum order order, const struct quad *pattern,
                    const struct quad **begin, const struct quad **end) {
  const size_t low = bound(sorted, 0, count, order, pattern, false);
  *begin = sorted + low;
  *end = sorted + run_end(sorted, low, count, order, pattern);
}

static void match_delta(const struct delta *delta, enum order order, struct quad_cursor *cursor) {
  if (delta->gone_count)
    set_run(delta->gone[order], delta->gone_count, order, &cursor->pattern, &cursor->gone, &cursor->gone_end);
  if (delta->added_count)
    set_run(delta->added[order], delta->added_count, order, &cursor->pattern, &cursor->added, &cursor->added_end);
}

struct quad_cursor quads_match(struct quads *quads, struct quad pattern, bool distinct) {
  const enum order order = order_for(&pattern);
  const struct quad *sorted = quads_base_order(quads, order);
  struct quad_cursor cursor = { .pattern = pattern, .distinct = distinct, .order = (unsigned char)order,
                                .last = { RELATA_NONE, RELATA_NONE, RELATA_NONE, RELATA_NONE } };
  const uint32_t first = quad_member(&pattern, quad_order_keys[order][0]);
  if (quads->delta)
    match_delta(quads->delta, order, &cursor);
  if (!sorted || (first != RELATA_NONE && first >= quads_base_terms(quads)))
    return cursor;
  size_t low = 0, high = quads->count;
  if (first != RELATA_NONE && (order == ORDER_SPOG || order == ORDER_OSPG)) {
    const uint32_t *starts = base_starts(quads, order);
    low = starts[first];
    high = starts[first + 1];
  }
  low = bound(sorted, low, high, order, &pattern, false);
  cursor.at = sorted + low;
  cursor.end = sorted + run_end(sorted, low, high, order, &pattern);
  return cursor;
}

/* RELATA_NONE is the greatest number: they are the end of every array by graph. */
static void set_outside(const struct quad *sorted, size_t count, const struct quad **begin, const struct quad **end) {
  size_t low = 0, high = count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (sorted[middle].graph == RELATA_NONE)
      high = middle;
    else
      low = middle + 1;
  }
  *begin = count ? sorted + low : NULL;
  *end = count ? sorted + count : NULL;
}

struct quad_cursor quads_match_outside(struct quads *quads) {
  static const struct quad any = { RELATA_NONE, RELATA_NONE, RELATA_NONE, RELATA_NONE };
  struct quad_cursor cursor = { .pattern = any, .last = any, .order = ORDER_GSPO };
  const struct delta *delta = quads->delta;
  set_outside(quads_base_order(quads, ORDER_GSPO), quads->count, &cursor.at, &cursor.end);
  if (delta) {
    set_outside(delta->gone[ORDER_GSPO], delta->gone_count, &cursor.gone, &cursor.gone_end);
    set_outside(delta->added[ORDER_GSPO], delta->added_count, &cursor.added, &cursor.added_end);
  }
  return cursor;
}

size_t quad_cursor_size(const struct quad_cursor *cursor) {
  return (size_t)(cursor->end - cursor->at) - (size_t)(cursor->gone_end - cursor->gone) +
         (size_t)(cursor->added_end - cursor->added);
}

static bool fits(uint32_t is, uint32_t wanted) {
  return wanted == RELATA_NONE || is == wanted;
}

static bool same_triple(const struct quad *a, const struct quad *b) {
  return a->subject == b->subject && a->predicate == b->predicate && a->object == b->object;
}

/* The next quad of the index as it was written, or of what came since. */
static const struct quad *next_of_both(struct quad_cursor *cursor) {
  while (cursor->gone < cursor->gone_end && cursor->at < cursor->end &&
         quad_compare((enum order)cursor->order, cursor->at, cursor->gone) == 0) {
    cursor->at++;
    cursor->gone++;
  }
  const bool base = cursor->at < cursor->end, added = cursor->added < cursor->added_end;
  if (!base && !added)
    return NULL;
  if (!added || (base && quad_compare((enum order)cursor->order, cursor->at, cursor->added) < 0))
    return cursor->at++;
  return cursor->added++;
}

static bool fits_pattern(const struct quad *quad, const struct quad *pattern) {
  return fits(quad->subject, pattern->subject) && fits(quad->predicate, pattern->predicate) &&
         fits(quad->object, pattern->object) && fits(quad->graph, pattern->graph);
}

static const struct quad *next_merged(struct quad_cursor *cursor) {
  for (const struct quad *quad; (quad = next_of_both(cursor));) {
    if (!fits_pattern(quad, &cursor->pattern) || (cursor->distinct && same_triple(quad, &cursor->last)))
      continue;
    cursor->last = *quad;
    return quad;
  }
  return NULL;
}

const struct quad *quad_cursor_next(struct quad_cursor *cursor) {
  if (cursor->added || cursor->gone)
    return next_merged(cursor);
  while (cursor->at < cursor->end) {
    const struct quad *quad = cursor->at++;
    if (!fits_pattern(quad, &cursor->pattern))
      continue;
    if (cursor->distinct)
      while (cursor->at < cursor->end && same_triple(quad, cursor->at))
        cursor->at++;
    return quad;
  }
  return NULL;
}

uint32_t quads_object(struct quads *quads, uint32_t subject, uint32_t predicate) {
  if (subject == RELATA_NONE || predicate == RELATA_NONE)
    return RELATA_NONE;
  struct quad_cursor cursor = quads_match(quads, (struct quad){ subject, predicate, RELATA_NONE, RELATA_NONE }, true);
  const struct quad *quad = quad_cursor_next(&cursor);
  return quad ? quad->object : RELATA_NONE;
}

/* ------------------------------------------------------------------ counting */

/* Of one predicate's quads, sorted by object. */
static struct predicate_count count_predicate(const struct quad *quads, size_t count, uint32_t *last_seen) {
  struct predicate_count result = { .predicate = quads[0].predicate };
  for (size_t i = 0; i < count; i++) {
    const bool again = i > 0 && same_triple(&quads[i - 1], &quads[i]);
    result.triples += !again;
    result.objects += i == 0 || quads[i - 1].object != quads[i].object;
    result.subjects += last_seen[quads[i].subject] != quads[i].predicate;
    last_seen[quads[i].subject] = quads[i].predicate;
  }
  return result;
}

static void count_predicates(struct quads *quads) {
  const struct quad *sorted = quads_base_order(quads, ORDER_POSG);
  uint32_t *last_seen = reallocarray(NULL, quads_base_terms(quads) + 1, sizeof *last_seen);
  size_t capacity = 64;
  quads->predicates = reallocarray(NULL, capacity, sizeof *quads->predicates);
  if (!last_seen || !quads->predicates)
    abort();
  memset(last_seen, 0xff, quads_base_terms(quads) * sizeof *last_seen);
  for (size_t begin = 0, end; begin < quads->count; begin = end) {
    for (end = begin; end < quads->count && sorted[end].predicate == sorted[begin].predicate; end++)
      continue;
    if (quads->predicate_count == capacity) {
      capacity *= 2;
      quads->predicates = reallocarray(quads->predicates, capacity, sizeof *quads->predicates);
      if (!quads->predicates)
        abort();
    }
    quads->predicates[quads->predicate_count++] = count_predicate(sorted + begin, end - begin, last_seen);
  }
  free(last_seen);
}

const struct predicate_count *quads_predicates(struct quads *quads, size_t *count) {
  if (quads->delta) {
    *count = quads->delta->predicate_count;
    return quads->delta->predicates;
  }
  if (!quads->predicates)
    count_predicates(quads);
  *count = quads->predicate_count;
  return quads->predicates;
}

const struct predicate_count *quads_predicate(struct quads *quads, uint32_t predicate) {
  size_t count, low = 0;
  const struct predicate_count *counts = quads_predicates(quads, &count);
  while (low < count) {
    const size_t middle = low + (count - low) / 2;
    if (counts[middle].predicate == predicate)
      return &counts[middle];
    if (counts[middle].predicate < predicate)
      low = middle + 1;
    else
      count = middle;
  }
  return NULL;
}

size_t quads_triple_count(struct quads *quads) {
  size_t count, sum = 0;
  const struct predicate_count *predicates = quads_predicates(quads, &count);
  for (size_t i = 0; i < count; i++)
    sum += predicates[i].triples;
  return sum;
}

static uint32_t next_graph_in(const struct quad *sorted, size_t count, uint32_t graph) {
  const struct quad pattern = { RELATA_NONE, RELATA_NONE, RELATA_NONE, graph };
  const size_t next = graph == RELATA_NONE ? 0 : bound(sorted, 0, count, ORDER_GSPO, &pattern, true);
  return next < count ? sorted[next].graph : RELATA_NONE;
}

uint32_t quads_next_graph(struct quads *quads, uint32_t graph) {
  const struct delta *delta = quads->delta;
  const struct quad *sorted = quads_base_order(quads, ORDER_GSPO);
  for (;;) {
    const uint32_t base = next_graph_in(sorted, quads->count, graph),
                   came = delta ? next_graph_in(delta->added[ORDER_GSPO], delta->added_count, graph) : RELATA_NONE;
    graph = base < came ? base : came;
    if (graph == RELATA_NONE || graph == came)
      return graph;
    const struct quad_cursor cursor = quads_match(quads, (struct quad){ RELATA_NONE, RELATA_NONE, RELATA_NONE, graph }, false);
    if (quad_cursor_size(&cursor))
      return graph; /* not all of it went */
  }
}
