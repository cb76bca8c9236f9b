/* exchange.h — one request on its way through the server, and the connection it came by. */
#ifndef RELATA_SERVE_EXCHANGE_H
#define RELATA_SERVE_EXCHANGE_H

#include <microhttpd.h>
#include <pthread.h>
#include <time.h>

#include "graph/serve/cache.h"
#include "graph/serve/log.h"
#include "graph/serve/route.h"

struct exchange;

enum peer_stage { PEER_RECEIVES, PEER_WAITS, PEER_IS_SENT };

/* A connection, watched for clients that are slow or gone. */
struct peer {
  int socket;
  enum peer_stage stage;
  double since; /* seconds of the monotonic clock */
  struct exchange *exchange; /* PEER_WAITS */
  struct exchange *open;     /* begun and not ended; only the connection's own thread looks at it */
  struct peer *before, *after;
};

struct exchange {
  struct request request; /* first, so that a request leads to it */
  struct relata_server *server;
  struct MHD_Connection *connection;
  struct peer *peer;
  const struct route *route;
  char *body;
  size_t body_len, body_capacity;
  bool seen;      /* its headers were looked at */
  bool refused;   /* it was answered before its body came */
  bool too_large; /* its body is dropped */
  bool answered;  /* `request.answer` is there */
  char *version;
  time_t when;
  double queued; /* when it was queued */
  size_t sent;
  struct exchange *next; /* in the queue */
};

struct relata_server {
  struct relata_server_options options; /* limits filled in; texts are copies */
  struct relata_arena *arena;
  struct serve serve;
  struct cache *cache;
  struct log *log;
  struct MHD_Daemon *daemon;
  int listener;
  uint16_t port;
  bool loopback; /* Host is looked at */
  /* the queue and those who work on it */
  pthread_mutex_t lock; /* guards what follows, but not the peers */
  pthread_cond_t came, done;
  struct exchange *first, *last;
  size_t busy; /* queued or being worked on */
  bool stopping; /* nothing more is queued */
  pthread_t *workers;
  unsigned worker_count;
  /* the connections and who watches them */
  pthread_mutex_t peers_lock;
  struct peer *peers;
  size_t peer_count;
  pthread_t watch;
  bool watching, watch_ends;
};

double monotonic_now(void);

/* exchange.c: what libmicrohttpd calls. */
void *exchange_begin(void *server, const char *target, struct MHD_Connection *connection);
enum MHD_Result exchange_go_on(void *server, struct MHD_Connection *connection, const char *url, const char *method,
                               const char *version, const char *data, size_t *size, void **exchange);
/* libmicrohttpd does not always end what it begins: a request line that it then refuses. */
void exchange_free(struct exchange *exchange); /* NULL does nothing */
void exchange_end(void *server, struct MHD_Connection *connection, void **exchange,
                  enum MHD_RequestTerminationCode how);

/* respond.c: sends the answer that the request has. */
enum MHD_Result exchange_respond(struct exchange *exchange);

/* work.c: the queue. */
bool work_start(struct relata_server *server);
/* Suspends the connection until a worker has the answer; false when the server
 * takes nothing more. */
bool work_add(struct exchange *exchange);
void work_stop(struct relata_server *server);
/* Runs the handler, compresses the answer, keeps it where it may be kept. */
void work_on(struct exchange *exchange);
/* Answers from the cache; false if it is not there. */
bool work_find(struct exchange *exchange);

/* watch.c: connections, changes of the graph, the log's buffer. */
void watch_connection(void *server, struct MHD_Connection *connection, void **peer,
                      enum MHD_ConnectionNotificationCode what);
/* Is there room for one connection more?  Who is turned away sees it closed. */
enum MHD_Result watch_admits(void *server, const struct sockaddr *address, socklen_t size);
bool watch_start(struct relata_server *server);
void watch_stop(struct relata_server *server);
void watch_stage(struct exchange *exchange, enum peer_stage stage);
/* Ends the work on everything that somebody waits for. */
void watch_cancel_all(struct relata_server *server);

#endif
