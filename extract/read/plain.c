/* plain.c — plain text of any size, streamed: a window of bytes is decoded,
 * its whole lines become paragraphs, paragraphs become parts.
 */
#include "extract/read/read.h"

#include <stdlib.h>
#include <string.h>

enum { WINDOW = 128 << 10 };

struct plain {
  struct read_producer base;
  struct read_stream *stream; /* the reader's */
  struct read_article *article;
  bool handed, finished, lines_only;
  struct read_decoder decoder;
  struct read_text window; /* decoded, not used yet */
  struct read_cleaner cleaner;
  struct read_lines lines;
};

static void free_plain(struct read_producer *self) {
  struct plain *plain = (struct plain *)self;
  if (!plain->handed)
    read_article_free(plain->article);
  read_decoder_free(&plain->decoder);
  read_text_free(&plain->window);
  read_lines_free(&plain->lines);
  read_cleaner_free(&plain->cleaner);
  free(plain);
}

/* Lines as they are; only "\r\n" becomes "\n". */
static size_t take_lines(struct plain *plain, bool last) {
  struct read_text *text = &plain->article->text;
  const struct relata_str window = read_text_view(&plain->window, 0, plain->window.len);
  size_t at = 0;
  while (at < window.len) {
    const char *found = memchr(window.data + at, '\r', window.len - at);
    const size_t end = found ? (size_t)(found - window.data) : window.len;
    read_text_slice(text, &plain->window, at, end);
    at = end;
    if (!found)
      break;
    if (end + 1 == window.len && !last)
      break; /* half of "\r\n" perhaps */
    at = end + 1;
    if (at == window.len || window.data[at] != '\n')
      read_text_slice(text, &plain->window, end, at);
  }
  return at;
}

/* Decodes what has come and hands whole lines on. */
static enum relata_status step(struct plain *plain, struct relata_error *error) {
  RELATA_TRY(read_stream_fill(plain->stream, WINDOW, error));
  const struct relata_str bytes = read_stream_view(plain->stream);
  const uint64_t offset = read_stream_offset(plain->stream);
  const bool last = read_stream_at_end(plain->stream);
  if (offset + bytes.len > UINT32_MAX)
    return relata_error_set(error, RELATA_LIMIT, read_stream_path(plain->stream), 0, 0, "is larger than 4 GiB");
  const size_t broken = plain->decoder.broken;
  read_stream_take(plain->stream, read_decoder_feed(&plain->decoder, bytes, (size_t)offset, last, &plain->window));
  plain->article->broken_bytes += plain->decoder.broken - broken;
  const size_t used =
      plain->lines_only ? take_lines(plain, last) : read_lines_feed(&plain->lines, &plain->window, last);
  read_text_shift(&plain->window, used);
  if (last) {
    plain->finished = true;
    if (!plain->lines_only)
      read_cleaner_end(&plain->cleaner);
  }
  return RELATA_OK;
}

static enum relata_status refill(struct read_producer *self, struct read_article *article, bool *more,
                                 struct relata_error *error) {
  struct plain *plain = (struct plain *)self;
  do {
    const enum relata_status status = plain->finished ? RELATA_OK : step(plain, error);
    if (status != RELATA_OK) { /* what came before it still counts */
      plain->finished = true;
      if (!plain->lines_only)
        read_cleaner_end(&plain->cleaner);
      *more = false;
      return status;
    }
  } while (!plain->finished && article->text.len - article->cut <= PART_BYTES);
  *more = !plain->finished;
  return RELATA_OK;
}

static enum relata_status next(struct read_producer *self, struct read_article **out, struct relata_error *error) {
  struct plain *plain = (struct plain *)self;
  *out = NULL;
  if (plain->handed)
    return RELATA_OK;
  RELATA_TRY(read_stream_fill(plain->stream, SAMPLE_BYTES, error));
  struct relata_str sample = read_stream_view(plain->stream);
  sample.len = sample.len < SAMPLE_BYTES ? sample.len : SAMPLE_BYTES;
  RELATA_TRY(
      read_decoder_init(&plain->decoder, sample, (struct relata_str){"", 0}, read_stream_path(plain->stream), error));
  plain->decoder.as_it_is = plain->lines_only;
  read_stream_take(plain->stream, plain->decoder.bom);
  *out = plain->article;
  plain->handed = true;
  return RELATA_OK;
}

struct read_producer *read_plain_producer(const struct read_context *context, struct read_stream *stream,
                                          struct read_article *article, bool lines) {
  size_t one = 0;
  struct plain *plain = read_grow(NULL, &one, 1, sizeof *plain);
  memset(plain, 0, sizeof *plain);
  plain->base = (struct read_producer){next, refill, free_plain};
  plain->stream = stream;
  plain->article = article;
  plain->lines_only = lines;
  article->lines = lines;
  read_cleaner_init(&plain->cleaner, context->words, article, context->options->raw);
  read_lines_init(&plain->lines, &plain->cleaner);
  return &plain->base;
}
