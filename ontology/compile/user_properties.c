/* user_properties.c — a user's properties: their ends, their kin, and the labels and words that say them. */
#include "ontology/compile/user.h"

/* ------------------------------------------------------------------ properties */

uint32_t property_of_iri(const struct compiler *c, struct relata_str iri) {
  for (size_t i = c->own_properties; c->base && i < c->property_count; i++)
    if (relata_str_equal(c->properties[i].iri, iri))
      return (uint32_t)i;
  const struct relata_str own = local_name(iri, NS_REL);
  return own.len ? property_find(c, own) : RELATA_NONE;
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

void user_properties_declare(struct compiler *c) {
  for (size_t i = 0; i < c->triples.count; i++) {
    const struct triple *t = &c->triples.items[i];
    if (!relata_str_is(t->predicate, NS_RDF "type") || term_is_blank(t->subject))
      continue;
    if (relata_str_is(t->object, NS_OWL "DatatypeProperty"))
      finding_add(c, RELATA_FINDING_NOTE, t->place, "<%.*s> has values, not things; no text is searched for them",
                  (int)t->subject.len, t->subject.data);
    if (!is_property_type(t->object) || property_of_iri(c, t->subject) != RELATA_NONE)
      continue;
    c->properties = room_for(c->arena, c->properties, c->property_count, &c->property_room, sizeof *c->properties);
    c->properties[c->property_count++] =
        (struct property_entry){.name = user_name(c, t->subject),
                                .label = term_label(c, t->subject),
                                .iri = t->subject,
                                .domain = RELATA_NONE,
                                .range = RELATA_NONE,
                                .inverse = RELATA_NONE,
                                .parent = RELATA_NONE,
                                .equivalent = RELATA_NONE,
                                .symmetric = term_is_a(c, t->subject, NS_OWL "SymmetricProperty"),
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
  return term_is_blank(found[0].object) ? class_of_union(c, &found[0]) : class_meant(c, &found[0]);
}

/* The other property of a triple; tells of one that is not declared. */
static uint32_t property_meant(struct compiler *c, const struct triple *t, struct relata_str iri) {
  const uint32_t property = property_of_iri(c, iri);
  if (property == RELATA_NONE && !term_is_blank(iri))
    finding_add(c, term_is_own(c, iri) ? RELATA_FINDING_WRONG : RELATA_FINDING_NOTE, t->place,
                "<%.*s> is not declared as a property", (int)iri.len, iri.data);
  return property;
}

void user_properties_link(struct compiler *c) {
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
void user_properties_share_ends(struct compiler *c) {
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
      if (!found[i].literal || !triple_is_english(&found[i]))
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
    counts[index] += label_read(c, index, term_local_part(iri), c->properties[index].place);
}

enum relata_status user_properties_read_words(struct compiler *c, size_t *counts) {
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
void user_frames_drop_doubles(struct compiler *c) {
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
