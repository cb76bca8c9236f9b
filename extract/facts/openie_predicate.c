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
    if (tree_head(tree, t) != head || (base != RELATA_DEP_AUX && base != RELATA_DEP_COP && base != RELATA_DEP_ADVMOD))
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

uint32_t first_predicate(const struct tree *tree, uint32_t head) {
  while (tree_base(tree, head) == RELATA_DEP_CONJ && tree_is_predicate(tree, tree_head(tree, head)))
    head = tree_head(tree, head);
  return head;
}

/* ---- chains of verbs */

/* May a conjunct share the first verb's last auxiliary?  "was shot and killed",
 * "will come and see", not "was shot and died". */
static bool auxiliary_fits(const struct tree *tree, uint32_t auxiliary, uint32_t head) {
  const struct relata_token *verb = &tree->tokens[head];
  const bool bare = relata_str_equal(verb->form, verb->lemma);
  if (!tree_lemma_is(tree, auxiliary, "be"))
    return tree_lemma_is(tree, auxiliary, "have") || bare;
  if (tree_form_ends(tree, head, "ing"))
    return true;
  const bool third = verb->form.len == verb->lemma.len + 1 && tree_form_ends(tree, head, "s");
  return !bare && !third && !tree_in(tree, head, WORD_INTRANSITIVE) &&
         tree_child_base(tree, head, RELATA_DEP_OBJ) == RELATA_NONE &&
         tree_child_base(tree, head, RELATA_DEP_XCOMP) == RELATA_NONE;
}

void shared_auxiliaries_add(struct openie *openie, struct words *words, uint32_t head) {
  const struct tree *tree = openie->tree;
  if (tree_base(tree, head) != RELATA_DEP_CONJ || tree_child_base(tree, head, RELATA_DEP_AUX) != RELATA_NONE ||
      tree_child_base(tree, head, RELATA_DEP_COP) != RELATA_NONE ||
      tree_child_base(tree, head, RELATA_DEP_NSUBJ) != RELATA_NONE)
    return;
  uint32_t verb = tree_head(tree, head);
  while (tree_base(tree, verb) == RELATA_DEP_CONJ && tree_child_base(tree, verb, RELATA_DEP_AUX) == RELATA_NONE &&
         tree_is_predicate(tree, tree_head(tree, verb)))
    verb = tree_head(tree, verb);
  if (!tree_is_verbal(tree, verb))
    return;
  const struct tree_list children = tree_children(tree, verb);
  uint32_t last = RELATA_NONE;
  for (size_t k = 0; k < children.count; k++)
    if (tree_base(tree, children.items[k]) == RELATA_DEP_AUX && children.items[k] < head)
      last = children.items[k];
  if (last == RELATA_NONE || !auxiliary_fits(tree, last, head))
    return;
  for (size_t k = 0; k < children.count; k++)
    if (tree_base(tree, children.items[k]) == RELATA_DEP_AUX && children.items[k] < head)
      words_add(openie, words, children.items[k]);
}

static void marks_add(struct openie *openie, struct words *words, uint32_t verb) {
  const struct tree_list children = tree_children(openie->tree, verb);
  for (size_t k = 0; k < children.count; k++)
    if (tree_base(openie->tree, children.items[k]) == RELATA_DEP_MARK)
      words_add(openie, words, children.items[k]);
}

static void chain_extend(struct openie *openie, struct chain *chain, struct words *words, uint32_t verb) {
  predicate_add(openie, words, verb);
  marks_add(openie, words, verb);
  chain->verbs[chain->count++] = verb;
}

static uint32_t child_after(const struct tree *tree, uint32_t head, enum relata_dep base) {
  const struct tree_list children = tree_children(tree, head);
  for (size_t k = 0; k < children.count; k++)
    if (tree_base(tree, children.items[k]) == base && children.items[k] > head)
      return children.items[k];
  return RELATA_NONE;
}

uint32_t gerund_complement(const struct tree *tree, uint32_t verb) {
  enum { NEAR = 4 };
  const struct tree_list children = tree_children(tree, verb);
  if (tree_child_base(tree, verb, RELATA_DEP_OBJ) != RELATA_NONE)
    return RELATA_NONE;
  for (size_t k = 0; k < children.count; k++) {
    const uint32_t child = children.items[k];
    const enum relata_dep base = tree_base(tree, child);
    if (child < verb)
      continue;
    if (base == RELATA_DEP_OBL && !tree_is_verbal(tree, child))
      return RELATA_NONE;
    if ((base == RELATA_DEP_ADVCL || base == RELATA_DEP_CCOMP || base == RELATA_DEP_OBL) &&
        tree_is_verbal(tree, child) && child - verb <= NEAR &&
        tree_child_base(tree, child, RELATA_DEP_NSUBJ) == RELATA_NONE &&
        tree_child_in(tree, child, RELATA_DEP_MARK, WORD_GERUND_MARK) != RELATA_NONE)
      return child;
  }
  return RELATA_NONE;
}

/* "is considered to be" the patron: the copula of what a verb links to. */
static void linked_copula_add(struct openie *openie, struct words *words, uint32_t linked) {
  const struct tree_list children = tree_children(openie->tree, linked);
  if (tree_child(openie->tree, linked, RELATA_DEP_COP) == RELATA_NONE)
    return;
  for (size_t k = 0; k < children.count; k++) {
    const enum relata_dep base = tree_base(openie->tree, children.items[k]);
    if (base == RELATA_DEP_COP || base == RELATA_DEP_AUX || base == RELATA_DEP_MARK)
      words_add(openie, words, children.items[k]);
  }
}

void chain_build(struct openie *openie, struct chain *chain, struct words *words) {
  const struct tree *tree = openie->tree;
  while (chain->count < CHAIN_ROOM) {
    const uint32_t verb = chain_end(chain);
    const uint32_t open = child_after(tree, verb, RELATA_DEP_XCOMP);
    if (open == RELATA_NONE || tree_child_base(tree, verb, RELATA_DEP_OBJ) != RELATA_NONE ||
        tree_child_base(tree, verb, RELATA_DEP_IOBJ) != RELATA_NONE)
      break;
    if (!tree_is_verbal(tree, open)) {
      const enum relata_upos upos = tree_upos(tree, open);
      if (upos == RELATA_ADJ || upos == RELATA_NOUN || upos == RELATA_PROPN || upos == RELATA_NUM || upos == RELATA_ADV)
        chain->linked = open;
      if (chain->linked != RELATA_NONE)
        linked_copula_add(openie, words, open);
      break;
    }
    chain_extend(openie, chain, words, open);
  }
  if (chain->linked != RELATA_NONE || chain->count == CHAIN_ROOM)
    return;
  const uint32_t gerund = gerund_complement(tree, chain_end(chain));
  if (gerund != RELATA_NONE)
    chain_extend(openie, chain, words, gerund);
}

void adverb_after_add(struct openie *openie, struct words *words, uint32_t verb) {
  const struct tree *tree = openie->tree;
  const uint32_t adverb = child_after(tree, verb, RELATA_DEP_ADVMOD);
  if (adverb != verb + 1 || tree_children(tree, adverb).count || tree_in(tree, adverb, WORD_CONNECTIVE) ||
      tree_child_base(tree, verb, RELATA_DEP_OBJ) != RELATA_NONE)
    return;
  const struct tree_list children = tree_children(tree, verb);
  for (size_t k = 0; k < children.count; k++)
    if (tree_base(tree, children.items[k]) == RELATA_DEP_OBL && children.items[k] > adverb) {
      words_add(openie, words, adverb);
      return;
    }
}

void bare_verb_complete(struct openie *openie, const struct oie_clause *clause, struct words *words) {
  const struct tree *tree = openie->tree;
  const uint32_t head = clause->head, first = first_predicate(tree, head);
  const enum relata_dep dep = tree_dep(tree, head);
  const bool noun = dep == RELATA_DEP_ACL || (dep == RELATA_DEP_CONJ && tree_dep(tree, first) == RELATA_DEP_ACL);
  const uint32_t to = tree_child_lemma(tree, noun ? first : head, RELATA_DEP_MARK, "to");
  if ((!noun && dep != RELATA_DEP_ADVCL) || tree_child_base(tree, head, RELATA_DEP_NSUBJ) != RELATA_NONE ||
      (to == RELATA_NONE && tree_child_base(tree, head, RELATA_DEP_AUX) != RELATA_NONE))
    return;
  struct words front = {NULL, 0, 0};
  const struct relata_token *token = &tree->tokens[head];
  const bool participle = tree_form_ends(tree, head, "ed") || tree_form_ends(tree, head, "en") ||
                          !relata_str_equal(token->form, token->lemma);
  if (to != RELATA_NONE)
    words_add(openie, &front, to);
  else if (openie->binary) /* triples keep to the sentence's own words: "the organ" | "built by" | "Arp" */
    return;
  else if (tree_form_ends(tree, head, "ing") || (noun ? token->upos == RELATA_VERB : participle))
    words_add(openie, &front, predicate_be(tree, head, clause->subject));
  words_append(openie, &front, *words);
  *words = front;
}

bool governors_prepend(struct openie *openie, const struct oie_clause *clause, struct words *words) {
  const struct tree *tree = openie->tree;
  if (tree_base(tree, clause->head) != RELATA_DEP_CONJ ||
      tree_child_base(tree, clause->head, RELATA_DEP_NSUBJ) != RELATA_NONE)
    return true;
  uint32_t verb = tree_first_conjunct(tree, clause->head);
  if (tree_base(tree, verb) != RELATA_DEP_XCOMP || !tree_is_verbal(tree, verb))
    return true;
  struct words front = {NULL, 0, 0};
  while (tree_base(tree, verb) == RELATA_DEP_XCOMP) {
    const uint32_t governor = tree_head(tree, verb);
    if (tree_child_base(tree, governor, RELATA_DEP_OBJ) != RELATA_NONE)
      return true;
    if (!tree_is_predicate(tree, governor))
      return false;
    predicate_add(openie, &front, governor);
    const uint32_t to = tree_child_lemma(tree, verb, RELATA_DEP_MARK, "to");
    if (to != RELATA_NONE)
      words_add(openie, &front, to);
    verb = governor;
  }
  words_append(openie, &front, *words);
  words_sort(&front);
  *words = front;
  return true;
}
