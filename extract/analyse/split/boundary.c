#include "extract/analyse/split/boundary.h"

#include <string.h>

#include "extract/analyse/split/chars.h"
#include "extract/analyse/split/lists.h"
#include "extract/analyse/split/table.h"
#include "extract/extract.h"

enum { NAME_ROOM = 160, WORD_ROOM = 24 };

/* A word as features see it. */
struct view {
  char form[WORD_ROOM + 1]; /* in small letters, digits as 9, cut to WORD_ROOM bytes */
  char shape[5];            /* see `view_shape` */
};

/* ------------------------------------------------------------------- views */

/* a small, X Capitalised, A ALL CAPITALS, I one capital, 9 begins with a digit,
 * m mixed, all with a full stop behind them if they hold one ("U.S."); a mark
 * stands for itself (its first character). */
static void view_shape(struct view *view, const char *word, size_t len) {
  size_t bytes;
  size_t upper = 0, lower = 0;
  const enum char_class first = char_class_at(word, 0, len, &bytes);
  if (!char_class_is_alnum(first)) {
    memcpy(view->shape, word, bytes);
    view->shape[bytes] = 0;
    return;
  }
  for (size_t at = bytes; at < len && at < WORD_ROOM; at += bytes) {
    const enum char_class class = char_class_at(word, at, len, &bytes);
    upper += class == CHAR_UPPER;
    lower += class == CHAR_LOWER;
  }
  char shape = 'm';
  if (first == CHAR_DIGIT)
    shape = '9';
  else if (upper == 0)
    shape = first == CHAR_LOWER ? 'a' : lower > 0 ? 'X' : 'I';
  else if (lower == 0 && first == CHAR_UPPER)
    shape = 'A';
  view->shape[0] = shape;
  view->shape[1] = word[len - 1] == '.' ? '.' : 0;
  view->shape[2] = 0;
}

/* Typographic marks as the typewriter's, which the treebanks mostly have. */
static struct relata_str plain_mark(const char *word, size_t len) {
  uint32_t c;
  if (char_decode(word, 0, len, &c) != len)
    return (struct relata_str){word, len};
  switch (c) {
  case 0x201C:
  case 0x201D:
    return RELATA_STR("\"");
  case 0x2018:
  case 0x2019:
    return RELATA_STR("'");
  case 0x2026:
    return RELATA_STR("...");
  default:
    return (struct relata_str){word, len};
  }
}

static void view_form(struct view *view, const char *word, size_t len) {
  size_t kept = len < WORD_ROOM ? len : WORD_ROOM;
  while (kept > 0 && kept < len && ((unsigned char)word[kept] & 0xC0) == 0x80)
    kept--;
  for (size_t i = 0; i < kept; i++) {
    const char c = word[i];
    view->form[i] = c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c >= '0' && c <= '9' ? '9' : c;
  }
  view->form[kept] = 0;
}

/* Word `index` counted from the sentence's begin on; "^" and "$" outside. */
static struct view view_of(const struct boundary_place *place, size_t index, size_t from) {
  struct view view;
  if (index < from || index >= place->count) {
    const char outside = index >= place->count && index != SIZE_MAX ? '$' : '^';
    view.form[0] = view.shape[0] = outside;
    view.form[1] = view.shape[1] = 0;
    return view;
  }
  const struct piece *piece = &place->pieces[index];
  const struct relata_str word = plain_mark(place->text + piece->begin, piece->end - piece->begin);
  view_form(&view, word.data, word.len);
  view_shape(&view, word.data, word.len);
  return view;
}

/* ---------------------------------------------------------------- features */

struct emitter {
  boundary_sink sink;
  void *payload;
};

/* "name=a|b|c"; a part of NULL ends the list. */
static void emit(const struct emitter *to, const char *name, const char *a, const char *b, const char *c) {
  char text[NAME_ROOM];
  size_t len = 0;
  const char *parts[] = {name, a, b, c};
  for (size_t i = 0; i < 4 && parts[i]; i++) {
    if (i > 0)
      text[len++] = i == 1 ? '=' : '|';
    const size_t part = strlen(parts[i]);
    memcpy(text + len, parts[i], part);
    len += part;
  }
  to->sink(to->payload, text, len);
}

/* How many words, coarsely. */
static const char *bucket(size_t words) {
  static const char *const names[] = {"1", "2", "4", "8", "16", "32"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (words <= (size_t)1 << i)
      return names[i];
  return "+";
}

static void emit_words(const struct emitter *to, const struct view *l2, const struct view *l, const struct view *r,
                       const struct view *r2) {
  emit(to, "l", l->form, NULL, NULL);
  emit(to, "r", r->form, NULL, NULL);
  emit(to, "ls.rs", l->shape, r->shape, NULL);
  emit(to, "l.rs", l->form, r->shape, NULL);
  emit(to, "ls.r", l->shape, r->form, NULL);
  emit(to, "l.r", l->form, r->form, NULL);
  emit(to, "l2.l", l2->form, l->form, NULL);
  emit(to, "l2.l.rs", l2->form, l->form, r->shape);
  emit(to, "l2s.l.rs", l2->shape, l->form, r->shape);
  emit(to, "l2s.l.r", l2->shape, l->form, r->form);
  emit(to, "r.r2", r->form, r2->form, NULL);
  emit(to, "ls.r.r2s", l->shape, r->form, r2->shape);
  emit(to, "l.rs.r2s", l->form, r->shape, r2->shape);
  emit(to, "l.rs.r2", l->form, r->shape, r2->form);
}

void boundary_features(const struct boundary_place *place, size_t index, boundary_sink sink, void *payload) {
  const struct emitter to = {sink, payload};
  const struct view l = view_of(place, index, place->sentence);
  const struct view r = view_of(place, index + 1, place->sentence);
  const struct view l2 = view_of(place, index - 1, place->sentence);
  const struct view r2 = view_of(place, index + 2, place->sentence);
  const bool space = place->pieces[index].end < place->pieces[index + 1].begin;
  const char *so_far = bucket(index + 1 - place->sentence);
  const char *rest = bucket(place->count - index - 1);
  const char *stop = place->paragraph_stop ? "y" : "n";
  const char style[2] = {(char)place->style, 0};
  emit(&to, "bias", NULL, NULL, NULL);
  emit_words(&to, &l2, &l, &r, &r2);
  emit(&to, "space", space ? "y" : "n", l.shape, r.shape);
  emit(&to, "so_far", so_far, l.shape, r.shape);
  emit(&to, "rest", rest, l.shape, r.shape);
  emit(&to, "open", place->open ? "y" : "n", l.shape, r.shape);
  emit(&to, "quoted", place->quoted ? "y" : "n", l.shape, r.shape);
  emit(&to, "small", place->has_small ? "y" : "n", l.shape, r.shape);
  emit(&to, "stop", stop, l.shape, r.shape);
  emit(&to, "stop.r", stop, r.form, NULL);
  emit(&to, "whole", so_far, rest, stop);
  emit(&to, "style", style, l.shape, r.shape);
  emit(&to, "style.l", style, l.form, r.shape);
}

/* -------------------------------------------------------------- decisions */

enum boundary_style boundary_style_of(const char *text, const struct piece *pieces, size_t count) {
  size_t small = 0, capital = 0;
  for (size_t i = 0; i + 1 < count; i++) {
    if (!strchr(".!?", text[pieces[i].begin]) || pieces[i].end - pieces[i].begin > 1)
      continue;
    size_t bytes;
    const enum char_class behind = char_class_at(text, pieces[i + 1].begin, pieces[i + 1].end, &bytes);
    small += behind == CHAR_LOWER;
    capital += behind == CHAR_UPPER;
  }
  return small == 0 ? BOUNDARY_EDITED : small * 10 <= capital ? BOUNDARY_MIXED : BOUNDARY_CASUAL;
}

static enum char_class first_class(const struct boundary_place *place, size_t index) {
  size_t bytes;
  return char_class_at(place->text, place->pieces[index].begin, place->pieces[index].end, &bytes);
}

static char first_byte(const struct boundary_place *place, size_t index) {
  return place->text[place->pieces[index].begin];
}

/* Marks that no sentence begins with. */
static bool begins_nothing(const struct boundary_place *place, size_t index) {
  const struct piece *piece = &place->pieces[index];
  return piece->end - piece->begin == 1 && strchr(".,;:!?%)]}/", place->text[piece->begin]);
}

bool boundary_is_candidate(const struct boundary_place *place, size_t index) {
  const struct piece *piece = &place->pieces[index];
  if (begins_nothing(place, index + 1))
    return false;
  if (!char_class_is_alnum(first_class(place, index)))
    return true;
  if (piece->end == place->pieces[index + 1].begin)
    return false;
  const enum char_class behind = first_class(place, index + 1);
  return (behind != CHAR_LOWER && behind != CHAR_CURRENCY) || place->text[piece->end - 1] == '.';
}

void boundary_start(struct boundary_place *place, enum boundary_style style, const char *text,
                    const struct piece *pieces, size_t count) {
  *place = (struct boundary_place){.style = style, .text = text, .pieces = pieces, .count = count};
  for (size_t i = count > 3 ? count - 3 : 0; i < count; i++)
    place->paragraph_stop |= strchr(".!?", first_byte(place, i)) != NULL;
}

/* Straight quotes by turns, “ and ” by their form; single ones are too often apostrophes. */
static void pass_quote(struct boundary_place *place, size_t index) {
  uint32_t c;
  char_decode(place->text, place->pieces[index].begin, place->pieces[index].end, &c);
  if (c == '"')
    place->quoted = !place->quoted;
  else if (c == 0x201C || c == 0x201D)
    place->quoted = c == 0x201C;
}

void boundary_pass(struct boundary_place *place, size_t index, bool begins) {
  if (begins) {
    place->sentence = index;
    place->open = 0;
    place->quoted = place->has_small = false;
  }
  const enum char_class class = first_class(place, index);
  if (class == CHAR_OPEN)
    place->open++;
  else if (class == CHAR_CLOSE && place->open > 0)
    place->open--;
  else if (class == CHAR_QUOTE)
    pass_quote(place, index);
  place->has_small |= class == CHAR_LOWER;
}

static void add_weight(void *payload, const char *name, size_t len) {
  const struct weight_table *table = &relata_split_weights;
  const uint64_t hash = table_mix(table_hash(TABLE_HASH_START, name, len));
  for (uint32_t at = (uint32_t)hash & table->mask; table->slots[at].hash; at = (at + 1) & table->mask)
    if (table->slots[at].hash == hash) {
      *(int64_t *)payload += table->slots[at].weight;
      return;
    }
}

/* "- item", "* item", "• item" at a line's begin. */
static bool begins_item(const struct boundary_place *place, size_t index) {
  const struct piece *piece = &place->pieces[index];
  const size_t gap = piece->begin - piece[-1].end;
  if (!memchr(place->text + piece[-1].end, '\n', gap))
    return false;
  uint32_t c;
  const size_t bytes = char_decode(place->text, piece->begin, piece->end, &c);
  return bytes == piece->end - piece->begin && (c == '-' || c == '*' || c == 0x2022 || c == 0x2013 || c == 0xB7);
}

/* "H.D.", "J.R.R.", no "U.S." */
static bool is_initials(struct relata_str word) {
  if (word.len < 4 || word.len % 2)
    return false;
  for (size_t i = 0; i < word.len; i += 2)
    if (word.data[i] < 'A' || word.data[i] > 'Z' || word.data[i + 1] != '.')
      return false;
  return !list_find("initialisms", word.data, word.len, true);
}

/* "H.D. Kumaraswamy": a name goes on, which few texts to learn from hold; "to H.D. The court" is a sentence's end. */
static bool parts_name(const struct boundary_place *place, size_t index) {
  const struct piece *left = &place->pieces[index], *right = left + 1;
  const size_t len = right->end - right->begin;
  size_t bytes;
  return is_initials((struct relata_str){place->text + left->begin, left->end - left->begin}) &&
         char_class_at(place->text, right->begin, right->end, &bytes) == CHAR_UPPER &&
         !memchr(place->text + left->end, '\n', right->begin - left->end) &&
         !list_find("openers", place->text + right->begin, len, true);
}

/* "the Dock Workers' League": an apostrophe behind a word ends no sentence, as a quotation's end would stand behind a
 * full stop. */
static bool is_genitive(const struct boundary_place *place, size_t index) {
  const struct piece *mark = &place->pieces[index];
  if (index == place->sentence || mark[-1].end != mark->begin || first_class(place, index - 1) != CHAR_UPPER ||
      memchr(place->text + mark->end, '\n', mark[1].begin - mark->end))
    return false;
  uint32_t c;
  const size_t bytes = char_decode(place->text, mark->begin, mark->end, &c);
  return bytes == mark->end - mark->begin && char_is_apostrophe(c) && place->text[mark[-1].end - 1] == 's';
}

bool boundary_decide(const struct boundary_place *place, size_t index) {
  if (begins_item(place, index + 1))
    return true;
  if (parts_name(place, index) || is_genitive(place, index))
    return false;
  int64_t score = 0;
  boundary_features(place, index, add_weight, &score);
  return score > 0;
}
