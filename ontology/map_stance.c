/* map_stance.c — what somebody is for or against, threatens, refuses, admits
 * or denies, and what others hold him guilty of. */
#include "ontology/map.h"

/* Whom the deed of the clause would hit: "to bomb [the city]", "to seize [their] boats", "to put tariffs on [China]". */
static void heads_of_victim(const struct mapper *mapper, const struct relata_clause *deed, struct map_heads *whom) {
  struct map_heads things = { .count = 0 };
  heads_of_role(deed, RELATA_ROLE_OBJECT, &things);
  for (size_t i = 0; i < things.count; i++) {
    if (map_fits(mapper, things.tokens[i], RELATA_SORT_ACTOR))
      heads_add(whom, things.tokens[i]);
    else if (map_noun_clause(mapper, things.tokens[i]))
      heads_of_role(map_noun_clause(mapper, things.tokens[i]), RELATA_ROLE_POSSESSOR, whom);
    heads_of_preposition(map_noun_clause(mapper, things.tokens[i]), RELATA_STR("against"), whom);
    if (map_in_set(mapper, "penalty_noun", things.tokens[i]))
      heads_of_preposition(map_noun_clause(mapper, things.tokens[i]), RELATA_STR("on"), whom);
  }
  heads_of_preposition(deed, RELATA_STR("on"), whom);
  heads_of_preposition(deed, RELATA_STR("against"), whom);
}

/* "threatened to attack the city" threatens the city, "to wash his horse" no horse; "vowed to crush the rebels" threatens
 * them, "to help the rebels" does not. */
static void map_threat(struct mapper *mapper, const struct relata_clause *clause) {
  struct map_heads who = { .count = 0 }, whom = { .count = 0 };
  const bool threat = map_in_set(mapper, "threat_verb", clause->head), vow = map_in_set(mapper, "vow_verb", clause->head);
  if (!threat && !vow)
    return;
  heads_of_role(clause, RELATA_ROLE_SUBJECT, &who);
  for (size_t a = 0; a < clause->argument_count; a++)
    if (clause->arguments[a].role == RELATA_ROLE_CLAUSE && clause->arguments[a].clause != RELATA_NONE &&
        (threat || map_in_set(mapper, "hostile_verb", clause->arguments[a].head)))
      heads_of_victim(mapper, &mapper->document->clauses[clause->arguments[a].clause], &whom);
  const struct map_source source = {
    .rule = MAP_VERB, .clause = clause, .word = clause->lemma, .slots = RELATA_STR("S>C.O"), .weight = 0.9f
  };
  map_add_actors(mapper, &who, "threatens", &whom, &source);
}

/* "called for Israel to withdraw": whoever is to do it is urged. */
static void map_called_for(struct mapper *mapper, const struct relata_clause *clause) {
  const uint32_t end = mapper->document->sentences[clause->sentence].end, verb = clause->head;
  struct map_heads who = { .count = 0 };
  if (verb + 2 >= end || !map_in_set(mapper, "calling_for_verb", verb) || !relata_str_is(mapper->lemmas[verb + 1], "for"))
    return;
  heads_of_role(clause, RELATA_ROLE_SUBJECT, &who);
  const struct map_source source = {
    .rule = MAP_VERB, .clause = clause, .word = clause->lemma, .slots = RELATA_STR("S>for.S"), .weight = 0.9f
  };
  for (uint32_t t = verb + 2; t < end; t++) {
    const uint32_t first = map_list_head(mapper, t), above = map_token(mapper, first)->head;
    const uint32_t marked = map_token(mapper, verb + 1)->head; /* the word that "for" is taken to introduce */
    const bool raised = marked == first && above == verb && map_token(mapper, first)->dep == RELATA_DEP_OBJ;
    const bool own = marked == above && map_token(mapper, first)->dep == RELATA_DEP_NSUBJ && above != verb &&
                     map_token(mapper, above)->head == verb;
    if (first < verb + 2 || (!raised && !own) || !map_fits(mapper, t, RELATA_SORT_ACTOR))
      continue;
    for (size_t i = 0; i < who.count; i++)
      if (map_fits(mapper, who.tokens[i], RELATA_SORT_ACTOR))
        map_add(mapper, who.tokens[i], map_property(mapper, "urges"), t, &source);
  }
}

/* "refused to accept the deal", "declined to back the bill": what is not consented to is rejected. */
static void map_refused(struct mapper *mapper, const struct relata_clause *clause) {
  struct map_heads who = { .count = 0 }, what = { .count = 0 };
  if (!map_in_set(mapper, "refusal_verb", clause->head))
    return;
  heads_of_role(clause, RELATA_ROLE_SUBJECT, &who);
  for (size_t a = 0; a < clause->argument_count; a++)
    if (clause->arguments[a].role == RELATA_ROLE_CLAUSE && clause->arguments[a].clause != RELATA_NONE &&
        map_in_set(mapper, "consent_verb", clause->arguments[a].head))
      heads_of_role(&mapper->document->clauses[clause->arguments[a].clause], RELATA_ROLE_OBJECT, &what);
  const struct map_source source = {
    .rule = MAP_VERB, .clause = clause, .word = clause->lemma, .slots = RELATA_STR("S>C.O"), .weight = 0.9f
  };
  for (size_t i = 0; i < who.count; i++)
    for (size_t j = 0; j < what.count; j++)
      if (map_fits(mapper, who.tokens[i], RELATA_SORT_ACTOR) && !map_fits(mapper, what.tokens[j], RELATA_SORT_PERSON))
        map_add(mapper, who.tokens[i], map_property(mapper, "rejects"), what.tokens[j], &source);
}

/* "pleaded not guilty to fraud and murder": what comes after "to" is denied, wherever the analyser hangs it. */
static void map_plea(struct mapper *mapper, const struct relata_clause *clause) {
  const uint32_t end = mapper->document->sentences[clause->sentence].end, plea = clause->head;
  struct map_heads who = { .count = 0 };
  if (plea + 4 >= end || !relata_str_is(clause->lemma, "plead") || !relata_str_is(mapper->lemmas[plea + 1], "not") ||
      !relata_str_is(mapper->lemmas[plea + 2], "guilty") || !relata_str_is(mapper->lemmas[plea + 3], "to"))
    return;
  heads_of_role(clause, RELATA_ROLE_SUBJECT, &who);
  struct relata_clause *plain = relata_arena_alloc(mapper->document->arena, sizeof *plain);
  *plain = *clause;
  plain->circumstances.negated = false; /* "not" is part of what is said */
  const struct map_source source = {
    .rule = MAP_IDIOM, .clause = plain, .word = RELATA_STR("plead_not_guilty"), .slots = RELATA_STR("S>to"), .weight = 1
  };
  for (uint32_t t = plea + 4; t < end; t++) {
    const uint32_t first = map_list_head(mapper, t), above = map_token(mapper, first)->head;
    if (!map_mention(mapper, t) || map_mention(mapper, t)->head != t || (above != plea && above != plea + 2))
      continue;
    for (size_t i = 0; i < who.count; i++)
      if (first >= plea + 4 && map_fits(mapper, who.tokens[i], RELATA_SORT_ACTOR))
        map_add(mapper, who.tokens[i], map_property(mapper, "rejects"), t, &source);
  }
}

/* "claimed responsibility for the attack on Y": the subject did it. */
static void map_claimed(struct mapper *mapper, const struct relata_clause *clause, uint32_t noun) {
  struct map_heads agent = { .count = 0 }, events = { .count = 0 };
  if (!relata_ontology_in_set(mapper->ontology, "claim_idiom", map_join(mapper, clause->lemma, mapper->lemmas[noun])))
    return;
  heads_of_role(clause, RELATA_ROLE_SUBJECT, &agent);
  heads_of_preposition(clause, RELATA_STR("for"), &events);
  heads_of_preposition(map_noun_clause(mapper, noun), RELATA_STR("for"), &events);
  for (size_t i = 0; i < events.count && agent.count; i++) {
    const struct relata_str key = map_noun_key(mapper, RELATA_FRAME_EVENT, events.tokens[i]);
    const struct relata_clause *event = map_noun_clause(mapper, events.tokens[i]);
    const struct map_source source = { .rule = MAP_EVENT, .clause = clause, .weight = 0.9f };
    const struct map_frame_arguments arguments = { .clause = event, .agent = &agent, .noun = events.tokens[i] };
    if (event && map_apply_noun(mapper, RELATA_FRAME_EVENT, key, &arguments, &source))
      mapper->told[events.tokens[i]] = true;
  }
}

/* "denied the attack on Y", "rejects the invasion of Y by X": it is denied, of
 * whoever does it, or else of who denies. */
static void map_denied(struct mapper *mapper, const struct relata_clause *clause, uint32_t noun) {
  struct map_heads own = { .count = 0 }, agent = { .count = 0 };
  const struct relata_clause *event = map_noun_clause(mapper, noun);
  const struct relata_str key = map_noun_key(mapper, RELATA_FRAME_EVENT, noun);
  if (!event || !map_in_set(mapper, "denial_verb", clause->head) || !map_has_frames(mapper, RELATA_FRAME_EVENT, key))
    return;
  heads_of_agent(mapper, event, key, &own);
  heads_of_role(clause, RELATA_ROLE_SUBJECT, &agent);
  struct relata_clause *denied = relata_arena_alloc(mapper->document->arena, sizeof *denied);
  *denied = *clause;
  denied->circumstances.negated = !denied->circumstances.negated;
  if (denied->circumstances.speaker == RELATA_NONE && agent.count) {
    denied->circumstances.speaker = mapper->mention_at[agent.tokens[0]];
    denied->circumstances.speech = clause->head;
  }
  const struct map_source source = { .rule = MAP_EVENT, .clause = denied, .weight = 0.9f };
  const struct map_frame_arguments arguments = { .clause = event, .agent = own.count ? &own : &agent, .noun = noun };
  map_apply_noun(mapper, RELATA_FRAME_EVENT, key, &arguments, &source);
  mapper->told[noun] = true;
}

/* How sure it is that somebody did what a court, a prosecutor or a neighbour holds against him. */
enum guilt { GUILT_NONE, GUILT_SURE, GUILT_ALLEGED, GUILT_DENIED };

static enum guilt guilt_of(const struct mapper *mapper, struct relata_str words) {
  if (relata_ontology_in_set(mapper->ontology, "guilty_of", words))
    return GUILT_SURE;
  if (relata_ontology_in_set(mapper->ontology, "blamed_for", words))
    return GUILT_ALLEGED;
  return relata_ontology_in_set(mapper->ontology, "cleared_of", words) ? GUILT_DENIED : GUILT_NONE;
}

/* "convicted of the robbery", whosever it was: he had part in it; who is blamed for a crash had none. */
static void map_had_part(struct mapper *mapper, uint32_t event, struct relata_str words, const struct map_heads *who,
                         const struct map_source *from) {
  struct map_source source = *from;
  source.word = mapper->lemmas[event];
  source.slots = RELATA_STR("G>N");
  const struct relata_mention *mention = map_mention(mapper, event);
  const bool happens = mention && (mention->sort == RELATA_SORT_EVENT || mention->sort == RELATA_SORT_FORCE);
  const bool one = happens && mention->label_first > 0 && map_base(mapper, mention->label_first - 1) == RELATA_DEP_DET;
  if (!one || relata_ontology_in_set(mapper->ontology, "faulted_for", words))
    return;
  for (size_t i = 0; i < who->count; i++)
    if (map_fits(mapper, who->tokens[i], RELATA_SORT_ACTOR))
      map_add(mapper, who->tokens[i], map_property(mapper, "participates_in"), event, &source);
}

/* "was jailed for the murder of", "pleaded guilty to the kidnapping of", "is blamed for the attack on": what is held
 * against somebody he did, may have done, or did not do. */
void map_guilt(struct mapper *mapper, const struct relata_clause *clause) {
  for (size_t a = 0; a < clause->argument_count; a++) {
    const struct relata_argument *argument = &clause->arguments[a];
    if (argument->role != RELATA_ROLE_OBLIQUE || !argument->preposition.len || mapper->told[argument->head])
      continue;
    const struct relata_str words = map_join(mapper, clause->lemma, argument->preposition);
    const enum guilt guilt = guilt_of(mapper, words);
    if (guilt == GUILT_NONE)
      continue;
    const struct relata_clause *event = map_noun_clause(mapper, argument->head);
    const struct relata_str key = map_noun_key(mapper, RELATA_FRAME_EVENT, argument->head);
    const bool confessed = relata_ontology_in_set(mapper->ontology, "confessed_to", words);
    struct map_heads own = { .count = 0 }, agent = { .count = 0 };
    heads_of_agent(mapper, event, key, &own);
    heads_of_role(clause, confessed ? RELATA_ROLE_SUBJECT : RELATA_ROLE_OBJECT, &agent);
    if (own.count || !agent.count)
      continue;
    struct relata_clause *deed = relata_arena_alloc(mapper->document->arena, sizeof *deed);
    *deed = *clause;
    deed->circumstances.negated ^= guilt == GUILT_DENIED;
    deed->circumstances.possible |= guilt == GUILT_ALLEGED;
    const struct map_source source = { .rule = MAP_EVENT, .clause = deed, .weight = 0.9f };
    const struct map_frame_arguments arguments = { .clause = event, .agent = &agent, .noun = argument->head };
    if (event && map_apply_noun(mapper, RELATA_FRAME_EVENT, key, &arguments, &source))
      mapper->told[argument->head] = true;
    else
      map_had_part(mapper, argument->head, words, &agent, &source);
  }
}

/* What is done against somebody opposes them, where no frame says more and it is no game. */
void map_against(struct mapper *mapper, const struct relata_clause *clause) {
  struct map_heads who = { .count = 0 }, whom = { .count = 0 };
  if (map_in_set(mapper, "game_verb", clause->head))
    return;
  heads_of_role(clause, RELATA_ROLE_SUBJECT, &who);
  heads_of_preposition(clause, RELATA_STR("against"), &whom);
  const struct map_source source = {
    .rule = MAP_VERB, .clause = clause, .word = clause->lemma, .slots = RELATA_STR("S>against"), .weight = 0.8f
  };
  map_add_actors(mapper, &who, "opposes", &whom, &source);
}

void map_stance(struct mapper *mapper, const struct relata_clause *clause) {
  map_threat(mapper, clause);
  map_guilt(mapper, clause);
  map_called_for(mapper, clause);
  map_refused(mapper, clause);
  map_plea(mapper, clause);
  for (size_t a = 0; a < clause->argument_count; a++)
    if (clause->arguments[a].role == RELATA_ROLE_OBJECT) {
      map_claimed(mapper, clause, clause->arguments[a].head);
      map_denied(mapper, clause, clause->arguments[a].head);
    }
}
