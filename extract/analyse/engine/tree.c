/* tree.c — Chu–Liu/Edmonds on a dense matrix.
 *
 * Most sentences' best heads, each word's taken alone, already are a tree with
 * one root.  Where not, every arc from the root is made dearer by more than
 * all arcs together can differ, so that the best arborescence has as few of
 * them as can be: one.  Then cycles of best arcs are contracted until there is
 * none, and opened again from the last to the first.
 *
 * A contracted cycle takes over the row and the column of its first member.
 * Every arc remembers the words that it really joins, and every contraction is
 * a node of a forest over the words, in which the member that an arc enters is
 * found by climbing.
 */
#include "extract/analyse/engine/tree.h"

#include <string.h>

struct arc {
  double score;
  uint32_t from, to; /* head and word that it stands for */
};

/* A contracted cycle: `length` members from `first` on in the list of members. */
struct cycle {
  uint32_t first, length;
};

struct member {
  uint32_t node;     /* of the forest */
  uint32_t from, to; /* its arc on the cycle */
};

struct graph {
  size_t size;      /* words + 1 */
  struct arc *arcs; /* [row][column]: the arc into `row` from `column` */
  uint32_t *best;   /* of each live row: the column of its best arc */
  uint32_t *node;   /* of each live row: its node in the forest */
  bool *dead;       /* contracted into another row */
  uint32_t *above;  /* forest: the contraction that a node is part of, 0 = none */
  uint32_t *entry;  /* forest: the word where the arc into a node ends */
  struct cycle *cycles;
  size_t cycle_count; /* contraction k is node size + k */
  struct member *members;
  size_t member_count;
};

static struct graph graph_new(struct relata_arena *arena, size_t size) {
  return (struct graph){
      .size = size,
      .arcs = relata_arena_alloc(arena, size * size * sizeof(struct arc)),
      .best = relata_arena_alloc(arena, size * sizeof(uint32_t)),
      .node = relata_arena_alloc(arena, size * sizeof(uint32_t)),
      .dead = relata_arena_alloc(arena, size * sizeof(bool)),
      .above = relata_arena_alloc(arena, 2 * size * sizeof(uint32_t)),
      .entry = relata_arena_alloc(arena, 2 * size * sizeof(uint32_t)),
      .cycles = relata_arena_alloc(arena, size * sizeof(struct cycle)),
      .members = relata_arena_alloc(arena, 2 * size * sizeof(struct member)),
  };
}

/* Within ±10,000, so that the root's extra price stays exact in a double. */
static double tame(float score) {
  const double most = 1e4;
  if (!(score > -most))
    return -most;
  return score < most ? score : most;
}

static void fill_arcs(struct graph *graph, const float *scores, size_t stride) {
  double top = 1.0;
  for (size_t w = 1; w < graph->size; w++)
    for (size_t h = 0; h < graph->size; h++) {
      const double score = tame(scores[(w - 1) * stride + h]);
      graph->arcs[w * graph->size + h] = (struct arc){score, (uint32_t)h, (uint32_t)w};
      if (score > top || -score > top)
        top = score < 0 ? -score : score;
    }
  for (size_t w = 1; w < graph->size; w++) {
    graph->arcs[w * graph->size].score -= 2.0 * top * (double)graph->size;
    graph->node[w] = (uint32_t)w;
  }
}

static void find_best(struct graph *graph) {
  for (size_t row = 1; row < graph->size; row++) {
    const struct arc *arcs = graph->arcs + row * graph->size;
    size_t best = 0;
    for (size_t h = 1; !graph->dead[row] && h < graph->size; h++)
      if (!graph->dead[h] && h != row && arcs[h].score > arcs[best].score)
        best = h;
    graph->best[row] = (uint32_t)best;
  }
}

/* A row on a cycle of best arcs, or 0. */
static size_t find_cycle(const uint32_t *best, size_t size, uint32_t *mark) {
  memset(mark, 0, size * sizeof *mark);
  for (size_t start = 1; start < size; start++) {
    size_t at = start;
    while (at && !mark[at]) {
      mark[at] = (uint32_t)start;
      at = best[at];
    }
    if (at && mark[at] == start)
      return at;
  }
  return 0;
}

/* Replaces the arcs between the cycle through `keep` and row `outer` by their best. */
static void merge_arcs(struct graph *graph, size_t keep, size_t outer) {
  const size_t size = graph->size;
  struct arc in = {0}, out = {0};
  size_t at = keep;
  do {
    struct arc entering = graph->arcs[at * size + outer];
    entering.score -= graph->arcs[at * size + graph->best[at]].score;
    if (at == keep || entering.score > in.score)
      in = entering;
    const struct arc leaving = graph->arcs[outer * size + at];
    if (at == keep || leaving.score > out.score)
      out = leaving;
    at = graph->best[at];
  } while (at != keep);
  graph->arcs[keep * size + outer] = in;
  if (outer)
    graph->arcs[outer * size + keep] = out;
}

static void contract(struct graph *graph, size_t keep) {
  const uint32_t node = (uint32_t)(graph->size + graph->cycle_count);
  struct cycle *cycle = &graph->cycles[graph->cycle_count++];
  cycle->first = (uint32_t)graph->member_count;
  size_t at = keep;
  do {
    const struct arc *arc = &graph->arcs[at * graph->size + graph->best[at]];
    graph->members[graph->member_count++] = (struct member){graph->node[at], arc->from, arc->to};
    graph->above[graph->node[at]] = node;
    graph->dead[at] = true;
    at = graph->best[at];
  } while (at != keep);
  cycle->length = (uint32_t)graph->member_count - cycle->first;
  for (size_t outer = 0; outer < graph->size; outer++)
    if (!graph->dead[outer])
      merge_arcs(graph, keep, outer);
  graph->dead[keep] = false;
  graph->node[keep] = node;
}

/* Within a contraction, all members keep their arc on the cycle but the one that is entered. */
static void open_cycle(struct graph *graph, size_t number, uint32_t *heads) {
  const uint32_t node = (uint32_t)(graph->size + number);
  uint32_t entered = graph->entry[node];
  while (graph->above[entered] != node)
    entered = graph->above[entered];
  const struct cycle *cycle = &graph->cycles[number];
  for (size_t i = 0; i < cycle->length; i++) {
    const struct member *member = &graph->members[cycle->first + i];
    if (member->node == entered) {
      graph->entry[member->node] = graph->entry[node];
    } else {
      graph->entry[member->node] = member->to;
      heads[member->to - 1] = member->from;
    }
  }
}

static void read_heads(struct graph *graph, uint32_t *heads) {
  for (size_t row = 1; row < graph->size; row++)
    if (!graph->dead[row]) {
      const struct arc *arc = &graph->arcs[row * graph->size + graph->best[row]];
      graph->entry[graph->node[row]] = arc->to;
      heads[arc->to - 1] = arc->from;
    }
  for (size_t number = graph->cycle_count; number-- > 0;)
    open_cycle(graph, number, heads);
}

/* Each word's best head alone; true if that is a tree with one root. */
static bool greedy_tree(uint32_t *heads, uint32_t *best, const float *scores, size_t stride, size_t count,
                        uint32_t *mark) {
  size_t roots = 0;
  for (size_t w = 1; w <= count; w++) {
    const float *row = scores + (w - 1) * stride;
    size_t head = 0;
    for (size_t h = 1; h <= count; h++)
      if (h != w && row[h] > row[head])
        head = h;
    heads[w - 1] = best[w] = (uint32_t)head;
    roots += head == 0;
  }
  return roots == 1 && !find_cycle(best, count + 1, mark);
}

void relata_tree_decode(uint32_t *heads, const float *scores, size_t stride, size_t count, struct relata_arena *arena) {
  uint32_t *best = relata_arena_alloc(arena, (count + 1) * sizeof *best);
  uint32_t *mark = relata_arena_alloc(arena, (count + 1) * sizeof *mark);
  if (greedy_tree(heads, best, scores, stride, count, mark))
    return;
  struct graph graph = graph_new(arena, count + 1);
  fill_arcs(&graph, scores, stride);
  find_best(&graph);
  for (size_t keep; (keep = find_cycle(graph.best, graph.size, mark)) != 0; find_best(&graph))
    contract(&graph, keep);
  read_heads(&graph, heads);
}
