/* test_graph.c — the graph's store, claims, queries, writers and evidence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "extract/base/out.h"
#include "graph/graph.h"
#include "graph/store/redland.h"
#include "graph/store/term.h"
#include "graph_fixture.h"

/* ------------------------------------------------------------------ helpers */

static struct relata_graph *open_graph(const char *folder, enum relata_graph_mode mode) {
  struct relata_graph *graph;
  struct relata_error error = { 0 };
  if (relata_graph_open(&graph, folder, mode, NULL, &error) != RELATA_OK)
    fail_msg("%s: %s", error.path, error.message);
  return graph;
}

static void add_and_free(struct relata_graph *graph, struct relata_document *document) {
  struct relata_error error = { 0 };
  if (relata_graph_add(graph, document, &error) != RELATA_OK)
    fail_msg("%s", error.message);
  relata_document_free(document);
}

static void build_sample(const char *folder) {
  struct relata_graph *graph = open_graph(folder, RELATA_GRAPH_CREATE);
  add_and_free(graph, fixture_first());
  add_and_free(graph, fixture_second());
  assert_int_equal(relata_graph_commit(graph, NULL), RELATA_OK);
  relata_graph_close(graph);
}

/* The answer as text, to be freed. */
static char *ask(struct relata_graph *graph, const char *query, enum relata_results format) {
  struct relata_out *out = relata_out_to_memory();
  struct relata_error error = { 0 };
  size_t rows;
  if (relata_graph_query(graph, query, format, false, out, &rows, &error) != RELATA_OK)
    fail_msg("%zu:%zu: %s", error.line, error.column, error.message);
  const struct relata_str text = relata_out_as_memory(out);
  char *answer = strndup(text.data, text.len);
  relata_out_abandon(out);
  return answer;
}

static void assert_answer(struct relata_graph *graph, const char *query, enum relata_results format,
                          const char *expected) {
  char *answer = ask(graph, query, format);
  assert_string_equal(answer, expected);
  free(answer);
}

static char *export(struct relata_graph *graph, enum relata_syntax syntax, bool statements_only) {
  const struct relata_export_options options = { .syntax = syntax, .statements_only = statements_only };
  struct relata_out *out = relata_out_to_memory();
  struct relata_error error = { 0 };
  if (relata_graph_export(graph, &options, out, &error) != RELATA_OK)
    fail_msg("%s", error.message);
  const struct relata_str text = relata_out_as_memory(out);
  char *result = strndup(text.data, text.len);
  relata_out_abandon(out);
  return result;
}

/* ------------------------------------------------------------------ terms */

static void test_terms(void **state) {
  (void)state;
  struct relata_arena *arena = relata_arena_new();
  const struct relata_str nothing = { NULL, 0 };
  const struct relata_str iri = term_iri(arena, RELATA_STR("http://x/"), RELATA_STR("a b\"<é"));
  assert_true(relata_str_is(iri, "<http://x/a%20b%22%3Cé>"));
  const struct relata_str literal = term_literal(arena, RELATA_STR("say \"é\"\n\t\x01\\"), nothing, RELATA_STR("en"));
  assert_true(relata_str_is(literal, "\"say \\\"é\\\"\\n\\t\\u0001\\\\\"@en"));
  const struct term_parts parts = term_split(arena, literal);
  assert_true(relata_str_is(parts.value, "say \"é\"\n\t\x01\\"));
  assert_true(relata_str_is(parts.language, "en"));
  const struct relata_str broken = term_literal(arena, (struct relata_str){ "a\xff" "b", 3 }, nothing, nothing);
  assert_true(relata_str_is(broken, "\"a\xef\xbf\xbd" "b\""));
  relata_arena_free(arena);
}

/* ------------------------------------------------------------------ store */

static void test_build_and_count(void **state) {
  struct relata_graph_counts counts;
  struct relata_graph *graph = open_graph(*state, RELATA_GRAPH_READ);
  assert_int_equal(relata_graph_count(graph, &counts, NULL), RELATA_OK);
  assert_int_equal(counts.articles, 2);
  assert_int_equal(counts.claims, 8);
  assert_int_equal(counts.statements, 4); /* "backs" is said twice, four are not stated as facts */
  assert_int_equal(counts.relations, 4);
  relata_graph_close(graph);
}

static enum relata_status count_article(void *payload, const struct relata_graph_article *article) {
  ++*(size_t *)payload;
  assert_true(article->hash == 42 && article->title.len && article->date.len == 10);
  return RELATA_OK;
}

static void test_list(void **state) {
  struct relata_graph *graph = open_graph(*state, RELATA_GRAPH_READ);
  size_t count = 0;
  assert_int_equal(relata_graph_list(graph, count_article, &count, NULL), RELATA_OK);
  assert_int_equal(count, 2);
  assert_true(relata_graph_has(graph, RELATA_STR("talks.txt"), 42));
  assert_false(relata_graph_has(graph, RELATA_STR("talks.txt"), 43));
  assert_false(relata_graph_has(graph, RELATA_STR("other.txt"), 42));
  relata_graph_close(graph);
}

static void test_open_errors(void **state) {
  (void)state;
  char *folder = fixture_folder();
  struct relata_graph *graph;
  struct relata_error error = { 0 };
  assert_int_equal(relata_graph_open(&graph, folder, RELATA_GRAPH_READ, NULL, &error), RELATA_NOT_FOUND);
  assert_null(graph);
  char *file = NULL;
  assert_true(asprintf(&file, "%s/letter.txt", folder) > 0);
  close(open(file, O_CREAT | O_WRONLY, 0666));
  assert_int_equal(relata_graph_open(&graph, folder, RELATA_GRAPH_CREATE, NULL, &error), RELATA_BAD_USAGE);
  assert_int_equal(relata_graph_open(&graph, file, RELATA_GRAPH_CREATE, NULL, &error), RELATA_IO);
  free(file);
  assert_int_equal(relata_graph_open(&graph, "/dev/full/graph", RELATA_GRAPH_CREATE, NULL, &error), RELATA_IO);
  assert_int_equal(relata_graph_open(&graph, "/proc/graph", RELATA_GRAPH_CREATE, NULL, &error), RELATA_IO);
  fixture_remove(folder);
}

/* Another process holds the lock; readers do not care. */
static void test_busy(void **state) {
  struct relata_graph *writer = open_graph(*state, RELATA_GRAPH_WRITE), *graph;
  const pid_t child = fork();
  if (child == 0) {
    const enum relata_status status = relata_graph_open(&graph, *state, RELATA_GRAPH_WRITE, NULL, NULL);
    _exit(status == RELATA_BUSY ? 0 : 1);
  }
  int result;
  waitpid(child, &result, 0);
  assert_true(WIFEXITED(result) && WEXITSTATUS(result) == 0);
  graph = open_graph(*state, RELATA_GRAPH_READ);
  relata_graph_close(graph);
  relata_graph_close(writer);
}

static void test_uncommitted_is_given_up(void **state) {
  (void)state;
  char *folder = fixture_folder();
  struct relata_graph *graph = open_graph(folder, RELATA_GRAPH_CREATE);
  add_and_free(graph, fixture_first());
  relata_graph_close(graph);
  graph = open_graph(folder, RELATA_GRAPH_READ);
  struct relata_graph_counts counts;
  assert_int_equal(relata_graph_count(graph, &counts, NULL), RELATA_OK);
  assert_int_equal(counts.triples, 0);
  relata_graph_close(graph);
  fixture_remove(folder);
}

static void test_replace(void **state) {
  char *folder = fixture_folder(), *once, *twice;
  build_sample(folder);
  build_sample(folder);
  struct relata_graph *graph = open_graph(folder, RELATA_GRAPH_READ);
  twice = export(graph, RELATA_NQUADS, false);
  relata_graph_close(graph);
  graph = open_graph(*state, RELATA_GRAPH_READ);
  once = export(graph, RELATA_NQUADS, false);
  relata_graph_close(graph);
  assert_string_equal(once, twice);
  free(once);
  free(twice);
  fixture_remove(folder);
}

/* A text in two parts: claims and characters go on counting. */
static void test_parts(void **state) {
  (void)state;
  char *folder = fixture_folder();
  struct relata_document *first = fixture_first(), *second = fixture_second();
  first->more_parts = true;
  second->id = first->id;
  second->part = 1;
  struct relata_graph *graph = open_graph(folder, RELATA_GRAPH_CREATE);
  add_and_free(graph, first);
  add_and_free(graph, second);
  assert_int_equal(relata_graph_commit(graph, NULL), RELATA_OK);
  assert_answer(graph,
                "SELECT ?b { <https://w3id.org/relata/doc/harbour.txt#c8> nif:sentence ?s . ?s nif:beginIndex ?b }",
                RELATA_RESULTS_CSV, "b\r\n326\r\n");
  relata_graph_close(graph);
  fixture_remove(folder);
}

static void test_base(void **state) {
  (void)state;
  char *folder = fixture_folder();
  struct relata_error error = { 0 };
  struct relata_graph *graph = open_graph(folder, RELATA_GRAPH_CREATE);
  assert_int_equal(relata_graph_set_base(graph, "nonsense", &error), RELATA_BAD_USAGE);
  assert_int_equal(relata_graph_set_base(graph, "https://example.org/", &error), RELATA_OK);
  add_and_free(graph, fixture_first());
  assert_int_equal(relata_graph_commit(graph, NULL), RELATA_OK);
  assert_int_equal(relata_graph_set_base(graph, "https://example.com/", &error), RELATA_BAD_USAGE);
  relata_graph_close(graph);
  graph = open_graph(folder, RELATA_GRAPH_READ);
  assert_answer(graph, "SELECT ?x { ?x rel:backs ?y }", RELATA_RESULTS_CSV, "x\r\nhttps://example.org/id/Qamar\r\n");
  relata_graph_close(graph);
  fixture_remove(folder);
}

static void test_damaged_article(void **state) {
  (void)state;
  char *folder = fixture_folder(), *command = NULL;
  build_sample(folder);
  assert_true(asprintf(&command, "for f in %s/articles/t*; do truncate -s 100 \"$f\"; done", folder) > 0);
  assert_int_equal(system(command), 0);
  free(command);
  struct relata_graph *graph = open_graph(folder, RELATA_GRAPH_READ);
  struct relata_error error = { 0 };
  assert_int_equal(relata_graph_check(graph, &error), RELATA_BAD_INPUT);
  assert_non_null(strstr(error.path, "talks.txt"));
  relata_graph_close(graph);
  fixture_remove(folder);
}

/* ------------------------------------------------------------------ mishaps */

static size_t count_articles(const char *folder) {
  struct relata_graph_counts counts;
  struct relata_graph *graph = open_graph(folder, RELATA_GRAPH_READ);
  struct relata_error error = { 0 };
  if (relata_graph_count(graph, &counts, &error) != RELATA_OK)
    fail_msg("%s: %s", error.path, error.message);
  relata_graph_close(graph);
  return counts.articles;
}

/* Goes on adding articles, each its own transaction, until it is killed. */
static void build_for_ever(const char *folder) {
  struct relata_graph *graph = open_graph(folder, RELATA_GRAPH_CREATE);
  for (size_t i = 0;; i++) {
    struct relata_document *document = i % 2 ? fixture_first() : fixture_second();
    document->id = relata_arena_print(document->arena, "%zu.txt", i % 50);
    if (relata_graph_add(graph, document, NULL) != RELATA_OK || relata_graph_commit(graph, NULL) != RELATA_OK)
      _exit(1);
    relata_document_free(document);
  }
}

static void test_killed_while_building(void **state) {
  (void)state;
  char *folder = fixture_folder();
  build_sample(folder);
  for (unsigned i = 0; i < 25; i++) {
    const pid_t child = fork();
    if (child == 0)
      build_for_ever(folder);
    usleep(500 + 1777 * i);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    assert_true(count_articles(folder) >= 2);
  }
  struct relata_graph *graph = open_graph(folder, RELATA_GRAPH_WRITE); /* the lock died with its holder */
  assert_int_equal(relata_graph_commit(graph, NULL), RELATA_OK);
  assert_int_equal(relata_graph_check(graph, NULL), RELATA_OK);
  relata_graph_close(graph);
  fixture_remove(folder);
}

/* No more than 100 bytes a file, as a full disk would have it. */
static void add_without_space(const char *folder) {
  struct relata_error error = { 0 };
  struct relata_graph *graph = open_graph(folder, RELATA_GRAPH_WRITE);
  const struct rlimit limit = { 100, 100 };
  signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &limit);
  struct relata_document *document = fixture_first();
  document->id = RELATA_STR("third.txt");
  enum relata_status status = relata_graph_add(graph, document, &error);
  if (status == RELATA_OK)
    status = relata_graph_commit(graph, &error);
  _exit(status == RELATA_IO && error.message[0] ? 0 : 1);
}

static void test_full_disk(void **state) {
  (void)state;
  char *folder = fixture_folder();
  build_sample(folder);
  const pid_t child = fork();
  if (child == 0)
    add_without_space(folder);
  int result;
  waitpid(child, &result, 0);
  assert_true(WIFEXITED(result) && WEXITSTATUS(result) == 0);
  assert_int_equal(count_articles(folder), 2);
  fixture_remove(folder);
}

/* ------------------------------------------------------------------ queries */

static void test_select(void **state) {
  struct relata_graph *graph = open_graph(*state, RELATA_GRAPH_READ);
  assert_answer(graph, "SELECT ?who ?whom { ?who rel:backs ?whom }", RELATA_RESULTS_TABLE,
                "who       whom\n────────  ────────────────\nid:Qamar  id:Tide_Brigades\n");
  assert_answer(graph, "select (count(*) as ?n) { ?c a rel:Claim ; rel:speaker id:Mara_Venn }", RELATA_RESULTS_CSV,
                "n\r\n1\r\n");
  assert_answer(graph, "SELECT ?g { GRAPH ?g { ?s rel:backs ?o } } ORDER BY ?g", RELATA_RESULTS_CSV,
                "g\r\nhttps://w3id.org/relata/doc/harbour.txt\r\nhttps://w3id.org/relata/doc/talks.txt\r\n");
  assert_answer(graph, "SELECT ?o FROM doc:talks.txt { id:Qamar rel:meets ?o }", RELATA_RESULTS_CSV,
                "o\r\nhttps://w3id.org/relata/id/Oriel\r\n");
  assert_answer(graph, "SELECT ?o FROM doc:harbour.txt { id:Qamar rel:meets ?o }", RELATA_RESULTS_CSV, "o\r\n");
  assert_answer(graph, "SELECT (7-10 AS ?n) { id:Qamar rel:meets ?o }", RELATA_RESULTS_CSV, "n\r\n-3\r\n");
  assert_answer(graph, "SELECT ?l { ?r a rel:OpenRelation ; rdfs:label ?l } ORDER BY DESC(?l)", RELATA_RESULTS_TSV,
                "?l\n\"pull out of\"\n\"depend on\"\n");
  relata_graph_close(graph);
}

/* What SPARQL 1.1 has beyond 1.0. */
static void test_select_more(void **state) {
  struct relata_graph *graph = open_graph(*state, RELATA_GRAPH_READ);
  assert_answer(graph, "SELECT ?x { id:Qamar rel:backs/rel:attacks ?x }", RELATA_RESULTS_CSV,
                "x\r\nhttps://w3id.org/relata/id/Port_Alda\r\n");
  assert_answer(graph, "SELECT (COUNT(?x) AS ?n) { id:Qamar (rel:backs|rel:meets|open:depend_on)+ ?x }",
                RELATA_RESULTS_CSV, "n\r\n3\r\n");
  assert_answer(graph, "SELECT ?l { VALUES ?x { id:Oriel id:Nowhere } ?x skos:prefLabel ?l }", RELATA_RESULTS_CSV,
                "l\r\nOriel\r\n");
  assert_answer(graph, "SELECT ?s { ?s a rel:State FILTER NOT EXISTS { ?s rel:backs ?o } }", RELATA_RESULTS_CSV,
                "s\r\nhttps://w3id.org/relata/id/Oriel\r\n");
  assert_answer(graph, "SELECT ?s { ?s a rel:State MINUS { ?s rel:meets ?o } }", RELATA_RESULTS_CSV,
                "s\r\nhttps://w3id.org/relata/id/Oriel\r\n");
  assert_answer(graph, "SELECT (COUNT(*) AS ?n) (SUM(?x) AS ?s) { ?x rel:nothing ?y }", RELATA_RESULTS_CSV,
                "n,s\r\n0,0\r\n");
  assert_answer(graph,
                "SELECT ?p ?n { { SELECT ?p (COUNT(*) AS ?n) { ?c rdf:predicate ?p } GROUP BY ?p } FILTER(?n > 1) }",
                RELATA_RESULTS_CSV, "p,n\r\nhttps://w3id.org/relata/ontology#backs,2\r\n");
  assert_answer(graph, "SELECT (1/3 AS ?a) (0.1+0.2 AS ?b) (1e0/3 AS ?c) (REPLACE(\"abc\", \"(b)\", \"<$1>\") AS ?d) {}",
                RELATA_RESULTS_CSV, "a,b,c,d\r\n0.333333333333333333,0.3,3.333333333333333E-1,a<b>c\r\n");
  assert_answer(graph, "SELECT (GROUP_CONCAT(?l ; separator = \"; \") AS ?all) { { SELECT ?l { ?x a rel:State ; "
                       "skos:prefLabel ?l } ORDER BY DESC(?l) } }",
                RELATA_RESULTS_CSV, "all\r\nQamar; Oriel\r\n");
  relata_graph_close(graph);
}

static void test_result_formats(void **state) {
  struct relata_graph *graph = open_graph(*state, RELATA_GRAPH_READ);
  assert_answer(graph, "ASK { id:Qamar rel:backs id:Tide_Brigades }", RELATA_RESULTS_JSON,
                "{ \"head\": {}, \"boolean\": true }\n");
  assert_answer(graph, "ASK { id:Qamar rel:backs id:Oriel }", RELATA_RESULTS_TABLE, "false\n");
  assert_answer(graph, "SELECT ?n ?x { ?c rdf:object ?n . FILTER(isLiteral(?n)) OPTIONAL { ?n rel:nothing ?x } }",
                RELATA_RESULTS_JSON,
                "{ \"head\": { \"vars\": [ \"n\", \"x\" ] },\n  \"results\": { \"bindings\": [\n    { \"n\": { \"type\": "
                "\"literal\", \"value\": \"25\", \"datatype\": \"http://www.w3.org/2001/XMLSchema#integer\" } }\n  ] }\n}\n");
  char *xml = ask(graph, "SELECT ?q { ?s a nif:Sentence ; nif:anchorOf ?q . FILTER regex(?q, \"grain\") }",
                  RELATA_RESULTS_XML);
  assert_non_null(strstr(xml, "<literal>Oriel depends on &quot;grain&quot; from Qamar.</literal>"));
  free(xml);
  assert_answer(graph, "SELECT ?q { ?s a nif:Sentence ; nif:anchorOf ?q . FILTER regex(?q, \"grain\") }",
                RELATA_RESULTS_CSV, "q\r\n\"Oriel depends on \"\"grain\"\" from Qamar.\"\r\n");
  relata_graph_close(graph);
}

static void test_construct_and_describe(void **state) {
  struct relata_graph *graph = open_graph(*state, RELATA_GRAPH_READ);
  assert_answer(graph, "CONSTRUCT { ?o rel:backed_by ?s } WHERE { ?s rel:backs ?o }", RELATA_RESULTS_TABLE,
                "@prefix rel: <https://w3id.org/relata/ontology#> .\n@prefix id: <https://w3id.org/relata/id/> .\n\n"
                "id:Tide_Brigades\n\trel:backed_by id:Qamar .\n\n");
  char *described = ask(graph, "DESCRIBE ?x id:Oriel { ?x rel:backs ?y }", RELATA_RESULTS_TABLE);
  assert_non_null(strstr(described, "id:Qamar\n\ta rel:State ;\n\tskos:prefLabel \"Qamar\" ;"));
  assert_non_null(strstr(described, "id:Oriel\n\ta rel:State ;"));
  free(described);
  described = ask(graph, "PREFIX e: <https://w3id.org/relata/id/> DESCRIBE e:Lune e:Qamar", RELATA_RESULTS_TABLE);
  assert_non_null(strstr(described, "id:Qamar"));
  free(described);
  relata_graph_close(graph);
}

static void assert_wrong(struct relata_graph *graph, const char *query, enum relata_status expected, size_t line,
                         size_t column, const char *words) {
  struct relata_out *out = relata_out_to_memory();
  struct relata_error error = { 0 };
  assert_int_equal(relata_graph_query(graph, query, RELATA_RESULTS_TABLE, false, out, NULL, &error), expected);
  if (error.line != line || error.column != column || !strstr(error.message, words))
    fail_msg("%s\n is said to be wrong at %zu:%zu: %s", query, error.line, error.column, error.message);
  relata_out_abandon(out);
}

static void test_wrong_queries(void **state) {
  struct relata_graph *graph = open_graph(*state, RELATA_GRAPH_READ);
  assert_wrong(graph, "SELECT ?x { ?x rel:backs ?y", RELATA_BAD_INPUT, 1, 28, "ends too early");
  assert_wrong(graph, "SELCT ?x { ?x rel:backs ?y }", RELATA_BAD_INPUT, 1, 1, "SELCT");
  assert_wrong(graph, "SELECT ?x\nWHERE { ?x rel:backs ?y . FILTER(?y > ) }", RELATA_BAD_INPUT, 2, 39, "unexpected )");
  assert_wrong(graph, "# é\nSELECT ?x { ?x foo:bar ?y }", RELATA_BAD_INPUT, 2, 16, "foo:bar");
  assert_wrong(graph, "SELECT * { ?x rel:backs ?y ?z }", RELATA_BAD_INPUT, 1, 28, "unexpected ?z");
  assert_wrong(graph, "SELECT ?x (COUNT(*) AS ?n) { ?x ?p ?y }", RELATA_BAD_INPUT, 1, 40, "?x has no one value");
  assert_wrong(graph, "", RELATA_BAD_INPUT, 1, 1, "empty");
  assert_wrong(graph, "SELECT * {\n SERVICE <http://x/> { ?s ?p ?o } }", RELATA_UNSUPPORTED, 2, 2, "SERVICE");
  assert_wrong(graph, "INSERT DATA { id:A rel:backs id:B }", RELATA_UNSUPPORTED, 1, 1, "INSERT");
  relata_graph_close(graph);
}

/* ------------------------------------------------------------------ librdf */

/* What librdf offers on a model works on ours. */
static void test_redland_model(void **state) {
  (void)state;
  struct quads *quads = quads_new();
  const struct relata_str a = RELATA_STR("<http://x/a>"), p = RELATA_STR("<http://x/p>"), v = RELATA_STR("\"v\"@en"),
                          g = RELATA_STR("<http://x/g>"), h = RELATA_STR("<http://x/h>");
  quads_add(quads, a, p, v, g);
  quads_add(quads, a, p, v, h);
  quads_add(quads, a, p, a, h);
  quads_finish(quads);
  struct redland *redland = redland_new(quads);
  librdf_world *world = redland_get_world(redland);
  librdf_model *model = redland_get_model(redland);
  assert_int_equal(librdf_model_size(model), 3);
  librdf_node *subject = librdf_new_node_from_uri_string(world, (const unsigned char *)"http://x/a");
  librdf_node *predicate = librdf_new_node_from_uri_string(world, (const unsigned char *)"http://x/p");
  librdf_iterator *targets = librdf_model_get_targets(model, subject, predicate);
  size_t count = 0;
  for (; !librdf_iterator_end(targets); librdf_iterator_next(targets))
    count++;
  assert_int_equal(count, 2); /* the union has each triple once */
  librdf_free_iterator(targets);
  librdf_iterator *contexts = librdf_model_get_contexts(model);
  for (count = 0; !librdf_iterator_end(contexts); librdf_iterator_next(contexts))
    count++;
  assert_int_equal(count, 2);
  librdf_free_iterator(contexts);
  librdf_free_node(subject);
  librdf_free_node(predicate);
  redland_free(redland);
  quads_free(quads);
}

/* ------------------------------------------------------------------ writers */

static void test_turtle(void **state) {
  struct relata_graph *graph = open_graph(*state, RELATA_GRAPH_READ);
  char *turtle = export(graph, RELATA_TURTLE, true);
  assert_non_null(strstr(turtle, "id:Qamar\n\ta rel:State ;\n\tskos:prefLabel \"Qamar\" ;\n\trel:backs id:Tide_Brigades ;\n"
                                 "\trel:meets id:Oriel ."));
  assert_null(strstr(turtle, "rel:Claim"));
  free(turtle);
  char *trig = export(graph, RELATA_TRIG, false);
  assert_non_null(strstr(trig, "doc:harbour.txt {"));
  assert_non_null(strstr(trig, "rel:confidence 0.90"));
  free(trig);
  relata_graph_close(graph);
}

static void test_every_syntax(void **state) {
  struct relata_graph *graph = open_graph(*state, RELATA_GRAPH_READ);
  for (int syntax = RELATA_TURTLE; syntax <= RELATA_JSONLD; syntax++) {
    char *one = export(graph, (enum relata_syntax)syntax, false), *other = export(graph, (enum relata_syntax)syntax, false);
    assert_true(strlen(one) > 1000);
    assert_string_equal(one, other);
    free(one);
    free(other);
  }
  enum relata_syntax syntax;
  assert_int_equal(relata_syntax_of("TTL", &syntax), RELATA_OK);
  assert_int_equal(syntax, RELATA_TURTLE);
  assert_int_equal(relata_syntax_of("csv", &syntax), RELATA_NOT_FOUND);
  relata_graph_close(graph);
}

/* A document as RDF is the graph of it alone. */
static void test_write_rdf(void **state) {
  (void)state;
  char *folder = fixture_folder();
  struct relata_graph *graph = open_graph(folder, RELATA_GRAPH_CREATE);
  struct relata_document *const made[] = { fixture_first() };
  const struct relata_document *const documents[] = { made[0] };
  const struct relata_export_options options = { .syntax = RELATA_NQUADS };
  struct relata_out *out = relata_out_to_memory();
  assert_int_equal(relata_graph_add(graph, made[0], NULL), RELATA_OK);
  assert_int_equal(relata_graph_commit(graph, NULL), RELATA_OK);
  assert_int_equal(relata_write_rdf(out, documents, 1, NULL, &options, NULL), RELATA_OK);
  char *exported = export(graph, RELATA_NQUADS, false);
  assert_true(relata_str_is(relata_out_as_memory(out), exported));
  free(exported);
  relata_out_abandon(out);
  relata_document_free(made[0]);
  relata_graph_close(graph);
  fixture_remove(folder);
}

/* ------------------------------------------------------------------ why */

struct told {
  size_t count;
  char marked[256], speaker[64], path[64];
  bool negated, possible;
};

static enum relata_status take_evidence(void *payload, const struct relata_evidence *evidence) {
  struct told *told = payload;
  told->count++;
  snprintf(told->marked, sizeof told->marked, "%.*s|%.*s",
           (int)(evidence->subject_end - evidence->subject_begin), evidence->quote.data + evidence->subject_begin,
           (int)(evidence->object_end - evidence->object_begin), evidence->quote.data + evidence->object_begin);
  snprintf(told->speaker, sizeof told->speaker, "%.*s", (int)evidence->speaker.len,
           evidence->speaker.data ? evidence->speaker.data : "");
  snprintf(told->path, sizeof told->path, "%.*s", (int)evidence->path.len, evidence->path.data);
  told->negated = evidence->negated;
  told->possible = evidence->possible;
  return RELATA_OK;
}

static void test_why(void **state) {
  struct relata_graph *graph = open_graph(*state, RELATA_GRAPH_READ);
  struct told told = { 0 };
  assert_int_equal(relata_graph_why(graph, "qamar", "backs", NULL, take_evidence, &told, NULL, NULL), RELATA_OK);
  assert_int_equal(told.count, 2);
  assert_string_equal(told.marked, "Qamar|Tide Brigades");
  assert_string_equal(told.path, "news/talks.txt");
  told = (struct told){ 0 };
  size_t count;
  assert_int_equal(relata_graph_why(graph, "id:Oriel’s_army", NULL, "25", take_evidence, &told, &count, NULL), RELATA_OK);
  assert_int_equal(count, 1);
  assert_string_equal(told.marked, "Oriel’s army|25");
  assert_string_equal(told.speaker, "Mara Venn");
  told = (struct told){ 0 };
  assert_int_equal(relata_graph_why(graph, "Oriel", "rel:recognizes", "TIDE_BRIGADES", take_evidence, &told, &count, NULL),
                   RELATA_OK);
  assert_true(count == 1 && told.negated && !told.possible);
  struct relata_error error = { 0 };
  assert_int_equal(relata_graph_why(graph, "Brigades", NULL, NULL, take_evidence, &told, &count, &error),
                   RELATA_NOT_FOUND);
  assert_non_null(strstr(error.message, "Tide Brigades"));
  relata_graph_close(graph);
}

/* ------------------------------------------------------------------ main */

static int make_sample(void **state) {
  char *folder = fixture_folder();
  build_sample(folder);
  *state = folder;
  return 0;
}

static int remove_sample(void **state) {
  fixture_remove(*state);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_terms),
    cmocka_unit_test(test_build_and_count),
    cmocka_unit_test(test_list),
    cmocka_unit_test(test_open_errors),
    cmocka_unit_test(test_busy),
    cmocka_unit_test(test_uncommitted_is_given_up),
    cmocka_unit_test(test_replace),
    cmocka_unit_test(test_parts),
    cmocka_unit_test(test_base),
    cmocka_unit_test(test_damaged_article),
    cmocka_unit_test(test_killed_while_building),
    cmocka_unit_test(test_full_disk),
    cmocka_unit_test(test_select),
    cmocka_unit_test(test_select_more),
    cmocka_unit_test(test_result_formats),
    cmocka_unit_test(test_construct_and_describe),
    cmocka_unit_test(test_wrong_queries),
    cmocka_unit_test(test_redland_model),
    cmocka_unit_test(test_turtle),
    cmocka_unit_test(test_every_syntax),
    cmocka_unit_test(test_write_rdf),
    cmocka_unit_test(test_why),
  };
  return cmocka_run_group_tests(tests, make_sample, remove_sample);
}
