/* log.c — writing the access log. */
#include "graph/serve/log.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TARGET_MAX = 2000 };

struct log {
  pthread_mutex_t lock;
  FILE *file;
};

enum relata_status log_open(struct log **out, const char *path, struct relata_error *error) {
  *out = NULL;
  if (!path)
    return RELATA_OK;
  FILE *file = fopen(path, "ae");
  if (!file)
    return relata_error_set(error, RELATA_IO, path, 0, 0, "cannot be written: %s", strerror(errno));
  struct log *log = calloc(1, sizeof *log);
  if (!log)
    abort();
  pthread_mutex_init(&log->lock, NULL);
  log->file = file;
  *out = log;
  return RELATA_OK;
}

void log_close(struct log *log) {
  if (!log)
    return;
  fclose(log->file);
  pthread_mutex_destroy(&log->lock);
  free(log);
}

static void escape(struct relata_str text, char *out, size_t size) {
  size_t len = 0;
  for (size_t i = 0; i < text.len && len + 5 < size; i++) {
    const unsigned char c = (unsigned char)text.data[i];
    if (c < ' ' || c == '"' || c == '\\' || c >= 0x7F)
      len += (size_t)snprintf(out + len, size - len, "\\x%02X", c);
    else
      out[len++] = (char)c;
  }
  out[len] = '\0';
}

/* "07/Sep/2018:12:30:00 +0000"; names of months without a locale. */
static void format_time(time_t when, char *out, size_t size) {
  static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  struct tm parts;
  gmtime_r(&when, &parts);
  snprintf(out, size, "%02d/%s/%d:%02d:%02d:%02d +0000", parts.tm_mday, months[parts.tm_mon], parts.tm_year + 1900,
           parts.tm_hour, parts.tm_min, parts.tm_sec);
}

void log_request(struct log *log, const struct sockaddr *client, time_t when, const char *method,
                 struct relata_str target, const char *version, unsigned code, size_t bytes) {
  char address[INET6_ADDRSTRLEN + 1] = "-", time_text[40], method_text[64], target_text[TARGET_MAX];
  if (!log)
    return;
  if (client)
    getnameinfo(client, client->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in), address,
                sizeof address, NULL, 0, NI_NUMERICHOST);
  format_time(when, time_text, sizeof time_text);
  escape(relata_str_of(method), method_text, sizeof method_text);
  escape(target, target_text, sizeof target_text);
  pthread_mutex_lock(&log->lock);
  fprintf(log->file, "%s - - [%s] \"%s %s %s\" %u %zu\n", address, time_text, method_text, target_text, version, code,
          bytes);
  pthread_mutex_unlock(&log->lock);
}

void log_flush(struct log *log) {
  if (!log)
    return;
  pthread_mutex_lock(&log->lock);
  fflush(log->file);
  pthread_mutex_unlock(&log->lock);
}
