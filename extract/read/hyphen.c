/* hyphen.c — is a hyphen at a line's end part of the word? */
#include "extract/read/read.h"

enum { NEIGHBOURHOOD = 64 << 10, LONGEST_WORD = 48 };

static bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

/* Does the word stand whole in the text? */
static bool occurs(struct relata_str text, struct relata_str word) {
  for (size_t at = 0; at < text.len;) {
    const size_t found = at + read_find(read_after(text, at), word);
    if (found >= text.len)
      return false;
    const size_t end = found + word.len;
    if ((found == 0 || !read_is_alpha(text.data[found - 1])) && (end == text.len || !read_is_alpha(text.data[end])))
      return true;
    at = found + 1;
  }
  return false;
}

bool read_hyphen_goes(const struct read_words *words, struct relata_str text, size_t at, size_t next) {
  size_t begin = at, end = next;
  while (begin > 0 && read_is_alpha(text.data[begin - 1]))
    begin--;
  while (end < text.len && read_is_alpha(text.data[end]))
    end++;
  if (begin == at || end == next || at - begin > LONGEST_WORD || end - next > LONGEST_WORD ||
      !is_lower(text.data[next]))
    return false;
  if (begin > 0 && text.data[begin - 1] == '-')
    return false; /* "state-of-the-\nart" */
  const struct relata_str second = {text.data + next, end - next};
  char joined[2 * LONGEST_WORD + 1];
  size_t len = 0;
  for (size_t i = begin; i < at; i++)
    joined[len++] = text.data[i];
  for (size_t i = next; i < end; i++)
    joined[len++] = text.data[i];
  const size_t first = at > NEIGHBOURHOOD ? at - NEIGHBOURHOOD : 0;
  const size_t last = text.len - at > NEIGHBOURHOOD ? at + NEIGHBOURHOOD : text.len;
  const struct relata_str around = {text.data + first, last - first};
  if (occurs(around, (struct relata_str){joined, len}))
    return true;
  /* "Russian-\nbacked": a second half that is known to follow hyphens, or a name before it. */
  return !read_words_find(words, LIST_HYPHEN_TAIL, second) && !read_is_upper(text.data[begin]);
}
