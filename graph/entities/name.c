/* name.c — taking names apart and comparing them. */
#include "graph/entities/name.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "graph/entities/tables.h"

/* ------------------------------------------------------------------ families */

static const char *const family_names[] = {"any",  "person", "group", "organization", "place",
                                           "site", "event",  "thing", "text",         "other"};

enum family class_family(struct relata_str class_name) {
  const char *kind = entities_word("kind", class_name);
  for (size_t i = 0; kind && i < sizeof family_names / sizeof *family_names; i++)
    if (strcmp(kind, family_names[i]) == 0)
      return (enum family)i;
  return FAMILY_ANY;
}

const char *family_as_name(enum family family) {
  return family_names[family];
}

/* ------------------------------------------------------------------ words */

struct word {
  struct relata_str text; /* folded */
  bool capital, all_capitals;
};

static bool is_capital(const char *text, size_t len) {
  utf8proc_int32_t letter = 0;
  if (len == 0 || utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len, &letter) <= 0)
    return false;
  const utf8proc_category_t category = utf8proc_category(letter);
  return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
}

static bool has_capital(struct relata_str text) {
  for (size_t i = 0; i < text.len; i++)
    if (((unsigned char)text.data[i] & 0xc0) != 0x80 && is_capital(text.data + i, text.len - i))
      return true;
  return false;
}

/* Two to six capitals, dots between them or not. */
static bool is_acronym(struct relata_str text) {
  size_t letters = 0;
  for (size_t i = 0; i < text.len; i++) {
    if (text.data[i] >= 'A' && text.data[i] <= 'Z')
      letters++;
    else if (text.data[i] != '.')
      return false;
  }
  return letters >= 2 && letters <= 6;
}

/* Lower case, without accents; other signs than letters, digits and hyphens go. */
static struct relata_str folded(struct relata_arena *arena, struct relata_str text) {
  utf8proc_uint8_t *result = NULL;
  const utf8proc_ssize_t len =
      utf8proc_map((const utf8proc_uint8_t *)text.data, (utf8proc_ssize_t)text.len, &result,
                   UTF8PROC_CASEFOLD | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK | UTF8PROC_STABLE);
  struct relata_str copy =
      relata_arena_copy(arena, (struct relata_str){(const char *)result, len > 0 ? (size_t)len : 0});
  free(result);
  size_t kept = 0;
  char *data = (char *)copy.data;
  for (size_t i = 0; i < copy.len; i++)
    if (isalnum((unsigned char)data[i]) || (unsigned char)data[i] >= 0x80 || (data[i] == '-' && kept))
      data[kept++] = data[i];
  while (kept && data[kept - 1] == '-')
    kept--;
  return (struct relata_str){data, kept};
}

/* Without a possessive ending, ASCII or typographic. */
static struct relata_str without_possessive(struct relata_str text) {
  static const char *const endings[] = {"'s", "\xe2\x80\x99s", "'", "\xe2\x80\x99"};
  for (size_t i = 0; i < 4; i++) {
    const size_t len = strlen(endings[i]);
    if (text.len > len && memcmp(text.data + text.len - len, endings[i], len) == 0)
      return (struct relata_str){text.data, text.len - len};
  }
  return text;
}

static bool is_gap(char c) {
  return c == ' ' || c == '_' || c == '\t' || c == '\n' || c == ',' || c == '/';
}

static size_t words_of(struct relata_arena *arena, struct relata_str text, struct word words[2 * NAME_WORDS]) {
  size_t count = 0, at = 0;
  while (at < text.len && count < 2 * NAME_WORDS) {
    while (at < text.len && is_gap(text.data[at]))
      at++;
    size_t end = at;
    while (end < text.len && !is_gap(text.data[end]))
      end++;
    const struct relata_str raw = without_possessive((struct relata_str){text.data + at, end - at});
    const struct relata_str fold = folded(arena, raw);
    if (fold.len)
      words[count++] = (struct word){fold, has_capital(raw), is_acronym(raw)};
    at = end;
  }
  return count;
}

static bool is_in(const char *set, struct relata_str word) {
  return entities_word(set, word) != NULL;
}

/* ------------------------------------------------------------------ the name proper */

/* "army of Turkey": its head comes first. */
static bool begins_as_body(const struct word *words, size_t count) {
  return count > 2 && words[count - 1].capital && relata_str_is(words[1].text, "of") &&
         is_in("state_body", words[0].text);
}

/* Behind the last word in lower case that joins nothing: "battery maker Voltara". */
static size_t skip_description(const struct word *words, size_t count) {
  if (begins_as_body(words, count))
    return 0;
  for (size_t i = count; i-- > 0;)
    if (!words[i].capital && !is_in("particle", words[i].text))
      return i + 1 < count ? i + 1 : 0;
  return 0;
}

static size_t skip_titles(const struct word *words, size_t first, size_t count) {
  size_t from = first;
  for (size_t i = first; i + 1 < count; i++)
    if (is_in("title", words[i].text))
      from = i + 1;
  while (from + 1 < count && is_in("particle", words[from].text) && !words[from].capital && from > first)
    from++;
  return from;
}

static struct relata_str joined(struct relata_arena *arena, const struct relata_str *words, size_t count) {
  size_t room = 1;
  for (size_t i = 0; i < count; i++)
    room += words[i].len + 1;
  char *text = relata_arena_alloc(arena, room);
  size_t len = 0;
  for (size_t i = 0; i < count; i++) {
    if (len)
      text[len++] = ' ';
    memcpy(text + len, words[i].data, words[i].len);
    len += words[i].len;
  }
  return (struct relata_str){text, len};
}

struct name name_parse(struct relata_arena *arena, struct relata_str text, bool person) {
  struct word words[2 * NAME_WORDS];
  const size_t count = words_of(arena, text, words);
  size_t first = skip_description(words, count), end = count;
  if (person)
    first = skip_titles(words, first, count);
  while (first + 1 < end && relata_str_is(words[first].text, "the"))
    first++;
  while (person && end > first + 2 && is_in("suffix", words[end - 1].text))
    end--;
  struct name name = {.before = first};
  for (size_t i = 0; i < first && i < NAME_WORDS; i++)
    name.titles[i] = words[i].text;
  for (size_t i = first; i < end && name.count < NAME_WORDS; i++)
    name.words[name.count++] = words[i].text;
  name.whole = joined(arena, name.words, name.count);
  name.acronym = name.count == 1 && words[first].all_capitals;
  return name;
}

bool name_is_proper(struct relata_str local) {
  struct relata_arena *arena = relata_arena_new();
  struct word words[2 * NAME_WORDS];
  const size_t count = words_of(arena, local, words);
  /* "Turkish army", "Iran's foreign ministry", "army of Turkey" */
  const bool body = count > 1 && count <= NAME_WORDS &&
                    (begins_as_body(words, count) ||
                     (words[0].capital && !words[count - 1].capital && is_in("state_body", words[count - 1].text)));
  bool proper = count > 0 && count <= NAME_WORDS && words[count - 1].capital;
  proper = proper && !isdigit((unsigned char)words[0].text.data[0]);
  const size_t first = proper ? skip_description(words, count) : 0;
  /* "takeover of Helvar Cells" and "spokesman for the Group": a thing of its own. */
  for (size_t i = 0; proper && i < first; i++)
    proper = !is_in("particle", words[i].text) || words[i].capital;
  if (proper && !words[first].capital)
    proper = is_in("particle", words[first].text) && words[first].text.len < 4 &&
             !relata_str_is(words[first].text, "of") && !relata_str_is(words[first].text, "the") &&
             !relata_str_is(words[first].text, "for") && !relata_str_is(words[first].text, "and");
  relata_arena_free(arena);
  return proper || body;
}

/* ------------------------------------------------------------------ endings and letters */

size_t name_stem_count(const struct name *name) {
  size_t count = name->count;
  while (count > 1 && is_in("generic", name->words[count - 1]))
    count--;
  return count;
}

struct relata_str name_stem(struct relata_arena *arena, const struct name *name) {
  return joined(arena, name->words, name_stem_count(name));
}

/* Letters of a word: one, or with `parts` one of each part that a hyphen joins. */
static size_t take_letters(struct relata_str word, bool parts, char *letters, size_t count) {
  letters[count++] = word.data[0];
  for (size_t i = 1; parts && i + 1 < word.len && count < NAME_LETTERS; i++)
    if (word.data[i] == '-')
      letters[count++] = word.data[i + 1];
  return count;
}

struct relata_str name_initials(struct relata_arena *arena, const struct name *name, bool parts, bool particles) {
  char *letters = relata_arena_alloc(arena, NAME_LETTERS + 1);
  size_t count = 0;
  for (size_t i = 0; i < name->count && count < NAME_LETTERS; i++)
    if (particles || !is_in("particle", name->words[i]))
      count = take_letters(name->words[i], parts, letters, count);
  return count > 1 ? (struct relata_str){letters, count} : (struct relata_str){NULL, 0};
}

/* "al-assad" → "assad". */
static struct relata_str without_article(struct relata_str word) {
  if (word.len > 5 && (memcmp(word.data, "al-", 3) == 0 || memcmp(word.data, "el-", 3) == 0))
    return (struct relata_str){word.data + 3, word.len - 3};
  return word;
}

static char sound_of(char letter, char next) {
  switch (letter) {
  case 'a':
  case 'e':
  case 'i':
  case 'o':
  case 'u':
  case 'y':
  case 'h':
  case '-':
    return 0;
  case 'c':
    return next == 'e' || next == 'i' ? 's' : 'k';
  case 'q':
  case 'k':
  case 'x':
    return 'k';
  case 'p':
    return next == 'h' ? 'f' : 'p';
  case 'w':
    return 'v';
  case 'z':
    return 's';
  default:
    return letter;
  }
}

static struct relata_str sounds_of(struct relata_arena *arena, struct relata_str word) {
  word = without_article(word);
  char *key = relata_arena_alloc(arena, word.len + 2);
  size_t count = 0;
  for (size_t i = 0; i < word.len; i++) {
    const char sound = sound_of(word.data[i], i + 1 < word.len ? word.data[i + 1] : '\0');
    if (sound && (count == 0 || key[count - 1] != sound))
      key[count++] = sound;
  }
  if (count == 0)
    key[count++] = word.len ? word.data[0] : '-';
  return (struct relata_str){key, count};
}

struct relata_str name_surname_key(struct relata_arena *arena, const struct name *name) {
  return name->count ? sounds_of(arena, name->words[name->count - 1]) : (struct relata_str){NULL, 0};
}

/* ------------------------------------------------------------------ comparing words */

/* Levenshtein's distance, at most `limit` + 1. */
static size_t distance(struct relata_str a, struct relata_str b, size_t limit) {
  enum { LONGEST = 40 };
  size_t row[LONGEST + 1];
  if (a.len > LONGEST || b.len > LONGEST || a.len + limit < b.len || b.len + limit < a.len)
    return limit + 1;
  for (size_t j = 0; j <= b.len; j++)
    row[j] = j;
  for (size_t i = 0; i < a.len; i++) {
    size_t diagonal = row[0];
    row[0] = i + 1;
    for (size_t j = 1; j <= b.len; j++) {
      const size_t above = row[j];
      size_t best = diagonal + (a.data[i] != b.data[j - 1]);
      best = above + 1 < best ? above + 1 : best;
      best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
      row[j] = best;
      diagonal = above;
    }
  }
  return row[b.len];
}

static bool sounds_alike(struct relata_str a, struct relata_str b) {
  struct relata_arena *arena = relata_arena_new();
  const bool alike = relata_str_equal(sounds_of(arena, a), sounds_of(arena, b));
  relata_arena_free(arena);
  return alike;
}

/* "Mohammed" and "Mohammad", "defense" and "defence". */
static bool is_spelt_alike(struct relata_str a, struct relata_str b) {
  a = without_article(a);
  b = without_article(b);
  if (relata_str_equal(a, b))
    return true;
  if (a.len < 4 || b.len < 4)
    return false;
  const size_t longer = a.len > b.len ? a.len : b.len, wrong = distance(a, b, 2);
  return (wrong == 1 && longer >= 6 && a.data[0] == b.data[0]) || (wrong <= 2 && longer >= 5 && sounds_alike(a, b));
}

static bool is_initial_of(struct relata_str a, struct relata_str b) {
  return a.len == 1 && b.len > 1 && a.data[0] == b.data[0];
}

/* "bob robert" stands in words.tsv. */
static bool is_listed_nickname(struct relata_str nickname, struct relata_str of) {
  char pair[64];
  if (nickname.len + of.len + 1 >= sizeof pair)
    return false;
  memcpy(pair, nickname.data, nickname.len);
  pair[nickname.len] = ' ';
  memcpy(pair + nickname.len + 1, of.data, of.len);
  return is_in("nickname", (struct relata_str){pair, nickname.len + of.len + 1});
}

/* Listed ones, and "Tom" for "Tomas". */
static bool are_nicknames(struct relata_str a, struct relata_str b) {
  const size_t shorter = a.len < b.len ? a.len : b.len;
  if (shorter >= 3 && a.len != b.len && memcmp(a.data, b.data, shorter) == 0)
    return true;
  return is_listed_nickname(a, b) || is_listed_nickname(b, a);
}

/* ------------------------------------------------------------------ persons */

static bool has_word(const struct name *name, size_t end, struct relata_str word) {
  for (size_t i = 0; i < end; i++)
    if (relata_str_equal(name->words[i], word) || is_spelt_alike(name->words[i], word))
      return true;
  return false;
}

/* Given names that both have in the same place: "John A." is not "John B.". */
static bool middle_names_differ(const struct name *a, const struct name *b) {
  if (a->count != b->count || a->count < 3)
    return false;
  for (size_t i = 1; i + 1 < a->count; i++) {
    const struct relata_str x = a->words[i], y = b->words[i];
    if (!relata_str_equal(x, y) && !is_initial_of(x, y) && !is_initial_of(y, x) && !is_spelt_alike(x, y) &&
        !is_in("particle", x) && !is_in("particle", y))
      return true;
  }
  return false;
}

static enum name_tie compare_given(const struct name *a, const struct name *b, bool spelt) {
  const struct relata_str x = a->words[0], y = b->words[0];
  if (middle_names_differ(a, b))
    return NAME_OTHER_GIVEN;
  if (relata_str_equal(x, y))
    return spelt ? NAME_SPELLING : a->count == b->count ? NAME_SPELLING : NAME_FULLER;
  if (is_initial_of(x, y) || is_initial_of(y, x))
    return NAME_INITIAL;
  if (are_nicknames(x, y))
    return NAME_NICKNAME;
  if (is_spelt_alike(x, y))
    return NAME_SPELLING;
  const struct name *shorter = a->count < b->count ? a : b, *longer = a->count < b->count ? b : a;
  if (shorter->count != longer->count && has_word(longer, longer->count - 1, shorter->words[0]))
    return spelt ? NAME_SPELLING : NAME_FULLER;
  return NAME_OTHER_GIVEN;
}

/* "Tahrir al-Sham" and "Sham": the family name may have a particle of its own. */
static enum name_tie compare_persons(const struct name *a, const struct name *b) {
  const struct relata_str x = without_article(a->words[a->count - 1]), y = without_article(b->words[b->count - 1]);
  const bool same = relata_str_equal(x, y), spelt = !same && is_spelt_alike(x, y);
  if (a->count == 1 && b->count == 1)
    return same ? NAME_SAME : spelt ? NAME_SPELLING : NAME_UNRELATED;
  if (a->count == 1 || b->count == 1) {
    const struct name *longer = a->count == 1 ? b : a;
    const struct relata_str word = a->count == 1 ? x : y;
    if (same || spelt)
      return NAME_SURNAME;
    return relata_str_equal(longer->words[0], word) ? NAME_GIVEN : NAME_UNRELATED;
  }
  return same || spelt ? compare_given(a, b, spelt) : NAME_UNRELATED;
}

/* ------------------------------------------------------------------ bodies and places */

static bool begins_with_words(const struct name *longer, const struct name *shorter, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (!relata_str_equal(longer->words[i], shorter->words[i]))
      return false;
  return true;
}

static bool all_are(const struct name *name, size_t first, const char *set, const char *or_set) {
  for (size_t i = first; i < name->count; i++)
    if (!is_in(set, name->words[i]) && !(or_set && is_in(or_set, name->words[i])))
      return false;
  return true;
}

static bool ends_with_words(const struct name *longer, const struct name *shorter) {
  for (size_t i = 0; i < shorter->count; i++)
    if (!relata_str_equal(longer->words[longer->count - shorter->count + i], shorter->words[i]))
      return false;
  return true;
}

size_t name_telling_words(const struct name *name, struct relata_str words[NAME_WORDS]) {
  size_t count = 0;
  for (size_t i = 0; i < name->count && count < NAME_WORDS; i++) {
    const char *land = entities_demonym(name->words[i]);
    if (!land && !is_in("particle", name->words[i]))
      words[count++] = name->words[i];
    while (land && *land && count < NAME_WORDS) {
      const size_t len = strcspn(land, " ");
      words[count++] = (struct relata_str){land, len};
      land += len + (land[len] == ' ');
    }
  }
  return count;
}

/* Every telling word of one stands in the other; at most one is spelt otherwise. */
static bool have_same_words(const struct name *a, const struct name *b) {
  struct relata_str x[NAME_WORDS], y[NAME_WORDS];
  const size_t count = name_telling_words(a, x);
  if (count < 2 || count != name_telling_words(b, y))
    return false;
  size_t otherwise = 0;
  for (size_t i = 0; i < count; i++) {
    bool equal = false, alike = false;
    for (size_t k = 0; k < count && !equal; k++) {
      equal = relata_str_equal(x[i], y[k]);
      alike = alike || is_spelt_alike(x[i], y[k]);
    }
    if (!equal && !alike)
      return false;
    otherwise += !equal;
  }
  return otherwise <= 1;
}

static bool is_acronym_of(const struct name *acronym, const struct name *name) {
  if (!acronym->acronym || name->count < 2)
    return false;
  struct relata_arena *arena = relata_arena_new();
  bool is = false;
  for (int ways = 0; ways < 4 && !is; ways++)
    is = relata_str_equal(acronym->words[0], name_initials(arena, name, ways & 1, ways & 2));
  relata_arena_free(arena);
  return is;
}

static enum name_tie compare_bodies(const struct name *a, const struct name *b) {
  if (is_acronym_of(a, b) || is_acronym_of(b, a))
    return NAME_ACRONYM;
  const struct name *shorter = a->count < b->count ? a : b, *longer = a->count < b->count ? b : a;
  const size_t stem = name_stem_count(shorter);
  if (stem == name_stem_count(longer) && begins_with_words(longer, shorter, stem))
    return NAME_ENDING;
  if (have_same_words(a, b))
    return NAME_SAME_WORDS;
  if (begins_with_words(longer, shorter, stem) && name_stem_count(longer) > stem) {
    const bool telling = !is_in("ordinary", shorter->words[0]) || stem > 1;
    if (telling && all_are(longer, stem, "sector", "generic"))
      return NAME_SECTOR;
    return telling ? NAME_SHORT : NAME_UNRELATED;
  }
  if (shorter->count >= 2 && shorter->count < longer->count && ends_with_words(longer, shorter))
    return NAME_TAIL;
  if (a->count == 1 && b->count == 1 && a->words[0].len >= 6 && is_spelt_alike(a->words[0], b->words[0]))
    return NAME_SPELLING;
  return NAME_UNRELATED;
}

enum name_tie name_compare(const struct name *a, const struct name *b, bool persons) {
  if (a->count == 0 || b->count == 0)
    return NAME_UNRELATED;
  if (relata_str_equal(a->whole, b->whole))
    return NAME_SAME;
  return persons ? compare_persons(a, b) : compare_bodies(a, b);
}

bool name_is_nickname(const struct name *name, const struct name *of) {
  return name->count > 1 && of->count > 1 && is_listed_nickname(name->words[0], of->words[0]);
}

bool name_is_common(const struct name *name) {
  return name->count >= 2 && is_in("common_given", name->words[0]) &&
         is_in("common_surname", name->words[name->count - 1]);
}
