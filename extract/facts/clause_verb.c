/* The clause of a verb, a copula, a predicate adjective, or "there is". */
#include "extract/facts/clause.h"

static const struct relata_str no_preposition = {NULL, 0};

static bool has_case(const struct tree *tree, uint32_t token) {
  return tree_child_base(tree, token, RELATA_DEP_CASE) != RELATA_NONE;
}

static bool is_agent(const struct tree *tree, uint32_t oblique, bool passive) {
  if (tree_dep(tree, oblique) == RELATA_DEP_OBL_AGENT)
    return true;
  return passive && tree_child_lemma(tree, oblique, RELATA_DEP_CASE, "by") != RELATA_NONE &&
         !tree_in(tree, oblique, WORD_TIME_NOUN);
}

/* ---- what hangs on the predicate */

/* "each other", "one another", and "the other" of "have each accused the other". */
static bool is_reciprocal(const struct tree *tree, uint32_t token) {
  const uint32_t rest = tree_child(tree, token, RELATA_DEP_FIXED);
  if (rest != RELATA_NONE)
    return tree_form_is(tree, rest, "other") || tree_form_is(tree, rest, "another");
  if (!tree_form_is(tree, token, "other") || tree_child(tree, token, RELATA_DEP_DET) == RELATA_NONE)
    return false;
  const struct tree_list beside = tree_children(tree, tree_head(tree, token));
  for (size_t k = 0; k < beside.count; k++)
    if (tree_form_is(tree, beside.items[k], "each"))
      return true;
  return false;
}

/* "Togo and Benin accused each other": those of the list that the subject is, or the token itself. */
static uint32_t reciprocal_list(const struct tree *tree, uint32_t predicate, uint32_t token) {
  if (!is_reciprocal(tree, token))
    return token;
  const uint32_t subject = clause_subject(tree, predicate).token;
  return subject != RELATA_NONE && tree_child(tree, subject, RELATA_DEP_CONJ) != RELATA_NONE ? subject : token;
}

static void oblique_add(struct clause_builder *builder, uint32_t oblique, bool passive, bool inherited) {
  const struct tree *tree = builder->tree;
  if (is_agent(tree, oblique, passive))
    clause_add_conjuncts(builder, RELATA_ROLE_SUBJECT, oblique, no_preposition, inherited);
  else if (has_case(tree, oblique))
    clause_add_conjuncts(builder, RELATA_ROLE_OBLIQUE, reciprocal_list(tree, tree_head(tree, oblique), oblique),
                         tree_preposition(tree, oblique), inherited);
  else
    clause_add_conjuncts(builder, RELATA_ROLE_ADVERBIAL, oblique, no_preposition, inherited);
}

/* "where" and "when" of a relative clause are places and times. */
static void adverb_add(struct clause_builder *builder, uint32_t adverb) {
  const bool where = tree_lemma_is(builder->tree, adverb, "where");
  if (clause_antecedent(builder->tree, adverb) != adverb)
    clause_add(builder, RELATA_ROLE_OBLIQUE, adverb, where ? RELATA_STR("in") : RELATA_STR("on"), true);
  else
    clause_add(builder, RELATA_ROLE_ADVERBIAL, adverb, no_preposition, false);
}

static void open_complement_add(struct clause_builder *builder, uint32_t complement) {
  const struct tree *tree = builder->tree;
  if (tree_is_predicate(tree, complement))
    clause_add(builder, RELATA_ROLE_CLAUSE, complement, tree_preposition(tree, complement), false);
  else if (has_case(tree, complement))
    clause_add_conjuncts(builder, RELATA_ROLE_OBLIQUE, complement, tree_preposition(tree, complement), false);
  else
    clause_add_conjuncts(builder, RELATA_ROLE_PREDICATE, complement, no_preposition, false);
}

static void child_add(struct clause_builder *builder, uint32_t child, bool passive) {
  const struct tree *tree = builder->tree;
  switch (tree_base(tree, child)) {
  case RELATA_DEP_OBJ:
    clause_add_conjuncts(builder, RELATA_ROLE_OBJECT, reciprocal_list(tree, tree_head(tree, child), child),
                         no_preposition, false);
    break;
  case RELATA_DEP_IOBJ: /* "warned Ankara": the only object is the object */
    clause_add_conjuncts(builder,
                         tree_child(tree, tree_head(tree, child), RELATA_DEP_OBJ) == RELATA_NONE ? RELATA_ROLE_OBJECT
                                                                                                 : RELATA_ROLE_INDIRECT,
                         reciprocal_list(tree, tree_head(tree, child), child), no_preposition, false);
    break;
  case RELATA_DEP_OBL:
    oblique_add(builder, child, passive, false);
    break;
  case RELATA_DEP_ADVMOD:
    adverb_add(builder, child);
    break;
  case RELATA_DEP_CCOMP:
    clause_add(builder, RELATA_ROLE_CLAUSE, child, tree_preposition(tree, child), false);
    break;
  case RELATA_DEP_XCOMP:
    open_complement_add(builder, child);
    break;
  case RELATA_DEP_ADVCL:
    clause_add(builder, RELATA_ROLE_ADVERBIAL, child, tree_preposition(tree, child), false);
    break;
  default:
    break;
  }
}

/* ---- what it shares with others */

/* Is it a name, or "his brother", in "with …" between commas: "Ann Lund, along [with Nils Berg], left"? */
static bool is_companion(const struct tree *tree, uint32_t with, uint32_t noun) {
  const bool owned = tree_child(tree, noun, RELATA_DEP_NMOD_POSS) != RELATA_NONE;
  const bool someone =
      tree->tokens[noun].name_type != RELATA_NAME_NONE || (owned && tree_in(tree, noun, WORD_PERSON_NOUN));
  const bool joined = tree_form_is(tree, with - 1, "along") || tree_form_is(tree, with - 1, "together");
  return someone && tree_is_nominal(tree, noun) && tree_child_base(tree, noun, RELATA_DEP_ACL) == RELATA_NONE &&
         tree_form_is(tree, with - 1 - joined, ",") && tree_form_is(tree, tree->high[noun] + 1, ",");
}

/* "who, with his colleague, resigned": both did. */
static void companion_add(struct clause_builder *builder, uint32_t head, enum relata_role role) {
  const struct tree *tree = builder->tree;
  const uint32_t subject = tree_child_base(tree, head, RELATA_DEP_NSUBJ);
  for (uint32_t t = subject; subject != RELATA_NONE && ++t < head && !tree_is_relative(tree, t);) {
    const uint32_t noun = tree_head(tree, t);
    if (t > subject + 1 && tree_form_is(tree, t, "with") && tree_base(tree, t) == RELATA_DEP_CASE && noun < head &&
        is_companion(tree, t, noun))
      clause_add_conjuncts(builder, role, noun, no_preposition, true);
  }
}

static void subject_add(struct clause_builder *builder, uint32_t head, bool passive) {
  const struct tree *tree = builder->tree;
  const struct subject subject = clause_subject(tree, head);
  if (subject.token == RELATA_NONE)
    return;
  const bool two_objects = tree_child(tree, head, RELATA_DEP_OBJ) != RELATA_NONE;
  const enum relata_role role = !passive      ? RELATA_ROLE_SUBJECT
                                : two_objects ? RELATA_ROLE_INDIRECT
                                              : RELATA_ROLE_OBJECT;
  const bool inherited = subject.source != SUBJECT_OWN;
  /* A clause that follows one noun of several modifies that noun. */
  if (subject.source == SUBJECT_NOUN || subject.source == SUBJECT_ANTECEDENT)
    clause_add(builder, role, subject.token, no_preposition, inherited);
  else
    clause_add_conjuncts(builder, role, subject.token, no_preposition, inherited);
  companion_add(builder, head, role);
}

/* "In May they came and went": what stands before the first verb's subject holds for both. */
static void fronted_add(struct clause_builder *builder, uint32_t head, bool passive) {
  const struct tree *tree = builder->tree;
  if (tree_base(tree, head) != RELATA_DEP_CONJ || tree_child_base(tree, head, RELATA_DEP_NSUBJ) != RELATA_NONE)
    return;
  const uint32_t first = tree_first_conjunct(tree, head);
  const uint32_t subject = tree_child_base(tree, first, RELATA_DEP_NSUBJ);
  const uint32_t limit = subject == RELATA_NONE ? first : subject;
  const struct tree_list children = tree_children(tree, first);
  for (size_t k = 0; k < children.count; k++)
    if (tree_base(tree, children.items[k]) == RELATA_DEP_OBL && children.items[k] < limit)
      oblique_add(builder, children.items[k], passive, true);
}

static uint32_t open_clause(const struct tree *tree, uint32_t head) {
  const uint32_t complement = tree_child(tree, head, RELATA_DEP_XCOMP);
  return tree_is_verbal(tree, complement) ? complement : RELATA_NONE;
}

/* "the town they want to take": the object of "take", whose governor heads the relative clause. */
static void gap_add(struct clause_builder *builder, uint32_t head) {
  const struct tree *tree = builder->tree;
  uint32_t top = head;
  while (tree_dep(tree, top) == RELATA_DEP_XCOMP &&
         tree_child_base(tree, tree_head(tree, top), RELATA_DEP_OBJ) == RELATA_NONE)
    top = tree_head(tree, top);
  const struct clause_gap gap = clause_find_gap(tree, top);
  if (gap.gap == GAP_OBJECT && open_clause(tree, head) == RELATA_NONE)
    clause_add(builder, RELATA_ROLE_OBJECT, gap.antecedent, no_preposition, true);
}

static void later_object_add(struct clause_builder *builder, uint32_t head) {
  const uint32_t object = clause_later_object(builder->tree, head);
  if (object != RELATA_NONE)
    clause_add_conjuncts(builder, RELATA_ROLE_OBJECT, object, no_preposition, true);
}

/* "They captured and burned the mill": the first verb's object stands after the second. */
static void earlier_object_add(struct clause_builder *builder, uint32_t head) {
  const struct tree *tree = builder->tree;
  const uint32_t first = tree_head(tree, head);
  if (tree_base(tree, head) != RELATA_DEP_CONJ || !tree_is_verbal(tree, first) || tree_is_passive(tree, first) ||
      tree_child_base(tree, head, RELATA_DEP_NSUBJ) != RELATA_NONE)
    return;
  const uint32_t object = tree_child(tree, first, RELATA_DEP_OBJ);
  if (object != RELATA_NONE && object > head)
    clause_add_conjuncts(builder, RELATA_ROLE_OBJECT, object, no_preposition, true);
}

/* "trained and armed [by Norland]": the agent behind both hangs on the first. */
static void shared_agent_add(struct clause_builder *builder, uint32_t head) {
  const struct tree *tree = builder->tree;
  const uint32_t first = tree_head(tree, head);
  if (tree_base(tree, head) != RELATA_DEP_CONJ || !tree_is_verbal(tree, first) || !tree_is_passive(tree, first) ||
      tree_child_base(tree, head, RELATA_DEP_NSUBJ) != RELATA_NONE)
    return;
  const uint32_t agent = tree_child(tree, first, RELATA_DEP_OBL_AGENT);
  if (agent != RELATA_NONE && agent > head && tree_child(tree, head, RELATA_DEP_OBL_AGENT) == RELATA_NONE)
    clause_add_conjuncts(builder, RELATA_ROLE_SUBJECT, agent, no_preposition, true);
}

/* "A and B met": the same as "a meeting between A and B". */
static void reciprocal_add(struct clause_builder *builder, uint32_t head) {
  const struct tree *tree = builder->tree;
  const struct subject subject = clause_subject(tree, head);
  if (!tree_in(tree, head, WORD_RECIPROCAL_VERB) || tree_child(tree, subject.token, RELATA_DEP_CONJ) == RELATA_NONE ||
      tree_child(tree, head, RELATA_DEP_OBJ) != RELATA_NONE)
    return;
  const struct tree_list children = tree_children(tree, head);
  for (size_t k = 0; k < children.count; k++)
    if (tree_child_lemma(tree, children.items[k], RELATA_DEP_CASE, "with") != RELATA_NONE ||
        tree_child_lemma(tree, children.items[k], RELATA_DEP_CASE, "against") != RELATA_NONE)
      return;
  clause_add_conjuncts(builder, RELATA_ROLE_OBLIQUE, subject.token, RELATA_STR("between"), true);
}

static bool has_role(const struct clause_builder *builder, enum relata_role role) {
  for (size_t k = 0; k < builder->argument_count; k++)
    if (builder->arguments[k].role == role)
      return true;
  return false;
}

static bool has_complement(const struct clause_builder *builder) {
  return has_role(builder, RELATA_ROLE_OBJECT) || has_role(builder, RELATA_ROLE_CLAUSE) ||
         has_role(builder, RELATA_ROLE_PREDICATE);
}

/* ---- the kinds */

static void verb_build(struct clause_builder *builder, uint32_t head) {
  const struct tree *tree = builder->tree;
  const bool passive = tree_is_passive(tree, head);
  const bool existential = tree_child(tree, head, RELATA_DEP_EXPL) != RELATA_NONE && tree_lemma_is(tree, head, "be");
  subject_add(builder, head, passive);
  const struct tree_list children = tree_children(tree, head);
  for (size_t k = 0; k < children.count; k++)
    child_add(builder, children.items[k], passive);
  fronted_add(builder, head, passive);
  if (!passive && !has_complement(builder))
    gap_add(builder, head);
  if (!passive && !has_complement(builder) && !has_role(builder, RELATA_ROLE_OBLIQUE))
    later_object_add(builder, head);
  if (passive)
    shared_agent_add(builder, head);
  if (!passive && !has_complement(builder))
    earlier_object_add(builder, head);
  if (!passive && !has_complement(builder))
    reciprocal_add(builder, head);
  clause_end(builder, existential ? RELATA_CLAUSE_EXISTENTIAL : RELATA_CLAUSE_VERB, head, clause_lemma(tree, head),
             passive);
}

static void dependents_add(struct clause_builder *builder, uint32_t head) {
  const struct tree_list children = tree_children(builder->tree, head);
  for (size_t k = 0; k < children.count; k++)
    if (tree_base(builder->tree, children.items[k]) != RELATA_DEP_OBJ)
      child_add(builder, children.items[k], false);
}

/* "the base is in Idlib": the place is no predicate but an oblique of "be". */
static void copula_build(struct clause_builder *builder, uint32_t head) {
  const struct tree *tree = builder->tree;
  subject_add(builder, head, false);
  if (has_case(tree, head))
    clause_add(builder, RELATA_ROLE_OBLIQUE, head, tree_preposition(tree, head), false);
  else
    clause_add(builder, RELATA_ROLE_PREDICATE, head, no_preposition, false);
  dependents_add(builder, head);
  clause_end(builder, RELATA_CLAUSE_COPULA, head, RELATA_STR("be"), false);
}

static void adjective_build(struct clause_builder *builder, uint32_t head) {
  subject_add(builder, head, false);
  dependents_add(builder, head);
  clause_end(builder, RELATA_CLAUSE_ADJECTIVE, head, clause_lemma(builder->tree, head), false);
}

/* An adjective that says something of its noun: "forces loyal to Assad", "a city rich in oil". */
static void modifier_build(struct clause_builder *builder, uint32_t head) {
  const struct tree *tree = builder->tree;
  const uint32_t noun = tree_head(tree, head);
  if (!tree_is_nominal(tree, noun) || (head < noun && tree_child_base(tree, head, RELATA_DEP_OBL) == RELATA_NONE))
    return;
  clause_add(builder, RELATA_ROLE_SUBJECT, noun, no_preposition, true);
  dependents_add(builder, head);
  if (builder->argument_count > 1)
    clause_end(builder, RELATA_CLAUSE_ADJECTIVE, head, clause_lemma(tree, head), false);
}

void clause_build_predicate(struct clause_builder *builder, uint32_t head) {
  const struct tree *tree = builder->tree;
  const enum relata_dep base = tree_base(tree, head);
  const bool adjective = tree_upos(tree, head) == RELATA_ADJ;
  clause_begin(builder);
  if (tree_is_verbal(tree, head) && tree_child(tree, head, RELATA_DEP_COP) == RELATA_NONE)
    verb_build(builder, head);
  else if (tree_is_predicate(tree, head) || (adjective && (base == RELATA_DEP_XCOMP || base == RELATA_DEP_ADVCL)))
    adjective ? adjective_build(builder, head) : copula_build(builder, head);
  else if (adjective && (base == RELATA_DEP_AMOD || base == RELATA_DEP_ACL))
    modifier_build(builder, head);
  else if (adjective && base == RELATA_DEP_CONJ && tree_is_verbal(tree, tree_first_conjunct(tree, head)))
    adjective_build(builder, head); /* "rebels backed by us and loyal to him" */
}
