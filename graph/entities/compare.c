/* compare.c — features of two profiles. */
#include "graph/entities/compare.h"

#include <math.h>
#include <string.h>

#include "graph/entities/tables.h"

enum {
  MOST_SHARED_FACTS = 2,
  MOST_SHARED_NEIGHBOURS = 3,
  MOST_SHARED_NAMES = 4,
  MOST_SHARED_COUNTRIES = 3,
  MOST_SHARED_WORDS = 10,
  NEAR_IN_TIME = 24 /* months */
};

static void add(struct verdict *verdict, const char *name, unsigned times, uint32_t detail) {
  if (times == 0 || verdict->count == MOST_FEATURES)
    return;
  const double weight = entities_weight(name) * times;
  verdict->features[verdict->count++] = (struct feature){name, weight, detail, times};
  verdict->sum += weight;
}

double verdict_score(const struct verdict *verdict) {
  return 1 / (1 + exp(-verdict->sum));
}

/* ------------------------------------------------------------------ what rules a merge out */

static bool is_body(enum family family) {
  return family == FAMILY_ORGANIZATION || family == FAMILY_GROUP;
}

static bool is_place(enum family family) {
  return family == FAMILY_PLACE || family == FAMILY_SITE;
}

/* What is none by more than the tagger's guess: by a class of its own, or a word such as "Union". */
static bool is_surely_none(struct registry *registry, const struct profile *profile) {
  const struct relata_str class = registry_text(registry, profile->class_name);
  const struct name *name = registry_name(registry, profile->label, false);
  const struct relata_str last = name->count ? name->words[name->count - 1] : (struct relata_str){NULL, 0};
  const bool guessed = relata_str_is(class, "Organization") || relata_str_is(class, "Group") ||
                       relata_str_is(class, "Place") || relata_str_is(class, "Actor") || !class.len;
  return profile->family != FAMILY_PERSON &&
         (profile->same_as != RELATA_NONE || !guessed ||
          (name->count > 1 &&
           (entities_word("generic", last) || entities_word("sector", last) || entities_word("body", last))));
}

static bool kind_is_unsure(struct registry *registry, const struct profile *a, const struct profile *b) {
  const struct profile *person = a->family == FAMILY_PERSON ? a : b, *other = person == a ? b : a;
  return other->family != FAMILY_PERSON && person->same_as == RELATA_NONE && other->same_as == RELATA_NONE &&
         !(profile_is_surely_person(registry, person) && is_surely_none(registry, other));
}

static bool families_exclude(struct registry *registry, const struct profile *x, const struct profile *y) {
  const enum family a = x->family, b = y->family;
  if (a == b || a == FAMILY_ANY || b == FAMILY_ANY)
    return false;
  if (a == FAMILY_PERSON || b == FAMILY_PERSON)
    return !kind_is_unsure(registry, x, y);
  const bool a_stands = is_body(a) || is_place(a), b_stands = is_body(b) || is_place(b);
  return a_stands != b_stands && (a == FAMILY_EVENT || b == FAMILY_EVENT || a == FAMILY_TEXT || b == FAMILY_TEXT);
}

/* The relation of a fact, "born_in>", up to its tab. */
static size_t relation_length(struct relata_str fact) {
  const char *tab = memchr(fact.data, '\t', fact.len);
  return tab ? (size_t)(tab - fact.data) : fact.len;
}

/* Does a set hold a fact of this relation? */
static bool has_relation(const struct registry *registry, const struct numbers *facts, struct relata_str fact,
                         size_t len) {
  for (size_t i = 0; i < facts->count; i++) {
    const struct relata_str other = registry_text(registry, facts->items[i]);
    if (relation_length(other) == len && memcmp(other.data, fact.data, len) == 0)
      return true;
  }
  return false;
}

static bool share_relation(const struct registry *registry, const struct numbers *a, const struct numbers *b,
                           struct relata_str fact, size_t len) {
  for (size_t i = 0; i < a->count; i++) {
    const struct relata_str other = registry_text(registry, a->items[i]);
    if (relation_length(other) == len && memcmp(other.data, fact.data, len) == 0 && numbers_has(b, a->items[i]))
      return true;
  }
  return false;
}

/* Two places of birth: what `strength` ("veto", "soft") words.tsv gives the relation. */
static bool unique_facts_differ(const struct registry *registry, const struct profile *a, const struct profile *b,
                                const char *strength) {
  for (size_t i = 0; i < a->unique.count; i++) {
    const struct relata_str fact = registry_text(registry, a->unique.items[i]);
    const size_t len = relation_length(fact);
    const char *value = entities_word("unique", (struct relata_str){fact.data, len ? len - 1 : 0});
    if (value && strcmp(value, strength) == 0 && has_relation(registry, &b->unique, fact, len) &&
        !share_relation(registry, &a->unique, &b->unique, fact, len))
      return true;
  }
  return false;
}

static bool births_differ(const struct profile *a, const struct profile *b) {
  return a->born_from && b->born_from && (a->born_to + 1 < b->born_from || b->born_to + 1 < a->born_from);
}

/* Do their articles' times lie within so many months of each other? */
static bool times_are_near(const struct profile *a, const struct profile *b, unsigned months) {
  if (!a->first_month || !b->first_month)
    return true;
  return a->first_month <= b->last_month + months && b->first_month <= a->last_month + months;
}

static struct relata_str behind(struct relata_str office, size_t len) {
  return len < office.len ? (struct relata_str){office.data + len + 1, office.len - len - 1}
                          : (struct relata_str){NULL, 0};
}

/* "denver" and "city of denver" may be one. */
static bool targets_differ(struct relata_str a, struct relata_str b) {
  return a.len && b.len && !memmem(a.data, a.len, b.data, b.len) && !memmem(b.data, b.len, a.data, a.len);
}

/* Mayor of Denver and mayor of Bergen, and never of the same: `how` such an office
 * is held, "stays" or "moves". */
static bool offices_rival(const struct registry *registry, const struct profile *a, const struct profile *b,
                          const char *how) {
  bool rival = false;
  for (size_t i = 0; i < a->offices.count; i++) {
    const struct relata_str x = registry_text(registry, a->offices.items[i]);
    const size_t len = relation_length(x);
    const char *held = entities_word("sole_role", (struct relata_str){x.data, len});
    if (!held || strcmp(held, how) != 0)
      continue;
    for (size_t k = 0; k < b->offices.count; k++) {
      const struct relata_str y = registry_text(registry, b->offices.items[k]);
      if (relation_length(y) != len || memcmp(x.data, y.data, len) != 0)
        continue;
      if (!targets_differ(behind(x, len), behind(y, len)))
        return false;
      rival = true;
    }
  }
  return rival;
}

const char *profiles_conflict(struct registry *registry, const struct profile *a, const struct profile *b) {
  if (a->same_as != RELATA_NONE && b->same_as != RELATA_NONE && a->same_as != b->same_as)
    return "other_actor";
  if (families_exclude(registry, a, b))
    return "other_kind";
  if (births_differ(a, b))
    return "other_age";
  if (unique_facts_differ(registry, a, b, "veto"))
    return "other_fact";
  if ((times_are_near(a, b, NEAR_IN_TIME) && offices_rival(registry, a, b, "stays")) ||
      (times_are_near(a, b, 0) && offices_rival(registry, a, b, "moves")))
    return "rival_office";
  return NULL;
}

/* Of a person and something of no known kind the names are compared as persons'. */
static bool are_persons(const struct profile *a, const struct profile *b) {
  return (a->family == FAMILY_PERSON && (b->family == FAMILY_PERSON || b->family == FAMILY_ANY)) ||
         (b->family == FAMILY_PERSON && a->family == FAMILY_ANY);
}

bool profiles_have_other_names(struct registry *registry, const struct profile *a, const struct profile *b) {
  if (!are_persons(a, b))
    return false;
  for (size_t i = 0; i < a->names.count; i++) {
    const struct name *x = registry_name(registry, a->names.items[i], true);
    for (size_t k = 0; k < b->names.count && x->count > 1; k++)
      if (name_compare(x, registry_name(registry, b->names.items[k], true), true) == NAME_OTHER_GIVEN)
        return true;
  }
  return false;
}

/* ------------------------------------------------------------------ context */

static unsigned at_most(size_t number, unsigned most) {
  return number < most ? (unsigned)number : most;
}

/* How many both have, those that mean one of the two themselves left out, and the first of them. */
static size_t count_shared(const struct numbers *x, const struct numbers *y, const struct profile *a,
                           const struct profile *b, uint32_t *first) {
  size_t shared = 0;
  *first = RELATA_NONE;
  for (size_t i = 0, k = 0; i < x->count && k < y->count;) {
    if (x->items[i] < y->items[k]) {
      i++;
    } else if (x->items[i] > y->items[k]) {
      k++;
    } else {
      const uint32_t number = x->items[i];
      if (!numbers_has(&a->own, number) && !numbers_has(&b->own, number)) {
        shared++;
        *first = *first == RELATA_NONE ? number : *first;
      }
      i++;
      k++;
    }
  }
  return shared;
}

/* Of those whom the actors' file knows, countries above all, and of others; a fact's whom stands behind its tab. */
struct shared {
  size_t known, others;
  uint32_t known_first, others_first;
};

static struct shared count_kinds(const struct registry *registry, const struct numbers *x, const struct numbers *y,
                                 const struct profile *a, const struct profile *b) {
  struct shared shared = {0, 0, RELATA_NONE, RELATA_NONE};
  for (size_t i = 0, k = 0; i < x->count && k < y->count;) {
    if (x->items[i] != y->items[k]) {
      if (x->items[i] < y->items[k])
        i++;
      else
        k++;
      continue;
    }
    const uint32_t number = x->items[i];
    i++;
    k++;
    if (numbers_has(&a->own, number) || numbers_has(&b->own, number))
      continue;
    const struct relata_str text = registry_text(registry, number);
    const size_t tab = relation_length(text), at = tab < text.len ? tab + 1 : 0;
    if (text.len && text.data[0] == '@') { /* its surname counts, but the full name tells more */
      const struct relata_str shown = registry_text(registry, shared.others_first);
      if (!shown.len || shown.data[0] == '%')
        shared.others_first = number;
      continue;
    }
    const bool known = at < text.len && text.data[at] == '=';
    uint32_t *first = known ? &shared.known_first : &shared.others_first;
    *first = *first == RELATA_NONE ? number : *first;
    shared.known += known;
    shared.others += !known;
  }
  return shared;
}

static unsigned fields_of(const struct registry *registry, const struct profile *profile) {
  static const char *const fields[] = {"politics", "sport", "art",      "science", "business", "military",
                                       "law",      "crime", "medicine", "clergy",  "press",    "work"};
  unsigned mask = 0;
  for (size_t i = 0; i < profile->roles.count; i++) {
    const char *field = entities_word("role", registry_text(registry, profile->roles.items[i]));
    for (size_t k = 0; field && k < sizeof fields / sizeof *fields; k++)
      if (strcmp(field, fields[k]) == 0)
        mask |= 1u << k;
  }
  return mask;
}

static void compare_roles(struct registry *registry, const struct profile *a, const struct profile *b,
                          struct verdict *verdict) {
  uint32_t office, role;
  const size_t offices = count_shared(&a->offices, &b->offices, a, b, &office),
               roles = count_shared(&a->roles, &b->roles, a, b, &role);
  add(verdict, "same_office", at_most(offices, 1), office);
  add(verdict, "same_role", at_most(roles, 2), role);
  if (verdict->tie == NAME_SURNAME && role != RELATA_NONE && entities_word("title", registry_text(registry, role)))
    add(verdict, "title_and_surname", 1, role);
  const unsigned x = fields_of(registry, a), y = fields_of(registry, b);
  if (!x || !y || roles)
    return;
  if (x & y)
    add(verdict, a->family == FAMILY_PERSON ? "different_role" : "shared_field", 1, RELATA_NONE);
  else
    add(verdict, "different_field", 1, a->roles.count ? a->roles.items[0] : RELATA_NONE);
}

/* Surnames left out: whoever bears one shares it. */
static bool share_any(const struct registry *registry, const struct numbers *x, const struct numbers *y) {
  for (size_t i = 0; i < y->count; i++)
    if (numbers_has(x, y->items[i]) && registry_text(registry, y->items[i]).data[0] != '%')
      return true;
  return false;
}

/* Of a surname alone and a full name: does the article of the first name nobody else of that surname? */
static bool bearers_are_few(const struct registry *registry, const struct profile *a, const struct profile *b) {
  const struct profile *alone = registry_text(registry, a->label).len < registry_text(registry, b->label).len ? a : b;
  size_t bearers = 0;
  struct relata_str surname = {NULL, 0};
  for (size_t i = 0; i < alone->own.count; i++)
    if (registry_text(registry, alone->own.items[i]).data[0] == '%')
      surname = registry_text(registry, alone->own.items[i]);
  if (!surname.len)
    return false;
  surname = (struct relata_str){surname.data + 1, surname.len - 1};
  for (size_t i = 0; i < alone->with.count; i++) {
    const struct relata_str other = registry_text(registry, alone->with.items[i]);
    bearers += other.len > surname.len + 1 && other.data[0] == '@' && other.data[other.len - surname.len - 1] == ' ' &&
               memcmp(other.data + other.len - surname.len, surname.data, surname.len) == 0;
  }
  return bearers == 1;
}

/* Two things of one article, which its coreference kept apart: what they share
 * of it tells nothing, and a fact between them much. */
static void compare_company(const struct registry *registry, const struct profile *a, const struct profile *b,
                            struct verdict *verdict) {
  if (share_any(registry, &a->own, &b->own))
    return;
  const bool together = share_any(registry, &a->with, &b->own) || share_any(registry, &b->with, &a->own);
  if (together && verdict->tie == NAME_SURNAME && bearers_are_few(registry, a, b)) {
    add(verdict, "same_article_surname", 1, RELATA_NONE);
    return;
  }
  if (share_any(registry, &a->near, &b->own) || share_any(registry, &b->near, &a->own))
    add(verdict, "fact_between", 1, RELATA_NONE);
  else if (together)
    add(verdict, "same_article", 1, RELATA_NONE);
}

static void compare_context(struct registry *registry, const struct profile *a, const struct profile *b,
                            struct verdict *verdict) {
  const struct shared facts = count_kinds(registry, &a->facts, &b->facts, a, b),
                      near = count_kinds(registry, &a->near, &b->near, a, b),
                      with = count_kinds(registry, &a->with, &b->with, a, b);
  uint32_t word;
  const size_t words = count_shared(&a->words, &b->words, a, b, &word);
  add(verdict, "shared_fact", at_most(facts.others, MOST_SHARED_FACTS), facts.others_first);
  add(verdict, "shared_fact_country", at_most(facts.known, 1), facts.known_first);
  add(verdict, "shared_neighbour", at_most(near.others, MOST_SHARED_NEIGHBOURS), near.others_first);
  add(verdict, "shared_name", at_most(with.others, MOST_SHARED_NAMES), with.others_first);
  add(verdict, "shared_country", at_most(with.known, MOST_SHARED_COUNTRIES), with.known_first);
  add(verdict, "shared_word", at_most(words, MOST_SHARED_WORDS), word);
  /* Two of one name may both speak of a town; of two things they are likelier one. */
  const bool namesakes = verdict->tie == NAME_SAME && are_persons(a, b);
  const size_t company = with.others + with.known;
  if (!facts.others && !near.others && company < (namesakes ? 2 : 1) && a->with.count > 2 && b->with.count > 2)
    add(verdict, namesakes ? "no_context_person" : "no_context", 1, RELATA_NONE);
  if (unique_facts_differ(registry, a, b, "soft"))
    add(verdict, "different_fact", 1, RELATA_NONE);
  if (!times_are_near(a, b, NEAR_IN_TIME))
    add(verdict, "far_in_time", 1, RELATA_NONE);
  if (offices_rival(registry, a, b, "moves"))
    add(verdict, "later_office", 1, RELATA_NONE);
  if ((is_place(a->family) && is_body(b->family)) || (is_place(b->family) && is_body(a->family)))
    add(verdict, "place_and_body", 1, RELATA_NONE);
}

/* ------------------------------------------------------------------ names */

static const char *feature_of_tie(enum name_tie tie) {
  switch (tie) {
  case NAME_SAME:
    return "same_name";
  case NAME_SAME_WORDS:
    return "same_words";
  case NAME_FULLER:
    return "fuller_name";
  case NAME_NICKNAME:
    return "nickname";
  case NAME_INITIAL:
    return "initial";
  case NAME_SPELLING:
    return "spelling";
  case NAME_SURNAME:
    return "surname_only";
  case NAME_GIVEN:
    return "given_only";
  case NAME_ENDING:
    return "generic_ending";
  case NAME_SECTOR:
    return "sector_ending";
  case NAME_ACRONYM:
    return "acronym";
  case NAME_SHORT:
    return "short_name";
  case NAME_TAIL:
    return "tail_name";
  case NAME_UNRELATED:
  case NAME_OTHER_GIVEN:
    break;
  }
  return NULL;
}

/* A name by which one alone is meant: a person's of two words, a body's that is more than "Commission". */
static bool is_telling(const struct name *name, bool person) {
  if (person)
    return name->count > 1;
  return name->acronym || name->count > 1 ||
         (name->count == 1 && name->words[0].len > 3 && !entities_word("body", name->words[0]) &&
          !entities_word("ordinary", name->words[0]));
}

/* Names that the actors' file gave are known by it alone: "Ankara" for Turkey is no name of it. */
static bool is_own_name(const struct profile *profile, uint32_t name) {
  return profile->same_as == RELATA_NONE || name == profile->label;
}

/* A word that both are called by beside their names may be part of both: "Marlow" of Marlow Town and Marlow Harbour. */
static bool is_whole(const struct profile *a, const struct profile *b, uint32_t x, uint32_t y,
                     const struct name *name) {
  return name->count > 1 || name->acronym || x == a->label || y == b->label;
}

/* Another name of one is a name of the other. */
static bool share_alias(struct registry *registry, const struct profile *a, const struct profile *b, bool persons,
                        uint32_t *which) {
  for (size_t i = 0; i < a->names.count; i++) {
    const uint32_t one = a->names.items[i];
    const struct name *x = registry_name(registry, one, persons);
    for (size_t k = 0; k < b->names.count && is_telling(x, persons) && is_own_name(a, one); k++) {
      const uint32_t other = b->names.items[k];
      if (!is_own_name(b, other) || !is_whole(a, b, one, other, x) ||
          !relata_str_equal(x->whole, registry_name(registry, other, persons)->whole))
        continue;
      *which = one;
      return true;
    }
  }
  return false;
}

/* Of places and of what is of no known kind, parts of a name are another's name: Tarn and the Tarn Conservatory. */
static bool may_be_short(const struct profile *a, const struct profile *b, enum name_tie tie) {
  if (is_place(a->family) != is_place(b->family) && a->family != FAMILY_ANY && b->family != FAMILY_ANY)
    return false;
  const bool part =
      tie == NAME_SHORT || tie == NAME_SECTOR || tie == NAME_TAIL || tie == NAME_ACRONYM || tie == NAME_ENDING;
  if (is_place(a->family) && is_place(b->family))
    return tie == NAME_SAME_WORDS;
  return !part || (is_body(a->family) && is_body(b->family)) || tie == NAME_ENDING;
}

/* The closest tie between any two of their names. */
static enum name_tie closest_tie(struct registry *registry, const struct profile *a, const struct profile *b,
                                 bool persons) {
  enum name_tie best =
      name_compare(registry_name(registry, a->label, persons), registry_name(registry, b->label, persons), persons);
  double weight = feature_of_tie(best) ? entities_weight(feature_of_tie(best)) : -9;
  for (size_t i = 0; i < a->names.count; i++)
    for (size_t k = 0; k < b->names.count; k++) {
      const struct name *x = registry_name(registry, a->names.items[i], persons),
                        *y = registry_name(registry, b->names.items[k], persons);
      if ((!is_telling(x, persons) && !is_telling(y, persons)) || !is_own_name(a, a->names.items[i]) ||
          !is_own_name(b, b->names.items[k]))
        continue;
      const enum name_tie tie = name_compare(x, y, persons);
      if (feature_of_tie(tie) && tie != NAME_SAME && entities_weight(feature_of_tie(tie)) > weight) {
        best = tie;
        weight = entities_weight(feature_of_tie(tie));
      }
    }
  return best;
}

static void compare_names(struct registry *registry, const struct profile *a, const struct profile *b, bool same_block,
                          struct verdict *verdict) {
  const bool persons = are_persons(a, b);
  const struct name *x = registry_name(registry, a->label, persons);
  uint32_t alias = RELATA_NONE;
  if (same_block) {
    verdict->tie = NAME_SAME;
    add(verdict, persons && x->count == 1 ? "single_name" : "same_name", 1, RELATA_NONE);
  } else if (!is_place(a->family) && !is_place(b->family) && share_alias(registry, a, b, persons, &alias)) {
    verdict->tie = NAME_SAME;
    add(verdict, "alias", 1, alias);
  } else {
    verdict->tie = closest_tie(registry, a, b, persons);
    if (!may_be_short(a, b, verdict->tie))
      verdict->tie = NAME_UNRELATED;
    const char *feature = feature_of_tie(verdict->tie);
    if (feature)
      add(verdict, feature, 1, RELATA_NONE);
  }
  if (persons && name_is_common(x))
    add(verdict, "common_name", 1, RELATA_NONE);
  else if (persons && x->count && entities_word("common_surname", x->words[x->count - 1]) &&
           (verdict->tie == NAME_SURNAME || (same_block && x->count == 1)))
    add(verdict, "common_surname", 1, RELATA_NONE);
  if (!persons && verdict->tie != NAME_SAME && verdict->tie != NAME_UNRELATED && x->count == 1 &&
      entities_word("body", x->words[0]))
    add(verdict, "body_alone", 1, RELATA_NONE);
  if (a->family == FAMILY_ANY || b->family == FAMILY_ANY)
    add(verdict, "unknown_kind", 1, RELATA_NONE);
  else if ((a->family == FAMILY_PERSON) != (b->family == FAMILY_PERSON))
    add(verdict, "unsure_kind", 1, RELATA_NONE);
}

struct verdict profiles_compare(struct registry *registry, const struct profile *a, const struct profile *b,
                                bool same_block) {
  struct verdict verdict = {.tie = NAME_UNRELATED};
  verdict.veto = profiles_conflict(registry, a, b);
  if (verdict.veto)
    return verdict;
  compare_names(registry, a, b, same_block, &verdict);
  if (verdict.tie == NAME_UNRELATED || verdict.tie == NAME_OTHER_GIVEN) {
    verdict.veto = "other_name";
    return verdict;
  }
  if (!same_block && profiles_have_other_names(registry, a, b)) {
    verdict.veto = "other_name";
    return verdict;
  }
  if (!same_block)
    compare_company(registry, a, b, &verdict);
  compare_roles(registry, a, b, &verdict);
  compare_context(registry, a, b, &verdict);
  return verdict;
}

/* What stands before a key of `own`. */
static bool is_mark(char c) {
  return c == '=' || c == '~' || c == '@' || c == '%';
}

struct relata_str feature_as_words(struct relata_arena *arena, const struct registry *registry,
                                   const struct feature *feature) {
  struct relata_out *out = relata_out_to_memory();
  relata_out_text(out, feature->name);
  relata_out_text(out, feature->weight < 0 ? " " : " +");
  relata_out_double(out, feature->weight, 2);
  const struct relata_str detail = registry_text(registry, feature->detail);
  if (detail.len) {
    relata_out_text(out, ": ");
    for (size_t i = is_mark(detail.data[0]); i < detail.len; i++) /* tabs part a fact's and an office's halves */
      if (!is_mark(detail.data[i]) || detail.data[i - 1] != '\t')
        relata_out_char(out, detail.data[i] == '\t' ? ' ' : detail.data[i]);
    if (feature->times > 1)
      relata_out_print(out, " and %u more", feature->times - 1);
  }
  const struct relata_str words = relata_arena_copy(arena, relata_out_as_memory(out));
  relata_out_abandon(out);
  return words;
}
