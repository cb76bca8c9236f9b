/* text_words.c — see text_words.h. */
#include "graph/sparql/text_words.h"

#include <string.h>
#include <utf8proc.h>

struct word_cutter word_cutter_begin(struct relata_str text) {
  return (struct word_cutter){ .text = text };
}

static void add_bytes(struct word_cutter *cutter, const char *bytes, size_t size) {
  if (cutter->length + size > LONGEST_WORD)
    return;
  memcpy(cutter->word + cutter->length, bytes, size);
  cutter->length += size;
}

static bool is_wordlike(utf8proc_int32_t code) {
  switch (utf8proc_category(code)) {
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LL:
  case UTF8PROC_CATEGORY_LT:
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO:
  case UTF8PROC_CATEGORY_MN:
  case UTF8PROC_CATEGORY_MC:
  case UTF8PROC_CATEGORY_ME:
  case UTF8PROC_CATEGORY_ND:
  case UTF8PROC_CATEGORY_NL:
  case UTF8PROC_CATEGORY_NO:
    return true;
  default:
    return false;
  }
}

/* One character as its folded letters, which may be several or none. */
static void add_folded(struct word_cutter *cutter, utf8proc_int32_t code) {
  enum { MOST_PARTS = 32 }; /* U+FDFA becomes 18 */
  utf8proc_int32_t parts[MOST_PARTS];
  int last = 0;
  const utf8proc_ssize_t count = utf8proc_decompose_char(
    code, parts, MOST_PARTS, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK, &last);
  for (utf8proc_ssize_t i = 0; i < count && i < MOST_PARTS; i++) {
    utf8proc_uint8_t bytes[4];
    if (is_wordlike(parts[i]))
      add_bytes(cutter, (const char *)bytes, (size_t)utf8proc_encode_char(parts[i], bytes));
  }
}

/* Takes one character if it belongs to a word. */
static bool take_letter(struct word_cutter *cutter) {
  const unsigned char c = (unsigned char)cutter->text.data[cutter->at];
  if (c < 0x80) {
    const bool upper = c >= 'A' && c <= 'Z';
    const char folded = (char)(upper ? c + ('a' - 'A') : c);
    if (!upper && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9'))
      return false;
    add_bytes(cutter, &folded, 1);
    cutter->at++;
    return true;
  }
  utf8proc_int32_t code;
  const utf8proc_ssize_t step = utf8proc_iterate((const utf8proc_uint8_t *)cutter->text.data + cutter->at,
                                                 (utf8proc_ssize_t)(cutter->text.len - cutter->at), &code);
  if (step <= 0 || !is_wordlike(code))
    return false;
  add_folded(cutter, code);
  cutter->at += (size_t)step;
  return true;
}

static void skip_letter(struct word_cutter *cutter) {
  cutter->at++;
  while (cutter->at < cutter->text.len && ((unsigned char)cutter->text.data[cutter->at] & 0xc0) == 0x80)
    cutter->at++;
}

bool word_cutter_next(struct word_cutter *cutter, struct relata_str *word) {
  cutter->length = 0;
  while (cutter->at < cutter->text.len) {
    if (take_letter(cutter))
      continue;
    if (cutter->length)
      break;
    skip_letter(cutter);
  }
  *word = (struct relata_str){ cutter->word, cutter->length };
  return cutter->length > 0;
}
