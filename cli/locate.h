/* locate.h — where the weights and the compiled lexicon lie. */
#ifndef RELATA_LOCATE_H
#define RELATA_LOCATE_H

#include <stddef.h>

#include "extract/extract.h"

/* Looks for `name` in $RELATA_DATA, in ../share/relata beside the program, and
 * where it was installed.  The error names all places looked at. */
enum relata_status locate_data(const char *name, char *path, size_t size, struct relata_error *error);

#endif
