/* labels.c — a property's label as frames: what stands between subject and
 * object in "X acquires Y", "X is chief executive of Y", "X founded by Y".
 *
 *   is/was … by         passive: the verb's object > its subject
 *   participle + prep   "headquartered in": object or subject > preposition, and the adjective
 *   noun + prep         a role, "subsidiary of": who holds it > of, or possessor; an event, "acquisition of"
 *   has + noun          a role the other way round
 *   a bare noun         "founder": as domain and range have it, else as "has founder"
 *   verb (+ prep)       subject > object or preposition; "takes over", "holds stake in" too
 *
 * A label may be a name in camelCase or snake_case.  A form whose lemma is not
 * certain gives a frame for each lemma that it may have: no text holds the wrong one.
 */
#include <ctype.h>
#include <string.h>

#include "ontology/compile/compile.h"
#include "ontology/lexicon.h"

enum { WORDS_AT_MOST = 10, LEMMAS_AT_MOST = 4 };

struct words {
  struct relata_str items[WORDS_AT_MOST];
  size_t count;
};

struct label {
  struct compiler *c;
  uint32_t property;
  struct place place;
  size_t added;
};

/* ------------------------------------------------------------------ words */

static bool starts_word(const struct relata_str label, size_t i) {
  const bool upper = isupper((unsigned char)label.data[i]);
  const bool after_lower = i > 0 && islower((unsigned char)label.data[i - 1]);
  const bool before_lower = i + 1 < label.len && islower((unsigned char)label.data[i + 1]);
  return upper && i > 0 && (after_lower || (before_lower && isupper((unsigned char)label.data[i - 1])));
}

/* In lower case, split at spaces, underscores and humps; without what stands in brackets. */
static struct words split(struct compiler *c, struct relata_str label) {
  struct words words = {.count = 0};
  char *text = relata_arena_alloc(c->arena, label.len + 1);
  size_t length = 0, begin = 0, depth = 0;
  for (size_t i = 0; i <= label.len; i++) {
    const char letter = i < label.len ? label.data[i] : ' ';
    depth += letter == '(';
    const bool gap = isspace((unsigned char)letter) || letter == '_' || letter == '(' || letter == ')' || depth > 0;
    depth -= letter == ')' && depth > 0;
    if ((gap || (i < label.len && starts_word(label, i))) && length > begin) {
      if (words.count < WORDS_AT_MOST)
        words.items[words.count++] = (struct relata_str){text + begin, length - begin};
      begin = length;
    }
    if (!gap)
      text[length++] = (char)tolower((unsigned char)letter);
  }
  return words;
}

static struct words behind(const struct words *words, size_t first) {
  struct words rest = {.count = 0};
  for (size_t i = first; i < words->count; i++)
    rest.items[rest.count++] = words->items[i];
  return rest;
}

static struct words without_articles(const struct compiler *c, struct words words) {
  struct words kept = {.count = 0};
  for (size_t i = 0; i < words.count; i++)
    if (!compiler_has_word(c, "label_article", words.items[i]))
      kept.items[kept.count++] = words.items[i];
  return kept;
}

static struct relata_str joined(struct compiler *c, const struct words *words, size_t first, size_t end) {
  struct relata_str text = words->items[first];
  for (size_t i = first + 1; i < end; i++)
    text = relata_arena_print(c->arena, "%.*s_%.*s", (int)text.len, text.data, (int)words->items[i].len,
                              words->items[i].data);
  return text;
}

static bool ends_in(struct relata_str word, const char *ending) {
  const size_t length = strlen(ending);
  return word.len > length + 1 && memcmp(word.data + word.len - length, ending, length) == 0;
}

/* ------------------------------------------------------------------ forms and lemmas */

static struct relata_str cut(struct compiler *c, struct relata_str word, size_t length, const char *ending) {
  return relata_arena_print(c->arena, "%.*s%s", (int)(word.len - length), word.data, ending);
}

static bool is_noun(const struct compiler *c, struct relata_str word) {
  return relata_ontology_noun_sort(c->base, word) != RELATA_SORT_ANY;
}

static bool is_verb(const struct compiler *c, struct relata_str lemma) {
  size_t count;
  relata_ontology_find_frames(c->base, RELATA_FRAME_VERB, lemma, &count);
  return count > 0;
}

/* Keeps those that the lexicon knows as verbs, if it knows any. */
static bool keep_verbs(const struct compiler *c, struct words *lemmas) {
  struct words known = {.count = 0};
  for (size_t i = 0; i < lemmas->count; i++)
    if (is_verb(c, lemmas->items[i]))
      known.items[known.count++] = lemmas->items[i];
  if (!known.count)
    return false;
  *lemmas = known;
  return true;
}

static void add_word(struct words *words, struct relata_str word) {
  if (word.len > 1 && words->count < LEMMAS_AT_MOST)
    words->items[words->count++] = word;
}

/* The infinitives whose past form or participle is irregular and reads so. */
static void irregular_lemmas(struct compiler *c, struct relata_str form, struct words *lemmas) {
  for (size_t i = 0; i < c->word_count; i++) {
    const struct relata_str word = c->words[i].word;
    if (!relata_str_is(c->words[i].set, "irregular_verb") || word.len < form.len + 2 ||
        word.data[word.len - form.len - 1] != '_' ||
        memcmp(word.data + word.len - form.len, form.data, form.len) != 0)
      continue;
    add_word(lemmas, (struct relata_str){word.data, word.len - form.len - 1});
  }
}

/* "shipped" and "shipping" without their ending: ship, shippe, shipp. */
static void stem_lemmas(struct compiler *c, struct relata_str word, size_t ending, struct words *lemmas) {
  const size_t stem = word.len - ending;
  add_word(lemmas, cut(c, word, ending, ""));
  add_word(lemmas, cut(c, word, ending, "e"));
  if (stem > 2 && word.data[stem - 1] == word.data[stem - 2])
    add_word(lemmas, cut(c, word, ending + 1, ""));
}

static struct words past_lemmas(struct compiler *c, struct relata_str form) {
  struct words lemmas = {.count = 0};
  irregular_lemmas(c, form, &lemmas);
  if (!lemmas.count && ends_in(form, "ied"))
    add_word(&lemmas, cut(c, form, 3, "y"));
  else if (!lemmas.count && ends_in(form, "ed"))
    stem_lemmas(c, form, 2, &lemmas);
  return lemmas;
}

/* "acquires", "supplying": the lemmas of a present form; `certain` where it can be nothing but a verb. */
static struct words present_lemmas(struct compiler *c, struct relata_str form, bool *certain) {
  struct words lemmas = {.count = 0};
  *certain = false;
  if (ends_in(form, "ing")) {
    stem_lemmas(c, form, 3, &lemmas);
    struct words known = lemmas;
    *certain = keep_verbs(c, &known) && !is_noun(c, form);
    return lemmas;
  }
  if (!ends_in(form, "s") || ends_in(form, "ss"))
    return lemmas;
  if (ends_in(form, "ies"))
    add_word(&lemmas, cut(c, form, 3, "y"));
  else if (ends_in(form, "es"))
    add_word(&lemmas, cut(c, form, 2, ""));
  add_word(&lemmas, cut(c, form, 1, ""));
  *certain = keep_verbs(c, &lemmas) || !is_noun(c, noun_singular(c, form));
  return lemmas;
}

static bool is_participle(struct compiler *c, struct relata_str word) {
  struct words lemmas = {.count = 0};
  irregular_lemmas(c, word, &lemmas);
  if (lemmas.count > 0 || word.len <= 4 || !ends_in(word, "ed"))
    return lemmas.count > 0;
  lemmas = past_lemmas(c, word);
  return !is_noun(c, word) || keep_verbs(c, &lemmas); /* "married" is a noun too */
}

struct relata_str noun_singular(const struct compiler *c, struct relata_str noun) {
  struct compiler *own = (struct compiler *)(uintptr_t)c; /* only its arena grows */
  if (!ends_in(noun, "s") || ends_in(noun, "ss") || ends_in(noun, "us"))
    return noun;
  const struct relata_str tries[] = {cut(own, noun, 1, ""), ends_in(noun, "ies") ? cut(own, noun, 3, "y") : noun,
                                     ends_in(noun, "es") ? cut(own, noun, 2, "") : noun};
  for (size_t i = 0; i < sizeof tries / sizeof *tries; i++)
    if (!relata_str_equal(tries[i], noun) && is_noun(c, tries[i]))
      return tries[i];
  return is_noun(c, noun) ? noun : tries[0];
}

struct relata_str label_key(const struct compiler *c, struct relata_str label) {
  struct compiler *own = (struct compiler *)(uintptr_t)c;
  struct words words = without_articles(c, split(own, label));
  if (!words.count)
    return RELATA_STR("");
  words.items[words.count - 1] = noun_singular(c, words.items[words.count - 1]);
  return joined(own, &words, 0, words.count);
}

/* ------------------------------------------------------------------ what may stand there */

enum relata_sort class_sort(const struct compiler *c, uint32_t class_index) {
  static const struct {
    const char *class;
    enum relata_sort sort;
  } sorts[] = {
      {"State", RELATA_SORT_STATE},         {"Person", RELATA_SORT_PERSON}, {"Organization", RELATA_SORT_ORGANIZATION},
      {"Place", RELATA_SORT_PLACE},         {"Group", RELATA_SORT_GROUP},   {"Actor", RELATA_SORT_ACTOR},
      {"Agreement", RELATA_SORT_DEAL},      {"Weapon", RELATA_SORT_WEAPON}, {"Event", RELATA_SORT_EVENT},
  };
  for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++)
    if (class_is_a(c, class_index, class_find(c, relata_str_of(sorts[i].class))))
      return sorts[i].sort;
  return RELATA_SORT_ANY;
}

static const char *sort_word(const struct compiler *c, uint32_t class_index) {
  const enum relata_sort sort = class_sort(c, class_index);
  return sort == RELATA_SORT_ANY ? "" : relata_sort_as_name(sort);
}

static void say(struct label *label, enum relata_frame_kind kind, struct relata_str lemma, const char *from,
                const char *to) {
  struct compiler *c = label->c;
  const struct property_entry *property = &c->properties[label->property];
  const struct relata_str pattern = relata_arena_print(c->arena, "%s %s > %s %s", from, sort_word(c, property->domain),
                                                       to, sort_word(c, property->range));
  const struct relata_frame frame = {.kind = kind, .lemma = lemma, .property = label->property};
  const size_t before = c->frame_count;
  if (frame_add_pattern(c, frame, pattern, label->place) == RELATA_OK)
    label->added += c->frame_count - before;
}

static const char *preposition_at(struct label *label, const struct words *words, size_t index) {
  if (index >= words->count || !compiler_has_word(label->c, "label_preposition", words->items[index]))
    return NULL;
  return relata_arena_copy(label->c->arena, words->items[index]).data;
}

/* ------------------------------------------------------------------ the forms of labels */

/* "take over", "taken over": with the particle behind it. */
static struct relata_str with_particle(struct label *label, struct relata_str lemma, const struct words *words,
                                       size_t *used) {
  *used = 1;
  if (words->count < 2 || !compiler_has_word(label->c, "label_particle", words->items[1]))
    return lemma;
  *used = 2;
  return relata_arena_print(label->c->arena, "%.*s_%.*s", (int)lemma.len, lemma.data, (int)words->items[1].len,
                            words->items[1].data);
}

/* "founded by", "taken over by", "headquartered in"; the first word is a participle. */
static void read_passive(struct label *label, const struct words *words) {
  const struct words lemmas = past_lemmas(label->c, words->items[0]);
  size_t used = 1;
  for (size_t i = 0; i < lemmas.count; i++) {
    const struct relata_str lemma = with_particle(label, lemmas.items[i], words, &used);
    const char *preposition = preposition_at(label, words, used);
    if (preposition && used + 1 == words->count && strcmp(preposition, "by") == 0) {
      say(label, RELATA_FRAME_VERB, lemma, "O", "S");
      if (used == 1)
        say(label, RELATA_FRAME_PARTICIPLE, words->items[0], "N", "X");
    } else if (preposition && used + 1 == words->count) {
      say(label, RELATA_FRAME_VERB, lemma, "O|S", preposition);
      say(label, RELATA_FRAME_ADJECTIVE, words->items[0], "S", preposition);
    }
  }
}

static bool is_person_noun(const struct label *label, struct relata_str noun) {
  const enum relata_sort sort = relata_ontology_noun_sort(label->c->base, noun);
  return sort == RELATA_SORT_PERSON || sort == RELATA_SORT_ACTOR;
}

/* A noun as it may be met: "chief_executive_officer", and its last two words. */
static void say_noun(struct label *label, const struct words *nouns, size_t count, const char *from, const char *to) {
  struct compiler *c = label->c;
  struct words singular = *nouns;
  singular.items[count - 1] = noun_singular(c, nouns->items[count - 1]);
  const bool event = relata_ontology_noun_sort(c->base, singular.items[count - 1]) == RELATA_SORT_EVENT;
  const enum relata_frame_kind kind = event ? RELATA_FRAME_EVENT : RELATA_FRAME_ROLE;
  const char *holder = event ? "G" : "H";
  const char *ends[] = {strcmp(from, "H") == 0 ? holder : from, strcmp(to, "H") == 0 ? holder : to};
  say(label, kind, joined(c, &singular, 0, count), ends[0], ends[1]);
  if (count > 2)
    say(label, kind, joined(c, &singular, count - 2, count), ends[0], ends[1]);
}

/* "subsidiary of": who is one > of whom. */
static void read_role(struct label *label, const struct words *words, bool copula) {
  const size_t nouns = words->count - 1;
  const char *preposition = preposition_at(label, words, nouns);
  const struct relata_str head = words->items[nouns - 1], single = noun_singular(label->c, head);
  const bool noun = is_noun(label->c, single) || strcmp(preposition, "of") == 0;
  if (!noun || (copula && strcmp(preposition, "of") != 0))
    say(label, RELATA_FRAME_ADJECTIVE, joined(label->c, words, 0, nouns), "S", preposition);
  if (!noun)
    return;
  const bool person = is_person_noun(label, single);
  const struct relata_str to =
      relata_arena_print(label->c->arena, "%s|P%s", preposition, person && strcmp(preposition, "at") != 0 ? "|at" : "");
  say_noun(label, words, nouns, "H", to.data);
}

/* "has subsidiary": whose > who is one; "has stake in" is an idiom. */
static void read_having(struct label *label, const struct words *words) {
  const char *preposition = preposition_at(label, words, words->count - 1);
  if (preposition && words->count > 1 && strcmp(preposition, "of") != 0) {
    static const char *const verbs[] = {"have", "hold", "own", "take"};
    const struct relata_str noun = noun_singular(label->c, words->items[words->count - 2]);
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
      say(label, RELATA_FRAME_IDIOM,
          relata_arena_print(label->c->arena, "%s_%.*s", verbs[i], (int)noun.len, noun.data), "S", preposition);
  } else {
    say_noun(label, words, words->count - (preposition != NULL && words->count > 1), "of|P|at", "H");
  }
}

/* "founder": a person whose range is an organisation holds it; else it is what the subject has. */
static void read_bare_noun(struct label *label, const struct words *words) {
  const struct property_entry *property = &label->c->properties[label->property];
  const enum relata_sort noun =
      relata_ontology_noun_sort(label->c->base, noun_singular(label->c, words->items[words->count - 1]));
  const enum relata_sort from = class_sort(label->c, property->domain), to = class_sort(label->c, property->range);
  const bool holds = from != RELATA_SORT_ANY && relata_sort_fits(noun, from) &&
                     !(to != RELATA_SORT_ANY && relata_sort_fits(noun, to));
  if (holds || property->symmetric)
    say_noun(label, words, words->count, "H", "of|P|at");
  else
    read_having(label, words);
}

/* "acquired" of acquire: the second half of "Nordlys-acquired". */
static void say_half(struct label *label, struct relata_str lemma) {
  struct compiler *c = label->c;
  bool irregular = false;
  for (size_t i = 0; i < c->word_count; i++) {
    const struct relata_str word = c->words[i].word;
    if (!relata_str_is(c->words[i].set, "irregular_verb") || word.len < lemma.len + 2 || word.data[lemma.len] != '_' ||
        memcmp(word.data, lemma.data, lemma.len) != 0)
      continue;
    irregular = true;
    say(label, RELATA_FRAME_PARTICIPLE, (struct relata_str){word.data + lemma.len + 1, word.len - lemma.len - 1}, "X",
        "N");
  }
  if (!irregular && lemma.len > 2)
    say(label, RELATA_FRAME_PARTICIPLE,
        ends_in(lemma, "e")   ? cut(c, lemma, 0, "d")
        : ends_in(lemma, "y") ? cut(c, lemma, 1, "ied")
                              : cut(c, lemma, 0, "ed"),
        "X", "N");
}

/* "acquires", "invests in", "takes over", "teams up with", "takes control of". */
static void read_verb(struct label *label, const struct words *words, struct relata_str lemma) {
  size_t used;
  const struct relata_str whole = with_particle(label, lemma, words, &used);
  const char *last = preposition_at(label, words, words->count - 1);
  if (words->count == 1) {
    say(label, RELATA_FRAME_VERB, lemma, "S", "O");
    say_half(label, lemma);
    return;
  }
  if (used == words->count)
    say(label, RELATA_FRAME_VERB, whole, "S", "O");
  if (!last)
    return;
  if (words->count == 2)
    say(label, RELATA_FRAME_VERB, lemma, "S", last);
  else if (used == 2 && words->count == 3)
    say(label, RELATA_FRAME_VERB, whole, "S", last);
  else if (words->count > used + 1) {
    const struct relata_str noun = noun_singular(label->c, words->items[words->count - 2]);
    say(label, RELATA_FRAME_IDIOM,
        relata_arena_print(label->c->arena, "%.*s_%.*s", (int)whole.len, whole.data, (int)noun.len, noun.data), "S",
        last);
  }
}

static void read_verbs(struct label *label, const struct words *words, const struct words *lemmas) {
  for (size_t i = 0; i < lemmas->count; i++)
    read_verb(label, words, lemmas->items[i]);
}

/* Neither "is" nor "has" before it. */
static void read_plain(struct label *label, const struct words *words) {
  struct compiler *c = label->c;
  const struct relata_str first = words->items[0], single = noun_singular(c, first);
  bool certain;
  const struct words present = present_lemmas(c, first, &certain);
  const bool preposition = preposition_at(label, words, words->count - 1) != NULL && words->count > 1;
  if (is_participle(c, first)) {
    const struct words lemmas = past_lemmas(c, first);
    if (words->count == 1 || !preposition)
      read_verbs(label, words, &lemmas);
    else
      read_passive(label, words);
  } else if (certain) {
    read_verbs(label, words, &present);
  } else if (is_verb(c, first) && (!is_noun(c, first) || (preposition && words->count == 2))) {
    read_verb(label, words, first);
    if (preposition && is_noun(c, single))
      read_role(label, words, false);
  } else if (preposition) {
    read_role(label, words, false);
  } else if (is_noun(c, noun_singular(c, words->items[words->count - 1]))) {
    read_bare_noun(label, words);
  }
}

size_t label_read(struct compiler *c, uint32_t property, struct relata_str text, struct place place) {
  struct label label = {c, property, place, 0};
  struct words words = without_articles(c, split(c, text));
  if (!words.count)
    return 0;
  bool copula = compiler_has_word(c, "label_copula", words.items[0]);
  const bool have = compiler_has_word(c, "label_have", words.items[0]);
  if (have && words.count > 1 && compiler_has_word(c, "label_copula", words.items[1])) {
    words = behind(&words, 1);
    copula = true;
  }
  if ((copula || have) && words.count > 1)
    words = behind(&words, 1);
  else
    copula = false;
  const bool tail = words.count > 1 && preposition_at(&label, &words, words.count - 1);
  if (copula && tail)
    is_participle(c, words.items[0]) ? read_passive(&label, &words) : read_role(&label, &words, true);
  else if (copula)
    read_bare_noun(&label, &words);
  else if (have && is_participle(c, words.items[0]))
    read_plain(&label, &words);
  else if (have && words.count > 0 && !compiler_has_word(c, "label_have", words.items[0]))
    read_having(&label, &words);
  else
    read_plain(&label, &words);
  return label.added;
}
