/* service.h — SERVICE: asking another endpoint (SPARQL 1.1 Federated Query).
 *
 * The group is sent as it was written, with the query's prefixes, as
 * SELECT * by POST; the answer is SPARQL's JSON.  Only http and https, three
 * redirections, 64 MB and the query's own time (30 seconds without a limit).
 * Runs only where engine_options.allow_service is set.
 */
#ifndef RELATA_GRAPH_SERVICE_H
#define RELATA_GRAPH_SERVICE_H

#include "graph/sparql/evaluate.h"

/* The endpoint's solutions.  One that fails ends the query with its reason, or with SILENT gives one empty solution. */
void run_service(struct evaluation *evaluation, struct plan *plan, struct sink *sink);

#endif
