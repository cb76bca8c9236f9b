/* Whatever the text, words lie in it in order, hold no white space, and every
 * sentence has one. */
#include <stdlib.h>

#include "extract/extract.h"

static void must(bool truth) {
  if (!truth)
    abort();
}

static void check_words(const struct relata_document *document) {
  uint32_t end = 0;
  for (size_t i = 0; i < document->token_count; i++) {
    const struct relata_token *token = &document->tokens[i];
    must(token->begin >= end && token->end > token->begin && token->end <= document->text.len);
    must(token->form.data == document->text.data + token->begin && token->form.len == token->end - token->begin);
    must(token->sentence < document->sentence_count);
    for (size_t k = 0; k < token->form.len; k++)
      must((unsigned char)token->form.data[k] > ' ');
    end = token->end;
  }
}

/* Nothing but white space lies between words. */
static size_t count_visible(const char *text, size_t begin, size_t end) {
  size_t count = 0;
  for (; begin < end; begin++)
    count += text[begin] > ' ' && text[begin] < 0x7F;
  return count;
}

static void check_gaps(const struct relata_document *document) {
  size_t at = 0;
  for (size_t i = 0; i < document->token_count; i++) {
    must(count_visible(document->text.data, at, document->tokens[i].begin) == 0);
    at = document->tokens[i].end;
  }
  must(count_visible(document->text.data, at, document->text.len) == 0);
}

static void check_sentences(const struct relata_document *document) {
  uint32_t next = 0;
  for (size_t i = 0; i < document->sentence_count; i++) {
    const struct relata_sentence *sentence = &document->sentences[i];
    must(sentence->first == next && sentence->end > next);
    must(sentence->begin_byte == document->tokens[sentence->first].begin);
    must(sentence->end_byte == document->tokens[sentence->end - 1].end);
    next = sentence->end;
  }
  must(next == document->token_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  for (int lines = 0; lines <= 1; lines++) {
    struct relata_document *document = relata_document_new();
    document->text = (struct relata_str){(const char *)data, size};
    must((lines ? relata_split_lines(document, NULL) : relata_split(document, NULL)) == RELATA_OK);
    check_words(document);
    check_gaps(document);
    check_sentences(document);
    relata_document_free(document);
  }
  return 0;
}
