/* map_place.c — where things are: "rebels in Idlib", "they live in Ankara",
 * "Aleppo, Syria", "30 km south of Idlib". */
#include "ontology/map.h"

/* located_in, near, or RELATA_NONE for a preposition that says no place. */
static uint32_t place_property(const struct mapper *mapper, struct relata_str preposition) {
  if (relata_ontology_in_set(mapper->ontology, "located_preposition", preposition))
    return map_property(mapper, "located_in");
  return relata_ontology_in_set(mapper->ontology, "nearby_preposition", preposition) ? map_property(mapper, "near")
                                                                                     : RELATA_NONE;
}

static bool is_place(const struct mapper *mapper, uint32_t token) {
  const struct relata_mention *mention = map_mention(mapper, token);
  return mention && !mention->pronoun && map_fits(mapper, token, RELATA_SORT_PLACE) &&
         !map_in_set(mapper, "not_place", mention->core);
}

/* People, places, things and events are somewhere; ideas are not. */
static bool can_be_located(const struct mapper *mapper, uint32_t token) {
  const struct relata_mention *mention = map_mention(mapper, token);
  return mention && map_fits(mapper, token, RELATA_SORT_CONCRETE) &&
         !map_in_set(mapper, "unlocated_noun", mention->core);
}

/* ------------------------------------------------------------- nouns */

/* Has the noun words of its own that its neighbours in a list do not share: "our lawyers", "676 people", "by a dentist"? */
static bool is_apart(const struct mapper *mapper, uint32_t noun) {
  for (uint32_t t = noun; t-- > map_sentence_first(mapper, noun) && t + 6 > noun;)
    if (map_token(mapper, t)->head == noun)
      switch (map_base(mapper, t)) {
      case RELATA_DEP_DET:
      case RELATA_DEP_NUMMOD:
      case RELATA_DEP_CASE:
      case RELATA_DEP_NMOD:
        return true;
      default:
        break;
      }
  return false;
}

/* The noun that the place hangs on, or the last of that one's list, if the place stands right behind it. */
static uint32_t place_host(const struct mapper *mapper, uint32_t place) {
  const uint32_t host = map_token(mapper, place)->head;
  const struct relata_mention *where = map_mention(mapper, place);
  for (uint32_t t = place; where && host != RELATA_NONE && t-- > host;) {
    const struct relata_mention *last = map_mention(mapper, t);
    if (map_token(mapper, t)->head == host && map_base(mapper, t) == RELATA_DEP_CONJ &&
        last && last->label_end + 1 == where->first)
      return t;
  }
  return host;
}

/* "miners and drivers in Kyushu" are both there; in "Tom and our lawyers in Rome", "chips and weak demand in Nigeria" and
 * "Ana Ruiz in Quito and Jo Mills in Lima" the place is of the noun before it alone. */
bool map_place_is_of_another(const struct mapper *mapper, uint32_t noun, uint32_t place) {
  const uint32_t first_place = map_list_head(mapper, place), host = place_host(mapper, first_place);
  const uint32_t named = map_base(mapper, noun) == RELATA_DEP_APPOS &&
                                 map_token(mapper, noun)->head != RELATA_NONE
                           ? map_token(mapper, noun)->head
                           : noun; /* "ZDF, the broadcaster, and a dentist in Halle" */
  if (host == RELATA_NONE || host == noun || host == named || first_place == map_list_head(mapper, named) ||
      map_list_head(mapper, host) != map_list_head(mapper, named))
    return false;
  if (noun > place)
    return true;
  if (host <= noun || host >= place)
    return false;
  const struct relata_mention *first = map_mention(mapper, noun), *last = map_mention(mapper, host);
  if (!first || !last)
    return first && first->named;
  return (first->named && first->sort == RELATA_SORT_PERSON) || first->named != last->named ||
         !can_be_located(mapper, host) || is_apart(mapper, host);
}

/* "the houses", "their houses" are there. */
static bool is_definite(const struct mapper *mapper, uint32_t noun) {
  for (uint32_t t = noun; t-- > map_sentence_first(mapper, noun) && t + 8 > noun;)
    if (map_token(mapper, t)->head == noun &&
        (map_token(mapper, t)->dep == RELATA_DEP_NMOD_POSS || map_in_set(mapper, "definite_word", t)))
      return true;
  return false;
}

/* The clause that tells whether the thing is there at all: "no office in Tokyo", "may open an office in Tokyo". */
static const struct relata_clause *existence_clause(const struct mapper *mapper, uint32_t noun) {
  const struct relata_document *document = mapper->document;
  const struct relata_token *token = map_token(mapper, noun);
  const uint32_t clause = mapper->noun_clause[noun];
  for (uint32_t t = noun; t-- > document->sentences[token->sentence].first && t + 4 > noun;)
    if (map_token(mapper, t)->head == noun && relata_str_is(mapper->lemmas[t], "no"))
      return clause == RELATA_NONE ? NULL : &document->clauses[clause];
  const bool paid = relata_dep_base((enum relata_dep)token->dep) == RELATA_DEP_OBL && /* "would spend 2m on a plant" */
                    token->head != RELATA_NONE && map_in_set(mapper, "spending_verb", token->head);
  const bool made = paid || relata_dep_base((enum relata_dep)token->dep) == RELATA_DEP_OBJ ||
                    token->dep == RELATA_DEP_NSUBJ_PASS;
  if (!made || token->head == RELATA_NONE || mapper->verb_clause[token->head] == RELATA_NONE)
    return NULL;
  const struct relata_clause *making = &document->clauses[mapper->verb_clause[token->head]];
  if ((paid || relata_ontology_in_set(mapper->ontology, "planning_verb", making->lemma)) && !is_definite(mapper, noun) &&
      !map_mention(mapper, noun)->named)
    return making;
  return relata_ontology_in_set(mapper->ontology, "making_verb", making->lemma) && !paid ? making : NULL;
}

/* "Fort Lee is a city in Bergen County": who is it that is there. */
static void located_heads(const struct relata_clause *clause, struct map_heads *heads) {
  heads_of_role(clause, RELATA_ROLE_HOLDER, heads);
  if (!heads->count)
    heads_add(heads, clause->head);
}

/* "offered to finance", "is to prepare": what is not there before. */
static bool may_bring_about(const struct mapper *mapper, uint32_t verb) {
  return (map_in_set(mapper, "making_verb", verb) || map_in_set(mapper, "bringing_verb", verb)) &&
         mapper->verb_clause[verb] != RELATA_NONE &&
         mapper->document->clauses[mapper->verb_clause[verb]].circumstances.possible;
}

/* "fears a massacre in Kati", "a plan for a harbour in Duqm", "the planned base in Agadez", "offered to finance a dam
 * at Wau": not there yet, if ever. */
static bool is_only_thought_of(const struct mapper *mapper, uint32_t noun) {
  const struct relata_token *tokens = mapper->document->tokens;
  const enum relata_dep base = relata_dep_base((enum relata_dep)tokens[noun].dep);
  const uint32_t head = tokens[noun].head;
  if (map_is_doubted(mapper, noun) || map_is_awaited(mapper, noun))
    return true;
  if (head == RELATA_NONE || map_mention(mapper, noun)->named || head > noun || is_definite(mapper, noun))
    return false;
  if (base == RELATA_DEP_OBJ)
    return map_in_set(mapper, "wish_verb", head) || may_bring_about(mapper, head) ||
           (map_in_set(mapper, "preparing_verb", head) && map_fits(mapper, noun, RELATA_SORT_EVENT));
  if (base != RELATA_DEP_NMOD && base != RELATA_DEP_OBL)
    return false;
  for (uint32_t t = head + 1; t < noun; t++)
    if (tokens[t].head == noun && relata_dep_base((enum relata_dep)tokens[t].dep) == RELATA_DEP_CASE)
      return (relata_str_is(mapper->lemmas[t], "for") || relata_str_is(mapper->lemmas[t], "of")) &&
             map_in_set(mapper, "thought_word", head);
  return false;
}

void map_noun_places(struct mapper *mapper, const struct relata_clause *clause) {
  struct map_heads what = { .count = 0 };
  located_heads(clause, &what);
  const struct relata_clause *existence = existence_clause(mapper, clause->head);
  for (size_t a = 0; a < clause->argument_count; a++) {
    const struct relata_argument *argument = &clause->arguments[a];
    uint32_t property =
      argument->role == RELATA_ROLE_OBLIQUE ? place_property(mapper, argument->preposition) : RELATA_NONE;
    if (map_is_upon_ground(mapper, clause->head, argument) || map_is_aboard(mapper, argument))
      property = map_property(mapper, "located_in");
    if (property == RELATA_NONE || !(is_place(mapper, argument->head) || map_is_aboard(mapper, argument)) ||
        !can_be_located(mapper, clause->head) || map_place_is_of_another(mapper, clause->head, argument->head))
      continue;
    const struct map_source source = { .rule = MAP_PLACE,
                                       .clause = existence ? existence : clause,
                                       .word = argument->preposition,
                                       .slots = RELATA_STR("N>place"),
                                       .plain = !existence,
                                       .doubted = is_only_thought_of(mapper, clause->head),
                                       .weight = 1 };
    for (size_t i = 0; i < what.count; i++)
      if (!map_place_is_of_another(mapper, what.tokens[i], argument->head))
        map_add(mapper, what.tokens[i], property, argument->head, &source);
  }
}

/* ------------------------------------------------------------- verbs */

/* "are due to open in Oslo", where the analyser takes "due to" for a preposition. */
static bool is_due(const struct mapper *mapper, const struct relata_clause *clause) {
  const uint32_t head = clause->head;
  for (uint32_t t = head; t-- > map_sentence_first(mapper, head) && t + 4 > head;)
    if (map_token(mapper, t)->head == head && map_token(mapper, t)->dep == RELATA_DEP_CASE)
      return map_in_set(mapper, "awaited_word", t);
  return false;
}

/* "is expected in Amman", "wants the missiles in Asia": to be there. */
static const struct relata_clause *wished_clause(const struct mapper *mapper, const struct relata_clause *clause) {
  if (!is_due(mapper, clause) &&
      (clause->kind != RELATA_CLAUSE_VERB || !relata_ontology_in_set(mapper->ontology, "wish_verb", clause->lemma)))
    return clause;
  struct relata_clause *wished = relata_arena_alloc(mapper->document->arena, sizeof *wished);
  *wished = *clause;
  wished->circumstances.possible = true;
  return wished;
}

/* "In Lae, …": the scene of what is told, not what is denied. */
static bool sets_scene(const struct mapper *mapper, const struct relata_clause *clause, uint32_t place) {
  for (uint32_t t = place + 1; t < clause->head; t++) {
    if (relata_str_is(map_token(mapper, t)->form, ","))
      return true;
    if (map_token(mapper, t)->head == clause->head)
      return false;
  }
  return false;
}

/* "could not be reached at home", "in Oslo, the ministry had no comment", "the mayor was in no hurry in Lae": nobody is
 * said not to be there. */
static bool denies_no_place(const struct mapper *mapper, const struct relata_clause *clause, uint32_t place) {
  if (!clause->circumstances.negated || sets_scene(mapper, clause, place))
    return clause->circumstances.negated;
  if (clause->kind != RELATA_CLAUSE_VERB)
    return clause->kind == RELATA_CLAUSE_COPULA && clause->head != place;
  if (!relata_str_is(clause->lemma, "be"))
    return map_has_role(clause, RELATA_ROLE_OBJECT) || /* "isn't holding her breath" */
           !relata_ontology_in_set(mapper->ontology, "stay_verb", clause->lemma);
  return place != clause->head && map_token(mapper, clause->head)->upos == RELATA_NOUN &&
         map_token(mapper, place)->head == clause->head;
}

/* Where the words of a place begin, with its preposition. */
static uint32_t place_first(const struct mapper *mapper, uint32_t place) {
  uint32_t first = map_mention(mapper, place)->first;
  while (first > 0 && map_token(mapper, first - 1)->head == place && map_token(mapper, first - 1)->dep == RELATA_DEP_CASE)
    first--;
  return first;
}

/* "plans to search [the flat of Lee in Baku]": what stands there stands there, whatever comes of it. */
static bool stands_beside(const struct mapper *mapper, const struct relata_clause *clause, uint32_t token,
                          uint32_t place) {
  return token > clause->head && place > token && map_fits(mapper, token, RELATA_SORT_PLACE) &&
         is_definite(mapper, token) && !map_in_set(mapper, "making_verb", clause->head) &&
         place_first(mapper, place) == map_mention(mapper, token)->end;
}

/* A place that the clause hangs on ("Paris, where they will meet") is where it happens, if it does. */
static bool stands_there(const struct mapper *mapper, const struct relata_clause *clause, uint32_t token,
                         const struct relata_argument *place) {
  if (clause->circumstances.negated || existence_clause(mapper, token))
    return false;
  return !clause->circumstances.possible || (token + 3 >= place->head && token > clause->head) ||
         stands_beside(mapper, clause, token, place->head) ||
         (place->head < token && !place->inherited && map_token(mapper, clause->head)->dep != RELATA_DEP_ACL_RELCL);
}

/* "The ship was built in Gdansk", "the company's aircraft are registered in Monrovia": it has long left. */
static bool is_made_to_go(const struct mapper *mapper, const struct relata_clause *clause, uint32_t token) {
  const struct relata_mention *thing = map_mention(mapper, token), *named = &mapper->document->mentions[thing->cluster];
  return !clause->circumstances.possible && map_in_set(mapper, "making_of_thing_verb", clause->head) &&
         (map_in_set(mapper, "mobile_noun", thing->core) || map_in_set(mapper, "mobile_noun", named->core));
}

/* "a tanker registered in Monrovia", "fighters recruited in Minsk": where a thing comes from, not where it is; what stands
 * on the ground is still there. */
static bool tells_origin(const struct mapper *mapper, const struct relata_clause *clause, uint32_t token) {
  if (clause->kind != RELATA_CLAUSE_VERB || map_fits(mapper, token, RELATA_SORT_PLACE))
    return false;
  return is_made_to_go(mapper, clause, token) || (map_in_set(mapper, "origin_verb", clause->head) &&
                                                  map_token(mapper, clause->head)->dep == RELATA_DEP_ACL);
}

static void locate(struct mapper *mapper, const struct relata_clause *said, const struct map_heads *what,
                   uint32_t property, const struct relata_argument *place) {
  const struct relata_clause *clause = wished_clause(mapper, said);
  if (denies_no_place(mapper, clause, place->head))
    return;
  for (size_t i = 0; i < what->count; i++) {
    const uint32_t token = what->tokens[i];
    if (!can_be_located(mapper, token) || tells_origin(mapper, clause, token) ||
        map_mention(mapper, token)->sort == RELATA_SORT_STATE) /* "represented Peru in Bern" */
      continue;
    const struct map_source source = { .rule = MAP_PLACE_OF_VERB,
                                       .clause = clause,
                                       .word = clause->lemma,
                                       .slots = place->preposition,
                                       .plain = clause == said && stands_there(mapper, clause, token, place),
                                       .weight = 0.8f };
    map_add(mapper, token, property, place->head, &source);
  }
}

/* "a plaque put up by the [embassy] in Oslo": the body that did it is there, whatever was done where; of people who do
 * it the place tells nothing of the kind, "was seized by agents in a car park".  RELATA_NONE if no such body stands there. */
static uint32_t agent_before_place(const struct mapper *mapper, uint32_t place) {
  const struct relata_mention *where = map_mention(mapper, place);
  const uint32_t sentence = map_sentence_first(mapper, place);
  uint32_t end = place_first(mapper, place);
  if (!where->named || end <= sentence || !relata_str_is(map_token(mapper, end)->form, "in"))
    return RELATA_NONE;
  if (relata_str_is(map_token(mapper, end - 1)->form, ","))
    end--;
  for (uint32_t t = end; t-- > sentence && t + 8 > end;) {
    const struct relata_mention *body = map_mention(mapper, t);
    if (body && body->label_end == end && map_token(mapper, t)->dep == RELATA_DEP_OBL_AGENT)
      return body->sort == RELATA_SORT_ORGANIZATION || body->sort == RELATA_SORT_INSTITUTION ? t : RELATA_NONE;
  }
  return RELATA_NONE;
}

/* "lived under [guard] in Zarqa", "stood nose to [tail] at the gate": a bare noun behind a preposition names no thing. */
static bool is_bare(const struct mapper *mapper, uint32_t noun) {
  const struct relata_mention *mention = map_mention(mapper, noun);
  return !mention->named && !mention->pronoun && mention->first == noun && map_token(mapper, noun)->upos == RELATA_NOUN &&
         mention->number == RELATA_SING && !map_fits(mapper, noun, RELATA_SORT_GROUP) &&
         !map_fits(mapper, noun, RELATA_SORT_PLACE) && !map_fits(mapper, noun, RELATA_SORT_EVENT);
}

/* The argument whose words end right before the preposition: "strikes on
 * militants in Idlib", whatever word the analyser hangs the place on. */
static uint32_t word_before_place(const struct mapper *mapper, const struct relata_clause *clause,
                                  const struct relata_argument *place) {
  const uint32_t first = place_first(mapper, place->head), agent = agent_before_place(mapper, place->head);
  if (agent != RELATA_NONE)
    return agent;
  for (size_t a = 0; a < clause->argument_count; a++) {
    const struct relata_argument *other = &clause->arguments[a];
    const struct relata_mention *before = other->head == place->head ? NULL : map_mention(mapper, other->head);
    if (before && before->label_end == first && (other->role == RELATA_ROLE_OBJECT || other->role == RELATA_ROLE_OBLIQUE) &&
        !other->inherited && !(other->role == RELATA_ROLE_OBLIQUE && is_bare(mapper, other->head)))
      return other->head;
  }
  return RELATA_NONE;
}

/* "studied engineering in Leeds": the subject was there. */
static bool is_practice(const struct mapper *mapper, const struct relata_clause *clause, const struct map_heads *object) {
  return clause->kind == RELATA_CLAUSE_VERB && map_in_set(mapper, "practice_verb", clause->head) &&
         !(object->count && map_fits(mapper, object->tokens[0], RELATA_SORT_ACTOR));
}

/* The place of what is done is the object's; the subject's for verbs of
 * staying, and where the sentence begins with it ("Near Mosul, five strikes …"). */
static void map_verb_place(struct mapper *mapper, const struct relata_clause *clause,
                           const struct relata_argument *place, uint32_t property) {
  const bool fronted = place->head < clause->head;
  struct map_heads subject = { .count = 0 }, object = { .count = 0 };
  heads_of_role(clause, RELATA_ROLE_SUBJECT, &subject);
  heads_of_role(clause, RELATA_ROLE_OBJECT, &object);
  const bool before_subject = fronted && subject.count && place->head < subject.tokens[0];
  const uint32_t neighbour = before_subject ? RELATA_NONE : word_before_place(mapper, clause, place);
  const bool stays = relata_ontology_in_set(mapper->ontology, "stay_verb", clause->lemma) ||
                     map_in_set(mapper, "stay_verb", clause->head);
  const bool practice = is_practice(mapper, clause, &object) || /* "left Gdynia aboard the ship" */
                        (map_is_aboard(mapper, place) && object.count &&
                         map_fits(mapper, object.tokens[0], RELATA_SORT_PLACE));
  if (neighbour != RELATA_NONE && can_be_located(mapper, neighbour) && !practice) {
    const bool beside = map_token(mapper, neighbour)->dep != RELATA_DEP_OBL_AGENT &&
                        !map_has_role(clause, RELATA_ROLE_OBJECT); /* "met with the envoy in Bergen": both are there */
    object.count = 0;
    heads_add(&object, neighbour);
    locate(mapper, clause, &object, property, place);
    if (stays && beside)
      locate(mapper, clause, &subject, property, place);
  } else if (map_has_role(clause, RELATA_ROLE_OBJECT) && !before_subject && !practice)
    locate(mapper, clause, &object, property, place);
  else if (clause->kind != RELATA_CLAUSE_VERB || before_subject || stays || map_is_aboard(mapper, place))
    locate(mapper, clause, &subject, property, place);
}

/* "kept him in office", "remained in power": nobody is in there. */
static bool is_of_idiom(const struct mapper *mapper, const struct relata_clause *clause,
                        const struct relata_argument *place) {
  const struct relata_str verb = map_join(mapper, clause->lemma, place->preposition);
  return relata_ontology_in_set(mapper->ontology, "empty_idiom", map_join(mapper, verb, mapper->lemmas[place->head]));
}

void map_verb_places(struct mapper *mapper, const struct relata_clause *clause) {
  if (map_in_set(mapper, "unplaced_verb", clause->head)) /* "born in Ghent" need not be there */
    return;
  for (size_t a = 0; a < clause->argument_count; a++) {
    const struct relata_argument *argument = &clause->arguments[a];
    if (argument->role != RELATA_ROLE_OBLIQUE || !(is_place(mapper, argument->head) || map_is_aboard(mapper, argument)))
      continue;
    const uint32_t property = map_is_aboard(mapper, argument) ? map_property(mapper, "located_in")
                                                              : place_property(mapper, argument->preposition);
    if (property != RELATA_NONE && !is_of_idiom(mapper, clause, argument))
      map_verb_place(mapper, clause, argument, property);
  }
}

/* ------------------------------------------------------------- what no scorer may say */

bool map_stands_after(const struct mapper *mapper, uint32_t noun, const char *prepositions) {
  const uint32_t lists[] = { noun, map_list_head(mapper, noun) };
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
    for (uint32_t t = lists[i]; t-- > map_sentence_first(mapper, noun);)
      if (map_token(mapper, t)->head == lists[i] && map_token(mapper, t)->dep == RELATA_DEP_CASE)
        return map_in_set(mapper, prepositions, t);
  return false;
}

/* "In Lima it was said that the [Prince] fled", "[they] are ill, he told reporters at the border": the place is of the
 * saying, not of what is said. */
static bool is_of_the_saying(const struct mapper *mapper, uint32_t subject, uint32_t place) {
  const uint32_t saying = map_token(mapper, map_list_head(mapper, place))->head;
  for (int steps = 0; saying != RELATA_NONE && subject != RELATA_NONE && steps < 40; steps++) {
    const struct relata_token *token = map_token(mapper, subject);
    if (token->head == saying)
      switch (relata_dep_base((enum relata_dep)token->dep)) {
      case RELATA_DEP_CCOMP:
      case RELATA_DEP_CSUBJ:
      case RELATA_DEP_PARATAXIS:
        return true;
      default:
        return false;
      }
    subject = token->head;
  }
  return false;
}

/* "[Villagers] in Nuba threw stones at soldiers", "[the rebels] who fled from Oslo took a town": the place is among the
 * words of a subject, and tells nothing of whom or what else the clause speaks. */
static bool is_of_the_subject(const struct mapper *mapper, uint32_t subject, uint32_t place) {
  uint32_t whose = map_token(mapper, place)->head;
  for (int steps = 0; whose != RELATA_NONE && steps < 40; steps++, whose = map_token(mapper, whose)->head)
    if (map_base(mapper, whose) == RELATA_DEP_NSUBJ)
      break;
  if (whose == RELATA_NONE)
    return false;
  for (int steps = 0; subject != RELATA_NONE && steps < 40; steps++, subject = map_token(mapper, subject)->head)
    if (subject == whose)
      return false;
  return true;
}

/* "refugees from Kosovo": they have left it; but "was freed from the camp". */
static bool comes_from(const struct mapper *mapper, uint32_t subject, uint32_t place) {
  const struct relata_token *where = map_token(mapper, map_list_head(mapper, place));
  return relata_dep_base((enum relata_dep)where->dep) == RELATA_DEP_NMOD && where->head != RELATA_NONE &&
         map_list_head(mapper, where->head) == map_list_head(mapper, subject) &&
         map_in_set(mapper, "departed_noun", map_mention(mapper, subject)->core) &&
         map_stands_after(mapper, place, "origin_preposition");
}

/* "shares on the Oslo Exchange", "Brandt's investors", "the lads at Brandt": nobody is in a firm or a club; but "at the
 * Pentagon", "at the union hall". */
static bool is_body(const struct mapper *mapper, uint32_t place) {
  const struct relata_mention *body = map_mention(mapper, place);
  const bool housed = map_token(mapper, place)->upos != RELATA_PROPN ||
                      relata_ontology_in_set(mapper->ontology, "housed_class", body->entity_class);
  return body->named && body->sort == RELATA_SORT_ORGANIZATION &&
         !(housed && map_stands_after(mapper, place, "located_preposition"));
}

/* "sold its shares in Brandt": no place at all. */
static bool is_held(const struct mapper *mapper, uint32_t place) {
  const uint32_t first = place_first(mapper, place);
  return first > map_sentence_first(mapper, place) &&
         map_in_set(mapper, "holding_noun", first - 1);
}

/* "studied [engineering] in Leeds" */
static bool is_practised(const struct mapper *mapper, const struct relata_clause *clause, uint32_t subject) {
  struct map_heads object = { .count = 0 };
  heads_of_role(clause, RELATA_ROLE_OBJECT, &object);
  return object.count && object.tokens[0] == subject && is_practice(mapper, clause, &object);
}

bool map_place_is_declined(const struct mapper *mapper, const struct relata_clause *clause, bool plain, uint32_t property,
                           uint32_t subject, uint32_t place) {
  const uint32_t agent = agent_before_place(mapper, place);
  return (!plain && denies_no_place(mapper, clause, place)) || (agent != RELATA_NONE && agent != subject) ||
         is_of_the_saying(mapper, subject, place) || is_of_the_subject(mapper, subject, place) ||
         (property == map_property(mapper, "located_in") &&
          (map_stands_after(mapper, place, "elsewhere_preposition") || /* "outside Dayton", "films about Rome" */
           tells_origin(mapper, clause, subject) || is_practised(mapper, clause, subject) ||
           comes_from(mapper, subject, place) || is_body(mapper, place) || is_held(mapper, place)));
}

/* ------------------------------------------------------------- "Aleppo, Syria" */

static const struct relata_clause *any_clause(const struct mapper *mapper, uint32_t token) {
  for (int steps = 0; token != RELATA_NONE && steps < 16; steps++, token = map_token(mapper, token)->head) {
    if (mapper->noun_clause[token] != RELATA_NONE)
      return &mapper->document->clauses[mapper->noun_clause[token]];
    if (mapper->verb_clause[token] != RELATA_NONE)
      return &mapper->document->clauses[mapper->verb_clause[token]];
  }
  return NULL;
}

static bool is_named_place(const struct mapper *mapper, uint32_t token) {
  const struct relata_mention *mention = map_mention(mapper, token);
  return mention && mention->named && !mention->modifier && map_fits(mapper, token, RELATA_SORT_PLACE);
}

static void add_place(struct mapper *mapper, uint32_t what, const char *property, uint32_t where, const char *word) {
  const struct relata_clause *clause = any_clause(mapper, what);
  if (!clause)
    return;
  const struct map_source source = {
    .rule = MAP_PLACE, .clause = clause, .word = relata_str_of(word), .plain = true, .weight = 0.9f,
    .understood = map_token(mapper, what)->sentence != map_token(mapper, where)->sentence
  };
  map_add(mapper, what, map_property(mapper, property), where, &source);
}

/* A country, a province, a region: what stands behind the comma of an address. */
static bool is_larger_place(const struct mapper *mapper, const struct relata_mention *mention) {
  return mention->sort == RELATA_SORT_STATE ||
         relata_ontology_in_set(mapper->ontology, "larger_place_class", mention->entity_class);
}

static void map_place_after_comma(struct mapper *mapper, const struct relata_mention *larger) {
  const uint32_t head = map_token(mapper, larger->head)->head;
  if (larger->first < 2 || head == RELATA_NONE || head >= larger->first - 1 || !is_named_place(mapper, larger->head) ||
      !is_larger_place(mapper, larger))
    return;
  switch (relata_dep_base((enum relata_dep)map_token(mapper, larger->head)->dep)) {
  case RELATA_DEP_APPOS:
  case RELATA_DEP_NMOD:
  case RELATA_DEP_LIST:
  case RELATA_DEP_FLAT:
    break;
  default:
    return;
  }
  if (relata_str_is(map_token(mapper, larger->first - 1)->form, ",") && is_named_place(mapper, head) &&
      map_mention(mapper, head)->sort != RELATA_SORT_STATE)
    add_place(mapper, head, "located_in", larger->head, "place, place");
}

/* "Latin American" is not of the United States. */
static bool is_state(const struct mapper *mapper, uint32_t token) {
  const struct relata_mention *mention = map_mention(mapper, token);
  const bool continent = token > 0 && relata_str_is(map_token(mapper, token)->form, "American") &&
                         map_in_set(mapper, "american_word", token - 1);
  return mention && mention->sort == RELATA_SORT_STATE && !mention->pronoun && !continent;
}

/* "Tibesti province", "Loreto region". */
static bool has_name(const struct mapper *mapper, const struct relata_clause *clause) {
  for (size_t a = 0; a < clause->argument_count; a++)
    if (clause->arguments[a].role == RELATA_ROLE_MODIFIER && is_named_place(mapper, clause->arguments[a].head) &&
        !is_state(mapper, clause->arguments[a].head))
      return true;
  return map_mention(mapper, clause->head)->named;
}

/* "the Kenyan city of Nakuru", "Chad's Tibesti province", "a Syrian village": whose town it is. */
static void map_place_of_state(struct mapper *mapper, const struct relata_clause *clause) {
  struct map_heads name = { .count = 0 };
  const bool lies_at_home = map_in_set(mapper, "homeland_noun", clause->head);
  if (!(map_in_set(mapper, "naming_noun", clause->head) || lies_at_home) || !map_mention(mapper, clause->head))
    return;
  heads_of_preposition(clause, RELATA_STR("of"), &name);
  const uint32_t place = name.count == 1 && is_named_place(mapper, name.tokens[0]) ? name.tokens[0] : clause->head;
  if (place == clause->head && !lies_at_home && !has_name(mapper, clause))
    return;
  for (size_t a = 0; a < clause->argument_count; a++) {
    const struct relata_argument *argument = &clause->arguments[a];
    if ((argument->role == RELATA_ROLE_MODIFIER || argument->role == RELATA_ROLE_POSSESSOR) && !argument->inherited &&
        is_state(mapper, argument->head) && argument->head < place)
      add_place(mapper, place, "located_in", argument->head, "place of state");
  }
}

/* "30 km southwest of Idlib": up from the name over the direction to a noun. */
static void map_direction(struct mapper *mapper, const struct relata_mention *place) {
  const enum relata_dep dep = relata_dep_base((enum relata_dep)map_token(mapper, place->head)->dep);
  uint32_t token = map_token(mapper, place->head)->head;
  if ((dep != RELATA_DEP_OBL && dep != RELATA_DEP_NMOD) || token == RELATA_NONE || token >= place->first ||
      !relata_ontology_in_set(mapper->ontology, "near_noun", mapper->lemmas[token]) || map_is_far(mapper, place) ||
      map_in_set(mapper, "near_noun", place->core)) /* "200 km to the south" */
    return;
  for (int steps = 0; steps < 3; steps++) {
    token = map_token(mapper, token)->head;
    if (token == RELATA_NONE)
      return;
    if (!relata_ontology_in_set(mapper->ontology, "near_noun", mapper->lemmas[token]))
      break;
  }
  struct map_heads what = { .count = 0 };
  if (mapper->verb_clause[token] != RELATA_NONE) /* "the village lies north of Erbil" */
    heads_of_role(&mapper->document->clauses[mapper->verb_clause[token]], RELATA_ROLE_SUBJECT, &what);
  else
    heads_add(&what, token);
  for (size_t i = 0; i < what.count; i++)
    if (map_mention(mapper, what.tokens[i]) && can_be_located(mapper, what.tokens[i]))
      add_place(mapper, what.tokens[i], "near", place->head, "direction");
}

void map_place_names(struct mapper *mapper) {
  for (size_t c = 0; c < mapper->document->clause_count; c++)
    if (mapper->document->clauses[c].kind == RELATA_CLAUSE_NOUN)
      map_place_of_state(mapper, &mapper->document->clauses[c]);
  for (size_t m = 0; m < mapper->document->mention_count; m++) {
    const struct relata_mention *mention = &mapper->document->mentions[m];
    if (mention->pronoun || mention->modifier)
      continue;
    map_place_after_comma(mapper, mention);
    map_residence(mapper, mention);
    const uint32_t land = map_land_beside(mapper, mention);
    if (land != RELATA_NONE)
      add_place(mapper, mention->head, "borders", land, "neighbouring");
    if (is_place(mapper, mention->head))
      map_direction(mapper, mention);
  }
}
