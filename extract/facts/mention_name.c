/* mention_name.c — where a name begins: behind titles, callings, descriptions
 * and owners, by the analyser's names and the tree.
 */
#include "extract/facts/facts.h"

struct token_range name_around(const struct tree *tree, uint32_t token) {
  const struct relata_token *tokens = tree->tokens;
  const struct relata_sentence *sentence = tree_sentence(tree, token);
  struct token_range name = { token, token };
  if (!tokens[token].name_type)
    return name;
  while (name.first > sentence->first && !tokens[name.first].name_begins &&
         tokens[name.first - 1].name_type == tokens[token].name_type)
    name.first--;
  for (name.end = token + 1; name.end < sentence->end && !tokens[name.end].name_begins &&
                             tokens[name.end].name_type == tokens[token].name_type;)
    name.end++;
  return name;
}

bool name_has_title(const struct tree *tree, uint32_t title, uint32_t head) {
  const bool person = tree->tokens[head].name_type == RELATA_NAME_PER; /* "Dr. King" */
  return !person && (name_around(tree, head).first <= title || tree_in(tree, head, WORD_GROUP_NOUN) ||
                     tree_in(tree, head, WORD_TITLE));
}

static bool word_before_name(const struct tree *tree, uint32_t token) {
  switch (tree_upos(tree, token)) {
  case RELATA_NOUN:
  case RELATA_ADJ:
  case RELATA_PUNCT:
  case RELATA_ADP:
  case RELATA_PART:
    return true;
  default:
    return tree_in(tree, token, WORD_TITLE);
  }
}

/* "neighboring Turkey": a participle that the tagger left out of the name. */
static uint32_t behind_participle(const struct tree *tree, const struct relata_mention *mention) {
  const struct relata_token *tokens = tree->document->tokens;
  uint32_t first = mention->label_first;
  while (first < mention->head && tokens[first].upos == RELATA_VERB && tokens[first].head == mention->head &&
         tree_base(tree, first) == RELATA_DEP_AMOD && tokens[first].name_type == RELATA_NAME_NONE)
    first++;
  return tokens[mention->head].name_type == RELATA_NAME_NONE ? mention->label_first : first;
}

/* "the Dock Workers' League", "the Women's Front": a plural with a capital names the body, and does not own it; but "the
 * Netherlands' Parliament". */
static bool is_plural_genitive(const struct tree *tree, uint32_t possessor, uint32_t head) {
  const struct relata_token *tokens = tree->tokens;
  return tokens[possessor].number == RELATA_PLUR && tree_is_capital(tree, possessor) && tree_is_capital(tree, head) &&
         tokens[possessor].name_type != RELATA_NAME_LOC &&
         (tokens[head].name_type == RELATA_NAME_NONE || tokens[head].name_type == RELATA_NAME_ORG);
}

/* "[Norway's] Oriel Group": whose it is does not belong to the name. */
static uint32_t behind_possessor(const struct tree *tree, const struct relata_mention *mention) {
  const struct token_range name = name_around(tree, mention->head);
  const uint32_t first = mention->label_first;
  for (uint32_t t = first; t < name.first; t++)
    if (tree_dep(tree, t) == RELATA_DEP_NMOD_POSS && !is_plural_genitive(tree, t, mention->head) && tree_head(tree, t) == mention->head && tree->low[t] == first &&
        tree->high[t] + 1 == name.first && name.first <= mention->head)
      return name.first;
  return first;
}

/* "the battery maker Helvar Cells": the name begins behind the last common noun. */
static uint32_t behind_description(const struct tree *tree, const struct relata_mention *mention) {
  if (tree_upos(tree, mention->head) != RELATA_PROPN)
    return mention->label_first;
  for (uint32_t t = mention->head; t-- > mention->label_first;)
    if (tree_upos(tree, t) == RELATA_NOUN && !tree_is_capital(tree, t) && tree_head(tree, t) == mention->head &&
        (tree_base(tree, t) == RELATA_DEP_COMPOUND || tree_dep(tree, t) == RELATA_DEP_NMOD_DESC) &&
        tree_upos(tree, t + 1) == RELATA_PROPN)
      return t + 1;
  const uint32_t owned = behind_possessor(tree, mention);
  return owned > mention->label_first ? owned : behind_participle(tree, mention);
}

/* "[Secretary of State] Ann Lund": behind the title with all that hangs on it,
 * and with what the tagger left out of the person's name. */
static uint32_t behind_title(const struct tree *tree, uint32_t title, uint32_t head) {
  uint32_t first = title + 1;
  if (tree->high[title] < head)
    first = tree->high[title] + 1;
  const struct token_range name = name_around(tree, head);
  const bool preposition = tree_upos(tree, title + 1) == RELATA_ADP;
  return preposition && tree->tokens[head].name_type == RELATA_NAME_PER && name.first > first ? name.first : first;
}

/* "Chief [Executive] Ann Lund", "Oriel [banker] Ann Lund": a noun for people that the tagger leaves out of the name. */
static bool is_calling(const struct tree *tree, uint32_t token, uint32_t head) {
  if (tree->tokens[token].name_type || tree_head(tree, token) != head)
    return false;
  const bool common = tree_upos(tree, token) == RELATA_NOUN ||
                      (tree_upos(tree, token) == RELATA_PROPN && tree->tokens[head].name_type); /* "President-[elect]" */
  return (common && !tree_is_capital(tree, token)) ||
         (tree_in(tree, token, WORD_PERSON_NOUN) && tree->tokens[head].name_type &&
          name_around(tree, head).first == token + 1);
}

/* "the Norland Party's [Shah] [Ann Lund]": nobody's name has a genitive in it. */
static uint32_t behind_genitive(const struct tree *tree, uint32_t first, uint32_t head) {
  for (uint32_t t = head; t-- > first;)
    if (tree_upos(tree, t) == RELATA_PART && t + 1 <= head)
      return t + 1;
  return first;
}

uint32_t mention_name_first(const struct tree *tree, const struct relata_mention *mention) {
  uint32_t first = mention->label_first;
  if (mention->named && mention->type != RELATA_PERSON)
    return behind_description(tree, mention);
  if (mention->type != RELATA_PERSON || !mention->named)
    return first;
  for (uint32_t t = mention->label_first; t < mention->head; t++)
    if (tree_in(tree, t, WORD_TITLE) && !name_has_title(tree, t, mention->head))
      first = behind_title(tree, t, mention->head);
    else if (is_calling(tree, t, mention->head))
      first = t + 1;
  const bool office = tree_in(tree, mention->head, WORD_TITLE) && tree->tokens[mention->head].name_type != RELATA_NAME_PER;
  if (!office) /* "Norland's President" is one */
    first = behind_genitive(tree, first, mention->head);
  while (first < mention->head && word_before_name(tree, first) && !office)
    first++;
  return first;
}

/* "[Mr.] Lund", "[Mrs] Roe": no person beside the name. */
static bool is_courtesy(const struct tree *tree, uint32_t token) {
  return tree_base(tree, token) == RELATA_DEP_NMOD && tree_head(tree, token) == token + 1 &&
         name_word_is(tree->tokens[token].form, NAME_COURTESY);
}

/* Is a word of the name before its head joined with another: "the [Food and Drug] Authority"? */
static bool is_joined(const struct tree *tree, uint32_t field, uint32_t head) {
  for (uint32_t t = field + 1; t < head; t++)
    if (tree_upos(tree, t) == RELATA_CCONJ && tree_head(tree, t) != RELATA_NONE &&
        (tree_head(tree, t) == field || tree_head(tree, tree_head(tree, t)) == field))
      return true;
  return false;
}

/* "the [Food] and [Drug] Authority", "the National [Drugs] Bureau": fields, and no bodies. */
static bool is_field_of_name(const struct tree *tree, uint32_t token) {
  const bool second = tree_dep(tree, token) == RELATA_DEP_CONJ;
  const uint32_t field = second ? tree_head(tree, token) : token, head = tree_head(tree, field);
  const struct token_range name = name_around(tree, field);
  if (tree_base(tree, field) != RELATA_DEP_COMPOUND || tree->tokens[field].name_type != RELATA_NAME_ORG ||
      head < name.first || head >= name.end || token < name.first || token >= name.end)
    return false;
  return name_word_is(tree->tokens[field].form, NAME_FIELD_WORD) || is_joined(tree, field, head);
}

bool name_has_inside(const struct tree *tree, uint32_t token) {
  return is_courtesy(tree, token) || is_field_of_name(tree, token);
}
