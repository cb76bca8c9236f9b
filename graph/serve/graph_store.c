/* graph_store.c — the SPARQL 1.1 Graph Store HTTP Protocol at /rdf-graph-store.
 *
 * A graph is named by ?graph=IRI or ?default, or directly by its own address
 * below /rdf-graph-store/.  Changes are made as updates, so that they are whole
 * or not at all; what is sent is parsed before anything is changed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/random.h>

#include "graph/serve/accept.h"
#include "graph/serve/formats.h"
#include "graph/serve/handlers.h"
#include "graph/serve/multipart.h"
#include "graph/store/rdf_read.h"
#include "graph/store/term.h"

static const char root[] = "/rdf-graph-store";

struct named {
  struct relata_str iri; /* empty: the default graph */
  bool fresh;            /* POST to the store itself: a new graph */
};

/* ------------------------------------------------------------------ which graph */

/* May it stand between the brackets of an IRI? */
static bool is_iri(struct relata_str text) {
  const char *colon = memchr(text.data, ':', text.len);
  if (!colon || colon == text.data || !text.len)
    return false;
  for (size_t i = 0; i < text.len; i++)
    if ((unsigned char)text.data[i] <= ' ' || strchr("<>\"{}|^`\\", text.data[i]))
      return false;
  return true;
}

static struct relata_str own_address(struct request *request, const char *path) {
  return relata_arena_print(request->arena, "http://%s%s", request->host ? request->host : "localhost", path);
}

/* As it was sent: escapes are part of a graph's name. */
static const char *raw_path(const struct request *request) {
  const struct relata_str path = { request->target.data, strcspn(request->target.data, "?#") };
  return relata_arena_copy(request->arena, path).data;
}

static bool name_fresh(struct request *request, struct named *named) {
  unsigned char bytes[16];
  char name[2 * sizeof bytes + 1];
  if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes) {
    answer_error(request, 500, NULL, "there is no randomness to name the graph with");
    return false;
  }
  for (size_t i = 0; i < sizeof bytes; i++)
    snprintf(name + 2 * i, 3, "%02x", bytes[i]);
  named->fresh = true;
  named->iri = own_address(request, relata_arena_print(request->arena, "%s/%s", root, name).data);
  return true;
}

static bool name_graph(struct request *request, struct named *named) {
  *named = (struct named){ { "", 0 }, false };
  const size_t graphs = parameters_count(&request->query, "graph"), defaults = parameters_count(&request->query, "default");
  const bool direct = request->path.len > sizeof root;
  if (graphs + defaults + direct > 1) {
    answer_error(request, 400, NULL, "one graph at a time: ?graph=IRI, or ?default, or its own address");
    return false;
  }
  if (direct)
    named->iri = own_address(request, raw_path(request));
  else if (graphs)
    named->iri = parameters_get(&request->query, "graph");
  else if (!defaults && request->method == METHOD_POST)
    return name_fresh(request, named);
  else if (!defaults) {
    answer_error(request, 400, "Add ?graph=IRI, or ?default.", "which graph?");
    return false;
  }
  if (!defaults && !is_iri(named->iri)) {
    answer_error(request, 400, NULL, "'%.200s' is no absolute IRI", named->iri.data);
    return false;
  }
  return true;
}

static bool exists(struct request *request, const struct named *named) {
  if (!named->iri.len)
    return true;
  const struct relata_query_options options = { .results = RELATA_RESULTS_CSV, .strict = true };
  const struct relata_str query =
    relata_arena_print(request->arena, "ASK { GRAPH <%s> { ?s ?p ?o } }", named->iri.data);
  struct relata_out *out = relata_out_to_memory();
  struct relata_query_answer answer = { .rows = 0 };
  relata_graph_run(request->snapshot->graph, query.data, &options, out, &answer, NULL);
  relata_out_abandon(out);
  return answer.rows > 0;
}

/* ------------------------------------------------------------------ what was sent */

struct sent {
  struct relata_out *update; /* the triples as INSERT DATA has them */
  size_t triples;
  bool named; /* a quad that names a graph */
};

static void take_triple(void *payload, struct relata_str subject, struct relata_str predicate, struct relata_str object,
                        struct relata_str graph) {
  struct sent *sent = payload;
  const struct relata_str terms[] = { subject, predicate, object };
  sent->named = sent->named || graph.len > 0;
  sent->triples++;
  for (size_t i = 0; i < 3; i++) {
    relata_out_str(sent->update, terms[i]);
    relata_out_char(sent->update, ' ');
  }
  relata_out_text(sent->update, ".\n");
}

static const char *syntax_of_type(struct request *request, const char *content_type) {
  const struct media media = media_parse(content_type);
  const char *syntax = syntax_of_media(media.type);
  if (syntax && rdf_syntax_is_known(syntax))
    return syntax;
  answer_error(request, 415, "Send text/turtle, application/n-triples, application/rdf+xml or application/rdf+json.",
               "cannot read RDF of type '%s'", media.type[0] ? media.type : "(none)");
  return NULL;
}

/* Appends the triples of one body or part; `number` keeps blank nodes of several parts apart.  False and answered
 * where it is wrong. */
static bool read_part(struct request *request, const struct named *named, const struct part *part, size_t number,
                      struct sent *sent) {
  const char *syntax = syntax_of_type(request, part->type);
  struct relata_error error = { .status = RELATA_OK };
  if (!syntax)
    return false;
  FILE *file = part->content.len ? fmemopen((void *)(uintptr_t)part->content.data, part->content.len, "r") : NULL;
  const struct rdf_source source = { .file = file,
                                     .path = "body",
                                     .syntax = syntax,
                                     .base = named->iri.len ? named->iri.data : own_address(request, "/").data,
                                     .blanks = relata_arena_print(request->arena, "b%zux", number).data };
  const enum relata_status status =
    file ? rdf_read(&source, (struct quad_sink){ take_triple, sent }, &error) : RELATA_OK;
  if (file)
    fclose(file);
  if (status != RELATA_OK)
    answer_failure(request, &error);
  else if (sent->named)
    answer_error(request, 400, "Send its triples without a graph's name.", "the body names graphs of its own");
  return status == RELATA_OK && !sent->named;
}

static bool read_body(struct request *request, const struct named *named, struct sent *sent) {
  const struct media media = media_parse(request->content_type);
  struct relata_error error = { .status = RELATA_OK };
  struct part whole = { request->content_type, request->body }, *parts = &whole;
  size_t count = 1;
  if (strcmp(media.type, "multipart/form-data") == 0 &&
      multipart_split(request->body, media.boundary, request->arena, &parts, &count, &error) != RELATA_OK) {
    answer_failure(request, &error);
    return false;
  }
  for (size_t i = 0; i < count; i++)
    if (!read_part(request, named, &parts[i], i, sent))
      return false;
  return true;
}

/* ------------------------------------------------------------------ the methods */

static void get(struct request *request, const struct named *named) {
  if (!exists(request, named)) {
    answer_error(request, 404, NULL, "there is no graph <%.300s>", named->iri.data);
    return;
  }
  const struct relata_str query =
    named->iri.len ? relata_arena_print(request->arena, "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <%s> { ?s ?p ?o } }",
                                        named->iri.data)
                   : RELATA_STR("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }");
  answer_rdf_query(request, query.data);
}

static void open_graph(struct relata_out *update, const struct named *named) {
  if (named->iri.len)
    relata_out_print(update, "GRAPH <%s> {\n", named->iri.data);
}

static bool change(struct request *request, struct relata_out *update) {
  struct relata_update_counts counts;
  const struct relata_update_options options = { .strict_dataset = request->serve->options->strict,
                                                 .seconds = request->serve->options->seconds,
                                                 .cancel = &request->cancel };
  relata_out_char(update, '\0');
  return request_update(request, relata_out_as_memory(update).data, &options, &counts);
}

/* PUT replaces, POST adds. */
static void put(struct request *request, const struct named *named, bool replace) {
  struct sent sent = { .update = relata_out_to_memory() };
  const bool existed = exists(request, named);
  if (replace && named->iri.len)
    relata_out_print(sent.update, "DROP SILENT GRAPH <%s> ;\nCREATE SILENT GRAPH <%s> ;\n", named->iri.data, named->iri.data);
  else if (replace)
    relata_out_text(sent.update, "DROP SILENT DEFAULT ;\n");
  relata_out_text(sent.update, "INSERT DATA {\n");
  open_graph(sent.update, named);
  if (read_body(request, named, &sent)) {
    relata_out_text(sent.update, named->iri.len ? "} }" : "}");
    if (change(request, sent.update)) {
      if (named->fresh)
        answer_header(request, "Location", named->iri.data);
      answer_empty(request, existed ? 204 : 201);
    }
  }
  relata_out_abandon(sent.update);
}

static void drop(struct request *request, const struct named *named) {
  if (!exists(request, named)) {
    answer_error(request, 404, NULL, "there is no graph <%.300s>", named->iri.data);
    return;
  }
  struct relata_out *update = relata_out_to_memory();
  if (named->iri.len)
    relata_out_print(update, "DROP GRAPH <%s>", named->iri.data);
  else
    relata_out_text(update, "DROP DEFAULT");
  if (change(request, update))
    answer_empty(request, 204);
  relata_out_abandon(update);
}

void handle_graph_store(struct request *request) {
  struct named named;
  if (!(request->method & METHOD_READS) && !request_may_write(request))
    return;
  if (!name_graph(request, &named))
    return;
  if (request->method & METHOD_READS)
    get(request, &named);
  else if (request->method == METHOD_DELETE)
    drop(request, &named);
  else
    put(request, &named, request->method == METHOD_PUT);
}
