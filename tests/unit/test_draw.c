/* test_draw.c — parts of a graph: what is selected, and how it is drawn. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "extract/base/out.h"
#include "graph/draw/letters.h"
#include "graph/draw/spread.h"
#include "graph/graph.h"
#include "graph/select/network.h"
#include "graph/select/period.h"
#include "graph_fixture.h"

/* ------------------------------------------------------------------ helpers */

static struct relata_graph *open_graph(const char *folder, enum relata_graph_mode mode) {
  struct relata_graph *graph;
  struct relata_error error = { 0 };
  if (relata_graph_open(&graph, folder, mode, NULL, &error) != RELATA_OK)
    fail_msg("%s: %s", error.path, error.message);
  return graph;
}

/* A third article: the same things said otherwise, and somebody quoted. */
static struct relata_document *third(void) {
  static const struct fixture_fact facts[] = {
    { "Qamar backs the Tide Brigades, said Mara Venn.", "Qamar", "State", "backs", "Tide Brigades", "ArmedGroup",
      "Mara Venn", "2021-07", false, false },
    { "Qamar does not back the Tide Brigades.", "Qamar", "State", "backs", "Tide Brigades", "ArmedGroup", NULL, NULL,
      true, false },
    { "Mara Venn leads Oriel.", "Mara Venn", "Person", "leads", "Oriel", "State", NULL, "2018/..", false, false },
    { "The talks began in Lune.", "talks", "Event", "located_in", "Lune", "City", NULL, NULL, false, false },
  };
  struct relata_document *document =
    fixture_document("quoted.txt", "Who backs whom", "2022-01-10", facts, sizeof facts / sizeof *facts);
  document->source = RELATA_STR("Harbour Gazette");
  return document;
}

static int make_sample(void **state) {
  char *folder = fixture_folder();
  struct relata_graph *graph = open_graph(folder, RELATA_GRAPH_CREATE);
  struct relata_document *documents[] = { fixture_first(), fixture_second(), third() };
  documents[1]->url = RELATA_STR("https://www.news.example.org/2021/talks");
  for (size_t i = 0; i < 3; i++) {
    assert_int_equal(relata_graph_add(graph, documents[i], NULL), RELATA_OK);
    relata_document_free(documents[i]);
  }
  assert_int_equal(relata_graph_commit(graph, NULL), RELATA_OK);
  relata_graph_close(graph);
  *state = folder;
  return 0;
}

static int remove_sample(void **state) {
  fixture_remove(*state);
  return 0;
}

static struct relata_selected *choose(struct relata_graph *graph, struct relata_selection selection) {
  struct relata_selected *selected;
  struct relata_error error = { 0 };
  if (relata_graph_select(graph, &selection, &selected, &error) != RELATA_OK)
    fail_msg("%s", error.message);
  return selected;
}

static const struct relata_selected_edge *edge_of(const struct relata_selected *selected, const char *from,
                                                  const char *label, const char *to) {
  for (size_t i = 0; i < selected->edge_count; i++) {
    const struct relata_selected_edge *edge = &selected->edges[i];
    if (relata_str_is(selected->nodes[edge->from].label, from) && relata_str_is(edge->label, label) &&
        relata_str_is(selected->nodes[edge->to].label, to))
      return edge;
  }
  return NULL;
}

static bool has_node(const struct relata_selected *selected, const char *label) {
  for (size_t i = 0; i < selected->node_count; i++)
    if (relata_str_is(selected->nodes[i].label, label))
      return true;
  return false;
}

#define NAMES(...) { (const char *const[]){ __VA_ARGS__ }, sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *) }

/* ------------------------------------------------------------------ dates */

static void assert_period(const char *text, int begin, int end) {
  struct period period;
  assert_true(period_parse(relata_str_of(text), &period));
  assert_int_equal(period.begin, begin);
  assert_int_equal(period.end, end);
}

static void test_periods(void **state) {
  (void)state;
  struct period period;
  assert_period("2018", 20180000, 20181231);
  assert_period("2018-09", 20180900, 20180931);
  assert_period("2018-09-07", 20180907, 20180907);
  assert_period("2018-09-07T23:59:59Z", 20180907, 20180907);
  assert_period("2011/..", 20110000, INT_MAX);
  assert_period("../2011-02", INT_MIN, 20110231);
  assert_period("2020/2021", 20200000, 20211231);
  static const char *const wrong[] = { "", "..", "../..", "yesterday", "18", "2018-13", "2018-9", "2018-09-07x",
                                       "2021/2020", "2018-00" };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    assert_false(period_parse(relata_str_of(wrong[i]), &period));
}

/* ------------------------------------------------------------------ selections */

static void test_everything(void **state) {
  struct relata_graph *graph = open_graph(*state, RELATA_GRAPH_READ);
  struct relata_selected *all = choose(graph, (struct relata_selection){ 0 });
  assert_int_equal(all->edge_count, all->total_edges);
  assert_int_equal(all->node_count, all->total_nodes);
  const struct relata_selected_edge *backs = edge_of(all, "Qamar", "backs", "Tide Brigades");
  assert_non_null(backs);
  assert_int_equal(backs->status, RELATA_TIE_STATED);
  assert_int_equal(backs->said, 4);
  assert_int_equal(backs->statuses[RELATA_TIE_STATED], 2);
  assert_int_equal(backs->statuses[RELATA_TIE_SAID], 1);
  assert_int_equal(backs->statuses[RELATA_TIE_NEGATED], 1);
  assert_int_equal(backs->article_count, 3);
  assert_true(relata_str_is(backs->first, "2019"));
  assert_true(relata_str_is(backs->last, "2022-01-10"));
  assert_int_equal(edge_of(all, "Oriel", "recognizes", "Tide Brigades")->status, RELATA_TIE_NEGATED);
  assert_int_equal(edge_of(all, "Qamar", "pull out of", "Coast Treaty")->status, RELATA_TIE_POSSIBLE);
  assert_int_equal(all->article_count, 3);
  for (size_t i = 0; i + 1 < all->node_count; i++)
    assert_true(all->nodes[i].weight >= all->nodes[i + 1].weight);
  relata_selected_free(all);
  relata_graph_close(graph);
}

static void test_statuses(void **state) {
  struct relata_graph *graph = open_graph(*state, RELATA_GRAPH_READ);
  struct relata_selected *said = choose(graph, (struct relata_selection){ .statuses = 1u << RELATA_TIE_SAID });
  assert_int_equal(said->edge_count, 1);
  assert_int_equal(said->edges[0].status, RELATA_TIE_SAID);
  assert_int_equal(said->edges[0].said, 1);
  assert_true(relata_str_is(said->edges[0].best->speaker, "Mara Venn"));
  relata_selected_free(said);
  struct relata_selected *denied = choose(graph, (struct relata_selection){ .statuses = 1u << RELATA_TIE_NEGATED });
  assert_int_equal(denied->edge_count, 2);
  relata_selected_free(denied);
  relata_graph_close(graph);
}

static void test_about(void **state) {
  struct relata_graph *graph = open_graph(*state, RELATA_GRAPH_READ);
  struct relata_selected *near = choose(graph, (struct relata_selection){ .about = NAMES("mara venn") });
  assert_int_equal(near->node_count, 2);
  assert_true(has_node(near, "Oriel"));
  relata_selected_free(near);
  struct relata_selected *far = choose(graph, (struct relata_selection){ .about = NAMES("Mara Venn"), .depth = 2 });
  assert_true(has_node(far, "Qamar"));
  relata_selected_free(far);
  struct relata_selected *pair = choose(
    graph, (struct relata_selection){ .about = NAMES("Qamar", "Oriel"), .depth = RELATA_SELECT_ABOUT_ONLY });
  assert_int_equal(pair->node_count, 2);
  assert_non_null(edge_of(pair, "Oriel", "depend on", "Qamar"));
  relata_selected_free(pair);
  struct relata_selected *kept = choose(graph, (struct relata_selection){ .about = NAMES("talks"), .limit = 1 });
  assert_true(kept->node_count == 1 && kept->edge_count == 0 && kept->nodes[0].ties == 1 && kept->nodes[0].shown == 0);
  relata_selected_free(kept);
  relata_graph_close(graph);
}

static void test_filters(void **state) {
  struct relata_graph *graph = open_graph(*state, RELATA_GRAPH_READ);
  struct relata_selected *selected = choose(graph, (struct relata_selection){ .relations = NAMES("leads", "rel:meets") });
  assert_int_equal(selected->edge_count, 2);
  relata_selected_free(selected);
  selected = choose(graph, (struct relata_selection){ .types = NAMES("state", "rel:ArmedGroup") });
  assert_int_equal(selected->node_count, 3);
  relata_selected_free(selected);
  selected = choose(graph, (struct relata_selection){ .sources = NAMES("harbour gazette") });
  assert_true(selected->article_count == 1 && relata_str_is(selected->articles[0].id, "quoted.txt"));
  relata_selected_free(selected);
  selected = choose(graph, (struct relata_selection){ .sources = NAMES("news.example.org") });
  assert_true(selected->article_count == 1 && relata_str_is(selected->articles[0].id, "talks.txt"));
  relata_selected_free(selected);
  selected = choose(graph, (struct relata_selection){ .articles = NAMES("harbour.txt", "quoted.txt") });
  assert_int_equal(selected->article_count, 2);
  relata_selected_free(selected);
  selected = choose(graph, (struct relata_selection){ .min_sources = 2 });
  assert_int_equal(selected->edge_count, 1);
  relata_selected_free(selected);
  relata_graph_close(graph);
}

static void test_time(void **state) {
  struct relata_graph *graph = open_graph(*state, RELATA_GRAPH_READ);
  struct relata_selected *selected = choose(graph, (struct relata_selection){ .from = "2019", .to = "2019" });
  assert_int_equal(selected->edge_count, 2); /* since 2019, and what holds from 2018 on */
  assert_non_null(edge_of(selected, "Mara Venn", "leads", "Oriel"));
  assert_int_equal(edge_of(selected, "Qamar", "backs", "Tide Brigades")->said, 1);
  relata_selected_free(selected);
  selected = choose(graph, (struct relata_selection){ .from = "2021-05-03", .to = "2021-05-03" });
  assert_non_null(edge_of(selected, "Tide Brigades", "attacks", "Port Alda"));
  assert_null(edge_of(selected, "Qamar", "backs", "Tide Brigades"));
  relata_selected_free(selected);
  relata_graph_close(graph);
}

static void test_limit_and_rank(void **state) {
  struct relata_graph *graph = open_graph(*state, RELATA_GRAPH_READ);
  struct relata_selected *two = choose(graph, (struct relata_selection){ .limit = 2 });
  assert_int_equal(two->node_count, 2);
  assert_true(two->total_nodes > 2);
  relata_selected_free(two);
  struct relata_selected *ranked = choose(graph, (struct relata_selection){ .importance = RELATA_IMPORTANCE_PAGERANK });
  double sum = 0;
  for (size_t i = 0; i < ranked->node_count; i++)
    sum += ranked->nodes[i].weight * (ranked->nodes[i].label.data[0] >= 'a' ? 2 : 1); /* "talks" counts half */
  assert_true(fabs(sum - 1) < 1e-3);
  relata_selected_free(ranked);
  relata_graph_close(graph);
}

static void assert_refused(struct relata_graph *graph, struct relata_selection selection, enum relata_status status,
                           const char *words) {
  struct relata_selected *selected;
  struct relata_error error = { 0 };
  assert_int_equal(relata_graph_select(graph, &selection, &selected, &error), status);
  assert_null(selected);
  if (!strstr(error.message, words))
    fail_msg("\"%s\" has no \"%s\"", error.message, words);
}

static void test_refused(void **state) {
  struct relata_graph *graph = open_graph(*state, RELATA_GRAPH_READ);
  assert_refused(graph, (struct relata_selection){ .about = NAMES("Brigades") }, RELATA_NOT_FOUND, "Tide Brigades");
  assert_refused(graph, (struct relata_selection){ .relations = NAMES("bakcs") }, RELATA_NOT_FOUND, "bakcs");
  assert_refused(graph, (struct relata_selection){ .types = NAMES("Stat") }, RELATA_NOT_FOUND, "ArmedGroup");
  assert_refused(graph, (struct relata_selection){ .sources = NAMES("Gazette") }, RELATA_NOT_FOUND, "Harbour Gazette");
  assert_refused(graph, (struct relata_selection){ .articles = NAMES("x.txt") }, RELATA_NOT_FOUND, "quoted.txt");
  assert_refused(graph, (struct relata_selection){ .from = "yesterday" }, RELATA_BAD_USAGE, "2018-09-07");
  assert_refused(graph, (struct relata_selection){ .from = "2020", .to = "2019" }, RELATA_BAD_USAGE, "after");
  relata_graph_close(graph);
}

/* ------------------------------------------------------------------ communities */

/* Two cliques of five joined by one bond. */
static void test_communities(void **state) {
  (void)state;
  struct bond bonds[32];
  uint32_t communities[11];
  size_t count = 0;
  for (size_t side = 0; side < 2; side++)
    for (size_t i = 0; i < 5; i++)
      for (size_t k = i + 1; k < 5; k++)
        bonds[count++] = (struct bond){ 5 * side + i, 5 * side + k, 1 };
  bonds[count++] = (struct bond){ 4, 5, 1 };
  bonds[count++] = (struct bond){ 9, 10, 1 };
  const double quality = network_find_communities(11, bonds, count, communities);
  for (size_t i = 0; i < 11; i++)
    assert_int_equal(communities[i], i < 5 ? 1 : 0); /* the bigger one is the first */
  /* 10 and 11 of 22 bonds lie inside; degrees 21 and 23 of 44 */
  assert_true(fabs(quality - (21.0 / 22 - (21.0 * 21 + 23 * 23) / (44.0 * 44))) < 1e-9);
  assert_true(network_find_communities(3, NULL, 0, communities) == 0);
}

/* ------------------------------------------------------------------ letters */

static void test_letters(void **state) {
  (void)state;
  assert_true(fabs(letters_width(RELATA_STR("Wa i"), 10) - (944 + 556 + 278 + 222) / 100.0) < 1e-9);
  assert_true(fabs(letters_width(RELATA_STR("&amp;"), 10) - 6.67) < 1e-9);
  assert_true(fabs(letters_width(RELATA_STR("é"), 10) - 5.56) < 1e-9);
  assert_true(letters_width(RELATA_STR("東京"), 10) == 20);
  assert_true(letters_width(RELATA_STR("\xff"), 10) > 0);
}

/* ------------------------------------------------------------------ boxes */

/* All on one spot, all on one line, and as scattered: none overlaps another afterwards. */
static void test_spread(void **state) {
  (void)state;
  enum { COUNT = 300 };
  struct box boxes[COUNT];
  for (size_t round = 0; round < 3; round++) {
    uint32_t random = 12345;
    for (size_t i = 0; i < COUNT; i++) {
      random = random * 1664525u + 1013904223u;
      boxes[i] = (struct box){ (double)round * (random >> 20), round == 2 ? (double)(random >> 8 & 0xfff) : 0,
                               20 + (double)(i % 7) * 15, 18 + (double)(i % 3) * 12 };
    }
    spread_boxes(boxes, COUNT, 5);
    for (size_t i = 0; i < COUNT; i++)
      for (size_t k = 0; k < i; k++)
        assert_false(fabs(boxes[i].x - boxes[k].x) < (boxes[i].width + boxes[k].width) / 2 + 4.9 &&
                     fabs(boxes[i].y - boxes[k].y) < (boxes[i].height + boxes[k].height) / 2 + 4.9);
  }
  spread_boxes(boxes, 0, 5);
}

/* ------------------------------------------------------------------ diagrams */

static char *draw(struct relata_graph *graph, struct relata_draw_options options) {
  struct relata_out *out = relata_out_to_memory();
  struct relata_error error = { 0 };
  if (relata_graph_draw(graph, &options, out, &error) != RELATA_OK)
    fail_msg("%s", error.message);
  const struct relata_str text = relata_out_as_memory(out);
  char *picture = strndup(text.data, text.len);
  assert_true(text.len > 500);
  relata_out_abandon(out);
  return picture;
}

static const struct relata_selection stated = { .statuses = 1u << RELATA_TIE_STATED };

static void test_draw(void **state) {
  struct relata_graph *graph = open_graph(*state, RELATA_GRAPH_READ);
  char *svg = draw(graph, (struct relata_draw_options){ .format = "svg" });
  char *again = draw(graph, (struct relata_draw_options){ .format = "svg" });
  assert_string_equal(svg, again);
  assert_non_null(strstr(svg, "backs ×3"));
  assert_non_null(strstr(svg, "not: recognizes"));
  assert_non_null(strstr(svg, "Oriel depends on &quot;grain&quot; from Qamar. — talks.txt, 2021"));
  assert_non_null(strstr(svg, "xlink:href=\"news/harbour.txt\""));
  assert_non_null(strstr(svg, "xlink:href=\"https://www.news.example.org/2021/talks\""));
  assert_non_null(strstr(svg, "<title id=\"title\">What 3 articles say</title>"));
  assert_non_null(strstr(svg, "<desc id=\"desc\">A diagram of "));
  assert_non_null(strstr(svg, "class=\"node state State\""));
  assert_non_null(strstr(svg, "class=\"edge negated recognizes\""));
  assert_non_null(strstr(svg, "textLength="));
  assert_null(strstr(svg, "<!--"));
  free(svg);
  free(again);
  char *dot = draw(graph, (struct relata_draw_options){
                            .format = "dot",
                            .selection = { .about = NAMES("oriel"), .relations = NAMES("meets"), .statuses = 1 } });
  assert_non_null(strstr(dot, "<b>Oriel: meets</b>"));
  assert_null(strstr(dot, "label=\"Tide"));
  assert_null(strstr(dot, "denied"));
  free(dot);
  char *png = draw(graph, (struct relata_draw_options){ .format = "png", .selection = stated });
  assert_memory_equal(png, "\x89PNG", 4);
  free(png);
  relata_graph_close(graph);
}

static void test_direction(void **state) {
  struct relata_graph *graph = open_graph(*state, RELATA_GRAPH_READ);
  char *dot = draw(graph, (struct relata_draw_options){ .format = "dot", .selection = { .relations = NAMES("leads") } });
  char from[8] = "", *node = strstr(dot, "[label=\"Mara Venn\"");
  assert_non_null(node);
  while (node[-1] != '\n')
    node--;
  assert_int_equal(sscanf(node, " %7s", from), 1);
  char *edge = strstr(dot, "->");
  assert_non_null(edge);
  while (edge[-1] != '\n')
    edge--;
  assert_memory_equal(edge + 2, from, strlen(from)); /* the leader is where the arrow begins */
  assert_null(strstr(edge, "dir=none"));
  free(dot);
  dot = draw(graph, (struct relata_draw_options){ .format = "dot", .selection = { .relations = NAMES("attacks") },
                                                  .links = "http://localhost:8080/" });
  assert_non_null(strstr(dot, "URL=\"http://localhost:8080/id/Port_Alda\""));
  assert_non_null(strstr(dot, "URL=\"http://localhost:8080/doc/harbour.txt\""));
  free(dot);
  relata_graph_close(graph);
}

static void test_timeline(void **state) {
  struct relata_graph *graph = open_graph(*state, RELATA_GRAPH_READ);
  char *svg = draw(graph, (struct relata_draw_options){ .format = "svg", .timeline = true,
                                                        .selection = { .about = NAMES("Oriel") } });
  const char *since = strstr(svg, ">since 2018<"), *first = strstr(svg, ">(2021&#45;05&#45;04)<"),
             *second = strstr(svg, ">(2021&#45;06&#45;01)<");
  assert_true(since && first && second && since < first && first < second);
  assert_non_null(strstr(svg, ">Mara Venn leads Oriel<"));
  assert_non_null(strstr(svg, ">Oriel not: recognizes Tide Brigades<"));
  assert_null(strstr(svg, "Port Alda"));
  free(svg);
  char *dot = draw(graph, (struct relata_draw_options){
                            .format = "dot", .timeline = true, .selection = { .about = NAMES("Oriel", "Qamar") } });
  assert_null(strstr(dot, "Mara Venn leads"));
  assert_non_null(strstr(dot, "Oriel depend on Qamar"));
  free(dot);
  relata_graph_close(graph);
}

static void test_themes(void **state) {
  static const char *const themes[] = { "light", "dark", "print", "colorblind" };
  struct relata_graph *graph = open_graph(*state, RELATA_GRAPH_READ);
  char *drawn[4];
  for (size_t i = 0; i < 4; i++) {
    drawn[i] = draw(graph, (struct relata_draw_options){ .format = "svg", .theme = themes[i] });
    for (size_t k = 0; k < i; k++)
      assert_string_not_equal(drawn[k], drawn[i]);
  }
  assert_non_null(strstr(drawn[1], "#12161b"));
  for (size_t i = 0; i < 4; i++)
    free(drawn[i]);
  relata_graph_close(graph);
}

static double seconds_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void test_draw_errors(void **state) {
  struct relata_graph *graph = open_graph(*state, RELATA_GRAPH_READ);
  struct relata_out *out = relata_out_to_memory();
  const struct relata_draw_options unknown = { .format = "svg", .selection = { .about = NAMES("Atlantis") } },
                                   gif = { .format = "gif" }, pink = { .format = "svg", .theme = "pink" },
                                   broken = { .format = "svg", .title = "a\xff" },
                                   hasty = { .format = "svg", .seconds = 1e-6 },
                                   timeless = { .format = "svg", .timeline = true,
                                                .selection = { .about = NAMES("Mara Venn", "Qamar") } };
  assert_int_equal(relata_graph_draw(graph, &unknown, out, NULL), RELATA_NOT_FOUND);
  assert_int_equal(relata_graph_draw(graph, &gif, out, NULL), RELATA_UNSUPPORTED);
  assert_int_equal(relata_graph_draw(graph, &pink, out, NULL), RELATA_UNSUPPORTED);
  assert_int_equal(relata_graph_draw(graph, &broken, out, NULL), RELATA_BAD_USAGE);
  assert_int_equal(relata_graph_draw(graph, &timeless, out, NULL), RELATA_NOT_FOUND);
  const double before = seconds_now();
  assert_int_equal(relata_graph_draw(graph, &hasty, out, NULL), RELATA_LIMIT);
  assert_true(seconds_now() - before < 1);
  assert_int_equal(relata_out_as_memory(out).len, 0);
  relata_out_abandon(out);
  relata_graph_close(graph);
}

/* ------------------------------------------------------------------ main */

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_periods),        cmocka_unit_test(test_everything), cmocka_unit_test(test_statuses),
    cmocka_unit_test(test_about),          cmocka_unit_test(test_filters),    cmocka_unit_test(test_time),
    cmocka_unit_test(test_limit_and_rank), cmocka_unit_test(test_refused),    cmocka_unit_test(test_communities),
    cmocka_unit_test(test_letters),        cmocka_unit_test(test_spread),     cmocka_unit_test(test_draw),       cmocka_unit_test(test_direction),
    cmocka_unit_test(test_timeline),       cmocka_unit_test(test_themes),     cmocka_unit_test(test_draw_errors),
  };
  return cmocka_run_group_tests(tests, make_sample, remove_sample);
}
