/* work.c — requests that take time, off the threads that serve connections. */
#include <stdlib.h>
#include <string.h>

#include "graph/serve/accept.h"
#include "graph/serve/exchange.h"

enum { PACK_FROM = 1024 }; /* smaller bodies gain nothing */

/* ------------------------------------------------------------------ the cache */

/* Same state, address, preferences and body: same answer. */
static struct relata_str key_of(const struct exchange *exchange) {
  const struct request *request = &exchange->request;
  const bool packed = accept_takes_coding(request->accept_encoding, "gzip");
  const char *const parts[] = { request->snapshot->state, request->host, request->accept, request->content_type,
                                packed ? "gzip" : NULL };
  struct relata_str key = request->target;
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    key = relata_arena_print(request->arena, "%.*s\n%s", (int)key.len, key.data, parts[i] ? parts[i] : "");
  return request->body.len ? relata_arena_print(request->arena, "%.*s\n%.*s", (int)key.len, key.data,
                                                (int)request->body.len, request->body.data)
                           : key;
}

static bool may_be_kept(const struct exchange *exchange) {
  const struct request *request = &exchange->request;
  return exchange->route->stored && exchange->server->options.cache && request->body.len < 1 << 20;
}

bool work_find(struct exchange *exchange) {
  struct request *request = &exchange->request;
  if (!may_be_kept(exchange) || !cache_find(exchange->server->cache, key_of(exchange), &request->answer))
    return false;
  if (request->method & METHOD_READS && request->answer.etag[0] &&
      etag_matches(request->if_none_match, request->answer.etag)) {
    blob_drop(request->answer.packed);
    request->answer.packed = NULL;
    answer_empty(request, 304);
  }
  return true;
}

static void keep(struct exchange *exchange) {
  const struct answer *answer = &exchange->request.answer;
  if (may_be_kept(exchange) && answer->code == 200 && !answer->volatile_ && answer->header_count == 0)
    cache_put(exchange->server->cache, key_of(exchange), answer);
}

/* ------------------------------------------------------------------ one request */

static bool is_packable(const struct request *request) {
  const struct answer *answer = &request->answer;
  return answer->body && answer->type && blob_as_bytes(answer->body).len >= PACK_FROM && !answer->packed &&
         strncmp(answer->type, "image/png", 9) != 0 && strcmp(answer->type, "application/pdf") != 0 &&
         accept_takes_coding(request->accept_encoding, "gzip");
}

void work_on(struct exchange *exchange) {
  struct request *request = &exchange->request;
  exchange->route->handle(request);
  if (!request->answer.code)
    answer_error(request, 500, NULL, "nothing was answered");
  if (is_packable(request))
    request->answer.packed = blob_to_gzip(request->answer.body);
  keep(exchange);
}

static bool waited_too_long(const struct exchange *exchange) {
  return monotonic_now() - exchange->queued > exchange->server->options.seconds;
}

static void finish(struct exchange *exchange) {
  if (waited_too_long(exchange)) {
    answer_header(&exchange->request, "Retry-After", "5");
    answer_error(&exchange->request, 503, "Try again in a moment.", "the server is too busy");
  } else if (!__atomic_load_n(&exchange->request.cancel, __ATOMIC_RELAXED)) {
    work_on(exchange);
  } else {
    answer_error(&exchange->request, 503, NULL, "the server is stopping");
  }
  exchange->answered = true;
}

/* ------------------------------------------------------------------ the queue */

static struct exchange *take_next(struct relata_server *server) {
  while (!server->first && !server->stopping)
    pthread_cond_wait(&server->came, &server->lock);
  struct exchange *exchange = server->first;
  if (!exchange)
    return NULL;
  server->first = exchange->next;
  if (!server->first)
    server->last = NULL;
  return exchange;
}

static void *work(void *payload) {
  struct relata_server *server = payload;
  pthread_mutex_lock(&server->lock);
  for (struct exchange *exchange; (exchange = take_next(server));) {
    pthread_mutex_unlock(&server->lock);
    struct MHD_Connection *connection = exchange->connection;
    finish(exchange);
    MHD_resume_connection(connection); /* the exchange may be gone after this */
    pthread_mutex_lock(&server->lock);
    if (--server->busy == 0)
      pthread_cond_broadcast(&server->done);
  }
  pthread_mutex_unlock(&server->lock);
  return NULL;
}

bool work_add(struct exchange *exchange) {
  struct relata_server *server = exchange->server;
  exchange->queued = monotonic_now();
  pthread_mutex_lock(&server->lock);
  const bool open = !server->stopping;
  if (open) {
    MHD_suspend_connection(exchange->connection); /* before a worker can resume it */
    *(server->last ? &server->last->next : &server->first) = exchange;
    server->last = exchange;
    server->busy++;
    pthread_cond_signal(&server->came);
  }
  pthread_mutex_unlock(&server->lock);
  return open;
}

bool work_start(struct relata_server *server) {
  server->workers = calloc(server->options.threads, sizeof *server->workers);
  if (!server->workers)
    abort();
  for (unsigned i = 0; i < server->options.threads; i++)
    if (pthread_create(&server->workers[server->worker_count], NULL, work, server) == 0)
      server->worker_count++;
  return server->worker_count > 0;
}

/* Waits until nothing is in work or `seconds` are over. */
static bool wait_for_work(struct relata_server *server, int seconds) {
  struct timespec until;
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_sec += seconds;
  int late = 0;
  while (server->busy && late == 0)
    late = pthread_cond_timedwait(&server->done, &server->lock, &until);
  return server->busy == 0;
}

void work_stop(struct relata_server *server) {
  enum { GRACE = 5, PATIENCE = 60 };
  pthread_mutex_lock(&server->lock);
  server->stopping = true;
  if (!wait_for_work(server, GRACE)) {
    pthread_mutex_unlock(&server->lock);
    watch_cancel_all(server);
    pthread_mutex_lock(&server->lock);
    wait_for_work(server, PATIENCE);
  }
  pthread_cond_broadcast(&server->came);
  pthread_mutex_unlock(&server->lock);
  for (unsigned i = 0; i < server->worker_count; i++)
    pthread_join(server->workers[i], NULL);
  free(server->workers);
}
