/* draw.c — a diagram from selection to bytes. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "graph/draw/layout.h"
#include "graph/draw/picture.h"

static const double usual_seconds = 20;

/* Without comments: the first names Graphviz's version, the others node numbers. */
static void write_svg(struct relata_str svg, struct relata_out *out) {
  size_t at = 0;
  while (at < svg.len) {
    const char *begin = memmem(svg.data + at, svg.len - at, "<!--", 4);
    const size_t upto = begin ? (size_t)(begin - svg.data) : svg.len;
    relata_out_write(out, svg.data + at, upto - at);
    if (!begin)
      return;
    const char *end = memmem(begin, svg.len - upto, "-->", 3);
    at = end ? (size_t)(end - svg.data) + 3 : svg.len;
    if (at < svg.len && svg.data[at] == '\n')
      at++;
  }
}

/* Cairo notes the time of drawing; the same graph shall give the same bytes. */
static void write_pdf(struct relata_str pdf, struct relata_out *out) {
  static const char mark[] = "/CreationDate (D:";
  const char *found = pdf.len ? memmem(pdf.data, pdf.len, mark, sizeof mark - 1) : NULL;
  if (!found) {
    relata_out_str(out, pdf);
    return;
  }
  size_t at = (size_t)(found - pdf.data) + sizeof mark - 1;
  relata_out_write(out, pdf.data, at);
  for (; at < pdf.len && pdf.data[at] != ')'; at++)
    relata_out_char(out, pdf.data[at] >= '0' && pdf.data[at] <= '9' ? '0' : pdf.data[at]);
  relata_out_write(out, pdf.data + at, pdf.len - at);
}

static void write_picture(const char *format, struct relata_str bytes, struct relata_out *out) {
  if (strcmp(format, "svg") == 0)
    write_svg(bytes, out);
  else if (strcmp(format, "pdf") == 0)
    write_pdf(bytes, out);
  else
    relata_out_str(out, bytes);
}

/* ------------------------------------------------------------------ the layout that fits a page */

struct drawing {
  const struct picture *picture;
  const struct relata_draw_options *options;
  double seconds;
};

static struct relata_out *dot_of(const struct drawing *drawing, const char *direction) {
  struct relata_out *dot = relata_out_to_memory();
  picture_write(drawing->picture, drawing->options, direction, dot);
  relata_out_char(dot, '\0');
  return dot;
}

static enum relata_status render(const struct drawing *drawing, const struct layout *layout, const char *direction,
                                 struct relata_out *bytes, struct relata_error *error) {
  struct relata_out *dot = dot_of(drawing, direction);
  const enum relata_status status = layout_render(layout, relata_out_as_memory(dot).data, bytes, error);
  relata_out_abandon(dot);
  return status;
}

/* The number behind `name="` in the beginning of an SVG; 0 if there is none. */
static double read_size(struct relata_str svg, const char *name) {
  const char *found = svg.len ? memmem(svg.data, svg.len < 1024 ? svg.len : 1024, name, strlen(name)) : NULL;
  double size = 0;
  for (found = found ? found + strlen(name) : ""; *found >= '0' && *found <= '9'; found++)
    size = 10 * size + (*found - '0');
  return size;
}

/* By how much it must shrink to stand on A4, upright or across. */
static double fit(struct relata_str svg) {
  const double width = read_size(svg, "<svg width=\""), height = read_size(svg, " height=\"");
  const double upright = fmin(555 / width, 802 / height), across = fmin(802 / width, 555 / height);
  return width > 0 && height > 0 ? fmax(upright, across) : 0;
}

/* Tries both directions of dot and leaves the SVG of the better one. */
static enum relata_status lay_out_small(const struct drawing *drawing, const char **direction, struct relata_out *svg,
                                        struct relata_error *error) {
  static const char *const directions[] = { "TB", "LR" };
  const struct layout layout = { "dot", "svg", drawing->seconds / 4 };
  double best = -1;
  for (size_t i = 0; i < 2; i++) {
    struct relata_out *tried = relata_out_to_memory();
    const enum relata_status status = render(drawing, &layout, directions[i], tried, error);
    const double fits = fit(relata_out_as_memory(tried));
    if (status == RELATA_OK && fits > best) {
      best = fits;
      *direction = directions[i];
      relata_out_clear(svg);
      relata_out_str(svg, relata_out_as_memory(tried));
    }
    relata_out_abandon(tried);
    if (status != RELATA_OK && best < 0)
      return status;
  }
  return RELATA_OK;
}

/* Layers where dot is quick enough, else springs. */
static enum relata_status render_best(const struct drawing *drawing, struct relata_out *bytes,
                                      struct relata_error *error) {
  const bool is_svg = strcmp(drawing->options->format, "svg") == 0;
  struct layout layout = { "sfdp", drawing->options->format, drawing->seconds / 2 };
  const char *direction = "TB";
  if (drawing->picture->chosen_nodes <= PICTURE_DOT_NODES) {
    const enum relata_status status = lay_out_small(drawing, &direction, bytes, error);
    if (status == RELATA_OK && is_svg)
      return RELATA_OK;
    layout.engine = status == RELATA_OK ? "dot" : "sfdp";
    if (status != RELATA_OK && status != RELATA_LIMIT)
      return status;
    relata_out_clear(bytes);
  }
  return render(drawing, &layout, direction, bytes, error);
}

static enum relata_status draw_bytes(const struct drawing *drawing, struct relata_out *out,
                                     struct relata_error *error) {
  struct relata_out *bytes = relata_out_to_memory();
  const enum relata_status status = render_best(drawing, bytes, error);
  if (status == RELATA_OK)
    write_picture(drawing->options->format, relata_out_as_memory(bytes), out);
  relata_out_abandon(bytes);
  return status;
}

/* ------------------------------------------------------------------ the call */

static bool is_known_format(const char *format) {
  static const char *const formats[] = { "svg", "png", "pdf", "dot" };
  for (size_t i = 0; format && i < sizeof formats / sizeof *formats; i++)
    if (strcmp(format, formats[i]) == 0)
      return true;
  return false;
}

static enum relata_status draw(struct picture *picture, const struct relata_draw_options *options,
                               struct relata_out *out, struct relata_error *error) {
  RELATA_TRY(picture_select(picture, options, error));
  const struct drawing drawing = { picture, options, options->seconds > 0 ? options->seconds : usual_seconds };
  if (strcmp(options->format, "dot") != 0)
    return draw_bytes(&drawing, out, error);
  picture_write(picture, options, "TB", out);
  return RELATA_OK;
}

enum relata_status relata_graph_draw(struct relata_graph *graph, const struct relata_draw_options *options,
                                     struct relata_out *out, struct relata_error *error) {
  if (!is_known_format(options->format))
    return relata_error_set(error, RELATA_UNSUPPORTED, NULL, 0, 0, "diagrams are svg, png, pdf or dot, not \"%s\"",
                            options->format ? options->format : "");
  struct picture picture;
  RELATA_TRY(picture_gather(&picture, graph, options->claims, error));
  const enum relata_status status = draw(&picture, options, out, error);
  picture_free(&picture);
  return status;
}
