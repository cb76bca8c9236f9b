/* chars.h — what splitting asks of a character.  ASCII from a switch, the rest
 * from utf8proc's Unicode categories. */
#ifndef RELATA_SPLIT_CHARS_H
#define RELATA_SPLIT_CHARS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum char_class {
  CHAR_SPACE, /* white space, line and paragraph separators */
  CHAR_LOWER, /* lower-case and caseless letters */
  CHAR_UPPER, /* upper and title case */
  CHAR_DIGIT,
  CHAR_JOINED, /* combining marks, joiners, variation selectors: go with what they follow */
  CHAR_QUOTE,  /* quotation marks, apostrophe among them */
  CHAR_OPEN,   /* opening brackets */
  CHAR_CLOSE,
  CHAR_CURRENCY,
  CHAR_OTHER /* every other mark or symbol */
};

/* Decodes the character at `at` (< `end`) and returns how many bytes it takes;
 * a broken byte is one character, U+FFFD. */
size_t char_decode(const char *text, size_t at, size_t end, uint32_t *character);

enum char_class char_class_of(uint32_t character);

/* Both at once; CHAR_SPACE with no bytes at `end`. */
enum char_class char_class_at(const char *text, size_t at, size_t end, size_t *bytes);

bool char_is_apostrophe(uint32_t character); /* ' ’ ` ´ ʼ */

static inline bool char_class_is_letter(enum char_class class) {
  return class == CHAR_LOWER || class == CHAR_UPPER;
}

static inline bool char_class_is_alnum(enum char_class class) {
  return class == CHAR_LOWER || class == CHAR_UPPER || class == CHAR_DIGIT;
}

#endif
