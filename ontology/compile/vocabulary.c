/* vocabulary.c — classes and properties of the OWL file. */
#include "ontology/compile/compile.h"

#include <stdlib.h>

static struct relata_str label_of(const struct compiler *c, struct relata_str subject) {
  size_t count;
  const struct triple *found = triples_find(c, subject, NS_RDFS "label", &count);
  return count ? found[0].object : RELATA_STR("");
}

static bool has_type(const struct compiler *c, struct relata_str subject, const char *type) {
  size_t count;
  const struct triple *found = triples_find(c, subject, NS_RDF "type", &count);
  for (size_t i = 0; i < count; i++)
    if (relata_str_is(found[i].object, type))
      return true;
  return false;
}

/* ---------------------------------------------------------------- classes */

static enum relata_status add_class(struct compiler *c, const struct triple *declared) {
  struct class_entry entry = {
      .name = local_name(declared->subject, NS_REL), .label = label_of(c, declared->subject), .place = declared->place};
  if (!entry.label.len)
    return fail_at(c, declared->place, "class rel:%.*s has no rdfs:label; add one", (int)entry.name.len,
                   entry.name.data);
  size_t count;
  const struct triple *found = triples_find(c, declared->subject, NS_RDFS "subClassOf", &count);
  entry.parents = relata_arena_alloc(c->arena, (count + 1) * sizeof *entry.parents);
  for (size_t i = 0; i < count; i++) {
    const struct relata_str parent = local_name(found[i].object, NS_REL);
    if (parent.len)
      entry.parents[entry.parent_count++] = parent;
  }
  c->classes = room_for(c->arena, c->classes, c->class_count, &c->class_room, sizeof *c->classes);
  c->classes[c->class_count++] = entry;
  return RELATA_OK;
}

uint32_t class_find(const struct compiler *c, struct relata_str name) {
  for (size_t i = 0; i < c->class_count; i++)
    if (relata_str_equal(c->classes[i].name, name))
      return (uint32_t)i;
  return RELATA_NONE;
}

/* Sets the bit of `index` and of all above it in the row of `bottom`. */
static enum relata_status mark_ancestors(struct compiler *c, uint32_t bottom, uint32_t index, uint32_t *row) {
  const struct class_entry *entry = &c->classes[index];
  if (row[index / 32] & (1u << (index % 32)))
    return index != bottom
               ? RELATA_OK
               : fail_at(c, entry->place, "class %s%.*s is its own ancestor; break the circle of rdfs:subClassOf",
                         entry->iri.len ? "" : "rel:", (int)entry->name.len, entry->name.data);
  row[index / 32] |= 1u << (index % 32);
  for (size_t i = 0; i < entry->parent_count; i++) {
    const uint32_t parent = class_find(c, entry->parents[i]);
    if (parent == RELATA_NONE)
      return fail_at(c, entry->place, "class rel:%.*s is under rel:%.*s, which is not declared as an owl:Class",
                     (int)entry->name.len, entry->name.data, (int)entry->parents[i].len, entry->parents[i].data);
    RELATA_TRY(mark_ancestors(c, bottom, parent, row));
  }
  return RELATA_OK;
}

enum relata_status ancestors_build(struct compiler *c) {
  const size_t words = (c->class_count + 31) / 32;
  c->ancestors = relata_arena_alloc(c->arena, (c->class_count * words + 1) * sizeof *c->ancestors);
  for (size_t i = 0; i < c->class_count; i++)
    RELATA_TRY(mark_ancestors(c, (uint32_t)i, (uint32_t)i, c->ancestors + i * words));
  return RELATA_OK;
}

bool class_is_a(const struct compiler *c, uint32_t sub, uint32_t super) {
  if (sub >= c->class_count || super >= c->class_count)
    return false;
  const uint32_t *row = c->ancestors + sub * ((c->class_count + 31) / 32);
  return (row[super / 32] >> (super % 32)) & 1u;
}

static enum relata_status build_classes(struct compiler *c) {
  for (size_t i = 0; i < c->triples.count; i++) {
    const struct triple *t = &c->triples.items[i];
    if (relata_str_is(t->predicate, NS_RDF "type") && relata_str_is(t->object, NS_OWL "Class") &&
        local_name(t->subject, NS_REL).len)
      RELATA_TRY(add_class(c, t));
  }
  return ancestors_build(c);
}

/* ---------------------------------------------------------------- properties */

/* The one class that a property has as domain or range; RELATA_NONE for none or a datatype. */
static enum relata_status read_end(struct compiler *c, struct relata_str property, const char *which, uint32_t *out) {
  size_t count;
  const struct triple *found = triples_find(c, property, which, &count);
  *out = RELATA_NONE;
  if (count == 0)
    return RELATA_OK;
  const struct relata_str name = local_name(found[0].object, NS_REL);
  if (!name.len)
    return RELATA_OK;
  *out = class_find(c, name);
  if (*out == RELATA_NONE)
    return fail_at(c, found[0].place, "rel:%.*s is not declared as an owl:Class", (int)name.len, name.data);
  return RELATA_OK;
}

static enum relata_status add_property(struct compiler *c, const struct triple *declared) {
  struct property_entry entry = {.name = local_name(declared->subject, NS_REL),
                                 .label = label_of(c, declared->subject),
                                 .inverse = RELATA_NONE,
                                 .parent = RELATA_NONE,
                                 .equivalent = RELATA_NONE,
                                 .place = declared->place};
  if (!entry.label.len)
    return fail_at(c, declared->place, "property rel:%.*s has no rdfs:label; add one", (int)entry.name.len,
                   entry.name.data);
  RELATA_TRY(read_end(c, declared->subject, NS_RDFS "domain", &entry.domain));
  RELATA_TRY(read_end(c, declared->subject, NS_RDFS "range", &entry.range));
  entry.symmetric = has_type(c, declared->subject, NS_OWL "SymmetricProperty");
  c->properties = room_for(c->arena, c->properties, c->property_count, &c->property_room, sizeof *c->properties);
  c->properties[c->property_count++] = entry;
  return RELATA_OK;
}

uint32_t property_find(const struct compiler *c, struct relata_str name) {
  const size_t sorted = c->base ? c->own_properties : c->property_count;
  const size_t found = relata_str_search(name, c->properties, sorted, sizeof *c->properties);
  if (found < sorted)
    return (uint32_t)found;
  for (size_t i = c->own_properties; c->base && i < c->property_count; i++)
    if (relata_str_equal(c->properties[i].name, name))
      return (uint32_t)i;
  return RELATA_NONE;
}

static enum relata_status link_inverses(struct compiler *c) {
  for (size_t i = 0; i < c->triples.count; i++) {
    const struct triple *t = &c->triples.items[i];
    if (!relata_str_is(t->predicate, NS_OWL "inverseOf"))
      continue;
    const uint32_t one = property_find(c, local_name(t->subject, NS_REL));
    const uint32_t other = property_find(c, local_name(t->object, NS_REL));
    if (one == RELATA_NONE || other == RELATA_NONE)
      return fail_at(c, t->place, "owl:inverseOf joins something that is not a declared property of rel:");
    c->properties[one].inverse = other;
    c->properties[other].inverse = one;
  }
  return RELATA_OK;
}

enum relata_status vocabulary_build(struct compiler *c) {
  RELATA_TRY(build_classes(c));
  for (size_t i = 0; i < c->triples.count; i++) {
    const struct triple *t = &c->triples.items[i];
    const bool is_property =
        relata_str_is(t->object, NS_OWL "ObjectProperty") || relata_str_is(t->object, NS_OWL "DatatypeProperty");
    if (is_property && relata_str_is(t->predicate, NS_RDF "type") && local_name(t->subject, NS_REL).len)
      RELATA_TRY(add_property(c, t));
  }
  return link_inverses(c);
}
