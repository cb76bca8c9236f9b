/* wrap.c — see wrap.h. */
#include "graph/draw/wrap.h"

#include <string.h>

#include "graph/store/term.h"

/* The next word with the spaces before it skipped; it ends behind a hyphen too. */
static struct relata_str next_word(struct relata_str text, size_t *at, bool *spaced) {
  *spaced = false;
  while (*at < text.len && (unsigned char)text.data[*at] <= ' ') {
    ++*at;
    *spaced = true;
  }
  const size_t begin = *at;
  while (*at < text.len && (unsigned char)text.data[*at] > ' ')
    if (text.data[(*at)++] == '-' && *at - begin > 3 && text.len - *at > 3)
      break;
  return (struct relata_str){ text.data + begin, *at - begin };
}

static void end_with_dots(char *data, size_t *len) {
  while (*len && (data[*len - 1] == ' ' || data[*len - 1] == ','))
    --*len;
  memcpy(data + *len, "…", sizeof "…" - 1);
  *len += sizeof "…" - 1;
}

struct relata_str wrap_text(struct relata_arena *arena, struct relata_str text, size_t width, size_t lines) {
  char *data = relata_arena_alloc(arena, 2 * text.len + 8);
  size_t len = 0, at = 0, line = 1, used = 0;
  while (at < text.len) {
    bool spaced;
    struct relata_str word = next_word(text, &at, &spaced);
    const size_t size = utf8_length(word);
    if (size == 0)
      break;
    if (used && used + size + spaced > width) {
      if (line == lines) {
        end_with_dots(data, &len);
        break;
      }
      data[len++] = '\n';
      line++;
      used = 0;
    } else if (used && spaced) {
      data[len++] = ' ';
      used++;
    }
    const size_t bytes = size > 3 * width ? utf8_offset(word, 3 * width) : word.len; /* no word is endless */
    memcpy(data + len, word.data, bytes);
    len += bytes;
    used += size;
  }
  return (struct relata_str){ data, len };
}

void dot_write_string(struct relata_out *out, struct relata_str text) {
  relata_out_char(out, '"');
  for (size_t i = 0; i < text.len; i++) {
    const char c = text.data[i];
    if (c == '"' || c == '\\')
      relata_out_print(out, "\\%c", c);
    else if (c == '\n')
      relata_out_text(out, "\\n");
    else if (c == '&')
      relata_out_text(out, "&amp;");
    else
      relata_out_char(out, (unsigned char)c < ' ' ? ' ' : c);
  }
  relata_out_char(out, '"');
}

void dot_write_html(struct relata_out *out, struct relata_str text) {
  for (size_t i = 0; i < text.len; i++) {
    const char c = text.data[i];
    if (c == '<')
      relata_out_text(out, "&lt;");
    else if (c == '>')
      relata_out_text(out, "&gt;");
    else if (c == '&')
      relata_out_text(out, "&amp;");
    else if (c == '"')
      relata_out_text(out, "&quot;");
    else
      relata_out_char(out, (unsigned char)c < ' ' ? ' ' : c);
  }
}
