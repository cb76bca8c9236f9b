/* state.h — what a graph keeps about its entities beside its articles, in one file
 * that the contents name: GRAPH/relata.graph.entities-CHECKSUM.
 *
 *     relata entities 1 MARK          MARK: of the words and weights (tables.h)
 *     choice same NAME …              the user's decisions (choices.h)
 *     article FILE                    the profiles of an article's things, a line each (profile.h),
 *     …                               made once, when the article came
 *
 * Compressed by zstd with a checksum.  Profiles can be made again from the
 * articles; decisions cannot.
 */
#ifndef RELATA_ENTITIES_STATE_H
#define RELATA_ENTITIES_STATE_H

#include "graph/entities/choices.h"

struct entities_state;

struct entities_state *state_new(void);
void state_free(struct entities_state *state); /* NULL does nothing */
/* RELATA_BAD_INPUT for one that is damaged. */
enum relata_status state_read(struct entities_state **out, const char *path, struct relata_error *error);
/* Writes it into a folder and gives the file's name there, which the caller frees. */
enum relata_status state_write(const struct entities_state *state, const char *folder, char **name,
                               struct relata_error *error);

/* Was it made with this program's words and weights? */
bool state_is_current(const struct entities_state *state);
struct choices *state_choices(struct entities_state *state);
/* The lines of an article's file; false when it is not known. */
bool state_find(const struct entities_state *state, const char *file, struct relata_str *lines);
/* Lines are copied. */
void state_set(struct entities_state *state, const char *file, struct relata_str lines);

#endif
