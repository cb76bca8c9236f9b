/* html.c — HTML: parsed by gumbo, flattened, measured, its main part cleaned. */
#include "extract/read/html.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Gumbo takes time in the square of the depth, and walks trees by recursion. */
enum { DEEPEST = 2000, CHARSET_BYTES = 4096 };

bool html_is_element(const struct html_page *page, size_t index) {
  const GumboNodeType type = page->nodes[index].node->type;
  return type == GUMBO_NODE_ELEMENT || type == GUMBO_NODE_TEMPLATE;
}

GumboTag html_tag(const struct html_page *page, size_t index) {
  return html_is_element(page, index) ? page->nodes[index].node->v.element.tag : GUMBO_TAG_UNKNOWN;
}

struct relata_str html_attribute(const struct html_page *page, size_t index, const char *name) {
  if (!html_is_element(page, index))
    return (struct relata_str){"", 0};
  const GumboAttribute *attribute = gumbo_get_attribute(&page->nodes[index].node->v.element.attributes, name);
  return attribute ? relata_str_of(attribute->value) : (struct relata_str){"", 0};
}

/* ------------------------------------------------------------ flatten */

static uint32_t add_node(struct html_page *page, const GumboNode *node, uint32_t parent) {
  page->nodes = read_grow(page->nodes, &page->capacity, page->count + 1, sizeof *page->nodes);
  page->nodes[page->count] = (struct html_node){.node = node, .parent = parent};
  return (uint32_t)page->count++;
}

static const GumboVector *children_of(const GumboNode *node) {
  const bool element = node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
  return element ? &node->v.element.children : NULL;
}

struct open_node {
  uint32_t index;
  unsigned next_child;
};

static void flatten(struct html_page *page, const GumboNode *root) {
  struct open_node *stack = NULL;
  size_t depth = 0, capacity = 0;
  stack = read_grow(stack, &capacity, 1, sizeof *stack);
  stack[depth++] = (struct open_node){add_node(page, root, RELATA_NONE), 0};
  while (depth) {
    struct open_node *top = &stack[depth - 1];
    const GumboVector *children = children_of(page->nodes[top->index].node);
    if (!children || top->next_child == children->length) {
      page->nodes[top->index].end = (uint32_t)page->count;
      depth--;
      continue;
    }
    const GumboNode *child = children->data[top->next_child++];
    const uint32_t index = add_node(page, child, top->index);
    stack = read_grow(stack, &capacity, depth + 1, sizeof *stack);
    stack[depth++] = (struct open_node){index, 0};
  }
  free(stack);
}

/* ------------------------------------------------------------- limits */

/* Tags that are often left open, or have no end. */
static bool counts_for_depth(struct relata_str name) {
  static const char *const open[] = {"p",     "li",     "td",    "th",   "tr",     "dd",    "dt",    "br",      "hr",
                                     "img",   "input",  "link",  "meta", "option", "area",  "base",  "col",     "embed",
                                     "param", "source", "track", "wbr",  "tbody",  "thead", "tfoot", "colgroup"};
  for (size_t i = 0; i < sizeof open / sizeof *open; i++)
    if (read_equal_nocase(name, relata_str_of(open[i])))
      return false;
  return true;
}

static bool is_too_deep(struct relata_str html) {
  size_t depth = 0;
  for (size_t i = 0; i + 1 < html.len; i++) {
    if (html.data[i] != '<')
      continue;
    const bool closes = html.data[i + 1] == '/';
    size_t end = i + 1 + closes;
    const size_t begin = end;
    while (end < html.len && (unsigned char)html.data[end] < 0x80 &&
           (read_is_alpha(html.data[end]) || read_is_digit(html.data[end])))
      end++;
    if (end == begin || !counts_for_depth((struct relata_str){html.data + begin, end - begin}))
      continue;
    if (closes)
      depth -= depth > 0;
    else if (++depth > DEEPEST)
      return true;
  }
  return false;
}

/* The name behind "charset=" near the start. */
static struct relata_str find_charset(struct relata_str bytes) {
  const struct relata_str start = {bytes.data, bytes.len < CHARSET_BYTES ? bytes.len : CHARSET_BYTES};
  for (size_t i = 0; i + 8 < start.len; i++) {
    if (!read_begins_with_nocase(read_after(start, i), RELATA_STR("charset=")))
      continue;
    size_t begin = i + 8;
    while (begin < start.len && (start.data[begin] == '"' || start.data[begin] == '\'' || start.data[begin] == ' '))
      begin++;
    size_t end = begin;
    while (end < start.len && (read_is_alpha(start.data[end]) || read_is_digit(start.data[end]) ||
                               start.data[end] == '-' || start.data[end] == '_'))
      end++;
    return (struct relata_str){start.data + begin, end - begin};
  }
  return (struct relata_str){"", 0};
}

/* --------------------------------------------------------------- read */

static void take_page(struct html_page *page, bool fragment, const struct read_text *title,
                      const struct read_context *context, struct read_article *article) {
  const bool raw = context->options->raw;
  struct read_cleaner cleaner;
  read_cleaner_init(&cleaner, context->words, article, raw);
  struct read_text found = {0};
  size_t title_node = SIZE_MAX, main = 0;
  html_measure(page, raw);
  if (!fragment) {
    html_read_meta(page, article);
    main = raw ? 0 : html_find_main(page);
    html_find_title(&found, page, main, &title_node);
    title = found.len ? &found : NULL;
  }
  if (title && title->len)
    read_cleaner_title(&cleaner, title, 0, title->len);
  html_emit(page, main, title_node, &cleaner);
  read_cleaner_end(&cleaner);
  read_cleaner_free(&cleaner);
  read_text_free(&found);
}

enum relata_status read_html_into(const struct read_context *context, const struct read_text *source, bool fragment,
                                  const struct read_text *title, struct read_article *article,
                                  struct relata_error *error) {
  const struct relata_str html = read_text_view(source, 0, source->len);
  if (is_too_deep(html))
    return relata_error_set(error, RELATA_LIMIT, NULL, 0, 0, "its HTML is nested more than %d deep", DEEPEST);
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  GumboOutput *output = gumbo_parse_with_options(&options, html.data, html.len);
  if (!output)
    return relata_error_set(error, RELATA_NO_MEMORY, NULL, 0, 0, "no memory to parse its HTML");
  struct html_page page = {.source = source, .words = context->words};
  flatten(&page, output->root);
  take_page(&page, fragment, title, context, article);
  free(page.nodes);
  gumbo_destroy_output(&options, output);
  return RELATA_OK;
}

void read_html_line(struct read_text *out, const struct read_text *source) {
  const struct relata_str html = read_text_view(source, 0, source->len);
  if (html.len == 0 || is_too_deep(html))
    return;
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  GumboOutput *output = gumbo_parse_with_options(&options, html.data, html.len);
  if (!output)
    return;
  struct html_page page = {.source = source};
  flatten(&page, output->root);
  html_collect(out, &page, 0);
  free(page.nodes);
  gumbo_destroy_output(&options, output);
}

enum relata_status read_html(const struct read_context *context, struct relata_str bytes, const char *path,
                             struct relata_str id, struct read_articles *out, struct relata_error *error) {
  struct read_text source = {0};
  size_t broken = 0;
  RELATA_TRY(read_decode_all(&source, &broken, bytes, find_charset(bytes), path, error));
  struct read_article *article = read_article_new(path, id);
  article->broken_bytes = broken;
  const enum relata_status status = read_html_into(context, &source, false, NULL, article, error);
  if (status == RELATA_OK)
    read_articles_add(out, article);
  else
    read_article_free(article);
  read_text_free(&source);
  return status;
}
