/* markdown.c — Markdown by md4c: headings and paragraphs are text, links keep
 * their words; code, tables, raw HTML and pictures go.  "key: value" lines
 * between "---" at the top are fields.
 */
#include "extract/read/read.h"

#include <libxml/HTMLparser.h>
#include <md4c.h>
#include <stdlib.h>
#include <string.h>

struct markdown {
  const struct read_text *source;
  struct read_cleaner *cleaner;
  struct read_text block;
  unsigned dropped; /* depth of blocks that go */
  unsigned images;
  bool heading;
};

static void flush(struct markdown *markdown) {
  if (markdown->block.len)
    read_cleaner_add(markdown->cleaner, &markdown->block, 0, markdown->block.len, markdown->heading);
  read_text_clear(&markdown->block);
}

static bool is_dropped(MD_BLOCKTYPE type) {
  return type == MD_BLOCK_CODE || type == MD_BLOCK_HTML || type == MD_BLOCK_TABLE;
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *payload) {
  struct markdown *markdown = payload;
  (void)detail;
  flush(markdown);
  markdown->dropped += is_dropped(type);
  markdown->heading = type == MD_BLOCK_H;
  return 0;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *payload) {
  struct markdown *markdown = payload;
  (void)detail;
  flush(markdown);
  markdown->dropped -= is_dropped(type);
  markdown->heading = false;
  return 0;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *payload) {
  (void)detail;
  ((struct markdown *)payload)->images += type == MD_SPAN_IMG;
  return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *payload) {
  (void)detail;
  ((struct markdown *)payload)->images -= type == MD_SPAN_IMG;
  return 0;
}

/* "&amp;", "&#233;", "&#xe9;"; 0 if unknown. */
static uint32_t entity_code(struct relata_str entity) {
  char name[48];
  if (entity.len < 3 || entity.len - 2 >= sizeof name)
    return 0;
  memcpy(name, entity.data + 1, entity.len - 2);
  name[entity.len - 2] = '\0';
  if (name[0] == '#') {
    const bool hex = name[1] == 'x' || name[1] == 'X';
    const unsigned long code = strtoul(name + 1 + hex, NULL, hex ? 16 : 10);
    return code == 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? 0xfffd : (uint32_t)code;
  }
  const htmlEntityDesc *known = htmlEntityLookup((const xmlChar *)name);
  return known ? known->value : 0;
}

/* md4c hands over pieces of its input, and a few strings of its own. */
static bool find_place(const struct markdown *markdown, const char *text, size_t size, size_t *at) {
  const uintptr_t begin = (uintptr_t)markdown->source->data, here = (uintptr_t)text;
  if (here < begin || here + size > begin + markdown->source->len)
    return false;
  *at = here - begin;
  return true;
}

static int take_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *payload) {
  struct markdown *markdown = payload;
  struct read_text *block = &markdown->block;
  if (markdown->dropped || markdown->images || type == MD_TEXT_HTML)
    return 0;
  size_t at;
  const bool placed = find_place(markdown, text, size, &at);
  const size_t source = placed ? read_text_source(markdown->source, at) : block->source_end;
  const uint32_t code = type == MD_TEXT_ENTITY ? entity_code((struct relata_str){text, size}) : 0;
  if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) {
    if (block->len)
      read_text_add_as(block, " ", 1, block->source_end, 1);
  } else if (code) {
    char bytes[4];
    read_text_add_as(block, bytes, read_utf8_put(code, bytes), source, size);
  } else if (type == MD_TEXT_NULLCHAR) {
    read_text_add_as(block, "\xef\xbf\xbd", 3, source, placed ? 1 : 0);
  } else if (placed) {
    read_text_slice(block, markdown->source, at, at + size);
  } else if (block->len) {
    read_text_add_as(block, text, size, block->source_end, 0);
  }
  return 0;
}

/* ------------------------------------------------------- front matter */

static struct relata_str unquote(struct relata_str value) {
  value = relata_str_trim(value);
  if (value.len >= 2 && (value.data[0] == '"' || value.data[0] == '\'') && value.data[value.len - 1] == value.data[0])
    return (struct relata_str){value.data + 1, value.len - 2};
  return value;
}

static void set_field(const struct read_words *words, struct read_article *article, struct relata_str key,
                      struct relata_str value) {
  char iso[11];
  for (size_t i = 0; i < words->counts[LIST_FIELD]; i++) {
    const struct read_word *word = &words->words[LIST_FIELD][i];
    if (!read_equal_nocase(word->text, key))
      continue;
    if (relata_str_is(word->value, "date") && read_date_find(words, value, iso))
      read_article_set(article, &article->date, relata_str_of(iso));
    if (relata_str_is(word->value, "author"))
      read_article_set(article, &article->author, value);
    if (relata_str_is(word->value, "source"))
      read_article_set(article, &article->source, value);
    if (relata_str_is(word->value, "url"))
      read_article_set(article, &article->url, value);
  }
}

/* Where the text begins behind the fields; *title_begin and *title_end are the title's place. */
static size_t read_front(const struct read_words *words, struct read_article *article, struct relata_str text,
                         size_t *title_begin, size_t *title_end) {
  *title_begin = *title_end = 0;
  if (!read_begins_with(text, "---\n") && !read_begins_with(text, "---\r\n"))
    return 0;
  size_t end = read_find(read_after(text, 3), RELATA_STR("\n---"));
  if (end + 3 >= text.len)
    return 0;
  end += 3;
  for (size_t at = 4; at < end;) {
    const size_t line_end = at + read_find(read_after(text, at), RELATA_STR("\n"));
    const struct relata_str line = {text.data + at, line_end - at};
    const size_t colon = read_find(line, RELATA_STR(":"));
    if (colon < line.len) {
      const struct relata_str key = relata_str_trim((struct relata_str){line.data, colon});
      const struct relata_str value = unquote(read_after(line, colon + 1));
      if (read_equal_nocase(key, RELATA_STR("title")) && value.len) {
        *title_begin = (size_t)(value.data - text.data);
        *title_end = *title_begin + value.len;
      } else {
        set_field(words, article, key, value);
      }
    }
    at = line_end + 1;
  }
  end += 4;
  while (end < text.len && text.data[end] != '\n')
    end++;
  return end;
}

enum relata_status read_markdown(const struct read_context *context, struct relata_str bytes, const char *path,
                                 struct relata_str id, struct read_articles *out, struct relata_error *error) {
  struct read_text source = {0};
  size_t broken = 0;
  RELATA_TRY(read_decode_all(&source, &broken, bytes, (struct relata_str){"", 0}, path, error));
  struct read_article *article = read_article_new(path, id);
  article->broken_bytes = broken;
  struct read_cleaner cleaner;
  read_cleaner_init(&cleaner, context->words, article, context->options->raw);
  const struct relata_str text = read_text_view(&source, 0, source.len);
  size_t title_begin, title_end;
  const size_t begin = read_front(context->words, article, text, &title_begin, &title_end);
  if (title_end > title_begin)
    read_cleaner_title(&cleaner, &source, title_begin, title_end);
  struct markdown markdown = {.source = &source, .cleaner = &cleaner};
  const MD_PARSER parser = {.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_PERMISSIVEATXHEADERS,
                            .enter_block = enter_block,
                            .leave_block = leave_block,
                            .enter_span = enter_span,
                            .leave_span = leave_span,
                            .text = take_text};
  const int result = md_parse(text.data + begin, (MD_SIZE)(text.len - begin), &parser, &markdown);
  flush(&markdown);
  read_cleaner_end(&cleaner);
  read_cleaner_free(&cleaner);
  read_text_free(&markdown.block);
  read_text_free(&source);
  read_articles_add(out, article);
  return result == 0 ? RELATA_OK
                     : relata_error_set(error, RELATA_BAD_INPUT, path, 0, 0, "its Markdown cannot be parsed");
}
