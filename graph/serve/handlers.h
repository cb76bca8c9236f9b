/* handlers.h — what answers which address. */
#ifndef RELATA_SERVE_HANDLERS_H
#define RELATA_SERVE_HANDLERS_H

#include "graph/serve/request.h"

void handle_sparql(struct request *request);              /* /sparql, /api/query */
void handle_service_description(struct request *request); /* /sparql without a query */
void handle_void(struct request *request);                /* /.well-known/void */
void handle_graph_store(struct request *request);         /* /rdf-graph-store and what is below */
void handle_entity(struct request *request);              /* an IRI of the graph by its path */
void handle_file(struct request *request);                /* the page */

void handle_api_info(struct request *request);
void handle_api_search(struct request *request);
void handle_api_graph(struct request *request);
void handle_api_table(struct request *request);
void handle_api_entity(struct request *request);
void handle_api_evidence(struct request *request);
void handle_api_articles(struct request *request);
void handle_api_article(struct request *request);
void handle_api_draw(struct request *request);
void handle_api_export(struct request *request);
void handle_api_split(struct request *request);
void handle_api_same(struct request *request);
void handle_api_remove(struct request *request);

/* Runs an update in a transaction of its own; false, and answered, if it failed. */
bool request_update(struct request *request, const char *update, const struct relata_update_options *options,
                    struct relata_update_counts *counts);
/* Answers with DESCRIBE of an IRI, or with what another query gives, in the RDF that the client wants. */
void answer_rdf_query(struct request *request, const char *query);

#endif
