/* Minimal binary triples: each further argument its own triple, whose predicate
 * carries the object and the preposition ("handcuffed him to" | the bars);
 * coordinations apart; chains opened ("served as mayor of" | Eastham);
 * complements with their verb ("forced airlines to cancel" | flights). */
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

/* The predicate without the preposition, or the "that", that the second argument lent it. */
static struct words predicate_base(struct openie *openie, struct words predicate, uint32_t second) {
  const struct words preposition = phrase_case(openie, second);
  const uint32_t that = tree_child_lemma(openie->tree, second, RELATA_DEP_MARK, "that");
  struct words base = words_copy(openie, predicate);
  while (base.count &&
         (words_have(&preposition, base.items[base.count - 1]) || (that != RELATA_NONE && base.items[base.count - 1] == that)))
    base.count--;
  return base;
}

static struct words phrase_short(struct openie *openie, uint32_t noun) {
  return phrase_noun(openie, noun, PHRASE_NO_CASE | PHRASE_SHORT, NULL, 0);
}

/* A phrase's preposition; a later conjunct without one has the first's. */
static struct words shared_case(struct openie *openie, uint32_t conjunct, uint32_t first) {
  const struct words own = phrase_case(openie, conjunct);
  return own.count ? own : phrase_case(openie, first);
}

/* One triple a conjunct, each with its preposition behind the predicate. */
static void conjunct_triples(struct openie *openie, const struct triple *triple, struct words predicate, uint32_t noun) {
  uint32_t conjuncts[ROOM];
  const size_t count = tree_conjuncts(openie->tree, noun, conjuncts, ROOM);
  for (size_t c = 0; c < count; c++) {
    struct triple one = *triple;
    one.predicate = words_copy(openie, predicate);
    words_append(openie, &one.predicate, shared_case(openie, conjuncts[c], noun));
    triple_add(openie, &one, phrase_short(openie, conjuncts[c]));
  }
}

/* ---- verbs that complete a predicate */

/* A verb's object, else its first prepositional phrase; RELATA_NONE without either. */
static uint32_t verb_argument(const struct tree *tree, uint32_t verb) {
  const uint32_t object = tree_child(tree, verb, RELATA_DEP_OBJ);
  if (object != RELATA_NONE)
    return object;
  const struct tree_list children = tree_children(tree, verb);
  for (size_t k = 0; k < children.count; k++)
    if (tree_base(tree, children.items[k]) == RELATA_DEP_OBL && children.items[k] > verb &&
        tree_child_base(tree, children.items[k], RELATA_DEP_CASE) != RELATA_NONE)
      return children.items[k];
  return RELATA_NONE;
}

/* "forced airlines to cancel" | flights; "flew to meet" | her counterpart; "named him" | king. */
static void verb_triples(struct openie *openie, const struct triple *triple, struct words predicate, uint32_t verb) {
  const struct tree *tree = openie->tree;
  struct triple further = *triple;
  if (!tree_is_verbal(tree, verb)) {
    if (tree_base(tree, verb) == RELATA_DEP_XCOMP)
      conjunct_triples(openie, &further, predicate, verb);
    return;
  }
  if (tree_base(tree, verb) == RELATA_DEP_ADVCL && (!tree_is_infinitive(tree, verb) || verb < triple->clause->head))
    return;
  struct words words = {NULL, 0, 0};
  struct chain chain = {{verb}, 1, RELATA_NONE};
  predicate_add(openie, &words, verb);
  const uint32_t to = tree_child_lemma(tree, verb, RELATA_DEP_MARK, "to");
  if (to != RELATA_NONE)
    words_add(openie, &words, to);
  chain_build(openie, &chain, &words);
  words_sort(&words);
  const uint32_t argument = chain.linked == RELATA_NONE ? verb_argument(tree, chain_end(&chain)) : chain.linked;
  if (argument == RELATA_NONE)
    return;
  words_append(openie, &predicate, words);
  conjunct_triples(openie, &further, predicate, argument);
}

/* ---- nouns that govern nouns */

/* "mayor of Eastham" said of somebody: the noun goes into the predicate.
 * Behind other verbs an "of" stays in the argument, which nothing else completes. */
static bool opens_of(const struct tree *tree, enum draft_kind kind, uint32_t noun) {
  return kind == DRAFT_COPULA || kind == DRAFT_LINKING ||
         (kind == DRAFT_OBLIQUE && tree_child_lemma(tree, noun, RELATA_DEP_CASE, "as") != RELATA_NONE);
}

static bool opens_chain(enum draft_kind kind) {
  return kind == DRAFT_COPULA || kind == DRAFT_LINKING || kind == DRAFT_OBLIQUE || kind == DRAFT_OBJECT;
}

/* "was the last raider to enter" | Australian waters. */
static void infinitive_open(struct openie *openie, const struct triple *triple, uint32_t noun, uint32_t verb) {
  if (triple->kind != DRAFT_COPULA && triple->kind != DRAFT_OBJECT)
    return;
  const struct words name = phrase_noun(openie, noun, PHRASE_NO_CASE | PHRASE_SHORT, &verb, 1);
  verb_triples(openie, triple, predicate_with(openie, triple->predicate, name, (struct words){NULL, 0, 0}), verb);
}

static void chain_open(struct openie *openie, const struct triple *triple, uint32_t noun) {
  const struct tree *tree = openie->tree;
  const struct tree_list children = tree_children(tree, noun);
  for (size_t k = 0; k < children.count; k++) {
    const uint32_t child = children.items[k];
    if (tree_dep(tree, child) == RELATA_DEP_ACL && tree_is_infinitive(tree, child))
      infinitive_open(openie, triple, noun, child);
    if (tree_dep(tree, child) != RELATA_DEP_NMOD || child < noun || !phrase_case(openie, child).count)
      continue;
    const bool of = tree_child_lemma(tree, child, RELATA_DEP_CASE, "of") != RELATA_NONE;
    if (of && !opens_of(tree, triple->kind, noun))
      continue;
    const struct words name = phrase_noun(openie, noun, PHRASE_NO_CASE | PHRASE_SHORT, &child, 1);
    struct words predicate = words_copy(openie, triple->predicate);
    words_append(openie, &predicate, name);
    conjunct_triples(openie, triple, predicate, child);
  }
}

/* ---- further arguments */

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
    return phrase_short(openie, second);
  default: /* a clause is carried by none */
    return none;
  }
}

/* "gave the rebels" | arms. */
static void indirect_triple(struct openie *openie, const struct triple *triple, struct words base, uint32_t indirect,
                            uint32_t object) {
  struct triple further = *triple;
  if (triple->kind != DRAFT_OBJECT)
    return;
  further.predicate = predicate_with(openie, base, phrase_short(openie, indirect), (struct words){NULL, 0, 0});
  triple_add(openie, &further, phrase_short(openie, object));
}

static void late_triple(struct openie *openie, const struct triple *triple, struct words base, struct words carried,
                        uint32_t second, uint32_t late) {
  const struct tree *tree = openie->tree;
  const bool preposition = phrase_case(openie, late).count > 0;
  struct words predicate = words_copy(openie, base);
  switch (tree_base(tree, late)) {
  case RELATA_DEP_OBL:
    if (tree_in(tree, late, WORD_RELATIVE) || tree_child_lemma(tree, late, RELATA_DEP_CASE, "accord") != RELATA_NONE ||
        is_discourse(openie, late) || (!preposition && !is_time(tree, late)))
      return;
    words_append(openie, &predicate, carried);
    conjunct_triples(openie, triple, predicate, late);
    return;
  case RELATA_DEP_IOBJ:
    indirect_triple(openie, triple, base, late, second);
    return;
  case RELATA_DEP_XCOMP:
  case RELATA_DEP_ADVCL:
    words_append(openie, &predicate, carried);
    verb_triples(openie, triple, predicate, late);
    return;
  default:
    return;
  }
}

static void late_triples(struct openie *openie, const struct triple *triple, struct words base, uint32_t second) {
  const struct words carried = carried_words(openie, triple->kind, second);
  for (size_t k = 0; k < triple->clause->late_count; k++)
    if (triple->clause->late[k] != second)
      late_triple(openie, triple, base, carried, second, triple->clause->late[k]);
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

/* ---- one clause */

/* "lies closer to" | the coast: an adverb with its own phrase. */
static bool adverb_triple(struct openie *openie, const struct triple *triple, uint32_t adverb) {
  const struct tree *tree = openie->tree;
  const enum relata_upos upos = tree_upos(tree, adverb);
  if (triple->kind != DRAFT_OTHER || (upos != RELATA_ADV && upos != RELATA_ADJ))
    return false;
  const struct tree_list children = tree_children(tree, adverb);
  for (size_t k = 0; k < children.count; k++) {
    const uint32_t child = children.items[k];
    const enum relata_dep base = tree_base(tree, child);
    if ((base != RELATA_DEP_OBL && base != RELATA_DEP_NMOD) || child < adverb || !phrase_case(openie, child).count)
      continue;
    struct words predicate = words_copy(openie, triple->predicate);
    words_append(openie, &predicate, phrase_noun(openie, adverb, PHRASE_PLAIN, &child, 1));
    conjunct_triples(openie, triple, predicate, child);
    return true;
  }
  return false;
}

/* A second argument's conjuncts come one by one; what is further goes with the first. */
static bool is_later_conjunct(const struct tree *tree, enum draft_kind kind, uint32_t token) {
  return kind != DRAFT_GAP && kind != DRAFT_COPULA && tree_base(tree, token) == RELATA_DEP_CONJ;
}

static void subject_triples(struct openie *openie, const struct triple *whole, struct words second, uint32_t token) {
  const struct tree *tree = openie->tree;
  struct triple triple = *whole;
  const bool oblique = triple.kind == DRAFT_OBLIQUE || triple.kind == DRAFT_TIME;
  const uint32_t first = oblique ? tree_first_conjunct(tree, token) : token;
  const struct words base = predicate_base(openie, triple.predicate, first);
  const bool verb_carries =
      triple.kind == DRAFT_OBJECT || triple.kind == DRAFT_LINKING || triple.kind == DRAFT_COPULA;
  if (oblique && first != token)
    triple.predicate = predicate_with(openie, base, shared_case(openie, token, first), (struct words){NULL, 0, 0});
  if (!adverb_triple(openie, &triple, token))
    triple_add(openie, &triple, second);
  if (opens_chain(triple.kind))
    chain_open(openie, &triple, token);
  if (is_later_conjunct(tree, triple.kind, token))
    return;
  late_triples(openie, &triple, verb_carries ? triple.predicate : base, token);
  gap_triple(openie, &triple, base, token);
}

/* "left when it rained" and "was taken over" have nothing to join. */
static bool joins_nothing(const struct tree *tree, enum draft_kind kind, uint32_t token) {
  return kind == DRAFT_OTHER && (tree_is_predicate(tree, token) || tree_upos(tree, token) == RELATA_ADP ||
                                 tree_in(tree, token, WORD_CONNECTIVE));
}

/* "Neither the union nor the company": together they do not, each alone would. */
static bool is_neither(const struct tree *tree, const uint32_t *conjuncts, size_t count) {
  for (size_t k = 1; k < count; k++)
    if (tree_child_lemma(tree, conjuncts[k], RELATA_DEP_CC, "nor") != RELATA_NONE)
      return true;
  return false;
}

void binary_finish(struct openie *openie, const struct oie_clause *clause, enum draft_kind kind, struct words second,
                   uint32_t token) {
  const struct tree *tree = openie->tree;
  if (joins_nothing(tree, kind, token))
    return;
  struct triple triple = {clause, kind, clause->subject_words, words_copy(openie, clause->predicate)};
  uint32_t conjuncts[ROOM];
  const size_t count = tree_conjuncts(tree, clause->subject, conjuncts, ROOM);
  if (count < 2 || is_neither(tree, conjuncts, count) || clause->subject_gap || clause->source == SUBJECT_NOUN || tree_is_verbal(tree, clause->subject)) {
    subject_triples(openie, &triple, second, token);
    return;
  }
  for (size_t k = 0; k < count; k++) {
    triple.subject = phrase_noun(openie, conjuncts[k], PHRASE_NO_CASE | PHRASE_SHORT, NULL, 0);
    subject_triples(openie, &triple, second, token);
  }
}
