/* pdf.c — PDF by poppler: pages to lines, running heads and page numbers out,
 * lines to paragraphs.
 *
 * A PDF's bytes are packed, so offsets lead into the text that poppler gives:
 * its pages one after another, each ended by a form feed, as pdftotext has it.
 */
#include "extract/read/read.h"

#include <glib.h>
#include <poppler.h>
#include <stdlib.h>
#include <string.h>

enum { EDGE_LINES = 2, LONGEST_EDGE = 120 };

#define SHORT_LINE 0.85 /* of the widest line's right edge */

struct pdf_line {
  size_t begin, end; /* in the whole text */
  double top, bottom, right;
  size_t page, place; /* on the page: 0, 1 … from the top */
  size_t lines_on_page;
  bool running; /* head or foot */
};

struct pdf {
  struct read_text text; /* all pages */
  struct pdf_line *lines;
  size_t line_count, line_capacity;
  size_t page_count;
};

/* ---------------------------------------------------------------- pages */

/* From the boxes of its characters [first, last). */
static void set_box(struct pdf_line *line, const PopplerRectangle *boxes, guint count, size_t first, size_t last) {
  if (first < last && last <= count) {
    line->top = boxes[first].y1;
    line->bottom = boxes[first].y2;
    line->right = boxes[last - 1].x2;
  }
}

static void add_lines(struct pdf *pdf, size_t begin, const PopplerRectangle *boxes, guint box_count) {
  const struct relata_str text = read_text_view(&pdf->text, 0, pdf->text.len);
  const size_t first_line = pdf->line_count;
  size_t character = 0;
  for (size_t at = begin; at < text.len;) {
    size_t end = at;
    while (end < text.len && text.data[end] != '\n' && text.data[end] != '\f')
      end++;
    struct pdf_line line = {.begin = at, .end = end, .page = pdf->page_count};
    const size_t first = character;
    for (; at < end; at++)
      character += ((unsigned char)text.data[at] & 0xc0) != 0x80;
    set_box(&line, boxes, box_count, first, character);
    character++; /* the line's end */
    at++;
    if (relata_str_trim((struct relata_str){text.data + line.begin, end - line.begin}).len == 0)
      continue;
    line.place = pdf->line_count - first_line;
    pdf->lines = read_grow(pdf->lines, &pdf->line_capacity, pdf->line_count + 1, sizeof *pdf->lines);
    pdf->lines[pdf->line_count++] = line;
  }
  for (size_t i = first_line; i < pdf->line_count; i++)
    pdf->lines[i].lines_on_page = pdf->line_count - first_line;
}

static void add_page(struct pdf *pdf, PopplerPage *page) {
  const size_t begin = pdf->text.len;
  char *text = poppler_page_get_text(page);
  PopplerRectangle *boxes = NULL;
  guint box_count = 0;
  poppler_page_get_text_layout(page, &boxes, &box_count);
  if (text) {
    struct read_text normal = {0};
    struct read_decoder decoder = {.charset = CHARSET_UTF8};
    read_decoder_feed(&decoder, relata_str_of(text), 0, true, &normal);
    read_text_add(&pdf->text, normal.data, normal.len, begin);
    read_text_add(&pdf->text, "\f", 1, pdf->text.len);
    add_lines(pdf, begin, boxes, box_count);
    read_text_free(&normal);
  }
  pdf->page_count++;
  g_free(boxes);
  g_free(text);
}

/* ---------------------------------------------------- running heads, feet */

/* Digits become one mark, so that "Page 3" is like "Page 4". */
static size_t make_pattern(const struct pdf *pdf, const struct pdf_line *line, char out[LONGEST_EDGE]) {
  size_t len = 0;
  for (size_t i = line->begin; i < line->end && len < LONGEST_EDGE; i++) {
    const char c = pdf->text.data[i];
    if (read_is_space(c) || (read_is_digit(c) && len && out[len - 1] == '#'))
      continue;
    out[len++] = read_is_digit(c) ? '#' : c;
  }
  return len;
}

static bool is_edge(const struct pdf_line *line) {
  return line->place < EDGE_LINES || line->place + EDGE_LINES >= line->lines_on_page;
}

static bool is_page_number(const struct pdf *pdf, const struct pdf_line *line) {
  char pattern[LONGEST_EDGE];
  const size_t len = make_pattern(pdf, line, pattern);
  const struct relata_str text = {pattern, len};
  return relata_str_is(text, "#") || relata_str_is(text, "-#-") || relata_str_is(text, "Page#") ||
         relata_str_is(text, "Page#of#") || relata_str_is(text, "#/#") || relata_str_is(text, "#of#");
}

/* The same line at the edge of half of the pages around. */
static bool repeats(const struct pdf *pdf, size_t index) {
  char pattern[LONGEST_EDGE], other[LONGEST_EDGE];
  const struct pdf_line *line = &pdf->lines[index];
  const size_t len = make_pattern(pdf, line, pattern);
  size_t found = 0;
  for (size_t i = index; i-- > 0 && line->page - pdf->lines[i].page <= 2;)
    found += is_edge(&pdf->lines[i]) && pdf->lines[i].page != line->page &&
             make_pattern(pdf, &pdf->lines[i], other) == len && memcmp(pattern, other, len) == 0;
  for (size_t i = index + 1; i < pdf->line_count && pdf->lines[i].page - line->page <= 2; i++)
    found += is_edge(&pdf->lines[i]) && pdf->lines[i].page != line->page &&
             make_pattern(pdf, &pdf->lines[i], other) == len && memcmp(pattern, other, len) == 0;
  return found >= (pdf->page_count > 2 ? 2 : 1);
}

static void mark_running(struct pdf *pdf) {
  for (size_t i = 0; i < pdf->line_count; i++)
    if (is_edge(&pdf->lines[i]))
      pdf->lines[i].running = is_page_number(pdf, &pdf->lines[i]) || (pdf->page_count > 1 && repeats(pdf, i));
}

/* ----------------------------------------------------------- paragraphs */

static int compare_doubles(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* The usual distance from line to line within paragraphs: the third decile, as
 * larger ones are between them. */
static double find_leading(const struct pdf *pdf) {
  double *steps = NULL;
  size_t count = 0, capacity = 0;
  for (size_t i = 1; i < pdf->line_count; i++) {
    const double step = pdf->lines[i].top - pdf->lines[i - 1].top;
    if (pdf->lines[i].page == pdf->lines[i - 1].page && step > 1) {
      steps = read_grow(steps, &capacity, count + 1, sizeof *steps);
      steps[count++] = step;
    }
  }
  if (count)
    qsort(steps, count, sizeof *steps, compare_doubles);
  const double leading = count ? steps[count * 3 / 10] : 0;
  free(steps);
  return leading;
}

/* A larger gap, letters of another size, or a short line that ends a sentence, part paragraphs. */
static bool parts(const struct pdf *pdf, const struct pdf_line *before, const struct pdf_line *line, double leading,
                  double right) {
  const struct relata_str words = read_text_view(&pdf->text, before->begin, before->end);
  if (before->right < right * SHORT_LINE && read_ends_sentence(words))
    return true;
  const double size = line->bottom - line->top, size_before = before->bottom - before->top;
  if (size > size_before * 1.2 || size < size_before * 0.8)
    return true;
  const double step = line->top - before->top;
  return before->page == line->page && (step > leading * 1.35 || step < -leading);
}

static void take_lines(struct pdf *pdf, struct read_cleaner *cleaner) {
  struct read_text body = {0};
  const double leading = find_leading(pdf);
  const struct pdf_line *before = NULL;
  double right = 0;
  for (size_t i = 0; i < pdf->line_count; i++)
    right = pdf->lines[i].right > right ? pdf->lines[i].right : right;
  for (size_t i = 0; i < pdf->line_count; i++) {
    const struct pdf_line *line = &pdf->lines[i];
    if (line->running)
      continue;
    if (before)
      read_text_separate(&body, parts(pdf, before, line, leading, right) ? "\n\n" : "\n",
                         read_text_source(&pdf->text, line->begin));
    read_text_slice(&body, &pdf->text, line->begin, line->end);
    before = line;
  }
  read_lines_all(cleaner, &body, true);
  read_text_free(&body);
}

/* ---------------------------------------------------------------- whole */

static void read_properties(const struct read_context *context, PopplerDocument *document,
                            struct read_article *article) {
  char iso[11] = "";
  char *author = poppler_document_get_author(document);
  GDateTime *created = poppler_document_get_creation_date_time(document);
  (void)context;
  if (author)
    read_article_set(article, &article->author, relata_str_of(author));
  if (created) {
    GDateTime *moment = g_date_time_to_utc(created);
    char *text = moment ? g_date_time_format(moment, "%Y-%m-%d") : NULL;
    if (text && strlen(text) == 10)
      strcpy(iso, text);
    g_free(text);
    if (moment)
      g_date_time_unref(moment);
    g_date_time_unref(created);
  }
  g_free(author);
  read_article_set(article, &article->date, relata_str_of(iso));
}

enum relata_status read_pdf(const struct read_context *context, struct relata_str bytes, const char *path,
                            struct relata_str id, struct read_articles *out, struct relata_error *error) {
  GError *problem = NULL;
  GBytes *data = g_bytes_new_static(bytes.data, bytes.len);
  PopplerDocument *document = poppler_document_new_from_bytes(data, NULL, &problem);
  g_bytes_unref(data);
  if (!document) {
    relata_error_set(error, RELATA_BAD_INPUT, path, 0, 0, "its PDF cannot be read: %s",
                     problem ? problem->message : "it is damaged");
    g_clear_error(&problem);
    return RELATA_BAD_INPUT;
  }
  struct pdf pdf = {0};
  const int pages = poppler_document_get_n_pages(document);
  for (int i = 0; i < pages; i++) {
    PopplerPage *page = poppler_document_get_page(document, i);
    if (!page)
      continue;
    add_page(&pdf, page);
    g_object_unref(page);
  }
  mark_running(&pdf);
  struct read_article *article = read_article_new(path, id);
  struct read_cleaner cleaner;
  read_cleaner_init(&cleaner, context->words, article, context->options->raw);
  take_lines(&pdf, &cleaner);
  read_properties(context, document, article);
  read_cleaner_free(&cleaner);
  read_text_free(&pdf.text);
  free(pdf.lines);
  g_object_unref(document);
  if (article->text.len == 0) {
    read_article_free(article);
    return relata_error_set(error, RELATA_BAD_INPUT, path, 0, 0, "its pages have no text (scanned pictures?)");
  }
  read_articles_add(out, article);
  return RELATA_OK;
}
