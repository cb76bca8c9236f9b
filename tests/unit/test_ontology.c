/* The ontology: look-ups in the lexicon of this build, damaged files, and what
 * the compiler says about wrong data. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "ontology/lexicon_file.h"
#include "ontology/ontology.h"

static int open_lexicon(void **state) {
  struct relata_ontology *ontology = NULL;
  struct relata_error error = {0};
  if (relata_ontology_open(&ontology, TEST_LEXICON, &error) != RELATA_OK) {
    fprintf(stderr, "%s: %s\n", error.path, error.message);
    return -1;
  }
  *state = ontology;
  return 0;
}

static int close_lexicon(void **state) {
  relata_ontology_close(*state);
  return 0;
}

/* ---------------------------------------------------------------- look-ups */

static void test_classes_know_what_they_are_kinds_of(void **state) {
  const struct relata_ontology *o = *state;
  const uint32_t state_class = relata_ontology_find_class(o, RELATA_STR("State"));
  const uint32_t actor = relata_ontology_find_class(o, RELATA_STR("Actor"));
  const uint32_t place = relata_ontology_find_class(o, RELATA_STR("Place"));
  const uint32_t person = relata_ontology_find_class(o, RELATA_STR("Person"));
  assert_true(relata_ontology_is_a(o, state_class, actor));
  assert_true(relata_ontology_is_a(o, state_class, place)); /* the second parent counts too */
  assert_true(relata_ontology_is_a(o, person, person));
  assert_false(relata_ontology_is_a(o, person, place));
  assert_false(relata_ontology_is_a(o, RELATA_NONE, place));
  assert_int_equal(relata_ontology_find_class(o, RELATA_STR("Unicorn")), RELATA_NONE);
  assert_true(relata_str_is(relata_ontology_get_class(o, person)->label, "person"));
  assert_null(relata_ontology_get_class(o, RELATA_NONE));
}

static void test_properties_have_ends_and_inverses(void **state) {
  const struct relata_ontology *o = *state;
  const uint32_t leads = relata_ontology_find_property(o, RELATA_STR("leads"));
  const uint32_t led_by = relata_ontology_find_property(o, RELATA_STR("led_by"));
  assert_int_equal(relata_ontology_get_property(o, leads)->inverse, led_by);
  assert_int_equal(relata_ontology_get_property(o, led_by)->inverse, leads);
  const struct relata_property *borders =
      relata_ontology_get_property(o, relata_ontology_find_property(o, RELATA_STR("borders")));
  assert_true(borders->symmetric);
  const struct relata_property *born =
      relata_ontology_get_property(o, relata_ontology_find_property(o, RELATA_STR("born_in")));
  assert_true(relata_str_is(relata_ontology_get_class(o, born->domain)->name, "Person"));
  assert_true(relata_str_is(relata_ontology_get_class(o, born->range)->name, "Place"));
  assert_int_equal(relata_ontology_find_property(o, RELATA_STR("eats")), RELATA_NONE);
}

static bool has_frame(const struct relata_ontology *o, enum relata_frame_kind kind, const char *lemma,
                      const char *property, enum relata_slot from, enum relata_slot to, const char *preposition) {
  size_t count = 0;
  const struct relata_frame *frames = relata_ontology_find_frames(o, kind, relata_str_of(lemma), &count);
  for (size_t i = 0; i < count; i++)
    if (relata_str_is(relata_ontology_get_property(o, frames[i].property)->name, property) && frames[i].from == from &&
        frames[i].to == to && relata_str_is(frames[i].to_preposition, preposition))
      return true;
  return false;
}

static void test_frames_are_found_by_kind_and_lemma(void **state) {
  const struct relata_ontology *o = *state;
  assert_true(has_frame(o, RELATA_FRAME_VERB, "back", "backs", RELATA_SLOT_SUBJECT, RELATA_SLOT_OBJECT, ""));
  assert_true(has_frame(o, RELATA_FRAME_VERB, "withdraw", "withdraws_from", RELATA_SLOT_SUBJECT,
                        RELATA_SLOT_PREPOSITION, "from"));
  assert_true(
      has_frame(o, RELATA_FRAME_IDIOM, "take_control", "captures", RELATA_SLOT_SUBJECT, RELATA_SLOT_PREPOSITION, "of"));
  assert_true(has_frame(o, RELATA_FRAME_EVENT, "clash", "fights", RELATA_SLOT_BETWEEN, RELATA_SLOT_BETWEEN, ""));
  assert_true(has_frame(o, RELATA_FRAME_ROLE, "ally", "allied_with", RELATA_SLOT_HOLDER, RELATA_SLOT_POSSESSOR, ""));
  assert_true(has_frame(o, RELATA_FRAME_PARTICIPLE, "backed", "backs", RELATA_SLOT_MODIFIER, RELATA_SLOT_NOUN, ""));
  assert_true(has_frame(o, RELATA_FRAME_PREFIX, "anti", "opposes", RELATA_SLOT_NOUN, RELATA_SLOT_MODIFIER, ""));
  size_t count = 7;
  assert_null(relata_ontology_find_frames(o, RELATA_FRAME_PREFIX, RELATA_STR("back"), &count));
  assert_int_equal(count, 0);
  assert_null(relata_ontology_find_frames(o, RELATA_FRAME_VERB, RELATA_STR(""), &count));
}

static void test_every_frame_names_a_property_and_sorts(void **state) {
  const struct relata_ontology *o = *state;
  assert_true(relata_ontology_frame_count(o) >= 1000);
  for (size_t i = 0; i < relata_ontology_frame_count(o); i++) {
    const struct relata_frame *frame = relata_ontology_get_frame(o, i);
    assert_non_null(relata_ontology_get_property(o, frame->property));
    assert_true(frame->lemma.len > 0);
    assert_true((frame->to == RELATA_SLOT_PREPOSITION) == (frame->to_preposition.len > 0));
  }
  assert_null(relata_ontology_get_frame(o, relata_ontology_frame_count(o)));
}

static void test_nouns_have_sorts(void **state) {
  const struct relata_ontology *o = *state;
  assert_int_equal(relata_ontology_noun_sort(o, RELATA_STR("soldier")), RELATA_SORT_PERSON);
  assert_int_equal(relata_ontology_noun_sort(o, RELATA_STR("missile")), RELATA_SORT_WEAPON);
  assert_int_equal(relata_ontology_noun_sort(o, RELATA_STR("treaty")), RELATA_SORT_DEAL);
  assert_int_equal(relata_ontology_noun_sort(o, RELATA_STR("mosque")), RELATA_SORT_PLACE);
  assert_int_equal(relata_ontology_noun_sort(o, RELATA_STR("army")), RELATA_SORT_ORGANIZATION);
  assert_int_equal(relata_ontology_noun_sort(o, RELATA_STR("zzyzx")), RELATA_SORT_ANY);
}

static void test_words_are_in_their_sets(void **state) {
  const struct relata_ontology *o = *state;
  assert_true(relata_ontology_in_set(o, "stay_verb", RELATA_STR("live")));
  assert_true(relata_ontology_in_set(o, "light_verb", RELATA_STR("carry_out")));
  assert_true(relata_ontology_in_set(o, "led_noun", RELATA_STR("regime")));
  assert_false(relata_ontology_in_set(o, "stay_verb", RELATA_STR("attack")));
  assert_false(relata_ontology_in_set(o, "no_such_set", RELATA_STR("live")));
  assert_false(relata_ontology_in_set(o, "stay_verb", RELATA_STR("")));
}

static const char *actor_of(const struct relata_ontology *o, const char *alias, enum relata_alias_kind *kind) {
  static char id[200];
  const struct relata_actor *actor = relata_ontology_find_actor(o, relata_str_of(alias), kind);
  if (!actor)
    return "";
  snprintf(id, sizeof id, "%.*s", (int)actor->id.len, actor->id.data);
  return id;
}

static void test_actors_are_found_by_any_of_their_names(void **state) {
  const struct relata_ontology *o = *state;
  enum relata_alias_kind kind;
  assert_string_equal(actor_of(o, "Turkey", &kind), "Turkey");
  assert_int_equal(kind, RELATA_ALIAS_NAME);
  assert_string_equal(actor_of(o, "Turkish", &kind), "Turkey");
  assert_int_equal(kind, RELATA_ALIAS_DEMONYM);
  assert_string_equal(actor_of(o, "Ankara", &kind), "Turkey");
  assert_int_equal(kind, RELATA_ALIAS_METONYM);
  assert_string_equal(actor_of(o, "US", &kind), "United_States");
  assert_int_equal(kind, RELATA_ALIAS_ACRONYM);
  assert_string_equal(actor_of(o, "people's republic of china", NULL), "China");
  assert_string_equal(actor_of(o, "ISRAEL", NULL), "Israel");
  assert_string_equal(actor_of(o, "C\xc3\x94TE D\xe2\x80\x99IVOIRE", NULL), "Ivory_Coast");
  assert_string_equal(actor_of(o, "Georgia", NULL), "Georgia");
}

static void test_common_words_are_no_actors(void **state) {
  const struct relata_ontology *o = *state;
  assert_string_equal(actor_of(o, "us", NULL), "");
  assert_string_equal(actor_of(o, "Us", NULL), "");
  assert_string_equal(actor_of(o, "turkey", NULL), "");
  assert_string_equal(actor_of(o, "polish", NULL), "");
  assert_string_equal(actor_of(o, "", NULL), "");
  assert_string_equal(actor_of(o, "\xff\xfe", NULL), "");
}

static void test_a_capital_is_also_a_place(void **state) {
  const struct relata_ontology *o = *state;
  const struct relata_actor *place = relata_ontology_find_place(o, RELATA_STR("Ankara"));
  assert_non_null(place);
  assert_true(relata_str_is(place->id, "Ankara"));
  assert_true(relata_str_is(relata_ontology_get_actor(o, place->located_in)->id, "Turkey"));
  assert_null(relata_ontology_find_place(o, RELATA_STR("Turkish")));
  const struct relata_actor *turkey = relata_ontology_find_place(o, RELATA_STR("Turkey"));
  assert_true(relata_str_is(turkey->same_as, "http://www.wikidata.org/entity/Q43"));
  assert_int_equal(turkey->located_in, RELATA_NONE);
}

static void test_sorts_fit_what_frames_want(void **state) {
  (void)state;
  assert_true(relata_sort_fits(RELATA_SORT_PERSON, RELATA_SORT_ACTOR));
  assert_true(relata_sort_fits(RELATA_SORT_STATE, RELATA_SORT_PLACE));
  assert_true(relata_sort_fits(RELATA_SORT_NAMED, RELATA_SORT_PERSON));
  assert_true(relata_sort_fits(RELATA_SORT_WEAPON, RELATA_SORT_FORCE));
  assert_true(relata_sort_fits(RELATA_SORT_TOWN, RELATA_SORT_ACTOR)); /* "Aleppo asked for aid" */
  assert_true(relata_sort_fits(RELATA_SORT_INSTITUTION, RELATA_SORT_ACTOR));
  assert_true(relata_sort_fits(RELATA_SORT_INSTITUTION, RELATA_SORT_PLACE));
  assert_false(relata_sort_fits(RELATA_SORT_NAMED, RELATA_SORT_STATE));
  assert_false(relata_sort_fits(RELATA_SORT_STATE, RELATA_SORT_TOWN));
  assert_false(relata_sort_fits(RELATA_SORT_ABSTRACT, RELATA_SORT_CONCRETE));
  assert_false(relata_sort_fits(RELATA_SORT_ANY, RELATA_SORT_ACTOR));
  assert_true(relata_sort_fits(RELATA_SORT_ANY, RELATA_SORT_THING));
  assert_false(relata_sort_fits(RELATA_SORT_PERSON, RELATA_SORT_THING)); /* "contained the outbreak" */
  assert_false(relata_sort_fits(RELATA_SORT_NAMED, RELATA_SORT_PEOPLE)); /* "received a Ph.D." */
  for (unsigned i = 0; i < RELATA_SORT_COUNT; i++) {
    const enum relata_sort sort = (enum relata_sort)i;
    assert_true(relata_sort_fits(sort, RELATA_SORT_ANY));
    assert_int_equal(relata_sort_of(relata_str_of(relata_sort_as_name(sort))), sort);
    assert_true(sort == RELATA_SORT_ANY || relata_sort_fits(sort, sort));
  }
  assert_int_equal(relata_sort_of(RELATA_STR("unicorn")), RELATA_SORT_COUNT);
}

/* ---------------------------------------------------------------- damage */

static char *read_whole(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  char *bytes = malloc(*size + 1);
  assert_int_equal(fread(bytes, 1, *size, file), *size);
  bytes[*size] = '\0';
  fclose(file);
  return bytes;
}

static void write_whole(const char *path, const void *bytes, size_t size) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes, 1, size, file), size);
  fclose(file);
}

static void temporary(char path[64], const char *suffix) {
  snprintf(path, 64, "/tmp/relata-ontology-%ld%s", (long)getpid(), suffix);
}

static enum relata_status open_bytes(const char *bytes, size_t size, struct relata_error *error) {
  char path[64];
  temporary(path, ".lexicon");
  write_whole(path, bytes, size);
  struct relata_ontology *ontology = (struct relata_ontology *)&ontology;
  const enum relata_status status = relata_ontology_open(&ontology, path, error);
  assert_true((status == RELATA_OK) == (ontology != NULL));
  relata_ontology_close(ontology);
  unlink(path);
  return status;
}

static void test_a_damaged_lexicon_is_refused(void **state) {
  (void)state;
  size_t size;
  char *bytes = read_whole(TEST_LEXICON, &size);
  struct relata_error error;
  assert_int_equal(open_bytes(bytes, size, &error), RELATA_OK);
  const size_t cuts[] = {0, 5, sizeof(struct lexicon_header) - 1, sizeof(struct lexicon_header), size / 2, size - 1};
  for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++)
    assert_int_equal(open_bytes(bytes, cuts[i], &error), RELATA_BAD_INPUT);
  for (size_t at = 0; at < size; at += size / 61 + 1) {
    if (at >= offsetof(struct lexicon_header, reserved) && at < offsetof(struct lexicon_header, size))
      continue;
    bytes[at] = (char)(bytes[at] ^ 0x41);
    assert_int_equal(open_bytes(bytes, size, &error), RELATA_BAD_INPUT);
    bytes[at] = (char)(bytes[at] ^ 0x41);
  }
  free(bytes);
}

/* Records that point outside, under a checksum that is right. */
static void test_a_forged_lexicon_is_refused(void **state) {
  (void)state;
  size_t size;
  char *bytes = read_whole(TEST_LEXICON, &size);
  struct lexicon_header *header = (struct lexicon_header *)(void *)bytes;
  for (int section = LEXICON_CLASSES; section < LEXICON_SECTION_COUNT; section++) {
    if (section == LEXICON_ANCESTORS || !header->sections[section].count)
      continue;
    char *record = bytes + header->sections[section].offset;
    struct lexicon_string kept, forged = {0x7fffffff, 0x7fffffff};
    memcpy(&kept, record, sizeof kept);
    memcpy(record, &forged, sizeof forged);
    header->checksum =
        lexicon_checksum((const unsigned char *)bytes + sizeof *header, (uint64_t)(size - sizeof *header));
    struct relata_error error;
    assert_int_equal(open_bytes(bytes, size, &error), RELATA_BAD_INPUT);
    memcpy(record, &kept, sizeof kept);
  }
  free(bytes);
}

static void test_other_files_are_told_apart(void **state) {
  (void)state;
  struct relata_ontology *ontology;
  struct relata_error error;
  assert_int_equal(relata_ontology_open(&ontology, "/nonexistent/relata.lexicon", &error), RELATA_IO);
  assert_null(ontology);
  assert_int_equal(relata_ontology_open(&ontology, "/tmp", &error), RELATA_IO);
  char text[400];
  memset(text, 'x', sizeof text);
  assert_int_equal(open_bytes(text, sizeof text, &error), RELATA_BAD_INPUT);
  assert_non_null(strstr(error.message, "not a compiled ontology"));
  size_t size;
  char *bytes = read_whole(TEST_LEXICON, &size);
  ((struct lexicon_header *)(void *)bytes)->version++;
  assert_int_equal(open_bytes(bytes, size, &error), RELATA_BAD_INPUT);
  assert_non_null(strstr(error.message, "version"));
  free(bytes);
}

/* ---------------------------------------------------------------- the compiler */

#define PREFIXES                                                                                                       \
  "@prefix rel: <https://w3id.org/relata/ontology#> .\n"                                                               \
  "@prefix lex: <https://w3id.org/relata/lexicon#> .\n"                                                                \
  "@prefix id: <https://w3id.org/relata/id/> .\n"                                                                      \
  "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"                                                                  \
  "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"                                                          \
  "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"                                                           \
  "rel:State a owl:Class ; rdfs:label \"state\" .\n"                                                                   \
  "rel:backs a owl:ObjectProperty ; rdfs:label \"backs\" .\n"
/* The line after PREFIXES is 9. */

/* Compiles one file and checks its exit status and what it says. */
static void compile_one(const char *suffix, const char *content, int expected, const char *complaint) {
  char in[64], out[64], log[64], command[600];
  temporary(in, suffix);
  temporary(out, ".out");
  temporary(log, ".log");
  write_whole(in, content, strlen(content));
  snprintf(command, sizeof command, "'%s' -o %s %s >%s 2>&1", TEST_COMPILER, out, in, log);
  const int status = system(command);
  size_t size;
  char *said = read_whole(log, &size);
  if (!strstr(said, complaint))
    fail_msg("expected \"%s\" in \"%s\"", complaint, said);
  assert_int_equal(WEXITSTATUS(status), expected);
  assert_int_equal(access(out, F_OK) == 0, expected == 0);
  free(said);
  unlink(in);
  unlink(out);
  unlink(log);
}

static void test_good_data_compiles(void **state) {
  (void)state;
  compile_one(".ttl", PREFIXES "rel:backs lex:verb [ lex:pattern \"S > O\" ; lex:words \"back\" ] .\n", 0, "1 frames");
  compile_one(".tsv", "# comment\n\nsoldier\tperson\n", 0, "1 nouns");
}

static void test_bad_turtle_is_told_with_its_line(void **state) {
  (void)state;
  compile_one(".ttl", PREFIXES "rel:backs rdfs:label .\n", 3, ".ttl:9:");
  compile_one(".ttl", PREFIXES "\n\nrel:Town a owl:Class ; rdfs:label \"town\n", 3, ".ttl:11");
  compile_one(".ttl", PREFIXES "foo:bar a owl:Class .\n", 3, ".ttl:9:");
}

static void test_wrong_frames_are_told_with_their_line(void **state) {
  (void)state;
  compile_one(".ttl", PREFIXES "rel:eats lex:verb [ lex:pattern \"S > O\" ; lex:words \"eat\" ] .\n", 3,
              ".ttl:9: no property rel:eats");
  compile_one(".ttl", PREFIXES "rel:backs lex:verb [ lex:pattern \"S O\" ; lex:words \"back\" ] .\n", 3, "no \">\"");
  compile_one(".ttl", PREFIXES "rel:backs lex:verb [ lex:pattern \"S > Q\" ; lex:words \"back\" ] .\n", 3,
              "no slot is called \"Q\"");
  compile_one(".ttl", PREFIXES "rel:backs lex:verb [ lex:pattern \"S hero > O\" ; lex:words \"back\" ] .\n", 3,
              "\"hero\" is no sort");
  compile_one(".ttl", PREFIXES "rel:backs lex:verb [ lex:pattern \"S >\" ; lex:words \"back\" ] .\n", 3, "is empty");
  compile_one(".ttl", PREFIXES "rel:backs lex:verb [ lex:words \"back\" ] .\n", 3, "wants lex:pattern");
  compile_one(".ttl", PREFIXES "rel:backs lex:verb [ lex:pattern \"S > O\" ; lex:words \"back back\" ] .\n", 3,
              "stands already");
}

static void test_wrong_vocabulary_is_told(void **state) {
  (void)state;
  compile_one(".ttl", PREFIXES "rel:Town a owl:Class .\n", 3, "has no rdfs:label");
  compile_one(".ttl", PREFIXES "rel:Town a owl:Class ; rdfs:label \"town\" ; rdfs:subClassOf rel:Spot .\n", 3,
              "rel:Spot, which is not declared");
  compile_one(".ttl", PREFIXES "rel:State rdfs:subClassOf rel:State .\n", 3, "its own ancestor");
  compile_one(".ttl", PREFIXES "rel:eats a owl:ObjectProperty ; rdfs:label \"eats\" ; rdfs:range rel:Food .\n", 3,
              ".ttl:9: rel:Food is not declared");
  compile_one(".ttl", PREFIXES "rel:backs owl:inverseOf rel:backed_by .\n", 3, "owl:inverseOf");
}

static void test_wrong_actors_are_told(void **state) {
  (void)state;
  compile_one(".ttl", PREFIXES "id:Mali a rel:Planet ; skos:prefLabel \"Mali\" .\n", 3, "no class rel:Planet");
  compile_one(".ttl", PREFIXES "id:Mali a rel:State .\n", 3, "no skos:prefLabel");
  compile_one(".ttl", PREFIXES "id:Mali a rel:State ; skos:prefLabel \"Mali\" ; rel:located_in id:Asgard .\n", 3,
              "id:Asgard is not described");
  compile_one(".ttl",
              PREFIXES "id:A a rel:State ; skos:prefLabel \"Aland\" .\n"
                       "id:B a rel:State ; skos:prefLabel \"Bland\" ; skos:altLabel \"Aland\" .\n",
              3, "\"Aland\" names both");
  compile_one(".ttl",
              PREFIXES "id:A a rel:State ; skos:prefLabel \"Aland\" ; lex:preferredFor \"Aland\" .\n"
                       "id:B a rel:State ; skos:prefLabel \"Bland\" ; skos:altLabel \"Aland\" .\n",
              0, "2 actors");
}

static void test_wrong_tables_are_told_with_their_line(void **state) {
  (void)state;
  compile_one(".tsv", "soldier\tperson\nrain\twet\n", 3, ".tsv:2:");
  compile_one(".txt", "", 2, "neither .ttl nor .tsv");
}

int main(void) {
  const struct CMUnitTest lookups[] = {
      cmocka_unit_test(test_classes_know_what_they_are_kinds_of),
      cmocka_unit_test(test_properties_have_ends_and_inverses),
      cmocka_unit_test(test_frames_are_found_by_kind_and_lemma),
      cmocka_unit_test(test_every_frame_names_a_property_and_sorts),
      cmocka_unit_test(test_nouns_have_sorts),
      cmocka_unit_test(test_words_are_in_their_sets),
      cmocka_unit_test(test_actors_are_found_by_any_of_their_names),
      cmocka_unit_test(test_common_words_are_no_actors),
      cmocka_unit_test(test_a_capital_is_also_a_place),
      cmocka_unit_test(test_sorts_fit_what_frames_want),
  };
  const struct CMUnitTest files[] = {
      cmocka_unit_test(test_a_damaged_lexicon_is_refused),
      cmocka_unit_test(test_a_forged_lexicon_is_refused),
      cmocka_unit_test(test_other_files_are_told_apart),
      cmocka_unit_test(test_good_data_compiles),
      cmocka_unit_test(test_bad_turtle_is_told_with_its_line),
      cmocka_unit_test(test_wrong_frames_are_told_with_their_line),
      cmocka_unit_test(test_wrong_vocabulary_is_told),
      cmocka_unit_test(test_wrong_actors_are_told),
      cmocka_unit_test(test_wrong_tables_are_told_with_their_line),
  };
  return cmocka_run_group_tests_name("lookups", lookups, open_lexicon, close_lexicon) +
         cmocka_run_group_tests_name("files", files, NULL, NULL);
}
