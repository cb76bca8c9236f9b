/* finish.c — Graphviz's SVG with title, description, style and fixed lengths of text.
 *
 * Graphviz writes an element a line.  Each text gets the length that the
 * layout reckoned with, so that a reader whose machine has another font than
 * Arial sees letters pressed together, not letters over a box's edge.
 */
#include "graph/draw/finish.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "graph/draw/letters.h"
#include "graph/draw/wrap.h"

static bool begins_with(struct relata_str text, const char *head) {
  const size_t len = strlen(head);
  return text.len >= len && memcmp(text.data, head, len) == 0;
}

static const char *find(struct relata_str text, const char *what) {
  return text.len ? memmem(text.data, text.len, what, strlen(what)) : NULL;
}

/* What stands behind `name` up to the next quotation mark; empty if it is not there. */
static struct relata_str attribute(struct relata_str line, const char *name) {
  const char *begin = find(line, name);
  if (!begin)
    return (struct relata_str){ NULL, 0 };
  begin += strlen(name);
  const size_t left = line.len - (size_t)(begin - line.data);
  const char *end = memchr(begin, '"', left);
  return end ? (struct relata_str){ begin, (size_t)(end - begin) } : (struct relata_str){ NULL, 0 };
}

/* "12.5", whatever the locale. */
static double number_of(struct relata_str text) {
  double number = 0, scale = 1;
  bool fraction = false;
  for (size_t i = 0; i < text.len; i++) {
    if (text.data[i] == '.' && !fraction) {
      fraction = true;
    } else if (text.data[i] >= '0' && text.data[i] <= '9') {
      number = 10 * number + (text.data[i] - '0');
      scale *= fraction ? 10 : 1;
    } else {
      break;
    }
  }
  return number / scale;
}

/* ------------------------------------------------------------------ SVG */

struct svg {
  const struct finish *finish;
  struct relata_str rest; /* not written yet */
  struct relata_out *out;
  bool opened;
};

static struct relata_str next_line(struct svg *svg) {
  const char *end = svg->rest.len ? memchr(svg->rest.data, '\n', svg->rest.len) : NULL;
  const size_t len = end ? (size_t)(end - svg->rest.data) + 1 : svg->rest.len;
  const struct relata_str line = { svg->rest.data, len };
  svg->rest = (struct relata_str){ svg->rest.data + len, svg->rest.len - len };
  return line;
}

/* Drops a comment that begins the line: the first names Graphviz's version, the others node numbers. */
static void skip_comment(struct svg *svg, struct relata_str line) {
  while (!find(line, "-->") && svg->rest.len)
    line = next_line(svg);
}

/* Behind `<svg …>`: what it is, for those who see it and those who do not. */
static void write_about(const struct svg *svg) {
  struct relata_out *out = svg->out;
  relata_out_text(out, "<title id=\"title\">");
  dot_write_html(out, svg->finish->title);
  relata_out_text(out, "</title>\n<desc id=\"desc\">");
  dot_write_html(out, svg->finish->description);
  relata_out_print(out,
                   "</desc>\n<style>\n"
                   ".edge text { paint-order: stroke; stroke: %s; stroke-width: 3px; stroke-linejoin: round }\n"
                   ".node a:hover text, .edge a:hover text { text-decoration: underline }\n"
                   ".edge:hover path { stroke-width: 3px }\n"
                   "</style>\n",
                   svg->finish->halo);
}

/* The opening tag stands on two lines. */
static void write_opening(struct svg *svg, struct relata_str line) {
  relata_out_text(svg->out, "<svg role=\"graphics-document\" aria-labelledby=\"title desc\"");
  relata_out_write(svg->out, line.data + 4, line.len - 4);
  while (!find(line, ">") && svg->rest.len) {
    line = next_line(svg);
    relata_out_str(svg->out, line);
  }
  write_about(svg);
  svg->opened = true;
}

/* A node's or edge's own title is its number: the words of its tooltip take its place. */
static void write_title(const struct svg *svg) {
  const char *end = find(svg->rest, "</g>\n");
  const struct relata_str element = { svg->rest.data, end ? (size_t)(end - svg->rest.data) : 0 };
  const struct relata_str words = attribute(element, "xlink:title=\"");
  if (!words.len)
    return;
  relata_out_text(svg->out, "<title>");
  relata_out_str(svg->out, words);
  relata_out_text(svg->out, "</title>\n");
}

static void write_text(const struct svg *svg, struct relata_str line) {
  const char *open = memchr(line.data, '>', line.len);
  const double size = number_of(attribute(line, "font-size=\""));
  if (!open || find(line, "font-weight=\"bold\"") || size <= 0) {
    relata_out_str(svg->out, line);
    return;
  }
  const char *words = open + 1;
  const char *close = memmem(words, line.len - (size_t)(words - line.data), "</text>", 7);
  const double width = close ? letters_width((struct relata_str){ words, (size_t)(close - words) }, size) : 0;
  relata_out_write(svg->out, line.data, (size_t)(open - line.data));
  if (width > 0) {
    relata_out_text(svg->out, " textLength=\"");
    relata_out_double(svg->out, width, 2);
    relata_out_text(svg->out, "\" lengthAdjust=\"spacingAndGlyphs\"");
  }
  relata_out_write(svg->out, open, line.len - (size_t)(open - line.data));
}

static void write_svg(const struct finish *finish, struct relata_str picture, struct relata_out *out) {
  struct svg svg = { finish, picture, out, false };
  while (svg.rest.len) {
    const struct relata_str line = next_line(&svg);
    if (begins_with(line, "<!--"))
      skip_comment(&svg, line);
    else if (begins_with(line, "<svg ") && !svg.opened)
      write_opening(&svg, line);
    else if (begins_with(line, "<title>"))
      write_title(&svg);
    else if (begins_with(line, "<text "))
      write_text(&svg, line);
    else
      relata_out_str(out, line);
  }
}

/* ------------------------------------------------------------------ PDF */

/* Cairo notes the time of drawing; the same graph shall give the same bytes. */
static void write_pdf(struct relata_str pdf, struct relata_out *out) {
  static const char mark[] = "/CreationDate (D:";
  const char *found = find(pdf, mark);
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

/* ------------------------------------------------------------------ together */

void finish_picture(const struct finish *finish, const char *format, struct relata_str picture,
                    struct relata_out *out) {
  if (strcmp(format, "svg") == 0)
    write_svg(finish, picture, out);
  else if (strcmp(format, "pdf") == 0)
    write_pdf(picture, out);
  else
    relata_out_str(out, picture);
}

bool finish_size(struct relata_str svg, double *width, double *height) {
  const struct relata_str head = { svg.data, svg.len < 1024 ? svg.len : 1024 };
  *width = number_of(attribute(head, "<svg width=\""));
  *height = number_of(attribute(head, " height=\""));
  return *width > 0 && *height > 0;
}
