/* quads.h — a graph's quads: terms by number, quads in four sorted orders.
 *
 * Filled by quads_add and closed by quads_finish, or mapped from a file that
 * was made so (index.h): terms are numbered by their byte order and quads
 * sorted, so that everything read from here comes in one order whatever the
 * order of filling.
 *
 * A big index is not written anew for every article.  What came and went since
 * it was written lies beside it (delta.h) and is merged in while walking:
 * terms that came are numbered behind the others, by bytes among themselves.
 * So numbers always order quads, but only in a graph without such changes
 * (quads_is_folded) do they order terms by their bytes.  quads_all and the
 * sorted arrays inside are merged copies then, made when first asked for, which
 * costs a pass over all quads; cursors cost nothing.
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
/* Adds one that finished quads hold, or all of them. */
void quads_add_from(struct quads *quads, const struct quads *others, const struct quad *quad);
void quads_add_all(struct quads *quads, struct quads *others);
void quads_finish(struct quads *quads);

/* After quads_finish. */
size_t quads_count(const struct quads *quads);      /* in all graphs */
size_t quads_term_count(const struct quads *quads);
struct relata_str quads_term(const struct quads *quads, uint32_t number);
uint32_t quads_find(const struct quads *quads, struct relata_str term); /* RELATA_NONE if unknown */
/* Are terms numbered by their bytes? */
bool quads_is_folded(const struct quads *quads);
/* All quads by subject, predicate, object, graph. */
const struct quad *quads_all(struct quads *quads, size_t *count);

/* A quad of one in the numbers of another; every member RELATA_NONE when that does not know a term. */
struct quad quads_renumber(const struct quad *quad, const struct quads *from, const struct quads *to);
/* Do two finished and folded ones hold the same quads of the same terms? */
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

/* A walk over the quads that match a pattern, in the order of their numbers as
 * SPOG, POSG, OSPG or GSPO has it, whichever begins with what is bound.  With
 * `distinct`, a triple that stands in several graphs comes once (the union of
 * all graphs). */
struct quad_cursor {
  const struct quad *at, *end;         /* in the index as it was written */
  const struct quad *gone, *gone_end;  /* those of them that are no more */
  const struct quad *added, *added_end;
  struct quad pattern, last;
  bool distinct;
  unsigned char order;
};
struct quad_cursor quads_match(struct quads *quads, struct quad pattern, bool distinct);
const struct quad *quad_cursor_next(struct quad_cursor *cursor); /* NULL at the end */
/* The quads outside of graphs. */
struct quad_cursor quads_match_outside(struct quads *quads);
/* How many quads it is about to look at, in all graphs: exact for patterns of a
 * leading part of an order without `distinct`, else the most that may come. */
size_t quad_cursor_size(const struct quad_cursor *cursor);

/* The object of the first `subject predicate ?`; RELATA_NONE if there is none. */
uint32_t quads_object(struct quads *quads, uint32_t subject, uint32_t predicate);

#endif
