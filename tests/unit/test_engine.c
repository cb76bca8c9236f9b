/* Model files, whole and damaged; analysing with a small random model; the
 * shipped model against what PyTorch says (tests/golden/analyse). */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "extract/analyse/engine/labels.h"
#include "extract/analyse/engine/model.h"
#include "small_model.h"

/* -------------------------------------------------------------- model files */

static enum relata_status open_bytes(const struct small_model *bytes, struct relata_model **model,
                                     struct relata_error *error) {
  char *path = small_model_write(bytes);
  const enum relata_status status = relata_model_open(model, path, error);
  unlink(path);
  free(path);
  return status;
}

static void test_a_whole_model_opens(void **state) {
  (void)state;
  struct small_model bytes = small_model_new(1);
  struct relata_model *model;
  assert_int_equal(open_bytes(&bytes, &model, NULL), RELATA_OK);
  assert_int_equal(relata_relation_count(model), 3);
  assert_string_equal(relata_relation_name(model, 0), "none");
  assert_string_equal(relata_relation_name(model, 2), "fights");
  assert_int_equal(relata_model_set_kernel(model, "portable"), RELATA_OK);
  assert_string_equal(relata_model_get_kernel(model), "portable");
  assert_int_equal(relata_model_set_kernel(model, "abacus"), RELATA_BAD_USAGE);
  relata_model_close(model);
  relata_model_close(NULL);
  small_model_free(&bytes);
}

static void test_missing_files_are_named(void **state) {
  (void)state;
  struct relata_model *model;
  struct relata_error error;
  assert_int_equal(relata_model_open(&model, "/no/such/model", &error), RELATA_IO);
  assert_string_equal(error.path, "/no/such/model");
  assert_null(model);
  assert_int_equal(relata_model_open(&model, "/", &error), RELATA_BAD_MODEL);
}

/* Opening must fail, and say so. */
static void check_bad(const struct small_model *bytes) {
  struct relata_model *model;
  struct relata_error error = {0};
  assert_int_equal(open_bytes(bytes, &model, &error), RELATA_BAD_MODEL);
  assert_null(model);
  assert_true(error.message[0] != 0);
}

static void test_cut_files_are_refused(void **state) {
  (void)state;
  struct small_model bytes = small_model_new(1);
  const size_t whole = bytes.size;
  const size_t sizes[] = {0, 1, 31, 32, 33, 500, 5000, whole / 2, whole - 1};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    bytes.size = sizes[i];
    check_bad(&bytes);
    if (bytes.size > 32) {
      small_model_seal(&bytes); /* the head now agrees with the size, the table does not */
      check_bad(&bytes);
    }
    small_model_free(&bytes);
    bytes = small_model_new(1);
  }
  small_model_free(&bytes);
}

static void test_wrong_heads_are_refused(void **state) {
  (void)state;
  const size_t places[] = {0, 7, 8, 12, 16, 24, 32, 40, 5000, 60000};
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    struct small_model bytes = small_model_new(1);
    bytes.bytes[places[i]] ^= 1;
    check_bad(&bytes);
    small_model_free(&bytes);
  }
  struct small_model bytes = small_model_new(1);
  small_model_put32(bytes.bytes + 12, 0xffffffff);
  small_model_seal(&bytes);
  check_bad(&bytes);
  small_model_free(&bytes);
}

/* One 32-bit field of one entry's row changed, the file sealed again. */
static void check_field(const char *name, size_t field, uint32_t value) {
  struct small_model bytes = small_model_new(1);
  small_model_put32(small_model_row(&bytes, name) + field, value);
  small_model_seal(&bytes);
  check_bad(&bytes);
  small_model_free(&bytes);
}

static void test_absurd_entries_are_refused(void **state) {
  (void)state;
  const char *const names[] = {"vocab", "embed.word.weight", "layer.1.ffn.in.scale", "label.weight", "labels.ner"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    check_field(names[i], 0, 0x00585858);  /* another name */
    check_field(names[i], 0, 0);           /* none */
    check_field(names[i], 52, 0x58585858); /* not terminated */
    check_field(names[i], ROW_TYPE, 77);
    check_field(names[i], ROW_TYPE, 2);
    check_field(names[i], ROW_RANK, 5);
    check_field(names[i], ROW_RANK, 0);
    check_field(names[i], ROW_DIMS, 0);
    check_field(names[i], ROW_DIMS, 0xffffffff);
    check_field(names[i], ROW_OFFSET, 1); /* not aligned */
    check_field(names[i], ROW_OFFSET, 0xffffffc0);
    check_field(names[i], ROW_OFFSET + 4, 0xffffffff);
    check_field(names[i], ROW_SIZE, 0);
    check_field(names[i], ROW_SIZE + 4, 0x7fffffff);
  }
}

static void test_absurd_contents_are_refused(void **state) {
  (void)state;
  struct small_model bytes = small_model_new(1);
  small_model_put32(small_model_data(&bytes, "vocab") + 8, 0xfffffff0); /* a string's end */
  small_model_seal(&bytes);
  check_bad(&bytes);
  small_model_free(&bytes);

  bytes = small_model_new(1);
  small_model_data(&bytes, "layer.0.attn.q.weight")[77] = 0x80; /* −128 has eight bits */
  small_model_seal(&bytes);
  check_bad(&bytes);
  small_model_free(&bytes);

  bytes = small_model_new(1);
  memcpy(strstr((char *)small_model_data(&bytes, "vocab") + 4 * 30, "[CLS]"), "[XXX]", 5);
  small_model_seal(&bytes);
  check_bad(&bytes);
  small_model_free(&bytes);
}

static void test_a_model_may_lack_relations_and_lexicon(void **state) {
  (void)state;
  struct small_model bytes = small_model_new(1);
  small_model_row(&bytes, "labels.relation")[0] = 'x';
  small_model_row(&bytes, "lexicon.lemma")[0] = 'x';
  small_model_seal(&bytes);
  struct relata_model *model;
  assert_int_equal(open_bytes(&bytes, &model, NULL), RELATA_OK);
  assert_int_equal(relata_relation_count(model), 0);
  struct relata_document *document = relata_document_new();
  assert_int_equal(relata_analyse(document, model, NULL), RELATA_OK);
  assert_int_equal(relata_score_relations(document, model, 0, NULL, 0, NULL, NULL), RELATA_UNSUPPORTED);
  relata_document_free(document);
  relata_model_close(model);
  small_model_free(&bytes);
}

/* ----------------------------------------------------------------- analysing */

/* Sentences of words made at random from a few, `lengths` many, 0 at the end. */
static struct relata_document *random_document(const size_t *lengths, uint64_t seed) {
  static const char *const forms[] = {"Turkey", "backed", "the", "rebels",        ".",         "UN",
                                      "12",     "war-a",  "zzz", "Z\xc3\xbcrich", "bbbbbbbbb", ""};
  struct relata_document *document = relata_document_new();
  size_t words = 0, sentences = 0;
  for (; lengths[sentences] != SIZE_MAX; sentences++)
    words += lengths[sentences];
  document->tokens = relata_arena_alloc(document->arena, (words + 1) * sizeof *document->tokens);
  document->sentences = relata_arena_alloc(document->arena, (sentences + 1) * sizeof *document->sentences);
  document->token_count = words;
  document->sentence_count = sentences;
  uint32_t at = 0;
  for (uint32_t s = 0; s < sentences; s++) {
    document->sentences[s].first = at;
    for (size_t i = 0; i < lengths[s]; i++, at++) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      document->tokens[at].form = relata_str_of(forms[(seed >> 33) % (sizeof forms / sizeof *forms)]);
      document->tokens[at].sentence = s;
    }
    document->sentences[s].end = at;
  }
  return document;
}

static struct relata_model *small_model_open(void) {
  struct small_model bytes = small_model_new(3);
  struct relata_model *model;
  assert_int_equal(open_bytes(&bytes, &model, NULL), RELATA_OK);
  small_model_free(&bytes);
  return model;
}

static void check_token_equal(const struct relata_token *a, const struct relata_token *b) {
  assert_true(relata_str_equal(a->lemma, b->lemma));
  assert_memory_equal(&a->upos, &b->upos,
                      offsetof(struct relata_token, arc_score) - offsetof(struct relata_token, upos));
  assert_memory_equal(&a->arc_score, &b->arc_score, sizeof a->arc_score);
  assert_memory_equal(&a->tag_score, &b->tag_score, sizeof a->tag_score);
}

/* Every sentence has one root, no cycle, and heads of its own. */
static void check_trees(const struct relata_document *document) {
  for (size_t s = 0; s < document->sentence_count; s++) {
    const struct relata_sentence *sentence = &document->sentences[s];
    size_t roots = 0;
    for (uint32_t t = sentence->first; t < sentence->end; t++) {
      uint32_t at = t;
      for (uint32_t steps = 0; at != RELATA_NONE && steps <= sentence->end - sentence->first; steps++) {
        assert_true(at >= sentence->first && at < sentence->end);
        at = document->tokens[at].head;
      }
      assert_int_equal(at, RELATA_NONE);
      roots += document->tokens[t].head == RELATA_NONE;
      assert_int_equal(document->tokens[t].dep == RELATA_DEP_ROOT, document->tokens[t].head == RELATA_NONE);
    }
    assert_int_equal(roots, sentence->end > sentence->first);
  }
}

static const size_t some_lengths[] = {5, 1, 0, 17, 40, 2, 33, 120, 9, 9, 60, 3, SIZE_MAX};

static void test_kernels_agree_on_a_document(void **state) {
  (void)state;
  struct relata_model *model = small_model_open();
  struct relata_document *first = random_document(some_lengths, 7);
  assert_int_equal(relata_analyse(first, model, NULL), RELATA_OK);
  check_trees(first);
  const char *const names[] = {"portable", "avx2", "avx-vnni", "avx512-vnni"};
  for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
    if (relata_model_set_kernel(model, names[k]) != RELATA_OK)
      continue;
    struct relata_document *second = random_document(some_lengths, 7);
    assert_int_equal(relata_analyse(second, model, NULL), RELATA_OK);
    for (size_t t = 0; t < first->token_count; t++) {
      assert_int_equal(first->tokens[t].head, second->tokens[t].head);
      check_token_equal(&first->tokens[t], &second->tokens[t]);
    }
    assert_memory_equal(first->vectors, second->vectors,
                        first->token_count * first->vector_width * sizeof *first->vectors);
    relata_document_free(second);
  }
  relata_document_free(first);
  relata_model_close(model);
}

static void test_a_sentence_is_the_same_alone(void **state) {
  (void)state;
  struct relata_model *model = small_model_open();
  struct relata_document *all = random_document(some_lengths, 7);
  assert_int_equal(relata_analyse(all, model, NULL), RELATA_OK);
  for (size_t s = 0; s < all->sentence_count; s++) {
    const struct relata_sentence *sentence = &all->sentences[s];
    struct relata_document *alone = random_document((size_t[]){sentence->end - sentence->first, SIZE_MAX}, 1);
    for (uint32_t t = 0; t < alone->token_count; t++)
      alone->tokens[t].form = all->tokens[sentence->first + t].form;
    assert_int_equal(relata_analyse(alone, model, NULL), RELATA_OK);
    for (uint32_t t = 0; t < alone->token_count; t++)
      check_token_equal(&alone->tokens[t], &all->tokens[sentence->first + t]);
    relata_document_free(alone);
  }
  relata_document_free(all);
  relata_model_close(model);
}

static void test_very_long_sentences(void **state) {
  (void)state;
  struct relata_model *model = small_model_open();
  struct relata_document *document = random_document((size_t[]){3, 5000, 399, 400, 401, SIZE_MAX}, 5);
  assert_int_equal(relata_analyse(document, model, NULL), RELATA_OK);
  check_trees(document);
  relata_document_free(document);
  relata_model_close(model);
}

static void test_given_trees_are_kept(void **state) {
  (void)state;
  struct relata_model *model = small_model_open();
  struct relata_document *document = random_document((size_t[]){4, 6, 4, SIZE_MAX}, 2);
  document->sentences[1].given_tree = true;
  for (uint32_t t = 4; t < 10; t++) {
    document->tokens[t].head = t == 4 ? RELATA_NONE : t - 1;
    document->tokens[t].upos = RELATA_INTJ;
    document->tokens[t].dep = t == 4 ? RELATA_DEP_ROOT : RELATA_DEP_VOCATIVE;
    document->tokens[t].lemma = RELATA_STR("given");
  }
  assert_int_equal(relata_analyse(document, model, NULL), RELATA_OK);
  check_trees(document);
  for (uint32_t t = 4; t < 10; t++) {
    assert_int_equal(document->tokens[t].head, t == 4 ? RELATA_NONE : t - 1);
    assert_int_equal(document->tokens[t].upos, RELATA_INTJ);
    assert_int_equal(document->tokens[t].dep, t == 4 ? RELATA_DEP_ROOT : RELATA_DEP_VOCATIVE);
    assert_true(relata_str_is(document->tokens[t].lemma, "given"));
    assert_true(document->tokens[t].arc_score == 1.0f && document->tokens[t].tag_score == 1.0f);
  }
  relata_document_free(document);
  relata_model_close(model);
}

static void test_names_follow_bio(void **state) {
  (void)state;
  struct relata_model *model = small_model_open();
  struct relata_document *document = random_document((size_t[]){90, 90, 90, SIZE_MAX}, 4);
  assert_int_equal(relata_analyse(document, model, NULL), RELATA_OK);
  for (size_t t = 0; t < document->token_count; t++) {
    const struct relata_token *token = &document->tokens[t];
    if (token->name_type != RELATA_NAME_NONE && !token->name_begins) {
      assert_true(t > 0 && token[-1].sentence == token->sentence);
      assert_int_equal(token[-1].name_type, token->name_type);
    }
  }
  relata_document_free(document);
  relata_model_close(model);
}

static void test_sentences_must_cover_the_tokens(void **state) {
  (void)state;
  struct relata_model *model = small_model_open();
  struct relata_document *document = random_document((size_t[]){4, 6, SIZE_MAX}, 2);
  document->sentences[1].first = 5;
  struct relata_error error;
  assert_int_equal(relata_analyse(document, model, &error), RELATA_BAD_USAGE);
  document->sentence_count = 0;
  assert_int_equal(relata_analyse(document, model, &error), RELATA_BAD_USAGE);
  document->token_count = 0;
  assert_int_equal(relata_analyse(document, model, &error), RELATA_OK);
  relata_document_free(document);
  relata_model_close(model);
}

static void test_relations(void **state) {
  (void)state;
  struct relata_model *model = small_model_open();
  struct relata_document *document = random_document((size_t[]){4, 30, SIZE_MAX}, 2);
  uint32_t pairs[30 * 29][2];
  size_t count = 0;
  for (uint32_t i = 4; i < 34; i++)
    for (uint32_t j = 4; j < 34; j++)
      if (i != j)
        memcpy(pairs[count++], (uint32_t[]){i, j}, sizeof *pairs);
  float all[30 * 29 * 3], one[3];
  const uint32_t(*view)[2] = (const uint32_t(*)[2])pairs;
  struct relata_error error;
  assert_int_equal(relata_score_relations(document, model, 1, view, count, all, &error), RELATA_BAD_USAGE);
  assert_int_equal(relata_analyse(document, model, NULL), RELATA_OK);
  assert_int_equal(relata_score_relations(document, model, 1, view, count, all, &error), RELATA_OK);
  for (size_t p = 0; p < count; p++) {
    assert_true(all[3 * p] + all[3 * p + 1] + all[3 * p + 2] > 0.9999f);
    if (p % 97 == 0) {
      assert_int_equal(relata_score_relations(document, model, 1, view + p, 1, one, &error), RELATA_OK);
      assert_memory_equal(one, all + 3 * p, sizeof one);
    }
  }
  assert_int_equal(relata_score_relations(document, model, 0, view, 1, one, &error), RELATA_BAD_USAGE);
  assert_int_equal(relata_score_relations(document, model, 2, view, 1, one, &error), RELATA_BAD_USAGE);
  assert_int_equal(relata_score_relations(document, model, 1, view, 0, one, &error), RELATA_OK);
  relata_document_free(document);
  relata_model_close(model);
}

/* -------------------------------------------------------------------- golden */

enum { COLUMNS = 11 };

/* Words of the golden file into a document; `lines` gets each word's line. */
static struct relata_document *read_golden(FILE *file, char (*lines)[256], size_t most) {
  struct relata_document *document = relata_document_new();
  document->tokens = relata_arena_alloc(document->arena, most * sizeof *document->tokens);
  document->sentences = relata_arena_alloc(document->arena, most * sizeof *document->sentences);
  for (char line[256]; document->token_count < most && fgets(line, sizeof line, file);) {
    line[strcspn(line, "\n")] = 0;
    if (line[0]) {
      struct relata_token *token = &document->tokens[document->token_count];
      strcpy(lines[document->token_count++], line);
      const char *form = strchr(line, '\t') + 1;
      token->form = relata_arena_copy(document->arena, (struct relata_str){form, strcspn(form, "\t")});
      token->sentence = (uint32_t)document->sentence_count;
      document->sentences[document->sentence_count].end = (uint32_t)document->token_count;
    } else {
      document->sentences[++document->sentence_count].first = (uint32_t)document->token_count;
    }
  }
  return document;
}

static void check_golden_pieces(const struct relata_model *model, struct relata_str form, const char *expected) {
  uint32_t pieces[RELATA_MOST_PIECES];
  char joined[256] = "";
  const size_t count = relata_pieces_of(model->vocabulary, form, pieces);
  for (size_t i = 0; i < count; i++)
    sprintf(joined + strlen(joined), "%s%u", i ? "," : "", pieces[i]);
  assert_string_equal(joined, expected);
}

/* How many of a word's columns differ. */
static int golden_faults(const struct relata_document *document, const struct relata_token *token, char *const *cells) {
  const uint32_t first = document->sentences[token->sentence].first;
  const int head = token->head == RELATA_NONE ? 0 : (int)(token->head - first) + 1;
  const struct relata_features feats = relata_features_of(relata_str_of(cells[4]));
  const struct relata_name_label name = relata_name_label_of(relata_str_of(cells[8]));
  int faults = relata_upos_of(relata_str_of(cells[3])) != token->upos;
  faults += feats.number != token->number || feats.tense != token->tense || feats.verb_form != token->verb_form ||
            feats.mood != token->mood || feats.person != token->person || feats.passive != token->passive;
  faults += atoi(cells[5]) != head;
  faults += relata_dep_of(relata_str_of(cells[6])) != token->dep;
  faults += !relata_str_is(token->lemma, cells[7]);
  faults += name.type != token->name_type || name.begins != token->name_begins;
  return faults + (relata_mention_label_of(relata_str_of(cells[9])) != token->mention_type);
}

static void test_the_shipped_model_says_what_pytorch_says(void **state) {
  (void)state;
  static char lines[1024][256];
  FILE *file = fopen(GOLDEN_FILE, "r");
  struct relata_model *model;
  if (!file || access(MODEL_FILE, R_OK) < 0) {
    if (file)
      fclose(file);
    skip();
  }
  assert_int_equal(relata_model_open(&model, MODEL_FILE, NULL), RELATA_OK);
  struct relata_document *document = read_golden(file, lines, 1024);
  fclose(file);
  assert_true(document->token_count > 0);
  assert_int_equal(relata_analyse(document, model, NULL), RELATA_OK);
  int faults = 0, compared = 0;
  for (size_t t = 0; t < document->token_count; t++) {
    char *cells[COLUMNS] = {NULL}, *rest = lines[t];
    for (int c = 0; c < COLUMNS && rest; c++)
      cells[c] = strsep(&rest, "\t");
    assert_non_null(cells[9]);
    check_golden_pieces(model, document->tokens[t].form, cells[2]);
    if (cells[10])
      continue; /* a near tie, which another order of sums may decide otherwise */
    compared++;
    const int here = golden_faults(document, &document->tokens[t], cells);
    if (here)
      print_message("%s: %d columns differ\n", cells[1], here);
    faults += here;
  }
  assert_true(compared > 0);
  assert_true(faults * 100 <= compared); /* of seven columns a word */
  relata_document_free(document);
  relata_model_close(model);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_a_whole_model_opens),
      cmocka_unit_test(test_missing_files_are_named),
      cmocka_unit_test(test_cut_files_are_refused),
      cmocka_unit_test(test_wrong_heads_are_refused),
      cmocka_unit_test(test_absurd_entries_are_refused),
      cmocka_unit_test(test_absurd_contents_are_refused),
      cmocka_unit_test(test_a_model_may_lack_relations_and_lexicon),
      cmocka_unit_test(test_kernels_agree_on_a_document),
      cmocka_unit_test(test_a_sentence_is_the_same_alone),
      cmocka_unit_test(test_very_long_sentences),
      cmocka_unit_test(test_given_trees_are_kept),
      cmocka_unit_test(test_names_follow_bio),
      cmocka_unit_test(test_sentences_must_cover_the_tokens),
      cmocka_unit_test(test_relations),
      cmocka_unit_test(test_the_shipped_model_says_what_pytorch_says),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
