/* test_update.c — updates of a graph on disk: datasets, limits, counts, and what they leave in its articles. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "extract/base/out.h"
#include "graph/graph.h"
#include "graph/store/graph_private.h"
#include "graph_fixture.h"

static struct relata_graph *open_graph(const char *folder, enum relata_graph_mode mode) {
  struct relata_graph *graph;
  assert_int_equal(relata_graph_open(&graph, folder, mode, NULL, NULL), RELATA_OK);
  return graph;
}

static struct relata_update_counts update(struct relata_graph *graph, const char *text,
                                          const struct relata_update_options *options) {
  struct relata_update_counts counts;
  struct relata_error error = { 0 };
  if (relata_graph_update(graph, text, options, &counts, &error) != RELATA_OK)
    fail_msg("%s: %zu:%zu %s", text, error.line, error.column, error.message);
  return counts;
}

static void refuse(struct relata_graph *graph, const char *text, const struct relata_update_options *options,
                   enum relata_status status, const char *words) {
  struct relata_error error = { 0 };
  assert_int_equal(relata_graph_update(graph, text, options, NULL, &error), status);
  if (!strstr(error.message, words))
    fail_msg("'%s' does not say '%s'", error.message, words);
}

static size_t rows(struct relata_graph *graph, const char *query) {
  struct relata_out *out = relata_out_to_memory();
  size_t count = 0;
  assert_int_equal(relata_graph_query(graph, query, RELATA_RESULTS_CSV, false, out, &count, NULL), RELATA_OK);
  relata_out_abandon(out);
  return count;
}

static void assert_sound(struct relata_graph *graph) {
  struct relata_error error = { 0 };
  if (relata_graph_check(graph, &error) != RELATA_OK)
    fail_msg("%s: %s", error.path, error.message);
}

/* The same triple in two graphs and outside of them. */
#define THRICE "INSERT DATA { <a:s> <a:p> 1 . GRAPH <a:g> { <a:s> <a:p> 1 } GRAPH <a:h> { <a:s> <a:p> 1 } }"

static void test_datasets(void **state) {
  (void)state;
  const struct relata_update_options strict = { .strict_dataset = true };
  char *folder = fixture_folder();
  struct relata_graph *graph = open_graph(folder, RELATA_GRAPH_CREATE);
  assert_int_equal(update(graph, THRICE, NULL).inserted, 3);
  assert_int_equal(update(graph, "DELETE DATA { <a:s> <a:p> 1 }", &strict).deleted, 1);
  assert_int_equal(update(graph, "DELETE WHERE { ?s <a:p> ?o }", &strict).deleted, 0);
  assert_int_equal(update(graph, "DELETE WHERE { ?s <a:p> ?o }", NULL).deleted, 2);
  assert_int_equal(rows(graph, "SELECT * { ?s ?p ?o }"), 0);
  update(graph, THRICE, NULL);
  assert_int_equal(update(graph, "DELETE DATA { GRAPH <a:g> { <a:s> <a:p> 1 } }", NULL).deleted, 1);
  assert_int_equal(update(graph, "WITH <a:h> DELETE { ?s ?p ?o } INSERT { ?s <a:q> ?o } WHERE { ?s ?p ?o }", NULL).inserted, 1);
  assert_int_equal(rows(graph, "SELECT * { GRAPH <a:h> { ?s <a:q> ?o } }"), 1);
  assert_sound(graph);
  relata_graph_close(graph);
  fixture_remove(folder);
}

static void test_protocol_dataset(void **state) {
  (void)state;
  const char *const graphs[] = { "a:g" };
  const struct relata_update_options options = { .using_graphs = graphs, .using_graph_count = 1 };
  char *folder = fixture_folder();
  struct relata_graph *graph = open_graph(folder, RELATA_GRAPH_CREATE);
  update(graph, THRICE " ; INSERT DATA { GRAPH <a:g> { <a:s> <a:p> 2 } GRAPH <a:h> { <a:s> <a:p> 3 } }", NULL);
  assert_int_equal(update(graph, "INSERT { GRAPH <a:k> { ?s <a:p> ?o } } WHERE { ?s <a:p> ?o }", &options).inserted, 2);
  refuse(graph, "WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", &options, RELATA_BAD_INPUT, "USING and WITH");
  relata_graph_close(graph);
  fixture_remove(folder);
}

static void test_limits(void **state) {
  (void)state;
  const int cancel = 1;
  const struct relata_update_options cancelled = { .cancel = &cancel };
  char *folder = fixture_folder();
  struct relata_graph *graph = open_graph(folder, RELATA_GRAPH_CREATE);
  refuse(graph, THRICE, &cancelled, RELATA_LIMIT, "called off");
  refuse(graph, "LOAD <file:///etc/passwd.ttl>", NULL, RELATA_UNSUPPORTED, "not allowed");
  refuse(graph, "LOAD SILENT <file:///etc/passwd.ttl>", NULL, RELATA_UNSUPPORTED, "not allowed");
  refuse(graph, "INSERT DATA { <a:s> <a:p> 1 } ; DROP GRAPH <a:none>", NULL, RELATA_BAD_INPUT, "no graph <a:none>");
  assert_int_equal(rows(graph, "SELECT * { ?s ?p ?o }"), 0);
  relata_graph_close(graph);
  graph = open_graph(folder, RELATA_GRAPH_READ);
  refuse(graph, THRICE, NULL, RELATA_BAD_USAGE, "for reading only");
  relata_graph_close(graph);
  fixture_remove(folder);
}

static size_t count_blanks(struct relata_graph *graph) {
  return rows(graph, "SELECT DISTINCT ?b { ?b <a:p> ?o FILTER(isBlank(?b)) }");
}

static void test_blank_nodes(void **state) {
  (void)state;
  char *folder = fixture_folder();
  struct relata_graph *graph = open_graph(folder, RELATA_GRAPH_CREATE);
  update(graph, "INSERT DATA { _:a <a:p> 1 , 2 . GRAPH <a:g> { _:a <a:p> 3 } }", NULL);
  assert_int_equal(count_blanks(graph), 1);
  update(graph, "INSERT DATA { _:a <a:p> 1 , 2 . GRAPH <a:g> { _:a <a:p> 3 } }", NULL);
  assert_int_equal(count_blanks(graph), 2);
  update(graph, "INSERT { [] <a:p> ?o } WHERE { ?s <a:p> ?o }", NULL);
  assert_int_equal(count_blanks(graph), 8);
  update(graph, "INSERT { ?b <a:p> 9 } WHERE { BIND(BNODE() AS ?b) }", NULL);
  update(graph, "INSERT { ?b <a:p> 9 } WHERE { BIND(BNODE() AS ?b) }", NULL);
  assert_int_equal(count_blanks(graph), 10);
  assert_sound(graph);
  relata_graph_close(graph);
  fixture_remove(folder);
}

static void test_readers_see_the_change(void **state) {
  (void)state;
  char *folder = fixture_folder();
  struct relata_graph *graph = open_graph(folder, RELATA_GRAPH_CREATE), *reader;
  reader = open_graph(folder, RELATA_GRAPH_READ);
  assert_int_equal(rows(reader, "SELECT * { ?s ?p ?o }"), 0);
  assert_false(relata_graph_refresh(reader));
  update(graph, THRICE, NULL);
  assert_int_equal(rows(reader, "SELECT * { ?s ?p ?o }"), 0);
  assert_true(relata_graph_refresh(reader));
  assert_int_equal(rows(reader, "SELECT * { ?s ?p ?o }"), 1);
  relata_graph_close(reader);
  relata_graph_close(graph);
  fixture_remove(folder);
}

/* Updates and articles, each after the other, with changes kept beside the index: sound at every step. */
static void test_among_articles(void **state) {
  (void)state;
  char *folder = fixture_folder();
  struct relata_graph *graph = open_graph(folder, RELATA_GRAPH_CREATE);
  graph->delta_from = 0;
  for (int round = 0; round < 4; round++) {
    struct relata_document *document = round % 2 ? fixture_second() : fixture_first();
    document->id = relata_arena_print(document->arena, "article%d.txt", round % 3);
    document->content_hash = (uint64_t)round + 1;
    assert_int_equal(relata_graph_add(graph, document, NULL), RELATA_OK);
    relata_document_free(document);
    refuse(graph, THRICE, NULL, RELATA_BAD_USAGE, "wait for their commit");
    assert_int_equal(relata_graph_commit(graph, NULL), RELATA_OK);
    update(graph, "INSERT { ?b <a:inverse> ?a } WHERE { ?a rel:backs ?b }", NULL);
    update(graph, "DELETE { ?c rel:confidence ?x } WHERE { ?c rel:confidence ?x }", NULL);
    assert_int_equal(rows(graph, "SELECT * { ?c rel:confidence ?x }"), 0);
    assert_sound(graph);
  }
  assert_int_equal(relata_graph_remove(graph, RELATA_STR("default graph"), NULL), RELATA_OK);
  assert_int_equal(relata_graph_commit(graph, NULL), RELATA_OK);
  assert_int_equal(rows(graph, "SELECT * { ?s <a:inverse> ?o }"), 0);
  assert_sound(graph);
  relata_graph_close(graph);
  fixture_remove(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_datasets),    cmocka_unit_test(test_protocol_dataset),
    cmocka_unit_test(test_limits),      cmocka_unit_test(test_blank_nodes),
    cmocka_unit_test(test_readers_see_the_change), cmocka_unit_test(test_among_articles),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
