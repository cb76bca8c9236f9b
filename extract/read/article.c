/* article.c — an article and how it is cut into documents. */
#include "extract/read/read.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

struct read_article *read_article_new(const char *path, struct relata_str id) {
  size_t one = 0;
  struct read_article *article = read_grow(NULL, &one, 1, sizeof *article);
  memset(article, 0, sizeof *article);
  article->arena = relata_arena_new();
  article->path = relata_arena_copy(article->arena, relata_str_of(path));
  article->id = relata_arena_copy(article->arena, id);
  return article;
}

void read_article_free(struct read_article *article) {
  if (!article)
    return;
  read_text_free(&article->text);
  relata_arena_free(article->arena);
  free(article);
}

/* White space made one, so that a field is one line. */
static struct relata_str copy_line(struct relata_arena *arena, struct relata_str value) {
  value = relata_str_trim(value);
  char *line = relata_arena_alloc(arena, value.len + 1);
  size_t len = 0;
  for (size_t i = 0; i < value.len; i++) {
    const bool space = read_is_space(value.data[i]);
    if (space && read_is_space(value.data[i - 1]))
      continue;
    line[len++] = space ? ' ' : value.data[i];
  }
  return (struct relata_str){line, len};
}

void read_article_set(struct read_article *article, struct relata_str *field, struct relata_str value) {
  value = relata_str_trim(value);
  if (field->len == 0 && value.len > 0)
    *field = copy_line(article->arena, value);
}

static bool is_continuation(char c) {
  return ((unsigned char)c & 0xc0) == 0x80;
}

/* The last end of a paragraph, else line, sentence, word or character, in
 * [begin + most/2, begin + most). */
static size_t find_cut(const struct read_article *article, size_t begin, size_t most) {
  const char *data = article->text.data;
  const size_t least = begin + most / 2, limit = begin + most;
  size_t line = 0, sentence = 0, word = 0;
  for (size_t at = limit; at > least; at--) {
    if (data[at - 1] == '\n' && (article->lines || data[at - 2] == '\n'))
      return at;
    if (!line && data[at - 1] == '\n')
      line = at;
    if (!word && data[at - 1] == ' ')
      word = at;
    if (!sentence && data[at - 1] == ' ' && (read_is_upper(data[at]) || (unsigned char)data[at] >= 0x80) &&
        read_ends_sentence((struct relata_str){data + at - 8, 7}))
      sentence = at;
  }
  if (line || sentence || word)
    return line ? line : sentence ? sentence : word;
  size_t at = limit;
  while (at > least && is_continuation(data[at]))
    at--;
  return at;
}

static void hash_field(XXH64_state_t *state, struct relata_str field) {
  const uint64_t len = field.len; /* so that moving a byte to the next field changes the hash */
  unsigned char bytes[8];
  for (size_t i = 0; i < sizeof bytes; i++)
    bytes[i] = (unsigned char)(len >> 8 * i);
  XXH64_update(state, bytes, sizeof bytes);
  if (field.len)
    XXH64_update(state, field.data, field.len);
}

static uint64_t hash_document(const struct relata_document *document) {
  XXH64_state_t *state = XXH64_createState();
  XXH64_reset(state, 0);
  const struct relata_str fields[] = {document->id,     document->url,  document->title, document->author,
                                      document->source, document->date, document->place, document->text};
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    hash_field(state, fields[i]);
  const uint64_t hash = XXH64_digest(state);
  XXH64_freeState(state);
  return hash;
}

/* Runs of [begin, end), and two at the end where it is not plain arithmetic. */
static void copy_offsets(struct relata_document *document, const struct read_text *text, size_t begin, size_t end) {
  struct read_text slice = {0};
  read_text_slice(&slice, text, begin, end);
  const size_t bytes = (slice.run_count + 2) * sizeof *document->offsets;
  document->offsets = relata_arena_alloc(document->arena, bytes);
  memcpy(document->offsets, slice.runs, slice.run_count * sizeof *slice.runs);
  document->offset_count = slice.run_count;
  const struct relata_offset last = slice.runs[slice.run_count - 1];
  for (int i = 0; i < 2 && last.source + (slice.len - last.text) != slice.source_end; i++)
    document->offsets[document->offset_count++] = (struct relata_offset){(uint32_t)slice.len, slice.source_end};
  document->text = relata_arena_copy(document->arena, (struct relata_str){slice.data, slice.len});
  read_text_free(&slice);
}

static void copy_fields(struct relata_document *document, const struct read_article *article) {
  struct relata_arena *arena = document->arena;
  document->id = relata_arena_copy(arena, article->id);
  document->path = relata_arena_copy(arena, article->path);
  document->url = relata_arena_copy(arena, article->url);
  document->title = relata_arena_copy(arena, article->title);
  document->author = relata_arena_copy(arena, article->author);
  document->source = relata_arena_copy(arena, article->source);
  document->date = relata_arena_copy(arena, article->date);
  document->place = relata_arena_copy(arena, article->place);
}

struct relata_document *read_article_cut(struct read_article *article, size_t part_bytes, bool whole) {
  const size_t begin = article->cut, left = article->text.len - begin;
  if (left == 0 || (!whole && left <= part_bytes))
    return NULL;
  const bool last = left <= part_bytes;
  const size_t cut = last ? article->text.len : find_cut(article, begin, part_bytes);
  size_t end = cut;
  while (end > begin && !article->lines && read_is_space(article->text.data[end - 1]))
    end--;
  struct relata_document *document = relata_document_new();
  copy_fields(document, article);
  copy_offsets(document, &article->text, begin, end > begin ? end : cut);
  document->part = article->part++;
  document->more_parts = !last;
  document->has_title = article->has_title && document->part == 0;
  document->broken_bytes = article->broken_bytes;
  article->broken_bytes = 0;
  document->content_hash = hash_document(document);
  article->cut = cut;
  if (article->cut >= PART_BYTES && article->cut >= article->text.len / 2) { /* what is gone need not be held */
    read_text_shift(&article->text, article->cut);
    article->cut = 0;
  }
  return document;
}
