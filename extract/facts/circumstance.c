/* circumstance.c — how far the article stands behind each clause: polarity,
 * modality and speaker, read on the way from the predicate up to the root.
 *
 * The way up is cut for modality, not for the speaker, where the words above
 * no longer bear on whether it happened: at relative clauses, participles,
 * appositions, temporal clauses and inside noun phrases ("fears the assault
 * on the town that Assad holds": he does hold it).
 */
#include "extract/facts/circumstance.h"

enum { STEPS = 40 };

/* ------------------------------------------------------------- one step up */

static uint32_t mark_of(const struct tree *tree, uint32_t token) {
  const uint32_t mark = tree_child_base(tree, token, RELATA_DEP_MARK);
  if (mark != RELATA_NONE)
    return mark;
  const uint32_t adverb = tree_child_in(tree, token, RELATA_DEP_ADVMOD, WORD_REAL_MARK); /* "when", "where" */
  if (adverb != RELATA_NONE && adverb < token && tree_in(tree, adverb, WORD_RELATIVE))
    return adverb;
  return tree_child_base(tree, token, RELATA_DEP_CASE);
}

static bool marked_in(const struct tree *tree, uint32_t token, enum word_set set) {
  const uint32_t mark = mark_of(tree, token);
  return mark != RELATA_NONE && words_in(words_find(tree->tokens[mark].form), set);
}

/* An accusation is its accuser's, and merely possible: the accused mostly denies it; "convicted of", "criticised for": it
 * was done. */
static void hear_accuser(struct status *status, uint32_t accuse) {
  const uint32_t accuser = status_speaker_of(status->tree, accuse);
  if (accuser != RELATA_NONE)
    status_say(status, accuser, accuse);
  if (!status->settled && !tree_in(status->tree, accuse, WORD_NEUTRAL_VERB))
    status->possible = true;
}

/* "was spotted leaving", "spent years fighting": what is wanted or feared is called so by its verb. */
static bool is_observed(const struct tree *tree, uint32_t token, uint32_t above) {
  return tree_form_ends(tree, token, "ing") && !tree_is_infinitive(tree, token) && tree_is_verbal(tree, above) &&
         (tree_is_passive(tree, above) || tree_child_base(tree, above, RELATA_DEP_OBJ) != RELATA_NONE) &&
         tree_child_base(tree, token, RELATA_DEP_AUX) == RELATA_NONE && mark_of(tree, token) == RELATA_NONE &&
         !tree_in(tree, above, WORD_BELIEF_VERB) && !tree_in(tree, above, WORD_UNREAL_OBJECT_VERB);
}

/* "the board", "the trustees" */
static bool is_many(const struct tree *tree, uint32_t verb) {
  const uint32_t subject = tree_child_base(tree, verb, RELATA_DEP_NSUBJ);
  return subject != RELATA_NONE &&
         (tree->tokens[subject].number == RELATA_PLUR || tree_in(tree, subject, WORD_GROUP_NOUN));
}

/* Do two verbs together tell that both came about: "came to know him", "met to discuss it", "used it to smuggle"? */
static bool comes_about(const struct status *status, uint32_t token, uint32_t above) {
  const struct relata_str first = status->tree->tokens[above].lemma, second = status->tree->tokens[token].lemma;
  if (tree_lemma_is(status->tree, above, "go") && tree_form_is(status->tree, above + 1, "on"))
    return true;
  if (tree_lemma_is(status->tree, above, "vote") && !is_many(status->tree, above)) /* one vote ousts nobody */
    return false;
  return is_neutral_pair(status, first, second) || (tree_is_infinitive(status->tree, token) && token > above &&
                                                    is_neutral_pair(status, first, RELATA_STR("to")));
}

/* "came to arrest him", "is going to pay" have not done so yet. */
static bool sets_out(const struct status *status, uint32_t token, uint32_t above) {
  const struct tree *tree = status->tree;
  return tree_is_infinitive(tree, token) && above < token &&
         (tree_lemma_is(tree, above, "come") || tree_lemma_is(tree, above, "go")) && !comes_about(status, token, above);
}

/* "told them to stop firing at the town": they do. */
static bool is_going_on(const struct status *status, uint32_t token, uint32_t above) {
  const struct tree *tree = status->tree;
  return tree_form_ends(tree, token, "ing") && tree_is_infinitive(tree, above) &&
         is_neutral_pair(status, RELATA_STR("to"), tree->tokens[above].lemma);
}

/* "has to pay" may not; "had to flee" did, "has still to pay" did not. */
static bool is_obliged(const struct tree *tree, uint32_t token, uint32_t above) {
  const uint32_t mark = mark_of(tree, token);
  return tree_is_infinitive(tree, token) && (tree_form_is(tree, above, "has") || tree_form_is(tree, above, "have")) &&
         above < token && mark == above + 1;
}

/* "was quick to condemn it", "was right to flee", "was surprised to meet him": did; "is happy to help" may. */
static bool is_evaluated(const struct status *status, uint32_t token, uint32_t above) {
  const struct tree *tree = status->tree;
  const uint32_t cop = tree_child_base(tree, above, RELATA_DEP_COP);
  const uint32_t be = cop == RELATA_NONE ? tree_child(tree, above, RELATA_DEP_AUX_PASS) : cop;
  return tree_is_infinitive(tree, token) && above < token && be != RELATA_NONE &&
         tree->tokens[be].tense == RELATA_PAST && is_neutral_pair(status, RELATA_STR("be"), tree->tokens[above].form);
}

/* "lacks the men to guard it", "is too weak to fight", "is unlikely to flee" */
static bool is_beyond(const struct tree *tree, uint32_t token, uint32_t above) {
  if (!tree_is_infinitive(tree, token) || token < above)
    return false;
  return tree_lemma_is(tree, above, "lack") || tree_lemma_is(tree, above, "unlikely") ||
         tree_child_lemma(tree, above, RELATA_DEP_ADVMOD, "too") != RELATA_NONE;
}

/* "admitted bribing her", "pleaded guilty to working for them": it was done. */
static bool is_confessed(const struct tree *tree, uint32_t token, uint32_t above) {
  const uint32_t guilty = tree_child_lemma(tree, above, RELATA_DEP_XCOMP, "guilty");
  const bool pleads = tree_lemma_is(tree, above, "plead") && guilty != RELATA_NONE && !negates_itself(tree, guilty) &&
                      !tree_form_is(tree, guilty - 1, "not");
  return tree_form_ends(tree, token, "ing") && !tree_is_infinitive(tree, above) &&
         (pleads || tree_lemma_is(tree, above, "admit") || tree_lemma_is(tree, above, "confess") ||
          tree_lemma_is(tree, above, "regret"));
}

/* Is the verb, or it with its particle, in the set: "cancel", "call off"? */
static bool verb_in(const struct status *status, uint32_t verb, enum word_set set) {
  const uint32_t particle = tree_child(status->tree, verb, RELATA_DEP_COMPOUND_PRT);
  return tree_in(status->tree, verb, set) ||
         (particle != RELATA_NONE &&
          is_pair_in(status, status->tree->tokens[verb].lemma, status->tree->tokens[particle].form, set));
}

/* "neither confirmed nor denied arming them": who knows? */
static bool is_left_open(const struct tree *tree, uint32_t verb) {
  const uint32_t cc = tree_child_base(tree, verb, RELATA_DEP_CC);
  return tree_lemma_is(tree, verb, "deny") &&
         (negates_itself(tree, verb) ||
          (cc != RELATA_NONE && words_in(words_find(tree->tokens[cc].form), WORD_NEGATION)));
}

/* "it was revealed that", "is confirmed to have left" */
static bool is_made_known(const struct status *status, uint32_t verb) {
  return tree_is_passive(status->tree, verb) &&
         is_neutral_pair(status, RELATA_STR("be"), status->tree->tokens[verb].lemma);
}

/* "whom they hold responsible for the raid" */
static bool is_held_to_be(const struct tree *tree, uint32_t token, uint32_t above) {
  return tree_lemma_is(tree, above, "hold") && tree_upos(tree, token) == RELATA_ADJ;
}

static void climb_open_complement(struct status *status, uint32_t token, uint32_t above) {
  const struct tree *tree = status->tree;
  if (tree_in(tree, above, WORD_ACCUSE_VERB) && mark_of(tree, token) != RELATA_NONE) {
    hear_accuser(status, above);
    return;
  }
  if (status->settled || is_confessed(tree, token, above))
    return;
  const bool freely = negates_itself(tree, above) && is_pair_in(status, RELATA_STR("not"), tree->tokens[above].lemma,
                                                                WORD_NEGATIVE_VERB); /* "did not hesitate to fire" */
  if (freely || is_left_open(tree, above)) {
    status->settled = true;
    status->possible |= !freely || tree_child_lemma(tree, above, RELATA_DEP_AUX, "will") != RELATA_NONE;
    return;
  }
  status->negated ^= is_beyond(tree, token, above);
  if (verb_in(status, above, WORD_NEGATIVE_VERB)) {
    if (is_going_on(status, token, above))
      status->settled = true;
    else
      status->negated = !status->negated;
  } else if (sets_out(status, token, above) || is_obliged(tree, token, above) || is_held_to_be(tree, token, above))
    status->possible = true;
  else if (tree_in(tree, above, WORD_SPEECH_VERB) && tree_is_passive(tree, above)) /* "is said to hold" */
    status->possible |= !is_made_known(status, above);
  else if (tree_in(tree, above, WORD_NEUTRAL_VERB) && tree_is_passive(tree, above)) /* "is not known to hold" */
    status->possible |= negates_itself(tree, above);
  else if (!tree_in(tree, above, WORD_NEUTRAL_VERB) && tree_is_predicate(tree, token) &&
           !is_observed(tree, token, above) && !comes_about(status, token, above) &&
           !is_evaluated(status, token, above))
    status->possible = true;
}

/* "failed to report that he fell": who does not say so denies nothing. */
static bool is_left_unsaid(const struct tree *tree, uint32_t verb) {
  if (negates_itself(tree, verb) && !tree_in(tree, verb, WORD_BELIEF_VERB))
    return true;
  return tree_base(tree, verb) == RELATA_DEP_XCOMP && tree_in(tree, tree_head(tree, verb), WORD_NEGATIVE_VERB) &&
         tree_in(tree, verb, WORD_SPEECH_VERB);
}

/* "we can say with certainty that", "I must add that", "it can now be revealed that": the words above doubt or allow the
 * saying alone. */
static bool is_vouched_for(const struct status *status, uint32_t verb) {
  const struct tree *tree = status->tree;
  const uint32_t how = tree_child_base(tree, verb, RELATA_DEP_OBL);
  const uint32_t modal = tree_child_in(tree, verb, RELATA_DEP_AUX, WORD_MODAL);
  if (negates_itself(tree, verb) || !tree_in(tree, verb, WORD_SPEECH_VERB) || mark_of(tree, verb) != RELATA_NONE)
    return false;
  if (how != RELATA_NONE && tree_form_is(tree, mark_of(tree, how), "with") &&
      (tree_lemma_is(tree, how, "certainty") || tree_lemma_is(tree, how, "confidence")))
    return true;
  return modal != RELATA_NONE && (tree_form_is(tree, modal, "can") || tree_form_is(tree, modal, "must")) &&
         is_neutral_pair(status, RELATA_STR("be"), tree->tokens[verb].lemma);
}

/* "you will see that", "one can find that": it is so already. */
static bool is_seen_by_anyone(const struct status *status, uint32_t verb) {
  const uint32_t modal = tree_child_in(status->tree, verb, RELATA_DEP_AUX, WORD_MODAL);
  return modal != RELATA_NONE && !negates_itself(status->tree, verb) && !tree_lemma_is(status->tree, verb, "hear") &&
         (tree_lemma_is(status->tree, modal, "will") || tree_form_is(status->tree, modal, "can")) &&
         is_neutral_pair(status, RELATA_STR("can"), status->tree->tokens[verb].lemma);
}

/* "rumour has it that" */
static bool has_it(const struct status *status, uint32_t verb) {
  const uint32_t subject = tree_child_base(status->tree, verb, RELATA_DEP_NSUBJ);
  return subject != RELATA_NONE && is_pair_in(status, status->tree->tokens[subject].lemma,
                                              status->tree->tokens[verb].lemma, WORD_UNREAL_MARK);
}

static void climb_complement(struct status *status, uint32_t token, uint32_t above) {
  const struct tree *tree = status->tree;
  const bool unsaid = is_left_unsaid(tree, above) || is_left_open(tree, above); /* "could not confirm that" */
  const bool passed_over = unsaid && is_neutral_pair(status, RELATA_STR("not"), tree->tokens[above].lemma);
  const bool asked = mark_of(tree, token) != RELATA_NONE && is_subjunctive(tree, token);
  status->possible |= !status->settled && (asked || (unsaid && !passed_over));
  if (unsaid || is_question(tree, token) || is_vouched_for(status, above) || is_seen_by_anyone(status, above))
    status->settled = true;
  if (tree_in(tree, above, WORD_SPEECH_VERB)) {
    const uint32_t speaker = status_speaker_of(tree, above);
    if (speaker != RELATA_NONE && !passed_over)
      status_say(status, speaker, above);
    if (status->settled)
      return;
    if (tree_lemma_is(tree, above, "deny"))
      status->negated = !status->negated;
    if ((speaker == RELATA_NONE && tree_is_passive(tree, above) && !is_made_known(status, above)) ||
        tree_lemma_is(tree, above, "predict") || tree_lemma_is(tree, above, "allege") ||
        tree_is_infinitive(tree, token))
      status->possible = true;
  } else if (!status->settled && (tree_in(tree, above, WORD_BELIEF_VERB) || tree_is_infinitive(tree, token) ||
                                  has_it(status, above))) {
    status->possible = true;
  }
}

/* "will stay until the rebels leave", "vowed to stay until they leave": both are to come. */
static bool is_time_to_come(const struct tree *tree, uint32_t token, uint32_t above) {
  const uint32_t mark = mark_of(tree, token);
  return tree->tokens[token].tense == RELATA_PRES && tree->tokens[token].verb_form == RELATA_FIN &&
         (tree_child_in(tree, above, RELATA_DEP_AUX, WORD_MODAL) != RELATA_NONE || tree_is_infinitive(tree, above)) &&
         (tree_form_is(tree, mark, "when") || tree_form_is(tree, mark, "once") || tree_form_is(tree, mark, "until") ||
          tree_form_is(tree, mark, "after") || tree_form_is(tree, mark, "before"));
}

/* "broke out, only to be caught": it came to that. */
static bool is_outcome(const struct tree *tree, uint32_t token) {
  const uint32_t only = tree_child_lemma(tree, token, RELATA_DEP_ADVMOD, "only");
  return only != RELATA_NONE && only < token && tree_is_infinitive(tree, token) && tree_form_is(tree, only + 1, "to");
}

/* "will levy duties, accusing them of dumping": the levy is to come, the words are said. */
static bool is_said_beside(const struct tree *tree, uint32_t token, uint32_t above) {
  return token > above && tree_form_ends(tree, token, "ing") && mark_of(tree, token) == RELATA_NONE &&
         (tree_form_is(tree, tree->low[token], ",") || tree_form_is(tree, tree->low[token] - 1, ",")) &&
         (tree_in(tree, token, WORD_SPEECH_VERB) || tree_in(tree, token, WORD_ACCUSE_VERB));
}

/* "instead of fleeing", "rather than flee", "far from fleeing", "stopped short of fleeing", "was cleared of fleeing" */
static bool is_left_undone(const struct status *status, uint32_t token, uint32_t above, uint32_t mark) {
  const struct tree *tree = status->tree;
  if (mark == RELATA_NONE) /* "ruled out joining" */
    return tree_form_ends(tree, token, "ing") && verb_in(status, above, WORD_NEGATIVE_VERB) && above < token &&
           token <= above + 2 && !tree_form_is(tree, token - 1, ",");
  if (tree_form_is(tree, mark, "instead") || tree_form_is(tree, mark, "rather"))
    return true;
  if (mark > 0 && ((tree_form_is(tree, mark, "from") && tree_form_is(tree, mark - 1, "far")) ||
                   (tree_form_is(tree, mark, "of") && tree_form_is(tree, mark - 1, "short"))))
    return true;
  return ((tree_form_is(tree, mark, "from") || tree_form_is(tree, mark, "of")) &&
          tree_in(tree, above, WORD_NEGATIVE_VERB)) || /* "stopped A from joining", "was acquitted of bribing B" */
         is_pair_in(status, tree->tokens[above].lemma, tree->tokens[mark].lemma, WORD_NEGATIVE_VERB);
}

/* "will not leave unless they arm him": what the main clause denies is no matter to it. */
static bool is_condition(const struct tree *tree, uint32_t token, uint32_t mark) {
  return (tree_form_is(tree, mark, "if") || tree_form_is(tree, mark, "unless")) &&
         tree_child_base(tree, token, RELATA_DEP_NSUBJ) != RELATA_NONE;
}

/* "for leaving", "for having left" */
static bool is_done_already(const struct tree *tree, uint32_t token) {
  return tree_form_ends(tree, token, "ing") ||
         tree_form_is(tree, tree_child_base(tree, token, RELATA_DEP_AUX), "having");
}

static void climb_adverbial(struct status *status, uint32_t token, uint32_t above) {
  const struct tree *tree = status->tree;
  if (tree_in(tree, above, WORD_ACCUSE_VERB) && mark_of(tree, token) != RELATA_NONE &&
      tree_child_base(tree, above, RELATA_DEP_OBJ) != RELATA_NONE &&
      tree_child_base(tree, token, RELATA_DEP_NSUBJ) == RELATA_NONE) { /* not "criticised it because they hid" */
    hear_accuser(status, above);
    return;
  }
  if (status->settled)
    return;
  const uint32_t mark = mark_of(tree, token);
  if (mark != RELATA_NONE && tree_in(tree, above, WORD_ACCUSE_VERB) && tree_is_passive(tree, above)) {
    status->possible |= !tree_in(tree, above, WORD_NEUTRAL_VERB); /* "is suspected of arming" */
    return;
  }
  if (is_left_undone(status, token, above, mark)) {
    status->negated = !status->negated;
    return;
  }
  if (is_outcome(tree, token) || is_evaluated(status, token, above) ||
      (tree_is_infinitive(tree, token) && comes_about(status, token, above)))
    return;
  if (is_said_beside(tree, token, above)) {
    status->settled = true;
    return;
  }
  if (is_confessed(tree, token, above))
    return;
  if (is_condition(tree, token, mark)) {
    status->possible = status->settled = true;
    return;
  }
  if (mark != RELATA_NONE && tree_form_is(tree, mark, "for") && is_done_already(tree, token) &&
      tree_in(tree, above, WORD_AGAINST_VERB)) { /* "will thank them for leaving" */
    status->settled = true;
    return;
  }
  status->negated ^= is_beyond(tree, token, above);
  if (mark != RELATA_NONE && tree_form_is(tree, mark, "without"))
    status->negated = !status->negated;
  else if (marked_in(tree, token, WORD_UNREAL_MARK) ||
           (tree_form_is(tree, mark, "as") && tree_form_is(tree, mark + 1, "though")) ||
           (tree_is_infinitive(tree, token) && tree_form_is(tree, mark, "for") && !tree_lemma_is(tree, above, "take")) ||
           (mark != RELATA_NONE &&
            is_pair_in(status, tree->tokens[above].lemma, tree->tokens[mark].lemma, WORD_BELIEF_VERB)))
    status->possible = true;
  else if (marked_in(tree, token, WORD_REAL_MARK)) {
    status->possible |= is_time_to_come(tree, token, above);
    status->settled = true;
  }
}

static bool ranks(const struct tree *tree, uint32_t token) {
  return tree_form_is(tree, token, "first") || tree_form_is(tree, token, "second") || tree_form_is(tree, token, "third") ||
         tree_form_is(tree, token, "last") || tree_form_is(tree, token, "latest") || tree_form_is(tree, token, "only");
}

/* "the first country to recognise it", "the last to leave": it did. */
static bool is_ranked(const struct tree *tree, uint32_t noun) {
  const struct tree_list children = tree_children(tree, noun);
  for (size_t i = 0; i < children.count; i++)
    if (tree_base(tree, children.items[i]) == RELATA_DEP_AMOD && ranks(tree, children.items[i]))
      return true;
  return ranks(tree, noun);
}

/* "no evidence that they fled", "little sign that": nobody says that they did; "no doubt that" does. */
static bool is_unfounded(const struct tree *tree, uint32_t noun) {
  const uint32_t little = tree_child_lemma(tree, noun, RELATA_DEP_AMOD, "little");
  return (determiner_is_no(tree, noun) || little != RELATA_NONE) && !tree_lemma_is(tree, noun, "doubt") &&
         !tree_lemma_is(tree, noun, "question") && !tree_lemma_is(tree, noun, "secret");
}

/* "rejected a charge that they fled", "reports that they fled are false": they did not, it is said; "could not verify
 * claims that": who knows? */
static bool is_refuted(struct status *status, uint32_t token, uint32_t noun) {
  const struct tree *tree = status->tree;
  const uint32_t verb = tree_head(tree, noun), mark = mark_of(tree, token);
  if (tree_base(tree, noun) == RELATA_DEP_NSUBJ && tree_form_is(tree, mark, "that") && !negates_itself(tree, verb) &&
      is_pair_in(status, RELATA_STR("be"), tree->tokens[verb].lemma, WORD_NEGATIVE_VERB)) {
    status->negated ^= !status->settled;
    return true;
  }
  const bool object = tree_base(tree, noun) == RELATA_DEP_OBJ || tree_dep(tree, noun) == RELATA_DEP_NSUBJ_PASS ||
                      (tree_base(tree, noun) == RELATA_DEP_OBL && tree_child_base(tree, noun, RELATA_DEP_CASE) == RELATA_NONE);
  if (!object || !tree_form_is(tree, mark, "that") || !tree_is_verbal(tree, verb))
    return false;
  const bool doubted = negates_itself(tree, verb) && tree_in(tree, noun, WORD_SPEECH_NOUN);
  if (!doubted && !tree_in(tree, verb, WORD_NEGATIVE_VERB))
    return false;
  status->possible |= doubted && !status->settled;
  status->negated ^= !doubted && !status->settled;
  if (!doubted && status_speaker_of(tree, verb) != RELATA_NONE)
    status_say(status, status_speaker_of(tree, verb), verb);
  return true;
}

static void climb_noun_clause(struct status *status, uint32_t token, uint32_t above) {
  const struct tree *tree = status->tree;
  if (tree_dep(tree, token) == RELATA_DEP_ACL_RELCL) {
    status->settled = true;
  } else if (tree_is_infinitive(tree, token)) {
    if (status->settled)
      return;
    const uint32_t taker = tree_base(tree, above) == RELATA_DEP_OBJ ? tree_head(tree, above) : RELATA_NONE;
    if (taker != RELATA_NONE && is_neutral_pair(status, tree->tokens[taker].lemma, tree->tokens[above].lemma))
      return; /* "took the opportunity to sign" */
    if (tree_in(tree, above, WORD_NEGATIVE_VERB))
      status->negated = !status->negated; /* "their refusal to sign" */
    else if (taker != RELATA_NONE && is_beyond(tree, token, taker))
      status->negated = status->possible = true; /* "lacks the men to guard it" */
    else if (!is_ranked(tree, above))
      status->possible = true;
  } else if (tree_base(tree, above) == RELATA_DEP_OBJ && mark_of(tree, token) != RELATA_NONE &&
             tree_in(tree, tree_head(tree, above), WORD_ACCUSE_VERB)) { /* "accused the banker of lending" */
    hear_accuser(status, tree_head(tree, above));
  } else if (is_refuted(status, token, above)) {
    status->settled = true;
  } else if (tree_form_is(tree, mark_of(tree, token), "that") && tree_in(tree, above, WORD_NEGATIVE_VERB)) {
    status->negated ^= !status->settled; /* "its denial that" */
    status->settled = true;
  } else if (mark_of(tree, token) != RELATA_NONE && is_unfounded(tree, above)) {
    status->possible |= !status->settled;
    status->settled = true;
  } else if (tree_in(tree, above, WORD_SPEECH_NOUN)) {
    status->possible |= !status->settled && tree_in(tree, above, WORD_UNREAL_NOUN);
    status_say(status, above, above);
  } else if (tree_in(tree, above, WORD_UNREAL_NOUN) && mark_of(tree, token) != RELATA_NONE) {
    if (!status->settled)
      status->possible = true;
  } else if (mark_of(tree, token) == RELATA_NONE) {
    status->settled = true;
  }
}

/* "halted the work after the attack on Palma", "is feared because of the raid": it took place, whatever else does. */
static bool stands_behind(const struct tree *tree, uint32_t noun) {
  const uint32_t mark = mark_of(tree, noun);
  return mark != RELATA_NONE && !tree_form_is(tree, mark, "as") && !tree_form_is(tree, mark, "before") &&
         (words_in(words_find(tree->tokens[mark].form), WORD_REAL_MARK) || tree_form_is(tree, mark, "despite") ||
          tree_form_is(tree, mark, "following") || tree_form_is(tree, mark, "amid"));
}

/* The noun that states it ("the shelling of Idlib") as part of a clause. */
static void climb_noun(struct status *status, uint32_t token, uint32_t above, bool first) {
  const struct tree *tree = status->tree;
  const enum relata_dep base = tree_base(tree, token);
  const bool object = base == RELATA_DEP_OBJ || tree_dep(tree, token) == RELATA_DEP_NSUBJ_PASS;
  const bool occurs = base == RELATA_DEP_NSUBJ && is_occurrence(tree, above);
  if (!first || !tree_is_verbal(tree, above) || (!object && !occurs && base != RELATA_DEP_OBL)) {
    status->possible |= first && !status->settled && base == RELATA_DEP_NMOD &&
                        tree_in(tree, above, WORD_UNREAL_NOUN) &&
                        (tree_form_is(tree, mark_of(tree, token), "of") ||
                         tree_form_is(tree, mark_of(tree, token), "for")); /* "the threat of an attack on Lima" */
    status->settled = true;
    return;
  }
  if (status->settled)
    return;
  if (base == RELATA_DEP_OBL && stands_behind(tree, token)) {
    status->settled = true;
    return;
  }
  /* "scrapped a visit to Rome" */
  if (object && verb_in(status, above, WORD_NEGATIVE_VERB) && verb_in(status, above, WORD_SUPPORT_VERB)) {
    status->negated = !status->negated;
    status->settled = true;
    return;
  }
  const bool charged = base == RELATA_DEP_OBL && tree_in(tree, above, WORD_ACCUSE_VERB) &&
                       !tree_in(tree, above, WORD_NEUTRAL_VERB); /* "charged with the murder of" */
  if ((charged || tree_in(tree, above, WORD_BELIEF_VERB) || verb_in(status, above, WORD_UNREAL_OBJECT_VERB)) &&
      !tree_in(tree, token, WORD_PLACE_NOUN)) /* a road that is blocked is there */
    status->possible = true;
  else if (object && !tree_in(tree, above, WORD_SUPPORT_VERB))
    status->settled = true;
}

/* "it is possible that", "it is not true that", "it is rare for them to flee" */
static void climb_subject(struct status *status, uint32_t token, uint32_t above) {
  const struct tree *tree = status->tree;
  const bool denied = negates_itself(tree, above);
  if (tree_is_passive(tree, above)) { /* "it is believed that" */
    climb_complement(status, token, above);
  } else if (!status->settled) {
    const bool said_true = tree_lemma_is(tree, above, "true");
    const bool said_false = is_pair_in(status, RELATA_STR("be"), tree->tokens[above].lemma, WORD_NEGATIVE_VERB);
    status->negated ^= (said_true && denied) || (said_false && !denied);
    status->possible |= tree_in(tree, above, WORD_HEDGE) ||
                        (tree_is_infinitive(tree, token) && !tree_lemma_is(tree, above, "take")) || /* not "took days" */
                        (denied && !said_true && !said_false) ||
                        (mark_of(tree, token) != RELATA_NONE && is_subjunctive(tree, token));
  }
  status->settled = true;
}

static void climb(struct status *status, uint32_t token, uint32_t above, bool first) {
  const struct tree *tree = status->tree;
  const bool predicate = tree_is_predicate(tree, token);
  switch (tree_base(tree, token)) {
  case RELATA_DEP_XCOMP:
    if (predicate || tree_is_verbal(tree, token) || is_held_to_be(tree, token, above) ||
        tree_is_passive(tree, token)) /* "denied being involved": an ADJ */
      climb_open_complement(status, token, above);
    break;
  case RELATA_DEP_CCOMP:
    climb_complement(status, token, above);
    break;
  case RELATA_DEP_ADVCL:
    climb_adverbial(status, token, above);
    break;
  case RELATA_DEP_ACL:
    climb_noun_clause(status, token, above);
    break;
  case RELATA_DEP_APPOS:
    status->settled = true;
    break;
  case RELATA_DEP_OBJ:
  case RELATA_DEP_IOBJ:
  case RELATA_DEP_OBL:
  case RELATA_DEP_NSUBJ:
  case RELATA_DEP_NMOD:
  case RELATA_DEP_COMPOUND:
  case RELATA_DEP_AMOD:
    climb_noun(status, token, above, first && !predicate);
    break;
  case RELATA_DEP_CSUBJ:
    climb_subject(status, token, above);
    break;
  case RELATA_DEP_PARATAXIS: /* "No group has claimed it; Tehran denies any role": a sentence of its own */
    if (predicate && tree_child_base(tree, token, RELATA_DEP_NSUBJ) != RELATA_NONE)
      status->settled = true;
    /* "Reuters: Rebels fled" where the name is the root */
    if (tree_upos(tree, above) == RELATA_PROPN && above + 1 < token && tree_form_is(tree, above + 1, ":"))
      status_say(status, above, above);
    break;
  default:
    break;
  }
}

static void status_read(struct status *status, uint32_t head) {
  const struct tree *tree = status->tree;
  uint32_t below = RELATA_NONE;
  bool first = true;
  for (int steps = 0; head != RELATA_NONE && steps < STEPS; steps++) {
    const bool predicate = tree_is_predicate(tree, head);
    const enum shared shared = status_shared_with(tree, below);
    if ((predicate || first) && !status->settled && shared != SHARED_NOTHING)
      status_read_words(status, head, predicate, shared);
    status_hear_beside(status, head, below);
    const uint32_t above = tree_head(tree, head);
    if (above == RELATA_NONE)
      break;
    climb(status, head, above, first);
    below = head;
    head = above;
    first = false;
  }
}

/* ------------------------------------------------------------- every clause */

static uint32_t mention_of_token(const struct tree *tree, uint32_t token) {
  return token == RELATA_NONE ? RELATA_NONE : tree->mention_at[token];
}

/* Facts inside noun phrases are the article's own whatever the clause says of
 * the noun; only the speaker goes on. */
static bool clause_is_nominal(const struct relata_clause *clause) {
  return clause->kind == RELATA_CLAUSE_COMPOUND || clause->kind == RELATA_CLAUSE_APPOSITION;
}

static void circumstances_read(struct relata_document *document, const struct tree *tree,
                               struct relata_clause *clause) {
  struct status status = { .document = document,
                           .tree = tree,
                           .settled = clause_is_nominal(clause),
                           .speaker = RELATA_NONE,
                           .speech = RELATA_NONE };
  status_read(&status, clause->head);
  struct relata_circumstances *found = &clause->circumstances;
  found->negated = status.negated;
  found->possible = status.possible;
  found->speaker = mention_of_token(tree, status.speaker);
  found->speech = status.speech;
  found->place = RELATA_NONE;
  circumstance_time(document, tree, clause);
  circumstance_place(tree, clause);
  circumstance_quantity(document, tree, clause);
}

enum relata_status circumstances_find(struct relata_document *document, const struct tree *tree,
                                      const struct quotes *quotes) {
  for (size_t c = 0; c < document->clause_count; c++)
    circumstances_read(document, tree, &document->clauses[c]);
  quotes_attribute(document, quotes);
  return RELATA_OK;
}
