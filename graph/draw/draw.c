/* draw.c — a diagram from selection to bytes.
 *
 * A network of up to DRAWING_DOT_NODES things is laid out by dot, in both
 * directions at the same time, with its communities in frames and without; the
 * one that stands best on a page is kept.  A bigger one, and one that dot has
 * no time for, is laid out by sfdp.  Where nobody said how many things, there
 * are as many as can be read on A4, up to thirty.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "graph/draw/drawing.h"
#include "graph/draw/finish.h"
#include "graph/draw/layout.h"
#include "graph/store/graph_private.h"

static const double usual_seconds = 20;
/* Of the time there is, kept for what comes before and after the layout: reading, writing, ending a process. */
static const double reserve = 0.1, most_reserve = 0.3;

/* How many things, and pairs beyond as many, when nobody says: the first that can be read is taken. */
static const struct step {
  size_t things, extra;
} steps[] = { { 30, 15 }, { 25, 10 }, { 20, 6 }, { 16, 4 } };
enum { STEPS = sizeof steps / sizeof *steps, USUAL_EXTRA = 15 };
/* Letters of eleven points are of seven then. */
static const double readable = 0.62;

/* ------------------------------------------------------------------ the layout that fits a page */

/* By how much it must shrink to stand on A4, upright or across. */
static double fit(struct relata_str svg) {
  double width, height;
  if (!finish_size(svg, &width, &height))
    return 0;
  return fmax(fmin(555 / width, 802 / height), fmin(802 / width, 555 / height));
}

static struct relata_str finished(struct relata_out *dot) {
  relata_out_char(dot, '\0');
  return relata_out_as_memory(dot);
}

enum { CANDIDATES = 4 };
/* How much smaller a picture with frames may be than one without, and still be kept. */
static const double framed_bonus = 1.15;

struct candidate {
  const char *direction;
  bool clusters;
  struct relata_out *dot, *picture;
  double fits;
};

/* All as SVG, which is quick: fonts are not asked. */
static size_t begin_candidates(const struct drawing *given, struct candidate *candidates, struct layout *layouts) {
  struct drawing drawing = *given;
  drawing.format = "svg";
  const bool framed_only = given->options->clusters == RELATA_CLUSTERS_ON && given->clusters;
  size_t count = 0;
  for (size_t i = 0; i < CANDIDATES; i++) {
    struct candidate *candidate = &candidates[count];
    *candidate = (struct candidate){ i % 2 ? "LR" : "TB", i >= 2, NULL, NULL, 0 };
    if (candidate->clusters ? !given->clusters : framed_only)
      continue;
    candidate->dot = relata_out_to_memory();
    candidate->picture = relata_out_to_memory();
    drawing_write_chart(&drawing, candidate->direction, candidate->clusters, candidate->dot);
    layouts[count++] = (struct layout){ .engine = "dot", .format = drawing.format,
                                        .dot = finished(candidate->dot), .out = candidate->picture };
  }
  return count;
}

/* The SVG of the best goes to `picture`, which way it was laid out to `best`. */
static enum relata_status try_layers(const struct drawing *drawing, double deadline, struct relata_out *picture,
                                     struct candidate *best, struct relata_error *error) {
  struct candidate candidates[CANDIDATES];
  struct layout layouts[CANDIDATES];
  const size_t count = begin_candidates(drawing, candidates, layouts);
  const enum relata_status status = layout_render(layouts, count, deadline, error);
  double most = -1;
  uint32_t least = 0;
  for (size_t i = 0; i < count; i++) {
    const struct relata_str drawn = relata_out_as_memory(candidates[i].picture);
    candidates[i].fits = layouts[i].done ? fit(drawn) : -1;
    const double worth = candidates[i].fits * (candidates[i].clusters ? framed_bonus : 1);
    if (worth > 0 && (most < 0 || layouts[i].overlaps < least || (layouts[i].overlaps == least && worth > most))) {
      least = layouts[i].overlaps;
      most = worth;
      *best = candidates[i];
      relata_out_clear(picture);
      relata_out_str(picture, drawn);
    }
  }
  for (size_t i = 0; i < count; i++) {
    relata_out_abandon(candidates[i].dot);
    relata_out_abandon(candidates[i].picture);
  }
  return status;
}

static enum relata_status lay_out_once(const struct drawing *drawing, const char *engine, struct relata_out *dot,
                                       double deadline, struct relata_out *picture, struct relata_error *error) {
  struct layout layout = { .engine = engine, .format = drawing->format, .spread = strcmp(engine, "sfdp") == 0,
                           .dot = finished(dot), .out = picture };
  return layout_render(&layout, 1, deadline, error);
}

static enum relata_status lay_out_layers(const struct drawing *drawing, double deadline, struct relata_out *picture,
                                         double *fitting, struct relata_error *error) {
  struct candidate best = { .fits = 0 };
  const double now = layout_now();
  RELATA_TRY(try_layers(drawing, now + (deadline - now) / 2, picture, &best, error));
  *fitting = best.fits;
  if (strcmp(drawing->format, "svg") == 0)
    return RELATA_OK;
  struct relata_out *dot = relata_out_to_memory();
  drawing_write_chart(drawing, best.direction, best.clusters, dot);
  relata_out_clear(picture);
  const enum relata_status status = lay_out_once(drawing, "dot", dot, deadline, picture, error);
  relata_out_abandon(dot);
  return status;
}

static enum relata_status lay_out_springs(const struct drawing *drawing, double deadline, struct relata_out *picture,
                                          struct relata_error *error) {
  struct relata_out *dot = relata_out_to_memory();
  drawing_write_chart(drawing, "TB", false, dot);
  const enum relata_status status = lay_out_once(drawing, "sfdp", dot, deadline, picture, error);
  relata_out_abandon(dot);
  return status;
}

/* `*fitting` is by how much it must shrink to stand on A4; 1 for what is no page anyway. */
static enum relata_status lay_out_network(const struct drawing *drawing, double deadline, struct relata_out *picture,
                                          double *fitting, struct relata_error *error) {
  *fitting = 1;
  if (drawing->selected->node_count <= DRAWING_DOT_NODES) {
    const enum relata_status status = lay_out_layers(drawing, deadline, picture, fitting, error);
    if (status != RELATA_LIMIT)
      return status;
    relata_out_clear(picture);
  }
  return lay_out_springs(drawing, deadline, picture, error);
}

static enum relata_status lay_out_timeline(const struct drawing *drawing, double deadline, struct relata_out *picture,
                                           struct relata_error *error) {
  struct relata_out *dot = relata_out_to_memory();
  enum relata_status status = drawing_write_timeline(drawing, dot, error);
  if (status == RELATA_OK)
    status = lay_out_once(drawing, "nop2", dot, deadline, picture, error);
  relata_out_abandon(dot);
  return status;
}

/* ------------------------------------------------------------------ the call */

static bool is_utf8(const char *text) {
  struct relata_str rest = relata_str_of(text ? text : "");
  while (rest.len) {
    utf8proc_int32_t letter;
    const utf8proc_ssize_t read =
      utf8proc_iterate((const utf8proc_uint8_t *)rest.data, (utf8proc_ssize_t)rest.len, &letter);
    if (read <= 0)
      return false;
    rest = (struct relata_str){ rest.data + read, rest.len - (size_t)read };
  }
  return true;
}

static bool is_known_format(const char *format) {
  static const char *const formats[] = { "svg", "png", "pdf", "dot" };
  for (size_t i = 0; format && i < sizeof formats / sizeof *formats; i++)
    if (strcmp(format, formats[i]) == 0)
      return true;
  return false;
}

/* Chooses the ties to draw; RELATA_NOT_FOUND where there are none. */
static enum relata_status prepare(struct drawing *drawing, struct relata_error *error) {
  if (drawing->selected->edge_count == 0)
    return relata_error_set(error, RELATA_NOT_FOUND, NULL, 0, 0,
                            "there is nothing to draw: no two things are related so; perhaps it is only said or denied "
                            "(--status all)");
  drawing_thin(drawing);
  drawing_judge_communities(drawing);
  return RELATA_OK;
}

static enum relata_status lay_out(struct drawing *drawing, double deadline, struct relata_out *picture,
                                  double *fitting, struct relata_error *error) {
  *fitting = 1;
  RELATA_TRY(prepare(drawing, error));
  if (strcmp(drawing->format, "dot") != 0)
    return drawing->options->timeline ? lay_out_timeline(drawing, deadline, picture, error)
                                      : lay_out_network(drawing, deadline, picture, fitting, error);
  if (drawing->options->timeline)
    return drawing_write_timeline(drawing, picture, error);
  drawing_write_chart(drawing, "TB", drawing->clusters, picture);
  return RELATA_OK;
}

static enum relata_status draw_once(const struct drawing *given, struct relata_graph *graph,
                                    const struct relata_selection *selection, double deadline, double *fitting,
                                    struct relata_out *out, struct relata_error *error) {
  struct drawing drawing = *given;
  struct relata_selected *selected;
  RELATA_TRY(relata_graph_select(graph, selection, &selected, error));
  struct relata_out *picture = relata_out_to_memory();
  drawing.selected = selected;
  drawing.arena = relata_arena_new();
  const enum relata_status status = lay_out(&drawing, deadline, picture, fitting, error);
  if (status == RELATA_OK) {
    const struct finish finish = { drawing_title(&drawing), drawing_description(&drawing), drawing.theme->page };
    finish_picture(&finish, drawing.format, relata_out_as_memory(picture), out);
  }
  relata_out_abandon(picture);
  relata_arena_free(drawing.arena);
  relata_selected_free(selected);
  return status;
}

/* Fewer things each time until the picture can be read, as long as half the time is left. */
static enum relata_status draw_readable(struct drawing *drawing, struct relata_graph *graph,
                                        struct relata_selection selection, double deadline, struct relata_out *out,
                                        struct relata_error *error) {
  struct relata_out *picture = relata_out_to_memory();
  const double half = layout_now() + (deadline - layout_now()) / 2;
  enum relata_status status = RELATA_OK;
  double best = 0;
  for (size_t i = 0; i < STEPS && best < readable && (i == 0 || layout_now() < half); i++) {
    struct relata_out *tried = relata_out_to_memory();
    double fitting = 0;
    selection.limit = steps[i].things;
    drawing->extra = steps[i].extra;
    const enum relata_status tried_status =
      draw_once(drawing, graph, &selection, i ? half : deadline, &fitting, tried, error);
    if (tried_status == RELATA_OK && fitting > best) {
      best = fitting;
      relata_out_clear(picture);
      relata_out_str(picture, relata_out_as_memory(tried));
    }
    relata_out_abandon(tried);
    if (tried_status != RELATA_OK) {
      status = i ? RELATA_OK : tried_status;
      break;
    }
  }
  if (status == RELATA_OK)
    relata_out_str(out, relata_out_as_memory(picture));
  relata_out_abandon(picture);
  return status;
}

enum relata_status relata_graph_draw(struct relata_graph *graph, const struct relata_draw_options *options,
                                     struct relata_out *out, struct relata_error *error) {
  const double seconds = options->seconds > 0 ? options->seconds : usual_seconds;
  const double deadline = layout_now() + seconds - fmin(most_reserve, reserve * seconds);
  struct drawing drawing = { .options = options, .format = options->format, .extra = USUAL_EXTRA };
  struct relata_selection selection = options->selection;
  double fitting;
  if (!is_known_format(options->format))
    return relata_error_set(error, RELATA_UNSUPPORTED, NULL, 0, 0, "diagrams are svg, png, pdf or dot, not \"%s\"",
                            options->format ? options->format : "");
  if (!is_utf8(options->title) || !is_utf8(options->links))
    return relata_error_set(error, RELATA_BAD_USAGE, NULL, 0, 0, "the title, or where links lead, is not UTF-8");
  RELATA_TRY(theme_find(options->theme, &drawing.theme, error));
  if (selection.limit == 0 && !options->timeline)
    return draw_readable(&drawing, graph, selection, deadline, out, error);
  if (options->timeline) {
    selection.limit = 0; /* it counts events */
    selection.depth = selection.about.count > 1 && !selection.depth ? RELATA_SELECT_ABOUT_ONLY : selection.depth;
  }
  return draw_once(&drawing, graph, &selection, deadline, &fitting, out, error);
}
