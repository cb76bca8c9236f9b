/* map_noun.c — facts inside noun phrases: events ("the shelling of Idlib by
 * Russia"), roles ("Syria's ally Russia"), and what hangs on actors. */
#include "ontology/map.h"

/* ------------------------------------------------------------- events */

/* The verb whose object the noun is: "carried out strikes on Idlib" may hang "on Idlib" there. */
static const struct relata_clause *governing_verb(const struct mapper *mapper, uint32_t noun) {
  const uint32_t head = map_token(mapper, noun)->head;
  if (head == RELATA_NONE || map_base(mapper, noun) != RELATA_DEP_OBJ || mapper->verb_clause[head] == RELATA_NONE)
    return NULL;
  return &mapper->document->clauses[mapper->verb_clause[head]];
}

static void map_event(struct mapper *mapper, const struct relata_clause *clause) {
  const uint32_t noun = clause->head;
  if (mapper->told[noun] || map_base(mapper, noun) == RELATA_DEP_COMPOUND || map_token(mapper, noun)->upos != RELATA_NOUN)
    return;
  const struct relata_str key = map_noun_key(mapper, RELATA_FRAME_EVENT, noun);
  const struct relata_mention *mention = map_mention(mapper, noun);
  const bool stands = mention && mention->sort == RELATA_SORT_PLACE && !mention->modifier; /* "believed to be at his farm" */
  const struct map_source source = { .rule = MAP_EVENT, .clause = clause, .plain = stands, .weight = 1 };
  const struct map_frame_arguments arguments = {
    .clause = clause, .lender = governing_verb(mapper, noun), .lends_targets_only = true, .noun = noun
  };
  map_apply_noun(mapper, RELATA_FRAME_EVENT, key, &arguments, &source);
}

/* ------------------------------------------------------------- roles */

/* "a would-be buyer", in four tokens */
static bool is_would_be(const struct mapper *mapper, uint32_t noun, uint32_t first) {
  for (uint32_t t = noun; t-- > first && t + 5 > noun;)
    if (t > first + 1 && relata_str_is(mapper->lemmas[t], "be") && relata_str_is(map_token(mapper, t - 1)->form, "-") &&
        relata_str_is(mapper->lemmas[t - 2], "would"))
      return true;
  return false;
}

/* "an alleged member", "two suspected smugglers": the noun may say too much. */
bool map_is_doubted(const struct mapper *mapper, uint32_t noun) {
  const uint32_t first = map_sentence_first(mapper, noun);
  if (is_would_be(mapper, noun, first))
    return true;
  for (uint32_t t = noun; t-- > first && t + 8 > noun;)
    if (map_token(mapper, t)->head == noun &&
        relata_ontology_in_set(mapper->ontology, "doubt_adjective", map_lower_form(mapper, t)) &&
        (map_base(mapper, t) == RELATA_DEP_AMOD || map_base(mapper, t) == RELATA_DEP_COMPOUND))
      return true;
  return false;
}

/* "a rally scheduled for Sunday in Kyiv", "the talks due to open in Oslo": still to come. */
bool map_is_awaited(const struct mapper *mapper, uint32_t event) {
  const uint32_t end = mapper->document->sentences[map_token(mapper, event)->sentence].end;
  const struct relata_mention *mention = map_mention(mapper, event);
  for (uint32_t t = event + 1; t < end && t < event + 6; t++) {
    const uint32_t head = map_token(mapper, t)->head;
    const bool awaited = relata_str_is(mapper->lemmas[t], "due") ||
                         (mention && mention->sort == RELATA_SORT_EVENT && map_in_set(mapper, "awaited_word", t));
    if (awaited && head != RELATA_NONE &&
        (head == event || (map_token(mapper, head)->head == event && map_token(mapper, t)->dep == RELATA_DEP_CASE)))
      return true;
  }
  return false;
}

/* "are represented as inhabitants", "posed as a doctor": a role only shown. */
static bool is_only_shown(const struct mapper *mapper, uint32_t noun) {
  const uint32_t head = map_token(mapper, noun)->head;
  return head != RELATA_NONE && map_base(mapper, noun) == RELATA_DEP_OBL && map_stands_after_as(mapper, noun) &&
         map_in_set(mapper, "showing_verb", head);
}

/* The clause that says that somebody has the role, where it is a verb: "is", "serves as"; who leaves a post has it. */
static const struct relata_clause *role_statement(const struct mapper *mapper, uint32_t noun) {
  uint32_t token = mapper->verb_clause[noun] != RELATA_NONE ? noun : RELATA_NONE;
  const enum relata_dep base = map_base(mapper, noun);
  if (token == RELATA_NONE &&
      (base == RELATA_DEP_XCOMP || (base == RELATA_DEP_OBL && map_stands_after_as(mapper, noun))))
    token = map_token(mapper, noun)->head;
  if (token == RELATA_NONE || mapper->verb_clause[token] == RELATA_NONE ||
      relata_ontology_in_set(mapper->ontology, "leaving_verb", mapper->document->clauses[mapper->verb_clause[token]].lemma))
    return NULL;
  return &mapper->document->clauses[mapper->verb_clause[token]];
}

/* "the presidents of Russia and Iran": each has one, together they have none. */
static bool shares_out(const struct mapper *mapper, const struct relata_clause *clause) {
  struct map_heads bodies = { .count = 0 };
  const struct relata_mention *mention = map_mention(mapper, clause->head);
  heads_of_preposition(clause, RELATA_STR("of"), &bodies);
  return mention && mention->number == RELATA_PLUR && bodies.count > 1;
}

/* "Turkish officials said": the noun itself holds the role, if it is one of an office. */
static void map_bare_role(struct mapper *mapper, const struct relata_clause *clause, struct relata_str key) {
  const enum relata_dep base = map_base(mapper, clause->head);
  if (base == RELATA_DEP_APPOS || base == RELATA_DEP_COMPOUND || base == RELATA_DEP_XCOMP ||
      map_token(mapper, clause->head)->dep == RELATA_DEP_NMOD_DESC || mapper->verb_clause[clause->head] != RELATA_NONE ||
      shares_out(mapper, clause) || map_are_many(mapper, clause))
    return;
  struct map_heads self = { .count = 0 };
  heads_add(&self, clause->head);
  const struct map_source source = {
    .rule = MAP_ROLE, .clause = clause, .plain = true, .doubted = map_is_doubted(mapper, clause->head), .weight = 0.8f
  };
  const struct map_frame_arguments arguments = { .clause = clause, .agent = &self, .noun = clause->head };
  map_apply_some(mapper, RELATA_FRAME_ROLE, key, "bare_role_property", &arguments, &source);
  if (map_fits(mapper, clause->head, RELATA_SORT_ACTOR) && !map_mention(mapper, clause->head)->named) /* "two units of the army", not "part of the road" */
    map_apply_some(mapper, RELATA_FRAME_ROLE, key, "bare_group_property", &arguments, &source);
}

bool map_ends_title(const struct mapper *mapper, const struct relata_clause *clause, uint32_t word) {
  return relata_ontology_in_set(mapper->ontology, "bodiless_title",
                                map_join(mapper, mapper->lemmas[clause->head], mapper->lemmas[word]));
}

/* "chief_of_staff", "secretary_of_state", where the lexicon has it; else empty. */
static struct relata_str title_with_of(const struct mapper *mapper, const struct relata_clause *clause) {
  for (size_t a = 0; a < clause->argument_count; a++) {
    const struct relata_argument *argument = &clause->arguments[a];
    if (argument->role != RELATA_ROLE_OBLIQUE || !relata_str_is(argument->preposition, "of") ||
        !map_ends_title(mapper, clause, argument->head))
      continue;
    const struct relata_str title = map_join(mapper, mapper->lemmas[clause->head],
                                             map_join(mapper, RELATA_STR("of"), mapper->lemmas[argument->head]));
    if (map_has_frames(mapper, RELATA_FRAME_ROLE, title))
      return title;
  }
  return (struct relata_str){ 0 };
}

/* "Nestlé's Ghana manager", "the bank's London head": where in it he leads. */
static bool is_seat_of_part(const struct mapper *mapper, const struct relata_clause *clause, uint32_t word) {
  const struct relata_mention *place = map_mention(mapper, word);
  return place && place->named && !place->modifier && map_fits(mapper, word, RELATA_SORT_PLACE) &&
         map_has_role(clause, RELATA_ROLE_POSSESSOR);
}

/* "the deputy chief of NATO", "a section chief in the ministry", "its chief of operations": they do not lead it. */
struct relata_str map_role_key(const struct mapper *mapper, const struct relata_clause *clause) {
  const struct relata_str title = title_with_of(mapper, clause);
  const struct relata_str key = title.len ? title : map_noun_key(mapper, RELATA_FRAME_ROLE, clause->head);
  if (!map_role_in_set(mapper, key, "leading_property"))
    return key;
  const bool alone = relata_str_equal(key, mapper->lemmas[clause->head]);
  for (size_t a = 0; a < clause->argument_count; a++) {
    const struct relata_argument *argument = &clause->arguments[a];
    if (argument->role == RELATA_ROLE_OBLIQUE && relata_str_is(argument->preposition, "of") &&
        map_has_role(clause, RELATA_ROLE_POSSESSOR) && map_in_set(mapper, "part_field", argument->head))
      return RELATA_STR("section_leader");
    if (argument->role != RELATA_ROLE_MODIFIER)
      continue;
    if (map_in_set(mapper, "second_title", argument->head))
      return RELATA_STR("deputy_leader");
    if (alone && (map_in_set(mapper, "part_title", argument->head) || is_seat_of_part(mapper, clause, argument->head) ||
                  map_names_field(mapper, clause, argument->head)))
      return RELATA_STR("section_leader");
  }
  return key;
}

static void holders_rule_out(struct mapper *mapper, const struct relata_clause *clause, const char *property,
                             uint32_t whose) {
  for (size_t a = 0; a < clause->argument_count; a++)
    if (clause->arguments[a].role == RELATA_ROLE_HOLDER)
      map_rule_out(mapper, clause->arguments[a].head, map_property(mapper, property), whose);
}

/* "the bank's London head" leads neither the bank nor London, "Congo's army spokesman" does not speak for Congo. */
static void others_rule_out(struct mapper *mapper, const struct relata_clause *clause, struct relata_str key) {
  struct map_heads bodies = { .count = 0 };
  const bool beyond = map_role_in_set(mapper, key, "leading_property") && map_leads_after_of(mapper, clause);
  const bool part = beyond || relata_str_is(key, "section_leader");
  heads_of_body(mapper, clause, key, &bodies);
  for (size_t a = 0; a < clause->argument_count && (part || bodies.count); a++) {
    const struct relata_argument *argument = &clause->arguments[a];
    const bool where =
      part && argument->role == RELATA_ROLE_MODIFIER && is_seat_of_part(mapper, clause, argument->head);
    if (where || argument->role == RELATA_ROLE_POSSESSOR || (part && !beyond && argument->role == RELATA_ROLE_OBLIQUE))
      holders_rule_out(mapper, clause, "leads", argument->head);
    if (where)
      holders_rule_out(mapper, clause, "official_of", argument->head);
    if (bodies.count && argument->role == RELATA_ROLE_POSSESSOR)
      holders_rule_out(mapper, clause, "spokesperson_for", argument->head);
  }
}

static void map_role(struct mapper *mapper, const struct relata_clause *clause) {
  const struct relata_str key = map_role_key(mapper, clause);
  others_rule_out(mapper, clause, key);
  map_lesser_rule_out(mapper, clause, key, map_role_in_set(mapper, key, "leading_property"));
  if (!map_has_frames(mapper, RELATA_FRAME_ROLE, key))
    return;
  if (!map_has_role(clause, RELATA_ROLE_HOLDER)) {
    map_bare_role(mapper, clause, key);
    return;
  }
  map_left_body(mapper, clause, key);
  const struct relata_clause *statement = role_statement(mapper, clause->head);
  const struct map_source source = {
    .rule = MAP_ROLE, .clause = statement ? statement : clause, .plain = !statement,
    .doubted = map_is_doubted(mapper, clause->head) || is_only_shown(mapper, clause->head), .weight = 1
  };
  const struct map_frame_arguments arguments = { .clause = clause, .noun = clause->head };
  if (map_apply(mapper, RELATA_FRAME_ROLE, key, &arguments, &source))
    mapper->told[clause->head] = true;
}

/* "Premier Kishi" in an article about Japan. */
void map_role_at_home(struct mapper *mapper, const struct relata_clause *clause, const struct map_heads *home) {
  const struct map_source source = {
    .rule = MAP_ROLE, .clause = clause, .understood = true, .plain = true, .weight = 0.9f
  };
  struct map_heads self = { .count = 0 }; /* "a spokeswoman said": she herself */
  heads_add(&self, clause->head);
  const struct map_heads *agent = map_has_role(clause, RELATA_ROLE_HOLDER) ? NULL : &self;
  const struct map_frame_arguments arguments = {
    .clause = clause, .agent = agent, .noun = clause->head, .home = home
  };
  map_apply(mapper, RELATA_FRAME_ROLE, map_role_key(mapper, clause), &arguments, &source);
}

/* ------------------------------------------------------------- what hangs on actors */

static void add_pair(struct mapper *mapper, const struct relata_clause *clause, uint32_t a, const char *property,
                     uint32_t b, struct relata_str slots) {
  const struct map_source source = { .rule = MAP_EVENT,
                                     .clause = clause,
                                     .word = mapper->lemmas[clause->head],
                                     .slots = slots,
                                     .plain = true,
                                     .weight = 0.8f };
  map_add(mapper, a, map_property(mapper, property), b, &source);
}

/* "a man with a gun", "a firm with two ships" */
static bool is_carried(const struct mapper *mapper, uint32_t noun, uint32_t thing) {
  const struct relata_mention *mention = map_mention(mapper, thing);
  return map_fits(mapper, noun, RELATA_SORT_PEOPLE) && !mention->named &&
         (mention->sort == RELATA_SORT_ARTIFACT || mention->sort == RELATA_SORT_WEAPON);
}

/* "Chad, like Togo, signed": the one does not include the other. */
static bool is_likened(const struct mapper *mapper, uint32_t noun, struct relata_str preposition) {
  const struct relata_mention *mention = map_mention(mapper, noun);
  return relata_str_is(preposition, "like") && mention->named && mention->number != RELATA_PLUR;
}

static void map_attached_one(struct mapper *mapper, const struct relata_clause *clause,
                             const struct relata_argument *argument) {
  const uint32_t noun = clause->head, other = argument->head;
  const struct relata_mention *mention = map_mention(mapper, other);
  const bool actors = map_fits(mapper, noun, RELATA_SORT_ACTOR) && map_fits(mapper, other, RELATA_SORT_ACTOR);
  const bool places = map_fits(mapper, noun, RELATA_SORT_PLACE) && map_fits(mapper, other, RELATA_SORT_PLACE);
  if (relata_str_is(argument->preposition, "against") && actors)
    add_pair(mapper, clause, noun, "opposes", other, RELATA_STR("N>against"));
  else if (relata_str_is(argument->preposition, "from") && actors &&
           (mention->named || map_is_of_body(mapper, noun, other)) && !map_fits(mapper, other, RELATA_SORT_PLACE) &&
           !map_in_set(mapper, "departed_noun", noun))
    add_pair(mapper, clause, noun, "member_of", other, RELATA_STR("N>from"));
  else if (relata_str_is(argument->preposition, "under") && map_in_set(mapper, "led_force_noun", noun) &&
           mention->sort == RELATA_SORT_PERSON && mention->named && !mention->modifier) /* "a team under Joel Pedro" */
    add_pair(mapper, clause, other, "leads", noun, RELATA_STR("under>N"));
  else if (relata_str_is(argument->preposition, "with") && is_carried(mapper, noun, other))
    add_pair(mapper, clause, noun, "owns", other, RELATA_STR("N>with"));
  else if (relata_str_is(argument->preposition, "in") && map_fits(mapper, noun, RELATA_SORT_PEOPLE) &&
           map_in_set(mapper, "clothing_noun", other))
    add_pair(mapper, clause, noun, "uses", other, RELATA_STR("N>in"));
  else if (relata_str_is(argument->preposition, "including") && mention->named && actors)
    add_pair(mapper, clause, other, "member_of", noun, RELATA_STR("including>N"));
  else if (relata_ontology_in_set(mapper->ontology, "example_preposition", argument->preposition) && mention->named &&
           (actors || places) && !is_likened(mapper, noun, argument->preposition))
    add_pair(mapper, clause, noun, "includes", other, RELATA_STR("N>including"));
}

/* "Ann Lee of the Labour Party", "Labour's Ann Lee"; "Bo Hill of Shell" works there. */
static void map_membership(struct mapper *mapper, const struct relata_clause *clause) {
  const struct relata_mention *person = map_mention(mapper, clause->head);
  const bool title = map_has_frames(mapper, RELATA_FRAME_ROLE, mapper->lemmas[clause->head]) &&
                     map_token(mapper, clause->head)->name_type == RELATA_NAME_NONE;
  if (!person || !person->named || person->sort != RELATA_SORT_PERSON || title)
    return;
  for (size_t a = 0; a < clause->argument_count; a++) {
    const struct relata_argument *argument = &clause->arguments[a];
    const struct relata_mention *body = map_mention(mapper, argument->head);
    const bool of = argument->role == RELATA_ROLE_OBLIQUE && relata_str_is(argument->preposition, "of");
    const bool staffed = body && relata_ontology_in_set(mapper->ontology, "staffed_class", body->entity_class);
    if ((of || argument->role == RELATA_ROLE_POSSESSOR) && body && body->named && body->sort == RELATA_SORT_ORGANIZATION)
      add_pair(mapper, clause, clause->head, staffed ? "works_for" : "member_of", argument->head,
               of ? RELATA_STR("N>of") : RELATA_STR("N>P"));
  }
}

/* "the Institute of History of the Academy", "the Navy's Far Eastern Command". */
static void map_body_of_body(struct mapper *mapper, const struct relata_clause *clause) {
  const struct relata_mention *part = map_mention(mapper, clause->head);
  if (!part || !part->named || part->sort != RELATA_SORT_ORGANIZATION)
    return;
  for (size_t a = 0; a < clause->argument_count; a++) {
    const struct relata_argument *argument = &clause->arguments[a];
    const struct relata_mention *whole = map_mention(mapper, argument->head);
    const bool of = argument->role == RELATA_ROLE_OBLIQUE && relata_str_is(argument->preposition, "of");
    if ((of || argument->role == RELATA_ROLE_POSSESSOR) && whole && whole->named && whole->sort == RELATA_SORT_ORGANIZATION &&
        (argument->head < part->label_first || argument->head >= part->label_end))
      add_pair(mapper, clause, clause->head, "part_of", argument->head, of ? RELATA_STR("N>of") : RELATA_STR("N>P"));
  }
}

/* "Iran's missiles", "their computers": who has a thing. */
static void map_property_of(struct mapper *mapper, const struct relata_clause *clause) {
  const struct relata_mention *thing = map_mention(mapper, clause->head);
  for (size_t a = 0; thing && a < clause->argument_count; a++)
    if (clause->arguments[a].role == RELATA_ROLE_POSSESSOR && map_mention(mapper, clause->arguments[a].head) &&
        map_is_only_there(mapper, clause->head, clause->arguments[a].head))
      map_rule_out(mapper, clause->arguments[a].head, map_property(mapper, "owns"), clause->head);
  if (!thing || thing->named || map_in_set(mapper, "unowned_noun", clause->head) ||
      (thing->sort != RELATA_SORT_ARTIFACT && thing->sort != RELATA_SORT_WEAPON &&
       thing->sort != RELATA_SORT_INSTITUTION && !map_in_set(mapper, "owned_noun", clause->head)))
    return;
  const bool workplace = map_in_set(mapper, "workplace_noun", clause->head);
  for (size_t a = 0; a < clause->argument_count; a++)
    if (clause->arguments[a].role == RELATA_ROLE_POSSESSOR &&
        map_fits(mapper, clause->arguments[a].head, RELATA_SORT_ACTOR) &&
        !map_is_only_there(mapper, clause->head, clause->arguments[a].head) &&
        !map_is_anybody(mapper, clause->arguments[a].head) &&
        !(workplace && map_mention(mapper, clause->arguments[a].head)->sort == RELATA_SORT_PERSON))
      add_pair(mapper, clause, clause->arguments[a].head, "owns", clause->head, RELATA_STR("P>N"));
}

/* "rebels against Assad", "fighters from the FSA", "groups including the FSA". */
static void map_attached(struct mapper *mapper, const struct relata_clause *clause) {
  for (size_t a = 0; a < clause->argument_count; a++)
    if (clause->arguments[a].role == RELATA_ROLE_OBLIQUE && map_mention(mapper, clause->arguments[a].head))
      map_attached_one(mapper, clause, &clause->arguments[a]);
}

/* "Vladimir Putin's United Russia", "the militia of Sheikh Madobe" */
static bool is_led_group(const struct mapper *mapper, uint32_t token) {
  const struct relata_mention *mention = map_mention(mapper, token);
  return map_in_set(mapper, "led_group_noun", token) ||
         (mention && mention->named && (relata_str_is(mention->entity_class, "Party") ||
                                        relata_str_is(mention->entity_class, "ArmedGroup")));
}

/* "President Assad's regime": he leads it. */
static void map_possessed(struct mapper *mapper, const struct relata_clause *clause) {
  const bool group = is_led_group(mapper, clause->head);
  if (!group && !map_in_set(mapper, "led_noun", clause->head))
    return;
  for (size_t a = 0; a < clause->argument_count; a++) {
    const struct relata_argument *argument = &clause->arguments[a];
    const struct relata_mention *mention = map_mention(mapper, argument->head);
    const bool of = argument->role == RELATA_ROLE_OBLIQUE && relata_str_is(argument->preposition, "of");
    if ((argument->role == RELATA_ROLE_POSSESSOR || (group ? of : argument->role == RELATA_ROLE_MODIFIER)) && mention &&
        mention->named && !mention->modifier && mention->sort == RELATA_SORT_PERSON &&
        map_office_admits(mapper, map_property(mapper, "leads"), argument->head))
      add_pair(mapper, clause, argument->head, "leads", clause->head, of ? RELATA_STR("of>N") : RELATA_STR("P>N"));
  }
}

/* "its neighbours, Mali and Niger", "the nearest airports are A, B and C": the
 * plural includes each of a list of names. */
void map_list(struct mapper *mapper, const struct relata_clause *clause) {
  struct map_heads whole = { .count = 0 }, items = { .count = 0 };
  heads_of_role(clause, RELATA_ROLE_SUBJECT, &whole);
  heads_of_role(clause, RELATA_ROLE_PREDICATE, &items);
  const struct relata_mention *group = whole.count == 1 ? map_mention(mapper, whole.tokens[0]) : NULL;
  if (items.count < 2 || !group || group->named || group->pronoun || group->number != RELATA_PLUR ||
      !(map_fits(mapper, whole.tokens[0], RELATA_SORT_ACTOR) || map_fits(mapper, whole.tokens[0], RELATA_SORT_PLACE)))
    return;
  for (size_t i = 0; i < items.count; i++) {
    const struct relata_mention *item = map_mention(mapper, items.tokens[i]);
    if (!item || !item->named || item->modifier)
      return;
  }
  const struct map_source source = { .rule = MAP_ROLE,
                                     .clause = clause,
                                     .word = clause->kind == RELATA_CLAUSE_COPULA ? RELATA_STR("be") : RELATA_STR("list"),
                                     .slots = RELATA_STR("N>each"),
                                     .weight = 0.9f };
  for (size_t i = 0; i < items.count; i++)
    map_add(mapper, whole.tokens[0], map_property(mapper, "includes"), items.tokens[i], &source);
}

/* "villages under rebel control" */
static void map_under(struct mapper *mapper, const struct relata_clause *clause) {
  const struct map_heads self = { .tokens = { clause->head }, .count = 1 };
  for (size_t a = 0; a < clause->argument_count; a++)
    if (clause->arguments[a].role == RELATA_ROLE_OBLIQUE)
      map_befalls(mapper, clause, clause->arguments[a].preposition, clause->arguments[a].head, &self);
}

void map_noun(struct mapper *mapper, const struct relata_clause *clause) {
  map_under(mapper, clause);
  map_event(mapper, clause);
  map_role(mapper, clause);
  map_attached(mapper, clause);
  map_membership(mapper, clause);
  map_body_of_body(mapper, clause);
  map_property_of(mapper, clause);
  map_possessed(mapper, clause);
  map_own_group(mapper, clause);
  map_noun_places(mapper, clause);
  map_sites(mapper, clause);
  map_dwellers(mapper, clause);
  map_firms(mapper, clause);
  map_capital(mapper, clause);
}
