/* article.c — an article's quads to the profiles of its things. */
#include <stdlib.h>
#include <string.h>

#include "graph/claims/vocabulary.h"
#include "graph/entities/clues.h"
#include "graph/entities/tables.h"
#include "graph/store/term.h"

static uint32_t intern(struct registry *registry, struct relata_str text) {
  return dictionary_intern(registry->strings, text, NULL);
}

/* ------------------------------------------------------------------ an article's things */

struct article {
  struct registry *registry;
  struct quads *quads;
  struct relata_arena *arena; /* of this article */
  struct relata_str stem;     /* "https://…/id/" */
  uint32_t graph;             /* term */
  unsigned year, month;       /* the month counted from the year 0 */
  uint32_t *profile_of;       /* a term's: profile in the registry, RELATA_NONE if none */
  size_t first;               /* its first profile */
};

static uint32_t term_of(const struct article *article, const char *term) {
  return quads_find(article->quads, relata_str_of(term));
}

static struct relata_str text_of(struct article *article, uint32_t term) {
  return term == RELATA_NONE ? (struct relata_str){NULL, 0}
                             : term_split(article->arena, quads_term(article->quads, term)).value;
}

static uint32_t object_of(struct article *article, uint32_t subject, const char *predicate) {
  const uint32_t number = term_of(article, predicate);
  return number == RELATA_NONE ? RELATA_NONE : quads_object(article->quads, subject, number);
}

/* The local part of an entity's IRI; empty for other terms. */
static struct relata_str local_of(struct article *article, uint32_t term) {
  const struct relata_str iri = term_as_iri(quads_term(article->quads, term));
  if (iri.len <= article->stem.len || memcmp(iri.data, article->stem.data, article->stem.len) != 0)
    return (struct relata_str){NULL, 0};
  return (struct relata_str){iri.data + article->stem.len, iri.len - article->stem.len};
}

static struct relata_str behind_hash(struct relata_str iri) {
  for (size_t i = iri.len; i-- > 0;)
    if (iri.data[i] == '#' || iri.data[i] == '/')
      return (struct relata_str){iri.data + i + 1, iri.len - i - 1};
  return iri;
}

/* Its article is the graph that calls itself one. */
static uint32_t find_graph(const struct article *article) {
  const uint32_t type = term_of(article, RDF_TYPE), class = term_of(article, REL_ARTICLE);
  if (type == RELATA_NONE || class == RELATA_NONE)
    return RELATA_NONE;
  struct quad_cursor cursor = quads_match(article->quads, (struct quad){RELATA_NONE, type, class, RELATA_NONE}, false);
  for (const struct quad *quad; (quad = quad_cursor_next(&cursor));)
    if (quad->graph == quad->subject)
      return quad->subject;
  return RELATA_NONE;
}

static size_t number_in(struct relata_str text) {
  size_t number = 0;
  for (size_t i = 0; i < text.len && i < 12 && text.data[i] >= '0' && text.data[i] <= '9'; i++)
    number = 10 * number + (size_t)(text.data[i] - '0');
  return number;
}

static unsigned year_of(struct relata_str date) {
  unsigned year = 0;
  for (size_t i = 0; i < 4; i++) {
    if (i >= date.len || date.data[i] < '0' || date.data[i] > '9')
      return 0;
    year = 10 * year + (unsigned)(date.data[i] - '0');
  }
  return year;
}

/* "2024-03-04" as months; the middle of the year for a year alone. */
static unsigned month_of(struct relata_str date, unsigned year) {
  const bool has_month = date.len >= 7 && date.data[4] == '-' && date.data[5] >= '0' && date.data[5] <= '1' &&
                         date.data[6] >= '0' && date.data[6] <= '9';
  const unsigned month = has_month ? (unsigned)(date.data[5] - '0') * 10 + (unsigned)(date.data[6] - '0') : 6;
  return year && year < 5000 ? 12 * year + month : 0;
}

/* The most special family that its classes tell. */
static void take_class(struct article *article, struct profile *profile, uint32_t subject) {
  const uint32_t type = term_of(article, RDF_TYPE);
  if (type == RELATA_NONE)
    return;
  struct quad_cursor cursor = quads_match(article->quads, (struct quad){subject, type, RELATA_NONE, RELATA_NONE}, true);
  for (const struct quad *quad; (quad = quad_cursor_next(&cursor));) {
    const struct relata_str class = behind_hash(term_as_iri(quads_term(article->quads, quad->object)));
    const enum family family = class_family(class);
    if (profile->class_name == RELATA_NONE || (profile->family == FAMILY_ANY && family != FAMILY_ANY)) {
      profile->class_name = intern(article->registry, class);
      profile->family = family;
    }
  }
}

static void take_names(struct article *article, struct profile *profile, uint32_t subject, const char *predicate) {
  const uint32_t number = term_of(article, predicate);
  if (number == RELATA_NONE)
    return;
  struct quad_cursor cursor =
      quads_match(article->quads, (struct quad){subject, number, RELATA_NONE, RELATA_NONE}, true);
  for (const struct quad *quad; (quad = quad_cursor_next(&cursor));) {
    const uint32_t name = intern(article->registry, text_of(article, quad->object));
    numbers_add(&profile->names, name);
    if (profile->label == RELATA_NONE)
      profile->label = name;
  }
}

/* What others' profiles call it; else its words without "Group". */
static uint32_t own_key(struct article *article, const struct profile *profile) {
  struct registry *registry = article->registry;
  const struct relata_str local = registry_text(registry, profile->local);
  if (profile->same_as != RELATA_NONE)
    return intern(registry, relata_arena_print(article->arena, "=%.*s", (int)local.len, local.data));
  const bool person = profile->family == FAMILY_PERSON;
  const struct name *name = registry_name(registry, profile->label, person);
  if (person)
    return intern(registry, relata_arena_print(article->arena, "@%.*s", (int)name->whole.len, name->whole.data));
  const struct relata_str letters = name->acronym ? name->words[0] : name_initials(article->arena, name, true, false);
  if (profile->family != FAMILY_PLACE && letters.len > 2)
    return intern(registry, relata_arena_print(article->arena, "~%.*s", (int)letters.len, letters.data));
  return intern(registry, name_stem(article->arena, name));
}

/* "The bishop" of an article that elsewhere calls him Daniel Osei: a full name among the
 * other names of a person whom it calls by a common noun; RELATA_NONE if there is none. */
static uint32_t find_full_name(struct article *article, uint32_t subject) {
  struct profile profile = {.label = RELATA_NONE, .class_name = RELATA_NONE};
  take_class(article, &profile, subject);
  uint32_t best = RELATA_NONE;
  if (profile.family == FAMILY_PERSON)
    take_names(article, &profile, subject, SKOS_ALT_LABEL);
  for (size_t i = 0; i < profile.names.count; i++) {
    const struct relata_str text = registry_text(article->registry, profile.names.items[i]);
    const struct name *name = registry_name(article->registry, profile.names.items[i], true);
    if (name->count > 1 && name->before == 0 && name_is_proper(text) &&
        (best == RELATA_NONE || relata_str_compare(text, registry_text(article->registry, best)) < 0))
      best = profile.names.items[i];
  }
  profile_free(&profile);
  return best;
}

static void take_thing(struct article *article, uint32_t subject) {
  const struct relata_str local = local_of(article, subject);
  const uint32_t same_as = object_of(article, subject, OWL_SAME_AS);
  if (!local.len)
    return;
  const uint32_t full_name =
      same_as == RELATA_NONE && !name_is_proper(local) ? find_full_name(article, subject) : RELATA_NONE;
  if (same_as == RELATA_NONE && full_name == RELATA_NONE && !name_is_proper(local))
    return;
  struct registry *registry = article->registry;
  struct profile *profile = registry_add(registry);
  profile->article = intern(registry, term_as_iri(quads_term(article->quads, article->graph)));
  profile->local = intern(registry, local);
  if (same_as != RELATA_NONE)
    profile->same_as = intern(registry, term_as_iri(quads_term(article->quads, same_as)));
  take_class(article, profile, subject);
  take_names(article, profile, subject, SKOS_PREF_LABEL);
  take_names(article, profile, subject, SKOS_ALT_LABEL);
  if (full_name != RELATA_NONE)
    profile->label = full_name;
  const struct name name =
      name_parse(article->arena, full_name == RELATA_NONE ? local : registry_text(registry, full_name), false);
  profile->block = intern(registry, name.whole);
  profile->first_month = profile->last_month = (uint16_t)article->month;
  profile->persons = profile->family == FAMILY_PERSON;
  profile->others = profile->family != FAMILY_PERSON && profile->family != FAMILY_ANY;
  article->profile_of[subject] = (uint32_t)(registry->count - 1);
}

static void find_things(struct article *article) {
  const uint32_t label = term_of(article, SKOS_PREF_LABEL);
  if (label == RELATA_NONE)
    return;
  struct quad_cursor cursor =
      quads_match(article->quads, (struct quad){RELATA_NONE, label, RELATA_NONE, RELATA_NONE}, true);
  for (const struct quad *quad; (quad = quad_cursor_next(&cursor));)
    if (article->profile_of[quad->subject] == RELATA_NONE)
      take_thing(article, quad->subject);
}

/* ------------------------------------------------------------------ facts */

static struct profile *profile_at(struct article *article, uint32_t term) {
  const uint32_t number = term == RELATA_NONE ? RELATA_NONE : article->profile_of[term];
  return number == RELATA_NONE ? NULL : &article->registry->profiles[number];
}

static void note_fact(struct article *article, struct profile *profile, struct relata_str relation, char direction,
                      struct relata_str whom) {
  const struct relata_str fact = relata_arena_print(article->arena, "%.*s%c\t%.*s", (int)relation.len, relation.data,
                                                    direction, (int)whom.len, whom.data);
  const uint32_t number = intern(article->registry, fact);
  numbers_add(&profile->facts, number);
  if (direction == '>' && entities_word("unique", relation))
    numbers_add(&profile->unique, number);
}

/* "mayor" of "the town's mayor". */
static void note_role(struct article *article, struct profile *profile, uint32_t object) {
  struct relata_str label = text_of(article, object_of(article, object, SKOS_PREF_LABEL));
  if (term_get_kind(quads_term(article->quads, object)) == TERM_LITERAL)
    label = text_of(article, object);
  const struct name name = name_parse(article->arena, label, false);
  for (size_t i = 0; i < name.count; i++)
    if (entities_word("role", name.words[i]))
      numbers_add(&profile->roles, intern(article->registry, name.words[i]));
}

static struct relata_str key_of(const struct article *article, const struct profile *profile) {
  return registry_text(article->registry, profile->key);
}

static void take_fact(struct article *article, uint32_t subject, uint32_t predicate, uint32_t object) {
  struct profile *from = profile_at(article, subject), *to = profile_at(article, object);
  const struct relata_str relation = behind_hash(term_as_iri(quads_term(article->quads, predicate)));
  if (from && to && from != to) {
    note_fact(article, from, relation, '>', key_of(article, to));
    note_fact(article, to, relation, '<', key_of(article, from));
    numbers_add_all(&from->near, &to->own, (size_t)-1);
    numbers_add_all(&to->near, &from->own, (size_t)-1);
  } else if (from && !to) {
    if (term_get_kind(quads_term(article->quads, object)) == TERM_LITERAL)
      note_fact(article, from, relation, '>', text_of(article, object));
    if (entities_word("role_relation", relation))
      note_role(article, from, object);
  }
}

/* "the trumpeter" in a claim of his: what a sentence calls him without his name. */
static void note_description(struct article *article, struct profile *profile, uint32_t claim, const char *begin_name,
                             const char *end_name) {
  const uint32_t sentence = object_of(article, claim, NIF_SENTENCE), begin_at = object_of(article, claim, begin_name),
                 end_at = object_of(article, claim, end_name);
  if (!profile || sentence == RELATA_NONE || begin_at == RELATA_NONE || end_at == RELATA_NONE)
    return;
  const struct relata_str text = text_of(article, object_of(article, sentence, NIF_ANCHOR_OF));
  const size_t start = number_in(text_of(article, object_of(article, sentence, NIF_BEGIN_INDEX))),
               begin = number_in(text_of(article, begin_at)), end = number_in(text_of(article, end_at));
  if (begin < start || end <= begin || end - start > utf8_length(text))
    return;
  const size_t from = utf8_offset(text, begin - start), to = utf8_offset(text, end - start);
  const struct name name = name_parse(article->arena, (struct relata_str){text.data + from, to - from}, false);
  if (name.count && entities_word("role", name.words[name.count - 1]))
    numbers_add(&profile->roles, intern(article->registry, name.words[name.count - 1]));
}

static bool claim_says(struct article *article, uint32_t claim, const char *predicate, const char *what) {
  const uint32_t object = object_of(article, claim, predicate);
  return object != RELATA_NONE && object == term_of(article, what);
}

/* What is denied or only possible tells nothing of who somebody is. */
static void take_claims(struct article *article) {
  const uint32_t type = term_of(article, RDF_TYPE), class = term_of(article, REL_CLAIM);
  if (type == RELATA_NONE || class == RELATA_NONE)
    return;
  struct quad_cursor cursor = quads_match(article->quads, (struct quad){RELATA_NONE, type, class, RELATA_NONE}, true);
  for (const struct quad *quad; (quad = quad_cursor_next(&cursor));) {
    if (claim_says(article, quad->subject, REL_POLARITY, REL_NEGATIVE) ||
        claim_says(article, quad->subject, REL_MODALITY, REL_POSSIBLE))
      continue;
    const uint32_t subject = object_of(article, quad->subject, RDF_SUBJECT),
                   predicate = object_of(article, quad->subject, RDF_PREDICATE),
                   object = object_of(article, quad->subject, RDF_OBJECT);
    if (subject == RELATA_NONE || predicate == RELATA_NONE || object == RELATA_NONE)
      continue;
    take_fact(article, subject, predicate, object);
    note_description(article, profile_at(article, subject), quad->subject, REL_SUBJECT_BEGIN, REL_SUBJECT_END);
    note_description(article, profile_at(article, object), quad->subject, REL_OBJECT_BEGIN, REL_OBJECT_END);
  }
}

struct place {
  size_t begin; /* characters */
  uint32_t sentence;
};

static int compare_places(const void *a, const void *b) {
  const struct place *x = a, *y = b;
  if (x->begin != y->begin)
    return x->begin < y->begin ? -1 : 1;
  return (x->sentence > y->sentence) - (x->sentence < y->sentence);
}

/* In the order of the text; to be freed. */
static struct place *find_sentences(struct article *article, size_t *count) {
  const uint32_t type = term_of(article, RDF_TYPE), class = term_of(article, NIF_SENTENCE_CLASS);
  struct place *places = malloc((quads_term_count(article->quads) + 1) * sizeof *places);
  *count = 0;
  if (!places)
    abort();
  if (type == RELATA_NONE || class == RELATA_NONE)
    return places;
  struct quad_cursor cursor = quads_match(article->quads, (struct quad){RELATA_NONE, type, class, RELATA_NONE}, true);
  for (const struct quad *quad; (quad = quad_cursor_next(&cursor));)
    places[(*count)++] =
        (struct place){number_in(text_of(article, object_of(article, quad->subject, NIF_BEGIN_INDEX))), quad->subject};
  qsort(places, *count, sizeof *places, compare_places);
  return places;
}

/* The one person that a sentence names is "the trumpeter" that the next one begins with. */
static void take_sentences(struct article *article) {
  size_t count;
  struct place *places = find_sentences(article, &count);
  struct registry *registry = article->registry;
  struct profile *alone = NULL; /* of the sentence before */
  for (size_t k = 0; k < count; k++) {
    const struct relata_str text = text_of(article, object_of(article, places[k].sentence, NIF_ANCHOR_OF));
    struct profile *person = NULL;
    size_t persons = 0;
    if (alone)
      clues_read_opening(registry, alone, text);
    for (size_t i = article->first; i < registry->count; i++) {
      struct profile *profile = &registry->profiles[i];
      if (!clues_read(registry, profile, text, article->year) || profile->family != FAMILY_PERSON)
        continue;
      person = profile;
      persons++;
    }
    alone = persons == 1 ? person : NULL;
  }
  free(places);
}

/* "Nwosu" beside Amara Nwosu is a person, whatever the tagger took the word for. */
static void trust_surnames(struct article *article) {
  struct registry *registry = article->registry;
  for (size_t i = article->first; i < registry->count; i++) {
    struct profile *profile = &registry->profiles[i];
    const struct name *name = registry_name(registry, profile->label, false);
    if (profile->family == FAMILY_PERSON || profile->family == FAMILY_PLACE || profile->same_as != RELATA_NONE ||
        name->count != 1 || name->acronym)
      continue;
    for (size_t k = article->first; k < registry->count; k++) {
      const struct profile *other = &registry->profiles[k];
      const struct name *full = registry_name(registry, other->label, true);
      if (other->family == FAMILY_PERSON && full->count > 1 &&
          relata_str_equal(full->words[full->count - 1], name->words[0])) {
        profile->family = FAMILY_PERSON;
        profile->class_name = other->class_name;
        profile->persons = 1;
        profile->others = 0;
      }
    }
  }
}

/* Its own keys: the first is what facts name it by, a person's second the surname alone. */
static void give_keys(struct article *article) {
  struct registry *registry = article->registry;
  for (size_t i = article->first; i < registry->count; i++) {
    struct profile *profile = &registry->profiles[i];
    profile->key = own_key(article, profile);
    numbers_add(&profile->own, profile->key);
    const struct name *name = registry_name(registry, profile->label, true);
    if (profile->family == FAMILY_PERSON && name->count) {
      const struct relata_str surname = name->words[name->count - 1];
      numbers_add(&profile->own,
                  intern(registry, relata_arena_print(article->arena, "%%%.*s", (int)surname.len, surname.data)));
    }
  }
}

static void take_company(struct article *article) {
  struct numbers all = {0};
  struct registry *registry = article->registry;
  for (size_t i = article->first; i < registry->count; i++)
    numbers_add_all(&all, &registry->profiles[i].own, (size_t)-1);
  for (size_t i = article->first; i < registry->count; i++)
    numbers_add_all(&registry->profiles[i].with, &all, (size_t)-1);
  numbers_free(&all);
}

void registry_read_article(struct registry *registry, struct quads *quads, struct relata_str stem) {
  struct article article = {.registry = registry, .quads = quads, .stem = stem, .first = registry->count};
  article.graph = find_graph(&article);
  if (article.graph == RELATA_NONE)
    return;
  article.arena = relata_arena_new();
  const size_t terms = quads_term_count(quads);
  article.profile_of = malloc((terms + 1) * sizeof *article.profile_of);
  if (!article.profile_of)
    abort();
  for (size_t i = 0; i < terms; i++)
    article.profile_of[i] = RELATA_NONE;
  const struct relata_str date = text_of(&article, object_of(&article, article.graph, DCT_DATE));
  article.year = year_of(date);
  article.month = month_of(date, article.year);
  find_things(&article);
  trust_surnames(&article);
  give_keys(&article);
  take_claims(&article);
  take_sentences(&article);
  take_company(&article);
  free(article.profile_of);
  relata_arena_free(article.arena);
}
