/* families.c — shapes and colours by class.
 *
 * Light fills with dark lines of the same hue: black text reads on all of
 * them, in print and on a screen, and shapes tell apart what colours do not.
 */
#include "graph/select/families.h"

static const struct family families[FAMILY_COUNT] = {
  { "person", "person", "ellipse", "", "#fdebd0", "#b9770e" },
  { "state", "state, government", "box", "bold", "#d6e6f5", "#21618c" },
  { "armed", "armed group, military", "octagon", "", "#f8d7d3", "#a93226" },
  { "organisation", "organisation", "box", "rounded", "#dcefdc", "#2d7d46" },
  { "people", "people", "ellipse", "dashed", "#f3e6f7", "#7d3c98" },
  { "place", "place", "house", "", "#fcf3cf", "#9a7d0a" },
  { "event", "event", "hexagon", "", "#d5f0ee", "#117a65" },
  { "other", "other", "box", "", "#f2f3f4", "#7b7d7d" },
};

/* Which classes open a family; the first that is the class or above it wins. */
static const struct {
  const char *class_name;
  size_t family;
} roots[] = { { "Person", 0 },        { "State", 1 },        { "Country", 1 },      { "Government", 1 },
              { "ArmedGroup", 2 },    { "Military", 2 },     { "CriminalGroup", 2 }, { "Organization", 3 },
              { "Group", 4 },         { "Place", 5 },        { "Event", 6 } };

const struct family *family_get(size_t index) {
  return &families[index];
}

size_t family_of(const struct relata_ontology *ontology, struct relata_str class_name) {
  const uint32_t sub = ontology ? relata_ontology_find_class(ontology, class_name) : RELATA_NONE;
  for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
    if (relata_str_is(class_name, roots[i].class_name))
      return roots[i].family;
    const uint32_t super =
      sub == RELATA_NONE ? RELATA_NONE : relata_ontology_find_class(ontology, relata_str_of(roots[i].class_name));
    if (super != RELATA_NONE && relata_ontology_is_a(ontology, sub, super))
      return roots[i].family;
  }
  return FAMILY_COUNT - 1;
}
