/* sparql.c — the SPARQL 1.1 Protocol: queries and updates at /sparql. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "graph/serve/accept.h"
#include "graph/serve/formats.h"
#include "graph/serve/handlers.h"

/* What a client asks, whichever of the protocol's ways it went. */
struct operation {
  struct parameters parameters; /* of the query string, then of the form */
  struct relata_str query, update; /* `data` NULL: not there */
};

/* ------------------------------------------------------------------ reading the request */

static bool take_only(struct request *request, const struct parameters *parameters, const char *name,
                      struct relata_str *out) {
  if (parameters_count(parameters, name) > 1) {
    answer_error(request, 400, NULL, "the parameter '%s' may stand but once", name);
    return false;
  }
  *out = parameters_get(parameters, name);
  return true;
}

static bool is_utf8_charset(const struct media *media) {
  return !media->charset[0] || strcmp(media->charset, "utf-8") == 0 || strcmp(media->charset, "utf8") == 0;
}

static bool take_text(struct request *request, const struct media *media, struct relata_str *out) {
  if (!is_utf8_charset(media) || !text_is_clean(request->body)) {
    answer_error(request, is_utf8_charset(media) ? 400 : 415, NULL, "queries and updates must be UTF-8");
    return false;
  }
  *out = request->body.len ? request->body : RELATA_STR("");
  return true;
}

static bool take_form(struct request *request, struct operation *operation) {
  struct relata_error error;
  if (parameters_parse(&operation->parameters, request->body, request->arena, &error) != RELATA_OK) {
    answer_failure(request, &error);
    return false;
  }
  return take_only(request, &operation->parameters, "query", &operation->query) &&
         take_only(request, &operation->parameters, "update", &operation->update);
}

static bool take_post(struct request *request, struct operation *operation) {
  const struct media media = media_parse(request->content_type);
  if (strcmp(media.type, "application/x-www-form-urlencoded") == 0)
    return take_form(request, operation);
  if (strcmp(media.type, "application/sparql-query") == 0)
    return take_text(request, &media, &operation->query);
  if (strcmp(media.type, "application/sparql-update") == 0)
    return take_text(request, &media, &operation->update);
  answer_header(request, "Accept-Post",
                "application/sparql-query, application/sparql-update, application/x-www-form-urlencoded");
  answer_error(request, 415,
               "Send application/sparql-query, application/sparql-update or application/x-www-form-urlencoded.",
               "cannot read a body of type '%s'", media.type);
  return false;
}

static bool read_operation(struct request *request, struct operation *operation) {
  *operation = (struct operation){ .parameters = request->query };
  operation->parameters.capacity = operation->parameters.count; /* a form's are appended to a copy */
  if (request->method == METHOD_POST) {
    if (!take_post(request, operation))
      return false;
  } else {
    if (parameters_count(&request->query, "update")) {
      answer_error(request, 400, "Send it with POST.", "updates are not made with GET");
      return false;
    }
    if (!take_only(request, &request->query, "query", &operation->query))
      return false;
  }
  if (operation->query.data && operation->update.data) {
    answer_error(request, 400, NULL, "either 'query' or 'update', not both");
    return false;
  }
  if (request->method == METHOD_POST && !operation->query.data && !operation->update.data) {
    answer_error(request, 400, NULL, "there is neither a 'query' nor an 'update'");
    return false;
  }
  return true;
}

/* ------------------------------------------------------------------ queries */

/* Functions that give something else every time.  A word in a string or a name
 * only costs the cache. */
static bool is_volatile(struct relata_str query) {
  static const char *const words[] = { "now", "rand", "uuid" };
  for (size_t i = 0; i + 3 <= query.len; i++)
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
      const size_t len = strlen(words[k]);
      if (query.len - i >= len && strncasecmp(query.data + i, words[k], len) == 0)
        return true;
    }
  return false;
}

static const struct format *negotiate(struct request *request, const struct operation *operation,
                                      enum relata_query_form form) {
  return form == RELATA_QUERY_SELECT || form == RELATA_QUERY_ASK
           ? format_of_results(request, &operation->parameters)
           : format_of_rdf(request, &operation->parameters);
}

/* What relative IRIs are resolved against: the service's own address. */
static const char *base_of(struct request *request) {
  return relata_arena_print(request->arena, "http://%s/sparql", request->host ? request->host : "localhost").data;
}

static struct relata_query_options options_of(struct request *request, const struct operation *operation,
                                              const struct format *format) {
  const struct relata_server_options *server = request->serve->options;
  struct relata_query_options options = {
    .results = (enum relata_results)format->value,
    .syntax = (enum relata_syntax)format->value,
    .strict = server->strict,
    .base = base_of(request),
    .seconds = server->seconds,
    .memory = server->memory,
    .rows = server->rows,
    .cancel = &request->cancel,
  };
  options.default_graphs = parameters_get_all(&operation->parameters, "default-graph-uri", request->arena,
                                              &options.default_graph_count);
  options.named_graphs = parameters_get_all(&operation->parameters, "named-graph-uri", request->arena,
                                            &options.named_graph_count);
  return options;
}

static void answer_query(struct request *request, const struct operation *operation) {
  struct relata_graph *graph = request->snapshot->graph;
  struct relata_error error = { .status = RELATA_OK };
  enum relata_query_form form;
  if (relata_graph_query_form(graph, operation->query.data, base_of(request), &form, &error) != RELATA_OK) {
    answer_failure(request, &error);
    return;
  }
  const struct format *format = negotiate(request, operation, form);
  if (!format)
    return;
  request->answer.volatile_ = is_volatile(operation->query);
  if (!request->answer.volatile_ && answer_unchanged(request, format->key))
    return;
  const struct relata_query_options options = options_of(request, operation, format);
  struct relata_out *out = relata_out_to_memory();
  if (relata_graph_run(graph, operation->query.data, &options, out, NULL, &error) == RELATA_OK) {
    answer_out(request, 200, format->type, out);
    return;
  }
  relata_out_abandon(out);
  answer_failure(request, &error);
}

/* ------------------------------------------------------------------ updates */

static struct relata_update_options update_options_of(struct request *request, const struct operation *operation) {
  struct relata_update_options options = {
    .base = base_of(request),
    .strict_dataset = request->serve->options->strict,
    .seconds = request->serve->options->seconds,
    .cancel = &request->cancel,
  };
  options.using_graphs =
    parameters_get_all(&operation->parameters, "using-graph-uri", request->arena, &options.using_graph_count);
  options.using_named =
    parameters_get_all(&operation->parameters, "using-named-graph-uri", request->arena, &options.using_named_count);
  return options;
}

static void answer_counts(struct request *request, const struct relata_update_counts *counts) {
  struct relata_out *out = relata_out_to_memory();
  struct json json = { out, false };
  json_open(&json, '{');
  json_put_count(&json, "operations", counts->operations);
  json_put_count(&json, "inserted", counts->inserted);
  json_put_count(&json, "deleted", counts->deleted);
  json_put_count(&json, "graphs_created", counts->graphs_created);
  json_put_count(&json, "graphs_dropped", counts->graphs_dropped);
  json_close(&json, '}');
  relata_out_char(out, '\n');
  request->answer.volatile_ = true;
  answer_out(request, 200, "application/json; charset=utf-8", out);
}

bool request_update(struct request *request, const char *update, const struct relata_update_options *options,
                    struct relata_update_counts *counts) {
  struct relata_error error = { .status = RELATA_OK };
  struct relata_graph *graph;
  enum relata_status status = library_begin_writing(request->serve->library, &graph, &error);
  if (status == RELATA_OK) {
    status = relata_graph_update(graph, update, options, counts, &error);
    library_end_writing(request->serve->library, graph);
  }
  if (status != RELATA_OK)
    answer_failure(request, &error);
  return status == RELATA_OK;
}

static void answer_update(struct request *request, const struct operation *operation) {
  struct relata_update_counts counts = { 0 };
  if (!request_may_write(request))
    return;
  const struct relata_update_options options = update_options_of(request, operation);
  if (request_update(request, operation->update.data, &options, &counts))
    answer_counts(request, &counts);
}

/* ------------------------------------------------------------------ the handlers */

void handle_sparql(struct request *request) {
  struct operation operation;
  if (!read_operation(request, &operation))
    return;
  if (operation.update.data)
    answer_update(request, &operation);
  else if (operation.query.data)
    answer_query(request, &operation);
  else
    handle_service_description(request);
}
