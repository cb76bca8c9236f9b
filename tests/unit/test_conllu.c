/* CoNLL-U: what is read, what is refused, and that writing gives it back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "extract/base/out.h"
#include "extract/conllu/conllu.h"

enum { MOST = 8 };

struct taken {
  struct relata_document *documents[MOST];
  size_t count;
};

static enum relata_status take(void *payload, struct relata_document *document) {
  struct taken *taken = payload;
  assert_true(taken->count < MOST);
  taken->documents[taken->count++] = document;
  return RELATA_OK;
}

static void free_taken(struct taken *taken) {
  for (size_t i = 0; i < taken->count; i++)
    relata_document_free(taken->documents[i]);
  taken->count = 0;
}

static enum relata_status read_text(struct taken *taken, const char *text, bool keep_trees,
                                    struct relata_error *error) {
  const struct relata_conllu_options options = {.name = "bank.conllu", .keep_trees = keep_trees};
  *taken = (struct taken){.count = 0};
  return relata_conllu_read(relata_str_of(text), &options, take, taken, error);
}

static const char two_documents[] = "# newdoc id = ferry\n"
                                    "# sent_id = ferry-a\n"
                                    "# text = The gulls don't sing.\n"
                                    "1\tThe\tthe\tDET\tDT\tDefinite=Def\t2\tdet\t_\t_\n"
                                    "2\tgulls\tgull\tNOUN\tNNS\tNumber=Plur\t5\tnsubj\t_\tNER=B-ORG\n"
                                    "3-4\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n"
                                    "3\tdo\tdo\tAUX\t_\tMood=Ind|Tense=Pres|VerbForm=Fin\t5\taux\t_\t_\n"
                                    "4\tn't\tnot\tPART\t_\tPolarity=Neg\t5\tadvmod\t_\t_\n"
                                    "5\tsing\tsing\tVERB\t_\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No\n"
                                    "5.1\tsing\tsing\tVERB\t_\t_\t_\t_\t5:conj\t_\n"
                                    "6\t.\t.\tPUNCT\t_\t_\t5\tpunct\t_\t_\n"
                                    "\n"
                                    "# newpar\n"
                                    "1\tSo\tso\tADV\t_\t_\t2\tadvmod\t_\t_\n"
                                    "2\trow\trow\tVERB\t_\tMood=Imp\t0\troot\t_\t_\n"
                                    "\n"
                                    "# newdoc\r\n"
                                    "1-2\tgonna\t_\t_\t_\t_\t_\t_\t_\t_\r\n"
                                    "1\tgoing\t_\t_\t_\t_\t_\t_\t_\t_\r\n"
                                    "2\tto\t_\t_\t_\t_\t_\t_\t_\t_\r\n";

static void test_words_become_text(void **state) {
  (void)state;
  struct taken taken;
  assert_int_equal(read_text(&taken, two_documents, false, NULL), RELATA_OK);
  assert_int_equal(taken.count, 2);
  const struct relata_document *document = taken.documents[0];
  assert_true(relata_str_is(document->id, "ferry"));
  assert_true(relata_str_is(document->text, "The gulls don't sing.\n\nSo row"));
  assert_int_equal(document->sentence_count, 2);
  assert_int_equal(document->token_count, 8);
  assert_true(document->sentences[0].paragraph_begins && document->sentences[1].paragraph_begins);
  assert_true(relata_str_is(document->sentences[0].id, "ferry-a"));
  assert_false(document->sentences[0].given_tree);
  assert_int_equal(document->tokens[3].begin, 12); /* n't */
  assert_int_equal(document->tokens[3].end, 15);
  assert_int_equal(document->tokens[4].head, RELATA_NONE);
  assert_int_equal(document->tokens[4].lemma.len, 0);
  for (size_t i = 0; i < document->token_count; i++) {
    const struct relata_token *token = &document->tokens[i];
    const char *source = two_documents + relata_document_source_offset(document, token->begin);
    assert_memory_equal(source, token->form.data, token->form.len);
  }
  assert_true(relata_str_is(taken.documents[1]->id, "bank.conllu"));
  assert_true(relata_str_is(taken.documents[1]->text, "gonna"));
  assert_int_equal(taken.documents[1]->tokens[1].begin, 0);
  assert_true(relata_str_is(taken.documents[1]->tokens[1].form, "to"));
  free_taken(&taken);
}

static void test_trees_are_kept(void **state) {
  (void)state;
  struct taken taken;
  assert_int_equal(read_text(&taken, two_documents, true, NULL), RELATA_OK);
  const struct relata_document *document = taken.documents[0];
  assert_true(document->sentences[0].given_tree);
  const struct relata_token *tokens = document->tokens;
  assert_int_equal(tokens[0].upos, RELATA_DET);
  assert_int_equal(tokens[1].head, 4);
  assert_int_equal(tokens[1].dep, RELATA_DEP_NSUBJ);
  assert_int_equal(tokens[1].number, RELATA_PLUR);
  assert_int_equal(tokens[1].name_type, RELATA_NAME_ORG);
  assert_true(tokens[1].name_begins);
  assert_true(tokens[3].negative);
  assert_true(relata_str_is(tokens[3].lemma, "not"));
  assert_int_equal(tokens[4].head, RELATA_NONE);
  assert_int_equal(tokens[6].head, 7); /* the second sentence's words count in the document */
  assert_int_equal(tokens[7].mood, RELATA_IMP);
  assert_false(taken.documents[1]->sentences[0].given_tree);
  free_taken(&taken);
}

static void test_writing_gives_back_what_was_read(void **state) {
  (void)state;
  struct taken taken, again;
  assert_int_equal(read_text(&taken, two_documents, true, NULL), RELATA_OK);
  struct relata_out *first = relata_out_to_memory(), *second = relata_out_to_memory();
  assert_int_equal(relata_write_conllu(first, taken.documents[0]), RELATA_OK);
  relata_out_char(first, 0);
  const char *text = relata_out_as_memory(first).data;
  assert_non_null(strstr(text, "# newdoc id = ferry\n# sent_id = ferry-a\n# newpar\n# text = The gulls don't sing.\n"));
  assert_non_null(strstr(text, "\n2\tgulls\tgull\tNOUN\t_\tNumber=Plur\t5\tnsubj\t_\tBegin="));
  assert_non_null(strstr(text, "|NER=B-ORG\n"));
  assert_non_null(strstr(text, "\n3\tdo\tdo\tAUX\t_\tMood=Ind|Tense=Pres|VerbForm=Fin\t5\taux\t_\t"));
  assert_int_equal(read_text(&again, text, true, NULL), RELATA_OK);
  assert_int_equal(again.documents[0]->token_count, taken.documents[0]->token_count);
  assert_true(relata_str_equal(again.documents[0]->text, taken.documents[0]->text));
  for (size_t i = 0; i < taken.documents[0]->token_count; i++) {
    const struct relata_token *a = &taken.documents[0]->tokens[i], *b = &again.documents[0]->tokens[i];
    assert_true(relata_str_equal(a->form, b->form) && relata_str_equal(a->lemma, b->lemma));
    assert_true(a->head == b->head && a->dep == b->dep && a->upos == b->upos && a->begin == b->begin);
  }
  assert_int_equal(relata_write_conllu(second, taken.documents[1]), RELATA_OK);
  relata_out_char(second, 0);
  assert_non_null(strstr(relata_out_as_memory(second).data, "\n1-2\tgonna\t"));
  relata_out_abandon(first);
  relata_out_abandon(second);
  free_taken(&taken);
  free_taken(&again);
}

static const struct {
  const char *text;
  size_t line;
} wrong[] = {
    {"1\tOne\t_\n", 1},
    {"# x\n1\tOne\t_\t_\t_\t_\t_\t_\t_\t_\n3\tTwo\t_\t_\t_\t_\t_\t_\t_\t_\n", 3},
    {"x\tOne\t_\t_\t_\t_\t_\t_\t_\t_\n", 1},
    {"1\t\t_\t_\t_\t_\t_\t_\t_\t_\n", 1},
    {"1\tOne\t_\t_\t_\t_\t_\t_\t_\t_\t_\n", 1},
    {"2-1\tOne\t_\t_\t_\t_\t_\t_\t_\t_\n", 1},
    {"1-9999999\tOne\t_\t_\t_\t_\t_\t_\t_\t_\n", 1},
    {"1-2\tOne\t_\t_\t_\t_\t_\t_\t_\t_\n1\tOne\t_\t_\t_\t_\t_\t_\t_\t_\n\n", 3},
    {"1-2\tOne\t_\t_\t_\t_\t_\t_\t_\t_\n\n", 2},
    {"1\tOne\t_\tBIRD\t_\t_\t0\troot\t_\t_\n", 1},
    {"1\tOne\t_\t_\t_\t_\t2\troot\t_\t_\n", 1},
    {"1\tOne\t_\t_\t_\t_\tup\troot\t_\t_\n", 1},
    {"1\tOne\t_\t_\t_\t_\t0\troot\t_\t_\n2\tTwo\t_\t_\t_\t_\t0\troot\t_\t_\n", 1},
    {"1\tOne\t_\t_\t_\t_\t2\tx\t_\t_\n2\tTwo\t_\t_\t_\t_\t1\tx\t_\t_\n3\tThree\t_\t_\t_\t_\t0\troot\t_\t_\n", 1},
    {"1\tOn\xFF\t_\t_\t_\t_\t0\troot\t_\t_\n", 1},
};

static void test_wrong_tables_are_refused_with_their_line(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    struct taken taken;
    struct relata_error error;
    assert_int_equal(read_text(&taken, wrong[i].text, true, &error), RELATA_BAD_INPUT);
    assert_int_equal(error.line, wrong[i].line);
    assert_string_equal(error.path, "bank.conllu");
    assert_int_equal(taken.count, 0);
  }
}

static void test_nothing_is_no_document(void **state) {
  (void)state;
  struct taken taken;
  assert_int_equal(read_text(&taken, "\xEF\xBB\xBF# newdoc id = a\n\n\n# newdoc\n", true, NULL), RELATA_OK);
  assert_int_equal(taken.count, 0);
}

static void test_long_documents_come_in_parts(void **state) {
  (void)state;
  struct relata_out *out = relata_out_to_memory();
  relata_out_text(out, "# newdoc id = long\n");
  for (size_t i = 0; i < RELATA_CONLLU_PART / 5 + 10; i++)
    relata_out_text(out, "1\tgull\tgull\tNOUN\t_\t_\t0\troot\t_\t_\n\n");
  relata_out_char(out, 0);
  struct taken taken;
  assert_int_equal(read_text(&taken, relata_out_as_memory(out).data, true, NULL), RELATA_OK);
  assert_int_equal(taken.count, 2);
  assert_true(taken.documents[0]->more_parts && !taken.documents[1]->more_parts);
  assert_int_equal(taken.documents[1]->part, 1);
  assert_true(relata_str_is(taken.documents[1]->id, "long"));
  assert_int_equal(taken.documents[1]->tokens[0].head, RELATA_NONE);
  relata_out_abandon(out);
  free_taken(&taken);
}

static enum relata_status refuse(void *payload, struct relata_document *document) {
  (void)payload;
  relata_document_free(document);
  return RELATA_BUSY;
}

static void test_the_taker_can_end_it(void **state) {
  (void)state;
  const struct relata_conllu_options options = {.name = "bank.conllu"};
  assert_int_equal(relata_conllu_read(relata_str_of(two_documents), &options, refuse, NULL, NULL), RELATA_BUSY);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_words_become_text),
      cmocka_unit_test(test_trees_are_kept),
      cmocka_unit_test(test_writing_gives_back_what_was_read),
      cmocka_unit_test(test_wrong_tables_are_refused_with_their_line),
      cmocka_unit_test(test_nothing_is_no_document),
      cmocka_unit_test(test_long_documents_come_in_parts),
      cmocka_unit_test(test_the_taker_can_end_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
