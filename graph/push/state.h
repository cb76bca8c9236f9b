/* state.h — what a server was sent already, so that an interrupted push goes on and a sync sends only changes.
 *
 * A text file: the server's address, then a line `hash TAB graph` for each
 * graph that arrived whole, in the end `complete`.  Lines are added as graphs
 * arrive; a torn last line does not count, a later line of a graph does.
 */
#ifndef RELATA_PUSH_STATE_H
#define RELATA_PUSH_STATE_H

#include "graph/graph.h"

struct push_state_entry {
  struct relata_str graph; /* IRI; empty for the triples outside of graphs */
  uint64_t hash;           /* of its triples as they were sent */
  bool here;               /* set by whoever walks: the graph is still there */
};

struct push_state {
  const char *path;
  struct relata_arena *arena;
  struct push_state_entry *entries; /* in order of `graph` */
  size_t count;
  bool complete; /* the last push came to its end */
  void *file;    /* where lines are added */
};

/* Reads what is there (nothing: an empty state).  RELATA_BAD_INPUT with the
 * line where it is no such file, or another server's. */
enum relata_status push_state_read(struct push_state *state, const char *path, const char *to,
                                   struct relata_error *error);
/* NULL: it was not sent. */
struct push_state_entry *push_state_find(const struct push_state *state, struct relata_str graph);
/* Begins to add lines, to what is there or (`anew`) to an empty file. */
enum relata_status push_state_begin(struct push_state *state, const char *to, bool anew, struct relata_error *error);
enum relata_status push_state_add(struct push_state *state, struct relata_str graph, uint64_t hash,
                                  struct relata_error *error);
/* Writes the file afresh with only `entries`, marked as complete. */
enum relata_status push_state_complete(struct push_state *state, const char *to,
                                       const struct push_state_entry *entries, size_t count,
                                       struct relata_error *error);
void push_state_close(struct push_state *state);

#endif
