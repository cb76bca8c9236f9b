/* clues.c — reading the words around a name.
 *
 * "Denver mayor John Smith", "John Smith, 43, a striker for Hamrun Rovers,",
 * "Smith is the captain of the ferry Aurora": roles from words.tsv, what they
 * are roles of, ages; and the words of the sentence.
 */
#include "graph/entities/clues.h"

#include <ctype.h>
#include <string.h>

#include "graph/entities/tables.h"

enum { MOST_WORDS = 160, REACH_BEFORE = 4, REACH_BEHIND = 10, MOST_SUBJECT_WORDS = 48 };

struct sentence_word {
  struct relata_str text; /* folded, ASCII letters only lower-cased */
  size_t begin, end;
  bool capital;
  char stop; /* ',' or '.' when such a sign stands between it and the next word, else 0 */
};

struct sentence {
  struct relata_str text;
  struct sentence_word words[MOST_WORDS];
  size_t count;
  struct relata_arena *arena;
};

static bool is_letter(unsigned char c) {
  return isalnum(c) || c >= 0x80;
}

static void cut(struct sentence *sentence) {
  const struct relata_str text = sentence->text;
  for (size_t at = 0; at < text.len && sentence->count < MOST_WORDS;) {
    if (!is_letter((unsigned char)text.data[at])) {
      const char c = text.data[at];
      if (sentence->count && strchr(",.;:()!?", c))
        sentence->words[sentence->count - 1].stop = c == ',' ? ',' : '.';
      at++;
      continue;
    }
    size_t end = at;
    while (end < text.len && (is_letter((unsigned char)text.data[end]) || text.data[end] == '-'))
      end++;
    struct relata_str word = relata_arena_copy(sentence->arena, (struct relata_str){text.data + at, end - at});
    for (size_t i = 0; i < word.len; i++)
      ((char *)word.data)[i] = (char)tolower((unsigned char)word.data[i]);
    sentence->words[sentence->count++] = (struct sentence_word){
        word, at, end, isupper((unsigned char)text.data[at]) || (unsigned char)text.data[at] >= 0xc3, 0};
    at = end;
  }
}

static uint32_t intern(struct registry *registry, struct relata_str text) {
  return dictionary_intern(registry->strings, text, NULL);
}

/* ------------------------------------------------------------------ roles */

static bool is_role(struct relata_str word) {
  return entities_word("role", word) != NULL;
}

static void note_office(struct registry *registry, struct profile *profile, struct sentence *sentence,
                        struct relata_str role, size_t first, size_t end) {
  char text[160];
  size_t len = 0;
  if (role.len + 1 >= sizeof text)
    return;
  memcpy(text, role.data, role.len);
  len = role.len;
  text[len++] = '\t';
  const size_t stem = len;
  for (size_t i = first; i < end; i++) {
    const struct relata_str word = sentence->words[i].text;
    if (len + word.len + 1 >= sizeof text)
      break;
    if (len > stem)
      text[len++] = ' ';
    memcpy(text + len, word.data, word.len);
    len += word.len;
  }
  if (len > stem)
    numbers_add(&profile->offices, intern(registry, (struct relata_str){text, len}));
}

/* The capitals just before a role: "the Finnish president", "Denver mayor". */
static size_t capitals_before(const struct sentence *sentence, size_t role, size_t lowest) {
  size_t first = role;
  while (first > lowest && sentence->words[first - 1].capital && !sentence->words[first - 1].stop &&
         !is_role(sentence->words[first - 1].text) && !entities_word("title", sentence->words[first - 1].text) &&
         !entities_word("stop", sentence->words[first - 1].text) && sentence->words[first - 1].text.len > 3)
    first--;
  return first;
}

/* "of Denver", "at the University of Bergen", "for Hamrun Rovers". */
static void note_what_of(struct registry *registry, struct profile *profile, struct sentence *sentence, size_t role) {
  size_t at = role + 1;
  const struct relata_str name = sentence->words[role].text;
  if (sentence->words[role].stop || at >= sentence->count)
    return;
  const struct relata_str joint = sentence->words[at].text;
  if (!relata_str_is(joint, "of") && !relata_str_is(joint, "at") && !relata_str_is(joint, "for") &&
      !relata_str_is(joint, "in"))
    return;
  at++;
  while (at < sentence->count && !sentence->words[at].capital && at < role + 5 && !sentence->words[at].stop)
    at++;
  const size_t first = at;
  while (at < sentence->count && sentence->words[at].capital && at < first + 4) {
    at++;
    if (sentence->words[at - 1].stop)
      break;
  }
  note_office(registry, profile, sentence, name, first, at);
}

static void note_role(struct registry *registry, struct profile *profile, struct sentence *sentence, size_t role,
                      size_t lowest) {
  numbers_add(&profile->roles, intern(registry, sentence->words[role].text));
  const size_t first = capitals_before(sentence, role, lowest);
  if (first < role)
    note_office(registry, profile, sentence, sentence->words[role].text, first, role);
  note_what_of(registry, profile, sentence, role);
}

static void read_before(struct registry *registry, struct profile *profile, struct sentence *sentence, size_t name) {
  for (size_t i = name; i > 0 && name - i < REACH_BEFORE; i--) {
    const struct sentence_word *word = &sentence->words[i - 1];
    if (word->stop)
      return;
    if (is_role(word->text)) {
      note_role(registry, profile, sentence, i - 1, 0);
      return;
    }
    if (!word->capital && !entities_word("title", word->text))
      return;
  }
}

/* ------------------------------------------------------------------ behind the name */

static void note_age(struct profile *profile, const struct sentence_word *word, unsigned year) {
  if (!year || word->text.len != 2 || !isdigit((unsigned char)word->text.data[0]) ||
      !isdigit((unsigned char)word->text.data[1]))
    return;
  const unsigned age = (unsigned)(word->text.data[0] - '0') * 10 + (unsigned)(word->text.data[1] - '0');
  if (age < 12 || (profile->born_from && profile->born_from <= year - age - 1)) /* of two ages the higher */
    return;
  profile->born_from = (uint16_t)(year - age - 1);
  profile->born_to = (uint16_t)(year - age);
}

static bool is_copula(struct relata_str word) {
  return relata_str_is(word, "is") || relata_str_is(word, "was") || relata_str_is(word, "became");
}

static bool is_article(struct relata_str word) {
  return relata_str_is(word, "a") || relata_str_is(word, "an") || relata_str_is(word, "the");
}

/* An apposition or a predicate that begins at `at`: its first role. */
static void read_description(struct registry *registry, struct profile *profile, struct sentence *sentence, size_t at) {
  for (size_t i = at; i < sentence->count && i < at + REACH_BEHIND; i++) {
    if (is_role(sentence->words[i].text)) {
      note_role(registry, profile, sentence, i, at);
      return;
    }
    if (sentence->words[i].stop || (i > at && relata_str_is(sentence->words[i].text, "of")) ||
        relata_str_is(sentence->words[i].text, "who") || relata_str_is(sentence->words[i].text, "which") ||
        relata_str_is(sentence->words[i].text, "and"))
      return;
  }
}

/* "Maria Lindgren, who will design the hall", "Osei scored". */
static void read_deed(struct registry *registry, struct profile *profile, const struct sentence *sentence, size_t at) {
  for (size_t i = at; i < sentence->count && i < at + 4; i++) {
    const char *role = entities_word("deed", sentence->words[i].text);
    if (role) {
      numbers_add(&profile->roles, intern(registry, relata_str_of(role)));
      return;
    }
    if (sentence->words[i].stop || sentence->words[i].capital)
      return;
  }
}

/* "resigned as health minister". */
static void read_capacity(struct registry *registry, struct profile *profile, struct sentence *sentence, size_t at) {
  for (size_t i = at; i + 1 < sentence->count && i < at + 4 && !sentence->words[i].stop && !sentence->words[i].capital;
       i++)
    if (relata_str_is(sentence->words[i].text, "as")) {
      read_description(registry, profile, sentence, i + 1);
      return;
    }
}

static void read_behind(struct registry *registry, struct profile *profile, struct sentence *sentence, size_t last,
                        unsigned year) {
  const struct sentence_word *words = sentence->words;
  size_t at = last + 1;
  if (at >= sentence->count)
    return;
  if (!words[last].stop) {
    if (is_copula(words[at].text) && at + 1 < sentence->count && is_article(words[at + 1].text))
      read_description(registry, profile, sentence, at + 1);
    read_deed(registry, profile, sentence, at);
    read_capacity(registry, profile, sentence, at);
    return;
  }
  if (words[last].stop != ',')
    return;
  note_age(profile, &words[at], year);
  if (isdigit((unsigned char)words[at].text.data[0]) && ++at >= sentence->count)
    return;
  if (relata_str_is(words[at].text, "who"))
    read_deed(registry, profile, sentence, at + 1);
  else if (!relata_str_is(words[at].text, "and"))
    read_description(registry, profile, sentence, at);
}

/* ------------------------------------------------------------------ finding the name */

static size_t word_at(const struct sentence *sentence, size_t byte) {
  for (size_t i = 0; i < sentence->count; i++)
    if (sentence->words[i].begin <= byte && byte < sentence->words[i].end)
      return i;
  return sentence->count;
}

static void note_words(struct registry *registry, struct profile *profile, const struct sentence *sentence) {
  for (size_t i = 0; i < sentence->count && profile->words.count < MOST_SUBJECT_WORDS; i++) {
    const struct sentence_word *word = &sentence->words[i];
    if (!word->capital && word->text.len >= 4 && !entities_word("stop", word->text) && !is_role(word->text))
      numbers_add(&profile->words, intern(registry, word->text));
  }
}

/* Every place where the name stands by itself, not inside a longer word. */
static bool read_name(struct registry *registry, struct profile *profile, struct sentence *sentence,
                      struct relata_str name, unsigned year) {
  bool found = false;
  size_t from = 0;
  while (name.len && from + name.len <= sentence->text.len) {
    const char *hit = memmem(sentence->text.data + from, sentence->text.len - from, name.data, name.len);
    if (!hit)
      break;
    const size_t begin = (size_t)(hit - sentence->text.data), end = begin + name.len;
    from = end;
    if ((begin > 0 && is_letter((unsigned char)sentence->text.data[begin - 1])) ||
        (end < sentence->text.len && is_letter((unsigned char)sentence->text.data[end])))
      continue;
    found = true;
    const size_t first = word_at(sentence, begin), last = word_at(sentence, end - 1);
    if (first >= sentence->count || last >= sentence->count || profile->family == FAMILY_PLACE)
      continue;
    read_before(registry, profile, sentence, first);
    read_behind(registry, profile, sentence, last, year);
  }
  return found;
}

bool clues_read(struct registry *registry, struct profile *profile, struct relata_str text, unsigned year) {
  struct sentence sentence = {.text = text, .arena = NULL};
  bool found = false;
  for (size_t i = 0; i < profile->names.count; i++) {
    const struct relata_str name = registry_text(registry, profile->names.items[i]);
    if (!name.len || !memmem(text.data, text.len, name.data, name.len))
      continue;
    if (!sentence.arena) {
      sentence.arena = relata_arena_new();
      cut(&sentence);
    }
    found = read_name(registry, profile, &sentence, name, year) || found;
  }
  if (found)
    note_words(registry, profile, &sentence);
  relata_arena_free(sentence.arena);
  return found;
}

void clues_read_opening(struct registry *registry, struct profile *profile, struct relata_str text) {
  struct sentence sentence = {.text = text, .arena = relata_arena_new()};
  cut(&sentence);
  if (sentence.count > 2 && relata_str_is(sentence.words[0].text, "the"))
    for (size_t i = 1; i < sentence.count && i < 4 && !sentence.words[i].stop; i++)
      if (is_role(sentence.words[i].text)) {
        if (i + 1 < sentence.count && !sentence.words[i + 1].capital) /* else it is that name's */
          note_role(registry, profile, &sentence, i, 1);
        break;
      }
  relata_arena_free(sentence.arena);
}
