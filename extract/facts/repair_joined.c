/* repair_joined.c — "the Trade and [Markets Authority]": names of bodies that the tagger begins behind an "and". */
#include "extract/facts/facts.h"

#include <ctype.h>

/* A word with a capital that the tagger holds for no name. */
static bool is_left_out(const struct tree *tree, uint32_t token) {
  const struct relata_str form = tree->tokens[token].form;
  const enum relata_upos upos = tree_upos(tree, token);
  return tree->tokens[token].name_type == RELATA_NAME_NONE && form.len && isupper((unsigned char)form.data[0]) &&
         (upos == RELATA_PROPN || upos == RELATA_NOUN || upos == RELATA_ADJ);
}

static bool is_body_word(const struct tree *tree, uint32_t token) {
  return bodies_find(tree->tokens[token].form) || tree_in(tree, token, WORD_GROUP_NOUN) ||
         tree_in(tree, token, WORD_NAME_ENDING);
}

/* "the [Council] and Harbour Authority", "the [British] and Lund Group": one by itself. */
static bool stands_alone(const struct tree *tree, uint32_t token) {
  return tree_upos(tree, token) == RELATA_ADJ || is_body_word(tree, token) || places_find(tree->tokens[token].form) ||
         tree_in(tree, token, WORD_TITLE) || tree_in(tree, token, WORD_PERSON_NOUN);
}

/* "the [Trade] and [conj Markets] [conj Authority]": what hangs on the first half word by word is no name of its own. */
static bool falls_apart(const struct tree *tree, uint32_t top, uint32_t last) {
  const struct token_range name = name_around(tree, top);
  return tree->tokens[top].name_type == RELATA_NAME_ORG && name.first == top && name.end == top + 1 &&
         tree_base(tree, last) == RELATA_DEP_CONJ && tree_head(tree, last) == top &&
         tree_base(tree, last - 1) == RELATA_DEP_CONJ && tree_head(tree, last - 1) == top;
}

/* The last word becomes the head of the name, and of all that hung on its first half. */
static bool name_is_hung(struct tree *tree, uint32_t first, uint32_t top, uint32_t last) {
  const uint32_t above = tree_head(tree, top);
  if (above == RELATA_NONE || !tree_move(tree, last, above, tree_dep(tree, top)))
    return false;
  tree_move(tree, top, last, RELATA_DEP_COMPOUND);
  for (bool moved = true; moved;) {
    const struct tree_list children = tree_children(tree, top);
    moved = false;
    for (size_t k = 0; k < children.count && !moved; k++)
      if (children.items[k] < first || children.items[k] > last)
        moved = tree_move(tree, children.items[k], last, tree_dep(tree, children.items[k]));
  }
  return true;
}

/* The name's last word is the body, an article stands before its first, and both halves hang together. */
void tree_repair_joined_name(struct tree *tree, uint32_t token) {
  const struct relata_sentence *sentence = tree_sentence(tree, token);
  struct relata_token *tokens = tree->document->tokens;
  uint32_t first = token;
  if (tree_base(tree, token) != RELATA_DEP_CC || !tree_form_is(tree, token, "and") || token + 2 >= sentence->end ||
      tokens[token].name_type || tokens[token + 1].name_type != RELATA_NAME_ORG)
    return;
  const struct token_range behind = name_around(tree, token + 1);
  const uint32_t top = token - 1, last = behind.end - 1;
  if (first > sentence->first && falls_apart(tree, top, last))
    first--;
  while (first > sentence->first && is_left_out(tree, first - 1))
    first--;
  if (first == token || first == sentence->first || tree_upos(tree, first - 1) != RELATA_DET ||
      stands_alone(tree, top) || behind.first != token + 1 || last == behind.first || !is_body_word(tree, last) || tree_head(tree, last) == RELATA_NONE ||
      !(tree_head(tree, last) == top || tree_head(tree, tree_head(tree, last)) == top) ||
      !name_is_hung(tree, first, top, last))
    return;
  for (uint32_t t = first; t <= token + 1; t++) {
    tokens[t].name_type = RELATA_NAME_ORG;
    tokens[t].name_begins = t == first;
  }
}
