/* antecedent_feature.c — what a comparison of a mention with a chain looks at. */
#include "extract/facts/antecedent.h"

static void put(struct features *features, enum antecedent_feature base, size_t row) {
  if (features->count < FEATURES_MOST)
    features->rows[features->count++] = (uint16_t)(base + row);
}

static void put_if(struct features *features, bool said, enum antecedent_feature base, size_t row) {
  if (said)
    put(features, base, row);
}

/* 0, 1, 2, 3, 4–5, 6–9, 10–19, more. */
static size_t bucket(size_t n) {
  return n < 4 ? n : n < 6 ? 4 : n < 10 ? 5 : n < 20 ? 6 : 7;
}

/* Kinds that distance matters to in different ways. */
static size_t kind_group(uint8_t kind) {
  switch (kind) {
  case TRAIT_HE:
  case TRAIT_SHE:
    return 0;
  case TRAIT_IT:
    return 1;
  case TRAIT_THEY:
    return 2;
  case TRAIT_I:
  case TRAIT_WE:
  case TRAIT_YOU:
    return 3;
  case TRAIT_THIS:
  case TRAIT_OTHER_PRONOUN:
    return 4;
  case TRAIT_NAME:
  case TRAIT_MODIFIER:
    return 5;
  case TRAIT_DEFINITE:
  case TRAIT_DEMONSTRATIVE:
  case TRAIT_POSSESSED:
    return 6;
  default:
    return 7;
  }
}

bool chain_fits(const struct trait *trait, const struct chain *chain) {
  const bool type = !trait->type || !chain->type || trait->type == chain->type;
  const bool number = !trait->grammar_number || !chain->grammar_number || trait->grammar_number == chain->grammar_number;
  const bool gender = !trait->gender || !chain->gender || trait->gender == chain->gender;
  return type && number && gender;
}

/* ------------------------------------------------------------- the mention alone */

static void put_mention(struct features *features, const struct trait *m) {
  put(features, FEATURE_BIAS, 0);
  put(features, FEATURE_M_KIND, m->kind);
  put(features, FEATURE_M_TYPE, m->type);
  put(features, FEATURE_M_ROLE, m->role);
  put(features, FEATURE_M_NUMBER, m->grammar_number);
  put(features, FEATURE_M_GENDER, m->gender);
  put(features, FEATURE_M_LENGTH, m->length);
  put_if(features, m->expletive, FEATURE_M_FLAG, 0);
  put_if(features, m->reflexive, FEATURE_M_FLAG, 1);
  put_if(features, m->quoted, FEATURE_M_FLAG, 2);
  put_if(features, m->in_title, FEATURE_M_FLAG, 3);
  put_if(features, m->generic, FEATURE_M_FLAG, 4);
  put_if(features, m->numeral, FEATURE_M_FLAG, 5);
  put_if(features, m->upper, FEATURE_M_FLAG, 6);
  put_if(features, m->word_count > 0, FEATURE_M_FLAG, 7);
}

/* ------------------------------------------------------------- the chain alone */

static void put_chain(struct features *features, const struct antecedents *antecedents, const struct chain *e) {
  const struct trait *last = &antecedents->traits[e->last];
  put(features, FEATURE_E_KIND, last->kind);
  put(features, FEATURE_E_TYPE, e->type);
  put(features, FEATURE_E_ROLE, last->role);
  put(features, FEATURE_E_COUNT, e->count > 5 ? 5 : e->count - 1);
  put(features, FEATURE_E_FIRST_KIND, antecedents->traits[e->first].kind);
  put_if(features, e->named, FEATURE_E_FLAG, 0);
  put_if(features, e->pronoun_only, FEATURE_E_FLAG, 1);
  put_if(features, last->quoted, FEATURE_E_FLAG, 2);
  put_if(features, antecedents->traits[e->first].in_title, FEATURE_E_FLAG, 3);
  put_if(features, last->generic, FEATURE_E_FLAG, 4);
  put_if(features, last->expletive, FEATURE_E_FLAG, 5);
}

/* ------------------------------------------------------------- words compared */

static bool heads_equal(const struct trait *m, const struct chain *e) {
  return hashes_have(e->heads, e->head_count, m->head_word);
}

static bool texts_equal(const struct trait *m, const struct chain *e) {
  return hashes_have(e->labels, e->label_count, m->label_word) || hashes_have(e->texts, e->text_count, m->text_word);
}

static bool word_is_known(const struct chain *e, uint32_t word) {
  return hashes_have(e->words, e->word_count, word) || hashes_have(e->heads, e->head_count, word);
}

static void put_words(struct features *features, const struct antecedents *antecedents, const struct trait *m,
                      const struct chain *e) {
  const struct trait *last = &antecedents->traits[e->last];
  const bool head = heads_equal(m, e), text = texts_equal(m, e);
  size_t strange = 0, known = 0;
  for (size_t i = 0; i < m->word_count; i++)
    if (word_is_known(e, m->words[i]))
      known++;
    else
      strange++;
  size_t left = 0;
  for (size_t i = 0; i < last->word_count; i++)
    if (!hashes_have(m->words, m->word_count, last->words[i]) && last->words[i] != m->head_word)
      left++;
  put(features, FEATURE_HEAD, (head ? 1u : 0u) + (!last->pronoun && last->head_word == m->head_word ? 2u : 0u) +
                                (hashes_have(e->words, e->word_count, m->head_word) ? 4u : 0u));
  put(features, FEATURE_TEXT, (text ? 1u : 0u) + (hashes_have(e->texts, e->text_count, m->text_word) ? 2u : 0u) +
                                (hashes_have(m->words, m->word_count, last->head_word) ? 4u : 0u));
  put(features, FEATURE_WORDS, (head ? 6u : 0u) + (known ? 3u : 0u) + (strange > 1 ? 2 : strange));
  put_if(features, left > 0, FEATURE_WORDS, 12 + (head ? 2u : 0u) + (strange > 0 ? 1u : 0u));
  put_if(features, head, FEATURE_HEAD_KIND, m->kind);
  put_if(features, text, FEATURE_TEXT_KIND, m->kind);
}

static void put_names(struct features *features, const struct antecedents *antecedents, const struct trait *m,
                      const struct chain *e) {
  if (!m->named || e->last_named == RELATA_NONE)
    return;
  const struct trait *n = &antecedents->traits[e->last_named];
  size_t shared = 0;
  for (size_t i = 0; i < m->word_count; i++)
    shared += word_is_known(e, m->words[i]);
  const bool last = m->last_word == n->last_word, first = m->first_word == n->first_word;
  const bool cross = m->last_word == n->first_word || m->first_word == n->last_word;
  const bool acronym = (m->acronym && hashes_have(e->labels, e->label_count, m->acronym)) ||
                       (e->acronym && (m->label_word == e->acronym || m->head_word == e->acronym));
  put(features, FEATURE_NAME, (last ? 1u : 0u) + (first ? 2u : 0u) + (m->type == RELATA_PERSON ? 4u : 0u) +
                                (m->word_count == 0 ? 8u : 0u));
  put_if(features, acronym, FEATURE_NAME, 16);
  put_if(features, cross && !last && !first, FEATURE_NAME, 17);
  put_if(features, !last && !first && !cross && !acronym && !shared && !heads_equal(m, e), FEATURE_NAME, 18);
  put_if(features, shared == m->word_count && heads_equal(m, e), FEATURE_NAME, 19);
  put_if(features, m->type == n->type, FEATURE_NAME, 20 + (last || first));
  put_if(features, m->last_word != n->last_word && m->first_word != n->first_word && m->word_count && n->word_count,
         FEATURE_NAME, 22 + (m->type == RELATA_PERSON));
}

/* ------------------------------------------------------------- places compared */

static bool is_inside(const struct relata_mention *inner, const struct relata_mention *outer) {
  return outer->first <= inner->first && inner->end <= outer->end && inner->head != outer->head;
}

static void put_distance(struct features *features, const struct trait *m, const struct trait *last, struct rank rank) {
  const size_t group = kind_group(m->kind);
  const uint32_t paragraphs = m->paragraph - last->paragraph;
  put(features, FEATURE_SENTENCES, group * 8 + bucket(m->sentence - last->sentence));
  put(features, FEATURE_RANK, group * 8 + bucket(rank.of_all));
  put(features, FEATURE_FIT, group * 8 + bucket(rank.of_fitting));
  put(features, FEATURE_PARAGRAPHS, group * 4 + (paragraphs > 3 ? 3 : paragraphs));
}

/* Of a pronoun of the first or second person: who it may be depends on the turns between. */
static void put_speech(struct features *features, const struct trait *m, const struct trait *last) {
  if (kind_group(m->kind) != 3)
    return;
  const uint32_t turns = m->paragraph - last->paragraph;
  const size_t before = kind_group(last->kind) == 3 ? (size_t)(last->kind - TRAIT_I) : 3;
  put(features, FEATURE_SPEAK, ((size_t)(m->kind - TRAIT_I) * 4 + before) * 3 + (turns > 2 ? 2 : turns));
}

static void put_place(struct features *features, const struct tree *tree, const struct trait *m,
                      const struct trait *last) {
  const uint32_t back = m->sentence - last->sentence;
  put_if(features, back < 2, FEATURE_ROLES, m->role * (size_t)TRAIT_ROLE_COUNT + last->role);
  if (back > 0)
    return;
  const bool inside = is_inside(m->mention, last->mention);
  put_if(features, inside, FEATURE_PLACE, m->pronoun ? 0 : 1);
  put_if(features, is_inside(last->mention, m->mention), FEATURE_PLACE,
         last->pronoun ? 2 : last->role == TRAIT_COMPOUND ? 12 : 3);
  const bool together = m->governor != RELATA_NONE && m->governor == last->governor;
  put_if(features, together, FEATURE_PLACE, m->reflexive ? 4 : m->pronoun ? 5 : 6);
  const bool below = last->role == TRAIT_SUBJECT && last->governor != RELATA_NONE &&
                     tree_is_below(tree, m->mention->head, last->governor);
  put_if(features, below, FEATURE_PLACE, m->role == TRAIT_POSSESSOR ? 7 : m->pronoun ? 8 : 9);
  put_if(features, m->role == TRAIT_CONJUNCT && last->mention->head == tree_first_conjunct(tree, m->mention->head),
         FEATURE_PLACE, 10);
  put_if(features, tree_head(tree, m->mention->head) == last->mention->head, FEATURE_PLACE, 11);
}

/* ------------------------------------------------------------- said, ruled, agreed */

static void put_said(struct features *features, const struct antecedents *antecedents, const struct trait *m,
                     uint32_t chain) {
  const struct trait *last = &antecedents->traits[antecedents->chains[chain].last];
  if (m->subject_of != RELATA_NONE && m->subject_of < m->number && antecedents->chain_of[m->subject_of] == chain)
    put(features, FEATURE_SAID, (m->said_by_copula ? 1u : 0u) + (m->kind == TRAIT_INDEFINITE ? 2u : 0u));
  if (last->subject_of == m->number) /* the predicate stands before its subject */
    put(features, FEATURE_SAID, 4 + (last->said_by_copula ? 1u : 0u));
  put_if(features, m->subject_of != RELATA_NONE, FEATURE_SAID, 6);
}

static void put_rule(struct features *features, const struct antecedents *antecedents, const struct trait *m,
                     const struct chain *e) {
  const struct trait *last = &antecedents->traits[e->last], *first = &antecedents->traits[e->first];
  const bool joined = last->rule == m->rule || first->rule == m->rule ||
                      (e->last_named != RELATA_NONE && antecedents->traits[e->last_named].rule == m->rule);
  if (joined)
    put(features, FEATURE_RULE, m->kind);
  else
    put_if(features, !m->first_by_rule, FEATURE_RULE_AGAINST, m->kind);
}

static void put_pronoun(struct features *features, const struct antecedents *antecedents, const struct trait *m,
                        const struct chain *e) {
  if (!m->pronoun)
    return;
  const bool had = (e->kinds >> m->kind & 1) != 0;
  const size_t group = kind_group(m->kind);
  put(features, FEATURE_PRONOUN, group < 5 ? 2 * group + had : 10u + had);
  const bool person = e->types >> RELATA_PERSON & 1;
  put(features, FEATURE_PRONOUN, 12 + (group < 5 ? group : 4) * 2 + person);
  put_if(features, e->second_last != RELATA_NONE && antecedents->traits[e->second_last].role == TRAIT_SUBJECT,
         FEATURE_PRONOUN, 22);
  const bool he = (e->kinds >> TRAIT_HE & 1) != 0, she = (e->kinds >> TRAIT_SHE & 1) != 0;
  put_if(features, (m->kind == TRAIT_HE && she) || (m->kind == TRAIT_SHE && he), FEATURE_PRONOUN, 23);
  put_if(features, e->kinds >> TRAIT_IT & 1, FEATURE_PRONOUN, 24);
  put_if(features, e->kinds >> TRAIT_THEY & 1, FEATURE_PRONOUN, 25);
}

void features_of_chain(struct features *features, const struct antecedents *antecedents, uint32_t trait,
                       uint32_t chain, struct rank rank) {
  const struct trait *m = &antecedents->traits[trait];
  const struct chain *e = &antecedents->chains[chain];
  const struct trait *last = &antecedents->traits[e->last];
  features->count = 0;
  put_mention(features, m);
  put_chain(features, antecedents, e);
  put_distance(features, m, last, rank);
  put_speech(features, m, last);
  put(features, FEATURE_KINDS, m->kind * (size_t)TRAIT_KIND_COUNT + last->kind);
  put(features, FEATURE_TYPES, m->type * (size_t)RELATA_MENTION_TYPE_COUNT + e->type);
  put(features, FEATURE_NUMBERS, m->grammar_number * 3u + e->grammar_number);
  put(features, FEATURE_GENDERS, m->gender * 3u + e->gender);
  put(features, FEATURE_QUOTES, m->quoted * 2u + last->quoted);
  if (!m->pronoun)
    put_words(features, antecedents, m, e);
  put_names(features, antecedents, m, e);
  put_place(features, antecedents->tree, m, last);
  put_said(features, antecedents, m, chain);
  put_rule(features, antecedents, m, e);
  put_pronoun(features, antecedents, m, e);
}

/* ------------------------------------------------------------- a new chain */

void features_of_new(struct features *features, const struct antecedents *antecedents, uint32_t trait,
                     const uint32_t *chains, size_t count) {
  const struct trait *m = &antecedents->traits[trait];
  bool head = false, text = false;
  for (size_t i = 0; i < count && !m->pronoun; i++) {
    head = head || heads_equal(m, &antecedents->chains[chains[i]]);
    text = text || texts_equal(m, &antecedents->chains[chains[i]]);
  }
  features->count = 0;
  put_mention(features, m);
  put(features, FEATURE_NEW, 0);
  put(features, FEATURE_NEW_KIND, m->kind);
  put(features, FEATURE_NEW_HEAD, m->kind * 2u + head);
  put(features, FEATURE_NEW_TEXT, m->kind * 2u + text);
  put(features, FEATURE_NEW_RULE, m->kind * 2u + m->first_by_rule);
  put(features, FEATURE_NEW_TYPE_KIND, m->kind * (size_t)RELATA_MENTION_TYPE_COUNT + m->type);
  put_if(features, m->subject_of != RELATA_NONE, FEATURE_NEW_SAID, m->said_by_copula * 2u + (m->kind == TRAIT_INDEFINITE));
}
