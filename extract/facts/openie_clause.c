/* Verbs' clauses as drafts: subject, predicate, second argument, the rest. */
#include "extract/facts/openie.h"

/* ---- late arguments */

void late_add(struct oie_clause *clause, uint32_t token) {
  for (size_t k = 0; k < clause->late_count; k++)
    if (clause->late[k] == token)
      return;
  if (clause->late_count < sizeof clause->late / sizeof *clause->late)
    clause->late[clause->late_count++] = token;
}

void late_remove(struct oie_clause *clause, uint32_t token) {
  size_t kept = 0;
  for (size_t k = 0; k < clause->late_count; k++)
    if (clause->late[k] != token)
      clause->late[kept++] = clause->late[k];
  clause->late_count = kept;
}

/* ---- what follows */

struct parts {
  uint32_t objects[16];
  size_t object_count;
  uint32_t complement; /* first complement clause */
};

static void object_add(struct parts *parts, uint32_t object) {
  if (parts->object_count < sizeof parts->objects / sizeof *parts->objects)
    parts->objects[parts->object_count++] = object;
}

/* The antecedent where the gap is an oblique or adverb: ", in which they live". */
static bool gap_take(struct openie *openie, struct oie_clause *clause, uint32_t child, enum gap *gap) {
  const struct tree *tree = openie->tree;
  if (!clause->relative || !tree_in(tree, child, WORD_RELATIVE) || !tree_is_relative(tree, child))
    return false;
  const enum relata_dep base = tree_base(tree, child);
  *gap = base == RELATA_DEP_OBJ ? GAP_OBJECT : base == RELATA_DEP_OBL ? GAP_OBLIQUE : GAP_ADVERBIAL;
  if (base == RELATA_DEP_OBL)
    clause->gap = phrase_case(openie, child);
  return true;
}

static void parts_fill(struct openie *openie, struct oie_clause *clause, const struct chain *chain,
                       const struct words *predicate, struct parts *parts, enum gap *gap) {
  const struct tree *tree = openie->tree;
  for (size_t v = 0; v < chain->count; v++) {
    const struct tree_list children = tree_children(tree, chain->verbs[v]);
    for (size_t k = 0; k < children.count; k++) {
      const uint32_t child = children.items[k];
      const enum relata_dep base = tree_base(tree, child);
      if (words_have(predicate, child) || child == chain->linked)
        continue;
      const bool argument =
          base == RELATA_DEP_OBJ || base == RELATA_DEP_IOBJ || base == RELATA_DEP_OBL || base == RELATA_DEP_ADVMOD;
      if (argument && gap_take(openie, clause, child, gap))
        continue;
      if (base == RELATA_DEP_OBJ || base == RELATA_DEP_IOBJ)
        object_add(parts, child);
      else if (base == RELATA_DEP_OBL || base == RELATA_DEP_ADVMOD || base == RELATA_DEP_ADVCL ||
               base == RELATA_DEP_XCOMP)
        late_add(clause, child);
      else if (base == RELATA_DEP_CCOMP && parts->complement == RELATA_NONE)
        parts->complement = child;
      else if (base == RELATA_DEP_CCOMP)
        late_add(clause, child);
    }
  }
}

/* What stands before the first verb's subject holds for the conjuncts too. */
static void fronted_add(const struct tree *tree, struct oie_clause *clause) {
  if (tree_base(tree, clause->head) != RELATA_DEP_CONJ ||
      tree_child_base(tree, clause->head, RELATA_DEP_NSUBJ) != RELATA_NONE)
    return;
  const uint32_t first = first_predicate(tree, clause->head);
  const uint32_t subject = tree_child_base(tree, first, RELATA_DEP_NSUBJ);
  const uint32_t limit = subject == RELATA_NONE ? first : subject;
  const struct tree_list children = tree_children(tree, first);
  for (size_t k = 0; k < children.count; k++)
    if (tree_base(tree, children.items[k]) == RELATA_DEP_OBL && children.items[k] < limit && children.items[k] < first)
      late_add(clause, children.items[k]);
}

static void later_object_add(const struct tree *tree, uint32_t head, struct parts *parts) {
  const uint32_t object = tree_is_passive(tree, head) ? RELATA_NONE : clause_later_object(tree, head);
  if (object != RELATA_NONE)
    object_add(parts, object);
}

/* ---- second arguments */

/* Conjuncts as alternatives; each keeps the first one's preposition unless it has its own. */
static void alternatives_finish(struct openie *openie, const struct oie_clause *clause, enum draft_kind kind,
                                uint32_t head, unsigned flags, bool split) {
  const struct tree *tree = openie->tree;
  uint32_t conjuncts[32];
  const size_t count = tree_conjuncts(tree, head, conjuncts, 32);
  if (count == 1 || !(split || openie->binary)) {
    draft_finish(openie, clause, kind,
                 phrase_noun(openie, head, flags | PHRASE_CONJUNCTS | plain_flags(openie), NULL, 0), head);
    return;
  }
  const struct words preposition = phrase_case(openie, head);
  for (size_t k = 0; k < count; k++) {
    struct words words = phrase_noun(openie, conjuncts[k], flags | plain_flags(openie), NULL, 0);
    if (k > 0 && !(flags & PHRASE_NO_CASE) && tree_child_base(tree, conjuncts[k], RELATA_DEP_CASE) == RELATA_NONE) {
      struct words whole = {NULL, 0, 0};
      words_append(openie, &whole, preposition);
      words_append(openie, &whole, words);
      words = whole;
    }
    draft_finish(openie, clause, kind, words, conjuncts[k]);
  }
}

/* Coordinated obliques are split only where all are names. */
static bool all_names(const struct tree *tree, uint32_t head) {
  uint32_t conjuncts[32];
  const size_t count = tree_conjuncts(tree, head, conjuncts, 32);
  for (size_t k = 0; k < count; k++)
    if (tree_upos(tree, conjuncts[k]) != RELATA_PROPN)
      return false;
  return true;
}

static void objects_finish(struct openie *openie, struct oie_clause *clause, const struct parts *parts) {
  uint32_t first = parts->objects[0];
  for (size_t k = 0; k < parts->object_count; k++)
    if (tree_base(openie->tree, parts->objects[k]) == RELATA_DEP_OBJ) {
      first = parts->objects[k];
      break;
    }
  for (size_t k = 0; k < parts->object_count; k++)
    if (parts->objects[k] != first)
      late_add(clause, parts->objects[k]);
  if (parts->complement != RELATA_NONE)
    late_add(clause, parts->complement);
  alternatives_finish(openie, clause, DRAFT_OBJECT, first, PHRASE_PLAIN, true);
}

static void complement_finish(struct openie *openie, struct oie_clause *clause, uint32_t complement) {
  struct words words = phrase_whole(openie, complement);
  const uint32_t that = tree_child_lemma(openie->tree, complement, RELATA_DEP_MARK, "that");
  if (that != RELATA_NONE) {
    words_add(openie, &clause->predicate, that);
    words_remove_below(openie->tree, &words, that);
  }
  draft_finish(openie, clause, DRAFT_CLAUSE, words, complement);
}

/* The prepositional phrase that becomes the second argument: an agent, else
 * the first behind the verb that is no time, else the first behind the verb. */
static uint32_t main_oblique(const struct tree *tree, const struct oie_clause *clause) {
  const bool passive = tree_is_passive(tree, clause->head);
  uint32_t best = RELATA_NONE, time = RELATA_NONE;
  for (size_t k = 0; k < clause->late_count; k++) {
    const uint32_t oblique = clause->late[k];
    if (tree_base(tree, oblique) != RELATA_DEP_OBL || tree_child_base(tree, oblique, RELATA_DEP_CASE) == RELATA_NONE)
      continue;
    if (tree_dep(tree, oblique) == RELATA_DEP_OBL_AGENT ||
        (passive && tree_child_lemma(tree, oblique, RELATA_DEP_CASE, "by") != RELATA_NONE))
      return oblique;
    if (oblique < clause->head)
      continue;
    if (is_time(tree, oblique))
      time = time == RELATA_NONE || oblique < time ? oblique : time;
    else
      best = best == RELATA_NONE ? oblique : best;
  }
  return best == RELATA_NONE ? time : best;
}

static void oblique_finish(struct openie *openie, struct oie_clause *clause, uint32_t oblique) {
  const struct tree *tree = openie->tree;
  const bool time = is_time(tree, oblique);
  late_remove(clause, oblique);
  if (time && !openie->binary) {
    alternatives_finish(openie, clause, DRAFT_TIME, oblique, PHRASE_PLAIN, all_names(tree, oblique));
    return;
  }
  words_append(openie, &clause->predicate, phrase_case(openie, oblique));
  alternatives_finish(openie, clause, time ? DRAFT_TIME : DRAFT_OBLIQUE, oblique, PHRASE_NO_CASE,
                      all_names(tree, oblique));
}

static bool is_bare_question(const struct tree *tree, uint32_t token) {
  return tree_children(tree, token).count == 0 &&
         (tree_in(tree, token, WORD_QUESTION_ADVERB) || tree_form_is(tree, token, "as") ||
          tree_form_is(tree, token, "that") || tree_form_is(tree, token, "while"));
}

/* No object, clause or prepositional phrase: the first of what there is, after the verb if possible. */
static void other_finish(struct openie *openie, struct oie_clause *clause) {
  const struct tree *tree = openie->tree;
  uint32_t best = RELATA_NONE;
  for (size_t k = 0; k < clause->late_count; k++) {
    const uint32_t token = clause->late[k];
    if (is_bare_question(tree, token) || is_discourse(openie, token))
      continue;
    const bool better = best == RELATA_NONE || (token > clause->head && best < clause->head) ||
                        (token < best && (token > clause->head) == (best > clause->head));
    best = better ? token : best;
  }
  if (best == RELATA_NONE)
    return;
  late_remove(clause, best);
  draft_finish(openie, clause, DRAFT_OTHER, phrase_whole(openie, best), best);
}

static void linked_finish(struct openie *openie, struct oie_clause *clause, uint32_t linked) {
  const struct tree *tree = openie->tree;
  if (tree_is_nominal(tree, linked)) {
    words_append(openie, &clause->predicate, phrase_case(openie, linked));
    alternatives_finish(openie, clause, DRAFT_LINKING, linked, PHRASE_NO_CASE, true);
    return;
  }
  uint32_t without[2];
  size_t count = 0;
  const struct tree_list children = tree_children(tree, linked);
  uint32_t oblique = RELATA_NONE;
  for (size_t k = 0; k < children.count && oblique == RELATA_NONE; k++)
    if (tree_base(tree, children.items[k]) == RELATA_DEP_OBL && children.items[k] > linked &&
        tree_child_base(tree, children.items[k], RELATA_DEP_CASE) != RELATA_NONE && !is_time(tree, children.items[k]))
      oblique = without[count++] = children.items[k];
  const struct words core = phrase_noun(openie, linked, PHRASE_PLAIN, without, count);
  if (oblique == RELATA_NONE) {
    draft_finish(openie, clause, DRAFT_LINKING, core, linked);
    return;
  }
  words_append(openie, &clause->predicate, core);
  words_append(openie, &clause->predicate, phrase_case(openie, oblique));
  alternatives_finish(openie, clause, DRAFT_LINKING, oblique, PHRASE_NO_CASE, all_names(tree, oblique));
}

/* The antecedent as the second argument, where it fills the gap of object or preposition. */
static bool gap_finish(struct openie *openie, struct oie_clause *clause, enum gap gap, const struct parts *parts) {
  if (gap == GAP_NONE)
    return false;
  const struct words preposition = clause->gap;
  const struct words antecedent = antecedent_words(openie, clause->antecedent, clause->relative_head);
  clause->gap = (struct words){NULL, 0, 0};
  if (gap == GAP_OBJECT) {
    for (size_t k = 0; k < parts->object_count; k++)
      late_add(clause, parts->objects[k]);
    if (parts->complement != RELATA_NONE)
      late_add(clause, parts->complement);
    draft_finish(openie, clause, DRAFT_GAP, antecedent, clause->antecedent);
    return true;
  }
  const bool other = parts->object_count || main_oblique(openie->tree, clause) != RELATA_NONE;
  if (!other && (gap == GAP_OBLIQUE || clause->late_count == 0)) {
    words_append(openie, &clause->predicate, preposition);
    draft_finish(openie, clause, DRAFT_GAP, antecedent, clause->antecedent);
    return true;
  }
  if (preposition.count)
    words_append(openie, &clause->gap, preposition);
  else
    words_add(openie, &clause->gap, INSERTED(INSERT_IN));
  words_append(openie, &clause->gap, antecedent);
  return false;
}

/* "The plan, she said, failed": what is said is the clause that "said" stands aside in. */
static bool aside_finish(struct openie *openie, struct oie_clause *clause) {
  const struct tree *tree = openie->tree;
  const uint32_t head = clause->head, said = tree_head(tree, head);
  if (tree_base(tree, head) != RELATA_DEP_PARATAXIS || clause->source != SUBJECT_OWN ||
      !tree_is_predicate(tree, said) || !tree_in(tree, head, WORD_SPEECH_VERB))
    return false;
  struct words words = phrase_whole(openie, said);
  words_remove_below(tree, &words, head);
  words_trim(openie, &words);
  draft_finish(openie, clause, DRAFT_CLAUSE, words, said);
  return true;
}

static void verb_clause(struct openie *openie, struct oie_clause *clause) {
  const struct tree *tree = openie->tree;
  struct words words = {NULL, 0, 0};
  struct chain chain = {{clause->head}, 1, RELATA_NONE};
  predicate_add(openie, &words, clause->head);
  shared_auxiliaries_add(openie, &words, clause->head);
  chain_build(openie, &chain, &words);
  adverb_after_add(openie, &words, chain_end(&chain));
  words_sort(&words);
  struct parts parts = {.object_count = 0, .complement = RELATA_NONE};
  enum gap gap = GAP_NONE;
  parts_fill(openie, clause, &chain, &words, &parts, &gap);
  bare_verb_complete(openie, clause, &words);
  if (!governors_prepend(openie, clause, &words))
    return;
  clause->predicate = words;
  fronted_add(tree, clause);
  if (clause->relative && !clause->subject_gap && gap == GAP_NONE && parts.object_count == 0)
    gap = GAP_OBJECT;
  if (!parts.object_count && !clause->late_count && parts.complement == RELATA_NONE)
    later_object_add(tree, clause->head, &parts);
  if (chain.linked != RELATA_NONE) {
    linked_finish(openie, clause, chain.linked);
    return;
  }
  if (gap_finish(openie, clause, gap, &parts))
    return;
  if (!parts.object_count && parts.complement == RELATA_NONE && aside_finish(openie, clause))
    return;
  const uint32_t oblique = main_oblique(tree, clause);
  if (parts.object_count)
    objects_finish(openie, clause, &parts);
  else if (parts.complement != RELATA_NONE)
    complement_finish(openie, clause, parts.complement);
  else if (oblique != RELATA_NONE)
    oblique_finish(openie, clause, oblique);
  else
    other_finish(openie, clause);
}

void openie_clause(struct openie *openie, uint32_t head) {
  struct oie_clause clause = {.head = head, .subject = RELATA_NONE};
  if (!subject_fill(openie, &clause))
    return;
  if (tree_is_verbal(openie->tree, head))
    verb_clause(openie, &clause);
  else
    openie_nominal_clause(openie, &clause);
}
