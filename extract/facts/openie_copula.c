/* Clauses whose predicate is a noun or an adjective, as drafts. */
#include "extract/facts/openie.h"

struct copula {
  struct words words; /* auxiliaries, copula, negation; or an "is" put in */
  uint32_t first;     /* leftmost copula, RELATA_NONE where it is shared or missing */
};

/* The token whose copula this predicate uses: its own, or a first conjunct's. */
static uint32_t copula_owner(const struct tree *tree, uint32_t head) {
  while (tree_child(tree, head, RELATA_DEP_COP) == RELATA_NONE && tree_base(tree, head) == RELATA_DEP_CONJ)
    head = tree_head(tree, head);
  return tree_child(tree, head, RELATA_DEP_COP) == RELATA_NONE ? RELATA_NONE : head;
}

static bool negates(const struct tree *tree, uint32_t head, uint32_t adverb, uint32_t copula) {
  if (tree_in(tree, adverb, WORD_NEGATION))
    return true;
  return copula != RELATA_NONE && tree_children(tree, adverb).count == 0 && adverb + 1 < head &&
         (adverb + 1 == copula || adverb == copula + 1);
}

static bool copula_fill(struct openie *openie, const struct oie_clause *clause, struct copula *copula) {
  const struct tree *tree = openie->tree;
  const uint32_t head = clause->head, owner = copula_owner(tree, head);
  *copula = (struct copula){{NULL, 0, 0}, tree_child(tree, head, RELATA_DEP_COP)};
  if (owner == RELATA_NONE) {
    words_add(openie, &copula->words, predicate_be(tree, head, clause->subject));
    return tree_base(tree, head) != RELATA_DEP_CONJ;
  }
  const struct tree_list children = tree_children(tree, owner);
  for (size_t k = 0; k < children.count; k++) {
    const enum relata_dep base = tree_base(tree, children.items[k]);
    if (base == RELATA_DEP_COP || base == RELATA_DEP_AUX)
      words_add(openie, &copula->words, children.items[k]);
  }
  const struct tree_list own = tree_children(tree, head);
  for (size_t k = 0; k < own.count; k++)
    if (tree_base(tree, own.items[k]) == RELATA_DEP_ADVMOD && negates(tree, head, own.items[k], copula->first))
      words_add(openie, &copula->words, own.items[k]);
  words_sort(&copula->words);
  return true;
}

/* ---- nouns */

static void noun_predicate(struct openie *openie, struct oie_clause *clause, const struct copula *copula) {
  const struct tree *tree = openie->tree;
  const uint32_t head = clause->head;
  uint32_t without[64];
  size_t count = 0;
  const struct tree_list children = tree_children(tree, head);
  for (size_t k = 0; k < children.count && count < 64; k++) {
    const uint32_t child = children.items[k];
    const enum relata_dep base = tree_base(tree, child);
    const bool fronted = copula->first != RELATA_NONE && child < copula->first;
    bool out = base == RELATA_DEP_ADVCL || base == RELATA_DEP_MARK || base == RELATA_DEP_CCOMP ||
               base == RELATA_DEP_PARATAXIS || base == RELATA_DEP_DISCOURSE || base == RELATA_DEP_NSUBJ ||
               base == RELATA_DEP_CSUBJ || base == RELATA_DEP_AUX || base == RELATA_DEP_COP;
    if (base == RELATA_DEP_OBL || base == RELATA_DEP_ADVMOD) {
      if (!words_have(&copula->words, child))
        late_add(clause, child);
      out = true;
    }
    if (base == RELATA_DEP_NMOD && fronted) {
      late_add(clause, child);
      out = true;
    }
    if (out)
      without[count++] = child;
  }
  words_append(openie, &clause->predicate, copula->words);
  words_append(openie, &clause->predicate, phrase_case(openie, head));
  const unsigned flags = PHRASE_NO_CASE | (openie->binary ? PHRASE_SHORT : PHRASE_PLAIN);
  draft_finish(openie, clause, DRAFT_COPULA, phrase_noun(openie, head, flags, without, count), head);
}

/* ---- adjectives */

static bool is_degree(const struct tree *tree, uint32_t head, uint32_t adverb, uint32_t copula) {
  const enum relata_dep dep = tree_dep(tree, adverb);
  const bool measure = dep == RELATA_DEP_OBL_UNMARKED || dep == RELATA_DEP_NMOD_UNMARKED; /* "nine inches long" */
  return (measure || relata_dep_base(dep) == RELATA_DEP_ADVMOD) && adverb < head && !tree_in(tree, adverb, WORD_CLAUSE_ADVERB) &&
         !(copula != RELATA_NONE && adverb < copula);
}

/* The adjective with its degree: "very important". */
static struct words adjective_core(struct openie *openie, uint32_t head, const struct copula *copula) {
  const struct tree *tree = openie->tree;
  struct words core = {NULL, 0, 0};
  const struct tree_list children = tree_children(tree, head);
  for (size_t k = 0; k < children.count; k++)
    if (is_degree(tree, head, children.items[k], copula->first) && !words_have(&copula->words, children.items[k]))
      words_append(openie, &core, phrase_whole(openie, children.items[k]));
  words_add(openie, &core, head);
  words_sort(&core);
  return core;
}

static uint32_t clause_after(const struct tree *tree, uint32_t head) {
  const struct tree_list children = tree_children(tree, head);
  for (size_t k = 0; k < children.count; k++) {
    const enum relata_dep base = tree_base(tree, children.items[k]);
    if (children.items[k] > head && (base == RELATA_DEP_XCOMP || base == RELATA_DEP_CCOMP || base == RELATA_DEP_ADVCL))
      return children.items[k];
  }
  return RELATA_NONE;
}

static void late_adverbs_add(const struct tree *tree, struct oie_clause *clause, const struct copula *copula) {
  const struct tree_list children = tree_children(tree, clause->head);
  for (size_t k = 0; k < children.count; k++) {
    const uint32_t child = children.items[k];
    const enum relata_dep base = tree_base(tree, child);
    if (base == RELATA_DEP_OBL && !is_degree(tree, clause->head, child, copula->first))
      late_add(clause, child);
    else if (base == RELATA_DEP_ADVMOD && !words_have(&copula->words, child) &&
             !is_degree(tree, clause->head, child, copula->first))
      late_add(clause, child);
  }
}

static uint32_t first_oblique_after(const struct tree *tree, uint32_t head) {
  const struct tree_list children = tree_children(tree, head);
  for (size_t k = 0; k < children.count; k++)
    if (tree_base(tree, children.items[k]) == RELATA_DEP_OBL && children.items[k] > head)
      return children.items[k];
  return RELATA_NONE;
}

/* "is able to see the town": adjective and infinitive are one predicate. */
static void adjective_verb(struct openie *openie, const struct oie_clause *base, struct words core, uint32_t verb,
                           uint32_t to) {
  const struct tree *tree = openie->tree;
  struct oie_clause clause = *base;
  struct words tail = {NULL, 0, 0};
  words_append(openie, &clause.predicate, core);
  words_add(openie, &tail, to);
  predicate_add(openie, &tail, verb);
  words_sort(&tail);
  words_append(openie, &clause.predicate, tail);
  const uint32_t object = tree_child(tree, verb, RELATA_DEP_OBJ);
  uint32_t second = object;
  const struct tree_list children = tree_children(tree, verb);
  for (size_t k = 0; k < children.count; k++) {
    const uint32_t child = children.items[k];
    const enum relata_dep dep = tree_base(tree, child);
    const bool further = dep == RELATA_DEP_OBL || dep == RELATA_DEP_ADVMOD || dep == RELATA_DEP_ADVCL ||
                         dep == RELATA_DEP_CCOMP || dep == RELATA_DEP_XCOMP;
    if (!further || words_have(&clause.predicate, child))
      continue;
    if (second == RELATA_NONE)
      second = child;
    else
      late_add(&clause, child);
  }
  if (second == RELATA_NONE)
    return;
  if (tree_base(tree, second) == RELATA_DEP_OBL && tree_child_base(tree, second, RELATA_DEP_CASE) != RELATA_NONE) {
    words_append(openie, &clause.predicate, phrase_case(openie, second));
    draft_finish(openie, &clause, DRAFT_ADJECTIVE_VERB,
                 phrase_noun(openie, second, PHRASE_NO_CASE | PHRASE_CONJUNCTS, NULL, 0), second);
    return;
  }
  draft_finish(openie, &clause, DRAFT_ADJECTIVE_VERB,
               second == object ? phrase_noun(openie, second, PHRASE_CONJUNCTS, NULL, 0) : phrase_whole(openie, second),
               second);
}

static void adjective_verbs(struct openie *openie, const struct oie_clause *clause, struct words core, uint32_t verb) {
  const struct tree *tree = openie->tree;
  const uint32_t to = tree_child_lemma(tree, verb, RELATA_DEP_MARK, "to");
  uint32_t conjuncts[16];
  const size_t count = tree_conjuncts(tree, verb, conjuncts, 16);
  for (size_t k = 0; k < count; k++)
    if (tree_is_verbal(tree, conjuncts[k]))
      adjective_verb(openie, clause, core, conjuncts[k], to);
}

static bool all_names(const struct tree *tree, uint32_t head) {
  uint32_t conjuncts[16];
  const size_t count = tree_conjuncts(tree, head, conjuncts, 16);
  for (size_t k = 0; k < count; k++)
    if (tree_upos(tree, conjuncts[k]) != RELATA_PROPN)
      return false;
  return count > 1;
}

static void adjective_oblique(struct openie *openie, struct oie_clause *clause, struct words core, uint32_t oblique) {
  const struct tree *tree = openie->tree;
  uint32_t conjuncts[16] = {oblique};
  size_t count = 1;
  const bool split = all_names(tree, oblique);
  if (split)
    count = tree_conjuncts(tree, oblique, conjuncts, 16);
  late_remove(clause, oblique);
  words_append(openie, &clause->predicate, core);
  words_append(openie, &clause->predicate, phrase_case(openie, oblique));
  for (size_t k = 0; k < count; k++)
    draft_finish(openie, clause, DRAFT_ADJECTIVE_OBLIQUE,
                 phrase_noun(openie, conjuncts[k], PHRASE_NO_CASE | (split ? 0u : PHRASE_CONJUNCTS), NULL, 0),
                 conjuncts[k]);
}

static void adjective_predicate(struct openie *openie, struct oie_clause *clause, const struct copula *copula) {
  const struct tree *tree = openie->tree;
  const uint32_t head = clause->head;
  struct words core = adjective_core(openie, head, copula);
  const uint32_t oblique = first_oblique_after(tree, head), complement = clause_after(tree, head);
  late_adverbs_add(tree, clause, copula);
  words_append(openie, &clause->predicate, copula->words);
  words_append(openie, &clause->predicate, phrase_case(openie, head));
  if (oblique != RELATA_NONE && !is_time(tree, oblique) &&
      tree_child_base(tree, oblique, RELATA_DEP_CASE) != RELATA_NONE) {
    adjective_oblique(openie, clause, core, oblique);
    return;
  }
  const bool open = complement != RELATA_NONE && tree_base(tree, complement) != RELATA_DEP_CCOMP;
  const bool has_subject = tree_child_base(tree, complement, RELATA_DEP_NSUBJ) != RELATA_NONE;
  if (oblique == RELATA_NONE && open && !has_subject && tree_is_verbal(tree, complement) &&
      tree_is_infinitive(tree, complement)) {
    adjective_verbs(openie, clause, core, complement);
    return;
  }
  if (oblique == RELATA_NONE && complement != RELATA_NONE &&
      (tree_base(tree, complement) != RELATA_DEP_ADVCL || !has_subject))
    words_append(openie, &core, phrase_whole(openie, complement));
  draft_finish(openie, clause, DRAFT_ADJECTIVE, core, head);
}

void openie_nominal_clause(struct openie *openie, struct oie_clause *clause) {
  const struct tree *tree = openie->tree;
  const enum relata_dep base = tree_base(tree, clause->head);
  const bool adjective = tree_upos(tree, clause->head) == RELATA_ADJ;
  const bool bare = adjective && (base == RELATA_DEP_ACL || base == RELATA_DEP_ADVCL);
  if (tree_child(tree, clause->head, RELATA_DEP_COP) == RELATA_NONE && base != RELATA_DEP_CONJ && !bare)
    return;
  struct copula copula;
  if (!copula_fill(openie, clause, &copula))
    return;
  if (tree_is_nominal(tree, clause->head))
    noun_predicate(openie, clause, &copula);
  else
    adjective_predicate(openie, clause, &copula);
}
