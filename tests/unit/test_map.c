/* From clauses to facts by the lexicon: who, what, whom, and how far it is meant. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "extract/base/out.h"
#include "given_tree.h"
#include "ontology/ontology.h"

static struct relata_ontology *ontology;

static int open_lexicon(void **state) {
  (void)state;
  struct relata_error error;
  return relata_ontology_open(&ontology, TEST_LEXICON, &error) == RELATA_OK ? 0 : -1;
}

static int close_lexicon(void **state) {
  (void)state;
  relata_ontology_close(ontology);
  return 0;
}

static struct relata_document *facts_of(const char *notation) {
  struct relata_document *document = given_document(notation);
  assert_int_equal(relata_find_clauses(document, NULL), RELATA_OK);
  assert_int_equal(relata_link_mentions(document, ontology, NULL), RELATA_OK);
  assert_int_equal(relata_find_facts(document, ontology, NULL, NULL), RELATA_OK);
  return document;
}

/* "Turkey | backs | rebels", with "not" or "maybe" before it and "(said by X)" behind. */
static void fact_print(struct relata_out *out, const struct relata_fact *fact) {
  relata_out_text(out, fact->negated ? "not " : fact->possible ? "maybe " : "");
  relata_out_str(out, fact->subject_label);
  relata_out_text(out, fact->relation.len ? " | " : " | open:");
  relata_out_str(out, fact->relation.len ? fact->relation : fact->open_name);
  relata_out_text(out, " | ");
  relata_out_str(out, fact->object_label);
  if (fact->speaker.len) {
    relata_out_text(out, " (said by ");
    relata_out_str(out, fact->speaker);
    relata_out_char(out, ')');
  }
  relata_out_char(out, '\n');
}

static char *facts_text(const struct relata_document *document) {
  struct relata_out *out = relata_out_to_memory();
  for (size_t f = 0; f < document->fact_count; f++)
    fact_print(out, &document->facts[f]);
  const struct relata_str text = relata_out_as_memory(out);
  char *copy = malloc(text.len + 1);
  assert_non_null(copy);
  if (text.len)
    memcpy(copy, text.data, text.len);
  copy[text.len] = '\0';
  relata_out_abandon(out);
  return copy;
}

static void assert_facts(const char *notation, const char *wanted, const char *unwanted) {
  struct relata_document *document = facts_of(notation);
  char *text = facts_text(document);
  if (!strstr(text, wanted))
    fail_msg("missing \"%s\" of \"%s\"; found:\n%s", wanted, notation, text);
  if (unwanted && strstr(text, unwanted))
    fail_msg("not wanted \"%s\" of \"%s\"; found:\n%s", unwanted, notation, text);
  for (size_t f = 0; f < document->fact_count; f++) {
    assert_true(document->facts[f].why.len > 0);
    assert_true(document->facts[f].confidence > 0 && document->facts[f].confidence < 1);
    assert_true(document->facts[f].begin < document->facts[f].end);
    assert_true(document->facts[f].subject_id.len && document->facts[f].object_id.len);
  }
  free(text);
  relata_document_free(document);
}

static void test_verb(void **state) {
  (void)state;
  assert_facts("Turkey/Turkey/PROPN/2/nsubj backs/back/VERB/0/root Libyan/Libyan/ADJ/4/amod rebels/rebel/NOUN/2/obj",
               "Turkey | backs | Libyan rebels", "rebels | backs");
}

static void test_passive_keeps_direction(void **state) {
  (void)state;
  assert_facts("Rebels/rebel/NOUN/3/nsubj:pass are/be/AUX/3/aux:pass backed/back/VERB/0/root by/by/ADP/5/case "
               "Turkey/Turkey/PROPN/3/obl:agent",
               "Turkey | backs | rebels", "rebels | backs");
}

static void test_coordination(void **state) {
  (void)state;
  assert_facts("Chad/Chad/PROPN/4/nsubj and/and/CCONJ/3/cc Niger/Niger/PROPN/1/conj support/support/VERB/0/root "
               "Togo/Togo/PROPN/4/obj",
               "Niger | backs | Togo", NULL);
}

static void test_modality_and_negation(void **state) {
  (void)state;
  assert_facts("Chad/Chad/PROPN/3/nsubj may/may/AUX/3/aux attack/attack/VERB/0/root Niger/Niger/PROPN/3/obj",
               "maybe Chad | attacks | Niger", NULL);
  assert_facts("Chad/Chad/PROPN/4/nsubj did/do/AUX/4/aux not/not/PART/4/advmod attack/attack/VERB/0/root "
               "Niger/Niger/PROPN/4/obj",
               "not Chad | attacks | Niger", NULL);
}

static void test_speaker(void **state) {
  (void)state;
  assert_facts("Ann/Ann/PROPN/2/nsubj said/say/VERB/0/root Chad/Chad/PROPN/4/nsubj attacked/attack/VERB/2/ccomp "
               "Niger/Niger/PROPN/4/obj",
               "Chad | attacks | Niger (said by Ann)", NULL);
}

static void test_event_noun_with_light_verb(void **state) {
  (void)state;
  assert_facts("Chad/Chad/PROPN/2/nsubj launched/launch/VERB/0/root an/an/DET/4/det attack/attack/NOUN/2/obj "
               "on/on/ADP/6/case Niger/Niger/PROPN/4/nmod",
               "Chad | attacks | Niger", NULL);
}

static void test_event_noun_alone(void **state) {
  (void)state;
  assert_facts("The/the/DET/2/det shelling/shelling/NOUN/7/nsubj of/of/ADP/4/case Homs/Homs/PROPN/2/nmod by/by/ADP/6/case "
               "Russia/Russia/PROPN/2/nmod stopped/stop/VERB/0/root",
               "Russia | attacks | Homs", NULL);
}

static void test_role(void **state) {
  (void)state;
  assert_facts("Ann/Ann/PROPN/4/nsubj is/be/AUX/4/cop the/the/DET/4/det leader/leader/NOUN/0/root of/of/ADP/6/case "
               "Chad/Chad/PROPN/4/nmod",
               "Ann | leads | Chad", NULL);
}

static void test_demonym_is_its_country(void **state) {
  (void)state;
  assert_facts("Ann/Ann/PROPN/6/nsubj ,/,/PUNCT/4/punct Chadian/Chadian/ADJ/4/amod president/president/NOUN/1/appos "
               ",/,/PUNCT/4/punct slept/sleep/VERB/0/root",
               "Ann | leads | Chad", NULL);
}

static void test_compound_and_prefix(void **state) {
  (void)state;
  assert_facts("Turkish/Turkish/ADJ/3/amod -/-/PUNCT/3/punct backed/back/VERB/4/amod rebels/rebel/NOUN/5/nsubj "
               "fled/flee/VERB/0/root",
               "Turkey | backs | Turkish - backed rebels", NULL);
}

static void test_places(void **state) {
  (void)state;
  assert_facts("Rebels/rebel/NOUN/4/nsubj in/in/ADP/3/case Homs/Homs/PROPN/1/nmod slept/sleep/VERB/0/root",
               "rebels | located_in | Homs", NULL);
}

static void test_pronoun_gets_its_name(void **state) {
  (void)state;
  assert_facts("Turkey/Turkey/PROPN/2/nsubj grew/grow/VERB/0/root | It/it/PRON/2/nsubj attacked/attack/VERB/0/root "
               "Chad/Chad/PROPN/2/obj",
               "Turkey | attacks | Chad", "It |");
}

static void test_lost_pronoun_says_nothing(void **state) {
  (void)state;
  struct relata_document *document =
    facts_of("They/they/PRON/2/nsubj attacked/attack/VERB/0/root Chad/Chad/PROPN/2/obj");
  assert_int_equal(document->fact_count, 0);
  relata_document_free(document);
}

static void test_open_fact(void **state) {
  (void)state;
  assert_facts("Miners/miner/NOUN/2/nsubj polish/polish/VERB/0/root diamonds/diamond/NOUN/2/obj",
               "miners | open:polish | diamonds", NULL);
}

static void test_types_forbid(void **state) {
  (void)state;
  /* a victory backs nobody */
  assert_facts("Hope/hope/NOUN/2/nsubj backs/back/VERB/0/root Chad/Chad/PROPN/2/obj", "| open:back | Chad", "| backs |");
}

static void test_ids_are_plain(void **state) {
  (void)state;
  struct relata_document *document = facts_of(
    "Zed/Zed/PROPN/4/nsubj O'Hara/O'Hara/PROPN/1/flat Jr./Jr./PROPN/1/flat attacked/attack/VERB/0/root Chad/Chad/PROPN/4/obj");
  assert_int_equal(document->fact_count, 1);
  assert_true(relata_str_is(document->facts[0].subject_id, "Zed_OHara_Jr"));
  assert_true(relata_str_is(document->facts[0].object_id, "Chad"));
  assert_true(relata_str_is(document->facts[0].object_type, "State") ||
              relata_str_is(document->facts[0].object_type, "Country"));
  relata_document_free(document);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_verb),
    cmocka_unit_test(test_passive_keeps_direction),
    cmocka_unit_test(test_coordination),
    cmocka_unit_test(test_modality_and_negation),
    cmocka_unit_test(test_speaker),
    cmocka_unit_test(test_event_noun_with_light_verb),
    cmocka_unit_test(test_event_noun_alone),
    cmocka_unit_test(test_role),
    cmocka_unit_test(test_demonym_is_its_country),
    cmocka_unit_test(test_compound_and_prefix),
    cmocka_unit_test(test_places),
    cmocka_unit_test(test_pronoun_gets_its_name),
    cmocka_unit_test(test_lost_pronoun_says_nothing),
    cmocka_unit_test(test_open_fact),
    cmocka_unit_test(test_types_forbid),
    cmocka_unit_test(test_ids_are_plain),
  };
  return cmocka_run_group_tests(tests, open_lexicon, close_lexicon);
}
