/* service.c — see service.h; HTTP by libcurl, JSON by jansson. */
#include "graph/sparql/service.h"

#include <curl/curl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "extract/base/out.h"
#include "graph/store/term.h"

enum { MOST_BYTES = 64 << 20, MOST_REDIRECTIONS = 3, DEFAULT_SECONDS = 30, CONNECT_SECONDS = 10 };

/* ------------------------------------------------------------------ asking */

struct asking {
  struct evaluation *evaluation;
  struct relata_out *answer;
  char reason[CURL_ERROR_SIZE];
};

static size_t take_bytes(char *bytes, size_t size, size_t count, void *payload) {
  struct asking *asking = payload;
  if (relata_out_as_memory(asking->answer).len + size * count > MOST_BYTES)
    return 0;
  relata_out_write(asking->answer, bytes, size * count);
  return size * count;
}

/* Other than 0 ends the transfer. */
static int go_on(void *payload, curl_off_t all, curl_off_t now, curl_off_t sent_all, curl_off_t sent) {
  struct asking *asking = payload;
  (void)all, (void)now, (void)sent_all, (void)sent;
  limits_look(asking->evaluation->limits);
  return asking->evaluation->limits->broken != LIMIT_NONE;
}

static long milliseconds_left(const struct limits *limits) {
  const double left = limits->end > 0 ? limits->end - limits_now() : DEFAULT_SECONDS;
  return left > 0 ? (long)(left * 1000) + 1 : 1;
}

static void set_up(CURL *curl, struct asking *asking, const char *url, const char *form, struct curl_slist *headers) {
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(curl, CURLOPT_MAXREDIRS, (long)MOST_REDIRECTIONS);
  curl_easy_setopt(curl, CURLOPT_POSTREDIR, (long)CURL_REDIR_POST_ALL);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, milliseconds_left(asking->evaluation->limits));
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, form);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_bytes);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, asking);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, go_on);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, asking);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, asking->reason);
}

/* False with a reason. */
static bool ask(struct asking *asking, struct relata_arena *arena, struct relata_str url, struct relata_str query) {
  CURL *curl = curl_easy_init();
  if (!curl)
    abort();
  char *escaped = curl_easy_escape(curl, query.data, (int)query.len);
  const struct relata_str form = relata_arena_print(arena, "query=%s", escaped ? escaped : "");
  struct curl_slist *headers = curl_slist_append(NULL, "Accept: application/sparql-results+json");
  set_up(curl, asking, relata_arena_copy(arena, url).data, form.data, headers);
  const CURLcode code = curl_easy_perform(curl);
  if (code != CURLE_OK && !asking->reason[0])
    snprintf(asking->reason, sizeof asking->reason, "%s", curl_easy_strerror(code));
  curl_slist_free_all(headers);
  curl_free(escaped);
  curl_easy_cleanup(curl);
  return code == CURLE_OK;
}

/* ------------------------------------------------------------------ its answer */

static struct relata_str member(const json_t *object, const char *name) {
  const json_t *value = json_object_get(object, name);
  return (struct relata_str){ json_string_value(value), json_string_length(value) };
}

/* Empty for what is no term. */
static struct relata_str term_of(struct relata_arena *arena, const json_t *value) {
  const struct relata_str type = member(value, "type"), text = member(value, "value");
  if (!json_is_string(json_object_get(value, "value")))
    return (struct relata_str){ NULL, 0 };
  if (relata_str_is(type, "uri"))
    return term_iri(arena, (struct relata_str){ NULL, 0 }, text);
  if (relata_str_is(type, "bnode"))
    return term_blank(arena, relata_arena_print(arena, "s%.*s", (int)text.len, text.data));
  return term_literal(arena, text, member(value, "datatype"), member(value, "xml:lang"));
}

static uint32_t variable_of(const struct query *query, const char *name) {
  for (uint32_t v = 0; v < query->variable_count; v++)
    if (relata_str_is(query->names[v], name))
      return v;
  return RELATA_NONE;
}

static void take_binding(struct evaluation *evaluation, struct relata_arena *arena, json_t *binding, uint32_t *row) {
  const char *name;
  json_t *value;
  json_object_foreach(binding, name, value) {
    const uint32_t variable = variable_of(evaluation->query, name);
    if (variable != RELATA_NONE)
      row[variable] = evaluation_intern(evaluation, term_of(arena, value));
  }
}

/* False where it is no answer to SELECT. */
static bool take_answer(struct evaluation *evaluation, struct relata_str text, struct emitter *emitter) {
  json_t *answer = json_loadb(text.data ? text.data : "", text.len, 0, NULL);
  const json_t *bindings = json_object_get(json_object_get(answer, "results"), "bindings");
  const bool is_answer = json_is_array(bindings);
  struct relata_arena *arena = relata_arena_new();
  for (size_t i = 0; i < json_array_size(bindings) && !emitter_is_done(emitter); i++) {
    take_binding(evaluation, arena, json_array_get(bindings, i), emitter_add(emitter, NULL));
    relata_arena_clear(arena);
  }
  relata_arena_free(arena);
  json_decref(answer);
  return is_answer;
}

/* ------------------------------------------------------------------ the operator */

static void fail(struct evaluation *evaluation, struct relata_str url, const char *reason) {
  relata_error_set(&evaluation->failure, RELATA_IO, NULL, 0, 0, "SERVICE <%.*s>: %s", (int)url.len, url.data, reason);
  if (evaluation->limits->broken == LIMIT_NONE)
    evaluation->limits->broken = LIMIT_FAILED;
}

static void ask_service(struct evaluation *evaluation, const struct service *service, struct emitter *emitter) {
  struct relata_arena *arena = relata_arena_new();
  struct asking asking = { .evaluation = evaluation, .answer = relata_out_to_memory(), .reason = "" };
  const struct relata_str url = term_as_iri(service->endpoint.term);
  const char *reason = NULL;
  if (service->endpoint.is_variable)
    reason = "a server that a variable names is not asked; write its IRI";
  else if (!ask(&asking, arena, url, service->query))
    reason = asking.reason;
  else if (!take_answer(evaluation, relata_out_as_memory(asking.answer), emitter))
    reason = "its answer is not SPARQL's JSON";
  if (reason && service->silent && evaluation->limits->broken == LIMIT_NONE)
    emitter_add(emitter, NULL);
  else if (reason)
    fail(evaluation, url, reason);
  relata_out_abandon(asking.answer);
  relata_arena_free(arena);
}

void run_service(struct evaluation *evaluation, struct plan *plan, struct sink *sink) {
  struct emitter emitter;
  emitter_begin(&emitter, evaluation, plan, sink);
  ask_service(evaluation, plan->pattern->service, &emitter);
  emitter_end(&emitter);
}
