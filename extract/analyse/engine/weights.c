/* weights.c — maps a model file and checks it before anything is used. */
#include "extract/analyse/engine/weights.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

enum { HEAD_BYTES = 32, ENTRY_BYTES = 96, FORMAT_VERSION = 1, ALIGNMENT = 64 };

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the model file is little-endian and used as it is mapped"
#endif

static uint32_t read_u32(const unsigned char *at) {
  uint32_t value;
  memcpy(&value, at, sizeof value);
  return value;
}

static uint64_t read_u64(const unsigned char *at) {
  uint64_t value;
  memcpy(&value, at, sizeof value);
  return value;
}

static enum relata_status map_file(struct relata_weights *out, const char *path, struct relata_error *error) {
  const int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return relata_error_set(error, RELATA_IO, path, 0, 0, "cannot open the model: %s", strerror(errno));
  struct stat about;
  enum relata_status status = RELATA_OK;
  if (fstat(file, &about) < 0)
    status = relata_error_set(error, RELATA_IO, path, 0, 0, "cannot read the model: %s", strerror(errno));
  else if (!S_ISREG(about.st_mode) || about.st_size < HEAD_BYTES)
    status = relata_error_set(error, RELATA_BAD_MODEL, path, 0, 0, "not a model file");
  if (status == RELATA_OK) {
    out->size = (size_t)about.st_size;
    void *bytes = mmap(NULL, out->size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    if (bytes == MAP_FAILED)
      status = relata_error_set(error, RELATA_IO, path, 0, 0, "cannot map the model: %s", strerror(errno));
    else
      out->bytes = bytes;
  }
  close(file);
  return status;
}

static const char *fault_of_head(const struct relata_weights *weights) {
  const unsigned char *head = weights->bytes;
  if (memcmp(head, "RELATAM1", 8) != 0)
    return "not a model file";
  if (read_u32(head + 8) != FORMAT_VERSION)
    return "a model of another version";
  if (read_u64(head + 16) != weights->size)
    return "the model file is cut short or has grown";
  if (read_u32(head + 12) > (weights->size - HEAD_BYTES) / ENTRY_BYTES)
    return "the model's table is longer than its file";
  if (read_u64(head + 24) != XXH64(head + HEAD_BYTES, weights->size - HEAD_BYTES, 0))
    return "the model file is damaged (wrong checksum)";
  return NULL;
}

struct relata_tensor relata_weights_get(const struct relata_weights *weights, size_t index) {
  const unsigned char *row = weights->bytes + HEAD_BYTES + index * ENTRY_BYTES;
  struct relata_tensor tensor = {.type = (enum relata_tensor_type)read_u32(row + 56), .rank = read_u32(row + 60)};
  memcpy(tensor.name, row, RELATA_TENSOR_NAME);
  for (size_t d = 0; d < RELATA_TENSOR_RANK; d++)
    tensor.dims[d] = read_u32(row + 64 + 4 * d);
  tensor.data = weights->bytes + read_u64(row + 80);
  tensor.size = (size_t)read_u64(row + 88);
  return tensor;
}

/* The bytes that type and dimensions ask for; SIZE_MAX when that overflows. */
static size_t wanted_size(const struct relata_tensor *tensor) {
  size_t size = tensor->type == RELATA_TENSOR_I8 ? 1 : 4;
  for (size_t d = 0; d < RELATA_TENSOR_RANK; d++)
    if (__builtin_mul_overflow(size, tensor->dims[d], &size))
      return SIZE_MAX;
  return size;
}

static bool strings_fit(const struct relata_tensor *tensor) {
  const size_t table = 4 * ((size_t)tensor->dims[0] + 1);
  if (tensor->rank != 1 || table > tensor->size)
    return false;
  const unsigned char *offsets = tensor->data;
  uint32_t last = 0;
  for (size_t i = 0; i <= tensor->dims[0]; i++) {
    const uint32_t offset = read_u32(offsets + 4 * i);
    if (offset < last || offset > tensor->size - table)
      return false;
    last = offset;
  }
  return true;
}

static const char *fault_of_entry(const struct relata_weights *weights, size_t index) {
  const unsigned char *row = weights->bytes + HEAD_BYTES + index * ENTRY_BYTES;
  const uint64_t offset = read_u64(row + 80), size = read_u64(row + 88);
  if (!row[0] || row[RELATA_TENSOR_NAME - 1])
    return "an entry of the model has no proper name";
  if (read_u32(row + 56) > RELATA_TENSOR_STRINGS || read_u32(row + 60) > RELATA_TENSOR_RANK)
    return "an entry of the model has an unknown type";
  if (offset % ALIGNMENT || offset > weights->size || size > weights->size - offset)
    return "an entry of the model lies outside the file";
  const struct relata_tensor tensor = relata_weights_get(weights, index);
  if (tensor.type == RELATA_TENSOR_STRINGS ? !strings_fit(&tensor) : wanted_size(&tensor) != tensor.size)
    return "an entry of the model has the wrong size";
  return NULL;
}

enum relata_status relata_weights_open(struct relata_weights *out, const char *path, struct relata_error *error) {
  *out = (struct relata_weights){0};
  RELATA_TRY(map_file(out, path, error));
  const char *fault = fault_of_head(out);
  if (!fault)
    out->count = read_u32(out->bytes + 12);
  for (size_t i = 0; !fault && i < out->count; i++)
    fault = fault_of_entry(out, i);
  if (!fault)
    return RELATA_OK;
  relata_weights_close(out);
  return relata_error_set(error, RELATA_BAD_MODEL, path, 0, 0, "%s", fault);
}

void relata_weights_close(struct relata_weights *weights) {
  if (weights->bytes)
    munmap((void *)(uintptr_t)weights->bytes, weights->size);
  *weights = (struct relata_weights){0};
}

bool relata_weights_find(const struct relata_weights *weights, const char *name, struct relata_tensor *out) {
  for (size_t i = 0; i < weights->count; i++)
    if (strcmp((const char *)weights->bytes + HEAD_BYTES + i * ENTRY_BYTES, name) == 0) {
      *out = relata_weights_get(weights, i);
      return true;
    }
  return false;
}

struct relata_str relata_tensor_get_string(const struct relata_tensor *tensor, size_t index) {
  const unsigned char *offsets = tensor->data;
  const uint32_t begin = read_u32(offsets + 4 * index), end = read_u32(offsets + 4 * index + 4);
  const char *bytes = (const char *)(offsets + 4 * ((size_t)tensor->dims[0] + 1));
  return (struct relata_str){bytes + begin, end - begin};
}
