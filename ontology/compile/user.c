/* user.c — a user's OWL or RDFS files on top of relata's own ontology: their
 * classes, properties, individuals and words, packed in memory together. */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ontology/compile/compile.h"
#include "ontology/lexicon.h"

void finding_add(struct compiler *c, enum relata_finding_kind kind, struct place place, const char *format, ...) {
  char message[400];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  c->findings = room_for(c->arena, c->findings, c->finding_count, &c->finding_room, sizeof *c->findings);
  c->findings[c->finding_count++] =
      (struct finding_entry){kind, place, relata_arena_copy(c->arena, relata_str_of(message))};
}

/* ------------------------------------------------------------------ names */

static bool is_plain(struct relata_str local) {
  for (size_t i = 0; i < local.len; i++)
    if (!isalnum((unsigned char)local.data[i]) && local.data[i] != '_' && local.data[i] != '-')
      return false;
  return local.len > 0 && local.data[0] != '-';
}

static struct relata_str local_part(struct relata_str iri) {
  for (size_t i = iri.len; i-- > 0;)
    if (iri.data[i] == '#' || iri.data[i] == '/' || iri.data[i] == ':')
      return (struct relata_str){iri.data + i + 1, iri.len - i - 1};
  return iri;
}

static bool name_is_taken(const struct compiler *c, struct relata_str name) {
  static const char *const own[] = {"rel", "id", "open", "doc", "rdf", "rdfs", "owl", "xsd", "skos", "prov", "nif",
                                    "dct", ""};
  for (size_t i = 0; i < sizeof own / sizeof *own; i++)
    if (relata_str_is(name, own[i]))
      return true;
  for (size_t i = 0; i < c->namespace_count; i++)
    if (c->namespaces[i].used && relata_str_equal(c->namespaces[i].name, name))
      return true;
  return false;
}

/* "companies" of "https://example.org/companies#", for files that declare no prefix. */
static struct relata_str name_of_space(struct relata_str stem) {
  size_t end = stem.len;
  while (end && !isalnum((unsigned char)stem.data[end - 1]))
    end--;
  size_t begin = end;
  while (begin && isalnum((unsigned char)stem.data[begin - 1]))
    begin--;
  return isalpha((unsigned char)stem.data[begin]) ? (struct relata_str){stem.data + begin, end - begin}
                                                  : RELATA_STR("");
}

/* Makes the prefix one that no other name space of the graph has: "ns1" for an empty or taken one. */
static void namespace_use(struct compiler *c, struct namespace_entry *space) {
  if (space->used)
    return;
  if (!space->name.len)
    space->name = name_of_space(space->iri);
  for (int number = 1; name_is_taken(c, space->name); number++)
    space->name = relata_arena_print(c->arena, "ns%d", number);
  space->used = true;
}

struct relata_str user_name(struct compiler *c, struct relata_str iri) {
  const struct relata_str own = local_name(iri, NS_REL), local = local_part(iri);
  if (own.len)
    return own;
  const size_t stem = iri.len - local.len;
  if (is_plain(local) && stem > 0) {
    const struct relata_str space = {iri.data, stem};
    namespace_add(c, name_of_space(space), space); /* unless it is known */
  }
  for (size_t i = 0; i < c->namespace_count && is_plain(local); i++) {
    struct namespace_entry *space = &c->namespaces[i];
    if (space->iri.len != stem || memcmp(space->iri.data, iri.data, stem) != 0)
      continue;
    namespace_use(c, space);
    return relata_arena_print(c->arena, "%.*s:%.*s", (int)space->name.len, space->name.data, (int)local.len,
                              local.data);
  }
  return iri;
}

/* ------------------------------------------------------------------ asking the triples */

static bool has(const struct compiler *c, struct relata_str subject, const char *predicate, const char *object) {
  size_t count;
  const struct triple *found = triples_find(c, subject, predicate, &count);
  for (size_t i = 0; i < count; i++)
    if (relata_str_is(found[i].object, object))
      return true;
  return false;
}

static bool is_type(const struct compiler *c, struct relata_str subject, const char *type) {
  return has(c, subject, NS_RDF "type", type);
}

static bool is_english(const struct triple *t) {
  return !t->language.len || (t->language.len >= 2 && tolower((unsigned char)t->language.data[0]) == 'e' &&
                              tolower((unsigned char)t->language.data[1]) == 'n');
}

static bool is_blank(struct relata_str term) {
  return term.len > 1 && term.data[0] == '_' && term.data[1] == ':';
}

static bool is_class_type(struct relata_str type) {
  return relata_str_is(type, NS_OWL "Class") || relata_str_is(type, NS_RDFS "Class");
}

static bool is_property_type(struct relata_str type) {
  static const char *const types[] = {NS_OWL "ObjectProperty",     NS_RDF "Property",
                                      NS_OWL "SymmetricProperty",  NS_OWL "TransitiveProperty",
                                      NS_OWL "AsymmetricProperty", NS_OWL "InverseFunctionalProperty"};
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (relata_str_is(type, types[i]))
      return true;
  return false;
}

/* The English label, else the name's words. */
static struct relata_str label_of(const struct compiler *c, struct relata_str subject) {
  static const char *const predicates[] = {NS_RDFS "label", NS_SKOS "prefLabel"};
  for (size_t p = 0; p < sizeof predicates / sizeof *predicates; p++) {
    size_t count;
    const struct triple *found = triples_find(c, subject, predicates[p], &count);
    for (size_t i = 0; i < count; i++)
      if (found[i].literal && is_english(&found[i]))
        return found[i].object;
  }
  return local_part(subject);
}

/* ------------------------------------------------------------------ classes */

static uint32_t class_of_iri(const struct compiler *c, struct relata_str iri) {
  for (size_t i = c->base->own_classes; i < c->class_count; i++)
    if (relata_str_equal(c->classes[i].iri, iri))
      return (uint32_t)i;
  const struct relata_str own = local_name(iri, NS_REL);
  return own.len ? class_find(c, own) : RELATA_NONE;
}

static uint32_t class_add(struct compiler *c, struct relata_str iri, struct relata_str name, struct relata_str label,
                          struct place place) {
  c->classes = room_for(c->arena, c->classes, c->class_count, &c->class_room, sizeof *c->classes);
  c->classes[c->class_count] = (struct class_entry){.name = name, .label = label, .iri = iri, .place = place};
  return (uint32_t)c->class_count++;
}

static void class_add_parent(struct compiler *c, uint32_t child, uint32_t parent) {
  struct class_entry *entry = &c->classes[child];
  struct relata_str *parents = relata_arena_alloc(c->arena, (entry->parent_count + 1) * sizeof *parents);
  for (size_t i = 0; i < entry->parent_count; i++)
    parents[i] = entry->parents[i];
  parents[entry->parent_count++] = c->classes[parent].name;
  entry->parents = parents;
}

static void declare_classes(struct compiler *c) {
  for (size_t i = 0; i < c->triples.count; i++) {
    const struct triple t = c->triples.items[i];
    if (relata_str_is(t.predicate, NS_RDF "type") && is_class_type(t.object) && !is_blank(t.subject) &&
        class_of_iri(c, t.subject) == RELATA_NONE)
      class_add(c, t.subject, user_name(c, t.subject), label_of(c, t.subject), t.place);
  }
}

/* Does the user's vocabulary live in this name space?  Then its terms must be declared. */
static bool is_own_space(const struct compiler *c, struct relata_str iri) {
  const struct relata_str local = local_part(iri);
  const size_t stem = iri.len - local.len;
  for (size_t i = c->base->own_classes; i < c->class_count; i++)
    if (c->classes[i].place.path && c->classes[i].iri.len > stem && memcmp(c->classes[i].iri.data, iri.data, stem) == 0)
      return true;
  return local_name(iri, NS_REL).len > 0;
}

/* The class of a term; one of another vocabulary is taken as declared. */
static uint32_t class_meant(struct compiler *c, const struct triple *t) {
  const uint32_t known = class_of_iri(c, t->object);
  if (known != RELATA_NONE || t->literal || is_blank(t->object))
    return known;
  const struct relata_str iri = t->object;
  if (relata_str_is(iri, NS_OWL "Thing") || relata_str_is(iri, NS_RDFS "Resource"))
    return RELATA_NONE;
  if (is_own_space(c, iri)) {
    finding_add(c, RELATA_FINDING_WRONG, t->place, "<%.*s> is not declared as an owl:Class", (int)iri.len, iri.data);
    return RELATA_NONE;
  }
  finding_add(c, RELATA_FINDING_NOTE, t->place, "<%.*s> is not declared in these files; it is taken for a class",
              (int)iri.len, iri.data);
  const struct triple copy = *t;
  return class_add(c, copy.object, user_name(c, copy.object), label_of(c, copy.object), copy.place);
}

static void read_parents(struct compiler *c) {
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
static enum relata_status anchor_classes(struct compiler *c) {
  RELATA_TRY(ancestors_build(c));
  for (uint32_t i = (uint32_t)c->base->own_classes; i < c->class_count; i++) {
    if (c->classes[i].parent_count || is_anchored(c, i) || is_blank(c->classes[i].iri))
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

static void read_class_words(struct compiler *c) {
  static const char *const predicates[] = {NS_SKOS "altLabel", NS_RDFS "label", NS_SKOS "prefLabel"};
  for (uint32_t i = (uint32_t)c->base->own_classes; i < c->class_count; i++) {
    class_word_add(c, c->classes[i].label, i);
    for (size_t p = 0; p < sizeof predicates / sizeof *predicates; p++) {
      size_t count;
      const struct triple *found = triples_find(c, c->classes[i].iri, predicates[p], &count);
      for (size_t k = 0; k < count; k++)
        if (found[k].literal && is_english(&found[k]))
          class_word_add(c, found[k].object, i);
    }
  }
  if (c->class_word_count)
    qsort(c->class_words, c->class_word_count, sizeof *c->class_words, compare_class_words);
}

/* ------------------------------------------------------------------ properties */

uint32_t property_of_iri(const struct compiler *c, struct relata_str iri) {
  for (size_t i = c->own_properties; c->base && i < c->property_count; i++)
    if (relata_str_equal(c->properties[i].iri, iri))
      return (uint32_t)i;
  const struct relata_str own = local_name(iri, NS_REL);
  return own.len ? property_find(c, own) : RELATA_NONE;
}

static void declare_properties(struct compiler *c) {
  for (size_t i = 0; i < c->triples.count; i++) {
    const struct triple *t = &c->triples.items[i];
    if (!relata_str_is(t->predicate, NS_RDF "type") || is_blank(t->subject))
      continue;
    if (relata_str_is(t->object, NS_OWL "DatatypeProperty"))
      finding_add(c, RELATA_FINDING_NOTE, t->place, "<%.*s> has values, not things; no text is searched for them",
                  (int)t->subject.len, t->subject.data);
    if (!is_property_type(t->object) || property_of_iri(c, t->subject) != RELATA_NONE)
      continue;
    c->properties = room_for(c->arena, c->properties, c->property_count, &c->property_room, sizeof *c->properties);
    c->properties[c->property_count++] =
        (struct property_entry){.name = user_name(c, t->subject),
                                .label = label_of(c, t->subject),
                                .iri = t->subject,
                                .domain = RELATA_NONE,
                                .range = RELATA_NONE,
                                .inverse = RELATA_NONE,
                                .parent = RELATA_NONE,
                                .equivalent = RELATA_NONE,
                                .symmetric = is_type(c, t->subject, NS_OWL "SymmetricProperty"),
                                .place = t->place};
  }
}

/* owl:unionOf: a class without an IRI of its own that stands above its members. */
static uint32_t class_of_union(struct compiler *c, const struct triple *t) {
  size_t count;
  const struct triple *found = triples_find(c, t->object, NS_OWL "unionOf", &count);
  if (!count)
    return RELATA_NONE;
  const uint32_t whole = class_add(c, t->object, t->object, RELATA_STR("union"), t->place);
  struct relata_str node = found[0].object;
  for (size_t steps = 0; steps < 200 && !relata_str_is(node, NS_RDF "nil"); steps++) {
    size_t firsts, rests;
    const struct triple *first = triples_find(c, node, NS_RDF "first", &firsts);
    const uint32_t member = firsts ? class_meant(c, first) : RELATA_NONE;
    if (member != RELATA_NONE)
      class_add_parent(c, member, whole);
    const struct triple *rest = triples_find(c, node, NS_RDF "rest", &rests);
    if (!rests)
      break;
    node = rest[0].object;
  }
  return whole;
}

static uint32_t read_end(struct compiler *c, const struct property_entry *property, const char *which) {
  size_t count;
  const struct triple *found = triples_find(c, property->iri, which, &count);
  if (count > 1)
    finding_add(c, RELATA_FINDING_NOTE, found[1].place, "%.*s has several of these; only the first is followed",
                (int)property->name.len, property->name.data);
  if (!count)
    return RELATA_NONE;
  return is_blank(found[0].object) ? class_of_union(c, &found[0]) : class_meant(c, &found[0]);
}

/* The other property of a triple; tells of one that is not declared. */
static uint32_t property_meant(struct compiler *c, const struct triple *t, struct relata_str iri) {
  const uint32_t property = property_of_iri(c, iri);
  if (property == RELATA_NONE && !is_blank(iri))
    finding_add(c, is_own_space(c, iri) ? RELATA_FINDING_WRONG : RELATA_FINDING_NOTE, t->place,
                "<%.*s> is not declared as a property", (int)iri.len, iri.data);
  return property;
}

static void link_properties(struct compiler *c) {
  for (uint32_t i = (uint32_t)c->own_properties; i < c->property_count; i++) {
    struct property_entry *property = &c->properties[i];
    property->domain = read_end(c, property, NS_RDFS "domain");
    property->range = read_end(c, property, NS_RDFS "range");
    size_t count;
    const struct triple *found = triples_find(c, property->iri, NS_RDFS "subPropertyOf", &count);
    for (size_t k = 0; k < count && property->parent == RELATA_NONE; k++)
      property->parent = property_meant(c, &found[k], found[k].object);
    if (count > 1)
      finding_add(c, RELATA_FINDING_NOTE, found[1].place, "%.*s has several of these; only the first is followed",
                  (int)property->name.len, property->name.data);
    found = triples_find(c, property->iri, NS_OWL "equivalentProperty", &count);
    for (size_t k = 0; k < count && property->equivalent == RELATA_NONE; k++) {
      const uint32_t other = property_meant(c, &found[k], found[k].object);
      property->equivalent = other < c->own_properties ? other : RELATA_NONE;
    }
    found = triples_find(c, property->iri, NS_OWL "inverseOf", &count);
    for (size_t k = 0; k < count; k++) {
      const uint32_t other = property_meant(c, &found[k], found[k].object);
      property->inverse = other;
      if (other != RELATA_NONE && c->properties[other].iri.len)
        c->properties[other].inverse = i;
    }
  }
}

/* An inverse without ends of its own has the other's, turned. */
static void share_ends(struct compiler *c) {
  for (size_t i = c->own_properties; i < c->property_count; i++) {
    struct property_entry *property = &c->properties[i];
    if (property->inverse == RELATA_NONE)
      continue;
    const struct property_entry *other = &c->properties[property->inverse];
    if (property->domain == RELATA_NONE)
      property->domain = other->range;
    if (property->range == RELATA_NONE)
      property->range = other->domain;
  }
}

/* ------------------------------------------------------------------ words of properties */

static void read_labels(struct compiler *c, uint32_t index, size_t *counts) {
  static const char *const predicates[] = {NS_RDFS "label", NS_SKOS "prefLabel", NS_SKOS "altLabel",
                                           NS_SKOS "hiddenLabel"};
  const struct relata_str iri = c->properties[index].iri;
  bool labelled = false;
  for (size_t p = 0; p < sizeof predicates / sizeof *predicates; p++) {
    size_t count;
    const struct triple *found = triples_find(c, iri, predicates[p], &count);
    for (size_t i = 0; i < count; i++) {
      if (!found[i].literal || !is_english(&found[i]))
        continue;
      labelled = true;
      const size_t added = label_read(c, index, found[i].object, found[i].place);
      counts[index] += added;
      if (!added)
        finding_add(c, RELATA_FINDING_NOTE, found[i].place,
                    "the label \"%.*s\" is no verb, role or passive that relata can read; it directs nothing",
                    (int)found[i].object.len, found[i].object.data);
    }
  }
  if (!labelled)
    counts[index] += label_read(c, index, local_part(iri), c->properties[index].place);
}

static enum relata_status read_words(struct compiler *c, size_t *counts) {
  const size_t before = c->frame_count;
  RELATA_TRY(frames_build(c));
  for (size_t i = before; i < c->frame_count; i++)
    counts[c->frames[i].frame.property]++;
  RELATA_TRY(ontolex_read(c, counts));
  for (uint32_t i = (uint32_t)c->own_properties; i < c->property_count; i++)
    read_labels(c, i, counts);
  return RELATA_OK;
}

/* The same frame from two labels is one. */
static void drop_doubles(struct compiler *c) {
  size_t kept = 0;
  for (size_t i = 0; i < c->frame_count; i++) {
    const struct relata_frame *a = &c->frames[i].frame, *b = kept ? &c->frames[kept - 1].frame : NULL;
    if (b && c->frames[i].user && c->frames[kept - 1].user && a->kind == b->kind && a->property == b->property &&
        a->from == b->from && a->to == b->to && relata_str_equal(a->lemma, b->lemma) &&
        relata_str_equal(a->from_preposition, b->from_preposition) &&
        relata_str_equal(a->to_preposition, b->to_preposition))
      continue;
    c->frames[kept++] = c->frames[i];
  }
  c->frame_count = kept;
}

/* ------------------------------------------------------------------ individuals */

static uint32_t actor_of_iri(const struct compiler *c, struct relata_str iri) {
  for (size_t i = c->base->actor_count; i < c->actor_count; i++)
    if (relata_str_equal(c->actors[i].id, iri))
      return (uint32_t)i;
  return RELATA_NONE;
}

static void actor_add(struct compiler *c, const struct triple *typed, uint32_t class_index) {
  size_t count;
  const struct triple *same = triples_find(c, typed->subject, NS_OWL "sameAs", &count);
  struct relata_str id = local_name(typed->subject, NS_ID);
  if (!id.len)
    id = typed->subject;
  if (!local_name(typed->subject, NS_ID).len)
    user_name(c, typed->subject); /* so that its prefix is declared */
  c->actors = room_for(c->arena, c->actors, c->actor_count, &c->actor_room, sizeof *c->actors);
  c->actors[c->actor_count++] = (struct actor_entry){.id = id,
                                                     .label = label_of(c, typed->subject),
                                                     .same_as = count ? same[0].object : RELATA_STR(""),
                                                     .class_index = class_index,
                                                     .located_in = RELATA_NONE,
                                                     .place = typed->place};
}

static enum relata_status read_names(struct compiler *c, uint32_t actor, struct relata_str subject) {
  static const struct {
    const char *predicate;
    enum relata_alias_kind kind;
  } names[] = {{NS_RDFS "label", RELATA_ALIAS_NAME},   {NS_SKOS "prefLabel", RELATA_ALIAS_NAME},
               {NS_SKOS "altLabel", RELATA_ALIAS_NAME}, {NS_LEX "acronym", RELATA_ALIAS_ACRONYM},
               {NS_LEX "demonym", RELATA_ALIAS_DEMONYM}, {NS_LEX "metonym", RELATA_ALIAS_METONYM}};
  for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
    size_t count;
    const struct triple *found = triples_find(c, subject, names[k].predicate, &count);
    for (size_t i = 0; i < count; i++) {
      if (!found[i].literal)
        continue;
      RELATA_TRY(alias_add(c, actor, (uint32_t)names[k].kind, &found[i]));
      c->aliases[c->alias_count - 1].preferred = true;
    }
  }
  return RELATA_OK;
}

static enum relata_status read_individuals(struct compiler *c) {
  for (size_t i = 0; i < c->triples.count; i++) {
    const struct triple *t = &c->triples.items[i];
    if (!relata_str_is(t->predicate, NS_RDF "type") || is_blank(t->subject))
      continue;
    const uint32_t class_index = class_of_iri(c, t->object);
    if (class_index == RELATA_NONE || actor_of_iri(c, t->subject) != RELATA_NONE)
      continue;
    actor_add(c, t, class_index);
    RELATA_TRY(read_names(c, (uint32_t)(c->actor_count - 1), t->subject));
  }
  return RELATA_OK;
}

/* ------------------------------------------------------------------ all */

static bool is_turtle(const char *path) {
  const char *dot = strrchr(path, '.');
  static const char *const ends[] = {".ttl", ".nt", ".nq", ".trig"};
  for (size_t i = 0; dot && i < sizeof ends / sizeof *ends; i++)
    if (strcmp(dot, ends[i]) == 0)
      return true;
  return false;
}

struct foreign {
  struct compiler *c;
  const char *path;
  unsigned number;
};

/* Blank nodes of one file are not those of another. */
static struct relata_str own_term(const struct foreign *foreign, struct relata_str term, bool literal) {
  return !literal && is_blank(term) ? relata_arena_print(foreign->c->arena, "_:f%u%.*s", foreign->number,
                                                         (int)term.len - 2, term.data + 2)
                                    : relata_arena_copy(foreign->c->arena, term);
}

static enum relata_status take_triple(void *payload, const struct relata_read_triple *triple) {
  const struct foreign *foreign = payload;
  const struct triple item = {.subject = own_term(foreign, triple->subject, false),
                              .predicate = own_term(foreign, triple->predicate, false),
                              .object = own_term(foreign, triple->object, triple->literal),
                              .language = relata_arena_copy(foreign->c->arena, triple->language),
                              .literal = triple->literal,
                              .place = {foreign->path, triple->line}};
  return triples_add(foreign->c, &item);
}

static void take_prefix(void *payload, struct relata_str name, struct relata_str iri) {
  namespace_add(((const struct foreign *)payload)->c, name, iri);
}

static enum relata_status read_file(struct compiler *c, const struct relata_extension *extension, unsigned number) {
  const char *path = extension->paths[number];
  if (is_turtle(path))
    return triples_read(c, path, number);
  if (!extension->parse)
    return relata_error_set(c->error, RELATA_UNSUPPORTED, path, 0, 0, "only .ttl, .nt, .nq and .trig are read here");
  struct foreign foreign = {c, path, number};
  const struct relata_triple_sink sink = {take_triple, take_prefix, &foreign};
  return extension->parse(path, &sink, c->error);
}

static int compare_findings(const void *a, const void *b) {
  const struct finding_entry *x = a, *y = b;
  int order = strcmp(x->place.path ? x->place.path : "", y->place.path ? y->place.path : "");
  if (order == 0)
    order = (x->place.line > y->place.line) - (x->place.line < y->place.line);
  if (order == 0)
    order = (int)x->kind - (int)y->kind;
  return order ? order : relata_str_compare(x->message, y->message);
}

static void findings_sort(struct compiler *c) {
  if (c->finding_count)
    qsort(c->findings, c->finding_count, sizeof *c->findings, compare_findings);
}

static enum relata_status compile_user(struct compiler *c, const struct relata_extension *extension) {
  unpack(c);
  for (unsigned i = 0; i < extension->path_count; i++)
    RELATA_TRY(read_file(c, extension, i));
  triples_sort(c);
  declare_classes(c);
  declare_properties(c);
  read_parents(c);
  link_properties(c);
  RELATA_TRY(anchor_classes(c));
  share_ends(c);
  read_class_words(c);
  RELATA_TRY(read_individuals(c));
  size_t *counts = relata_arena_alloc(c->arena, (c->property_count + 1) * sizeof *counts);
  RELATA_TRY(read_words(c, counts));
  frames_sort(c);
  drop_doubles(c);
  aliases_sort(c);
  user_check(c, counts);
  findings_sort(c);
  return RELATA_OK;
}

static struct compiler compiler_for(const struct relata_ontology *base, struct relata_error *error) {
  return (struct compiler){.arena = relata_arena_new(), .error = error, .base = base};
}

static enum relata_status first_wrong(const struct compiler *c) {
  for (size_t i = 0; i < c->finding_count; i++)
    if (c->findings[i].kind == RELATA_FINDING_WRONG)
      return fail_at(c, c->findings[i].place, "%.*s", (int)c->findings[i].message.len, c->findings[i].message.data);
  return RELATA_OK;
}

enum relata_status relata_ontology_extend(struct relata_ontology **out, const struct relata_ontology *base,
                                          const struct relata_extension *extension, struct relata_error *error) {
  struct relata_error own;
  struct compiler c = compiler_for(base, error ? error : &own);
  unsigned char *bytes = NULL;
  size_t size = 0;
  *out = NULL;
  enum relata_status status = compile_user(&c, extension);
  if (status == RELATA_OK)
    status = first_wrong(&c);
  if (status == RELATA_OK)
    status = pack_bytes(&c, &bytes, &size);
  relata_arena_free(c.arena);
  if (status == RELATA_OK)
    status = lexicon_open_memory(out, bytes, size, error);
  if (status == RELATA_OK) {
    (*out)->only = extension->only;
    (*out)->least = base->least;
  }
  return status;
}

enum relata_status relata_ontology_check(const struct relata_ontology *base, const struct relata_extension *extension,
                                         relata_take_finding take, void *payload, struct relata_error *error) {
  struct relata_error own;
  struct compiler c = compiler_for(base, error ? error : &own);
  enum relata_status status = compile_user(&c, extension);
  if (status == RELATA_BAD_INPUT) {
    const char *path = relata_arena_copy(c.arena, relata_str_of(c.error->path)).data;
    finding_add(&c, RELATA_FINDING_WRONG, (struct place){path, c.error->line}, "%s", c.error->message);
    findings_sort(&c);
    status = RELATA_OK;
  }
  for (size_t i = 0; status == RELATA_OK && i < c.finding_count; i++) {
    const struct finding_entry *f = &c.findings[i];
    const struct relata_finding finding = {f->kind, f->place.path, f->place.line, f->message};
    take(payload, &finding);
  }
  relata_arena_free(c.arena);
  return status;
}
