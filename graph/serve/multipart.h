/* multipart.h — a body of several parts (RFC 2046, RFC 7578). */
#ifndef RELATA_SERVE_MULTIPART_H
#define RELATA_SERVE_MULTIPART_H

#include "extract/extract.h"

struct part {
  const char *type; /* its Content-Type, terminated; NULL: it has none */
  struct relata_str content;
};
enum { PARTS_MAX = 100 };

/* Takes a body apart at "--" and `boundary`; the arena's, contents are views.
 * RELATA_BAD_INPUT where it does not begin or end with it, or a part has no end
 * of its headers; RELATA_LIMIT for more than PARTS_MAX. */
enum relata_status multipart_split(struct relata_str body, const char *boundary, struct relata_arena *arena,
                                   struct part **parts, size_t *count, struct relata_error *error);

#endif
