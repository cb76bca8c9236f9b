/* library.h — the graph as a server reads it: one state at a time for each
 * request, the newest for those that come.
 *
 * A snapshot is a graph opened for reading.  Requests hold the one they began
 * with; when somebody has committed, the library opens the graph anew beside
 * it, and the old one is closed by the last who holds it.
 */
#ifndef RELATA_SERVE_LIBRARY_H
#define RELATA_SERVE_LIBRARY_H

#include "graph/graph.h"
#include "graph/store/quads.h"

struct library;

struct snapshot {
  struct relata_graph *graph; /* open for reading, loaded */
  struct quads *quads;        /* the graph's */
  struct relata_str base;     /* stem of IRIs */
  char state[17];             /* other for every other state of the graph */
  struct library *library;
};

enum relata_status library_open(struct library **out, const char *path, const struct relata_ontology *ontology,
                                struct relata_error *error);
void library_close(struct library *library); /* all snapshots must have been given back; NULL does nothing */

/* The newest snapshot, to be given back. */
struct snapshot *library_borrow(struct library *library);
void library_return(struct snapshot *snapshot); /* NULL does nothing */

/* Opens the graph anew if its files have changed; true if it did.  Called by
 * one thread now and then, and with `at_once` by who has just written. */
bool library_renew(struct library *library, bool at_once);

/* Makes the newest snapshot's catalog now, so that nobody waits for it later. */
void library_warm(struct library *library);

/* Begins a change of the graph: waits for other writers of this server, opens
 * it for writing.  RELATA_BUSY while another process writes. */
enum relata_status library_begin_writing(struct library *library, struct relata_graph **out,
                                         struct relata_error *error);
/* Closes it; what is committed is what library_borrow gives from now on. */
void library_end_writing(struct library *library, struct relata_graph *graph);

/* Something that is made once a snapshot, by the first who asks, and freed with it. */
struct catalog;
struct catalog *snapshot_catalog(struct snapshot *snapshot);

#endif
