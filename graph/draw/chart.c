/* chart.c — a picture as DOT: title and legend, nodes, joined edges. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "graph/claims/names.h"
#include "graph/claims/vocabulary.h"
#include "graph/select/families.h"
#include "graph/draw/picture.h"
#include "graph/draw/wrap.h"
#include "graph/store/term.h"

enum {
  NODE_WIDTH = 18, /* characters a line */
  NODE_LINES = 3,
  EDGE_WIDTH = 22,
  EDGE_LABELS = 3, /* relations named on one edge; the rest is counted */
  LEAVES = 5       /* side by side under one thing */
};

struct chart {
  const struct picture *picture;
  struct relata_out *out;
  bool families[FAMILY_COUNT];
  bool statuses[3];
  bool widths; /* is some edge thicker than another? */
  size_t scale;   /* of the heading: a poster's must be seen from afar */
  size_t *placed; /* a node's: how many of its leaves were written */
};

static const struct edge_look {
  const char *line, *label, *style, *legend;
} edge_looks[] = {
  [TIE_STATED] = { "#566573", "#1c2833", "solid", "stated as a fact" },
  [TIE_REPORTED] = { "#566573", "#1c2833", "dashed", "only said or possible" },
  [TIE_DENIED] = { "#c0392b", "#922b21", "dashed", "denied" },
};

/* ------------------------------------------------------------------ what occurs */

static size_t family_at(const struct picture *picture, const struct node *node) {
  return family_of(picture->graph->ontology, view_class(picture->view, node->term));
}

static void see_what_occurs(struct chart *chart) {
  const struct picture *picture = chart->picture;
  for (size_t i = 0; i < picture->node_count; i++)
    if (picture->nodes[i].chosen)
      chart->families[family_at(picture, &picture->nodes[i])] = true;
  for (size_t i = 0; i < picture->tie_count; i++)
    if (picture->ties[i].shown) {
      chart->statuses[picture->ties[i].status] = true;
      chart->widths = chart->widths || picture->ties[i].sources > 1;
    }
}

/* ------------------------------------------------------------------ title and legend */

/* As the graph spells what the user asked for. */
static struct relata_str spelled(const struct chart *chart, const char *name, enum names_of of) {
  bool *matches = NULL;
  struct relata_str label = relata_str_of(name);
  const struct picture *picture = chart->picture;
  if (names_match(picture->graph, picture->view, of, name, &matches, NULL) == RELATA_OK)
    for (uint32_t i = 0; i < quads_term_count(picture->quads); i++)
      if (matches[i]) {
        label = view_label(picture->view, i);
        break;
      }
  free(matches);
  return label;
}

static struct relata_str title_of(const struct chart *chart, const struct relata_draw_options *options) {
  const struct picture *picture = chart->picture;
  if (options->title)
    return relata_str_of(options->title);
  const struct relata_str about = options->about ? spelled(chart, options->about, NAMES_THINGS) : RELATA_STR(""),
                          relation = options->relation ? spelled(chart, options->relation, NAMES_RELATIONS)
                                                       : RELATA_STR("");
  if (about.len || relation.len)
    return relata_arena_print(picture->arena, "%.*s%s%.*s", (int)about.len, about.data,
                              about.len && relation.len ? ": " : "", (int)relation.len, relation.data);
  return relata_arena_print(picture->arena, "What %zu article%s say%s", picture->articles,
                            picture->articles == 1 ? "" : "s", picture->articles == 1 ? "s" : "");
}

/* A table that is not stretched to the width of the page must have its own: about
 * five points a character of ten-point type, and `gap` about each text. */
static void begin_row(const struct chart *chart, size_t characters, size_t cells, size_t gap) {
  relata_out_print(chart->out,
                   "<tr><td><table border=\"0\" cellborder=\"0\" cellspacing=\"4\" fixedsize=\"true\" width=\"%zu\" "
                   "height=\"%zu\"><tr>",
                   chart->scale * (26 * characters / 5) + gap * cells, 8 + 18 * chart->scale);
}

static void end_row(const struct chart *chart) {
  relata_out_text(chart->out, "</tr></table></td></tr>");
}

static void write_families(const struct chart *chart) {
  size_t characters = 0, cells = 0;
  for (size_t i = 0; i < FAMILY_COUNT; i++)
    if (chart->families[i]) {
      characters += strlen(family_get(i)->name);
      cells++;
    }
  begin_row(chart, characters, cells, 14);
  for (size_t i = 0; i < FAMILY_COUNT; i++) {
    const struct family *family = family_get(i);
    const bool round = strcmp(family->style, "rounded") == 0 || strcmp(family->shape, "ellipse") == 0;
    if (chart->families[i])
      relata_out_print(chart->out,
                       "<td border=\"1\" color=\"%s\" bgcolor=\"%s\"%s><font point-size=\"%zu\">%s</font></td>",
                       family->line, family->fill, round ? " style=\"rounded\"" : "", 10 * chart->scale,
                       family->name);
  }
  end_row(chart);
}

/* A piece of line, then its meaning. */
static void write_line_sample(const struct chart *chart, const struct edge_look *look) {
  relata_out_print(chart->out,
                   "<td><table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"0\"><tr><td width=\"26\" "
                   "height=\"6\" fixedsize=\"true\" border=\"1\" sides=\"b\" color=\"%s\" style=\"%s\"></td></tr><tr><td "
                   "width=\"26\" height=\"6\" fixedsize=\"true\"></td></tr></table></td><td align=\"left\"><font "
                   "point-size=\"%zu\">%s</font></td>",
                   look->line, look->style, 10 * chart->scale, look->legend);
}

static void write_lines_legend(const struct chart *chart) {
  static const char thicker[] = "thicker: more articles";
  size_t characters = chart->widths ? sizeof thicker - 1 : 0, cells = chart->widths;
  for (size_t i = 0; i < 3; i++)
    if (chart->statuses[i]) {
      characters += strlen(edge_looks[i].legend);
      cells++;
    }
  begin_row(chart, characters, cells, 44);
  for (size_t i = 0; i < 3; i++)
    if (chart->statuses[i])
      write_line_sample(chart, &edge_looks[i]);
  if (chart->widths)
    relata_out_print(chart->out, "<td><font point-size=\"%zu\">%s</font></td>", 10 * chart->scale, thicker);
  end_row(chart);
}

static void write_heading(const struct chart *chart, const struct relata_draw_options *options) {
  const struct picture *picture = chart->picture;
  struct relata_out *out = chart->out;
  relata_out_print(out,
                   "  label=<<table border=\"0\" cellborder=\"0\" cellspacing=\"2\"><tr><td><font "
                   "point-size=\"%zu\"><b>",
                   18 * chart->scale);
  dot_write_html(out, title_of(chart, options));
  relata_out_print(out,
                   "</b></font></td></tr><tr><td><font point-size=\"%zu\" color=\"#566573\">%zu of %zu things, %zu of "
                   "%zu ties, from %zu article%s</font></td></tr>",
                   10 * chart->scale, picture->chosen_nodes, picture->node_count, picture->chosen_ties, picture->tie_count,
                   picture->articles, picture->articles == 1 ? "" : "s");
  write_families(chart);
  write_lines_legend(chart);
  relata_out_text(out, "</table>>\n");
}

/* ------------------------------------------------------------------ nodes */

static void write_node(const struct chart *chart, size_t index) {
  const struct picture *picture = chart->picture;
  const struct node *node = &picture->nodes[index];
  const struct family *family = family_get(family_at(picture, node));
  const struct relata_str label = view_label(picture->view, node->term),
                          class = view_class(picture->view, node->term);
  struct relata_out *out = chart->out;
  relata_out_print(out, "  n%zu [label=", index);
  dot_write_string(out, wrap_text(picture->arena, label, NODE_WIDTH, NODE_LINES));
  relata_out_print(out, " shape=%s style=\"filled%s%s\" fillcolor=\"%s\" color=\"%s\" fontsize=", family->shape,
                   family->style[0] ? "," : "", family->style, family->fill, family->line);
  relata_out_double(out, fmin(15, 11 + log2(1 + node->weight) / 1.6), 1);
  if (strcmp(family->shape, "cds") == 0)
    relata_out_text(out, " margin=\"0.2,0.12\""); /* its outline cuts into the label's box */
  relata_out_text(out, " width=");
  relata_out_double(out, fmin(2, 0.5 + 0.08 * (double)node->shown), 2); /* room for arrows to end apart */
  relata_out_text(out, " tooltip=");
  dot_write_string(out, relata_arena_print(picture->arena, "%.*s%s%.*s: %zu tie%s", (int)label.len, label.data,
                                           class.len ? ", " : "", (int)class.len, class.data,
                                           node->ties, node->ties == 1 ? "" : "s"));
  const struct relata_str url = view_text(picture->view, node->term, OWL_SAME_AS);
  if (url.len) {
    relata_out_text(out, " URL=");
    dot_write_string(out, url);
  }
  relata_out_text(out, "]\n");
}

/* ------------------------------------------------------------------ edges */

/* "“Turkey backs rebels.” — idlib.txt, 2018-09-07" */
static struct relata_str evidence_of(const struct picture *picture, const struct tie *tie) {
  struct view *view = picture->view;
  if (tie->claim == RELATA_NONE || tie->article == RELATA_NONE)
    return view_label(view, tie->predicate);
  const uint32_t sentence =
    quads_object(picture->quads, tie->claim, quads_find(picture->quads, RELATA_STR(NIF_SENTENCE)));
  struct relata_str quote = sentence == RELATA_NONE ? RELATA_STR("") : view_text(view, sentence, NIF_ANCHOR_OF);
  if (!quote.len)
    quote = view_text(view, tie->claim, NIF_ANCHOR_OF);
  const struct relata_str date = view_text(view, tie->article, DCT_DATE);
  struct relata_str article = view_text(view, tie->article, DCT_IDENTIFIER);
  if (!article.len)
    article = view_label(view, tie->article);
  return relata_arena_print(picture->arena, "%.*s — %.*s%s%.*s", (int)quote.len, quote.data, (int)article.len,
                            article.data, date.len ? ", " : "", (int)date.len, date.len ? date.data : "");
}

/* The article's address, or the file that it was read from. */
static struct relata_str address_of(const struct picture *picture, const struct tie *tie) {
  if (tie->article == RELATA_NONE)
    return (struct relata_str){ NULL, 0 };
  const struct relata_str iri = term_as_iri(quads_term(picture->quads, tie->article)), base = picture->graph->base;
  const bool ours = iri.len >= base.len && memcmp(iri.data, base.data, base.len) == 0;
  return ours ? view_text(picture->view, tie->article, DCT_SOURCE) : iri;
}

static bool is_symmetric(const struct picture *picture, const struct tie *tie) {
  const struct relata_property *property = view_property(picture->view, tie->predicate);
  return property && property->symmetric;
}

/* Leaves of one thing would stand in one endless row: they are spread over several. */
static size_t row_of(const struct chart *chart, const struct tie *tie) {
  const struct node *nodes = chart->picture->nodes;
  const bool from_leaf = nodes[tie->from].degree == 1, to_leaf = nodes[tie->to].degree == 1;
  if (from_leaf == to_leaf)
    return 1;
  const size_t hub = from_leaf ? tie->to : tie->from;
  const size_t rows = (nodes[hub].leaves + LEAVES - 1) / LEAVES;
  return 1 + chart->placed[hub]++ % (rows ? rows : 1);
}

static void write_edge_label(const struct chart *chart, const struct tie *ties, size_t count) {
  struct relata_arena *arena = chart->picture->arena;
  struct relata_str text = RELATA_STR("");
  for (size_t i = 0; i < count && i < EDGE_LABELS; i++) {
    const struct relata_str label =
      wrap_text(arena, view_label(chart->picture->view, ties[i].predicate), EDGE_WIDTH, 2);
    const struct relata_str times =
      ties[i].sources > 1 ? relata_arena_print(arena, " ×%zu", ties[i].sources) : RELATA_STR("");
    /* blanks keep the words off the line beside them */
    text = relata_arena_print(arena, "%.*s%s %s%.*s%.*s ", (int)text.len, text.data, i ? "\n" : "",
                              ties[i].status == TIE_DENIED ? "not: " : "", (int)label.len, label.data, (int)times.len,
                              times.data);
  }
  if (count > EDGE_LABELS)
    text = relata_arena_print(arena, "%.*s\n+%zu more", (int)text.len, text.data, count - EDGE_LABELS);
  dot_write_string(chart->out, text);
}

static void write_edge_links(const struct chart *chart, const struct tie *ties, size_t count) {
  const struct picture *picture = chart->picture;
  struct relata_str tooltip = RELATA_STR("");
  for (size_t i = 0; i < count && i < EDGE_LABELS; i++) {
    const struct relata_str evidence = evidence_of(picture, &ties[i]);
    tooltip = relata_arena_print(picture->arena, "%.*s%s%.*s", (int)tooltip.len, tooltip.data, i ? "\n" : "",
                                 (int)evidence.len, evidence.data);
  }
  relata_out_text(chart->out, " tooltip=");
  dot_write_string(chart->out, tooltip);
  relata_out_text(chart->out, " labeltooltip=");
  dot_write_string(chart->out, tooltip);
  const struct relata_str address = address_of(picture, &ties[0]);
  if (address.len) {
    relata_out_text(chart->out, " URL=");
    dot_write_string(chart->out, address);
  }
}

/* Ties of one pair and status: one edge. */
static void write_edge(const struct chart *chart, const struct tie *ties, size_t count) {
  const struct edge_look *look = &edge_looks[ties->status];
  struct relata_out *out = chart->out;
  size_t sources = 0;
  bool symmetric = true;
  for (size_t i = 0; i < count; i++) {
    sources = ties[i].sources > sources ? ties[i].sources : sources;
    symmetric = symmetric && is_symmetric(chart->picture, &ties[i]);
  }
  relata_out_print(out, "  n%zu -> n%zu [", ties->from, ties->to);
  if (chart->picture->chosen_nodes <= PICTURE_DOT_NODES) {
    relata_out_text(out, "label=");
    write_edge_label(chart, ties, count);
  }
  relata_out_print(out, " color=\"%s\" fontcolor=\"%s\" style=%s penwidth=", look->line, look->label, look->style);
  relata_out_double(out, fmin(5, 1.1 + log2((double)(sources ? sources : 1))), 1);
  if (symmetric)
    relata_out_text(out, " dir=none");
  relata_out_print(out, " minlen=%zu weight=%d", row_of(chart, ties), 1 + (sources > 1) + (ties->status == TIE_STATED));
  write_edge_links(chart, ties, count);
  relata_out_text(out, "]\n");
}

static void write_edges(const struct chart *chart) {
  const struct picture *picture = chart->picture;
  for (size_t i = 0; i < picture->tie_count;) {
    const struct tie *ties = &picture->ties[i];
    size_t count = 1;
    while (i + count < picture->tie_count && ties[count].from == ties->from && ties[count].to == ties->to &&
           ties[count].status == ties->status)
      count++;
    if (ties->shown)
      write_edge(chart, ties, count);
    i += count;
  }
}

void picture_write(const struct picture *picture, const struct relata_draw_options *options, const char *direction,
                   struct relata_out *out) {
  const bool small = picture->chosen_nodes <= PICTURE_DOT_NODES;
  struct chart chart = { .picture = picture, .out = out, .scale = small ? 1 : 4 };
  see_what_occurs(&chart);
  chart.placed = relata_arena_alloc(picture->arena, (picture->node_count + 1) * sizeof *chart.placed);
  relata_out_text(out, "digraph ");
  dot_write_string(out, title_of(&chart, options)); /* an SVG's own title */
  relata_out_print(out,
                  " {\n"
                  "  graph [charset=\"UTF-8\" fontname=\"Arial,Helvetica,sans-serif\" rankdir=%s labelloc=t nodesep=0.2 ranksep=0.3\n"
                  "         splines=%s overlap=prism outputorder=edgesfirst pad=0.2 bgcolor=\"#ffffff\"]\n"
                  "  node [fontname=\"Arial,Helvetica,sans-serif\" fontcolor=\"#17202a\" margin=\"0.12,0.06\" height=0.35 penwidth=1.2]\n"
                  "  edge [fontname=\"Arial,Helvetica,sans-serif\" fontsize=10.5 arrowsize=0.8]\n",
                  direction, small ? "true" : "line");
  write_heading(&chart, options);
  for (size_t i = 0; i < picture->node_count; i++)
    if (picture->nodes[i].chosen)
      write_node(&chart, i);
  write_edges(&chart);
  relata_out_text(out, "}\n");
}
