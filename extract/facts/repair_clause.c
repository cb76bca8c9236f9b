/* Repairs of what stands beside or before a clause: subjects that hang on a
 * neighbour, conjuncts that hang too low, speakers before a colon, agents and
 * targets of events. */
#include <string.h>

#include "extract/facts/facts.h"

static bool has(const struct tree *tree, uint32_t token, enum relata_dep base) {
  return tree_child_base(tree, token, base) != RELATA_NONE;
}

static bool is_noun(const struct tree *tree, uint32_t token) {
  return tree_upos(tree, token) == RELATA_NOUN || tree_upos(tree, token) == RELATA_PROPN;
}

static bool is_first(const struct tree *tree, uint32_t token) {
  return token == tree_sentence(tree, token)->first;
}

/* The verb that a noun is an argument of, through at most a few nouns. */
static uint32_t verb_above(const struct tree *tree, uint32_t noun) {
  for (int steps = 0; noun != RELATA_NONE && steps < 4; steps++, noun = tree_head(tree, noun))
    if (tree_is_verbal(tree, noun))
      return noun;
  return RELATA_NONE;
}

/* "[Chad compound] arms the bandits", "Kenya funds/NOUN the clinic": what stands
 * before a finite verb and is called a part of its name is its subject. */
static void repair_finite(struct tree *tree, uint32_t token) {
  const struct relata_token *verb = &tree->tokens[token];
  if ((verb->upos != RELATA_NOUN && verb->upos != RELATA_VERB) || verb->verb_form != RELATA_FIN ||
      has(tree, token, RELATA_DEP_NSUBJ) || has(tree, token, RELATA_DEP_DET) || !has(tree, token, RELATA_DEP_OBJ))
    return;
  tree->document->tokens[token].upos = RELATA_VERB;
  if (is_first(tree, token) || tree_dep(tree, token - 1) != RELATA_DEP_COMPOUND || tree_head(tree, token - 1) != token ||
      !is_noun(tree, token - 1))
    return;
  tree_move(tree, token - 1, token, RELATA_DEP_NSUBJ);
}

/* "hit [A] and [the ships] shelled B": a conjunct right before a later verb that
 * has neither subject nor conjunction of its own begins that verb's clause. */
static void repair_clause_conjunct(struct tree *tree, uint32_t token) {
  if (tree_base(tree, token) != RELATA_DEP_CONJ || !is_noun(tree, token) || is_first(tree, tree->low[token]))
    return;
  const uint32_t cc = tree_child_base(tree, token, RELATA_DEP_CC), first = verb_above(tree, tree_head(tree, token));
  const uint32_t verb = tree->high[token] + 1;
  if (cc == RELATA_NONE || first == RELATA_NONE || first > token || verb >= tree_sentence(tree, token)->end ||
      !tree_is_verbal(tree, verb) || tree_base(tree, verb) != RELATA_DEP_CONJ || tree_head(tree, verb) != first ||
      has(tree, verb, RELATA_DEP_NSUBJ) || has(tree, verb, RELATA_DEP_CC))
    return;
  if (tree_move(tree, cc, verb, RELATA_DEP_CC))
    tree_move(tree, token, verb, RELATA_DEP_NSUBJ);
}

/* "claimed by A but [conj of A: occupied] by B": a verb with arguments is joined
 * to the verb, not to its argument. */
static void repair_verb_conjunct(struct tree *tree, uint32_t token) {
  const uint32_t noun = tree_head(tree, token);
  if (tree_dep(tree, token) != RELATA_DEP_CONJ || !tree_is_verbal(tree, token) || noun == RELATA_NONE ||
      !is_noun(tree, noun) || tree_form_ends(tree, token, "ing"))
    return;
  const enum relata_dep base = tree_base(tree, noun);
  const uint32_t verb = tree_head(tree, noun);
  if ((base == RELATA_DEP_OBL || base == RELATA_DEP_OBJ) && tree_is_verbal(tree, verb) && verb < noun &&
      !has(tree, token, RELATA_DEP_NSUBJ) && has(tree, token, RELATA_DEP_CC))
    tree_move(tree, token, verb, RELATA_DEP_CONJ);
}

/* "[Minister]: Rebels took the town": not the minister took it. */
static void repair_colon_subject(struct tree *tree, uint32_t token) {
  const uint32_t verb = tree_head(tree, token), colon = tree->high[token];
  const uint32_t after = tree_form_is(tree, colon, ":") ? colon : colon + 1;
  if (tree_base(tree, token) != RELATA_DEP_NSUBJ || !is_first(tree, tree->low[token]) ||
      after >= tree_sentence(tree, token)->end || !tree_form_is(tree, after, ":") || verb == RELATA_NONE)
    return;
  const struct tree_list children = tree_children(tree, verb);
  for (size_t k = 0; k < children.count; k++)
    if (children.items[k] > after && tree_base(tree, children.items[k]) == RELATA_DEP_NSUBJ) {
      tree_move(tree, token, verb, RELATA_DEP_DISLOCATED);
      return;
    }
}

/* "Rebels shelled a dam: [appos Niger]": a name that ends a headline behind a
 * colon says it. */
static void repair_colon_name(struct tree *tree, uint32_t token) {
  const uint32_t root = tree_root(tree, tree->tokens[token].sentence), low = tree->low[token];
  if (tree_dep(tree, token) != RELATA_DEP_APPOS || tree_upos(tree, token) != RELATA_PROPN || is_first(tree, low) ||
      tree->high[token] + 1 != tree_sentence(tree, token)->end || !tree_is_verbal(tree, root))
    return;
  if (tree_form_is(tree, low, ":") || tree_form_is(tree, low - 1, ":"))
    tree_move(tree, token, root, RELATA_DEP_DISLOCATED);
}

/* "the arrest of [the editor by the police]", "raids by [jets on the town]":
 * who does it and to whom hang on the event. */
static void repair_event_phrase(struct tree *tree, uint32_t token) {
  const uint32_t noun = tree_head(tree, token), event = tree_head(tree, noun);
  if (tree_base(tree, token) != RELATA_DEP_NMOD || tree_base(tree, noun) != RELATA_DEP_NMOD || token < noun ||
      event == RELATA_NONE || tree_upos(tree, event) != RELATA_NOUN)
    return;
  const bool agent = tree_child_lemma(tree, token, RELATA_DEP_CASE, "by") != RELATA_NONE &&
                     tree_child_lemma(tree, noun, RELATA_DEP_CASE, "of") != RELATA_NONE &&
                     (tree_upos(tree, noun) == RELATA_PROPN || !tree_in(tree, noun, WORD_EVENT_NOUN));
  const bool target = (tree_child_lemma(tree, token, RELATA_DEP_CASE, "on") != RELATA_NONE ||
                       tree_child_lemma(tree, token, RELATA_DEP_CASE, "against") != RELATA_NONE) &&
                      tree_child_lemma(tree, noun, RELATA_DEP_CASE, "by") != RELATA_NONE;
  if (agent || target)
    tree_move(tree, token, event, RELATA_DEP_NMOD);
}

/* "[VERB fighting] between A and B spread": with "between" it names an event. */
static void repair_event_gerund(struct tree *tree, uint32_t token) {
  const enum relata_dep base = tree_base(tree, token);
  if (tree_upos(tree, token) != RELATA_VERB || !tree_form_ends(tree, token, "ing") ||
      has(tree, token, RELATA_DEP_OBJ) || has(tree, token, RELATA_DEP_AUX) ||
      (base != RELATA_DEP_NSUBJ && base != RELATA_DEP_OBJ && base != RELATA_DEP_OBL))
    return;
  const struct tree_list children = tree_children(tree, token);
  for (size_t k = 0; k < children.count; k++)
    if (tree_child_lemma(tree, children.items[k], RELATA_DEP_CASE, "between") != RELATA_NONE) {
      tree->document->tokens[token].upos = RELATA_NOUN;
      tree_move(tree, children.items[k], token, RELATA_DEP_NMOD);
      return;
    }
}

/* "fled [VERB advcl fighting] elsewhere": what one flees is a thing. */
static void repair_fled_gerund(struct tree *tree, uint32_t token) {
  struct relata_token *word = &tree->document->tokens[token];
  const uint32_t verb = tree_head(tree, token);
  const enum relata_dep base = tree_base(tree, token);
  if (verb == RELATA_NONE || verb + 1 != token || !tree_form_ends(tree, token, "ing") ||
      !(tree_lemma_is(tree, verb, "flee") || tree_lemma_is(tree, verb, "escape")) || has(tree, token, RELATA_DEP_OBJ) ||
      (base != RELATA_DEP_ADVCL && base != RELATA_DEP_XCOMP && base != RELATA_DEP_CCOMP) ||
      !words_in(words_find(word->form), WORD_EVENT_NOUN))
    return;
  word->upos = RELATA_NOUN;
  word->lemma = word->form;
  tree->sets[token] = words_find(word->lemma);
  tree_move(tree, token, verb, RELATA_DEP_OBJ);
}

/* "Smugglers [ADJ acl armed] by Niger": with an agent it is a participle, whose
 * lemma is mostly the word without "ed". */
static void repair_participle_tag(struct tree *tree, uint32_t token) {
  struct relata_token *word = &tree->document->tokens[token];
  if (word->upos != RELATA_ADJ || !tree_form_ends(tree, token, "ed") || word->lemma.len < 5 ||
      !relata_str_equal(word->form, word->lemma) || tree_child(tree, token, RELATA_DEP_OBL_AGENT) == RELATA_NONE)
    return;
  word->upos = RELATA_VERB;
  word->lemma.len -= 2;
  tree->sets[token] = words_find(word->lemma);
}

/* "ing", and with the verb's last letter doubled "ting": what may stand between a verb and its end. */
static bool is_ending(struct relata_str tail, char last) {
  static const char *const endings[] = { "s", "es", "d", "ed", "'d", "n", "en", "ne", "t", "in", "ing" };
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (relata_str_is(tail, endings[i]) ||
        (tail.len > 1 && tail.data[0] == last &&
         relata_str_is((struct relata_str){ tail.data + 1, tail.len - 1 }, endings[i])))
      return true;
  return false;
}

/* "to [found] a firm" is not to find it: an infinitive is its own lemma. */
static void repair_infinitive_lemma(struct tree *tree, uint32_t token) {
  struct relata_token *word = &tree->document->tokens[token];
  const bool marked = !is_first(tree, token) && tree_form_is(tree, token - 1, "to") &&
                      tree_upos(tree, token - 1) == RELATA_PART;
  if (word->upos != RELATA_VERB || !marked || relata_str_equal(word->form, word->lemma) ||
      word->form.len < word->lemma.len || word->form.data[0] < 'a' || tree_form_ends(tree, token, "ing"))
    return;
  word->lemma = word->form;
  tree->sets[token] = words_find(word->lemma);
}

/* "hit" is no "h", "quit" no "qu", "overrun" no "overr": what was cut off a verb is no ending. */
static void repair_cut_lemma(struct tree *tree, uint32_t token) {
  struct relata_token *word = &tree->document->tokens[token];
  const struct relata_str lemma = word->lemma, form = word->form;
  if (word->upos != RELATA_VERB || !lemma.len || lemma.len >= form.len || memcmp(lemma.data, form.data, lemma.len) != 0 ||
      is_ending((struct relata_str){ form.data + lemma.len, form.len - lemma.len }, lemma.data[lemma.len - 1]))
    return;
  word->lemma = form;
  tree->sets[token] = words_find(form);
}

/* "It was [Norland] that armed them": a cleft says it of its noun as a relative clause does, unless it denies it. */
static void repair_cleft(struct tree *tree, uint32_t token) {
  const uint32_t noun = tree_head(tree, token);
  if (tree_dep(tree, token) != RELATA_DEP_ADVCL_RELCL || noun == RELATA_NONE || !is_noun(tree, noun) ||
      !has(tree, noun, RELATA_DEP_COP) || tree_child_in(tree, noun, RELATA_DEP_ADVMOD, WORD_NEGATION) != RELATA_NONE)
    return;
  const uint32_t expletive = tree_child_base(tree, noun, RELATA_DEP_EXPL);
  if (tree_lemma_is(tree, expletive != RELATA_NONE ? expletive : tree_child_base(tree, noun, RELATA_DEP_NSUBJ), "it"))
    tree_move(tree, token, noun, RELATA_DEP_ACL_RELCL);
}

/* "pulled back [to the ridge]", "flew home [from Beirut]": what hangs on the adverb is the verb's. */
static void repair_way(struct tree *tree, uint32_t token) {
  const uint32_t adverb = tree_head(tree, token);
  if (tree_dep(tree, token) != RELATA_DEP_OBL || tree_dep(tree, adverb) != RELATA_DEP_ADVMOD ||
      !verbs_in(verbs_find(tree->tokens[adverb].lemma), VERB_WAY) || !tree_is_verbal(tree, tree_head(tree, adverb)) ||
      tree_child_lemma(tree, token, RELATA_DEP_CASE, "as") != RELATA_NONE)
    return;
  tree_move(tree, token, tree_head(tree, adverb), RELATA_DEP_OBL);
}

/* "Norland, [whose troops] the rebels attacked": of two subjects of a relative clause the one of "whose" is the object. */
static void repair_whose_object(struct tree *tree, uint32_t token) {
  const uint32_t verb = tree_head(tree, token);
  if (tree_dep(tree, token) != RELATA_DEP_NSUBJ || !tree_is_verbal(tree, verb) || has(tree, verb, RELATA_DEP_OBJ) ||
      !tree_lemma_is(tree, tree_child(tree, token, RELATA_DEP_NMOD_POSS), "whose"))
    return;
  const struct tree_list children = tree_children(tree, verb);
  for (size_t k = 0; k < children.count; k++)
    if (children.items[k] > token && tree_dep(tree, children.items[k]) == RELATA_DEP_NSUBJ) {
      tree_move(tree, token, verb, RELATA_DEP_OBJ);
      return;
    }
}

/* "Norland, Sudmark sign treaty": a headline's comma joins its subjects. */
static void repair_headline_pair(struct tree *tree, uint32_t token) {
  const uint32_t verb = tree_head(tree, token), second = token + 2;
  if (tree_base(tree, token) != RELATA_DEP_DISLOCATED || !is_first(tree, token) || !tree_is_verbal(tree, verb) ||
      has(tree, verb, RELATA_DEP_NSUBJ) || second + 1 != verb || tree_upos(tree, token) != RELATA_PROPN ||
      tree_upos(tree, second) != RELATA_PROPN || !tree_form_is(tree, token + 1, ",") || tree_head(tree, second) != token)
    return;
  tree_move(tree, token, verb, RELATA_DEP_NSUBJ);
  tree_move(tree, second, token, RELATA_DEP_CONJ);
}

/* "[Not Norland] but Sudmark hosts it": of two subjects the denied one is none. */
static void repair_denied_subject(struct tree *tree, uint32_t token) {
  const uint32_t verb = tree_head(tree, token);
  if (tree_base(tree, token) != RELATA_DEP_NSUBJ ||
      tree_child_in(tree, token, RELATA_DEP_ADVMOD, WORD_NEGATION) == RELATA_NONE)
    return;
  const struct tree_list children = tree_children(tree, verb);
  for (size_t k = 0; k < children.count; k++)
    if (children.items[k] > token && tree_base(tree, children.items[k]) == RELATA_DEP_NSUBJ) {
      tree_move(tree, token, verb, RELATA_DEP_DISLOCATED);
      return;
    }
}

/* "denied [NOUN funding] the rebels": with an object it is a gerund. */
static void repair_gerund_tag(struct tree *tree, uint32_t token) {
  struct relata_token *word = &tree->document->tokens[token];
  if (word->upos != RELATA_NOUN || !tree_form_ends(tree, token, "ing") || word->lemma.len < 6 ||
      !relata_str_equal(word->form, word->lemma) || tree_dep(tree, token) != RELATA_DEP_OBJ ||
      !has(tree, token, RELATA_DEP_OBJ) || !tree_is_verbal(tree, tree_head(tree, token)))
    return;
  word->upos = RELATA_VERB;
  word->lemma.len -= 3;
  tree->sets[token] = words_find(word->lemma);
  tree_move(tree, token, tree_head(tree, token), RELATA_DEP_XCOMP);
}

/* "Norland [root] [to host] talks": a headline's plan; the name is the subject. */
static void repair_headline_plan(struct tree *tree, uint32_t token) {
  const uint32_t verb = token + 2, root = tree_root(tree, tree->tokens[token].sentence);
  if (token != root || tree_upos(tree, token) != RELATA_PROPN || !is_first(tree, tree->low[token]) ||
      verb >= tree_sentence(tree, token)->end || tree_upos(tree, verb) != RELATA_VERB ||
      tree_head(tree, verb) != token || !tree_is_infinitive(tree, verb) || tree->low[verb] != token + 1)
    return;
  const enum relata_dep base = tree_base(tree, verb);
  if (base == RELATA_DEP_PARATAXIS || base == RELATA_DEP_ACL || base == RELATA_DEP_XCOMP)
    tree_move(tree, verb, token, RELATA_DEP_ACL);
}

/* "[nsubj:pass The flood] displaced farmers": with an object and no "was" it is active. */
static void repair_active(struct tree *tree, uint32_t token) {
  const uint32_t verb = tree_head(tree, token);
  if (tree_dep(tree, token) == RELATA_DEP_NSUBJ_PASS && tree_base(tree, verb) == RELATA_DEP_ROOT &&
      tree_form_ends(tree, verb, "ed") && !has(tree, verb, RELATA_DEP_AUX) && has(tree, verb, RELATA_DEP_OBJ) &&
      tree_child(tree, verb, RELATA_DEP_OBL_AGENT) == RELATA_NONE)
    tree_move(tree, token, verb, RELATA_DEP_NSUBJ);
}

static bool is_plan_mark(const struct tree *tree, uint32_t mark, uint32_t subject) {
  if (tree_form_is(tree, mark, "due") || tree_form_is(tree, mark, "about"))
    return tree_child_lemma(tree, mark, RELATA_DEP_FIXED, "to") != RELATA_NONE;
  return tree_form_is(tree, mark, "to") && subject != RELATA_NONE &&
         (tree_upos(tree, subject) == RELATA_PROPN || tree_in(tree, subject, WORD_PERSON_NOUN) ||
          tree_in(tree, subject, WORD_PRONOUN_HE) || tree_in(tree, subject, WORD_PRONOUN_SHE) ||
          tree_in(tree, subject, WORD_PRONOUN_THEY) || tree_form_is(tree, subject, "who"));
}

/* "who [cop is] due to meet her", "he [cop is] to meet her": whoever is a person is no meeting. */
static void repair_plan(struct tree *tree, uint32_t token) {
  const uint32_t verb = tree_head(tree, token);
  if (tree_base(tree, token) != RELATA_DEP_COP || tree_upos(tree, verb) != RELATA_VERB)
    return;
  const uint32_t mark = tree_child_base(tree, verb, RELATA_DEP_MARK);
  if (mark != RELATA_NONE && mark > token && mark < verb &&
      is_plan_mark(tree, mark, tree_child_base(tree, verb, RELATA_DEP_NSUBJ)))
    tree_move(tree, token, verb, RELATA_DEP_AUX);
}

/* "two daughters, [appos one of whom] met the king": one of them met him. */
static void repair_share_of_whom(struct tree *tree, uint32_t token) {
  const uint32_t whom = tree_child(tree, token, RELATA_DEP_NMOD), noun = tree_head(tree, token);
  if (tree_dep(tree, token) != RELATA_DEP_APPOS || whom == RELATA_NONE || !tree_in(tree, whom, WORD_RELATIVE))
    return;
  const struct tree_list children = tree_children(tree, noun);
  for (size_t k = 0; k < children.count; k++)
    if (children.items[k] > token && tree_dep(tree, children.items[k]) == RELATA_DEP_ACL_RELCL) {
      const uint32_t clause = children.items[k];
      if (!has(tree, clause, RELATA_DEP_NSUBJ))
        tree_move(tree, token, clause, RELATA_DEP_NSUBJ);
      else if (tree_is_verbal(tree, clause) && !has(tree, clause, RELATA_DEP_OBJ))
        tree_move(tree, token, clause, RELATA_DEP_OBJ);
      return;
    }
}

/* "a nurse", "two clerks" */
static bool is_indefinite(const struct tree *tree, uint32_t token) {
  return is_noun(tree, token) && (has(tree, token, RELATA_DEP_NUMMOD) ||
                                  tree_lemma_is(tree, tree_child_base(tree, token, RELATA_DEP_DET), "a"));
}

/* Can the second hardly be the first?  "a Dane, a Spanish nurse", "Ann Lund, four clerks" */
static bool is_another(const struct tree *tree, uint32_t first, uint32_t second) {
  const bool counted = has(tree, second, RELATA_DEP_NUMMOD);
  return is_indefinite(tree, second) &&
         (is_indefinite(tree, first) || (counted && tree->tokens[first].name_type == RELATA_NAME_PER));
}

/* "freed a Dane, [appos a Spanish nurse] and a Czech couple": a list, as no comma ends the apposition; "a monk at the
 * gate, a nun at the door, and a boy": a comma may end it where the list goes on as it began. */
static void repair_indefinite_list(struct tree *tree, uint32_t token) {
  const uint32_t first = tree_head(tree, token);
  uint32_t next = tree->high[token] + 1;
  if (next + 1 < tree_sentence(tree, token)->end && tree_form_is(tree, next, ",") &&
      tree_base(tree, next + 1) == RELATA_DEP_CC && has(tree, first, RELATA_DEP_NMOD) && has(tree, token, RELATA_DEP_NMOD))
    next++;
  if (tree_dep(tree, token) != RELATA_DEP_APPOS || first == RELATA_NONE || first > token ||
      !is_another(tree, first, token) || !tree_form_is(tree, tree->low[token], ",") ||
      next >= tree_sentence(tree, token)->end || tree_base(tree, next) != RELATA_DEP_CC)
    return;
  const uint32_t last = tree_head(tree, next);
  if (tree_base(tree, last) == RELATA_DEP_CONJ && tree_head(tree, last) == first && is_indefinite(tree, last))
    tree_move(tree, token, first, RELATA_DEP_CONJ);
}

/* "has left", "was shot", "did go": a form that only a clause of its own has. */
static bool is_finite(const struct tree *tree, uint32_t token) {
  const uint32_t aux = tree_child_base(tree, token, RELATA_DEP_AUX);
  if (aux != RELATA_NONE)
    return tree_lemma_is(tree, aux, "have") ? tree->tokens[aux].verb_form == RELATA_FIN : !tree_form_is(tree, aux, "be");
  return tree->tokens[token].verb_form == RELATA_FIN && tree->tokens[token].tense == RELATA_PAST;
}

/* "admitted bribing her and [conj of bribing: has left]": a finite verb is no part of what is admitted; "promised to come
 * and [conj of promised: to have left]": an infinitive goes on where the last one was. */
static void repair_uneven_conjunct(struct tree *tree, uint32_t token) {
  const uint32_t first = tree_head(tree, token), above = tree_head(tree, first);
  if (tree_dep(tree, token) != RELATA_DEP_CONJ || !tree_is_verbal(tree, token) || first > token ||
      has(tree, token, RELATA_DEP_NSUBJ) || !has(tree, token, RELATA_DEP_CC))
    return;
  const enum relata_dep base = tree_base(tree, first);
  const bool gerund = tree_form_ends(tree, first, "ing") && !has(tree, first, RELATA_DEP_AUX);
  if ((base == RELATA_DEP_XCOMP || (base == RELATA_DEP_ADVCL && above < first)) && tree_is_verbal(tree, first) &&
      (gerund || tree_is_infinitive(tree, first)) && is_finite(tree, token) && tree_is_verbal(tree, above))
    tree_move(tree, token, above, RELATA_DEP_CONJ);
  const struct tree_list children = tree_children(tree, first);
  if (!tree_is_infinitive(tree, token) || tree_is_infinitive(tree, first) || !tree_is_verbal(tree, first))
    return;
  for (size_t k = 0; k < children.count && children.items[k] < token; k++)
    if (tree_base(tree, children.items[k]) == RELATA_DEP_XCOMP && tree_is_infinitive(tree, children.items[k])) {
      tree_move(tree, token, children.items[k], RELATA_DEP_CONJ);
      return;
    }
}

/* "insisted the bill would pass and [conj of pass: dismissed] talk of a poll": "would" takes no such form; "denied that
 * they had fled and [conj of fled: accused] the army": who denies it accuses. */
static void repair_told_conjunct(struct tree *tree, uint32_t token) {
  const uint32_t first = tree_head(tree, token), speech = tree_head(tree, first);
  const uint32_t aux = tree_child_base(tree, first, RELATA_DEP_AUX);
  if (tree_dep(tree, token) != RELATA_DEP_CONJ || tree_base(tree, first) != RELATA_DEP_CCOMP || speech > first ||
      tree->tokens[token].upos != RELATA_VERB || aux == RELATA_NONE || has(tree, token, RELATA_DEP_NSUBJ) ||
      has(tree, token, RELATA_DEP_AUX) || !has(tree, token, RELATA_DEP_CC) || !is_finite(tree, token) ||
      !is_finite(tree, speech) || tree_is_passive(tree, first))
    return;
  static const char *const modals[] = { "would", "will", "could", "should", "must", "might", "can", "may" };
  bool modal = false;
  for (size_t i = 0; i < sizeof modals / sizeof *modals; i++)
    modal = modal || tree_form_is(tree, aux, modals[i]);
  const bool says = tree_in(tree, token, WORD_SPEECH_VERB) || tree_in(tree, token, WORD_ACCUSE_VERB) ||
                    tree_in(tree, token, WORD_BELIEF_VERB) || tree_in(tree, token, WORD_ADDRESS_VERB);
  if (modal || (says && tree_lemma_is(tree, speech, "deny")))
    tree_move(tree, token, speech, RELATA_DEP_CONJ);
}

/* "said on condition of [anonymity acl: that they fled]": said, as the noun takes no such clause. */
static void repair_said_clause(struct tree *tree, uint32_t token) {
  const uint32_t noun = tree_head(tree, token), verb = verb_above(tree, noun);
  const uint32_t that = tree->low[token];
  if (tree_dep(tree, token) != RELATA_DEP_ACL || !tree_form_is(tree, that, "that") || tree_head(tree, that) != token ||
      (tree_base(tree, that) != RELATA_DEP_MARK && tree_upos(tree, that) != RELATA_SCONJ) || verb == RELATA_NONE ||
      verb > noun || !tree_in(tree, verb, WORD_SPEECH_VERB) || has(tree, verb, RELATA_DEP_CCOMP) ||
      ((tree_in(tree, noun, WORD_SPEECH_NOUN) || tree_in(tree, noun, WORD_UNREAL_NOUN)) &&
       tree_child_lemma(tree, noun, RELATA_DEP_CASE, "in") == RELATA_NONE)) /* "said in a statement that" */
    return;
  for (uint32_t up = noun; up != verb; up = tree_head(tree, up))
    if (tree_base(tree, up) == RELATA_DEP_OBJ || tree_base(tree, up) == RELATA_DEP_NSUBJ)
      return;
  tree_move(tree, that, token, RELATA_DEP_MARK);
  tree_move(tree, token, verb, RELATA_DEP_CCOMP);
}

/* "talks [case due to] open in Havana": they are to open there. */
static void repair_due(struct tree *tree, uint32_t token) {
  const uint32_t due = tree_child_lemma(tree, token, RELATA_DEP_CASE, "due"), noun = tree_head(tree, token);
  if (tree_base(tree, token) != RELATA_DEP_NMOD || due == RELATA_NONE || !tree_form_is(tree, due + 1, "to") ||
      token != due + 2 || !(tree_upos(tree, token) == RELATA_VERB || has(tree, token, RELATA_DEP_OBL)) || !is_noun(tree, noun) ||
      !relata_str_equal(tree->tokens[token].form, tree->tokens[token].lemma))
    return;
  tree->document->tokens[token].upos = RELATA_VERB;
  tree_move(tree, due + 1, token, RELATA_DEP_MARK);
  tree_move(tree, due, token, RELATA_DEP_ADVMOD);
  tree_move(tree, token, noun, RELATA_DEP_ACL);
}

/* "[The ship] sailed at noon, her mast broken, and the [conj flag] torn": no second subject stands behind the verb. */
static void repair_late_conjunct(struct tree *tree, uint32_t token) {
  const uint32_t first = tree_head(tree, token), verb = tree_head(tree, first);
  const uint32_t cc = tree_child_base(tree, token, RELATA_DEP_CC);
  if (tree_dep(tree, token) != RELATA_DEP_CONJ || !is_noun(tree, token) || verb == RELATA_NONE || first > verb ||
      verb > token || tree_base(tree, first) != RELATA_DEP_NSUBJ || !tree_is_verbal(tree, verb) ||
      !tree_form_is(tree, cc, "and"))
    return;
  tree_move(tree, token, verb, RELATA_DEP_PARATAXIS);
}

/* "A bomb hit the bridge, the army said, [prompting] the state to act": the bomb does it, who speaks no more than tells
 * of it; "he said, adding …", "\"…\", he said, closing the door": who speaks does. */
static void repair_told_gerund(struct tree *tree, uint32_t token) {
  const uint32_t speech = tree_head(tree, token);
  if (tree_dep(tree, token) != RELATA_DEP_ADVCL || !tree_form_ends(tree, token, "ing") || speech > token ||
      !tree_in(tree, speech, WORD_SPEECH_VERB) || speech + 2 != token || !tree_form_is(tree, token - 1, ",") ||
      has(tree, token, RELATA_DEP_MARK) || has(tree, token, RELATA_DEP_NSUBJ) || !has(tree, token, RELATA_DEP_OBJ) ||
      !verbs_in(verbs_find(tree->tokens[token].lemma), VERB_OUTCOME))
    return;
  const uint32_t clause = tree_child_base(tree, speech, RELATA_DEP_CCOMP);
  if (clause != RELATA_NONE && clause < speech)
    tree_move(tree, token, clause, RELATA_DEP_ADVCL);
}

/* "the minister, Ann Lund, and [her deputy], Nils Berg, signed it": one minister is not both. */
static void repair_apposed_list(struct tree *tree, uint32_t token) {
  const uint32_t name = tree_head(tree, token), title = name == RELATA_NONE ? RELATA_NONE : tree_head(tree, name);
  const uint32_t cc = tree_child_base(tree, token, RELATA_DEP_CC);
  if (tree_dep(tree, token) != RELATA_DEP_CONJ || tree_dep(tree, name) != RELATA_DEP_APPOS || title == RELATA_NONE ||
      !is_noun(tree, title) || title > name || tree->tokens[title].number == RELATA_PLUR ||
      tree->tokens[name].name_type != RELATA_NAME_PER || !tree_in(tree, title, WORD_TITLE) || cc == RELATA_NONE ||
      !tree_form_is(tree, cc, "and") || !tree_form_is(tree, cc - 1, ",") || !tree_is_nominal(tree, token))
    return;
  tree_move(tree, token, title, RELATA_DEP_CONJ);
}

void tree_repair_clause(struct tree *tree, uint32_t token) {
  repair_cut_lemma(tree, token);
  repair_infinitive_lemma(tree, token);
  repair_late_conjunct(tree, token);
  repair_told_gerund(tree, token);
  repair_participle_tag(tree, token);
  repair_finite(tree, token);
  repair_active(tree, token);
  repair_colon_subject(tree, token);
  repair_colon_name(tree, token);
  repair_verb_conjunct(tree, token);
  repair_clause_conjunct(tree, token);
  repair_event_gerund(tree, token);
  repair_fled_gerund(tree, token);
  repair_event_phrase(tree, token);
  repair_plan(tree, token);
  repair_headline_plan(tree, token);
  repair_cleft(tree, token);
  repair_whose_object(tree, token);
  repair_way(tree, token);
  repair_headline_pair(tree, token);
  repair_gerund_tag(tree, token);
  repair_denied_subject(tree, token);
  repair_share_of_whom(tree, token);
  repair_indefinite_list(tree, token);
  repair_uneven_conjunct(tree, token);
  repair_told_conjunct(tree, token);
  repair_said_clause(tree, token);
  repair_due(tree, token);
  repair_apposed_list(tree, token);
}
