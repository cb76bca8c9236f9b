/* order.c — ORDER BY (SPARQL 1.1, section 15.1), keeping no more rows than are wanted.
 *
 * A row's keys are term numbers.  To sort, the different ones are put in order
 * once by their values, and rows compare by the ranks of their keys.  Where a
 * LIMIT follows, the rows are sorted and cut whenever there are twice as many
 * as it takes, and what is behind the last of them is not kept.
 */
#include <stdlib.h>
#include <string.h>

#include "graph/sparql/evaluate.h"

enum { LEAST_KEPT = 1024 };

struct ordering {
  struct sink sink;
  struct evaluation *evaluation;
  struct plan *plan;
  struct relata_arena *scratch;
  size_t key_count;
  size_t keep; /* rows wanted; SIZE_MAX: all */
  struct rows rows;
  struct rows keys;       /* of each row: key_count wide */
  struct value threshold; /* first key of the last row that was kept at the last cut */
  struct relata_arena *threshold_arena;
  uint32_t threshold_term;
  bool has_threshold;
};

/* ------------------------------------------------------------------ ranks */

struct ranked {
  uint32_t term, rank;
  struct value value;
};

static int compare_terms(const void *a, const void *b) {
  const uint32_t x = ((const struct ranked *)a)->term, y = ((const struct ranked *)b)->term;
  return x < y ? -1 : x > y;
}

static int compare_values(const void *a, const void *b) {
  const struct ranked *const *x = a, *const *y = b;
  const int side = value_order(&(*x)->value, &(*y)->value);
  return side ? side : (*x)->term < (*y)->term ? -1 : (*x)->term > (*y)->term;
}

/* The different terms among the keys, by number. */
static struct ranked *list_terms(const struct ordering *ordering, size_t *count) {
  struct ranked *ranked = calloc(ordering->keys.count * ordering->key_count + 1, sizeof *ranked);
  struct row_set seen;
  if (!ranked)
    abort();
  *count = 0;
  row_set_init(&seen, 1, ordering->evaluation->limits);
  for (size_t i = 0; i < ordering->keys.count; i++)
    for (size_t k = 0; k < ordering->key_count; k++) {
      bool is_new;
      const uint32_t term = rows_get(&ordering->keys, i)[k];
      row_set_add(&seen, &term, &is_new);
      if (is_new)
        ranked[(*count)++].term = term;
    }
  row_set_free(&seen);
  qsort(ranked, *count, sizeof *ranked, compare_terms);
  return ranked;
}

static void rank_terms(struct evaluation *evaluation, struct relata_arena *arena, struct ranked *ranked, size_t count) {
  struct ranked **order = calloc(count + 1, sizeof *order);
  if (!order)
    abort();
  for (size_t i = 0; i < count; i++) {
    order[i] = &ranked[i];
    ranked[i].value = ranked[i].term == RELATA_NONE
                        ? value_error()
                        : value_of_term(arena, evaluation_term(evaluation, ranked[i].term));
  }
  qsort(order, count, sizeof *order, compare_values);
  for (size_t i = 1; i < count; i++)
    order[i]->rank = order[i - 1]->rank + (value_order(&order[i - 1]->value, &order[i]->value) != 0);
  free(order);
}

static uint32_t rank_of(const struct ranked *ranked, size_t count, uint32_t term) {
  const struct ranked wanted = { .term = term };
  return ((const struct ranked *)bsearch(&wanted, ranked, count, sizeof *ranked, compare_terms))->rank;
}

/* ------------------------------------------------------------------ sorting */

struct sorting {
  const struct order_key *keys;
  size_t key_count;
  const uint32_t *ranks; /* key_count a row */
};

static int compare_rows(const void *a, const void *b, void *payload) {
  const struct sorting *sorting = payload;
  const size_t x = *(const size_t *)a, y = *(const size_t *)b;
  for (size_t k = 0; k < sorting->key_count; k++) {
    const uint32_t left = sorting->ranks[x * sorting->key_count + k], right = sorting->ranks[y * sorting->key_count + k];
    if (left != right)
      return (left < right) != sorting->keys[k].descending ? -1 : 1;
  }
  return x < y ? -1 : x > y;
}

/* The places of the rows in their order; to be freed. */
static size_t *sorted_places(struct ordering *ordering) {
  const size_t rows = ordering->rows.count, keys = ordering->key_count;
  size_t count, *places = calloc(rows + 1, sizeof *places);
  uint32_t *ranks = calloc(rows * keys + 1, sizeof *ranks);
  struct relata_arena *arena = relata_arena_new();
  struct ranked *ranked = list_terms(ordering, &count);
  if (!places || !ranks)
    abort();
  rank_terms(ordering->evaluation, arena, ranked, count);
  for (size_t i = 0; i < rows; i++) {
    places[i] = i;
    for (size_t k = 0; k < keys; k++)
      ranks[i * keys + k] = rank_of(ranked, count, rows_get(&ordering->keys, i)[k]);
  }
  struct sorting sorting = { ordering->plan->select->order, keys, ranks };
  qsort_r(places, rows, sizeof *places, compare_rows, &sorting);
  free(ranked);
  free(ranks);
  relata_arena_free(arena);
  return places;
}

/* What sorting takes beside the rows. */
static size_t sorting_size(const struct ordering *ordering) {
  return ordering->rows.count * (sizeof(size_t) + ordering->key_count * (sizeof(uint32_t) + sizeof(struct ranked)));
}

static void set_threshold(struct ordering *ordering) {
  const uint32_t term = rows_get(&ordering->keys, ordering->keys.count - 1)[0];
  relata_arena_clear(ordering->threshold_arena);
  ordering->threshold_term = term;
  ordering->threshold =
    term == RELATA_NONE
      ? value_error()
      : value_of_term(ordering->threshold_arena, evaluation_term(ordering->evaluation, term));
  ordering->has_threshold = true;
}

/* Sorts, and keeps what is wanted. */
static void cut(struct ordering *ordering) {
  const size_t kept = ordering->rows.count < ordering->keep ? ordering->rows.count : ordering->keep;
  const size_t size = sorting_size(ordering);
  struct rows rows, keys;
  if (kept == 0 || !limits_take(ordering->evaluation->limits, size))
    return;
  size_t *places = sorted_places(ordering);
  rows_init(&rows, ordering->rows.width, ordering->evaluation->limits);
  rows_init(&keys, ordering->keys.width, ordering->evaluation->limits);
  for (size_t i = 0; i < kept; i++) {
    rows_add(&rows, rows_get(&ordering->rows, places[i]));
    rows_add(&keys, rows_get(&ordering->keys, places[i]));
  }
  free(places);
  limits_give(ordering->evaluation->limits, size);
  rows_free(&ordering->rows);
  rows_free(&ordering->keys);
  ordering->rows = rows;
  ordering->keys = keys;
  if (kept == ordering->keep)
    set_threshold(ordering);
}

/* ------------------------------------------------------------------ rows that come */

static uint32_t key_of(struct ordering *ordering, const struct expression *expression, const uint32_t *row,
                       uint64_t number) {
  if (expression->kind == EXPRESSION_VARIABLE || expression->kind == EXPRESSION_AGGREGATE)
    return row[expression->variable];
  const struct value value = evaluate_expression(ordering->evaluation, ordering->scratch, expression, row, number);
  return evaluation_intern(ordering->evaluation, value_to_term(ordering->scratch, &value));
}

/* Is it surely behind all rows that are wanted?  Equal ones are, as they came later, but only by all keys. */
static bool is_behind(struct ordering *ordering, uint32_t term) {
  if (!ordering->has_threshold || term == ordering->threshold_term)
    return false;
  const struct value value = term == RELATA_NONE
                               ? value_error()
                               : value_of_term(ordering->scratch, evaluation_term(ordering->evaluation, term));
  const int side = value_order(&value, &ordering->threshold);
  return ordering->plan->select->order[0].descending ? side < 0 : side > 0;
}

static void take_row(struct ordering *ordering, const uint32_t *row) {
  const struct order_key *order = ordering->plan->select->order;
  const uint64_t number = ordering->plan->numbered++;
  const uint32_t first = key_of(ordering, order[0].expression, row, number);
  if (is_behind(ordering, first))
    return;
  uint32_t *keys = rows_add(&ordering->keys, NULL);
  keys[0] = first;
  for (size_t k = 1; k < ordering->key_count; k++)
    keys[k] = key_of(ordering, order[k].expression, row, number);
  rows_add(&ordering->rows, row);
}

static void take_unsorted(struct sink *sink, const struct rows *rows) {
  struct ordering *ordering = (struct ordering *)sink;
  struct plan *before = plan_enter(ordering->evaluation, ordering->plan);
  for (size_t i = 0; i < rows->count && !limits_are_broken(ordering->evaluation->limits); i++) {
    take_row(ordering, rows_get(rows, i));
    relata_arena_clear(ordering->scratch);
  }
  if (ordering->keep < SIZE_MAX / 2 && ordering->rows.count >= LEAST_KEPT &&
      ordering->rows.count >= 2 * ordering->keep)
    cut(ordering);
  plan_leave(ordering->evaluation, before);
}

static void emit(struct ordering *ordering, struct sink *sink) {
  struct emitter emitter;
  emitter_begin(&emitter, ordering->evaluation, ordering->plan, sink);
  for (size_t i = 0; i < ordering->rows.count && !emitter_is_done(&emitter); i++)
    emitter_add(&emitter, rows_get(&ordering->rows, i));
  emitter_end(&emitter);
}

void run_order(struct evaluation *evaluation, struct plan *plan, const struct rows *input, struct sink *sink) {
  struct ordering ordering = { .sink = { .take = take_unsorted },
                               .evaluation = evaluation,
                               .plan = plan,
                               .scratch = relata_arena_new(),
                               .threshold_arena = relata_arena_new(),
                               .key_count = plan->select->order_count,
                               .keep = plan->keep && plan->keep < SIZE_MAX ? (size_t)plan->keep : SIZE_MAX };
  rows_init(&ordering.rows, input->width, evaluation->limits);
  rows_init(&ordering.keys, ordering.key_count, evaluation->limits);
  plan_run(evaluation, plan->left, input, &ordering.sink);
  cut(&ordering);
  emit(&ordering, sink);
  rows_free(&ordering.rows);
  rows_free(&ordering.keys);
  relata_arena_free(ordering.scratch);
  relata_arena_free(ordering.threshold_arena);
}
