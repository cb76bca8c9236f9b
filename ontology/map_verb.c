/* map_verb.c — facts from verbs: their own frames, idioms ("take control
 * of"), light verbs that lend their subject to an event ("launch an attack
 * on"), and what stands beside them ("in support of", "against"). */
#include "ontology/map.h"

static const struct relata_clause *noun_clause(const struct mapper *mapper, uint32_t token) {
  const uint32_t clause = mapper->noun_clause[token];
  return clause == RELATA_NONE ? NULL : &mapper->document->clauses[clause];
}

static struct relata_str head_lemma(const struct mapper *mapper, const struct relata_clause *clause) {
  return mapper->lemmas[clause->head];
}

/* "National Police chief": he leads the body of that name, and is no "police chief". */
static bool is_of_long_name(const struct mapper *mapper, uint32_t token) {
  const struct relata_mention *mention = map_mention(mapper, token);
  return mention && mention->named && mention->sort == RELATA_SORT_ORGANIZATION && mention->label_end > mention->label_first + 1;
}

/* "chief_executive_officer", "national_security_adviser": the two words before the noun are of its title, if the lexicon
 * has that; else empty. */
static struct relata_str title_of_three(const struct mapper *mapper, uint32_t noun) {
  const struct relata_token *tokens = mapper->document->tokens;
  if (noun < mapper->document->sentences[tokens[noun].sentence].first + 2)
    return (struct relata_str){ 0 };
  for (uint32_t t = noun - 2; t < noun; t++)
    if (tokens[t].head != noun && tokens[t].head != t + 1 && tokens[t].head != tokens[noun].head)
      return (struct relata_str){ 0 };
  const struct relata_str title =
    map_join(mapper, mapper->lemmas[noun - 2], map_join(mapper, mapper->lemmas[noun - 1], mapper->lemmas[noun]));
  return map_has_frames(mapper, RELATA_FRAME_ROLE, title) ? title : (struct relata_str){ 0 };
}

/* The key under which the lexicon has a noun: with its compound, if it has that. */
static struct relata_str noun_key(const struct mapper *mapper, enum relata_frame_kind kind, uint32_t token) {
  const struct relata_clause *clause = noun_clause(mapper, token);
  const struct relata_str lemma = mapper->lemmas[token];
  const struct relata_str three = kind == RELATA_FRAME_ROLE ? title_of_three(mapper, token) : (struct relata_str){ 0 };
  if (three.len)
    return three;
  for (size_t a = 0; clause && a < clause->argument_count; a++)
    if (clause->arguments[a].role == RELATA_ROLE_MODIFIER) {
      const struct relata_str joined = map_join(mapper, mapper->lemmas[clause->arguments[a].head], lemma);
      if (map_has_frames(mapper, kind, joined) &&
          !(kind == RELATA_FRAME_ROLE && is_of_long_name(mapper, clause->arguments[a].head)))
        return joined;
    }
  const struct relata_token *tokens = mapper->document->tokens;
  if (tokens[token].dep == RELATA_DEP_NMOD_DESC && token > 0 && tokens[token - 1].dep == RELATA_DEP_NMOD_DESC &&
      tokens[token - 1].head == tokens[token].head) { /* "Secretary General Jens Berg": both hang on the name */
    const struct relata_str joined = map_join(mapper, mapper->lemmas[token - 1], lemma);
    if (map_has_frames(mapper, kind, joined))
      return joined;
  }
  return lemma;
}

struct relata_str map_noun_key(const struct mapper *mapper, enum relata_frame_kind kind, uint32_t token) {
  return noun_key(mapper, kind, token);
}

/* ------------------------------------------------------------- idioms */

static bool is_empty_idiom(const struct mapper *mapper, struct relata_str verb, uint32_t noun) {
  return relata_ontology_in_set(mapper->ontology, "empty_idiom", map_join(mapper, verb, mapper->lemmas[noun]));
}

/* "struck a deal", "came to power": verb and noun mean something together that the verb alone does not. */
static bool has_empty_idiom(const struct mapper *mapper, const struct relata_clause *clause) {
  for (size_t a = 0; a < clause->argument_count; a++) {
    const struct relata_argument *argument = &clause->arguments[a];
    struct relata_str verb = clause->lemma;
    if (argument->role == RELATA_ROLE_OBLIQUE && argument->preposition.len)
      verb = map_join(mapper, verb, argument->preposition);
    else if (argument->role != RELATA_ROLE_OBJECT && argument->role != RELATA_ROLE_PREDICATE) /* "left twelve dead" */
      continue;
    if (is_empty_idiom(mapper, verb, argument->head))
      return true;
  }
  return false;
}

/* Is the noun the verb's object or stands behind its preposition, rather than said of the object? */
static bool noun_is_thing(const struct relata_clause *clause, uint32_t noun) {
  for (size_t a = 0; a < clause->argument_count; a++)
    if (clause->arguments[a].head == noun)
      return clause->arguments[a].role == RELATA_ROLE_OBJECT || clause->arguments[a].role == RELATA_ROLE_OBLIQUE;
  return false;
}

/* "offered her a ministry": whether she took it is not said; a bank that "offers" loans gives them. */
static bool is_only_offered(const struct mapper *mapper, const struct relata_clause *clause) {
  return mapper->document->tokens[clause->head].tense == RELATA_PAST &&
         mapper->document->tokens[clause->head].dep != RELATA_DEP_ACL && /* "the courses offered by the school" */
         relata_ontology_in_set(mapper->ontology, "offer_verb", clause->lemma);
}

static size_t idiom_apply(struct mapper *mapper, const struct relata_clause *clause, struct relata_str words,
                          uint32_t noun) {
  const struct map_source source = { .rule = MAP_IDIOM, .clause = clause, .weight = 1 };
  const struct map_frame_arguments arguments = { .clause = clause, .lender = noun_clause(mapper, noun), .noun = noun };
  const struct relata_str key = map_join(mapper, words, mapper->lemmas[noun]);
  if (!map_has_frames(mapper, RELATA_FRAME_IDIOM, key))
    return 0;
  if (map_is_peaceful(mapper, noun)) {
    map_act_rule_out(mapper, noun, clause);
    return 0;
  }
  const size_t added = map_apply(mapper, RELATA_FRAME_IDIOM, key, &arguments, &source);
  if (added) {
    mapper->told[noun] = true;
    const struct map_source own = {
      .rule = MAP_VERB, .clause = clause, .doubted = is_only_offered(mapper, clause), .weight = 1
    };
    if (noun_is_thing(clause, noun) && !has_empty_idiom(mapper, clause)) /* "fired a rocket at" uses one; "held him responsible" holds nobody */
      map_apply_beyond(mapper, RELATA_FRAME_VERB, clause->lemma, RELATA_FRAME_IDIOM, key, &arguments, &own);
  }
  return added;
}

/* "branded it a lie", "described it as nonsense": as if the verb were "called". */
static bool is_calling(const struct mapper *mapper, const struct relata_clause *clause,
                       const struct relata_argument *argument) {
  if (argument->role == RELATA_ROLE_OBLIQUE)
    return relata_str_is(argument->preposition, "as") &&
           relata_ontology_in_set(mapper->ontology, "calling_as_verb", clause->lemma);
  return relata_ontology_in_set(mapper->ontology, "calling_verb", clause->lemma);
}

/* "take control", "come under attack". */
static size_t map_idioms(struct mapper *mapper, const struct relata_clause *clause) {
  size_t added = 0;
  for (size_t a = 0; a < clause->argument_count; a++) {
    const struct relata_argument *argument = &clause->arguments[a];
    const size_t before = added;
    if (argument->role == RELATA_ROLE_OBJECT || argument->role == RELATA_ROLE_PREDICATE ||
        argument->role == RELATA_ROLE_CLAUSE)
      added += idiom_apply(mapper, clause, clause->lemma, argument->head);
    else if (argument->role == RELATA_ROLE_OBLIQUE && argument->preposition.len)
      added += idiom_apply(mapper, clause, map_join(mapper, clause->lemma, argument->preposition), argument->head);
    if (added == before && is_calling(mapper, clause, argument))
      added += idiom_apply(mapper, clause, RELATA_STR("call"), argument->head);
  }
  return added;
}

/* ------------------------------------------------------------- light verbs */

static bool verb_is_light(const struct mapper *mapper, const struct relata_clause *clause) {
  return relata_ontology_in_set(mapper->ontology, "light_verb", clause->lemma) ||
         relata_ontology_in_set(mapper->ontology, "light_verb", head_lemma(mapper, clause));
}

static size_t map_light(struct mapper *mapper, const struct relata_clause *clause) {
  size_t added = 0;
  struct map_heads agent = { .count = 0 };
  if (!verb_is_light(mapper, clause))
    return 0;
  heads_of_role(clause, RELATA_ROLE_SUBJECT, &agent);
  if (!agent.count)
    return 0;
  for (size_t a = 0; a < clause->argument_count; a++) {
    const uint32_t noun = clause->arguments[a].head;
    if (clause->arguments[a].role != RELATA_ROLE_OBJECT)
      continue;
    const struct relata_str key = noun_key(mapper, RELATA_FRAME_EVENT, noun);
    if (!map_has_frames(mapper, RELATA_FRAME_EVENT, key) || is_empty_idiom(mapper, clause->lemma, noun))
      continue; /* "won the release of": who frees them is another */
    const bool only_wanted = map_in_set(mapper, "ordering_verb", clause->head); /* "ordered the arrest of" */
    const struct map_source source = { .rule = MAP_LIGHT, .clause = clause, .doubted = only_wanted, .weight = 1 };
    const struct map_frame_arguments arguments = {
      .clause = clause, .lender = noun_clause(mapper, noun), .agent = &agent, .noun = noun
    };
    added += map_apply_noun(mapper, RELATA_FRAME_EVENT, key, &arguments, &source);
    mapper->told[noun] = true;
  }
  return added;
}

/* ------------------------------------------------------------- beside the verb */

/* "advance in clashes with X", "in support of X": the subject is in the event. */
static void map_event_beside(struct mapper *mapper, const struct relata_clause *clause, uint32_t noun) {
  const struct relata_str key = noun_key(mapper, RELATA_FRAME_EVENT, noun);
  if (!map_has_frames(mapper, RELATA_FRAME_EVENT, key) || map_in_set(mapper, "no_beside_noun", noun))
    return;
  struct map_heads own = { .count = 0 }, agent = { .count = 0 };
  heads_of_agent(mapper, noun_clause(mapper, noun), key, &own);
  if (own.count)
    return;
  const bool suffers = map_in_set(mapper, "victim_verb", clause->head);
  if (!suffers) /* not "died in the bombing of Bern" */
    heads_of_role(clause, RELATA_ROLE_SUBJECT, &agent);
  if (!agent.count && !suffers && map_in_set(mapper, "engaging_verb", clause->head)) /* "locked in a war with Peru" */
    heads_of_role(clause, RELATA_ROLE_OBJECT, &agent);
  const struct map_source source = { .rule = MAP_EVENT, .clause = clause, .weight = 0.9f };
  const struct map_frame_arguments arguments = { .clause = noun_clause(mapper, noun), .agent = &agent, .noun = noun };
  if (agent.count && arguments.clause) {
    map_apply_noun(mapper, RELATA_FRAME_EVENT, key, &arguments, &source);
    mapper->told[noun] = true;
  }
}

/* "with the support of X": X backs the subject; "under pressure from X", "at the request of X": X urges it. */
static void map_backing(struct mapper *mapper, const struct relata_clause *clause, uint32_t noun) {
  const struct relata_clause *phrase = noun_clause(mapper, noun);
  struct map_heads backer = { .count = 0 }, backed = { .count = 0 };
  const bool backs = map_in_set(mapper, "backing_noun", noun);
  if (!phrase || (!backs && !map_in_set(mapper, "urging_noun", noun)))
    return;
  heads_of_preposition(phrase, RELATA_STR("of"), &backer);
  if (!backer.count)
    heads_of_agent(mapper, phrase, RELATA_STR(""), &backer);
  heads_of_role(clause, RELATA_ROLE_SUBJECT, &backed);
  if (!backed.count)
    heads_of_role(clause, RELATA_ROLE_OBJECT, &backed);
  const struct map_source source = {
    .rule = MAP_EVENT, .clause = clause, .word = mapper->lemmas[noun], .plain = true, .weight = 0.9f
  };
  for (size_t i = 0; i < backer.count; i++)
    for (size_t j = 0; j < backed.count; j++)
      if (map_fits(mapper, backer.tokens[i], RELATA_SORT_ACTOR) && map_fits(mapper, backed.tokens[j], RELATA_SORT_ACTOR))
        mapper->told[noun] |= map_add(mapper, backer.tokens[i], map_property(mapper, backs ? "backs" : "urges"),
                                             backed.tokens[j], &source);
}

/* "said after talks with X", "flew in for talks with X": the subject was in them; "asked for talks" was not. */
static bool is_beside_meeting(const struct mapper *mapper, const struct relata_clause *clause,
                              const struct relata_argument *argument) {
  return map_in_set(mapper, "meeting_noun", argument->head) &&
         (relata_ontology_in_set(mapper->ontology, "meeting_preposition", argument->preposition) ||
          (relata_str_is(argument->preposition, "for") && map_in_set(mapper, "coming_verb", clause->head)));
}

static void map_obliques(struct mapper *mapper, const struct relata_clause *clause) {
  for (size_t a = 0; a < clause->argument_count; a++) {
    const struct relata_argument *argument = &clause->arguments[a];
    if (argument->role != RELATA_ROLE_OBLIQUE)
      continue;
    if (relata_ontology_in_set(mapper->ontology, "event_preposition", argument->preposition) ||
        is_beside_meeting(mapper, clause, argument))
      map_event_beside(mapper, clause, argument->head);
    else if (relata_ontology_in_set(mapper->ontology, "backing_preposition", argument->preposition))
      map_backing(mapper, clause, argument->head);
  }
}

/* ------------------------------------------------------------- under somebody's control */

/* "under the control of Chad", "under Chadian fire", "in rebel hands": the event that befalls, or an empty key. */
static struct relata_str befalling_key(const struct mapper *mapper, struct relata_str preposition, uint32_t noun) {
  const bool in = relata_str_is(preposition, "in") || relata_str_is(preposition, "into");
  if (in && relata_str_is(map_token(mapper, noun)->form, "hands"))
    return RELATA_STR("control");
  const bool under = relata_str_is(preposition, "under") && map_in_set(mapper, "befalling_noun", noun);
  return under ? noun_key(mapper, RELATA_FRAME_EVENT, noun) : (struct relata_str){ .len = 0 };
}

/* The event as it would be said of what it befalls: "the control of the town". */
static const struct relata_clause *clause_of_event(const struct mapper *mapper, const struct relata_clause *phrase,
                                                   const struct map_heads *whom) {
  static const char *const prepositions[] = { "of", "on", "over" };
  enum { WAYS = sizeof prepositions / sizeof *prepositions };
  struct relata_arena *arena = mapper->document->arena;
  struct relata_clause *event = relata_arena_alloc(arena, sizeof *event);
  struct relata_argument *arguments = relata_arena_alloc(arena, (whom->count * WAYS + 1) * sizeof *arguments);
  *event = *phrase;
  event->argument_count = 0;
  event->arguments = arguments;
  for (size_t i = 0; i < whom->count; i++)
    for (size_t k = 0; k < WAYS; k++)
      arguments[event->argument_count++] = (struct relata_argument){ .role = RELATA_ROLE_OBLIQUE,
                                                                     .head = whom->tokens[i],
                                                                     .mention = RELATA_NONE,
                                                                     .clause = RELATA_NONE,
                                                                     .preposition = relata_str_of(prepositions[k]) };
  return event;
}

bool map_befalls(struct mapper *mapper, const struct relata_clause *clause, struct relata_str preposition,
                 uint32_t noun, const struct map_heads *whom) {
  const struct relata_str key = befalling_key(mapper, preposition, noun);
  const struct relata_clause *phrase = noun_clause(mapper, noun);
  if (!key.len || !phrase)
    return false;
  struct map_heads agent = { .count = 0 };
  heads_of_preposition(phrase, RELATA_STR("of"), &agent);
  if (!agent.count)
    heads_of_agent(mapper, phrase, key, &agent);
  if (!agent.count) /* "under attack by": on what the event is said to be under */
    heads_of_preposition(clause, RELATA_STR("by"), &agent);
  if (!agent.count)
    heads_of_preposition(clause, RELATA_STR("from"), &agent);
  mapper->told[noun] = true;
  const struct map_source source = { .rule = MAP_EVENT, .clause = clause, .weight = 1 };
  const struct map_frame_arguments arguments = {
    .clause = clause_of_event(mapper, phrase, whom), .agent = &agent, .noun = noun
  };
  if (agent.count && whom->count)
    map_apply_noun(mapper, RELATA_FRAME_EVENT, key, &arguments, &source);
  return true;
}

/* "came under the control of Chad", "put the town under siege". */
static void map_befallen(struct mapper *mapper, const struct relata_clause *clause) {
  struct map_heads whom = { .count = 0 };
  if (!map_in_set(mapper, "befalling_verb", clause->head))
    return;
  heads_of_role(clause, RELATA_ROLE_OBJECT, &whom);
  if (!whom.count)
    heads_of_role(clause, RELATA_ROLE_SUBJECT, &whom);
  for (size_t a = 0; a < clause->argument_count; a++)
    if (clause->arguments[a].role == RELATA_ROLE_OBLIQUE)
      map_befalls(mapper, clause, clause->arguments[a].preposition, clause->arguments[a].head, &whom);
}

/* Whom the deed of the clause would hit: "to bomb [the city]", "to seize [their] boats", "to put tariffs on [China]". */
static void heads_of_victim(const struct mapper *mapper, const struct relata_clause *deed, struct map_heads *whom) {
  struct map_heads things = { .count = 0 };
  heads_of_role(deed, RELATA_ROLE_OBJECT, &things);
  for (size_t i = 0; i < things.count; i++) {
    if (map_fits(mapper, things.tokens[i], RELATA_SORT_ACTOR))
      heads_add(whom, things.tokens[i]);
    else if (noun_clause(mapper, things.tokens[i]))
      heads_of_role(noun_clause(mapper, things.tokens[i]), RELATA_ROLE_POSSESSOR, whom);
    heads_of_preposition(noun_clause(mapper, things.tokens[i]), RELATA_STR("against"), whom);
    if (map_in_set(mapper, "penalty_noun", things.tokens[i]))
      heads_of_preposition(noun_clause(mapper, things.tokens[i]), RELATA_STR("on"), whom);
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
  for (size_t i = 0; i < who.count; i++)
    for (size_t j = 0; j < whom.count; j++)
      if (map_fits(mapper, who.tokens[i], RELATA_SORT_ACTOR) && map_fits(mapper, whom.tokens[j], RELATA_SORT_ACTOR))
        map_add(mapper, who.tokens[i], map_property(mapper, "threatens"), whom.tokens[j], &source);
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
  heads_of_preposition(noun_clause(mapper, noun), RELATA_STR("for"), &events);
  for (size_t i = 0; i < events.count && agent.count; i++) {
    const struct relata_str key = noun_key(mapper, RELATA_FRAME_EVENT, events.tokens[i]);
    const struct relata_clause *event = noun_clause(mapper, events.tokens[i]);
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
  const struct relata_clause *event = noun_clause(mapper, noun);
  const struct relata_str key = noun_key(mapper, RELATA_FRAME_EVENT, noun);
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

/* "Clashes broke out between students and police", "fighting with the rebels resumed": what hangs on the verb is the
 * event's own. */
static void map_happening(struct mapper *mapper, const struct relata_clause *clause) {
  struct map_heads events = { .count = 0 }, nobody = { .count = 0 };
  if (!relata_ontology_in_set(mapper->ontology, "happening_verb", clause->lemma))
    return;
  heads_of_role(clause, RELATA_ROLE_SUBJECT, &events);
  for (size_t i = 0; i < events.count; i++) {
    const uint32_t noun = events.tokens[i];
    const struct relata_str key = noun_key(mapper, RELATA_FRAME_EVENT, noun);
    if (mapper->told[noun] || !map_has_frames(mapper, RELATA_FRAME_EVENT, key))
      continue;
    const struct map_source source = { .rule = MAP_EVENT, .clause = clause, .weight = 0.9f };
    const struct relata_clause *phrase = noun_clause(mapper, noun);
    const struct map_frame_arguments arguments = {
      .clause = phrase ? phrase : clause, .lender = clause, .agent = phrase ? NULL : &nobody, .noun = noun
    };
    if (map_apply_noun(mapper, RELATA_FRAME_EVENT, key, &arguments, &source))
      mapper->told[noun] = true;
  }
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
static void map_guilt(struct mapper *mapper, const struct relata_clause *clause) {
  for (size_t a = 0; a < clause->argument_count; a++) {
    const struct relata_argument *argument = &clause->arguments[a];
    if (argument->role != RELATA_ROLE_OBLIQUE || !argument->preposition.len || mapper->told[argument->head])
      continue;
    const struct relata_str words = map_join(mapper, clause->lemma, argument->preposition);
    const enum guilt guilt = guilt_of(mapper, words);
    const struct relata_clause *event = noun_clause(mapper, argument->head);
    const struct relata_str key = noun_key(mapper, RELATA_FRAME_EVENT, argument->head);
    struct map_heads own = { .count = 0 }, agent = { .count = 0 };
    if (guilt == GUILT_NONE)
      continue;
    heads_of_agent(mapper, event, key, &own);
    if (!relata_ontology_in_set(mapper->ontology, "confessed_to", words))
      heads_of_role(clause, RELATA_ROLE_OBJECT, &agent);
    else
      heads_of_role(clause, RELATA_ROLE_SUBJECT, &agent);
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
static void map_against(struct mapper *mapper, const struct relata_clause *clause) {
  struct map_heads who = { .count = 0 }, whom = { .count = 0 };
  if (map_in_set(mapper, "game_verb", clause->head))
    return;
  heads_of_role(clause, RELATA_ROLE_SUBJECT, &who);
  heads_of_preposition(clause, RELATA_STR("against"), &whom);
  const struct map_source source = {
    .rule = MAP_VERB, .clause = clause, .word = clause->lemma, .slots = RELATA_STR("S>against"), .weight = 0.8f
  };
  for (size_t i = 0; i < who.count; i++)
    for (size_t j = 0; j < whom.count; j++)
      if (map_fits(mapper, who.tokens[i], RELATA_SORT_ACTOR) && map_fits(mapper, whom.tokens[j], RELATA_SORT_ACTOR))
        map_add(mapper, who.tokens[i], map_property(mapper, "opposes"), whom.tokens[j], &source);
}

/* "shelled the town with rockets": whoever does it uses them; "armed the town with rockets" gives them. */
static void map_weapons(struct mapper *mapper, const struct relata_clause *clause) {
  struct map_heads who = { .count = 0 }, what = { .count = 0 };
  if (map_in_set(mapper, "giving_verb", clause->head))
    return;
  heads_of_role(clause, RELATA_ROLE_SUBJECT, &who);
  heads_of_preposition(clause, RELATA_STR("with"), &what);
  const struct map_source source = {
    .rule = MAP_VERB, .clause = clause, .word = clause->lemma, .slots = RELATA_STR("S>with"), .weight = 0.8f
  };
  for (size_t i = 0; i < who.count; i++)
    for (size_t j = 0; j < what.count; j++)
      if (map_fits(mapper, who.tokens[i], RELATA_SORT_ACTOR) && map_fits(mapper, what.tokens[j], RELATA_SORT_WEAPON) &&
          !map_fits(mapper, what.tokens[j], RELATA_SORT_ACTOR))
        map_add(mapper, who.tokens[i], map_property(mapper, "uses"), what.tokens[j], &source);
}

/* "spoke at the summit", "met during the talks", "lost in the final" */
static bool is_attended(const struct mapper *mapper, const struct relata_clause *clause,
                        const struct relata_argument *argument) {
  if (argument->role != RELATA_ROLE_OBLIQUE)
    return false;
  if (relata_str_is(argument->preposition, "in"))
    return map_in_set(mapper, "contest_noun", argument->head) && !map_in_set(mapper, "onlooking_verb", clause->head);
  return map_in_set(mapper, "meeting_noun", argument->head) &&
         (relata_str_is(argument->preposition, "at") || relata_str_is(argument->preposition, "during"));
}

/* Whoever does something there takes part, and whoever is beaten there. */
static void map_attendance(struct mapper *mapper, const struct relata_clause *clause) {
  struct map_heads who = { .count = 0 };
  heads_of_role(clause, RELATA_ROLE_SUBJECT, &who);
  if (who.count && map_in_set(mapper, "beating_verb", clause->head))
    heads_of_role(clause, RELATA_ROLE_OBJECT, &who);
  for (size_t a = 0; a < clause->argument_count; a++) {
    const struct relata_argument *argument = &clause->arguments[a];
    if (!is_attended(mapper, clause, argument))
      continue;
    const struct map_source source = { .rule = MAP_VERB,
                                       .clause = clause,
                                       .word = clause->lemma,
                                       .slots = relata_str_is(argument->preposition, "in") ? RELATA_STR("S>in")
                                                                                          : RELATA_STR("S>at"),
                                       .weight = 0.8f };
    for (size_t i = 0; i < who.count; i++)
      if (map_fits(mapper, who.tokens[i], RELATA_SORT_ACTOR))
        map_add(mapper, who.tokens[i], map_property(mapper, "participates_in"), argument->head, &source);
  }
}

static void claimed_or_denied(struct mapper *mapper, const struct relata_clause *clause, uint32_t noun) {
  map_claimed(mapper, clause, noun);
  map_denied(mapper, clause, noun);
}

/* "turn away", "turned the boats away": the verb with an adverb or "as" of its own, where the lexicon has that. */
static struct relata_str adverb_lemma(const struct mapper *mapper, const struct relata_clause *clause) {
  const struct relata_sentence *sentence = &mapper->document->sentences[clause->sentence];
  const struct relata_token *tokens = mapper->document->tokens;
  for (uint32_t t = clause->head + 1; t < sentence->end && t < clause->head + 8; t++)
    if (tokens[t].head == clause->head && tokens[t].dep == RELATA_DEP_ADVMOD) {
      const struct relata_str joined = map_join(mapper, head_lemma(mapper, clause), mapper->lemmas[t]);
      if (map_has_frames(mapper, RELATA_FRAME_VERB, joined))
        return joined;
    }
  for (size_t a = 0; a < clause->argument_count; a++) { /* "dismissed the report as a stunt" */
    const struct relata_str joined = map_join(mapper, head_lemma(mapper, clause), RELATA_STR("as"));
    if (clause->arguments[a].role == RELATA_ROLE_OBLIQUE && relata_str_is(clause->arguments[a].preposition, "as") &&
        map_has_frames(mapper, RELATA_FRAME_VERB, joined))
      return joined;
  }
  return clause->lemma;
}

/* ------------------------------------------------------------- a verb */

void map_verb(struct mapper *mapper, const struct relata_clause *clause) {
  const size_t idioms = map_idioms(mapper, clause);
  const size_t light = idioms ? 0 : map_light(mapper, clause);
  size_t own = 0;
  if (!idioms && !light) {
    const struct map_source source = {
      .rule = MAP_VERB, .clause = clause, .doubted = is_only_offered(mapper, clause), .weight = 1
    };
    const struct map_frame_arguments arguments = { .clause = clause, .noun = RELATA_NONE };
    if (!has_empty_idiom(mapper, clause)) /* "take up" is no "take" */
      own = map_apply(mapper, RELATA_FRAME_VERB, adverb_lemma(mapper, clause), &arguments, &source);
  }
  map_threat(mapper, clause);
  map_guilt(mapper, clause);
  map_toll_includes(mapper, clause);
  map_happening(mapper, clause);
  map_called_for(mapper, clause);
  map_refused(mapper, clause);
  map_plea(mapper, clause);
  for (size_t a = 0; a < clause->argument_count; a++)
    if (clause->arguments[a].role == RELATA_ROLE_OBJECT)
      claimed_or_denied(mapper, clause, clause->arguments[a].head);
  map_obliques(mapper, clause);
  map_befallen(mapper, clause);
  map_weapons(mapper, clause);
  map_attendance(mapper, clause);
  if (!idioms && !light && !own)
    map_against(mapper, clause);
  map_verb_places(mapper, clause);
}

/* ------------------------------------------------------------- to be */

/* "is in control of", "is under attack by". */
static void map_copula_event(struct mapper *mapper, const struct relata_clause *clause, uint32_t noun) {
  const struct relata_str key = noun_key(mapper, RELATA_FRAME_EVENT, noun);
  const struct relata_clause *phrase = noun_clause(mapper, noun);
  struct map_heads agent = { .count = 0 };
  if (!phrase || !map_has_frames(mapper, RELATA_FRAME_EVENT, key))
    return;
  heads_of_role(clause, RELATA_ROLE_SUBJECT, &agent);
  const struct map_source source = { .rule = MAP_EVENT, .clause = clause, .weight = 1 };
  const struct map_frame_arguments arguments = { .clause = phrase, .lender = clause, .agent = &agent, .noun = noun };
  map_apply_noun(mapper, RELATA_FRAME_EVENT, key, &arguments, &source);
  mapper->told[noun] = true;
}

/* "is against the merger". */
static void map_copula_against(struct mapper *mapper, const struct relata_clause *clause, uint32_t what) {
  struct map_heads who = { .count = 0 };
  heads_of_role(clause, RELATA_ROLE_SUBJECT, &who);
  const struct map_source source = {
    .rule = MAP_ADJECTIVE, .clause = clause, .word = RELATA_STR("against"), .slots = RELATA_STR("S>N"), .weight = 0.9f
  };
  for (size_t i = 0; i < who.count; i++)
    if (map_fits(mapper, who.tokens[i], RELATA_SORT_ACTOR))
      map_add(mapper, who.tokens[i], map_property(mapper, "opposes"), what, &source);
}

void map_copula(struct mapper *mapper, const struct relata_clause *clause) {
  map_among_before(mapper, clause);
  for (size_t a = 0; a < clause->argument_count; a++) {
    const struct relata_argument *argument = &clause->arguments[a];
    if (argument->role != RELATA_ROLE_OBLIQUE || argument->head != clause->head)
      continue;
    struct map_heads whom = { .count = 0 };
    heads_of_role(clause, RELATA_ROLE_SUBJECT, &whom);
    if (relata_str_is(argument->preposition, "among"))
      map_among(mapper, clause, argument->head);
    else if (relata_str_is(argument->preposition, "against"))
      map_copula_against(mapper, clause, argument->head);
    else if (!map_befalls(mapper, clause, argument->preposition, argument->head, &whom))
      map_copula_event(mapper, clause, argument->head);
  }
  map_list(mapper, clause);
  map_verb_places(mapper, clause);
}

void map_adjective(struct mapper *mapper, const struct relata_clause *clause) {
  const struct map_source source = { .rule = MAP_ADJECTIVE, .clause = clause, .weight = 1 };
  const struct map_frame_arguments arguments = { .clause = clause, .noun = RELATA_NONE };
  map_apply(mapper, RELATA_FRAME_ADJECTIVE, clause->lemma, &arguments, &source);
  map_among_adjective(mapper, clause);
  map_guilt(mapper, clause);
}
