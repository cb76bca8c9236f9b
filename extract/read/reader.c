/* reader.c — paths in, documents out, one at a time. */
#include "extract/read/read.h"

#include "extract/conllu/conllu.h"

#include <stdlib.h>
#include <string.h>

struct relata_reader {
  struct relata_read_options options;
  struct read_words *words;
  struct read_context context;
  size_t failures;
  struct read_paths paths;
  size_t next_path;
  struct read_stream *stream;     /* of the path at work, or NULL */
  struct read_producer *producer; /* or NULL */
  struct read_article *article;   /* being cut, or NULL */
  bool article_whole, any;        /* `any`: this path gave a document */
  struct relata_document **ready; /* of a CoNLL-U file, in turn */
  size_t ready_count, ready_capacity, ready_next;
  uint64_t done, total;
  bool total_known;
};

void read_warn(const struct read_context *context, const struct relata_error *error) {
  ++*context->failures;
  if (context->warn)
    context->warn(context->payload, error);
}

/* ----------------------------------------------------- lists of articles */

void read_articles_add(struct read_articles *articles, struct read_article *article) {
  articles->items = read_grow(articles->items, &articles->capacity, articles->count + 1, sizeof *articles->items);
  articles->items[articles->count++] = article;
}

void read_articles_free(struct read_articles *articles) {
  for (size_t i = 0; i < articles->count; i++)
    read_article_free(articles->items[i]);
  free(articles->items);
  *articles = (struct read_articles){0};
}

struct list_producer {
  struct read_producer base;
  struct read_articles articles;
  size_t next;
};

static enum relata_status list_next(struct read_producer *self, struct read_article **out, struct relata_error *error) {
  struct list_producer *list = (struct list_producer *)self;
  (void)error;
  *out = NULL;
  if (list->next < list->articles.count) {
    *out = list->articles.items[list->next];
    list->articles.items[list->next++] = NULL;
  }
  return RELATA_OK;
}

static enum relata_status list_refill(struct read_producer *self, struct read_article *article, bool *more,
                                      struct relata_error *error) {
  (void)self, (void)article, (void)error;
  *more = false;
  return RELATA_OK;
}

static void list_free(struct read_producer *self) {
  struct list_producer *list = (struct list_producer *)self;
  read_articles_free(&list->articles);
  free(list);
}

struct read_producer *read_list_producer(struct read_articles *articles) {
  size_t one = 0;
  struct list_producer *list = read_grow(NULL, &one, 1, sizeof *list);
  *list = (struct list_producer){{list_next, list_refill, list_free}, *articles, 0};
  *articles = (struct read_articles){0};
  return &list->base;
}

/* ------------------------------------------------------------ one input */

static enum relata_status take_document(void *payload, struct relata_document *document) {
  struct relata_reader *reader = payload;
  reader->ready = read_grow(reader->ready, &reader->ready_capacity, reader->ready_count + 1, sizeof *reader->ready);
  reader->ready[reader->ready_count++] = document;
  return RELATA_OK;
}

static enum relata_status open_conllu(struct relata_reader *reader, struct relata_str bytes, const char *path,
                                      const char *id, struct relata_error *error) {
  const struct relata_conllu_options options = {id, reader->options.keep_trees};
  const enum relata_status status = relata_conllu_read(bytes, &options, take_document, reader, error);
  for (size_t i = 0; i < reader->ready_count; i++)
    reader->ready[i]->path = relata_arena_copy(reader->ready[i]->arena, relata_str_of(path));
  return status;
}

static read_whole *find_whole(enum relata_input input) {
  switch (input) {
  case RELATA_INPUT_MARKDOWN:
    return read_markdown;
  case RELATA_INPUT_HTML:
    return read_html;
  case RELATA_INPUT_JSON:
    return read_json;
  case RELATA_INPUT_FEED:
    return read_feed;
  case RELATA_INPUT_PDF:
    return read_pdf;
  default:
    return NULL;
  }
}

static enum relata_status open_whole(struct relata_reader *reader, enum relata_input input, const char *path,
                                     const char *id, struct relata_error *error) {
  RELATA_TRY(read_stream_fill(reader->stream, SIZE_MAX, error));
  const struct relata_str bytes = read_stream_view(reader->stream);
  if (bytes.len > UINT32_MAX)
    return relata_error_set(error, RELATA_LIMIT, path, 0, 0, "is larger than 4 GiB");
  if (input == RELATA_INPUT_CONLLU)
    return open_conllu(reader, bytes, path, id, error);
  struct read_articles articles = {0};
  const enum relata_status status =
      find_whole(input)(&reader->context, bytes, path, relata_str_of(id), &articles, error);
  reader->producer = read_list_producer(&articles);
  read_stream_take(reader->stream, bytes.len);
  return status;
}

/* Chooses the producer for the stream that is open. */
static enum relata_status open_producer(struct relata_reader *reader, const char *path, const char *id,
                                        struct relata_error *error) {
  RELATA_TRY(read_stream_fill(reader->stream, SAMPLE_BYTES, error));
  const struct relata_str sample = read_stream_view(reader->stream);
  if (sample.len == 0)
    return relata_error_set(error, RELATA_BAD_INPUT, path, 0, 0, "is empty");
  enum relata_input input = reader->options.input;
  if (input == RELATA_INPUT_AUTO)
    input = read_kind_find(path, sample);
  if (input == RELATA_INPUT_JSONL)
    reader->producer = read_jsonl_producer(&reader->context, reader->stream, relata_str_of(id));
  else if (input == RELATA_INPUT_TEXT || input == RELATA_INPUT_LINES)
    reader->producer = read_plain_producer(&reader->context, reader->stream, read_article_new(path, relata_str_of(id)),
                                           input == RELATA_INPUT_LINES);
  else
    return open_whole(reader, input, path, id, error);
  return RELATA_OK;
}

static void close_input(struct relata_reader *reader) {
  read_article_free(reader->article);
  reader->article = NULL;
  if (reader->producer)
    reader->producer->free(reader->producer);
  reader->producer = NULL;
  for (size_t i = reader->ready_next; i < reader->ready_count; i++)
    relata_document_free(reader->ready[i]);
  reader->ready_count = reader->ready_next = 0;
  const struct read_path *path = reader->next_path ? &reader->paths.items[reader->next_path - 1] : NULL;
  if (path && reader->stream)
    reader->done += path->size ? path->size : read_stream_consumed(reader->stream);
  read_stream_free(reader->stream);
  reader->stream = NULL;
}

/* The next document of the input that is open; NULL when it has no more. */
static enum relata_status next_of_input(struct relata_reader *reader, size_t part_bytes, struct relata_document **out,
                                        struct relata_error *error) {
  *out = NULL;
  if (reader->ready_next < reader->ready_count) {
    *out = reader->ready[reader->ready_next++];
    return RELATA_OK;
  }
  while (reader->producer) {
    if (!reader->article) {
      RELATA_TRY(reader->producer->next(reader->producer, &reader->article, error));
      reader->article_whole = false;
      if (!reader->article)
        return RELATA_OK;
    }
    enum relata_status status = RELATA_OK;
    while (!reader->article_whole && reader->article->text.len - reader->article->cut <= part_bytes) {
      bool more = false;
      status = reader->producer->refill(reader->producer, reader->article, &more, error);
      reader->article_whole = !more;
    }
    *out = read_article_cut(reader->article, part_bytes, reader->article_whole);
    if (!*out) {
      read_article_free(reader->article);
      reader->article = NULL;
    }
    if (*out || status != RELATA_OK)
      return status;
  }
  return RELATA_OK;
}

/* --------------------------------------------------------------- public */

static void reader_init(struct relata_reader *reader, const struct relata_read_options *options, relata_warn warn,
                        void *payload) {
  memset(reader, 0, sizeof *reader);
  if (options)
    reader->options = *options;
  reader->words = read_words_new();
  reader->context = (struct read_context){&reader->options, reader->words, warn, payload, &reader->failures};
}

enum relata_status relata_reader_new(struct relata_reader **out, const char *const *paths, size_t path_count,
                                     const struct relata_read_options *options, relata_warn warn, void *payload,
                                     struct relata_error *error) {
  *out = NULL;
  if (path_count == 0)
    return relata_error_set(error, RELATA_BAD_USAGE, NULL, 0, 0, "nothing to read was given");
  size_t one = 0;
  struct relata_reader *reader = read_grow(NULL, &one, 1, sizeof *reader);
  reader_init(reader, options, warn, payload);
  read_paths_expand(&reader->paths, &reader->context, paths, path_count);
  reader->total_known = true;
  for (size_t i = 0; i < reader->paths.count; i++) {
    reader->total += reader->paths.items[i].size;
    reader->total_known &= reader->paths.items[i].size > 0 || strcmp(reader->paths.items[i].path, "-") != 0;
  }
  *out = reader;
  return RELATA_OK;
}

static void reader_clear(struct relata_reader *reader) {
  close_input(reader);
  free(reader->ready);
  read_paths_free(&reader->paths);
  read_words_free(reader->words);
}

void relata_reader_free(struct relata_reader *reader) {
  if (!reader)
    return;
  reader_clear(reader);
  free(reader);
}

/* Opens the next path; a failure is warned of and leaves nothing open. */
static void open_next(struct relata_reader *reader) {
  const struct read_path *path = &reader->paths.items[reader->next_path++];
  struct relata_error problem = {.status = RELATA_OK};
  reader->any = false;
  enum relata_status status = read_stream_open(&reader->stream, path->path, reader->options.max_bytes, &problem);
  if (status != RELATA_OK)
    reader->done += path->size;
  else
    status = open_producer(reader, path->path, path->id, &problem);
  if (status != RELATA_OK)
    read_warn(&reader->context, &problem);
  reader->any = status != RELATA_OK; /* one warning is enough */
}

enum relata_status relata_reader_next(struct relata_reader *reader, struct relata_document **out,
                                      struct relata_error *error) {
  (void)error; /* what cannot be read is warned of */
  *out = NULL;
  for (;;) {
    if (!reader->stream && reader->next_path == reader->paths.count)
      return RELATA_OK;
    if (!reader->stream) {
      open_next(reader);
      continue;
    }
    struct relata_error problem = {.status = RELATA_OK};
    const size_t failures = reader->failures;
    const enum relata_status status = next_of_input(reader, PART_BYTES, out, &problem);
    if (status != RELATA_OK)
      read_warn(&reader->context, &problem);
    reader->any |= *out || reader->failures > failures;
    if (*out)
      return RELATA_OK;
    if (!reader->any) {
      relata_error_set(&problem, RELATA_BAD_INPUT, read_stream_path(reader->stream), 0, 0, "has no text");
      read_warn(&reader->context, &problem);
    }
    close_input(reader);
  }
}

void relata_reader_get_progress(const struct relata_reader *reader, uint64_t *done, uint64_t *total) {
  const uint64_t here = reader->stream ? read_stream_consumed(reader->stream) : 0;
  *done = reader->done + here;
  *total = reader->total_known ? reader->total : 0;
}

size_t relata_reader_get_failures(const struct relata_reader *reader) {
  return reader->failures;
}

/* Keeps the first thing that went wrong. */
static void keep_first(void *payload, const struct relata_error *error) {
  struct relata_error *first = payload;
  if (first->status == RELATA_OK)
    *first = *error;
}

enum relata_status relata_read_memory(struct relata_document **out, struct relata_str bytes, const char *name,
                                      const struct relata_read_options *options, struct relata_error *error) {
  struct relata_reader reader;
  struct relata_error problem = {.status = RELATA_OK}, warned = {.status = RELATA_OK};
  *out = NULL;
  reader_init(&reader, options, keep_first, &warned);
  reader.stream = read_stream_of_memory(bytes, name, reader.options.max_bytes);
  enum relata_status status = open_producer(&reader, name, name, &problem);
  if (status == RELATA_OK)
    status = next_of_input(&reader, SIZE_MAX, out, &problem);
  if (status == RELATA_OK && !*out) {
    if (warned.status == RELATA_OK)
      relata_error_set(&warned, RELATA_BAD_INPUT, name, 0, 0, "has no text");
    problem = warned;
    status = warned.status;
  }
  if (status != RELATA_OK) {
    relata_document_free(*out);
    *out = NULL;
    if (error)
      *error = problem;
  }
  reader_clear(&reader);
  return status;
}
