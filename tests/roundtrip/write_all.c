/* write_all.c — writes one graph of awkward facts in every syntax and format: FOLDER/graph.ttl, .gexf … */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "extract/base/out.h"
#include "graph/graph.h"
#include "graph_fixture.h"

static struct relata_document *awkward(void) {
  static const struct fixture_fact facts[] = {
    { "O'Neil & Sons (Oriel) <plc> owns \"The Gull\".", "O'Neil & Sons (Oriel) <plc>", "Company", "owns",
      "\"The Gull\"", "Company", NULL, "2021-02-30", false, false },
    { "The crew said: ‘C:\\ships\\Alda’ is the path,\nand nothing else.", "The crew", "Population", "~say_that_it_is",
      "C:\\ships\\Alda", "Work", "The crew", "2021-05-03T12:30:00Z", false, false },
    { "Zürich’s Ærø-Bank lost 1,250.50 crowns.", "Zürich’s Ærø-Bank", "Bank", "loses", "1250.50", "xsd:decimal", NULL,
      "2021-05", false, false },
    { "東京 signed a pact with Ōsaka.", "東京", "City", "signs_agreement_with", "Ōsaka", "City", NULL, "2020/2021",
      false, true },
    { "Lune lost at least 25 boats.", "Lune", "Town", "loses", "at least 25", "xsd:integer", NULL, NULL, true, false },
    { "Lune had 007 boats.", "Lune", "Town", "~have", "007", "xsd:integer", NULL, NULL, false, false },
    { "Lune voted true.", "Lune", "Town", "~vote", "true", "xsd:boolean", NULL, NULL, false, false },
    { "Lune paid 5. in all.", "Lune", "Town", "~pay", "5.", "xsd:decimal", NULL, NULL, false, false },
    { "100% of A/B/C depends on -1.", "100% of A/B/C", NULL, "~depend on", "-1", "xsd:integer", NULL, NULL, false,
      false },
    { "Dot. depends on :colon.", "Dot.", NULL, "~depend_on", ":colon", NULL, NULL, NULL, false, false },
  };
  return fixture_document("awkward #1? (100%).txt", "A \"title\" with \\ and ]]> and &amp;", "2021", facts,
                          sizeof facts / sizeof *facts);
}

static void check(enum relata_status status, const struct relata_error *error) {
  if (status == RELATA_OK)
    return;
  fprintf(stderr, "%s %s\n", error->path, error->message);
  exit(1);
}

static void build(struct relata_graph *graph, struct relata_error *error) {
  struct relata_document *documents[] = { fixture_first(), fixture_second(), awkward() };
  documents[1]->url = RELATA_STR("https://news.example.org/2021/talks?id=7&x=ä");
  for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
    check(relata_graph_add(graph, documents[i], error), error);
    relata_document_free(documents[i]);
  }
  check(relata_graph_commit(graph, error), error);
}

static void export(struct relata_graph *graph, const char *folder, const char *syntax, struct relata_error *error) {
  struct relata_export_options options = { .statements_only = false };
  struct relata_out *out;
  char *path = NULL;
  if (asprintf(&path, "%s/graph.%s", folder, syntax) < 0)
    abort();
  check(relata_syntax_of(syntax, &options.syntax), error);
  check(relata_out_open(&out, path, error), error);
  check(relata_graph_export(graph, &options, out, error), error);
  check(relata_out_close(out, error), error);
  free(path);
}

static void write_network(struct relata_graph *graph, const char *folder, const char *name, struct relata_error *error) {
  enum relata_network network;
  struct relata_out *out;
  char *path = NULL;
  if (asprintf(&path, "%s/graph.%s", folder, name) < 0)
    abort();
  check(relata_network_of(name, &network), error);
  check(relata_out_open(&out, path, error), error);
  check(relata_graph_write_network(graph, NULL, network, out, error), error);
  check(relata_out_close(out, error), error);
  free(path);
}

int main(int argc, char **argv) {
  static const char *const syntaxes[] = { "ttl", "trig", "nt", "nq", "rdf", "rj", "jsonld" };
  static const char *const networks[] = { "gexf",      "graphml",     "cytoscape",  "csv-nodes",
                                          "csv-edges", "neo4j-nodes", "neo4j-edges" };
  struct relata_error error = { .path = "", .message = "" };
  struct relata_graph *graph;
  char *folder = fixture_folder();
  if (argc != 2)
    return 2;
  check(relata_graph_open(&graph, folder, RELATA_GRAPH_CREATE, NULL, &error), &error);
  build(graph, &error);
  for (size_t i = 0; i < sizeof syntaxes / sizeof *syntaxes; i++)
    export(graph, argv[1], syntaxes[i], &error);
  for (size_t i = 0; i < sizeof networks / sizeof *networks; i++)
    write_network(graph, argv[1], networks[i], &error);
  relata_graph_close(graph);
  fixture_remove(folder);
  return 0;
}
