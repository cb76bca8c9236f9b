/* test_sparql.c — what a query may be asked with, and what keeps it in bounds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <arpa/inet.h>
#include <glob.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "extract/base/out.h"
#include "graph/graph.h"

/* ------------------------------------------------------------------ a graph */

#define E "http://e.example/"

static const char two_graphs[] =
  "@prefix : <" E "> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
  ":g1 { :a :knows :b . :b :knows :c . :a :age 30 . :b :age 4 . :c :age 30.5 .\n"
  "      :a rdfs:label \"The \\u00c9lys\\u00e9e palace\"@fr . :b rdfs:label \"palace of the mind\" . }\n"
  ":g2 { :c :knows :a . :a :knows :b . :c rdfs:label \"Mind the gap\"@en . :d rdfs:label \"MIND\", \"the mind of the gap\" . }\n"
  "{ :d :knows :d . :d :note \"palace\" . }\n";

struct fixture {
  char folder[64];
  struct relata_graph *graph;
};

static void remove_folder(const char *folder) {
  char command[256];
  snprintf(command, sizeof command, "rm -rf '%s'", folder);
  assert_int_equal(system(command), 0);
}

static void import_text(const char *folder, const char *name, const char *text) {
  struct relata_error error = { 0 };
  const struct relata_import_options options = { .syntax = "trig" };
  struct relata_graph *graph;
  char path[128];
  size_t quads;
  bool unchanged;
  snprintf(path, sizeof path, "%s-%s.trig", folder, name);
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
  assert_int_equal(relata_graph_open(&graph, folder, RELATA_GRAPH_CREATE, NULL, &error), RELATA_OK);
  if (relata_graph_import(graph, path, &options, &quads, &unchanged, &error) != RELATA_OK)
    fail_msg("%s", error.message);
  assert_int_equal(relata_graph_commit(graph, &error), RELATA_OK);
  relata_graph_close(graph);
  unlink(path);
}

static int set_up(void **state) {
  struct fixture *fixture = calloc(1, sizeof *fixture);
  struct relata_error error;
  assert_non_null(fixture);
  strcpy(fixture->folder, "/tmp/test_sparql_XXXXXX");
  assert_non_null(mkdtemp(fixture->folder));
  import_text(fixture->folder, "two", two_graphs);
  assert_int_equal(relata_graph_open(&fixture->graph, fixture->folder, RELATA_GRAPH_READ, NULL, &error), RELATA_OK);
  *state = fixture;
  return 0;
}

static int tear_down(void **state) {
  struct fixture *fixture = *state;
  relata_graph_close(fixture->graph);
  remove_folder(fixture->folder);
  free(fixture);
  return 0;
}

/* ------------------------------------------------------------------ asking */

static enum relata_status run(struct relata_graph *graph, const char *query, const struct relata_query_options *options,
                              char *answer, size_t size, struct relata_error *error) {
  char text[4096];
  struct relata_out *out = relata_out_to_memory();
  snprintf(text, sizeof text, "PREFIX : <" E "> %s", query);
  const enum relata_status status = relata_graph_run(graph, text, options, out, NULL, error);
  const struct relata_str written = relata_out_as_memory(out);
  snprintf(answer, size, "%.*s", (int)written.len, written.len ? written.data : "");
  relata_out_abandon(out);
  return status;
}

static void assert_answer(struct relata_graph *graph, const char *query, const struct relata_query_options *options,
                          const char *expected) {
  char answer[8192];
  struct relata_error error = { 0 };
  if (run(graph, query, options, answer, sizeof answer, &error) != RELATA_OK)
    fail_msg("%s: %s", query, error.message);
  assert_string_equal(answer, expected);
}

static void assert_limited(struct relata_graph *graph, const char *query, const struct relata_query_options *options,
                           const char *message) {
  char answer[64];
  struct relata_error error = { 0 };
  assert_int_equal(run(graph, query, options, answer, sizeof answer, &error), RELATA_LIMIT);
  if (!strstr(error.message, message))
    fail_msg("'%s' is not '%s'", error.message, message);
}

static const struct relata_query_options as_csv = { .results = RELATA_RESULTS_CSV };

/* ------------------------------------------------------------------ datasets */

static void test_dataset(void **state) {
  struct relata_graph *graph = ((struct fixture *)*state)->graph;
  const char *const first[] = { E "g1" }, *const second[] = { E "g2" };
  const char count[] = "SELECT (COUNT(*) AS ?n) FROM :g2 { ?a :knows ?b }";
  const struct relata_query_options outside = { .results = RELATA_RESULTS_CSV, .strict = true },
                                    given = { .results = RELATA_RESULTS_CSV, .default_graphs = first,
                                              .default_graph_count = 1 },
                                    named = { .results = RELATA_RESULTS_CSV, .named_graphs = second,
                                              .named_graph_count = 1 };
  assert_answer(graph, "SELECT (COUNT(*) AS ?n) { ?a :knows ?b }", &as_csv, "n\r\n4\r\n");
  assert_answer(graph, "SELECT ?a { ?a :knows ?b }", &outside, "a\r\n" E "d\r\n");
  assert_answer(graph, count, &as_csv, "n\r\n2\r\n");
  assert_answer(graph, "SELECT ?a FROM :g2 { ?a :knows ?b }", &given, "a\r\n" E "a\r\n" E "b\r\n");
  assert_answer(graph, "SELECT ?g { ?a :knows ?b }", &named, "g\r\n");
  assert_answer(graph, "SELECT DISTINCT ?g { GRAPH ?g { ?a :knows ?b } }", &named, "g\r\n" E "g2\r\n");
}

/* ------------------------------------------------------------------ limits */

static const char explosion[] = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r "
                                "FILTER(RAND() > 2) }";

static void test_limits(void **state) {
  struct relata_graph *graph = ((struct fixture *)*state)->graph;
  const int stop = 1;
  const struct relata_query_options short_time = { .seconds = 0.05 }, small = { .memory = 200000 },
                                    few = { .results = RELATA_RESULTS_CSV, .rows = 3 }, cancelled = { .cancel = &stop };
  assert_limited(graph, explosion, &short_time, "longer than 0.05 seconds");
  assert_limited(graph, "SELECT * { ?a (:knows|!:x)* ?b . ?c ?d ?e . ?f ?g ?h } ORDER BY ?e ?h", &small, "1 MB of memory");
  assert_limited(graph, "SELECT (GROUP_CONCAT(STR(?a); SEPARATOR='----------------') AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
                 &small, "memory");
  assert_limited(graph, "SELECT * { ?a ?b ?c }", &few, "more than 3 rows");
  assert_limited(graph, explosion, &cancelled, "cancelled");
  assert_answer(graph, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c }", &few, "n\r\n13\r\n");
}

/* What would take for ever when all rows were found first. */
static void test_stops_early(void **state) {
  struct relata_graph *graph = ((struct fixture *)*state)->graph;
  const struct relata_query_options short_time = { .results = RELATA_RESULTS_CSV, .seconds = 5, .memory = 4000000 };
  const char endless[] = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r . ?s ?t ?u }";
  char query[512];
  snprintf(query, sizeof query, "ASK %s", endless);
  assert_answer(graph, query, &short_time, "true\n");
  snprintf(query, sizeof query, "SELECT (1 AS ?x) %s LIMIT 1", endless);
  assert_answer(graph, query, &short_time, "x\r\n1\r\n");
  snprintf(query, sizeof query, "SELECT DISTINCT (1 AS ?x) %s LIMIT 1", endless);
  assert_answer(graph, query, &short_time, "x\r\n1\r\n");
  snprintf(query, sizeof query, "SELECT ?z { :a :age ?z FILTER EXISTS %s }", endless);
  assert_answer(graph, query, &short_time, "z\r\n30\r\n");
}

static void test_deep_queries(void **state) {
  struct relata_graph *graph = ((struct fixture *)*state)->graph;
  enum { LENGTH = 200000 };
  static const char *const parts[][2] = { { "SELECT * { ?s ?p ?o FILTER(1", "||1" },
                                          { "SELECT * { ?s ?p ?o ", "OPTIONAL{?s ?p ?o}" },
                                          { "SELECT * { {}", "UNION{}" },
                                          { "SELECT * { ?s :a", "|:a" },
                                          { "SELECT * { ?s ?p ?o FILTER(", "(" },
                                          { "SELECT * { ", "{" } };
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    struct relata_out *query = relata_out_to_memory(), *out = relata_out_to_memory();
    struct relata_error error = { 0 };
    const struct relata_query_options options = { .seconds = 20 };
    relata_out_text(query, "PREFIX : <" E "> ");
    relata_out_text(query, parts[i][0]);
    for (size_t k = 0; k < LENGTH; k++)
      relata_out_text(query, parts[i][1]);
    relata_out_char(query, '\0');
    assert_int_equal(relata_graph_run(graph, relata_out_as_memory(query).data, &options, out, NULL, &error),
                     RELATA_BAD_INPUT);
    relata_out_abandon(query);
    relata_out_abandon(out);
  }
}

/* ------------------------------------------------------------------ meaning */

/* In EXISTS the outer values hold everywhere, in groups and OPTIONAL they do not. */
static void test_outer_variables(void **state) {
  struct relata_graph *graph = ((struct fixture *)*state)->graph;
  assert_answer(graph, "SELECT ?x { ?x :age ?d FILTER NOT EXISTS { ?y :age ?e FILTER(?e > ?d) } }", &as_csv,
                "x\r\n" E "c\r\n");
  assert_answer(graph, "SELECT ?x { ?x :age ?d { ?y :age ?e FILTER(?e > ?d) } }", &as_csv, "x\r\n");
  assert_answer(graph, "SELECT ?x ?y { ?x :age 4 OPTIONAL { ?y :knows :a { ?z :age 4 FILTER(?z = ?x) } } }", &as_csv,
                "x,y\r\n" E "b,\r\n");
}

static void test_order(void **state) {
  struct relata_graph *graph = ((struct fixture *)*state)->graph;
  assert_answer(graph, "SELECT ?x { ?x :age ?d } ORDER BY DESC(?d) LIMIT 2", &as_csv, "x\r\n" E "c\r\n" E "a\r\n");
  assert_answer(graph, "SELECT ?x { ?x :age ?d } ORDER BY ?d LIMIT 1 OFFSET 1", &as_csv, "x\r\n" E "a\r\n");
  /* more rows than are kept, and ties that stay in their order */
  assert_answer(graph,
                "SELECT ?d { ?x :age ?d . ?a ?b ?c . ?e ?f ?g . ?h ?i ?j } ORDER BY DESC(?d + 0) ?x LIMIT 3 OFFSET 2196",
                &as_csv, "d\r\n30.5\r\n30\r\n30\r\n");
}

static void test_row_without_columns(void **state) {
  struct relata_graph *graph = ((struct fixture *)*state)->graph;
  const struct relata_query_options json = { .results = RELATA_RESULTS_JSON };
  assert_answer(graph, "SELECT * { :a :knows :b }", &as_csv, "\r\n\r\n");
  assert_answer(graph, "SELECT * { :a :knows :b }", &json,
                "{ \"head\": { \"vars\": [ ] },\n  \"results\": { \"bindings\": [\n    { }\n  ] }\n}\n");
}

/* ------------------------------------------------------------------ graphs as answers */

static void test_syntaxes(void **state) {
  struct relata_graph *graph = ((struct fixture *)*state)->graph;
  const struct relata_query_options lines = { .syntax = RELATA_NQUADS };
  const char expected[] = "<" E "b> <" E "is> \"4\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n";
  char answer[4096];
  struct relata_error error = { 0 };
  assert_answer(graph, "CONSTRUCT { ?x :is ?n } { ?x :age ?n FILTER(?n < 5) }", &lines, expected);
  for (int syntax = RELATA_TURTLE; syntax <= RELATA_JSONLD; syntax++) {
    const struct relata_query_options options = { .syntax = (enum relata_syntax)syntax };
    assert_int_equal(run(graph, "DESCRIBE :b", &options, answer, sizeof answer, &error), RELATA_OK);
    assert_non_null(strstr(answer, "palace of the mind"));
  }
}

static void test_form(void **state) {
  struct relata_graph *graph = ((struct fixture *)*state)->graph;
  struct relata_error error = { 0 };
  enum relata_query_form form;
  assert_int_equal(relata_graph_query_form(graph, "ASK {}", NULL, &form, &error), RELATA_OK);
  assert_int_equal(form, RELATA_QUERY_ASK);
  assert_int_equal(relata_graph_query_form(graph, "DESCRIBE <x>", E, &form, &error), RELATA_OK);
  assert_int_equal(form, RELATA_QUERY_DESCRIBE);
  assert_int_equal(relata_graph_query_form(graph, "ASK", NULL, &form, &error), RELATA_BAD_INPUT);
  assert_int_equal(relata_graph_query_form(graph, "ASK { ?x ?y \"\xff\" }", NULL, &form, &error), RELATA_BAD_INPUT);
  assert_int_equal(error.column, 14);
}

static void test_explain(void **state) {
  struct relata_graph *graph = ((struct fixture *)*state)->graph;
  struct relata_out *plan = relata_out_to_memory();
  const struct relata_query_options options = { .explain = plan };
  char answer[1024];
  struct relata_error error = { 0 };
  assert_int_equal(run(graph, "SELECT ?x { ?x :knows ?y ; :age ?n FILTER(?n > 3) } ORDER BY ?n LIMIT 1", &options, answer,
                       sizeof answer, &error),
                   RELATA_OK);
  relata_out_char(plan, '\0');
  const char *text = relata_out_as_memory(plan).data;
  assert_non_null(strstr(text, "top 1 by ?n"));
  assert_non_null(strstr(text, "?x <" E "age> ?n  filter ?n"));
  relata_out_abandon(plan);
}

/* ------------------------------------------------------------------ texts */

static void test_text(void **state) {
  struct relata_graph *graph = ((struct fixture *)*state)->graph;
  assert_answer(graph, "SELECT ?x { ?x text:matches \"ELYSEE\" }", &as_csv, "x\r\n" E "a\r\n");
  assert_answer(graph, "SELECT ?x { ?x text:matches \"palace\" }", &as_csv, "x\r\n" E "a\r\n" E "b\r\n");
  assert_answer(graph, "SELECT ?x { ?x text:matches \"the mind\" }", &as_csv, "x\r\n" E "b\r\n" E "c\r\n" E "d\r\n");
  assert_answer(graph, "SELECT ?x { ?x text:matches \"\\\"the mind\\\"\" }", &as_csv, "x\r\n" E "b\r\n" E "d\r\n");
  assert_answer(graph, "SELECT ?x { ?x text:matches \"pal* min*\" }", &as_csv, "x\r\n" E "b\r\n");
  assert_answer(graph, "SELECT ?x { ?x text:matches \"\" }", &as_csv, "x\r\n");
  assert_answer(graph, "SELECT ?x { VALUES ?w { \"gap\" } ?x text:matches ?w ; :knows ?y }", &as_csv,
                "x\r\n" E "c\r\n" E "d\r\n");
  assert_answer(graph, "SELECT ?g ?x { GRAPH ?g { ?x text:matches \"palace\" } }", &as_csv,
                "g,x\r\n" E "g1," E "a\r\n" E "g1," E "b\r\n");
  assert_answer(graph, "SELECT ?x { ?x text:matches (\"mind\" ?s) } ORDER BY DESC(?s) LIMIT 1", &as_csv,
                "x\r\n" E "d\r\n");
  assert_answer(graph, "ASK { :d text:matches \"gap\" OPTIONAL { :a text:matches (\"palace\" ?s) } FILTER(?s > 0) }", &as_csv,
                "true\n");
}

static void damage_file(const char *path) {
  FILE *file = fopen(path, "r+");
  assert_non_null(file);
  fseek(file, -3, SEEK_END);
  fputc('#', file);
  fclose(file);
}

/* Without its file, or with a damaged one, a search makes its own; check tells. */
static void test_text_file(void **state) {
  struct fixture *fixture = *state;
  struct relata_error error = { 0 };
  char pattern[128];
  glob_t found;
  snprintf(pattern, sizeof pattern, "%s/relata.graph.texts-*", fixture->folder);
  assert_int_equal(glob(pattern, 0, NULL, &found), 0);
  assert_int_equal(found.gl_pathc, 1);
  assert_int_equal(relata_graph_check(fixture->graph, &error), RELATA_OK);
  damage_file(found.gl_pathv[0]);
  assert_answer(fixture->graph, "SELECT ?x { ?x text:matches \"elysee\" }", &as_csv, "x\r\n" E "a\r\n");
  assert_int_equal(relata_graph_check(fixture->graph, &error), RELATA_BAD_INPUT);
  assert_non_null(strstr(error.message, "texts"));
  unlink(found.gl_pathv[0]);
  globfree(&found);
  assert_int_equal(relata_graph_check(fixture->graph, &error), RELATA_OK);
  import_text(fixture->folder, "more", "<" E "z> <http://www.w3.org/2000/01/rdf-schema#label> \"Elysee again\" .");
  struct relata_graph *later;
  assert_int_equal(relata_graph_open(&later, fixture->folder, RELATA_GRAPH_READ, NULL, &error), RELATA_OK);
  assert_answer(later, "SELECT ?x { ?x text:matches \"elysee\" } ORDER BY ?x", &as_csv, "x\r\n" E "a\r\n" E "z\r\n");
  relata_graph_close(later);
}

/* ------------------------------------------------------------------ other servers */

struct server {
  int socket;
  char request[4096];
};

/* Answers one request. */
static void *serve_once(void *payload) {
  static const char answer[] =
    "HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\nConnection: close\r\n\r\n"
    "{\"head\":{\"vars\":[\"x\",\"n\"]},\"results\":{\"bindings\":["
    "{\"x\":{\"type\":\"uri\",\"value\":\"" E "a\"},\"n\":{\"type\":\"literal\",\"value\":\"Ann\",\"xml:lang\":\"en\"}},"
    "{\"x\":{\"type\":\"uri\",\"value\":\"" E "nobody\"}},{\"other\":{\"type\":\"bnode\",\"value\":\"b\"}}]}}";
  struct server *server = payload;
  const int client = accept(server->socket, NULL, NULL);
  size_t length = 0;
  while (!strstr(server->request, "SELECT") && length < sizeof server->request - 1) {
    const ssize_t got = read(client, server->request + length, sizeof server->request - 1 - length);
    if (got <= 0)
      break;
    length += (size_t)got;
  }
  assert_int_equal(write(client, answer, sizeof answer - 1), sizeof answer - 1);
  close(client);
  return NULL;
}

static uint16_t listen_somewhere(int *listener) {
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
  socklen_t size = sizeof address;
  *listener = socket(AF_INET, SOCK_STREAM, 0);
  assert_int_equal(bind(*listener, (struct sockaddr *)&address, size), 0);
  assert_int_equal(listen(*listener, 1), 0);
  assert_int_equal(getsockname(*listener, (struct sockaddr *)&address, &size), 0);
  return ntohs(address.sin_port);
}

static void test_service(void **state) {
  struct relata_graph *graph = ((struct fixture *)*state)->graph;
  const struct relata_query_options allowed = { .results = RELATA_RESULTS_CSV, .allow_service = true, .seconds = 20 };
  struct server server = { .request = "" };
  struct relata_error error = { 0 };
  pthread_t thread;
  char query[512], answer[1024];
  const uint16_t port = listen_somewhere(&server.socket);
  assert_int_equal(pthread_create(&thread, NULL, serve_once, &server), 0);
  snprintf(query, sizeof query, "SELECT ?x ?d ?n { ?x :age ?d SERVICE <http://127.0.0.1:%u/> { ?x :named ?n } } ORDER BY ?d ?n", port);
  assert_answer(graph, query, &allowed, "x,d,n\r\n" E "b,4,\r\n" E "a,30,\r\n" E "a,30,Ann\r\n" E "c,30.5,\r\n");
  pthread_join(thread, NULL);
  assert_non_null(strstr(server.request, "named"));
  close(server.socket);
  assert_int_equal(run(graph, query, &as_csv, answer, sizeof answer, &error), RELATA_UNSUPPORTED);
  assert_int_equal(error.line, 1);
  assert_int_equal(run(graph, query, &allowed, answer, sizeof answer, &error), RELATA_IO);
  snprintf(query, sizeof query, "SELECT ?y { SERVICE SILENT <http://127.0.0.1:%u/> { ?x :named ?n } ?y :age 4 }", port);
  assert_answer(graph, query, &allowed, "y\r\n" E "b\r\n");
}

/* ------------------------------------------------------------------ threads */

static void *ask_often(void *graph) {
  for (int i = 0; i < 50; i++) {
    assert_answer(graph, "SELECT ?x { ?x text:matches \"palace\" }", &as_csv, "x\r\n" E "a\r\n" E "b\r\n");
    assert_answer(graph, "SELECT (COUNT(*) AS ?n) { ?a :knows+ ?b }", &as_csv, "n\r\n10\r\n");
  }
  return NULL;
}

static void test_threads(void **state) {
  pthread_t threads[4];
  for (size_t i = 0; i < 4; i++)
    assert_int_equal(pthread_create(&threads[i], NULL, ask_often, ((struct fixture *)*state)->graph), 0);
  for (size_t i = 0; i < 4; i++)
    pthread_join(threads[i], NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(test_dataset, set_up, tear_down),
    cmocka_unit_test_setup_teardown(test_limits, set_up, tear_down),
    cmocka_unit_test_setup_teardown(test_stops_early, set_up, tear_down),
    cmocka_unit_test_setup_teardown(test_deep_queries, set_up, tear_down),
    cmocka_unit_test_setup_teardown(test_outer_variables, set_up, tear_down),
    cmocka_unit_test_setup_teardown(test_order, set_up, tear_down),
    cmocka_unit_test_setup_teardown(test_row_without_columns, set_up, tear_down),
    cmocka_unit_test_setup_teardown(test_syntaxes, set_up, tear_down),
    cmocka_unit_test_setup_teardown(test_form, set_up, tear_down),
    cmocka_unit_test_setup_teardown(test_explain, set_up, tear_down),
    cmocka_unit_test_setup_teardown(test_text, set_up, tear_down),
    cmocka_unit_test_setup_teardown(test_text_file, set_up, tear_down),
    cmocka_unit_test_setup_teardown(test_service, set_up, tear_down),
    cmocka_unit_test_setup_teardown(test_threads, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
