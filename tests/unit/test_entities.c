/* Names compared, profiles written and read, senses and entities whatever the order, decisions kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "extract/base/out.h"
#include "graph/entities/resolution.h"
#include "graph/entities/state.h"
#include "graph/entities/tables.h"
#include "graph/graph.h"
#include "tests/unit/graph_fixture.h"

/* ------------------------------------------------------------------ tables */

static void test_tables(void **state) {
  (void)state;
  assert_string_equal(entities_word("kind", RELATA_STR("City")), "place");
  assert_string_equal(entities_word("role", RELATA_STR("mayor")), "politics");
  assert_null(entities_word("role", RELATA_STR("mayors")));
  assert_null(entities_word("nothing", RELATA_STR("mayor")));
  for (size_t i = 1; i < entities_words_count; i++) {
    const int sets = strcmp(entities_words[i - 1].set, entities_words[i].set);
    assert_true(sets < 0 || (sets == 0 && strcmp(entities_words[i - 1].word, entities_words[i].word) < 0));
  }
  assert_true(entities_weight("same_name") > 0 && entities_weight("different_field") < -entities_weight("same_name"));
  assert_true(entities_weight("no_such_feature") == 0);
}

/* ------------------------------------------------------------------ names */

struct pair {
  const char *a, *b;
  bool persons;
  enum name_tie tie;
};

static void test_ties(void **state) {
  (void)state;
  static const struct pair pairs[] = {
    { "John Smith", "John Smith", true, NAME_SAME },
    { "Mayor John Smith", "John Smith", true, NAME_SAME },
    { "John Smith", "John SMITH's", true, NAME_SAME },
    { "Mariam Touré", "Mariam Toure", true, NAME_SAME },
    { "John A. Smith", "John Smith", true, NAME_FULLER },
    { "John A. Smith", "John B. Smith", true, NAME_OTHER_GIVEN },
    { "Bob Ellison", "Robert Ellison", true, NAME_NICKNAME },
    { "Tom Breck", "Tomas Breck", true, NAME_NICKNAME },
    { "J. Smith", "John Smith", true, NAME_INITIAL },
    { "J. Smith", "Mary Smith", true, NAME_OTHER_GIVEN },
    { "Mary Smith", "John Smith", true, NAME_OTHER_GIVEN },
    { "Smith", "John Smith", true, NAME_SURNAME },
    { "Abu Mohammed al-Jolani", "Abu Mohammad al-Julani", true, NAME_SPELLING },
    { "Yusuf al-Rahimi", "Yousef Rahimi", true, NAME_SPELLING },
    { "Tayyip Erdogan", "Recep Tayyip Erdogan", true, NAME_FULLER },
    { "John Smith", "John Jones", true, NAME_UNRELATED },
    { "Nordlys", "Nordlys Group", false, NAME_ENDING },
    { "Nordlys ASA", "Nordlys Group", false, NAME_ENDING },
    { "Hansung", "Hansung Energy", false, NAME_SECTOR },
    { "EC", "European Commission", false, NAME_ACRONYM },
    { "ACB", "Anti-Corruption Bureau", false, NAME_ACRONYM },
    { "ICM", "Institute for Coastal Medicine", false, NAME_ACRONYM },
    { "Harbour Authority", "Marlow Harbour Authority", false, NAME_TAIL },
    { "Institute of Coastal Medicine", "Institute for Coastal Medicine", false, NAME_SAME_WORDS },
    { "Defence Ministry of Norway", "Norway Defense Ministry", false, NAME_SAME_WORDS },
    { "Norwegian Defence Ministry", "Ministry of Defense of Norway", false, NAME_SAME_WORDS },
    { "Iran's foreign ministry", "Iranian Foreign Ministry", false, NAME_SAME_WORDS },
    { "army of Turkey", "Turkish army", false, NAME_SAME_WORDS },
    { "American Army", "United States Army", false, NAME_SAME_WORDS },
    { "Turkish Army", "Syrian Army", false, NAME_UNRELATED },
    { "European", "European Commission", false, NAME_UNRELATED },
    { "Commission", "European Commission", false, NAME_UNRELATED },
    { "", "European Commission", false, NAME_UNRELATED },
  };
  struct relata_arena *arena = relata_arena_new();
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    const struct name a = name_parse(arena, relata_str_of(pairs[i].a), pairs[i].persons),
                      b = name_parse(arena, relata_str_of(pairs[i].b), pairs[i].persons);
    if (name_compare(&a, &b, pairs[i].persons) != pairs[i].tie || name_compare(&b, &a, pairs[i].persons) != pairs[i].tie)
      fail_msg("%s / %s: %d, %d", pairs[i].a, pairs[i].b, name_compare(&a, &b, pairs[i].persons),
               name_compare(&b, &a, pairs[i].persons));
  }
  relata_arena_free(arena);
}

static void test_proper(void **state) {
  (void)state;
  static const char *const proper[] = { "Nordlys_Group", "University_of_Bergen", "Hayat_Tahrir_al-Sham", "M5",
                                        "Swedish_battery_maker_Voltara", "al-Qaeda", "Mariam_Touré", "Turkish_army", "army_of_Turkey",
                                        "Irans_foreign_ministry" };
  static const char *const common[] = { "rebels", "hospital-e07", "takeover_of_Helvar_Cells", "12_percent", "",
                                        "Turkish_soldiers", "Turkish-backed_rebels", "2018", "army", "army_of_rebels",
                                        "local_government" };
  for (size_t i = 0; i < sizeof proper / sizeof *proper; i++)
    assert_true(name_is_proper(relata_str_of(proper[i])));
  for (size_t i = 0; i < sizeof common / sizeof *common; i++)
    assert_false(name_is_proper(relata_str_of(common[i])));
}

/* Any bytes are a name; nothing crashes. */
static void test_odd_names(void **state) {
  (void)state;
  static const char *const odd[] = { "\xff\xfe", "'", "-", "---", "\xe2\x80\x99s", " ", "a\x1f\x1e\tb", "\xf0\x9f\x98\x80",
                                     "A.B.C.", "x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x" };
  struct relata_arena *arena = relata_arena_new();
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
    for (int person = 0; person < 2; person++)
      for (size_t k = 0; k < sizeof odd / sizeof *odd; k++) {
        const struct name a = name_parse(arena, relata_str_of(odd[i]), person),
                          b = name_parse(arena, relata_str_of(odd[k]), person);
        name_compare(&a, &b, person);
        name_is_proper(relata_str_of(odd[i]));
        name_surname_key(arena, &a);
        name_initials(arena, &b, true, true);
      }
  relata_arena_free(arena);
}

/* ------------------------------------------------------------------ profiles by line */

/* A profile's line; `roles` and `with` are items parted by '|'. */
static void add_profile(struct registry *registry, const char *article, const char *local, const char *kind,
                        const char *roles, const char *with) {
  char label[128], line[2048], own[128], role_items[256], with_items[512];
  snprintf(label, sizeof label, "%s", local);
  snprintf(own, sizeof own, "%s", local);
  snprintf(role_items, sizeof role_items, "%s", roles);
  snprintf(with_items, sizeof with_items, "%s", with);
  for (char *c = label; *c; c++)
    *c = *c == '_' ? ' ' : *c;
  for (char *c = own; *c; c++)
    *c = *c == '_' ? ' ' : *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;
  for (char *c = role_items; *c; c++)
    *c = *c == '|' ? 0x1f : *c;
  for (char *c = with_items; *c; c++)
    *c = *c == '|' ? 0x1f : *c;
  snprintf(line, sizeof line, "https://x/doc/%s\t%s\t%s\t%s\t\t%s\t%s\t0\t0\t24300\t24300\t%s\t%s\t\t\t\t%s\t\t\t%s", article,
           local, label, strcmp(kind, "person") == 0 ? "Person" : "Organization", own, kind, label, own, role_items,
           with_items);
  assert_true(registry_read(registry, relata_str_of(line)));
}

static void test_profile_lines(void **state) {
  (void)state;
  struct registry *registry = registry_new();
  add_profile(registry, "a", "John_Smith", "person", "mayor", "denver|john smith");
  struct relata_out *out = relata_out_to_memory();
  registry_write(registry, &registry->profiles[0], NULL, out);
  struct registry *again = registry_new();
  assert_true(registry_read(again, relata_out_as_memory(out)));
  struct relata_out *second = relata_out_to_memory();
  registry_write(again, &again->profiles[0], NULL, second);
  assert_true(relata_str_equal(relata_out_as_memory(out), relata_out_as_memory(second)));
  /* Cut anywhere it is no profile. */
  const struct relata_str whole = relata_out_as_memory(out);
  for (size_t len = 0; len < whole.len; len++)
    if (memchr(whole.data + len, '\t', whole.len - len))
      assert_false(registry_read(again, (struct relata_str){ whole.data, len }));
  assert_false(registry_read(again, RELATA_STR("\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t")));
  relata_out_abandon(out);
  relata_out_abandon(second);
  registry_free(again);
  registry_free(registry);
}

/* ------------------------------------------------------------------ who is who */

struct given {
  const char *article, *local, *kind, *roles, *with;
};

static const struct given people[] = {
  { "a1", "John_Smith", "person", "mayor", "denver|john smith|rail union" },
  { "a2", "John_Smith", "person", "striker", "arsenal|john smith|osei" },
  { "a3", "John_Smith", "person", "", "arsenal|john smith|osei" },
  { "a4", "Smith", "person", "mayor", "denver|smith|rail union" },
  { "a5", "J._Smith", "person", "", "denver|j smith|rail union" },
  { "a1", "Rail_Union", "organization", "", "denver|john smith|rail union" },
  { "a6", "Mary_Smith", "person", "nurse", "mary smith|oslo" },
};
enum { PEOPLE = sizeof people / sizeof *people };

/* Resolved with the occurrences given in an order that starts at `first` and takes every `step`th. */
static struct relata_out *resolved(size_t first, size_t step, const struct choices *choices) {
  struct registry *registry = registry_new();
  for (size_t i = 0; i < PEOPLE; i++) {
    const struct given *one = &people[(first + i * step) % PEOPLE];
    add_profile(registry, one->article, one->local, one->kind, one->roles, one->with);
  }
  struct resolution *resolution = resolution_new(senses_new(registry, choices), choices);
  struct relata_out *out = relata_out_to_memory();
  for (size_t i = 0; i < resolution->renaming_count; i++)
    relata_out_print(out, "%.*s %.*s %.*s\n", 2, resolution->renamings[i].article.data + 14,
                     (int)resolution->renamings[i].local.len, resolution->renamings[i].local.data,
                     (int)resolution->renamings[i].entity.len, resolution->renamings[i].entity.data);
  for (size_t i = 0; i < resolution->merge_count; i++)
    relata_out_print(out, "%.*s\n", (int)resolution->merges[i].id.len, resolution->merges[i].id.data);
  relata_out_char(out, '\0');
  resolution_free(resolution);
  registry_free(registry);
  return out;
}

static bool says(const struct relata_out *out, const char *line) {
  return strstr(relata_out_as_memory(out).data, line) != NULL;
}

static void test_namesakes(void **state) {
  (void)state;
  struct relata_out *out = resolved(0, 1, NULL);
  assert_true(says(out, "a2 John_Smith John_Smith\n"));    /* two articles know the striker */
  assert_true(says(out, "a3 John_Smith John_Smith\n"));
  assert_true(says(out, "a1 John_Smith John_Smith-a1\n")); /* the mayor */
  assert_true(says(out, "a4 Smith John_Smith-a1\n"));
  assert_true(says(out, "a5 J._Smith John_Smith-a1\n"));
  assert_true(says(out, "a6 Mary_Smith Mary_Smith\n"));
  assert_true(says(out, "John_Smith-a1/Smith\n"));
  relata_out_abandon(out);
}

static void test_any_order(void **state) {
  (void)state;
  struct relata_out *first = resolved(0, 1, NULL);
  for (size_t start = 0; start < PEOPLE; start++)
    for (size_t step = 1; step < PEOPLE; step++) {
      struct relata_out *other = resolved(start, step, NULL);
      assert_string_equal(relata_out_as_memory(first).data, relata_out_as_memory(other).data);
      relata_out_abandon(other);
    }
  relata_out_abandon(first);
}

static void choose(struct choices *choices, const char *line) {
  assert_true(choices_take_line(choices, relata_str_of(line)));
}

static void test_decisions(void **state) {
  (void)state;
  struct choices *choices = choices_new();
  choose(choices, "apart\tSmith\t\tJohn_Smith\t");
  struct relata_out *out = resolved(0, 1, choices);
  assert_true(says(out, "a4 Smith Smith\n"));
  relata_out_abandon(out);
  choose(choices, "same\tJohn_Smith\thttps://x/doc/a1\tJohn_Smith\thttps://x/doc/a2");
  choose(choices, "same\tMary_Smith\t\tRail_Union\t");
  out = resolved(0, 1, choices);
  assert_true(says(out, "a1 John_Smith John_Smith\n"));
  assert_true(says(out, "a2 John_Smith John_Smith\n"));
  assert_true(says(out, "a1 Rail_Union Mary_Smith\n"));
  relata_out_abandon(out);
  choose(choices, "apart\tJohn_Smith\t\tJohn_Smith\t");
  assert_int_equal(choices_count(choices), 4);
  out = resolved(0, 1, choices);
  assert_true(says(out, "a3 John_Smith John_Smith-a3\n") || says(out, "a2 John_Smith John_Smith-a2\n"));
  relata_out_abandon(out);
  /* The last word about the same two counts, and only it is kept. */
  choose(choices, "same\tJohn_Smith\t\tSmith\t");
  assert_int_equal(choices_count(choices), 4);
  assert_false(choices_take_line(choices, RELATA_STR("apart\tJohn_Smith")));
  assert_false(choices_take_line(choices, RELATA_STR("maybe\tJohn_Smith\t\tSmith\t")));
  assert_false(choices_take_line(choices, RELATA_STR("")));
  choices_free(choices);
}

/* Senses through their lines, in any order, give the same entities. */
static void test_sense_lines(void **state) {
  (void)state;
  struct registry *registry = registry_new(), *other = registry_new();
  for (size_t i = 0; i < PEOPLE; i++)
    add_profile(registry, people[i].article, people[i].local, people[i].kind, people[i].roles, people[i].with);
  struct senses *senses = senses_new(registry, NULL), *read = senses_empty(other);
  for (size_t i = senses->count; i-- > 0;) {
    struct relata_out *line = relata_out_to_memory();
    sense_write(senses, &senses->items[i], line);
    assert_true(senses_read(read, relata_out_as_memory(line)));
    relata_out_abandon(line);
  }
  senses_close_reading(read);
  struct resolution *a = resolution_new(senses, NULL), *b = resolution_new(read, NULL);
  assert_int_equal(a->renaming_count, b->renaming_count);
  assert_int_equal(a->merge_count, b->merge_count);
  for (size_t i = 0; i < a->renaming_count; i++)
    assert_true(relata_str_equal(a->renamings[i].entity, b->renamings[i].entity) &&
                relata_str_equal(a->renamings[i].local, b->renamings[i].local));
  resolution_free(a);
  resolution_free(b);
  registry_free(registry);
  registry_free(other);
}

/* ------------------------------------------------------------------ state */

static void test_state(void **state) {
  (void)state;
  char *folder = fixture_folder(), *name = NULL, path[512];
  struct entities_state *kept = state_new(), *read = NULL;
  struct relata_str lines;
  choose(state_choices(kept), "same\tA\t\tB\t");
  choose(state_choices(kept), "+apart\tC\thttps://x/doc/a\tD\t");
  state_set(kept, "one.nq.zst", RELATA_STR("a line\nanother\n"));
  state_set(kept, "none.nq.zst", RELATA_STR(""));
  assert_int_equal(state_write(kept, folder, &name, NULL), RELATA_OK);
  snprintf(path, sizeof path, "%s/%s", folder, name);
  assert_int_equal(state_read(&read, path, NULL), RELATA_OK);
  assert_true(state_is_current(read));
  assert_int_equal(choices_count(state_choices(read)), 2);
  assert_true(choices_get(state_choices(read), 1)->follows && !choices_get(state_choices(read), 1)->same);
  assert_true(state_find(read, "one.nq.zst", &lines) && relata_str_is(lines, "a line\nanother\n"));
  assert_true(state_find(read, "none.nq.zst", &lines) && lines.len == 0);
  assert_false(state_find(read, "two.nq.zst", &lines));
  state_free(read);
  assert_int_equal(truncate(path, 20), 0);
  struct relata_error error = { .status = RELATA_OK };
  assert_int_equal(state_read(&read, path, &error), RELATA_BAD_INPUT);
  assert_non_null(strstr(error.message, "damaged"));
  unlink(path);
  assert_int_equal(state_read(&read, path, NULL), RELATA_IO);
  state_free(kept);
  free(name);
  fixture_remove(folder);
}

/* ------------------------------------------------------------------ the graph's calls */

static enum relata_status count_merge(void *payload, const struct relata_graph_merge_record *merge) {
  assert_true(merge->score >= 0.5 && merge->reason_count > 0 && merge->article_count > 0);
  ++*(size_t *)payload;
  return RELATA_OK;
}

static enum relata_status count_entity(void *payload, const struct relata_graph_entity *entity) {
  assert_true(entity->label.len && entity->name_count >= 1 && relata_str_equal(entity->names[0], entity->label));
  ++*(size_t *)payload;
  return RELATA_OK;
}

static enum relata_status count_choice(void *payload, const struct relata_graph_choice *choice) {
  (void)choice;
  ++*(size_t *)payload;
  return RELATA_OK;
}

static void test_graph_calls(void **state) {
  (void)state;
  static const struct fixture_fact first[] = {
    { "Nordlys_Group hired Astrid_Solberg .", "Nordlys_Group", "Company", "employs", "Astrid_Solberg", "Person", NULL, NULL, false, false },
    { "Nordlys_Group bought Helvar .", "Nordlys_Group", "Company", "acquires", "Helvar", "Company", NULL, NULL, false, false },
  };
  static const struct fixture_fact second[] = {
    { "Nordlys bought Helvar .", "Nordlys", "Company", "acquires", "Helvar", "Company", NULL, NULL, false, false },
  };
  char *folder = fixture_folder();
  struct relata_graph *graph = NULL;
  struct relata_document *a = fixture_document("a", "A", "2020-01-01", first, 2),
                         *b = fixture_document("b", "B", "2020-02-01", second, 1);
  assert_int_equal(relata_graph_open(&graph, folder, RELATA_GRAPH_CREATE, NULL, NULL), RELATA_OK);
  assert_int_equal(relata_graph_add(graph, a, NULL), RELATA_OK);
  assert_int_equal(relata_graph_add(graph, b, NULL), RELATA_OK);
  struct relata_error error = { .status = RELATA_OK };
  assert_int_equal(relata_graph_split(graph, "Nordlys", NULL, 0, &error), RELATA_BAD_USAGE); /* not committed yet */
  assert_int_equal(relata_graph_commit(graph, NULL), RELATA_OK);
  size_t merges = 0, entities = 0, choices = 0;
  assert_int_equal(relata_graph_merges(graph, NULL, count_merge, &merges, NULL), RELATA_OK);
  assert_int_equal(relata_graph_entities(graph, NULL, count_entity, &entities, NULL), RELATA_OK);
  assert_int_equal(merges, 2); /* Nordlys is the Nordlys Group, and Helvar is Helvar */
  assert_int_equal(entities, 3);
  assert_int_equal(relata_graph_split(graph, "Nordlys_Group/Nordlys", NULL, 0, NULL), RELATA_OK);
  assert_int_equal(relata_graph_commit(graph, NULL), RELATA_OK);
  entities = 0;
  assert_int_equal(relata_graph_entities(graph, NULL, count_entity, &entities, NULL), RELATA_OK);
  assert_int_equal(entities, 4);
  assert_int_equal(relata_graph_choices(graph, count_choice, &choices, NULL), RELATA_OK);
  assert_int_equal(choices, 1);
  assert_int_equal(relata_graph_split(graph, "Helvar", NULL, 0, NULL), RELATA_OK); /* two that wait for one commit */
  assert_int_equal(relata_graph_split(graph, "nobody", NULL, 0, NULL), RELATA_NOT_FOUND);
  assert_int_equal(relata_graph_same(graph, "Nordlys", "Helvar", NULL), RELATA_OK);
  choices = 0;
  assert_int_equal(relata_graph_choices(graph, count_choice, &choices, NULL), RELATA_OK);
  assert_int_equal(choices, 3);
  assert_int_equal(relata_graph_commit(graph, NULL), RELATA_OK);
  assert_int_equal(relata_graph_undo(graph, 0, NULL), RELATA_OK);
  assert_int_equal(relata_graph_undo(graph, 0, NULL), RELATA_OK);
  assert_int_equal(relata_graph_commit(graph, NULL), RELATA_OK);
  assert_int_equal(relata_graph_undo(graph, 5, NULL), RELATA_NOT_FOUND);
  assert_int_equal(relata_graph_undo(graph, 1, NULL), RELATA_OK);
  assert_int_equal(relata_graph_commit(graph, NULL), RELATA_OK);
  assert_int_equal(relata_graph_check(graph, NULL), RELATA_OK);
  entities = 0;
  assert_int_equal(relata_graph_entities(graph, NULL, count_entity, &entities, NULL), RELATA_OK);
  assert_int_equal(entities, 3);
  relata_document_free(a);
  relata_document_free(b);
  relata_graph_close(graph);
  fixture_remove(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_tables),        cmocka_unit_test(test_ties),      cmocka_unit_test(test_proper),
    cmocka_unit_test(test_odd_names),     cmocka_unit_test(test_profile_lines), cmocka_unit_test(test_namesakes),
    cmocka_unit_test(test_any_order),     cmocka_unit_test(test_decisions), cmocka_unit_test(test_sense_lines),
    cmocka_unit_test(test_state),         cmocka_unit_test(test_graph_calls),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
