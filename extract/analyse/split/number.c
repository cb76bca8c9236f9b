/* number.c — numbers, their units, dates, times, telephone numbers. */
#include <string.h>

#include "extract/analyse/split/lex.h"
#include "extract/analyse/split/lists.h"

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static size_t digits_end(const struct lexer *lexer, size_t at) {
  while (is_digit(lex_byte(lexer, at)))
    at++;
  return at;
}

/* Groups of digits joined by `mark` from `at` on: how many, how long the first
 * two, where they end. */
struct groups {
  size_t count, first, second, end;
};

static struct groups digit_groups(const struct lexer *lexer, size_t at, char mark) {
  struct groups groups = {0};
  for (;;) {
    const size_t end = digits_end(lexer, at);
    if (end == at)
      break;
    groups.count++;
    if (groups.count <= 2)
      *(groups.count == 1 ? &groups.first : &groups.second) = end - at;
    groups.end = end;
    if (lex_byte(lexer, end) != mark)
      break;
    at = end + 1;
  }
  return groups;
}

/* What follows digits and still counts as their number. */
static bool number_goes_on(const struct lexer *lexer, size_t at) {
  const char c = lex_byte(lexer, at);
  return is_digit(c) || ((c == '.' || c == ',' || c == ':') && is_digit(lex_byte(lexer, at + 1)));
}

/* "555-010-0199", "010-0199", "12345-6789", "2018-09-07" are one word, "3-4" and "1969-1970" are not. */
static size_t hyphened_end(const struct lexer *lexer, size_t at) {
  const struct groups groups = digit_groups(lexer, at, '-');
  if (groups.count < 2 || number_goes_on(lexer, groups.end) || char_class_is_letter(lex_class(lexer, groups.end)))
    return at;
  if (groups.count >= 3)
    return groups.end;
  return groups.second == 4 && (groups.first == 1 || groups.first == 3 || groups.first == 5) ? groups.end : at;
}

/* "9/11", "1/2", "06/14/2001"; not "2001/02". */
static size_t slashed_end(const struct lexer *lexer, size_t at) {
  const struct groups groups = digit_groups(lexer, at, '/');
  if (groups.count < 2 || number_goes_on(lexer, groups.end))
    return at;
  return groups.count == 3 || (groups.count == 2 && groups.first <= 2 && groups.second <= 2) ? groups.end : at;
}

static size_t plain_end(const struct lexer *lexer, size_t at) {
  if (lexer->text[at] == '.' || lexer->text[at] == '+')
    at++;
  at = digits_end(lexer, at);
  while (strchr(".,:", lex_byte(lexer, at) ? lexer->text[at] : ' ') && is_digit(lex_byte(lexer, at + 1)))
    at = digits_end(lexer, at + 1);
  return at;
}

static bool behind_currency(const struct lexer *lexer, size_t at) {
  if (at == 0)
    return false;
  size_t before = at - 1;
  while (before > 0 && ((unsigned char)lexer->text[before] & 0xC0) == 0x80)
    before--;
  size_t bytes;
  return char_class_at(lexer->text, before, at, &bytes) == CHAR_CURRENCY;
}

/* A word written on to its number, "3days": four small letters are no code. */
static bool is_glued_word(const char *word, size_t len) {
  enum { SHORTEST = 4 };
  for (size_t i = 0; i < len; i++)
    if (word[i] < 'a' || word[i] > 'z')
      return false;
  return len >= SHORTEST;
}

static bool unit_follows(const struct lexer *lexer, size_t number, size_t at, size_t end) {
  const char *unit = lexer->text + at;
  if (end - at == 1 && strchr("ap", *unit) && lex_byte(lexer, end) == '.' && lex_byte(lexer, end + 1) == 'm')
    return true; /* "2p.m." */
  const char *when = list_find("units", unit, end - at, false);
  return when ? !*when || behind_currency(lexer, number) : is_glued_word(unit, end - at);
}

/* "1990's": a decade's s is no clitic. */
static size_t decade_end(const struct lexer *lexer, size_t begin, size_t at) {
  uint32_t c;
  if (at >= lexer->end || at - begin < 2 || lexer->text[at - 1] != '0')
    return at;
  const size_t bytes = char_decode(lexer->text, at, lexer->end, &c);
  if (!char_is_apostrophe(c) || lex_byte(lexer, at + bytes) != 's')
    return at;
  return char_class_is_alnum(lex_class(lexer, at + bytes + 1)) ? at : at + bytes + 1;
}

size_t lex_number(struct lexer *lexer, size_t at) {
  size_t end = hyphened_end(lexer, at);
  if (end == at)
    end = slashed_end(lexer, at);
  if (end == at) {
    end = plain_end(lexer, at);
    const size_t letters = lex_core_end(lexer, end);
    end = letters == end || unit_follows(lexer, at, end, letters) ? decade_end(lexer, at, end) : letters;
  }
  pieces_add(lexer->pieces, at, end);
  return end;
}
