/* lookup.c — questions to an opened ontology. */
#include "ontology/lexicon.h"

#include <string.h>

/* ---------------------------------------------------------------- classes and properties */

size_t relata_ontology_class_count(const struct relata_ontology *ontology) {
  return ontology->class_count;
}

const struct relata_class *relata_ontology_get_class(const struct relata_ontology *ontology, uint32_t index) {
  return index < ontology->class_count ? &ontology->classes[index] : NULL;
}

uint32_t relata_ontology_find_class(const struct relata_ontology *ontology, struct relata_str name) {
  const size_t found = relata_str_search(name, ontology->classes, ontology->own_classes, sizeof *ontology->classes);
  if (found < ontology->own_classes)
    return (uint32_t)found;
  for (size_t i = ontology->own_classes; i < ontology->class_count; i++)
    if (relata_str_equal(ontology->classes[i].name, name))
      return (uint32_t)i;
  return RELATA_NONE;
}

bool relata_ontology_is_a(const struct relata_ontology *ontology, uint32_t sub, uint32_t super) {
  if (sub >= ontology->class_count || super >= ontology->class_count)
    return false;
  const uint32_t *row = ontology->ancestors + sub * lexicon_row_words(ontology->class_count);
  return (row[super / 32] >> (super % 32)) & 1u;
}

size_t relata_ontology_property_count(const struct relata_ontology *ontology) {
  return ontology->property_count;
}

const struct relata_property *relata_ontology_get_property(const struct relata_ontology *ontology, uint32_t index) {
  return index < ontology->property_count ? &ontology->properties[index] : NULL;
}

uint32_t relata_ontology_find_property(const struct relata_ontology *ontology, struct relata_str name) {
  const size_t found = relata_str_search(name, ontology->properties, ontology->own_properties, sizeof *ontology->properties);
  if (found < ontology->own_properties)
    return (uint32_t)found;
  for (size_t i = ontology->own_properties; i < ontology->property_count; i++)
    if (relata_str_equal(ontology->properties[i].name, name))
      return (uint32_t)i;
  return RELATA_NONE;
}

size_t relata_ontology_namespace_count(const struct relata_ontology *ontology) {
  return ontology->namespace_count;
}

const struct relata_namespace *relata_ontology_get_namespace(const struct relata_ontology *ontology, size_t index) {
  return index < ontology->namespace_count ? &ontology->namespaces[index] : NULL;
}

/* ---------------------------------------------------------------- the lexicon */

size_t relata_ontology_frame_count(const struct relata_ontology *ontology) {
  return ontology->frame_count;
}

const struct relata_frame *relata_ontology_get_frame(const struct relata_ontology *ontology, size_t index) {
  return index < ontology->frame_count ? &ontology->frames[index] : NULL;
}

static bool text_equal(const struct relata_ontology *ontology, struct lexicon_string string, struct relata_str text) {
  return string.length == text.len && memcmp(ontology->strings + string.offset, text.data, text.len) == 0;
}

const struct relata_frame *relata_ontology_find_frames(const struct relata_ontology *ontology,
                                                       enum relata_frame_kind kind, struct relata_str lemma,
                                                       size_t *count) {
  *count = 0;
  if (lemma.len == 0)
    return NULL;
  const size_t mask = ontology->lemma_slots - 1;
  for (size_t i = relata_str_hash(lemma) & mask; ontology->lemmas[i].lemma.length; i = (i + 1) & mask) {
    const struct lexicon_lemma *slot = &ontology->lemmas[i];
    if (slot->kind == (uint32_t)kind && text_equal(ontology, slot->lemma, lemma)) {
      *count = slot->count;
      return ontology->frames + slot->first;
    }
  }
  return NULL;
}

enum relata_sort relata_ontology_noun_sort(const struct relata_ontology *ontology, struct relata_str lemma) {
  if (lemma.len == 0)
    return RELATA_SORT_ANY;
  const size_t mask = ontology->noun_slots - 1;
  for (size_t i = relata_str_hash(lemma) & mask; ontology->nouns[i].lemma.length; i = (i + 1) & mask)
    if (text_equal(ontology, ontology->nouns[i].lemma, lemma))
      return (enum relata_sort)ontology->nouns[i].sort;
  return RELATA_SORT_ANY;
}

static size_t find_set(const struct relata_ontology *ontology, struct relata_str name) {
  size_t low = 0, high = ontology->set_count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const int order = relata_str_compare(ontology->sets[middle], name);
    if (order == 0)
      return middle;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return ontology->set_count;
}

bool relata_ontology_in_set(const struct relata_ontology *ontology, const char *set, struct relata_str lemma) {
  if (lemma.len == 0)
    return false;
  const size_t mask = ontology->word_slots - 1;
  for (size_t i = relata_str_hash(lemma) & mask; ontology->words[i].word.length; i = (i + 1) & mask) {
    const struct lexicon_word *slot = &ontology->words[i];
    if (!text_equal(ontology, slot->word, lemma))
      continue;
    const size_t index = find_set(ontology, relata_str_of(set));
    return index < ontology->set_count && ((slot->sets[index / 32] >> (index % 32)) & 1u);
  }
  return false;
}

/* ---------------------------------------------------------------- actors */

size_t relata_ontology_actor_count(const struct relata_ontology *ontology) {
  return ontology->actor_count;
}

const struct relata_actor *relata_ontology_get_actor(const struct relata_ontology *ontology, uint32_t index) {
  return index < ontology->actor_count ? &ontology->actors[index] : NULL;
}

static bool casing_fits(const struct relata_ontology *ontology, const struct lexicon_alias *alias,
                        struct relata_str spelling) {
  if (alias->cased == 1)
    return text_equal(ontology, alias->exact, spelling);
  return alias->cased == 0 || !(spelling.data[0] >= 'a' && spelling.data[0] <= 'z');
}

/* The best alias for a spelling: the first that passes; `as_place` skips demonyms and metonyms. */
static const struct lexicon_alias *find_alias(const struct relata_ontology *ontology, struct relata_str spelling,
                                              bool as_place) {
  char buffer[LEXICON_LONGEST_ALIAS];
  struct relata_str folded;
  if (spelling.len == 0 || !lexicon_fold(spelling, buffer, sizeof buffer, &folded))
    return NULL;
  const size_t mask = ontology->alias_slots - 1;
  for (size_t i = relata_str_hash(folded) & mask; ontology->aliases[i].folded.length; i = (i + 1) & mask) {
    const struct lexicon_alias *slot = &ontology->aliases[i];
    if (!text_equal(ontology, slot->folded, folded) || !casing_fits(ontology, slot, spelling))
      continue;
    if (as_place && (slot->kind == RELATA_ALIAS_DEMONYM || slot->kind == RELATA_ALIAS_METONYM))
      continue;
    return slot;
  }
  return NULL;
}

const struct relata_actor *relata_ontology_find_actor(const struct relata_ontology *ontology, struct relata_str alias,
                                                      enum relata_alias_kind *kind) {
  const struct lexicon_alias *found = find_alias(ontology, alias, false);
  if (!found)
    return NULL;
  if (kind)
    *kind = (enum relata_alias_kind)found->kind;
  return &ontology->actors[found->actor];
}

const struct relata_actor *relata_ontology_find_place(const struct relata_ontology *ontology, struct relata_str alias) {
  const struct lexicon_alias *found = find_alias(ontology, alias, true);
  return found ? &ontology->actors[found->actor] : NULL;
}
