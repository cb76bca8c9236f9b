/* analyse.c — the analyser: vectors for all words, then every head over chunks
 * of sentences. */
#include "extract/analyse/engine/parse.h"
#include "extract/analyse/engine/scratch.h"
#include "extract/analyse/engine/tags.h"
#include "extract/analyse/engine/windows.h"

enum { CHUNK_WORDS = 128 }; /* a chunk is closed when it has as many */

static struct relata_span *make_spans(const struct relata_document *document, struct relata_arena *scratch,
                                      size_t *count) {
  struct relata_span *spans = relata_arena_alloc(
      scratch, (document->sentence_count + document->token_count / RELATA_TREE_WORDS + 1) * sizeof *spans);
  *count = 0;
  for (size_t s = 0; s < document->sentence_count; s++) {
    const struct relata_sentence *sentence = &document->sentences[s];
    for (uint32_t first = sentence->first; first < sentence->end;) {
      const uint32_t left = sentence->end - first;
      const uint32_t some = left < RELATA_TREE_WORDS ? left : (uint32_t)RELATA_TREE_WORDS;
      spans[(*count)++] = (struct relata_span){(uint32_t)s, first, first + some};
      first += some;
    }
  }
  return spans;
}

/* How many spans from `at` on make a chunk. */
static size_t chunk_of(const struct relata_span *spans, size_t at, size_t count) {
  size_t end = at + 1;
  while (end < count && spans[end].end - spans[at].first <= CHUNK_WORDS)
    end++;
  return end - at;
}

/* What the largest chunk needs. */
static void measure_chunks(const struct relata_span *spans, size_t count, size_t *words, size_t *most_spans) {
  *words = *most_spans = 0;
  for (size_t at = 0, some; at < count; at += some) {
    some = chunk_of(spans, at, count);
    const size_t here = spans[at + some - 1].end - spans[at].first;
    if (here > *words)
      *words = here;
    if (some > *most_spans)
      *most_spans = some;
  }
}

static void set_names(struct relata_document *document, const struct relata_model *model, struct relata_rows *rows,
                      const struct relata_span *spans, size_t count) {
  struct relata_arena *arena = relata_arena_new();
  relata_names_score(model, rows);
  for (size_t s = 0; s < count; s++)
    relata_names_set(document, model, rows, spans[0].first, spans[s].first, spans[s].end, arena);
  relata_arena_free(arena);
}

static void run_heads(struct relata_document *document, const struct relata_model *model, const float *roots,
                      struct relata_arena *scratch) {
  size_t count, words, most_spans;
  const struct relata_span *spans = make_spans(document, scratch, &count);
  measure_chunks(spans, count, &words, &most_spans);
  struct relata_rows rows = relata_rows_new(scratch, model, words);
  struct relata_parser *parser = relata_parser_new(scratch, model, words, most_spans);
  for (size_t at = 0, some; at < count; at += some) {
    some = chunk_of(spans, at, count);
    const size_t first = spans[at].first;
    relata_rows_set(&rows, document->vectors + first * model->width, spans[at + some - 1].end - first, model->width);
    relata_tags_set(document, model, &rows, first);
    relata_mention_types_set(document, model, &rows, first);
    set_names(document, model, &rows, spans + at, some);
    relata_parser_run(parser, document, &rows, roots, spans + at, some);
  }
}

/* Sentences must follow each other and cover the tokens. */
static bool sentences_fit(const struct relata_document *document) {
  uint32_t at = 0;
  for (size_t s = 0; s < document->sentence_count; s++) {
    const struct relata_sentence *sentence = &document->sentences[s];
    if (sentence->first != at || sentence->end < at || sentence->end > document->token_count)
      return false;
    at = sentence->end;
  }
  return at == document->token_count;
}

enum relata_status relata_analyse(struct relata_document *document, const struct relata_model *model,
                                  struct relata_error *error) {
  if (!sentences_fit(document))
    return relata_error_set(error, RELATA_BAD_USAGE, NULL, 0, 0, "the document has not been split into sentences");
  document->vector_width = model->width;
  document->vectors = relata_scratch_floats(document->arena, document->token_count, model->width);
  if (document->token_count == 0)
    return RELATA_OK;
  struct relata_arena *scratch = relata_arena_new();
  float *roots = relata_scratch_floats(scratch, document->sentence_count, model->width);
  relata_windows_encode(document, model, roots, scratch);
  run_heads(document, model, roots, scratch);
  relata_arena_free(scratch);
  return RELATA_OK;
}
