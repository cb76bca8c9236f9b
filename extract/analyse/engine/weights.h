/* weights.h — the model file, mapped and checked (../../model/README.md).
 *
 * Nothing in the file is believed before it is checked: opening verifies the
 * head, the checksum, and that every entry of the table lies inside the file
 * with the size that its type and dimensions give.
 */
#ifndef RELATA_WEIGHTS_H
#define RELATA_WEIGHTS_H

#include "extract/extract.h"

enum relata_tensor_type { RELATA_TENSOR_F32, RELATA_TENSOR_I8, RELATA_TENSOR_I32, RELATA_TENSOR_STRINGS };

enum { RELATA_TENSOR_RANK = 4, RELATA_TENSOR_NAME = 56 };

struct relata_tensor {
  char name[RELATA_TENSOR_NAME];
  enum relata_tensor_type type;
  uint32_t rank;
  uint32_t dims[RELATA_TENSOR_RANK]; /* 1 beyond the rank */
  const void *data;                  /* in the mapped file, aligned to 64 */
  size_t size;                       /* bytes */
};

struct relata_weights {
  const unsigned char *bytes; /* the mapped file; NULL when closed */
  size_t size;
  size_t count; /* entries */
};

/* RELATA_IO when it cannot be read, RELATA_BAD_MODEL when it is not whole. */
enum relata_status relata_weights_open(struct relata_weights *out, const char *path, struct relata_error *error);
void relata_weights_close(struct relata_weights *weights); /* may be closed twice */

/* Entry `index` of the table. */
struct relata_tensor relata_weights_get(const struct relata_weights *weights, size_t index);
/* The entry of that name; false if there is none. */
bool relata_weights_find(const struct relata_weights *weights, const char *name, struct relata_tensor *out);
/* String `index` of a tensor of strings. */
struct relata_str relata_tensor_get_string(const struct relata_tensor *tensor, size_t index);

#endif
