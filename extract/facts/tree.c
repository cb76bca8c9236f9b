#include "extract/facts/tree.h"

#include <string.h>

/* ---- the index */

static uint32_t *numbers_new(struct relata_arena *arena, size_t count) {
  return relata_arena_alloc(arena, (count ? count : 1) * sizeof(uint32_t));
}

/* Every head inside the sentence, one root. */
static void heads_mend(struct relata_token *tokens, uint32_t first, uint32_t end) {
  uint32_t root = RELATA_NONE;
  for (uint32_t t = first; t < end && root == RELATA_NONE; t++)
    if (tokens[t].head == RELATA_NONE)
      root = t;
  if (root == RELATA_NONE)
    root = first;
  for (uint32_t t = first; t < end; t++) {
    if (t == root) {
      tokens[t].head = RELATA_NONE;
      tokens[t].dep = RELATA_DEP_ROOT;
    } else if (tokens[t].head < first || tokens[t].head >= end || tokens[t].head == t) {
      tokens[t].head = root;
      tokens[t].dep = RELATA_DEP_DEP;
    }
  }
}

/* Children lists of one sentence; `next` is room for a number a token. */
static void children_fill(struct tree *tree, uint32_t first, uint32_t end, uint32_t *next) {
  const struct relata_token *tokens = tree->tokens;
  for (uint32_t t = first; t < end; t++)
    next[t] = 0;
  for (uint32_t t = first; t < end; t++)
    if (tokens[t].head != RELATA_NONE)
      next[tokens[t].head]++;
  uint32_t at = first;
  for (uint32_t t = first; t < end; t++) {
    tree->child_first[t] = at;
    at += next[t];
    next[t] = tree->child_first[t];
  }
  /* The root is nobody's child, so a sentence's list has one place to spare. */
  for (uint32_t t = first; t < end; t++)
    if (tokens[t].head != RELATA_NONE)
      tree->child_list[next[tokens[t].head]++] = t;
}

static uint32_t child_end(const struct tree *tree, uint32_t token) {
  const struct relata_sentence *sentence = tree_sentence(tree, token);
  return token + 1 < sentence->end ? tree->child_first[token + 1] : sentence->end - 1;
}

/* Walks around the tree once, numbering tokens as they are entered and left.
 * `next` keeps each token's next child.  Returns how many were reached. */
static uint32_t walk_number(struct tree *tree, uint32_t root, uint32_t first, uint32_t end, uint32_t *next) {
  for (uint32_t t = first; t < end; t++) {
    next[t] = tree->child_first[t];
    tree->low[t] = tree->high[t] = t;
    tree->enter[t] = tree->leave[t] = 0;
  }
  uint32_t count = 0, t = root;
  tree->enter[t] = ++count;
  for (;;) {
    if (next[t] < child_end(tree, t)) {
      t = tree->child_list[next[t]++];
      tree->enter[t] = ++count;
      continue;
    }
    tree->leave[t] = count + 1;
    const uint32_t head = tree->tokens[t].head;
    if (t == root)
      return count;
    if (tree->low[t] < tree->low[head])
      tree->low[head] = tree->low[t];
    if (tree->high[t] > tree->high[head])
      tree->high[head] = tree->high[t];
    t = head;
  }
}

static void sentence_index(struct tree *tree, uint32_t sentence, uint32_t *next) {
  struct relata_token *tokens = tree->document->tokens;
  const uint32_t first = tree->document->sentences[sentence].first;
  const uint32_t end = tree->document->sentences[sentence].end;
  if (first >= end)
    return;
  heads_mend(tokens, first, end);
  const uint32_t root = tree_root(tree, sentence);
  children_fill(tree, first, end, next);
  if (walk_number(tree, root, first, end, next) == end - first)
    return;
  /* What was not reached hangs in a loop: cut it, and all is reached. */
  for (uint32_t t = first; t < end; t++)
    if (tree->enter[t] == 0) {
      tokens[t].head = root;
      tokens[t].dep = RELATA_DEP_DEP;
    }
  children_fill(tree, first, end, next);
  walk_number(tree, root, first, end, next);
}

struct tree *tree_new(struct relata_document *document) {
  struct relata_arena *arena = document->arena;
  const size_t count = document->token_count;
  struct tree *tree = relata_arena_alloc(arena, sizeof *tree);
  tree->document = document;
  tree->tokens = document->tokens;
  tree->child_first = numbers_new(arena, count);
  tree->child_list = numbers_new(arena, count);
  tree->enter = numbers_new(arena, count);
  tree->leave = numbers_new(arena, count);
  tree->low = numbers_new(arena, count);
  tree->high = numbers_new(arena, count);
  tree->scratch = numbers_new(arena, count);
  tree->mention_at = numbers_new(arena, count);
  tree->sets = relata_arena_alloc(arena, (count ? count : 1) * sizeof *tree->sets);
  for (size_t t = 0; t < count; t++) {
    tree->sets[t] = words_find(document->tokens[t].lemma);
    tree->mention_at[t] = RELATA_NONE;
  }
  for (uint32_t s = 0; s < document->sentence_count; s++)
    sentence_index(tree, s, tree->scratch);
  return tree;
}

bool tree_move(struct tree *tree, uint32_t token, uint32_t head, enum relata_dep dep) {
  if (token == RELATA_NONE || head == RELATA_NONE || tree->tokens[token].head == RELATA_NONE)
    return false;
  if (tree_is_below(tree, head, token))
    return false;
  struct relata_token *moved = &tree->document->tokens[token];
  moved->head = head;
  moved->dep = (uint8_t)dep;
  sentence_index(tree, moved->sentence, tree->scratch);
  return true;
}

void tree_index_mentions(struct tree *tree) {
  for (size_t m = 0; m < tree->document->mention_count; m++)
    tree->mention_at[tree->document->mentions[m].head] = (uint32_t)m;
}

uint32_t tree_mention(const struct tree *tree, uint32_t token) {
  for (int steps = 0; token != RELATA_NONE && steps < 8; steps++) {
    if (tree->mention_at[token] != RELATA_NONE)
      return tree->mention_at[token];
    if (tree_base(tree, token) != RELATA_DEP_FLAT)
      break;
    token = tree->tokens[token].head;
  }
  return RELATA_NONE;
}

/* ---- neighbours */

struct tree_list tree_children(const struct tree *tree, uint32_t token) {
  if (token == RELATA_NONE)
    return (struct tree_list){NULL, 0};
  const uint32_t first = tree->child_first[token];
  return (struct tree_list){tree->child_list + first, child_end(tree, token) - first};
}

uint32_t tree_head(const struct tree *tree, uint32_t token) {
  return token == RELATA_NONE ? RELATA_NONE : tree->tokens[token].head;
}

enum relata_dep tree_dep(const struct tree *tree, uint32_t token) {
  return token == RELATA_NONE ? RELATA_DEP_DEP : (enum relata_dep)tree->tokens[token].dep;
}

enum relata_dep tree_base(const struct tree *tree, uint32_t token) {
  return relata_dep_base(tree_dep(tree, token));
}

uint32_t tree_child(const struct tree *tree, uint32_t token, enum relata_dep dep) {
  const struct tree_list children = tree_children(tree, token);
  for (size_t k = 0; k < children.count; k++)
    if (tree_dep(tree, children.items[k]) == dep)
      return children.items[k];
  return RELATA_NONE;
}

uint32_t tree_child_base(const struct tree *tree, uint32_t token, enum relata_dep base) {
  const struct tree_list children = tree_children(tree, token);
  for (size_t k = 0; k < children.count; k++)
    if (tree_base(tree, children.items[k]) == base)
      return children.items[k];
  return RELATA_NONE;
}

uint32_t tree_child_lemma(const struct tree *tree, uint32_t token, enum relata_dep base, const char *lemma) {
  const struct tree_list children = tree_children(tree, token);
  for (size_t k = 0; k < children.count; k++)
    if (tree_base(tree, children.items[k]) == base && tree_lemma_is(tree, children.items[k], lemma))
      return children.items[k];
  return RELATA_NONE;
}

uint32_t tree_child_in(const struct tree *tree, uint32_t token, enum relata_dep base, enum word_set set) {
  const struct tree_list children = tree_children(tree, token);
  for (size_t k = 0; k < children.count; k++)
    if (tree_base(tree, children.items[k]) == base && tree_in(tree, children.items[k], set))
      return children.items[k];
  return RELATA_NONE;
}

bool tree_is_below(const struct tree *tree, uint32_t token, uint32_t top) {
  if (token == RELATA_NONE || top == RELATA_NONE || tree->tokens[token].sentence != tree->tokens[top].sentence)
    return false;
  return tree->enter[top] <= tree->enter[token] && tree->enter[token] < tree->leave[top];
}

uint32_t tree_root(const struct tree *tree, uint32_t sentence) {
  const struct relata_sentence *span = &tree->document->sentences[sentence];
  for (uint32_t t = span->first; t < span->end; t++)
    if (tree->tokens[t].head == RELATA_NONE)
      return t;
  return RELATA_NONE;
}

const struct relata_sentence *tree_sentence(const struct tree *tree, uint32_t token) {
  return &tree->document->sentences[tree->tokens[token].sentence];
}

/* ---- words */

static bool lower_equal(struct relata_str text, const char *lower) {
  for (size_t k = 0; k < text.len; k++) {
    const char c = text.data[k];
    if ((c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c) != lower[k])
      return false; /* also where `lower` ends early: its NUL differs */
  }
  return lower[text.len] == '\0';
}

bool tree_in(const struct tree *tree, uint32_t token, enum word_set set) {
  return token != RELATA_NONE && words_in(tree->sets[token], set);
}

bool tree_lemma_is(const struct tree *tree, uint32_t token, const char *lemma) {
  return token != RELATA_NONE && lower_equal(tree->tokens[token].lemma, lemma);
}

bool tree_form_is(const struct tree *tree, uint32_t token, const char *lower) {
  return token != RELATA_NONE && lower_equal(tree->tokens[token].form, lower);
}

bool tree_form_ends(const struct tree *tree, uint32_t token, const char *lower) {
  if (token == RELATA_NONE)
    return false;
  const struct relata_str form = tree->tokens[token].form;
  const size_t len = strlen(lower);
  return form.len >= len && lower_equal((struct relata_str){form.data + form.len - len, len}, lower);
}

bool tree_is_capital(const struct tree *tree, uint32_t token) {
  const struct relata_str form = tree->tokens[token].form;
  return form.len && form.data[0] >= 'A' && form.data[0] <= 'Z';
}

enum relata_upos tree_upos(const struct tree *tree, uint32_t token) {
  return token == RELATA_NONE ? RELATA_X : (enum relata_upos)tree->tokens[token].upos;
}
