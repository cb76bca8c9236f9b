/* map_site.c — where a thing is by its own name or by whose it is: "the Bastia hospital", "the University of Padua",
 * "Osaka's fish market".
 */
#include "ontology/map.h"

/* Does the mention stand by itself, not in another's name? */
static bool stands_alone(const struct mapper *mapper, const struct relata_mention *mention) {
  const enum relata_dep base = relata_dep_base((enum relata_dep)map_token(mapper, mention->head)->dep);
  return !mention->modifier && base != RELATA_DEP_COMPOUND && base != RELATA_DEP_FLAT && base != RELATA_DEP_AMOD;
}

/* A town or country that the ontology knows as one, or that the article speaks of elsewhere than in other names:
 * "Victoria" of "the Victoria hospital" need be no place. */
bool map_is_known_place(const struct mapper *mapper, uint32_t token) {
  const struct relata_mention *place = map_mention(mapper, token);
  if (!place || !place->named || (place->sort != RELATA_SORT_TOWN && place->sort != RELATA_SORT_STATE))
    return false;
  if (place->entity_class.len && !relata_str_is(place->entity_class, "Place"))
    return true;
  for (size_t m = 0; m < mapper->document->mention_count; m++) {
    const struct relata_mention *other = &mapper->document->mentions[m];
    if (other != place && other->named && relata_str_equal(other->entity, place->entity) &&
        other->sort == RELATA_SORT_TOWN && stands_alone(mapper, other))
      return true;
  }
  return false;
}

/* What stands on the ground where its name says; a city is its own name's, and an embassy is a state's elsewhere. */
static bool is_site(const struct mapper *mapper, const struct relata_mention *thing) {
  if (thing->pronoun || thing->modifier || map_in_set(mapper, "naming_noun", thing->core) ||
      map_in_set(mapper, "region_noun", thing->core) || map_in_set(mapper, "mission_noun", thing->core) ||
      map_in_set(mapper, "unsited_noun", thing->core))
    return false;
  const enum relata_sort sort = relata_ontology_noun_sort(mapper->ontology, mapper->lemmas[thing->core]);
  return sort == RELATA_SORT_INSTITUTION || sort == RELATA_SORT_PLACE || sort == RELATA_SORT_TOWN ||
         map_in_set(mapper, "sited_noun", thing->core);
}

/* A town, by its own name even where the capital's stands for the state: "a Kyiv hospital". */
static bool is_town(const struct mapper *mapper, const struct relata_mention *place) {
  if (place->sort != RELATA_SORT_STATE)
    return place->sort == RELATA_SORT_TOWN;
  const struct relata_actor *actor = relata_ontology_find_place(mapper->ontology, place->label);
  return actor && !relata_ontology_is_a(mapper->ontology, actor->class_index,
                                        relata_ontology_find_class(mapper->ontology, RELATA_STR("State")));
}

/* A firm or paper of a town is there; one of a country has a house somewhere in it, or only deals with it. */
static bool is_firm(const struct mapper *mapper, const struct relata_mention *thing,
                    const struct relata_mention *place) {
  return !thing->pronoun && !thing->modifier && is_town(mapper, place) &&
         map_in_set(mapper, "sited_body_noun", thing->core);
}

/* "Oslo's Fjordline Securities", "South Africa's Standard Bank"; but not "Syria's Foreign Ministry". */
static bool is_named_firm(const struct mapper *mapper, const struct relata_mention *thing) {
  const enum relata_sort noun = relata_ontology_noun_sort(mapper->ontology, mapper->lemmas[thing->core]);
  return thing->named && thing->sort == RELATA_SORT_ORGANIZATION &&
         (noun == RELATA_SORT_ANY || map_in_set(mapper, "sited_body_noun", thing->core));
}

/* "the Rome office in Milan", "Russia's base in Syria": another place is told. */
static bool is_placed(const struct relata_clause *clause) {
  for (size_t a = 0; a < clause->argument_count; a++)
    if (clause->arguments[a].role == RELATA_ROLE_OBLIQUE &&
        (relata_str_is(clause->arguments[a].preposition, "in") || relata_str_is(clause->arguments[a].preposition, "at")))
      return true;
  return false;
}

/* "a Cyprus court"; but "a France camp", "Turkey's base" may be abroad. */
static bool is_at_home(const struct mapper *mapper, const struct relata_mention *thing,
                       const struct relata_mention *place) {
  return is_town(mapper, place) || !map_in_set(mapper, "abroad_noun", thing->core);
}

static bool says_site(const struct mapper *mapper, const struct relata_clause *clause,
                      const struct relata_argument *argument) {
  const struct relata_mention *thing = map_mention(mapper, clause->head), *place = map_mention(mapper, argument->head);
  if (argument->inherited || place->modifier)
    return false;
  switch (argument->role) {
  case RELATA_ROLE_MODIFIER:
    return argument->head < clause->head && map_token(mapper, argument->head)->head == clause->head &&
           !map_in_set(mapper, "street_noun", thing->core) && !map_in_set(mapper, "river_name", argument->head) &&
           (is_firm(mapper, thing, place) || (is_site(mapper, thing) && is_at_home(mapper, thing, place)) ||
            (is_town(mapper, place) && map_token(mapper, thing->core)->upos == RELATA_NOUN &&
             map_in_set(mapper, "town_event_noun", thing->core)));
  case RELATA_ROLE_POSSESSOR:
    return is_named_firm(mapper, thing) || is_firm(mapper, thing, place) ||
           (is_site(mapper, thing) && is_at_home(mapper, thing, place));
  case RELATA_ROLE_OBLIQUE:
    return relata_str_is(argument->preposition, "of") &&
           (is_site(mapper, thing) || is_firm(mapper, thing, place) || map_in_set(mapper, "dweller_noun", thing->core));
  default:
    return false;
  }
}

/* "the port of Rach Gia", "the jungles of the Vanni" are of places that nobody need know; "the compound of Hart & Co."
 * is not. */
static bool is_place(const struct mapper *mapper, const struct relata_clause *clause,
                     const struct relata_argument *argument) {
  const struct relata_mention *place = map_mention(mapper, argument->head);
  if (argument->role == RELATA_ROLE_OBLIQUE && place && !place->pronoun && !place->modifier &&
      map_in_set(mapper, "dweller_noun", clause->head)) /* "residents of the village" */
    return map_fits(mapper, argument->head, RELATA_SORT_PLACE);
  return map_is_known_place(mapper, argument->head) ||
         (argument->role == RELATA_ROLE_OBLIQUE && place && place->named && !place->modifier &&
          place->sort == RELATA_SORT_TOWN && !map_in_set(mapper, "owned_site_noun", clause->head));
}

void map_sites(struct mapper *mapper, const struct relata_clause *clause) {
  if (!map_mention(mapper, clause->head) || is_placed(clause))
    return;
  for (size_t a = 0; a < clause->argument_count; a++) {
    const struct relata_argument *argument = &clause->arguments[a];
    if (!is_place(mapper, clause, argument) || !says_site(mapper, clause, argument))
      continue;
    const struct map_source source = { .rule = MAP_PLACE,
                                       .clause = clause,
                                       .word = RELATA_STR("site"),
                                       .slots = argument->role == RELATA_ROLE_OBLIQUE     ? RELATA_STR("N>of")
                                                : argument->role == RELATA_ROLE_POSSESSOR ? RELATA_STR("N>P")
                                                                                          : RELATA_STR("N>M"),
                                       .plain = true,
                                       .weight = 1 };
    map_add(mapper, clause->head, map_property(mapper, "located_in"), argument->head, &source);
  }
}

/* ------------------------------------------------------------- "a Glasgow lawyer", "a baker from Gaza City" */

/* "a Palestinian", "a Greek Catholic", whatever part of speech it is taken for. */
static bool is_one_of_people(const struct mapper *mapper, uint32_t noun) {
  for (uint32_t t = noun; t-- > map_sentence_first(mapper, noun) && t + 4 > noun;)
    if (map_token(mapper, t)->head == noun && map_token(mapper, t)->upos == RELATA_DET)
      return relata_str_is(mapper->lemmas[t], "a") || relata_str_is(mapper->lemmas[t], "an");
  return false;
}

/* Somebody who may live anywhere: no club's player, no deputy of a far land, nobody who has left the place. */
static bool is_dweller(const struct mapper *mapper, const struct relata_clause *clause) {
  static const char *const others[] = { "departed_noun", "club_noun",      "visiting_noun", "seat_title",
                                        "regional_title", "led_force_noun", "undwelling_noun" };
  const struct relata_token *noun = map_token(mapper, clause->head);
  const struct relata_mention *who = map_mention(mapper, clause->head);
  if (noun->upos != RELATA_NOUN)
    return is_one_of_people(mapper, clause->head) && (who ? who->type == RELATA_PERSON && !who->modifier
                                                          : map_has_role(clause, RELATA_ROLE_HOLDER));
  if (!who || who->pronoun || who->modifier || who->type != RELATA_PERSON ||
      (noun->form.data[0] < 'a' && noun->form.len > 1 && noun->form.data[1] >= 'a')) /* "the Belgrade Courier" */
    return false;
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (map_in_set(mapper, others[i], who->core))
      return false;
  return true;
}

/* "the Phalange": hardly a town. */
static bool has_article(const struct mapper *mapper, const struct relata_mention *place) {
  return relata_str_is(mapper->lemmas[place->first], "the") ||
         (place->first > 0 && relata_str_is(mapper->lemmas[place->first - 1], "the"));
}

static bool is_origin(const struct mapper *mapper, const struct relata_clause *clause,
                      const struct relata_argument *argument) {
  const struct relata_mention *place = map_mention(mapper, argument->head);
  if (argument->inherited || !place || !place->named || place->modifier || place->pronoun ||
      !(relata_ontology_in_set(mapper->ontology, "smaller_place_class", place->entity_class) ||
        relata_str_is(place->entity_class, "Place")))
    return false;
  if (argument->role == RELATA_ROLE_OBLIQUE) /* behind a name or its noun: not "Anna arrived from Bern" */
    return relata_str_is(argument->preposition, "from") && place->sort == RELATA_SORT_TOWN &&
           map_token(mapper, map_list_head(mapper, argument->head))->head == clause->head &&
           (map_is_known_place(mapper, argument->head) || !has_article(mapper, place));
  return argument->role == RELATA_ROLE_MODIFIER && argument->head < clause->head &&
         map_token(mapper, argument->head)->head == clause->head && map_is_known_place(mapper, argument->head) &&
         is_town(mapper, place);
}

void map_dwellers(struct mapper *mapper, const struct relata_clause *clause) {
  struct map_heads who = { .count = 0 };
  if (!is_dweller(mapper, clause))
    return;
  heads_of_role(clause, RELATA_ROLE_HOLDER, &who);
  if (!who.count)
    heads_add(&who, clause->head);
  for (size_t a = 0; a < clause->argument_count; a++) {
    const struct relata_argument *argument = &clause->arguments[a];
    if (!is_origin(mapper, clause, argument))
      continue;
    const struct map_source source = { .rule = MAP_PLACE,
                                       .clause = clause,
                                       .word = RELATA_STR("dweller"),
                                       .slots = argument->role == RELATA_ROLE_OBLIQUE ? RELATA_STR("N>from")
                                                                                      : RELATA_STR("N>M"),
                                       .plain = true,
                                       .weight = 0.9f };
    for (size_t i = 0; i < who.count; i++)
      map_add(mapper, who.tokens[i], map_property(mapper, "based_in"), argument->head, &source);
  }
}

/* ------------------------------------------------------------- "the Danish brewer Carlsund" */

static bool is_home_of_firm(const struct mapper *mapper, const struct relata_clause *clause,
                            const struct relata_argument *argument) {
  const struct relata_mention *state = map_mention(mapper, argument->head);
  return argument->role == RELATA_ROLE_MODIFIER && !argument->inherited && argument->head < clause->head &&
         map_token(mapper, argument->head)->head == clause->head && state && state->sort == RELATA_SORT_STATE &&
         relata_str_is(state->entity_class, "State");
}

void map_firms(struct mapper *mapper, const struct relata_clause *clause) {
  struct map_heads firms = { .count = 0 };
  const bool firm = map_in_set(mapper, "class_Company", clause->head) ||
                    map_in_set(mapper, "class_Bank", clause->head) ||
                    map_in_set(mapper, "national_firm_noun", clause->head);
  if (!firm || !map_mention(mapper, clause->head) || map_token(mapper, clause->head)->upos != RELATA_NOUN)
    return;
  heads_of_role(clause, RELATA_ROLE_HOLDER, &firms);
  if (!firms.count)
    heads_add(&firms, clause->head);
  for (size_t a = 0; a < clause->argument_count; a++) {
    if (!is_home_of_firm(mapper, clause, &clause->arguments[a]))
      continue;
    const struct map_source source = { .rule = MAP_PLACE,
                                       .clause = clause,
                                       .word = RELATA_STR("firm"),
                                       .slots = RELATA_STR("N>M"),
                                       .plain = true,
                                       .weight = 1 };
    for (size_t i = 0; i < firms.count; i++)
      if (map_mention(mapper, firms.tokens[i]) &&
          (!map_in_set(mapper, "maybe_person_noun", clause->head) ||
           map_mention(mapper, firms.tokens[i])->type == RELATA_ORGANIZATION))
        map_add(mapper, firms.tokens[i], map_property(mapper, "based_in"), clause->arguments[a].head, &source);
  }
}

/* ------------------------------------------------------------- "Jerome Bautista, 24, of Lingayen" */

uint32_t map_resident_before(const struct mapper *mapper, uint32_t place) {
  const struct relata_mention *town = map_mention(mapper, place);
  const uint32_t first = map_sentence_first(mapper, place);
  uint32_t end = town->first; /* behind the name, its comma, and the age */
  if (end < first + 3 || !relata_str_is(map_token(mapper, end - 1)->form, "of") ||
      !relata_str_is(map_token(mapper, end - 2)->form, ","))
    return RELATA_NONE;
  end -= 2;
  if (end >= first + 3 && map_token(mapper, end - 1)->upos == RELATA_NUM &&
      relata_str_is(map_token(mapper, end - 2)->form, ","))
    end -= 2;
  for (uint32_t t = end; t-- > first && t + 8 > end;) {
    const struct relata_mention *person = map_mention(mapper, t);
    if (person && person->label_end == end)
      return person->named && !person->modifier && person->sort == RELATA_SORT_PERSON ? t : RELATA_NONE;
  }
  return RELATA_NONE;
}

void map_residence(struct mapper *mapper, const struct relata_mention *place) {
  const bool town = place->named && place->sort == RELATA_SORT_TOWN;
  const uint32_t person = town ? map_resident_before(mapper, place->head) : RELATA_NONE;
  if (person == RELATA_NONE || mapper->noun_clause[person] == RELATA_NONE)
    return;
  const struct map_source source = { .rule = MAP_PLACE,
                                     .clause = &mapper->document->clauses[mapper->noun_clause[person]],
                                     .word = RELATA_STR("home"),
                                     .slots = RELATA_STR("N>of"),
                                     .plain = true,
                                     .weight = 1 };
  map_add(mapper, person, map_property(mapper, "resident_of"), place->head, &source);
  map_add(mapper, person, map_property(mapper, "based_in"), place->head, &source);
}
