/* html.h — a page as a flat list of its nodes, for the html_*.c files. */
#ifndef RELATA_READ_HTML_H
#define RELATA_READ_HTML_H

#include "extract/read/read.h"

#include <gumbo.h>

/* Nodes stand in document order; a node's descendants are [its index + 1, end). */
struct html_node {
  const GumboNode *node;
  uint32_t parent; /* RELATA_NONE for the root */
  uint32_t end;
  uint32_t text;      /* bytes of text below it that are no white space … */
  uint32_t link_text; /* … of these within links … */
  uint32_t prose;     /* … and of these in paragraphs, outside links */
  bool dropped;       /* no part of any article: scripts, menus, what cannot be seen */
  bool side;          /* dropped for its name */
};

struct html_page {
  const struct read_text *source; /* what gumbo parsed */
  const struct read_words *words;
  struct html_node *nodes;
  size_t count, capacity;
};

/* ------------------------------------------------------------ html.c */

bool html_is_element(const struct html_page *page, size_t index);
GumboTag html_tag(const struct html_page *page, size_t index); /* GUMBO_TAG_UNKNOWN for text */
/* An attribute's value, empty if it is not there. */
struct relata_str html_attribute(const struct html_page *page, size_t index, const char *name);

/* ------------------------------------------------------- html_text.c */

/* Appends decoded text with the way back to the raw bytes it came from. */
void html_align(struct read_text *out, const struct read_text *source, const char *decoded, GumboStringPiece raw);
/* The text below a node, as one line. */
void html_collect(struct read_text *out, const struct html_page *page, size_t index);
/* The blocks below a node, to the cleaner. */
void html_emit(const struct html_page *page, size_t index, size_t title_node, struct read_cleaner *cleaner);

/* ------------------------------------------------------- html_main.c */

/* Fills text, link_text, prose and dropped; `raw`: only what is never seen is dropped. */
void html_measure(struct html_page *page, bool raw);
/* The node that holds the article. */
size_t html_find_main(const struct html_page *page);

/* ------------------------------------------------------- html_meta.c */

/* Date, author, source, URL from meta tags, JSON-LD and <time>. */
void html_read_meta(const struct html_page *page, struct read_article *article);
/* The title with its way back; *node is the heading that holds it, or SIZE_MAX. */
void html_find_title(struct read_text *out, const struct html_page *page, size_t main, size_t *node);

#endif
