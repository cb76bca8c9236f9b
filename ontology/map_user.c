/* map_user.c — a user's own classes and properties at work: which class a
 * mention has by its noun, whether a fact keeps to domain and range, and what
 * follows from it by sub-properties, inverses and equivalents. */
#include <string.h>

#include "ontology/lexicon.h"
#include "ontology/map.h"

static bool has_user(const struct relata_ontology *ontology) {
  return ontology->own_classes < ontology->class_count || ontology->own_properties < ontology->property_count;
}

bool map_is_users(const struct mapper *mapper, uint32_t property) {
  return property != RELATA_NONE && mapper->ontology->properties[property].iri.len > 0;
}

/* ------------------------------------------------------------- classes by nouns */

static uint32_t class_of_word(const struct relata_ontology *ontology, struct relata_str word) {
  size_t low = 0, high = ontology->class_word_count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (relata_str_compare(lexicon_text(ontology, ontology->class_words[middle].word), word) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  if (low < ontology->class_word_count && relata_str_equal(lexicon_text(ontology, ontology->class_words[low].word), word))
    return ontology->class_words[low].class_index;
  return RELATA_NONE;
}

/* By its head noun with as many words before it as some label has: "insurance_company", "company". */
static uint32_t class_of_noun(struct relata_document *document, const struct relata_ontology *ontology,
                              const struct relata_mention *mention) {
  for (uint32_t first = mention->label_first; first <= mention->core; first++) {
    struct relata_str key = {0};
    for (uint32_t t = first; t <= mention->core; t++) {
      const struct relata_str word = map_lower(document->arena, document->tokens[t].lemma);
      key = key.len ? relata_arena_print(document->arena, "%.*s_%.*s", (int)key.len, key.data, (int)word.len, word.data)
                    : word;
    }
    const uint32_t class = class_of_word(ontology, key);
    if (class != RELATA_NONE)
      return class;
  }
  return RELATA_NONE;
}

/* A name keeps what is known of it and may only be told more closely; a noun says itself what it is. */
static bool may_become(const struct relata_ontology *ontology, const struct relata_mention *mention, uint32_t class) {
  const uint32_t known = relata_ontology_find_class(ontology, mention->entity_class);
  return known == RELATA_NONE || relata_ontology_is_a(ontology, class, known) ||
         (!mention->named && !relata_ontology_is_a(ontology, known, class));
}

static void entity_become(struct relata_document *document, const struct relata_ontology *ontology,
                          struct relata_str entity, uint32_t class) {
  for (size_t m = 0; m < document->mention_count; m++) {
    struct relata_mention *mention = &document->mentions[m];
    if (relata_str_equal(mention->entity, entity) && may_become(ontology, mention, class))
      mention->entity_class = ontology->classes[class].name;
  }
}

void mentions_classify(struct relata_document *document, const struct relata_ontology *ontology) {
  if (!has_user(ontology))
    return;
  for (size_t m = 0; m < document->mention_count; m++) {
    const struct relata_mention *mention = &document->mentions[m];
    const bool one_word = mention->label_end - mention->label_first < 2;
    if (mention->pronoun || mention->modifier || (mention->named && one_word) || !mention->entity.len)
      continue;
    const uint32_t class = class_of_noun(document, ontology, mention);
    if (mention->named && !mention->entity_class.len) /* "Brightline Software" is no software */
      continue;
    if (class != RELATA_NONE && may_become(ontology, mention, class))
      entity_become(document, ontology, mention->entity, class);
  }
}

/* ------------------------------------------------------------- domain and range */

/* "the group acquired …" is no company for that; "Helvar", an organisation by its name, may be one. */
static bool may_be_more(const struct relata_ontology *ontology, const struct relata_mention *mention, uint32_t known) {
  static const char *const kinds[] = {"Person", "Organization", "Place"};
  if (mention->named)
    return true;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (relata_ontology_is_a(ontology, known, relata_ontology_find_class(ontology, relata_str_of(kinds[i]))))
      return true;
  return false;
}

/* A bank is a company, and so it may be what the user calls a company: is `class`
 * under all that `wanted` is of relata's classes? */
static bool is_under_its_own(const struct relata_ontology *ontology, uint32_t class, uint32_t wanted) {
  bool any = false;
  for (uint32_t k = 0; k < ontology->own_classes; k++) {
    if (!relata_ontology_is_a(ontology, wanted, k))
      continue;
    any = true;
    if (!relata_ontology_is_a(ontology, class, k))
      return false;
  }
  return any && class < ontology->own_classes;
}

/* A union has no name of its own: the first of its members that fits. */
static uint32_t named_class(const struct relata_ontology *ontology, uint32_t wanted, uint32_t known) {
  if (ontology->classes[wanted].iri.len < 2 || memcmp(ontology->classes[wanted].iri.data, "_:", 2) != 0)
    return wanted;
  for (uint32_t k = 0; k < ontology->class_count; k++)
    if (k != wanted && relata_ontology_is_a(ontology, k, wanted) &&
        (known == RELATA_NONE || relata_ontology_is_a(ontology, k, known) || is_under_its_own(ontology, known, k)))
      return k;
  return RELATA_NONE;
}

/* Moves `class` to what satisfies `wanted` too; false where it cannot. */
static bool class_reaches(const struct relata_ontology *ontology, const struct relata_mention *mention,
                          uint32_t wanted, uint32_t *class) {
  if (wanted == RELATA_NONE || relata_ontology_is_a(ontology, *class, wanted))
    return true;
  const uint32_t meant = named_class(ontology, wanted, *class);
  if (meant == RELATA_NONE)
    return false;
  const bool open = (*class == RELATA_NONE && mention->named) || is_under_its_own(ontology, *class, meant);
  if (!open && !(relata_ontology_is_a(ontology, meant, *class) && may_be_more(ontology, mention, *class)))
    return false;
  *class = meant;
  return true;
}

bool map_user_admits(const struct mapper *mapper, uint32_t property, const struct relata_mention *subject,
                     const struct relata_mention *object, struct map_ends *ends) {
  const struct relata_ontology *ontology = mapper->ontology;
  ends->subject = relata_ontology_find_class(ontology, subject->entity_class);
  ends->object = relata_ontology_find_class(ontology, object->entity_class);
  for (uint32_t p = property; p != RELATA_NONE; p = ontology->properties[p].parent) {
    const struct relata_property *own = &ontology->properties[p];
    if (!class_reaches(ontology, subject, own->domain, &ends->subject) ||
        !class_reaches(ontology, object, own->range, &ends->object))
      return false;
    const struct relata_property *inverse =
        own->inverse == RELATA_NONE ? NULL : &ontology->properties[own->inverse];
    if (inverse && (!class_reaches(ontology, subject, inverse->range, &ends->subject) ||
                    !class_reaches(ontology, object, inverse->domain, &ends->object)))
      return false;
    if (own->symmetric && (!class_reaches(ontology, subject, own->range, &ends->subject) ||
                           !class_reaches(ontology, object, own->domain, &ends->object)))
      return false;
  }
  return true;
}

static void end_take(struct mapper *mapper, const struct relata_mention *mention, uint32_t class,
                     struct relata_str *type) {
  if (class == RELATA_NONE)
    return;
  *type = mapper->ontology->classes[class].name;
  entity_become(mapper->document, mapper->ontology, mention->entity, class);
}

void map_user_note(struct mapper *mapper, uint32_t property, struct relata_fact *fact,
                   const struct relata_mention *subject, const struct relata_mention *object,
                   const struct map_ends *ends) {
  fact->relation_iri = mapper->ontology->properties[property].iri;
  end_take(mapper, subject, ends->subject, &fact->subject_type);
  end_take(mapper, object, ends->object, &fact->object_type);
}

/* ------------------------------------------------------------- what follows */

static bool same_pair(const struct relata_fact *a, const struct relata_fact *b) {
  return a->sentence == b->sentence && a->subject_mention == b->subject_mention && a->object_mention == b->object_mention;
}

static bool turned_pair(const struct relata_fact *a, const struct relata_fact *b) {
  return a->sentence == b->sentence && a->subject_mention == b->object_mention && a->object_mention == b->subject_mention;
}

static bool is_known(const struct mapper *mapper, const struct relata_fact *fact) {
  for (size_t f = 0; f < mapper->fact_count; f++)
    if (same_pair(&mapper->facts[f], fact) && relata_str_equal(mapper->facts[f].relation, fact->relation))
      return true;
  return false;
}

static void fact_append(struct mapper *mapper, struct relata_fact fact, uint32_t property, const char *how) {
  const struct relata_property *named = &mapper->ontology->properties[property];
  const struct relata_str from = fact.relation;
  fact.relation = named->name;
  fact.relation_iri = named->iri;
  fact.why = relata_arena_print(mapper->document->arena, "%s %.*s, %.*s", how, (int)from.len, from.data,
                                (int)fact.why.len, fact.why.data);
  if (!is_known(mapper, &fact))
    *map_fact_new(mapper) = fact;
}

static struct relata_fact turned(const struct relata_fact *fact) {
  struct relata_fact other = *fact;
  other.subject = fact->object;
  other.subject_label = fact->object_label;
  other.subject_id = fact->object_id;
  other.subject_type = fact->object_type;
  other.subject_begin = fact->object_begin;
  other.subject_end = fact->object_end;
  other.subject_mention = fact->object_mention;
  other.object = fact->subject;
  other.object_label = fact->subject_label;
  other.object_id = fact->subject_id;
  other.object_type = fact->subject_type;
  other.object_begin = fact->subject_begin;
  other.object_end = fact->subject_end;
  other.object_mention = fact->subject_mention;
  return other;
}

/* The list grows while it is walked, so that what follows from what follows is there too. */
static void facts_follow(struct mapper *mapper) {
  for (size_t f = 0; f < mapper->fact_count; f++) {
    const struct relata_fact fact = mapper->facts[f];
    if (!fact.relation_iri.len)
      continue;
    const uint32_t number = relata_ontology_find_property(mapper->ontology, fact.relation);
    const struct relata_property *property = relata_ontology_get_property(mapper->ontology, number);
    if (property && property->parent != RELATA_NONE)
      fact_append(mapper, fact, property->parent, "sub-property");
    if (property && property->inverse != RELATA_NONE)
      fact_append(mapper, turned(&fact), property->inverse, "inverse of");
  }
}

static void fact_translate(struct mapper *mapper, struct relata_fact *fact) {
  const struct relata_ontology *ontology = mapper->ontology;
  const uint32_t own = fact->relation.len ? relata_ontology_find_property(ontology, fact->relation) : RELATA_NONE;
  const struct relata_mention *subject = &mapper->document->mentions[fact->subject_mention],
                              *object = &mapper->document->mentions[fact->object_mention];
  for (uint32_t p = (uint32_t)ontology->own_properties; own < ontology->own_properties && p < ontology->property_count; p++) {
    struct map_ends ends;
    if (ontology->properties[p].equivalent != own || fact->value.len ||
        !map_user_admits(mapper, p, subject, object, &ends))
      continue;
    fact->relation = ontology->properties[p].name;
    map_user_note(mapper, p, fact, subject, object, &ends);
    return;
  }
}

/* Relata's own word on what the user's has said already, from the same words. */
static bool is_said_by_users(const struct mapper *mapper, const struct relata_fact *fact) {
  for (size_t f = 0; f < mapper->fact_count && !fact->relation_iri.len; f++) {
    const struct relata_fact *other = &mapper->facts[f];
    if (other->relation_iri.len && (same_pair(other, fact) || turned_pair(other, fact)) &&
        relata_str_equal(other->phrase, fact->phrase))
      return true;
  }
  return false;
}

static bool is_doubled(const struct mapper *mapper, size_t number) {
  const struct relata_fact *fact = &mapper->facts[number];
  for (size_t f = 0; f < number; f++)
    if (fact->relation_iri.len && same_pair(&mapper->facts[f], fact) &&
        relata_str_equal(mapper->facts[f].relation, fact->relation))
      return true;
  return false;
}

void map_user_settle(struct mapper *mapper) {
  if (!has_user(mapper->ontology) && !mapper->ontology->only)
    return;
  for (size_t f = 0; f < mapper->fact_count; f++)
    fact_translate(mapper, &mapper->facts[f]);
  bool *dropped = relata_arena_alloc(mapper->document->arena, mapper->fact_count + 1);
  for (size_t f = 0; f < mapper->fact_count; f++)
    dropped[f] = is_said_by_users(mapper, &mapper->facts[f]) || is_doubled(mapper, f) ||
                 (mapper->ontology->only && !mapper->facts[f].relation_iri.len);
  size_t kept = 0;
  for (size_t f = 0; f < mapper->fact_count; f++)
    if (!dropped[f])
      mapper->facts[kept++] = mapper->facts[f];
  mapper->fact_count = kept;
  facts_follow(mapper);
  if (!mapper->ontology->only)
    return;
  kept = 0;
  for (size_t f = 0; f < mapper->fact_count; f++)
    if (mapper->facts[f].relation_iri.len)
      mapper->facts[kept++] = mapper->facts[f];
  mapper->fact_count = kept;
}
