/* small_model.h — a small random model in the format of extract/model/README.md,
 * so that the engine's tests need no trained one; and ways to damage it. */
#ifndef TEST_SMALL_MODEL_H
#define TEST_SMALL_MODEL_H

#include <stddef.h>
#include <stdint.h>

struct small_model {
  unsigned char *bytes;
  size_t size, count;
};

/* The same bytes for the same seed.  With relations, lexicon and two layers. */
struct small_model small_model_new(uint64_t seed);
void small_model_free(struct small_model *model);

/* Sets size and checksum in the head to what the bytes now are. */
void small_model_seal(struct small_model *model);
/* The table's row of an entry, NULL if there is none; see the format. */
unsigned char *small_model_row(struct small_model *model, const char *name);
/* The bytes of an entry. */
unsigned char *small_model_data(struct small_model *model, const char *name);
/* Writes it to a new temporary file and returns the path, which the caller frees after unlinking. */
char *small_model_write(const struct small_model *model);

enum { ROW_TYPE = 56, ROW_RANK = 60, ROW_DIMS = 64, ROW_OFFSET = 80, ROW_SIZE = 88 };
void small_model_put32(unsigned char *at, uint32_t value);
void small_model_put64(unsigned char *at, uint64_t value);

#endif
