/* answer.c — filling a request's answer. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "graph/serve/accept.h"
#include "graph/serve/request.h"

enum method method_of(const char *name) {
  static const struct {
    const char *name;
    enum method method;
  } methods[] = { { "GET", METHOD_GET },       { "HEAD", METHOD_HEAD },     { "POST", METHOD_POST },
                  { "PUT", METHOD_PUT },       { "DELETE", METHOD_DELETE }, { "OPTIONS", METHOD_OPTIONS } };
  for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
    if (strcmp(name, methods[i].name) == 0)
      return methods[i].method;
  return METHOD_OTHER;
}

static void answer_blob(struct request *request, unsigned code, const char *type, struct blob *body) {
  struct answer *answer = &request->answer;
  blob_drop(answer->body);
  answer->code = code;
  answer->type = type;
  answer->body = body;
}

void answer_text(struct request *request, unsigned code, const char *type, struct relata_str text) {
  answer_blob(request, code, type, blob_of_copy(text));
}

void answer_out(struct request *request, unsigned code, const char *type, struct relata_out *out) {
  answer_blob(request, code, type, blob_of_out(out));
}

void answer_empty(struct request *request, unsigned code) {
  answer_blob(request, code, NULL, NULL);
}

void answer_header(struct request *request, const char *name, const char *value) {
  struct answer *answer = &request->answer;
  if (answer->header_count == ANSWER_HEADERS)
    return;
  answer->headers[answer->header_count].name = name;
  answer->headers[answer->header_count++].value = relata_arena_copy(request->arena, relata_str_of(value)).data;
}

static bool is_under_api(const struct request *request) {
  return request->path.len >= 5 && memcmp(request->path.data, "/api/", 5) == 0;
}

static void put_place(struct json *json, const char *name, size_t number) {
  if (number)
    json_put_count(json, name, number);
  else
    json_put_null(json, name);
}

static void answer_problem(struct request *request, unsigned code, const char *message, const char *hint, size_t line,
                           size_t column) {
  struct relata_out *out = relata_out_to_memory();
  request->answer.etag[0] = '\0';
  request->answer.volatile_ = true;
  if (!is_under_api(request)) {
    if (line)
      relata_out_print(out, "%zu:%zu: ", line, column);
    relata_out_print(out, "%s\n", message);
    if (hint)
      relata_out_print(out, "%s\n", hint);
    answer_out(request, code, "text/plain; charset=utf-8", out);
    return;
  }
  struct json json = { out, false };
  json_open(&json, '{');
  json_open_at(&json, "error", '{');
  json_put_word(&json, "message", message);
  json_put_word(&json, "hint", hint);
  put_place(&json, "line", line);
  put_place(&json, "column", line ? column : 0);
  json_close(&json, '}');
  json_close(&json, '}');
  relata_out_char(out, '\n');
  answer_out(request, code, "application/json; charset=utf-8", out);
}

void answer_error(struct request *request, unsigned code, const char *hint, const char *format, ...) {
  char message[1024];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  answer_problem(request, code, message, hint, 0, 0);
}

static unsigned code_of(enum relata_status status, const char **hint) {
  *hint = NULL;
  switch (status) {
  case RELATA_NOT_FOUND:
    return 404;
  case RELATA_BAD_USAGE:
  case RELATA_BAD_INPUT:
  case RELATA_UNSUPPORTED:
    return 400;
  case RELATA_LIMIT:
    *hint = "Ask for less: a LIMIT, fewer patterns, or a narrower selection.";
    return 503;
  case RELATA_BUSY:
    *hint = "Try again in a moment.";
    return 409;
  case RELATA_NO_MEMORY:
    return 503;
  default:
    return 500;
  }
}

void answer_failure(struct request *request, const struct relata_error *error) {
  const char *hint;
  const unsigned code = code_of(error->status, &hint);
  const char *message = error->message[0] ? error->message : relata_status_as_words(error->status);
  if (code == 503 || code == 409)
    answer_header(request, "Retry-After", "5");
  answer_problem(request, code, message, hint, error->line, error->column);
}

bool answer_unchanged(struct request *request, const char *variant) {
  snprintf(request->answer.etag, ETAG_SIZE, "W/\"%s%s%s\"", request->snapshot->state, *variant ? "." : "", variant);
  if (!(request->method & METHOD_READS) || !etag_matches(request->if_none_match, request->answer.etag))
    return false;
  answer_empty(request, 304);
  return true;
}

/* ------------------------------------------------------------------ who may write */

/* Takes as long for a token that is wrong at its beginning as at its end. */
static bool tokens_equal(const char *given, const char *wanted) {
  const size_t given_len = strlen(given), wanted_len = strlen(wanted);
  unsigned difference = given_len != wanted_len;
  for (size_t i = 0; i < wanted_len; i++)
    difference |= (unsigned)((unsigned char)wanted[i] ^ (unsigned char)given[given_len ? i % given_len : 0]);
  return difference == 0;
}

static const char *bearer_of(const char *header) {
  static const char scheme[] = "bearer ";
  if (!header || strncasecmp(header, scheme, sizeof scheme - 1) != 0)
    return NULL;
  header += sizeof scheme - 1;
  return header + strspn(header, " ");
}

bool request_may_write(struct request *request) {
  const char *wanted = request->serve->options->token, *given = bearer_of(request->authorization);
  if (!wanted) {
    answer_error(request, 403, "Whoever runs the server can allow it: relata serve GRAPH --write",
                 "this server only reads");
    return false;
  }
  if (given && *given && tokens_equal(given, wanted))
    return true;
  answer_header(request, "WWW-Authenticate",
                given ? "Bearer realm=\"relata\", error=\"invalid_token\"" : "Bearer realm=\"relata\"");
  answer_error(request, 401, "Send the token that `relata serve --write` printed: Authorization: Bearer TOKEN",
               given ? "the token is wrong" : "who writes must show a token");
  return false;
}
