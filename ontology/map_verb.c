/* map_verb.c — facts from verbs: their own frames, idioms ("take control
 * of"), light verbs that lend their subject to an event ("launch an attack
 * on"), what is used and attended; and from "to be". */
#include "ontology/map.h"

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

struct relata_str map_noun_key(const struct mapper *mapper, enum relata_frame_kind kind, uint32_t token) {
  const struct relata_clause *clause = map_noun_clause(mapper, token);
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
  const struct map_frame_arguments arguments = { .clause = clause, .lender = map_noun_clause(mapper, noun), .noun = noun };
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
    const struct relata_str key = map_noun_key(mapper, RELATA_FRAME_EVENT, noun);
    if (!map_has_frames(mapper, RELATA_FRAME_EVENT, key) || is_empty_idiom(mapper, clause->lemma, noun))
      continue; /* "won the release of": who frees them is another */
    const bool only_wanted = map_in_set(mapper, "ordering_verb", clause->head); /* "ordered the arrest of" */
    const struct map_source source = { .rule = MAP_LIGHT, .clause = clause, .doubted = only_wanted, .weight = 1 };
    const struct map_frame_arguments arguments = {
      .clause = clause, .lender = map_noun_clause(mapper, noun), .agent = &agent, .noun = noun
    };
    added += map_apply_noun(mapper, RELATA_FRAME_EVENT, key, &arguments, &source);
    mapper->told[noun] = true;
  }
  return added;
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
  map_stance(mapper, clause);
  map_toll_includes(mapper, clause);
  map_events_beside(mapper, clause);
  map_weapons(mapper, clause);
  map_attendance(mapper, clause);
  if (!idioms && !light && !own)
    map_against(mapper, clause);
  map_verb_places(mapper, clause);
}

/* ------------------------------------------------------------- to be */

/* "is in control of", "is under attack by". */
static void map_copula_event(struct mapper *mapper, const struct relata_clause *clause, uint32_t noun) {
  const struct relata_str key = map_noun_key(mapper, RELATA_FRAME_EVENT, noun);
  const struct relata_clause *phrase = map_noun_clause(mapper, noun);
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
