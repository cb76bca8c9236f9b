/* check.c — what in a user's ontology contradicts itself, and what is missing
 * for it to direct the extraction. */
#include <string.h>

#include "ontology/compile/compile.h"
#include "ontology/lexicon.h"

static const struct triple *find(const struct compiler *c, struct relata_str subject, const char *predicate) {
  size_t count;
  const struct triple *found = triples_find(c, subject, predicate, &count);
  return count ? found : NULL;
}

static struct place place_of(const struct compiler *c, struct relata_str subject, const char *predicate,
                             struct place otherwise) {
  const struct triple *found = find(c, subject, predicate);
  return found ? found->place : otherwise;
}

/* Neither is a kind of the other: nothing said of one would do for the other. */
static bool ends_clash(const struct compiler *c, uint32_t a, uint32_t b) {
  return a != RELATA_NONE && b != RELATA_NONE && !class_is_a(c, a, b) && !class_is_a(c, b, a);
}

/* ------------------------------------------------------------------ classes */

static uint32_t class_of(const struct compiler *c, struct relata_str iri) {
  for (uint32_t i = (uint32_t)c->base->own_classes; i < c->class_count; i++)
    if (relata_str_equal(c->classes[i].iri, iri))
      return i;
  const struct relata_str own = local_name(iri, NS_REL);
  return own.len ? class_find(c, own) : RELATA_NONE;
}

/* owl:disjointWith: no class is under both, no property begins or ends at both. */
static void check_disjoint(struct compiler *c) {
  for (size_t i = 0; i < c->triples.count; i++) {
    const struct triple *t = &c->triples.items[i];
    if (!relata_str_is(t->predicate, NS_OWL "disjointWith"))
      continue;
    const uint32_t a = class_of(c, t->subject), b = class_of(c, t->object);
    for (uint32_t k = (uint32_t)c->base->own_classes; k < c->class_count; k++)
      if (class_is_a(c, k, a) && class_is_a(c, k, b))
        finding_add(c, RELATA_FINDING_WRONG, c->classes[k].place,
                    "class %.*s is under %.*s and %.*s, which are disjoint (line %zu)", (int)c->classes[k].name.len,
                    c->classes[k].name.data, (int)c->classes[a].name.len, c->classes[a].name.data,
                    (int)c->classes[b].name.len, c->classes[b].name.data, t->place.line);
  }
}

static void check_classes(struct compiler *c) {
  for (uint32_t i = (uint32_t)c->base->own_classes; i < c->class_count; i++) {
    const struct class_entry *class = &c->classes[i];
    for (size_t p = c->own_properties; p < c->property_count; p++)
      if (relata_str_equal(c->properties[p].iri, class->iri))
        finding_add(c, RELATA_FINDING_WRONG, class->place, "%.*s is declared as a class and as a property",
                    (int)class->name.len, class->name.data);
    if (class->iri.data[0] != '_' && !find(c, class->iri, NS_RDFS "label") &&
        !find(c, class->iri, NS_SKOS "prefLabel") && find(c, class->iri, NS_RDF "type"))
      finding_add(c, RELATA_FINDING_NOTE, class->place, "class %.*s has no rdfs:label; the words of its name are used",
                  (int)class->name.len, class->name.data);
  }
  check_disjoint(c);
}

/* ------------------------------------------------------------------ properties */

static void check_symmetry(struct compiler *c, const struct property_entry *p) {
  size_t count;
  const struct triple *types = triples_find(c, p->iri, NS_RDF "type", &count);
  for (size_t i = 0; p->symmetric && i < count; i++)
    if (relata_str_is(types[i].object, NS_OWL "AsymmetricProperty"))
      finding_add(c, RELATA_FINDING_WRONG, types[i].place, "%.*s is symmetric and asymmetric at once",
                  (int)p->name.len, p->name.data);
  if (p->symmetric && ends_clash(c, p->domain, p->range))
    finding_add(c, RELATA_FINDING_WRONG, place_of(c, p->iri, NS_RDFS "range", p->place),
                "%.*s is symmetric, but its domain %.*s and its range %.*s exclude each other", (int)p->name.len,
                p->name.data, (int)c->classes[p->domain].name.len, c->classes[p->domain].name.data,
                (int)c->classes[p->range].name.len, c->classes[p->range].name.data);
}

static void check_inverse(struct compiler *c, uint32_t index) {
  const struct property_entry *p = &c->properties[index];
  if (p->inverse == RELATA_NONE || !find(c, p->iri, NS_OWL "inverseOf"))
    return; /* the other one says it */
  const struct property_entry *other = &c->properties[p->inverse];
  if (ends_clash(c, p->domain, other->range) || ends_clash(c, p->range, other->domain))
    finding_add(c, RELATA_FINDING_WRONG, place_of(c, p->iri, NS_OWL "inverseOf", p->place),
                "%.*s is the inverse of %.*s, but domain and range of the one are not range and domain of the other",
                (int)p->name.len, p->name.data, (int)other->name.len, other->name.data);
}

static void check_parent(struct compiler *c, uint32_t index) {
  const struct property_entry *p = &c->properties[index];
  uint32_t above = p->parent;
  for (size_t steps = 0; above != RELATA_NONE; steps++, above = c->properties[above].parent) {
    const struct property_entry *parent = &c->properties[above];
    const struct place place = place_of(c, p->iri, NS_RDFS "subPropertyOf", p->place);
    if (above == index || steps > c->property_count) {
      finding_add(c, RELATA_FINDING_WRONG, place, "%.*s is its own sub-property; break the circle", (int)p->name.len,
                  p->name.data);
      return;
    }
    if (ends_clash(c, p->domain, parent->domain) || ends_clash(c, p->range, parent->range))
      finding_add(c, RELATA_FINDING_WRONG, place,
                  "%.*s is a sub-property of %.*s, whose domain or range excludes its own", (int)p->name.len,
                  p->name.data, (int)parent->name.len, parent->name.data);
  }
}

static void check_missing(struct compiler *c, uint32_t index, const size_t *counts) {
  const struct property_entry *p = &c->properties[index];
  const int length = (int)p->name.len;
  const bool labelled = find(c, p->iri, NS_RDFS "label") || find(c, p->iri, NS_SKOS "prefLabel");
  bool said = counts[index] > 0 || p->equivalent != RELATA_NONE;
  said = said || (p->inverse != RELATA_NONE && (counts[p->inverse] || !c->properties[p->inverse].iri.len));
  for (size_t i = c->own_properties; i < c->property_count; i++)
    said = said || (c->properties[i].parent == index && counts[i]);
  if (!said)
    finding_add(c, RELATA_FINDING_MISSING, p->place,
                "nothing says how a text states %.*s; give it an rdfs:label such as \"acquires\", \"is owner of\", "
                "\"founded by\", or a lex:verb block",
                length, p->name.data);
  else if (!labelled)
    finding_add(c, RELATA_FINDING_NOTE, p->place, "%.*s has no rdfs:label; the words of its name are used", length,
                p->name.data);
  if (p->domain == RELATA_NONE)
    finding_add(c, RELATA_FINDING_NOTE, p->place, "%.*s has no rdfs:domain; its subject may be anything", length,
                p->name.data);
  if (p->range == RELATA_NONE)
    finding_add(c, RELATA_FINDING_NOTE, p->place, "%.*s has no rdfs:range; its object may be anything", length,
                p->name.data);
}

/* ------------------------------------------------------------------ words */

static bool same_words(const struct relata_frame *a, const struct relata_frame *b) {
  return a->kind == b->kind && relata_str_equal(a->lemma, b->lemma);
}

static bool same_sides(const struct relata_frame *a, const struct relata_frame *b) {
  return a->from == b->from && a->to == b->to && relata_str_equal(a->from_preposition, b->from_preposition) &&
         relata_str_equal(a->to_preposition, b->to_preposition);
}

static bool turned_sides(const struct relata_frame *a, const struct relata_frame *b) {
  return a->from == b->to && a->to == b->from && relata_str_equal(a->from_preposition, b->to_preposition) &&
         relata_str_equal(a->to_preposition, b->from_preposition);
}

static void check_pair(struct compiler *c, const struct frame_entry *a, const struct frame_entry *b) {
  const struct relata_frame *x = &a->frame, *y = &b->frame;
  const struct property_entry *p = &c->properties[x->property], *q = &c->properties[y->property];
  const struct place place = a->place.line > b->place.line ? a->place : b->place;
  if (x->property == y->property && !p->symmetric && turned_sides(x, y) && !ends_clash(c, p->domain, p->range) &&
      !(x->from == x->to))
    finding_add(c, RELATA_FINDING_WRONG, place,
                "the words \"%.*s\" would state %.*s in both directions; take one of its labels away",
                (int)x->lemma.len, x->lemma.data, (int)p->name.len, p->name.data);
  if (x->property < y->property && same_sides(x, y) && p->parent != y->property && q->parent != x->property &&
      !ends_clash(c, p->domain, q->domain) && !ends_clash(c, p->range, q->range))
    finding_add(c, RELATA_FINDING_NOTE, place, "\"%.*s\" states both %.*s and %.*s", (int)x->lemma.len, x->lemma.data,
                (int)p->name.len, p->name.data, (int)q->name.len, q->name.data);
}

static void check_words(struct compiler *c) {
  for (size_t i = 0; i < c->frame_count; i++)
    for (size_t k = i + 1; k < c->frame_count && c->frames[i].user && c->frames[k].user &&
                           same_words(&c->frames[i].frame, &c->frames[k].frame);
         k++)
      check_pair(c, &c->frames[i], &c->frames[k]);
}

void user_check(struct compiler *c, const size_t *frame_counts) {
  check_classes(c);
  for (uint32_t i = (uint32_t)c->own_properties; i < c->property_count; i++) {
    check_symmetry(c, &c->properties[i]);
    check_inverse(c, i);
    check_parent(c, i);
    check_missing(c, i, frame_counts);
  }
  check_words(c);
  if (c->property_count == c->own_properties && c->class_count == c->base->own_classes &&
      c->actor_count == c->base->actor_count)
    finding_add(c, RELATA_FINDING_MISSING, (struct place){c->triples.count ? c->triples.items[0].place.path : NULL, 0},
                "no class, property or individual is declared here");
}
