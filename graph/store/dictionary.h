/* dictionary.h — strings to numbers and back: 0, 1, 2 … in order of first meeting. */
#ifndef RELATA_GRAPH_DICTIONARY_H
#define RELATA_GRAPH_DICTIONARY_H

#include "extract/extract.h"

struct dictionary;

struct dictionary *dictionary_new(void);
void dictionary_free(struct dictionary *dictionary); /* NULL does nothing */

/* The number of `text`, which is copied when new; `*is_new` may be NULL. */
uint32_t dictionary_intern(struct dictionary *dictionary, struct relata_str text, bool *is_new);
/* RELATA_NONE if unknown. */
uint32_t dictionary_find(const struct dictionary *dictionary, struct relata_str text);
/* Valid as long as the dictionary; NUL-terminated. */
struct relata_str dictionary_get(const struct dictionary *dictionary, uint32_t number);
size_t dictionary_count(const struct dictionary *dictionary);

/* Renumbers by byte order; nothing can be interned after that.  Returns for each old number its new one; the
 * caller frees it. */
uint32_t *dictionary_sort(struct dictionary *dictionary);

#endif
