/* request.h — a request being answered, and what its handler has at hand. */
#ifndef RELATA_SERVE_REQUEST_H
#define RELATA_SERVE_REQUEST_H

#include "graph/graph.h"
#include "graph/serve/blob.h"
#include "graph/serve/json.h"
#include "graph/serve/library.h"
#include "graph/serve/parameters.h"

enum method {
  METHOD_GET = 1, METHOD_HEAD = 2, METHOD_POST = 4, METHOD_PUT = 8, METHOD_DELETE = 16, METHOD_OPTIONS = 32,
  METHOD_OTHER = 64,
  METHOD_READS = METHOD_GET | METHOD_HEAD
};
enum method method_of(const char *name);

enum { ANSWER_HEADERS = 12, ETAG_SIZE = 64 };

/* Filled by a handler; texts are the request's arena's or live for ever. */
struct answer {
  unsigned code;
  const char *type; /* NULL with an empty body */
  struct blob *body, *packed; /* as gzip, or NULL */
  struct {
    const char *name, *value;
  } headers[ANSWER_HEADERS];
  size_t header_count;
  char etag[ETAG_SIZE]; /* empty: none */
  bool volatile_;       /* another time it may be another: not to be kept anywhere */
};

struct serve; /* the server, as handlers see it */

struct request {
  struct serve *serve;
  struct relata_arena *arena;
  enum method method;
  const char *method_name;
  struct relata_str target; /* path and query as they came */
  struct relata_str path;   /* decoded */
  struct parameters query;
  /* Headers; NULL where they are not there. */
  const char *accept, *accept_encoding, *content_type, *authorization, *if_none_match, *origin, *host;
  struct relata_str body;
  struct snapshot *snapshot; /* what is read */
  int cancel;                /* set to other than 0 when nobody waits for the answer any more */
  struct answer answer;
};

/* What a server is given once; read-only for handlers. */
struct serve {
  const struct relata_server_options *options; /* limits filled in */
  const struct relata_ontology *ontology;
  struct library *library;
  struct files *files;
  struct relata_str title;
};

/* ------------------------------------------------------------------ answers */

void answer_text(struct request *request, unsigned code, const char *type, struct relata_str text);
/* Takes a memory output over. */
void answer_out(struct request *request, unsigned code, const char *type, struct relata_out *out);
void answer_empty(struct request *request, unsigned code);
/* `name` lives for ever; `value` is copied. */
void answer_header(struct request *request, const char *name, const char *value);

/* An error as /api has it, JSON with message and hint (may be NULL), under /api
 * and as text elsewhere. */
void answer_error(struct request *request, unsigned code, const char *hint, const char *format, ...)
  __attribute__((format(printf, 4, 5)));
/* The same for a call's failure: the code and a hint that fit it. */
void answer_failure(struct request *request, const struct relata_error *error);

/* Sets the entity tag of what a handler is about to answer: the graph's state
 * and `variant`, which tells the forms apart that one address may have.  True if the
 * client has it already; the answer is 304 then and the handler is done. */
bool answer_unchanged(struct request *request, const char *variant);

/* May the request write?  If not, the answer says so. */
bool request_may_write(struct request *request);

#endif
