/* Whatever the bytes, a file of facts is taken in or refused; nothing is committed. */
#include <stdio.h>
#include <stdlib.h>

#include "graph/claims/facts_read.h"
#include "graph_fixture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0)
    return 0;
  char *folder = fixture_folder();
  struct relata_graph *graph;
  FILE *file = fmemopen((void *)(uintptr_t)data, size, "r");
  if (!file || relata_graph_open(&graph, folder, RELATA_GRAPH_CREATE, NULL, NULL) != RELATA_OK)
    abort();
  size_t facts;
  facts_read(graph, file, "fuzz", &facts, NULL);
  relata_graph_close(graph);
  fclose(file);
  fixture_remove(folder);
  return 0;
}
