/* api_text.c — a claim's quotation, spans and circumstances.
 *
 * The graph counts characters, as NIF has it; JavaScript counts UTF-16 units.
 */
#include "graph/serve/api_text.h"

#include <stdlib.h>
#include <string.h>

#include "graph/claims/vocabulary.h"
#include "graph/store/term.h"

static const size_t nowhere = (size_t)-1;

struct range {
  size_t begin, end; /* `nowhere`: unknown */
};

/* ------------------------------------------------------------------ texts */

void text_reading_end(struct text_reading *reading) {
  if (reading->text)
    relata_out_abandon(reading->text);
  free(reading->wide);
  reading->text = NULL;
  reading->wide = NULL;
  reading->wide_count = 0;
  reading->has_article = false;
}

static void find_wide(struct text_reading *reading) {
  const struct relata_str text = relata_out_as_memory(reading->text);
  size_t count = 0, character = 0;
  for (size_t i = 0; i < text.len; i++)
    count += (unsigned char)text.data[i] >= 0xF0;
  free(reading->wide);
  reading->wide = malloc((count + 1) * sizeof *reading->wide);
  if (!reading->wide)
    abort();
  reading->wide_count = 0;
  for (size_t i = 0; i < text.len; i++) {
    const unsigned char byte = (unsigned char)text.data[i];
    if (byte >= 0xF0)
      reading->wide[reading->wide_count++] = character;
    character += (byte & 0xC0) != 0x80;
  }
}

struct relata_str text_of_article(struct text_reading *reading, uint32_t article) {
  struct catalog *catalog = reading->catalog;
  if (!reading->has_article || reading->article != article) {
    text_reading_end(reading);
    reading->has_article = true;
    reading->article = article;
    const uint32_t place = article == RELATA_NONE ? RELATA_NONE : catalog->article_of[article];
    if (place != RELATA_NONE && catalog->articles[place].has_text) {
      reading->text = relata_out_to_memory();
      relata_graph_text(catalog->snapshot->graph, catalog->articles[place].id, reading->text, NULL);
      find_wide(reading);
    }
  }
  return reading->text ? relata_out_as_memory(reading->text) : (struct relata_str){ NULL, 0 };
}

static struct range characters_of(struct catalog *catalog, uint32_t node, const char *begin, const char *end) {
  return (struct range){ catalog_number(catalog, node, begin, nowhere), catalog_number(catalog, node, end, nowhere) };
}

/* From characters of an article to units of its text: one more for each wide character before. */
static size_t unit_of(const struct text_reading *reading, size_t characters) {
  size_t low = 0, high = reading->text ? reading->wide_count : 0;
  if (characters == nowhere)
    return nowhere;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (reading->wide[middle] < characters)
      low = middle + 1;
    else
      high = middle;
  }
  return characters + low;
}

static void put_place(struct json *json, const char *name, size_t unit) {
  if (unit == nowhere)
    json_put_null(json, name);
  else
    json_put_count(json, name, unit);
}

/* ------------------------------------------------------------------ spans in a quotation */

struct span {
  size_t begin, end; /* bytes of the quotation */
  const char *role;
};

static bool is_inside(const struct range *range, size_t start, size_t length) {
  return range->begin != nowhere && range->end != nowhere && range->begin >= start && range->end > range->begin &&
         range->end - start <= length;
}

static void add_span(struct span *spans, size_t *count, struct relata_str quote, size_t start, struct range range,
                     const char *role) {
  if (!is_inside(&range, start, utf8_length(quote)))
    return;
  spans[(*count)++] =
    (struct span){ utf8_offset(quote, range.begin - start), utf8_offset(quote, range.end - start), role };
}

static bool overlaps(const struct span *spans, size_t count, size_t begin, size_t end) {
  for (size_t i = 0; i < count; i++)
    if (begin < spans[i].end && spans[i].begin < end)
      return true;
  return false;
}

/* The predicate's words where they stand free of the others, nearest to the subject. */
static void add_phrase(struct span *spans, size_t *count, struct relata_str quote, struct relata_str phrase) {
  const size_t anchor = *count ? spans[0].end : 0;
  size_t best = nowhere, best_distance = nowhere;
  for (size_t at = 0; phrase.len && at + phrase.len <= quote.len; at++) {
    if (memcmp(quote.data + at, phrase.data, phrase.len) != 0 || overlaps(spans, *count, at, at + phrase.len))
      continue;
    const size_t distance = at > anchor ? at - anchor : anchor - at;
    if (distance < best_distance) {
      best = at;
      best_distance = distance;
    }
  }
  if (best != nowhere)
    spans[(*count)++] = (struct span){ best, best + phrase.len, "relation" };
}

static int compare_spans(const void *a, const void *b) {
  const struct span *x = a, *y = b;
  if (x->begin != y->begin)
    return x->begin < y->begin ? -1 : 1;
  return x->end < y->end ? -1 : x->end > y->end;
}

static size_t units_upto(struct relata_str text, size_t bytes) {
  return utf16_offset((struct relata_str){ text.data, bytes }, utf8_length((struct relata_str){ text.data, bytes }));
}

/* One that begins in another begins behind it. */
static void put_spans(struct json *json, struct relata_str quote, struct span *spans, size_t count) {
  size_t behind = 0;
  qsort(spans, count, sizeof *spans, compare_spans);
  json_open_at(json, "spans", '[');
  for (size_t i = 0; i < count; i++) {
    const size_t begin = spans[i].begin > behind ? spans[i].begin : behind;
    if (begin >= spans[i].end)
      continue;
    json_open(json, '{');
    json_put_count(json, "begin", units_upto(quote, begin));
    json_put_count(json, "end", units_upto(quote, spans[i].end));
    json_put_word(json, "role", spans[i].role);
    json_close(json, '}');
    behind = spans[i].end;
  }
  json_close(json, ']');
}

static void put_text_places(struct json *json, struct text_reading *reading, const struct saying *saying,
                            struct range words, struct range sentence) {
  if (words.begin == nowhere || words.end == nowhere) {
    json_put_null(json, "text");
    return;
  }
  text_of_article(reading, saying->article);
  json_open_at(json, "text", '{');
  put_place(json, "begin", unit_of(reading, words.begin));
  put_place(json, "end", unit_of(reading, words.end));
  put_place(json, "first", unit_of(reading, sentence.begin == nowhere ? words.begin : sentence.begin));
  put_place(json, "last", unit_of(reading, sentence.end == nowhere ? words.end : sentence.end));
  json_close(json, '}');
}

void json_put_quote(struct json *json, struct text_reading *reading, const struct saying *saying) {
  struct catalog *catalog = reading->catalog;
  struct relata_arena *arena = reading->request->arena;
  struct span spans[3];
  size_t count = 0;
  const uint32_t claim = saying->claim, sentence = catalog_object(catalog, claim, NIF_SENTENCE);
  if (claim == RELATA_NONE) {
    json_put_null(json, "quote");
    put_spans(json, RELATA_STR(""), spans, 0);
    json_put_null(json, "text");
    return;
  }
  const bool whole = sentence != RELATA_NONE && catalog_text(catalog, arena, sentence, NIF_ANCHOR_OF).len;
  const uint32_t quoted = whole ? sentence : claim;
  const struct relata_str quote = catalog_text(catalog, arena, quoted, NIF_ANCHOR_OF);
  const struct range words = characters_of(catalog, claim, NIF_BEGIN_INDEX, NIF_END_INDEX),
                     around = characters_of(catalog, quoted, NIF_BEGIN_INDEX, NIF_END_INDEX);
  const size_t start = around.begin == nowhere ? 0 : around.begin;
  add_span(spans, &count, quote, start, characters_of(catalog, claim, REL_SUBJECT_BEGIN, REL_SUBJECT_END), "subject");
  add_span(spans, &count, quote, start, characters_of(catalog, claim, REL_OBJECT_BEGIN, REL_OBJECT_END), "object");
  add_phrase(spans, &count, quote, catalog_text(catalog, arena, claim, REL_PHRASE));
  json_put_text_or_null(json, "quote", quote);
  put_spans(json, quote, spans, count);
  put_text_places(json, reading, saying, words, around);
}

/* ------------------------------------------------------------------ circumstances */

static void put_bytes(struct json *json, struct catalog *catalog, uint32_t claim) {
  const size_t begin = catalog_number(catalog, claim, REL_SOURCE_BEGIN, nowhere),
               end = catalog_number(catalog, claim, REL_SOURCE_END, nowhere);
  if (begin == nowhere || end == nowhere) {
    json_put_null(json, "bytes");
    return;
  }
  json_open_at(json, "bytes", '{');
  json_put_count(json, "begin", begin);
  json_put_count(json, "end", end);
  json_close(json, '}');
}

void json_put_circumstances(struct json *json, struct text_reading *reading, const struct saying *saying) {
  struct catalog *catalog = reading->catalog;
  struct relata_arena *arena = reading->request->arena;
  const uint32_t claim = saying->claim;
  json_put_thing(json, "speaker", catalog, saying->speaker);
  json_put_text_or_null(json, "time", catalog_text(catalog, arena, claim, REL_TIME));
  json_put_thing(json, "place", catalog, catalog_object(catalog, claim, REL_PLACE));
  json_put_text_or_null(json, "quantity", catalog_text(catalog, arena, claim, REL_QUANTITY));
  json_put_text_or_null(json, "phrase", catalog_text(catalog, arena, claim, REL_PHRASE));
  json_put_word(json, "status", relata_tie_status_as_name(saying->status));
  json_put_real(json, "confidence", saying->confidence);
  json_put_text_or_null(json, "rule", catalog_text(catalog, arena, claim, REL_RULE));
  put_bytes(json, catalog, claim);
}

void json_put_places(struct json *json, struct text_reading *reading, const struct saying *saying) {
  struct catalog *catalog = reading->catalog;
  const uint32_t claim = saying->claim, sentence = catalog_object(catalog, claim, NIF_SENTENCE);
  text_of_article(reading, saying->article);
  static const char *const names[][2] = { { NIF_BEGIN_INDEX, "begin" },         { NIF_END_INDEX, "end" },
                                          { REL_SUBJECT_BEGIN, "subject_begin" }, { REL_SUBJECT_END, "subject_end" },
                                          { REL_OBJECT_BEGIN, "object_begin" },  { REL_OBJECT_END, "object_end" } };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    put_place(json, names[i][1], unit_of(reading, catalog_number(catalog, claim, names[i][0], nowhere)));
  put_place(json, "sentence_begin", unit_of(reading, catalog_number(catalog, sentence, NIF_BEGIN_INDEX, nowhere)));
  put_place(json, "sentence_end", unit_of(reading, catalog_number(catalog, sentence, NIF_END_INDEX, nowhere)));
}
