/* sort.c — the sorts of things that frames ask for, and which passes as which. */
#include "ontology/ontology.h"

static const char *const names[RELATA_SORT_COUNT] = {
    [RELATA_SORT_ANY] = "any",
    [RELATA_SORT_ACTOR] = "actor",
    [RELATA_SORT_PERSON] = "person",
    [RELATA_SORT_GROUP] = "group",
    [RELATA_SORT_STATE] = "state",
    [RELATA_SORT_PLACE] = "place",
    [RELATA_SORT_TOWN] = "town",
    [RELATA_SORT_FORCE] = "force",
    [RELATA_SORT_WEAPON] = "weapon",
    [RELATA_SORT_EVENT] = "event",
    [RELATA_SORT_DEAL] = "deal",
    [RELATA_SORT_CONCRETE] = "concrete",
    [RELATA_SORT_CONDITION] = "condition",
    [RELATA_SORT_ARTIFACT] = "artifact",
    [RELATA_SORT_ABSTRACT] = "abstract",
    [RELATA_SORT_TIME] = "time",
    [RELATA_SORT_NUMBER] = "number",
    [RELATA_SORT_NAMED] = "named",
    [RELATA_SORT_ORGANIZATION] = "organization",
    [RELATA_SORT_INSTITUTION] = "institution",
    [RELATA_SORT_THING] = "thing",
    [RELATA_SORT_PEOPLE] = "people",
};

const char *relata_sort_as_name(enum relata_sort sort) {
  return sort < RELATA_SORT_COUNT ? names[sort] : "?";
}

enum relata_sort relata_sort_of(struct relata_str name) {
  for (unsigned i = 0; i < RELATA_SORT_COUNT; i++)
    if (relata_str_is(name, names[i]))
      return (enum relata_sort)i;
  return RELATA_SORT_COUNT;
}

#define BIT(sort) (1u << RELATA_SORT_##sort)

/* Sorts of things that act; a town does by its council, an institution by its staff. */
#define ACTORS                                                                                                         \
  (BIT(ACTOR) | BIT(PERSON) | BIT(GROUP) | BIT(STATE) | BIT(TOWN) | BIT(ORGANIZATION) | BIT(INSTITUTION) | BIT(NAMED))

/* For each wanted sort the sorts of things that pass. */
static const uint32_t passes[RELATA_SORT_COUNT] = {
    [RELATA_SORT_ACTOR] = ACTORS,
    [RELATA_SORT_PERSON] = BIT(PERSON) | BIT(ACTOR) | BIT(NAMED),
    [RELATA_SORT_GROUP] = ACTORS & ~BIT(PERSON) & ~BIT(TOWN),
    [RELATA_SORT_STATE] = BIT(STATE), /* actors.ttl knows them all */
    [RELATA_SORT_PLACE] = BIT(PLACE) | BIT(TOWN) | BIT(STATE) | BIT(INSTITUTION) | BIT(NAMED),
    [RELATA_SORT_TOWN] = BIT(TOWN) | BIT(PLACE) | BIT(INSTITUTION) | BIT(NAMED),
    [RELATA_SORT_FORCE] = (ACTORS & ~BIT(TOWN)) | BIT(FORCE) | BIT(WEAPON) | BIT(EVENT) | BIT(CONDITION),
    [RELATA_SORT_WEAPON] = BIT(WEAPON) | BIT(ARTIFACT) | BIT(NAMED),
    [RELATA_SORT_EVENT] = BIT(EVENT) | BIT(FORCE) | BIT(CONDITION) | BIT(NAMED),
    [RELATA_SORT_DEAL] = BIT(DEAL),
    [RELATA_SORT_CONDITION] = BIT(CONDITION) | BIT(DEAL) | BIT(STATE),
    [RELATA_SORT_ARTIFACT] = BIT(ARTIFACT) | BIT(WEAPON) | BIT(NAMED),
    [RELATA_SORT_ABSTRACT] = BIT(ABSTRACT) | BIT(DEAL) | BIT(CONDITION) | BIT(EVENT),
    [RELATA_SORT_TIME] = BIT(TIME),
    [RELATA_SORT_NUMBER] = BIT(NUMBER),
    [RELATA_SORT_NAMED] = BIT(NAMED) | BIT(STATE),
    [RELATA_SORT_ORGANIZATION] = BIT(ORGANIZATION) | BIT(INSTITUTION) | BIT(GROUP) | BIT(ACTOR) | BIT(NAMED),
    [RELATA_SORT_INSTITUTION] = BIT(INSTITUTION) | BIT(ORGANIZATION) | BIT(PLACE) | BIT(TOWN) | BIT(NAMED),
    [RELATA_SORT_THING] = BIT(THING) | BIT(ANY) | BIT(PLACE) | BIT(TOWN) | BIT(WEAPON) | BIT(EVENT) | BIT(DEAL) |
                          BIT(CONCRETE) | BIT(CONDITION) | BIT(ARTIFACT) | BIT(ABSTRACT) | BIT(NAMED) | BIT(INSTITUTION),
    [RELATA_SORT_PEOPLE] = BIT(PEOPLE) | BIT(PERSON) | BIT(GROUP) | BIT(ACTOR) | BIT(ORGANIZATION),
};

bool relata_sort_fits(enum relata_sort sort, enum relata_sort wanted) {
  if (wanted == RELATA_SORT_ANY)
    return true;
  if (sort >= RELATA_SORT_COUNT || wanted >= RELATA_SORT_COUNT)
    return false;
  if (wanted == RELATA_SORT_CONCRETE)
    return sort != RELATA_SORT_ANY && sort != RELATA_SORT_ABSTRACT && sort != RELATA_SORT_NUMBER &&
           sort != RELATA_SORT_TIME;
  return (passes[wanted] >> sort) & 1u;
}
