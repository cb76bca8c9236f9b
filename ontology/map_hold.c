/* map_hold.c — what a property is not said of, whatever the words. */
#include "ontology/map.h"

#include <string.h>

static struct relata_str property_name(const struct mapper *mapper, uint32_t property) {
  return relata_ontology_get_property(mapper->ontology, property)->name;
}

static bool property_in(const struct mapper *mapper, const char *set, uint32_t property) {
  return relata_ontology_in_set(mapper->ontology, set, property_name(mapper, property));
}

/* "told Reuters" says which agency spread it, not who talks with whom; reporters, papers and stations are talked to. */
static bool is_told_to_an_agency(const struct mapper *mapper, uint32_t property, const struct relata_mention *object) {
  return property_in(mapper, "address_property", property) &&
         (map_in_set(mapper, "press_name", object->core) || relata_str_is(object->entity_class, "NewsAgency"));
}

/* "hope backs them": an idea does little that a graph's reader would look for. */
static bool is_said_of_an_idea(const struct mapper *mapper, uint32_t property, const struct relata_mention *subject) {
  return subject->sort == RELATA_SORT_ABSTRACT && !property_in(mapper, "abstract_subject_property", property) &&
         !map_is_text_speaking(mapper, property, subject);
}

/* "captures the imagination", "attacks a pact": nobody lays hands on ideas.  Where the model
 * reads a thing or people, as in "ISIL targets" and "fellow flyers", it knows better than the noun's first sense. */
static bool is_done_to_an_idea(const struct mapper *mapper, uint32_t property, const struct relata_mention *object) {
  const bool idea = object->type == RELATA_ABSTRACT || object->type == RELATA_MENTION_NONE;
  return !object->named && ((object->sort == RELATA_SORT_ABSTRACT && idea) || object->sort == RELATA_SORT_DEAL) &&
         property_in(mapper, "physical_property", property);
}

/* "found asylum in Rome": the asylum is nowhere. */
static bool is_found_refuge(const struct mapper *mapper, uint32_t property, const struct relata_mention *subject) {
  return property_in(mapper, "whereabouts_property", property) && map_in_set(mapper, "refuge_noun", subject->core);
}

/* "won 20 seats" captures no place, "attacked the decision" hurts nobody. */
static bool is_no_prey(const struct mapper *mapper, uint32_t property, const struct relata_mention *object) {
  return !object->named && property_in(mapper, "battle_property", property) &&
         map_in_set(mapper, "unfought_noun", object->core);
}

/* "lifted its forecast" raises it; who holds an office controls no place. */
static bool is_no_rule(const struct mapper *mapper, uint32_t property, const struct relata_mention *object) {
  const struct relata_str name = property_name(mapper, property);
  return !object->named && ((relata_str_is(name, "lifts") && map_in_set(mapper, "raised_noun", object->core)) ||
                            (relata_str_is(name, "controls") && map_in_set(mapper, "post_noun", object->core)));
}

bool map_can_hold(const struct mapper *mapper, uint32_t property, const struct relata_mention *subject,
                  const struct relata_mention *object, const struct relata_mention *meant) {
  return !is_found_refuge(mapper, property, subject) && !is_told_to_an_agency(mapper, property, meant) &&
         !is_said_of_an_idea(mapper, property, subject) &&
         !is_done_to_an_idea(mapper, property, object) && !is_no_prey(mapper, property, object) &&
         !is_no_rule(mapper, property, object);
}

/* "head of state", "chief of staff": the word only ends a title, where nothing says whose or which. */
static bool is_no_body(const struct mapper *mapper, const struct relata_mention *object) {
  const uint32_t title = mapper->document->tokens[object->head].head;
  return title != RELATA_NONE && object->head > 0 && object->label_end == object->label_first + 1 &&
         mapper->document->tokens[object->head - 1].upos == RELATA_ADP &&
         relata_ontology_in_set(mapper->ontology, "bodiless_title",
                                map_join(mapper, mapper->lemmas[title], mapper->lemmas[object->head]));
}

/* No state lies in a town, in another state, or in a market or room that has no name. */
static bool is_no_region(const struct mapper *mapper, const struct relata_mention *object,
                         const struct relata_mention *meant) {
  return relata_ontology_in_set(mapper->ontology, "smaller_place_class", meant->entity_class) ||
         meant->sort == RELATA_SORT_STATE || (!object->named && !map_in_set(mapper, "region_noun", object->core));
}

/* Do both stand in one name of the tagger's, "Bureau of Mines and Quarries"? */
static bool are_in_one_name(const struct relata_token *tokens, uint32_t first, uint32_t last) {
  for (uint32_t t = first; t <= last; t++)
    if (tokens[t].name_type != RELATA_NAME_ORG || (t > first && tokens[t].name_begins))
      return false;
  return true;
}

/* "Organisation of [African Unity]", "Health and [Safety] Executive": words of a name, which tell nothing of the body;
 * but "[UN] Security Council", "Bank of [Japan]". */
static bool is_word_of_name(const struct mapper *mapper, const struct relata_mention *subject,
                            const struct relata_mention *object) {
  const struct relata_token *tokens = mapper->document->tokens;
  const uint32_t first = subject->head < object->head ? subject->head : object->head;
  const uint32_t last = subject->head < object->head ? object->head : subject->head;
  if (object->sort == RELATA_SORT_STATE || object->sort == RELATA_SORT_TOWN)
    return false;
  if (tokens[object->head].dep == RELATA_DEP_CONJ && subject->named && subject->sort == RELATA_SORT_ORGANIZATION &&
      object->head >= subject->label_first && object->head < subject->head)
    return true;
  if (!are_in_one_name(tokens, first, last))
    return false;
  return object->head > subject->head;
}

/* "Minister of Foreign Affairs": a field, not a body, where no article and no land stands behind the title. */
static bool is_portfolio(const struct mapper *mapper, const struct relata_mention *object) {
  const struct relata_token *tokens = mapper->document->tokens;
  const uint32_t title = tokens[object->head].head;
  if (title == RELATA_NONE || title >= object->label_first || !relata_str_is(object->entity_class, "Organization"))
    return false;
  const enum relata_upos before = (enum relata_upos)tokens[object->label_first - 1].upos;
  if (tokens[object->head].dep == RELATA_DEP_CONJ) /* "of Trade and Industry" */
    return before == RELATA_CCONJ && tokens[title].head != RELATA_NONE &&
           map_in_set(mapper, "portfolio_title", tokens[title].head);
  return before == RELATA_ADP && map_in_set(mapper, "portfolio_title", title);
}

/* No firm is anybody's sister, no minister a subsidiary. */
static bool is_no_kind(const struct mapper *mapper, uint32_t class, const struct relata_mention *meant) {
  const struct relata_str name =
    class == RELATA_NONE ? RELATA_STR("") : relata_ontology_get_class(mapper->ontology, class)->name;
  const enum relata_sort sort = (enum relata_sort)meant->sort;
  if (relata_str_is(name, "Person"))
    return sort == RELATA_SORT_ORGANIZATION || sort == RELATA_SORT_STATE || sort == RELATA_SORT_TOWN ||
           sort == RELATA_SORT_INSTITUTION || sort == RELATA_SORT_PLACE || sort == RELATA_SORT_EVENT;
  if (relata_str_is(name, "Organization"))
    return sort == RELATA_SORT_PERSON && meant->number != RELATA_PLUR;
  return false;
}

/* "a teacher of German" teaches the language. */
static bool is_language(const struct mapper *mapper, const struct relata_mention *object) {
  const struct relata_token *tokens = mapper->document->tokens;
  enum relata_alias_kind kind;
  return !object->modifier && object->first > 0 && object->end == object->first + 1 &&
         tokens[object->first - 1].upos == RELATA_ADP &&
         relata_ontology_find_actor(mapper->ontology, tokens[object->head].form, &kind) && kind == RELATA_ALIAS_DEMONYM;
}

/* "Peru in Lima": a state lies in no town; "her minister": nobody is an official of a person; "destroyed the
 * champion": he still lives. */
bool map_is_absurd(const struct mapper *mapper, uint32_t property, const struct relata_mention *subject,
                   const struct relata_mention *doer, const struct relata_mention *object,
                   const struct relata_mention *meant) {
  const struct relata_property *named = relata_ontology_get_property(mapper->ontology, property);
  if (!property_in(mapper, "corporate_property", property) &&
      (is_no_kind(mapper, named->range, meant) || is_no_kind(mapper, named->domain, doer)))
    return true;
  const bool within = subject->sort == RELATA_SORT_STATE && relata_str_is(property_name(mapper, property), "located_in") &&
                      is_no_region(mapper, object, meant);
  const bool person = object->sort == RELATA_SORT_PERSON && object->number != RELATA_PLUR;
  if (property_in(mapper, "body_property", property) && (person || is_portfolio(mapper, object)))
    return true;
  if ((property_in(mapper, "body_property", property) || property_in(mapper, "employed_property", property)) &&
      is_no_body(mapper, object))
    return true;
  if (property_in(mapper, "employed_property", property) && is_language(mapper, object))
    return true;
  if (property_in(mapper, "body_property", property) && map_in_set(mapper, "continent_adjective", object->head))
    return true; /* "a European envoy" may be any state's */
  return within || (property_in(mapper, "whole_property", property) && is_word_of_name(mapper, subject, object)) ||
         (person && object->type == RELATA_PERSON && property_in(mapper, "thing_property", property));
}

/* "we used both", "accused the other", "accused one another": the words name nobody by themselves. */
static bool is_mere_quantity(const struct mapper *mapper, const struct relata_mention *said) {
  if (said->core != said->head || said->label_end != said->label_first + 1)
    return false;
  if (relata_str_is(said->label, "one") && said->label_end < mapper->document->token_count)
    return relata_str_is(mapper->lemmas[said->label_end], "another");
  return relata_ontology_in_set(mapper->ontology, "empty_quantifier", said->label);
}

/* "some of them", "the other": words that only point at what is meant; "a novelist of 36": a number behind a preposition
 * counts something else. */
bool map_is_nothing(const struct mapper *mapper, const struct relata_mention *said, const struct relata_mention *meant) {
  const struct relata_token *head = &mapper->document->tokens[said->head];
  const enum relata_dep base = relata_dep_base((enum relata_dep)head->dep);
  const bool counts = head->upos == RELATA_NUM && said->label_end == said->label_first + 1 &&
                      (base == RELATA_DEP_NMOD || base == RELATA_DEP_OBL);
  return counts || is_mere_quantity(mapper, said) || (!said->named && map_in_set(mapper, "empty_noun", said->core)) ||
         relata_ontology_in_set(mapper->ontology, "empty_name", meant->entity_label);
}

/* ------------------------------------------------------------- owned or only there */

/* "largest", "first", "only": one of those that a place has, whosever they are. */
static bool is_ranked(const struct mapper *mapper, uint32_t noun) {
  const struct relata_token *tokens = mapper->document->tokens;
  const uint32_t first = mapper->document->sentences[tokens[noun].sentence].first;
  for (uint32_t t = noun; t-- > first && t + 8 > noun;) {
    const struct relata_str form = tokens[t].form;
    if (tokens[t].head != noun || relata_dep_base((enum relata_dep)tokens[t].dep) != RELATA_DEP_AMOD)
      continue;
    if (map_in_set(mapper, "rank_adjective", t) ||
        (form.len > 4 && memcmp(form.data + form.len - 3, "est", 3) == 0 && mapper->lemmas[t].len < form.len))
      return true;
  }
  return false;
}

/* "Ghana's largest mine", "Sfax's biggest bottler", "Europe's first hydrogen ferry"; "China's second tank" is its. */
static bool is_ranked_there(const struct mapper *mapper, uint32_t what, uint32_t whose) {
  const struct relata_mention *thing = map_mention(mapper, what), *place = map_mention(mapper, whose);
  const bool standing = thing->sort == RELATA_SORT_INSTITUTION || thing->sort == RELATA_SORT_PLACE ||
                        thing->sort == RELATA_SORT_TOWN || thing->sort == RELATA_SORT_ORGANIZATION;
  const bool land = place->sort == RELATA_SORT_TOWN || place->sort == RELATA_SORT_PLACE ||
                    relata_str_is(place->entity_class, "Continent");
  return (land || (standing && place->sort == RELATA_SORT_STATE)) && is_ranked(mapper, what);
}

/* "the city's hospital", "the world's largest mine", "Rome's opera house": they are there. */
bool map_is_only_there(const struct mapper *mapper, uint32_t what, uint32_t whose) {
  const struct relata_mention *thing = map_mention(mapper, what), *place = map_mention(mapper, whose);
  if (is_ranked_there(mapper, what, whose))
    return true;
  if (thing->sort != RELATA_SORT_INSTITUTION && thing->sort != RELATA_SORT_PLACE && thing->sort != RELATA_SORT_TOWN)
    return false;
  return map_in_set(mapper, "naming_noun", place->core) || map_in_set(mapper, "region_noun", place->core) ||
         map_in_set(mapper, "called_place_noun", place->core) || map_in_set(mapper, "land_noun", place->core) ||
         (place->sort == RELATA_SORT_TOWN && !map_in_set(mapper, "mission_noun", thing->core));
}

/* ------------------------------------------------------------- whose a nation is */

static bool is_one_more(const struct mapper *mapper, uint32_t token) {
  return relata_dep_base((enum relata_dep)mapper->document->tokens[token].dep) == RELATA_DEP_CONJ;
}

/* "Kenyan runners and swimmers", not "a Kenyan runner and a swimmer" */
static bool shares_nation(const struct mapper *mapper, uint32_t person) {
  const struct relata_mention *mention = map_mention(mapper, person);
  return !is_one_more(mapper, person) || (!mention->definite && mention->first == mention->head);
}

/* Do the two words stand for one person, or the one beside the other: "Ann Lee, a Kenyan runner"? */
static bool goes_with(const struct mapper *mapper, uint32_t noun, uint32_t person) {
  const struct relata_token *tokens = mapper->document->tokens;
  const uint32_t first = map_list_head(mapper, person);
  if (mapper->entity_at[mapper->mention_at[noun]] == mapper->entity_at[mapper->mention_at[person]])
    return true;
  if (tokens[person].head == noun || first == noun)
    return map_mention(mapper, person)->named || shares_nation(mapper, person);
  const uint32_t above = tokens[person].head; /* "a Syrian physician named Nabil Qasim" */
  return (tokens[noun].head == first && !is_one_more(mapper, noun)) ||
         (above != RELATA_NONE && tokens[above].head == noun) ||
         (tokens[noun].dep == RELATA_DEP_XCOMP && tokens[first].head == tokens[noun].head);
}

static bool is_nation_before(const struct mapper *mapper, const struct relata_mention *nation) {
  const uint32_t noun = mapper->document->tokens[nation->head].head;
  return nation->modifier && nation->sort == RELATA_SORT_STATE && noun != RELATA_NONE && map_mention(mapper, noun);
}

/* Has he the nation from another word of the sentence: "a Russian national … units of the Russian army"? */
static bool has_nation(const struct mapper *mapper, const struct relata_mention *nation, uint32_t person) {
  const struct relata_token *tokens = mapper->document->tokens;
  const struct relata_sentence *sentence = &mapper->document->sentences[tokens[person].sentence];
  for (uint32_t d = sentence->first; d < sentence->end; d++) {
    const struct relata_mention *other = map_mention(mapper, d);
    if (!other || !relata_str_equal(other->entity, nation->entity) || !is_nation_before(mapper, other))
      continue;
    for (uint32_t t = sentence->first; t < sentence->end; t++) /* by his name or as "she" */
      if (map_mention(mapper, t) &&
          mapper->entity_at[mapper->mention_at[t]] == mapper->entity_at[mapper->mention_at[person]] &&
          (tokens[d].head == t || goes_with(mapper, tokens[d].head, t)))
        return true;
  }
  return false;
}

/* Nor is who has a nation before him of another: "Pakistan's minister and his Afghan counterpart". */
static void other_nation_rule_out(struct mapper *mapper, const struct relata_mention *nation, uint32_t noun,
                                  uint32_t word) {
  static const char *const properties[] = { "citizen_of", "official_of", "represents" };
  const struct relata_mention *other = map_mention(mapper, word);
  if (other->sort == RELATA_SORT_STATE && !relata_str_equal(other->entity, nation->entity) &&
      mapper->document->tokens[word].head != noun)
    for (size_t p = 0; p < 3; p++)
      map_rule_out(mapper, noun, map_property(mapper, properties[p]), word);
}

static void nation_keep(struct mapper *mapper, const struct relata_mention *nation, uint32_t noun) {
  static const char *const properties[] = { "citizen_of", "official_of", "represents", "leads" };
  const struct relata_sentence *sentence = &mapper->document->sentences[mapper->document->tokens[noun].sentence];
  const bool of_person = map_mention(mapper, noun)->sort == RELATA_SORT_PERSON ||
                         map_mention(mapper, noun)->type == RELATA_PERSON;
  for (uint32_t t = sentence->first; t < sentence->end; t++) {
    if (!map_mention(mapper, t) || t == noun)
      continue;
    if (of_person)
      other_nation_rule_out(mapper, nation, noun, t);
    if (map_mention(mapper, t)->sort != RELATA_SORT_PERSON || has_nation(mapper, nation, t))
      continue;
    for (size_t p = 0; p < (of_person ? 4 : 1); p++)
      map_rule_out(mapper, t, map_property(mapper, properties[p]), nation->head);
  }
}

/* "The Thai minister met his Cambodian counterpart", "Ann Lee of the Danish firm": a nation before a noun is nobody
 * else's. */
void map_nations_keep(struct mapper *mapper) {
  for (uint32_t d = 0; d < mapper->document->mention_count; d++) {
    const struct relata_mention *nation = &mapper->document->mentions[d];
    if (is_nation_before(mapper, nation))
      nation_keep(mapper, nation, mapper->document->tokens[nation->head].head);
  }
}
