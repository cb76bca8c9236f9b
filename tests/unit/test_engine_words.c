/* Words for the encoder: WordPieces and letter case; and lemmas from scripts and lexicon. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "extract/analyse/engine/lemma.h"
#include "extract/analyse/engine/pieces.h"
#include "small_model.h"

/* The small model's vocabulary, mapped. */
struct words {
  struct small_model bytes;
  char *path;
  struct relata_weights file;
  struct relata_tensor strings;
  struct relata_vocabulary *vocabulary;
};

static int set_up(void **state) {
  struct words *words = calloc(1, sizeof *words);
  words->bytes = small_model_new(1);
  words->path = small_model_write(&words->bytes);
  assert_int_equal(relata_weights_open(&words->file, words->path, NULL), RELATA_OK);
  assert_true(relata_weights_find(&words->file, "vocab", &words->strings));
  assert_int_equal(relata_vocabulary_new(&words->vocabulary, &words->strings, NULL), RELATA_OK);
  *state = words;
  return 0;
}

static int tear_down(void **state) {
  struct words *words = *state;
  relata_vocabulary_free(words->vocabulary);
  relata_weights_close(&words->file);
  unlink(words->path);
  free(words->path);
  small_model_free(&words->bytes);
  free(words);
  return 0;
}

/* The word's pieces joined by spaces. */
static void check_pieces(const struct words *words, const char *word, const char *expected) {
  uint32_t pieces[RELATA_MOST_PIECES];
  char joined[256] = "";
  const size_t count = relata_pieces_of(words->vocabulary, relata_str_of(word), pieces);
  for (size_t i = 0; i < count; i++) {
    const struct relata_str piece = relata_tensor_get_string(&words->strings, pieces[i]);
    strcat(joined, i ? " " : "");
    strncat(joined, piece.data, piece.len);
  }
  assert_string_equal(joined, expected);
}

static void test_longest_pieces_first(void **state) {
  check_pieces(*state, "rebels", "rebel ##s");
  check_pieces(*state, "backing", "back ##ing");
  check_pieces(*state, "bbbbb", "b ##bb ##bb");
  check_pieces(*state, "unununs", "un ##un ##un ##s");
}

static void test_case_and_marks_are_dropped(void **state) {
  check_pieces(*state, "REBELS", "rebel ##s");
  check_pieces(*state, "Z\xc3\xbcrich", "zurich");
  check_pieces(*state, "Zu\xcc\x88rich", "zurich");
  check_pieces(*state, "Zu\xc2\xadrich", "zurich"); /* a soft hyphen is a format character */
}

static void test_punctuation_and_ideographs_stand_alone(void **state) {
  check_pieces(*state, "rebel's", "rebel ' [UNK]");
  check_pieces(*state, "war-a.", "war - a .");
  check_pieces(*state, "war\xe6\x9d\xb1war", "war \xe6\x9d\xb1 war");
  check_pieces(*state, "\xe2\x80\x9cwar", "[UNK] war");
  check_pieces(*state, "war war", "war war");
}

static void test_unknown_words(void **state) {
  check_pieces(*state, "qqq", "[UNK]");
  check_pieces(*state, "rebelq", "[UNK]"); /* a part that is not known spoils the whole run */
  check_pieces(*state, "", "[UNK]");
  check_pieces(*state, "\xcc\x88", "[UNK]");
  check_pieces(*state, "\xff\xfe", "[UNK]");
  check_pieces(*state, "war\xd7\x88", "[UNK]"); /* U+05C8 is not assigned, but not dropped either */
}

static void test_at_most_twelve_pieces(void **state) {
  check_pieces(*state, "................", ". . . . . . . . . . . .");
  char run[202];
  memset(run, 'b', 201);
  run[201] = 0;
  check_pieces(*state, run, "[UNK]"); /* more than a hundred characters */
  run[99] = 0;
  check_pieces(*state, run, "b ##bb ##bb ##bb ##bb ##bb ##bb ##bb ##bb ##bb ##bb ##bb");
}

static void test_letter_case(void **state) {
  (void)state;
  static const struct {
    const char *word;
    int class;
  } cases[] = {
      {"rebels", 1},
      {"it's", 1},
      {"12th", 1},
      {"\xc3\xa9t\xc3\xa9", 1},
      {"UN", 2},
      {"U.S.", 2},
      {"F-16", 2},
      {"A", 3},
      {"\xc3\x89", 3},
      {"Turkey", 4},
      {"Mc-12a", 4},
      {"2019", 5},
      {"1990-91", 5},
      {"A1b2C", 5},
      {"McDonald", 6},
      {"iPhone", 6},
      {".", 0},
      {"", 0},
      {"\xe6\x9d\xb1", 0},
      {"\xc2\xb2", 5},
      {"\xe2\x82\x90", 1},
      {"\xe2\x85\xa3", 3} /* Ⅳ */,
      {"\xff", 0},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_int_equal(relata_case_class(relata_str_of(cases[i].word)), cases[i].class);
}

static void check_lemma(struct relata_arena *arena, const char *script, const char *word, const char *expected) {
  const struct relata_str lemma = relata_lemma_apply(arena, relata_str_of(script), relata_str_of(word));
  assert_true(relata_str_is(lemma, expected));
}

static void test_edit_scripts(void **state) {
  (void)state;
  struct relata_arena *arena = relata_arena_new();
  check_lemma(arena, "l;0+;1+", "Rebels", "rebel");
  check_lemma(arena, "k;0+;0+", "Ankara", "Ankara");
  check_lemma(arena, "l;0+;3+y", "ALLIES", "ally");
  check_lemma(arena, "l;2+b;2+y", "xxoozz", "booy");
  check_lemma(arena, "=be", "were", "be");
  check_lemma(arena, "l;0+;1+e", "caf\xc3\x89", "cafe");
  check_lemma(arena, "l;1+a;0+", "\xc3\x89tude", "atude");
  check_lemma(arena, "l;0+;9+x", "Was", "was"); /* more than there is */
  check_lemma(arena, "l;2+;1+", "WAS", "was");  /* nothing would be left */
  check_lemma(arena, "k;0+;0+;", "a", "a;");    /* a semicolon to add */
  check_lemma(arena, "nonsense", "Was", "Was");
  check_lemma(arena, "l;x+;0+", "Was", "Was");
  check_lemma(arena, "l;1", "Was", "Was");
  check_lemma(arena, "", "Was", "Was");
  relata_arena_free(arena);
}

static void test_lexicon(void **state) {
  const struct words *words = *state;
  struct relata_tensor lexicon;
  assert_true(relata_weights_find(&words->file, "lexicon.lemma", &lexicon));
  assert_true(relata_str_is(relata_lemma_find(&lexicon, RELATA_STR("rebels"), RELATA_NOUN), "rebel"));
  assert_true(relata_str_is(relata_lemma_find(&lexicon, RELATA_STR("war"), RELATA_NOUN), "warfare"));
  assert_true(relata_str_is(relata_lemma_find(&lexicon, RELATA_STR("was"), RELATA_VERB), "be"));
  assert_int_equal(relata_lemma_find(&lexicon, RELATA_STR("war"), RELATA_VERB).len, 0);
  assert_int_equal(relata_lemma_find(&lexicon, RELATA_STR("wa"), RELATA_NOUN).len, 0);
  assert_int_equal(relata_lemma_find(&lexicon, RELATA_STR("zebra"), RELATA_NOUN).len, 0);
  assert_int_equal(relata_lemma_find(&lexicon, RELATA_STR(""), RELATA_NOUN).len, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_longest_pieces_first),
      cmocka_unit_test(test_case_and_marks_are_dropped),
      cmocka_unit_test(test_punctuation_and_ideographs_stand_alone),
      cmocka_unit_test(test_unknown_words),
      cmocka_unit_test(test_at_most_twelve_pieces),
      cmocka_unit_test(test_letter_case),
      cmocka_unit_test(test_edit_scripts),
      cmocka_unit_test(test_lexicon),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
