/* delta_file.h — a delta on disk, beside the index that it changes.
 *
 *     head      struct delta_head: magic, the index's identity, sizes, places, checksum
 *     offsets   of each term in `texts` (uint64)
 *     texts     terms that came, in byte order, each with a NUL behind it
 *     added     quads that came (4 × uint32) as SPOG, POSG, OSPG, GSPO
 *     gone      quads that went, likewise
 *     counts    struct predicate_count a predicate, of both together
 *
 * Numbers are the machine's own, as in index.h.  The name ends with the
 * checksum.
 */
#ifndef RELATA_GRAPH_DELTA_FILE_H
#define RELATA_GRAPH_DELTA_FILE_H

#include "graph/store/quads.h"

/* Writes the delta of quads that were mapped from an index into a folder and
 * gives the file's name there, which the caller frees.  Failure leaves nothing. */
enum relata_status delta_write(struct quads *quads, const char *folder, char **name, struct relata_error *error);
/* Lays a delta over the index it was made for.  RELATA_NOT_FOUND, without a
 * message, when there is no file, RELATA_BAD_INPUT when it cannot be used. */
enum relata_status delta_open(struct quads *quads, const char *path, struct relata_error *error);

#endif
