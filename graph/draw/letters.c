/* letters.c — widths of Helvetica's letters, as Adobe's metrics of 1990 give them. */
#include "graph/draw/letters.h"

#include <utf8proc.h>

/* Thousandths of the size, from the space on. */
static const unsigned short widths[95] = {
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722,
  778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,
  556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
};

/* A letter with marks is as wide as without; what is written wide fills its square. */
static double width_of(utf8proc_int32_t letter) {
  utf8proc_int32_t parts[8];
  int last = 0;
  if (letter >= ' ' && letter <= '~')
    return widths[letter - ' '];
  if (letter == 0x2026) /* … */
    return 1000;
  if (utf8proc_charwidth(letter) != 1)
    return 1000.0 * utf8proc_charwidth(letter) / 2;
  const utf8proc_ssize_t count = utf8proc_decompose_char(letter, parts, 8, UTF8PROC_DECOMPOSE, &last);
  return count > 0 && parts[0] >= ' ' && parts[0] <= '~' ? widths[parts[0] - ' '] : 600;
}

/* The reference that begins at `at`: its letter, or 0; `*len` its bytes. */
static utf8proc_int32_t reference_at(struct relata_str words, size_t at, size_t *len) {
  static const struct {
    const char *name;
    char letter;
  } names[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&#39;", '\'' },
                { "&#45;", '-' }, { "&#160;", ' ' } };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const struct relata_str name = relata_str_of(names[i].name);
    if (words.len - at >= name.len && relata_str_equal((struct relata_str){ words.data + at, name.len }, name)) {
      *len = name.len;
      return names[i].letter;
    }
  }
  return 0;
}

double letters_width(struct relata_str words, double size) {
  double width = 0;
  for (size_t at = 0; at < words.len;) {
    size_t len = 0;
    utf8proc_int32_t letter = words.data[at] == '&' ? reference_at(words, at, &len) : 0;
    if (!letter) {
      const utf8proc_ssize_t read =
        utf8proc_iterate((const utf8proc_uint8_t *)words.data + at, (utf8proc_ssize_t)(words.len - at), &letter);
      len = read > 0 ? (size_t)read : 1;
      letter = read > 0 ? letter : 'n';
    }
    width += width_of(letter);
    at += len;
  }
  return width * size / 1000;
}
