/* Errors that analysers of English make again and again, mended before anything
 * is read off the trees.  Each repair is a function with its example. */
#include <ctype.h>

#include "extract/facts/clause.h"
#include "extract/facts/facts.h"

static bool has(const struct tree *tree, uint32_t token, enum relata_dep base) {
  return tree_child_base(tree, token, base) != RELATA_NONE;
}

static bool is_comma(const struct tree *tree, uint32_t token) {
  return tree_form_is(tree, token, ",");
}

static bool is_first(const struct tree *tree, uint32_t token) {
  return token == tree_sentence(tree, token)->first;
}

/* "accused [Damascus violating the truce]" → "accused [Damascus] of [violating …]":
 * the subject of an open complement is its governor's object. */
static void repair_object_control(struct tree *tree, uint32_t token) {
  const uint32_t verb = tree_head(tree, token), governor = tree_head(tree, verb);
  if (tree_base(tree, token) != RELATA_DEP_NSUBJ || tree_base(tree, verb) != RELATA_DEP_XCOMP ||
      governor == RELATA_NONE || token < governor)
    return;
  if (!tree_is_verbal(tree, verb) || !tree_is_verbal(tree, governor) || has(tree, verb, RELATA_DEP_AUX) ||
      has(tree, verb, RELATA_DEP_COP) || has(tree, governor, RELATA_DEP_OBJ) || has(tree, governor, RELATA_DEP_IOBJ))
    return;
  tree_move(tree, token, governor, RELATA_DEP_OBJ);
}

/* The last token of `top`'s phrase before `limit`. */
static uint32_t last_before(const struct tree *tree, uint32_t top, uint32_t limit) {
  uint32_t t = limit - 1;
  while (t > tree->low[top] && !tree_is_below(tree, t, top))
    t--;
  return t;
}

/* The highest noun phrase that ends at `end`, at most `governor`; not across a coordination. */
static uint32_t highest_ending(const struct tree *tree, uint32_t end, uint32_t governor) {
  uint32_t top = end;
  for (;;) {
    const uint32_t head = tree_head(tree, top);
    const enum relata_dep base = tree_base(tree, top);
    if (top == governor || head == RELATA_NONE || head > end || tree_is_verbal(tree, head) ||
        !tree_is_nominal(tree, head))
      return top;
    const bool one_name = tree_upos(tree, head) == RELATA_PROPN || tree_in(tree, head, WORD_PLACE_NOUN);
    const bool part_of = base == RELATA_DEP_NMOD && one_name && /* "Academy of Arts", "province of Idlib" */
                         tree_child_lemma(tree, top, RELATA_DEP_CASE, "of") != RELATA_NONE;
    const bool inside = name_around(tree, top).first <= head && tree->tokens[top].name_type; /* "Center for Law" */
    if ((base == RELATA_DEP_CONJ || base == RELATA_DEP_NMOD) && !part_of && !inside)
      return top;
    if (last_before(tree, head, end + 1) != end && base != RELATA_DEP_FLAT && base != RELATA_DEP_COMPOUND)
      return top;
    top = head;
  }
}

/* Does the verb have a subject after `token`? */
static bool has_subject_behind(const struct tree *tree, uint32_t verb, uint32_t token) {
  const struct tree_list children = tree_children(tree, verb);
  for (size_t k = 0; k < children.count; k++)
    if (tree_base(tree, children.items[k]) == RELATA_DEP_NSUBJ && children.items[k] > token)
      return true;
  return false;
}

/* "[Strikes] killed ten, [the minister] said": of two subjects of one verb the
 * first belongs to its complement clause before it, if that has none; "they hit the
 * [house], that of [Ann Lund], two officials said": else it is an apposition there. */
static void repair_second_subject(struct tree *tree, uint32_t token) {
  if (tree_base(tree, token) != RELATA_DEP_NSUBJ)
    return;
  const uint32_t verb = tree_head(tree, token), clause = tree_child_base(tree, verb, RELATA_DEP_CCOMP);
  if (clause == RELATA_NONE || clause > verb || !has_subject_behind(tree, verb, clause < token ? token : clause))
    return;
  const uint32_t low = tree->low[token], comma = is_comma(tree, low) ? low : low - 1;
  const bool passive = has(tree, clause, RELATA_DEP_AUX) && tree_child(tree, clause, RELATA_DEP_AUX_PASS) != RELATA_NONE;
  if (clause > token && !has(tree, clause, RELATA_DEP_NSUBJ))
    tree_move(tree, token, clause, passive ? RELATA_DEP_NSUBJ_PASS : RELATA_DEP_NSUBJ);
  else if (clause < token && comma > clause + 1 && is_comma(tree, comma) && tree_is_nominal(tree, comma - 1) &&
           tree_is_below(tree, comma - 1, clause))
    tree_move(tree, token, highest_ending(tree, comma - 1, clause), RELATA_DEP_APPOS);
}

/* "rebels fighting in [a war that killed millions]": without a comma a relative
 * clause stays in the noun phrase that ends before it. */
static void repair_near_relative(struct tree *tree, uint32_t token) {
  const uint32_t low = tree->low[token];
  if (tree_dep(tree, token) != RELATA_DEP_ACL_RELCL || is_first(tree, low) || !tree_in(tree, low, WORD_RELATIVE) ||
      !tree_is_nominal(tree, low - 1))
    return;
  const uint32_t head = tree_head(tree, token);
  uint32_t noun = low - 1;
  for (uint32_t t = noun; t != head && t != RELATA_NONE; t = tree_head(tree, t)) {
    if (tree_is_verbal(tree, t)) {
      tree_move(tree, token, noun, RELATA_DEP_ACL_RELCL);
      return;
    }
    if (tree_is_below(tree, t, token))
      return;
    const enum relata_dep base = tree_base(tree, t);
    if (base == RELATA_DEP_FLAT || base == RELATA_DEP_COMPOUND)
      noun = tree_head(tree, t);
  }
}

/* "the town, held by rebels since May, fell": a participle with its agent right
 * behind a noun, whatever it hangs on, modifies the noun. */
static void repair_agent_participle(struct tree *tree, uint32_t token) {
  switch (tree_base(tree, token)) {
  case RELATA_DEP_CCOMP:
  case RELATA_DEP_ADVCL:
  case RELATA_DEP_PARATAXIS:
  case RELATA_DEP_XCOMP:
  case RELATA_DEP_CONJ:
  case RELATA_DEP_DEP:
    break;
  default:
    return;
  }
  if (!tree_is_verbal(tree, token) || tree_child(tree, token, RELATA_DEP_OBL_AGENT) == RELATA_NONE ||
      has(tree, token, RELATA_DEP_NSUBJ) || has(tree, token, RELATA_DEP_AUX) || has(tree, token, RELATA_DEP_MARK) ||
      has(tree, token, RELATA_DEP_COP) || has(tree, token, RELATA_DEP_OBJ) || is_first(tree, token))
    return;
  uint32_t noun = token - 1;
  while (!is_first(tree, noun) && tree_upos(tree, noun) == RELATA_ADV)
    noun--;
  const enum relata_upos upos = tree_upos(tree, noun);
  if ((upos == RELATA_NOUN || upos == RELATA_PROPN) && tree_base(tree, noun) != RELATA_DEP_COMPOUND)
    tree_move(tree, token, noun, RELATA_DEP_ACL);
}

static bool after_comma(const struct tree *tree, uint32_t token) {
  const uint32_t low = tree->low[token];
  return !is_first(tree, low) && (is_comma(tree, low) || is_comma(tree, low - 1));
}

/* "shelled the town, killing ten": who shells kills, not the town. */
static void repair_gerund_clause(struct tree *tree, uint32_t token) {
  if (tree_dep(tree, token) != RELATA_DEP_ACL || !tree_form_ends(tree, token, "ing") ||
      has(tree, token, RELATA_DEP_MARK) || !after_comma(tree, token) ||
      tree_base(tree, tree_head(tree, token)) == RELATA_DEP_NSUBJ)
    return;
  uint32_t verb = tree_head(tree, token);
  while (verb != RELATA_NONE && !tree_is_verbal(tree, verb)) {
    const enum relata_dep base = tree_base(tree, verb);
    if (base != RELATA_DEP_OBJ && base != RELATA_DEP_OBL && base != RELATA_DEP_NMOD && base != RELATA_DEP_CONJ &&
        base != RELATA_DEP_APPOS)
      return;
    verb = tree_head(tree, verb);
  }
  if (verb != RELATA_NONE && verb < token)
    tree_move(tree, token, verb, RELATA_DEP_ADVCL);
}

/* "launched an operation to free the town": the purpose is the operation's;
 * "has hopes of winning": "of" hangs on the noun before it. */
static void repair_noun_complement(struct tree *tree, uint32_t token) {
  if (tree_dep(tree, token) != RELATA_DEP_ADVCL || !tree_is_verbal(tree, token))
    return;
  const uint32_t to = tree_child_lemma(tree, token, RELATA_DEP_MARK, "to");
  const uint32_t of = tree_child_lemma(tree, token, RELATA_DEP_MARK, "of");
  const uint32_t mark = to != RELATA_NONE ? to : of;
  if (mark == RELATA_NONE || tree->low[token] != mark || is_first(tree, mark))
    return;
  const uint32_t noun = mark - 1;
  const bool bearer = tree_in(tree, noun, WORD_BEARER_NOUN) || tree_in(tree, noun, WORD_UNREAL_NOUN);
  if (tree_upos(tree, noun) == RELATA_NOUN && tree_head(tree, noun) != token && (mark == of || bearer))
    tree_move(tree, token, noun, RELATA_DEP_ACL);
}

/* "accused the militia [acl of shelling a hospital]": what it is accused of is the verb's. */
static void repair_accusation(struct tree *tree, uint32_t token) {
  const uint32_t noun = tree_head(tree, token), verb = tree_head(tree, noun);
  const enum relata_dep dep = tree_dep(tree, noun);
  if (tree_dep(tree, token) == RELATA_DEP_ACL && tree_form_ends(tree, token, "ing") &&
      (dep == RELATA_DEP_OBJ || dep == RELATA_DEP_IOBJ) && tree_in(tree, verb, WORD_AGAINST_VERB) &&
      tree_child_in(tree, token, RELATA_DEP_MARK, WORD_AGAINST_MARK) != RELATA_NONE)
    tree_move(tree, token, verb, RELATA_DEP_ADVCL);
}

/* "forces [amod backing] Assad": a verb behind its noun is no adjective. */
static void repair_late_participle(struct tree *tree, uint32_t token) {
  const enum relata_dep dep = tree_dep(tree, token);
  const uint32_t noun = tree_head(tree, token);
  if ((dep == RELATA_DEP_AMOD || dep == RELATA_DEP_COMPOUND) && tree_upos(tree, token) == RELATA_VERB &&
      noun != RELATA_NONE && noun < token && (has(tree, token, RELATA_DEP_OBJ) || has(tree, token, RELATA_DEP_OBL)))
    tree_move(tree, token, noun, RELATA_DEP_ACL);
}

/* "[to former mayor] Ann": a preposition before a title or modifier belongs to the noun. */
static void repair_preposition(struct tree *tree, uint32_t token) {
  const uint32_t modifier = tree_head(tree, token), noun = tree_head(tree, modifier);
  if (tree_base(tree, token) != RELATA_DEP_CASE || token > modifier || modifier > noun || noun == RELATA_NONE ||
      tree->low[noun] != token || has(tree, noun, RELATA_DEP_CASE))
    return;
  switch (tree_dep(tree, modifier)) {
  case RELATA_DEP_COMPOUND:
  case RELATA_DEP_AMOD:
  case RELATA_DEP_NMOD_DESC:
  case RELATA_DEP_NMOD_UNMARKED:
    tree_move(tree, token, noun, RELATA_DEP_CASE);
    break;
  default:
    break;
  }
}

/* "[Pentagon Press] [Secretary] Lou Daly": a title before a title that is none
 * by itself is its first half, and what stands before it belongs to the whole. */
static void repair_title(struct tree *tree, uint32_t token) {
  const uint32_t name = tree_head(tree, token), next = token + 1;
  if (tree_dep(tree, token) != RELATA_DEP_NMOD_DESC || name == RELATA_NONE || next >= name ||
      tree_head(tree, next) != name || tree_dep(tree, next) != RELATA_DEP_NMOD_DESC || tree->low[next] != next ||
      tree_in(tree, token, WORD_TITLE) || tree_in(tree, token, WORD_PERSON_NOUN) || tree_in(tree, next, WORD_FORM_OF_ADDRESS))
    return;
  tree_move(tree, token, next, RELATA_DEP_COMPOUND);
  const struct tree_list children = tree_children(tree, token);
  uint32_t before[8];
  size_t count = 0;
  for (size_t k = 0; k < children.count && count < 8; k++)
    if (children.items[k] < token && tree_base(tree, children.items[k]) == RELATA_DEP_COMPOUND)
      before[count++] = children.items[k];
  for (size_t k = 0; k < count; k++)
    tree_move(tree, before[k], next, RELATA_DEP_COMPOUND);
}

/* The first and the end of the name that a token is in, by the tagger. */
static uint32_t name_end(const struct tree *tree, uint32_t token, uint32_t *first) {
  const struct relata_token *tokens = tree->tokens;
  const struct relata_sentence *sentence = tree_sentence(tree, token);
  uint32_t end = token + 1;
  *first = token;
  while (*first > sentence->first && !tokens[*first].name_begins &&
         tokens[*first - 1].name_type == tokens[token].name_type)
    --*first;
  while (end < sentence->end && tokens[end].name_type == tokens[token].name_type && !tokens[end].name_begins)
    end++;
  return end;
}

static bool stands_before_noun(const struct tree *tree, uint32_t token) {
  return tree_base(tree, token) == RELATA_DEP_COMPOUND || tree_base(tree, token) == RELATA_DEP_AMOD;
}

/* "met in [obl Da] [obl Nang]", "[compound Oriel] [amod Electric] executives": halves that hang side by side. */
static bool are_halves(const struct tree *tree, uint32_t first, uint32_t second) {
  const bool alike = tree_base(tree, first) == tree_base(tree, second) ||
                     (stands_before_noun(tree, first) && stands_before_noun(tree, second));
  return alike && tree_upos(tree, first) == RELATA_PROPN && tree_upos(tree, second) == RELATA_PROPN &&
         tree_head(tree, first) == tree_head(tree, second) &&
         first + 1 == second && tree->low[second] == second;
}

/* "[nsubj Lou] [nsubj Daly] said": a name that fell in two is one, under its first half. */
static void repair_split_name(struct tree *tree, uint32_t token) {
  const uint32_t head = tree_head(tree, token);
  if (!tree->tokens[token].name_type || tree->tokens[token].name_begins || head == RELATA_NONE)
    return;
  uint32_t first, top = RELATA_NONE;
  const uint32_t end = name_end(tree, token, &first);
  for (uint32_t t = first; t < token && top == RELATA_NONE; t++)
    if (tree_head(tree, t) != RELATA_NONE && (tree_head(tree, t) < first || tree_head(tree, t) >= end))
      top = t;
  if (!tree->tokens[first].name_begins || top == RELATA_NONE || (head >= first && head < end) ||
      (tree->tokens[token].name_type != RELATA_NAME_PER && !are_halves(tree, top, token)) ||
      !tree_move(tree, token, top, RELATA_DEP_FLAT))
    return;
  for (bool moved = true; moved;) {
    const struct tree_list children = tree_children(tree, token);
    moved = false;
    for (size_t k = 0; k < children.count && !moved; k++)
      if (children.items[k] < first || children.items[k] >= end)
        moved = tree_move(tree, children.items[k], top, tree_dep(tree, children.items[k]));
  }
}

/* "the [compound Kenya - Uganda] agreement": two names with a dash between them are two. */
static void repair_name_pair(struct tree *tree, uint32_t token) {
  const struct relata_token *tokens = tree->tokens;
  const uint32_t second = tree_head(tree, token), noun = tree_head(tree, second);
  const enum relata_dep dep = tree_dep(tree, second);
  if (tree_dep(tree, token) != RELATA_DEP_COMPOUND || second != token + 2 || noun == RELATA_NONE || noun < second ||
      (dep != RELATA_DEP_COMPOUND && dep != RELATA_DEP_AMOD) || !tokens[token].name_begins ||
      !tokens[second].name_begins || tokens[token].name_type == RELATA_NAME_PER ||
      !(tree_form_is(tree, token + 1, "-") || tree_form_is(tree, token + 1, "–")))
    return;
  if (tree_move(tree, token, noun, RELATA_DEP_COMPOUND))
    tree_move(tree, second, token, RELATA_DEP_CONJ);
}

/* Does it stay with a title whose name becomes the head? */
static bool belongs_to_title(const struct tree *tree, uint32_t child, uint32_t title) {
  switch (tree_base(tree, child)) {
  case RELATA_DEP_DET:
  case RELATA_DEP_AMOD:
  case RELATA_DEP_COMPOUND:
  case RELATA_DEP_NUMMOD:
  case RELATA_DEP_NMOD:
    return child < title;
  default:
    return false;
  }
}

/* "Defence [Minister] [flat Per Holm]": a title is no first name. */
static void repair_titled_name(struct tree *tree, uint32_t token) {
  const struct relata_token *name = &tree->tokens[token];
  const uint32_t title = tree_head(tree, token);
  if (tree_dep(tree, token) != RELATA_DEP_FLAT || token != title + 1 || name->name_type != RELATA_NAME_PER ||
      !name->name_begins || tree->tokens[title].name_type == RELATA_NAME_PER || tree_head(tree, title) == RELATA_NONE ||
      !(tree_in(tree, title, WORD_TITLE) || tree_in(tree, title, WORD_PERSON_NOUN)) ||
      !tree_move(tree, token, tree_head(tree, title), tree_dep(tree, title)))
    return;
  tree_move(tree, title, token, RELATA_DEP_NMOD_DESC);
  for (bool moved = true; moved;) {
    const struct tree_list children = tree_children(tree, title);
    moved = false;
    for (size_t k = 0; k < children.count && !moved; k++)
      if (!belongs_to_title(tree, children.items[k], title))
        moved = tree_move(tree, children.items[k], token, tree_dep(tree, children.items[k]));
  }
}

/* "moved to [NOUN counter] the threat": with an object it is a verb. */
static void repair_verb_tag(struct tree *tree, uint32_t token) {
  if (tree_upos(tree, token) == RELATA_NOUN && tree_dep(tree, token) == RELATA_DEP_XCOMP &&
      has(tree, token, RELATA_DEP_OBJ))
    tree->document->tokens[token].upos = RELATA_VERB;
}

/* "the prime [minister]" in small letters is no name. */
static void repair_name_tag(struct tree *tree, uint32_t token) {
  const struct relata_str form = tree->tokens[token].form;
  if (tree_upos(tree, token) == RELATA_PROPN && form.len && islower((unsigned char)form.data[0]) &&
      tree->tokens[token].name_type == RELATA_NAME_NONE &&
      (tree_in(tree, token, WORD_TITLE) || tree_in(tree, token, WORD_PERSON_NOUN)))
    tree->document->tokens[token].upos = RELATA_NOUN;
}

/* "deliver [the group] [a defeat]": of two objects the first is the indirect one. */
static void repair_two_objects(struct tree *tree, uint32_t token) {
  if (tree_dep(tree, token) != RELATA_DEP_OBJ)
    return;
  const uint32_t first = tree_child(tree, tree_head(tree, token), RELATA_DEP_OBJ);
  if (first < token && tree_is_nominal(tree, first) && tree_is_nominal(tree, token) &&
      !has(tree, tree_head(tree, token), RELATA_DEP_IOBJ))
    tree_move(tree, first, tree_head(tree, first), RELATA_DEP_IOBJ);
}

/* The possessor right behind a preposition: "between [A] and B 's …". */
static uint32_t possessor_behind(const struct tree *tree, uint32_t preposition, uint32_t top) {
  const uint32_t next = tree->high[preposition] + 1;
  for (uint32_t t = next; t <= tree->high[top]; t++)
    if (tree_dep(tree, t) == RELATA_DEP_NMOD_POSS && tree->low[t] == next && tree_is_below(tree, t, top))
      return t;
  return RELATA_NONE;
}

/* The one joined to it: its conjunct, or a second possessor where it has no "'s" itself. */
static uint32_t possessor_joined(const struct tree *tree, uint32_t first) {
  const uint32_t conjunct = tree_child(tree, first, RELATA_DEP_CONJ);
  if (conjunct != RELATA_NONE || has(tree, first, RELATA_DEP_CASE))
    return conjunct;
  const struct tree_list children = tree_children(tree, tree_head(tree, first));
  for (size_t k = 0; k < children.count; k++)
    if (tree_dep(tree, children.items[k]) == RELATA_DEP_NMOD_POSS && children.items[k] > first)
      return children.items[k];
  return RELATA_NONE;
}

/* "a rift between [Norland and Sudmark 's ally Ann]": "between" joins Norland
 * and the ally, whose possessor is only Sudmark. */
static void repair_between(struct tree *tree, uint32_t token) {
  const uint32_t between = tree_child_lemma(tree, token, RELATA_DEP_CASE, "between");
  if (between == RELATA_NONE || has(tree, token, RELATA_DEP_CONJ) || tree_head(tree, token) == RELATA_NONE)
    return;
  const uint32_t first = possessor_behind(tree, between, token);
  if (first == RELATA_NONE)
    return;
  const uint32_t second = possessor_joined(tree, first);
  if (second == RELATA_NONE)
    return;
  const uint32_t owned = tree_head(tree, first), and = tree_child(tree, second, RELATA_DEP_CC);
  tree_move(tree, first, tree_head(tree, token), tree_dep(tree, token));
  tree_move(tree, second, owned, RELATA_DEP_NMOD_POSS);
  tree_move(tree, token, first, RELATA_DEP_CONJ);
  tree_move(tree, between, first, RELATA_DEP_CASE);
  if (and != RELATA_NONE)
    tree_move(tree, and, token, RELATA_DEP_CC);
}

/* ---- attachment of appositions and relative clauses */

static bool is_place(const struct tree *tree, uint32_t token) {
  return tree->tokens[token].name_type == RELATA_NAME_LOC || tree_in(tree, token, WORD_PLACE_NOUN);
}

static bool begins_with_pronoun(const struct tree *tree, uint32_t clause) {
  for (uint32_t t = tree->low[clause]; t <= tree->high[clause] && t < tree->low[clause] + 4; t++)
    if (tree_form_is(tree, t, "which") || tree_form_is(tree, t, "who") || tree_form_is(tree, t, "where"))
      return true;
  return false;
}

static bool attaches_better(const struct tree *tree, uint32_t token, uint32_t noun) {
  const uint32_t head = tree_head(tree, token);
  const bool apposition = tree_base(tree, token) == RELATA_DEP_APPOS;
  if (noun == head || tree_is_below(tree, noun, token))
    return false;
  const bool plural = !relata_str_equal(tree->tokens[token].form, tree->tokens[token].lemma);
  if (apposition && tree_base(tree, noun) == RELATA_DEP_CONJ && tree_head(tree, noun) == head && plural)
    return false; /* "Russia and Iran, both allies" */
  if (!apposition && is_place(tree, noun) && has(tree, token, RELATA_DEP_OBJ) && !tree_is_passive(tree, token))
    return false; /* a place does nothing to anyone */
  if (!apposition && !begins_with_pronoun(tree, token))
    return false;
  const bool telling = tree_upos(tree, noun) == RELATA_PROPN ||
                       (tree_in(tree, noun, WORD_PLACE_NOUN) && has(tree, noun, RELATA_DEP_NMOD));
  return telling && (tree_upos(tree, head) != RELATA_PROPN || tree_base(tree, noun) == RELATA_DEP_CONJ || head < noun);
}

/* "the capital of the province, Idlib", "met in Ankara with X, which …": what
 * follows a comma belongs to the highest noun phrase that ends there. */
static void repair_attachment(struct tree *tree, uint32_t token) {
  const enum relata_dep dep = tree_dep(tree, token);
  const bool apposition = dep == RELATA_DEP_APPOS;
  if (!apposition && dep != RELATA_DEP_ACL_RELCL)
    return;
  const uint32_t low = tree->low[token];
  if (is_first(tree, low))
    return;
  const uint32_t comma = is_comma(tree, low) ? low : low - 1;
  if (!is_comma(tree, comma) || is_first(tree, comma) || !tree_is_nominal(tree, comma - 1))
    return;
  if (apposition && tree_upos(tree, token) == RELATA_PROPN && tree_upos(tree, tree_head(tree, token)) != RELATA_PROPN)
    return;
  const uint32_t noun = highest_ending(tree, comma - 1, tree_head(tree, token));
  if (attaches_better(tree, token, noun))
    tree_move(tree, token, noun, dep);
}

/* "known as X", "called X" */
static bool tells_alias(const struct tree *tree, uint32_t token) {
  const struct tree_list children = tree_children(tree, token);
  for (size_t k = 0; k < children.count; k++)
    if (tree_base(tree, children.items[k]) == RELATA_DEP_OBL &&
        tree_child_lemma(tree, children.items[k], RELATA_DEP_CASE, "as") != RELATA_NONE)
      return true;
  return has(tree, token, RELATA_DEP_XCOMP);
}

/* "the call of [the League], known as FL", "a mayor and [his rival Ann], called Red Ann": the alias is that of the phrase
 * that ends there; not "the carnival in Oslo, called". */
static void repair_alias(struct tree *tree, uint32_t token) {
  const uint32_t low = tree->low[token], head = tree_head(tree, token);
  if (tree_dep(tree, token) != RELATA_DEP_ACL || !verbs_in(verbs_find(tree->tokens[token].lemma), VERB_ALIAS) ||
      is_first(tree, low) || !tells_alias(tree, token) ||
      tree_upos(tree, token) != RELATA_VERB || tree_form_ends(tree, token, "ing") || has(tree, token, RELATA_DEP_OBJ))
    return;
  const uint32_t comma = is_comma(tree, low) ? low : low - 1;
  if (!is_comma(tree, comma) || is_first(tree, comma))
    return;
  const uint32_t end = tree_form_is(tree, comma - 1, ")") && comma > head + 2 ? comma - 2 : comma - 1;
  if (end <= head || !tree_is_nominal(tree, end) || !tree_is_below(tree, end, head))
    return;
  const uint32_t noun = highest_ending(tree, end, head);
  if (noun != head && !tree_is_below(tree, noun, token) &&
      ((tree_upos(tree, noun) == RELATA_PROPN && tree->tokens[noun].name_type != RELATA_NAME_LOC &&
        tree_child_lemma(tree, noun, RELATA_DEP_CASE, "of") != RELATA_NONE) ||
       tree_base(tree, noun) == RELATA_DEP_CONJ))
    tree_move(tree, token, noun, RELATA_DEP_ACL);
}

/* "the party of [Ann Lund], a former mayor": a party is no mayor. */
static void repair_person_apposition(struct tree *tree, uint32_t token) {
  const uint32_t head = tree_head(tree, token), low = tree->low[token];
  if (tree_dep(tree, token) != RELATA_DEP_APPOS || tree_upos(tree, token) != RELATA_NOUN ||
      !(tree_in(tree, token, WORD_PERSON_NOUN) || tree_in(tree, token, WORD_TITLE)) ||
      tree->tokens[token].number == RELATA_PLUR || is_first(tree, low))
    return;
  const uint32_t comma = is_comma(tree, low) ? low : low - 1;
  if (!is_comma(tree, comma) || comma <= head + 1 || tree->tokens[comma - 1].name_type != RELATA_NAME_PER ||
      !tree_is_below(tree, comma - 1, head) || tree->tokens[head].name_type == RELATA_NAME_PER ||
      tree->tokens[head].mention_type == RELATA_PERSON || tree_in(tree, head, WORD_PERSON_NOUN))
    return;
  uint32_t name = comma - 1;
  while (tree_base(tree, name) == RELATA_DEP_FLAT || tree_base(tree, name) == RELATA_DEP_COMPOUND)
    name = tree_head(tree, name);
  if (name != head && tree->tokens[name].name_type == RELATA_NAME_PER)
    tree_move(tree, token, name, RELATA_DEP_APPOS);
}

/* "Ann Lund of [Kew], a state institute that …": she is no institute. */
static void repair_body_apposition(struct tree *tree, uint32_t token) {
  const uint32_t head = tree_head(tree, token), low = tree->low[token];
  if (tree_dep(tree, token) != RELATA_DEP_APPOS || tree_upos(tree, token) != RELATA_NOUN || is_first(tree, low) ||
      tree_in(tree, token, WORD_PERSON_NOUN) || tree_in(tree, token, WORD_TITLE) ||
      !(bodies_find(tree->tokens[token].form) || tree_in(tree, token, WORD_GROUP_NOUN)))
    return;
  const uint32_t comma = is_comma(tree, low) ? low : low - 1;
  if (!is_comma(tree, comma) || comma <= head + 1 || tree->tokens[head].name_type != RELATA_NAME_PER)
    return;
  uint32_t name = comma - 1;
  const enum relata_name_type type = tree->tokens[name].name_type;
  while (tree_base(tree, name) == RELATA_DEP_FLAT || tree_base(tree, name) == RELATA_DEP_COMPOUND)
    name = tree_head(tree, name);
  if ((type == RELATA_NAME_ORG || type == RELATA_NAME_MISC || type == RELATA_NAME_LOC) && name != head &&
      tree_is_below(tree, name, head))
    tree_move(tree, token, name, RELATA_DEP_APPOS);
}

enum relata_status trees_repair(struct tree *tree) {
  for (uint32_t s = 0; s < tree->document->sentence_count; s++) {
    const struct relata_sentence *sentence = &tree->document->sentences[s];
    for (uint32_t t = sentence->first; t < sentence->end; t++) {
      tree_repair_clause(tree, t);
      tree_repair_name(tree, t);
      repair_verb_tag(tree, t);
      repair_name_tag(tree, t);
      repair_split_name(tree, t);
      repair_titled_name(tree, t);
      repair_name_pair(tree, t);
      repair_title(tree, t);
      repair_preposition(tree, t);
      repair_object_control(tree, t);
      repair_second_subject(tree, t);
      repair_agent_participle(tree, t);
      repair_gerund_clause(tree, t);
      repair_noun_complement(tree, t);
      repair_accusation(tree, t);
      repair_late_participle(tree, t);
      repair_two_objects(tree, t);
      repair_between(tree, t);
      repair_near_relative(tree, t);
      repair_attachment(tree, t);
      repair_alias(tree, t);
      repair_person_apposition(tree, t);
      repair_body_apposition(tree, t);
    }
  }
  return RELATA_OK;
}
