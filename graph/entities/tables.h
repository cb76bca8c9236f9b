/* tables.h — words.tsv, weights.tsv and the demonyms of actors.ttl, compiled in. */
#ifndef RELATA_ENTITIES_TABLES_H
#define RELATA_ENTITIES_TABLES_H

#include "extract/extract.h"

/* `set`, `word` and what the line says of it, "" if nothing; of weights the
 * name, a tab and the number. */
struct entities_entry {
  const char *set, *word, *value;
};
extern const struct entities_entry entities_words[], entities_weights[], entities_demonyms[];
extern const size_t entities_words_count, entities_weights_count, entities_demonyms_count;
/* Changes when a table does. */
extern const uint64_t entities_tables_mark;

/* What a line `set word` says, "" if nothing more; NULL if there is none. */
const char *entities_word(const char *set, struct relata_str word);
/* "turkey" for "turkish", by the actors' file, folded; NULL for what is no demonym. */
const char *entities_demonym(struct relata_str word);
/* A feature's weight; 0 for a name that is not listed. */
double entities_weight(const char *name);
/* "-1.25", whatever the locale; other signs are passed over. */
double entities_decimal(struct relata_str text);

#endif
