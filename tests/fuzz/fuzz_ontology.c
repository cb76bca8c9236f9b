/* Whatever a user's ontology says, it is compiled or refused with a message, in every syntax. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "graph/graph.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void take(void *payload, const struct relata_finding *finding) {
  if (!finding->message.len)
    abort();
  ++*(size_t *)payload;
}

static void try_as(const struct relata_ontology *base, const uint8_t *data, size_t size, const char *suffix) {
  char path[80];
  snprintf(path, sizeof path, "/tmp/relata-fuzz-%ld%s", (long)getpid(), suffix);
  FILE *file = fopen(path, "wb");
  if (!file || fwrite(data, 1, size, file) != size)
    abort();
  fclose(file);
  const char *paths[] = { path };
  const struct relata_extension extension = { paths, 1, relata_parse_rdf, true };
  struct relata_error error = { .status = RELATA_OK };
  struct relata_ontology *ontology;
  size_t findings = 0;
  const enum relata_status status = relata_ontology_extend(&ontology, base, &extension, &error);
  if ((status == RELATA_OK) != (ontology != NULL) || (status != RELATA_OK && !error.message[0]))
    abort();
  relata_ontology_close(ontology);
  relata_ontology_check(base, &extension, take, &findings, &error);
  if (status == RELATA_BAD_INPUT && !findings)
    abort();
  unlink(path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct relata_ontology *base;
  if (relata_ontology_open(&base, FUZZ_LEXICON, NULL) != RELATA_OK)
    abort();
  try_as(base, data, size, ".ttl");
  try_as(base, data, size, ".rdf");
  try_as(base, data, size, ".jsonld");
  relata_ontology_close(base);
  return 0;
}
