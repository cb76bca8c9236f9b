/* mention.c — noun phrases, names and pronouns that can be entities.
 *
 * A mention is found by its head word.  Its span is the whole phrase with its
 * clauses; its label the short form a reader would call it by: "Syrian
 * rebels", not "of the Syrian rebels who …".
 */
#include "extract/facts/facts.h"

#include <ctype.h>
#include <string.h>

/* ------------------------------------------------------------- kinds of heads */

static bool token_begins_sentence(const struct tree *tree, uint32_t token) {
  return tree_sentence(tree, token)->first == token;
}

/* "anti-Assad", "pro-government" as one word: the bytes before what is meant; 0 if it is none. */
static size_t prefix_length(const struct tree *tree, uint32_t token) {
  const struct relata_str form = tree->tokens[token].form;
  const char *hyphen = form.len > 4 ? memchr(form.data, '-', 8 < form.len ? 8 : form.len) : NULL;
  const size_t length = hyphen ? (size_t)(hyphen - form.data) : 0;
  if (!length || length + 2 > form.len ||
      !words_in(words_find((struct relata_str){ form.data, length }), WORD_PREFIX_WORD))
    return 0;
  return length + 1;
}

/* An adjective that only a longer name has: "Syrian [Arab] Army". */
static bool adjective_is_of_name(const struct tree *tree, uint32_t token) {
  const struct relata_token *adjective = &tree->tokens[token];
  return adjective->name_type == RELATA_NAME_ORG && !adjective->name_begins;
}

/* "[Ann] Lund" where the tree has a compound: no person beside the other. */
static bool is_half_of_person(const struct tree *tree, uint32_t token) {
  const struct token_range name = name_around(tree, token);
  return tree->tokens[token].mention_type == RELATA_PERSON && tree_upos(tree, token) == RELATA_PROPN &&
         name.first < tree_head(tree, token) && tree_head(tree, token) < name.end;
}

/* "the [Prime] Minister", "the [Chief] Justice". */
static bool is_half_of_title(const struct tree *tree, uint32_t token) {
  return tree_base(tree, token) == RELATA_DEP_AMOD && !tree->tokens[token].name_type &&
         (tree_in(tree, token, WORD_TITLE) || tree_in(tree, token, WORD_EPITHET)) &&
         tree_is_capital(tree, tree_head(tree, token));
}

/* "[North] Korean envoys", "[Sri] Lankan troops": the first half of an adjective of two words. */
static bool is_half_of_adjective(const struct tree *tree, uint32_t token) {
  const uint32_t head = tree_head(tree, token);
  const enum relata_dep base = tree_base(tree, token);
  return head == token + 1 && (base == RELATA_DEP_COMPOUND || base == RELATA_DEP_AMOD) &&
         tree_upos(tree, head) == RELATA_ADJ && tree_is_capital(tree, head) && tree_is_capital(tree, token) &&
         (tree_base(tree, head) == RELATA_DEP_AMOD || tree_base(tree, head) == RELATA_DEP_CONJ) &&
         (tree_upos(tree, token) == RELATA_PROPN || tree_in(tree, token, WORD_DIRECTION));
}

/* "the [National] Guard", "the [Civilian] Casualty Team", "[District] Judge Lund": a word of a longer name or title. */
static bool is_generic_in_name(const struct tree *tree, uint32_t token) {
  const uint32_t head = tree_head(tree, token);
  return name_word_is(tree->tokens[token].lemma, NAME_GENERIC_WORD) && tree_is_capital(tree, token) &&
         tree_is_capital(tree, head) && (tree->tokens[head].name_type || tree_in(tree, head, WORD_TITLE));
}

/* "at [Camp] Holm", "in [Port] Lund": half of a place's name, and no place; but "[Oslo] Airport". */
static bool is_half_of_place(const struct tree *tree, uint32_t token) {
  const uint32_t head = tree_head(tree, token);
  const struct token_range name = name_around(tree, token);
  return tree->tokens[token].name_type == RELATA_NAME_LOC && tree_base(tree, token) == RELATA_DEP_COMPOUND &&
         tree_upos(tree, head) == RELATA_PROPN && head == token + 1 && name.first == token && name.end == head + 1 &&
         !tree_in(tree, head, WORD_PLACE_NOUN) && !tree_in(tree, head, WORD_GROUP_NOUN);
}

/* A compound or adjective names something by itself: "NATO ally", "Turkish troops". */
static bool modifier_is_mention(const struct tree *tree, uint32_t token) {
  const enum relata_upos upos = tree_upos(tree, token);
  if (prefix_length(tree, token))
    return true;
  if (is_generic_in_name(tree, token) || is_half_of_place(tree, token))
    return false;
  if (is_half_of_person(tree, token) || is_half_of_title(tree, token) || is_half_of_adjective(tree, token))
    return false;
  if (tree->tokens[token].mention_type)
    return upos == RELATA_NOUN || upos == RELATA_PROPN || upos == RELATA_ADJ;
  if (upos == RELATA_ADJ && adjective_is_of_name(tree, token))
    return false;
  if (upos == RELATA_ADJ && tree_in(tree, token, WORD_PERSON_NOUN)) /* "militant attacks" */
    return true;
  if (upos == RELATA_ADJ)
    return tree_is_capital(tree, token);
  if (upos != RELATA_PROPN)
    return upos == RELATA_NOUN && (tree_in(tree, token, WORD_GROUP_NOUN) || tree_in(tree, token, WORD_PERSON_NOUN));
  const uint32_t head = tree_head(tree, token);
  return head != RELATA_NONE && tree_upos(tree, head) != RELATA_PROPN;
}

/* Relative pronouns are no mentions: clauses put their antecedent in their place. */
static bool pronoun_can_mean(const struct tree *tree, uint32_t token) {
  const uint64_t sets = words_find(tree->tokens[token].form);
  if (tree_is_relative(tree, token))
    return false;
  return words_in(sets, WORD_PRONOUN_HE) || words_in(sets, WORD_PRONOUN_SHE) || words_in(sets, WORD_PRONOUN_IT) ||
         words_in(sets, WORD_PRONOUN_THEY) || words_in(sets, WORD_PRONOUN_SPEAKER) ||
         words_in(sets, WORD_PRONOUN_HEARER) || words_in(sets, WORD_PRONOUN_EMPTY);
}

static bool number_is_head(const struct tree *tree, uint32_t token) {
  switch (tree_base(tree, token)) {
  case RELATA_DEP_NSUBJ:
  case RELATA_DEP_OBJ:
  case RELATA_DEP_IOBJ:
  case RELATA_DEP_OBL:
  case RELATA_DEP_NMOD:
  case RELATA_DEP_CONJ:
    return true;
  default:
    return false;
  }
}

static bool token_heads_mention(const struct tree *tree, uint32_t token) {
  const enum relata_dep base = tree_base(tree, token);
  if (base == RELATA_DEP_FLAT || base == RELATA_DEP_FIXED || base == RELATA_DEP_GOESWITH || base == RELATA_DEP_CASE ||
      base == RELATA_DEP_PUNCT || base == RELATA_DEP_CC || base == RELATA_DEP_MARK || base == RELATA_DEP_EXPL ||
      base == RELATA_DEP_DISCOURSE || name_has_inside(tree, token))
    return false;
  if (base == RELATA_DEP_COMPOUND || base == RELATA_DEP_AMOD)
    return modifier_is_mention(tree, token);
  switch (tree_upos(tree, token)) {
  case RELATA_NOUN:
  case RELATA_PROPN:
    return true;
  case RELATA_PRON:
    return pronoun_can_mean(tree, token);
  case RELATA_NUM:
  case RELATA_DET: /* "all of them", "many fled" */
  case RELATA_SYM:
  case RELATA_X:
    return number_is_head(tree, token);
  case RELATA_ADJ: /* "the wounded", "Russian and Turkish troops" */
    return base == RELATA_DEP_CONJ ? modifier_is_mention(tree, token) || tree->tokens[token].mention_type
                                   : number_is_head(tree, token);
  default:
    return false;
  }
}

/* ------------------------------------------------------------- spans and labels */

static bool dep_stays_in_span(const struct tree *tree, uint32_t child) {
  switch (tree_base(tree, child)) {
  case RELATA_DEP_AMOD:
  case RELATA_DEP_COMPOUND:
  case RELATA_DEP_NUMMOD:
  case RELATA_DEP_FLAT:
  case RELATA_DEP_NMOD:
  case RELATA_DEP_ACL:
  case RELATA_DEP_DET:
  case RELATA_DEP_FIXED:
  case RELATA_DEP_GOESWITH:
    return true;
  case RELATA_DEP_ADVMOD:
    return !tree_is_predicate(tree, tree_head(tree, child));
  default:
    return false;
  }
}

static bool form_is_hyphen(const struct tree *tree, uint32_t token) {
  return tree_form_is(tree, token, "-") || tree_form_is(tree, token, "–");
}

/* Words between the phrase and a farther child that do not cut it off. */
static bool dep_is_glue(enum relata_dep base) { return base == RELATA_DEP_PUNCT; }

static struct token_range span_of(const struct tree *tree, uint32_t head) {
  const struct tree_list children = tree_children(tree, head);
  struct token_range span = { head, head + 1 };
  size_t after = 0;
  while (after < children.count && children.items[after] < head)
    after++;
  for (size_t i = after; i-- > 0;) {
    const uint32_t child = children.items[i];
    if (dep_stays_in_span(tree, child))
      span.first = tree->low[child];
    else if (!dep_is_glue(tree_base(tree, child)))
      break;
  }
  for (size_t i = after; i < children.count; i++) {
    const uint32_t child = children.items[i];
    if (dep_stays_in_span(tree, child) ||
        (tree_base(tree, child) == RELATA_DEP_CASE && tree_upos(tree, child) == RELATA_PART))
      span.end = tree->high[child] + 1;
    else if (!dep_is_glue(tree_base(tree, child)))
      break;
  }
  return span;
}

/* Adjectives that say something about a name but are no part of it, "neighboring Turkey"; of a title they are: "Chief
 * Justice". */
static bool adjective_is_part(const struct tree *tree, uint32_t adjective, uint32_t head) {
  if (tree_upos(tree, head) != RELATA_PROPN || tree_in(tree, adjective, WORD_DIRECTION))
    return true;
  return tree_is_capital(tree, adjective) && (!tree_in(tree, adjective, WORD_EPITHET) || !tree->tokens[head].name_type);
}

static bool child_stays_left(const struct tree *tree, uint32_t child, uint32_t head) {
  switch (tree_base(tree, child)) {
  case RELATA_DEP_AMOD:
    return adjective_is_part(tree, child, head);
  case RELATA_DEP_NMOD: /* "at least 20" */
    return tree_upos(tree, head) != RELATA_NUM || tree_child_base(tree, child, RELATA_DEP_CASE) == RELATA_NONE;
  case RELATA_DEP_COMPOUND:
  case RELATA_DEP_NUMMOD:
  case RELATA_DEP_FLAT:
  case RELATA_DEP_GOESWITH:
    return true;
  case RELATA_DEP_ADVMOD: /* "at least 25 people" hangs on the number */
    return false;
  default:
    return false;
  }
}

static bool label_is_trimmed(const struct tree *tree, uint32_t token) {
  switch (tree_base(tree, token)) {
  case RELATA_DEP_DET:
  case RELATA_DEP_PUNCT:
  case RELATA_DEP_CC:
  case RELATA_DEP_CASE:
  case RELATA_DEP_MARK:
  case RELATA_DEP_COP:
  case RELATA_DEP_AUX:
    return true;
  case RELATA_DEP_NMOD:
    return tree_upos(tree, token) == RELATA_PRON; /* "its outposts" */
  default:
    return false;
  }
}

/* "[half a] million", "[several] hundred": it belongs to the number. */
static bool multiplies(const struct tree *tree, uint32_t token) {
  return tree_form_is(tree, token, "half") || tree_form_is(tree, token, "quarter") ||
         tree_form_is(tree, token, "several") || tree_form_is(tree, token, "many");
}

/* "at least 33 soldiers": the label begins with the number. */
static uint32_t child_first(const struct tree *tree, uint32_t child) {
  uint32_t first = tree->low[child];
  if (tree_base(tree, child) != RELATA_DEP_NUMMOD)
    return first;
  while (first < child && !multiplies(tree, first) &&
         (tree_upos(tree, first) == RELATA_ADP || tree_upos(tree, first) == RELATA_ADV ||
          tree_upos(tree, first) == RELATA_ADJ || tree_upos(tree, first) == RELATA_DET))
    first++;
  return first;
}

static uint32_t label_left(const struct tree *tree, uint32_t head) {
  const struct tree_list children = tree_children(tree, head);
  uint32_t first = head;
  for (size_t i = children.count; i-- > 0;) {
    const uint32_t child = children.items[i];
    if (child > head)
      continue;
    if (child_stays_left(tree, child, head) && tree->high[child] < first)
      first = child_first(tree, child);
    else if (tree_base(tree, child) != RELATA_DEP_PUNCT)
      break;
  }
  return first;
}

static bool ends_with_digit(const struct tree *tree, uint32_t token) {
  const struct relata_str form = tree->tokens[token].form;
  return form.len && isdigit((unsigned char)form.data[form.len - 1]);
}

/* "of", and what a name writes: "Center for Disease Control". */
static bool child_stays_right(const struct tree *tree, uint32_t child, uint32_t head) {
  switch (tree_base(tree, child)) {
  case RELATA_DEP_FLAT:
  case RELATA_DEP_COMPOUND:
  case RELATA_DEP_GOESWITH:
    return true;
  case RELATA_DEP_NUMMOD: /* "$ 3 million", "R4,2 million" */
    return tree_upos(tree, head) == RELATA_PROPN || tree_upos(tree, head) == RELATA_SYM ||
           (tree->tokens[head].end == tree->tokens[head + 1].begin && ends_with_digit(tree, head));
  case RELATA_DEP_NMOD: {
    const uint32_t preposition = tree_child_base(tree, child, RELATA_DEP_CASE);
    const bool before = preposition != RELATA_NONE && preposition < child;
    return before && (tree_form_is(tree, preposition, "of") || /* "brother-in-law" */
                      (preposition == head + 2 && form_is_hyphen(tree, head + 1) && form_is_hyphen(tree, head + 3)));
  }
  default:
    return false;
  }
}

/* "agents of the Bureau of Mines [and Quarries]": not only half of the name. */
static uint32_t end_of_name(const struct tree *tree, uint32_t head, uint32_t last, uint32_t end) {
  const struct token_range name = name_around(tree, last);
  const uint32_t above = tree_head(tree, last);
  const bool inside = tree->tokens[last].name_type == RELATA_NAME_ORG && above != RELATA_NONE && above >= name.first &&
                      above < name.end;
  return inside && name.end > end && name.end <= tree->high[head] + 1 ? name.end : end;
}

static uint32_t label_right(const struct tree *tree, uint32_t head) {
  uint32_t end = head + 1, last = head;
  for (int depth = 0; depth < 4; depth++) {
    const struct tree_list children = tree_children(tree, last);
    uint32_t next = RELATA_NONE;
    for (size_t i = 0; i < children.count && next == RELATA_NONE; i++) {
      const uint32_t child = children.items[i];
      if (child < last)
        continue;
      if (form_is_hyphen(tree, child))
        continue;
      if (!child_stays_right(tree, child, last))
        break;
      if (tree_base(tree, child) != RELATA_DEP_NMOD)
        end = tree->high[child] + 1;
      else if (tree->tokens[head].name_type != RELATA_NAME_PER) /* not "Lea Brandt of Norway" */
        next = child;
      else
        break;
    }
    if (next == RELATA_NONE || tree_upos(tree, next) == RELATA_PRON)
      break;
    last = next;
    end = next + 1;
  }
  return end_of_name(tree, head, last, end);
}

/* "Brandt and Aurelia" under one tag: two names. */
static bool name_is_several(const struct tree *tree, struct token_range name, uint32_t head) {
  for (uint32_t t = head + 1; t < name.end; t++)
    if (tree_form_is(tree, t, "and") && tree_base(tree, t) == RELATA_DEP_CC &&
        tree_base(tree, tree_head(tree, t)) == RELATA_DEP_CONJ && tree_head(tree, tree_head(tree, t)) == head)
      return true;
  return false;
}

/* "St John[’s], Antigua": nothing that the name possesses follows. */
static bool is_apostrophe_of_name(const struct tree *tree, uint32_t head, uint32_t token) {
  return token <= tree->high[head] && tree_upos(tree, token) == RELATA_PART && tree_head(tree, token) == head &&
         tree->tokens[head].name_type && tree->tokens[token - 1].end == tree->tokens[token].begin &&
         tree_dep(tree, head) != RELATA_DEP_NMOD_POSS;
}

/* "University of Paris[-Sud]", "Dublin North[-Central]": the other half of a name with a dash, no name by itself. */
static bool is_behind_dash(const struct tree *tree, struct token_range label, uint32_t dash) {
  const struct relata_token *tokens = tree->tokens;
  const uint32_t half = dash + 1;
  return half < tree_sentence(tree, dash)->end && form_is_hyphen(tree, dash) && tokens[dash - 1].name_type &&
         tree_upos(tree, dash - 1) == RELATA_PROPN && tree_upos(tree, half) == RELATA_PROPN && !tokens[half].name_type &&
         tokens[dash - 1].end == tokens[dash].begin && tokens[dash].end == tokens[half].begin &&
         tree_head(tree, half) != RELATA_NONE && tree_head(tree, half) >= label.first && tree_head(tree, half) < label.end;
}

static uint32_t label_grown(const struct tree *tree, uint32_t head, struct token_range label) {
  const uint32_t end = tree_sentence(tree, head)->end;
  if (label.end < end && is_apostrophe_of_name(tree, head, label.end))
    return label.end + 1;
  return label.end < end && is_behind_dash(tree, label, label.end) ? label.end + 2 : label.end;
}

static struct token_range label_of(const struct tree *tree, uint32_t head) {
  struct token_range label = { label_left(tree, head), label_right(tree, head) };
  const struct token_range name = name_around(tree, head);
  if (name.end > name.first && name.first >= tree->low[head] && name.end <= tree->high[head] + 1 &&
      !name_is_several(tree, name, head)) {
    if (name.first < label.first)
      label.first = name.first;
    if (name.end > label.end)
      label.end = name.end;
  }
  while (label.first < head && label_is_trimmed(tree, label.first) && !form_is_hyphen(tree, label.first) &&
         !(multiplies(tree, label.first) && tree_upos(tree, tree_head(tree, label.first)) == RELATA_NUM))
    label.first++;
  while (label.end > head + 1 && tree_base(tree, label.end - 1) == RELATA_DEP_PUNCT)
    label.end--;
  label.end = label_grown(tree, head, label);
  return label;
}

static bool token_is_quote(const struct tree *tree, uint32_t token) {
  static const char *const marks[] = { "\"", "“", "”", "``", "''", "‘" };
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (relata_str_is(tree->tokens[token].form, marks[i]))
      return true;
  return false;
}

struct relata_str tokens_as_text(const struct tree *tree, uint32_t first, uint32_t end) {
  const struct relata_token *tokens = tree->tokens;
  size_t room = 1;
  for (uint32_t t = first; t < end; t++)
    room += tokens[t].form.len + 1;
  char *text = relata_arena_alloc(tree->document->arena, room);
  size_t length = 0;
  bool gap = false;
  for (uint32_t t = first; t < end; t++) {
    gap = gap || (t > first && tokens[t].begin > tokens[t - 1].end);
    if (token_is_quote(tree, t))
      continue;
    if (length && gap)
      text[length++] = ' ';
    gap = false;
    const bool hash = tokens[t].form.len > 1 && (tokens[t].form.data[0] == '#' || tokens[t].form.data[0] == '@');
    memcpy(text + length, tokens[t].form.data + hash, tokens[t].form.len - hash);
    length += tokens[t].form.len - hash;
  }
  return (struct relata_str){ text, length };
}

/* ------------------------------------------------------------- what it is */

/* Who counts in "dozens of rebels": the rebels. */
uint32_t phrase_core(const struct tree *tree, uint32_t head) {
  for (int depth = 0; depth < 4; depth++) {
    const enum relata_upos upos = tree_upos(tree, head);
    if (!tree_in(tree, head, WORD_QUANTITY_NOUN) && upos != RELATA_NUM && upos != RELATA_DET)
      return head;
    uint32_t inner = RELATA_NONE;
    const struct tree_list children = tree_children(tree, head);
    for (size_t i = 0; i < children.count && inner == RELATA_NONE; i++)
      if (children.items[i] > head && child_stays_right(tree, children.items[i], head) &&
          tree_base(tree, children.items[i]) == RELATA_DEP_NMOD)
        inner = children.items[i];
    if (inner == RELATA_NONE)
      return head;
    head = inner;
  }
  return head;
}

static enum relata_mention_type type_of_name(enum relata_name_type name) {
  switch (name) {
  case RELATA_NAME_PER:
    return RELATA_PERSON;
  case RELATA_NAME_ORG:
    return RELATA_ORGANIZATION;
  case RELATA_NAME_LOC:
    return RELATA_PLACE;
  default:
    return RELATA_MENTION_NONE;
  }
}

static enum relata_mention_type type_of_word(const struct tree *tree, uint32_t head) {
  if (tree_upos(tree, head) == RELATA_PROPN && (tree_in(tree, head, WORD_FEMALE) || tree_in(tree, head, WORD_MALE)))
    return RELATA_PERSON;
  if (tree_in(tree, head, WORD_PERSON_NOUN))
    return RELATA_PERSON;
  if (tree_in(tree, head, WORD_TIME_NOUN))
    return RELATA_TIME;
  if (tree_in(tree, head, WORD_PLACE_NOUN))
    return RELATA_PLACE;
  if (tree_in(tree, head, WORD_GROUP_NOUN))
    return RELATA_ORGANIZATION;
  if (tree_in(tree, head, WORD_EVENT_NOUN))
    return RELATA_EVENT;
  return RELATA_MENTION_NONE;
}

static bool has_title(const struct tree *tree, uint32_t head) {
  const struct tree_list children = tree_children(tree, head);
  for (size_t i = 0; i < children.count && children.items[i] < head; i++)
    if (tree_in(tree, children.items[i], WORD_TITLE) && tree_base(tree, children.items[i]) != RELATA_DEP_DET &&
        !name_has_title(tree, children.items[i], head))
      return true;
  return false;
}

static enum relata_mention_type type_of(const struct tree *tree, uint32_t head) {
  head = phrase_core(tree, head);
  const struct relata_token *token = &tree->tokens[head];
  if (token->upos == RELATA_PRON) {
    const uint64_t sets = words_find(token->form);
    if (words_in(sets, WORD_PRONOUN_HE) || words_in(sets, WORD_PRONOUN_SHE) || words_in(sets, WORD_PRONOUN_SPEAKER) ||
        words_in(sets, WORD_PRONOUN_HEARER))
      return RELATA_PERSON;
    return (enum relata_mention_type)token->mention_type;
  }
  if (token->upos == RELATA_NOUN && tree_in(tree, head, WORD_TIME_NOUN))
    return RELATA_TIME;
  if (token->upos == RELATA_PROPN && has_title(tree, head))
    return RELATA_PERSON;
  if (token->mention_type)
    return (enum relata_mention_type)token->mention_type;
  const enum relata_mention_type by_name = type_of_name((enum relata_name_type)token->name_type);
  return by_name ? by_name : type_of_word(tree, head);
}

static enum relata_number number_of(const struct tree *tree, uint32_t head) {
  const struct relata_token *token = &tree->tokens[head];
  if (token->upos == RELATA_PRON) {
    const uint64_t sets = words_find(token->form);
    if (words_in(sets, WORD_PRONOUN_THEY))
      return RELATA_PLUR;
    if (words_in(sets, WORD_PRONOUN_HE) || words_in(sets, WORD_PRONOUN_SHE) || words_in(sets, WORD_PRONOUN_IT))
      return RELATA_SING;
  }
  if (tree_in(tree, head, WORD_PLURAL_NOUN) || words_in(words_find(token->form), WORD_PLURAL_NOUN))
    return RELATA_PLUR;
  if (token->number)
    return (enum relata_number)token->number;
  if (token->upos == RELATA_NUM || token->upos == RELATA_DET)
    return tree_form_is(tree, head, "one") ? RELATA_SING : RELATA_PLUR;
  if (token->upos == RELATA_NOUN && tree_form_ends(tree, head, "s") && !relata_str_equal(token->form, token->lemma))
    return RELATA_PLUR;
  return RELATA_SING;
}

static void determine(const struct tree *tree, struct relata_mention *mention) {
  const struct tree_list children = tree_children(tree, mention->head);
  bool determined = false;
  for (size_t i = 0; i < children.count; i++) {
    const uint32_t child = children.items[i];
    const enum relata_dep base = tree_base(tree, child);
    if (base == RELATA_DEP_DET) {
      determined = true;
      if (tree_form_is(tree, child, "the") || tree_in(tree, child, WORD_DEMONSTRATIVE))
        mention->definite = true;
      if (tree_form_is(tree, child, "any") || tree_form_is(tree, child, "every"))
        mention->generic = true;
    } else if (tree_dep(tree, child) == RELATA_DEP_NMOD_POSS) {
      mention->definite = determined = true;
    } else if (base == RELATA_DEP_NUMMOD || base == RELATA_DEP_ACL || base == RELATA_DEP_AMOD ||
               base == RELATA_DEP_NMOD || base == RELATA_DEP_COMPOUND) {
      determined = true;
    }
  }
  if (mention->named || mention->pronoun)
    mention->definite = true;
  else if (!determined && mention->number == RELATA_PLUR)
    mention->generic = true;
}

/* The mention is what stands behind the prefix. */
static void mention_cut(struct relata_mention *mention, size_t prefix) {
  mention->label = (struct relata_str){ mention->label.data + prefix, mention->label.len - prefix };
  mention->begin += (uint32_t)prefix;
  mention->named = mention->label.len && isupper((unsigned char)mention->label.data[0]);
}

static struct relata_mention mention_of(const struct tree *tree, uint32_t head) {
  const struct relata_token *tokens = tree->tokens;
  const enum relata_dep base = tree_base(tree, head);
  struct token_range span = span_of(tree, head);
  const struct token_range label = label_of(tree, head);
  struct relata_mention mention = { .head = head, .core = phrase_core(tree, head), .cluster = RELATA_NONE };
  const size_t prefix = base == RELATA_DEP_AMOD || base == RELATA_DEP_COMPOUND ? prefix_length(tree, head) : 0;
  mention.modifier = prefix || (tree_upos(tree, head) == RELATA_ADJ && (base == RELATA_DEP_AMOD || base == RELATA_DEP_CONJ));
  const bool two = !prefix && head > 0 && tree_head(tree, head - 1) == head && is_half_of_adjective(tree, head - 1);
  if (mention.modifier)
    span = (struct token_range){ head - two, head + 1 };
  mention.first = span.first;
  mention.end = span.end;
  mention.label_first = mention.modifier ? span.first : label.first;
  mention.label_end = mention.modifier ? head + 1 : label.end;
  mention.begin = tokens[span.first].begin;
  mention.end_byte = tokens[span.end - 1].end;
  mention.pronoun = tree_upos(tree, head) == RELATA_PRON;
  mention.named = !mention.pronoun && (tree_upos(tree, head) == RELATA_PROPN || (mention.modifier && tree_is_capital(tree, head) && !token_begins_sentence(tree, head)) ||
                                       (tokens[head].name_type && tree_is_capital(tree, head)));
  mention.refers = tokens[head].mention_type != RELATA_MENTION_NONE;
  mention.type = (uint8_t)type_of(tree, head);
  mention.number = (uint8_t)number_of(tree, head);
  mention.name_first = mention_name_first(tree, &mention);
  mention.label = tokens_as_text(tree, mention.label_first, mention.label_end);
  if (prefix)
    mention_cut(&mention, prefix);
  determine(tree, &mention);
  return mention;
}

enum relata_status mentions_find(struct relata_document *document, const struct tree *tree) {
  size_t count = 0;
  for (uint32_t t = 0; t < document->token_count; t++)
    count += token_heads_mention(tree, t);
  document->mentions = relata_arena_alloc(document->arena, (count + 1) * sizeof *document->mentions);
  document->mention_count = 0;
  for (uint32_t t = 0; t < document->token_count; t++)
    if (token_heads_mention(tree, t))
      document->mentions[document->mention_count++] = mention_of(tree, t);
  return RELATA_OK;
}
