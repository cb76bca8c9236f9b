/* Whatever a model file holds, it is refused or it analyses.  The input is a
 * list of changes to a small whole model, four bytes each: where (three bytes)
 * and what to flip there; size and checksum are made right again, so that the
 * damage is met behind them. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "extract/extract.h"
#include "tests/unit/small_model.h"

enum { WORDS = 7, KERNELS = 4 };

static void analyse(struct relata_model *model) {
  static const char *const forms[WORDS] = {"Turkey", "backed", "the", "rebels", "12-a", "UN", "."};
  struct relata_document *document = relata_document_new();
  document->tokens = relata_arena_alloc(document->arena, WORDS * sizeof *document->tokens);
  document->sentences = relata_arena_alloc(document->arena, sizeof *document->sentences);
  document->token_count = WORDS;
  document->sentence_count = 1;
  document->sentences[0].end = WORDS;
  for (size_t i = 0; i < WORDS; i++)
    document->tokens[i].form = relata_str_of(forms[i]);
  if (relata_analyse(document, model, NULL) != RELATA_OK)
    abort();
  for (size_t i = 0; i < WORDS; i++)
    if (document->tokens[i].head != RELATA_NONE && document->tokens[i].head >= WORDS)
      abort();
  const uint32_t pairs[1][2] = {{0, 3}};
  float *probabilities = calloc(relata_relation_count(model) + 1, sizeof *probabilities);
  relata_score_relations(document, model, 0, pairs, 1, probabilities, NULL);
  free(probabilities);
  relata_document_free(document);
}

static void open_and_analyse(const char *path) {
  static const char *const kernels[KERNELS] = {"portable", "avx2", "avx-vnni", "avx512-vnni"};
  struct relata_model *model;
  struct relata_error error;
  if (relata_model_open(&model, path, &error) != RELATA_OK) {
    if (error.status != RELATA_BAD_MODEL || model)
      abort();
    return;
  }
  for (size_t k = 0; k < KERNELS; k++)
    if (relata_model_set_kernel(model, kernels[k]) == RELATA_OK)
      analyse(model);
  relata_model_close(model);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size) {
  struct small_model bytes = small_model_new(1);
  for (size_t i = 0; i + 4 <= size; i += 4)
    bytes.bytes[(data[i] | (size_t)data[i + 1] << 8 | (size_t)data[i + 2] << 16) % bytes.size] ^= data[i + 3];
  small_model_seal(&bytes);
  const int file = memfd_create("model", MFD_CLOEXEC);
  if (file < 0 || write(file, bytes.bytes, bytes.size) != (ssize_t)bytes.size)
    abort();
  char path[64];
  snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  open_and_analyse(path);
  close(file);
  small_model_free(&bytes);
  return 0;
}
