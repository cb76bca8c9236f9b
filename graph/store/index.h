/* index.h — finished quads in a file, read without loading it.
 *
 *     head      struct index_head: magic, sizes, places, checksum
 *     offsets   of each term in `texts` (uint64)
 *     texts     terms in byte order, each with a NUL behind it
 *     orders    quads (4 × uint32) as SPOG, POSG, OSPG, GSPO; the last is SPOG
 *               again when there is but one graph, and is not written twice
 *     starts    where each term's quads begin in SPOG, then in OSPG (uint32)
 *     counts    struct predicate_count a predicate
 *
 * Numbers are the machine's own; a file of another kind of machine or of
 * another version is no index, and whoever finds one makes it anew.  Its name
 * ends with its checksum, so that a file never changes, and a reader goes on
 * with an old one as long as it likes.
 */
#ifndef RELATA_GRAPH_INDEX_H
#define RELATA_GRAPH_INDEX_H

#include "graph/store/quads.h"

/* Writes into a folder and gives the file's name there, which the caller
 * frees.  Failure leaves nothing. */
enum relata_status index_write(struct quads *quads, const char *folder, char **name, struct relata_error *error);

/* RELATA_NOT_FOUND, without a message, when there is none that can be used.
 * Free it with quads_free. */
enum relata_status index_open(struct quads **out, const char *path);
/* What tells an index from others: its checksum. */
uint64_t index_identity(const struct quads *quads);

/* Looks at every byte: the checksum, the order of terms and quads, that every
 * order holds the same quads, that the counts are right. */
enum relata_status index_check(const char *path, struct relata_error *error);

#endif
