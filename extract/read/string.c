/* string.c — small questions about text; none depends on the locale. */
#include "extract/read/read.h"

#include <string.h>

static char lower(char c) {
  return read_is_upper(c) ? (char)(c + 32) : c;
}

bool read_begins_with(struct relata_str text, const char *prefix) {
  const size_t len = strlen(prefix);
  return text.len >= len && memcmp(text.data, prefix, len) == 0;
}

bool read_begins_with_nocase(struct relata_str text, struct relata_str prefix) {
  if (text.len < prefix.len)
    return false;
  for (size_t i = 0; i < prefix.len; i++)
    if (lower(text.data[i]) != lower(prefix.data[i]))
      return false;
  return true;
}

bool read_ends_with(struct relata_str text, const char *suffix) {
  const size_t len = strlen(suffix);
  return text.len >= len && memcmp(text.data + text.len - len, suffix, len) == 0;
}

bool read_equal_nocase(struct relata_str a, struct relata_str b) {
  return a.len == b.len && read_begins_with_nocase(a, b);
}

size_t read_find(struct relata_str text, struct relata_str needle) {
  if (needle.len == 0 || needle.len > text.len)
    return text.len;
  const char *found = memmem(text.data, text.len, needle.data, needle.len);
  return found ? (size_t)(found - text.data) : text.len;
}

size_t read_word_count(struct relata_str text) {
  size_t words = 0;
  for (size_t i = 0; i < text.len; i++)
    words += !read_is_space(text.data[i]) && (i == 0 || read_is_space(text.data[i - 1]));
  return words;
}

struct relata_str read_after(struct relata_str text, size_t count) {
  if (count >= text.len)
    return (struct relata_str){"", 0};
  return (struct relata_str){text.data + count, text.len - count};
}

/* Closing quotes and brackets may stand behind the stop. */
static bool drop_closer(struct relata_str *text) {
  static const char *const closers[] = {"\"", "'", ")", "]", "\xe2\x80\x9d", "\xe2\x80\x99", "\xc2\xbb"};
  for (size_t i = 0; i < sizeof closers / sizeof *closers; i++)
    if (read_ends_with(*text, closers[i])) {
      text->len -= strlen(closers[i]);
      return true;
    }
  return false;
}

bool read_ends_sentence(struct relata_str text) {
  text = relata_str_trim(text);
  while (drop_closer(&text))
    ;
  return read_ends_with(text, ".") || read_ends_with(text, "!") || read_ends_with(text, "?") ||
         read_ends_with(text, "\xe2\x80\xa6");
}
