/* facts_read.c — lines of JSON to documents with facts. */
#include "graph/claims/facts_read.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "graph/claims/article_lines.h"
#include "graph/store/dictionary.h"

struct reading {
  struct relata_graph *graph;
  const char *path;
  size_t line;
  struct dictionary *seen; /* documents */
  struct relata_document *document; /* at hand; NULL before the first */
  size_t capacity;         /* of its facts, sentences and offsets */
  size_t text_capacity;
  size_t facts;
  struct relata_error *error;
};

static enum relata_status complain(struct reading *reading, const char *words) {
  return relata_error_set(reading->error, RELATA_BAD_INPUT, reading->path, reading->line, 1, "%s", words);
}

/* ------------------------------------------------------------------ growing a document */

static void *grown(struct relata_arena *arena, const void *items, size_t count, size_t capacity, size_t size) {
  void *more = relata_arena_alloc(arena, capacity * size);
  if (count)
    memcpy(more, items, count * size);
  return more;
}

static void make_room(struct reading *reading) {
  struct relata_document *document = reading->document;
  if (document->fact_count < reading->capacity)
    return;
  reading->capacity = reading->capacity ? 2 * reading->capacity : 32;
  struct relata_arena *arena = document->arena;
  document->facts = grown(arena, document->facts, document->fact_count, reading->capacity, sizeof *document->facts);
  document->sentences =
    grown(arena, document->sentences, document->sentence_count, reading->capacity, sizeof *document->sentences);
  document->offsets =
    grown(arena, document->offsets, document->offset_count, reading->capacity, sizeof *document->offsets);
}

static void append_text(struct reading *reading, struct relata_str text) {
  struct relata_document *document = reading->document;
  const size_t wanted = document->text.len + text.len + 1;
  if (wanted > reading->text_capacity) {
    reading->text_capacity = 2 * wanted + 1024;
    document->text.data = grown(document->arena, document->text.data, document->text.len, reading->text_capacity, 1);
  }
  char *data = (char *)document->text.data;
  if (text.len)
    memcpy(data + document->text.len, text.data, text.len);
  data[document->text.len + text.len] = '\n';
  document->text.len = wanted;
}

/* ------------------------------------------------------------------ one line */

static struct relata_str text_of(struct reading *reading, const json_t *record, const char *name) {
  const json_t *member = json_object_get(record, name);
  if (!json_is_string(member))
    return (struct relata_str){ NULL, 0 };
  return relata_arena_copy(reading->document->arena,
                           (struct relata_str){ json_string_value(member), json_string_length(member) });
}

static uint32_t number_of(const json_t *record, const char *name) {
  const json_int_t number = json_integer_value(json_object_get(record, name));
  return number > 0 && number < (json_int_t)RELATA_NONE ? (uint32_t)number : 0;
}

/* From the file's offsets to the quotation's place in our text; empty where it lies outside. */
static void place(const json_t *record, const char *begin_name, const char *end_name, const struct relata_fact *fact,
                  uint32_t *begin, uint32_t *end) {
  const uint32_t origin = number_of(record, "begin"), from = number_of(record, begin_name),
                 to = number_of(record, end_name), length = fact->end - fact->begin;
  const bool inside = from >= origin && from < to && to - origin <= length;
  *begin = inside ? fact->begin + (from - origin) : 0;
  *end = inside ? fact->begin + (to - origin) : 0;
}

static bool is(const json_t *record, const char *name, const char *value) {
  const char *text = json_string_value(json_object_get(record, name));
  return text && strcmp(text, value) == 0;
}

static struct relata_fact fact_of(struct reading *reading, const json_t *record) {
  return (struct relata_fact){
    .subject = text_of(reading, record, "subject"),
    .subject_label = text_of(reading, record, "subject_label"),
    .subject_id = text_of(reading, record, "subject_id"),
    .subject_type = text_of(reading, record, "subject_type"),
    .phrase = text_of(reading, record, "phrase"),
    .relation = text_of(reading, record, "relation"),
    .relation_iri = text_of(reading, record, "relation_iri"),
    .object = text_of(reading, record, "object"),
    .object_label = text_of(reading, record, "object_label"),
    .object_id = text_of(reading, record, "object_id"),
    .object_type = text_of(reading, record, "object_type"),
    .value = text_of(reading, record, "value"),
    .datatype = text_of(reading, record, "datatype"),
    .negated = is(record, "polarity", "negative"),
    .possible = is(record, "modality", "possible"),
    .speaker = text_of(reading, record, "speaker"),
    .time = text_of(reading, record, "time"),
    .place = text_of(reading, record, "place"),
    .quantity = text_of(reading, record, "quantity"),
    .confidence = json_number_value(json_object_get(record, "confidence")),
    .subject_mention = RELATA_NONE,
    .object_mention = RELATA_NONE,
    .why = text_of(reading, record, "why"),
  };
}

static void add_fact(struct reading *reading, const json_t *record) {
  make_room(reading);
  struct relata_document *document = reading->document;
  struct relata_fact fact = fact_of(reading, record);
  const struct relata_str quote = text_of(reading, record, "quote");
  fact.sentence = (uint32_t)document->sentence_count;
  fact.begin = (uint32_t)document->text.len;
  fact.end = fact.begin + (uint32_t)quote.len;
  place(record, "subject_begin", "subject_end", &fact, &fact.subject_begin, &fact.subject_end);
  place(record, "object_begin", "object_end", &fact, &fact.object_begin, &fact.object_end);
  append_text(reading, quote);
  document->sentences[document->sentence_count++] =
    (struct relata_sentence){ .begin_byte = fact.begin, .end_byte = fact.end };
  document->offsets[document->offset_count++] = (struct relata_offset){ fact.begin, number_of(record, "begin") };
  document->facts[document->fact_count++] = fact;
}

/* ------------------------------------------------------------------ documents */

static enum relata_status end_document(struct reading *reading) {
  struct relata_document *document = reading->document;
  reading->document = NULL;
  if (!document)
    return RELATA_OK;
  enum relata_status status = RELATA_OK;
  if (!relata_graph_has(reading->graph, document->id, document->content_hash)) {
    status = relata_graph_add(reading->graph, document, reading->error);
    reading->facts += document->fact_count;
  }
  relata_document_free(document);
  return status;
}

static enum relata_status begin_document(struct reading *reading, struct relata_str id) {
  bool is_new;
  RELATA_TRY(end_document(reading));
  dictionary_intern(reading->seen, id, &is_new);
  if (!is_new)
    return complain(reading, "is of a document whose facts came before; sort the lines by \"doc\"");
  reading->document = relata_document_new();
  reading->document->id = relata_arena_copy(reading->document->arena, id);
  reading->document->path = reading->document->id;
  reading->capacity = reading->text_capacity = 0;
  return RELATA_OK;
}

/* A line that holds its article whole (article_lines.h). */
static enum relata_status take_article(struct reading *reading, const json_t *record, struct relata_str line) {
  struct relata_document *document;
  bool is_new;
  RELATA_TRY(end_document(reading));
  RELATA_TRY(article_line_read(&document, record, reading->path, reading->line, reading->error));
  dictionary_intern(reading->seen, document->id, &is_new);
  document->content_hash = relata_str_hash(relata_str_trim(line));
  enum relata_status status = RELATA_OK;
  if (!is_new && document->part == 0)
    status = complain(reading, "is of a document that came before");
  else if (document->part || document->more_parts ||
           !relata_graph_has(reading->graph, document->id, document->content_hash)) {
    status = relata_graph_add(reading->graph, document, reading->error);
    reading->facts += document->fact_count;
  }
  relata_document_free(document);
  return status;
}

static enum relata_status take_record(struct reading *reading, const json_t *record, struct relata_str line) {
  if (json_is_array(json_object_get(record, "facts")))
    return take_article(reading, record, line);
  const json_t *doc = json_object_get(record, "doc");
  const struct relata_str id = { json_string_value(doc), json_string_length(doc) };
  if (!id.len || !json_is_string(json_object_get(record, "subject")))
    return complain(reading, "is no fact: it lacks \"doc\" or \"subject\"");
  if (!reading->document || !relata_str_equal(reading->document->id, id))
    RELATA_TRY(begin_document(reading, id));
  if (reading->document->text.len + line.len > UINT32_MAX / 2)
    return complain(reading, "is of a document with more facts than fit");
  reading->document->content_hash = 31 * reading->document->content_hash + relata_str_hash(line);
  add_fact(reading, record);
  return RELATA_OK;
}

static enum relata_status take_line(struct reading *reading, struct relata_str line) {
  json_error_t mistake;
  if (!relata_str_trim(line).len)
    return RELATA_OK;
  json_t *record = json_loadb(line.data, line.len, JSON_ALLOW_NUL, &mistake);
  if (!record)
    return relata_error_set(reading->error, RELATA_BAD_INPUT, reading->path, reading->line, (size_t)mistake.column,
                            "is not JSON: %s", mistake.text);
  const enum relata_status status = take_record(reading, record, line);
  json_decref(record);
  return status;
}

enum relata_status facts_read(struct relata_graph *graph, FILE *file, const char *path, size_t *facts,
                              struct relata_error *error) {
  struct reading reading = { .graph = graph, .path = path, .seen = dictionary_new(), .error = error };
  enum relata_status status = RELATA_OK;
  char *line = NULL;
  size_t size = 0;
  ssize_t len;
  while (status == RELATA_OK && (len = getline(&line, &size, file)) >= 0) {
    reading.line++;
    status = take_line(&reading, (struct relata_str){ line, (size_t)len });
  }
  if (status == RELATA_OK)
    status = end_document(&reading);
  relata_document_free(reading.document);
  dictionary_free(reading.seen);
  free(line);
  *facts = reading.facts;
  return status;
}
