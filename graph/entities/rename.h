/* rename.h — an article's quads with its occurrences replaced by their entities.
 *
 * Of a renamed thing the entity's name becomes skos:prefLabel and the
 * article's own name skos:altLabel.  Names are replaced within the article's
 * own graph only.
 */
#ifndef RELATA_ENTITIES_RENAME_H
#define RELATA_ENTITIES_RENAME_H

#include "graph/claims/describe.h"
#include "graph/entities/resolution.h"

struct renamer;

/* `stem` is the IRI stem of entities, "https://…/id/"; quads go on to `sink`.
 * `resolution` may be NULL: then they go on as they are. */
struct renamer *renamer_new(const struct resolution *resolution, struct relata_str stem, struct quad_sink sink);
void renamer_free(struct renamer *renamer); /* NULL does nothing */
/* A quad_sink's `take`, its payload the renamer. */
void renamer_take(void *renamer, struct relata_str subject, struct relata_str predicate, struct relata_str object,
                  struct relata_str graph);

#endif
