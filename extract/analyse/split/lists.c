#include "extract/analyse/split/lists.h"

#include <stdint.h>
#include <string.h>

#include "extract/analyse/split/chars.h"
#include "extract/analyse/split/table.h"

enum { LONGEST = 64 }; /* bytes of "list/word"; nothing longer is in a list */

static size_t fold_word(char *to, size_t room, const char *word, size_t len) {
  size_t written = 0;
  for (size_t at = 0; at < len;) {
    uint32_t c;
    const size_t bytes = char_decode(word, at, len, &c);
    if (written + bytes > room)
      return 0;
    if (char_is_apostrophe(c))
      to[written++] = '\'';
    else if (c >= 'A' && c <= 'Z')
      to[written++] = (char)(c + 'a' - 'A');
    else {
      memcpy(to + written, word + at, bytes);
      written += bytes;
    }
    at += bytes;
  }
  return written;
}

static const char *table_find(const struct list_table *table, const char *key, size_t len) {
  const uint64_t hash = table_mix(table_hash(TABLE_HASH_START, key, len));
  for (uint32_t at = (uint32_t)hash & table->mask; table->slots[at]; at = (at + 1) & table->mask) {
    const char *found = table->bytes + table->slots[at];
    if (strncmp(found, key, len) == 0 && !found[len]) /* keys hold no zero byte */
      return found + len + 1;
  }
  return NULL;
}

const char *list_find(const char *list, const char *word, size_t len, bool fold) {
  char key[LONGEST];
  size_t key_len = strlen(list);
  if (len == 0 || key_len + 1 + len > LONGEST || memchr(word, 0, len))
    return NULL;
  memcpy(key, list, key_len);
  key[key_len++] = '/';
  if (fold)
    key_len += fold_word(key + key_len, LONGEST - key_len, word, len);
  else {
    memcpy(key + key_len, word, len);
    key_len += len;
  }
  return table_find(&relata_split_lists, key, key_len);
}
