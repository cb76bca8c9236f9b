/* watch.c — a thread that looks after connections, the graph's files and the log.
 *
 * libmicrohttpd closes connections on which nothing happens.  A client that
 * sends a byte now and then is something else: it is cut off when a request
 * has not come whole, or an answer has not been taken, within a limit.  And the
 * work for a client that has gone is ended.
 */
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "graph/serve/exchange.h"
#include "graph/serve/files.h"

enum {
  RECEIVE_SECONDS = 40, /* from the end of the last answer to the headers, then to the body's end; idle ones go before */
  SEND_SECONDS = 600,
  PAUSE_MICROSECONDS = 200000
};

double monotonic_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* ------------------------------------------------------------------ connections */

static void begin_peer(struct relata_server *server, struct MHD_Connection *connection, void **out) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  struct peer *peer = calloc(1, sizeof *peer);
  if (!peer)
    abort();
  *peer = (struct peer){ .socket = info ? info->connect_fd : -1, .stage = PEER_RECEIVES, .since = monotonic_now() };
  pthread_mutex_lock(&server->peers_lock);
  peer->after = server->peers;
  if (peer->after)
    peer->after->before = peer;
  server->peers = peer;
  server->peer_count++;
  pthread_mutex_unlock(&server->peers_lock);
  *out = peer;
}

static void end_peer(struct relata_server *server, struct peer *peer) {
  exchange_free(peer->open);
  pthread_mutex_lock(&server->peers_lock);
  *(peer->before ? &peer->before->after : &server->peers) = peer->after;
  if (peer->after)
    peer->after->before = peer->before;
  server->peer_count--;
  pthread_mutex_unlock(&server->peers_lock);
  free(peer);
}

enum MHD_Result watch_admits(void *payload, const struct sockaddr *address, socklen_t size) {
  struct relata_server *server = payload;
  (void)address;
  (void)size;
  pthread_mutex_lock(&server->peers_lock);
  const bool room = server->peer_count < server->options.connections;
  pthread_mutex_unlock(&server->peers_lock);
  return room ? MHD_YES : MHD_NO;
}

void watch_connection(void *server, struct MHD_Connection *connection, void **peer,
                      enum MHD_ConnectionNotificationCode what) {
  if (what == MHD_CONNECTION_NOTIFY_STARTED) {
    begin_peer(server, connection, peer);
  } else if (*peer) {
    end_peer(server, *peer);
    *peer = NULL;
  }
}

void watch_stage(struct exchange *exchange, enum peer_stage stage) {
  struct peer *peer = exchange->peer;
  if (!peer)
    return;
  pthread_mutex_lock(&exchange->server->peers_lock);
  peer->stage = stage;
  peer->since = monotonic_now();
  peer->exchange = stage == PEER_WAITS ? exchange : NULL;
  pthread_mutex_unlock(&exchange->server->peers_lock);
}

static void cancel(struct exchange *exchange) {
  __atomic_store_n(&exchange->request.cancel, 1, __ATOMIC_RELAXED);
}

static bool has_gone(const struct peer *peer) {
  char byte;
  return peer->socket >= 0 && recv(peer->socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

static void look_after(struct peer *peer, double now) {
  const double limit = peer->stage == PEER_RECEIVES ? RECEIVE_SECONDS : SEND_SECONDS;
  if (peer->stage == PEER_WAITS) {
    if (peer->exchange && has_gone(peer))
      cancel(peer->exchange);
  } else if (peer->socket >= 0 &&
             (now - peer->since > limit || (peer->stage == PEER_RECEIVES && has_gone(peer)))) {
    /* One who hung up in the middle of a request would else keep his place until he has been idle long enough. */
    shutdown(peer->socket, SHUT_RDWR);
  }
}

void watch_cancel_all(struct relata_server *server) {
  pthread_mutex_lock(&server->peers_lock);
  for (struct peer *peer = server->peers; peer; peer = peer->after)
    if (peer->exchange)
      cancel(peer->exchange);
  pthread_mutex_unlock(&server->peers_lock);
}

/* ------------------------------------------------------------------ the thread */

static bool has_ended(struct relata_server *server) {
  return __atomic_load_n(&server->watch_ends, __ATOMIC_RELAXED);
}

static void *watch(void *payload) {
  struct relata_server *server = payload;
  /* Where there is a page, somebody will look at it. */
  const bool warm = files_find(server->serve.files, RELATA_STR("/index.html")) != NULL;
  if (warm)
    library_warm(server->serve.library);
  while (!has_ended(server)) {
    const double now = monotonic_now();
    pthread_mutex_lock(&server->peers_lock);
    for (struct peer *peer = server->peers; peer; peer = peer->after)
      look_after(peer, now);
    pthread_mutex_unlock(&server->peers_lock);
    if (library_renew(server->serve.library, false) && warm)
      library_warm(server->serve.library);
    log_flush(server->log);
    usleep(PAUSE_MICROSECONDS);
  }
  return NULL;
}

bool watch_start(struct relata_server *server) {
  server->watching = pthread_create(&server->watch, NULL, watch, server) == 0;
  return server->watching;
}

void watch_stop(struct relata_server *server) {
  __atomic_store_n(&server->watch_ends, true, __ATOMIC_RELAXED);
  if (server->watching)
    pthread_join(server->watch, NULL);
}
