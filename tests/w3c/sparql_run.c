/* sparql_run.c — answers queries for run.py as the standard has it: no predeclared
 * prefixes, and a default graph of its own.
 *
 *     sparql_run DATA.nq QUERY.rq BASE json|csv|tsv|xml
 *
 * Graphs are written as N-Triples.  Exit status: 0 answered, 3 the query is
 * wrong, 4 it is not supported. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "graph/sparql/engine.h"
#include "graph/store/nquads.h"
#include "graph/write/writers.h"
#include "read_file.h"

static enum relata_results format_of(const char *name) {
  return strcmp(name, "csv") == 0   ? RELATA_RESULTS_CSV
         : strcmp(name, "tsv") == 0 ? RELATA_RESULTS_TSV
         : strcmp(name, "xml") == 0 ? RELATA_RESULTS_XML
                                    : RELATA_RESULTS_JSON;
}

static void write_answer(const struct results *results, struct quads *graph, bool is_graph, const char *format) {
  struct relata_prefix prefixes[PREFIX_COUNT];
  struct relata_out *out;
  prefixes_fill(prefixes, RELATA_STR("https://w3id.org/relata/"), results->arena);
  if (relata_out_open(&out, "-", NULL) != RELATA_OK)
    exit(2);
  if (is_graph) {
    quads_finish(graph);
    write_lines(graph, false, out);
  } else {
    results_write(results, format_of(format), prefixes, false, out);
  }
  relata_out_close(out, NULL);
}

int main(int argc, char **argv) {
  size_t size;
  struct relata_error error = { .message = "" };
  if (argc != 5)
    return 2;
  struct quads *quads = quads_new(), *graph = quads_new();
  char *data = read_file(argv[1], &size);
  if (nquads_read(quads, (struct relata_str){ data, size }, argv[1], &error) != RELATA_OK) {
    fprintf(stderr, "%s:%zu: %s\n", argv[1], error.line, error.message);
    return 2;
  }
  quads_finish(quads);
  char *text = read_file(argv[2], &size);
  const struct engine_options options = { .base = relata_str_of(argv[3]) };
  struct results results = { .arena = relata_arena_new() };
  bool is_graph;
  const enum relata_status status =
    engine_run((struct relata_str){ text, size }, quads, &options, &results, graph, &is_graph, &error);
  if (status == RELATA_OK)
    write_answer(&results, graph, is_graph, argv[4]);
  else
    fprintf(stderr, "%zu:%zu: %s\n", error.line, error.column, error.message);
  relata_arena_free(results.arena);
  quads_free(quads);
  quads_free(graph);
  free(data);
  free(text);
  return status == RELATA_OK ? 0 : status == RELATA_UNSUPPORTED ? 4 : 3;
}
