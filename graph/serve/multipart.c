/* multipart.c — finding the delimiters and the parts' headers. */
#include "graph/serve/multipart.h"

#include <string.h>
#include <strings.h>

/* Behind the line end at `at`; `at` itself if there is none. */
static size_t skip_line_end(struct relata_str text, size_t at) {
  if (at < text.len && text.data[at] == '\r')
    at++;
  return at < text.len && text.data[at] == '\n' ? at + 1 : at;
}

/* Where a delimiter stands at the beginning of a line, from `at` on; text.len if nowhere. */
static size_t find_delimiter(struct relata_str text, size_t at, struct relata_str delimiter) {
  while (at + delimiter.len <= text.len) {
    const char *found = memmem(text.data + at, text.len - at, delimiter.data, delimiter.len);
    if (!found)
      break;
    const size_t place = (size_t)(found - text.data);
    if (place == 0 || text.data[place - 1] == '\n')
      return place;
    at = place + 1;
  }
  return text.len;
}

static struct relata_str line_at(struct relata_str text, size_t at) {
  const char *end = at < text.len ? memchr(text.data + at, '\n', text.len - at) : NULL;
  size_t len = end ? (size_t)(end - text.data) - at : text.len - at;
  if (len && text.data[at + len - 1] == '\r')
    len--;
  return (struct relata_str){ text.data + at, len };
}

/* Reads headers up to the blank line; false if there is none before the end. */
static bool read_headers(struct relata_str text, size_t *at, struct relata_arena *arena, struct part *part) {
  static const char name[] = "content-type:";
  while (*at < text.len) {
    const struct relata_str line = line_at(text, *at);
    *at = skip_line_end(text, *at + line.len);
    if (!line.len)
      return true;
    if (line.len >= sizeof name - 1 && strncasecmp(line.data, name, sizeof name - 1) == 0) {
      const struct relata_str value = { line.data + sizeof name - 1, line.len - (sizeof name - 1) };
      part->type = relata_arena_copy(arena, relata_str_trim(value)).data;
    }
  }
  return false;
}

static enum relata_status complain(struct relata_error *error, const char *words) {
  return relata_error_set(error, RELATA_BAD_INPUT, NULL, 0, 0, "the body of several parts %s", words);
}

/* The line end before a delimiter belongs to it. */
static size_t end_before(struct relata_str text, size_t begin, size_t delimiter) {
  size_t end = delimiter;
  if (end > begin && text.data[end - 1] == '\n')
    end--;
  if (end > begin && text.data[end - 1] == '\r')
    end--;
  return end;
}

enum relata_status multipart_split(struct relata_str body, const char *boundary, struct relata_arena *arena,
                                   struct part **parts, size_t *count, struct relata_error *error) {
  *count = 0;
  *parts = relata_arena_alloc(arena, PARTS_MAX * sizeof **parts);
  if (!*boundary)
    return complain(error, "has no boundary in its Content-Type");
  const struct relata_str delimiter = relata_arena_print(arena, "--%s", boundary);
  size_t at = find_delimiter(body, 0, delimiter);
  while (at < body.len) {
    at += delimiter.len;
    if (at + 2 <= body.len && memcmp(body.data + at, "--", 2) == 0)
      return RELATA_OK;
    if (*count == PARTS_MAX)
      return relata_error_set(error, RELATA_LIMIT, NULL, 0, 0, "the body has more than %d parts", PARTS_MAX);
    struct part part = { NULL, { NULL, 0 } };
    at = skip_line_end(body, at + line_at(body, at).len);
    if (!read_headers(body, &at, arena, &part))
      return complain(error, "has a part whose headers do not end");
    const size_t next = find_delimiter(body, at, delimiter);
    part.content = (struct relata_str){ body.data + at, end_before(body, at, next) - at };
    (*parts)[(*count)++] = part;
    at = next;
  }
  return complain(error, *count ? "does not end with its boundary" : "does not begin with its boundary");
}
