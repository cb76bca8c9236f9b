/* http.c — requests that send, over libcurl. */
#include "graph/push/http.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ATTEMPTS = 6, LONGEST_WAIT = 60, ANSWER_KEPT = 300 };
static const double SECONDS = 300;

struct push_http {
  CURL *curl;
  const struct relata_push_options *options;
  size_t retries;
  char answer[ANSWER_KEPT + 1]; /* the beginning of the last one, for messages */
  size_t answer_length;
  char problem[CURL_ERROR_SIZE];
};

static bool is_cancelled(const struct push_http *http) {
  return http->options->cancel && __atomic_load_n(http->options->cancel, __ATOMIC_RELAXED);
}

static size_t answer_take(char *data, size_t size, size_t count, void *payload) {
  struct push_http *http = payload;
  const size_t room = ANSWER_KEPT - http->answer_length, length = size * count;
  const size_t taken = length < room ? length : room;
  memcpy(http->answer + http->answer_length, data, taken);
  http->answer_length += taken;
  http->answer[http->answer_length] = 0;
  return length;
}

static int progress_check(void *payload, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d) {
  (void)a, (void)b, (void)c, (void)d;
  return is_cancelled(payload);
}

enum relata_status push_http_new(struct push_http **out, const struct relata_push_options *options,
                                 struct relata_error *error) {
  *out = NULL;
  if (strncmp(options->to, "http://", 7) != 0 && strncmp(options->to, "https://", 8) != 0)
    return relata_error_set(error, RELATA_BAD_USAGE, options->to, 0, 0, "is no http:// or https:// URL");
  struct push_http *http = calloc(1, sizeof *http);
  CURL *curl = http ? curl_easy_init() : NULL;
  if (!curl) {
    free(http);
    return relata_error_set(error, RELATA_NO_MEMORY, NULL, 0, 0, "libcurl cannot start");
  }
  http->curl = curl;
  http->options = options;
  *out = http;
  return RELATA_OK;
}

void push_http_free(struct push_http *http) {
  if (!http)
    return;
  curl_easy_cleanup(http->curl);
  free(http);
}

size_t push_http_get_retries(const struct push_http *http) { return http->retries; }

/* ------------------------------------------------------------------ one attempt */

static void credentials_set(const struct push_http *http) {
  const struct relata_push_options *options = http->options;
  if (options->token) {
    curl_easy_setopt(http->curl, CURLOPT_HTTPAUTH, CURLAUTH_BEARER);
    curl_easy_setopt(http->curl, CURLOPT_XOAUTH2_BEARER, options->token);
  } else if (options->user) {
    curl_easy_setopt(http->curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC | CURLAUTH_DIGEST);
    curl_easy_setopt(http->curl, CURLOPT_USERNAME, options->user);
    curl_easy_setopt(http->curl, CURLOPT_PASSWORD, options->password ? options->password : "");
  }
}

static struct curl_slist *headers_of(const struct push_request *request) {
  char type[128];
  struct curl_slist *headers = curl_slist_append(NULL, "Expect:"); /* some servers never answer "100-continue" */
  if (request->type) {
    snprintf(type, sizeof type, "Content-Type: %s", request->type);
    headers = curl_slist_append(headers, type);
  }
  return headers;
}

static CURLcode attempt(struct push_http *http, const struct push_request *request, long *code) {
  CURL *curl = http->curl;
  const double seconds = http->options->seconds > 0 ? http->options->seconds : SECONDS;
  struct curl_slist *headers = headers_of(request);
  http->answer[http->answer_length = 0] = 0;
  http->problem[0] = 0;
  curl_easy_reset(curl);
  credentials_set(http);
  curl_easy_setopt(curl, CURLOPT_URL, request->url);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request->method);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "relata/" RELATA_VERSION);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, answer_take);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, http);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, progress_check);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, http);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 15L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)(seconds * 1000));
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, http->problem);
  if (request->type) {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body.len);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->body.len ? request->body.data : "");
  }
  const CURLcode result = curl_easy_perform(curl);
  *code = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, code);
  curl_slist_free_all(headers);
  return result;
}

/* ------------------------------------------------------------------ what came of it */

static bool is_passing(CURLcode result, long code) {
  switch (result) {
  case CURLE_OK:
    return code == 429 || (code >= 500 && code != 501 && code != 505);
  case CURLE_COULDNT_CONNECT:
  case CURLE_OPERATION_TIMEDOUT:
  case CURLE_SEND_ERROR:
  case CURLE_RECV_ERROR:
  case CURLE_GOT_NOTHING:
  case CURLE_PARTIAL_FILE:
    return true;
  default:
    return false;
  }
}

static bool is_done(const struct push_request *request, CURLcode result, long code) {
  return result == CURLE_OK &&
         ((code >= 200 && code < 300) || (request->gone_is_fine && (code == 404 || code == 410)));
}

static const char *remedy_of(long code) {
  switch (code) {
  case 401:
  case 403:
    return "; set RELATA_PUSH_TOKEN, or RELATA_PUSH_USER and RELATA_PUSH_PASSWORD, to who may write there";
  case 404:
    return "; is there such a dataset, and is this the address of its graph store (with --update, of its updates)?";
  case 405:
  case 501:
    return "; this address takes no writing: try the store's other addresses, or --update";
  case 413:
    return "; the server wants smaller requests: try a smaller --batch";
  case 415:
    return "; this address takes no RDF: with an address of SPARQL updates say --update";
  default:
    return "";
  }
}

static enum relata_status fail(const struct push_http *http, const struct push_request *request, CURLcode result,
                               long code, struct relata_error *error) {
  const char *url = request->url;
  if (is_cancelled(http))
    return relata_error_set(error, RELATA_LIMIT, url, 0, 0, "stopped; the same command goes on from here");
  if (result != CURLE_OK)
    return relata_error_set(error, RELATA_IO, url, 0, 0, "%s",
                            http->problem[0] ? http->problem : curl_easy_strerror(result));
  const int line = (int)strcspn(http->answer, "\r\n");
  return relata_error_set(error, RELATA_IO, url, 0, 0, "%s: the server says %ld%s%.*s%s", request->method, code,
                          line ? ", " : "", line, http->answer, remedy_of(code));
}

static void wait_before(const struct push_http *http, unsigned attempt_number) {
  curl_off_t wanted = 0;
  curl_easy_getinfo(http->curl, CURLINFO_RETRY_AFTER, &wanted);
  long seconds = wanted > 0 ? (long)wanted : 1L << attempt_number;
  if (seconds > LONGEST_WAIT)
    seconds = LONGEST_WAIT;
  for (long tenth = 0; tenth < seconds * 10 && !is_cancelled(http); tenth++)
    nanosleep(&(struct timespec){ .tv_nsec = 100000000 }, NULL);
}

enum relata_status push_http_send(struct push_http *http, const struct push_request *request,
                                  struct relata_error *error) {
  const unsigned attempts = http->options->attempts ? http->options->attempts : ATTEMPTS;
  long code = 0;
  for (unsigned k = 0;; k++) {
    const CURLcode result = attempt(http, request, &code);
    if (is_done(request, result, code))
      return RELATA_OK;
    if (is_cancelled(http) || !is_passing(result, code) || k + 1 >= attempts)
      return fail(http, request, result, code, error);
    http->retries++;
    wait_before(http, k);
  }
}

struct relata_str push_http_graph_url(struct push_http *http, struct relata_arena *arena, const char *url,
                                      struct relata_str graph) {
  const char *joint = strchr(url, '?') ? "&" : "?";
  if (!graph.len)
    return relata_arena_print(arena, "%s%sdefault", url, joint);
  char *escaped = curl_easy_escape(http->curl, graph.data, (int)graph.len);
  const struct relata_str made = relata_arena_print(arena, "%s%sgraph=%s", url, joint, escaped ? escaped : "");
  curl_free(escaped);
  return made;
}
