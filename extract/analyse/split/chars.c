#include "extract/analyse/split/chars.h"

#include <utf8proc.h>

size_t char_decode(const char *text, size_t at, size_t end, uint32_t *character) {
  const unsigned char first = (unsigned char)text[at];
  if (first < 0x80) {
    *character = first;
    return 1;
  }
  utf8proc_int32_t decoded;
  const utf8proc_ssize_t bytes =
      utf8proc_iterate((const utf8proc_uint8_t *)text + at, (utf8proc_ssize_t)(end - at), &decoded);
  *character = bytes > 0 ? (uint32_t)decoded : 0xFFFD;
  return bytes > 0 ? (size_t)bytes : 1;
}

static enum char_class ascii_class(uint32_t c) {
  if (c <= ' ' || c == 0x7F)
    return CHAR_SPACE;
  if (c >= 'a' && c <= 'z')
    return CHAR_LOWER;
  if (c >= 'A' && c <= 'Z')
    return CHAR_UPPER;
  if (c >= '0' && c <= '9')
    return CHAR_DIGIT;
  switch (c) {
  case '"':
  case '\'':
  case '`':
    return CHAR_QUOTE;
  case '(':
  case '[':
  case '{':
    return CHAR_OPEN;
  case ')':
  case ']':
  case '}':
    return CHAR_CLOSE;
  case '$':
    return CHAR_CURRENCY;
  default:
    return CHAR_OTHER;
  }
}

static enum char_class unicode_class(uint32_t c) {
  switch (utf8proc_category((utf8proc_int32_t)c)) {
  case UTF8PROC_CATEGORY_ZS:
  case UTF8PROC_CATEGORY_ZL:
  case UTF8PROC_CATEGORY_ZP:
  case UTF8PROC_CATEGORY_CC:
    return CHAR_SPACE;
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LT:
    return CHAR_UPPER;
  case UTF8PROC_CATEGORY_LL:
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO:
    return c == 0xAA || c == 0xBA ? CHAR_OTHER : CHAR_LOWER; /* º, ª stand behind numbers */
  case UTF8PROC_CATEGORY_ND:
  case UTF8PROC_CATEGORY_NL:
    return CHAR_DIGIT;
  case UTF8PROC_CATEGORY_MN:
  case UTF8PROC_CATEGORY_MC:
  case UTF8PROC_CATEGORY_ME:
  case UTF8PROC_CATEGORY_CF:
    return CHAR_JOINED;
  case UTF8PROC_CATEGORY_PI:
  case UTF8PROC_CATEGORY_PF:
    return CHAR_QUOTE;
  case UTF8PROC_CATEGORY_PS:
    return CHAR_OPEN;
  case UTF8PROC_CATEGORY_PE:
    return CHAR_CLOSE;
  case UTF8PROC_CATEGORY_SC:
    return CHAR_CURRENCY;
  default:
    return c >= 0x1F3FB && c <= 0x1F3FF ? CHAR_JOINED /* skin tones */ : CHAR_OTHER;
  }
}

enum char_class char_class_of(uint32_t character) {
  return character < 0x80 ? ascii_class(character) : unicode_class(character);
}

enum char_class char_class_at(const char *text, size_t at, size_t end, size_t *bytes) {
  if (at >= end) {
    *bytes = 0;
    return CHAR_SPACE;
  }
  uint32_t character;
  *bytes = char_decode(text, at, end, &character);
  return char_class_of(character);
}

bool char_is_apostrophe(uint32_t character) {
  return character == '\'' || character == 0x2019 || character == '`' || character == 0xB4 || character == 0x2BC;
}
