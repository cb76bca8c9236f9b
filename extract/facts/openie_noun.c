/* What noun phrases state: appositions, titles, possessions, places, adjectives
 * after their noun. */
#include "extract/facts/openie.h"

static struct words one_word(struct openie *openie, uint32_t item) {
  struct words words = {NULL, 0, 0};
  words_add(openie, &words, item);
  return words;
}

static uint32_t is_or_are(bool plural) {
  return plural ? INSERTED(INSERT_ARE) : INSERTED(INSERT_IS);
}

static bool comma_between(const struct tree *tree, uint32_t a, uint32_t b) {
  for (uint32_t t = a < b ? a : b; t < (a < b ? b : a); t++)
    if (mark_of(tree, t) & MARK_COMMA)
      return true;
  return false;
}

static bool in_brackets(const struct tree *tree, uint32_t top) {
  const uint32_t low = tree->low[top];
  if (mark_of(tree, low) & MARK_OPEN)
    return true;
  return low > tree_sentence(tree, top)->first && (mark_of(tree, low - 1) & MARK_OPEN) != 0;
}

/* A bare name of few words: "Texas", not "Deputy Secretary of State". */
static bool names_place(const struct tree *tree, uint32_t token) {
  return tree_child_base(tree, token, RELATA_DEP_DET) == RELATA_NONE &&
         tree_child(tree, token, RELATA_DEP_NMOD) == RELATA_NONE && tree->tokens[token].name_type != RELATA_NAME_PER &&
         tree->tokens[token].name_type != RELATA_NAME_ORG;
}

/* "Russia, an ally" | is | "an ally"; "the city Idlib": Idlib | is | the city; "Paris, Texas": is in. */
static void apposition_draft(struct openie *openie, uint32_t apposition) {
  const struct tree *tree = openie->tree;
  const uint32_t noun = tree_head(tree, apposition);
  const enum relata_upos upos = tree_upos(tree, apposition), noun_upos = tree_upos(tree, noun);
  if (tree_is_verbal(tree, noun) || tree_is_verbal(tree, apposition) || upos == RELATA_NUM || upos == RELATA_SYM ||
      noun_upos == RELATA_NUM || noun_upos == RELATA_SYM)
    return;
  struct words subject = phrase_noun(openie, noun, PHRASE_NO_CASE | plain_flags(openie), &apposition, 1);
  struct words object = phrase_noun(openie, apposition, plain_flags(openie), NULL, 0);
  struct words predicate = one_word(openie, is_or_are(noun_is_plural(tree, noun) && noun_upos != RELATA_PROPN));
  const bool comma = comma_between(tree, noun, apposition);
  const bool place = upos == RELATA_PROPN && noun_upos == RELATA_PROPN && comma && noun < apposition &&
                     !in_brackets(tree, apposition) && names_place(tree, apposition);
  if (place)
    words_add(openie, &predicate, INSERTED(INSERT_IN));
  const bool turned = upos == RELATA_PROPN && noun_upos == RELATA_NOUN;
  draft_pair(openie, DRAFT_APPOSITION, apposition, predicate, turned ? object : subject, turned ? subject : object);
}

/* "Springfield, Illinois" where the tree says nmod. */
static void place_draft(struct openie *openie, uint32_t token) {
  const struct tree *tree = openie->tree;
  const uint32_t noun = tree_head(tree, token);
  const enum relata_dep dep = tree_dep(tree, token);
  const bool bare = dep == RELATA_DEP_NMOD || dep == RELATA_DEP_NMOD_UNMARKED || dep == RELATA_DEP_OBL_UNMARKED ||
                    dep == RELATA_DEP_NMOD_DESC || dep == RELATA_DEP_LIST;
  if (!bare || tree_upos(tree, token) != RELATA_PROPN || tree_upos(tree, noun) != RELATA_PROPN || token < noun ||
      tree_child_base(tree, token, RELATA_DEP_CASE) != RELATA_NONE ||
      tree_child_base(tree, token, RELATA_DEP_DET) != RELATA_NONE)
    return;
  const uint32_t low = tree->low[token];
  const bool comma =
      tree_form_is(tree, low, ",") || (low > tree_sentence(tree, token)->first && tree_form_is(tree, low - 1, ","));
  if (!comma)
    return;
  struct words predicate = one_word(openie, INSERTED(INSERT_IS));
  words_add(openie, &predicate, INSERTED(INSERT_IN));
  draft_pair(openie, DRAFT_PLACE, token, predicate, phrase_noun(openie, noun, PHRASE_NO_CASE, &token, 1),
             phrase_noun(openie, token, PHRASE_NO_CASE, NULL, 0));
}

static void title_draft(struct openie *openie, uint32_t title) {
  const struct tree *tree = openie->tree;
  const uint32_t name = tree_head(tree, title);
  if (tree_dep(tree, title) != RELATA_DEP_NMOD_DESC || title > name || tree_in(tree, title, WORD_FORM_OF_ADDRESS) ||
      tree->tokens[title].name_type == RELATA_NAME_PER ||
      (openie->binary && tree->tokens[name].name_type != RELATA_NAME_PER))
    return;
  draft_pair(openie, DRAFT_TITLE, title, one_word(openie, INSERTED(INSERT_IS)),
             phrase_noun(openie, name, PHRASE_NO_CASE, &title, 1), phrase_noun(openie, title, PHRASE_NO_CASE, NULL, 0));
}

/* "Ana's house": Ana has one.  No triple of its own: the words do not say "has". */
static void possession_draft(struct openie *openie, uint32_t possessor) {
  const struct tree *tree = openie->tree;
  if (openie->binary || tree_dep(tree, possessor) != RELATA_DEP_NMOD_POSS || tree_upos(tree, possessor) == RELATA_PRON)
    return;
  const uint32_t noun = tree_head(tree, possessor);
  struct words owned = phrase_noun(openie, noun, PHRASE_NO_CASE, NULL, 0);
  words_remove_below(tree, &owned, possessor);
  const bool plural = noun_is_plural(tree, possessor);
  draft_pair(openie, DRAFT_POSSESSION, possessor, one_word(openie, INSERTED(plural ? INSERT_HAVE : INSERT_HAS)),
             phrase_noun(openie, possessor, PHRASE_NO_CASE, NULL, 0), owned);
}

/* "the base in Idlib" | is in | Idlib.  Triples open the chain behind a verb instead. */
static void noun_place_draft(struct openie *openie, uint32_t place) {
  const struct tree *tree = openie->tree;
  const uint32_t noun = tree_head(tree, place);
  if (openie->binary || tree_base(tree, place) != RELATA_DEP_NMOD || tree_upos(tree, place) != RELATA_PROPN || place < noun ||
      tree_child_in(tree, place, RELATA_DEP_CASE, WORD_PLACE_MARK) == RELATA_NONE)
    return;
  struct words predicate = one_word(openie, predicate_be(tree, noun, noun));
  words_append(openie, &predicate, phrase_case(openie, place));
  draft_pair(openie, DRAFT_NOUN_PLACE, place, predicate, phrase_noun(openie, noun, PHRASE_NO_CASE, &place, 1),
             phrase_noun(openie, place, PHRASE_NO_CASE, NULL, 0));
}

/* "forces loyal to Assad" | are loyal to | Assad. */
static void adjective_draft(struct openie *openie, uint32_t adjective) {
  const struct tree *tree = openie->tree;
  const enum relata_dep dep = tree_dep(tree, adjective);
  const uint32_t noun = tree_head(tree, adjective);
  if (tree_upos(tree, adjective) != RELATA_ADJ || (dep != RELATA_DEP_ACL && dep != RELATA_DEP_AMOD) ||
      adjective < noun || tree_child(tree, adjective, RELATA_DEP_COP) != RELATA_NONE)
    return;
  uint32_t without[64], oblique = RELATA_NONE;
  size_t count = 0;
  const struct tree_list children = tree_children(tree, adjective);
  for (size_t k = 0; k < children.count && count < 64; k++) {
    const enum relata_dep base = tree_base(tree, children.items[k]);
    const bool phrase = base == RELATA_DEP_OBL && children.items[k] > adjective &&
                        tree_child_base(tree, children.items[k], RELATA_DEP_CASE) != RELATA_NONE;
    if (phrase && oblique == RELATA_NONE)
      oblique = children.items[k];
    if (base == RELATA_DEP_OBL || base == RELATA_DEP_ADVCL || base == RELATA_DEP_CONJ || base == RELATA_DEP_CC ||
        base == RELATA_DEP_PUNCT)
      without[count++] = children.items[k];
  }
  if (oblique == RELATA_NONE)
    return;
  struct words predicate = one_word(openie, predicate_be(tree, noun, noun));
  words_append(openie, &predicate, phrase_noun(openie, adjective, PHRASE_PLAIN, without, count));
  words_append(openie, &predicate, phrase_case(openie, oblique));
  draft_pair(openie, DRAFT_NOUN_ADJECTIVE, adjective, predicate,
             phrase_noun(openie, noun, PHRASE_NO_CASE, &adjective, 1),
             phrase_noun(openie, oblique, PHRASE_NO_CASE, NULL, 0));
}

void openie_noun(struct openie *openie, uint32_t token) {
  if (tree_head(openie->tree, token) == RELATA_NONE)
    return;
  adjective_draft(openie, token);
  noun_place_draft(openie, token);
  if (tree_base(openie->tree, token) == RELATA_DEP_APPOS)
    apposition_draft(openie, token);
  possession_draft(openie, token);
  place_draft(openie, token);
  title_draft(openie, token);
}
