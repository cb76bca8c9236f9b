/* Trees, their repairs, clauses and open extractions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "extract/base/out.h"
#include "extract/facts/facts.h"
#include "given_tree.h"

/* ---- clauses as text: "VERB back SUBJECT=Turkey OBJECT=rebels" a line */

static const char *role_name(enum relata_role role) {
  static const char *const names[] = {"SUBJECT", "OBJECT",    "INDIRECT",  "PREDICATE", "CLAUSE",
                                      "OBLIQUE", "ADVERBIAL", "POSSESSOR", "MODIFIER",  "HOLDER"};
  return names[role];
}

static const char *kind_name(enum relata_clause_kind kind) {
  static const char *const names[] = {"VERB", "COPULA", "ADJECTIVE", "NOUN", "APPOSITION", "COMPOUND", "EXISTENTIAL"};
  return names[kind];
}

static void clause_print(struct relata_out *out, const struct relata_document *document,
                         const struct relata_clause *clause) {
  relata_out_print(out, "%s ", kind_name(clause->kind));
  relata_out_str(out, clause->lemma);
  for (size_t k = 0; k < clause->argument_count; k++) {
    const struct relata_argument *argument = &clause->arguments[k];
    relata_out_print(out, " %s", role_name(argument->role));
    if (argument->preposition.len) {
      relata_out_char(out, ':');
      relata_out_str(out, argument->preposition);
    }
    relata_out_char(out, '=');
    relata_out_str(out, document->tokens[argument->head].form);
  }
  relata_out_char(out, '\n');
}

static void assert_text(struct relata_out *out, const char *const *lines, const char *notation) {
  const struct relata_str text = relata_out_as_memory(out);
  char *terminated = malloc(text.len + 1);
  assert_non_null(terminated);
  if (text.len)
    memcpy(terminated, text.data, text.len);
  terminated[text.len] = '\0';
  for (; *lines; lines++)
    if (!strstr(terminated, *lines)) {
      print_error("missing: %s\nfrom: %s\nfound:\n%s", *lines, notation, terminated);
      fail();
    }
  free(terminated);
  relata_out_abandon(out);
}

#define LINES(...) ((const char *const[]){__VA_ARGS__, NULL})

static void assert_clauses(const char *notation, const char *const *lines) {
  struct relata_document *document = given_document(notation);
  struct tree *tree = tree_new(document);
  assert_int_equal(trees_repair(tree), RELATA_OK);
  assert_int_equal(clauses_build(document, tree), RELATA_OK);
  struct relata_out *out = relata_out_to_memory();
  for (size_t k = 0; k < document->clause_count; k++)
    clause_print(out, document, &document->clauses[k]);
  assert_text(out, lines, notation);
  relata_document_free(document);
}

static void assert_extractions(const char *notation, bool binary, const char *const *lines) {
  struct relata_document *document = given_document(notation);
  assert_int_equal(relata_find_clauses(document, NULL), RELATA_OK);
  assert_int_equal(relata_open_extract(document, binary, NULL), RELATA_OK);
  struct relata_out *out = relata_out_to_memory();
  for (size_t k = 0; k < document->extraction_count; k++) {
    const struct relata_extraction *extraction = &document->extractions[k];
    assert_true(extraction->confidence > 0.0 && extraction->confidence < 1.0);
    relata_out_str(out, extraction->arguments[0]);
    relata_out_text(out, " | ");
    relata_out_str(out, extraction->predicate);
    for (size_t a = 1; a < extraction->argument_count; a++) {
      relata_out_text(out, " | ");
      relata_out_str(out, extraction->arguments[a]);
    }
    relata_out_char(out, '\n');
  }
  assert_text(out, lines, notation);
  relata_document_free(document);
}

/* ---- trees */

static void test_tree_walks(void **state) {
  (void)state;
  struct relata_document *document = given_document(
      "Old/old/ADJ/2/amod friends/friend/NOUN/3/nsubj met/meet/VERB/0/root in/in/ADP/5/case town/town/NOUN/3/obl");
  struct tree *tree = tree_new(document);
  assert_int_equal(tree_children(tree, 2).count, 2);
  assert_true(tree_is_below(tree, 0, 2));
  assert_true(tree_is_below(tree, 4, 4));
  assert_false(tree_is_below(tree, 0, 4));
  assert_int_equal(tree->low[4], 3);
  assert_int_equal(tree->high[2], 4);
  assert_int_equal(tree_root(tree, 0), 2);
  assert_true(relata_str_is(tree_preposition(tree, 4), "in"));
  assert_false(tree_move(tree, 2, 0, RELATA_DEP_DEP)); /* the root stays */
  assert_false(tree_move(tree, 4, 3, RELATA_DEP_DEP)); /* not below itself */
  assert_true(tree_move(tree, 4, 1, RELATA_DEP_NMOD));
  assert_true(tree_is_below(tree, 3, 1));
  assert_int_equal(tree_children(tree, 1).count, 2);
  relata_document_free(document);
}

static void test_tree_mends_heads(void **state) {
  (void)state;
  /* A loop of two, a head outside, a second root, a sentence without a root. */
  struct relata_document *document = given_document("a/a/NOUN/2/obj b/b/NOUN/1/obj c/c/VERB/0/root d/d/NOUN/99/obj "
                                                    "e/e/VERB/0/root | f/f/NOUN/2/obj g/g/NOUN/1/obj");
  struct tree *tree = tree_new(document);
  for (uint32_t t = 0; t < 5; t++)
    assert_true(tree_is_below(tree, t, 2));
  assert_true(tree_is_below(tree, 6, 5));
  assert_int_equal(tree_head(tree, 5), RELATA_NONE);
  relata_document_free(document);
}

static void test_deep_trees(void **state) {
  (void)state;
  enum { DEPTH = 60000 };
  struct relata_document *document = relata_document_new();
  document->tokens = relata_arena_alloc(document->arena, DEPTH * sizeof *document->tokens);
  document->sentences = relata_arena_alloc(document->arena, sizeof *document->sentences);
  document->sentences[0].end = DEPTH;
  document->sentence_count = 1;
  document->token_count = DEPTH;
  for (uint32_t t = 0; t < DEPTH; t++) {
    document->tokens[t].form = document->tokens[t].lemma = RELATA_STR("of");
    document->tokens[t].head = t ? t - 1 : RELATA_NONE;
    document->tokens[t].upos = RELATA_NOUN;
    document->tokens[t].dep = t ? RELATA_DEP_NMOD : RELATA_DEP_ROOT;
  }
  struct tree *tree = tree_new(document);
  assert_int_equal(tree->high[0], DEPTH - 1);
  assert_true(tree_is_below(tree, DEPTH - 1, 1));
  relata_document_free(document);
}

/* ---- clauses */

static void test_verbs(void **state) {
  (void)state;
  assert_clauses(
      "Norland/Norland/PROPN/2/nsubj armed/arm/VERB/0/root and/and/CCONJ/4/cc trained/train/VERB/2/conj "
      "rebels/rebel/NOUN/4/obj in/in/ADP/7/case camps/camp/NOUN/4/obl",
      LINES("VERB arm SUBJECT=Norland OBJECT=rebels\n", "VERB train SUBJECT=Norland OBJECT=rebels OBLIQUE:in=camps\n"));
  assert_clauses("They/they/PRON/2/nsubj carried/carry/VERB/0/root out/out/ADP/2/compound:prt raids/raid/NOUN/2/obj",
                 LINES("VERB carry_out SUBJECT=They OBJECT=raids\n"));
  assert_clauses("Ann/Ann/PROPN/4/nsubj and/and/CCONJ/3/cc Bob/Bob/PROPN/1/conj met/meet/VERB/0/root "
                 "near/near/ADP/6/case Eastham/Eastham/PROPN/4/obl",
                 LINES("VERB meet SUBJECT=Ann SUBJECT=Bob OBLIQUE:near=Eastham OBLIQUE:between=Ann OBLIQUE:between=Bob\n"));
}

static void test_passives(void **state) {
  (void)state;
  assert_clauses("Towns/town/NOUN/3/nsubj:pass were/be/AUX/3/aux:pass shelled/shell/VERB/0/root by/by/ADP/5/case "
                 "ships/ship/NOUN/3/obl:agent",
                 LINES("VERB shell OBJECT=Towns SUBJECT=ships\n"));
  assert_clauses("He/he/PRON/3/nsubj:pass was/be/AUX/3/aux:pass given/give/VERB/0/root arms/arm/NOUN/3/obj",
                 LINES("VERB give INDIRECT=He OBJECT=arms\n"));
  assert_clauses("a/a/DET/2/det bridge/bridge/NOUN/6/nsubj built/build/VERB/2/acl by/by/ADP/5/case "
                 "monks/monk/NOUN/3/obl:agent fell/fall/VERB/0/root",
                 LINES("VERB build OBJECT=bridge SUBJECT=monks\n", "VERB fall SUBJECT=bridge\n"));
}

static void test_control(void **state) {
  (void)state;
  assert_clauses("She/she/PRON/2/nsubj wants/want/VERB/0/root to/to/PART/4/mark leave/leave/VERB/2/xcomp",
                 LINES("VERB want SUBJECT=She CLAUSE:to=leave\n", "VERB leave SUBJECT=She\n"));
  assert_clauses("She/she/PRON/2/nsubj urged/urge/VERB/0/root him/he/PRON/2/obj to/to/PART/5/mark "
                 "leave/leave/VERB/2/xcomp",
                 LINES("VERB leave SUBJECT=him\n"));
  assert_clauses("Norland/Norland/PROPN/2/nsubj announced/announce/VERB/0/root a/a/DET/4/det plan/plan/NOUN/2/obj "
                 "to/to/PART/6/mark invade/invade/VERB/4/acl Sudmark/Sudmark/PROPN/6/obj",
                 LINES("VERB invade SUBJECT=Norland OBJECT=Sudmark\n", "NOUN plan CLAUSE:to=invade\n"));
}

static void test_relative_clauses(void **state) {
  (void)state;
  assert_clauses("men/man/NOUN/0/root who/who/PRON/3/nsubj fought/fight/VERB/1/acl:relcl",
                 LINES("VERB fight SUBJECT=men\n"));
  assert_clauses("towns/town/NOUN/0/root they/they/PRON/3/nsubj took/take/VERB/1/acl:relcl",
                 LINES("VERB take SUBJECT=they OBJECT=towns\n"));
  assert_clauses("towns/town/NOUN/0/root in/in/ADP/3/case which/which/PRON/5/obl they/they/PRON/5/nsubj "
                 "lived/live/VERB/1/acl:relcl",
                 LINES("VERB live SUBJECT=they OBLIQUE:in=towns\n"));
  assert_clauses("towns/town/NOUN/0/root they/they/PRON/3/nsubj want/want/VERB/1/acl:relcl to/to/PART/5/mark "
                 "take/take/VERB/3/xcomp",
                 LINES("VERB want SUBJECT=they CLAUSE:to=take\n", "VERB take SUBJECT=they OBJECT=towns\n"));
}

static void test_copulas(void **state) {
  (void)state;
  assert_clauses("Mara/Mara/PROPN/4/nsubj is/be/AUX/4/cop the/the/DET/4/det leader/leader/NOUN/0/root of/of/ADP/6/case "
                 "rebels/rebel/NOUN/4/nmod",
                 LINES("COPULA be SUBJECT=Mara PREDICATE=leader\n", "NOUN leader OBLIQUE:of=rebels HOLDER=Mara\n"));
  assert_clauses("It/it/PRON/4/nsubj is/be/AUX/4/cop in/in/ADP/4/case Eastham/Eastham/PROPN/0/root",
                 LINES("COPULA be SUBJECT=It OBLIQUE:in=Eastham\n"));
  assert_clauses("forces/force/NOUN/0/root loyal/loyal/ADJ/1/amod to/to/ADP/4/case Mara/Mara/PROPN/2/obl",
                 LINES("ADJECTIVE loyal SUBJECT=forces OBLIQUE:to=Mara\n"));
  assert_clauses("There/there/PRON/2/expl are/be/VERB/0/root clashes/clash/NOUN/2/nsubj",
                 LINES("EXISTENTIAL be SUBJECT=clashes\n"));
}

static void test_nouns(void **state) {
  (void)state;
  assert_clauses("Norlandic/norlandic/ADJ/2/amod shelling/shelling/NOUN/0/root of/of/ADP/4/case "
                 "towns/town/NOUN/2/nmod and/and/CCONJ/6/cc ports/port/NOUN/4/conj",
                 LINES("NOUN shelling MODIFIER=Norlandic OBLIQUE:of=towns OBLIQUE:of=ports\n"));
  assert_clauses("President/president/NOUN/2/nmod:desc Mara/Mara/PROPN/0/root", LINES("NOUN president HOLDER=Mara\n"));
  assert_clauses(
      "Norland/Norland/PROPN/3/nmod:poss 's/'s/PART/1/case ally/ally/NOUN/0/root ,/,/PUNCT/5/punct "
      "Sudmark/Sudmark/PROPN/3/appos",
      LINES("NOUN ally POSSESSOR=Norland HOLDER=Sudmark\n", "APPOSITION be SUBJECT=ally PREDICATE=Sudmark\n"));
  assert_clauses("Norland/Norland/PROPN/3/compound -/-/PUNCT/3/punct backed/back/VERB/4/amod rebels/rebel/NOUN/0/root",
                 LINES("COMPOUND back MODIFIER=Norland OBJECT=rebels\n"));
  assert_clauses("He/he/PRON/2/nsubj served/serve/VERB/0/root as/as/ADP/4/case envoy/envoy/NOUN/2/obl",
                 LINES("NOUN envoy HOLDER=He\n"));
}

/* ---- repairs */

static void test_repairs(void **state) {
  (void)state;
  assert_clauses(
      "They/they/PRON/2/nsubj accused/accuse/VERB/0/root Ann/Ann/PROPN/2/obj of/of/SCONJ/5/mark "
      "hiding/hide/VERB/3/acl maps/map/NOUN/5/obj",
      LINES("VERB accuse SUBJECT=They OBJECT=Ann ADVERBIAL:of=hiding\n", "VERB hide SUBJECT=Ann OBJECT=maps\n"));
  assert_clauses("Ann/Ann/PROPN/2/nsubj saw/see/VERB/0/root walls/wall/NOUN/2/obj ,/,/PUNCT/5/punct "
                 "painting/paint/VERB/3/acl them/they/PRON/5/obj",
                 LINES("VERB paint SUBJECT=Ann OBJECT=them\n"));
  assert_clauses(
      "Norland/Norland/PROPN/7/nsubj and/and/CCONJ/7/cc killed/kill/VERB/7/ccomp ten/ten/NUM/3/obj ,/,/PUNCT/7/punct "
      "Ann/Ann/PROPN/7/nsubj said/say/VERB/0/root",
      LINES("VERB kill SUBJECT=Norland OBJECT=ten\n", "VERB say SUBJECT=Ann CLAUSE=killed\n"));
  assert_clauses("rebels/rebel/NOUN/0/root fighting/fight/VERB/1/acl in/in/ADP/4/case wars/war/NOUN/2/obl "
                 "that/that/PRON/6/nsubj killed/kill/VERB/1/acl:relcl",
                 LINES("VERB kill SUBJECT=wars\n"));
  assert_clauses(
      "rifts/rift/NOUN/0/root between/between/ADP/7/case Norland/Norland/PROPN/7/nmod:poss and/and/CCONJ/5/cc "
      "Sudmark/Sudmark/PROPN/3/conj 's/'s/PART/3/case ally/ally/NOUN/1/nmod",
      LINES("NOUN rift OBLIQUE:between=Norland OBLIQUE:between=ally\n", "NOUN ally POSSESSOR=Sudmark\n"));
  assert_clauses("They/they/PRON/2/nsubj handed/hand/VERB/0/root Ann/Ann/PROPN/2/obj maps/map/NOUN/2/obj",
                 LINES("VERB hand SUBJECT=They INDIRECT=Ann OBJECT=maps\n"));
  assert_clauses("They/they/PRON/2/nsubj forced/force/VERB/0/root Ann/Ann/PROPN/5/nsubj to/to/PART/5/mark "
                 "leave/leave/VERB/2/xcomp",
                 LINES("VERB force SUBJECT=They OBJECT=Ann CLAUSE:to=leave\n", "VERB leave SUBJECT=Ann\n"));
}

static void test_clause_repairs(void **state) {
  (void)state;
  assert_clauses("Planes/plane/NOUN/2/nsubj bombed/bomb/VERB/0/root Eastham/Eastham/PROPN/2/obj and/and/CCONJ/5/cc "
                 "ships/ship/NOUN/3/conj shelled/shell/VERB/2/conj Weston/Weston/PROPN/6/obj",
                 LINES("VERB bomb SUBJECT=Planes OBJECT=Eastham\n", "VERB shell SUBJECT=ships OBJECT=Weston\n"));
  assert_clauses("Islands/island/NOUN/3/nsubj:pass are/be/AUX/3/aux:pass claimed/claim/VERB/0/root by/by/ADP/5/case "
                 "Ann/Ann/PROPN/3/obl:agent but/but/CCONJ/7/cc held/hold/VERB/5/conj by/by/ADP/9/case "
                 "Bob/Bob/PROPN/7/obl:agent",
                 LINES("VERB claim OBJECT=Islands SUBJECT=Ann\n", "SUBJECT=Bob"));
  assert_clauses("Ministers/minister/NOUN/4/nsubj :/:/PUNCT/1/punct rebels/rebel/NOUN/4/nsubj took/take/VERB/0/root "
                 "Eastham/Eastham/PROPN/4/obj",
                 LINES("VERB take SUBJECT=rebels OBJECT=Eastham\n"));
  assert_clauses("arrest/arrest/NOUN/0/root of/of/ADP/3/case Ann/Ann/PROPN/1/nmod by/by/ADP/5/case "
                 "guards/guard/NOUN/3/nmod",
                 LINES("NOUN arrest OBLIQUE:of=Ann OBLIQUE:by=guards\n"));
}

/* ---- open extractions */

static void test_extractions(void **state) {
  (void)state;
  assert_extractions("The/the/DET/2/det mayor/mayor/NOUN/3/nsubj opened/open/VERB/0/root a/a/DET/5/det "
                     "bridge/bridge/NOUN/3/obj in/in/ADP/7/case May/May/PROPN/3/obl",
                     false, LINES("The mayor | opened | a bridge | in May\n"));
  assert_extractions("He/he/PRON/2/nsubj lives/live/VERB/0/root in/in/ADP/4/case Eastham/Eastham/PROPN/2/obl", false,
                     LINES("He | lives in | Eastham\n"));
  assert_extractions("She/she/PRON/2/nsubj began/begin/VERB/0/root to/to/PART/4/mark teach/teach/VERB/2/xcomp "
                     "Latin/Latin/PROPN/4/obj",
                     false, LINES("She | began to teach | Latin\n"));
  assert_extractions(
      "Mara/Mara/PROPN/6/nsubj ,/,/PUNCT/4/punct a/a/DET/4/det singer/singer/NOUN/1/appos ,/,/PUNCT/4/punct "
      "left/leave/VERB/0/root Eastham/Eastham/PROPN/6/obj",
      false, LINES("Mara | left | Eastham\n", "Mara | is | a singer\n"));
}

static void test_more_extractions(void **state) {
  (void)state;
  assert_extractions("She/she/PRON/2/nsubj painted/paint/VERB/0/root towers/tower/NOUN/2/obj built/build/VERB/3/acl "
                     "by/by/ADP/6/case monks/monk/NOUN/4/obl:agent",
                     false, LINES("towers | were built by | monks\n"));
  assert_extractions("The/the/DET/2/det plan/plan/NOUN/7/nsubj ,/,/PUNCT/5/punct she/she/PRON/5/nsubj "
                     "said/say/VERB/7/parataxis ,/,/PUNCT/5/punct failed/fail/VERB/0/root",
                     false, LINES("she | said | The plan failed\n"));
}

static void test_binary(void **state) {
  (void)state;
  assert_extractions(
      "Ann/Ann/PROPN/2/nsubj tied/tie/VERB/0/root boats/boat/NOUN/2/obj to/to/ADP/6/case the/the/DET/6/det "
      "pier/pier/NOUN/2/obl of/of/ADP/8/case Eastham/Eastham/PROPN/6/nmod",
      true, LINES("Ann | tied | boats\n", "Ann | tied boats to | the pier of Eastham\n"));
  assert_extractions("He/he/PRON/2/nsubj served/serve/VERB/0/root as/as/ADP/4/case mayor/mayor/NOUN/2/obl "
                     "of/of/ADP/6/case Eastham/Eastham/PROPN/4/nmod",
                     true, LINES("He | served as | mayor of Eastham\n", "He | served as mayor of | Eastham\n"));
  assert_extractions(
      "Ann/Ann/PROPN/4/nsubj and/and/CCONJ/3/cc Bob/Bob/PROPN/1/conj sold/sell/VERB/0/root "
      "pears/pear/NOUN/4/obj and/and/CCONJ/7/cc plums/plum/NOUN/5/conj in/in/ADP/9/case May/May/PROPN/4/obl",
      true, LINES("Ann | sold | pears\n", "Bob | sold | plums\n", "Bob | sold pears in | May\n"));
}

/* ---- anything that looks like a tree */

static uint32_t random_next(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

static struct relata_document *random_document(uint32_t *state) {
  static const char *const forms[] = {"of",      "which", ",",   "\"",       "(",    "was", "taking",
                                      "town",    "Mara",  "not", "who",      "said", "to",  "1999",
                                      "between", "'s",    "and", "campaign", "``",   "May"};
  enum { FORMS = sizeof forms / sizeof *forms, WORDS = 40 };
  struct relata_document *document = relata_document_new();
  document->tokens = relata_arena_alloc(document->arena, WORDS * sizeof *document->tokens);
  document->sentences = relata_arena_alloc(document->arena, 2 * sizeof *document->sentences);
  char *text = relata_arena_alloc(document->arena, WORDS * 12);
  uint32_t bytes = 0;
  for (uint32_t t = 0; t < WORDS; t++) {
    struct relata_token *token = &document->tokens[t];
    token->form = token->lemma = relata_str_of(forms[random_next(state) % FORMS]);
    token->upos = (uint8_t)(random_next(state) % RELATA_UPOS_COUNT);
    token->dep = (uint8_t)(random_next(state) % RELATA_DEP_COUNT);
    token->sentence = t < WORDS / 2 ? 0 : 1;
    token->head = random_next(state) % 12 == 0 ? RELATA_NONE : random_next(state) % (WORDS + 2);
    token->begin = bytes;
    memcpy(text + bytes, token->form.data, token->form.len);
    bytes += (uint32_t)token->form.len;
    token->end = bytes;
    text[bytes++] = ' ';
  }
  for (uint32_t s = 0; s < 2; s++)
    document->sentences[s] = (struct relata_sentence){.first = s * WORDS / 2, .end = (s + 1) * WORDS / 2};
  document->sentences[0].end_byte = document->tokens[WORDS / 2 - 1].end;
  document->sentences[1].begin_byte = document->tokens[WORDS / 2].begin;
  document->sentences[1].end_byte = document->tokens[WORDS - 1].end;
  document->sentence_count = 2;
  document->token_count = WORDS;
  document->text = (struct relata_str){text, bytes};
  return document;
}

static void test_random_trees(void **state) {
  (void)state;
  enum { ROUNDS = 3000 };
  uint32_t seed = 7;
  for (int round = 0; round < ROUNDS; round++) {
    struct relata_document *document = random_document(&seed);
    assert_int_equal(relata_find_clauses(document, NULL), RELATA_OK);
    for (size_t c = 0; c < document->clause_count; c++) {
      const struct relata_clause *clause = &document->clauses[c];
      assert_true(clause->head < document->token_count);
      assert_true(clause->parent == RELATA_NONE || clause->parent < document->clause_count);
      for (size_t a = 0; a < clause->argument_count; a++)
        assert_true(clause->arguments[a].head < document->token_count);
    }
    assert_int_equal(relata_open_extract(document, round % 2 == 1, NULL), RELATA_OK);
    relata_document_free(document);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_tree_walks),
      cmocka_unit_test(test_tree_mends_heads),
      cmocka_unit_test(test_deep_trees),
      cmocka_unit_test(test_verbs),
      cmocka_unit_test(test_passives),
      cmocka_unit_test(test_control),
      cmocka_unit_test(test_relative_clauses),
      cmocka_unit_test(test_copulas),
      cmocka_unit_test(test_nouns),
      cmocka_unit_test(test_repairs),
      cmocka_unit_test(test_clause_repairs),
      cmocka_unit_test(test_extractions),
      cmocka_unit_test(test_more_extractions),
      cmocka_unit_test(test_binary),
      cmocka_unit_test(test_random_trees),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
