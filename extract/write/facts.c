/* facts.c — relata_write_facts_jsonl: a fact a line. */
#include <inttypes.h>

#include "extract/write/write.h"

static void write_number(struct relata_out *out, const char *name, uint32_t number) {
  write_key(out, false, name);
  relata_out_print(out, "%" PRIu32, number);
}

static void write_span(struct relata_out *out, const struct relata_document *document, const char *begin_name,
                       const char *end_name, uint32_t begin, uint32_t end) {
  const struct write_span span = write_source_span(document, begin, end);
  write_number(out, begin_name, span.begin);
  write_number(out, end_name, span.end);
}

static void write_string(struct relata_out *out, const char *name, struct relata_str text) {
  write_key(out, false, name);
  write_string_or_null(out, text);
}

static void write_subject(struct relata_out *out, const struct relata_fact *fact) {
  write_string(out, "subject", fact->subject);
  write_string(out, "subject_label", fact->subject_label);
  write_key(out, false, "subject_id");
  write_entity(out, fact->subject_id);
  write_string(out, "subject_type", fact->subject_type);
}

/* A value has its datatype where an entity has its id and type. */
static void write_object(struct relata_out *out, const struct relata_fact *fact) {
  write_string(out, "object", fact->object);
  write_string(out, "object_label", fact->object_label);
  if (fact->value.len) {
    write_string(out, "value", fact->value);
    write_string(out, "datatype", fact->datatype);
    return;
  }
  write_key(out, false, "object_id");
  write_entity(out, fact->object_id);
  write_string(out, "object_type", fact->object_type);
}

static void write_circumstances(struct relata_out *out, const struct relata_fact *fact) {
  write_string(out, "polarity", relata_str_of(fact->negated ? "negative" : "positive"));
  write_string(out, "modality", relata_str_of(fact->possible ? "possible" : "fact"));
  write_string(out, "speaker", fact->speaker);
  write_string(out, "time", fact->time);
  write_string(out, "place", fact->place);
  write_string(out, "quantity", fact->quantity);
  write_key(out, false, "confidence");
  relata_out_double(out, fact->confidence, 2);
}

static void write_fact(struct relata_out *out, const struct relata_document *document, const struct relata_fact *fact) {
  relata_out_char(out, '{');
  write_key(out, true, "doc");
  relata_out_json(out, document->id);
  write_number(out, "sentence", fact->sentence);
  write_span(out, document, "begin", "end", fact->begin, fact->end);
  write_string(out, "quote", write_text(document, fact->begin, fact->end));
  write_subject(out, fact);
  write_string(out, "phrase", fact->phrase);
  write_string(out, "relation", fact->relation);
  if (fact->relation_iri.len)
    write_string(out, "relation_iri", fact->relation_iri);
  write_object(out, fact);
  write_circumstances(out, fact);
  write_span(out, document, "subject_begin", "subject_end", fact->subject_begin, fact->subject_end);
  write_span(out, document, "object_begin", "object_end", fact->object_begin, fact->object_end);
  write_string(out, "why", fact->why);
  relata_out_text(out, "}\n");
}

enum relata_status relata_write_facts_jsonl(struct relata_out *out, const struct relata_document *document) {
  for (size_t i = 0; i < document->fact_count; i++)
    write_fact(out, document, &document->facts[i]);
  return relata_out_failed(out) ? RELATA_IO : RELATA_OK;
}
