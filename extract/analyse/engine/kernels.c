/* kernels.c — which kernels this processor gets. */
#include "extract/analyse/engine/kernels.h"

#include <string.h>

static const struct relata_kernels *const tables[] = {
#if defined(__x86_64__)
    &relata_kernels_avx512,
    &relata_kernels_avxvnni,
    &relata_kernels_avx2,
#elif defined(__aarch64__) && defined(__linux__)
    &relata_kernels_neon,
#endif
    &relata_kernels_portable,
};

size_t relata_kernels_count(void) {
  return sizeof tables / sizeof *tables;
}

const struct relata_kernels *relata_kernels_get(size_t index) {
  return tables[index];
}

const struct relata_kernels *relata_kernels_best(void) {
  size_t i = 0;
  while (!tables[i]->usable())
    i++;
  return tables[i];
}

const struct relata_kernels *relata_kernels_find(const char *name) {
  for (size_t i = 0; i < relata_kernels_count(); i++)
    if (strcmp(tables[i]->name, name) == 0)
      return tables[i];
  return NULL;
}
