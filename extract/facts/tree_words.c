/* What a word is in its tree: verbal, nominal, passive …, and its phrase. */
#include "extract/facts/tree.h"

#include <string.h>

bool tree_is_verbal(const struct tree *tree, uint32_t token) {
  const enum relata_upos upos = tree_upos(tree, token);
  const enum relata_dep base = tree_base(tree, token);
  if (upos != RELATA_VERB && upos != RELATA_AUX)
    return false;
  switch (base) {
  case RELATA_DEP_AUX:
  case RELATA_DEP_COP:
  case RELATA_DEP_AMOD:
  case RELATA_DEP_COMPOUND:
  case RELATA_DEP_FLAT:
  case RELATA_DEP_CASE:
  case RELATA_DEP_MARK:
  case RELATA_DEP_FIXED:
  case RELATA_DEP_CC:
    return false;
  default:
    return token != RELATA_NONE;
  }
}

bool tree_is_predicate(const struct tree *tree, uint32_t token) {
  for (int steps = 0; token != RELATA_NONE && steps < 16; steps++) {
    if (tree_is_verbal(tree, token) || tree_child(tree, token, RELATA_DEP_COP) != RELATA_NONE)
      return true;
    if (tree_base(tree, token) != RELATA_DEP_CONJ || tree_is_verbal(tree, tree_head(tree, token)))
      return false;
    token = tree_head(tree, token);
  }
  return false;
}

bool tree_is_nominal(const struct tree *tree, uint32_t token) {
  switch (tree_upos(tree, token)) {
  case RELATA_NOUN:
  case RELATA_PROPN:
  case RELATA_PRON:
  case RELATA_NUM:
  case RELATA_SYM:
    return true;
  case RELATA_X:
    return token != RELATA_NONE;
  default:
    return false;
  }
}

bool tree_is_relative(const struct tree *tree, uint32_t token) {
  if (!tree_in(tree, token, WORD_RELATIVE))
    return false;
  const enum relata_upos upos = tree_upos(tree, token);
  if (upos != RELATA_PRON && upos != RELATA_ADV && upos != RELATA_SCONJ && upos != RELATA_DET)
    return false;
  uint32_t top = tree_head(tree, token);
  for (int steps = 0; top != RELATA_NONE && steps < 8; steps++, top = tree_head(tree, top))
    if (tree_dep(tree, top) == RELATA_DEP_ACL_RELCL)
      return true;
  return false;
}

bool tree_is_infinitive(const struct tree *tree, uint32_t token) {
  return tree_child_lemma(tree, token, RELATA_DEP_MARK, "to") != RELATA_NONE;
}

/* A participle without subject or auxiliary that follows its noun ("the town taken in May"). */
static bool participle_is_reduced(const struct tree *tree, uint32_t token) {
  const struct relata_token *verb = &tree->tokens[token];
  if (verb->dep != RELATA_DEP_ACL || verb->upos != RELATA_VERB || verb->verb_form == RELATA_FIN)
    return false;
  if (relata_str_equal(verb->form, verb->lemma) && tree_child_base(tree, token, RELATA_DEP_OBJ) != RELATA_NONE)
    return false;
  return tree_child_base(tree, token, RELATA_DEP_MARK) == RELATA_NONE &&
         tree_child_base(tree, token, RELATA_DEP_NSUBJ) == RELATA_NONE && !tree_form_ends(tree, token, "ing");
}

static bool participle_is_adverbial(const struct tree *tree, uint32_t token) {
  if (tree_dep(tree, token) != RELATA_DEP_ADVCL || tree_upos(tree, token) != RELATA_VERB)
    return false;
  return tree->tokens[token].tense != RELATA_PRES && !tree_form_ends(tree, token, "ing") &&
         tree_child_base(tree, token, RELATA_DEP_NSUBJ) == RELATA_NONE &&
         tree_child_base(tree, token, RELATA_DEP_AUX) == RELATA_NONE &&
         tree_child_base(tree, token, RELATA_DEP_OBJ) == RELATA_NONE && !tree_is_infinitive(tree, token) &&
         !relata_str_equal(tree->tokens[token].form, tree->tokens[token].lemma);
}

/* "was shot and killed": a conjunct without subject, auxiliary and object shares the passive. */
static bool conjunct_is_passive(const struct tree *tree, uint32_t token) {
  const struct relata_token *verb = &tree->tokens[token];
  if (verb->dep != RELATA_DEP_CONJ || verb->upos != RELATA_VERB || relata_str_equal(verb->form, verb->lemma))
    return false;
  return !tree_form_ends(tree, token, "ing") && !tree_in(tree, token, WORD_INTRANSITIVE) &&
         tree_child_base(tree, token, RELATA_DEP_NSUBJ) == RELATA_NONE &&
         tree_child_base(tree, token, RELATA_DEP_AUX) == RELATA_NONE &&
         tree_child_base(tree, token, RELATA_DEP_OBJ) == RELATA_NONE &&
         tree_child_base(tree, token, RELATA_DEP_CCOMP) == RELATA_NONE &&
         tree_child_base(tree, token, RELATA_DEP_XCOMP) == RELATA_NONE;
}

bool tree_is_passive(const struct tree *tree, uint32_t token) {
  for (int steps = 0; token != RELATA_NONE && steps < 8; steps++) {
    if (tree_child(tree, token, RELATA_DEP_AUX_PASS) != RELATA_NONE ||
        tree_child(tree, token, RELATA_DEP_NSUBJ_PASS) != RELATA_NONE ||
        tree_child(tree, token, RELATA_DEP_CSUBJ_PASS) != RELATA_NONE)
      return true;
    if (tree_child(tree, token, RELATA_DEP_OBL_AGENT) != RELATA_NONE &&
        tree_child_base(tree, token, RELATA_DEP_OBJ) == RELATA_NONE)
      return true;
    if (participle_is_reduced(tree, token) || participle_is_adverbial(tree, token))
      return true;
    if (!conjunct_is_passive(tree, token))
      return false;
    token = tree_head(tree, token);
  }
  return false;
}

uint32_t tree_first_conjunct(const struct tree *tree, uint32_t token) {
  while (tree_base(tree, token) == RELATA_DEP_CONJ && tree_head(tree, token) != RELATA_NONE)
    token = tree_head(tree, token);
  return token;
}

size_t tree_conjuncts(const struct tree *tree, uint32_t token, uint32_t *conjuncts, size_t room) {
  if (token == RELATA_NONE || room == 0)
    return 0;
  const bool verbal = tree_is_verbal(tree, token);
  size_t count = 0;
  conjuncts[count++] = token;
  /* Conjuncts of conjuncts too: the list is its own queue. */
  for (size_t done = 0; done < count; done++) {
    const struct tree_list children = tree_children(tree, conjuncts[done]);
    for (size_t k = 0; k < children.count && count < room; k++) {
      const uint32_t child = children.items[k];
      if (tree_base(tree, child) == RELATA_DEP_CONJ && (verbal || !tree_is_verbal(tree, child)))
        conjuncts[count++] = child;
    }
  }
  for (size_t k = 1; k < count; k++) /* few, nearly sorted */
    for (size_t j = k; j > 0 && conjuncts[j - 1] > conjuncts[j]; j--) {
      const uint32_t swap = conjuncts[j];
      conjuncts[j] = conjuncts[j - 1];
      conjuncts[j - 1] = swap;
    }
  return count;
}

/* Appends a word in lower case, joined by '_'. */
static struct relata_str word_join(struct relata_arena *arena, struct relata_str joined, struct relata_str word) {
  const size_t gap = joined.len ? 1 : 0;
  char *text = relata_arena_alloc(arena, joined.len + gap + word.len + 1);
  if (joined.len) {
    memcpy(text, joined.data, joined.len);
    text[joined.len] = '_';
  }
  for (size_t k = 0; k < word.len; k++) {
    const char c = word.data[k];
    text[joined.len + gap + k] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
  }
  return (struct relata_str){text, joined.len + gap + word.len};
}

/* "'s" is a case marker in Universal Dependencies, but no preposition. */
static bool is_genitive(const struct tree *tree, uint32_t marker) {
  return tree_upos(tree, marker) == RELATA_PART && !tree_lemma_is(tree, marker, "to");
}

static struct relata_str markers_join(const struct tree *tree, uint32_t token, enum relata_dep base) {
  struct relata_arena *arena = tree->document->arena;
  struct relata_str joined = {NULL, 0};
  const struct tree_list children = tree_children(tree, token);
  for (size_t k = 0; k < children.count; k++) {
    const uint32_t marker = children.items[k];
    if (tree_base(tree, marker) != base || is_genitive(tree, marker))
      continue;
    joined = word_join(arena, joined, tree->tokens[marker].form);
    const struct tree_list rest = tree_children(tree, marker);
    for (size_t j = 0; j < rest.count; j++)
      if (tree_base(tree, rest.items[j]) == RELATA_DEP_FIXED)
        joined = word_join(arena, joined, tree->tokens[rest.items[j]].form);
  }
  return joined;
}

struct relata_str tree_preposition(const struct tree *tree, uint32_t token) {
  if (token == RELATA_NONE)
    return (struct relata_str){NULL, 0};
  const struct relata_str joined = markers_join(tree, token, RELATA_DEP_CASE);
  return joined.len ? joined : markers_join(tree, token, RELATA_DEP_MARK);
}
