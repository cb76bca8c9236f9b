/* Whatever the strings of a fact, its line is JSON that another reader gives back. */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <utf8proc.h>

#include "extract/base/out.h"
#include "extract/extract.h"

static void must(bool truth) {
  if (!truth)
    abort();
}

static bool is_utf8(struct relata_str text) {
  for (size_t at = 0; at < text.len;) {
    utf8proc_int32_t character;
    const utf8proc_ssize_t bytes =
        utf8proc_iterate((const utf8proc_uint8_t *)text.data + at, (utf8proc_ssize_t)(text.len - at), &character);
    if (bytes <= 0)
      return false;
    at += (size_t)bytes;
  }
  return true;
}

static void must_be(const json_t *root, const char *key, struct relata_str text) {
  const json_t *value = json_object_get(root, key);
  if (!text.len)
    must(json_is_null(value));
  else
    must(json_string_length(value) == text.len && memcmp(json_string_value(value), text.data, text.len) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const struct relata_str text = {(const char *)data, size};
  if (size == 0 || size >= UINT32_MAX || !is_utf8(text))
    return 0;
  const uint32_t end = (uint32_t)size;
  struct relata_document *document = relata_document_new();
  struct relata_fact fact = {.end = end,
                             .subject = text,
                             .subject_id = text,
                             .phrase = text,
                             .object = text,
                             .speaker = text,
                             .confidence = (double)data[0] / 255};
  document->id = document->text = text;
  document->facts = &fact;
  document->fact_count = 1;
  struct relata_out *out = relata_out_to_memory();
  must(relata_write_facts_jsonl(out, document) == RELATA_OK);
  const struct relata_str line = relata_out_as_memory(out);
  must(memchr(line.data, '\n', line.len) == line.data + line.len - 1);
  json_t *root = json_loadb(line.data, line.len, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, NULL);
  must(root != NULL);
  must_be(root, "quote", text);
  must_be(root, "subject", text);
  must_be(root, "speaker", text);
  must(!strpbrk(json_string_value(json_object_get(root, "subject_id")), " <>\"{}|\\^`\n"));
  json_decref(root);
  relata_out_abandon(out);
  relata_document_free(document);
  return 0;
}
