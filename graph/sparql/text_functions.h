/* text_functions.h — what SPARQL's functions do with texts. */
#ifndef RELATA_GRAPH_TEXT_FUNCTIONS_H
#define RELATA_GRAPH_TEXT_FUNCTIONS_H

#include "extract/extract.h"

enum { LONGEST_TEXT = 16 << 20 }; /* that CONCAT and REPLACE make; a longer one is an error */

struct relata_str text_change_case(struct relata_arena *arena, struct relata_str text, bool upper);
struct relata_str text_encode_for_uri(struct relata_arena *arena, struct relata_str text);
/* Does "en-GB" lie in the range "en"?  "*" takes every language. */
bool text_language_matches(struct relata_str language, struct relata_str range);
/* Characters `start` (from 1, rounded) up to `start + length`, as fn:substring has it. */
struct relata_str text_substring(struct relata_str text, double start, double length);

/* The last pattern that was compiled, for the next row.  Zeroed to begin with;
 * patterns_free frees what it holds. */
struct patterns {
  struct relata_arena *arena;
  struct relata_str pattern, flags;
  void *code, *context, *found; /* PCRE2's */
};
void patterns_free(struct patterns *patterns);

/* XPath's flags s, m, i, x, q; false when pattern or flags are wrong. */
bool text_matches(struct patterns *patterns, struct relata_str text, struct relata_str pattern, struct relata_str flags, bool *matches);
bool text_replace(struct relata_arena *arena, struct relata_str text, struct relata_str pattern,
                  struct relata_str replacement, struct relata_str flags, struct relata_str *out);

#endif
