/* exchange.c — receiving a request piece by piece and handing it on. */
#include "graph/serve/exchange.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ------------------------------------------------------------------ what came */

/* "http://host/path" of a proxy's request is "/path" here. */
static struct relata_str without_authority(struct relata_str target) {
  static const char *const schemes[] = { "http://", "https://" };
  for (size_t i = 0; i < 2; i++) {
    const size_t len = strlen(schemes[i]);
    if (target.len > len && strncasecmp(target.data, schemes[i], len) == 0) {
      const char *slash = memchr(target.data + len, '/', target.len - len);
      return slash ? (struct relata_str){ slash, target.len - (size_t)(slash - target.data) } : RELATA_STR("/");
    }
  }
  return target;
}

void *exchange_begin(void *payload, const char *target, struct MHD_Connection *connection) {
  struct relata_server *server = payload;
  struct exchange *exchange = calloc(1, sizeof *exchange);
  if (!exchange)
    abort();
  exchange->server = server;
  exchange->connection = connection;
  exchange->when = time(NULL);
  exchange->request.serve = &server->serve;
  exchange->request.arena = relata_arena_new();
  exchange->request.target = relata_arena_copy(exchange->request.arena, without_authority(relata_str_of(target)));
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  exchange->peer = info ? info->socket_context : NULL;
  if (exchange->peer) {
    exchange_free(exchange->peer->open);
    exchange->peer->open = exchange;
  }
  return exchange;
}

static const char *header(struct exchange *exchange, const char *name) {
  const char *value = MHD_lookup_connection_value(exchange->connection, MHD_HEADER_KIND, name);
  return value ? relata_arena_copy(exchange->request.arena, relata_str_of(value)).data : NULL;
}

static void take_headers(struct exchange *exchange, const char *method, const char *version) {
  struct request *request = &exchange->request;
  request->method = method_of(method);
  request->method_name = relata_arena_copy(request->arena, relata_str_of(method)).data;
  exchange->version = (char *)(uintptr_t)relata_arena_copy(request->arena, relata_str_of(version)).data;
  request->accept = header(exchange, "Accept");
  request->accept_encoding = header(exchange, "Accept-Encoding");
  request->content_type = header(exchange, "Content-Type");
  request->authorization = header(exchange, "Authorization");
  request->if_none_match = header(exchange, "If-None-Match");
  request->origin = header(exchange, "Origin");
  request->host = header(exchange, "Host");
}

static bool take_target(struct request *request) {
  struct relata_error error;
  const char *mark = memchr(request->target.data, '?', request->target.len);
  const size_t len = mark ? (size_t)(mark - request->target.data) : request->target.len;
  if (len == 0 || request->target.data[0] != '/' ||
      !url_decode((struct relata_str){ request->target.data, len }, false, request->arena, &request->path)) {
    request->path = RELATA_STR("/");
    answer_error(request, 400, NULL, "the address is not percent-encoded UTF-8");
    return false;
  }
  if (!mark)
    return true;
  const struct relata_str query = { mark + 1, request->target.len - len - 1 };
  if (parameters_parse(&request->query, query, request->arena, &error) == RELATA_OK)
    return true;
  answer_failure(request, &error);
  return false;
}

/* ------------------------------------------------------------------ what is refused at the door */

/* "localhost:8080" is "localhost", "[::1]:8080" is "::1". */
static struct relata_str host_name(const char *host) {
  if (host[0] == '[')
    return (struct relata_str){ host + 1, strcspn(host + 1, "]") };
  return (struct relata_str){ host, strcspn(host, ":") };
}

/* A page elsewhere can lead its own name to 127.0.0.1 and then read what is
 * served there; but it cannot send another Host than its name. */
static bool host_is_ours(const struct exchange *exchange) {
  const char *host = exchange->request.host;
  if (!exchange->server->loopback || !host)
    return true;
  const struct relata_str name = host_name(host);
  const char *own = exchange->server->options.host;
  static const char *const names[] = { "localhost", "127.0.0.1", "::1", "relata.localhost" };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (name.len == strlen(names[i]) && strncasecmp(name.data, names[i], name.len) == 0)
      return true;
  return own && name.len == strlen(own) && strncasecmp(name.data, own, name.len) == 0;
}

/* What stands in an address or a header of ours must be what it seems. */
static bool host_is_clean(const char *host) {
  return !host || (strlen(host) < 256 && host[strspn(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                                             "0123456789.-_:[]")] == '\0');
}

static bool length_is_allowed(struct exchange *exchange) {
  const char *length = MHD_lookup_connection_value(exchange->connection, MHD_HEADER_KIND, "Content-Length");
  return !length || strtoull(length, NULL, 10) <= exchange->server->options.body;
}

static void refuse_length(struct request *request) {
  answer_error(request, 413, "relata serve --body-limit allows more.", "the body is over %zu bytes",
               request->serve->options->body);
}

static void answer_options(struct exchange *exchange) {
  answer_header(&exchange->request, "Allow", route_allows(exchange->route, exchange->request.arena));
  if (exchange->server->options.cors && exchange->request.origin) {
    answer_header(&exchange->request, "Access-Control-Allow-Methods",
                  route_allows(exchange->route, exchange->request.arena));
    answer_header(&exchange->request, "Access-Control-Allow-Headers", "Authorization, Content-Type, If-None-Match");
    answer_header(&exchange->request, "Access-Control-Max-Age", "86400");
  }
  answer_empty(&exchange->request, 204);
}

/* True if the request may go on; else it is answered. */
static bool admit(struct exchange *exchange) {
  struct request *request = &exchange->request;
  const bool clean = host_is_clean(request->host);
  if (!clean)
    request->host = NULL;
  if (!take_target(request))
    return false;
  exchange->route = route_find(request);
  if (!clean || !host_is_ours(exchange))
    answer_error(request, clean ? 421 : 400, "Ask for localhost or 127.0.0.1; relata serve --host serves other names.",
                 "this server does not answer for that Host");
  else if (request->method == METHOD_OPTIONS)
    answer_options(exchange);
  else if (!(exchange->route->methods & request->method)) {
    answer_header(request, "Allow", route_allows(exchange->route, request->arena));
    answer_error(request, 405, NULL, "%.20s is not for this address", request->method_name);
  } else if (!length_is_allowed(exchange))
    refuse_length(request);
  else if (exchange->route->writes && !(request->method & METHOD_READS))
    return request_may_write(request);
  else
    return true;
  return false;
}

/* ------------------------------------------------------------------ the body */

static void take_data(struct exchange *exchange, const char *data, size_t size) {
  if (exchange->too_large || exchange->body_len + size > exchange->server->options.body) {
    exchange->too_large = true;
    free(exchange->body);
    exchange->body = NULL;
    exchange->body_len = exchange->body_capacity = 0;
    return;
  }
  if (exchange->body_len + size + 1 > exchange->body_capacity) {
    exchange->body_capacity = 2 * (exchange->body_len + size) + 1024;
    exchange->body = realloc(exchange->body, exchange->body_capacity);
    if (!exchange->body)
      abort();
  }
  memcpy(exchange->body + exchange->body_len, data, size);
  exchange->body_len += size;
  exchange->body[exchange->body_len] = '\0';
}

/* ------------------------------------------------------------------ on its way */

/* The whole request is there. */
static enum MHD_Result dispatch(struct exchange *exchange) {
  struct request *request = &exchange->request;
  watch_stage(exchange, PEER_WAITS);
  request->body = (struct relata_str){ exchange->body, exchange->body_len };
  if (exchange->too_large) {
    refuse_length(request);
    return exchange_respond(exchange);
  }
  request->snapshot = library_borrow(exchange->server->serve.library);
  if (work_find(exchange))
    return exchange_respond(exchange);
  if (exchange->route->at_once) {
    exchange->route->handle(request);
    return exchange_respond(exchange);
  }
  if (work_add(exchange))
    return MHD_YES;
  answer_header(request, "Connection", "close");
  answer_error(request, 503, NULL, "the server is stopping");
  return exchange_respond(exchange);
}

enum MHD_Result exchange_go_on(void *payload, struct MHD_Connection *connection, const char *url, const char *method,
                               const char *version, const char *data, size_t *size, void **state) {
  struct exchange *exchange = *state;
  (void)payload;
  (void)connection;
  (void)url;
  if (exchange->answered)
    return exchange_respond(exchange);
  if (!exchange->seen) {
    exchange->seen = true;
    take_headers(exchange, method, version);
    if (admit(exchange)) {
      watch_stage(exchange, PEER_RECEIVES);
      return MHD_YES;
    }
    exchange->refused = true;
    return exchange_respond(exchange);
  }
  if (*size) {
    take_data(exchange, data, *size);
    *size = 0;
    return MHD_YES;
  }
  return dispatch(exchange);
}

void exchange_free(struct exchange *exchange) {
  if (!exchange)
    return;
  blob_drop(exchange->request.answer.body);
  blob_drop(exchange->request.answer.packed);
  library_return(exchange->request.snapshot);
  relata_arena_free(exchange->request.arena);
  free(exchange->body);
  free(exchange);
}

void exchange_end(void *payload, struct MHD_Connection *connection, void **state, enum MHD_RequestTerminationCode how) {
  struct relata_server *server = payload;
  struct exchange *exchange = *state;
  (void)how;
  if (!exchange)
    return;
  const union MHD_ConnectionInfo *client = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  if (exchange->request.method_name && exchange->request.answer.code)
    log_request(server->log, client ? client->client_addr : NULL, exchange->when, exchange->request.method_name,
                exchange->request.target, exchange->version, exchange->request.answer.code, exchange->sent);
  watch_stage(exchange, PEER_RECEIVES);
  if (exchange->peer)
    exchange->peer->open = NULL;
  exchange_free(exchange);
  *state = NULL;
}
