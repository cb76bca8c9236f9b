/* log.h — the access log, a line a request in the common log format. */
#ifndef RELATA_SERVE_LOG_H
#define RELATA_SERVE_LOG_H

#include <sys/socket.h>
#include <time.h>

#include "extract/extract.h"

struct log;

/* Appends to `path`; NULL: nothing is logged and `*out` is NULL, which all calls take. */
enum relata_status log_open(struct log **out, const char *path, struct relata_error *error);
void log_close(struct log *log);
/* What a client sent is written with its quotes and control characters as \xHH. */
void log_request(struct log *log, const struct sockaddr *client, time_t when, const char *method,
                 struct relata_str target, const char *version, unsigned code, size_t bytes);
/* Hands lines to the system; called now and then. */
void log_flush(struct log *log);

#endif
