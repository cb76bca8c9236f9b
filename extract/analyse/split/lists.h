/* lists.h — the word lists of data/, as the build compiled them. */
#ifndef RELATA_SPLIT_LISTS_H
#define RELATA_SPLIT_LISTS_H

#include <stdbool.h>
#include <stddef.h>

/* The value of a word of list `list` ("units"), "" where the file gives none;
 * NULL when the word is not in it.  With `fold`, ASCII capitals count as small
 * and every apostrophe as '. */
const char *list_find(const char *list, const char *word, size_t len, bool fold);

#endif
