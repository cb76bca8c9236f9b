#include "extract/write/write.h"

#include <string.h>

static const char entity_base[] = "https://w3id.org/relata/id/";

struct write_span write_source_span(const struct relata_document *document, uint32_t begin, uint32_t end) {
  return (struct write_span){relata_document_source_offset(document, begin),
                             relata_document_source_end(document, begin, end)};
}

struct relata_str write_text(const struct relata_document *document, uint32_t begin, uint32_t end) {
  const size_t len = document->text.len;
  const size_t last = end < len ? end : len;
  if (begin >= last)
    return (struct relata_str){NULL, 0};
  return (struct relata_str){document->text.data + begin, last - begin};
}

void write_key(struct relata_out *out, bool first, const char *name) {
  relata_out_text(out, first ? "\"" : ", \"");
  relata_out_text(out, name);
  relata_out_text(out, "\": ");
}

void write_string_or_null(struct relata_out *out, struct relata_str text) {
  if (text.len)
    relata_out_json(out, text);
  else
    relata_out_text(out, "null");
}

static bool belongs_in_iri(unsigned char c) {
  return c > 0x20 && c != 0x7F && !strchr("<>\"{}|\\^`", c);
}

void write_entity(struct relata_out *out, struct relata_str name) {
  if (!name.len) {
    relata_out_text(out, "null");
    return;
  }
  relata_out_char(out, '"');
  if (!name.len || !memmem(name.data, name.len, "://", 3)) /* a user's own IRI stands as it is */
    relata_out_text(out, entity_base);
  for (size_t i = 0; i < name.len; i++) {
    const unsigned char c = (unsigned char)name.data[i];
    if (belongs_in_iri(c))
      relata_out_char(out, (char)c);
    else
      relata_out_print(out, "%%%02X", c);
  }
  relata_out_char(out, '"');
}
