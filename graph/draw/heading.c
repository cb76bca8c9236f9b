/* heading.c — title, counts and legend, and the words that several parts of a diagram need. */
#include <math.h>
#include <string.h>

#include "graph/draw/drawing.h"
#include "graph/draw/letters.h"
#include "graph/draw/wrap.h"

/* ------------------------------------------------------------------ words */

size_t drawing_family(const struct relata_selected_node *node) {
  for (size_t i = 0; i < FAMILY_COUNT; i++)
    if (relata_str_is(node->family, family_get(i)->key))
      return i;
  return FAMILY_COUNT - 1;
}

const char *drawing_resolution(const struct drawing *drawing) {
  return strcmp(drawing->format, "png") == 0 ? " dpi=144" : "";
}

static const struct relata_selected_article *article_of(const struct drawing *drawing,
                                                        const struct relata_selected_claim *claim) {
  return claim->article == RELATA_NONE ? NULL : &drawing->selected->articles[claim->article];
}

struct relata_str drawing_evidence(const struct drawing *drawing, const struct relata_selected_edge *edge,
                                   const struct relata_selected_claim *claim) {
  const struct relata_selected_article *article = article_of(drawing, claim);
  const struct relata_str quote = claim->quote, date = article ? article->date : RELATA_STR("");
  if (!article || !quote.len)
    return edge->label;
  const struct relata_str name = article->id.len ? article->id : article->iri;
  return relata_arena_print(drawing->arena, "%.*s — %.*s%s%.*s", (int)quote.len, quote.data, (int)name.len, name.data,
                            date.len ? ", " : "", (int)date.len, date.len ? date.data : "");
}

/* Is an IRI one of the graph's own? */
static bool is_ours(const struct drawing *drawing, struct relata_str iri) {
  const struct relata_str base = drawing->selected->base;
  return base.len && iri.len >= base.len && memcmp(iri.data, base.data, base.len) == 0;
}

/* The IRI with the links' stem for the graph's. */
static struct relata_str moved(const struct drawing *drawing, struct relata_str iri) {
  const size_t stem = drawing->selected->base.len;
  if (!is_ours(drawing, iri))
    return iri;
  return relata_arena_print(drawing->arena, "%s%.*s", drawing->options->links, (int)(iri.len - stem), iri.data + stem);
}

struct relata_str drawing_node_link(const struct drawing *drawing, const struct relata_selected_node *node) {
  const char *links = drawing->options->links;
  if (!links)
    return node->same_as;
  return *links ? moved(drawing, node->iri) : (struct relata_str){ NULL, 0 };
}

struct relata_str drawing_claim_link(const struct drawing *drawing, const struct relata_selected_claim *claim) {
  const struct relata_selected_article *article = article_of(drawing, claim);
  const char *links = drawing->options->links;
  if (!article || (links && !*links))
    return (struct relata_str){ NULL, 0 };
  if (links)
    return moved(drawing, article->iri);
  return is_ours(drawing, article->iri) ? article->path : article->iri;
}

void drawing_write_class(struct relata_out *out, const char *first, struct relata_str second) {
  relata_out_print(out, " class=\"%s", first);
  if (second.len)
    relata_out_char(out, ' ');
  for (size_t i = 0; i < second.len; i++) {
    const char c = second.data[i];
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    relata_out_char(out, plain ? c : '-');
  }
  relata_out_char(out, '"');
}

/* ------------------------------------------------------------------ title */

/* "Turkey, Russia": the things that were asked for, as the graph spells them. */
static struct relata_str about_of(const struct drawing *drawing) {
  struct relata_str words = RELATA_STR("");
  size_t count = 0;
  for (size_t i = 0; i < drawing->selected->node_count && count < 4; i++) {
    const struct relata_selected_node *node = &drawing->selected->nodes[i];
    if (!node->about || memmem(words.data, words.len, node->label.data, node->label.len))
      continue;
    words = relata_arena_print(drawing->arena, "%.*s%s%.*s", (int)words.len, words.data, count++ ? ", " : "",
                               (int)node->label.len, node->label.data);
  }
  return words;
}

static struct relata_str relations_of(const struct drawing *drawing) {
  struct relata_str words = RELATA_STR("");
  size_t count = 0;
  for (size_t i = 0; i < drawing->selected->edge_count && drawing->options->selection.relations.count; i++) {
    const struct relata_str label = drawing->selected->edges[i].label;
    if (count >= 4 || (words.len && memmem(words.data, words.len, label.data, label.len)))
      continue;
    words = relata_arena_print(drawing->arena, "%.*s%s%.*s", (int)words.len, words.data, count++ ? ", " : "",
                               (int)label.len, label.data);
  }
  return words;
}

struct relata_str drawing_title(const struct drawing *drawing) {
  if (drawing->options->title)
    return relata_str_of(drawing->options->title);
  const struct relata_str about = about_of(drawing), relations = relations_of(drawing);
  if (about.len || relations.len)
    return relata_arena_print(drawing->arena, "%.*s%s%.*s", (int)about.len, about.data,
                              about.len && relations.len ? ": " : "", (int)relations.len, relations.data);
  const size_t articles = drawing->selected->total_articles;
  if (articles == 0)
    return RELATA_STR("Who stands how to whom");
  return relata_arena_print(drawing->arena, "What %zu article%s say%s", articles, articles == 1 ? "" : "s",
                            articles == 1 ? "s" : "");
}

/* ------------------------------------------------------------------ what was asked for */

static struct relata_str add_words(const struct drawing *drawing, struct relata_str words, struct relata_str more) {
  return relata_arena_print(drawing->arena, "%.*s%s%.*s", (int)words.len, words.data, words.len ? " · " : "",
                            (int)more.len, more.data);
}

static struct relata_str add_names(const struct drawing *drawing, struct relata_str words, const char *what,
                                   const struct relata_names *names) {
  struct relata_str list = RELATA_STR("");
  for (size_t i = 0; i < names->count && i < 4; i++)
    list = relata_arena_print(drawing->arena, "%.*s%s%s", (int)list.len, list.data, i ? ", " : "", names->items[i]);
  if (names->count == 0)
    return words;
  return add_words(drawing, words,
                   relata_arena_print(drawing->arena, "%s %.*s%s", what, (int)list.len, list.data,
                                      names->count > 4 ? " …" : ""));
}

/* "said of 2018 to 2019 · only State" — what the title does not tell. */
static struct relata_str filters_of(const struct drawing *drawing) {
  const struct relata_selection *selection = &drawing->options->selection;
  struct relata_str words = RELATA_STR("");
  if (selection->from || selection->to)
    words = relata_arena_print(drawing->arena, "%s%s%s%s", selection->from ? "from " : "",
                               selection->from ? selection->from : "",
                               !selection->to ? "" : selection->from ? " to " : "up to ",
                               selection->to ? selection->to : "");
  words = add_names(drawing, words, "only", &selection->types);
  words = add_names(drawing, words, "by", &selection->sources);
  words = add_names(drawing, words, "in", &selection->articles);
  if (selection->min_sources > 1)
    words = add_words(drawing, words,
                      relata_arena_print(drawing->arena, "in at least %zu articles", selection->min_sources));
  return words;
}

struct relata_str drawing_description(const struct drawing *drawing) {
  const struct relata_selected *selected = drawing->selected;
  struct relata_str names = RELATA_STR("");
  for (size_t i = 0; i < selected->node_count && i < 5; i++)
    names = relata_arena_print(drawing->arena, "%.*s%s%.*s", (int)names.len, names.data, i ? ", " : "",
                               (int)selected->nodes[i].label.len, selected->nodes[i].label.data);
  return relata_arena_print(drawing->arena,
                            "%s of %zu things, the most telling: %.*s; and of the ties between them.",
                            drawing->options->timeline ? "A timeline" : "A diagram", selected->node_count,
                            (int)names.len, names.data);
}

/* ------------------------------------------------------------------ legend */

struct legend {
  const struct drawing *drawing;
  const struct heading *heading;
  struct relata_out *out;
};

static size_t scaled(const struct legend *legend, double points) {
  return (size_t)lround(points * legend->heading->scale);
}

/* A table that is not stretched to the width of the page must have its own:
 * `letters` points of its texts, and `gap` about each of them. */
static void begin_row(const struct legend *legend, double letters, size_t cells, size_t gap) {
  const size_t width = (size_t)lround(letters) + scaled(legend, (double)(gap * cells));
  relata_out_print(legend->out,
                   "<tr><td><table border=\"0\" cellborder=\"0\" cellspacing=\"%zu\" cellpadding=\"%zu\" "
                   "fixedsize=\"true\" width=\"%zu\" height=\"%zu\"><tr>",
                   scaled(legend, 4), scaled(legend, 2), width, scaled(legend, 26));
}

/* Where Helvetica is not at hand DejaVu Sans stands in for it, whose letters are wider. */
static const double WIDER = 1.2;

/* How wide it stands in the legend. */
static double width_of(const struct legend *legend, const char *words) {
  return WIDER * letters_width(relata_str_of(words), (double)scaled(legend, 10));
}

/* The least width of the cell that it stands in. */
static size_t cell_of(const struct legend *legend, const char *words) {
  return (size_t)lround(width_of(legend, words)) + scaled(legend, 4);
}

static void end_row(const struct legend *legend) {
  relata_out_text(legend->out, "</tr></table></td></tr>");
}

static void write_families(const struct legend *legend) {
  double letters = 0;
  size_t cells = 0;
  for (size_t i = 0; i < FAMILY_COUNT; i++)
    if (legend->heading->families[i]) {
      letters += width_of(legend, family_get(i)->name);
      cells++;
    }
  if (!cells)
    return;
  begin_row(legend, letters, cells, 12);
  for (size_t i = 0; i < FAMILY_COUNT; i++) {
    const struct family *family = family_get(i);
    const bool round = strcmp(family->style, "rounded") == 0 || strcmp(family->shape, "ellipse") == 0;
    const char *line = legend->drawing->theme->families[i].line, *fill = legend->drawing->theme->families[i].fill;
    if (legend->heading->families[i])
      relata_out_print(legend->out,
                       "<td border=\"1\" align=\"left\" width=\"%zu\" color=\"%s\" bgcolor=\"%s\"%s>"
                       "<font point-size=\"%zu\">%s</font></td>",
                       cell_of(legend, family->name), line, fill, round ? " style=\"rounded\"" : "",
                       scaled(legend, 10), family->name);
  }
  end_row(legend);
}

/* A piece of line, then its meaning. */
static void write_line_sample(const struct legend *legend, enum relata_tie_status status) {
  const struct tie_look *look = &legend->drawing->theme->ties[status];
  struct relata_out *out = legend->out;
  const size_t width = scaled(legend, 26), pen = scaled(legend, 1) ? scaled(legend, 1) : 1;
  relata_out_print(out,
                   "<td><table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"0\"><tr><td width=\"%zu\" "
                   "height=\"%zu\" fixedsize=\"true\" border=\"%zu\" sides=\"b\" color=\"%s\" style=\"%s\"></td></tr>"
                   "<tr><td width=\"%zu\" height=\"%zu\" fixedsize=\"true\"",
                   width, scaled(legend, 6), pen, look->line, look->style, width, scaled(legend, look->doubled ? 4 : 6));
  if (look->doubled)
    relata_out_print(out, " border=\"%zu\" sides=\"b\" color=\"%s\"", pen, look->line);
  relata_out_print(out,
                   "></td></tr></table></td><td align=\"left\" width=\"%zu\"><font point-size=\"%zu\">%s</font></td>",
                   cell_of(legend, theme_status_words(status)), scaled(legend, 10), theme_status_words(status));
}

static void write_note(const struct legend *legend, const char *words) {
  relata_out_print(legend->out, "<td width=\"%zu\"><font point-size=\"%zu\">%s</font></td>", cell_of(legend, words),
                   scaled(legend, 10), words);
}

static void write_lines(const struct legend *legend) {
  static const char thicker[] = "thicker: more articles", framed[] = "frame: closely tied",
                    bracketed[] = "in brackets: the article's date";
  const struct heading *heading = legend->heading;
  double letters = (heading->widths ? width_of(legend, thicker) : 0) + (heading->frames ? width_of(legend, framed) : 0) +
                   (heading->brackets ? width_of(legend, bracketed) : 0);
  size_t notes = (size_t)heading->widths + heading->frames + heading->brackets, lines = 0;
  for (size_t i = 0; i < RELATA_TIE_STATUS_COUNT; i++)
    if (heading->statuses[i]) {
      letters += width_of(legend, theme_status_words((enum relata_tie_status)i));
      lines++;
    }
  /* a sample of a line is 26 wide */
  begin_row(legend, letters + 38 * (double)lines * legend->heading->scale, lines + notes, 10);
  for (size_t i = 0; i < RELATA_TIE_STATUS_COUNT; i++)
    if (heading->statuses[i])
      write_line_sample(legend, (enum relata_tie_status)i);
  if (heading->widths)
    write_note(legend, thicker);
  if (heading->frames)
    write_note(legend, framed);
  if (heading->brackets)
    write_note(legend, bracketed);
  end_row(legend);
}

/* A line of small print under the title. */
static void write_small(const struct legend *legend, struct relata_str words) {
  if (!words.len)
    return;
  relata_out_print(legend->out, "<tr><td><font point-size=\"%zu\" color=\"%s\">", scaled(legend, 10),
                   legend->drawing->theme->muted);
  dot_write_html(legend->out, words);
  relata_out_text(legend->out, "</font></td></tr>");
}

void heading_write(const struct drawing *drawing, const struct heading *heading, struct relata_out *out) {
  const struct legend legend = { drawing, heading, out };
  relata_out_print(out,
                   "  label=<<table border=\"0\" cellborder=\"0\" cellspacing=\"2\"><tr><td><font "
                   "point-size=\"%zu\"><b>",
                   scaled(&legend, 18));
  dot_write_html(out, drawing_title(drawing));
  relata_out_text(out, "</b></font></td></tr>");
  write_small(&legend, heading->counts);
  write_small(&legend, filters_of(drawing));
  write_families(&legend);
  write_lines(&legend);
  relata_out_text(out, "</table>>\n");
}
