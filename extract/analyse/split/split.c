/* split.c — fills a document's sentences and words. */
#include <string.h>

#include "extract/analyse/split/boundary.h"
#include "extract/analyse/split/lex.h"
#include "extract/extract.h"

/* What splitting gathers before it becomes the document's. */
struct split {
  const char *text;
  size_t len;
  struct pieces words;      /* spans of bytes */
  struct pieces paragraphs; /* spans of word indexes */
  struct pieces sentences;  /* spans of word indexes */
};

static void split_sentences(struct split *split, enum boundary_style style, const struct piece *paragraph) {
  const size_t first = paragraph->begin, count = paragraph->end - first;
  struct boundary_place place;
  size_t begin = 0;
  boundary_start(&place, style, split->text, split->words.items + first, count);
  for (size_t i = 0; i < count; i++) {
    boundary_pass(&place, i, i == begin);
    if (i + 1 == count || (boundary_is_candidate(&place, i) && boundary_decide(&place, i))) {
      pieces_add(&split->sentences, first + begin, first + i + 1);
      begin = i + 1;
    }
  }
}

/* Behind the next empty line; `*end` is where the paragraph's text ends. */
static size_t next_paragraph(const char *text, size_t at, size_t len, size_t *end) {
  for (const char *line; (line = memchr(text + at, '\n', len - at)) != NULL;) {
    size_t behind = (size_t)(line - text) + 1;
    *end = behind - 1;
    const size_t first = behind;
    while (behind < len && strchr(" \t\r\n", text[behind]) && text[behind])
      behind++;
    if (memchr(text + first, '\n', behind - first) || behind == len)
      return behind;
    at = behind;
  }
  *end = len;
  return len;
}

static size_t next_line(const char *text, size_t at, size_t len, size_t *end) {
  const char *line = memchr(text + at, '\n', len - at);
  *end = line ? (size_t)(line - text) : len;
  return line ? *end + 1 : len;
}

/* Words of every paragraph, or line. */
static void split_words(struct split *split, bool lines) {
  for (size_t at = 0, end; at < split->len;) {
    const size_t begin = at, first = split->words.count;
    at = lines ? next_line(split->text, begin, split->len, &end) : next_paragraph(split->text, begin, split->len, &end);
    lex_paragraph(&split->words, split->text, begin, end);
    pieces_add(&split->paragraphs, first, split->words.count);
  }
}

static void split_run(struct split *split, bool lines) {
  split_words(split, lines);
  const enum boundary_style style = boundary_style_of(split->text, split->words.items, split->words.count);
  for (size_t i = 0; i < split->paragraphs.count; i++) {
    const struct piece *paragraph = &split->paragraphs.items[i];
    if (lines)
      pieces_add(&split->sentences, paragraph->begin, paragraph->end);
    else
      split_sentences(split, style, paragraph);
  }
}

static void fill_token(struct relata_token *token, const struct split *split, size_t index, uint32_t sentence) {
  const struct piece *piece = &split->words.items[index];
  token->form = (struct relata_str){split->text + piece->begin, piece->end - piece->begin};
  token->begin = piece->begin;
  token->end = piece->end;
  token->head = RELATA_NONE;
  token->sentence = sentence;
  token->space_after = index + 1 == split->words.count || piece[1].begin > piece->end;
}

static void fill_document(struct relata_document *document, const struct split *split) {
  document->token_count = split->words.count;
  document->tokens = relata_arena_alloc(document->arena, (split->words.count + 1) * sizeof *document->tokens);
  document->sentence_count = split->sentences.count;
  document->sentences = relata_arena_alloc(document->arena, (split->sentences.count + 1) * sizeof *document->sentences);
  size_t paragraph = 0;
  for (size_t i = 0; i < split->sentences.count; i++) {
    struct relata_sentence *sentence = &document->sentences[i];
    sentence->first = split->sentences.items[i].begin;
    sentence->end = split->sentences.items[i].end;
    sentence->begin_byte = split->words.items[sentence->first].begin;
    sentence->end_byte = split->words.items[sentence->end - 1].end;
    sentence->paragraph_begins =
        paragraph < split->paragraphs.count && split->paragraphs.items[paragraph].begin == sentence->first;
    paragraph += sentence->paragraph_begins;
    sentence->is_title = document->has_title && paragraph == 1;
    for (size_t word = sentence->first; word < sentence->end; word++)
      fill_token(&document->tokens[word], split, word, (uint32_t)i);
  }
}

static enum relata_status split_document(struct relata_document *document, bool lines, struct relata_error *error) {
  if (document->text.len >= UINT32_MAX)
    return relata_error_set(error, RELATA_LIMIT, NULL, 0, 0, "a text of %zu bytes is too long for one document",
                            document->text.len);
  struct split split = {.text = document->text.data, .len = document->text.len};
  split_run(&split, lines);
  const bool failed = split.words.failed || split.sentences.failed || split.paragraphs.failed;
  if (!failed)
    fill_document(document, &split);
  pieces_free(&split.words);
  pieces_free(&split.sentences);
  pieces_free(&split.paragraphs);
  if (failed)
    return relata_error_set(error, RELATA_NO_MEMORY, NULL, 0, 0, "no memory for the words of a text");
  return RELATA_OK;
}

enum relata_status relata_split(struct relata_document *document, struct relata_error *error) {
  return split_document(document, false, error);
}

enum relata_status relata_split_lines(struct relata_document *document, struct relata_error *error) {
  return split_document(document, true, error);
}
