/* test_delta.c — finished quads that change give the same answers as quads made anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "graph/store/delta.h"
#include "graph/store/delta_file.h"
#include "graph/store/index.h"
#include "graph_fixture.h"

enum { SUBJECTS = 12, PREDICATES = 4, OBJECTS = 10, GRAPHS = 4, ALL = SUBJECTS * PREDICATES * OBJECTS * GRAPHS };

/* ------------------------------------------------------------------ a world of a few hundred quads */

/* Reproducible, and the same everywhere. */
static uint32_t drawn(uint32_t *seed, uint32_t below) {
  *seed = *seed * 1664525u + 1013904223u;
  return (uint32_t)(((uint64_t)(*seed >> 8) * below) >> 24);
}

static void add_numbered(struct quads *quads, int number) {
  char subject[32], predicate[32], object[32], graph[32];
  const int s = number % SUBJECTS, p = number / SUBJECTS % PREDICATES, o = number / SUBJECTS / PREDICATES % OBJECTS,
            g = number / SUBJECTS / PREDICATES / OBJECTS;
  snprintf(subject, sizeof subject, "<http://x/s%d>", s * 7 % SUBJECTS);
  snprintf(predicate, sizeof predicate, "<http://x/p%d>", p);
  snprintf(object, sizeof object, o % 2 ? "\"o%d\"" : "<http://x/s%d>", o);
  snprintf(graph, sizeof graph, "<http://x/g%d>", g);
  quads_add(quads, relata_str_of(subject), relata_str_of(predicate), relata_str_of(object),
            g ? relata_str_of(graph) : (struct relata_str){ NULL, 0 });
}

static struct quads *quads_of(const bool *there) {
  struct quads *quads = quads_new();
  for (int i = 0; i < ALL; i++)
    if (there[i])
      add_numbered(quads, i);
  quads_finish(quads);
  return quads;
}

/* ------------------------------------------------------------------ comparing */

static int compare_lines(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *line_of(const struct quads *quads, const struct quad *quad) {
  char *line = NULL;
  const char *graph = quad->graph == RELATA_NONE ? "" : quads_term(quads, quad->graph).data;
  assert_true(asprintf(&line, "%s %s %s %s", quads_term(quads, quad->subject).data,
                       quads_term(quads, quad->predicate).data, quads_term(quads, quad->object).data, graph) > 0);
  return line;
}

/* What a pattern finds, as sorted lines; the walk must go up by numbers. */
static size_t find(struct quads *quads, struct quad pattern, bool distinct, char **lines) {
  struct quad_cursor cursor = quads_match(quads, pattern, distinct);
  const enum order order = (enum order)cursor.order;
  const size_t size = quad_cursor_size(&cursor);
  struct quad last = { 0, 0, 0, 0 };
  size_t count = 0;
  for (const struct quad *quad; (quad = quad_cursor_next(&cursor)); count++) {
    assert_true(count == 0 || quad_compare(order, &last, quad) < 0);
    last = *quad;
    lines[count] = line_of(quads, quad);
    if (distinct) /* which of a triple's graphs comes is the order's business */
      lines[count][strcspn(lines[count], "\n")] = '\0';
  }
  assert_true(count <= size);
  qsort(lines, count, sizeof *lines, compare_lines);
  return count;
}

static void free_lines(char **lines, size_t count) {
  for (size_t i = 0; i < count; i++)
    free(lines[i]);
}

static struct quad pattern_in(struct quads *quads, const struct quad *of, struct quads *from, unsigned bound) {
  struct quad pattern = quads_renumber(of, from, quads);
  pattern.subject = bound & 1 ? pattern.subject : RELATA_NONE;
  pattern.predicate = bound & 2 ? pattern.predicate : RELATA_NONE;
  pattern.object = bound & 4 ? pattern.object : RELATA_NONE;
  pattern.graph = bound & 8 ? pattern.graph : RELATA_NONE;
  return pattern;
}

static void assert_same_answers(struct quads *fresh, struct quads *changed, uint32_t *seed) {
  static char *wanted[ALL], *found[ALL];
  size_t all_count;
  const struct quad *all = quads_all(fresh, &all_count);
  for (int i = 0; i < 40 && all_count; i++) {
    const struct quad *quad = &all[drawn(seed, (uint32_t)all_count)];
    const unsigned bound = drawn(seed, 16);
    const size_t wanted_count = find(fresh, pattern_in(fresh, quad, fresh, bound), false, wanted),
                 count = find(changed, pattern_in(changed, quad, fresh, bound), false, found);
    assert_int_equal(count, wanted_count);
    for (size_t k = 0; k < count; k++)
      assert_string_equal(found[k], wanted[k]);
    free_lines(wanted, wanted_count);
    free_lines(found, count);
    const size_t once = find(changed, pattern_in(changed, quad, fresh, bound), true, found);
    free_lines(found, once);
    assert_int_equal(once, find(fresh, pattern_in(fresh, quad, fresh, bound), true, wanted));
    free_lines(wanted, once);
  }
}

static void assert_same_counts(struct quads *fresh, struct quads *changed) {
  size_t count, changed_count;
  const struct predicate_count *counts = quads_predicates(fresh, &count);
  quads_predicates(changed, &changed_count);
  assert_int_equal(count, changed_count);
  for (size_t i = 0; i < count; i++) {
    const struct predicate_count *other =
      quads_predicate(changed, quads_find(changed, quads_term(fresh, counts[i].predicate)));
    assert_non_null(other);
    assert_int_equal(other->triples, counts[i].triples);
    assert_int_equal(other->subjects, counts[i].subjects);
    assert_int_equal(other->objects, counts[i].objects);
  }
  assert_int_equal(quads_count(fresh), quads_count(changed));
  assert_int_equal(quads_triple_count(fresh), quads_triple_count(changed));
}

static void assert_same_graphs(struct quads *fresh, struct quads *changed) {
  char *wanted[GRAPHS + 1], *found[GRAPHS + 1];
  size_t count = 0, found_count = 0;
  for (uint32_t graph = RELATA_NONE; (graph = quads_next_graph(fresh, graph)) != RELATA_NONE;)
    wanted[count++] = strdup(quads_term(fresh, graph).data);
  for (uint32_t graph = RELATA_NONE; (graph = quads_next_graph(changed, graph)) != RELATA_NONE;)
    found[found_count++] = strdup(quads_term(changed, graph).data);
  assert_int_equal(count, found_count);
  qsort(found, count, sizeof *found, compare_lines);
  for (size_t i = 0; i < count; i++)
    assert_string_equal(wanted[i], found[i]);
  free_lines(wanted, count);
  free_lines(found, count);
}

static void assert_folds_to(struct quads *changed, struct quads *fresh) {
  struct quads *whole = quads_fold(changed);
  assert_true(quads_are_same(whole, fresh));
  for (int order = 0; order < ORDER_COUNT && quads_count(fresh); order++)
    assert_memory_equal(quads_base_order(whole, (enum order)order), quads_base_order(fresh, (enum order)order),
                        quads_count(fresh) * sizeof(struct quad));
  assert_same_counts(fresh, whole);
  quads_free(whole);
}

static void assert_merges_to(struct quads *changed) {
  size_t count;
  for (int order = 0; order < ORDER_COUNT; order++) {
    const struct quad *merged = quads_order(changed, (enum order)order);
    for (size_t i = 1; i < quads_count(changed); i++)
      assert_true(quad_compare((enum order)order, &merged[i - 1], &merged[i]) < 0);
  }
  quads_all(changed, &count);
  assert_int_equal(count, quads_count(changed));
  const uint32_t *starts = quads_starts(changed, ORDER_SPOG);
  assert_int_equal(starts[quads_term_count(changed)], count);
}

/* ------------------------------------------------------------------ the tests */

static struct quads *chosen(bool *there, uint32_t *seed, int count, bool add) {
  struct quads *quads = quads_new();
  for (int i = 0; i < count; i++) {
    const int number = (int)drawn(seed, ALL);
    there[number] = add;
    add_numbered(quads, number);
  }
  quads_finish(quads);
  return quads;
}

static struct quads *reopened(struct quads *quads, const char *folder, const char *index) {
  char *name, *path = NULL;
  struct quads *result;
  assert_int_equal(delta_write(quads, folder, &name, NULL), RELATA_OK);
  quads_free(quads);
  assert_int_equal(index_open(&result, index), RELATA_OK);
  assert_true(asprintf(&path, "%s/%s", folder, name) > 0);
  assert_int_equal(delta_open(result, path, NULL), RELATA_OK);
  unlink(path);
  free(path);
  free(name);
  return result;
}

static void change_often(uint32_t seed, int share) {
  static bool there[ALL];
  char *folder = fixture_folder(), *name, *index = NULL;
  for (int i = 0; i < ALL; i++)
    there[i] = share && drawn(&seed, 100) < (uint32_t)share;
  struct quads *base = quads_of(there), *changed;
  assert_int_equal(index_write(base, folder, &name, NULL), RELATA_OK);
  quads_free(base);
  assert_true(asprintf(&index, "%s/%s", folder, name) > 0);
  assert_int_equal(index_open(&changed, index), RELATA_OK);
  for (int round = 0; round < 25; round++) {
    struct quads *gone = chosen(there, &seed, (int)drawn(&seed, 60), false),
                 *came = chosen(there, &seed, (int)drawn(&seed, 40), true);
    quads_change_all(changed, gone, came);
    struct quads *fresh = quads_of(there);
    assert_same_answers(fresh, changed, &seed);
    assert_same_counts(fresh, changed);
    assert_same_graphs(fresh, changed);
    assert_folds_to(changed, fresh);
    assert_merges_to(changed);
    if (round % 3 == 0)
      changed = reopened(changed, folder, index);
    quads_free(fresh);
    quads_free(gone);
    quads_free(came);
  }
  quads_free(changed);
  free(index);
  free(name);
  fixture_remove(folder);
}

static void test_changes(void **state) {
  (void)state;
  for (uint32_t seed = 1; seed <= 12; seed++)
    change_often(seed, (int)(seed * 9) % 50);
}

/* A delta of another index, or a damaged one, is refused. */
static void test_wrong_delta(void **state) {
  (void)state;
  static bool there[ALL];
  char *folder = fixture_folder(), *name, *delta, *path = NULL, *delta_path = NULL;
  there[1] = there[2] = true;
  struct quads *quads = quads_of(there), *came;
  uint32_t seed = 3;
  assert_int_equal(index_write(quads, folder, &name, NULL), RELATA_OK);
  quads_free(quads);
  assert_true(asprintf(&path, "%s/%s", folder, name) > 0);
  assert_int_equal(index_open(&quads, path), RELATA_OK);
  came = chosen(there, &seed, 5, true);
  quads_change_all(quads, NULL, came);
  assert_int_equal(delta_write(quads, folder, &delta, NULL), RELATA_OK);
  assert_true(asprintf(&delta_path, "%s/%s", folder, delta) > 0);
  quads_free(quads);
  struct stat about;
  assert_int_equal(stat(delta_path, &about), 0);
  for (long at = 0; at < about.st_size; at += 13) {
    FILE *file = fopen(delta_path, "r+b");
    fseek(file, at, SEEK_SET);
    const int byte = fgetc(file);
    fseek(file, at, SEEK_SET);
    fputc(byte ^ 0x41, file);
    fclose(file);
    assert_int_equal(index_open(&quads, path), RELATA_OK);
    assert_int_equal(delta_open(quads, delta_path, NULL), RELATA_BAD_INPUT);
    quads_free(quads);
    file = fopen(delta_path, "r+b");
    fseek(file, at, SEEK_SET);
    fputc(byte, file);
    fclose(file);
  }
  free(name);
  free(path);
  free(delta);
  free(delta_path);
  quads_free(came);
  fixture_remove(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = { cmocka_unit_test(test_changes), cmocka_unit_test(test_wrong_delta) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
