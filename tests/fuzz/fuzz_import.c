/* Whatever the bytes, a file of RDF or of facts is taken in or refused.  The first byte chooses the syntax. */
#include <stdio.h>
#include <stdlib.h>

#include "graph/store/quads.h"
#include "graph/store/rdf_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void take(void *payload, struct relata_str subject, struct relata_str predicate, struct relata_str object,
                 struct relata_str graph) {
  quads_add(payload, subject, predicate, object, graph);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const syntaxes[] = { "turtle", "trig", "ntriples", "nquads", "rdfxml", "rdfjson" };
  if (size < 2)
    return 0;
  FILE *file = fmemopen((void *)(uintptr_t)(data + 1), size - 1, "r");
  if (!file)
    abort();
  const struct rdf_source source = { .file = file,
                                     .path = "fuzz",
                                     .syntax = syntaxes[data[0] % (sizeof syntaxes / sizeof *syntaxes)],
                                     .base = "http://x.example/fuzz",
                                     .blanks = "f1" };
  struct quads *quads = quads_new();
  rdf_read(&source, (struct quad_sink){ take, quads }, NULL);
  quads_finish(quads);
  quads_free(quads);
  fclose(file);
  return 0;
}
