/* feed.c — RSS and Atom: every item an article.
 *
 * libxml2 gives the structure; where each element's content stands in the
 * file is noted, and unescaped here, so that the HTML within leads back to the
 * file's bytes.
 */
#include "extract/read/read.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 64 };

struct part {
  size_t begin, end; /* in the decoded file; empty if not there */
};

struct item {
  struct part title, link, date, author, id, content, summary;
  struct relata_str href; /* Atom's link is an attribute */
};

struct feed {
  const struct read_context *context;
  const struct read_text *source;
  const char *path;
  struct relata_str id;
  struct read_articles *out;
  struct relata_arena *arena;
  xmlParserCtxtPtr parser;
  size_t depth;
  size_t begins[DEEPEST]; /* where the content of each open element begins */
  bool in_item;
  size_t item_depth, number;
  struct item item;
  struct part channel_title;
  struct relata_error problem; /* the first one that matters */
};

/* ---------------------------------------------------------- unescaping */

static uint32_t reference_code(struct relata_str name) {
  char digits[16];
  if (relata_str_is(name, "amp"))
    return '&';
  if (relata_str_is(name, "lt"))
    return '<';
  if (relata_str_is(name, "gt"))
    return '>';
  if (relata_str_is(name, "quot"))
    return '"';
  if (relata_str_is(name, "apos"))
    return '\'';
  if (name.len < 2 || name.len >= sizeof digits || name.data[0] != '#')
    return 0;
  memcpy(digits, name.data, name.len);
  digits[name.len] = '\0';
  const bool hex = digits[1] == 'x';
  const unsigned long code = strtoul(digits + 1 + hex, NULL, hex ? 16 : 10);
  return code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? 0 : (uint32_t)code;
}

/* One reference at `at`; the bytes it takes, 0 if it is none of XML's. */
static size_t add_reference(struct read_text *out, const struct read_text *source, size_t at, size_t end) {
  const struct relata_str rest = read_text_view(source, at, end < at + 16 ? end : at + 16);
  const size_t semicolon = read_find(rest, RELATA_STR(";"));
  const uint32_t code = semicolon < rest.len ? reference_code((struct relata_str){rest.data + 1, semicolon - 1}) : 0;
  if (!code)
    return 0;
  char bytes[4];
  const uint32_t from = read_text_source(source, at), to = read_text_source(source, at + semicolon + 1);
  read_text_add_as(out, bytes, read_utf8_put(code, bytes), from, to > from ? to - from : 0);
  return semicolon + 1;
}

/* Content as text: references resolved, CDATA as it is, comments gone; tags of XHTML stay. */
static void unescape(struct read_text *out, const struct read_text *source, struct part part) {
  for (size_t at = part.begin; at < part.end;) {
    const struct relata_str rest = read_text_view(source, at, part.end);
    if (read_begins_with(rest, "<![CDATA[")) {
      const size_t len = read_find(rest, RELATA_STR("]]>"));
      read_text_slice(out, source, at + 9 < at + len ? at + 9 : at + len, at + len);
      at += len + 3;
    } else if (read_begins_with(rest, "<!--")) {
      at += read_find(rest, RELATA_STR("-->")) + 3;
    } else if (rest.data[0] == '&') {
      const size_t used = add_reference(out, source, at, part.end);
      if (!used)
        read_text_slice(out, source, at, at + 1);
      at += used ? used : 1;
    } else {
      size_t len = 1;
      while (len < rest.len && rest.data[len] != '&' && rest.data[len] != '<')
        len++;
      read_text_slice(out, source, at, at + len);
      at += len;
    }
  }
}

static struct relata_str part_words(struct feed *feed, struct part part) {
  struct read_text text = {0};
  unescape(&text, feed->source, part);
  const struct relata_str words = relata_arena_copy(feed->arena, read_text_view(&text, 0, text.len));
  read_text_free(&text);
  return relata_str_trim(words);
}

/* ---------------------------------------------------------------- items */

static void fill_fields(struct feed *feed, struct read_article *article) {
  const struct item *item = &feed->item;
  char iso[11];
  const struct relata_str link = item->href.len ? item->href : part_words(feed, item->link);
  const struct relata_str id = part_words(feed, item->id);
  if (id.len || link.len)
    article->id = relata_arena_copy(article->arena, id.len ? id : link);
  const bool id_is_link = read_begins_with(id, "http://") || read_begins_with(id, "https://");
  read_article_set(article, &article->url, link.len ? link : id_is_link ? id : (struct relata_str){"", 0});
  read_article_set(article, &article->author, part_words(feed, item->author));
  read_article_set(article, &article->source, part_words(feed, feed->channel_title));
  if (read_date_find(feed->context->words, part_words(feed, item->date), iso))
    read_article_set(article, &article->date, relata_str_of(iso));
}

static void end_item(struct feed *feed) {
  const struct part content =
      feed->item.content.end > feed->item.content.begin ? feed->item.content : feed->item.summary;
  struct relata_error problem = {.status = RELATA_OK};
  const struct relata_str name =
      relata_arena_print(feed->arena, "%.*s#%zu", (int)feed->id.len, feed->id.data, ++feed->number);
  struct read_article *article = read_article_new(feed->path, name);
  struct read_text title = {0}, words = {0}, html = {0};
  fill_fields(feed, article);
  unescape(&title, feed->source, feed->item.title);
  read_html_line(&words, &title); /* titles are often escaped twice */
  unescape(&html, feed->source, content);
  enum relata_status status = read_html_into(feed->context, &html, true, &words, article, &problem);
  if (status == RELATA_OK && article->text.len == 0)
    status = relata_error_set(&problem, RELATA_BAD_INPUT, feed->path, 0, 0, "item %zu has no text", feed->number);
  if (status == RELATA_OK) {
    read_articles_add(feed->out, article);
  } else {
    read_warn(feed->context, &problem);
    read_article_free(article);
  }
  read_text_free(&title);
  read_text_free(&words);
  read_text_free(&html);
}

/* ------------------------------------------------------------------ SAX */

static size_t position(const struct feed *feed) {
  const xmlParserInputPtr input = feed->parser->input;
  return input ? (size_t)(input->cur - input->base) + input->consumed : 0;
}

/* From somewhere in a start tag to behind it. */
static size_t behind_tag(const struct feed *feed, size_t at) {
  const struct relata_str text = read_text_view(feed->source, 0, feed->source->len);
  while (at < text.len && text.data[at] != '>')
    at++;
  return at < text.len ? at + 1 : at;
}

/* From behind an end tag to before it. */
static size_t before_tag(const struct feed *feed, size_t at) {
  if (at > feed->source->len)
    at = feed->source->len;
  while (at > 0 && feed->source->data[at - 1] != '<')
    at--;
  return at ? at - 1 : 0;
}

static bool is_name(const xmlChar *name, const char *expected) {
  return strcmp((const char *)name, expected) == 0;
}

static struct relata_str find_href(struct feed *feed, int count, const xmlChar **attributes) {
  struct relata_str href = {"", 0};
  for (int i = 0; i < count; i++) {
    const xmlChar **attribute = attributes + 5 * i; /* name, prefix, URI, value, its end */
    const struct relata_str value = {(const char *)attribute[3], (size_t)(attribute[4] - attribute[3])};
    if (is_name(attribute[0], "rel") && !relata_str_is(value, "alternate"))
      return (struct relata_str){"", 0};
    if (is_name(attribute[0], "href"))
      href = relata_arena_copy(feed->arena, value);
  }
  return href;
}

static void start_element(void *payload, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                          int namespace_count, const xmlChar **namespaces, int attribute_count, int defaulted,
                          const xmlChar **attributes) {
  struct feed *feed = payload;
  (void)prefix, (void)uri, (void)namespace_count, (void)namespaces, (void)defaulted;
  if (feed->depth < DEEPEST)
    feed->begins[feed->depth] = behind_tag(feed, position(feed));
  feed->depth++;
  if (!feed->in_item && (is_name(name, "item") || is_name(name, "entry"))) {
    feed->in_item = true;
    feed->item_depth = feed->depth;
    feed->item = (struct item){0};
  } else if (feed->in_item && feed->depth == feed->item_depth + 1 && is_name(name, "link") && !feed->item.href.len) {
    feed->item.href = find_href(feed, attribute_count, attributes);
  }
}

static void set_part(struct part *part, struct part value) {
  if (part->end <= part->begin)
    *part = value;
}

/* Children of an item, by their names in RSS 1.0, 2.0, its modules, and Atom. */
static void take_child(struct feed *feed, const char *name, const char *prefix, struct part part) {
  struct item *item = &feed->item;
  const bool media = strcmp(prefix, "media") == 0 || strcmp(prefix, "itunes") == 0;
  if (media)
    return;
  if (strcmp(name, "title") == 0)
    set_part(&item->title, part);
  else if (strcmp(name, "link") == 0)
    set_part(&item->link, part);
  else if (strcmp(name, "guid") == 0 || strcmp(name, "id") == 0)
    set_part(&item->id, part);
  else if (strcmp(name, "pubDate") == 0 || strcmp(name, "published") == 0 || strcmp(name, "date") == 0)
    item->date = part;
  else if (strcmp(name, "updated") == 0)
    set_part(&item->date, part);
  else if (strcmp(name, "creator") == 0)
    item->author = part;
  else if (strcmp(name, "author") == 0 && !memchr(feed->source->data + part.begin, '<', part.end - part.begin))
    set_part(&item->author, part);
  else if (strcmp(name, "encoded") == 0 || strcmp(name, "content") == 0)
    set_part(&item->content, part);
  else if (strcmp(name, "description") == 0 || strcmp(name, "summary") == 0)
    set_part(&item->summary, part);
}

static void end_element(void *payload, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  struct feed *feed = payload;
  (void)uri;
  if (feed->depth == 0)
    return;
  const size_t depth = feed->depth--;
  if (depth > DEEPEST)
    return;
  struct part part = {feed->begins[depth - 1], before_tag(feed, position(feed))};
  if (part.end < part.begin)
    part.end = part.begin; /* <title/> */
  if (feed->in_item && depth == feed->item_depth) {
    end_item(feed);
    feed->in_item = false;
  } else if (feed->in_item && depth == feed->item_depth + 1) {
    take_child(feed, (const char *)name, prefix ? (const char *)prefix : "", part);
  } else if (feed->in_item && depth == feed->item_depth + 2 && is_name(name, "name")) {
    set_part(&feed->item.author, part); /* Atom's author */
  } else if (!feed->in_item && is_name(name, "title") && depth <= 3) {
    set_part(&feed->channel_title, part);
  }
}

static void say_nothing(void *payload, const char *format, ...) {
  (void)payload, (void)format;
}

/* Feeds use HTML's entities and prefixes that nobody declared: both can be read. */
static void note_problem(void *payload, xmlErrorPtr problem) {
  struct feed *feed = payload;
  if (feed->problem.status != RELATA_OK || problem->level < XML_ERR_ERROR || problem->domain == XML_FROM_NAMESPACE ||
      problem->code == XML_ERR_UNDECLARED_ENTITY || problem->code == XML_WAR_UNDECLARED_ENTITY)
    return;
  const char *message = problem->message ? problem->message : "it breaks off";
  const int len = (int)strcspn(message, "\n"); /* libxml2's messages end with one */
  relata_error_set(&feed->problem, RELATA_BAD_INPUT, feed->path, problem->line > 0 ? (size_t)problem->line : 0, 0,
                   "broken XML: %.*s", len, message);
}

static enum relata_status parse(struct feed *feed, struct relata_error *error) {
  const struct relata_str text = read_text_view(feed->source, 0, feed->source->len);
  if (text.len > INT32_MAX)
    return relata_error_set(error, RELATA_LIMIT, feed->path, 0, 0, "a feed may have 2 GiB at most");
  xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC,
                           .startElementNs = start_element,
                           .endElementNs = end_element,
                           .error = say_nothing,
                           .warning = say_nothing,
                           .fatalError = say_nothing,
                           .serror = note_problem};
  feed->parser = xmlCreateMemoryParserCtxt(text.data, (int)text.len);
  if (!feed->parser)
    return relata_error_set(error, RELATA_BAD_INPUT, feed->path, 0, 0, "has no XML");
  xmlCtxtUseOptions(feed->parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_RECOVER | XML_PARSE_HUGE);
  xmlSAXHandler own = *feed->parser->sax;
  *feed->parser->sax = handler;
  feed->parser->userData = feed;
  xmlParseDocument(feed->parser);
  *feed->parser->sax = own;
  if (feed->parser->myDoc)
    xmlFreeDoc(feed->parser->myDoc);
  xmlFreeParserCtxt(feed->parser);
  if (feed->problem.status == RELATA_OK && feed->number == 0)
    relata_error_set(&feed->problem, RELATA_BAD_INPUT, feed->path, 0, 0, "has no items");
  if (error && feed->problem.status != RELATA_OK)
    *error = feed->problem;
  return feed->problem.status;
}

enum relata_status read_feed(const struct read_context *context, struct relata_str bytes, const char *path,
                             struct relata_str id, struct read_articles *out, struct relata_error *error) {
  struct read_text source = {0};
  size_t broken = 0;
  RELATA_TRY(read_decode_all(&source, &broken, bytes, (struct relata_str){"", 0}, path, error));
  struct relata_arena *arena = relata_arena_new();
  struct feed feed = {.context = context, .source = &source, .path = path, .id = id, .out = out, .arena = arena};
  const enum relata_status status = parse(&feed, error);
  if (out->count)
    out->items[0]->broken_bytes += broken;
  relata_arena_free(arena);
  read_text_free(&source);
  return status;
}
