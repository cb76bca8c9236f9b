/* push.c — a graph to another store, one named graph after the other. */
#include <stdio.h>
#include <string.h>
#include <xxhash.h>

#include "extract/base/out.h"
#include "graph/push/http.h"
#include "graph/push/state.h"

enum { BATCH = 50000 };

struct push {
  struct relata_graph *graph;
  const struct relata_push_options *options;
  struct relata_push_counts *counts;
  struct push_http *http;
  struct push_state state;
  struct relata_arena *arena;       /* names of graphs */
  struct relata_out *text;          /* a graph's triples */
  struct push_state_entry *graphs;  /* of the graph, the triples outside of graphs last */
  size_t count;
};

/* ------------------------------------------------------------------ what the graph holds */

static enum relata_status run(const struct push *push, const char *query, const struct relata_query_options *options,
                              struct relata_query_answer *answer, struct relata_error *error) {
  relata_out_clear(push->text);
  return relata_graph_run(push->graph, query, options, push->text, answer, error);
}

static enum relata_status graphs_list(struct push *push, struct relata_error *error) {
  const struct relata_query_options options = { .results = RELATA_RESULTS_TSV };
  struct relata_query_answer answer;
  RELATA_TRY(run(push, "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g", &options, &answer, error));
  push->graphs = relata_arena_alloc(push->arena, (answer.rows + 1) * sizeof *push->graphs);
  const struct relata_str rows = relata_out_as_memory(push->text);
  const char *at = rows.data, *end = rows.data + rows.len, *stop;
  for (size_t line = 0; (stop = memchr(at, '\n', (size_t)(end - at))) != NULL; at = stop + 1, line++)
    if (line > 0 && stop - at > 2 && *at == '<') { /* <iri> */
      const struct relata_str iri = { at + 1, (size_t)(stop - at) - (stop[-1] == '\r' ? 3 : 2) };
      push->graphs[push->count++].graph = relata_arena_copy(push->arena, iri);
    }
  push->count++; /* the triples outside of graphs */
  return RELATA_OK;
}

/* Its triples as N-Triples, in `push->text`. */
static enum relata_status triples_write(const struct push *push, struct relata_str graph, size_t *triples,
                                        struct relata_error *error) {
  const struct relata_query_options options = { .syntax = RELATA_NTRIPLES, .strict = true };
  struct relata_query_answer answer;
  const char *query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }";
  if (graph.len)
    query = relata_arena_print(push->arena, "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <%.*s> { ?s ?p ?o } }",
                               (int)graph.len, graph.data)
              .data;
  RELATA_TRY(run(push, query, &options, &answer, error));
  *triples = answer.rows;
  return RELATA_OK;
}

/* A blank node's label means something within one request only. */
static bool has_blank_nodes(struct relata_str text) {
  const char *at = text.data, *end = text.data + text.len;
  for (; at < end; at = (const char *)memchr(at, '\n', (size_t)(end - at)) + 1) {
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    if (!stop)
      return false;
    if (at[0] == '_' || (stop - at > 3 && memmem(at, (size_t)(stop - at), "> _:", 4)))
      return true;
  }
  return false;
}

/* The next so many lines of what is left. */
static struct relata_str lines_take(struct relata_str *left, size_t count) {
  size_t end = 0;
  for (size_t k = 0; k < count && end < left->len; k++)
    end = (size_t)((const char *)memchr(left->data + end, '\n', left->len - end) - left->data) + 1;
  const struct relata_str taken = { left->data, end };
  *left = (struct relata_str){ left->data + end, left->len - end };
  return taken;
}

/* ------------------------------------------------------------------ sending */

static enum relata_status store_send(struct push *push, struct relata_str graph, struct relata_str lines, bool first,
                                     struct relata_error *error) {
  const struct relata_str url = push_http_graph_url(push->http, push->arena, push->options->to, graph);
  const struct push_request request = {
    .method = first ? "PUT" : "POST", .url = url.data, .type = "application/n-triples", .body = lines
  };
  return push_http_send(push->http, &request, error);
}

static enum relata_status update_send(struct push *push, struct relata_str text, struct relata_error *error) {
  const struct push_request request = {
    .method = "POST", .url = push->options->to, .type = "application/sparql-update; charset=utf-8", .body = text
  };
  return push_http_send(push->http, &request, error);
}

static void graph_name_write(struct relata_out *out, struct relata_str graph) {
  if (graph.len)
    relata_out_print(out, "GRAPH <%.*s>", (int)graph.len, graph.data);
}

static enum relata_status update_batch_send(struct push *push, struct relata_str graph, struct relata_str lines,
                                            bool first, struct relata_error *error) {
  struct relata_out *out = relata_out_to_memory();
  if (first) {
    relata_out_text(out, "CLEAR SILENT ");
    if (graph.len)
      graph_name_write(out, graph);
    else
      relata_out_text(out, "DEFAULT");
    relata_out_text(out, " ;\n");
  }
  relata_out_text(out, "INSERT DATA { ");
  graph_name_write(out, graph);
  relata_out_text(out, graph.len ? " {\n" : "\n");
  relata_out_str(out, lines);
  relata_out_text(out, graph.len ? "} }" : "}");
  const enum relata_status status = update_send(push, relata_out_as_memory(out), error);
  relata_out_abandon(out);
  return status;
}

static void progress_tell(const struct push *push, size_t done) {
  if (push->options->progress)
    push->options->progress(push->options->payload, done, push->count);
}

static enum relata_status batches_send(struct push *push, struct relata_str graph, struct relata_error *error) {
  struct relata_str left = relata_out_as_memory(push->text);
  const size_t wanted = push->options->batch ? push->options->batch : BATCH;
  const size_t batch = has_blank_nodes(left) ? SIZE_MAX : wanted;
  bool first = true;
  do {
    const struct relata_str lines = lines_take(&left, batch);
    RELATA_TRY(push->options->update ? update_batch_send(push, graph, lines, first, error)
                                     : store_send(push, graph, lines, first, error));
    first = false;
  } while (left.len);
  return RELATA_OK;
}

static enum relata_status graph_send(struct push *push, struct push_state_entry *item, struct relata_error *error) {
  size_t triples;
  RELATA_TRY(triples_write(push, item->graph, &triples, error));
  const struct relata_str text = relata_out_as_memory(push->text);
  item->hash = XXH3_64bits(text.data, text.len);
  struct push_state_entry *sent = push_state_find(&push->state, item->graph);
  if (sent)
    sent->here = true;
  if (sent && sent->hash == item->hash) {
    push->counts->unchanged++;
    return RELATA_OK;
  }
  if (!triples && !sent) /* nothing outside of graphs: nothing there is ours to empty */
    return RELATA_OK;
  RELATA_TRY(batches_send(push, item->graph, error));
  push->counts->graphs++;
  push->counts->triples += triples;
  return push_state_add(&push->state, item->graph, item->hash, error);
}

static enum relata_status graph_delete(struct push *push, struct relata_str graph, struct relata_error *error) {
  push->counts->deleted++;
  if (push->options->update)
    return update_send(push, relata_arena_print(push->arena, "DROP SILENT GRAPH <%.*s>", (int)graph.len, graph.data),
                       error);
  const struct push_request request = {
    .method = "DELETE",
    .url = push_http_graph_url(push->http, push->arena, push->options->to, graph).data,
    .gone_is_fine = true
  };
  return push_http_send(push->http, &request, error);
}

/* ------------------------------------------------------------------ the walk */

static enum relata_status walk(struct push *push, struct relata_error *error) {
  for (size_t k = 0; k < push->count; k++) {
    RELATA_TRY(graph_send(push, &push->graphs[k], error));
    progress_tell(push, k + 1);
  }
  for (size_t k = 0; k < push->state.count; k++)
    if (!push->state.entries[k].here && push->state.entries[k].graph.len)
      RELATA_TRY(graph_delete(push, push->state.entries[k].graph, error));
  return push_state_complete(&push->state, push->options->to, push->graphs, push->count, error);
}

static enum relata_status begin_and_walk(struct push *push, struct relata_error *error) {
  const char *to = push->options->to;
  RELATA_TRY(push_http_new(&push->http, push->options, error));
  RELATA_TRY(graphs_list(push, error));
  RELATA_TRY(push_state_read(&push->state, push->options->state, to, error));
  const bool anew = !push->options->changed_only && push->state.complete;
  push->counts->resumed = !anew && !push->state.complete && push->state.count > 0;
  RELATA_TRY(push_state_begin(&push->state, to, anew, error));
  if (anew)
    for (size_t k = 0; k < push->state.count; k++)
      push->state.entries[k].hash = 0; /* was sent, is sent again; what is gone is deleted there */
  return walk(push, error);
}

enum relata_status relata_graph_push(struct relata_graph *graph, const struct relata_push_options *options,
                                     struct relata_push_counts *counts, struct relata_error *error) {
  struct relata_push_counts unasked;
  struct push push = { .graph = graph,
                       .options = options,
                       .counts = counts ? counts : &unasked,
                       .arena = relata_arena_new(),
                       .text = relata_out_to_memory() };
  *push.counts = (struct relata_push_counts){ 0 };
  const enum relata_status status = begin_and_walk(&push, error);
  if (push.http)
    push.counts->retries = push_http_get_retries(push.http);
  push_http_free(push.http);
  push_state_close(&push.state);
  relata_out_abandon(push.text);
  relata_arena_free(push.arena);
  return status;
}
