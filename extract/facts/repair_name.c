/* Repairs of names: halves that hang side by side, names with a hyphen, bodies
 * that are called after those who make them. */
#include <ctype.h>

#include "extract/facts/facts.h"
#include "extract/facts/name_sets.h" /* generated: enum name_set */

static bool is_first(const struct tree *tree, uint32_t token) {
  return token == tree_sentence(tree, token)->first;
}

/* Hangs all children of `from` on `to`. */
static void hand_over(struct tree *tree, uint32_t from, uint32_t to) {
  for (bool moved = true; moved;) {
    const struct tree_list children = tree_children(tree, from);
    moved = false;
    for (size_t k = 0; k < children.count && !moved; k++)
      moved = children.items[k] != to && tree_move(tree, children.items[k], to, tree_dep(tree, children.items[k]));
  }
}

/* Tags [first, end) as one name: of the type of `like`. */
static void tag_as_one(struct tree *tree, uint32_t first, uint32_t end, uint32_t like) {
  struct relata_token *tokens = tree->document->tokens;
  const uint8_t type = tokens[like].name_type;
  if (!type)
    return;
  const bool goes_on = tokens[first].name_type == type && !tokens[first].name_begins;
  for (uint32_t t = first; t < end; t++) {
    tokens[t].name_type = type;
    tokens[t].name_begins = t == first && !goes_on;
  }
}

/* Arguments that a word has but once without "and". */
static bool stands_alone(enum relata_dep base) {
  return base == RELATA_DEP_NSUBJ || base == RELATA_DEP_OBJ || base == RELATA_DEP_IOBJ || base == RELATA_DEP_OBL ||
         base == RELATA_DEP_NMOD || base == RELATA_DEP_APPOS || base == RELATA_DEP_CONJ;
}

static bool hangs_alike(const struct tree *tree, uint32_t first, uint32_t second) {
  return tree_head(tree, first) != RELATA_NONE && tree_head(tree, first) == tree_head(tree, second) &&
         tree_base(tree, first) == tree_base(tree, second) && stands_alone(tree_base(tree, first)) &&
         tree_dep(tree, first) != RELATA_DEP_NMOD_DESC && tree_dep(tree, second) != RELATA_DEP_NMOD_DESC;
}

/* "Cpl.", "Atty.": a short form before a name, and no initial. */
static bool is_short_title(const struct tree *tree, uint32_t token) {
  const struct relata_str form = tree->tokens[token].form;
  return form.len > 3 && form.data[form.len - 1] == '.' && islower((unsigned char)form.data[1]);
}

/* "[nsubj Cpl.] [nsubj Ann] Lund", "[obl Oriel] [obl Delta]": nothing has two of them without "and": they are one. */
static void repair_siblings(struct tree *tree, uint32_t second) {
  if (is_first(tree, second) || tree_upos(tree, second) != RELATA_PROPN || tree->low[second] < second)
    return;
  const uint32_t first = second - 1;
  if (tree_upos(tree, first) != RELATA_PROPN || !hangs_alike(tree, first, second))
    return;
  const struct relata_token *tokens = tree->tokens;
  const bool person = tokens[second].name_type == RELATA_NAME_PER && tokens[second].name_begins;
  if (person && (tokens[first].name_type != RELATA_NAME_PER || is_short_title(tree, first) || tree_in(tree, first, WORD_TITLE))) {
    if (tree_move(tree, first, second, RELATA_DEP_NMOD_DESC))
      hand_over(tree, first, second);
    tree->document->tokens[first].name_type = RELATA_NAME_NONE;
    tree->document->tokens[first].mention_type = RELATA_MENTION_NONE;
    return;
  }
  if (!tree_move(tree, second, first, RELATA_DEP_FLAT))
    return;
  hand_over(tree, second, first);
  tag_as_one(tree, first, second + 1, tokens[first].name_type ? first : second);
}

/* Does a name of an organisation go on behind this token? */
static bool body_goes_on(const struct tree *tree, uint32_t token) {
  const struct relata_token *tokens = tree->tokens;
  return tokens[token].name_type == RELATA_NAME_ORG && token + 1 < tree_sentence(tree, token)->end &&
         tokens[token + 1].name_type == RELATA_NAME_ORG && !tokens[token + 1].name_begins;
}

/* "the Sudan-Chad [war]": what two names make is no longer name. */
static bool noun_follows(const struct tree *tree, uint32_t token) {
  return token + 1 < tree_sentence(tree, token)->end &&
         (tree_upos(tree, token + 1) == RELATA_NOUN || tree_upos(tree, token + 1) == RELATA_ADJ);
}

/* "Ala[-]Arys Trade", "KwaZulu[-]Natal", "Lo Shiu[-]wing", "Consul[-]General": one word to who writes it. */
static void repair_hyphen(struct tree *tree, uint32_t dash) {
  const struct relata_token *tokens = tree->tokens;
  const uint32_t first = dash - 1, second = dash + 1;
  if (is_first(tree, dash) || second >= tree_sentence(tree, dash)->end || !tree_form_is(tree, dash, "-") ||
      tokens[first].end != tokens[dash].begin || tokens[dash].end != tokens[second].begin ||
      tree_upos(tree, first) != RELATA_PROPN || noun_follows(tree, second) || (tokens[second].name_type && !tokens[second].name_begins))
    return;
  const enum relata_dep base = tree_base(tree, second);
  const bool joined = base == RELATA_DEP_APPOS || base == RELATA_DEP_CONJ || base == RELATA_DEP_LIST;
  const bool capital = tree_upos(tree, second) == RELATA_PROPN && tree_is_capital(tree, second);
  if (capital && base == RELATA_DEP_COMPOUND && body_goes_on(tree, second)) {
    if (!tree_is_below(tree, tree_head(tree, second), first))
      tree_move(tree, first, tree_head(tree, second), RELATA_DEP_COMPOUND);
    tag_as_one(tree, first, second + 1, second);
  } else if ((capital && hangs_alike(tree, first, second)) ||
             (capital && joined && tree_head(tree, second) == first) ||
             (joined && !tree_is_capital(tree, second) && tree_head(tree, second) < first && !tokens[first].name_begins &&
              tokens[first].name_type == RELATA_NAME_PER && tree_upos(tree, second) != RELATA_VERB)) {
    const uint32_t head = tree_base(tree, first) == RELATA_DEP_FLAT ? tree_head(tree, first) : first;
    if (!tree_move(tree, second, head, RELATA_DEP_FLAT))
      return;
    hand_over(tree, second, head);
    tree->document->tokens[second].upos = RELATA_PROPN;
    tag_as_one(tree, first, second + 1, tokens[first].name_type ? first : second);
  }
}

/* "the Dock Workers[' ]League": they make the body, and do not own it. */
static void repair_genitive_name(struct tree *tree, uint32_t token) {
  struct relata_token *tokens = tree->document->tokens;
  const uint32_t head = tree_head(tree, token);
  if (tree_dep(tree, token) != RELATA_DEP_NMOD_POSS || tokens[token].number != RELATA_PLUR ||
      !tree_is_capital(tree, token) || !tree_is_capital(tree, head) || !tree_in(tree, token, WORD_PERSON_NOUN) ||
      tokens[token].name_type == RELATA_NAME_LOC || tokens[head].name_type == RELATA_NAME_PER || token > head)
    return;
  if (tree_move(tree, token, head, RELATA_DEP_COMPOUND))
    tokens[token].mention_type = RELATA_MENTION_NONE;
}

/* "the [Oslo-based [Oriel]] Works": nothing hangs behind a participle that stands before its noun. */
static void repair_behind_participle(struct tree *tree, uint32_t token) {
  const uint32_t participle = tree_head(tree, token), noun = tree_head(tree, participle);
  if (tree_upos(tree, token) == RELATA_PROPN && participle != RELATA_NONE && noun != RELATA_NONE && participle < token &&
      token < noun && tree_base(tree, participle) == RELATA_DEP_AMOD && tree_upos(tree, participle) == RELATA_VERB)
    tree_move(tree, token, noun, RELATA_DEP_COMPOUND);
}

/* "Arcos, [Ltd.]": not a second firm. */
static void repair_firm_ending(struct tree *tree, uint32_t token) {
  if (is_first(tree, token) || !(name_words_find(tree->tokens[token].form) >> NAME_FIRM_ENDING & 1) ||
      !tree_is_capital(tree, token) || !tree_form_is(tree, token - 1, ",") || is_first(tree, token - 1) ||
      tree_upos(tree, token - 2) != RELATA_PROPN)
    return;
  const enum relata_dep base = tree_base(tree, token);
  uint32_t head = token - 2;
  while (tree_head(tree, head) < token && tree_upos(tree, tree_head(tree, head)) == RELATA_PROPN &&
         (tree_base(tree, head) == RELATA_DEP_FLAT || tree_base(tree, head) == RELATA_DEP_COMPOUND))
    head = tree_head(tree, head);
  if ((base != RELATA_DEP_APPOS && base != RELATA_DEP_CONJ && base != RELATA_DEP_LIST) || tree_head(tree, head) == token ||
      !tree_move(tree, token, head, RELATA_DEP_FLAT))
    return;
  hand_over(tree, token, head);
  tree->document->tokens[head].name_type = RELATA_NAME_ORG;
  tag_as_one(tree, name_around(tree, head).first, token + 1, head);
}

/* "Bureau [of] Mines": the head of the noun behind "of" or "for". */
static uint32_t body_of(const struct tree *tree, uint32_t field) {
  const uint32_t mark = tree_child_base(tree, field, RELATA_DEP_CASE);
  return tree_dep(tree, field) == RELATA_DEP_NMOD && (tree_form_is(tree, mark, "of") || tree_form_is(tree, mark, "for"))
             ? tree_head(tree, field)
             : RELATA_NONE;
}

/* Is the second field none that could be a body or an officer by itself? */
static bool is_bare_field(const struct tree *tree, uint32_t field, uint32_t first) {
  const struct relata_token *tokens = tree->tokens;
  if (!tree_is_capital(tree, first) || !tree_is_capital(tree, field) || tree_upos(tree, field) != RELATA_PROPN ||
      tree_in(tree, field, WORD_TITLE) || tree_in(tree, field, WORD_GROUP_NOUN))
    return false;
  const uint32_t end = name_around(tree, field).end;
  const uint32_t last = end > field ? end - 1 : field;
  return tokens[field].name_type == RELATA_NAME_NONE ||
         (tokens[field].name_type == RELATA_NAME_ORG && tokens[last].number == RELATA_PLUR);
}

/* "the Ministry of Trade [and Industry]", "the Secretary of Health [and Human Services]": one field of two. */
static void repair_joined_field(struct tree *tree, uint32_t second) {
  const struct relata_token *tokens = tree->tokens;
  const uint32_t field = tree_head(tree, second), body = body_of(tree, field);
  const uint32_t cc = tree_child_base(tree, second, RELATA_DEP_CC);
  if (tree_dep(tree, second) != RELATA_DEP_CONJ || body == RELATA_NONE || cc != field + 1 ||
      !tree_form_is(tree, cc, "and") || tree->low[second] != cc || !tree_is_capital(tree, cc + 1) ||
      tree_upos(tree, field) != RELATA_PROPN || !is_bare_field(tree, second, cc + 1))
    return;
  const bool named = tokens[body].name_type == RELATA_NAME_ORG && tokens[field].name_type == RELATA_NAME_ORG &&
                     !tokens[field].name_begins && tree_in(tree, body, WORD_GROUP_NOUN);
  const bool office = tokens[field].name_type == RELATA_NAME_NONE &&
                      (tree_lemma_is(tree, body, "minister") || tree_lemma_is(tree, body, "secretary"));
  const uint32_t end = name_around(tree, second).end;
  if ((named || office) && tree_move(tree, second, field, RELATA_DEP_FLAT) && named)
    tag_as_one(tree, field, end > second ? end : second + 1, field);
}

void tree_repair_name(struct tree *tree, uint32_t token) {
  repair_behind_participle(tree, token);
  repair_siblings(tree, token);
  repair_hyphen(tree, token);
  repair_genitive_name(tree, token);
  repair_firm_ending(tree, token);
  repair_joined_field(tree, token);
}
