/* explain_text.c — text in columns. */
#include <string.h>

#include "cli/explain.h"

static bool is_continuation(char c) {
  return ((unsigned char)c & 0xC0) == 0x80;
}

/* Combining marks U+0300…U+036F are two bytes, CC 80 … CD AF. */
static bool is_combining(const char *at, size_t left) {
  const unsigned char lead = (unsigned char)at[0];
  return left > 1 && (lead == 0xCC || (lead == 0xCD && (unsigned char)at[1] <= 0xAF));
}

size_t text_columns(struct relata_str text) {
  size_t columns = 0;
  for (size_t i = 0; i < text.len; i++)
    columns += !is_continuation(text.data[i]) && !is_combining(text.data + i, text.len - i);
  return columns;
}

/* Bytes of the first `columns` columns. */
static size_t text_bytes(struct relata_str text, size_t columns) {
  size_t i = 0;
  for (; i < text.len; i++)
    if (!is_continuation(text.data[i]) && !is_combining(text.data + i, text.len - i) && columns-- == 0)
      return i;
  return i;
}

void text_pad(struct relata_out *out, size_t from, size_t to) {
  for (; from < to; from++)
    relata_out_char(out, ' ');
}

void text_cut(struct relata_out *out, struct relata_str text, size_t columns) {
  if (text_columns(text) <= columns) {
    relata_out_str(out, text);
    return;
  }
  if (!columns)
    return;
  relata_out_write(out, text.data, text_bytes(text, columns - 1));
  relata_out_text(out, "…");
}

/* Escape sequences of colours take no column. */
static size_t word_columns(struct relata_str word) {
  size_t columns = 0, begin = 0;
  for (size_t i = 0; i < word.len; i++) {
    if (word.data[i] != '\033')
      continue;
    columns += text_columns((struct relata_str){ word.data + begin, i - begin });
    while (i < word.len && word.data[i] != 'm')
      i++;
    begin = i < word.len ? i + 1 : i;
  }
  return columns + text_columns((struct relata_str){ word.data + begin, word.len - begin });
}

void text_wrap(struct relata_out *out, struct relata_str text, size_t at, size_t indent, const struct explain_style *style) {
  size_t i = 0;
  bool begins = true;
  while (i < text.len) {
    while (i < text.len && (text.data[i] == ' ' || text.data[i] == '\n'))
      i++;
    size_t end = i;
    while (end < text.len && text.data[end] != ' ' && text.data[end] != '\n')
      end++;
    const struct relata_str word = { text.data + i, end - i };
    const size_t columns = word_columns(word);
    if (!word.len)
      break;
    if (!begins && at + 1 + columns > style->width) {
      relata_out_char(out, '\n');
      text_pad(out, 0, indent);
      at = indent;
    } else if (!begins) {
      relata_out_char(out, ' ');
      at++;
    }
    relata_out_str(out, word);
    at += columns;
    begins = false;
    i = end;
  }
}
