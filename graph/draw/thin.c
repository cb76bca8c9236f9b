/* thin.c — which ties of a selection a page can hold, and whether its communities help. */
#include <stdlib.h>

#include "graph/draw/drawing.h"

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

static struct pair pair_of(const struct relata_selected_edge *edge) {
  return edge->from < edge->to ? (struct pair){ .low = edge->from, .high = edge->to, .weight = edge->weight }
                               : (struct pair){ .low = edge->to, .high = edge->from, .weight = edge->weight };
}

/* Each pair once with its ties' weights together. */
static struct pair *find_pairs(const struct drawing *drawing, size_t *count) {
  const struct relata_selected *selected = drawing->selected;
  struct pair *pairs = calloc(selected->edge_count + 1, sizeof *pairs);
  if (!pairs)
    abort();
  for (size_t i = 0; i < selected->edge_count; i++)
    pairs[i] = pair_of(&selected->edges[i]);
  qsort(pairs, selected->edge_count, sizeof *pairs, compare_pairs_by_nodes);
  *count = 0;
  for (size_t i = 0; i < selected->edge_count; i++) {
    if (*count && compare_pairs_by_nodes(&pairs[*count - 1], &pairs[i]) == 0)
      pairs[*count - 1].weight += pairs[i].weight;
    else
      pairs[(*count)++] = pairs[i];
  }
  return pairs;
}

static void show_pairs(const struct drawing *drawing, struct pair *pairs, size_t count) {
  const size_t most = drawing->extra + drawing->selected->node_count;
  bool *tied = calloc(drawing->selected->node_count + 1, sizeof *tied);
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

static void count_degrees(const struct drawing *drawing, const struct pair *pairs, size_t count) {
  for (size_t i = 0; i < count; i++) {
    drawing->degrees[pairs[i].low] += pairs[i].shown;
    drawing->degrees[pairs[i].high] += pairs[i].shown;
  }
  for (size_t i = 0; i < count; i++) {
    drawing->leaves[pairs[i].low] += pairs[i].shown && drawing->degrees[pairs[i].high] == 1;
    drawing->leaves[pairs[i].high] += pairs[i].shown && drawing->degrees[pairs[i].low] == 1;
  }
}

static int compare_edges(const void *a, const void *b, void *payload) {
  const struct relata_selected_edge *edges = payload, *x = &edges[*(const size_t *)a], *y = &edges[*(const size_t *)b];
  if (x->from != y->from)
    return x->from < y->from ? -1 : 1;
  if (x->to != y->to)
    return x->to < y->to ? -1 : 1;
  if (x->status != y->status)
    return x->status < y->status ? -1 : 1;
  if (x->article_count != y->article_count)
    return x->article_count > y->article_count ? -1 : 1;
  return relata_str_compare(x->relation, y->relation);
}

void drawing_thin(struct drawing *drawing) {
  const struct relata_selected *selected = drawing->selected;
  size_t count;
  struct pair *pairs = find_pairs(drawing, &count);
  drawing->shown = relata_arena_alloc(drawing->arena, selected->edge_count + 1);
  drawing->order = relata_arena_alloc(drawing->arena, (selected->edge_count + 1) * sizeof *drawing->order);
  drawing->degrees = relata_arena_alloc(drawing->arena, (selected->node_count + 1) * sizeof *drawing->degrees);
  drawing->leaves = relata_arena_alloc(drawing->arena, (selected->node_count + 1) * sizeof *drawing->leaves);
  show_pairs(drawing, pairs, count);
  count_degrees(drawing, pairs, count);
  qsort(pairs, count, sizeof *pairs, compare_pairs_by_nodes);
  for (size_t i = 0; i < selected->edge_count; i++) {
    const struct pair wanted = pair_of(&selected->edges[i]);
    const struct pair *pair = bsearch(&wanted, pairs, count, sizeof *pairs, compare_pairs_by_nodes);
    drawing->shown[i] = pair && pair->shown;
    if (drawing->shown[i])
      drawing->order[drawing->shown_count++] = i;
  }
  qsort_r(drawing->order, drawing->shown_count, sizeof *drawing->order, compare_edges, selected->edges);
  free(pairs);
}

/* ------------------------------------------------------------------ communities */

/* At least two groups of three and more that hold most things, parted clearly
 * (Newman and Girvan find a modularity of 0.3 to 0.7 where there are communities). */
void drawing_judge_communities(struct drawing *drawing) {
  const struct relata_selected *selected = drawing->selected;
  size_t *sizes = calloc(selected->node_count + 1, sizeof *sizes), groups = 0, inside = 0;
  if (!sizes)
    abort();
  for (size_t i = 0; i < selected->node_count; i++)
    sizes[selected->nodes[i].community]++;
  for (size_t i = 0; i < selected->node_count; i++)
    if (sizes[i] >= 3) {
      groups++;
      inside += sizes[i];
    }
  free(sizes);
  drawing->clusters = groups >= 2 && selected->node_count <= DRAWING_DOT_NODES;
  if (drawing->options->clusters == RELATA_CLUSTERS_OFF)
    drawing->clusters = false;
  if (drawing->options->clusters == RELATA_CLUSTERS_AUTO)
    drawing->clusters = drawing->clusters && groups <= 8 && 4 * inside >= 3 * selected->node_count &&
                        selected->modularity >= 0.4 && selected->node_count >= 12 &&
                        drawing->options->selection.about.count == 0;
}
