/* select.c — which things a diagram shows.
 *
 * A thing weighs its ties, each by its sources (what is only reported or
 * denied by half); half of that when it has no name.  Without `about` the heaviest are chosen that have a tie
 * to another chosen one; with it, the neighbourhood is walked step by step,
 * in each step the heaviest ties first.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "graph/claims/names.h"
#include "graph/draw/picture.h"

enum { USUAL_LIMIT = 30 };

static double tie_weight(const struct tie *tie) {
  return (tie->status == TIE_STATED ? 1.0 : 0.5) * (1.0 + log2((double)tie->sources));
}

/* "talks" and "the town" tell a reader less than a name. */
static bool is_named(const struct picture *picture, const struct node *node) {
  const struct relata_str label = view_label(picture->view, node->term);
  utf8proc_int32_t first = 0;
  if (utf8proc_iterate((const utf8proc_uint8_t *)label.data, (utf8proc_ssize_t)label.len, &first) <= 0)
    return false;
  return utf8proc_category(first) != UTF8PROC_CATEGORY_LL;
}

static void weigh(struct picture *picture) {
  for (size_t i = 0; i < picture->tie_count; i++) {
    const struct tie *tie = &picture->ties[i];
    picture->nodes[tie->from].weight += tie_weight(tie);
    picture->nodes[tie->to].weight += tie_weight(tie);
  }
  for (size_t i = 0; i < picture->node_count; i++)
    if (!is_named(picture, &picture->nodes[i]))
      picture->nodes[i].weight /= 2;
}

static enum relata_status keep_relation(struct picture *picture, const char *relation, struct relata_error *error) {
  bool *wanted;
  size_t kept = 0;
  const enum relata_status status = names_match(picture->graph, picture->view, NAMES_RELATIONS, relation, &wanted, error);
  for (size_t i = 0; status == RELATA_OK && i < picture->tie_count; i++)
    if (wanted[picture->ties[i].predicate])
      picture->ties[kept++] = picture->ties[i];
  picture->tie_count = kept;
  free(wanted);
  if (status == RELATA_OK && kept == 0)
    return relata_error_set(error, RELATA_NOT_FOUND, NULL, 0, 0,
                            "nothing is joined by \"%s\" between two things; perhaps it is only said or denied",
                            relation);
  return status;
}

/* ------------------------------------------------------------------ the heaviest */


static int compare_weights(const void *a, const void *b, void *payload) {
  const struct node *nodes = payload;
  const size_t x = *(const size_t *)a, y = *(const size_t *)b;
  if (nodes[x].weight != nodes[y].weight)
    return nodes[x].weight > nodes[y].weight ? -1 : 1;
  return x < y ? -1 : x > y;
}

static size_t *by_weight(const struct picture *picture) {
  size_t *order = calloc(picture->node_count + 1, sizeof *order);
  if (!order)
    abort();
  for (size_t i = 0; i < picture->node_count; i++)
    order[i] = i;
  qsort_r(order, picture->node_count, sizeof *order, compare_weights, picture->nodes);
  return order;
}

/* Marks the first `taken` of the order that have a tie among themselves; returns how many. */
static size_t mark_tied(struct picture *picture, const size_t *order, size_t taken) {
  bool *inside = calloc(picture->node_count + 1, sizeof *inside);
  size_t count = 0;
  if (!inside)
    abort();
  for (size_t i = 0; i < picture->node_count; i++)
    picture->nodes[i].chosen = false;
  for (size_t i = 0; i < taken; i++)
    inside[order[i]] = true;
  for (size_t i = 0; i < picture->tie_count; i++)
    if (inside[picture->ties[i].from] && inside[picture->ties[i].to])
      picture->nodes[picture->ties[i].from].chosen = picture->nodes[picture->ties[i].to].chosen = true;
  for (size_t i = 0; i < picture->node_count; i++)
    count += picture->nodes[i].chosen;
  free(inside);
  return count;
}

/* The largest beginning of the order whose tied ones are not more than the limit. */
static void choose_heaviest(struct picture *picture, size_t limit) {
  size_t *order = by_weight(picture);
  size_t low = 0, high = picture->node_count;
  while (low < high) {
    const size_t middle = low + (high - low + 1) / 2;
    if (mark_tied(picture, order, middle) <= limit)
      low = middle;
    else
      high = middle - 1;
  }
  mark_tied(picture, order, low);
  free(order);
}

/* ------------------------------------------------------------------ a neighbourhood */

/* A thing that a chosen one leads to, with the weight of the ties that do. */
struct neighbour {
  size_t node;
  double weight;
};

static int compare_neighbours(const void *a, const void *b) {
  const struct neighbour *x = a, *y = b;
  if (x->weight != y->weight)
    return x->weight > y->weight ? -1 : 1;
  return x->node < y->node ? -1 : x->node > y->node;
}

/* Things one step away that are not chosen yet, the heaviest first. */
static struct neighbour *find_neighbours(const struct picture *picture, size_t *count) {
  struct neighbour *all = calloc(picture->node_count + 1, sizeof *all);
  if (!all)
    abort();
  for (size_t i = 0; i < picture->node_count; i++)
    all[i].node = i;
  for (size_t i = 0; i < picture->tie_count; i++) {
    const struct tie *tie = &picture->ties[i];
    if (picture->nodes[tie->from].chosen != picture->nodes[tie->to].chosen)
      all[picture->nodes[tie->from].chosen ? tie->to : tie->from].weight += tie_weight(tie);
  }
  *count = 0;
  for (size_t i = 0; i < picture->node_count; i++)
    if (all[i].weight > 0)
      all[(*count)++] = all[i];
  qsort(all, *count, sizeof *all, compare_neighbours);
  return all;
}

static enum relata_status choose_around(struct picture *picture, const char *about, size_t depth, size_t limit,
                                        struct relata_error *error) {
  bool *centre;
  size_t chosen = 0;
  const enum relata_status status = names_match(picture->graph, picture->view, NAMES_THINGS, about, &centre, error);
  for (size_t i = 0; status == RELATA_OK && i < picture->node_count; i++) {
    picture->nodes[i].chosen = centre[picture->nodes[i].term];
    chosen += picture->nodes[i].chosen;
  }
  free(centre);
  RELATA_TRY(status);
  for (size_t step = 0; step < depth; step++) {
    size_t count;
    struct neighbour *neighbours = find_neighbours(picture, &count);
    for (size_t i = 0; i < count && chosen < limit; i++, chosen++)
      picture->nodes[neighbours[i].node].chosen = true;
    free(neighbours);
  }
  return RELATA_OK;
}

/* ------------------------------------------------------------------ the telling ties */

/* All ties of two things, in both directions: they are shown or left out together. */
struct pair {
  size_t low, high; /* nodes */
  double weight;
  bool shown;
};

static int compare_pairs_by_nodes(const void *a, const void *b) {
  const struct pair *x = a, *y = b;
  if (x->low != y->low)
    return x->low < y->low ? -1 : 1;
  return x->high < y->high ? -1 : x->high > y->high;
}

static int compare_pairs_by_weight(const void *a, const void *b) {
  const struct pair *x = a, *y = b;
  if (x->weight != y->weight)
    return x->weight > y->weight ? -1 : 1;
  return compare_pairs_by_nodes(a, b);
}

static struct pair pair_of(const struct tie *tie) {
  return tie->from < tie->to ? (struct pair){ .low = tie->from, .high = tie->to }
                             : (struct pair){ .low = tie->to, .high = tie->from };
}

/* The pairs of chosen things, each once with its ties' weights together. */
static struct pair *find_pairs(const struct picture *picture, size_t *count) {
  struct pair *pairs = calloc(picture->tie_count + 1, sizeof *pairs);
  size_t found = 0;
  if (!pairs)
    abort();
  for (size_t i = 0; i < picture->tie_count; i++) {
    const struct tie *tie = &picture->ties[i];
    if (!picture->nodes[tie->from].chosen || !picture->nodes[tie->to].chosen)
      continue;
    pairs[found] = pair_of(tie);
    pairs[found++].weight = tie_weight(tie);
  }
  qsort(pairs, found, sizeof *pairs, compare_pairs_by_nodes);
  *count = 0;
  for (size_t i = 0; i < found; i++) {
    if (*count && compare_pairs_by_nodes(&pairs[*count - 1], &pairs[i]) == 0)
      pairs[*count - 1].weight += pairs[i].weight;
    else
      pairs[(*count)++] = pairs[i];
  }
  return pairs;
}

/* Every thing keeps its heaviest pair; then the heaviest of all follow, up to
 * so many that a page can still be read. */
static void thin(struct picture *picture, struct pair *pairs, size_t count) {
  const size_t most = 15 + picture->chosen_nodes;
  bool *tied = calloc(picture->node_count + 1, sizeof *tied);
  size_t shown = 0;
  if (!tied)
    abort();
  qsort(pairs, count, sizeof *pairs, compare_pairs_by_weight);
  for (size_t i = 0; i < count; i++)
    if (!tied[pairs[i].low] || !tied[pairs[i].high]) {
      pairs[i].shown = tied[pairs[i].low] = tied[pairs[i].high] = true;
      shown++;
    }
  for (size_t i = 0; i < count && shown < most; i++)
    if (!pairs[i].shown) {
      pairs[i].shown = true;
      shown++;
    }
  free(tied);
}

static void count_degrees(struct picture *picture, const struct pair *pairs, size_t count) {
  struct node *nodes = picture->nodes;
  for (size_t i = 0; i < count; i++) {
    nodes[pairs[i].low].degree += pairs[i].shown;
    nodes[pairs[i].high].degree += pairs[i].shown;
  }
  for (size_t i = 0; i < count; i++) {
    nodes[pairs[i].low].leaves += pairs[i].shown && nodes[pairs[i].high].degree == 1;
    nodes[pairs[i].high].leaves += pairs[i].shown && nodes[pairs[i].low].degree == 1;
  }
}

static void show_tie(struct picture *picture, struct tie *tie, const struct pair *pair) {
  struct node *from = &picture->nodes[tie->from], *to = &picture->nodes[tie->to];
  tie->shown = pair && pair->shown;
  from->ties++;
  to->ties++;
  from->shown += tie->shown;
  to->shown += tie->shown;
  picture->chosen_ties += tie->shown;
}

static void show_ties(struct picture *picture) {
  size_t count;
  struct pair *pairs = find_pairs(picture, &count);
  thin(picture, pairs, count);
  qsort(pairs, count, sizeof *pairs, compare_pairs_by_nodes);
  for (size_t i = 0; i < picture->tie_count; i++) {
    const struct pair wanted = pair_of(&picture->ties[i]);
    show_tie(picture, &picture->ties[i], bsearch(&wanted, pairs, count, sizeof *pairs, compare_pairs_by_nodes));
  }
  count_degrees(picture, pairs, count);
  free(pairs);
}

/* ------------------------------------------------------------------ all together */

enum relata_status picture_select(struct picture *picture, const struct relata_draw_options *options,
                                  struct relata_error *error) {
  const size_t limit = options->limit ? options->limit : USUAL_LIMIT;
  if (options->relation)
    RELATA_TRY(keep_relation(picture, options->relation, error));
  weigh(picture);
  if (options->about)
    RELATA_TRY(choose_around(picture, options->about, options->depth ? options->depth : 1, limit, error));
  else
    choose_heaviest(picture, limit);
  for (size_t i = 0; i < picture->node_count; i++)
    picture->chosen_nodes += picture->nodes[i].chosen;
  show_ties(picture);
  if (picture->chosen_ties == 0)
    return relata_error_set(error, RELATA_NOT_FOUND, NULL, 0, 0, "there is nothing to draw: no two things are related");
  return RELATA_OK;
}
