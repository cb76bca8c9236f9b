/* mentions.c — relata_write_mentions_jsonl: a mention a line, of those that refer to something. */
#include <inttypes.h>

#include "extract/write/write.h"

static void write_mention(struct relata_out *out, const struct relata_document *document,
                          const struct relata_mention *mention) {
  const struct relata_token *head = &document->tokens[mention->head];
  const struct write_span whole = write_source_span(document, mention->begin, mention->end_byte);
  const struct write_span word = write_source_span(document, head->begin, head->end);
  relata_out_char(out, '{');
  write_key(out, true, "doc");
  relata_out_json(out, document->id);
  relata_out_print(out, ", \"begin\": %" PRIu32 ", \"end\": %" PRIu32, whole.begin, whole.end);
  relata_out_print(out, ", \"head_begin\": %" PRIu32 ", \"head_end\": %" PRIu32, word.begin, word.end);
  write_key(out, false, "text");
  relata_out_json(out, write_text(document, mention->begin, mention->end_byte));
  write_key(out, false, "type");
  write_string_or_null(out, mention->type == RELATA_MENTION_NONE
                                ? (struct relata_str){NULL, 0}
                                : relata_str_of(relata_mention_type_as_name(mention->type)));
  relata_out_print(out, ", \"named\": %s, \"cluster\": %" PRIu32, mention->named ? "true" : "false", mention->chain);
  write_key(out, false, "entity");
  write_entity(out, mention->entity);
  relata_out_text(out, "}\n");
}

enum relata_status relata_write_mentions_jsonl(struct relata_out *out, const struct relata_document *document) {
  for (size_t i = 0; i < document->mention_count; i++)
    if (document->mentions[i].refers)
      write_mention(out, document, &document->mentions[i]);
  return relata_out_failed(out) ? RELATA_IO : RELATA_OK;
}
