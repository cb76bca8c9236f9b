/* service.h — SERVICE: asking another endpoint (SPARQL 1.1 Federated Query). */
#ifndef RELATA_GRAPH_SERVICE_H
#define RELATA_GRAPH_SERVICE_H

#include "graph/sparql/evaluate.h"

/* The endpoint's solutions.  One that fails ends the query with its reason, or with SILENT gives one empty solution. */
void run_service(struct evaluation *evaluation, struct plan *plan, struct sink *sink);

#endif
