/* What nouns say: "the shelling of Idlib by Russia", "Syria's ally Russia",
 * "President Assad", appositions, "Turkish-backed rebels". */
#include "extract/facts/clause.h"

static const struct relata_str no_preposition = {NULL, 0};

/* ---- dependents */

static bool is_capital(const struct tree *tree, uint32_t token) {
  const struct relata_str form = tree->tokens[token].form;
  return form.len && ((form.data[0] >= 'A' && form.data[0] <= 'Z') || (unsigned char)form.data[0] >= 0x80);
}

/* Words before the noun that can be somebody: names, demonyms, nouns. */
static bool is_modifier(const struct tree *tree, uint32_t child) {
  const enum relata_upos upos = tree_upos(tree, child);
  switch (tree_dep(tree, child)) {
  case RELATA_DEP_COMPOUND:
  case RELATA_DEP_NMOD_UNMARKED:
    return upos == RELATA_NOUN || upos == RELATA_PROPN || (upos == RELATA_ADJ && is_capital(tree, child));
  case RELATA_DEP_AMOD:
    return upos == RELATA_PROPN || upos == RELATA_NOUN || upos == RELATA_ADJ;
  default:
    return false;
  }
}

static void dependent_add(struct clause_builder *builder, uint32_t child, bool inherited) {
  const struct tree *tree = builder->tree;
  const enum relata_dep dep = tree_dep(tree, child);
  if (dep == RELATA_DEP_NMOD_POSS)
    clause_add_conjuncts(builder, RELATA_ROLE_POSSESSOR, child, no_preposition, inherited);
  else if (dep == RELATA_DEP_NMOD && tree_child_base(tree, child, RELATA_DEP_CASE) != RELATA_NONE)
    clause_add_conjuncts(builder, RELATA_ROLE_OBLIQUE, child, tree_preposition(tree, child), inherited);
  else if (is_modifier(tree, child))
    clause_add_conjuncts(builder, RELATA_ROLE_MODIFIER, child, no_preposition, inherited);
  else if (dep == RELATA_DEP_ACL && !inherited && tree_is_predicate(tree, child) &&
           tree_child_base(tree, child, RELATA_DEP_MARK) != RELATA_NONE)
    clause_add(builder, RELATA_ROLE_CLAUSE, child, tree_preposition(tree, child), false);
}

static bool has_own(const struct tree *tree, uint32_t noun, enum relata_dep base) {
  return tree_child_base(tree, noun, base) != RELATA_NONE;
}

/* "Syria's friend and ally", "the founder and leader of the group": a conjunct
 * without article shares the first's possessor and modifiers; what follows the
 * last one holds for those before it that have nothing of their own. */
static void shared_add(struct clause_builder *builder, uint32_t noun) {
  const struct tree *tree = builder->tree;
  const bool joined = tree_base(tree, noun) == RELATA_DEP_CONJ && !has_own(tree, noun, RELATA_DEP_DET) &&
                      !has_own(tree, noun, RELATA_DEP_NMOD) && !has_own(tree, noun, RELATA_DEP_NUMMOD);
  const uint32_t first = tree_first_conjunct(tree, noun);
  if (joined && first != noun && tree_is_nominal(tree, first)) {
    const struct tree_list children = tree_children(tree, first);
    for (size_t k = 0; k < children.count; k++)
      if (children.items[k] < first || children.items[k] > noun)
        dependent_add(builder, children.items[k], true);
  }
  if (tree_base(tree, noun) == RELATA_DEP_CONJ || has_own(tree, noun, RELATA_DEP_NMOD))
    return;
  uint32_t conjuncts[16];
  const size_t count = tree_conjuncts(tree, noun, conjuncts, 16);
  const uint32_t last = conjuncts[count - 1];
  if (count < 2 || has_own(tree, last, RELATA_DEP_DET) || last > noun + 3)
    return;
  const struct tree_list children = tree_children(tree, last);
  for (size_t k = 0; k < children.count; k++)
    if (children.items[k] > last)
      dependent_add(builder, children.items[k], true);
}

/* "Syria's President Assad", "President Assad of Syria": what stands before a title, but hangs on the name, is the
 * title's, and so is the name's "of". */
static void title_add(struct clause_builder *builder, uint32_t title) {
  const struct tree *tree = builder->tree;
  const struct tree_list children = tree_children(tree, tree_head(tree, title));
  for (size_t k = 0; k < children.count; k++)
    if (children.items[k] < title || (tree_dep(tree, children.items[k]) == RELATA_DEP_NMOD &&
                                      relata_str_is(tree_preposition(tree, children.items[k]), "of")))
      dependent_add(builder, children.items[k], true);
}

/* ---- who holds the role that a noun names */

static void holders_add(struct clause_builder *builder, uint32_t holder) {
  if (holder != RELATA_NONE)
    clause_add_conjuncts(builder, RELATA_ROLE_HOLDER, holder, no_preposition, true);
}

/* Of "elected president", "appointed him as envoy", "serves as leader": object, else subject. */
static uint32_t verb_holder(const struct tree *tree, uint32_t verb) {
  const uint32_t object = tree_child(tree, verb, RELATA_DEP_OBJ);
  return object != RELATA_NONE ? object : clause_subject(tree, verb).token;
}

static void oblique_holder_add(struct clause_builder *builder, uint32_t noun) {
  const struct tree *tree = builder->tree;
  if (tree_child_lemma(tree, noun, RELATA_DEP_CASE, "as") == RELATA_NONE)
    return;
  const uint32_t governor = tree_head(tree, noun);
  if (tree_is_verbal(tree, governor))
    holders_add(builder, verb_holder(tree, governor));
  else
    holders_add(builder, tree_child(tree, governor, RELATA_DEP_NMOD_POSS));
}

/* "Ann Lee, one of the party's founders", "he is one of its leaders": who is the one. */
static uint32_t one_of_them(const struct tree *tree, uint32_t noun) {
  const uint32_t one = tree_head(tree, noun);
  if (tree_dep(tree, noun) != RELATA_DEP_NMOD || !relata_str_is(tree->tokens[one].lemma, "one") ||
      !relata_str_is(tree_preposition(tree, noun), "of"))
    return RELATA_NONE;
  if (tree_dep(tree, one) == RELATA_DEP_APPOS)
    return tree_head(tree, one);
  if (tree_child(tree, one, RELATA_DEP_COP) != RELATA_NONE)
    return clause_subject(tree, one).token;
  return tree_child_base(tree, one, RELATA_DEP_APPOS);
}

static bool is_plural(const struct tree *tree, uint32_t noun) {
  const struct relata_token *token = &tree->tokens[noun];
  if (token->number)
    return token->number == RELATA_PLUR;
  return token->upos == RELATA_NOUN && tree_form_ends(tree, noun, "s") && !relata_str_equal(token->form, token->lemma);
}

/* "the victims were a nurse and a student": each was one of the two. */
static bool is_list_of_single(const struct tree *tree, uint32_t noun) {
  uint32_t conjuncts[16];
  const size_t count = tree_conjuncts(tree, noun, conjuncts, 16);
  for (size_t k = 0; k < count; k++)
    if (is_plural(tree, conjuncts[k]) || !has_own(tree, conjuncts[k], RELATA_DEP_DET))
      return false;
  return count > 1;
}

/* "Ann Lund, four members of the senate and a nurse": one person is not four members. */
static bool is_one_name(const struct tree *tree, uint32_t noun) {
  const uint8_t type = tree->tokens[noun].name_type;
  return (type == RELATA_NAME_PER || type == RELATA_NAME_LOC) && !is_plural(tree, noun) &&
         tree_child(tree, noun, RELATA_DEP_CONJ) == RELATA_NONE && tree_base(tree, noun) != RELATA_DEP_CONJ;
}

static bool has_among_them(const struct tree *tree, uint32_t noun) {
  const uint32_t them = tree_child(tree, noun, RELATA_DEP_NMOD);
  return tree_upos(tree, them) == RELATA_PRON && tree_child_lemma(tree, them, RELATA_DEP_CASE, "among") != RELATA_NONE;
}

/* "59 people, among them the ambassador": they are not all ambassadors. */
static bool is_among(const struct tree *tree, uint32_t noun) {
  return tree_child_lemma(tree, noun, RELATA_DEP_CASE, "among") != RELATA_NONE || has_among_them(tree, noun) ||
         has_among_them(tree, tree_head(tree, noun));
}

static bool is_person(const struct tree *tree, uint32_t noun) {
  return tree->tokens[noun].mention_type == RELATA_PERSON;
}

/* `noun` is the one that names the role, or its first conjunct. */
static void holder_find(struct clause_builder *builder, uint32_t noun) {
  const struct tree *tree = builder->tree;
  const uint32_t governor = tree_head(tree, noun);
  switch (tree_dep(tree, noun)) {
  case RELATA_DEP_NMOD_DESC:
    if (tree->tokens[noun].name_type == RELATA_NAME_PER)
      break; /* a first name taken for a title */
    clause_add(builder, RELATA_ROLE_HOLDER, governor, no_preposition, true);
    break;
  case RELATA_DEP_APPOS:
    if (is_among(tree, noun))
      break;
    if (is_plural(tree, noun) && is_one_name(tree, governor))
      break;
    if (is_plural(tree, noun) && !is_plural(tree, governor)) /* "Mali and Niger, both allies of Chad" */
      holders_add(builder, governor);
    else if (is_plural(tree, governor) && !is_plural(tree, noun) &&
             (tree_in(tree, governor, WORD_PERSON_NOUN) || (is_person(tree, governor) && is_person(tree, noun))))
      break; /* "people, the ambassador among them", "two clerks, a navy captain": not all of them are it */
    else
      clause_add(builder, RELATA_ROLE_HOLDER, governor, no_preposition, true);
    break;
  case RELATA_DEP_XCOMP:
    if (tree_is_verbal(tree, governor))
      holders_add(builder, verb_holder(tree, governor));
    break;
  case RELATA_DEP_OBL:
  case RELATA_DEP_NMOD:
  case RELATA_DEP_ADVCL: {
    const uint32_t one = one_of_them(tree, noun);
    if (one != RELATA_NONE)
      clause_add(builder, RELATA_ROLE_HOLDER, one, no_preposition, true);
    else
      oblique_holder_add(builder, noun);
    break;
  }
  default:
    break;
  }
  if (tree_child(tree, noun, RELATA_DEP_COP) != RELATA_NONE &&
      tree_child_base(tree, noun, RELATA_DEP_CASE) == RELATA_NONE) {
    const uint32_t subject = clause_subject(tree, noun).token;
    if (subject != RELATA_NONE && !(is_plural(tree, subject) && is_list_of_single(tree, noun)))
      holders_add(builder, subject);
  }
  const struct tree_list children = tree_children(tree, noun);
  for (size_t k = 0; k < children.count; k++)
    if (tree_base(tree, children.items[k]) != RELATA_DEP_APPOS)
      continue;
    else if (is_plural(tree, noun)) /* "its leaders, Ali and Omar" */
      holders_add(builder, children.items[k]);
    else
      clause_add(builder, RELATA_ROLE_HOLDER, children.items[k], no_preposition, true);
}

static bool has_person_beside(const struct tree *tree, uint32_t noun) {
  const uint32_t beside = tree_child_base(tree, noun, RELATA_DEP_APPOS);
  return beside != RELATA_NONE && tree->tokens[beside].name_type == RELATA_NAME_PER;
}

/* "Ann Lee, Speaker of the Assembly", "Ann Lee, the Soviet Ambassador", "the Foreign Minister, Ann Lee": a title with a
 * capital. */
static bool is_named_office(const struct tree *tree, uint32_t noun) {
  return tree_upos(tree, noun) == RELATA_PROPN && tree->tokens[noun].name_type == RELATA_NAME_NONE &&
         ((tree_dep(tree, noun) == RELATA_DEP_APPOS &&
           (has_own(tree, noun, RELATA_DEP_NMOD) || tree_child_lemma(tree, noun, RELATA_DEP_DET, "the") != RELATA_NONE)) ||
          has_person_beside(tree, noun));
}

/* "the minister, Ann Lund, and [her deputy]": not she; "Nordvik, a carmaker and [a rival of Brandt]": the same. */
static bool is_someone_else(const struct tree *tree, uint32_t first, uint32_t noun) {
  const uint32_t beside = tree_child_base(tree, first, RELATA_DEP_APPOS);
  return beside != RELATA_NONE && beside < noun && tree_upos(tree, beside) == RELATA_PROPN &&
         (tree_child_base(tree, noun, RELATA_DEP_DET) != RELATA_NONE ||
          tree_child(tree, noun, RELATA_DEP_NMOD_POSS) != RELATA_NONE);
}

void clause_build_noun(struct clause_builder *builder, uint32_t noun) {
  const struct tree *tree = builder->tree;
  clause_begin(builder);
  const struct tree_list children = tree_children(tree, noun);
  for (size_t k = 0; k < children.count; k++)
    dependent_add(builder, children.items[k], false);
  shared_add(builder, noun);
  if (tree_dep(tree, noun) == RELATA_DEP_NMOD_DESC)
    title_add(builder, noun);
  if (tree_upos(tree, noun) == RELATA_NOUN || tree_dep(tree, noun) == RELATA_DEP_NMOD_DESC || is_named_office(tree, noun)) {
    holder_find(builder, noun);
    const uint32_t first = tree_first_conjunct(tree, noun);
    if (first != noun && tree_is_nominal(tree, first) && is_plural(tree, first) == is_plural(tree, noun) &&
        !is_someone_else(tree, first, noun))
      holder_find(builder, first); /* not "the minister, Ann Lund, and four members" */
  }
  if (builder->argument_count)
    clause_end(builder, RELATA_CLAUSE_NOUN, noun, clause_lemma(tree, noun), false);
}

/* ---- appositions and compounds */

void clause_build_apposition(struct clause_builder *builder, uint32_t apposition) {
  const struct tree *tree = builder->tree;
  const uint32_t noun = tree_head(tree, apposition);
  if (tree_is_verbal(tree, noun) || tree_is_verbal(tree, apposition))
    return;
  clause_begin(builder);
  clause_add(builder, RELATA_ROLE_SUBJECT, noun, no_preposition, false);
  clause_add_conjuncts(builder, RELATA_ROLE_PREDICATE, apposition, no_preposition, false);
  clause_end(builder, RELATA_CLAUSE_APPOSITION, apposition, RELATA_STR("be"), false);
}

/* "Turkish - backed rebels", "government - held areas": the participle is cut
 * from its first half, which hangs on it. */
void clause_build_compound(struct clause_builder *builder, uint32_t participle) {
  const struct tree *tree = builder->tree;
  const enum relata_dep base = tree_base(tree, participle);
  const uint32_t noun = tree_head(tree, participle);
  if ((base != RELATA_DEP_AMOD && base != RELATA_DEP_COMPOUND) || tree_upos(tree, participle) != RELATA_VERB ||
      participle > noun || !tree_is_nominal(tree, noun))
    return;
  clause_begin(builder);
  const struct tree_list children = tree_children(tree, participle);
  for (size_t k = 0; k < children.count; k++) {
    const enum relata_dep dep = tree_base(tree, children.items[k]);
    const bool part = dep == RELATA_DEP_OBL || dep == RELATA_DEP_COMPOUND || dep == RELATA_DEP_AMOD ||
                      dep == RELATA_DEP_NSUBJ || dep == RELATA_DEP_NMOD || dep == RELATA_DEP_OBJ ||
                      dep == RELATA_DEP_ADVMOD || dep == RELATA_DEP_DEP;
    if (children.items[k] < participle && part && tree_upos(tree, children.items[k]) != RELATA_ADV)
      clause_add_conjuncts(builder, RELATA_ROLE_MODIFIER, children.items[k], no_preposition, false);
  }
  if (builder->argument_count == 0)
    return;
  clause_add(builder, RELATA_ROLE_OBJECT, noun, no_preposition, true);
  clause_end(builder, RELATA_CLAUSE_COMPOUND, participle, clause_lemma(tree, participle), true);
}
