/* case.c — the letter case of a word, which the uncased encoder cannot see.
 *
 * The classes are told apart as Python's islower, isupper and isdigit do,
 * because the trainer uses these.
 */
#include "extract/analyse/engine/pieces.h"

#include <utf8proc.h>

enum kind { KIND_OTHER, KIND_LOWER, KIND_UPPER, KIND_TITLE, KIND_DIGIT };

/* Characters with the property Lowercase or Uppercase that are no letters by
 * their category: ordinal signs, modifier letters, Roman numerals, circled. */
static enum kind kind_of_rare(utf8proc_int32_t c) {
  if (c == 0xaa || c == 0xba || (c >= 0x2b0 && c <= 0x2b8) || (c >= 0x2170 && c <= 0x217f) ||
      (c >= 0x24d0 && c <= 0x24e9))
    return KIND_LOWER;
  if ((c >= 0x2160 && c <= 0x216f) || (c >= 0x24b6 && c <= 0x24cf))
    return KIND_UPPER;
  if (c == 0xb2 || c == 0xb3 || c == 0xb9 || c == 0x2070 || (c >= 0x2074 && c <= 0x2079) ||
      (c >= 0x2080 && c <= 0x2089) || (c >= 0x2460 && c <= 0x2468))
    return KIND_DIGIT;
  return KIND_OTHER;
}

static enum kind kind_of(utf8proc_int32_t c) {
  if (c < 0x80) {
    if (c >= 'a' && c <= 'z')
      return KIND_LOWER;
    if (c >= 'A' && c <= 'Z')
      return KIND_UPPER;
    return c >= '0' && c <= '9' ? KIND_DIGIT : KIND_OTHER;
  }
  switch (utf8proc_category(c)) {
  case UTF8PROC_CATEGORY_LL:
    return KIND_LOWER;
  case UTF8PROC_CATEGORY_LU:
    return KIND_UPPER;
  case UTF8PROC_CATEGORY_LT:
    return KIND_TITLE;
  case UTF8PROC_CATEGORY_ND:
    return KIND_DIGIT;
  default:
    return kind_of_rare(c);
  }
}

/* How many characters of each kind, the first apart. */
struct census {
  size_t characters;
  enum kind first;
  size_t lower, upper, title, digit; /* after the first */
};

static void count_kind(struct census *census, enum kind kind) {
  if (census->characters++ == 0) {
    census->first = kind;
    return;
  }
  census->lower += kind == KIND_LOWER;
  census->upper += kind == KIND_UPPER;
  census->title += kind == KIND_TITLE;
  census->digit += kind == KIND_DIGIT;
}

static struct census census_of(struct relata_str word) {
  struct census census = {0};
  const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)word.data, *end = at + word.len;
  while (at < end) {
    utf8proc_int32_t c = *at;
    utf8proc_ssize_t length = 1;
    if (c >= 0x80) {
      length = utf8proc_iterate(at, end - at, &c);
      if (length <= 0) {
        c = 0xfffd;
        length = 1;
      }
    }
    count_kind(&census, kind_of(c));
    at += length;
  }
  return census;
}

uint8_t relata_case_class(struct relata_str word) {
  if (!word.len)
    return 0;
  const struct census after = census_of(word);
  const size_t lower = after.lower + (after.first == KIND_LOWER);
  const size_t upper = after.upper + (after.first == KIND_UPPER);
  const size_t title = after.title + (after.first == KIND_TITLE);
  if (lower && !upper && !title)
    return 1;
  if (upper && !lower && !title)
    return after.characters > 1 ? 2 : 3;
  if (after.first == KIND_UPPER && after.lower && !after.upper && !after.title)
    return 4;
  if (after.digit || after.first == KIND_DIGIT)
    return 5;
  return upper ? 6 : 0;
}
