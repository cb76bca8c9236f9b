/* test_store.c — articles that come, change and go; files of RDF; the index. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "extract/base/out.h"
#include "graph/graph.h"
#include "graph/store/graph_private.h"
#include "graph/store/index.h"
#include "graph/store/sort.h"
#include "graph_fixture.h"

/* ------------------------------------------------------------------ helpers */

static struct relata_graph *open_graph(const char *folder, enum relata_graph_mode mode) {
  struct relata_graph *graph;
  struct relata_error error = { 0 };
  if (relata_graph_open(&graph, folder, mode, NULL, &error) != RELATA_OK)
    fail_msg("%s: %s", error.path, error.message);
  return graph;
}

static void commit_and_close(struct relata_graph *graph) {
  struct relata_error error = { 0 };
  if (relata_graph_commit(graph, &error) != RELATA_OK)
    fail_msg("%s: %s", error.path, error.message);
  relata_graph_close(graph);
}

static char *export(const char *folder) {
  const struct relata_export_options options = { .syntax = RELATA_NQUADS };
  struct relata_graph *graph = open_graph(folder, RELATA_GRAPH_READ);
  struct relata_out *out = relata_out_to_memory();
  struct relata_error error = { 0 };
  if (relata_graph_export(graph, &options, out, &error) != RELATA_OK)
    fail_msg("%s: %s", error.path, error.message);
  const struct relata_str text = relata_out_as_memory(out);
  char *result = strndup(text.data ? text.data : "", text.len);
  relata_out_abandon(out);
  relata_graph_close(graph);
  return result;
}

static void assert_sound(const char *folder) {
  struct relata_error error = { 0 };
  struct relata_graph *graph = open_graph(folder, RELATA_GRAPH_READ);
  if (relata_graph_check(graph, &error) != RELATA_OK)
    fail_msg("%s: %s", error.path, error.message);
  relata_graph_close(graph);
}

static char *path_in(const char *folder, const char *name) {
  char *path = NULL;
  assert_true(asprintf(&path, "%s/%s", folder, name) > 0);
  return path;
}

static char *write_file(const char *folder, const char *name, const char *text) {
  char *path = path_in(folder, name);
  FILE *file = fopen(path, "we");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
  return path;
}

/* ------------------------------------------------------------------ come and go */

enum { ARTICLES = 6, STEPS = 15, ORDERS = 100 };

/* Version 0 or 1 of an article. */
static struct relata_document *document(size_t article, size_t version) {
  struct relata_document *made = (article + version) % 2 ? fixture_first() : fixture_second();
  made->id = relata_arena_print(made->arena, "article%zu.txt", article);
  made->title = relata_arena_print(made->arena, "Article %zu, version %zu", article, version);
  made->content_hash = 2 * article + version + 1;
  return made;
}

static void add(struct relata_graph *graph, size_t article, size_t version) {
  struct relata_document *made = document(article, version);
  assert_int_equal(relata_graph_add(graph, made, NULL), RELATA_OK);
  relata_document_free(made);
}

static uint32_t next_random(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

/* What is there: -1 nothing, else the version. */
static void build_straight(const char *folder, const int versions[ARTICLES]) {
  struct relata_graph *graph = open_graph(folder, RELATA_GRAPH_CREATE);
  for (size_t i = 0; i < ARTICLES; i++)
    if (versions[i] >= 0)
      add(graph, i, (size_t)versions[i]);
  commit_and_close(graph);
}

/* With `beside`, what changes lies beside the index as it does in a big graph. */
static struct relata_graph *open_to_change(const char *folder, enum relata_graph_mode mode, bool beside) {
  struct relata_graph *graph = open_graph(folder, mode);
  if (beside)
    graph->delta_from = 0;
  return graph;
}

static void build_crookedly(const char *folder, uint32_t *random, bool beside, int versions[ARTICLES]) {
  struct relata_graph *graph = open_to_change(folder, RELATA_GRAPH_CREATE, beside);
  char id[32];
  for (int i = 0; i < ARTICLES; i++)
    versions[i] = -1;
  for (int step = 0; step < STEPS; step++) {
    const size_t article = next_random(random) % ARTICLES;
    const int what = (int)(next_random(random) % 3) - 1;
    snprintf(id, sizeof id, "article%zu.txt", article);
    if (what >= 0)
      add(graph, article, (size_t)what);
    else
      assert_int_equal(relata_graph_remove(graph, relata_str_of(id), NULL),
                       versions[article] >= 0 ? RELATA_OK : RELATA_NOT_FOUND);
    versions[article] = what;
    if (next_random(random) % 6 == 0)
      assert_int_equal(relata_graph_commit(graph, NULL), RELATA_OK);
    if (next_random(random) % 8 == 0) {
      commit_and_close(graph);
      graph = open_to_change(folder, RELATA_GRAPH_WRITE, beside);
    }
  }
  commit_and_close(graph);
}

static void test_any_order(void **state) {
  (void)state;
  uint32_t random = 20181;
  for (int order = 0; order < ORDERS; order++) {
    char *crooked = fixture_folder(), *straight = fixture_folder();
    int versions[ARTICLES];
    build_crookedly(crooked, &random, order % 2, versions);
    build_straight(straight, versions);
    char *a = export(crooked), *b = export(straight);
    assert_string_equal(a, b);
    assert_sound(crooked);
    free(a);
    free(b);
    fixture_remove(crooked);
    fixture_remove(straight);
  }
}

static void test_remove_what_is_not_there(void **state) {
  (void)state;
  char *folder = fixture_folder();
  struct relata_graph *graph = open_graph(folder, RELATA_GRAPH_CREATE);
  struct relata_error error = { 0 };
  assert_int_equal(relata_graph_remove(graph, RELATA_STR("nobody.txt"), &error), RELATA_NOT_FOUND);
  add(graph, 1, 0);
  assert_int_equal(relata_graph_remove(graph, RELATA_STR("article1.txt"), &error), RELATA_OK);
  commit_and_close(graph);
  char *text = export(folder);
  assert_string_equal(text, "");
  free(text);
  graph = open_graph(folder, RELATA_GRAPH_READ);
  assert_int_equal(relata_graph_remove(graph, RELATA_STR("article1.txt"), &error), RELATA_BAD_USAGE);
  relata_graph_close(graph);
  fixture_remove(folder);
}

static void test_merge(void **state) {
  (void)state;
  char *left = fixture_folder(), *right = fixture_folder(), *whole = fixture_folder(), *straight = fixture_folder();
  build_straight(left, (const int[ARTICLES]){ 0, 1, 0, -1, -1, -1 });
  build_straight(right, (const int[ARTICLES]){ -1, -1, 1, 0, 1, -1 });
  build_straight(straight, (const int[ARTICLES]){ 0, 1, 1, 0, 1, -1 });
  struct relata_graph *graph = open_graph(whole, RELATA_GRAPH_CREATE), *from[2];
  from[0] = open_graph(left, RELATA_GRAPH_READ);
  from[1] = open_graph(right, RELATA_GRAPH_READ);
  for (int i = 0; i < 2; i++) {
    assert_int_equal(relata_graph_merge(graph, from[i], NULL), RELATA_OK);
    relata_graph_close(from[i]);
  }
  commit_and_close(graph);
  char *a = export(whole), *b = export(straight);
  assert_string_equal(a, b);
  assert_sound(whole);
  free(a);
  free(b);
  struct relata_error error = { 0 };
  char *other = fixture_folder();
  graph = open_graph(other, RELATA_GRAPH_CREATE);
  assert_int_equal(relata_graph_set_base(graph, "https://example.org/", NULL), RELATA_OK);
  from[0] = open_graph(left, RELATA_GRAPH_READ);
  assert_int_equal(relata_graph_merge(graph, from[0], &error), RELATA_BAD_USAGE);
  assert_non_null(strstr(error.message, "--base"));
  relata_graph_close(from[0]);
  relata_graph_close(graph);
  fixture_remove(left);
  fixture_remove(right);
  fixture_remove(whole);
  fixture_remove(straight);
  fixture_remove(other);
}

/* ------------------------------------------------------------------ files of RDF */

static const struct {
  const char *name, *text;
} spellings[] = {
  { "a.ttl", "@prefix x: <http://x.example/> .\nx:ford a x:Bridge ; x:over [ x:name \"Lune\"@en ] , 7 .\n" },
  { "a.trig", "@prefix x: <http://x.example/> .\n{ x:ford a x:Bridge ; x:over [ x:name \"Lune\"@en ] , 7 }\n" },
  { "a.nt", "<http://x.example/ford> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://x.example/Bridge> .\n"
            "<http://x.example/ford> <http://x.example/over> _:r .\n_:r <http://x.example/name> \"Lune\"@en .\n"
            "<http://x.example/ford> <http://x.example/over> \"7\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n" },
  { "a.rdf", "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:x='http://x.example/'>"
             "<x:Bridge rdf:about='http://x.example/ford'><x:over rdf:parseType='Resource'>"
             "<x:name xml:lang='en'>Lune</x:name></x:over>"
             "<x:over rdf:datatype='http://www.w3.org/2001/XMLSchema#integer'>7</x:over></x:Bridge></rdf:RDF>" },
  { "a.rj", "{\"http://x.example/ford\":{\"http://www.w3.org/1999/02/22-rdf-syntax-ns#type\":"
            "[{\"type\":\"uri\",\"value\":\"http://x.example/Bridge\"}],\"http://x.example/over\":"
            "[{\"type\":\"bnode\",\"value\":\"_:r\"},{\"type\":\"literal\",\"value\":\"7\","
            "\"datatype\":\"http://www.w3.org/2001/XMLSchema#integer\"}]},"
            "\"_:r\":{\"http://x.example/name\":[{\"type\":\"literal\",\"value\":\"Lune\",\"lang\":\"en\"}]}}" },
};

static enum relata_status import(struct relata_graph *graph, const char *path, const char *name, size_t *quads,
                                 struct relata_error *error) {
  const struct relata_import_options options = { .graph = name };
  bool unchanged;
  const enum relata_status status = relata_graph_import(graph, path, &options, quads, &unchanged, error);
  return unchanged ? RELATA_LIMIT : status;
}

static void assert_rows(const char *folder, const char *query, const char *expected) {
  struct relata_graph *graph = open_graph(folder, RELATA_GRAPH_READ);
  struct relata_out *out = relata_out_to_memory();
  struct relata_error error = { 0 };
  size_t rows;
  if (relata_graph_query(graph, query, RELATA_RESULTS_CSV, false, out, &rows, &error) != RELATA_OK)
    fail_msg("%s", error.message);
  relata_out_char(out, '\0');
  assert_string_equal(relata_out_as_memory(out).data, expected);
  relata_out_abandon(out);
  relata_graph_close(graph);
}

static void test_import_syntaxes(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
    char *folder = fixture_folder(), *files = fixture_folder(), *path;
    path = write_file(files, spellings[i].name, spellings[i].text);
    struct relata_graph *graph = open_graph(folder, RELATA_GRAPH_CREATE);
    struct relata_error error = { 0 };
    size_t quads;
    if (import(graph, path, NULL, &quads, &error) != RELATA_OK)
      fail_msg("%s: %s", spellings[i].name, error.message);
    assert_int_equal(quads, 4);
    commit_and_close(graph);
    assert_rows(folder,
                "PREFIX x: <http://x.example/> SELECT ?n ?s { x:ford a x:Bridge ; x:over ?r, ?n . ?r x:name ?s "
                "FILTER isNumeric(?n) }",
                "n,s\r\n7,Lune\r\n");
    assert_sound(folder);
    free(path);
    fixture_remove(folder);
    fixture_remove(files);
  }
}

/* Blank nodes of two files are two, graph names are kept, and a file can go again. */
static void test_import_more(void **state) {
  (void)state;
  char *folder = fixture_folder(), *files = fixture_folder();
  char *a = write_file(files, "a.nq", "_:b <http://x/p> \"a\" <http://x/g1> .\n_:b <http://x/p> \"b\" <http://x/g2> .\n"),
       *b = write_file(files, "b.nt", "_:b <http://x/p> \"c\" .\n");
  struct relata_graph *graph = open_graph(folder, RELATA_GRAPH_CREATE);
  size_t quads;
  assert_int_equal(import(graph, a, NULL, &quads, NULL), RELATA_OK);
  assert_int_equal(import(graph, b, "http://x/g2", &quads, NULL), RELATA_OK);
  commit_and_close(graph);
  assert_rows(folder, "SELECT (COUNT(DISTINCT ?b) AS ?n) { ?b <http://x/p> ?o }", "n\r\n2\r\n");
  assert_rows(folder, "SELECT ?o { GRAPH <http://x/g2> { ?b <http://x/p> ?o } } ORDER BY ?o", "o\r\nb\r\nc\r\n");
  graph = open_graph(folder, RELATA_GRAPH_WRITE);
  assert_int_equal(import(graph, a, NULL, &quads, NULL), RELATA_LIMIT); /* unchanged */
  assert_int_equal(relata_graph_remove(graph, relata_str_of(b), NULL), RELATA_OK);
  commit_and_close(graph);
  assert_rows(folder, "SELECT ?o { ?b <http://x/p> ?o } ORDER BY ?o", "o\r\na\r\nb\r\n");
  free(a);
  free(b);
  fixture_remove(folder);
  fixture_remove(files);
}

/* All or nothing, with the place of the mistake. */
static void test_import_errors(void **state) {
  (void)state;
  char *folder = fixture_folder(), *files = fixture_folder();
  char *bad = write_file(files, "bad.ttl", "<http://x/a> <http://x/p> 1 .\n<http://x/a> <http://x/p> .\n"),
       *xml = write_file(files, "bad.rdf", "<rdf:RDF>\n<unclosed>"), *odd = write_file(files, "odd.xyz", "");
  struct relata_graph *graph = open_graph(folder, RELATA_GRAPH_CREATE);
  struct relata_error error = { 0 };
  size_t quads;
  assert_int_equal(import(graph, bad, NULL, &quads, &error), RELATA_BAD_INPUT);
  assert_int_equal(error.line, 2);
  assert_int_equal(import(graph, xml, NULL, &quads, &error), RELATA_BAD_INPUT);
  assert_int_equal(import(graph, odd, NULL, &quads, &error), RELATA_BAD_USAGE);
  assert_non_null(strstr(error.message, "--format"));
  assert_int_equal(import(graph, "/nowhere.ttl", NULL, &quads, &error), RELATA_IO);
  add(graph, 0, 0);
  commit_and_close(graph);
  assert_rows(folder, "SELECT ?o { ?s <http://x/p> ?o }", "o\r\n");
  assert_sound(folder);
  free(bad);
  free(xml);
  free(odd);
  fixture_remove(folder);
  fixture_remove(files);
}

/* ------------------------------------------------------------------ the index */

/* Its name ends with its checksum. */
static char *index_path(const char *folder) {
  glob_t found;
  char *pattern = path_in(folder, "relata.graph.index-*");
  assert_int_equal(glob(pattern, 0, NULL, &found), 0);
  assert_int_equal(found.gl_pathc, 1);
  char *path = strdup(found.gl_pathv[0]);
  globfree(&found);
  free(pattern);
  return path;
}

/* Whatever becomes of the index, the articles answer. */
static void test_index_is_lost(void **state) {
  (void)state;
  static const char *const mishaps[] = { "rm %s", "truncate -s 100 %s", "truncate -s +8 %s",
                                         "printf 'relata index 9' | dd of=%s conv=notrunc 2>/dev/null" };
  for (size_t i = 0; i < sizeof mishaps / sizeof *mishaps; i++) {
    char *folder = fixture_folder(), *index, *command = NULL;
    build_straight(folder, (const int[ARTICLES]){ 0, 1, 0, -1, -1, -1 });
    assert_sound(folder);
    char *before = export(folder);
    index = index_path(folder);
    assert_true(asprintf(&command, mishaps[i], index) > 0);
    assert_int_equal(system(command), 0);
    char *after = export(folder);
    assert_string_equal(before, after);
    struct relata_graph *graph = open_graph(folder, RELATA_GRAPH_WRITE);
    assert_int_equal(relata_graph_check(graph, NULL), RELATA_NOT_FOUND);
    assert_int_equal(relata_graph_compact(graph, NULL), RELATA_OK);
    relata_graph_close(graph);
    assert_sound(folder);
    free(before);
    free(after);
    free(index);
    free(command);
    fixture_remove(folder);
  }
}

/* An article's file that somebody took away is missed. */
static void test_article_is_lost(void **state) {
  (void)state;
  char *folder = fixture_folder(), *command = NULL;
  build_straight(folder, (const int[ARTICLES]){ 0, 1, -1, -1, -1, -1 });
  assert_true(asprintf(&command, "rm %s/articles/article1*", folder) > 0);
  assert_int_equal(system(command), 0);
  struct relata_error error = { 0 };
  struct relata_graph *graph = open_graph(folder, RELATA_GRAPH_READ);
  assert_int_equal(relata_graph_check(graph, &error), RELATA_NOT_FOUND);
  assert_non_null(strstr(error.path, "articles/article1"));
  relata_graph_close(graph);
  free(command);
  fixture_remove(folder);
}

/* Without its contents a graph is what lies in its folder, as graphs of older versions are. */
static void test_contents_are_lost(void **state) {
  (void)state;
  char *folder = fixture_folder(), *list = path_in(folder, "relata.graph.contents");
  build_straight(folder, (const int[ARTICLES]){ 0, 1, -1, -1, -1, -1 });
  char *before = export(folder);
  FILE *file = fopen(list, "r+e");
  assert_int_equal(fputc('X', file), 'X');
  fclose(file);
  struct relata_graph *graph;
  struct relata_error error = { 0 };
  assert_int_equal(relata_graph_open(&graph, folder, RELATA_GRAPH_READ, NULL, &error), RELATA_BAD_INPUT);
  assert_non_null(strstr(error.message, "is damaged"));
  assert_int_equal(remove(list), 0);
  char *after = export(folder);
  assert_string_equal(before, after);
  graph = open_graph(folder, RELATA_GRAPH_WRITE);
  assert_int_equal(relata_graph_compact(graph, NULL), RELATA_OK);
  relata_graph_close(graph);
  assert_sound(folder);
  free(before);
  free(after);
  free(list);
  fixture_remove(folder);
}

/* A copy has other times and the same index. */
static void test_index_of_a_copy(void **state) {
  (void)state;
  char *folder = fixture_folder(), *copy = fixture_folder(), *command = NULL;
  build_straight(folder, (const int[ARTICLES]){ 0, 1, -1, -1, -1, -1 });
  assert_true(asprintf(&command, "cp -r %s/. %s && touch -d 2001-01-01 %s/articles/*", folder, copy, copy) > 0);
  assert_int_equal(system(command), 0);
  assert_sound(copy);
  free(command);
  fixture_remove(folder);
  fixture_remove(copy);
}

static void test_every_damaged_byte(void **state) {
  (void)state;
  char *folder = fixture_folder(), *path;
  build_straight(folder, (const int[ARTICLES]){ 0, -1, -1, -1, -1, -1 });
  path = index_path(folder);
  const int file = open(path, O_RDWR | O_CLOEXEC);
  const off_t size = lseek(file, 0, SEEK_END);
  for (off_t at = 0; at < size; at += 37) {
    unsigned char byte, other;
    assert_int_equal(pread(file, &byte, 1, at), 1);
    other = byte ^ 0x55;
    assert_int_equal(pwrite(file, &other, 1, at), 1);
    struct relata_graph *graph = open_graph(folder, RELATA_GRAPH_READ);
    assert_int_not_equal(relata_graph_check(graph, NULL), RELATA_OK);
    relata_graph_close(graph);
    assert_int_equal(pwrite(file, &byte, 1, at), 1);
  }
  close(file);
  assert_sound(folder);
  free(path);
  fixture_remove(folder);
}

/* ------------------------------------------------------------------ sorting */

static int compare_in_c(const void *a, const void *b) {
  return strcmp(((const struct sorted_text *)a)->text.data, ((const struct sorted_text *)b)->text.data);
}

static void test_sort_texts(void **state) {
  (void)state;
  enum { COUNT = 5000 };
  struct sorted_text *ours = calloc(COUNT, sizeof *ours), *theirs = calloc(COUNT, sizeof *theirs);
  struct relata_arena *arena = relata_arena_new();
  uint32_t random = 7;
  for (size_t i = 0; i < COUNT; i++) {
    char text[64] = "<http://example.org/the/same/way/";
    size_t len = strlen(text);
    for (uint32_t k = next_random(&random) % 25; k-- > 0;)
      text[len++] = "ab\xc3"[next_random(&random) % 3];
    ours[i].text = theirs[i].text = relata_arena_copy(arena, (struct relata_str){ text, len });
  }
  sort_texts(ours, COUNT);
  qsort(theirs, COUNT, sizeof *theirs, compare_in_c);
  for (size_t i = 0; i < COUNT; i++)
    assert_true(relata_str_equal(ours[i].text, theirs[i].text));
  relata_arena_free(arena);
  free(ours);
  free(theirs);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_any_order),
    cmocka_unit_test(test_remove_what_is_not_there),
    cmocka_unit_test(test_merge),
    cmocka_unit_test(test_import_syntaxes),
    cmocka_unit_test(test_import_more),
    cmocka_unit_test(test_import_errors),
    cmocka_unit_test(test_index_is_lost),
    cmocka_unit_test(test_article_is_lost), cmocka_unit_test(test_contents_are_lost),
    cmocka_unit_test(test_index_of_a_copy),
    cmocka_unit_test(test_every_damaged_byte),
    cmocka_unit_test(test_sort_texts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
