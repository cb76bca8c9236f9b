/* html_main.c — where on a page is the article?
 *
 * What the page says itself comes first (itemprop, the usual class names,
 * <article>, <main>); else the element with the densest prose: every
 * paragraph scores for its parent and half for its grandparent, and links
 * count against it.
 */
#include "extract/read/html.h"

#include <stdlib.h>
#include <string.h>

enum { LEAST_PROSE = 140, MOST_DROPPED_SHARE = 65, LEAST_KEPT_SHARE = 40, PARAGRAPH_BYTES = 25 };

#define CLIMB_DENSITY 0.2 /* of links in what is taken for the article */

/* ------------------------------------------------------------- measure */

/* What no reader of the page ever sees. */
static bool is_machinery(GumboTag tag) {
  return tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_NOSCRIPT || tag == GUMBO_TAG_TEMPLATE ||
         tag == GUMBO_TAG_HEAD;
}

static bool is_hidden_tag(GumboTag tag) {
  if (is_machinery(tag))
    return true;
  switch (tag) {
  case GUMBO_TAG_NAV:
  case GUMBO_TAG_ASIDE:
  case GUMBO_TAG_FOOTER:
  case GUMBO_TAG_BUTTON:
  case GUMBO_TAG_SELECT:
  case GUMBO_TAG_TEXTAREA:
  case GUMBO_TAG_SVG:
  case GUMBO_TAG_MATH:
  case GUMBO_TAG_IFRAME:
  case GUMBO_TAG_OBJECT:
  case GUMBO_TAG_VIDEO:
  case GUMBO_TAG_AUDIO:
  case GUMBO_TAG_CANVAS:
    return true;
  default:
    return false;
  }
}

static bool is_hidden(const struct html_page *page, size_t index) {
  const GumboVector *attributes = &page->nodes[index].node->v.element.attributes;
  if (attributes->length == 0)
    return false;
  if (gumbo_get_attribute(attributes, "hidden") ||
      read_equal_nocase(html_attribute(page, index, "aria-hidden"), RELATA_STR("true")))
    return true;
  const struct relata_str style = html_attribute(page, index, "style");
  return read_find(style, RELATA_STR("display:none")) < style.len ||
         read_find(style, RELATA_STR("display: none")) < style.len;
}

static bool has_side_role(const struct html_page *page, size_t index) {
  static const char *const roles[] = {"navigation", "complementary", "banner",  "contentinfo", "search",
                                      "dialog",     "menu",          "menubar", "alert",       "toolbar"};
  const struct relata_str role = html_attribute(page, index, "role");
  for (size_t i = 0; role.len && i < sizeof roles / sizeof *roles; i++)
    if (read_equal_nocase(role, relata_str_of(roles[i])))
      return true;
  return false;
}

/* Does a word of the attribute begin with an entry of the list: "article-share", "relatedNews"? */
static bool names_begin(const struct html_page *page, struct relata_str names, enum read_list list) {
  for (size_t i = 0; i < names.len; i++) {
    const bool begins = i == 0 || !read_is_alpha(names.data[i - 1]) || read_is_upper(names.data[i]);
    for (size_t k = 0; begins && k < page->words->counts[list]; k++)
      if (read_begins_with_nocase(read_after(names, i), page->words->words[list][k].text))
        return true;
  }
  return false;
}

/* Is a whole name of the attribute in the list? */
static bool has_name(const struct html_page *page, struct relata_str names, enum read_list list) {
  for (size_t at = 0; at < names.len;) {
    size_t end = at;
    while (end < names.len && !read_is_space(names.data[end]))
      end++;
    if (end > at && read_words_find(page->words, list, (struct relata_str){names.data + at, end - at}))
      return true;
    at = end + 1;
  }
  return false;
}

static bool is_side_part(const struct html_page *page, size_t index) {
  const GumboTag tag = html_tag(page, index);
  if (tag == GUMBO_TAG_HTML || tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN ||
      (tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6))
    return false;
  const struct relata_str names = html_attribute(page, index, "class"), id = html_attribute(page, index, "id");
  return has_side_role(page, index) || names_begin(page, names, LIST_HTML_DROP) ||
         names_begin(page, id, LIST_HTML_DROP);
}

static uint32_t count_text(const char *text) {
  uint32_t count = 0;
  for (; *text; text++)
    count += !read_is_space(*text);
  return count;
}

/* A page's header is a menu unless the article's own heading stands in it. */
static bool has_heading(const struct html_page *page, size_t index) {
  for (size_t i = index + 1; i < page->nodes[index].end; i++)
    if (html_tag(page, i) == GUMBO_TAG_H1)
      return true;
  return false;
}

static bool is_code(const struct html_page *page, size_t index) {
  for (size_t i = index + 1; i < page->nodes[index].end; i++)
    if (html_tag(page, i) == GUMBO_TAG_CODE)
      return true;
  return false;
}

static bool is_dropped_outright(const struct html_page *page, size_t index) {
  const GumboTag tag = html_tag(page, index);
  return is_hidden_tag(tag) || is_hidden(page, index) || (tag == GUMBO_TAG_HEADER && !has_heading(page, index)) ||
         (tag == GUMBO_TAG_PRE && is_code(page, index));
}

static bool within(const struct html_page *page, size_t index, GumboTag tag) {
  for (uint32_t at = page->nodes[index].parent; at != RELATA_NONE; at = page->nodes[at].parent)
    if (html_tag(page, at) == tag)
      return true;
  return false;
}

static bool is_paragraph(GumboTag tag) {
  return tag == GUMBO_TAG_P || tag == GUMBO_TAG_DIV || tag == GUMBO_TAG_BLOCKQUOTE || tag == GUMBO_TAG_TD ||
         tag == GUMBO_TAG_LI || tag == GUMBO_TAG_SECTION || tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_BODY ||
         tag == GUMBO_TAG_MAIN;
}

/* Text of its own, through inline elements: is the nearest block a paragraph? */
static bool in_paragraph(const struct html_page *page, size_t index) {
  for (uint32_t at = page->nodes[index].parent; at != RELATA_NONE; at = page->nodes[at].parent) {
    const GumboTag tag = html_tag(page, at);
    if (is_paragraph(tag))
      return true;
    if ((tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6) || tag == GUMBO_TAG_UL || tag == GUMBO_TAG_TABLE ||
        tag == GUMBO_TAG_FIGURE)
      return false;
  }
  return false;
}

static void measure_texts(struct html_page *page, bool raw) {
  for (size_t i = 0; i < page->count; i++) {
    struct html_node *node = &page->nodes[i];
    if (html_is_element(page, i)) {
      node->dropped = raw ? is_machinery(html_tag(page, i)) : is_dropped_outright(page, i);
      if (node->dropped)
        i = node->end - 1;
    } else if (node->node->type == GUMBO_NODE_TEXT || node->node->type == GUMBO_NODE_CDATA) {
      node->text = count_text(node->node->v.text.text);
      if (within(page, i, GUMBO_TAG_A))
        node->link_text = node->text;
      else if (node->text >= PARAGRAPH_BYTES && in_paragraph(page, i))
        node->prose = node->text;
    }
  }
}

static void add_to_parents(struct html_page *page) {
  for (size_t i = page->count; i-- > 1;) {
    const struct html_node *node = &page->nodes[i];
    if (node->dropped)
      continue;
    struct html_node *parent = &page->nodes[node->parent];
    parent->text += node->text;
    parent->link_text += node->link_text;
    parent->prose += node->prose;
  }
}

/* A side part by its name, unless much of the text is in it. */
static void drop_side_parts(struct html_page *page) {
  const uint64_t prose = page->nodes[0].prose;
  for (size_t i = 1; i < page->count; i++) {
    struct html_node *node = &page->nodes[i];
    node->side = !node->dropped && html_is_element(page, i) && is_side_part(page, i) &&
                 (prose == 0 || node->prose * UINT64_C(100) < prose * MOST_DROPPED_SHARE);
    node->dropped |= node->side;
    if (node->dropped)
      i = node->end - 1;
  }
}

static void sum_up(struct html_page *page) {
  for (size_t i = 0; i < page->count; i++)
    if (html_is_element(page, i))
      page->nodes[i].text = page->nodes[i].link_text = page->nodes[i].prose = 0;
  add_to_parents(page);
}

void html_measure(struct html_page *page, bool raw) {
  measure_texts(page, raw);
  sum_up(page);
  if (raw)
    return;
  const uint64_t prose = page->nodes[0].prose;
  drop_side_parts(page);
  sum_up(page);
  /* Names that would drop most of the page are misread: they mark its prose itself. */
  const bool misread = page->nodes[0].prose * UINT64_C(100) < prose * LEAST_KEPT_SHARE;
  for (size_t i = 0; misread && i < page->count; i++)
    if (page->nodes[i].side && page->nodes[i].prose > 0)
      page->nodes[i].dropped = false;
  sum_up(page);
}

/* ---------------------------------------------------------------- main */

typedef bool match_node(const struct html_page *, size_t);

/* The node of the most prose that `matches`; *sum is the prose of all of them. */
static size_t find_best(const struct html_page *page, match_node *matches, uint64_t *sum) {
  size_t best = SIZE_MAX, outer_end = 0;
  *sum = 0;
  for (size_t i = 1; i < page->count; i++) {
    const struct html_node *node = &page->nodes[i];
    if (node->dropped) {
      i = node->end - 1;
      continue;
    }
    if (!html_is_element(page, i) || !matches(page, i))
      continue;
    if (i >= outer_end) {
      *sum += node->prose;
      outer_end = node->end;
    }
    /* of nested ones the inner, unless it has lost something */
    const bool inner = best != SIZE_MAX && i < page->nodes[best].end &&
                       node->prose * UINT64_C(10) >= page->nodes[best].prose * UINT64_C(9);
    if (best == SIZE_MAX || inner || node->prose > page->nodes[best].prose)
      best = i;
  }
  return best;
}

static size_t parent_of(const struct html_page *page, size_t index) {
  return page->nodes[index].parent == RELATA_NONE ? 0 : page->nodes[index].parent;
}

/* The best match if it has at least `share` percent of the page's prose.  An
 * article in several pieces is what holds them all. */
static size_t find_largest(const struct html_page *page, match_node *matches, uint64_t share, bool in_pieces) {
  uint64_t sum;
  size_t best = find_best(page, matches, &sum);
  if (best == SIZE_MAX)
    return best;
  while (in_pieces && best && page->nodes[best].prose * UINT64_C(100) < sum * 95)
    best = parent_of(page, best);
  const uint64_t prose = page->nodes[best].prose;
  return prose >= LEAST_PROSE && prose * 100 >= page->nodes[0].prose * share ? best : SIZE_MAX;
}

static bool is_body(const struct html_page *page, size_t index) {
  return has_name(page, html_attribute(page, index, "itemprop"), LIST_HTML_BODY) ||
         has_name(page, html_attribute(page, index, "class"), LIST_HTML_BODY) ||
         has_name(page, html_attribute(page, index, "id"), LIST_HTML_BODY);
}

static bool is_article(const struct html_page *page, size_t index) {
  return html_tag(page, index) == GUMBO_TAG_ARTICLE;
}

static bool is_main(const struct html_page *page, size_t index) {
  return html_tag(page, index) == GUMBO_TAG_MAIN ||
         read_equal_nocase(html_attribute(page, index, "role"), RELATA_STR("main"));
}

static double link_density(const struct html_node *node) {
  return node->text ? (double)node->link_text / (double)node->text : 1;
}

/* A paragraph's points: its length, up to a limit, and a bit for being one. */
static double paragraph_score(const struct html_node *node) {
  const double hundreds = (double)node->prose / 100;
  return 1 + (hundreds > 4 ? 4 : hundreds);
}

static size_t find_densest(const struct html_page *page) {
  double *scores = NULL;
  size_t capacity = 0, best = 0;
  scores = read_grow(scores, &capacity, page->count, sizeof *scores);
  memset(scores, 0, page->count * sizeof *scores);
  for (size_t i = 1; i < page->count; i++) {
    const struct html_node *node = &page->nodes[i];
    if (node->dropped) {
      i = node->end - 1;
      continue;
    }
    const GumboTag tag = html_tag(page, i);
    if ((tag != GUMBO_TAG_P && tag != GUMBO_TAG_BLOCKQUOTE) || node->prose < PARAGRAPH_BYTES)
      continue;
    scores[node->parent] += paragraph_score(node);
    const uint32_t grandparent = page->nodes[node->parent].parent;
    if (grandparent != RELATA_NONE)
      scores[grandparent] += paragraph_score(node) / 2;
  }
  double most = 0;
  for (size_t i = 0; i < page->count; i++) {
    const double score = scores[i] * (1 - link_density(&page->nodes[i]));
    if (score > most) {
      most = score;
      best = i;
    }
  }
  free(scores);
  /* Sections within sections: the whole is what holds them, unless links come with them. */
  for (size_t above = parent_of(page, best); best && html_tag(page, above) != GUMBO_TAG_BODY && above;
       above = parent_of(page, above))
    if (page->nodes[above].prose * UINT64_C(10) > page->nodes[best].prose * UINT64_C(12) &&
        link_density(&page->nodes[above]) < CLIMB_DENSITY)
      best = above;
  const uint64_t prose = page->nodes[best].prose;
  return prose >= LEAST_PROSE && prose * 100 >= page->nodes[0].prose * UINT64_C(35) ? best : 0;
}

size_t html_find_main(const struct html_page *page) {
  size_t found = find_largest(page, is_body, 10, true);
  if (found == SIZE_MAX)
    found = find_largest(page, is_article, 20, false);
  if (found == SIZE_MAX)
    found = find_largest(page, is_main, 30, false);
  return found == SIZE_MAX ? find_densest(page) : found;
}
