/* index.h — finished quads in a file, read without loading it.
 *
 *     head      struct index_head: magic, sizes, places, what it was made from
 *     offsets   of each term in `texts` (uint64)
 *     texts     terms in byte order, each with a NUL behind it
 *     orders    quads (4 × uint32) as SPOG, POSG, OSPG, GSPO; the last is SPOG
 *               again when there is but one graph, and is not written twice
 *     starts    where each term's quads begin in SPOG, then in OSPG (uint32)
 *     counts    struct predicate_count a predicate
 *
 * Numbers are the machine's own; a file of another kind of machine, of
 * another version, or of other articles is no index, and whoever finds one
 * makes it anew.  It is written aside and renamed, so that a reader maps the
 * old one or the new one, and goes on with the old one as long as it likes.
 */
#ifndef RELATA_GRAPH_INDEX_H
#define RELATA_GRAPH_INDEX_H

#include "graph/store/quads.h"

/* What the articles were when an index was made: `quick` looks at names,
 * sizes and times, `deep` at names, sizes and checksums (it survives a copy). */
struct articles_mark {
  uint64_t quick, deep, count;
};

/* Failure leaves what was there. */
enum relata_status index_write(struct quads *quads, const char *path, const struct articles_mark *mark,
                               struct relata_error *error);

/* RELATA_NOT_FOUND, without a message, when there is none that can be used;
 * `mark` is what it was made from.  Free it with quads_free. */
enum relata_status index_open(struct quads **out, const char *path, struct articles_mark *mark);

/* Looks at every byte: the checksum, the order of terms and quads, that every
 * order holds the same quads, that the counts are right. */
enum relata_status index_check(const char *path, struct relata_error *error);

#endif
