/* html_meta.c — what a page says of its article: meta tags, JSON-LD, <time>,
 * <h1> and <title>.
 */
#include "extract/read/html.h"

#include <jansson.h>
#include <string.h>

enum { LONGEST_AUTHOR = 120, LONGEST_SITE_WORDS = 5, DEEPEST_LINKED = 8, LEAST_LIKENESS = 30 };

static void set_date(const struct html_page *page, struct read_article *article, struct relata_str value) {
  char iso[11];
  if (article->date.len == 0 && read_date_find(page->words, value, iso))
    read_article_set(article, &article->date, relata_str_of(iso));
}

static bool is_url(struct relata_str text) {
  return read_begins_with(text, "http://") || read_begins_with(text, "https://") || read_begins_with(text, "//");
}

/* Without "By" before it and dates, bars or bullets behind it; some name a page of the author. */
static void set_author(const struct html_page *page, struct read_article *article, struct relata_str value) {
  char iso[11];
  value = relata_str_trim(value);
  if (read_date_begin(page->words, value, iso))
    return;
  if (read_begins_with_nocase(value, RELATA_STR("by ")))
    value = relata_str_trim(read_after(value, 3));
  size_t len = 0;
  while (len < value.len && !read_is_digit(value.data[len]) && value.data[len] != '|' && value.data[len] != '\n' &&
         !read_begins_with(read_after(value, len), "\xe2\x80\xa2"))
    len++;
  if (len == 0 || value.len > LONGEST_AUTHOR || is_url(value) || (len < value.len && len < 4))
    return;
  value = relata_str_trim((struct relata_str){value.data, len});
  const char last = value.data[value.len - 1];
  if (last == ',' || last == '-')
    value.len--;
  read_article_set(article, &article->author, value);
}

static void set_field(const struct html_page *page, struct read_article *article, struct relata_str field,
                      struct relata_str value) {
  if (relata_str_is(field, "date"))
    set_date(page, article, value);
  else if (relata_str_is(field, "author"))
    set_author(page, article, value);
  else if (relata_str_is(field, "source"))
    read_article_set(article, &article->source, value);
  else if (relata_str_is(field, "url") && is_url(value))
    read_article_set(article, &article->url, value);
}

static const struct read_word *find_meta(const struct html_page *page, size_t index) {
  static const char *const names[] = {"property", "name", "itemprop"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const struct relata_str value = html_attribute(page, index, names[i]);
    for (size_t at = 0; at < value.len;) { /* RDFa allows several names */
      const size_t len = read_find(read_after(value, at), RELATA_STR(" "));
      const struct relata_str name = {value.data + at, len};
      const struct read_word *word = len ? read_words_find(page->words, LIST_META, name) : NULL;
      if (word)
        return word;
      at += len + 1;
    }
  }
  return NULL;
}

/* Fields in the order of the list, not of the page. */
static void read_meta_tags(const struct html_page *page, struct read_article *article) {
  for (size_t k = 0; k < page->words->counts[LIST_META]; k++) {
    const struct read_word *wanted = &page->words->words[LIST_META][k];
    for (size_t i = 0; i < page->count; i++)
      if (html_tag(page, i) == GUMBO_TAG_META && find_meta(page, i) == wanted)
        set_field(page, article, wanted->value, html_attribute(page, i, "content"));
  }
}

/* ------------------------------------------------------------ JSON-LD */

static struct relata_str json_words(const json_t *value) {
  if (json_is_array(value))
    value = json_array_get(value, 0);
  if (json_is_object(value))
    value = json_object_get(value, "name");
  if (!json_is_string(value))
    return (struct relata_str){"", 0};
  return (struct relata_str){json_string_value(value), json_string_length(value)};
}

/* All names of a list of authors. */
static void set_json_author(const struct html_page *page, struct read_article *article, const json_t *value) {
  if (!json_is_array(value) || json_array_size(value) < 2) {
    set_author(page, article, json_words(value));
    return;
  }
  struct relata_str names = json_words(json_array_get(value, 0));
  for (size_t i = 1; i < json_array_size(value); i++) {
    const struct relata_str name = json_words(json_array_get(value, i));
    if (name.len)
      names = relata_arena_print(article->arena, "%.*s, %.*s", (int)names.len, names.data, (int)name.len, name.data);
  }
  set_author(page, article, names);
}

static bool is_about_article(const json_t *object) {
  return json_object_get(object, "headline") || json_object_get(object, "articleBody") ||
         json_object_get(object, "datePublished");
}

static void read_linked(const struct html_page *page, struct read_article *article, const json_t *value, int depth) {
  if (depth > DEEPEST_LINKED)
    return;
  for (size_t i = 0; i < json_array_size(value); i++)
    read_linked(page, article, json_array_get(value, i), depth + 1);
  if (!json_is_object(value))
    return;
  if (is_about_article(value)) {
    set_date(page, article, json_words(json_object_get(value, "datePublished")));
    set_json_author(page, article, json_object_get(value, "author"));
    read_article_set(article, &article->source, json_words(json_object_get(value, "publisher")));
    set_field(page, article, RELATA_STR("url"), json_words(json_object_get(value, "url")));
  }
  read_linked(page, article, json_object_get(value, "@graph"), depth + 1);
}

static void read_scripts(const struct html_page *page, struct read_article *article) {
  for (size_t i = 0; i < page->count; i++) {
    if (html_tag(page, i) != GUMBO_TAG_SCRIPT ||
        !read_equal_nocase(html_attribute(page, i, "type"), RELATA_STR("application/ld+json")))
      continue;
    const struct html_node *node = &page->nodes[i];
    if (node->end != i + 2 || page->nodes[i + 1].node->type != GUMBO_NODE_TEXT)
      continue;
    const char *text = page->nodes[i + 1].node->v.text.text;
    json_t *root = json_loads(text, 0, NULL);
    read_linked(page, article, root, 0);
    json_decref(root);
  }
}

/* --------------------------------------------------- what stands visibly */

static void collect_line(const struct html_page *page, size_t index, struct read_text *out) {
  html_collect(out, page, index);
}

static bool has_class_word(const struct html_page *page, size_t index, const char *word) {
  const struct relata_str names = html_attribute(page, index, "class");
  for (size_t i = 0; i < names.len; i++)
    if ((i == 0 || !read_is_alpha(names.data[i - 1])) &&
        read_begins_with_nocase(read_after(names, i), relata_str_of(word)))
      return true;
  return false;
}

static bool names_author(const struct html_page *page, size_t index) {
  return read_equal_nocase(html_attribute(page, index, "rel"), RELATA_STR("author")) ||
         read_equal_nocase(html_attribute(page, index, "itemprop"), RELATA_STR("author")) ||
         has_class_word(page, index, "author") || has_class_word(page, index, "byline");
}

static bool names_date(const struct html_page *page, size_t index) {
  return html_tag(page, index) == GUMBO_TAG_TIME ||
         read_equal_nocase(html_attribute(page, index, "itemprop"), RELATA_STR("datePublished")) ||
         has_class_word(page, index, "date") || has_class_word(page, index, "published") ||
         has_class_word(page, index, "timestamp") || has_class_word(page, index, "dateline");
}

static void read_visible(const struct html_page *page, struct read_article *article) {
  struct read_text line = {0};
  for (size_t i = 1; i < page->count && (article->date.len == 0 || article->author.len == 0); i++) {
    const GumboTag tag = html_tag(page, i);
    if (tag == GUMBO_TAG_HEAD || tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_NAV || tag == GUMBO_TAG_ASIDE) {
      i = page->nodes[i].end - 1;
      continue;
    }
    if (!html_is_element(page, i) || page->nodes[i].end - i > 40)
      continue;
    const bool date = article->date.len == 0 && names_date(page, i);
    const bool author = article->author.len == 0 && names_author(page, i);
    if (date) {
      set_date(page, article, html_attribute(page, i, "datetime"));
      set_date(page, article, html_attribute(page, i, "content"));
    }
    if (!date && !author)
      continue;
    read_text_clear(&line);
    collect_line(page, i, &line);
    if (date)
      set_date(page, article, read_text_view(&line, 0, line.len));
    if (author && read_word_count(read_text_view(&line, 0, line.len)) <= 8)
      set_author(page, article, read_text_view(&line, 0, line.len));
  }
  read_text_free(&line);
}

static void read_canonical(const struct html_page *page, struct read_article *article) {
  for (size_t i = 0; i < page->count; i++)
    if (html_tag(page, i) == GUMBO_TAG_LINK &&
        read_equal_nocase(html_attribute(page, i, "rel"), RELATA_STR("canonical")))
      set_field(page, article, RELATA_STR("url"), html_attribute(page, i, "href"));
}

void html_read_meta(const struct html_page *page, struct read_article *article) {
  read_canonical(page, article);
  read_meta_tags(page, article);
  read_scripts(page, article);
  read_visible(page, article);
}

/* -------------------------------------------------------------- title */

static bool is_word_end(struct relata_str text, size_t at) {
  return at == text.len || !(read_is_alpha(text.data[at]) || read_is_digit(text.data[at]));
}

static bool has_word(struct relata_str text, struct relata_str word) {
  for (size_t i = 0; i + word.len <= text.len; i++)
    if ((i == 0 || is_word_end(text, i - 1)) && is_word_end(text, i + word.len) &&
        read_begins_with_nocase(read_after(text, i), word))
      return true;
  return false;
}

/* How many percent of a's words are in b. */
static size_t likeness(struct relata_str a, struct relata_str b) {
  size_t words = 0, shared = 0;
  for (size_t at = 0; at < a.len;) {
    size_t end = at;
    while (!is_word_end(a, end))
      end++;
    if (end > at) {
      words++;
      shared += has_word(b, (struct relata_str){a.data + at, end - at});
    }
    at = end + 1;
  }
  return words ? shared * 100 / words : 0;
}

/* Without " - The Site" or " | The Site" at its end. */
static size_t cut_site(struct relata_str title) {
  static const char *const separators[] = {" | ", " - ", " \xe2\x80\x93 ", " \xe2\x80\x94 ", " \xc2\xbb "};
  for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
    const struct relata_str separator = relata_str_of(separators[i]);
    for (size_t at = title.len; at-- > 0;) {
      if (!read_begins_with(read_after(title, at), separators[i]))
        continue;
      const size_t words = read_word_count(read_after(title, at + separator.len));
      const size_t before = read_word_count((struct relata_str){title.data, at});
      if (words <= LONGEST_SITE_WORDS && before > words)
        return at;
      break;
    }
  }
  return title.len;
}

static void take_meta_title(struct read_text *out, const struct html_page *page, const struct read_word *wanted) {
  for (size_t i = 0; i < page->count && out->len == 0; i++) {
    if (html_tag(page, i) != GUMBO_TAG_META || find_meta(page, i) != wanted)
      continue;
    const GumboAttribute *content = gumbo_get_attribute(&page->nodes[i].node->v.element.attributes, "content");
    if (!content || content->original_value.length == 0)
      continue;
    GumboStringPiece raw = content->original_value;
    if (raw.length >= 2 && (raw.data[0] == '"' || raw.data[0] == '\'')) {
      raw.data++;
      raw.length -= 2;
    }
    html_align(out, page->source, content->value, raw);
  }
}

static void take_page_title(struct read_text *out, const struct html_page *page) {
  struct read_text whole = {0};
  for (size_t i = 0; i < page->count && whole.len == 0; i++)
    if (html_tag(page, i) == GUMBO_TAG_TITLE && page->nodes[i].parent != RELATA_NONE &&
        html_tag(page, page->nodes[i].parent) == GUMBO_TAG_HEAD)
      for (size_t k = i + 1; k < page->nodes[i].end; k++)
        if (page->nodes[k].node->type == GUMBO_NODE_TEXT)
          html_align(&whole, page->source, page->nodes[k].node->v.text.text, page->nodes[k].node->v.text.original_text);
  const struct relata_str title = relata_str_trim(read_text_view(&whole, 0, whole.len));
  const size_t begin = title.len ? (size_t)(title.data - whole.data) : 0;
  read_text_slice(out, &whole, begin, begin + cut_site(title));
  read_text_free(&whole);
}

/* What the page's head says of it. */
static void take_head_title(struct read_text *out, const struct html_page *page) {
  for (size_t k = 0; k < page->words->counts[LIST_META] && out->len == 0; k++) {
    const struct read_word *wanted = &page->words->words[LIST_META][k];
    if (relata_str_is(wanted->value, "title"))
      take_meta_title(out, page, wanted);
  }
  if (out->len == 0)
    take_page_title(out, page);
}

/* How good a heading is as the title: like what the head says, large, near the main part. */
static size_t rate_heading(const struct html_page *page, size_t index, size_t main, struct relata_str head) {
  struct read_text text = {0};
  html_collect(&text, page, index);
  const struct relata_str words = relata_str_trim(read_text_view(&text, 0, text.len));
  const size_t alike = head.len ? (likeness(words, head) + likeness(head, words)) / 2 : 100;
  const bool first_order = html_tag(page, index) == GUMBO_TAG_H1;
  const bool within = index > main && index < page->nodes[main].end;
  read_text_free(&text);
  if (words.len < 3 || alike < (first_order ? LEAST_LIKENESS : 80))
    return 0;
  return alike + (first_order ? 40 : 0) + (within ? 15 : 0);
}

static size_t find_heading(const struct html_page *page, size_t main, struct relata_str head) {
  size_t best = SIZE_MAX, most = 0;
  for (size_t i = 1; i < page->count; i++) {
    if (page->nodes[i].dropped) {
      i = page->nodes[i].end - 1;
      continue;
    }
    const GumboTag tag = html_tag(page, i);
    const size_t rate =
        tag == GUMBO_TAG_H1 || (tag == GUMBO_TAG_H2 && head.len) ? rate_heading(page, i, main, head) : 0;
    if (rate > most) {
      most = rate;
      best = i;
    }
  }
  return best;
}

void html_find_title(struct read_text *out, const struct html_page *page, size_t main, size_t *node) {
  struct read_text head = {0};
  take_head_title(&head, page);
  *node = find_heading(page, main, relata_str_trim(read_text_view(&head, 0, head.len)));
  if (*node != SIZE_MAX)
    html_collect(out, page, *node);
  else
    read_text_slice(out, &head, 0, head.len);
  read_text_free(&head);
}
