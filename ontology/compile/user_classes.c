/* user_classes.c — a user's classes: declared, put under each other and under relata's own, and the words that name
 * them. */
#include <stdlib.h>
#include <string.h>

#include "ontology/compile/user.h"
#include "ontology/lexicon.h"

uint32_t class_of_iri(const struct compiler *c, struct relata_str iri) {
  for (size_t i = c->base->own_classes; i < c->class_count; i++)
    if (relata_str_equal(c->classes[i].iri, iri))
      return (uint32_t)i;
  const struct relata_str own = local_name(iri, NS_REL);
  return own.len ? class_find(c, own) : RELATA_NONE;
}

uint32_t class_add(struct compiler *c, struct relata_str iri, struct relata_str name, struct relata_str label,
                   struct place place) {
  c->classes = room_for(c->arena, c->classes, c->class_count, &c->class_room, sizeof *c->classes);
  c->classes[c->class_count] = (struct class_entry){.name = name, .label = label, .iri = iri, .place = place};
  return (uint32_t)c->class_count++;
}

void class_add_parent(struct compiler *c, uint32_t child, uint32_t parent) {
  struct class_entry *entry = &c->classes[child];
  struct relata_str *parents = relata_arena_alloc(c->arena, (entry->parent_count + 1) * sizeof *parents);
  for (size_t i = 0; i < entry->parent_count; i++)
    parents[i] = entry->parents[i];
  parents[entry->parent_count++] = c->classes[parent].name;
  entry->parents = parents;
}

static bool is_class_type(struct relata_str type) {
  return relata_str_is(type, NS_OWL "Class") || relata_str_is(type, NS_RDFS "Class");
}

void user_classes_declare(struct compiler *c) {
  for (size_t i = 0; i < c->triples.count; i++) {
    const struct triple t = c->triples.items[i];
    if (relata_str_is(t.predicate, NS_RDF "type") && is_class_type(t.object) && !term_is_blank(t.subject) &&
        class_of_iri(c, t.subject) == RELATA_NONE)
      class_add(c, t.subject, user_name(c, t.subject), term_label(c, t.subject), t.place);
  }
}

/* Does the user's vocabulary live in this name space?  Then its terms must be declared. */
bool term_is_own(const struct compiler *c, struct relata_str iri) {
  const struct relata_str local = term_local_part(iri);
  const size_t stem = iri.len - local.len;
  for (size_t i = c->base->own_classes; i < c->class_count; i++)
    if (c->classes[i].place.path && c->classes[i].iri.len > stem && memcmp(c->classes[i].iri.data, iri.data, stem) == 0)
      return true;
  return local_name(iri, NS_REL).len > 0;
}

/* The class of a term; one of another vocabulary is taken as declared. */
uint32_t class_meant(struct compiler *c, const struct triple *t) {
  const uint32_t known = class_of_iri(c, t->object);
  if (known != RELATA_NONE || t->literal || term_is_blank(t->object))
    return known;
  const struct relata_str iri = t->object;
  if (relata_str_is(iri, NS_OWL "Thing") || relata_str_is(iri, NS_RDFS "Resource"))
    return RELATA_NONE;
  if (term_is_own(c, iri)) {
    finding_add(c, RELATA_FINDING_WRONG, t->place, "<%.*s> is not declared as an owl:Class", (int)iri.len, iri.data);
    return RELATA_NONE;
  }
  finding_add(c, RELATA_FINDING_NOTE, t->place, "<%.*s> is not declared in these files; it is taken for a class",
              (int)iri.len, iri.data);
  const struct triple copy = *t;
  return class_add(c, copy.object, user_name(c, copy.object), term_label(c, copy.object), copy.place);
}

void user_classes_link(struct compiler *c) {
  static const char *const predicates[] = {NS_RDFS "subClassOf", NS_OWL "equivalentClass"};
  for (uint32_t i = (uint32_t)c->base->own_classes; i < c->class_count; i++) {
    for (size_t p = 0; p < sizeof predicates / sizeof *predicates; p++) {
      size_t count;
      const struct triple *found = triples_find(c, c->classes[i].iri, predicates[p], &count);
      for (size_t k = 0; k < count; k++) {
        const uint32_t parent = class_meant(c, &found[k]);
        if (parent != RELATA_NONE && parent != i)
          class_add_parent(c, i, parent);
        else if (parent == i)
          finding_add(c, RELATA_FINDING_WRONG, found[k].place, "class %.*s is under itself",
                      (int)c->classes[i].name.len, c->classes[i].name.data);
      }
    }
  }
}

static const char *class_for_sort(enum relata_sort sort) {
  switch (sort) {
  case RELATA_SORT_PERSON:
    return "Person";
  case RELATA_SORT_ACTOR:
    return "Actor";
  case RELATA_SORT_GROUP:
    return "Group";
  case RELATA_SORT_ORGANIZATION:
  case RELATA_SORT_INSTITUTION:
    return "Organization";
  case RELATA_SORT_STATE:
    return "State";
  case RELATA_SORT_PLACE:
  case RELATA_SORT_TOWN:
    return "Place";
  case RELATA_SORT_EVENT:
    return "Event";
  case RELATA_SORT_DEAL:
    return "Agreement";
  default:
    return NULL;
  }
}

/* The class of relata's that a word names: "company" → Company, "insurer" → Organization. */
static uint32_t class_by_word(struct compiler *c, struct relata_str key) {
  for (uint32_t i = 0; i < c->base->own_classes; i++)
    if (relata_str_equal(label_key(c, c->classes[i].label), key))
      return i;
  const char *last = key.len ? memrchr(key.data, '_', key.len) : NULL;
  if (last)
    return class_by_word(c, (struct relata_str){last + 1, key.len - (size_t)(last + 1 - key.data)});
  const char *name = class_for_sort(relata_ontology_noun_sort(c->base, key));
  return name ? class_find(c, relata_str_of(name)) : RELATA_NONE;
}

static bool is_anchored(const struct compiler *c, uint32_t index) {
  for (uint32_t k = 0; k < c->base->own_classes; k++)
    if (class_is_a(c, index, k))
      return true;
  return false;
}

/* A class of which the user does not say what it is of relata's is what its label says. */
enum relata_status user_classes_anchor(struct compiler *c) {
  RELATA_TRY(ancestors_build(c));
  for (uint32_t i = (uint32_t)c->base->own_classes; i < c->class_count; i++) {
    if (c->classes[i].parent_count || is_anchored(c, i) || term_is_blank(c->classes[i].iri))
      continue;
    const uint32_t own = class_by_word(c, label_key(c, c->classes[i].label));
    const struct relata_str name = c->classes[i].name;
    if (own == RELATA_NONE) {
      finding_add(c, RELATA_FINDING_NOTE, c->classes[i].place,
                  "class %.*s is under no class of rel:, and relata does not know its label; names may be anything",
                  (int)name.len, name.data);
      continue;
    }
    class_add_parent(c, i, own);
    finding_add(c, RELATA_FINDING_NOTE, c->classes[i].place,
                "class %.*s is under no class of rel:; by its label it is taken for a kind of rel:%.*s", (int)name.len,
                name.data, (int)c->classes[own].name.len, c->classes[own].name.data);
  }
  return ancestors_build(c);
}

static int compare_class_words(const void *a, const void *b) {
  const struct class_word_entry *x = a, *y = b;
  const int order = relata_str_compare(x->word, y->word);
  return order ? order : (x->class_index > y->class_index) - (x->class_index < y->class_index);
}

static void class_word_add(struct compiler *c, struct relata_str label, uint32_t index) {
  const struct relata_str key = label_key(c, label);
  if (!key.len)
    return;
  c->class_words = room_for(c->arena, c->class_words, c->class_word_count, &c->class_word_room, sizeof *c->class_words);
  c->class_words[c->class_word_count++] = (struct class_word_entry){key, index};
}

void user_classes_name(struct compiler *c) {
  static const char *const predicates[] = {NS_SKOS "altLabel", NS_RDFS "label", NS_SKOS "prefLabel"};
  for (uint32_t i = (uint32_t)c->base->own_classes; i < c->class_count; i++) {
    class_word_add(c, c->classes[i].label, i);
    for (size_t p = 0; p < sizeof predicates / sizeof *predicates; p++) {
      size_t count;
      const struct triple *found = triples_find(c, c->classes[i].iri, predicates[p], &count);
      for (size_t k = 0; k < count; k++)
        if (found[k].literal && triple_is_english(&found[k]))
          class_word_add(c, found[k].object, i);
    }
  }
  if (c->class_word_count)
    qsort(c->class_words, c->class_word_count, sizeof *c->class_words, compare_class_words);
}
