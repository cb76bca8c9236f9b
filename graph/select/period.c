/* period.c — see period.h. */
#include "graph/select/period.h"

/* Digits, at most nine; -1 if there are none. */
static int read_number(struct relata_str text, size_t *at) {
  int number = 0;
  const size_t from = *at;
  while (*at < text.len && text.data[*at] >= '0' && text.data[*at] <= '9' && *at - from < 5)
    number = 10 * number + (text.data[(*at)++] - '0');
  return *at == from ? -1 : number;
}

/* The "-09" behind a year or month; `otherwise` if it is not there, -1 if it is wrong. */
static int read_part(struct relata_str text, size_t *at, int most, int otherwise) {
  if (*at >= text.len || text.data[*at] != '-')
    return otherwise;
  ++*at;
  const size_t from = *at;
  const int number = read_number(text, at);
  return *at - from == 2 && number >= 1 && number <= most ? number : -1;
}

/* One date; `last` asks for its last day. */
static bool read_day(struct relata_str text, bool last, int *out) {
  size_t at = 0;
  const bool before_christ = text.len > 1 && text.data[0] == '-';
  at += before_christ;
  const size_t from = at;
  const int year = read_number(text, &at);
  if (at - from != 4)
    return false;
  const int month = read_part(text, &at, 12, last ? 12 : 0);
  const int day = month < 0 ? -1 : read_part(text, &at, 31, last ? 31 : 0);
  if (day < 0 || (at < text.len && text.data[at] != 'T' && text.data[at] != 'Z'))
    return false;
  *out = (before_christ ? -year : year) * 10000 + month * 100 + day;
  return true;
}

static bool is_open(struct relata_str text) {
  return text.len == 0 || relata_str_is(text, "..");
}

bool period_parse(struct relata_str text, struct period *out) {
  size_t slash = 0;
  while (slash < text.len && text.data[slash] != '/')
    slash++;
  const bool interval = slash < text.len;
  const struct relata_str begins = { text.data, slash },
                          ends = interval ? (struct relata_str){ text.data + slash + 1, text.len - slash - 1 } : begins;
  *out = (struct period){ .begin = INT_MIN, .end = INT_MAX };
  struct period read = *out;
  if (is_open(begins) && is_open(ends))
    return false;
  if (!(interval && is_open(begins))) {
    if (!read_day(begins, false, &read.begin))
      return false;
    read.begins = begins;
  }
  if (!(interval && is_open(ends))) {
    if (!read_day(ends, true, &read.end))
      return false;
    read.ends = ends;
  }
  if (read.begin > read.end)
    return false;
  *out = read;
  return true;
}

bool periods_overlap(const struct period *a, const struct period *b) {
  return a->begin <= b->end && b->begin <= a->end;
}
