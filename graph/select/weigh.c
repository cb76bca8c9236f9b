/* weigh.c — how telling a thing is.
 *
 * PageRank (Page, Brin, Motwani, Winograd 1999) on the ties in both directions:
 * a tie tells as much of whom it reaches as of where it begins.
 */
#include <math.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "graph/select/network.h"

enum { ROUNDS = 60 }; /* 0.85^60 < 0.0001 */
static const double damping = 0.85;

/* "talks" and "the town" tell a reader less than a name. */
static bool is_named(const struct network *network, const struct thing *thing) {
  const struct relata_str label = view_label(network->view, thing->term);
  utf8proc_int32_t first = 0;
  if (utf8proc_iterate((const utf8proc_uint8_t *)label.data, (utf8proc_ssize_t)label.len, &first) <= 0)
    return false;
  return utf8proc_category(first) != UTF8PROC_CATEGORY_LL;
}

static double *new_numbers(size_t count) {
  double *numbers = calloc(count + 1, sizeof *numbers);
  if (!numbers)
    abort();
  return numbers;
}

static void weigh_by_degree(struct network *network, double *weights) {
  for (size_t i = 0; i < network->tie_count; i++) {
    const struct tie *tie = &network->ties[i];
    weights[tie->from] += tie->weight;
    weights[tie->to] += tie->weight;
  }
}

/* Where the walk begins again: at the things asked for, else anywhere. */
static void fill_starts(const struct network *network, double *starts) {
  size_t about = 0;
  for (size_t i = 0; i < network->thing_count; i++)
    about += network->things[i].about;
  for (size_t i = 0; i < network->thing_count; i++)
    starts[i] = about == 0 ? 1 / (double)network->thing_count : network->things[i].about ? 1 / (double)about : 0;
}

static void walk_once(const struct network *network, const double *degrees, const double *starts, const double *from,
                      double *to) {
  double lost = 0; /* what stands on things without ties begins again */
  for (size_t i = 0; i < network->thing_count; i++)
    lost += degrees[i] > 0 ? 0 : from[i];
  for (size_t i = 0; i < network->thing_count; i++)
    to[i] = (1 - damping + damping * lost) * starts[i];
  for (size_t i = 0; i < network->tie_count; i++) {
    const struct tie *tie = &network->ties[i];
    to[tie->to] += damping * from[tie->from] * tie->weight / degrees[tie->from];
    to[tie->from] += damping * from[tie->to] * tie->weight / degrees[tie->to];
  }
}

static void weigh_by_rank(struct network *network, double *weights) {
  double *degrees = new_numbers(network->thing_count), *starts = new_numbers(network->thing_count),
         *next = new_numbers(network->thing_count);
  weigh_by_degree(network, degrees);
  fill_starts(network, starts);
  for (size_t i = 0; i < network->thing_count; i++)
    weights[i] = starts[i];
  for (size_t round = 0; round < ROUNDS; round++) {
    walk_once(network, degrees, starts, weights, next);
    for (size_t i = 0; i < network->thing_count; i++)
      weights[i] = next[i];
  }
  free(degrees);
  free(starts);
  free(next);
}

void network_weigh(struct network *network, enum relata_importance importance) {
  double *weights = new_numbers(network->thing_count);
  if (importance == RELATA_IMPORTANCE_PAGERANK)
    weigh_by_rank(network, weights);
  else
    weigh_by_degree(network, weights);
  for (size_t i = 0; i < network->thing_count; i++)
    network->things[i].weight = weights[i] * (is_named(network, &network->things[i]) ? 1 : 0.5);
  free(weights);
}
