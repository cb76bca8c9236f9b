/* Whatever the query, it is answered or refused with its place, and the same again. */
#include <stdlib.h>
#include <string.h>

#include "extract/base/out.h"
#include "graph/store/graph_private.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct quads *small_graph(void) {
  struct quads *quads = quads_new();
  const struct relata_str a = RELATA_STR("<https://w3id.org/relata/id/A>"), b = RELATA_STR("<https://w3id.org/relata/id/B>"),
                          p = RELATA_STR("<https://w3id.org/relata/ontology#backs>"), g = RELATA_STR("<http://g/>");
  quads_add(quads, a, p, b, g);
  quads_add(quads, b, p, a, g);
  quads_add(quads, a, p, RELATA_STR("\"5\"^^<http://www.w3.org/2001/XMLSchema#integer>"), g);
  quads_add(quads, a, p, RELATA_STR("\"x\"@en"), (struct relata_str){ NULL, 0 });
  quads_finish(quads);
  return quads;
}

static enum relata_status ask(struct relata_graph *graph, const char *query, struct relata_out *out) {
  struct relata_error error = { .status = RELATA_OK };
  const enum relata_status status = relata_graph_query(graph, query, RELATA_RESULTS_JSON, false, out, NULL, &error);
  if (status != RELATA_OK && !error.message[0])
    abort();
  return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct relata_graph graph = { .base = RELATA_STR("https://w3id.org/relata/"), .quads = small_graph() };
  graph.arena = relata_arena_new();
  prefixes_fill(graph.prefixes, graph.base, graph.arena);
  char *query = malloc(size + 1);
  if (!query)
    abort();
  memcpy(query, data, size);
  query[size] = '\0';
  struct relata_out *one = relata_out_to_memory(), *other = relata_out_to_memory();
  if (ask(&graph, query, one) != ask(&graph, query, other))
    abort();
  relata_out_abandon(one);
  relata_out_abandon(other);
  free(query);
  relata_arena_free(graph.arena);
  quads_free(graph.quads);
  return 0;
}
