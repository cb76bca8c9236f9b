/* Whatever the bytes: they are refused, or give a document of well-formed
 * UTF-8 whose offsets are in order and lead into the bytes.  The first byte
 * chooses the kind of file. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "extract/extract.h"

static void must(bool truth) {
  if (!truth)
    abort();
}

static size_t character_len(const unsigned char *at, size_t left) {
  const size_t need = at[0] < 0x80 ? 1 : at[0] < 0xe0 ? 2 : at[0] < 0xf0 ? 3 : 4;
  must(at[0] < 0x80 || (at[0] >= 0xc2 && at[0] <= 0xf4));
  must(need <= left);
  for (size_t i = 1; i < need; i++)
    must((at[i] & 0xc0) == 0x80);
  return need;
}

static void check_document(const struct relata_document *document, size_t source_len) {
  const unsigned char *text = (const unsigned char *)document->text.data;
  must(document->text.len > 0);
  for (size_t at = 0; at < document->text.len;) {
    must(!source_len || relata_document_source_offset(document, (uint32_t)at) <= source_len);
    at += character_len(text + at, document->text.len - at);
  }
  must(document->offset_count > 0 && document->offsets[0].text == 0);
  for (size_t i = 1; i < document->offset_count; i++)
    must(document->offsets[i - 1].text <= document->offsets[i].text);
}

/* The same bytes as a file, record by record and part by part. */
static void read_file(struct relata_str bytes, const struct relata_read_options *options) {
  char path[64];
  const int file = memfd_create("fuzz", MFD_CLOEXEC);
  must(file >= 0 && write(file, bytes.data, bytes.len) == (ssize_t)bytes.len);
  snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  const char *const paths[] = {path};
  struct relata_reader *reader;
  must(relata_reader_new(&reader, paths, 1, options, NULL, NULL, NULL) == RELATA_OK);
  for (struct relata_document *document;;) {
    must(relata_reader_next(reader, &document, NULL) == RELATA_OK);
    if (!document)
      break;
    check_document(document, 0);
    relata_document_free(document);
  }
  relata_reader_free(reader);
  close(file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const enum relata_input kinds[] = {RELATA_INPUT_AUTO, RELATA_INPUT_TEXT,  RELATA_INPUT_MARKDOWN,
                                            RELATA_INPUT_HTML, RELATA_INPUT_JSON,  RELATA_INPUT_JSONL,
                                            RELATA_INPUT_FEED, RELATA_INPUT_LINES, RELATA_INPUT_CONLLU};
  if (size == 0)
    return 0;
  const enum relata_input kind = kinds[data[0] % (sizeof kinds / sizeof *kinds)];
  const struct relata_read_options options = {.input = kind, .raw = data[0] & 0x80};
  const struct relata_str bytes = {(const char *)data + 1, size - 1};
  const bool packed = bytes.len > 1 && (data[1] == 0x1f || data[1] == 0x28);
  const bool within = kind != RELATA_INPUT_AUTO && kind != RELATA_INPUT_JSON && kind != RELATA_INPUT_JSONL && !packed;
  struct relata_document *document = NULL;
  struct relata_error error;
  if (relata_read_memory(&document, bytes, "fuzz", &options, &error) == RELATA_OK)
    check_document(document, within ? bytes.len : 0);
  else
    must(document == NULL);
  relata_document_free(document);
  read_file(bytes, &options);
  return 0;
}
