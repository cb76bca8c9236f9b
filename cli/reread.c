/* reread.c — an article of a graph read again. */
#include "cli/reread.h"

#include <stdlib.h>
#include <string.h>

void reread_free(struct reread *reread) {
  relata_document_free(reread->document);
  free(reread->path);
  free(reread->id);
  reread->document = NULL;
  reread->path = reread->id = NULL;
}

static char *text_copy(struct relata_str text) {
  char *copy = malloc(text.len + 1);
  if (!copy)
    abort();
  if (text.len)
    memcpy(copy, text.data, text.len);
  copy[text.len] = 0;
  return copy;
}

static void keep(struct reread *reread, struct relata_document *document, const struct relata_evidence *evidence) {
  reread_free(reread);
  reread->document = document;
  reread->path = text_copy(evidence->path);
  reread->id = text_copy(evidence->article);
}

static bool is_kept(const struct reread *reread, const struct relata_evidence *evidence) {
  return reread->document && relata_str_is(evidence->path, reread->path) && relata_str_is(evidence->article, reread->id);
}

/* ------------------------------------------------------------- the fact */

static bool says(struct relata_str label, struct relata_str name) {
  if (label.len != name.len)
    return false;
  for (size_t i = 0; i < name.len; i++) /* "member of" is member_of */
    if (label.data[i] != name.data[i] && !(label.data[i] == ' ' && name.data[i] == '_'))
      return false;
  return true;
}

/* A graph has the whole sentence or the fact's own words. */
static bool is_quoted(const struct relata_document *document, const struct relata_fact *fact, struct relata_str quote) {
  const struct relata_sentence *sentence = &document->sentences[fact->sentence];
  const char *text = document->text.data;
  const struct relata_str whole = { text + sentence->begin_byte, sentence->end_byte - sentence->begin_byte };
  return relata_str_equal(quote, whole) ||
         relata_str_equal(quote, (struct relata_str){ text + fact->begin, fact->end - fact->begin });
}

static const struct relata_fact *fact_at(const struct relata_document *document,
                                         const struct relata_evidence *evidence) {
  const struct relata_fact *near = NULL;
  for (size_t f = 0; f < document->fact_count; f++) {
    const struct relata_fact *fact = &document->facts[f];
    if (relata_document_source_offset(document, fact->begin) != evidence->begin ||
        relata_document_source_end(document, fact->begin, fact->end) != evidence->end ||
        !is_quoted(document, fact, evidence->quote))
      continue;
    if (relata_str_equal(fact->why, evidence->why))
      return fact;
    if (!near && says(evidence->relation, fact->relation))
      near = fact;
  }
  return near;
}

/* In the sentence alone there are no offsets of the file: by the words. */
static const struct relata_fact *fact_like(const struct relata_document *document,
                                           const struct relata_evidence *evidence) {
  const struct relata_fact *near = NULL;
  for (size_t f = 0; f < document->fact_count; f++) {
    const struct relata_fact *fact = &document->facts[f];
    const bool ends = fact->subject_begin == evidence->subject_begin && fact->object_begin == evidence->object_begin;
    if (!ends || !(relata_str_equal(fact->why, evidence->why) || says(evidence->relation, fact->relation)))
      continue;
    if (relata_str_equal(fact->why, evidence->why))
      return fact;
    near = near ? near : fact;
  }
  return near;
}

/* ------------------------------------------------------------- reading */

static void warn_nobody(void *payload, const struct relata_error *error) {
  (void)payload;
  (void)error;
}

static bool holds(struct relata_str text, struct relata_str words) {
  return words.len && text.len && memmem(text.data, text.len, words.data, words.len) != NULL;
}

/* The document of the file that holds the fact, or else the last with its
 * sentence: a file read alone may give its article another id.  NULL if none has. */
static struct relata_document *read_article(struct reread *reread, const struct relata_evidence *evidence,
                                            const struct relata_fact **fact, bool *readable) {
  struct relata_reader *reader = NULL;
  struct relata_document *found = NULL, *document = NULL;
  char *path = text_copy(evidence->path);
  const char *paths[] = { path };
  *fact = NULL;
  *readable = false;
  if (relata_reader_new(&reader, paths, 1, &reread->pipeline.read, warn_nobody, NULL, NULL) == RELATA_OK)
    while (!*fact && relata_reader_next(reader, &document, NULL) == RELATA_OK && document) {
      *readable = true;
      if (!holds(document->text, evidence->quote) || pipeline_work(&reread->pipeline, document, NULL) != RELATA_OK) {
        relata_document_free(document);
        continue;
      }
      relata_document_free(found);
      found = document;
      *fact = fact_at(document, evidence);
    }
  relata_reader_free(reader);
  free(path);
  return found;
}

static struct relata_document *read_sentence(struct reread *reread, const struct relata_evidence *evidence) {
  struct relata_document *document = NULL;
  const struct relata_read_options raw = { .input = RELATA_INPUT_TEXT, .raw = true };
  if (relata_read_memory(&document, evidence->quote, "sentence", &raw, NULL) != RELATA_OK)
    return NULL;
  if (pipeline_work(&reread->pipeline, document, NULL) == RELATA_OK)
    return document;
  relata_document_free(document);
  return NULL;
}

enum reread_result reread_find(struct reread *reread, const struct relata_evidence *evidence,
                               const struct relata_document **document, const struct relata_fact **fact) {
  *fact = is_kept(reread, evidence) ? fact_at(reread->document, evidence) : NULL;
  bool readable = true;
  if (!*fact) {
    struct relata_document *article = read_article(reread, evidence, fact, &readable);
    if (article)
      keep(reread, article, evidence);
    else
      reread_free(reread);
  }
  *document = reread->document;
  if (*fact)
    return REREAD_FOUND;
  reread_free(reread);
  reread->document = read_sentence(reread, evidence);
  *document = reread->document;
  if (!*document)
    return REREAD_NOTHING;
  *fact = fact_like(*document, evidence);
  return readable ? REREAD_CHANGED : REREAD_SENTENCE;
}
