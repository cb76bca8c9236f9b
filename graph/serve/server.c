/* server.c — from options to a server that answers, and its end. */
#include <arpa/inet.h>
#include <errno.h>
#include <libgen.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "graph/serve/exchange.h"
#include "graph/serve/files.h"

enum {
  IDLE_SECONDS = 20,        /* a connection on which nothing happens */
  HEADER_BYTES = 64 << 10,  /* of request line and headers, and what is read ahead */
  BACKLOG = 1024,
  /* libmicrohttpd 0.9.75 takes 128 events at a time from epoll, and when it gets just so many waits for more before it
   * looks at them: a thread whose clients have all spoken would sleep until they time out.  So none has as many. */
  THREAD_CONNECTIONS = 100,
  ROOM = 2 /* for twice as many as are let in: threads do not fill evenly */
};

/* ------------------------------------------------------------------ options */

static const char *kept(struct relata_server *server, const char *text) {
  return text ? relata_arena_copy(server->arena, relata_str_of(text)).data : NULL;
}

static unsigned processors(void) {
  const long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count > 0 ? (unsigned)count : 1;
}

static void take_options(struct relata_server *server, const struct relata_server_options *given) {
  struct relata_server_options *options = &server->options;
  *options = *given;
  options->graph = kept(server, given->graph);
  options->host = kept(server, given->host);
  options->cors = kept(server, given->cors);
  options->token = kept(server, given->token);
  options->seconds = given->seconds > 0 ? given->seconds : 30;
  options->rows = given->rows ? given->rows : 1000000;
  options->memory = given->memory ? given->memory : (size_t)1 << 30;
  options->body = given->body ? given->body : 16 << 20;
  options->connections = given->connections ? given->connections : 1000;
  options->threads = given->threads ? given->threads : 2 * processors() > 4 ? 2 * processors() : 4;
  char *path = (char *)(uintptr_t)kept(server, given->graph);
  server->serve.title = relata_arena_copy(server->arena, relata_str_of(given->title ? given->title : basename(path)));
  server->serve.options = options;
}

/* ------------------------------------------------------------------ the socket */

static bool is_loopback(const struct sockaddr *address) {
  if (address->sa_family == AF_INET)
    return (ntohl(((const struct sockaddr_in *)(const void *)address)->sin_addr.s_addr) >> 24) == 127;
  return address->sa_family == AF_INET6 &&
         IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)(const void *)address)->sin6_addr);
}

static bool try_address(struct relata_server *server, const struct addrinfo *address) {
  const int yes = 1;
  const int listener = socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (listener < 0)
    return false;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (bind(listener, address->ai_addr, address->ai_addrlen) != 0 || listen(listener, BACKLOG) != 0) {
    const int failure = errno;
    close(listener);
    errno = failure;
    return false;
  }
  server->listener = listener;
  server->loopback = is_loopback(address->ai_addr);
  return true;
}

static void learn_port(struct relata_server *server) {
  union {
    struct sockaddr any;
    struct sockaddr_in four;
    struct sockaddr_in6 six;
  } address = { 0 };
  socklen_t size = sizeof address;
  getsockname(server->listener, &address.any, &size);
  server->port = ntohs(address.any.sa_family == AF_INET6 ? address.six.sin6_port : address.four.sin_port);
}

static enum relata_status listen_at(struct relata_server *server, struct relata_error *error) {
  const struct addrinfo hints = { .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE };
  struct addrinfo *addresses = NULL;
  char port[8];
  const char *host = server->options.host ? server->options.host : "127.0.0.1";
  snprintf(port, sizeof port, "%u", server->options.port);
  const int failure = getaddrinfo(host, port, &hints, &addresses);
  if (failure != 0)
    return relata_error_set(error, RELATA_IO, NULL, 0, 0, "there is no address '%.200s' here: %s", host,
                            gai_strerror(failure));
  errno = 0;
  const struct addrinfo *address = addresses;
  while (address && !try_address(server, address))
    address = address->ai_next;
  freeaddrinfo(addresses);
  if (!address)
    return relata_error_set(error, RELATA_IO, NULL, 0, 0, "cannot listen at %.200s port %u: %s%s", host,
                            server->options.port, strerror(errno),
                            errno == EADDRINUSE ? "; name another with --port, 0 takes any" : "");
  learn_port(server);
  return RELATA_OK;
}

/* ------------------------------------------------------------------ libmicrohttpd */

/* What goes wrong on a connection is the client's affair. */
static void ignore_message(void *payload, const char *format, va_list arguments) {
  (void)payload;
  (void)format;
  (void)arguments;
}

static enum relata_status start_daemon(struct relata_server *server, struct relata_error *error) {
  const size_t room = ROOM * server->options.connections,
               threads = (room + THREAD_CONNECTIONS - 1) / THREAD_CONNECTIONS;
  const struct MHD_OptionItem options[] = {
    { MHD_OPTION_EXTERNAL_LOGGER, (intptr_t)ignore_message, NULL },
    { MHD_OPTION_LISTEN_SOCKET, server->listener, NULL },
    { MHD_OPTION_CONNECTION_LIMIT, (intptr_t)room, NULL },
    { MHD_OPTION_CONNECTION_TIMEOUT, IDLE_SECONDS, NULL },
    { MHD_OPTION_CONNECTION_MEMORY_LIMIT, HEADER_BYTES, NULL },
    { MHD_OPTION_THREAD_POOL_SIZE, threads > 1 ? (intptr_t)threads : 0, NULL },
    { MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)exchange_begin, server },
    { MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)exchange_end, server },
    { MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)watch_connection, server },
    { MHD_OPTION_END, 0, NULL },
  };
  server->daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0,
                                    watch_admits, server, exchange_go_on, server, MHD_OPTION_ARRAY, options, MHD_OPTION_END);
  if (server->daemon)
    return RELATA_OK;
  return relata_error_set(error, RELATA_IO, NULL, 0, 0, "the server cannot be started: %s", strerror(errno));
}

/* ------------------------------------------------------------------ start and stop */

static enum relata_status open_parts(struct relata_server *server, const struct relata_server_options *given,
                                     const struct relata_ontology *ontology, struct relata_error *error) {
  take_options(server, given);
  server->serve.ontology = ontology;
  RELATA_TRY(log_open(&server->log, given->log, error));
  RELATA_TRY(files_open(&server->serve.files, given->web, error));
  RELATA_TRY(library_open(&server->serve.library, given->graph, ontology, error));
  server->cache = cache_new(server->options.cache);
  RELATA_TRY(listen_at(server, error));
  if (!work_start(server) || !watch_start(server))
    return relata_error_set(error, RELATA_IO, NULL, 0, 0, "no threads can be started");
  return start_daemon(server, error);
}

enum relata_status relata_server_start(struct relata_server **out, const struct relata_server_options *options,
                                       const struct relata_ontology *ontology, struct relata_error *error) {
  struct relata_server *server = calloc(1, sizeof *server);
  *out = NULL;
  if (!server)
    abort();
  server->arena = relata_arena_new();
  server->listener = -1;
  pthread_mutex_init(&server->lock, NULL);
  pthread_mutex_init(&server->peers_lock, NULL);
  pthread_cond_init(&server->came, NULL);
  pthread_cond_init(&server->done, NULL);
  const enum relata_status status = open_parts(server, options, ontology, error);
  if (status == RELATA_OK)
    *out = server;
  else
    relata_server_stop(server);
  return status;
}

uint16_t relata_server_get_port(const struct relata_server *server) {
  return server->port;
}

void relata_server_stop(struct relata_server *server) {
  if (!server)
    return;
  if (server->daemon)
    MHD_quiesce_daemon(server->daemon);
  work_stop(server);
  if (server->daemon)
    MHD_stop_daemon(server->daemon);
  watch_stop(server);
  if (server->listener >= 0)
    close(server->listener);
  cache_free(server->cache);
  library_close(server->serve.library);
  files_close(server->serve.files);
  log_close(server->log);
  pthread_mutex_destroy(&server->lock);
  pthread_mutex_destroy(&server->peers_lock);
  pthread_cond_destroy(&server->came);
  pthread_cond_destroy(&server->done);
  relata_arena_free(server->arena);
  free(server);
}
