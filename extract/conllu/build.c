#include "extract/conllu/build.h"

#include <stdlib.h>
#include <string.h>

#include "extract/conllu/tree.h"

bool conllu_grow(void *items, size_t count, size_t *room, size_t size) {
  if (count < *room)
    return true;
  const size_t wanted = *room ? *room * 2 : 64;
  void *old;
  memcpy(&old, items, sizeof old);
  if (wanted > SIZE_MAX / size)
    return false;
  void *grown = realloc(old, wanted * size);
  if (!grown)
    return false;
  memcpy(items, &grown, sizeof grown);
  *room = wanted;
  return true;
}

void conllu_builder_start(struct conllu_builder *builder) {
  builder->document = relata_document_new();
  builder->text_len = builder->token_count = builder->sentence_count = builder->offset_count = 0;
  builder->space = false;
}

static bool add_text(struct conllu_builder *builder, struct relata_str text) {
  while (builder->text_room - builder->text_len < text.len)
    if (!conllu_grow(&builder->text, builder->text_room, &builder->text_room, 1))
      return false;
  if (text.len)
    memcpy(builder->text + builder->text_len, text.data, text.len);
  builder->text_len += text.len;
  return true;
}

static bool add_offset(struct conllu_builder *builder, size_t source) {
  if (!conllu_grow(&builder->offsets, builder->offset_count, &builder->offset_room, sizeof *builder->offsets))
    return false;
  builder->offsets[builder->offset_count++] = (struct relata_offset){(uint32_t)builder->text_len, (uint32_t)source};
  return true;
}

/* Are the token's words its letters, cut? */
static bool is_cut(const struct conllu_sentence *sentence, const struct conllu_token *token) {
  size_t at = 0;
  for (uint32_t i = token->first; i < token->end; i++) {
    const struct relata_str form = sentence->words[i].form;
    if (form.len > token->form.len - at || memcmp(form.data, token->form.data + at, form.len) != 0)
      return false;
    at += form.len;
  }
  return at == token->form.len;
}

static bool add_words(struct conllu_builder *builder, const struct conllu_sentence *sentence,
                      const struct conllu_token *token) {
  const uint32_t begin = (uint32_t)builder->text_len, end = begin + (uint32_t)token->form.len;
  const bool cut = is_cut(sentence, token);
  uint32_t at = begin;
  for (uint32_t i = token->first; i < token->end; i++) {
    if (!conllu_grow(&builder->tokens, builder->token_count, &builder->token_room, sizeof *builder->tokens))
      return false;
    const struct relata_str form = sentence->words[i].form;
    const uint32_t behind = cut ? at + (uint32_t)form.len : end;
    builder->tokens[builder->token_count++] = (struct relata_token){
        .form = relata_arena_copy(builder->document->arena, form),
        .begin = at,
        .end = behind,
        .head = RELATA_NONE,
        .sentence = (uint32_t)builder->sentence_count,
        .space_after = i + 1 == token->end && token->space_after,
    };
    at = cut ? behind : begin;
  }
  return true;
}

static bool add_tokens(struct conllu_builder *builder, const struct conllu_sentence *sentence) {
  for (size_t i = 0; i < sentence->token_count; i++) {
    const struct conllu_token *token = &sentence->tokens[i];
    if (!add_offset(builder, token->source) || !add_words(builder, sentence, token) || !add_text(builder, token->form))
      return false;
    if (token->space_after && i + 1 < sentence->token_count && !add_text(builder, RELATA_STR(" ")))
      return false;
  }
  builder->space = sentence->tokens[sentence->token_count - 1].space_after;
  return true;
}

static bool add_gap(struct conllu_builder *builder, const struct conllu_sentence *sentence) {
  if (builder->text_len == 0)
    return true;
  if (sentence->paragraph_begins)
    return add_text(builder, RELATA_STR("\n\n"));
  return !builder->space || add_text(builder, RELATA_STR(" "));
}

static enum relata_status no_memory(struct relata_error *error, const char *name) {
  return relata_error_set(error, RELATA_NO_MEMORY, name, 0, 0, "no memory for its words");
}

enum relata_status conllu_builder_add(struct conllu_builder *builder, const struct conllu_sentence *sentence,
                                      bool keep_tree, const char *name, struct relata_error *error) {
  const uint32_t first = (uint32_t)builder->token_count;
  if (!add_gap(builder, sentence) ||
      !conllu_grow(&builder->sentences, builder->sentence_count, &builder->sentence_room, sizeof *builder->sentences))
    return no_memory(error, name);
  const uint32_t begin = (uint32_t)builder->text_len;
  if (!add_tokens(builder, sentence))
    return no_memory(error, name);
  bool given = false;
  if (keep_tree)
    RELATA_TRY(
        conllu_tree_fill(builder->tokens + first, first, builder->document->arena, sentence, name, &given, error));
  builder->sentences[builder->sentence_count] = (struct relata_sentence){
      .first = first,
      .end = (uint32_t)builder->token_count,
      .begin_byte = begin,
      .end_byte = (uint32_t)builder->text_len,
      .paragraph_begins = sentence->paragraph_begins,
      .given_tree = given,
      .id = relata_arena_copy(builder->document->arena, sentence->id),
  };
  builder->sentence_count++;
  return RELATA_OK;
}

static void *keep(struct relata_arena *arena, const void *items, size_t size) {
  void *copy = relata_arena_alloc(arena, size + 1);
  if (size)
    memcpy(copy, items, size);
  return copy;
}

struct relata_document *conllu_builder_finish(struct conllu_builder *builder) {
  struct relata_document *document = builder->document;
  struct relata_arena *arena = document->arena;
  document->text = relata_arena_copy(arena, (struct relata_str){builder->text, builder->text_len});
  document->token_count = builder->token_count;
  document->tokens = keep(arena, builder->tokens, builder->token_count * sizeof *builder->tokens);
  document->sentence_count = builder->sentence_count;
  document->sentences = keep(arena, builder->sentences, builder->sentence_count * sizeof *builder->sentences);
  document->offset_count = builder->offset_count;
  document->offsets = keep(arena, builder->offsets, builder->offset_count * sizeof *builder->offsets);
  builder->document = NULL;
  return document;
}

void conllu_builder_free(struct conllu_builder *builder) {
  relata_document_free(builder->document);
  free(builder->text);
  free(builder->tokens);
  free(builder->sentences);
  free(builder->offsets);
  *builder = (struct conllu_builder){0};
}
