/* drop.c — paragraphs that stand around an article and are none of it. */
#include "extract/read/read.h"

#include <string.h>

enum { LONGEST = 600, MOST_WORDS = 45, PROSE_BYTES = 140, PLAIN_BYTES = LONGEST + 1 };

/* Lower case, straight quotes, no brackets or bullets around it. */
static size_t make_plain(struct relata_str paragraph, char plain[PLAIN_BYTES]) {
  size_t len = 0;
  for (size_t i = 0; i < paragraph.len && len < LONGEST; i++) {
    char c = paragraph.data[i];
    if (c == '\xe2' && (read_begins_with(read_after(paragraph, i), "\xe2\x80\x99") ||
                        read_begins_with(read_after(paragraph, i), "\xe2\x80\x98"))) {
      c = '\'';
      i += 2;
    } else if (read_is_upper(c)) {
      c = (char)(c + 32);
    }
    plain[len++] = c;
  }
  while (len && (plain[len - 1] == ':' || read_is_space(plain[len - 1])))
    len--;
  return len;
}

static bool is_word_byte(char c) {
  return read_is_alpha(c) || read_is_digit(c);
}

/* Does `text` hold the entry as whole words at `at`? */
static bool stands_at(struct relata_str text, struct relata_str entry, size_t at) {
  const size_t end = at + entry.len;
  const bool open_before = at > 0 && is_word_byte(entry.data[0]) && is_word_byte(text.data[at - 1]);
  const bool open_behind = end < text.len && is_word_byte(entry.data[entry.len - 1]) && is_word_byte(text.data[end]);
  return !open_before && !open_behind;
}

static bool any_within(const struct read_words *words, enum read_list list, struct relata_str text) {
  for (size_t i = 0; i < text.len; i++)
    if ((i == 0 || !is_word_byte(text.data[i - 1])) && words->first[list][(unsigned char)text.data[i]] &&
        read_words_begin(words, list, read_after(text, i)))
      return true;
  return false;
}

static bool any_at_end(const struct read_words *words, enum read_list list, struct relata_str text) {
  for (size_t i = 0; i < words->counts[list]; i++) {
    const struct relata_str entry = words->words[list][i].text;
    if (text.len >= entry.len && memcmp(text.data + text.len - entry.len, entry.data, entry.len) == 0 &&
        stands_at(text, entry, text.len - entry.len))
      return true;
  }
  return false;
}

/* "Photo: Name/Reuters", "[Name/Getty Images]": names and slashes in brackets. */
static bool is_credit(const struct read_words *words, struct relata_str inside) {
  inside = relata_str_trim(inside);
  if (inside.len == 0 || inside.len > 120 || read_word_count(inside) > 12)
    return false;
  if (read_words_begin(words, LIST_CREDIT, inside))
    return true;
  const size_t slash = read_find(inside, RELATA_STR("/"));
  if (slash == inside.len)
    return false;
  const struct relata_str agency = relata_str_trim(read_after(inside, slash + 1));
  return read_words_find(words, LIST_AGENCY, agency) || read_words_begin(words, LIST_CREDIT, agency) ||
         any_at_end(words, LIST_CREDIT, agency);
}

size_t read_drop_credit(const struct read_words *words, struct relata_str paragraph) {
  if (paragraph.len < 3)
    return paragraph.len;
  const char last = paragraph.data[paragraph.len - 1];
  if (last != ')' && last != ']')
    return paragraph.len;
  const char *open = memrchr(paragraph.data, last == ')' ? '(' : '[', paragraph.len);
  if (!open)
    return paragraph.len;
  const size_t at = (size_t)(open - paragraph.data);
  const struct relata_str inside = {open + 1, paragraph.len - at - 2};
  if (!is_credit(words, inside))
    return paragraph.len;
  size_t len = at;
  while (len && read_is_space(paragraph.data[len - 1]))
    len--;
  return len;
}

/* Nothing but marks: "***", "—", "|" */
static bool has_no_word(struct relata_str text) {
  for (size_t i = 0; i < text.len; i++) {
    size_t used;
    const uint32_t code = read_utf8_get(text.data + i, text.len - i, &used);
    if ((code < 0x80 && is_word_byte((char)code)) || (code >= 0xc0 && (code < 0x2000 || code > 0x2bff)))
      return false;
    i += used - 1;
  }
  return true;
}

static bool ends_open(struct relata_str paragraph) {
  return !read_ends_sentence(paragraph) && paragraph.data[paragraph.len - 1] != ':';
}

/* A line of a table of contents. */
static bool has_leaders(struct relata_str text) {
  text.len = text.len < LONGEST ? text.len : LONGEST;
  return read_find(text, RELATA_STR(". . . . . .")) < text.len || read_find(text, RELATA_STR("........")) < text.len;
}

/* Only a link, an address or a handle. */
static bool is_address(struct relata_str text) {
  if (memchr(text.data, ' ', text.len))
    return false;
  return read_begins_with(text, "http://") || read_begins_with(text, "https://") || read_begins_with(text, "www.") ||
         read_begins_with(text, "@");
}

bool read_drop(const struct read_words *words, struct relata_str paragraph, bool *section) {
  if (has_leaders(paragraph))
    return true;
  if (paragraph.len > LONGEST || read_word_count(paragraph) > MOST_WORDS) {
    *section = *section && paragraph.len <= LONGEST && ends_open(paragraph);
    return *section;
  }
  char bytes[PLAIN_BYTES];
  const struct relata_str text = {bytes, make_plain(paragraph, bytes)};
  if (text.len == 0 || has_no_word(text) || is_address(text))
    return true;
  if (read_words_find(words, LIST_SECTION, text)) {
    *section = true;
    return true;
  }
  if (*section) {
    if (paragraph.len < PROSE_BYTES || ends_open(paragraph))
      return true;
    *section = false; /* prose again: the article goes on */
  }
  if (read_words_find(words, LIST_DROP_IS, text))
    return true;
  if (read_words_begin(words, LIST_DROP_START, text) || any_at_end(words, LIST_DROP_END, text) ||
      any_within(words, LIST_DROP_WITH, text))
    return true;
  return ends_open(paragraph) && (read_words_begin(words, LIST_DROP_OPEN, text) || is_credit(words, paragraph));
}
