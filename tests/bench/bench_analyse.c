/* bench_analyse.c — how fast the analyser is, by kernel, and where its time goes.
 *
 * usage: bench_analyse MODEL [TEXT [LEXICON]]
 *
 * Prints, for every kernel that this processor can run, the speed of the
 * matrix products alone at the encoder's shapes (billions of operations a
 * second, a multiplication and an addition counted as two) and, with a text,
 * the words analysed a second on one core (of processor time).  With a compiled
 * ontology (build/…/relata.lexicon) it prints a table instead, with the best
 * kernel: the share of every stage from text to facts, and the roofline — the
 * integer operations that a word needs, at the speed of the products alone.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "extract/analyse/engine/model.h"
#include "extract/analyse/engine/pack.h"
#include "extract/analyse/engine/scratch.h"
#include "ontology/ontology.h"
#include "tests/bench/stages.h"

static double product_speed(const struct relata_model *model, const struct relata_linear *layer, size_t rows,
                            struct relata_arena *arena) {
  const struct relata_kernels *kernels = model->kernels;
  float *x = relata_scratch_floats(arena, rows, layer->in), *y = relata_scratch_floats(arena, rows, layer->out);
  for (size_t i = 0; i < rows * layer->in; i++)
    x[i] = (float)(int)(i * 7919 % 255) - 127.0f;
  struct relata_rounded rounded = relata_scratch_rounded(arena, rows, layer->in);
  kernels->round(&rounded, x, layer->in, rows, layer->in);
  size_t times = 0;
  const double start = stage_clock();
  double took = 0;
  for (; took < 0.3; times++, took = stage_clock() - start)
    kernels->linear(layer, &rounded, rows, y, layer->out);
  return 2.0 * (double)(times * rows * layer->in * layer->out) / took / 1e9;
}

static void print_products(const struct relata_model *model) {
  const struct relata_layer *layer = &model->layers[0];
  const struct relata_linear *const shapes[] = {&layer->qkv, &layer->in, &layer->down};
  struct relata_arena *arena = relata_arena_new();
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
    printf("  products %4zu → %4zu: %6.1f GOP/s with 256 rows, %6.1f with 64, %6.1f with 25\n", shapes[i]->in,
           shapes[i]->out, product_speed(model, shapes[i], 256, arena), product_speed(model, shapes[i], 64, arena),
           product_speed(model, shapes[i], 25, arena));
  relata_arena_free(arena);
}

static char *read_text(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file)
    return NULL;
  char *text = malloc((size_t)1 << 24);
  *size = text ? fread(text, 1, (size_t)1 << 24, file) : 0;
  fclose(file);
  return text;
}

static int print_analysis(const struct relata_model *model, const char *path, struct relata_error *error) {
  size_t size = 0, words = 0, times = 0;
  char *text = read_text(path, &size);
  if (!text)
    return 2;
  double took = 0;
  for (; took < 2.0; times++) {
    struct relata_document *document = relata_document_new();
    document->text = (struct relata_str){text, size};
    enum relata_status status = relata_split(document, error);
    const double start = stage_clock();
    if (status == RELATA_OK)
      status = relata_analyse(document, model, error);
    took += stage_clock() - start;
    words += document->token_count;
    relata_document_free(document);
    if (status != RELATA_OK) {
      fprintf(stderr, "bench_analyse: %s\n", error->message);
      return 3;
    }
  }
  printf("  analysis: %.0f words/s (%zu words, %zu times)\n", (double)words / took, words / times, times);
  free(text);
  return 0;
}

/* ------------------------------------------------------------- stages */

static enum relata_status run_stages(struct relata_document *document, const struct relata_model *model,
                                     const struct relata_ontology *ontology, struct relata_error *error) {
  stage_enter(STAGE_SPLIT);
  RELATA_TRY(relata_split(document, error));
  stage_enter(STAGE_ANALYSE);
  RELATA_TRY(relata_analyse(document, model, error));
  stage_enter(STAGE_CLAUSES);
  RELATA_TRY(relata_find_clauses(document, error));
  stage_enter(STAGE_FACTS);
  RELATA_TRY(relata_link_mentions(document, ontology, error));
  RELATA_TRY(relata_find_facts(document, ontology, model, error));
  stage_enter(STAGE_NONE);
  return RELATA_OK;
}

static double stages_total(enum stage first, enum stage end) {
  double total = 0;
  for (enum stage s = first; s < end; s++)
    total += stage_seconds(s);
  return total;
}

static void print_stages(double words, double speed) {
  const double total = stages_total(STAGE_SPLIT, STAGE_NONE), analysis = stages_total(STAGE_PIECES, STAGE_CLAUSES);
  puts("\n| stage | share | µs a word |\n| --- | --- | --- |");
  for (enum stage s = STAGE_SPLIT; s < STAGE_NONE; s++)
    printf("| %s | %.1f%% | %.2f |\n", stage_words(s), 100 * stage_seconds(s) / total, 1e6 * stage_seconds(s) / words);
  const double each = stage_operations() / words, most = 1e9 * speed / each;
  printf("| all, text to facts | 100%% | %.2f |\n\n", 1e6 * total / words);
  printf("roofline: %.1f million operations a word at %.0f GOP/s: %.0f words/s; analysis %.0f words/s, %.0f%% of it; "
         "text to facts %.0f words/s\n",
         each / 1e6, speed, most, words / analysis, 100 * words / analysis / most, words / total);
}

static int measure_stages(struct relata_model *model, const char *path, const char *lexicon,
                          struct relata_error *error) {
  struct relata_ontology *ontology;
  size_t size = 0;
  char *text = read_text(path, &size);
  if (!text || relata_ontology_open(&ontology, lexicon, error) != RELATA_OK)
    return 2;
  struct relata_arena *arena = relata_arena_new();
  const double speed = product_speed(model, &model->layers[0].in, 256, arena);
  relata_arena_free(arena);
  stages_wrap(model);
  stages_clear();
  double words = 0;
  enum relata_status status = RELATA_OK;
  while (status == RELATA_OK && stages_total(STAGE_SPLIT, STAGE_NONE) < 3.0) {
    struct relata_document *document = relata_document_new();
    document->text = (struct relata_str){text, size};
    status = run_stages(document, model, ontology, error);
    words += (double)document->token_count;
    relata_document_free(document);
  }
  if (status == RELATA_OK)
    print_stages(words, speed);
  relata_ontology_close(ontology);
  free(text);
  return status == RELATA_OK ? 0 : 3;
}

int main(int argc, char **argv) {
  if (argc < 2) {
    fputs("usage: bench_analyse MODEL [TEXT [LEXICON]]\n", stderr);
    return 2;
  }
  struct relata_model *model;
  struct relata_error error = {0};
  const double start = stage_clock();
  if (relata_model_open(&model, argv[1], &error) != RELATA_OK) {
    fprintf(stderr, "bench_analyse: %s: %s\n", error.path, error.message);
    return 3;
  }
  printf("opened in %.1f ms\n", 1e3 * (stage_clock() - start));
  int result = 0;
  for (size_t k = 0; argc < 4 && k < relata_kernels_count() && result == 0; k++) {
    const char *name = relata_kernels_get(k)->name;
    if (relata_model_set_kernel(model, name) != RELATA_OK)
      continue;
    printf("%s\n", name);
    print_products(model);
    if (argc > 2)
      result = print_analysis(model, argv[2], &error);
  }
  if (argc > 3)
    result = measure_stages(model, argv[2], argv[3], &error);
  if (result)
    fprintf(stderr, "bench_analyse: %s %s\n", error.path, error.message);
  relata_model_close(model);
  return result;
}
