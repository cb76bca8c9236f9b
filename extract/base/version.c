/* version.c — which relata this is. */
#include "extract/extract.h"

const char *relata_version(void) {
  return RELATA_VERSION;
}
