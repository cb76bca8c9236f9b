/* map_title.c — what stands around a noun of an act, an office or a thing and takes from what it would say by itself:
 * "a hunger strike", "the antiquities chief", "African presidents", "a child's casket".
 */
#include "ontology/map.h"

/* "a hunger strike", "its charm offensive", "a verbal attack": nobody is shot at. */
bool map_is_peaceful(const struct mapper *mapper, uint32_t noun) {
  const uint32_t first = map_sentence_first(mapper, noun);
  if (!map_in_set(mapper, "warlike_noun", noun))
    return false;
  for (uint32_t t = noun; t-- > first && t + 6 > noun;)
    if (map_token(mapper, t)->head == noun && map_in_set(mapper, "peaceful_modifier", t) &&
        (map_base(mapper, t) == RELATA_DEP_AMOD || map_base(mapper, t) == RELATA_DEP_COMPOUND))
      return true;
  return false;
}

/* "Egypt's antiquities chief", "the BBC's news editor", "Kenya's union leader": what he leads; not the whole, as the
 * "club chairman" and the "company president" do. */
bool map_names_field(const struct mapper *mapper, const struct relata_clause *clause, uint32_t word) {
  const struct relata_mention *mention = map_mention(mapper, word);
  struct map_heads whole = { .count = 0 };
  if (map_token(mapper, word)->head != clause->head || map_token(mapper, word)->upos != RELATA_NOUN ||
      map_base(mapper, word) != RELATA_DEP_COMPOUND || (mention && mention->named))
    return false;
  heads_of_role(clause, RELATA_ROLE_POSSESSOR, &whole);
  if (!whole.count || whole.tokens[0] == word || !map_mention(mapper, whole.tokens[0]))
    return false;
  const bool country = map_fits(mapper, whole.tokens[0], RELATA_SORT_PLACE) &&
                       map_mention(mapper, whole.tokens[0])->sort != RELATA_SORT_INSTITUTION;
  return !map_in_set(mapper, country ? "country_title" : "whole_title", word);
}

/* "the SDLP's leader of the Opposition", "Toyota's head of Europe": whom he leads stands after "of". */
bool map_leads_after_of(const struct mapper *mapper, const struct relata_clause *clause) {
  for (size_t a = 0; a < clause->argument_count; a++) {
    const struct relata_argument *argument = &clause->arguments[a];
    if (argument->role == RELATA_ROLE_OBLIQUE && relata_str_is(argument->preposition, "of") &&
        !map_ends_title(mapper, clause, argument->head) &&
        (map_fits(mapper, argument->head, RELATA_SORT_ACTOR) || map_fits(mapper, argument->head, RELATA_SORT_PLACE)))
      return true;
  }
  return false;
}

/* "African presidents", "the company's captains": each leads what is his, none of them all of it; unlike "the two
 * countries' presidents". */
bool map_are_many(const struct mapper *mapper, const struct relata_clause *clause) {
  if (map_token(mapper, clause->head)->number != RELATA_PLUR || !map_in_set(mapper, "sole_title", clause->head))
    return false;
  for (size_t a = 0; a < clause->argument_count; a++) {
    const struct relata_argument *argument = &clause->arguments[a];
    const struct relata_mention *whose = map_mention(mapper, argument->head);
    if ((argument->role == RELATA_ROLE_POSSESSOR || relata_str_is(argument->preposition, "of")) && whose &&
        whose->number == RELATA_PLUR)
      return false;
  }
  return true;
}

/* "a child's casket", "a driver's licence": the kind of thing that such people have; nobody is meant. */
bool map_is_anybody(const struct mapper *mapper, uint32_t owner) {
  const struct relata_mention *mention = map_mention(mapper, owner);
  bool indefinite = false;
  if (!mention || mention->named || mention->pronoun || mention->sort != RELATA_SORT_PERSON)
    return false;
  for (uint32_t t = mention->first; t < owner; t++) {
    if (map_token(mapper, t)->head != owner)
      continue;
    if (map_base(mapper, t) != RELATA_DEP_DET || !relata_str_is(mapper->lemmas[t], "a"))
      return false;
    indefinite = true;
  }
  if (!indefinite)
    return false;
  const uint32_t entity = mapper->entity_at[mapper->mention_at[owner]];
  size_t times = 0;
  for (uint32_t m = 0; m < mapper->document->mention_count; m++)
    times += mapper->entity_at[m] == entity;
  return times == 1;
}

/* "party workers at Sanepa", "army officers at the academy": whose they are stands before them. */
bool map_serves_another(const struct mapper *mapper, uint32_t noun) {
  const uint32_t first = map_sentence_first(mapper, noun);
  for (uint32_t t = noun; t-- > first && t + 4 > noun;)
    if (map_token(mapper, t)->head == noun && map_base(mapper, t) == RELATA_DEP_COMPOUND &&
        map_in_set(mapper, "employing_noun", t))
      return true;
  return false;
}

/* Of its holders and of the noun itself: it is said with that body, but says something else. */
static void rule_out_all(struct mapper *mapper, const struct relata_clause *clause, const char *property) {
  for (size_t b = 0; b < clause->argument_count; b++) {
    const struct relata_argument *body = &clause->arguments[b];
    if (body->role != RELATA_ROLE_POSSESSOR && body->role != RELATA_ROLE_OBLIQUE && body->role != RELATA_ROLE_MODIFIER)
      continue;
    map_rule_out(mapper, clause->head, map_property(mapper, property), body->head);
    for (size_t a = 0; a < clause->argument_count; a++)
      if (clause->arguments[a].role == RELATA_ROLE_HOLDER)
        map_rule_out(mapper, clause->arguments[a].head, map_property(mapper, property), body->head);
  }
}

/* "a student at the university" does not work there; a candidate for an office does not hold it; a former
 * vice-president did not lead the country. */
void map_lesser_rule_out(struct mapper *mapper, const struct relata_clause *clause, struct relata_str key,
                         bool leading) {
  if (map_in_set(mapper, "unpaid_noun", clause->head))
    rule_out_all(mapper, clause, "works_for");
  for (size_t a = 0; a < clause->argument_count && map_in_set(mapper, "visiting_noun", clause->head); a++)
    if (relata_str_is(clause->arguments[a].preposition, "at") && map_mention(mapper, clause->arguments[a].head) &&
        !map_mention(mapper, clause->arguments[a].head)->named) /* "reporters at the ministry" */
      map_rule_out(mapper, clause->head, map_property(mapper, "works_for"), clause->arguments[a].head);
  const bool candidate = map_in_set(mapper, "aspirant_noun", clause->head);
  const bool many = leading && map_token(mapper, clause->head)->number == RELATA_PLUR && /* "French directors" */
                    map_in_set(mapper, "craft_title", clause->head) && !map_leads_after_of(mapper, clause);
  if (candidate || many || (!leading && map_is_former(mapper, clause->head) && map_is_office(mapper, key)))
    rule_out_all(mapper, clause, "leads");
  if (candidate)
    rule_out_all(mapper, clause, "official_of");
}

/* "launched a verbal attack on the minister": nothing and nobody attacks him. */
void map_act_rule_out(struct mapper *mapper, uint32_t noun, const struct relata_clause *verb) {
  const uint32_t number = mapper->noun_clause[noun];
  const struct relata_clause *clause = number == RELATA_NONE ? NULL : &mapper->document->clauses[number];
  struct map_heads who = { .count = 0 };
  heads_of_role(verb, RELATA_ROLE_SUBJECT, &who);
  if (clause) {
    rule_out_all(mapper, clause, "attacks");
    rule_out_all(mapper, clause, "targets");
  }
  for (const struct relata_clause *each = clause ? clause : verb; each; each = each == verb ? NULL : verb)
    for (size_t a = 0; a < each->argument_count; a++)
      for (size_t i = 0; i < who.count && each->arguments[a].role == RELATA_ROLE_OBLIQUE; i++)
        map_rule_out(mapper, who.tokens[i], map_property(mapper, "attacks"), each->arguments[a].head);
}

/* "Libya and Tunisia drill for water": each by itself, where no word of the sentence says "together". */
bool map_stand_apart(const struct mapper *mapper, uint32_t first, uint32_t second) {
  const uint32_t left = first < second ? first : second, right = first < second ? second : first;
  const struct relata_sentence *sentence = &mapper->document->sentences[map_token(mapper, left)->sentence];
  const uint32_t head = map_token(mapper, right)->head;
  if (map_base(mapper, right) != RELATA_DEP_CONJ ||
      (head != left && (map_base(mapper, left) != RELATA_DEP_CONJ || map_token(mapper, left)->head != head)))
    return false;
  for (uint32_t t = sentence->first; t < sentence->end; t++)
    if (map_in_set(mapper, "together_word", t))
      return false;
  return true;
}

/* "serves as captain", not "talked over their captain, Tom Ridley": he is that whatever the clause says of the talk. */
bool map_stands_after_as(const struct mapper *mapper, uint32_t noun) {
  const uint32_t first = map_sentence_first(mapper, noun);
  for (uint32_t t = noun; t-- > first;)
    if (map_token(mapper, t)->head == noun && map_base(mapper, t) == RELATA_DEP_CASE)
      return relata_str_is(mapper->lemmas[t], "as");
  return false;
}

/* "a lawmaker from the ruling party", "two inspectors from the ministry" */
bool map_is_of_body(const struct mapper *mapper, uint32_t noun, uint32_t body) {
  return map_in_set(mapper, "staffed_noun", body) && !map_mention(mapper, noun)->named &&
         map_fits(mapper, body, RELATA_SORT_ORGANIZATION);
}

/* "Malay fighters", "our members", said by one: neither a people nor one person is a body that has members or staff. */
bool map_is_no_body(const struct mapper *mapper, const struct relata_frame *frame, struct relata_str property,
                    uint32_t to) {
  const struct relata_mention *whose = map_mention(mapper, to);
  if (frame->kind != RELATA_FRAME_ROLE || !whose)
    return false;
  const bool member = relata_ontology_in_set(mapper->ontology, "membership_property", property);
  const bool ours = relata_str_is(mapper->lemmas[to], "we") || relata_str_is(mapper->lemmas[to], "our");
  if (member && whose->sort == RELATA_SORT_PERSON && (ours || whose->number != RELATA_PLUR))
    return true;
  return frame->to == RELATA_SLOT_POSSESSOR && (whose->modifier || map_token(mapper, to)->upos == RELATA_ADJ) &&
         (member || (whose->sort != RELATA_SORT_STATE &&
                     relata_ontology_in_set(mapper->ontology, "employed_property", property)));
}
