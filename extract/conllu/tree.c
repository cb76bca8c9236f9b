#include "extract/conllu/tree.h"

#include "extract/conllu/feats.h"

static bool is_given(struct relata_str cell) {
  return cell.len > 0 && !relata_str_is(cell, "_");
}

/* A head's number, or UINT32_MAX for what is none. */
static uint32_t parse_head(struct relata_str cell) {
  uint32_t number = 0;
  for (size_t i = 0; i < cell.len; i++) {
    if (cell.data[i] < '0' || cell.data[i] > '9' || number > 100000000)
      return UINT32_MAX;
    number = number * 10 + (uint32_t)(cell.data[i] - '0');
  }
  return cell.len ? number : UINT32_MAX;
}

static enum relata_status bad(struct relata_error *error, const char *name, const struct conllu_word *word,
                              const char *what, struct relata_str cell) {
  const int shown = cell.len < 40 ? (int)cell.len : 40;
  return relata_error_set(error, RELATA_BAD_INPUT, name, word->line, 0, "%s: '%.*s'", what, shown, cell.data);
}

static enum relata_status fill_tags(struct relata_token *token, struct relata_arena *arena,
                                    const struct conllu_word *word, const char *name, struct relata_error *error) {
  if (is_given(word->upos)) {
    token->upos = (uint8_t)relata_upos_of(word->upos);
    if (token->upos == RELATA_X && !relata_str_is(word->upos, "X"))
      return bad(error, name, word, "not a part of speech", word->upos);
  }
  if (is_given(word->lemma) || relata_str_is(word->form, "_"))
    token->lemma = relata_arena_copy(arena, word->lemma);
  conllu_feats_read(token, word->feats);
  conllu_name_read(token, conllu_cell_get(word->misc, "NER"));
  token->dep = (uint8_t)(is_given(word->deprel) ? relata_dep_of(word->deprel) : RELATA_DEP_DEP);
  token->tag_score = token->arc_score = 1;
  return RELATA_OK;
}

/* Does word `from` lead to the root?  `known` marks the words that do, so that
 * each word is walked over twice at most. */
static bool leads_to_root(const struct relata_token *tokens, uint32_t first, size_t count, size_t from,
                          uint8_t *known) {
  size_t at = from;
  for (size_t steps = 0; !known[at]; steps++) {
    if (steps > count)
      return false;
    if (tokens[at].head == RELATA_NONE)
      break;
    at = tokens[at].head - first;
  }
  for (at = from; !known[at]; at = tokens[at].head - first) {
    known[at] = 1;
    if (tokens[at].head == RELATA_NONE)
      break;
  }
  return true;
}

static enum relata_status check_tree(const struct relata_token *tokens, uint32_t first, struct relata_arena *arena,
                                     const struct conllu_sentence *sentence, const char *name,
                                     struct relata_error *error) {
  const size_t count = sentence->word_count;
  size_t roots = 0;
  for (size_t i = 0; i < count; i++)
    roots += tokens[i].head == RELATA_NONE;
  if (roots != 1)
    return relata_error_set(error, RELATA_BAD_INPUT, name, sentence->words[0].line, 0,
                            "the sentence that begins here has %zu roots", roots);
  uint8_t *known = relata_arena_alloc(arena, count);
  for (size_t i = 0; i < count; i++)
    if (!leads_to_root(tokens, first, count, i, known))
      return bad(error, name, &sentence->words[i], "its heads lead in a circle", sentence->words[i].head);
  return RELATA_OK;
}

enum relata_status conllu_tree_fill(struct relata_token *tokens, uint32_t first, struct relata_arena *arena,
                                    const struct conllu_sentence *sentence, const char *name, bool *given,
                                    struct relata_error *error) {
  *given = true;
  for (size_t i = 0; i < sentence->word_count; i++) {
    const struct conllu_word *word = &sentence->words[i];
    RELATA_TRY(fill_tags(&tokens[i], arena, word, name, error));
    if (!is_given(word->head)) {
      *given = false;
      continue;
    }
    const uint32_t head = parse_head(word->head);
    if (head > sentence->word_count || head == i + 1)
      return bad(error, name, word, "its head is no other word of the sentence", word->head);
    tokens[i].head = head ? first + head - 1 : RELATA_NONE;
  }
  return *given ? check_tree(tokens, first, arena, sentence, name, error) : RELATA_OK;
}
