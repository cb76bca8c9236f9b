/* choose.c — which things a selection takes.
 *
 * Without `about` the heaviest that have a tie to another chosen one; with it,
 * the neighbourhood is walked step by step, in each step the heaviest ties first.
 */
#include <stdlib.h>

#include "graph/select/network.h"

/* ------------------------------------------------------------------ the heaviest */

static int compare_weights(const void *a, const void *b, void *payload) {
  const struct thing *things = payload;
  const size_t x = *(const size_t *)a, y = *(const size_t *)b;
  if (things[x].weight != things[y].weight)
    return things[x].weight > things[y].weight ? -1 : 1;
  return x < y ? -1 : x > y;
}

static size_t *by_weight(const struct network *network) {
  size_t *order = calloc(network->thing_count + 1, sizeof *order);
  if (!order)
    abort();
  for (size_t i = 0; i < network->thing_count; i++)
    order[i] = i;
  qsort_r(order, network->thing_count, sizeof *order, compare_weights, network->things);
  return order;
}

/* Chooses those of the first `taken` of the order that have a tie among themselves; returns how many. */
static size_t choose_tied(struct network *network, const size_t *order, size_t taken) {
  bool *inside = calloc(network->thing_count + 1, sizeof *inside);
  size_t count = 0;
  if (!inside)
    abort();
  for (size_t i = 0; i < network->thing_count; i++)
    network->things[i].chosen = false;
  for (size_t i = 0; i < taken; i++)
    inside[order[i]] = true;
  for (size_t i = 0; i < network->tie_count; i++) {
    const struct tie *tie = &network->ties[i];
    if (inside[tie->from] && inside[tie->to])
      network->things[tie->from].chosen = network->things[tie->to].chosen = true;
  }
  for (size_t i = 0; i < network->thing_count; i++)
    count += network->things[i].chosen;
  free(inside);
  return count;
}

/* The longest beginning of the order whose tied ones are not more than the limit. */
static void choose_heaviest(struct network *network, size_t limit) {
  size_t *order = by_weight(network);
  size_t low = 0, high = network->thing_count;
  while (low < high) {
    const size_t middle = low + (high - low + 1) / 2;
    if (choose_tied(network, order, middle) <= limit)
      low = middle;
    else
      high = middle - 1;
  }
  choose_tied(network, order, low);
  free(order);
}

/* ------------------------------------------------------------------ a neighbourhood */

/* A thing that a chosen one leads to, with the weight of the ties that do. */
struct neighbour {
  size_t thing;
  double weight;
};

static int compare_neighbours(const void *a, const void *b) {
  const struct neighbour *x = a, *y = b;
  if (x->weight != y->weight)
    return x->weight > y->weight ? -1 : 1;
  return x->thing < y->thing ? -1 : x->thing > y->thing;
}

/* Things one step away that are not chosen yet, the heaviest first. */
static struct neighbour *find_neighbours(const struct network *network, size_t *count) {
  struct neighbour *all = calloc(network->thing_count + 1, sizeof *all);
  if (!all)
    abort();
  for (size_t i = 0; i < network->thing_count; i++)
    all[i].thing = i;
  for (size_t i = 0; i < network->tie_count; i++) {
    const struct tie *tie = &network->ties[i];
    if (network->things[tie->from].chosen != network->things[tie->to].chosen)
      all[network->things[tie->from].chosen ? tie->to : tie->from].weight += tie->weight;
  }
  *count = 0;
  for (size_t i = 0; i < network->thing_count; i++)
    if (all[i].weight > 0)
      all[(*count)++] = all[i];
  qsort(all, *count, sizeof *all, compare_neighbours);
  return all;
}

static void choose_around(struct network *network, size_t depth, size_t limit) {
  size_t chosen = 0;
  for (size_t i = 0; i < network->thing_count; i++) {
    network->things[i].chosen = network->things[i].about;
    chosen += network->things[i].chosen;
  }
  for (size_t step = 0; step < depth && chosen < limit; step++) {
    size_t count;
    struct neighbour *neighbours = find_neighbours(network, &count);
    for (size_t i = 0; i < count && chosen < limit; i++, chosen++)
      network->things[neighbours[i].thing].chosen = true;
    free(neighbours);
    if (count == 0)
      return;
  }
}

void network_choose(struct network *network, const struct relata_selection *selection) {
  const size_t limit = selection->limit ? selection->limit : SIZE_MAX,
               depth = selection->depth == RELATA_SELECT_ABOUT_ONLY ? 0 : selection->depth ? selection->depth : 1;
  if (selection->about.count)
    choose_around(network, depth, limit);
  else
    choose_heaviest(network, limit);
}
