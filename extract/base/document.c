/* document.c — a document's memory, and the way back to its file. */
#include "extract/extract.h"

struct relata_document *relata_document_new(void) {
  struct relata_arena *arena = relata_arena_new();
  struct relata_document *document = relata_arena_alloc(arena, sizeof *document);
  document->arena = arena;
  return document;
}

void relata_document_free(struct relata_document *document) {
  if (document)
    relata_arena_free(document->arena); /* the document itself lives there */
}

uint32_t relata_document_source_offset(const struct relata_document *document, uint32_t text_offset) {
  size_t low = 0, high = document->offset_count; /* the last entry at or before the offset */
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (document->offsets[middle].text <= text_offset)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == 0)
    return text_offset;
  const struct relata_offset *entry = &document->offsets[low - 1];
  const uint32_t source = entry->source + (text_offset - entry->text);
  /* Text that stands for fewer bytes than it has does not lead past them. */
  const bool is_last = low == document->offset_count;
  return is_last || entry[1].source < entry->source || source < entry[1].source ? source : entry[1].source;
}

/* Of two entries for the same place in the text the first says where what is before it ended. */
static const struct relata_offset *end_entry(const struct relata_document *document, uint32_t end) {
  size_t low = 0, high = document->offset_count; /* the first entry at or behind the end */
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (document->offsets[middle].text < end)
      low = middle + 1;
    else
      high = middle;
  }
  const bool two = low + 1 < document->offset_count && document->offsets[low].text == end &&
                   document->offsets[low + 1].text == end;
  return two ? &document->offsets[low] : NULL;
}

uint32_t relata_document_source_end(const struct relata_document *document, uint32_t begin, uint32_t end) {
  if (end <= begin)
    return relata_document_source_offset(document, begin);
  const struct relata_offset *told = end_entry(document, end);
  if (told)
    return told->source;
  const uint32_t behind_last = relata_document_source_offset(document, end - 1) + 1;
  const uint32_t next = relata_document_source_offset(document, end);
  return behind_last < next ? behind_last : next;
}
