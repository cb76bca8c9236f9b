/* Repairs of names: halves that hang side by side, names with a hyphen, with "and" and "&" or a preposition in them,
 * bodies that are called after those who make them. */
#include <ctype.h>

#include "extract/facts/facts.h"

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
  if (is_first(tree, token) || !name_word_is(tree->tokens[token].form, NAME_FIRM_ENDING) ||
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

/* ------------------------------------------------------------- names with "and" and "&" */

/* A word with a capital that the tagger holds for no name. */
static bool is_left_out(const struct tree *tree, uint32_t token) {
  const struct relata_str form = tree->tokens[token].form;
  const enum relata_upos upos = tree_upos(tree, token);
  return tree->tokens[token].name_type == RELATA_NAME_NONE && form.len && isupper((unsigned char)form.data[0]) &&
         (upos == RELATA_PROPN || upos == RELATA_NOUN || upos == RELATA_ADJ);
}

static bool is_body_word(const struct tree *tree, uint32_t token) {
  return bodies_find(tree->tokens[token].form) || tree_in(tree, token, WORD_GROUP_NOUN) ||
         tree_in(tree, token, WORD_NAME_ENDING);
}

/* "the [Council] and Harbour Authority", "the [British] and Lund Group": one by itself. */
static bool is_name_alone(const struct tree *tree, uint32_t token) {
  return tree_upos(tree, token) == RELATA_ADJ || is_body_word(tree, token) || places_find(tree->tokens[token].form) ||
         tree_in(tree, token, WORD_TITLE) || tree_in(tree, token, WORD_PERSON_NOUN);
}

/* "the [Trade] and [conj Markets] [conj Authority]": what hangs on the first half word by word is no name of its own. */
static bool falls_apart(const struct tree *tree, uint32_t top, uint32_t last) {
  const struct token_range name = name_around(tree, top);
  return tree->tokens[top].name_type == RELATA_NAME_ORG && name.first == top && name.end == top + 1 &&
         tree_base(tree, last) == RELATA_DEP_CONJ && tree_head(tree, last) == top &&
         tree_base(tree, last - 1) == RELATA_DEP_CONJ && tree_head(tree, last - 1) == top;
}

/* The last word becomes the head of the name, and of all that hung on its first half. */
static bool name_is_hung(struct tree *tree, uint32_t first, uint32_t top, uint32_t last) {
  const uint32_t above = tree_head(tree, top);
  if (above == RELATA_NONE || !tree_move(tree, last, above, tree_dep(tree, top)))
    return false;
  tree_move(tree, top, last, RELATA_DEP_COMPOUND);
  for (bool moved = true; moved;) {
    const struct tree_list children = tree_children(tree, top);
    moved = false;
    for (size_t k = 0; k < children.count && !moved; k++)
      if (children.items[k] < first || children.items[k] > last)
        moved = tree_move(tree, children.items[k], last, tree_dep(tree, children.items[k]));
  }
  return true;
}

/* The name's last word is the body, an article stands before its first, and both halves hang together. */
static void repair_joined_name(struct tree *tree, uint32_t token) {
  const struct relata_sentence *sentence = tree_sentence(tree, token);
  struct relata_token *tokens = tree->document->tokens;
  uint32_t first = token;
  if (tree_base(tree, token) != RELATA_DEP_CC || !tree_form_is(tree, token, "and") || token + 2 >= sentence->end ||
      tokens[token].name_type || tokens[token + 1].name_type != RELATA_NAME_ORG)
    return;
  const struct token_range behind = name_around(tree, token + 1);
  const uint32_t top = token - 1, last = behind.end - 1;
  if (first > sentence->first && falls_apart(tree, top, last))
    first--;
  while (first > sentence->first && is_left_out(tree, first - 1))
    first--;
  if (first == token || first == sentence->first || tree_upos(tree, first - 1) != RELATA_DET ||
      is_name_alone(tree, top) || behind.first != token + 1 || last == behind.first || !is_body_word(tree, last) ||
      tree_head(tree, last) == RELATA_NONE ||
      !(tree_head(tree, last) == top || tree_head(tree, tree_head(tree, last)) == top) ||
      !name_is_hung(tree, first, top, last))
    return;
  for (uint32_t t = first; t <= token + 1; t++) {
    tokens[t].name_type = RELATA_NAME_ORG;
    tokens[t].name_begins = t == first;
  }
}

static bool tells(const struct tree *tree, uint32_t token, enum name_set set) {
  return name_word_is(tree->tokens[token].form, set);
}

static void tag_as_body(struct tree *tree, uint32_t first, uint32_t end, uint32_t head) {
  tree->document->tokens[head].name_type = RELATA_NAME_ORG;
  tree->document->tokens[head].mention_type = RELATA_ORGANIZATION;
  for (uint32_t t = first; t < end; t++) {
    tree->document->tokens[t].name_type = RELATA_NAME_ORG;
    tree->document->tokens[t].name_begins = t == first;
  }
}

/* "the Garda National Drugs [and Organised Crime Bureau]": drugs are no body; one article stands before both. */
static void repair_joined_body(struct tree *tree, uint32_t cc) {
  const struct relata_sentence *sentence = tree_sentence(tree, cc);
  if (!tree_form_is(tree, cc, "and") || tree_base(tree, cc) != RELATA_DEP_CC || is_first(tree, cc) ||
      cc + 1 >= sentence->end || tree->tokens[cc + 1].name_type != RELATA_NAME_ORG)
    return;
  const struct token_range before = name_around(tree, cc - 1), behind = name_around(tree, cc + 1);
  const uint32_t top = cc - 1, last = behind.end - 1;
  if (tree->tokens[top].name_type != RELATA_NAME_ORG || before.end != cc || behind.first != cc + 1 ||
      before.first == sentence->first || tree_upos(tree, before.first - 1) != RELATA_DET ||
      !tells(tree, top, NAME_FIELD_WORD) || last == behind.first || !is_body_word(tree, last) ||
      tree_base(tree, last) != RELATA_DEP_CONJ || tree_head(tree, last) != top ||
      !name_is_hung(tree, before.first - 1, top, last))
    return;
  tag_as_body(tree, before.first, behind.end, last);
}

/* The words with a capital from `token` to the left or, with `step` 1, to the right. */
static uint32_t capitals_from(const struct tree *tree, uint32_t token, int step) {
  const struct relata_sentence *sentence = tree_sentence(tree, token);
  for (;;) {
    const uint32_t next = step > 0 ? token + 1 : token - 1;
    if (next < sentence->first || next >= sentence->end || token == (step > 0 ? sentence->end : sentence->first) ||
        !tree_is_capital(tree, next) || tree_upos(tree, next) == RELATA_DET || tree_in(tree, next, WORD_TITLE) ||
        (tree_upos(tree, next) != RELATA_PROPN && tree_upos(tree, next) != RELATA_ADJ))
      return token;
    token = next;
  }
}

/* "Ann & Bob Lund": two. */
static bool are_first_names(const struct tree *tree, uint32_t left, uint32_t right) {
  return (tree_in(tree, left, WORD_FEMALE) || tree_in(tree, left, WORD_MALE)) &&
         (tree_in(tree, right, WORD_FEMALE) || tree_in(tree, right, WORD_MALE));
}

/* "Brandt, Holm, Lund & Roe": the first partner, when all before `left` hang on it word by word. */
static uint32_t partners_from(struct tree *tree, uint32_t left, uint32_t head) {
  uint32_t partner = left;
  while (partner > head + 1 && tree_dep(tree, partner) == RELATA_DEP_CONJ && tree_head(tree, partner) == head &&
         tree_form_is(tree, partner - 1, ",") && tree_upos(tree, partner - 2) == RELATA_PROPN)
    partner -= 2;
  if (partner != head)
    return left;
  for (uint32_t t = head + 2; t <= left; t += 2)
    tree_move(tree, t, head, RELATA_DEP_FLAT);
  return head;
}

/* "Lund & Roe", "Metals & Mines Weekly", "Lund and Sons": who writes "&" joins no two things, and sons are no firm. */
static void repair_ampersand(struct tree *tree, uint32_t cc) {
  const struct relata_sentence *sentence = tree_sentence(tree, cc);
  const uint32_t left = cc - 1, right = cc + 1;
  if (tree_upos(tree, cc) != RELATA_CCONJ || is_first(tree, cc) || right >= sentence->end ||
      !(tree_form_is(tree, cc, "&") || (tree_form_is(tree, cc, "and") && tells(tree, right, NAME_PARTNER_ENDING))) ||
      !tree_is_capital(tree, left) || !tree_is_capital(tree, right) || tree_upos(tree, left) == RELATA_PRON)
    return;
  const uint32_t second = tree_head(tree, cc), last = capitals_from(tree, right, 1);
  if (second < right || second > last || tree_dep(tree, second) != RELATA_DEP_CONJ ||
      are_first_names(tree, left, right))
    return;
  const uint32_t head = tree_head(tree, second);
  const uint32_t first = capitals_from(tree, partners_from(tree, left, head), -1);
  if (head < first || head > left || tree->low[second] < cc || !tree_move(tree, second, head, RELATA_DEP_FLAT))
    return;
  hand_over(tree, second, head);
  const uint32_t top = tree_head(tree, head);
  tag_as_body(tree, first, last + 1, top != RELATA_NONE && top > right && top <= last ? top : head);
}

/* Who has a firm for a master, or what it has: "the agent of Messrs. Lund and Roe", "the mills of …". */
static bool is_had_by_firm(const struct tree *tree, uint32_t noun) {
  return tree_upos(tree, noun) == RELATA_NOUN &&
         (tree_in(tree, noun, WORD_PERSON_NOUN) || tree_in(tree, noun, WORD_TITLE) ||
          tree_in(tree, noun, WORD_GROUP_NOUN) || tree_in(tree, noun, WORD_PLACE_NOUN) ||
          name_word_is(tree->tokens[noun].lemma, NAME_FIRM_PERSON));
}

/* "the agent of Messrs. Garrow [and Pyke]": one firm. */
static void repair_messrs(struct tree *tree, uint32_t title) {
  const struct relata_sentence *sentence = tree_sentence(tree, title);
  const uint32_t name = title + 1, cc = title + 2, second = title + 3;
  struct relata_token *tokens = tree->document->tokens;
  if (!(tree_form_is(tree, title, "messrs.") || tree_form_is(tree, title, "messrs")) || second >= sentence->end ||
      is_first(tree, title) || !tree_form_is(tree, title - 1, "of") ||
      !(tree_form_is(tree, cc, "and") || tree_form_is(tree, cc, "&")) || tree_upos(tree, name) != RELATA_PROPN ||
      tree_upos(tree, second) != RELATA_PROPN ||
      (second + 1 < sentence->end && tree_upos(tree, second + 1) == RELATA_PROPN))
    return;
  const uint32_t inner = tree_head(tree, name) == title ? title : name, above = tree_head(tree, inner);
  if (above == RELATA_NONE || above >= title || !is_had_by_firm(tree, above) ||
      !tree_move(tree, name, above, RELATA_DEP_NMOD) || !tree_move(tree, title, name, RELATA_DEP_NMOD_DESC) ||
      !tree_move(tree, second, name, RELATA_DEP_FLAT))
    return;
  hand_over(tree, title, name);
  hand_over(tree, second, name);
  tokens[title].name_type = RELATA_NAME_NONE;
  tokens[title].mention_type = RELATA_MENTION_NONE;
  tag_as_body(tree, name, second + 1, name);
}

/* Is this written like running text, with common words in lower case? */
static bool is_running_text(const struct tree *tree, uint32_t token) {
  const struct relata_sentence *sentence = tree_sentence(tree, token);
  for (uint32_t t = sentence->first; t < sentence->end; t++)
    if ((tree_upos(tree, t) == RELATA_VERB || tree_upos(tree, t) == RELATA_NOUN) &&
        islower((unsigned char)tree->tokens[t].form.data[0]))
      return true;
  return false;
}

static bool is_named_noun(const struct tree *tree, uint32_t token) {
  const enum relata_upos upos = tree_upos(tree, token);
  return tree_is_capital(tree, token) && (upos == RELATA_PROPN || upos == RELATA_NOUN);
}

/* "People [Before] Profit": a preposition with a capital is part of a name. */
static void repair_capital_preposition(struct tree *tree, uint32_t mark) {
  const uint32_t second = tree_head(tree, mark), first = mark - 1;
  if (tree_upos(tree, mark) != RELATA_ADP || tree_base(tree, mark) != RELATA_DEP_CASE || second == RELATA_NONE ||
      second < mark || is_first(tree, mark) || !tree_is_capital(tree, mark) || !tree_is_capital(tree, first) ||
      !tree_is_capital(tree, mark + 1) || !is_named_noun(tree, first) || !is_named_noun(tree, second) ||
      !is_running_text(tree, mark))
    return;
  const uint32_t above = tree_head(tree, second);
  const bool beside = above == tree_head(tree, first) && tree_base(tree, second) == RELATA_DEP_OBL;
  if ((above != first && !beside) || !tree_move(tree, second, first, RELATA_DEP_FLAT))
    return;
  const uint32_t begin = capitals_from(tree, first, -1);
  tree->document->tokens[first].upos = RELATA_PROPN;
  if (tree->tokens[first].name_type)
    tag_as_one(tree, begin, second + 1, first);
  else
    tag_as_body(tree, begin, second + 1, first);
}

/* "the [114th] Light Infantry": which of them. */
static void repair_ordinal(struct tree *tree, uint32_t ordinal) {
  struct relata_token *tokens = tree->document->tokens;
  const uint32_t next = ordinal + 1, head = tree_head(tree, ordinal);
  if (!isdigit((unsigned char)tokens[ordinal].form.data[0]) || tree_base(tree, ordinal) != RELATA_DEP_AMOD ||
      tokens[ordinal].name_type || head == RELATA_NONE || head < next || tokens[next].name_type != RELATA_NAME_ORG ||
      !tokens[next].name_begins || name_around(tree, next).end <= head)
    return;
  tokens[ordinal].name_type = RELATA_NAME_ORG;
  tokens[ordinal].name_begins = true;
  tokens[next].name_begins = false;
}

/* "Dundalk Circuit Criminal [Court]": the tagger ends the name before the body. */
static void repair_name_end(struct tree *tree, uint32_t head) {
  if (tree_upos(tree, head) != RELATA_PROPN || tree->tokens[head].name_type || !tree_is_capital(tree, head) ||
      !tree_in(tree, head, WORD_GROUP_NOUN) || is_first(tree, head))
    return;
  uint32_t inner = head - 1;
  while (!is_first(tree, inner) && !tree->tokens[inner].name_type && tree_is_capital(tree, inner) &&
         tree_head(tree, inner) == head)
    inner--;
  const struct token_range name = name_around(tree, inner);
  if (tree->tokens[inner].name_type == RELATA_NAME_NONE || tree->tokens[inner].name_type == RELATA_NAME_PER ||
      name.end != inner + 1 || name.first + 1 == name.end || tree_head(tree, inner) != head ||
      tree_base(tree, inner) != RELATA_DEP_COMPOUND)
    return;
  tag_as_body(tree, name.first, head + 1, head);
}

/* "operator [compound Sahil] [appos Lines]" under one tag: the last word heads the name. */
static void repair_split_tag(struct tree *tree, uint32_t second) {
  const struct relata_token *tokens = tree->tokens;
  const uint32_t first = second - 1;
  if (is_first(tree, second) || !tokens[second].name_type || tokens[second].name_begins ||
      tokens[first].name_type != tokens[second].name_type || tree_upos(tree, first) != RELATA_PROPN ||
      tree_upos(tree, second) != RELATA_PROPN || !tree_is_capital(tree, first) ||
      tree_base(tree, first) != RELATA_DEP_COMPOUND || !stands_alone(tree_base(tree, second)))
    return;
  const struct token_range name = name_around(tree, second);
  const uint32_t noun = tree_head(tree, first), above = tree_head(tree, second);
  if (noun == RELATA_NONE || (noun >= name.first && noun < name.end))
    return;
  if (noun == above || (noun + 1 == name.first && above == tree_head(tree, noun) &&
                        tree_base(tree, second) == tree_base(tree, noun)))
    tree_move(tree, first, second, RELATA_DEP_COMPOUND);
}

/* "feeder [operator] Sahil Lines": without an article the noun only describes. */
static void repair_bare_description(struct tree *tree, uint32_t name) {
  const uint32_t low = tree->low[name], noun = low - 1, head = tree_head(tree, name);
  if (is_first(tree, low) || tree_upos(tree, low) != RELATA_PROPN || tree_upos(tree, name) != RELATA_PROPN ||
      !tree->tokens[name].name_type ||
      tree_upos(tree, noun) != RELATA_NOUN || tree->tokens[noun].number == RELATA_PLUR || head == RELATA_NONE)
    return;
  const bool below = head == noun && tree_base(tree, name) == RELATA_DEP_APPOS;
  const bool beside = head == tree_head(tree, noun) && tree_base(tree, name) == RELATA_DEP_NSUBJ &&
                      tree_base(tree, noun) == RELATA_DEP_NSUBJ;
  const uint32_t above = tree_head(tree, noun);
  if (!(below || beside) || tree_child_base(tree, noun, RELATA_DEP_DET) != RELATA_NONE || above == RELATA_NONE ||
      tree_child(tree, noun, RELATA_DEP_NMOD_POSS) != RELATA_NONE || tree_base(tree, noun) == RELATA_DEP_COMPOUND ||
      !tree_move(tree, name, above, tree_dep(tree, noun)) || !tree_move(tree, noun, name, RELATA_DEP_NMOD_DESC))
    return;
  for (bool moved = true; moved;) {
    const struct tree_list children = tree_children(tree, noun);
    moved = false;
    for (size_t k = 0; k < children.count && !moved; k++) {
      const enum relata_dep base = tree_base(tree, children.items[k]);
      if (children.items[k] > noun || base == RELATA_DEP_CASE || base == RELATA_DEP_CC || base == RELATA_DEP_MARK)
        moved = tree_move(tree, children.items[k], name, tree_dep(tree, children.items[k]));
    }
  }
}

/* "professor of [East Asian Studies]", "a degree in Law": what one studies is no body. */
static void repair_field_of_study(struct tree *tree, uint32_t field) {
  const uint32_t first = tree_first_conjunct(tree, field), head = tree_head(tree, first);
  const uint32_t mark = tree_child_base(tree, first, RELATA_DEP_CASE);
  struct relata_token *tokens = tree->document->tokens;
  const uint8_t tag = tokens[field].name_type;
  if ((tag && tag != RELATA_NAME_ORG) || tree_upos(tree, field) != RELATA_PROPN || tree_base(tree, first) != RELATA_DEP_NMOD || head == RELATA_NONE ||
      !name_word_is(tokens[head].lemma, NAME_LEARNED) || is_body_word(tree, field) ||
      !(tree_form_is(tree, mark, "of") || tree_form_is(tree, mark, "in")) ||
      (tokens[field].form.len > 1 && isupper((unsigned char)tokens[field].form.data[1]))) /* "a professor of MIT" */
    return;
  const struct token_range name = name_around(tree, field);
  for (uint32_t t = name.first; t < name.end; t++)
    tokens[t].name_type = tokens[t].mention_type = 0;
  tokens[field].mention_type = RELATA_ABSTRACT;
  tokens[field].upos = RELATA_NOUN;
}

/* "the Government of National Unity [in Tripoli]": what follows a body's name hangs on the body. */
static void repair_behind_name(struct tree *tree, uint32_t token) {
  const uint32_t inner = tree_head(tree, token);
  const enum relata_dep base = tree_base(tree, token);
  if (inner == RELATA_NONE || inner > token || tree->tokens[inner].name_type != RELATA_NAME_ORG ||
      tree->tokens[inner].name_begins || (base != RELATA_DEP_NMOD && base != RELATA_DEP_ACL))
    return;
  const struct token_range name = name_around(tree, inner);
  uint32_t head = inner;
  while (tree_head(tree, head) != RELATA_NONE && tree_head(tree, head) >= name.first && tree_head(tree, head) < head &&
         tree_dep(tree, head) == RELATA_DEP_NMOD)
    head = tree_head(tree, head);
  if (head != inner && tree->low[token] >= name.end)
    tree_move(tree, token, head, tree_dep(tree, token));
}

/* "its president, [appos Toome] dairyman [appos Ann Lund]": the name says whence or from whom the dairyman is. */
static void repair_before_calling(struct tree *tree, uint32_t name) {
  const uint32_t calling = name + 1;
  if (calling >= tree_sentence(tree, name)->end || tree_upos(tree, name) != RELATA_PROPN ||
      tree_upos(tree, calling) != RELATA_NOUN || tree_is_capital(tree, calling) || tree->low[calling] != calling)
    return;
  const uint32_t person = tree_head(tree, calling);
  if (person != calling + 1 || tree->tokens[person].name_type != RELATA_NAME_PER ||
      tree_head(tree, name) != tree_head(tree, person) || tree_base(tree, name) != tree_base(tree, person) ||
      tree_head(tree, name) == RELATA_NONE || !tree_move(tree, name, calling, RELATA_DEP_COMPOUND))
    return;
  if (tree->tokens[name].name_type == RELATA_NAME_PER)
    tree->document->tokens[name].name_type = tree->document->tokens[name].mention_type = 0;
}

void tree_repair_name(struct tree *tree, uint32_t token) {
  repair_behind_participle(tree, token);
  repair_siblings(tree, token);
  repair_hyphen(tree, token);
  repair_genitive_name(tree, token);
  repair_firm_ending(tree, token);
  repair_joined_field(tree, token);
  repair_joined_name(tree, token);
  repair_joined_body(tree, token);
  repair_messrs(tree, token);
  repair_ampersand(tree, token);
  repair_capital_preposition(tree, token);
  repair_name_end(tree, token);
  repair_ordinal(tree, token);
  repair_split_tag(tree, token);
  repair_bare_description(tree, token);
  repair_field_of_study(tree, token);
  repair_behind_name(tree, token);
  repair_before_calling(tree, token);
}
