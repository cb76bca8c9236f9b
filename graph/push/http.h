/* http.h — requests that send: with credentials, a time limit, and attempts that wait longer each time.
 *
 * What a server may do again by itself (429, 5xx, a connection that breaks or
 * times out) is tried again after 1, 2, 4 … seconds, or what Retry-After says,
 * at most 60.  All else is an error at once.
 */
#ifndef RELATA_PUSH_HTTP_H
#define RELATA_PUSH_HTTP_H

#include "graph/graph.h"

struct push_http;

struct push_request {
  const char *method; /* "PUT", "POST", "DELETE" */
  const char *url;
  const char *type;   /* of the body; NULL: there is none */
  struct relata_str body;
  bool gone_is_fine;  /* 404 and 410 are successes */
};

enum relata_status push_http_new(struct push_http **out, const struct relata_push_options *options,
                                 struct relata_error *error);
void push_http_free(struct push_http *http); /* NULL does nothing */

enum relata_status push_http_send(struct push_http *http, const struct push_request *request,
                                  struct relata_error *error);
size_t push_http_get_retries(const struct push_http *http);

/* URL + "?graph=" IRI, percent-encoded; "?default" for an empty IRI. */
struct relata_str push_http_graph_url(struct push_http *http, struct relata_arena *arena, const char *url,
                                      struct relata_str graph);

#endif
