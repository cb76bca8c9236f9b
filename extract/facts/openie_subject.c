/* Whose clause it is: subjects as words, and clauses that stay silent. */
#include "extract/facts/openie.h"

static bool is_light_pronoun(const struct tree *tree, uint32_t subject, uint32_t head) {
  if (tree_upos(tree, subject) != RELATA_PRON || tree_children(tree, subject).count)
    return false;
  const enum relata_dep base = tree_base(tree, head);
  if (base == RELATA_DEP_ROOT || (base == RELATA_DEP_CONJ && tree_form_is(tree, subject, "that")))
    return false;
  return tree_in(tree, subject, WORD_LIGHT_PRONOUN);
}

/* Clauses that state nothing of their own: open complements (their governor
 * has them), purposes, those with an expletive, "after taking" behind a noun; in
 * triples also "a plan to attack", which nobody may have carried out. */
static bool is_silent(const struct openie *openie, uint32_t head, uint32_t first) {
  const struct tree *tree = openie->tree;
  if (tree_base(tree, head) == RELATA_DEP_XCOMP || tree_child_base(tree, head, RELATA_DEP_EXPL) != RELATA_NONE)
    return true;
  if (openie->binary && gerund_complement(tree, tree_head(tree, head)) == head)
    return true; /* "accused of ordering" has told it */
  if (tree_base(tree, first) == RELATA_DEP_ADVCL && tree_is_infinitive(tree, first))
    return true;
  if (tree_dep(tree, head) != RELATA_DEP_ACL || tree_child_base(tree, head, RELATA_DEP_MARK) == RELATA_NONE)
    return false;
  return openie->binary || !tree_is_infinitive(tree, head);
}

/* "He is a man who …", "X, a town that …": the copula's subject, the apposition's noun. */
static uint32_t antecedent_subject(const struct tree *tree, uint32_t noun) {
  uint32_t subject = noun;
  for (int steps = 0; steps < 3; steps++) {
    uint32_t next = RELATA_NONE;
    if (tree_child(tree, subject, RELATA_DEP_COP) != RELATA_NONE)
      next = clause_subject(tree, subject).token;
    else if (tree_base(tree, subject) == RELATA_DEP_APPOS)
      next = tree_head(tree, subject);
    if (next == RELATA_NONE || next == subject)
      break;
    subject = next;
  }
  return tree_in(tree, subject, WORD_RELATIVE) ? noun : subject;
}

struct words antecedent_words(struct openie *openie, uint32_t antecedent, uint32_t clause_head) {
  const bool joined = tree_child_base(openie->tree, antecedent, RELATA_DEP_CONJ) != RELATA_NONE;
  struct words words =
      phrase_noun(openie, antecedent,
                  (joined ? PHRASE_NO_CASE : PHRASE_NO_CASE | PHRASE_CONJUNCTS) | plain_flags(openie), &clause_head, 1);
  words_trim(openie, &words);
  return words;
}

static struct words subject_phrase(struct openie *openie, const struct oie_clause *clause, uint32_t modified_by) {
  const struct tree *tree = openie->tree;
  const uint32_t subject = clause->subject;
  if (modified_by != RELATA_NONE) {
    const uint32_t top = antecedent_subject(tree, subject);
    if (top == subject)
      return antecedent_words(openie, subject, modified_by);
    return phrase_noun(openie, top, PHRASE_CONJUNCTS | PHRASE_NO_CASE | plain_flags(openie), NULL, 0);
  }
  if (tree_base(tree, subject) == RELATA_DEP_CSUBJ || tree_is_verbal(tree, subject))
    return phrase_whole(openie, subject);
  return phrase_noun(openie, subject, PHRASE_CONJUNCTS | PHRASE_NO_CASE | plain_flags(openie), NULL, 0);
}

bool subject_fill(struct openie *openie, struct oie_clause *clause) {
  const struct tree *tree = openie->tree;
  const uint32_t head = clause->head, first = first_predicate(tree, head);
  struct subject subject = clause_subject(tree, head);
  if (is_silent(openie, head, first))
    return false;
  if (tree_dep(tree, first) == RELATA_DEP_ACL && (head == first || subject.source == SUBJECT_CONJUNCT))
    subject.token = tree_head(tree, first); /* also of an infinitive: "a plan to attack" */
  if (subject.token == RELATA_NONE)
    return false;
  clause->subject = subject.token;
  clause->source = head == first && tree_dep(tree, first) == RELATA_DEP_ACL ? SUBJECT_NOUN : subject.source;
  clause->relative_head = clause_relative(tree, head);
  clause->relative = clause->relative_head != RELATA_NONE;
  clause->antecedent = clause->relative ? tree_head(tree, clause->relative_head) : RELATA_NONE;
  clause->subject_gap = clause->relative && clause->subject == clause->antecedent;
  if (!clause->subject_gap && is_light_pronoun(tree, clause->subject, head))
    return false;
  uint32_t modified_by = RELATA_NONE;
  if (clause->subject_gap)
    modified_by = clause->relative_head;
  else if (tree_dep(tree, first) == RELATA_DEP_ACL && clause->subject == tree_head(tree, first))
    modified_by = first;
  clause->subject_words = subject_phrase(openie, clause, modified_by);
  if (modified_by != RELATA_NONE)
    clause->subject = antecedent_subject(tree, clause->subject);
  return clause->subject_words.count > 0;
}
