/* bench_analyse.c — how fast the analyser is, by kernel.
 *
 * usage: bench_analyse MODEL [TEXT]
 *
 * Prints, for every kernel that this processor can run, the speed of the
 * matrix products alone at the encoder's shapes (billions of operations a
 * second, a multiplication and an addition counted as two) and, with a text,
 * the words analysed a second on one core (of processor time).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "extract/analyse/engine/model.h"
#include "extract/analyse/engine/pack.h"
#include "extract/analyse/engine/scratch.h"

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static double product_speed(const struct relata_model *model, const struct relata_linear *layer, size_t rows,
                            struct relata_arena *arena) {
  const struct relata_kernels *kernels = model->kernels;
  float *x = relata_scratch_floats(arena, rows, layer->in), *y = relata_scratch_floats(arena, rows, layer->out);
  for (size_t i = 0; i < rows * layer->in; i++)
    x[i] = (float)(int)(i * 7919 % 255) - 127.0f;
  struct relata_rounded rounded = relata_scratch_rounded(arena, rows, layer->in);
  kernels->round(&rounded, x, layer->in, rows, layer->in);
  size_t times = 0;
  const double start = now();
  double took = 0;
  for (; took < 0.3; times++, took = now() - start)
    kernels->linear(layer, &rounded, rows, y, layer->out);
  return 2.0 * (double)(times * rows * layer->in * layer->out) / took / 1e9;
}

static void print_products(const struct relata_model *model) {
  const struct relata_layer *layer = &model->layers[0];
  const struct relata_linear *const shapes[] = {&layer->q, &layer->in, &layer->down};
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
    const double start = now();
    if (status == RELATA_OK)
      status = relata_analyse(document, model, error);
    took += now() - start;
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

int main(int argc, char **argv) {
  if (argc < 2) {
    fputs("usage: bench_analyse MODEL [TEXT]\n", stderr);
    return 2;
  }
  struct relata_model *model;
  struct relata_error error = {0};
  const double start = now();
  if (relata_model_open(&model, argv[1], &error) != RELATA_OK) {
    fprintf(stderr, "bench_analyse: %s: %s\n", error.path, error.message);
    return 3;
  }
  printf("opened in %.1f ms\n", 1e3 * (now() - start));
  int result = 0;
  for (size_t k = 0; k < relata_kernels_count() && result == 0; k++) {
    const char *name = relata_kernels_get(k)->name;
    if (relata_model_set_kernel(model, name) != RELATA_OK)
      continue;
    printf("%s\n", name);
    print_products(model);
    if (argc > 2)
      result = print_analysis(model, argv[2], &error);
  }
  relata_model_close(model);
  return result;
}
