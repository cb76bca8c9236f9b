/* map_lemma.c — the lemmas by which words are looked up. */
#include "ontology/map.h"

#include <utf8proc.h>

struct relata_str map_lower(struct relata_arena *arena, struct relata_str text) {
  size_t first = 0;
  while (first < text.len && !(text.data[first] >= 'A' && text.data[first] <= 'Z'))
    first++;
  if (first == text.len)
    return text;
  char *lower = relata_arena_alloc(arena, text.len + 1);
  for (size_t i = 0; i < text.len; i++)
    lower[i] = (char)(text.data[i] >= 'A' && text.data[i] <= 'Z' ? text.data[i] | 32 : text.data[i]);
  return (struct relata_str){ lower, text.len };
}

struct relata_str map_title_case(struct relata_arena *arena, struct relata_str text) {
  char *title = relata_arena_alloc(arena, 2 * text.len + 1);
  size_t written = 0;
  bool inside = false; /* a word */
  for (size_t i = 0; i < text.len;) {
    utf8proc_int32_t point = 0;
    const utf8proc_ssize_t step =
      utf8proc_iterate((const utf8proc_uint8_t *)text.data + i, (utf8proc_ssize_t)(text.len - i), &point);
    if (step <= 0)
      return text;
    const utf8proc_int32_t lower = utf8proc_tolower(point);
    written += (size_t)utf8proc_encode_char(inside ? lower : point, (utf8proc_uint8_t *)title + written);
    inside = lower != point || point == '\'';
    i += (size_t)step;
  }
  return (struct relata_str){ title, written };
}

struct relata_str map_lemma(const struct relata_document *document, size_t token) {
  const struct relata_token *word = &document->tokens[token];
  const struct relata_str lemma = map_lower(document->arena, word->lemma);
  if (token + 4 >= document->sentences[word->sentence].end || word->upos != RELATA_NOUN || word->space_after ||
      word[1].space_after || word[2].space_after || word[3].space_after || word[2].upos != RELATA_ADP ||
      !relata_str_is(word[1].form, "-") || !relata_str_is(word[3].form, "-"))
    return lemma;
  const struct relata_str with = word[2].form, what = word[4].form;
  return relata_arena_print(document->arena, "%.*s-%.*s-%.*s", (int)lemma.len, lemma.data, (int)with.len, with.data,
                            (int)what.len, what.data);
}
