/* read.c — the table, line by line. */
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "extract/conllu/build.h"
#include "extract/conllu/conllu.h"

enum column { ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC, COLUMNS };

struct reading {
  struct relata_str bytes;
  size_t at, line; /* of the next line; of the current one, from 1 */
  const struct relata_conllu_options *options;
  relata_conllu_take take;
  void *payload;
  struct relata_error *error;
  struct conllu_builder builder;
  struct conllu_sentence sentence;
  uint32_t word_end;          /* last id of the multiword token that is open, else 0 */
  struct relata_str document; /* its id */
  uint32_t part;
};

static enum relata_status bad(const struct reading *reading, const char *what) {
  return relata_error_set(reading->error, RELATA_BAD_INPUT, reading->options->name, reading->line, 0, "%s", what);
}

static enum relata_status no_memory(const struct reading *reading) {
  return relata_error_set(reading->error, RELATA_NO_MEMORY, reading->options->name, reading->line, 0,
                          "no memory for its words");
}

/* --------------------------------------------------------------- documents */

/* Hands over what is built.  An empty document is none. */
static enum relata_status end_part(struct reading *reading, bool more) {
  struct conllu_builder *builder = &reading->builder;
  if (!builder->document || builder->sentence_count == 0)
    return RELATA_OK;
  struct relata_document *document = conllu_builder_finish(builder);
  document->id = relata_arena_copy(document->arena, reading->document);
  document->path = relata_arena_copy(document->arena, relata_str_of(reading->options->name));
  document->part = reading->part++;
  document->more_parts = more;
  return reading->take(reading->payload, document);
}

static enum relata_status start_document(struct reading *reading, struct relata_str id) {
  RELATA_TRY(end_part(reading, false));
  reading->document = id;
  reading->part = 0;
  return RELATA_OK;
}

/* A long document is cut before the sentence that follows. */
static enum relata_status make_room(struct reading *reading) {
  if (reading->builder.document && reading->builder.text_len > RELATA_CONLLU_PART)
    RELATA_TRY(end_part(reading, true));
  if (!reading->builder.document)
    conllu_builder_start(&reading->builder);
  return RELATA_OK;
}

/* --------------------------------------------------------------- sentences */

static void clear_sentence(struct conllu_sentence *sentence) {
  sentence->word_count = sentence->token_count = 0;
  sentence->paragraph_begins = false;
  sentence->id = (struct relata_str){NULL, 0};
}

static enum relata_status end_sentence(struct reading *reading) {
  if (reading->sentence.word_count == 0)
    return reading->sentence.token_count ? bad(reading, "a multiword token without its words") : RELATA_OK;
  if (reading->word_end)
    return bad(reading, "the sentence ends inside a multiword token");
  RELATA_TRY(make_room(reading));
  const enum relata_status status = conllu_builder_add(
      &reading->builder, &reading->sentence, reading->options->keep_trees, reading->options->name, reading->error);
  clear_sentence(&reading->sentence);
  return status;
}

/* ---------------------------------------------------------------- comments */

/* Is it "# NAME" or "# NAME = VALUE"? */
static bool is_comment(struct relata_str line, const char *name, struct relata_str *value) {
  const size_t len = strlen(name);
  struct relata_str rest = relata_str_trim((struct relata_str){line.data + 1, line.len - 1});
  if (rest.len < len || memcmp(rest.data, name, len) != 0)
    return false;
  rest = relata_str_trim((struct relata_str){rest.data + len, rest.len - len});
  if (rest.len && rest.data[0] != '=')
    return false;
  *value = rest.len ? relata_str_trim((struct relata_str){rest.data + 1, rest.len - 1}) : rest;
  return true;
}

static enum relata_status read_comment(struct reading *reading, struct relata_str line) {
  struct relata_str value;
  if (is_comment(line, "newdoc id", &value) && value.len) {
    reading->sentence.paragraph_begins = true;
    return start_document(reading, value);
  }
  if (is_comment(line, "newdoc", &value)) {
    reading->sentence.paragraph_begins = true;
    return start_document(reading, relata_str_of(reading->options->name));
  }
  if (is_comment(line, "sent_id", &value))
    reading->sentence.id = value;
  else if (is_comment(line, "newpar id", &value) || is_comment(line, "newpar", &value))
    reading->sentence.paragraph_begins = true;
  return RELATA_OK;
}

/* -------------------------------------------------------------------- rows */

static bool split_columns(struct relata_str line, struct relata_str columns[COLUMNS]) {
  size_t begin = 0;
  for (int i = 0; i < COLUMNS; i++) {
    const char *tab = memchr(line.data + begin, '\t', line.len - begin);
    const size_t end = tab ? (size_t)(tab - line.data) : line.len;
    if ((tab != NULL) != (i < COLUMNS - 1))
      return false;
    columns[i] = (struct relata_str){line.data + begin, end - begin};
    begin = end + 1;
  }
  return true;
}

/* Digits at `*at`; 0 for none and for what is too great. */
static uint32_t read_number(struct relata_str text, size_t *at) {
  uint32_t number = 0;
  for (; *at < text.len && text.data[*at] >= '0' && text.data[*at] <= '9'; ++*at) {
    if (number > 100000000)
      return 0;
    number = number * 10 + (uint32_t)(text.data[*at] - '0');
  }
  return number;
}

static bool has_space_after(struct relata_str misc) {
  static const char no[] = "SpaceAfter=No";
  for (size_t at = 0; at < misc.len;) {
    const char *bar = memchr(misc.data + at, '|', misc.len - at);
    const size_t len = bar ? (size_t)(bar - misc.data) - at : misc.len - at;
    if (len == sizeof no - 1 && memcmp(misc.data + at, no, len) == 0)
      return false;
    at += len + 1;
  }
  return true;
}

static enum relata_status add_token(struct reading *reading, const struct relata_str *columns, uint32_t words) {
  struct conllu_sentence *sentence = &reading->sentence;
  if (!conllu_grow(&sentence->tokens, sentence->token_count, &sentence->token_room, sizeof *sentence->tokens))
    return no_memory(reading);
  const uint32_t first = (uint32_t)sentence->word_count;
  sentence->tokens[sentence->token_count++] = (struct conllu_token){
      .form = columns[FORM],
      .source = (size_t)(columns[FORM].data - reading->bytes.data),
      .first = first,
      .end = first + words,
      .space_after = has_space_after(columns[MISC]),
  };
  return RELATA_OK;
}

static enum relata_status add_word(struct reading *reading, const struct relata_str *columns) {
  struct conllu_sentence *sentence = &reading->sentence;
  if (!conllu_grow(&sentence->words, sentence->word_count, &sentence->word_room, sizeof *sentence->words))
    return no_memory(reading);
  if (!reading->word_end)
    RELATA_TRY(add_token(reading, columns, 1));
  sentence->words[sentence->word_count++] = (struct conllu_word){
      .form = columns[FORM],
      .lemma = columns[LEMMA],
      .upos = columns[UPOS],
      .feats = columns[FEATS],
      .head = columns[HEAD],
      .deprel = columns[DEPREL],
      .misc = columns[MISC],
      .line = reading->line,
      .token = (uint32_t)sentence->token_count - 1,
  };
  if (reading->word_end == sentence->word_count)
    reading->word_end = 0;
  return RELATA_OK;
}

static enum relata_status add_multiword(struct reading *reading, const struct relata_str *columns, uint32_t first,
                                        uint32_t last) {
  if (reading->word_end || first != reading->sentence.word_count + 1 || last < first)
    return bad(reading, "a multiword token whose ids are out of order");
  if (last - first > 1000)
    return bad(reading, "a multiword token of too many words");
  RELATA_TRY(add_token(reading, columns, last - first + 1));
  reading->word_end = last;
  return RELATA_OK;
}

static enum relata_status read_row(struct reading *reading, struct relata_str line) {
  struct relata_str columns[COLUMNS];
  if (!split_columns(line, columns))
    return bad(reading, "a row that has not ten columns");
  size_t at = 0;
  const uint32_t id = read_number(columns[ID], &at);
  const bool whole = at == columns[ID].len;
  if (!whole && columns[ID].data[at] == '.')
    return RELATA_OK; /* an empty node */
  if (relata_str_trim(columns[FORM]).len == 0)
    return bad(reading, "a word without letters");
  if (!whole && columns[ID].data[at] == '-') {
    at++;
    const uint32_t last = read_number(columns[ID], &at);
    return at == columns[ID].len ? add_multiword(reading, columns, id, last) : bad(reading, "not an id");
  }
  if (!whole || id != reading->sentence.word_count + 1)
    return bad(reading, "an id that is not the next number");
  return add_word(reading, columns);
}

/* ------------------------------------------------------------------- lines */

static bool next_line(struct reading *reading, struct relata_str *line) {
  if (reading->at >= reading->bytes.len)
    return false;
  const char *begin = reading->bytes.data + reading->at;
  const size_t rest = reading->bytes.len - reading->at;
  const char *newline = memchr(begin, '\n', rest);
  size_t len = newline ? (size_t)(newline - begin) : rest;
  reading->at += len + (newline != NULL);
  reading->line++;
  if (len && begin[len - 1] == '\r')
    len--;
  *line = (struct relata_str){begin, len};
  return true;
}

static bool is_utf8(struct relata_str text) {
  for (size_t at = 0; at < text.len;) {
    if ((unsigned char)text.data[at] < 0x80) {
      at++;
      continue;
    }
    utf8proc_int32_t character;
    const utf8proc_ssize_t bytes =
        utf8proc_iterate((const utf8proc_uint8_t *)text.data + at, (utf8proc_ssize_t)(text.len - at), &character);
    if (bytes <= 0)
      return false;
    at += (size_t)bytes;
  }
  return true;
}

static enum relata_status read_lines(struct reading *reading) {
  struct relata_str line;
  while (next_line(reading, &line)) {
    if (!is_utf8(line))
      return bad(reading, "a line that is not UTF-8");
    if (relata_str_trim(line).len == 0)
      RELATA_TRY(end_sentence(reading));
    else if (line.data[0] != '#')
      RELATA_TRY(read_row(reading, line));
    else if (reading->sentence.token_count == 0)
      RELATA_TRY(read_comment(reading, line));
  }
  RELATA_TRY(end_sentence(reading));
  return end_part(reading, false);
}

enum relata_status relata_conllu_read(struct relata_str bytes, const struct relata_conllu_options *options,
                                      relata_conllu_take take, void *payload, struct relata_error *error) {
  if (bytes.len >= UINT32_MAX)
    return relata_error_set(error, RELATA_LIMIT, options->name, 0, 0, "CoNLL-U of 4 GiB or more");
  struct reading reading = {
      .bytes = bytes,
      .options = options,
      .take = take,
      .payload = payload,
      .error = error,
      .document = relata_str_of(options->name),
      .sentence = {.paragraph_begins = true},
  };
  if (bytes.len >= 3 && memcmp(bytes.data, "\xEF\xBB\xBF", 3) == 0)
    reading.at = 3;
  const enum relata_status status = read_lines(&reading);
  conllu_builder_free(&reading.builder);
  free(reading.sentence.words);
  free(reading.sentence.tokens);
  return status;
}
