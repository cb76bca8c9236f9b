/* article_lines.c — documents with facts to lines of JSON and back. */
#include "graph/claims/article_lines.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "graph/store/dictionary.h"

/* ------------------------------------------------------------------ members */

struct member {
  const char *name;
  size_t offset;
};

#define MEMBER(type, name)                                                                                             \
  { #name, offsetof(struct type, name) }
static const struct member document_texts[] = {
    MEMBER(relata_document, path),   MEMBER(relata_document, url),    MEMBER(relata_document, title),
    MEMBER(relata_document, author), MEMBER(relata_document, source), MEMBER(relata_document, date),
};
static const struct member fact_texts[] = {
    MEMBER(relata_fact, subject),      MEMBER(relata_fact, subject_label), MEMBER(relata_fact, subject_id),
    MEMBER(relata_fact, subject_type), MEMBER(relata_fact, phrase),        MEMBER(relata_fact, relation),
    MEMBER(relata_fact, relation_iri), MEMBER(relata_fact, open_name),     MEMBER(relata_fact, object),
    MEMBER(relata_fact, object_label), MEMBER(relata_fact, object_id),     MEMBER(relata_fact, object_type),
    MEMBER(relata_fact, value),        MEMBER(relata_fact, datatype),      MEMBER(relata_fact, speaker),
    MEMBER(relata_fact, speaker_id),   MEMBER(relata_fact, time),          MEMBER(relata_fact, place),
    MEMBER(relata_fact, place_id),     MEMBER(relata_fact, quantity),      MEMBER(relata_fact, why),
};
enum {
  DOCUMENT_TEXTS = sizeof document_texts / sizeof *document_texts,
  FACT_TEXTS = sizeof fact_texts / sizeof *fact_texts
};

static struct relata_str *text_in(void *record, const struct member *member) {
  return (struct relata_str *)(void *)((char *)record + member->offset);
}

static struct relata_str text_at(const void *record, const struct member *member) {
  return *(const struct relata_str *)(const void *)((const char *)record + member->offset);
}

/* ------------------------------------------------------------------ writing */

static void put_texts(struct relata_out *out, const void *record, const struct member *members, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const struct relata_str text = text_at(record, &members[i]);
    if (!text.len)
      continue;
    relata_out_print(out, ", \"%s\": ", members[i].name);
    relata_out_json(out, text);
  }
}

static void put_span(struct relata_out *out, const char *name, uint32_t begin, uint32_t end) {
  if (begin < end)
    relata_out_print(out, ", \"%s\": [%u, %u]", name, begin, end);
}

static void put_fact(struct relata_out *out, const struct relata_fact *fact) {
  relata_out_print(out, "{\"sentence\": %u, \"span\": [%u, %u]", fact->sentence, fact->begin, fact->end);
  put_texts(out, fact, fact_texts, FACT_TEXTS);
  put_span(out, "subject_span", fact->subject_begin, fact->subject_end);
  put_span(out, "object_span", fact->object_begin, fact->object_end);
  relata_out_print(out, ", \"polarity\": \"%s\", \"modality\": \"%s\", \"confidence\": ",
                   fact->negated ? "negative" : "positive", fact->possible ? "possible" : "fact");
  relata_out_double(out, fact->confidence, 2);
  relata_out_char(out, '}');
}

static void put_name(struct relata_out *out, const struct relata_mention *mention) {
  relata_out_text(out, "{\"id\": ");
  relata_out_json(out, mention->entity);
  relata_out_text(out, ", \"name\": ");
  relata_out_json(out, mention->label);
  relata_out_text(out, ", \"label\": ");
  relata_out_json(out, mention->entity_label);
  relata_out_text(out, ", \"class\": ");
  relata_out_json(out, mention->entity_class);
  relata_out_print(out, ", \"named\": %s}", mention->named && !mention->pronoun ? "true" : "false");
}

/* Each entity's first mention, and names that are new. */
static void put_names(struct relata_out *out, const struct relata_document *document) {
  struct dictionary *entities = dictionary_new(), *names = dictionary_new();
  struct relata_out *name = relata_out_to_memory();
  for (size_t i = 0; i < document->mention_count; i++) {
    const struct relata_mention *mention = &document->mentions[i];
    bool entity_is_new = false, name_is_new = false;
    if (!mention->entity.len)
      continue;
    dictionary_intern(entities, mention->entity, &entity_is_new);
    if (!entity_is_new && (!mention->named || mention->pronoun))
      continue;
    relata_out_clear(name);
    put_name(name, mention);
    dictionary_intern(names, relata_out_as_memory(name), &name_is_new);
    if (!name_is_new)
      continue;
    relata_out_text(out, dictionary_count(names) > 1 ? ", " : "");
    relata_out_str(out, relata_out_as_memory(name));
  }
  relata_out_abandon(name);
  dictionary_free(entities);
  dictionary_free(names);
}

void article_line_write(struct relata_out *out, const struct relata_document *document) {
  relata_out_text(out, "{\"doc\": ");
  relata_out_json(out, document->id);
  put_texts(out, document, document_texts, DOCUMENT_TEXTS);
  if (document->part || document->more_parts)
    relata_out_print(out, ", \"part\": %u, \"more_parts\": %s", document->part,
                     document->more_parts ? "true" : "false");
  relata_out_text(out, ", \"text\": ");
  relata_out_json(out, document->text);
  relata_out_text(out, ", \"offsets\": [");
  for (size_t i = 0; i < document->offset_count; i++)
    relata_out_print(out, "%s[%u, %u]", i ? ", " : "", document->offsets[i].text, document->offsets[i].source);
  relata_out_text(out, "], \"sentences\": [");
  for (size_t i = 0; i < document->sentence_count; i++)
    relata_out_print(out, "%s[%u, %u]", i ? ", " : "", document->sentences[i].begin_byte,
                     document->sentences[i].end_byte);
  relata_out_text(out, "], \"names\": [");
  put_names(out, document);
  relata_out_text(out, "], \"facts\": [");
  for (size_t i = 0; i < document->fact_count; i++) {
    relata_out_text(out, i ? ", " : "");
    put_fact(out, &document->facts[i]);
  }
  relata_out_text(out, "]}\n");
}

/* ------------------------------------------------------------------ reading */

static struct relata_str text_of(struct relata_arena *arena, const json_t *record, const char *name) {
  const json_t *member = json_object_get(record, name);
  if (!json_is_string(member))
    return (struct relata_str){NULL, 0};
  return relata_arena_copy(arena, (struct relata_str){json_string_value(member), json_string_length(member)});
}

static uint32_t number_at(const json_t *array, size_t index) {
  const json_int_t number = json_integer_value(json_array_get(array, index));
  return number > 0 && number < (json_int_t)RELATA_NONE ? (uint32_t)number : 0;
}

/* Within the text, or empty. */
static void read_span(const json_t *record, const char *name, const struct relata_document *document, uint32_t *begin,
                      uint32_t *end) {
  const json_t *span = json_object_get(record, name);
  *begin = number_at(span, 0);
  *end = number_at(span, 1);
  if (*begin > *end || *end > document->text.len)
    *begin = *end = 0;
}

static void read_texts(struct relata_arena *arena, const json_t *record, void *to, const struct member *members,
                       size_t count) {
  for (size_t i = 0; i < count; i++)
    *text_in(to, &members[i]) = text_of(arena, record, members[i].name);
}

static bool is(const json_t *record, const char *name, const char *value) {
  const char *text = json_string_value(json_object_get(record, name));
  return text && strcmp(text, value) == 0;
}

static void read_facts(struct relata_document *document, const json_t *facts) {
  const size_t count = json_array_size(facts);
  document->facts = relata_arena_alloc(document->arena, (count + 1) * sizeof *document->facts);
  for (size_t i = 0; i < count; i++) {
    const json_t *record = json_array_get(facts, i);
    struct relata_fact *fact = &document->facts[document->fact_count++];
    *fact = (struct relata_fact){.subject_mention = RELATA_NONE, .object_mention = RELATA_NONE};
    read_texts(document->arena, record, fact, fact_texts, FACT_TEXTS);
    const json_int_t sentence = json_integer_value(json_object_get(record, "sentence"));
    fact->sentence =
        sentence >= 0 && sentence < (json_int_t)document->sentence_count ? (uint32_t)sentence : RELATA_NONE;
    read_span(record, "span", document, &fact->begin, &fact->end);
    read_span(record, "subject_span", document, &fact->subject_begin, &fact->subject_end);
    read_span(record, "object_span", document, &fact->object_begin, &fact->object_end);
    fact->negated = is(record, "polarity", "negative");
    fact->possible = is(record, "modality", "possible");
    fact->confidence = json_number_value(json_object_get(record, "confidence"));
  }
}

static void read_sentences(struct relata_document *document, const json_t *sentences) {
  const size_t count = json_array_size(sentences);
  document->sentences = relata_arena_alloc(document->arena, (count + 1) * sizeof *document->sentences);
  for (size_t i = 0; i < count; i++) {
    const json_t *span = json_array_get(sentences, i);
    const uint32_t begin = number_at(span, 0), end = number_at(span, 1);
    const bool inside = begin <= end && end <= document->text.len;
    document->sentences[document->sentence_count++] =
        (struct relata_sentence){.begin_byte = inside ? begin : 0, .end_byte = inside ? end : 0};
  }
}

/* Only those that ascend. */
static void read_offsets(struct relata_document *document, const json_t *offsets) {
  const size_t count = json_array_size(offsets);
  document->offsets = relata_arena_alloc(document->arena, (count + 1) * sizeof *document->offsets);
  for (size_t i = 0; i < count; i++) {
    const json_t *pair = json_array_get(offsets, i);
    const struct relata_offset offset = {number_at(pair, 0), number_at(pair, 1)};
    if (document->offset_count == 0 || document->offsets[document->offset_count - 1].text <= offset.text)
      document->offsets[document->offset_count++] = offset;
  }
}

static void read_names(struct relata_document *document, const json_t *names) {
  const size_t count = json_array_size(names);
  document->mentions = relata_arena_alloc(document->arena, (count + 1) * sizeof *document->mentions);
  for (size_t i = 0; i < count; i++) {
    const json_t *record = json_array_get(names, i);
    document->mentions[document->mention_count++] = (struct relata_mention){
        .entity = text_of(document->arena, record, "id"),
        .label = text_of(document->arena, record, "name"),
        .entity_label = text_of(document->arena, record, "label"),
        .entity_class = text_of(document->arena, record, "class"),
        .named = json_is_true(json_object_get(record, "named")),
    };
  }
}

enum relata_status article_line_read(struct relata_document **out, const json_t *record, const char *path, size_t line,
                                     struct relata_error *error) {
  *out = NULL;
  const json_t *facts = json_object_get(record, "facts"), *part = json_object_get(record, "part");
  const json_t *id = json_object_get(record, "doc"), *text = json_object_get(record, "text");
  if (json_string_length(id) == 0 || !json_is_string(text) || !json_is_array(facts) ||
      json_string_length(text) >= UINT32_MAX / 2)
    return relata_error_set(error, RELATA_BAD_INPUT, path, line, 1,
                            "is no article with facts: it lacks \"doc\", \"text\" or \"facts\"");
  struct relata_document *document = relata_document_new();
  document->id = text_of(document->arena, record, "doc");
  document->text = text_of(document->arena, record, "text");
  read_texts(document->arena, record, document, document_texts, DOCUMENT_TEXTS);
  document->part = json_integer_value(part) > 0 ? (uint32_t)json_integer_value(part) : 0;
  document->more_parts = json_is_true(json_object_get(record, "more_parts"));
  read_sentences(document, json_object_get(record, "sentences"));
  read_offsets(document, json_object_get(record, "offsets"));
  read_names(document, json_object_get(record, "names"));
  read_facts(document, facts);
  *out = document;
  return RELATA_OK;
}
