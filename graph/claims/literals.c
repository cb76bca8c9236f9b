/* literals.c — numbers and dates as literals. */
#include "graph/claims/literals.h"

#include <math.h>
#include <string.h>

#include "graph/claims/vocabulary.h"
#include "graph/store/term.h"

static const struct relata_str nothing = { NULL, 0 };

struct relata_str literal_plain(struct relata_arena *arena, struct relata_str text) {
  return term_literal(arena, text, nothing, nothing);
}

struct relata_str literal_integer(struct relata_arena *arena, uint64_t number) {
  return relata_arena_print(arena, "\"%llu\"^^<" NS_XSD "integer>", (unsigned long long)number);
}

struct relata_str literal_decimal(struct relata_arena *arena, double number) {
  const long long hundredths = isfinite(number) && fabs(number) < 1e15 ? llround(number * 100) : 0;
  const long long size = hundredths < 0 ? -hundredths : hundredths;
  return relata_arena_print(arena, "\"%s%lld.%02lld\"^^<" NS_XSD "decimal>", hundredths < 0 ? "-" : "", size / 100,
                            size % 100);
}

struct relata_str literal_typed(struct relata_arena *arena, struct relata_str value, struct relata_str datatype) {
  if (datatype.len > 4 && memcmp(datatype.data, "xsd:", 4) == 0)
    datatype = relata_arena_print(arena, NS_XSD "%.*s", (int)datatype.len - 4, datatype.data + 4);
  return term_literal(arena, value, datatype, nothing);
}

/* Does `text` begin with `shape`, where 0 stands for a digit? */
static bool has_shape(struct relata_str text, const char *shape) {
  const size_t len = strlen(shape);
  if (text.len < len)
    return false;
  for (size_t i = 0; i < len; i++) {
    const char c = text.data[i];
    if (shape[i] == '0' ? c < '0' || c > '9' : c != shape[i])
      return false;
  }
  return true;
}

static int two_digits(struct relata_str text, size_t at) {
  return 10 * (text.data[at] - '0') + text.data[at + 1] - '0';
}

static bool is_day(struct relata_str text) {
  const int year = 100 * two_digits(text, 0) + two_digits(text, 2), month = two_digits(text, 5),
            day = two_digits(text, 8);
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const int days = month == 2 ? 28 + leap : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  return month >= 1 && month <= 12 && day >= 1 && day <= days;
}

/* What may follow "2018-09-07T12:30:00": nothing, Z or an offset. */
static bool is_zone(struct relata_str text) {
  return text.len == 0 || relata_str_is(text, "Z") ||
         (text.len == 6 && (has_shape(text, "+00:00") || has_shape(text, "-00:00")) && two_digits(text, 1) <= 13 &&
          two_digits(text, 4) <= 59);
}

static bool is_moment(struct relata_str text) {
  if (!has_shape(text, "0000-00-00T00:00:00") || !is_day(text) || two_digits(text, 11) > 23 ||
      two_digits(text, 14) > 59 || two_digits(text, 17) > 59)
    return false;
  return is_zone((struct relata_str){ text.data + 19, text.len - 19 });
}

struct relata_str literal_time(struct relata_arena *arena, struct relata_str text) {
  const char *type = "";
  if (text.len == 4 && has_shape(text, "0000"))
    type = "xsd:gYear";
  else if (text.len == 7 && has_shape(text, "0000-00") && two_digits(text, 5) >= 1 && two_digits(text, 5) <= 12)
    type = "xsd:gYearMonth";
  else if (text.len == 10 && has_shape(text, "0000-00-00") && is_day(text))
    type = "xsd:date";
  else if (is_moment(text))
    type = "xsd:dateTime";
  return literal_typed(arena, text, relata_str_of(type));
}
