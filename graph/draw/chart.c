/* chart.c — a network as DOT: title and legend, nodes, joined edges. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "graph/draw/drawing.h"
#include "graph/draw/wrap.h"

enum {
  NODE_WIDTH = 18, /* characters a line */
  NODE_LINES = 3,
  EDGE_WIDTH = 18,
  EDGE_LABELS = 3, /* relations named on one edge; the rest is counted */
  LEAVES = 5       /* side by side under one thing */
};

struct chart {
  const struct drawing *drawing;
  struct relata_out *out;
  bool small;     /* laid out by dot, with labels on edges */
  size_t *placed; /* a node's: how many of its leaves were written */
  double heaviest;
};

/* ------------------------------------------------------------------ heading */

static struct relata_str counts_of(const struct drawing *drawing) {
  const struct relata_selected *selected = drawing->selected;
  const bool ranked = drawing->options->selection.importance == RELATA_IMPORTANCE_PAGERANK;
  const struct relata_str articles =
    selected->total_articles == 0
      ? RELATA_STR("")
      : relata_arena_print(drawing->arena, ", from %zu article%s", selected->total_articles,
                           selected->total_articles == 1 ? "" : "s");
  return relata_arena_print(drawing->arena, "%zu of %zu things, those that weigh most by %s; %zu of %zu ties%.*s",
                            selected->node_count, selected->total_nodes,
                            ranked ? "PageRank on ties weighted by articles" : "ties and the articles that have them",
                            drawing->shown_count, selected->total_edges, (int)articles.len, articles.data);
}

static void write_heading(const struct chart *chart, bool clusters) {
  const struct drawing *drawing = chart->drawing;
  const double nodes = (double)drawing->selected->node_count;
  struct heading heading = { .scale = chart->small ? 1 : fmax(2, sqrt(nodes) / 6), .frames = clusters };
  for (size_t i = 0; i < drawing->selected->node_count; i++)
    heading.families[drawing_family(&drawing->selected->nodes[i])] = true;
  for (size_t i = 0; i < drawing->shown_count; i++) {
    const struct relata_selected_edge *edge = &drawing->selected->edges[drawing->order[i]];
    heading.statuses[edge->status] = true;
    heading.widths = heading.widths || edge->article_count > 1;
  }
  heading.counts = counts_of(drawing);
  heading_write(drawing, &heading, chart->out);
}

/* ------------------------------------------------------------------ nodes */

/* Letters from 11 to 15 points. */
static double letter_size(const struct chart *chart, const struct relata_selected_node *node) {
  return 11 + 4 * sqrt(chart->heaviest > 0 ? node->weight / chart->heaviest : 0);
}

static void write_node(const struct chart *chart, size_t index) {
  const struct drawing *drawing = chart->drawing;
  const struct relata_selected_node *node = &drawing->selected->nodes[index];
  const size_t family_index = drawing_family(node);
  const struct family *family = family_get(family_index);
  struct relata_out *out = chart->out;
  relata_out_print(out, "  n%zu [label=", index);
  dot_write_string(out, wrap_text(drawing->arena, node->label, NODE_WIDTH, NODE_LINES));
  relata_out_print(out, " shape=%s style=\"filled%s%s\" fillcolor=\"%s\" color=\"%s\" fontsize=", family->shape,
                   family->style[0] ? "," : "", family->style, drawing->theme->families[family_index].fill,
                   drawing->theme->families[family_index].line);
  relata_out_double(out, letter_size(chart, node), 1);
  if (strcmp(family->shape, "hexagon") == 0)
    relata_out_text(out, " margin=\"0.02,0.03\""); /* its points leave room enough */
  relata_out_text(out, " width=");
  relata_out_double(out, fmin(2, 0.5 + 0.08 * (double)node->shown), 2); /* room for arrows to end apart */
  drawing_write_class(out, family->key, node->type);
  relata_out_text(out, " tooltip=");
  dot_write_string(out, relata_arena_print(drawing->arena, "%.*s%s%.*s: %zu tie%s", (int)node->label.len,
                                           node->label.data, node->type.len ? ", " : "", (int)node->type.len,
                                           node->type.len ? node->type.data : "", node->ties,
                                           node->ties == 1 ? "" : "s"));
  const struct relata_str url = drawing_node_link(drawing, node);
  if (url.len) {
    relata_out_text(out, " URL=");
    dot_write_string(out, url);
  }
  relata_out_text(out, "]\n");
}

/* The heaviest of a community names it; nodes come the heaviest first. */
static void write_cluster(const struct chart *chart, uint32_t community) {
  const struct drawing *drawing = chart->drawing;
  relata_out_print(chart->out,
                   "  subgraph cluster_%" PRIu32 " { class=\"community\" style=\"rounded,filled\" fillcolor=\"%s\" "
                   "color=\"%s\" margin=10 label=\"\"",
                   community, drawing->theme->frame, drawing->theme->frame_line);
  for (size_t i = 0; i < drawing->selected->node_count; i++)
    if (drawing->selected->nodes[i].community == community)
      relata_out_print(chart->out, " n%zu", i);
  relata_out_text(chart->out, " }\n");
}

static void write_clusters(const struct chart *chart) {
  const struct relata_selected *selected = chart->drawing->selected;
  size_t *sizes = calloc(selected->node_count + 1, sizeof *sizes);
  if (!sizes)
    abort();
  for (size_t i = 0; i < selected->node_count; i++)
    sizes[selected->nodes[i].community]++;
  for (uint32_t i = 0; i < selected->node_count; i++)
    if (sizes[i] >= 3)
      write_cluster(chart, i);
  free(sizes);
}

/* ------------------------------------------------------------------ edges */

/* Leaves of one thing would stand in one endless row: they are spread over several. */
static size_t row_of(const struct chart *chart, const struct relata_selected_edge *edge) {
  const struct drawing *drawing = chart->drawing;
  const bool from_leaf = drawing->degrees[edge->from] == 1, to_leaf = drawing->degrees[edge->to] == 1;
  if (from_leaf == to_leaf)
    return 1;
  const size_t hub = from_leaf ? edge->to : edge->from;
  const size_t rows = (drawing->leaves[hub] + LEAVES - 1) / LEAVES;
  return 1 + chart->placed[hub]++ % (rows ? rows : 1);
}

static const struct relata_selected_edge *edge_at(const struct drawing *drawing, size_t place) {
  return &drawing->selected->edges[drawing->order[place]];
}

/* A line of a label in a table, which keeps the words off the line beside them. */
static void write_lines(struct relata_out *out, struct relata_str text) {
  for (size_t i = 0, from = 0; i <= text.len; i++)
    if (i == text.len || text.data[i] == '\n') {
      dot_write_html(out, (struct relata_str){ text.data + from, i - from });
      relata_out_text(out, i < text.len ? "<br/>" : "");
      from = i + 1;
    }
}

static void write_edge_label(const struct chart *chart, size_t place, size_t count) {
  const struct drawing *drawing = chart->drawing;
  struct relata_out *out = chart->out;
  relata_out_text(out, "<<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"2\"><tr><td>");
  for (size_t i = 0; i < count && i < EDGE_LABELS; i++) {
    const struct relata_selected_edge *edge = edge_at(drawing, place + i);
    relata_out_text(out, i ? "<br/>" : "");
    relata_out_text(out, edge->status == RELATA_TIE_NEGATED ? "not: " : "");
    write_lines(out, wrap_text(drawing->arena, edge->label, EDGE_WIDTH, 2));
    if (edge->article_count > 1)
      relata_out_print(out, " ×%zu", edge->article_count);
  }
  if (count > EDGE_LABELS)
    relata_out_print(out, "<br/>+%zu more", count - EDGE_LABELS);
  relata_out_text(out, "</td></tr></table>>");
}

static void write_edge_links(const struct chart *chart, size_t place, size_t count) {
  const struct drawing *drawing = chart->drawing;
  struct relata_str tooltip = RELATA_STR("");
  for (size_t i = 0; i < count && i < EDGE_LABELS; i++) {
    const struct relata_selected_edge *edge = edge_at(drawing, place + i);
    const struct relata_selected_node *nodes = drawing->selected->nodes;
    const struct relata_str evidence = drawing_evidence(drawing, edge, edge->best), from = nodes[edge->from].label,
                            to = nodes[edge->to].label;
    tooltip = relata_arena_print(drawing->arena, "%.*s%s%.*s %s%.*s %.*s: %.*s", (int)tooltip.len, tooltip.data,
                                 i ? "\n" : "", (int)from.len, from.data,
                                 edge->status == RELATA_TIE_NEGATED ? "not: " : "", (int)edge->label.len,
                                 edge->label.data, (int)to.len, to.data, (int)evidence.len, evidence.data);
  }
  relata_out_text(chart->out, " tooltip=");
  dot_write_string(chart->out, tooltip);
  relata_out_text(chart->out, " labeltooltip=");
  dot_write_string(chart->out, tooltip);
  const struct relata_str address = drawing_claim_link(drawing, edge_at(drawing, place)->best);
  if (address.len) {
    relata_out_text(chart->out, " URL=");
    dot_write_string(chart->out, address);
  }
}

static void write_edge_look(const struct chart *chart, const struct relata_selected_edge *edge, size_t articles) {
  const struct tie_look *look = &chart->drawing->theme->ties[edge->status];
  struct relata_out *out = chart->out;
  if (look->doubled)
    relata_out_print(out, " color=\"%s:%s\"", look->line, look->line);
  else
    relata_out_print(out, " color=\"%s\"", look->line);
  relata_out_print(out, " fontcolor=\"%s\" style=%s penwidth=", look->label, look->style);
  relata_out_double(out, fmin(5, 1.1 + log2((double)(articles ? articles : 1))), 1);
}

/* Ties of one pair and status: one edge. */
static void write_edge(const struct chart *chart, size_t place, size_t count) {
  const struct relata_selected_edge *first = edge_at(chart->drawing, place);
  struct relata_out *out = chart->out;
  size_t articles = 0;
  bool symmetric = true;
  for (size_t i = 0; i < count; i++) {
    const struct relata_selected_edge *edge = edge_at(chart->drawing, place + i);
    articles = edge->article_count > articles ? edge->article_count : articles;
    symmetric = symmetric && edge->symmetric;
  }
  relata_out_print(out, "  n%zu -> n%zu [", first->from, first->to);
  if (chart->small) {
    relata_out_text(out, "label=");
    write_edge_label(chart, place, count);
  }
  write_edge_look(chart, first, articles);
  if (symmetric)
    relata_out_text(out, " dir=none");
  relata_out_print(out, " minlen=%zu weight=%d", row_of(chart, first),
                   1 + (articles > 1) + (first->status == RELATA_TIE_STATED));
  drawing_write_class(out, relata_tie_status_as_name(first->status), first->label);
  write_edge_links(chart, place, count);
  relata_out_text(out, "]\n");
}

static void write_edges(const struct chart *chart) {
  const struct drawing *drawing = chart->drawing;
  for (size_t i = 0, count; i < drawing->shown_count; i += count) {
    const struct relata_selected_edge *first = edge_at(drawing, i);
    for (count = 1; i + count < drawing->shown_count; count++) {
      const struct relata_selected_edge *edge = edge_at(drawing, i + count);
      if (edge->from != first->from || edge->to != first->to || edge->status != first->status)
        break;
    }
    write_edge(chart, i, count);
  }
}

void drawing_write_chart(const struct drawing *drawing, const char *direction, bool clusters, struct relata_out *out) {
  const struct relata_selected *selected = drawing->selected;
  struct chart chart = { .drawing = drawing, .out = out, .small = selected->node_count <= DRAWING_DOT_NODES };
  chart.placed = relata_arena_alloc(drawing->arena, (selected->node_count + 1) * sizeof *chart.placed);
  for (size_t i = 0; i < selected->node_count; i++)
    chart.heaviest = fmax(chart.heaviest, selected->nodes[i].weight);
  relata_out_text(out, "digraph ");
  dot_write_string(out, drawing_title(drawing)); /* an SVG's own title */
  relata_out_print(out,
                   " {\n"
                   "  graph [charset=\"UTF-8\" fontname=\"Arial,Helvetica,sans-serif\" fontcolor=\"%s\" rankdir=%s "
                   "labelloc=t nodesep=0.16 ranksep=0.25%s\n"
                   "         splines=%s overlap=true quadtree=fast outputorder=edgesfirst pad=0.2 bgcolor=\"%s\"]\n"
                   "  node [fontname=\"Arial,Helvetica,sans-serif\" fontcolor=\"%s\" margin=\"0.12,0.06\" "
                   "height=0.35 penwidth=1.2]\n"
                   "  edge [fontname=\"Arial,Helvetica,sans-serif\" fontsize=10.5 arrowsize=0.8]\n",
                   drawing->theme->text, direction, drawing_resolution(drawing), chart.small ? "true" : "line",
                   drawing->theme->page, drawing->theme->text);
  write_heading(&chart, clusters);
  for (size_t i = 0; i < selected->node_count; i++)
    write_node(&chart, i);
  if (clusters)
    write_clusters(&chart);
  write_edges(&chart);
  relata_out_text(out, "}\n");
}
