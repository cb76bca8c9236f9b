/* Whatever the query, it is answered or refused with its place, within its
 * limits, and the same again. */
#include <stdlib.h>
#include <string.h>

#include "extract/base/out.h"
#include "graph/sparql/text_index.h"
#include "graph/store/graph_private.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ID "<https://w3id.org/relata/id/"
#define REL "<https://w3id.org/relata/ontology#"
#define XSD "^^<http://www.w3.org/2001/XMLSchema#"
#define LABEL "<http://www.w3.org/2000/01/rdf-schema#label>"

static struct quads *small_graph(void) {
  static const char *const lines[][4] = {
    { ID "A>", REL "backs>", ID "B>", "<http://g/>" },      { ID "B>", REL "backs>", ID "A>", "<http://g/>" },
    { ID "B>", REL "backs>", ID "C>", "<http://h/>" },      { ID "C>", REL "attacks>", ID "A>", "<http://h/>" },
    { ID "A>", REL "size>", "\"5\"" XSD "integer>", "<http://g/>" },
    { ID "B>", REL "size>", "\"2.5\"" XSD "decimal>", "<http://g/>" },
    { ID "C>", REL "size>", "\"1e3\"" XSD "double>", "" },
    { ID "A>", REL "date>", "\"2018-09-07T01:02:03Z\"" XSD "dateTime>", "<http://g/>" },
    { ID "A>", LABEL, "\"chemical attack in Idlib\"@en", "<http://g/>" },
    { ID "B>", LABEL, "\"Chemicals\"", "<http://h/>" },     { "_:x", REL "backs>", "_:y", "<http://h/>" },
    { "_:y", LABEL, "\"\"", "" },
  };
  struct quads *quads = quads_new();
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
    quads_add(quads, relata_str_of(lines[i][0]), relata_str_of(lines[i][1]), relata_str_of(lines[i][2]),
              relata_str_of(lines[i][3]));
  quads_finish(quads);
  return quads;
}

static enum relata_status ask(struct relata_graph *graph, const char *query, struct relata_out *out) {
  const struct relata_query_options options = { .results = (enum relata_results)(strlen(query) % 5),
                                                .seconds = 0.3,
                                                .memory = 64 << 20 };
  struct relata_error error = { .status = RELATA_OK };
  const enum relata_status status = relata_graph_run(graph, query, &options, out, NULL, &error);
  if (status != RELATA_OK && !error.message[0])
    abort();
  return status;
}

static void ask_twice(struct relata_graph *graph, const char *query) {
  struct relata_out *one = relata_out_to_memory(), *other = relata_out_to_memory();
  const enum relata_status first = ask(graph, query, one), second = ask(graph, query, other);
  const bool limited = first == RELATA_LIMIT || second == RELATA_LIMIT;
  const bool moves = strstr(query, "NOW") || strstr(query, "now") || strstr(query, "Now");
  if (!limited && (first != second || (first == RELATA_OK && !moves &&
                                       !relata_str_equal(relata_out_as_memory(one), relata_out_as_memory(other)))))
    abort();
  relata_out_abandon(one);
  relata_out_abandon(other);
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
  ask_twice(&graph, query);
  free(query);
  text_index_free(graph.texts);
  relata_arena_free(graph.arena);
  quads_free(graph.quads);
  return 0;
}
