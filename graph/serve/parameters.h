/* parameters.h — "name=value&…" of a query string or a form, taken apart. */
#ifndef RELATA_SERVE_PARAMETERS_H
#define RELATA_SERVE_PARAMETERS_H

#include "extract/extract.h"

/* Both are UTF-8 without U+0000 and NUL-terminated. */
struct parameter {
  struct relata_str name, value;
};
struct parameters {
  struct parameter *items;
  size_t count, capacity;
};

/* Undoes percent-encoding, with `plus` also '+' for a space.  False for a
 * broken escape, bytes that are not UTF-8, and U+0000. */
bool url_decode(struct relata_str text, bool plus, struct relata_arena *arena, struct relata_str *out);
/* Is it UTF-8 without U+0000? */
bool text_is_clean(struct relata_str text);

/* Appends what `text` holds; its memory is the arena's.  RELATA_BAD_INPUT for
 * what url_decode refuses, and for more than PARAMETERS_MAX. */
enum { PARAMETERS_MAX = 1000 };
enum relata_status parameters_parse(struct parameters *parameters, struct relata_str text, struct relata_arena *arena,
                                    struct relata_error *error);

/* The first value; `data` NULL if there is none. */
struct relata_str parameters_get(const struct parameters *parameters, const char *name);
size_t parameters_count(const struct parameters *parameters, const char *name);
/* All values in their order, terminated strings; the arena's. */
const char **parameters_get_all(const struct parameters *parameters, const char *name, struct relata_arena *arena,
                                size_t *count);

#endif
