/* update_load.h — LOAD: a local file's RDF. */
#ifndef RELATA_GRAPH_UPDATE_LOAD_H
#define RELATA_GRAPH_UPDATE_LOAD_H

#include "graph/claims/describe.h"

/* `source`: "file:…" or a path; its ending tells the syntax.  Triples outside of
 * graphs go to `graph`, a term, or stay there when it is empty.  `blanks`: what
 * labels of blank nodes begin with.  RELATA_IO, RELATA_BAD_INPUT with the
 * file's line, RELATA_UNSUPPORTED for what is no file. */
enum relata_status update_load(struct relata_str source, struct relata_str graph, const char *blanks,
                               struct quad_sink sink, struct relata_error *error);

#endif
