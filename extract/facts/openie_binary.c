/* Minimal binary triples: each further argument its own triple, whose predicate
 * carries the object and the preposition ("handcuffed him to" | the bars);
 * coordinations apart; chains opened ("served as mayor of" | Eastham). */
#include "extract/facts/openie.h"

enum { ROOM = 32 };

struct triple {
  const struct oie_clause *clause;
  enum draft_kind kind;
  struct words subject, predicate;
};

static void triple_add(struct openie *openie, const struct triple *triple, struct words object) {
  if (!object.count || !triple->subject.count)
    return;
  draft_pair(openie, triple->kind, triple->clause->head, triple->predicate, triple->subject, object);
  openie->drafts[openie->draft_count - 1].source = triple->clause->source;
}

/* A copy that may grow without touching the words it came from. */
static struct words words_copy(struct openie *openie, struct words words) {
  struct words copy = {NULL, 0, 0};
  words_append(openie, &copy, words);
  return copy;
}

static struct words predicate_with(struct openie *openie, struct words predicate, struct words more,
                                   struct words preposition) {
  struct words whole = words_copy(openie, predicate);
  words_append(openie, &whole, more);
  words_append(openie, &whole, preposition);
  return whole;
}

/* The predicate without the preposition that the second argument lent it. */
static struct words predicate_base(struct openie *openie, struct words predicate, uint32_t second) {
  const struct words preposition = phrase_case(openie, second);
  struct words base = words_copy(openie, predicate);
  while (base.count && words_have(&preposition, base.items[base.count - 1]))
    base.count--;
  return base;
}

/* "mayor of Eastham" said of the subject: the noun goes into the predicate. */
static void chain_open(struct openie *openie, const struct triple *triple, uint32_t noun) {
  const struct tree *tree = openie->tree;
  const struct tree_list children = tree_children(tree, noun);
  for (size_t k = 0; k < children.count; k++) {
    const uint32_t child = children.items[k];
    if (tree_dep(tree, child) != RELATA_DEP_NMOD || child < noun)
      continue;
    const struct words preposition = phrase_case(openie, child);
    if (!preposition.count)
      continue;
    const struct words name = phrase_noun(openie, noun, PHRASE_NO_CASE | PHRASE_SHORT, &child, 1);
    struct triple chain = *triple;
    chain.predicate = predicate_with(openie, triple->predicate, name, preposition);
    uint32_t conjuncts[ROOM];
    const size_t count = tree_conjuncts(tree, child, conjuncts, ROOM);
    for (size_t c = 0; c < count; c++)
      triple_add(openie, &chain, phrase_noun(openie, conjuncts[c], PHRASE_NO_CASE | PHRASE_SHORT, NULL, 0));
    return;
  }
}

/* The object that goes into the predicates of further arguments. */
static struct words carried_words(struct openie *openie, enum draft_kind kind, uint32_t second) {
  struct words none = {NULL, 0, 0};
  switch (kind) {
  case DRAFT_OBJECT:
  case DRAFT_COPULA:
  case DRAFT_ADJECTIVE:
  case DRAFT_ADJECTIVE_VERB:
    return phrase_noun(openie, second, PHRASE_SHORT, NULL, 0);
  case DRAFT_LINKING:
    return phrase_noun(openie, second, PHRASE_SHORT | PHRASE_NO_CASE, NULL, 0);
  default:
    return none;
  }
}

/* A triple for every further prepositional phrase and bare time. */
static void late_triples(struct openie *openie, const struct triple *triple, struct words base, uint32_t second) {
  const struct tree *tree = openie->tree;
  const struct words carried = carried_words(openie, triple->kind, second);
  for (size_t k = 0; k < triple->clause->late_count; k++) {
    const uint32_t late = triple->clause->late[k];
    const struct words preposition = phrase_case(openie, late);
    if (tree_base(tree, late) != RELATA_DEP_OBL || late == second || !preposition.count ||
        tree_in(tree, late, WORD_RELATIVE))
      continue;
    struct triple further = *triple;
    further.predicate = predicate_with(openie, base, carried, preposition);
    uint32_t conjuncts[ROOM];
    const size_t count = tree_conjuncts(tree, late, conjuncts, ROOM);
    for (size_t c = 0; c < count; c++)
      triple_add(openie, &further, phrase_noun(openie, conjuncts[c], PHRASE_NO_CASE | PHRASE_SHORT, NULL, 0));
  }
}

/* ", in which they live": the gap's preposition ends the predicate. */
static void gap_triple(struct openie *openie, const struct triple *triple, struct words base, uint32_t second) {
  const struct words gap = triple->clause->gap;
  if (!gap.count)
    return;
  size_t preposition = 0;
  while (preposition < gap.count &&
         (is_inserted(gap.items[preposition]) || tree_base(openie->tree, gap.items[preposition]) == RELATA_DEP_CASE))
    preposition++;
  struct triple further = *triple;
  further.predicate = predicate_with(openie, base, carried_words(openie, triple->kind, second),
                                     (struct words){gap.items, preposition, preposition});
  triple_add(openie, &further,
             (struct words){gap.items + preposition, gap.count - preposition, gap.count - preposition});
}

/* A second argument's conjuncts come one by one; what is further goes with the first. */
static bool is_later_conjunct(const struct tree *tree, enum draft_kind kind, uint32_t token) {
  return kind != DRAFT_GAP && kind != DRAFT_COPULA && tree_base(tree, token) == RELATA_DEP_CONJ;
}

static void subject_triples(struct openie *openie, const struct triple *triple, struct words second, uint32_t token) {
  const struct tree *tree = openie->tree;
  const struct words base = predicate_base(openie, triple->predicate, token);
  const bool verb_carries =
      triple->kind == DRAFT_OBJECT || triple->kind == DRAFT_LINKING || triple->kind == DRAFT_COPULA;
  triple_add(openie, triple, second);
  const bool as = tree_child_lemma(tree, token, RELATA_DEP_CASE, "as") != RELATA_NONE;
  if (triple->kind == DRAFT_COPULA || triple->kind == DRAFT_LINKING || (triple->kind == DRAFT_OBLIQUE && as))
    chain_open(openie, triple, token);
  if (is_later_conjunct(tree, triple->kind, token))
    return;
  late_triples(openie, triple, verb_carries ? triple->predicate : base, token);
  gap_triple(openie, triple, base, token);
}

void binary_finish(struct openie *openie, const struct oie_clause *clause, enum draft_kind kind, struct words second,
                   uint32_t token) {
  const struct tree *tree = openie->tree;
  if (kind == DRAFT_OTHER && tree_is_predicate(tree, token))
    return; /* "left when it rained" has nothing to join */
  struct triple triple = {clause, kind, clause->subject_words, words_copy(openie, clause->predicate)};
  uint32_t conjuncts[ROOM];
  const size_t count = tree_conjuncts(tree, clause->subject, conjuncts, ROOM);
  if (count < 2 || clause->subject_gap || clause->source == SUBJECT_NOUN || tree_is_verbal(tree, clause->subject)) {
    subject_triples(openie, &triple, second, token);
    return;
  }
  for (size_t k = 0; k < count; k++) {
    triple.subject = phrase_noun(openie, conjuncts[k], PHRASE_NO_CASE | PHRASE_SHORT, NULL, 0);
    subject_triples(openie, &triple, second, token);
  }
}
