/* json.c — JSON and JSON Lines: a record an article.  Offsets are bytes into
 * the record's text (the string's value, in UTF-8).
 */
#include "extract/read/read.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { CHUNK = 256 << 10 };

/* ------------------------------------------------------------- fields */

/* "author.name": a key, or keys one within the other. */
static const json_t *get_path(const json_t *record, struct relata_str path) {
  const json_t *whole = json_object_getn(record, path.data, path.len);
  if (whole)
    return whole;
  const size_t dot = read_find(path, RELATA_STR("."));
  const json_t *outer = dot < path.len ? json_object_getn(record, path.data, dot) : NULL;
  return outer ? get_path(outer, read_after(path, dot + 1)) : NULL;
}

static const json_t *get_nocase(const json_t *record, struct relata_str key) {
  const json_t *exact = json_object_getn(record, key.data, key.len);
  if (exact)
    return exact;
  void *at = json_object_iter((json_t *)(uintptr_t)record);
  for (; at; at = json_object_iter_next((json_t *)(uintptr_t)record, at)) {
    const struct relata_str name = {json_object_iter_key(at), json_object_iter_key_len(at)};
    if (read_equal_nocase(name, key))
      return json_object_iter_value(at);
  }
  return NULL;
}

/* A value in words: a string, a number, an object's name, a list of these. */
static struct relata_str as_words(struct relata_arena *arena, const json_t *value, const char *separator) {
  struct relata_str words = {"", 0};
  if (json_is_string(value))
    return (struct relata_str){json_string_value(value), json_string_length(value)};
  if (json_is_integer(value))
    return relata_arena_print(arena, "%lld", (long long)json_integer_value(value));
  if (json_is_object(value)) {
    static const char *const names[] = {"text", "name", "title", "@id", "id"};
    for (size_t i = 0; i < sizeof names / sizeof *names && !words.len; i++) {
      const json_t *named = json_object_get(value, names[i]);
      if (json_is_string(named) || json_is_integer(named))
        words = as_words(arena, named, separator);
    }
  }
  for (size_t i = 0; i < json_array_size(value); i++) {
    const json_t *item = json_array_get(value, i);
    const struct relata_str next = json_is_array(item) ? (struct relata_str){"", 0} : as_words(arena, item, separator);
    if (next.len)
      words = words.len ? relata_arena_print(arena, "%.*s%s%.*s", (int)words.len, words.data, separator, (int)next.len,
                                             next.data)
                        : next;
  }
  return words;
}

/* Field `name` of a record: by --field where that names it, else by the usual keys. */
static const json_t *get_field(const struct read_context *context, const json_t *record, const char *name) {
  const char *const *pairs = context->options->fields;
  bool named = false;
  for (size_t i = 0; pairs && pairs[i]; i++) {
    const struct relata_str pair = relata_str_of(pairs[i]);
    const size_t equal = read_find(pair, RELATA_STR("="));
    if (equal == pair.len || !relata_str_is((struct relata_str){pair.data, equal}, name))
      continue;
    named = true;
    const json_t *value = get_path(record, read_after(pair, equal + 1));
    if (value && !json_is_null(value))
      return value;
  }
  const struct read_words *words = context->words;
  for (size_t i = 0; !named && i < words->counts[LIST_FIELD]; i++) {
    const struct read_word *word = &words->words[LIST_FIELD][i];
    const json_t *value = relata_str_is(word->value, name) ? get_nocase(record, word->text) : NULL;
    if (value && !json_is_null(value))
      return value;
  }
  return NULL;
}

/* Seconds or milliseconds since 1970 too. */
static void set_date(const struct read_context *context, struct read_article *article, const json_t *value) {
  char iso[11] = "";
  if (json_is_number(value)) {
    const double number = json_number_value(value);
    const double seconds = number > 1e11 ? number / 1000 : number;
    if (!(seconds >= 1e8 && seconds < 7e9))
      return;
    const time_t moment = (time_t)seconds;
    struct tm parts;
    if (gmtime_r(&moment, &parts))
      snprintf(iso, sizeof iso, "%04u-%02u-%02u", (unsigned)(parts.tm_year + 1900) % 10000,
               (unsigned)(parts.tm_mon + 1) % 100, (unsigned)parts.tm_mday % 100);
  } else {
    read_date_find(context->words, as_words(article->arena, value, " "), iso);
  }
  read_article_set(article, &article->date, relata_str_of(iso));
}

static bool looks_like_html(struct relata_str text) {
  text = relata_str_trim(text);
  if (!read_begins_with(text, "<"))
    return false;
  return read_find(text, RELATA_STR("</")) < text.len || read_find(text, RELATA_STR("<br")) < text.len;
}

static enum relata_status fill_text(const struct read_context *context, struct relata_str value,
                                    struct read_article *article, struct relata_error *error) {
  struct read_decoder decoder = {.charset = CHARSET_UTF8};
  struct read_text text = {0};
  if (value.len > UINT32_MAX)
    return relata_error_set(error, RELATA_LIMIT, NULL, 0, 0, "a text is larger than 4 GiB");
  read_decoder_feed(&decoder, value, 0, true, &text);
  enum relata_status status = RELATA_OK;
  if (looks_like_html(value)) {
    status = read_html_into(context, &text, true, NULL, article, error);
  } else {
    struct read_cleaner cleaner;
    read_cleaner_init(&cleaner, context->words, article, context->options->raw);
    read_lines_all(&cleaner, &text, false);
    read_cleaner_free(&cleaner);
  }
  read_text_free(&text);
  return status;
}

static void fill_fields(const struct read_context *context, const json_t *record, struct read_article *article) {
  struct {
    const char *name;
    struct relata_str *field;
  } fields[] = {
      {"title", &article->title}, {"url", &article->url}, {"author", &article->author}, {"source", &article->source}};
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
    const json_t *value = get_field(context, record, fields[i].name);
    if (value)
      read_article_set(article, fields[i].field, as_words(article->arena, value, ", "));
  }
  const json_t *date = get_field(context, record, "date"), *id = get_field(context, record, "id");
  if (date)
    set_date(context, article, date);
  const struct relata_str given = id ? relata_str_trim(as_words(article->arena, id, " ")) : (struct relata_str){"", 0};
  if (given.len)
    article->id = relata_arena_copy(article->arena, given);
}

/* A record with a text; RELATA_BAD_INPUT if it has none. */
static enum relata_status read_record(const struct read_context *context, const json_t *record, const char *path,
                                      struct relata_str id, struct read_article **out, struct relata_error *error) {
  *out = NULL;
  const json_t *text = json_is_object(record) ? get_field(context, record, "text") : record;
  struct read_article *article = read_article_new(path, id);
  const struct relata_str words = text && !json_is_object(text) && !json_is_number(text)
                                      ? as_words(article->arena, text, "\n\n")
                                      : as_words(article->arena, json_is_object(record) ? text : NULL, "\n\n");
  enum relata_status status;
  if (relata_str_trim(words).len == 0) {
    status = relata_error_set(error, RELATA_BAD_INPUT, path, 0, 0,
                              text ? "the record's text is empty"
                                   : "the record has no text; --field \"text=KEY\" names its key");
  } else {
    if (json_is_object(record))
      fill_fields(context, record, article);
    status = fill_text(context, words, article, error);
  }
  if (status == RELATA_OK)
    *out = article;
  else
    read_article_free(article);
  return status;
}

/* ------------------------------------------------------- a whole file */

static const json_t *find_records(const struct read_context *context, const json_t *root) {
  if (json_is_array(root))
    return root;
  if (get_field(context, root, "text") && !json_is_array(get_field(context, root, "text")))
    return NULL;
  const struct read_words *words = context->words;
  for (size_t i = 0; i < words->counts[LIST_RECORDS]; i++) {
    const json_t *value = get_nocase(root, words->words[LIST_RECORDS][i].text);
    if (json_is_array(value) && json_array_size(value) > 0)
      return value;
  }
  return NULL;
}

static enum relata_status read_records(const struct read_context *context, const json_t *records, const char *path,
                                       struct relata_str id, struct read_articles *out) {
  for (size_t i = 0; i < json_array_size(records); i++) {
    struct relata_arena *arena = relata_arena_new();
    const struct relata_str name = relata_arena_print(arena, "%.*s#%zu", (int)id.len, id.data, i + 1);
    struct relata_error problem;
    struct read_article *article;
    if (read_record(context, json_array_get(records, i), path, name, &article, &problem) == RELATA_OK)
      read_articles_add(out, article);
    else
      read_warn(context, &problem);
    relata_arena_free(arena);
  }
  return RELATA_OK;
}

static json_t *load(struct relata_str bytes, const char *path, size_t line, struct relata_error *error) {
  json_error_t problem;
  json_t *root = json_loadb(bytes.data, bytes.len, JSON_DECODE_ANY | JSON_ALLOW_NUL, &problem);
  if (!root)
    relata_error_set(error, RELATA_BAD_INPUT, path, line ? line : (size_t)problem.line, (size_t)problem.column,
                     "broken JSON: %s", problem.text);
  return root;
}

enum relata_status read_json(const struct read_context *context, struct relata_str bytes, const char *path,
                             struct relata_str id, struct read_articles *out, struct relata_error *error) {
  struct read_text text = {0};
  size_t broken = 0;
  RELATA_TRY(read_decode_all(&text, &broken, bytes, (struct relata_str){"", 0}, path, error));
  json_t *root = load(read_text_view(&text, 0, text.len), path, 0, error);
  read_text_free(&text);
  if (!root)
    return RELATA_BAD_INPUT;
  const json_t *records = find_records(context, root);
  enum relata_status status = RELATA_OK;
  if (records) {
    status = read_records(context, records, path, id, out);
  } else {
    struct read_article *article;
    status = read_record(context, root, path, id, &article, error);
    if (status == RELATA_OK)
      read_articles_add(out, article);
  }
  if (out->count)
    out->items[0]->broken_bytes += broken;
  json_decref(root);
  return status;
}

/* --------------------------------------------------------- JSON Lines */

struct jsonl {
  struct read_producer base;
  const struct read_context *context;
  struct read_stream *stream;
  char *id;
  size_t line;
  struct read_decoder decoder;
  bool started;
};

static void free_jsonl(struct read_producer *self) {
  struct jsonl *jsonl = (struct jsonl *)self;
  read_decoder_free(&jsonl->decoder);
  free(jsonl->id);
  free(jsonl);
}

static enum relata_status no_refill(struct read_producer *self, struct read_article *article, bool *more,
                                    struct relata_error *error) {
  (void)self, (void)article, (void)error;
  *more = false;
  return RELATA_OK;
}

/* The next line of bytes, without its end; *size with it.  Nothing left: *size is 0. */
static enum relata_status get_line(struct jsonl *jsonl, struct relata_str *line, size_t *size,
                                   struct relata_error *error) {
  for (size_t searched = 0, want = CHUNK;; want *= 2) {
    RELATA_TRY(read_stream_fill(jsonl->stream, want, error));
    const struct relata_str view = read_stream_view(jsonl->stream);
    const size_t end = searched + read_find(read_after(view, searched), RELATA_STR("\n"));
    if (end < view.len || read_stream_at_end(jsonl->stream)) {
      *line = (struct relata_str){view.data, end < view.len ? end : view.len};
      *size = end < view.len ? end + 1 : view.len;
      return RELATA_OK;
    }
    searched = view.len;
  }
}

/* UTF-16 has its line ends elsewhere: such a file is decoded as a whole. */
static enum relata_status start(struct jsonl *jsonl, struct relata_error *error) {
  RELATA_TRY(read_stream_fill(jsonl->stream, SAMPLE_BYTES, error));
  struct relata_str sample = read_stream_view(jsonl->stream);
  sample.len = sample.len < SAMPLE_BYTES ? sample.len : SAMPLE_BYTES;
  const char *path = read_stream_path(jsonl->stream);
  RELATA_TRY(read_decoder_init(&jsonl->decoder, sample, (struct relata_str){"", 0}, path, error));
  if (jsonl->decoder.charset == CHARSET_UTF16 || jsonl->decoder.charset == CHARSET_UTF32)
    return relata_error_set(error, RELATA_UNSUPPORTED, path, 0, 0, "JSON Lines must be UTF-8");
  read_stream_take(jsonl->stream, jsonl->decoder.bom);
  jsonl->started = true;
  return RELATA_OK;
}

static enum relata_status read_line(struct jsonl *jsonl, struct relata_str line, struct read_article **out) {
  const char *path = read_stream_path(jsonl->stream);
  struct read_text text = {0};
  struct relata_error problem = {.status = RELATA_OK};
  const size_t broken = jsonl->decoder.broken;
  read_decoder_feed(&jsonl->decoder, line, 0, true, &text);
  enum relata_status status = RELATA_BAD_INPUT;
  json_t *root = load(read_text_view(&text, 0, text.len), path, jsonl->line, &problem);
  if (root) {
    struct relata_arena *arena = relata_arena_new();
    const struct relata_str id = relata_arena_print(arena, "%s#%zu", jsonl->id, jsonl->line);
    status = read_record(jsonl->context, root, path, id, out, &problem);
    relata_arena_free(arena);
    json_decref(root);
  }
  if (status == RELATA_OK)
    (*out)->broken_bytes = jsonl->decoder.broken - broken;
  else {
    problem.line = jsonl->line;
    read_warn(jsonl->context, &problem);
  }
  read_text_free(&text);
  return status;
}

static enum relata_status next(struct read_producer *self, struct read_article **out, struct relata_error *error) {
  struct jsonl *jsonl = (struct jsonl *)self;
  *out = NULL;
  if (!jsonl->started)
    RELATA_TRY(start(jsonl, error));
  for (;;) {
    struct relata_str line;
    size_t size;
    RELATA_TRY(get_line(jsonl, &line, &size, error));
    if (size == 0)
      return RELATA_OK;
    jsonl->line++;
    const bool read = relata_str_trim(line).len && read_line(jsonl, line, out) == RELATA_OK;
    read_stream_take(jsonl->stream, size);
    if (read)
      return RELATA_OK;
  }
}

struct read_producer *read_jsonl_producer(const struct read_context *context, struct read_stream *stream,
                                          struct relata_str id) {
  size_t one = 0, capacity = 0;
  struct jsonl *jsonl = read_grow(NULL, &one, 1, sizeof *jsonl);
  memset(jsonl, 0, sizeof *jsonl);
  jsonl->base = (struct read_producer){next, no_refill, free_jsonl};
  jsonl->context = context;
  jsonl->stream = stream;
  jsonl->id = read_grow(NULL, &capacity, id.len + 1, 1);
  memcpy(jsonl->id, id.data, id.len);
  jsonl->id[id.len] = '\0';
  return &jsonl->base;
}
