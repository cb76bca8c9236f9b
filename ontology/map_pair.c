/* map_pair.c — which two are meant where the text says "they", "both", "the two men": each of them does what the two
 * do; and who "we" is. */
#include "ontology/map.h"

enum { FEW = 3 };

/* What the noun asks of both: "countries", "men", "companies"; of "they" and "the two" only that they be alike. */
enum pair_kind { PAIR_NONE, PAIR_STATES, PAIR_PEOPLE, PAIR_BODIES, PAIR_ALIKE };

static bool is_of_kind(enum pair_kind kind, const struct relata_mention *mention) {
  const bool state = mention->sort == RELATA_SORT_STATE;
  const bool person = mention->sort == RELATA_SORT_PERSON && mention->named && mention->number != RELATA_PLUR;
  const bool organized = mention->sort == RELATA_SORT_ORGANIZATION || mention->sort == RELATA_SORT_INSTITUTION;
  const bool body = organized && mention->named;
  switch (kind) {
  case PAIR_STATES:
    return state;
  case PAIR_PEOPLE:
    return person && !mention->modifier;
  case PAIR_BODIES:
    return body && !mention->modifier;
  default:
    return !mention->modifier && (state || person || body);
  }
}

/* "the two", "these two", "both". */
static bool is_said_of_two(const struct mapper *mapper, const struct relata_mention *mention) {
  const uint32_t first = map_sentence_first(mapper, mention->head);
  bool two = false, definite = false;
  for (uint32_t t = mention->head + 1; t-- > first && t + 5 > mention->head;) {
    if (t != mention->head && map_token(mapper, t)->head != mention->head)
      break;
    const struct relata_str word = mapper->lemmas[t];
    if (relata_str_is(word, "both"))
      return true;
    two = two || relata_str_is(word, "two");
    definite = definite || relata_str_is(word, "the") || relata_str_is(word, "these") || relata_str_is(word, "those");
  }
  return two && definite;
}

static enum pair_kind kind_of(const struct mapper *mapper, const struct relata_mention *mention) {
  if (mention->named || mention->modifier || mention->core != mention->head)
    return PAIR_NONE;
  if (mention->pronoun)
    return map_in_set(mapper, "they_pronoun", mention->head) ? PAIR_ALIKE : PAIR_NONE;
  const struct relata_token *head = map_token(mapper, mention->head);
  if (!is_said_of_two(mapper, mention) || mention->end > mention->head + 1) /* "the two men who", "both of them" */
    return PAIR_NONE;
  if (map_in_set(mapper, "pair_state_noun", mention->head))
    return PAIR_STATES;
  if (map_in_set(mapper, "pair_person_noun", mention->head))
    return PAIR_PEOPLE;
  if (map_in_set(mapper, "pair_body_noun", mention->head))
    return PAIR_BODIES;
  const bool alone = head->upos == RELATA_NUM || head->upos == RELATA_DET || head->upos == RELATA_PRON;
  return alone || map_in_set(mapper, "pair_side_noun", mention->head) ? PAIR_ALIKE : PAIR_NONE;
}

struct found {
  uint32_t mentions[FEW]; /* the last mention of each */
  size_t count;           /* FEW: too many */
};

/* Those of the kind in the sentence before the token; several names of one are one. */
static void find_in_sentence(const struct mapper *mapper, enum pair_kind kind, uint32_t sentence, uint32_t before,
                             struct found *found) {
  const uint32_t first = mapper->document->sentences[sentence].first;
  for (uint32_t t = before; t-- > first;) {
    const uint32_t number = mapper->mention_at[t];
    const struct relata_mention *mention = number == RELATA_NONE ? NULL : &mapper->document->mentions[number];
    if (!mention || mention->pronoun || !is_of_kind(kind, mention) || !mention->entity.len)
      continue;
    bool known = false;
    for (size_t i = 0; i < found->count && i < FEW; i++)
      known = known || mapper->entity_at[found->mentions[i]] == mapper->entity_at[number];
    if (!known && found->count < FEW)
      found->mentions[found->count++] = number;
  }
}

/* The two states of which the article tells far more than of any third. */
static bool find_topic(const struct mapper *mapper, uint32_t pair[2]) {
  const struct relata_document *document = mapper->document;
  uint32_t *counts = relata_arena_alloc(document->arena, (document->mention_count + 1) * sizeof *counts);
  uint32_t best[3] = { RELATA_NONE, RELATA_NONE, RELATA_NONE };
  for (uint32_t m = 0; m < document->mention_count; m++) {
    const struct relata_mention *mention = &document->mentions[m];
    if (mention->sort == RELATA_SORT_STATE && mention->entity.len && !mention->pronoun)
      counts[mapper->entity_at[m]]++;
  }
  for (uint32_t m = 0; m < document->mention_count; m++)
    for (size_t i = 0; counts[m] && i < 3; i++)
      if (best[i] == RELATA_NONE || counts[m] > counts[best[i]]) {
        for (size_t k = 2; k > i; k--)
          best[k] = best[k - 1];
        best[i] = m;
        break;
      }
  if (best[1] == RELATA_NONE || counts[best[1]] < 2 ||
      (best[2] != RELATA_NONE && counts[best[2]] * 3 > counts[best[1]] * 2))
    return false;
  pair[0] = best[0];
  pair[1] = best[1];
  return true;
}

/* "A and B", a list of just two, both of the kind, before the token: the last one. */
static bool find_list(const struct mapper *mapper, enum pair_kind kind, uint32_t sentence, uint32_t before, bool acting,
                      uint32_t pair[2]) {
  const struct relata_token *tokens = mapper->document->tokens;
  const uint32_t first = mapper->document->sentences[sentence].first;
  for (uint32_t t = before; t-- > first;) {
    const uint32_t head = tokens[t].head;
    if (map_base(mapper, t) != RELATA_DEP_CONJ || head == RELATA_NONE || !map_mention(mapper, t) ||
        !map_mention(mapper, head))
      continue;
    size_t members = 1;
    for (uint32_t u = head + 1; u < mapper->document->sentences[sentence].end; u++)
      members += tokens[u].head == head && map_base(mapper, u) == RELATA_DEP_CONJ;
    const struct relata_mention *a = map_mention(mapper, head), *b = map_mention(mapper, t);
    if (members != 2 || a->pronoun || b->pronoun || !is_of_kind(kind, a) || !is_of_kind(kind, b) ||
        a->sort != b->sort ||
        mapper->entity_at[mapper->mention_at[head]] == mapper->entity_at[mapper->mention_at[t]] ||
        (acting && map_base(mapper, head) != RELATA_DEP_NSUBJ))
      continue;
    pair[0] = mapper->mention_at[head];
    pair[1] = mapper->mention_at[t];
    return true;
  }
  return false;
}

/* Does the sentence before name one of the two beside a third? */
static bool has_third_before(const struct mapper *mapper, uint32_t sentence, const uint32_t pair[2]) {
  const struct relata_document *document = mapper->document;
  if (!sentence || document->sentences[sentence].paragraph_begins)
    return false;
  struct found found = { .count = 0 };
  find_in_sentence(mapper, PAIR_STATES, sentence - 1, document->sentences[sentence - 1].end, &found);
  size_t own = 0;
  for (size_t i = 0; i < found.count; i++)
    own += mapper->entity_at[found.mentions[i]] == mapper->entity_at[pair[0]] ||
           mapper->entity_at[found.mentions[i]] == mapper->entity_at[pair[1]];
  return own && found.count > own;
}

/* Two states named just before as a list, or else those that the article is about. */
static bool find_states(const struct mapper *mapper, const struct relata_mention *mention, uint32_t pair[2]) {
  const uint32_t own = map_token(mapper, mention->head)->sentence;
  if (own && find_list(mapper, PAIR_STATES, own - 1, mapper->document->sentences[own - 1].end, false, pair))
    return true;
  return find_topic(mapper, pair) && !has_third_before(mapper, own, pair);
}

static bool find_pair(const struct mapper *mapper, const struct relata_mention *mention, enum pair_kind kind,
                      uint32_t pair[2]) {
  const uint32_t own = map_token(mapper, mention->head)->sentence;
  struct found found = { .count = 0 };
  if (kind == PAIR_STATES)
    return find_states(mapper, mention, pair);
  for (uint32_t back = 0; back <= 1 && back <= own; back++) {
    const uint32_t sentence = own - back;
    const uint32_t before = back ? mapper->document->sentences[sentence].end : mention->first;
    if (find_list(mapper, kind, sentence, before, mention->pronoun, pair))
      return true;
    if (kind != PAIR_PEOPLE)
      continue;
    find_in_sentence(mapper, kind, sentence, before, &found);
    if (found.count == 2) {
      pair[0] = found.mentions[1];
      pair[1] = found.mentions[0];
      return true;
    }
    if (found.count > 2)
      return false;
  }
  return false;
}

bool map_pair_acts(const struct mapper *mapper, const struct relata_clause *clause, uint32_t token, uint32_t other) {
  const uint32_t *pair = mapper->pair_of[mapper->mention_at[token]];
  if (pair[0] == RELATA_NONE)
    return false;
  for (size_t i = 0; i < 2; i++) {
    const uint32_t entity = mapper->entity_at[pair[i]];
    if (entity == mapper->entity_at[mapper->mention_at[other]])
      return false;
    for (size_t a = 0; a < clause->argument_count; a++) {
      const uint32_t number = mapper->mention_at[clause->arguments[a].head];
      if (number != RELATA_NONE && mapper->entity_at[number] == entity)
        return false;
    }
  }
  return true;
}

void map_pairs(struct mapper *mapper) {
  struct relata_document *document = mapper->document;
  mapper->pair_of = relata_arena_alloc(document->arena, (document->mention_count + 1) * sizeof *mapper->pair_of);
  for (uint32_t m = 0; m < document->mention_count; m++) {
    struct relata_mention *mention = &document->mentions[m];
    uint32_t *pair = mapper->pair_of[m];
    pair[0] = pair[1] = RELATA_NONE;
    if (mention->pronoun && mention->cluster != m) { /* "They … their" */
      if (document->mentions[mention->cluster].pronoun && mention->cluster < m) {
        pair[0] = mapper->pair_of[mention->cluster][0];
        pair[1] = mapper->pair_of[mention->cluster][1];
      }
    } else {
      const enum pair_kind kind = kind_of(mapper, mention);
      if (kind == PAIR_NONE || !find_pair(mapper, mention, kind, pair))
        pair[0] = pair[1] = RELATA_NONE;
    }
    if (pair[0] != RELATA_NONE && (mention->pronoun || mention->sort == RELATA_SORT_NUMBER))
      mention->sort = document->mentions[pair[0]].sort;
  }
}

/* ------------------------------------------------------------- "we" */

/* A statement's "we": the state or body that the text most often has as a
 * subject, if it has one often enough ("The United States condemns … We urge …"). */
void map_voice(struct mapper *mapper) {
  enum { OFTEN = 2 };
  const struct relata_document *document = mapper->document;
  uint32_t *counts = relata_arena_alloc(document->arena, (document->mention_count + 1) * sizeof *counts);
  uint32_t best = RELATA_NONE;
  mapper->voice = RELATA_NONE;
  for (uint32_t m = 0; m < document->mention_count; m++) {
    const struct relata_mention *mention = &document->mentions[m];
    const enum relata_dep dep = (enum relata_dep)document->tokens[mention->head].dep;
    const bool body = mention->sort == RELATA_SORT_STATE || mention->sort == RELATA_SORT_ORGANIZATION;
    if (!body || !mention->named || mention->modifier || dep != RELATA_DEP_NSUBJ)
      continue;
    const uint32_t entity = mapper->entity_at[m];
    counts[entity]++;
    if (best == RELATA_NONE || counts[entity] > counts[best])
      best = entity;
  }
  if (best == RELATA_NONE || counts[best] < OFTEN)
    return;
  for (uint32_t m = 0; m < document->mention_count; m++)
    if (m != best && counts[m] * 2 > counts[best])
      return; /* no one stands out */
  mapper->voice = best;
}
