/* Whatever the bytes, they are read or refused; what was read is written as N-Quads that are read as the same. */
#include <stdlib.h>
#include <string.h>

#include "graph/store/nquads.h"
#include "graph/write/writers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct relata_out *written(struct quads *quads) {
  struct relata_out *out = relata_out_to_memory();
  quads_finish(quads);
  write_lines(quads, true, out);
  relata_out_char(out, '\0');
  return out;
}

static enum relata_status read_text(struct quads *quads, struct relata_str text) {
  return nquads_read(quads, text, "fuzz", NULL);
}

static void check_again(struct relata_out *first) {
  const struct relata_str text = relata_out_as_memory(first);
  struct quads *quads = quads_new();
  if (read_text(quads, (struct relata_str){ text.data, text.len - 1 }) != RELATA_OK)
    abort();
  struct relata_out *second = written(quads);
  if (!relata_str_equal(relata_out_as_memory(second), text))
    abort();
  relata_out_abandon(second);
  quads_free(quads);
}

static void write_others(struct quads *quads) {
  struct relata_prefix prefixes[PREFIX_COUNT];
  struct relata_arena *arena = relata_arena_new();
  struct relata_out *out = relata_out_to_memory();
  prefixes_fill(prefixes, RELATA_STR("https://w3id.org/relata/"), arena);
  write_turtle(quads, prefixes, true, out, NULL);
  write_jsonld(quads, prefixes, out);
  write_rdfjson(quads, prefixes, out);
  relata_out_abandon(out);
  relata_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *text = malloc(size + 1);
  if (!text)
    abort();
  memcpy(text, data, size);
  text[size] = '\0';
  struct quads *quads = quads_new();
  if (read_text(quads, (struct relata_str){ text, size }) == RELATA_OK) {
    struct relata_out *out = written(quads);
    check_again(out);
    relata_out_abandon(out);
    write_others(quads);
  }
  quads_free(quads);
  free(text);
  return 0;
}
