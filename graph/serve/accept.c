/* accept.c — reading headers with lists, parameters and qualities. */
#include "graph/serve/accept.h"

#include <string.h>
#include <strings.h>

static bool is_space(char c) {
  return c == ' ' || c == '\t';
}

static struct relata_str trimmed(const char *begin, const char *end) {
  while (begin < end && is_space(*begin))
    begin++;
  while (end > begin && is_space(end[-1]))
    end--;
  return (struct relata_str){ begin, (size_t)(end - begin) };
}

/* Up to `stop` or the end, over quoted strings. */
static const char *skip_to(const char *at, char stop) {
  bool quoted = false;
  for (; *at && (quoted || *at != stop); at++) {
    if (*at == '"')
      quoted = !quoted;
    else if (quoted && *at == '\\' && at[1])
      at++;
  }
  return at;
}

static bool is(struct relata_str text, const char *word) {
  return strlen(word) == text.len && strncasecmp(text.data, word, text.len) == 0;
}

/* "0.75" in thousandths; -1 for what is no quality. */
static int parse_quality(struct relata_str text) {
  if (text.len == 0 || text.len > 5 || (text.data[0] != '0' && text.data[0] != '1'))
    return -1;
  int thousandths = (text.data[0] - '0') * 1000, weight = 100;
  if (text.len > 1 && text.data[1] != '.')
    return -1;
  for (size_t i = 2; i < text.len; i++, weight /= 10) {
    if (text.data[i] < '0' || text.data[i] > '9')
      return -1;
    thousandths += weight * (text.data[i] - '0');
  }
  return thousandths <= 1000 ? thousandths : -1;
}

/* One element of a list: its word and its quality; moves `*at` behind it. */
static struct relata_str next_element(const char **at, int *quality) {
  const char *begin = *at, *end = skip_to(begin, ',');
  const char *name_end = skip_to(begin, ';');
  if (name_end > end)
    name_end = end;
  *quality = 1000;
  for (const char *parameter = name_end; parameter < end;) {
    const char *parameter_end = skip_to(parameter + 1, ';');
    if (parameter_end > end)
      parameter_end = end;
    const char *equals = memchr(parameter + 1, '=', (size_t)(parameter_end - parameter - 1));
    if (equals && is(trimmed(parameter + 1, equals), "q"))
      *quality = parse_quality(trimmed(equals + 1, parameter_end));
    parameter = parameter_end;
  }
  *at = *end ? end + 1 : end;
  return trimmed(begin, name_end);
}

/* 3 for the type itself, 2 for "text/…", 1 for all, 0 for no match. */
static int specificity(struct relata_str range, const char *type) {
  if (is(range, type))
    return 3;
  if (is(range, "*/*") || is(range, "*"))
    return 1;
  const char *slash = strchr(type, '/');
  const size_t head = slash ? (size_t)(slash - type) + 1 : 0;
  return head && range.len == head + 1 && range.data[head] == '*' && strncasecmp(range.data, type, head) == 0 ? 2 : 0;
}

static int quality_of(const char *header, const char *type) {
  const bool exactly = *type == '=';
  int best = exactly ? 2 : 0, found = 0;
  for (const char *at = header; *at;) {
    int quality;
    const struct relata_str range = next_element(&at, &quality);
    const int detail = range.len ? specificity(range, type + exactly) : 0;
    if (detail > best && quality >= 0) {
      best = detail;
      found = quality;
    }
  }
  return found;
}

size_t accept_choose(const char *header, const char *const *offered, size_t count) {
  if (!header || !header[strspn(header, " \t")])
    return 0;
  size_t best = count;
  int best_quality = 0;
  for (size_t i = 0; i < count; i++) {
    const int quality = quality_of(header, offered[i]);
    if (quality > best_quality) {
      best = i;
      best_quality = quality;
    }
  }
  return best;
}

bool accept_takes_coding(const char *header, const char *coding) {
  int wide = -1;
  for (const char *at = header ? header : ""; *at;) {
    int quality;
    const struct relata_str word = next_element(&at, &quality);
    if (is(word, coding))
      return quality > 0;
    if (is(word, "*"))
      wide = quality;
  }
  return wide > 0;
}

static void copy_text(char *target, size_t size, struct relata_str text, bool lower) {
  target[0] = '\0';
  if (text.len >= size)
    return;
  for (size_t i = 0; i < text.len; i++)
    target[i] = lower && text.data[i] >= 'A' && text.data[i] <= 'Z' ? (char)(text.data[i] + 32) : text.data[i];
  target[text.len] = '\0';
}

static struct relata_str unquoted(struct relata_str value) {
  const bool quoted = value.len >= 2 && value.data[0] == '"' && value.data[value.len - 1] == '"';
  return quoted ? (struct relata_str){ value.data + 1, value.len - 2 } : value;
}

struct media media_parse(const char *header) {
  struct media media = { "", "", "" };
  if (!header)
    return media;
  const char *end = skip_to(header, ';');
  copy_text(media.type, sizeof media.type, trimmed(header, end), true);
  while (*end) {
    const char *begin = end + 1;
    end = skip_to(begin, ';');
    const char *equals = memchr(begin, '=', (size_t)(end - begin));
    if (!equals)
      continue;
    const struct relata_str name = trimmed(begin, equals), value = unquoted(trimmed(equals + 1, end));
    if (is(name, "charset"))
      copy_text(media.charset, sizeof media.charset, value, true);
    else if (is(name, "boundary"))
      copy_text(media.boundary, sizeof media.boundary, value, false);
  }
  return media;
}

/* Without the mark of weakness. */
static struct relata_str opaque(struct relata_str tag) {
  const bool weak = tag.len > 2 && tag.data[0] == 'W' && tag.data[1] == '/';
  return weak ? (struct relata_str){ tag.data + 2, tag.len - 2 } : tag;
}

bool etag_matches(const char *header, const char *etag) {
  const struct relata_str wanted = opaque(relata_str_of(etag));
  for (const char *at = header ? header : ""; *at;) {
    const char *end = skip_to(at, ',');
    const struct relata_str tag = trimmed(at, end);
    if (is(tag, "*") || relata_str_equal(opaque(tag), wanted))
      return true;
    at = *end ? end + 1 : end;
  }
  return false;
}
