/* lemma.c — lemmas from the lexicon, or by CASE;PREFIX;SUFFIX or =LEMMA. */
#include "extract/analyse/engine/lemma.h"

#include <string.h>
#include <utf8proc.h>

/* Characters to drop at one end, and what to put there. */
struct edit {
  size_t drop;
  struct relata_str add;
};

static bool read_edit(struct relata_str text, struct edit *edit) {
  size_t i = 0;
  edit->drop = 0;
  for (; i < text.len && i < 4 && text.data[i] >= '0' && text.data[i] <= '9'; i++)
    edit->drop = edit->drop * 10 + (size_t)(text.data[i] - '0');
  if (i == 0 || i == text.len || text.data[i] != '+')
    return false;
  edit->add = (struct relata_str){text.data + i + 1, text.len - i - 1};
  return true;
}

static bool read_script(struct relata_str script, struct edit *front, struct edit *back) {
  if (script.len < 3 || script.data[1] != ';')
    return false;
  const char *second = memchr(script.data + 2, ';', script.len - 2);
  if (!second)
    return false;
  const size_t first_len = (size_t)(second - script.data) - 2;
  return read_edit((struct relata_str){script.data + 2, first_len}, front) &&
         read_edit((struct relata_str){second + 1, script.len - first_len - 3}, back);
}

static struct relata_str lower_ascii(struct relata_arena *arena, struct relata_str word) {
  bool changes = false;
  for (size_t i = 0; i < word.len; i++)
    changes |= word.data[i] >= 'A' && word.data[i] <= 'Z';
  if (!changes)
    return word;
  char *lower = relata_arena_alloc(arena, word.len + 1);
  for (size_t i = 0; i < word.len; i++)
    lower[i] = (char)(word.data[i] >= 'A' && word.data[i] <= 'Z' ? word.data[i] - 'A' + 'a' : word.data[i]);
  return (struct relata_str){lower, word.len};
}

struct relata_str relata_lemma_lower(struct relata_arena *arena, struct relata_str word) {
  bool wide = false;
  for (size_t i = 0; i < word.len; i++)
    wide |= (unsigned char)word.data[i] >= 0x80;
  if (!wide)
    return lower_ascii(arena, word);
  utf8proc_uint8_t *lower = relata_arena_alloc(arena, 2 * word.len + 4);
  const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)word.data, *end = at + word.len;
  size_t len = 0;
  while (at < end) {
    utf8proc_int32_t c;
    const utf8proc_ssize_t used = utf8proc_iterate(at, end - at, &c);
    if (used <= 0)
      return word;
    len += (size_t)utf8proc_encode_char(utf8proc_tolower(c), lower + len);
    at += used;
  }
  return (struct relata_str){(const char *)lower, len};
}

static bool starts_character(char byte) {
  return ((unsigned char)byte & 0xc0) != 0x80;
}

/* Takes the edits' characters off both ends; false if there are not so many. */
static bool trim_ends(struct relata_str *form, size_t front, size_t back) {
  size_t begin = 0, end = form->len;
  for (; front && begin < end; front--)
    do
      begin++;
    while (begin < end && !starts_character(form->data[begin]));
  for (; back && end > begin; back--)
    do
      end--;
    while (end > begin && !starts_character(form->data[end]));
  if (front || back)
    return false;
  *form = (struct relata_str){form->data + begin, end - begin};
  return true;
}

struct relata_str relata_lemma_apply(struct relata_arena *arena, struct relata_str script, struct relata_str word) {
  if (script.len > 1 && script.data[0] == '=')
    return relata_arena_copy(arena, (struct relata_str){script.data + 1, script.len - 1});
  struct edit front, back;
  if (!read_script(script, &front, &back))
    return word;
  const struct relata_str form = script.data[0] == 'l' ? relata_lemma_lower(arena, word) : word;
  struct relata_str middle = form;
  if (!trim_ends(&middle, front.drop, back.drop) || front.add.len + middle.len + back.add.len == 0)
    return form;
  if (!front.add.len && !back.add.len)
    return middle;
  char *lemma = relata_arena_alloc(arena, front.add.len + middle.len + back.add.len + 1);
  memcpy(lemma, front.add.data, front.add.len);
  if (middle.len)
    memcpy(lemma + front.add.len, middle.data, middle.len);
  memcpy(lemma + front.add.len + middle.len, back.add.data, back.add.len);
  return (struct relata_str){lemma, front.add.len + middle.len + back.add.len};
}

/* Compares a line of the lexicon with `word TAB name TAB`; 0 when it begins so. */
static int compare_line(struct relata_str line, struct relata_str word, struct relata_str name) {
  const struct relata_str tab = RELATA_STR("\t"), parts[] = {word, tab, name, tab};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    const size_t shared = line.len < parts[i].len ? line.len : parts[i].len;
    const int order = shared ? memcmp(line.data, parts[i].data, shared) : 0;
    if (order || shared < parts[i].len)
      return order ? order : -1;
    line = (struct relata_str){line.data + shared, line.len - shared};
  }
  return 0;
}

struct relata_str relata_lemma_find(const struct relata_tensor *lexicon, struct relata_str lower,
                                    enum relata_upos upos) {
  const struct relata_str name = relata_str_of(relata_upos_as_name(upos));
  size_t low = 0, high = lexicon->dims[0];
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const struct relata_str line = relata_tensor_get_string(lexicon, middle);
    const int order = compare_line(line, lower, name);
    if (order == 0) {
      const size_t skip = lower.len + name.len + 2;
      return (struct relata_str){line.data + skip, line.len - skip};
    }
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return (struct relata_str){0};
}
