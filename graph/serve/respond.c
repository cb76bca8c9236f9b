/* respond.c — an answer as HTTP. */
#include <string.h>

#include "graph/serve/accept.h"
#include "graph/serve/exchange.h"

/* The page runs its own scripts only; editors and diagrams set styles in place. */
static const char policy[] =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
  "worker-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
  "frame-ancestors 'none'";

static void drop_blob(void *blob) {
  blob_drop(blob);
}

static struct MHD_Response *response_of(struct blob *blob) {
  const struct relata_str bytes = blob ? blob_as_bytes(blob) : (struct relata_str){ "", 0 };
  if (!blob)
    return MHD_create_response_from_buffer(0, (void *)(uintptr_t) "", MHD_RESPMEM_PERSISTENT);
  return MHD_create_response_from_buffer_with_free_callback_cls(bytes.len, (void *)(uintptr_t)bytes.data, drop_blob,
                                                                blob_keep(blob));
}

static void add(struct MHD_Response *response, const char *name, const char *value) {
  MHD_add_response_header(response, name, value);
}

static void add_security(struct MHD_Response *response) {
  add(response, "X-Content-Type-Options", "nosniff");
  add(response, "Referrer-Policy", "no-referrer");
  add(response, "Content-Security-Policy", policy);
  add(response, "X-Frame-Options", "DENY");
}

static void add_cors(struct MHD_Response *response, const struct exchange *exchange) {
  const char *allowed = exchange->server->options.cors, *origin = exchange->request.origin;
  if (!allowed || !origin || (strcmp(allowed, "*") != 0 && strcmp(allowed, origin) != 0))
    return;
  add(response, "Access-Control-Allow-Origin", allowed);
  add(response, "Access-Control-Expose-Headers", "ETag, Location");
}

static void add_caching(struct MHD_Response *response, const struct exchange *exchange) {
  const struct answer *answer = &exchange->request.answer;
  add(response, "Vary", exchange->server->options.cors ? "Accept, Accept-Encoding, Origin" : "Accept, Accept-Encoding");
  if (answer->etag[0] && !answer->volatile_ && (answer->code == 200 || answer->code == 304)) {
    add(response, "ETag", answer->etag);
    add(response, "Cache-Control", "no-cache");
  } else {
    add(response, "Cache-Control", "no-store");
  }
}

enum MHD_Result exchange_respond(struct exchange *exchange) {
  const struct answer *answer = &exchange->request.answer;
  const bool packed = answer->packed && accept_takes_coding(exchange->request.accept_encoding, "gzip");
  struct blob *body = packed ? answer->packed : answer->body;
  struct MHD_Response *response = response_of(body);
  if (!response)
    return MHD_NO;
  exchange->answered = true;
  exchange->sent = body && exchange->request.method != METHOD_HEAD ? blob_as_bytes(body).len : 0;
  if (answer->type)
    add(response, "Content-Type", answer->type);
  if (packed)
    add(response, "Content-Encoding", "gzip");
  for (size_t i = 0; i < answer->header_count; i++)
    add(response, answer->headers[i].name, answer->headers[i].value);
  add_caching(response, exchange);
  add_security(response);
  add_cors(response, exchange);
  watch_stage(exchange, PEER_IS_SENT);
  const enum MHD_Result result = MHD_queue_response(exchange->connection, answer->code, response);
  MHD_destroy_response(response);
  return result;
}
