/* choices.h — what the user decided: these two are one, those two are not.
 *
 * As a line: `same` or `apart`, a name (an IRI's local part as articles have
 * it) and an article's IRI or nothing, twice, parted by tabs.  A side without
 * an article is the name in any article; `apart` with twice the same name and
 * no articles keeps each article's bearer of that name for itself.  A '+'
 * before the word: made together with the one before.
 */
#ifndef RELATA_ENTITIES_CHOICES_H
#define RELATA_ENTITIES_CHOICES_H

#include "extract/base/out.h"

struct choice_side {
  struct relata_str local, article; /* `article` empty: any */
};
struct choice {
  bool same;
  bool follows; /* made by the same command as the one before */
  struct choice_side first, second;
};
struct choices;

enum choice_verdict { CHOICE_NONE, CHOICE_SAME, CHOICE_APART };

struct choices *choices_new(void);
void choices_free(struct choices *choices); /* NULL does nothing */
/* Adds what a line without its newline says; false when it is no decision. */
bool choices_take_line(struct choices *choices, struct relata_str line);
/* With its newline. */
void choice_write(const struct choice *choice, struct relata_out *out);

size_t choices_count(const struct choices *choices);
const struct choice *choices_get(const struct choices *choices, size_t index);
/* Added last; an earlier one about the same two sides is forgotten. */
void choices_add(struct choices *choices, const struct choice *choice);
void choices_remove(struct choices *choices, size_t index);

/* Is a name spoken of at all? */
bool choices_know(const struct choices *choices, struct relata_str local);
/* What is decided of two occurrences; the last decision counts. */
enum choice_verdict choices_between(const struct choices *choices, const struct choice_side *a,
                                    const struct choice_side *b);

#endif
