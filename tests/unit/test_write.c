/* The plain writers: exact lines, and what someone else's JSON reader makes of them. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <jansson.h>

#include "extract/base/out.h"
#include "extract/extract.h"

/* "é" takes one byte in the file, which began with two bytes more. */
static const char text[] = "Ren\xC3\xA9 owns 3 boats.\tHe\nrows.";

static struct relata_document *document_new(void) {
  struct relata_document *document = relata_document_new();
  document->id = relata_str_of("a \"b\".txt");
  document->text = RELATA_STR(text);
  document->offset_count = 2;
  document->offsets = relata_arena_alloc(document->arena, 2 * sizeof *document->offsets);
  document->offsets[0] = (struct relata_offset){0, 2};
  document->offsets[1] = (struct relata_offset){5, 6};
  return document;
}

static struct relata_fact *fact_add(struct relata_document *document) {
  document->fact_count = 1;
  document->facts = relata_arena_alloc(document->arena, sizeof *document->facts);
  *document->facts = (struct relata_fact){
      .sentence = 4,
      .end = 10,
      .subject = RELATA_STR("Ren\xC3\xA9"),
      .subject_label = RELATA_STR("Ren\xC3\xA9"),
      .subject_id = RELATA_STR("Ren\xC3\xA9 <x>"),
      .phrase = RELATA_STR("owns"),
      .object = RELATA_STR("3 boats"),
      .object_label = RELATA_STR("3 boats"),
      .object_id = RELATA_STR("boats"),
      .object_type = RELATA_STR("Thing"),
      .confidence = 0.905,
      .why = RELATA_STR("by hand"),
      .subject_end = 5,
      .object_begin = 11,
      .object_end = 18,
  };
  return document->facts;
}

typedef enum relata_status (*writer)(struct relata_out *, const struct relata_document *);

/* What `write` writes, as a string of malloc's. */
static char *written(const struct relata_document *document, writer write) {
  struct relata_out *out = relata_out_to_memory();
  assert_int_equal(write(out, document), RELATA_OK);
  relata_out_char(out, 0);
  char *copy = strdup(relata_out_as_memory(out).data);
  assert_non_null(copy);
  relata_out_abandon(out);
  return copy;
}

static void test_a_fact_is_a_line(void **state) {
  (void)state;
  struct relata_document *document = document_new();
  fact_add(document);
  char *line = written(document, relata_write_facts_jsonl);
  assert_string_equal(
      line,
      "{\"doc\": \"a \\\"b\\\".txt\", \"sentence\": 4, \"begin\": 2, \"end\": 11, \"quote\": \"Ren\xC3\xA9 owns\", "
      "\"subject\": \"Ren\xC3\xA9\", \"subject_label\": \"Ren\xC3\xA9\", "
      "\"subject_id\": \"https://w3id.org/relata/id/Ren\xC3\xA9%20%3Cx%3E\", \"subject_type\": null, "
      "\"phrase\": \"owns\", \"relation\": null, \"object\": \"3 boats\", \"object_label\": \"3 boats\", "
      "\"object_id\": \"https://w3id.org/relata/id/boats\", \"object_type\": \"Thing\", \"polarity\": \"positive\", "
      "\"modality\": \"fact\", \"speaker\": null, \"time\": null, \"place\": null, \"quantity\": null, "
      "\"confidence\": 0.91, \"subject_begin\": 2, \"subject_end\": 6, \"object_begin\": 12, \"object_end\": 19, \"why\": \"by hand\"}\n");
  free(line);
  relata_document_free(document);
}

static void test_a_value_has_its_datatype(void **state) {
  (void)state;
  struct relata_document *document = document_new();
  struct relata_fact *fact = fact_add(document);
  fact->value = RELATA_STR("3");
  fact->datatype = RELATA_STR("xsd:integer");
  fact->negated = fact->possible = true;
  fact->relation = RELATA_STR("owns");
  char *line = written(document, relata_write_facts_jsonl);
  json_t *root = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
  assert_non_null(root);
  assert_string_equal(json_string_value(json_object_get(root, "value")), "3");
  assert_string_equal(json_string_value(json_object_get(root, "datatype")), "xsd:integer");
  assert_null(json_object_get(root, "object_id"));
  assert_string_equal(json_string_value(json_object_get(root, "polarity")), "negative");
  assert_string_equal(json_string_value(json_object_get(root, "modality")), "possible");
  assert_string_equal(json_string_value(json_object_get(root, "relation")), "owns");
  json_decref(root);
  free(line);
  relata_document_free(document);
}

static void test_numbers_are_the_same_in_every_locale(void **state) {
  (void)state;
  struct relata_document *document = document_new();
  fact_add(document);
  char *plain = written(document, relata_write_facts_jsonl);
  setlocale(LC_ALL, "de_DE.UTF-8");
  char *german = written(document, relata_write_facts_jsonl);
  setlocale(LC_ALL, "C");
  assert_string_equal(plain, german);
  free(plain);
  free(german);
  relata_document_free(document);
}

/* Strings that someone once escaped wrongly. */
static const struct relata_str hard[] = {
    {"\"\\/\b\f\n\r\t", 8},  {"\x01\x1F\x7F", 3}, {"\xC2\x80\xE2\x80\xA8", 5},
    {"\xF0\x9F\x98\x80", 4}, {"</script>", 9},    {"{}[],: null 'x'", 15},
    {"\\u0041", 6},          {"a\0b", 3},
};

static void test_strings_come_back_from_jansson(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof hard / sizeof *hard; i++) {
    struct relata_document *document = document_new();
    struct relata_fact *fact = fact_add(document);
    document->id = fact->phrase = fact->speaker = fact->subject = hard[i];
    char *line = written(document, relata_write_facts_jsonl);
    json_t *root = json_loads(line, JSON_ALLOW_NUL, NULL);
    assert_non_null(root);
    static const char *const keys[] = {"doc", "phrase", "speaker", "subject"};
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
      const json_t *value = json_object_get(root, keys[k]);
      assert_int_equal(json_string_length(value), hard[i].len);
      assert_memory_equal(json_string_value(value), hard[i].data, hard[i].len);
    }
    assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
    json_decref(root);
    free(line);
    relata_document_free(document);
  }
}

static void test_a_mention_is_a_line(void **state) {
  (void)state;
  struct relata_document *document = document_new();
  struct relata_token token = {.form = RELATA_STR("boats"), .begin = 13, .end = 18};
  struct relata_mention mention = {.begin = 11, .end_byte = 18, .chain = 3, .type = RELATA_OBJECT, .refers = true};
  document->tokens = &token;
  document->token_count = 1;
  document->mentions = &mention;
  document->mention_count = 1;
  char *line = written(document, relata_write_mentions_jsonl);
  assert_string_equal(line, "{\"doc\": \"a \\\"b\\\".txt\", \"begin\": 12, \"end\": 19, \"head_begin\": 14, "
                            "\"head_end\": 19, \"text\": \"3 boats\", \"type\": \"object\", \"named\": false, "
                            "\"cluster\": 3, \"entity\": null}\n");
  free(line);
  relata_document_free(document);
}

static void test_an_extraction_is_a_line(void **state) {
  (void)state;
  struct relata_document *document = document_new();
  struct relata_sentence sentences[] = {{.end_byte = 19}, {.begin_byte = 20, .end_byte = 28}};
  struct relata_str arguments[] = {RELATA_STR("He"), RELATA_STR("the\tboat\n")};
  struct relata_extraction extractions[] = {
      {.sentence = 0, .confidence = 0.25, .predicate = RELATA_STR("owns"), .arguments = arguments, .argument_count = 1},
      {.sentence = 1, .confidence = 1, .predicate = RELATA_STR("rows"), .arguments = arguments, .argument_count = 2},
  };
  document->sentences = sentences;
  document->sentence_count = 2;
  document->extractions = extractions;
  document->extraction_count = 2;
  char *lines = written(document, relata_write_openie);
  assert_string_equal(lines, "Ren\xC3\xA9 owns 3 boats.\t0.2500\towns\tHe\n"
                             "He rows.\t1.0000\trows\tHe\tthe boat \n");
  free(lines);
  relata_document_free(document);
}

static void test_a_line_is_echoed_with_its_blanks(void **state) {
  (void)state;
  struct relata_document *document = document_new();
  document->text = RELATA_STR("One.\n  He rows . \nTwo.");
  struct relata_sentence sentence = {.begin_byte = 7, .end_byte = 16};
  struct relata_str argument = RELATA_STR("He");
  struct relata_extraction extraction = {.predicate = RELATA_STR("rows"), .arguments = &argument, .argument_count = 1};
  document->sentences = &sentence;
  document->sentence_count = 1;
  document->extractions = &extraction;
  document->extraction_count = 1;
  char *lines = written(document, relata_write_openie);
  assert_string_equal(lines, "  He rows . \t0.0000\trows\tHe\n");
  free(lines);
  relata_document_free(document);
}

static void test_a_full_disk_is_told(void **state) {
  (void)state;
  struct relata_document *document = document_new();
  fact_add(document);
  struct relata_out *out;
  struct relata_error error;
  assert_int_equal(relata_out_open(&out, "/dev/full", &error), RELATA_OK);
  for (int i = 0; i < 10000 && !relata_out_failed(out); i++)
    relata_write_facts_jsonl(out, document);
  assert_int_equal(relata_write_facts_jsonl(out, document), RELATA_IO);
  assert_int_equal(relata_out_close(out, &error), RELATA_IO);
  relata_document_free(document);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_a_fact_is_a_line),
      cmocka_unit_test(test_a_value_has_its_datatype),
      cmocka_unit_test(test_numbers_are_the_same_in_every_locale),
      cmocka_unit_test(test_strings_come_back_from_jansson),
      cmocka_unit_test(test_a_mention_is_a_line),
      cmocka_unit_test(test_an_extraction_is_a_line),
      cmocka_unit_test(test_a_line_is_echoed_with_its_blanks),
      cmocka_unit_test(test_a_full_disk_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
