/* mentions.c — the mentions of texts with their chains, by the trained scorer
 * or, to compare it with, by the rules alone.
 *
 *   quality_mentions MODEL TEXTS.jsonl [--rules] > mentions.jsonl
 */
#include <stdio.h>
#include <string.h>

#include "extract/base/out.h"

static void chains_by_rules(struct relata_document *document) {
  for (size_t m = 0; m < document->mention_count; m++)
    document->mentions[m].chain = document->mentions[m].cluster;
}

static enum relata_status text_write(struct relata_out *out, struct relata_document *document,
                                     const struct relata_model *model, bool rules, struct relata_error *error) {
  RELATA_TRY(relata_split(document, error));
  RELATA_TRY(relata_analyse(document, model, error));
  RELATA_TRY(relata_find_clauses(document, error));
  if (rules)
    chains_by_rules(document);
  return relata_write_mentions_jsonl(out, document);
}

static enum relata_status texts_write(struct relata_out *out, struct relata_reader *reader,
                                      const struct relata_model *model, bool rules, struct relata_error *error) {
  for (;;) {
    struct relata_document *document;
    RELATA_TRY(relata_reader_next(reader, &document, error));
    if (!document)
      return RELATA_OK;
    const enum relata_status status = text_write(out, document, model, rules, error);
    relata_document_free(document);
    RELATA_TRY(status);
  }
}

static enum relata_status run(const char *model_path, const char *path, bool rules, struct relata_error *error) {
  struct relata_model *model;
  RELATA_TRY(relata_model_open(&model, model_path, error));
  const struct relata_read_options options = { .input = RELATA_INPUT_AUTO };
  struct relata_reader *reader = NULL;
  struct relata_out *out = NULL;
  enum relata_status status = relata_reader_new(&reader, &path, 1, &options, NULL, NULL, error);
  if (status == RELATA_OK)
    status = relata_out_open(&out, "-", error);
  if (status == RELATA_OK) {
    status = texts_write(out, reader, model, rules, error);
    const enum relata_status closed = relata_out_close(out, error);
    status = status == RELATA_OK ? closed : status;
  }
  relata_reader_free(reader);
  relata_model_close(model);
  return status;
}

int main(int argc, char **argv) {
  const bool rules = argc == 4 && strcmp(argv[3], "--rules") == 0;
  if (argc != 3 && !rules) {
    fputs("usage: quality_mentions MODEL TEXTS.jsonl [--rules]\n", stderr);
    return 2;
  }
  struct relata_error error = { 0 };
  if (run(argv[1], argv[2], rules, &error) == RELATA_OK)
    return 0;
  fprintf(stderr, "quality_mentions: %s: %s\n", error.path, error.message);
  return 3;
}
