/* quads.h — a graph's quads: terms by number, quads in four sorted orders.
 *
 * Filled by quads_add and closed by quads_finish, or mapped from a file that
 * was made so (index.h): terms are numbered by their byte order and quads
 * sorted, so that everything read from here comes in one order whatever the
 * order of filling.
 */
#ifndef RELATA_GRAPH_QUADS_H
#define RELATA_GRAPH_QUADS_H

#include "extract/extract.h"

/* Term numbers; RELATA_NONE in a pattern means any, as `graph` of a quad the default graph. */
struct quad {
  uint32_t subject, predicate, object, graph;
};

/* 0 subject, 1 predicate, 2 object, 3 graph. */
static inline uint32_t quad_member(const struct quad *quad, unsigned char which) {
  return which == 0 ? quad->subject : which == 1 ? quad->predicate : which == 2 ? quad->object : quad->graph;
}

struct quads;

struct quads *quads_new(void);
void quads_free(struct quads *quads); /* NULL does nothing */

/* Terms as term.h has them; `graph` may be empty. */
void quads_add(struct quads *quads, struct relata_str subject, struct relata_str predicate, struct relata_str object,
               struct relata_str graph);
/* Adds all that finished quads hold. */
void quads_add_all(struct quads *quads, struct quads *others);
void quads_finish(struct quads *quads);

/* After quads_finish. */
size_t quads_count(const struct quads *quads);      /* in all graphs */
size_t quads_term_count(const struct quads *quads);
struct relata_str quads_term(const struct quads *quads, uint32_t number);
uint32_t quads_find(const struct quads *quads, struct relata_str term); /* RELATA_NONE if unknown */
/* All quads by subject, predicate, object, graph. */
const struct quad *quads_all(const struct quads *quads, size_t *count);

/* Do two hold the same quads of the same terms? */
bool quads_are_same(const struct quads *a, const struct quads *b);

/* How often a predicate stands, each triple once. */
struct predicate_count {
  uint32_t predicate;
  uint32_t triples, subjects, objects; /* the last two: how many different ones */
};
/* By number. */
const struct predicate_count *quads_predicates(struct quads *quads, size_t *count);
/* NULL for what is no predicate. */
const struct predicate_count *quads_predicate(struct quads *quads, uint32_t predicate);
/* In all graphs together, each once. */
size_t quads_triple_count(struct quads *quads);
/* The graph with the least number above `graph`; with RELATA_NONE the first.
 * RELATA_NONE at the end.  The default graph does not count. */
uint32_t quads_next_graph(struct quads *quads, uint32_t graph);

/* A walk over the quads that match a pattern.  With `distinct`, a triple that
 * stands in several graphs comes once (the union of all graphs). */
struct quad_cursor {
  const struct quad *at, *end;
  struct quad pattern;
  bool distinct;
};
struct quad_cursor quads_match(struct quads *quads, struct quad pattern, bool distinct);
const struct quad *quad_cursor_next(struct quad_cursor *cursor); /* NULL at the end */

/* The object of the first `subject predicate ?`; RELATA_NONE if there is none. */
uint32_t quads_object(struct quads *quads, uint32_t subject, uint32_t predicate);

#endif
