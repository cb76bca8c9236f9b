/* entities.h — the entities of a graph: of its articles as they are committed,
 * and as they are to be.
 *
 * An article's file keeps the names as its text has them; they are replaced by
 * their entities whenever it is read into an index (rename.h).  A commit
 * resolves all articles anew from their profiles (state.h): where that gives
 * an old article's name another entity, that article's quads change too.
 */
#ifndef RELATA_ENTITIES_ENTITIES_H
#define RELATA_ENTITIES_ENTITIES_H

#include "graph/entities/resolution.h"
#include "graph/entities/state.h"
#include "graph/store/graph_private.h"

struct entities {
  struct registry *registry;
  struct resolution *resolution;
  struct entities_state *state; /* profiles of just these articles, and the decisions */
  bool kept;                    /* the graph's own state told all: it was made by this program */
};

void entities_free(struct entities *entities); /* NULL does nothing */
/* Of the committed articles; with `to_be` of those that there are after a commit, and
 * by the decisions that wait for it. */
enum relata_status entities_open(struct entities **out, struct relata_graph *graph, bool to_be,
                                 struct relata_error *error);
/* Is there anything that an article's quads would be renamed by? */
bool entities_rename(const struct entities *entities);

/* The text of an article's file as N-Quads with its names replaced, behind the
 * line about the article; NUL-terminated.  `*out` is NULL where no name is. */
enum relata_status entities_rename_text(const struct entities *entities, const struct relata_graph *graph,
                                        struct relata_str text, const char *path, struct relata_out **out,
                                        struct relata_error *error);

/* Articles, as terms, that both have and that name something otherwise after than before. */
struct dictionary *entities_changed(const struct entities *before, const struct entities *after);

/* The IRI stem of entities; valid as long as the graph. */
struct relata_str entities_stem(const struct relata_graph *graph);

/* The decisions, which the caller may change: they wait for the next commit. */
enum relata_status entities_choices(struct relata_graph *graph, struct choices **out, struct relata_error *error);
/* Takes another graph's decisions in. */
enum relata_status entities_take_choices(struct relata_graph *graph, struct relata_graph *from,
                                         struct relata_error *error);

#endif
