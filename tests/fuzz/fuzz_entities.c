/* Whatever the bytes, the filters about entities and a graph's state of them read or refuse them.
 * The first byte tells which: 'k'eys, 'b'locks, 'j'oin, 't'able, 'n'quads, 's'tate. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zstd.h>

#include "extract/base/out.h"
#include "graph/entities/state.h"
#include "graph/graph.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int in_memory(const void *data, size_t size, char path[64]) {
  const int fd = memfd_create("fuzz", 0);
  if (fd < 0 || write(fd, data, size) != (ssize_t)size)
    abort();
  snprintf(path, 64, "/proc/self/fd/%d", fd);
  return fd;
}

static void read_state(const char *data, size_t size) {
  char path[64], *packed = malloc(ZSTD_compressBound(size));
  struct entities_state *state;
  const size_t length = packed ? ZSTD_compress(packed, ZSTD_compressBound(size), data, size, 1) : 0;
  const int fd = in_memory(packed, length, path);
  if (state_read(&state, path, NULL) == RELATA_OK)
    state_free(state);
  close(fd);
  free(packed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char article[] =
      "{\"doc\": \"a\", \"text\": \"A b.\", \"facts\": [{\"subject_id\": \"A\", \"object_id\": \"B\"}]}\n";
  char path[64], other[64];
  if (size < 2)
    return 0;
  if (data[0] == 's') {
    read_state((const char *)data + 1, size - 1);
    return 0;
  }
  struct relata_out *out = relata_out_to_memory();
  const int fd = in_memory(data + 1, size - 1, path), second = in_memory(article, sizeof article - 1, other);
  switch (data[0]) {
  case 'k':
    relata_filter_keys(path, out, NULL, NULL, NULL);
    break;
  case 'b':
    relata_filter_blocks(path, out, NULL);
    break;
  case 'j':
    relata_filter_join(path, out, NULL, NULL);
    break;
  case 't':
    relata_filter_resolve(other, path, out, NULL, NULL);
    break;
  case 'n':
    relata_filter_nquads(path, out, NULL, NULL, NULL);
    break;
  default:
    break;
  }
  close(fd);
  close(second);
  relata_out_abandon(out);
  return 0;
}
