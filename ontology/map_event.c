/* map_event.c — events that stand beside a verb: what its subject takes part
 * in ("in clashes with"), has or is under ("with the support of", "under
 * siege"), and events that happen ("fighting broke out between"). */
#include "ontology/map.h"

/* "advance in clashes with X", "in support of X": the subject is in the event. */
static void map_event_beside(struct mapper *mapper, const struct relata_clause *clause, uint32_t noun) {
  const struct relata_str key = map_noun_key(mapper, RELATA_FRAME_EVENT, noun);
  if (!map_has_frames(mapper, RELATA_FRAME_EVENT, key) || map_in_set(mapper, "no_beside_noun", noun))
    return;
  struct map_heads own = { .count = 0 }, agent = { .count = 0 };
  heads_of_agent(mapper, map_noun_clause(mapper, noun), key, &own);
  if (own.count)
    return;
  const bool suffers = map_in_set(mapper, "victim_verb", clause->head);
  if (!suffers) /* not "died in the bombing of Bern" */
    heads_of_role(clause, RELATA_ROLE_SUBJECT, &agent);
  if (!agent.count && !suffers && map_in_set(mapper, "engaging_verb", clause->head)) /* "locked in a war with Peru" */
    heads_of_role(clause, RELATA_ROLE_OBJECT, &agent);
  const struct map_source source = { .rule = MAP_EVENT, .clause = clause, .weight = 0.9f };
  const struct map_frame_arguments arguments = { .clause = map_noun_clause(mapper, noun), .agent = &agent, .noun = noun };
  if (agent.count && arguments.clause) {
    map_apply_noun(mapper, RELATA_FRAME_EVENT, key, &arguments, &source);
    mapper->told[noun] = true;
  }
}

/* "with the support of X": X backs the subject; "under pressure from X", "at the request of X": X urges it. */
static void map_backing(struct mapper *mapper, const struct relata_clause *clause, uint32_t noun) {
  const struct relata_clause *phrase = map_noun_clause(mapper, noun);
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
  mapper->told[noun] |= map_add_actors(mapper, &backer, backs ? "backs" : "urges", &backed, &source);
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

/* "under the control of Chad", "under Chadian fire", "in rebel hands": the event that befalls, or an empty key. */
static struct relata_str befalling_key(const struct mapper *mapper, struct relata_str preposition, uint32_t noun) {
  const bool in = relata_str_is(preposition, "in") || relata_str_is(preposition, "into");
  if (in && relata_str_is(map_token(mapper, noun)->form, "hands"))
    return RELATA_STR("control");
  const bool under = relata_str_is(preposition, "under") && map_in_set(mapper, "befalling_noun", noun);
  return under ? map_noun_key(mapper, RELATA_FRAME_EVENT, noun) : (struct relata_str){ .len = 0 };
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
  const struct relata_clause *phrase = map_noun_clause(mapper, noun);
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

/* "Clashes broke out between students and police", "fighting with the rebels resumed": what hangs on the verb is the
 * event's own. */
static void map_happening(struct mapper *mapper, const struct relata_clause *clause) {
  struct map_heads events = { .count = 0 }, nobody = { .count = 0 };
  if (!relata_ontology_in_set(mapper->ontology, "happening_verb", clause->lemma))
    return;
  heads_of_role(clause, RELATA_ROLE_SUBJECT, &events);
  for (size_t i = 0; i < events.count; i++) {
    const uint32_t noun = events.tokens[i];
    const struct relata_str key = map_noun_key(mapper, RELATA_FRAME_EVENT, noun);
    if (mapper->told[noun] || !map_has_frames(mapper, RELATA_FRAME_EVENT, key))
      continue;
    const struct map_source source = { .rule = MAP_EVENT, .clause = clause, .weight = 0.9f };
    const struct relata_clause *phrase = map_noun_clause(mapper, noun);
    const struct map_frame_arguments arguments = {
      .clause = phrase ? phrase : clause, .lender = clause, .agent = phrase ? NULL : &nobody, .noun = noun
    };
    if (map_apply_noun(mapper, RELATA_FRAME_EVENT, key, &arguments, &source))
      mapper->told[noun] = true;
  }
}

void map_events_beside(struct mapper *mapper, const struct relata_clause *clause) {
  map_happening(mapper, clause);
  map_obliques(mapper, clause);
  map_befallen(mapper, clause);
}
