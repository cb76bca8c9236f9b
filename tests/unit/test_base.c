/* Status, strings, memory, output: what every step stands on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "extract/base/out.h"
#include "extract/extract.h"

static void test_error_holds_place_and_message(void **state) {
  (void)state;
  struct relata_error error;
  assert_int_equal(relata_error_set(&error, RELATA_BAD_INPUT, "a.txt", 3, 7, "no %s", "verb"), RELATA_BAD_INPUT);
  assert_string_equal(error.path, "a.txt");
  assert_string_equal(error.message, "no verb");
  assert_int_equal(error.line, 3);
  assert_int_equal(error.column, 7);
  assert_int_equal(relata_error_set(NULL, RELATA_IO, NULL, 0, 0, "lost"), RELATA_IO);
}

static void test_every_status_has_words_of_its_own(void **state) {
  (void)state;
  for (int a = RELATA_OK; a <= RELATA_INTERNAL; a++) {
    assert_string_not_equal(relata_status_as_words((enum relata_status)a), "unknown status");
    for (int b = RELATA_OK; b < a; b++)
      assert_string_not_equal(relata_status_as_words((enum relata_status)a),
                              relata_status_as_words((enum relata_status)b));
  }
}

static void test_strings_compare_by_bytes(void **state) {
  (void)state;
  assert_true(relata_str_equal(RELATA_STR("Idlib"), RELATA_STR("Idlib")));
  assert_false(relata_str_equal(RELATA_STR("Idlib"), RELATA_STR("Idli")));
  assert_true(relata_str_compare(RELATA_STR("a"), RELATA_STR("ab")) < 0);
  assert_true(relata_str_compare(RELATA_STR("\xc3\xa9"), RELATA_STR("z")) > 0);
  assert_true(relata_str_equal(relata_str_trim(RELATA_STR(" \t x y\n")), RELATA_STR("x y")));
  assert_int_equal(relata_str_trim(RELATA_STR(" \n ")).len, 0);
  assert_true(relata_str_hash(RELATA_STR("ab")) != relata_str_hash(RELATA_STR("ba")));
}

static void test_a_record_is_found_by_its_name(void **state) {
  (void)state;
  const struct {
    struct relata_str name;
    int number;
  } records[] = { { RELATA_STR("backs"), 1 }, { RELATA_STR("leads"), 2 }, { RELATA_STR("owns"), 3 } };
  for (size_t i = 0; i < 3; i++)
    assert_int_equal(relata_str_search(records[i].name, records, 3, sizeof records[0]), i);
  assert_int_equal(relata_str_search(RELATA_STR("lead"), records, 3, sizeof records[0]), 3);
  assert_int_equal(relata_str_search(RELATA_STR("zeal"), records, 3, sizeof records[0]), 3);
  assert_int_equal(relata_str_search(RELATA_STR("backs"), NULL, 0, sizeof records[0]), 0);
}

static void test_arena_gives_zeroed_aligned_memory(void **state) {
  (void)state;
  struct relata_arena *arena = relata_arena_new();
  for (size_t size = 1; size < 200000; size = size * 3 + 1) {
    unsigned char *bytes = relata_arena_alloc(arena, size);
    assert_int_equal((uintptr_t)bytes % sizeof(void *), 0);
    for (size_t i = 0; i < size; i++)
      assert_int_equal(bytes[i], 0);
    memset(bytes, 0xff, size);
  }
  relata_arena_clear(arena);
  const unsigned char *again = relata_arena_alloc(arena, 1000);
  for (size_t i = 0; i < 1000; i++)
    assert_int_equal(again[i], 0);
  assert_true(relata_str_is(relata_arena_print(arena, "%d %s", 7, "tanks"), "7 tanks"));
  relata_arena_free(arena);
  relata_arena_free(NULL);
}

static void test_names_go_there_and_back(void **state) {
  (void)state;
  for (int i = 0; i < RELATA_UPOS_COUNT; i++)
    assert_int_equal(relata_upos_of(relata_str_of(relata_upos_as_name((enum relata_upos)i))), i);
  for (int i = 0; i < RELATA_DEP_COUNT; i++)
    assert_int_equal(relata_dep_of(relata_str_of(relata_dep_as_name((enum relata_dep)i))), i);
  assert_int_equal(relata_dep_of(RELATA_STR("nmod:tmod")), RELATA_DEP_NMOD);
  assert_int_equal(relata_dep_of(RELATA_STR("nonsense")), RELATA_DEP_DEP);
  assert_int_equal(relata_dep_base(RELATA_DEP_NSUBJ_PASS), RELATA_DEP_NSUBJ);
  assert_int_equal(relata_upos_of(RELATA_STR("")), RELATA_X);
}

static void test_offsets_lead_back_to_the_file(void **state) {
  (void)state;
  struct relata_document *document = relata_document_new();
  assert_int_equal(relata_document_source_offset(document, 5), 5);
  struct relata_offset offsets[] = { { 0, 3 }, { 10, 20 }, { 15, 40 } };
  document->offsets = offsets;
  document->offset_count = 3;
  assert_int_equal(relata_document_source_offset(document, 0), 3);
  assert_int_equal(relata_document_source_offset(document, 9), 12);
  assert_int_equal(relata_document_source_offset(document, 10), 20);
  assert_int_equal(relata_document_source_offset(document, 100), 125);
  relata_document_free(document);
}

static void test_json_and_numbers(void **state) {
  (void)state;
  struct relata_out *out = relata_out_to_memory();
  relata_out_json(out, RELATA_STR("a\"b\\\n\x01\xc3\xa9\x7f"));
  assert_true(relata_str_is(relata_out_as_memory(out), "\"a\\\"b\\\\\\n\\u0001\xc3\xa9\\u007f\""));
  relata_out_clear(out);
  relata_out_double(out, -0.905, 2);
  relata_out_char(out, ' ');
  relata_out_double(out, 12.0, 0);
  relata_out_char(out, ' ');
  relata_out_double(out, -0.0001, 2);
  assert_true(relata_str_is(relata_out_as_memory(out), "-0.91 12 0.00"));
  relata_out_abandon(out);
}

static void write_text(const char *path, const char *text, bool finish) {
  struct relata_out *out;
  assert_int_equal(relata_out_open(&out, path, NULL), RELATA_OK);
  relata_out_text(out, text);
  if (finish)
    assert_int_equal(relata_out_close(out, NULL), RELATA_OK);
  else
    relata_out_abandon(out);
}

static void test_a_file_appears_whole_or_not_at_all(void **state) {
  (void)state;
  char folder[] = "/tmp/relata-test-XXXXXX", path[64];
  assert_non_null(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/x", folder);
  write_text(path, "first", true);
  write_text(path, "second", false);
  struct stat status;
  assert_int_equal(stat(path, &status), 0);
  assert_int_equal(status.st_size, 5);
  assert_int_equal(unlink(path), 0);
  assert_int_equal(rmdir(folder), 0); /* nothing else was left there */
}

static void test_a_full_disk_is_reported(void **state) {
  (void)state;
  struct relata_out *out;
  struct relata_error error;
  assert_int_equal(relata_out_open(&out, "/dev/full", &error), RELATA_OK);
  for (int i = 0; i < 100000; i++)
    relata_out_text(out, "0123456789");
  assert_true(relata_out_failed(out));
  assert_int_equal(relata_out_close(out, &error), RELATA_IO);
  assert_non_null(strstr(error.message, "No space left"));
  assert_int_equal(relata_out_open(&out, "/nonexistent/x", &error), RELATA_IO);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_error_holds_place_and_message),
    cmocka_unit_test(test_every_status_has_words_of_its_own),
    cmocka_unit_test(test_strings_compare_by_bytes),
    cmocka_unit_test(test_a_record_is_found_by_its_name),
    cmocka_unit_test(test_arena_gives_zeroed_aligned_memory),
    cmocka_unit_test(test_names_go_there_and_back),
    cmocka_unit_test(test_offsets_lead_back_to_the_file),
    cmocka_unit_test(test_json_and_numbers),
    cmocka_unit_test(test_a_file_appears_whole_or_not_at_all),
    cmocka_unit_test(test_a_full_disk_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
