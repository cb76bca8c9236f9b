/* blob.c — counted bytes. */
#include "graph/serve/blob.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

struct blob {
  atomic_size_t owners;
  struct relata_out *out; /* owns `bytes`, or NULL */
  char *data;             /* owns `bytes`, or NULL */
  struct relata_str bytes;
};

static struct blob *blob_new(void) {
  struct blob *blob = calloc(1, sizeof *blob);
  if (!blob)
    abort();
  atomic_init(&blob->owners, 1);
  return blob;
}

struct blob *blob_of_out(struct relata_out *out) {
  struct blob *blob = blob_new();
  blob->out = out;
  blob->bytes = relata_out_as_memory(out);
  return blob;
}

static struct blob *blob_of_data(char *data, size_t len) {
  struct blob *blob = blob_new();
  blob->data = data;
  blob->bytes = (struct relata_str){ data, len };
  return blob;
}

struct blob *blob_of_copy(struct relata_str bytes) {
  char *data = malloc(bytes.len + 1);
  if (!data)
    abort();
  if (bytes.len)
    memcpy(data, bytes.data, bytes.len);
  data[bytes.len] = '\0';
  return blob_of_data(data, bytes.len);
}

struct blob *blob_keep(struct blob *blob) {
  atomic_fetch_add_explicit(&blob->owners, 1, memory_order_relaxed);
  return blob;
}

void blob_drop(struct blob *blob) {
  if (!blob || atomic_fetch_sub_explicit(&blob->owners, 1, memory_order_acq_rel) != 1)
    return;
  if (blob->out)
    relata_out_abandon(blob->out);
  free(blob->data);
  free(blob);
}

struct relata_str blob_as_bytes(const struct blob *blob) {
  return blob->bytes;
}

struct blob *blob_to_gzip(const struct blob *blob) {
  enum { GZIP = 16, LEVEL = 1 };
  const struct relata_str bytes = blob->bytes;
  z_stream stream = { .next_in = (Bytef *)(uintptr_t)bytes.data, .avail_in = (uInt)bytes.len };
  if (bytes.len > UINT32_MAX / 2 ||
      deflateInit2(&stream, LEVEL, Z_DEFLATED, MAX_WBITS + GZIP, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    return NULL;
  char *data = malloc(bytes.len);
  stream.next_out = (Bytef *)data;
  stream.avail_out = (uInt)bytes.len;
  const bool whole = data && deflate(&stream, Z_FINISH) == Z_STREAM_END;
  const size_t len = stream.total_out;
  deflateEnd(&stream);
  if (!whole) {
    free(data);
    return NULL;
  }
  return blob_of_data(data, len);
}
