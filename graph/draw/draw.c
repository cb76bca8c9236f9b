/* draw.c — a diagram from selection to bytes. */
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

/* What dot cannot lay out in half the time, sfdp does. */
static enum relata_status render(const struct picture *picture, const struct relata_draw_options *options,
                                 const char *dot, struct relata_out *out, struct relata_error *error) {
  const double seconds = options->seconds > 0 ? options->seconds : usual_seconds;
  const bool small = picture->chosen_nodes <= PICTURE_DOT_NODES;
  struct layout layout = { small ? "dot" : "sfdp", options->format, small ? seconds / 2 : seconds };
  struct relata_out *bytes = relata_out_to_memory();
  enum relata_status status = layout_render(&layout, dot, bytes, error);
  if (status == RELATA_LIMIT && small) {
    relata_out_clear(bytes);
    layout.engine = "sfdp";
    status = layout_render(&layout, dot, bytes, error);
  }
  if (status == RELATA_OK)
    write_picture(options->format, relata_out_as_memory(bytes), out);
  relata_out_abandon(bytes);
  return status;
}

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
  struct relata_out *dot = relata_out_to_memory();
  enum relata_status status = RELATA_OK;
  picture_write(picture, options, dot);
  if (strcmp(options->format, "dot") == 0) {
    relata_out_str(out, relata_out_as_memory(dot));
  } else {
    relata_out_char(dot, '\0');
    status = render(picture, options, relata_out_as_memory(dot).data, out, error);
  }
  relata_out_abandon(dot);
  return status;
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
