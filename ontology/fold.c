/* fold.c — the spelling under which a name is looked up; the compiler and the
 * program must fold alike. */
#include "ontology/lexicon.h"

#include <utf8proc.h>

bool lexicon_fold(struct relata_str text, char *buffer, size_t size, struct relata_str *folded) {
  size_t written = 0;
  for (size_t i = 0; i < text.len;) {
    utf8proc_int32_t point = 0;
    const utf8proc_ssize_t step =
        utf8proc_iterate((const utf8proc_uint8_t *)text.data + i, (utf8proc_ssize_t)(text.len - i), &point);
    if (step <= 0 || written + 4 > size)
      return false;
    /* typographic apostrophes and hyphens are spelling, not another name */
    if (point == 0x2019)
      point = '\'';
    else if (point == 0x2010 || point == 0x2011 || point == 0x2013)
      point = '-';
    written += (size_t)utf8proc_encode_char(utf8proc_tolower(point), (utf8proc_uint8_t *)buffer + written);
    i += (size_t)step;
  }
  *folded = (struct relata_str){buffer, written};
  return true;
}
