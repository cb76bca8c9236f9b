/* The words of a predicate. */
#include "extract/facts/openie.h"

/* A single adverb in the unbroken run of auxiliaries and adverbs before the verb. */
static bool adverb_belongs(const struct tree *tree, uint32_t head, uint32_t adverb) {
  if (tree_in(tree, adverb, WORD_NEGATION) || tree_form_is(tree, adverb, "no"))
    return true;
  if (adverb > head || tree_children(tree, adverb).count || tree_in(tree, adverb, WORD_QUESTION_ADVERB))
    return false;
  for (uint32_t t = adverb + 1; t < head; t++) {
    const enum relata_dep base = tree_base(tree, t);
    if (tree_head(tree, t) != head ||
        (base != RELATA_DEP_AUX && base != RELATA_DEP_COP && base != RELATA_DEP_ADVMOD))
      return false;
  }
  return true;
}

void predicate_add(struct openie *openie, struct words *words, uint32_t head) {
  const struct tree *tree = openie->tree;
  words_add(openie, words, head);
  const struct tree_list children = tree_children(tree, head);
  for (size_t k = 0; k < children.count; k++) {
    const uint32_t child = children.items[k];
    const enum relata_dep base = tree_base(tree, child);
    if (base == RELATA_DEP_AUX || base == RELATA_DEP_COP || tree_dep(tree, child) == RELATA_DEP_COMPOUND_PRT ||
        (base == RELATA_DEP_ADVMOD && adverb_belongs(tree, head, child)))
      words_add(openie, words, child);
  }
}

/* +1 past, -1 present, 0 not to be told from this word and its auxiliaries. */
static int tense_of(const struct tree *tree, uint32_t verb) {
  const struct tree_list children = tree_children(tree, verb);
  for (size_t k = 0; k < children.count; k++) {
    const enum relata_dep base = tree_base(tree, children.items[k]);
    if (base != RELATA_DEP_AUX && base != RELATA_DEP_COP)
      continue;
    const uint64_t sets = words_find(tree->tokens[children.items[k]].form);
    if (words_in(sets, WORD_PAST_FORM))
      return 1;
    if (words_in(sets, WORD_PRESENT_FORM))
      return -1;
  }
  if (tree_upos(tree, verb) != RELATA_VERB || tree_form_ends(tree, verb, "ing"))
    return 0;
  const struct relata_token *token = &tree->tokens[verb];
  const bool inflected = !relata_str_equal(token->form, token->lemma) && !tree_form_ends(tree, verb, "s");
  if (tree_form_ends(tree, verb, "ed") || inflected)
    return 1;
  return token->dep == RELATA_DEP_ROOT ? -1 : 0;
}

static bool is_past(const struct tree *tree, uint32_t head) {
  for (int seen = 0; head != RELATA_NONE && seen < 16; head = tree_head(tree, head)) {
    if (!tree_is_predicate(tree, head))
      continue;
    const int tense = tense_of(tree, head);
    if (tense)
      return tense > 0;
    seen++;
  }
  return true;
}

bool noun_is_plural(const struct tree *tree, uint32_t token) {
  if (token == RELATA_NONE)
    return false;
  if (tree_child_base(tree, token, RELATA_DEP_CONJ) != RELATA_NONE ||
      words_in(words_find(tree->tokens[token].form), WORD_PLURAL_WORD))
    return true;
  const enum relata_upos upos = tree_upos(tree, token);
  if (upos == RELATA_NUM)
    return true;
  if (upos != RELATA_NOUN && upos != RELATA_PROPN)
    return false;
  return tree_form_ends(tree, token, "s") && !relata_str_equal(tree->tokens[token].form, tree->tokens[token].lemma) &&
         tree->tokens[token].number != RELATA_SING;
}

uint32_t predicate_be(const struct tree *tree, uint32_t head, uint32_t subject) {
  const bool plural = noun_is_plural(tree, subject);
  if (is_past(tree, head))
    return plural ? INSERTED(INSERT_WERE) : INSERTED(INSERT_WAS);
  return plural ? INSERTED(INSERT_ARE) : INSERTED(INSERT_IS);
}
