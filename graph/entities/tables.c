/* tables.c — looking up words and weights. */
#include "graph/entities/tables.h"

#include <stdlib.h>
#include <string.h>

struct wanted {
  const char *set;
  struct relata_str word;
};

static int compare_entry(const void *key, const void *member) {
  const struct wanted *wanted = key;
  const struct entities_entry *entry = member;
  const int order = strcmp(wanted->set, entry->set);
  return order ? order : relata_str_compare(wanted->word, relata_str_of(entry->word));
}

const char *entities_word(const char *set, struct relata_str word) {
  const struct wanted wanted = {set, word};
  const struct entities_entry *found =
      bsearch(&wanted, entities_words, entities_words_count, sizeof *entities_words, compare_entry);
  return found ? found->value : NULL;
}

const char *entities_demonym(struct relata_str word) {
  const struct wanted wanted = {"demonym", word};
  const struct entities_entry *found =
      bsearch(&wanted, entities_demonyms, entities_demonyms_count, sizeof *entities_demonyms, compare_entry);
  return found ? found->value : NULL;
}

double entities_decimal(struct relata_str text) {
  double number = 0, scale = 0;
  const bool minus = text.len && text.data[0] == '-';
  for (size_t i = minus; i < text.len; i++) {
    if (text.data[i] == '.') {
      scale = 1;
    } else if (text.data[i] >= '0' && text.data[i] <= '9') {
      number = 10 * number + (text.data[i] - '0');
      scale *= 10;
    }
  }
  number = scale > 1 ? number / scale : number;
  return minus ? -number : number;
}

double entities_weight(const char *name) {
  for (size_t i = 0; i < entities_weights_count; i++)
    if (strcmp(entities_weights[i].set, name) == 0)
      return entities_decimal(relata_str_of(entities_weights[i].value));
  return 0;
}
