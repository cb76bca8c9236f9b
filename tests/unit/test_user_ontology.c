/* A user's ontology: what labels become, what is obeyed, what is told of wrong files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "ontology/ontology.h"

#define HEAD                                              \
  "@prefix co: <http://example.org/co#> .\n"              \
  "@prefix rel: <https://w3id.org/relata/ontology#> .\n"  \
  "@prefix lex: <https://w3id.org/relata/lexicon#> .\n"   \
  "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"     \
  "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n" \
  "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n" \
  "@prefix ontolex: <http://www.w3.org/ns/lemon/ontolex#> .\n" \
  "@prefix synsem: <http://www.w3.org/ns/lemon/synsem#> .\n" \
  "@prefix lexinfo: <http://www.lexinfo.net/ontology/3.0/lexinfo#> .\n" \
  "co:Company a owl:Class ; rdfs:subClassOf rel:Company ; rdfs:label \"company\" .\n" \
  "co:Human a owl:Class ; rdfs:subClassOf rel:Person ; rdfs:label \"human\" .\n"
/* HEAD has 11 lines: a test's own text begins on line 12. */

static int open_lexicon(void **state) {
  struct relata_ontology *ontology = NULL;
  struct relata_error error = {0};
  if (relata_ontology_open(&ontology, TEST_LEXICON, &error) != RELATA_OK)
    return -1;
  *state = ontology;
  return 0;
}

static int close_lexicon(void **state) {
  relata_ontology_close(*state);
  return 0;
}

/* ---------------------------------------------------------------- help */

static const char *write_file(char path[64], const char *suffix, const char *text) {
  snprintf(path, 64, "/tmp/relata-user-%ld%s", (long)getpid(), suffix);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
  fclose(file);
  return path;
}

static struct relata_ontology *extended(const struct relata_ontology *base, const char *text) {
  char path[64];
  const char *paths[] = {write_file(path, ".ttl", text)};
  const struct relata_extension extension = {.paths = paths, .path_count = 1};
  struct relata_ontology *ontology = NULL;
  struct relata_error error = {0};
  const enum relata_status status = relata_ontology_extend(&ontology, base, &extension, &error);
  unlink(path);
  if (status != RELATA_OK)
    fail_msg("%s:%zu: %s", error.path, error.line, error.message);
  return ontology;
}

/* "co:acquires S>O" for the first frame of the lemma, "" if it is none of the user's. */
static void assert_frame(const struct relata_ontology *o, enum relata_frame_kind kind, const char *lemma,
                         const char *wanted) {
  static const char *const slots[] = {"S", "O", "I", "C", "G", "N", "H", "P", "X", "between", ""};
  size_t count;
  const struct relata_frame *frames = relata_ontology_find_frames(o, kind, relata_str_of(lemma), &count);
  char all[1000] = "";
  for (size_t i = 0; i < count; i++) {
    const struct relata_property *property = relata_ontology_get_property(o, frames[i].property);
    if (!property->iri.len)
      continue;
    char one[200];
    snprintf(one, sizeof one, "%.*s %s%.*s>%s%.*s; ", (int)property->name.len, property->name.data,
             slots[frames[i].from], (int)frames[i].from_preposition.len, frames[i].from_preposition.data,
             slots[frames[i].to], (int)frames[i].to_preposition.len, frames[i].to_preposition.data);
    strncat(all, one, sizeof all - strlen(all) - 1);
    assert_true(i == 0 || relata_ontology_get_property(o, frames[i - 1].property)->iri.len); /* before relata's */
  }
  if (!strstr(all, wanted))
    fail_msg("'%s' gives '%s', not '%s'", lemma, all, wanted);
}

struct told {
  char text[4000];
  size_t wrong, missing, notes;
};

static void note(void *payload, const struct relata_finding *finding) {
  struct told *told = payload;
  char line[500];
  const char *const kinds[] = {"wrong", "missing", "note"};
  told->wrong += finding->kind == RELATA_FINDING_WRONG;
  told->missing += finding->kind == RELATA_FINDING_MISSING;
  told->notes += finding->kind == RELATA_FINDING_NOTE;
  snprintf(line, sizeof line, "%zu: %s: %.*s\n", finding->line, kinds[finding->kind], (int)finding->message.len,
           finding->message.data);
  strncat(told->text, line, sizeof told->text - strlen(told->text) - 1);
}

static struct told checked(const struct relata_ontology *base, const char *text) {
  char path[64];
  const char *paths[] = {write_file(path, ".ttl", text)};
  const struct relata_extension extension = {.paths = paths, .path_count = 1};
  struct told told = {.text = ""};
  struct relata_error error = {0};
  assert_int_equal(relata_ontology_check(base, &extension, note, &told, &error), RELATA_OK);
  unlink(path);
  return told;
}

/* What check tells as wrong, extend refuses at the same line. */
static void assert_wrong(const struct relata_ontology *base, const char *text, const char *wanted) {
  const struct told told = checked(base, text);
  if (!strstr(told.text, wanted) || !told.wrong)
    fail_msg("told '%s', not '%s'", told.text, wanted);
  char path[64];
  const char *paths[] = {write_file(path, ".ttl", text)};
  const struct relata_extension extension = {.paths = paths, .path_count = 1};
  struct relata_ontology *ontology;
  struct relata_error error = {0};
  assert_int_equal(relata_ontology_extend(&ontology, base, &extension, &error), RELATA_BAD_INPUT);
  assert_null(ontology);
  assert_int_equal(error.line, strtoul(wanted, NULL, 10));
  unlink(path);
}

#define PROPERTY(name, label) "co:" name " a owl:ObjectProperty ; rdfs:label \"" label "\" .\n"

/* ---------------------------------------------------------------- labels */

static void test_verbs_go_from_subject_to_object(void **state) {
  struct relata_ontology *o = extended(
      *state, HEAD PROPERTY("a", "acquires") PROPERTY("b", "supplies to") PROPERTY("c", "takes over")
                  PROPERTY("d", "has invested in") PROPERTY("e", "takes control of") PROPERTY("f", "teams up with"));
  assert_frame(o, RELATA_FRAME_VERB, "acquire", "co:a S>O;");
  assert_frame(o, RELATA_FRAME_PARTICIPLE, "acquired", "co:a X>N;");
  assert_frame(o, RELATA_FRAME_VERB, "supply", "co:b S>to;");
  assert_frame(o, RELATA_FRAME_VERB, "take_over", "co:c S>O;");
  assert_frame(o, RELATA_FRAME_VERB, "invest", "co:d S>in;");
  assert_frame(o, RELATA_FRAME_IDIOM, "take_control", "co:e S>of;");
  assert_frame(o, RELATA_FRAME_VERB, "team_up", "co:f S>with;");
  relata_ontology_close(o);
}

static void test_passives_are_turned(void **state) {
  struct relata_ontology *o =
      extended(*state, HEAD PROPERTY("a", "founded by") PROPERTY("b", "was written by") PROPERTY("c", "headquartered in")
                           PROPERTY("d", "is taken over by") PROPERTY("e", "married to"));
  assert_frame(o, RELATA_FRAME_VERB, "found", "co:a O>S;");
  assert_frame(o, RELATA_FRAME_VERB, "write", "co:b O>S;");
  assert_frame(o, RELATA_FRAME_VERB, "headquarter", "co:c O>in;");
  assert_frame(o, RELATA_FRAME_ADJECTIVE, "headquartered", "co:c S>in;");
  assert_frame(o, RELATA_FRAME_VERB, "take_over", "co:d O>S;");
  assert_frame(o, RELATA_FRAME_ADJECTIVE, "married", "co:e S>to;");
  relata_ontology_close(o);
}

static void test_roles_are_held(void **state) {
  struct relata_ontology *o =
      extended(*state, HEAD PROPERTY("a", "is chief executive of") PROPERTY("b", "is a subsidiary of")
                           PROPERTY("c", "has supplier") PROPERTY("d", "takeover of") PROPERTY("e", "competitor of"));
  assert_frame(o, RELATA_FRAME_ROLE, "chief_executive", "co:a H>of;");
  assert_frame(o, RELATA_FRAME_ROLE, "chief_executive", "co:a H>at;");
  assert_frame(o, RELATA_FRAME_ROLE, "subsidiary", "co:b H>of;");
  assert_frame(o, RELATA_FRAME_ROLE, "supplier", "co:c of>H;");
  assert_frame(o, RELATA_FRAME_EVENT, "takeover", "co:d G>of;");
  assert_frame(o, RELATA_FRAME_ROLE, "competitor", "co:e H>P;");
  relata_ontology_close(o);
}

static void test_bare_nouns_follow_domain_and_range(void **state) {
  struct relata_ontology *o = extended(
      *state, HEAD "co:founder a owl:ObjectProperty ; rdfs:domain co:Company ; rdfs:range co:Human .\n"
                   "co:chairman a owl:ObjectProperty ; rdfs:domain co:Human ; rdfs:range co:Company .\n"
                   "co:suppliesGoodsTo a owl:ObjectProperty .\n");
  assert_frame(o, RELATA_FRAME_ROLE, "founder", "co:founder of>H;");
  assert_frame(o, RELATA_FRAME_ROLE, "chairman", "co:chairman H>of;");
  assert_frame(o, RELATA_FRAME_IDIOM, "supply_good", "co:suppliesGoodsTo S>to;");
  relata_ontology_close(o);
}

static void test_ontolex_entries_direct(void **state) {
  struct relata_ontology *o = extended(
      *state,
      HEAD "co:buys a owl:ObjectProperty .\nco:eats a owl:ObjectProperty ; rdfs:label \"zzz\" .\n"
           "co:w a ontolex:Word ; lexinfo:partOfSpeech lexinfo:verb ; ontolex:denotes co:eats ;\n"
           "  ontolex:canonicalForm [ ontolex:writtenRep \"gobble\"@en ] .\n"
           "co:x a ontolex:Word ; lexinfo:partOfSpeech lexinfo:verb ; ontolex:sense co:xs ; synsem:synBehavior co:xf ;\n"
           "  ontolex:canonicalForm [ ontolex:writtenRep \"pounce\"@en ] .\n"
           "co:xf lexinfo:subject co:x1 ; lexinfo:prepositionalAdjunct co:x2 . co:x2 synsem:marker \"on\" .\n"
           "co:xs ontolex:reference co:eats ; synsem:subjOfProp co:x1 ; synsem:objOfProp co:x2 .\n");
  assert_frame(o, RELATA_FRAME_VERB, "gobble", "co:eats S>O;");
  assert_frame(o, RELATA_FRAME_VERB, "pounce", "co:eats S>on;");
  relata_ontology_close(o);
}

static void test_labels_of_other_languages_are_left(void **state) {
  const struct told told = checked(*state, HEAD "co:kauft a owl:ObjectProperty ; rdfs:label \"erwirbt\"@de .\n");
  assert_int_equal(told.wrong, 0);
  assert_non_null(strstr(told.text, "co:kauft"));
}

/* ---------------------------------------------------------------- what is obeyed */

static void test_vocabulary_is_kept(void **state) {
  struct relata_ontology *o = extended(
      *state, HEAD "co:Bank a owl:Class ; rdfs:subClassOf co:Company ; rdfs:label \"bank\" .\n"
                   "co:owns a owl:ObjectProperty ; rdfs:label \"owns\" ; owl:inverseOf co:owned_by ; rdfs:range co:Company ;\n"
                   "  rdfs:domain [ owl:unionOf ( co:Company co:Human ) ] .\n"
                   "co:owned_by a owl:ObjectProperty .\n"
                   "co:rival a owl:ObjectProperty , owl:SymmetricProperty ; rdfs:label \"rival of\" .\n"
                   "co:runs a owl:ObjectProperty ; rdfs:label \"runs\" ; rdfs:subPropertyOf co:owns ;\n"
                   "  owl:equivalentProperty rel:leads .\n"
                   "co:acme a co:Bank ; skos:prefLabel \"Acme Bank\" ; skos:altLabel \"Acmeb\" ; owl:sameAs <http://x.org/1> .\n");
  const uint32_t bank = relata_ontology_find_class(o, RELATA_STR("co:Bank"));
  assert_true(relata_ontology_is_a(o, bank, relata_ontology_find_class(o, RELATA_STR("Organization"))));
  assert_true(relata_str_is(relata_ontology_get_class(o, bank)->iri, "http://example.org/co#Bank"));
  const struct relata_property *owns =
      relata_ontology_get_property(o, relata_ontology_find_property(o, RELATA_STR("co:owns")));
  assert_true(relata_ontology_is_a(o, bank, owns->domain));
  assert_true(relata_str_is(relata_ontology_get_property(o, owns->inverse)->name, "co:owned_by"));
  assert_int_equal(relata_ontology_get_property(o, owns->inverse)->domain, owns->range);
  const struct relata_property *runs =
      relata_ontology_get_property(o, relata_ontology_find_property(o, RELATA_STR("co:runs")));
  assert_true(relata_str_is(relata_ontology_get_property(o, runs->parent)->name, "co:owns"));
  assert_true(relata_str_is(relata_ontology_get_property(o, runs->equivalent)->name, "leads"));
  assert_true(relata_ontology_get_property(o, relata_ontology_find_property(o, RELATA_STR("co:rival")))->symmetric);
  enum relata_alias_kind kind;
  const struct relata_actor *actor = relata_ontology_find_actor(o, RELATA_STR("Acmeb"), &kind);
  assert_non_null(actor);
  assert_true(relata_str_is(actor->id, "http://example.org/co#acme"));
  assert_true(relata_str_is(actor->same_as, "http://x.org/1"));
  assert_int_equal(relata_ontology_namespace_count(o), 1);
  assert_true(relata_str_is(relata_ontology_get_namespace(o, 0)->name, "co"));
  relata_ontology_close(o);
}

/* Everything that was there before is found as before. */
static void test_relatas_own_stays(void **state) {
  const struct relata_ontology *base = *state;
  struct relata_ontology *o = extended(base, HEAD PROPERTY("a", "acquires"));
  assert_int_equal(relata_ontology_frame_count(o) > relata_ontology_frame_count(base), 1);
  for (size_t i = 0; i < relata_ontology_frame_count(base); i++) {
    const struct relata_frame *frame = relata_ontology_get_frame(base, i);
    size_t before, after;
    relata_ontology_find_frames(base, frame->kind, frame->lemma, &before);
    relata_ontology_find_frames(o, frame->kind, frame->lemma, &after);
    assert_true(after >= before);
  }
  for (size_t i = 0; i < relata_ontology_actor_count(base); i++) {
    const struct relata_str label = relata_ontology_get_actor(base, (uint32_t)i)->label;
    enum relata_alias_kind a = 0, b = 0;
    const struct relata_actor *one = relata_ontology_find_actor(base, label, &a);
    const struct relata_actor *other = relata_ontology_find_actor(o, label, &b);
    if (one != NULL && (!other || !relata_str_equal(one->id, other->id) || a != b))
      fail_msg("%.*s is another one now", (int)label.len, label.data);
    assert_true(one || !other);
  }
  assert_int_equal(relata_ontology_noun_sort(o, RELATA_STR("rebel")), relata_ontology_noun_sort(base, RELATA_STR("rebel")));
  assert_true(relata_ontology_in_set(o, "light_verb", RELATA_STR("launch")));
  relata_ontology_close(o);
}

static void test_lex_blocks_extend_relatas_properties(void **state) {
  struct relata_ontology *o = extended(
      *state, HEAD "rel:backs lex:verb [ lex:pattern \"S actor > O actor\" ; lex:words \"zorble\" ] .\n" PROPERTY("a", "acquires"));
  size_t count;
  const struct relata_frame *frames = relata_ontology_find_frames(o, RELATA_FRAME_VERB, RELATA_STR("zorble"), &count);
  assert_int_equal(count, 1);
  assert_true(relata_str_is(relata_ontology_get_property(o, frames[0].property)->name, "backs"));
  relata_ontology_close(o);
}

/* ---------------------------------------------------------------- what is wrong */

static void test_broken_files_are_told_with_their_line(void **state) {
  assert_wrong(*state, HEAD "co:a a owl:ObjectProperty ; ; rdfs:label .\n", "12: wrong: bad RDF");
  assert_wrong(*state, HEAD "co:a a ex:Thing .\n", "12: wrong: ");
  assert_wrong(*state, HEAD "co:a a owl:ObjectProperty ; lex:verb [ lex:pattern \"S O\" ; lex:words \"eat\" ] .\n",
               "12: wrong: the pattern");
}

static void test_contradictions_are_told_with_their_line(void **state) {
  assert_wrong(*state, HEAD "co:A a owl:Class ; rdfs:subClassOf co:B .\nco:B a owl:Class ; rdfs:subClassOf co:A .\n",
               "12: wrong: class co:A is its own ancestor");
  assert_wrong(*state, HEAD "co:a a owl:ObjectProperty ; rdfs:label \"eats\" ;\n rdfs:domain co:Animal .\n",
               "13: wrong: <http://example.org/co#Animal> is not declared");
  assert_wrong(*state, HEAD "co:a a owl:ObjectProperty , owl:SymmetricProperty ; rdfs:label \"employs\" ;\n"
                            " rdfs:domain co:Company ;\n rdfs:range co:Human .\n",
               "14: wrong: co:a is symmetric, but its domain");
  assert_wrong(*state, HEAD "co:a a owl:ObjectProperty ; rdfs:label \"employs\" ; rdfs:domain co:Company .\n"
                            "co:b a owl:ObjectProperty ; rdfs:label \"loves\" ; rdfs:range co:Human ;\n owl:inverseOf co:a .\n",
               "14: wrong: co:b is the inverse of co:a");
  assert_wrong(*state, HEAD "co:a a owl:ObjectProperty ; rdfs:label \"employs\" ; rdfs:domain co:Company .\n"
                            "co:b a owl:ObjectProperty ; rdfs:label \"loves\" ; rdfs:domain co:Human ;\n"
                            " rdfs:subPropertyOf co:a .\n",
               "14: wrong: co:b is a sub-property of co:a");
  assert_wrong(*state, HEAD "co:a a owl:ObjectProperty ; rdfs:label \"eats\" ; rdfs:subPropertyOf co:a .\n",
               "12: wrong: co:a is its own sub-property");
  assert_wrong(*state, HEAD "co:Company owl:disjointWith co:Human .\n"
                            "co:Cyborg a owl:Class ; rdfs:subClassOf co:Company , co:Human .\n",
               "13: wrong: class co:Cyborg is under co:Company and co:Human");
  assert_wrong(*state, HEAD "co:a a owl:ObjectProperty ; rdfs:label \"acquires\" ;\n skos:altLabel \"acquired by\" .\n",
               "13: wrong: the words \"acquire\" would state co:a in both directions");
  assert_wrong(*state, HEAD "co:a a owl:ObjectProperty , owl:SymmetricProperty ,\n owl:AsymmetricProperty ; rdfs:label \"meets\" .\n",
               "13: wrong: co:a is symmetric and asymmetric");
}

static void test_what_is_missing_is_told(void **state) {
  struct told told = checked(*state, HEAD "co:qx a owl:ObjectProperty ; rdfs:label \"xqzt\" .\n");
  assert_int_equal(told.missing, 1);
  assert_non_null(strstr(told.text, "12: missing: nothing says how a text states co:qx"));
  assert_non_null(strstr(told.text, "12: note: co:qx has no rdfs:domain"));
  told = checked(*state, "<http://a> <http://b> <http://c> .\n");
  assert_int_equal(told.missing, 1);
  told = checked(*state, "");
  assert_int_equal(told.missing, 1);
}

static void test_files_that_cannot_be_read(void **state) {
  const char *paths[] = {"/nonexistent/a.ttl"};
  struct relata_extension extension = {.paths = paths, .path_count = 1};
  struct relata_ontology *ontology;
  struct relata_error error = {0};
  assert_int_equal(relata_ontology_extend(&ontology, *state, &extension, &error), RELATA_IO);
  paths[0] = "/nonexistent/a.rdf";
  assert_int_equal(relata_ontology_extend(&ontology, *state, &extension, &error), RELATA_UNSUPPORTED); /* no parser given */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_verbs_go_from_subject_to_object),
      cmocka_unit_test(test_passives_are_turned),
      cmocka_unit_test(test_roles_are_held),
      cmocka_unit_test(test_bare_nouns_follow_domain_and_range),
      cmocka_unit_test(test_ontolex_entries_direct),
      cmocka_unit_test(test_labels_of_other_languages_are_left),
      cmocka_unit_test(test_vocabulary_is_kept),
      cmocka_unit_test(test_relatas_own_stays),
      cmocka_unit_test(test_lex_blocks_extend_relatas_properties),
      cmocka_unit_test(test_broken_files_are_told_with_their_line),
      cmocka_unit_test(test_contradictions_are_told_with_their_line),
      cmocka_unit_test(test_what_is_missing_is_told),
      cmocka_unit_test(test_files_that_cannot_be_read),
  };
  return cmocka_run_group_tests_name("user_ontology", tests, open_lexicon, close_lexicon);
}
