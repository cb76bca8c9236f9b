/* api_text.h — where a claim stands in its article's text, for readers of JavaScript strings. */
#ifndef RELATA_SERVE_API_TEXT_H
#define RELATA_SERVE_API_TEXT_H

#include "graph/serve/api.h"

/* Reads the texts of articles, one at a time; request and catalog given, the rest zero. */
struct text_reading {
  struct request *request;
  struct catalog *catalog;
  uint32_t article; /* whose text is there … */
  bool has_article; /* … if this says so */
  struct relata_out *text; /* NULL: it was not kept */
  /* Which of its characters are above U+FFFF, in their order: each is two units. */
  size_t *wide;
  size_t wide_count;
};
void text_reading_end(struct text_reading *reading);

/* The article's text; empty if it was not kept. */
struct relata_str text_of_article(struct text_reading *reading, uint32_t article);

/* quote, spans, text. */
void json_put_quote(struct json *json, struct text_reading *reading, const struct saying *saying);
/* speaker, time, place, quantity, phrase, status, confidence, rule, bytes. */
void json_put_circumstances(struct json *json, struct text_reading *reading, const struct saying *saying);
/* begin, end, sentence_begin …, subject_begin …, object_begin …: in the text, null where it does not have them. */
void json_put_places(struct json *json, struct text_reading *reading, const struct saying *saying);

#endif
