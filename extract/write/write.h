/* write.h — what the plain writers share. */
#ifndef RELATA_WRITE_H
#define RELATA_WRITE_H

#include "extract/base/out.h"

/* The bytes of the file for [begin, end) of the text. */
struct write_span {
  uint32_t begin, end;
};

struct write_span write_source_span(const struct relata_document *document, uint32_t begin, uint32_t end);

/* [begin, end) of the text; what lies outside of it is cut. */
struct relata_str write_text(const struct relata_document *document, uint32_t begin, uint32_t end);

/* `"name": ` with a comma before all but a record's first key. */
void write_key(struct relata_out *out, bool first, const char *name);

/* A string, or null when it is empty. */
void write_string_or_null(struct relata_out *out, struct relata_str text);

/* An entity's IRI from its local name, or null when that is empty.  Characters
 * that no IRI may hold are percent-encoded. */
void write_entity(struct relata_out *out, struct relata_str name);

#endif
