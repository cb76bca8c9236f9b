/* community.c — communities by the Louvain method.
 *
 * Blondel, Guillaume, Lambiotte, Lefebvre, "Fast unfolding of communities in
 * large networks", 2008.  Nodes are visited by number and equals go to the
 * lowest community, so that the same network has the same communities.
 */
#include <stdlib.h>

#include "graph/select/network.h"

enum { SWEEPS = 20, LEVELS = 20 };

/* One level's network: neighbours in compressed rows, both directions; a loop counts only in degrees. */
struct level {
  size_t nodes;
  size_t *rows, *neighbours;
  double *weights, *degrees;
  double total; /* sum of all degrees */
};

static void *zeroed(size_t count, size_t size) {
  void *memory = calloc(count + 1, size);
  if (!memory)
    abort();
  return memory;
}

static void add_weights(struct level *level, const struct bond *bonds, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const struct bond *bond = &bonds[i];
    level->degrees[bond->from] += bond->weight;
    level->degrees[bond->to] += bond->weight;
    level->total += 2 * bond->weight;
  }
}

static void fill_rows(struct level *level, const struct bond *bonds, size_t count) {
  size_t *at = zeroed(level->nodes, sizeof *at);
  for (size_t i = 0; i < count; i++)
    if (bonds[i].from != bonds[i].to) {
      level->rows[bonds[i].from + 1]++;
      level->rows[bonds[i].to + 1]++;
    }
  for (size_t i = 0; i < level->nodes; i++)
    level->rows[i + 1] += level->rows[i];
  for (size_t i = 0; i < count; i++) {
    const size_t ends[2] = { bonds[i].from, bonds[i].to };
    for (size_t k = 0; k < 2 && ends[0] != ends[1]; k++) {
      const size_t place = level->rows[ends[k]] + at[ends[k]]++;
      level->neighbours[place] = ends[1 - k];
      level->weights[place] = bonds[i].weight;
    }
  }
  free(at);
}

static struct level level_new(size_t nodes, const struct bond *bonds, size_t count) {
  struct level level = { .nodes = nodes };
  level.rows = zeroed(nodes + 1, sizeof *level.rows);
  level.neighbours = zeroed(2 * count, sizeof *level.neighbours);
  level.weights = zeroed(2 * count, sizeof *level.weights);
  level.degrees = zeroed(nodes, sizeof *level.degrees);
  add_weights(&level, bonds, count);
  fill_rows(&level, bonds, count);
  return level;
}

static void level_free(struct level *level) {
  free(level->rows);
  free(level->neighbours);
  free(level->weights);
  free(level->degrees);
}

/* Takes the node out of its community, finds where it gains most, and puts it there; did it move? */
static bool settle(const struct level *level, size_t node, size_t *of, double *sums, double *ties) {
  const size_t old = of[node];
  const double degree = level->degrees[node];
  sums[old] -= degree;
  for (size_t i = level->rows[node]; i < level->rows[node + 1]; i++)
    ties[of[level->neighbours[i]]] += level->weights[i];
  size_t best = old;
  double most = ties[old] - degree * sums[old] / level->total;
  for (size_t i = level->rows[node]; i < level->rows[node + 1]; i++) {
    const size_t community = of[level->neighbours[i]];
    const double gain = ties[community] - degree * sums[community] / level->total;
    if (gain > most + 1e-9 || (gain > most - 1e-9 && community < best && best != old)) {
      most = gain;
      best = community;
    }
  }
  for (size_t i = level->rows[node]; i < level->rows[node + 1]; i++)
    ties[of[level->neighbours[i]]] = 0;
  sums[best] += degree;
  of[node] = best;
  return best != old;
}

static bool sweep_all(const struct level *level, size_t *of) {
  double *sums = zeroed(level->nodes, sizeof *sums), *ties = zeroed(level->nodes, sizeof *ties);
  bool any = false, moved = true;
  for (size_t i = 0; i < level->nodes; i++) {
    of[i] = i;
    sums[i] = level->degrees[i];
  }
  for (size_t sweep = 0; sweep < SWEEPS && moved; sweep++) {
    moved = false;
    for (size_t i = 0; i < level->nodes; i++)
      moved = settle(level, i, of, sums, ties) || moved;
    any = any || moved;
  }
  free(sums);
  free(ties);
  return any;
}

/* Numbers communities 0, 1, … in the order in which nodes have them; returns how many. */
static size_t renumber(size_t *of, size_t nodes) {
  size_t *number = zeroed(nodes, sizeof *number), count = 0;
  for (size_t i = 0; i < nodes; i++) {
    if (!number[of[i]])
      number[of[i]] = ++count;
    of[i] = number[of[i]] - 1;
  }
  free(number);
  return count;
}

static double modularity(size_t nodes, const struct bond *bonds, size_t count, const size_t *of) {
  double *degrees = zeroed(nodes, sizeof *degrees), total = 0, inside = 0, expected = 0;
  for (size_t i = 0; i < count; i++) {
    degrees[of[bonds[i].from]] += bonds[i].weight;
    degrees[of[bonds[i].to]] += bonds[i].weight;
    total += bonds[i].weight;
    inside += of[bonds[i].from] == of[bonds[i].to] ? bonds[i].weight : 0;
  }
  for (size_t i = 0; i < nodes && total > 0; i++)
    expected += degrees[i] * degrees[i] / (4 * total * total);
  free(degrees);
  return total > 0 ? inside / total - expected : 0;
}

struct sized {
  size_t community, size;
};

static int compare_sizes(const void *a, const void *b) {
  const struct sized *x = a, *y = b;
  if (x->size != y->size)
    return x->size > y->size ? -1 : 1;
  return x->community < y->community ? -1 : x->community > y->community;
}

static void number_by_size(size_t nodes, const size_t *of, size_t count, uint32_t *communities) {
  struct sized *sizes = zeroed(count, sizeof *sizes);
  uint32_t *rank = zeroed(count, sizeof *rank);
  for (size_t i = 0; i < count; i++)
    sizes[i].community = i;
  for (size_t i = 0; i < nodes; i++)
    sizes[of[i]].size++;
  qsort(sizes, count, sizeof *sizes, compare_sizes);
  for (size_t i = 0; i < count; i++)
    rank[sizes[i].community] = (uint32_t)i;
  for (size_t i = 0; i < nodes; i++)
    communities[i] = rank[of[i]];
  free(sizes);
  free(rank);
}

double network_find_communities(size_t nodes, const struct bond *bonds, size_t count, uint32_t *communities) {
  size_t *of = zeroed(nodes, sizeof *of), *above = zeroed(nodes, sizeof *above), now = nodes;
  struct bond *folded = zeroed(count, sizeof *folded);
  for (size_t i = 0; i < nodes; i++)
    of[i] = i;
  for (size_t i = 0; i < count; i++)
    folded[i] = bonds[i];
  for (size_t round = 0; round < LEVELS; round++) {
    struct level level = level_new(now, folded, count);
    const bool moved = level.total > 0 && sweep_all(&level, above);
    level_free(&level);
    if (!moved)
      break;
    now = renumber(above, now);
    for (size_t i = 0; i < nodes; i++)
      of[i] = above[of[i]];
    for (size_t i = 0; i < count; i++) {
      folded[i].from = above[folded[i].from];
      folded[i].to = above[folded[i].to];
    }
  }
  const double quality = modularity(nodes, bonds, count, of);
  number_by_size(nodes, of, renumber(of, nodes), communities);
  free(of);
  free(above);
  free(folded);
  return quality;
}
