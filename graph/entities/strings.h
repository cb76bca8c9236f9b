/* strings.h — sets of strings by number, for profiles. */
#ifndef RELATA_ENTITIES_STRINGS_H
#define RELATA_ENTITIES_STRINGS_H

#include "extract/extract.h"

/* Numbers of a dictionary, ascending, each once.  All zero is the empty set. */
struct numbers {
  uint32_t *items;
  size_t count, capacity;
};

void numbers_add(struct numbers *set, uint32_t number);
void numbers_add_all(struct numbers *set, const struct numbers *other, size_t most); /* until `most` are in it */
bool numbers_has(const struct numbers *set, uint32_t number);
void numbers_free(struct numbers *set);

#endif
