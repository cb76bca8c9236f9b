/* Mentions, who they stand for, and what goes with a clause. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "extract/facts/facts.h"
#include "given_tree.h"

static struct relata_document *read_tree(const char *notation) {
  struct relata_document *document = given_document(notation);
  assert_int_equal(relata_find_clauses(document, NULL), RELATA_OK);
  return document;
}

static const struct relata_mention *mention_of(const struct relata_document *document, const char *form) {
  for (size_t m = document->mention_count; m-- > 0;)
    if (relata_str_is(document->tokens[document->mentions[m].head].form, form))
      return &document->mentions[m];
  return NULL;
}

static const struct relata_clause *clause_of(const struct relata_document *document, const char *form) {
  for (size_t c = 0; c < document->clause_count; c++)
    if (relata_str_is(document->tokens[document->clauses[c].head].form, form))
      return &document->clauses[c];
  fail_msg("no clause of \"%s\"", form);
  return NULL;
}

static void assert_label(const struct relata_document *document, const char *head, const char *label) {
  const struct relata_mention *mention = mention_of(document, head);
  assert_non_null(mention);
  if (!relata_str_is(mention->label, label))
    fail_msg("label \"%.*s\", wanted \"%s\"", (int)mention->label.len, mention->label.data, label);
}

static void assert_same(const struct relata_document *document, const char *a, const char *b) {
  const struct relata_mention *first = mention_of(document, a), *second = mention_of(document, b);
  assert_non_null(first);
  assert_non_null(second);
  if (first->cluster != second->cluster)
    fail_msg("\"%s\" and \"%s\" are apart", a, b);
}

/* ---- labels and kinds */

static void test_label_leaves_out_articles_and_clauses(void **state) {
  (void)state;
  struct relata_document *document = read_tree(
    "The/the/DET/3/det brave/brave/ADJ/3/amod miners/miner/NOUN/8/nsubj who/who/PRON/5/nsubj dug/dig/VERB/3/acl:relcl "
    "deep/deep/ADV/5/advmod of/of/ADP/8/case gold/gold/NOUN/0/root");
  assert_label(document, "miners", "brave miners");
  const struct relata_mention *miners = mention_of(document, "miners");
  assert_true(miners->definite);
  assert_false(miners->named);
  assert_int_equal(miners->number, RELATA_PLUR);
  assert_null(mention_of(document, "who")); /* its antecedent stands for it */
  relata_document_free(document);
}

static void test_name_begins_behind_titles(void **state) {
  (void)state;
  struct relata_document *document =
    read_tree("Colonel/colonel/PROPN/2/nmod:desc Ada/Ada/PROPN/4/nsubj Stone/Stone/PROPN/2/flat left/leave/VERB/0/root");
  const struct relata_mention *ada = mention_of(document, "Ada");
  assert_label(document, "Ada", "Colonel Ada Stone");
  assert_true(relata_str_is(document->tokens[ada->name_first].form, "Ada"));
  assert_int_equal(ada->type, RELATA_PERSON);
  assert_true(ada->named);
  relata_document_free(document);
}

static void test_quantity_means_what_is_counted(void **state) {
  (void)state;
  struct relata_document *document =
    read_tree("Dozens/dozen/NOUN/4/nsubj of/of/ADP/3/case nurses/nurse/NOUN/1/nmod marched/march/VERB/0/root");
  const struct relata_mention *dozens = mention_of(document, "Dozens");
  assert_label(document, "Dozens", "Dozens of nurses");
  assert_true(relata_str_is(document->tokens[dozens->core].form, "nurses"));
  assert_int_equal(dozens->type, RELATA_PERSON);
  relata_document_free(document);
}

static void test_adjective_of_a_country_is_a_modifier(void **state) {
  (void)state;
  struct relata_document *document =
    read_tree("Two/two/NUM/3/nummod Chilean/Chilean/ADJ/3/amod ships/ship/NOUN/4/nsubj sank/sink/VERB/0/root");
  assert_true(mention_of(document, "Chilean")->modifier);
  assert_false(mention_of(document, "ships")->modifier);
  relata_document_free(document);
}

/* ---- who is meant */

static void test_pronouns(void **state) {
  (void)state;
  struct relata_document *document = read_tree(
    "Mary/Mary/PROPN/2/nsubj met/meet/VERB/0/root John/John/PROPN/2/obj ././PUNCT/2/punct | "
    "She/she/PRON/2/nsubj thanked/thank/VERB/0/root him/he/PRON/2/obj for/for/ADP/6/case his/his/PRON/6/nmod:poss "
    "letter/letter/NOUN/2/obl");
  assert_same(document, "She", "Mary");
  assert_same(document, "him", "John");
  relata_document_free(document);
}

static void test_it_is_no_person(void **state) {
  (void)state;
  struct relata_document *document = read_tree(
    "John/John/PROPN/2/nsubj left/leave/VERB/0/root the/the/DET/4/det company/company/NOUN/2/obj ././PUNCT/2/punct | "
    "It/it/PRON/2/nsubj grew/grow/VERB/0/root");
  assert_same(document, "It", "company");
  relata_document_free(document);
}

static void test_short_names(void **state) {
  (void)state;
  struct relata_document *document = read_tree(
    "Dr./Dr./PROPN/2/nmod:desc Ada/Ada/PROPN/4/nsubj Stone/Stone/PROPN/2/flat spoke/speak/VERB/0/root | "
    "Stone/Stone/PROPN/2/nsubj laughed/laugh/VERB/0/root");
  assert_same(document, "Ada", "Stone");
  relata_document_free(document);
}

static void test_acronym(void **state) {
  (void)state;
  struct relata_document *document = read_tree(
    "Northern/Northern/PROPN/3/compound Rail/Rail/PROPN/3/compound Union/Union/PROPN/4/nsubj struck/strike/VERB/0/root | "
    "NRU/NRU/PROPN/2/nsubj won/win/VERB/0/root");
  assert_same(document, "NRU", "Union");
  relata_document_free(document);
}

static void test_the_town(void **state) {
  (void)state;
  struct relata_document *document = read_tree(
    "They/they/PRON/2/nsubj reached/reach/VERB/0/root Oldham/Oldham/PROPN/2/obj town/town/NOUN/3/appos | "
    "Floods/flood/NOUN/2/nsubj hit/hit/VERB/0/root the/the/DET/4/det town/town/NOUN/2/obj");
  assert_same(document, "town", "Oldham");
  relata_document_free(document);
}

/* ---- circumstances */

static void test_negation_and_modality(void **state) {
  (void)state;
  struct relata_document *document = read_tree(
    "Troops/troops/NOUN/4/nsubj did/do/AUX/4/aux not/not/PART/4/advmod enter/enter/VERB/0/root but/but/CCONJ/7/cc "
    "may/may/AUX/7/aux return/return/VERB/4/conj");
  assert_true(clause_of(document, "enter")->circumstances.negated);
  assert_false(clause_of(document, "enter")->circumstances.possible);
  assert_true(clause_of(document, "return")->circumstances.possible);
  relata_document_free(document);
}

static void test_refusing_negates_managing_does_not(void **state) {
  (void)state;
  struct relata_document *document = read_tree(
    "He/he/PRON/2/nsubj refused/refuse/VERB/0/root to/to/PART/4/mark sell/sell/VERB/2/xcomp | "
    "She/she/PRON/2/nsubj managed/manage/VERB/0/root to/to/PART/4/mark buy/buy/VERB/2/xcomp");
  assert_true(clause_of(document, "sell")->circumstances.negated);
  assert_false(clause_of(document, "buy")->circumstances.negated);
  assert_false(clause_of(document, "buy")->circumstances.possible);
  relata_document_free(document);
}

static void test_speaker(void **state) {
  (void)state;
  struct relata_document *document = read_tree(
    "Ministers/minister/NOUN/2/nsubj said/say/VERB/0/root rebels/rebel/NOUN/4/nsubj fled/flee/VERB/2/ccomp");
  const struct relata_circumstances *found = &clause_of(document, "fled")->circumstances;
  assert_true(found->speaker != RELATA_NONE);
  assert_true(relata_str_is(document->mentions[found->speaker].label, "Ministers"));
  assert_true(clause_of(document, "said")->circumstances.speaker == RELATA_NONE);
  relata_document_free(document);
}

static void test_relative_clause_is_settled(void **state) {
  (void)state;
  struct relata_document *document = read_tree(
    "He/he/PRON/2/nsubj fears/fear/VERB/0/root the/the/DET/4/det men/man/NOUN/2/obj who/who/PRON/6/nsubj "
    "hold/hold/VERB/4/acl:relcl it/it/PRON/6/obj");
  assert_false(clause_of(document, "hold")->circumstances.possible);
  relata_document_free(document);
}

static void test_quotation_over_two_sentences(void **state) {
  (void)state;
  struct relata_document *document = read_tree(
    "“/“/PUNCT/4/punct Bakers/baker/NOUN/4/nsubj have/have/AUX/4/aux won/win/VERB/0/root ,/,/PUNCT/4/punct "
    "”/”/PUNCT/4/punct said/say/VERB/4/parataxis Ann/Ann/PROPN/7/nsubj ././PUNCT/4/punct | "
    "“/“/PUNCT/5/punct The/the/DET/3/det mills/mill/NOUN/5/nsubj now/now/ADV/5/advmod obey/obey/VERB/0/root "
    "us/we/PRON/5/obj ././PUNCT/5/punct ”/”/PUNCT/5/punct");
  const struct relata_circumstances *found = &clause_of(document, "obey")->circumstances;
  assert_true(found->speaker != RELATA_NONE);
  assert_true(relata_str_is(document->mentions[found->speaker].label, "Ann"));
  relata_document_free(document);
}

static void assert_time(const char *date, const char *notation, const char *verb, const char *time) {
  struct relata_document *document = given_document(notation);
  document->date = relata_str_of(date);
  assert_int_equal(relata_find_clauses(document, NULL), RELATA_OK);
  const struct relata_str found = clause_of(document, verb)->circumstances.time;
  if (!relata_str_is(found, time))
    fail_msg("time \"%.*s\", wanted \"%s\"", (int)found.len, found.data ? found.data : "", time);
  relata_document_free(document);
}

static void test_times(void **state) {
  (void)state;
  assert_time("", "It/it/PRON/2/nsubj fell/fall/VERB/0/root in/in/ADP/4/case May/May/PROPN/2/obl 1944/1944/NUM/4/nmod:unmarked",
              "fell", "1944-05");
  assert_time("", "It/it/PRON/2/nsubj ruled/rule/VERB/0/root since/since/ADP/4/case 1999/1999/NUM/2/obl", "ruled", "1999/..");
  /* 14 November 2018 was a Wednesday */
  assert_time("2018-11-14", "It/it/PRON/2/nsubj fell/fall/VERB/0/root on/on/ADP/4/case Monday/Monday/PROPN/2/obl", "fell",
              "2018-11-12");
  assert_time("2018-03-01", "It/it/PRON/2/nsubj fell/fall/VERB/0/root yesterday/yesterday/NOUN/2/obl:unmarked", "fell",
              "2018-02-28");
  assert_time("2018-03-01", "It/it/PRON/2/nsubj fell/fall/VERB/0/root in/in/ADP/4/case December/December/PROPN/2/obl", "fell",
              "2017-12");
  assert_time("2018-03-01", "It/it/PRON/3/nsubj will/will/AUX/3/aux fall/fall/VERB/0/root in/in/ADP/5/case May/May/PROPN/3/obl",
              "fall", "2018-05");
  assert_time("", "It/it/PRON/2/nsubj fell/fall/VERB/0/root on/on/ADP/4/case Monday/Monday/PROPN/2/obl", "fell", "");
}

static void test_quantity(void **state) {
  (void)state;
  struct relata_document *document = read_tree(
    "Storms/storm/NOUN/2/nsubj killed/kill/VERB/0/root at/at/ADP/4/case least/least/ADJ/5/advmod nine/nine/NUM/6/nummod "
    "sailors/sailor/NOUN/2/obj");
  const struct relata_str quantity = clause_of(document, "killed")->circumstances.quantity;
  assert_true(relata_str_is(quantity, "at least nine"));
  relata_document_free(document);
}

/* ---- chains */

static void assert_chained(const struct relata_document *document, const char *a, const char *b, bool wanted) {
  const struct relata_mention *first = mention_of(document, a), *second = mention_of(document, b);
  assert_non_null(first);
  assert_non_null(second);
  if ((first->chain == second->chain) != wanted)
    fail_msg("\"%s\" and \"%s\" are %s", a, b, wanted ? "apart" : "one");
}

static void test_chains_join_what_the_model_calls_mentions(void **state) {
  (void)state;
  struct relata_document *document = given_document(
    "Nora/Nora/PROPN/2/nsubj sold/sell/VERB/0/root the/the/DET/4/det mill/mill/NOUN/2/obj in/in/ADP/6/case "
    "haste/haste/NOUN/2/obl ././PUNCT/2/punct | She/she/PRON/2/nsubj missed/miss/VERB/0/root the/the/DET/4/det "
    "mill/mill/NOUN/2/obj ././PUNCT/2/punct");
  for (size_t t = 0; t < document->token_count; t++) {
    struct relata_token *token = &document->tokens[t];
    if (token->upos == RELATA_PROPN || token->upos == RELATA_PRON)
      token->mention_type = RELATA_PERSON;
    if (relata_str_is(token->form, "mill"))
      token->mention_type = RELATA_OBJECT;
  }
  assert_int_equal(relata_find_clauses(document, NULL), RELATA_OK);
  assert_chained(document, "Nora", "She", true);
  assert_chained(document, "Nora", "mill", false);
  const struct relata_mention *last = mention_of(document, "mill"), *haste = mention_of(document, "haste");
  assert_true(last->chain < (uint32_t)(last - document->mentions));
  assert_false(haste->refers);
  assert_int_equal(haste->chain, haste - document->mentions);
  relata_document_free(document);
}

static void test_empty_document(void **state) {
  (void)state;
  struct relata_document *document = read_tree("");
  assert_int_equal(document->mention_count, 0);
  relata_document_free(document);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_label_leaves_out_articles_and_clauses),
    cmocka_unit_test(test_name_begins_behind_titles),
    cmocka_unit_test(test_quantity_means_what_is_counted),
    cmocka_unit_test(test_adjective_of_a_country_is_a_modifier),
    cmocka_unit_test(test_pronouns),
    cmocka_unit_test(test_it_is_no_person),
    cmocka_unit_test(test_short_names),
    cmocka_unit_test(test_acronym),
    cmocka_unit_test(test_the_town),
    cmocka_unit_test(test_chains_join_what_the_model_calls_mentions),
    cmocka_unit_test(test_negation_and_modality),
    cmocka_unit_test(test_refusing_negates_managing_does_not),
    cmocka_unit_test(test_speaker),
    cmocka_unit_test(test_relative_clause_is_settled),
    cmocka_unit_test(test_quotation_over_two_sentences),
    cmocka_unit_test(test_times),
    cmocka_unit_test(test_quantity),
    cmocka_unit_test(test_empty_document),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
