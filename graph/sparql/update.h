/* update.h — SPARQL 1.1 Update: its operations, and doing them to quads.
 *
 * The parser gives a list of operations; each with WHERE has a query of its
 * own (ast.h), whose variables its templates share.  update_run does them one
 * after the other to quads in memory or mapped (store/delta.h): so every
 * operation sees what those before it did.  What of it reaches a graph's
 * articles is update_store.c's business.
 */
#ifndef RELATA_GRAPH_UPDATE_H
#define RELATA_GRAPH_UPDATE_H

#include "graph/graph.h"
#include "graph/sparql/ast.h"
#include "graph/store/quads.h"
#include "graph/write/prefixes.h"

enum update_kind {
  UPDATE_INSERT_DATA, UPDATE_DELETE_DATA,
  UPDATE_MODIFY, /* DELETE and INSERT with WHERE, and DELETE WHERE */
  UPDATE_LOAD, UPDATE_CLEAR, UPDATE_DROP, UPDATE_CREATE, UPDATE_COPY, UPDATE_MOVE, UPDATE_ADD
};

enum update_target { TARGET_DEFAULT, TARGET_GRAPH, TARGET_NAMED, TARGET_ALL };

/* What CLEAR, DROP, CREATE, LOAD … INTO, COPY, MOVE and ADD name. */
struct update_place {
  enum update_target target;
  struct relata_str graph; /* a term, for TARGET_GRAPH */
};

/* A triple of a template or of data. */
struct quad_template {
  struct triple_pattern triple;
  bool in_graph; /* GRAPH stood around it */
  struct slot graph;
};

struct update_operation {
  enum update_kind kind;
  bool silent;
  size_t begin; /* byte in the text */
  struct quad_template *deleted, *inserted;
  size_t deleted_count, inserted_count;
  struct query *query;    /* of MODIFY; of data its hidden variables are blank nodes */
  struct relata_str with; /* a term; empty without WITH */
  bool has_using;
  struct update_place from, to; /* CLEAR, DROP and CREATE have only `to` */
  struct relata_str source;     /* of LOAD: an IRI without brackets */
};

struct update {
  struct update_operation *operations;
  size_t count;
};

/* All of it is the arena's.  A text that is wrong gives RELATA_BAD_INPUT with
 * line and column. */
enum relata_status update_parse(struct update *update, struct relata_arena *arena, struct relata_str text,
                                struct relata_str base, const struct relata_prefix *prefixes,
                                struct relata_error *error);

/* ------------------------------------------------------------------ doing it */

/* A list of graphs, as terms, that are there without a triple. */
struct empty_graphs {
  struct relata_str *names;
  size_t count, capacity;
};
bool empty_graphs_have(const struct empty_graphs *graphs, struct relata_str graph);
void empty_graphs_set(struct empty_graphs *graphs, struct relata_arena *arena, struct relata_str graph, bool there);

struct update_work {
  struct quads *quads;  /* finished or mapped; changed as operations go */
  struct quads *given;  /* over nothing: what was inserted, also where it was there already, and not deleted since */
  struct quads *gone, *came; /* not done yet: what goes, then what comes */
  struct empty_graphs empty;
  struct relata_arena *arena;
  const struct relata_update_options *options;
  struct relata_str text;
  char blanks[32];      /* what labels of new blank nodes begin with */
  size_t blank_count;
  double end;           /* of timer_now(); 0: no limit */
  struct relata_error *error;
};

/* `options` and `arena` must outlive it; `seed` makes labels of blank nodes differ
 * from those of the same text at another time.  Frees nothing of `quads`. */
void update_work_begin(struct update_work *work, struct quads *quads, struct relata_arena *arena,
                       struct relata_str text, const struct relata_update_options *options, uint64_t seed);
/* Does all operations; on an error the quads are in some state between. */
enum relata_status update_run(struct update_work *work, const struct update *update, struct relata_error *error);
void update_work_end(struct update_work *work);

#endif
