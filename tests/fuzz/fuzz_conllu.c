/* Whatever the bytes: they are refused, or what is read can be written and read
 * again with the same words. */
#include <stdlib.h>

#include "extract/base/out.h"
#include "extract/conllu/conllu.h"

static void must(bool truth) {
  if (!truth)
    abort();
}

struct counts {
  size_t sentences, tokens;
  struct relata_out *out; /* NULL: only count */
};

static enum relata_status count(void *payload, struct relata_document *document) {
  struct counts *counts = payload;
  counts->sentences += document->sentence_count;
  counts->tokens += document->token_count;
  for (size_t i = 0; i < document->token_count; i++) {
    const struct relata_token *token = &document->tokens[i];
    must(token->begin <= token->end && token->end <= document->text.len);
    must(token->head == RELATA_NONE || token->head < document->token_count);
  }
  if (counts->out)
    must(relata_write_conllu(counts->out, document) == RELATA_OK);
  relata_document_free(document);
  return RELATA_OK;
}

static void read_twice(struct relata_str bytes, bool keep_trees) {
  const struct relata_conllu_options options = {.name = "fuzz", .keep_trees = keep_trees};
  struct relata_error error;
  struct counts first = {.out = relata_out_to_memory()}, second = {.out = NULL};
  const enum relata_status status = relata_conllu_read(bytes, &options, count, &first, &error);
  must(status == RELATA_OK || status == RELATA_BAD_INPUT);
  if (status == RELATA_OK) {
    const struct relata_conllu_options words = {.name = "fuzz"};
    must(relata_conllu_read(relata_out_as_memory(first.out), &words, count, &second, &error) == RELATA_OK);
    must(first.sentences == second.sentences && first.tokens == second.tokens);
  }
  relata_out_abandon(first.out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const struct relata_str bytes = {(const char *)data, size};
  read_twice(bytes, false);
  read_twice(bytes, true);
  return 0;
}
