/* map_office.c — which offices a document gives to whom, and what that makes
 * unlikely: a minister does not lead the state, a president speaks for a body
 * but is no spokesman of it; and for whom "we" of an official stands.
 */
#include <string.h>

#include "ontology/confidence.h"

enum { LEADS = 1, OFFICIAL = 2, EMPLOYED = 4, SPEAKS = 8 };

static uint8_t offices_of_key(const struct mapper *mapper, struct relata_str key) {
  static const struct {
    const char *set;
    uint8_t office;
  } kinds[] = { { "leading_property", LEADS },
                { "official_property", OFFICIAL },
                { "employed_property", EMPLOYED },
                { "speaking_property", SPEAKS } };
  size_t count;
  const struct relata_frame *frames = relata_ontology_find_frames(mapper->ontology, RELATA_FRAME_ROLE, key, &count);
  uint8_t offices = 0;
  for (size_t f = 0; f < count; f++)
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
      if (relata_ontology_in_set(mapper->ontology, kinds[k].set,
                                 relata_ontology_get_property(mapper->ontology, frames[f].property)->name))
        offices |= kinds[k].office;
  return offices;
}

bool map_is_office(const struct mapper *mapper, struct relata_str key) {
  return offices_of_key(mapper, key) & (LEADS | OFFICIAL | SPEAKS);
}

/* "a former minister", "formerly director of", "his ex-wife": whoever was that may do anything now. */
bool map_is_former(const struct mapper *mapper, uint32_t noun) {
  const struct relata_token *tokens = mapper->document->tokens;
  const uint32_t first = mapper->document->sentences[tokens[noun].sentence].first;
  const struct relata_str lemma = mapper->lemmas[noun];
  if (lemma.len > 3 && memcmp(lemma.data, "ex-", 3) == 0)
    return true;
  for (uint32_t t = noun; t-- > first && t + 6 > noun;)
    if (tokens[t].head == noun && map_in_set(mapper, "former_adjective", t))
      return true;
  return false;
}

/* "Minister Ann Lee", "Ann Lee, the minister" */
static void holders_note(struct mapper *mapper, const struct relata_clause *clause) {
  const uint8_t offices = map_is_former(mapper, clause->head) ? 0 : offices_of_key(mapper, map_role_key(mapper, clause));
  for (size_t a = 0; offices && a < clause->argument_count; a++) {
    const uint32_t mention = mapper->mention_at[clause->arguments[a].head];
    if (clause->arguments[a].role == RELATA_ROLE_HOLDER && mention != RELATA_NONE)
      mapper->offices[mapper->entity_at[mention]] |= offices;
  }
}

/* "the minister" */
static void mention_note(struct mapper *mapper, uint32_t number) {
  const struct relata_mention *mention = &mapper->document->mentions[number];
  const uint32_t clause = mapper->noun_clause[mention->head];
  if (mention->named || mention->pronoun || mention->modifier || map_is_former(mapper, mention->head))
    return;
  mapper->offices[mapper->entity_at[number]] |=
    offices_of_key(mapper, clause == RELATA_NONE ? mapper->lemmas[mention->head]
                                                 : map_role_key(mapper, &mapper->document->clauses[clause]));
}

void map_offices(struct mapper *mapper) {
  const struct relata_document *document = mapper->document;
  mapper->offices = relata_arena_alloc(document->arena, document->mention_count + 1);
  for (size_t c = 0; c < document->clause_count; c++)
    if (document->clauses[c].kind == RELATA_CLAUSE_NOUN)
      holders_note(mapper, &document->clauses[c]);
  for (uint32_t m = 0; m < document->mention_count; m++)
    mention_note(mapper, m);
}

bool map_office_admits(const struct mapper *mapper, uint32_t property, uint32_t who) {
  const struct relata_str name = relata_ontology_get_property(mapper->ontology, property)->name;
  const uint8_t offices = mapper->offices[mapper->entity_at[mapper->mention_at[who]]];
  if (relata_ontology_in_set(mapper->ontology, "leading_property", name))
    return !offices || offices & LEADS;
  if (relata_ontology_in_set(mapper->ontology, "speaking_property", name))
    return !offices || offices & SPEAKS;
  if (relata_ontology_in_set(mapper->ontology, "employed_property", name))
    return !(offices & OFFICIAL) || offices & EMPLOYED;
  return true;
}

/* "the president", "its leader": somebody who is said to lead. */
bool map_holds_lead(const struct mapper *mapper, uint32_t who) {
  return mapper->offices[mapper->entity_at[mapper->mention_at[who]]] & LEADS;
}

/* ------------------------------------------------------------- whose they are */

/* "resigned as chairman of the bank": of the bank, too. */
void map_left_body(struct mapper *mapper, const struct relata_clause *clause, struct relata_str key) {
  const uint32_t verb = map_token(mapper, clause->head)->head;
  if (verb == RELATA_NONE || mapper->verb_clause[verb] == RELATA_NONE || !map_is_office(mapper, key) ||
      !map_stands_after_as(mapper, clause->head))
    return;
  const struct relata_clause *statement = &mapper->document->clauses[mapper->verb_clause[verb]];
  if (!relata_ontology_in_set(mapper->ontology, "resigning_verb", statement->lemma))
    return;
  const struct map_source source = {
    .rule = MAP_VERB, .clause = statement, .word = statement->lemma, .slots = RELATA_STR("S>as"), .weight = 1
  };
  struct map_heads who = { .count = 0 };
  heads_of_role(statement, RELATA_ROLE_SUBJECT, &who);
  for (size_t a = 0; a < clause->argument_count; a++) {
    const struct relata_argument *body = &clause->arguments[a];
    if ((body->role == RELATA_ROLE_POSSESSOR || relata_str_is(body->preposition, "of")) &&
        map_fits(mapper, body->head, RELATA_SORT_ORGANIZATION))
      for (size_t i = 0; i < who.count; i++)
        map_add(mapper, who.tokens[i], map_property(mapper, "withdraws_from"), body->head, &source);
  }
}

/* "his union", "Ann Lee's orchestra": one who calls it his is in it, whether or not he leads it. */
void map_own_group(struct mapper *mapper, const struct relata_clause *clause) {
  const struct relata_mention *group = map_mention(mapper, clause->head);
  if (!group || group->named || !map_in_set(mapper, "own_group_noun", clause->head))
    return;
  const struct map_source source = { .rule = MAP_EVENT,
                                     .clause = clause,
                                     .word = mapper->lemmas[clause->head],
                                     .slots = RELATA_STR("P>N"),
                                     .plain = true,
                                     .weight = 0.8f };
  for (size_t a = 0; a < clause->argument_count; a++) {
    const struct relata_mention *mention = map_mention(mapper, clause->arguments[a].head);
    if (clause->arguments[a].role == RELATA_ROLE_POSSESSOR && mention && mention->sort == RELATA_SORT_PERSON &&
        !mention->modifier && mention->number != RELATA_PLUR)
      map_add(mapper, clause->arguments[a].head, map_property(mapper, "member_of"), clause->head, &source);
  }
}

/* ------------------------------------------------------------- "we" */

/* "Senator Lee of Ohio": where he was elected; his "we" is not Ohio. */
static bool is_seat(const struct mapper *mapper, const struct relata_fact *fact) {
  return relata_ontology_in_set(mapper->ontology, "larger_place_class", fact->object_type) &&
         !relata_str_is(fact->object_type, "State") && !relata_str_is(fact->relation, "leads");
}

/* For whom somebody speaks, by the document's facts: the mention of a ministry,
 * a state, an army; RELATA_NONE if no fact tells. */
static uint32_t body_of(const struct mapper *mapper, struct relata_str speaker) {
  static const char *const sets[] = { "voice_property", "office_property" };
  for (size_t s = 0; s < sizeof sets / sizeof sets[0]; s++)
    for (size_t f = 0; f < mapper->fact_count; f++) {
      const struct relata_fact *fact = &mapper->facts[f];
      if (fact->relation.len && !fact->negated && !fact->possible && mapper->evidence[f].rule == MAP_ROLE &&
          relata_str_equal(fact->subject_id, speaker) && !is_seat(mapper, fact) &&
          relata_ontology_in_set(mapper->ontology, sets[s], fact->relation))
        return fact->object_mention;
    }
  return RELATA_NONE;
}

/* "We support Kenya," said the ministry's spokeswoman: the ministry does. */
void map_speakers_settle(struct mapper *mapper) {
  const struct relata_mention *mentions = mapper->document->mentions;
  size_t kept = 0;
  for (size_t f = 0; f < mapper->fact_count; f++) {
    struct relata_fact fact = mapper->facts[f];
    const struct map_evidence *evidence = &mapper->evidence[f];
    const uint32_t subject = evidence->subject_we ? body_of(mapper, fact.subject_id) : RELATA_NONE;
    const uint32_t object = evidence->object_we ? body_of(mapper, fact.object_id) : RELATA_NONE;
    if (subject != RELATA_NONE) {
      fact.subject = fact.subject_label = mentions[subject].entity_label;
      fact.subject_id = mentions[subject].entity;
      fact.subject_type = mentions[subject].entity_class;
    }
    if (object != RELATA_NONE) {
      fact.object = fact.object_label = mentions[object].entity_label;
      fact.object_id = mentions[object].entity;
      fact.object_type = mentions[object].entity_class;
    }
    if (relata_str_equal(fact.subject_id, fact.object_id))
      continue;
    mapper->evidence[kept] = *evidence;
    mapper->facts[kept++] = fact;
  }
  mapper->fact_count = kept;
}
