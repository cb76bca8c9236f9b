/* case.c — the letter case of a word, which the uncased encoder cannot see.
 *
 * The classes are told apart as Python's islower, isupper and isdigit do,
 * because the trainer uses these.
 */
#include "extract/analyse/engine/pieces.h"

#include <utf8proc.h>

enum kind { KIND_OTHER, KIND_LOWER, KIND_UPPER, KIND_TITLE, KIND_DIGIT };

/* Characters that count as letters with case or as digits and are neither by
 * their category (Unicode's Other_Lowercase, Other_Uppercase and
 * Numeric_Type=Digit): ordinal signs, modifier and subscript letters, Roman
 * numerals, circled letters; superscripts, subscripts and numbers in signs. */
static const struct {
  utf8proc_int32_t first, last;
  enum kind kind;
} rare_ranges[] = {
    {0xaa, 0xaa, KIND_LOWER},     {0xb2, 0xb3, KIND_DIGIT},     {0xb9, 0xb9, KIND_DIGIT},
    {0xba, 0xba, KIND_LOWER},     {0x2b0, 0x2b8, KIND_LOWER},   {0x2c0, 0x2c1, KIND_LOWER},
    {0x2e0, 0x2e4, KIND_LOWER},   {0x37a, 0x37a, KIND_LOWER},   {0x1d2c, 0x1d6a, KIND_LOWER},
    {0x1d78, 0x1d78, KIND_LOWER}, {0x1d9b, 0x1dbf, KIND_LOWER}, {0x2070, 0x2070, KIND_DIGIT},
    {0x2071, 0x2071, KIND_LOWER}, {0x2074, 0x2079, KIND_DIGIT}, {0x207f, 0x207f, KIND_LOWER},
    {0x2080, 0x2089, KIND_DIGIT}, {0x2090, 0x209c, KIND_LOWER}, {0x2160, 0x216f, KIND_UPPER},
    {0x2170, 0x217f, KIND_LOWER}, {0x2460, 0x2468, KIND_DIGIT}, {0x2474, 0x247c, KIND_DIGIT},
    {0x2488, 0x2490, KIND_DIGIT}, {0x24b6, 0x24cf, KIND_UPPER}, {0x24d0, 0x24e9, KIND_LOWER},
    {0x24ea, 0x24ea, KIND_DIGIT}, {0x24f5, 0x24fd, KIND_DIGIT}, {0x24ff, 0x24ff, KIND_DIGIT},
    {0x2776, 0x277e, KIND_DIGIT}, {0x2780, 0x2788, KIND_DIGIT}, {0x278a, 0x2792, KIND_DIGIT},
};

static enum kind kind_of_rare(utf8proc_int32_t c) {
  for (size_t i = 0; i < sizeof rare_ranges / sizeof *rare_ranges; i++)
    if (c >= rare_ranges[i].first && c <= rare_ranges[i].last)
      return rare_ranges[i].kind;
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
