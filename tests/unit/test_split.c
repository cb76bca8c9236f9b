/* Words and sentences: cases in a table, and the golden folder. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "extract/base/out.h"
#include "extract/extract.h"

static struct relata_document *document_of(struct relata_str text) {
  struct relata_document *document = relata_document_new();
  document->text = relata_arena_copy(document->arena, text);
  return document;
}

/* A sentence a line, words parted by blanks, an empty line between paragraphs. */
static struct relata_out *words_of(const struct relata_document *document) {
  struct relata_out *out = relata_out_to_memory();
  for (size_t i = 0; i < document->sentence_count; i++) {
    const struct relata_sentence *sentence = &document->sentences[i];
    if (i > 0)
      relata_out_text(out, sentence->paragraph_begins ? "\n\n" : "\n");
    for (uint32_t word = sentence->first; word < sentence->end; word++) {
      if (word > sentence->first)
        relata_out_char(out, ' ');
      relata_out_str(out, document->tokens[word].form);
    }
  }
  relata_out_char(out, 0);
  return out;
}

/* Compares the words and, with `sentences`, how they are grouped. */
static void assert_words(struct relata_document *document, const char *expected, bool sentences) {
  assert_int_equal(relata_split(document, NULL), RELATA_OK);
  struct relata_out *out = words_of(document);
  char *said = strdup(relata_out_as_memory(out).data);
  assert_non_null(said);
  for (char *end = said; !sentences && (end = strchr(end, '\n')) != NULL;)
    *end = ' ';
  assert_string_equal(said, expected);
  free(said);
  relata_out_abandon(out);
  relata_document_free(document);
}

/* ------------------------------------------------------------------- words */

static const char *const cases[][2] = {
    {"", ""},
    {" \n\n \t\n", ""},
    {"don't can't I'm cannot gonna", "do n't ca n't I 'm can not gon na"},
    {"Lena\xE2\x80\x99s they\xE2\x80\x99ve", "Lena \xE2\x80\x99s they \xE2\x80\x99ve"},
    {"You shouldn't've, O'Brien's ma'am", "You should n't 've , O'Brien 's ma'am"},
    {"the boys' boat, '90s, 1990s", "the boys ' boat , '90s , 1990s"},
    {"e.g. the U.S. Navy at 9 a.m. sharp", "e.g. the U.S. Navy at 9 a.m. sharp"},
    {"fish, oil, etc.", "fish , oil , etc ."},
    {"a well-known anti-tank co-owner", "a well - known anti-tank co-owner"},
    {"pre- and post-war al-Hadi", "pre- and post-war al - Hadi"},
    {"call 555-0199, pages 3-4", "call 555-0199 , pages 3 - 4"},
    {"5km 7pm $3m 20th 1990s 50% 10:45", "5 km 7 pm $ 3 m 20th 1990s 50 % 10:45"},
    {"3days 2p.m. 9/11 and/or US$5", "3 days 2 p.m. 9/11 and / or US$ 5"},
    {"A&B at AT&T w/o notice", "A&B at AT&T w/o notice"},
    {"see http://a.example/x_(y), www.b.example.", "see http://a.example/x_(y) , www.b.example ."},
    {"mail a.b+c@d.example!", "mail a.b+c@d.example !"},
    {"notes.txt, shop.example.com/x; sci.space.news", "notes.txt , shop.example.com/x ; sci.space.news"},
    {"fine :) (so: good:) <3", "fine :) ( so : good : ) <3"},
    {"(yes); [no]: {so}", "( yes ) ; [ no ] : { so }"},
    {"what?! no... so\xE2\x80\xA6 -- ----->", "what ?! no ... so \xE2\x80\xA6 -- ----->"},
    {"he said , then left .", "he said , then left ."},
    {"Lena 's boats did n't sink , they 're in Salem , Mass. , B. , too",
     "Lena 's boats did n't sink , they 're in Salem , Mass. , B. , too"},
    {"@tern #bay's (@gull) #4", "@tern #bay 's ( @gull ) # 4"},
    {"d*mn +5 .75 -3", "d*mn +5 .75 - 3"},
    {"caf\xC3\xA9 na\xC3\xAFve 20\xC2\xB0", "caf\xC3\xA9 na\xC3\xAFve 20 \xC2\xB0"},
    {"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80 \xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD",
     "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80 \xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD"},
    {"a\xC2\xA0"
     "b\xE3\x80\x80"
     "c",
     "a b c"},
    {"broken \xFF\xC3 bytes", "broken \xFF \xC3 bytes"},
};

static void test_words_are_cut_as_treebanks_cut_them(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_words(document_of(relata_str_of(cases[i][0])), cases[i][1], false);
}

static void test_zero_bytes_are_white_space(void **state) {
  (void)state;
  assert_words(document_of(RELATA_STR("one\0two")), "one two", false);
}

/* --------------------------------------------------------------- sentences */

static void test_sentences_end_without_a_blank(void **state) {
  (void)state;
  assert_words(document_of(RELATA_STR("Troops left Karrin.The mayor stayed in his house.")),
               "Troops left Karrin .\nThe mayor stayed in his house .", true);
}

static void test_initials_do_not_end_a_sentence(void **state) {
  (void)state;
  assert_words(document_of(RELATA_STR("Ankara thanked H.E. Lena Okafor, President of the Republic. They left.")),
               "Ankara thanked H.E. Lena Okafor , President of the Republic .\nThey left .", true);
  assert_words(
      document_of(RELATA_STR("She told Mr Justice Leary that in 1991 the clerk had burnt two files of Oakvale Foods, "
                             "whose chairman, Mr P.T. Brannagh, paid him. They left.")),
      "She told Mr Justice Leary that in 1991 the clerk had burnt two files of Oakvale Foods , "
      "whose chairman , Mr P.T. Brannagh , paid him .\nThey left .",
      true);
}

static void test_a_genitive_does_not_end_a_sentence(void **state) {
  (void)state;
  assert_words(document_of(RELATA_STR("Mr Hale, an organiser who founded the Kilmore Tenants' League, is said to be seeking 90 "
                                      "houses; he was seen on Tuesday. They left.")),
               "Mr Hale , an organiser who founded the Kilmore Tenants ' League , is said to be seeking 90 "
               "houses ; he was seen on Tuesday .\nThey left .",
               true);
}

static void test_offsets_lead_to_the_words(void **state) {
  (void)state;
  struct relata_document *document = document_of(RELATA_STR("The title\n\n They didn't  go. We did.\n"));
  document->has_title = true;
  assert_int_equal(relata_split(document, NULL), RELATA_OK);
  assert_int_equal(document->sentence_count, 3);
  assert_true(document->sentences[0].is_title && document->sentences[0].paragraph_begins);
  assert_true(!document->sentences[1].is_title && document->sentences[1].paragraph_begins);
  assert_false(document->sentences[2].paragraph_begins);
  for (size_t i = 0; i < document->token_count; i++) {
    const struct relata_token *token = &document->tokens[i];
    assert_int_equal(token->form.len, token->end - token->begin);
    assert_ptr_equal(token->form.data, document->text.data + token->begin);
    assert_int_equal(token->head, RELATA_NONE);
    const struct relata_sentence *sentence = &document->sentences[token->sentence];
    assert_true(i >= sentence->first && i < sentence->end);
    assert_true(token->begin >= sentence->begin_byte && token->end <= sentence->end_byte);
  }
  assert_true(document->tokens[2].space_after);  /* They */
  assert_false(document->tokens[3].space_after); /* did */
  assert_false(document->tokens[5].space_after); /* go */
  relata_document_free(document);
}

static void test_lines_are_sentences(void **state) {
  (void)state;
  struct relata_document *document = document_of(RELATA_STR("One. Two? Three!\n\n  Four\r\n"));
  assert_int_equal(relata_split_lines(document, NULL), RELATA_OK);
  assert_int_equal(document->sentence_count, 2);
  assert_int_equal(document->sentences[0].end, 6);
  assert_int_equal(document->sentences[1].end_byte, 24);
  relata_document_free(document);
}

/* ------------------------------------------------------------------ limits */

/* Seconds that splitting `piece` repeated to `size` bytes takes. */
static double seconds_for(const char *piece, size_t size) {
  const size_t len = strlen(piece);
  char *text = malloc(size);
  assert_non_null(text);
  for (size_t i = 0; i < size; i++)
    text[i] = piece[i % len];
  struct relata_document *document = relata_document_new();
  document->text = (struct relata_str){text, size};
  const clock_t begin = clock();
  assert_int_equal(relata_split(document, NULL), RELATA_OK);
  const double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
  relata_document_free(document);
  free(text);
  return seconds;
}

static void test_too_long_a_text_is_refused(void **state) {
  (void)state;
  struct relata_document *document = relata_document_new();
  struct relata_error error;
  document->text = (struct relata_str){"", UINT32_MAX};
  assert_int_equal(relata_split(document, &error), RELATA_LIMIT);
  relata_document_free(document);
}

static void test_no_text_takes_long(void **state) {
  (void)state;
  static const char *const pieces[] = {"a",   "a.",  "a-",   "1-", "1/", "1.",       "a'",   "'",     "a%", "(",
                                       "a@b", "a_.", "pre-", "*a", "\n", "\xC3\xA9", "\xF0", "x\n\n", "U.", "$1"};
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
    assert_true(seconds_for(pieces[i], 1 << 18) < 3);
}

/* ------------------------------------------------------------------ golden */

static char *read_file(const char *name) {
  char path[1024];
  snprintf(path, sizeof path, "%s/%s", GOLDEN_DIR, name);
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  char *text = calloc(1, 1 << 16);
  assert_non_null(text);
  assert_true(fread(text, 1, (1 << 16) - 1, file) > 0);
  fclose(file);
  return text;
}

static void check_golden(const char *name) {
  char words_name[256];
  snprintf(words_name, sizeof words_name, "%.*s.words", (int)(strlen(name) - 4), name);
  char *text = read_file(name), *words = read_file(words_name);
  words[strlen(words) - 1] = 0; /* the last line's end */
  assert_words(document_of(relata_str_of(text)), words, true);
  free(text);
  free(words);
}

static void test_golden_cases(void **state) {
  (void)state;
  DIR *folder = opendir(GOLDEN_DIR);
  assert_non_null(folder);
  size_t count = 0;
  for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
    const size_t len = strlen(entry->d_name);
    if (len <= 4 || strcmp(entry->d_name + len - 4, ".txt") != 0)
      continue;
    check_golden(entry->d_name);
    count++;
  }
  closedir(folder);
  assert_true(count >= 3);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_words_are_cut_as_treebanks_cut_them),
      cmocka_unit_test(test_zero_bytes_are_white_space),
      cmocka_unit_test(test_sentences_end_without_a_blank),
      cmocka_unit_test(test_initials_do_not_end_a_sentence),
      cmocka_unit_test(test_a_genitive_does_not_end_a_sentence),
      cmocka_unit_test(test_offsets_lead_to_the_words),
      cmocka_unit_test(test_lines_are_sentences),
      cmocka_unit_test(test_too_long_a_text_is_refused),
      cmocka_unit_test(test_no_text_takes_long),
      cmocka_unit_test(test_golden_cases),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
