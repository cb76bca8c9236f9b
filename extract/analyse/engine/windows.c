/* windows.c — cuts sentences into windows, packs windows into batches, and
 * picks the words' vectors out of the encoder's rows. */
#include "extract/analyse/engine/windows.h"

#include <string.h>

#include "extract/analyse/engine/encoder.h"

/* The pieces of all words of a document, one after the other. */
struct word_pieces {
  uint32_t *pieces;
  uint8_t *cases;
  uint32_t *first; /* of each token, and the end */
};

/* Words [first, end) go through the encoder together; the window gives the
 * vectors of [own, own_end). */
struct window {
  uint32_t sentence;
  uint32_t first, end, own, own_end;
  bool begins; /* its [CLS] is the sentence's */
};

struct pass {
  struct relata_document *document;
  const struct relata_model *model;
  float *roots;
  struct word_pieces words;
  size_t most; /* pieces of a window */
  struct relata_encoder *encoder;
  size_t rows; /* most rows of a batch */
  struct window batch[RELATA_BATCH_ROWS / 2];
  size_t batch_rows[RELATA_BATCH_ROWS / 2]; /* [CLS]'s row */
  size_t batch_count;
};

static struct word_pieces cut_words(const struct relata_document *document, const struct relata_vocabulary *vocabulary,
                                    struct relata_arena *scratch) {
  const size_t count = document->token_count;
  struct word_pieces words = {
      .pieces = relata_arena_alloc(scratch, count * RELATA_MOST_PIECES * sizeof *words.pieces),
      .cases = relata_arena_alloc(scratch, count * RELATA_MOST_PIECES),
      .first = relata_arena_alloc(scratch, (count + 1) * sizeof *words.first),
  };
  uint32_t total = 0;
  for (size_t t = 0; t < count; t++) {
    const struct relata_str form = document->tokens[t].form;
    const size_t pieces = relata_pieces_of(vocabulary, form, words.pieces + total);
    words.first[t] = total;
    memset(words.cases + total, relata_case_class(form), pieces);
    total += (uint32_t)pieces;
  }
  words.first[count] = total;
  return words;
}

static const float *word_row(const struct pass *pass, size_t cls, uint32_t piece, const struct window *window) {
  return relata_encoder_get(pass->encoder, cls + 1 + piece - pass->words.first[window->first]);
}

static void take_vectors(const struct pass *pass, const struct window *window, size_t cls) {
  const size_t width = pass->model->width;
  for (uint32_t t = window->own; t < window->own_end; t++) {
    const float *first = word_row(pass, cls, pass->words.first[t], window);
    const float *last = word_row(pass, cls, pass->words.first[t + 1] - 1, window);
    float *vector = pass->document->vectors + t * width;
    for (size_t i = 0; i < width; i++)
      vector[i] = first[i] + last[i];
  }
  if (!window->begins)
    return;
  const float *row = relata_encoder_get(pass->encoder, cls);
  for (size_t i = 0; i < width; i++)
    pass->roots[window->sentence * width + i] = row[i] + pass->model->root[i];
}

static void run_batch(struct pass *pass) {
  relata_encoder_run(pass->encoder);
  for (size_t w = 0; w < pass->batch_count; w++)
    take_vectors(pass, &pass->batch[w], pass->batch_rows[w]);
  relata_encoder_clear(pass->encoder);
  pass->batch_count = 0;
}

static void add_window(struct pass *pass, const struct window *window) {
  const uint32_t first = pass->words.first[window->first];
  const size_t count = pass->words.first[window->end] - first;
  if (relata_encoder_rows(pass->encoder) + count + 2 > pass->rows)
    run_batch(pass);
  pass->batch[pass->batch_count] = *window;
  pass->batch_rows[pass->batch_count++] =
      relata_encoder_add(pass->encoder, pass->words.pieces + first, pass->words.cases + first, count);
}

/* The end of the longest run of words from `first` on that fits a window. */
static uint32_t window_end(const struct pass *pass, uint32_t first, uint32_t limit) {
  uint32_t end = first;
  while (end < limit && pass->words.first[end + 1] - pass->words.first[first] <= pass->most)
    end++;
  return end;
}

/* Where the next window begins: a quarter of a window back from `end`, but after `first`. */
static uint32_t next_begin(const struct pass *pass, uint32_t first, uint32_t end) {
  uint32_t begin = end;
  while (begin > first + 1 && pass->words.first[end] - pass->words.first[begin - 1] <= pass->most / 4)
    begin--;
  return begin;
}

static void add_sentence(struct pass *pass, uint32_t number) {
  const struct relata_sentence *sentence = &pass->document->sentences[number];
  struct window window = {.sentence = number, .first = sentence->first, .own = sentence->first, .begins = true};
  if (sentence->first == sentence->end)
    return;
  for (;;) {
    window.end = window_end(pass, window.first, sentence->end);
    const bool last = window.end == sentence->end;
    const uint32_t next = last ? sentence->end : next_begin(pass, window.first, window.end);
    window.own_end = last ? sentence->end : next + (window.end - next) / 2;
    add_window(pass, &window);
    if (last)
      return;
    window.first = next;
    window.own = window.own_end;
    window.begins = false;
  }
}

/* As many as a batch may have, but for a short document no more than it needs. */
static size_t rows_wanted(const struct pass *pass) {
  const size_t all = pass->words.first[pass->document->token_count] + 2 * pass->document->sentence_count;
  return all < RELATA_BATCH_ROWS ? all : (size_t)RELATA_BATCH_ROWS;
}

void relata_windows_encode(struct relata_document *document, const struct relata_model *model, float *roots,
                           struct relata_arena *scratch) {
  struct pass *pass = relata_arena_alloc(scratch, sizeof *pass);
  pass->document = document;
  pass->model = model;
  pass->roots = roots;
  pass->words = cut_words(document, model->vocabulary, scratch);
  pass->most =
      model->embed.positions - 2 < RELATA_WINDOW_PIECES ? model->embed.positions - 2 : (size_t)RELATA_WINDOW_PIECES;
  pass->rows = rows_wanted(pass);
  pass->encoder = relata_encoder_new(scratch, model, pass->rows);
  for (size_t s = 0; s < document->sentence_count; s++)
    add_sentence(pass, (uint32_t)s);
  if (pass->batch_count)
    run_batch(pass);
}
