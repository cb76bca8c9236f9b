/* circumstance_words.c — what the words beside a predicate say of it: negations, modals, hedges, orders, plans. */
#include "extract/facts/circumstance.h"

bool is_pair_in(const struct status *status, struct relata_str first, struct relata_str second, enum word_set set) {
  return words_in(words_find(relata_arena_print(status->document->arena, "%.*s_%.*s", (int)first.len, first.data,
                                                (int)second.len, second.data)),
                  set);
}

bool is_neutral_pair(const struct status *status, struct relata_str first, struct relata_str second) {
  return is_pair_in(status, first, second, WORD_NEUTRAL_VERB);
}

bool determiner_is_no(const struct tree *tree, uint32_t noun) {
  const uint32_t determiner = tree_child_base(tree, noun, RELATA_DEP_DET);
  return tree_form_is(tree, determiner, "no") || tree_form_is(tree, determiner, "neither");
}

bool is_question(const struct tree *tree, uint32_t token) {
  const uint32_t mark = tree_child_base(tree, token, RELATA_DEP_MARK);
  return mark != RELATA_NONE && (tree_form_is(tree, mark, "whether") || tree_form_is(tree, mark, "if"));
}

bool is_subjunctive(const struct tree *tree, uint32_t token) {
  const uint32_t subject = tree_child_base(tree, token, RELATA_DEP_NSUBJ);
  const struct relata_token *verb = &tree->tokens[token];
  const uint32_t aux = tree_child_base(tree, token, RELATA_DEP_AUX);
  const uint32_t copula = aux == RELATA_NONE ? tree_child_base(tree, token, RELATA_DEP_COP) : aux;
  if (subject == RELATA_NONE || tree_is_infinitive(tree, token))
    return false;
  if (copula != RELATA_NONE)
    return tree_form_is(tree, copula, "be");
  return verb->upos == RELATA_VERB && verb->tense != RELATA_PAST && relata_str_equal(verb->form, verb->lemma) &&
         tree->tokens[subject].number == RELATA_SING && tree->tokens[subject].person != 1 &&
         tree_child_base(tree, subject, RELATA_DEP_CONJ) == RELATA_NONE;
}

/* "neither A nor B". */
static bool is_neither(const struct tree *tree, uint32_t noun) {
  const uint32_t cc = tree_child_base(tree, noun, RELATA_DEP_CC);
  return cc != RELATA_NONE && words_in(words_find(tree->tokens[cc].form), WORD_NEGATION);
}

bool negates_itself(const struct tree *tree, uint32_t token) {
  return tree_child_in(tree, token, RELATA_DEP_ADVMOD, WORD_NEGATION) != RELATA_NONE;
}

/* "Rebels did not attack, and soldiers fled" shares nothing, "did not attack
 * but fled" no negation, "took no prisoners and left" nothing of the object. */
enum shared status_shared_with(const struct tree *tree, uint32_t below) {
  if (tree_base(tree, below) != RELATA_DEP_CONJ)
    return SHARED_ALL;
  if (tree_child_base(tree, below, RELATA_DEP_NSUBJ) != RELATA_NONE && tree_is_predicate(tree, below))
    return SHARED_NOTHING;
  return tree_child_lemma(tree, below, RELATA_DEP_CC, "but") != RELATA_NONE || negates_itself(tree, below)
           ? SHARED_NO_NEGATION
           : SHARED_NO_OBJECT;
}

/* "would often call", "would call every day": did. */
static bool is_habit(const struct tree *tree, uint32_t token) {
  const struct tree_list children = tree_children(tree, token);
  for (size_t i = 0; i < children.count; i++) {
    const uint32_t child = children.items[i];
    const enum relata_dep base = tree_base(tree, child);
    if (base == RELATA_DEP_ADVMOD && (tree_form_is(tree, child, "often") || tree_form_is(tree, child, "sometimes") ||
                                      tree_form_is(tree, child, "usually") || tree_form_is(tree, child, "regularly") ||
                                      tree_form_is(tree, child, "occasionally") || tree_form_is(tree, child, "always")))
      return true;
    if (base == RELATA_DEP_OBL && tree_in(tree, child, WORD_TIME_NOUN) &&
        tree_child_base(tree, child, RELATA_DEP_CASE) == RELATA_NONE &&
        (tree_child_lemma(tree, child, RELATA_DEP_DET, "every") != RELATA_NONE ||
         tree_child_lemma(tree, child, RELATA_DEP_DET, "each") != RELATA_NONE))
      return true;
  }
  return false;
}

/* "would", but not "he'd been" nor "can be heard". */
static bool is_modal(const struct status *status, uint32_t token, uint32_t child) {
  const struct tree *tree = status->tree;
  if (!tree_in(tree, child, WORD_MODAL) && !words_in(words_find(tree->tokens[child].form), WORD_MODAL))
    return false;
  if (tree_form_is(tree, child, "'d") || tree_form_is(tree, child, "\u2019d"))
    return tree->tokens[child].tense != RELATA_PAST;
  if (tree_form_is(tree, child, "would") && is_habit(tree, token))
    return false;
  return !(tree_form_is(tree, child, "can") || tree_form_is(tree, child, "could")) || !tree_is_passive(tree, token) ||
         !is_neutral_pair(status, RELATA_STR("can"), tree->tokens[token].lemma);
}

/* Nobody, no soldier, neither side; but "lost no time in asking". */
static bool is_nobody(const struct status *status, uint32_t token, uint32_t noun) {
  const struct tree *tree = status->tree;
  if (determiner_is_no(tree, noun))
    return !is_neutral_pair(status, tree->tokens[token].lemma, tree->tokens[noun].lemma);
  return is_neither(tree, noun) || tree_form_is(tree, noun, "nobody") || tree_form_is(tree, noun, "none") ||
         tree_form_is(tree, noun, "nothing");
}

/* "not only armed the rebels but trained them": did both. */
static bool is_not_only(const struct tree *tree, uint32_t child) {
  return child + 1 < tree_sentence(tree, child)->end &&
         (tree_form_is(tree, child + 1, "only") || tree_form_is(tree, child + 1, "just") ||
          tree_form_is(tree, child + 1, "merely") || tree_form_is(tree, child + 1, "simply"));
}

/* "nearly captured it": did not. */
static bool is_narrow_miss(const struct tree *tree, uint32_t token, uint32_t child) {
  return child + 1 == token && tree_upos(tree, token) == RELATA_VERB &&
         (tree_form_is(tree, child, "nearly") || tree_form_is(tree, child, "almost"));
}

/* "yielded to no committee", "at no time"; but "in no time", "in no small part", "for no reason", "left with no men". */
static bool is_to_nobody(const struct status *status, uint32_t token, uint32_t noun) {
  const struct tree *tree = status->tree;
  const uint32_t preposition = tree_child_base(tree, noun, RELATA_DEP_CASE);
  if (preposition == RELATA_NONE || !is_nobody(status, token, noun) ||
      tree_child_base(tree, noun, RELATA_DEP_CC) != RELATA_NONE)
    return false;
  const struct relata_str form = tree->tokens[preposition].form;
  if (tree_form_is(tree, preposition, "with"))
    return tree_in(tree, token, WORD_RECIPROCAL_VERB);
  if (is_neutral_pair(status, RELATA_STR("no"), tree->tokens[noun].lemma) ||
      is_neutral_pair(status, form, tree->tokens[noun].lemma))
    return false;
  const uint32_t adjective = tree_child_base(tree, noun, RELATA_DEP_AMOD);
  return is_pair_in(status, form, RELATA_STR("nobody"), WORD_NEGATION) &&
         !(adjective != RELATA_NONE && is_neutral_pair(status, RELATA_STR("no"), tree->tokens[adjective].lemma));
}

/* "in all probability", "on paper" */
static bool is_in_theory(const struct status *status, uint32_t noun) {
  const uint32_t preposition = tree_child_base(status->tree, noun, RELATA_DEP_CASE);
  const uint32_t all = tree_child_base(status->tree, noun, RELATA_DEP_DET);
  return preposition != RELATA_NONE && preposition + (all == RELATA_NONE ? 1 : 2) == noun &&
         is_pair_in(status, status->tree->tokens[preposition].lemma, status->tree->tokens[noun].form, WORD_HEDGE);
}

/* "did not attack until May": then it did. */
static bool is_delayed(const struct tree *tree, uint32_t token) {
  const struct tree_list children = tree_children(tree, token);
  bool past = false, until = false;
  for (size_t i = 0; i < children.count; i++) {
    const uint32_t child = children.items[i];
    const enum relata_dep base = tree_base(tree, child);
    past |= base == RELATA_DEP_AUX && (tree_form_is(tree, child, "did") || tree_form_is(tree, child, "was") ||
                                       tree_form_is(tree, child, "were"));
    const uint32_t word = base == RELATA_DEP_OBL     ? tree_child_base(tree, child, RELATA_DEP_CASE)
                          : base == RELATA_DEP_ADVCL ? tree_child_base(tree, child, RELATA_DEP_MARK)
                                                     : RELATA_NONE;
    until |= child > token && (tree_form_is(tree, word, "until") || tree_form_is(tree, word, "till"));
  }
  return past && until;
}

/* "a trip that never took place", "the talks will not go ahead" */
bool is_occurrence(const struct tree *tree, uint32_t verb) {
  return tree_lemma_is(tree, verb, "happen") || tree_lemma_is(tree, verb, "occur") ||
         tree_lemma_is(tree, verb, "materialise") || tree_lemma_is(tree, verb, "materialize") ||
         (tree_lemma_is(tree, verb, "take") && tree_form_is(tree, verb + 1, "place")) ||
         (tree_lemma_is(tree, verb, "go") && tree_form_is(tree, verb + 1, "ahead")) ||
         (tree_lemma_is(tree, verb, "come") && tree_form_is(tree, verb + 1, "off"));
}

static void read_child(struct status *status, uint32_t token, uint32_t child, bool predicate) {
  const struct tree *tree = status->tree;
  const uint64_t sets = words_find(tree->tokens[child].form);
  switch (tree_base(tree, child)) {
  case RELATA_DEP_AUX:
    status->possible |= is_modal(status, token, child);
    break;
  case RELATA_DEP_ADVMOD:
    if ((words_in(sets, WORD_NEGATION) && !is_not_only(tree, child) && !is_delayed(tree, token)) ||
        is_narrow_miss(tree, token, child) ||
        (tree_form_is(tree, child, "longer") && child > 0 && tree_form_is(tree, child - 1, "no")))
      status->negated = !status->negated;
    status->possible |= words_in(sets, WORD_HEDGE);
    break;
  case RELATA_DEP_CC: /* "neither … nor" */
    if (words_in(sets, WORD_NEGATION))
      status->negated = true;
    break;
  case RELATA_DEP_AMOD:
    status->possible |= words_in(sets, WORD_HEDGE);
    break;
  case RELATA_DEP_DET:
    if (tree_form_is(tree, child, "no"))
      status->negated = true;
    break;
  case RELATA_DEP_NSUBJ:
  case RELATA_DEP_OBJ:
    if (predicate && is_nobody(status, token, child))
      status->negated = true;
    break;
  case RELATA_DEP_OBL:
    if (predicate && is_to_nobody(status, token, child))
      status->negated = !status->negated;
    status->possible |= is_in_theory(status, child);
    break;
  case RELATA_DEP_PARATAXIS: /* "fled, it seems" */
    status->possible |= (tree_lemma_is(tree, child, "seem") || tree_lemma_is(tree, child, "appear")) &&
                        tree_form_is(tree, child - 1, "it");
    break;
  case RELATA_DEP_MARK:
    if (tree_form_is(tree, child, "if") || tree_form_is(tree, child, "unless") || tree_form_is(tree, child, "whether"))
      status->possible = true;
    break;
  case RELATA_DEP_PUNCT:
    if (predicate && tree_base(tree, token) == RELATA_DEP_ROOT && tree_form_is(tree, child, "?"))
      status->possible = true;
    break;
  default:
    break;
  }
}

/* "is to meet", "was to have paid", "is due to speak", "is about to leave": the form of "be" stands before the "to". */
static bool is_arranged(const struct tree *tree, uint32_t token) {
  const struct tree_list children = tree_children(tree, token);
  bool been = false;
  for (size_t i = 0; i < children.count; i++) {
    const uint32_t child = children.items[i];
    const enum relata_dep base = tree_base(tree, child);
    if ((base == RELATA_DEP_AUX || base == RELATA_DEP_COP) && tree_lemma_is(tree, child, "be"))
      been = true;
    else if (base == RELATA_DEP_MARK && (tree_form_is(tree, child, "to") ||
                                         tree_child_lemma(tree, child, RELATA_DEP_FIXED, "to") != RELATA_NONE))
      return been && child < token;
  }
  return false;
}

/* "Police have yet to release him", "has still to grant it": they have not. */
static bool is_outstanding(const struct tree *tree, uint32_t token) {
  const uint32_t mark = tree_child_base(tree, token, RELATA_DEP_MARK);
  if (mark == RELATA_NONE || mark < 2 || !tree_form_is(tree, mark, "to"))
    return false;
  return tree_form_is(tree, mark - 1, "yet") || (tree_form_is(tree, mark - 1, "still") && tree_lemma_is(tree, mark - 2, "have"));
}

/* "Brazil and China to build railway": a headline's future. */
static bool is_headline_future(const struct tree *tree, uint32_t token) {
  return tree_base(tree, token) == RELATA_DEP_ROOT && tree_is_infinitive(tree, token) &&
         tree_child_base(tree, token, RELATA_DEP_NSUBJ) != RELATA_NONE;
}

/* "Stop the war!" asks for what is not so. */
static bool is_imperative(const struct tree *tree, uint32_t token) {
  const struct relata_token *verb = &tree->tokens[token];
  if (verb->mood == RELATA_IMP)
    return true;
  return tree_base(tree, token) == RELATA_DEP_ROOT && verb->upos == RELATA_VERB &&
         verb->tense == RELATA_TENSE_NONE && verb->verb_form != RELATA_PART_FORM &&
         relata_str_equal(verb->form, verb->lemma) && tree_child_base(tree, token, RELATA_DEP_NSUBJ) == RELATA_NONE &&
         tree_child_base(tree, token, RELATA_DEP_AUX) == RELATA_NONE;
}

void status_read_words(struct status *status, uint32_t token, bool predicate, enum shared shared) {
  const struct tree_list children = tree_children(status->tree, token);
  const bool negated = status->negated;
  for (size_t i = 0; i < children.count; i++)
    if (shared == SHARED_ALL || tree_base(status->tree, children.items[i]) != RELATA_DEP_OBJ)
      read_child(status, token, children.items[i], predicate);
  if (shared == SHARED_NO_NEGATION)
    status->negated = negated;
  if (predicate && is_outstanding(status->tree, token))
    status->negated = !status->negated;
  if (predicate && (is_imperative(status->tree, token) || is_arranged(status->tree, token) ||
                    is_headline_future(status->tree, token)))
    status->possible = true;
}
