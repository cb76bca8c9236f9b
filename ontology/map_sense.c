/* map_sense.c — whether what else a verb has makes it mean another thing than
 * its frame says.  The words are data: words_map.tsv. */
#include "ontology/map.h"

#include <string.h>

static bool is_named_so(const struct mapper *mapper, const char *property, const struct relata_frame *frame) {
  return relata_str_is(relata_ontology_get_property(mapper->ontology, frame->property)->name, property);
}

static struct relata_str preposition_of(const struct relata_frame *frame) {
  return frame->from_preposition.len ? frame->from_preposition : frame->to_preposition;
}

/* "lost to Lyon" says who won, "lost votes to the Greens" does not; "lost the match to Lyon" does again.  "Shot at the
 * troops" and "shot him at the pier", "referred to the deal" and "referred the deal to them" are never the same. */
static bool object_changes_it(const struct mapper *mapper, const struct relata_frame *frame,
                              const struct relata_clause *clause) {
  const struct relata_str preposition = preposition_of(frame);
  if (!preposition.len)
    return false;
  const struct relata_str sense = map_join(mapper, frame->lemma, preposition);
  const bool objectless = relata_ontology_in_set(mapper->ontology, "objectless_sense", sense);
  const bool intransitive = frame->from == RELATA_SLOT_SUBJECT && /* not "he was rushed to" */
                            relata_ontology_in_set(mapper->ontology, "intransitive_sense", sense);
  for (size_t a = 0; (objectless || intransitive) && a < clause->argument_count; a++)
    if (clause->arguments[a].role == RELATA_ROLE_OBJECT &&
        (intransitive || !map_fits(mapper, clause->arguments[a].head, RELATA_SORT_EVENT)))
      return true;
  return false;
}

static bool has_oblique_in(const struct mapper *mapper, const struct relata_frame *frame,
                           const struct relata_clause *clause, const char *set) {
  for (size_t a = 0; a < clause->argument_count; a++)
    if (clause->arguments[a].role == RELATA_ROLE_OBLIQUE && clause->arguments[a].preposition.len &&
        map_fits(mapper, clause->arguments[a].head, RELATA_SORT_ANY) && /* not "for three hours" */
        relata_ontology_in_set(mapper->ontology, set, map_join(mapper, frame->lemma, clause->arguments[a].preposition)))
      return true;
  return false;
}

/* "passed a law", but "passed the warning to Bonn": what stands beside the object shows that another sense is meant. */
static bool oblique_changes_it(const struct mapper *mapper, const struct relata_frame *frame,
                               const struct relata_clause *clause) {
  return frame->to == RELATA_SLOT_OBJECT && has_oblique_in(mapper, frame, clause, "oblique_sense");
}

/* "joined Chad in leaving the bloc": did so too, and became no part of it; a person is joined indeed. */
static bool deed_changes_it(const struct mapper *mapper, const struct relata_frame *frame,
                            const struct relata_clause *clause) {
  const struct relata_token *tokens = mapper->document->tokens;
  struct map_heads whom = { .count = 0 };
  heads_of_role(clause, RELATA_ROLE_OBJECT, &whom);
  if (frame->to != RELATA_SLOT_OBJECT || !whom.count || map_fits(mapper, whom.tokens[0], RELATA_SORT_PERSON))
    return false;
  for (uint32_t t = clause->head + 1; t + 1 < mapper->document->sentences[clause->sentence].end; t++)
    if (tokens[t].dep == RELATA_DEP_MARK && tokens[t].head > t && tokens[tokens[t].head].verb_form != RELATA_FIN &&
        tokens[tokens[t].head].head == clause->head &&
        relata_ontology_in_set(mapper->ontology, "deed_sense", map_join(mapper, frame->lemma, mapper->lemmas[t])))
      return true;
  return false;
}

/* Does the clause tell of a movement: "came here from", "had come down from", "is coming from"? */
static bool is_journey(const struct mapper *mapper, const struct relata_clause *clause) {
  const struct relata_document *document = mapper->document;
  const struct relata_str form = document->tokens[clause->head].form;
  for (uint32_t t = document->sentences[clause->sentence].first; t < document->sentences[clause->sentence].end; t++) {
    if (document->tokens[t].head != clause->head)
      continue;
    const enum relata_dep dep = relata_dep_base((enum relata_dep)document->tokens[t].dep);
    if (dep == RELATA_DEP_AUX || relata_ontology_in_set(mapper->ontology, "goal_word", mapper->lemmas[t]))
      return true;
  }
  struct map_heads goals = { .count = 0 };
  heads_of_preposition(clause, RELATA_STR("to"), &goals);
  return goals.count || (form.len > 3 && memcmp(form.data + form.len - 3, "ing", 3) == 0);
}

/* "comes from Poti" says where somebody is at home, "came here from Poti" where he has been. */
static bool tense_changes_it(const struct mapper *mapper, const struct relata_frame *frame,
                             const struct relata_clause *clause) {
  if (!relata_ontology_in_set(mapper->ontology, "origin_sense", map_join(mapper, frame->lemma, frame->to_preposition)))
    return false;
  const struct relata_str name = relata_ontology_get_property(mapper->ontology, frame->property)->name;
  const struct relata_str form = mapper->document->tokens[clause->head].form;
  if (relata_ontology_in_set(mapper->ontology, "origin_property", name))
    return is_journey(mapper, clause);
  const bool present = relata_str_equal(form, mapper->document->tokens[clause->head].lemma) ||
                       (form.len && form.data[form.len - 1] == 's');
  return relata_ontology_in_set(mapper->ontology, "journey_property", name) && present && !is_journey(mapper, clause);
}

/* "rebels armed with rifles" use them, those whom somebody arms with rifles need not. */
static bool agent_changes_it(const struct mapper *mapper, const struct relata_frame *frame,
                             const struct relata_clause *clause) {
  const struct relata_str preposition = preposition_of(frame);
  return preposition.len && (frame->from == RELATA_SLOT_OBJECT || frame->to == RELATA_SLOT_OBJECT) &&
         relata_ontology_in_set(mapper->ontology, "agentless_sense", map_join(mapper, frame->lemma, preposition)) &&
         map_has_role(clause, RELATA_ROLE_SUBJECT);
}

/* "called on Togo, which borders Benin, to wait": the analyser hangs the infinitive in many places. */
static bool has_clause_behind(const struct mapper *mapper, const struct relata_clause *clause, bool anywhere) {
  const struct relata_sentence *sentence = &mapper->document->sentences[clause->sentence];
  const struct relata_token *tokens = mapper->document->tokens;
  for (uint32_t t = clause->head + 1; t < sentence->end; t++) {
    const enum relata_dep dep = (enum relata_dep)tokens[t].dep;
    if (tokens[t].head == clause->head && (dep == RELATA_DEP_ADVCL || dep == RELATA_DEP_XCOMP || dep == RELATA_DEP_CCOMP))
      return true;
    if (anywhere && dep == RELATA_DEP_MARK && relata_str_is(mapper->lemmas[t], "to"))
      return true;
  }
  return false;
}

/* "asked him whether he knew", "asked her what she saw": a question urges nobody. */
static bool is_question(const struct mapper *mapper, const struct relata_clause *clause) {
  const struct relata_token *tokens = mapper->document->tokens;
  for (uint32_t t = clause->head + 1; t < mapper->document->sentences[clause->sentence].end; t++) {
    const uint32_t above = tokens[t].head;
    if (above != RELATA_NONE && above > clause->head && tokens[above].head == clause->head &&
        relata_ontology_in_set(mapper->ontology, "question_word", mapper->lemmas[t]) &&
        (tokens[above].dep == RELATA_DEP_CCOMP || relata_str_is(mapper->lemmas[t], "whether")))
      return true;
  }
  return false;
}

/* "called on the ambassador", "asked him", "appealed to the court" urge nobody, "directs a company" orders none;
 * "called on him to resign", "asked him for help" do. */
static bool asks_for_nothing(const struct mapper *mapper, const struct relata_frame *frame,
                             const struct relata_clause *clause) {
  struct map_heads wanted = { .count = 0 };
  if (!relata_ontology_in_set(mapper->ontology, "asking_verb", frame->lemma) ||
      !relata_ontology_in_set(mapper->ontology, "asking_property",
                              relata_ontology_get_property(mapper->ontology, frame->property)->name))
    return false;
  heads_of_preposition(clause, RELATA_STR("for"), &wanted);
  if (relata_str_is(frame->lemma, "ask") && is_question(mapper, clause))
    return true;
  return !wanted.count && !map_has_role(clause, RELATA_ROLE_CLAUSE) && !has_clause_behind(mapper, clause, is_named_so(mapper, "urges", frame));
}

/* "denied them entry", "was denied access": refused, not said to be untrue. */
static bool is_refused(const struct mapper *mapper, const struct relata_frame *frame, const struct relata_clause *clause) {
  struct map_heads what = { .count = 0 };
  if (!relata_str_is(frame->lemma, "deny") || frame->to != RELATA_SLOT_OBJECT)
    return false;
  heads_of_role(clause, RELATA_ROLE_OBJECT, &what);
  return map_has_role(clause, RELATA_ROLE_INDIRECT) || (what.count && map_in_set(mapper, "refused_noun", what.tokens[0]));
}

/* Does the noun name an office rather than kin? */
static bool names_office(const struct mapper *mapper, struct relata_str noun) {
  size_t count;
  const struct relata_frame *frames = relata_ontology_find_frames(mapper->ontology, RELATA_FRAME_ROLE, noun, &count);
  for (size_t i = 0; i < count; i++)
    if (!relata_ontology_in_set(mapper->ontology, "kin_property",
                                relata_ontology_get_property(mapper->ontology, frames[i].property)->name) &&
        !relata_ontology_in_set(mapper->ontology, "trade_role_property",
                                relata_ontology_get_property(mapper->ontology, frames[i].property)->name))
      return true;
  return false;
}

/* "named him Augusto" gives a name, "named him envoy" an office. */
static bool gives_name(const struct mapper *mapper, const struct relata_clause *clause) {
  struct map_heads what = { .count = 0 };
  heads_of_role(clause, RELATA_ROLE_PREDICATE, &what);
  return what.count && mapper->document->tokens[what.tokens[0]].upos == RELATA_PROPN &&
         !names_office(mapper, map_noun_key(mapper, RELATA_FRAME_ROLE, what.tokens[0]));
}

/* "named his daughters", "chose him": only an office, or a name with one, makes it an appointment. */
static bool gives_no_office(const struct mapper *mapper, const struct relata_frame *frame,
                            const struct relata_clause *clause) {
  struct map_heads whom = { .count = 0 }, as = { .count = 0 };
  if (!relata_ontology_in_set(mapper->ontology, "naming_verb", frame->lemma) || frame->to != RELATA_SLOT_OBJECT)
    return false;
  if (relata_str_is(frame->lemma, "name") && gives_name(mapper, clause))
    return true;
  heads_of_role(clause, RELATA_ROLE_OBJECT, &whom);
  if (relata_str_is(frame->lemma, "name") && whom.count && map_role_in_set(mapper, mapper->lemmas[whom.tokens[0]], "kin_property"))
    return true;
  heads_of_preposition(clause, RELATA_STR("as"), &as);
  heads_of_preposition(clause, RELATA_STR("to"), &as);
  if (as.count || map_has_role(clause, RELATA_ROLE_PREDICATE) || map_has_role(clause, RELATA_ROLE_CLAUSE))
    return false;
  return whom.count && map_mention(mapper, whom.tokens[0]) && !map_mention(mapper, whom.tokens[0])->named &&
         !names_office(mapper, map_noun_key(mapper, RELATA_FRAME_ROLE, map_mention(mapper, whom.tokens[0])->core));
}

static bool has_complement(const struct mapper *mapper, const struct relata_clause *clause) {
  const struct relata_token *tokens = mapper->document->tokens;
  for (uint32_t t = clause->head + 1; t < mapper->document->sentences[clause->sentence].end; t++) {
    const uint32_t above = tokens[t].head;
    if (above == clause->head && (tokens[t].dep == RELATA_DEP_XCOMP || tokens[t].dep == RELATA_DEP_CCOMP))
      return true;
    if (tokens[t].dep == RELATA_DEP_ACL && above > clause->head && /* "drove men [to flee]", not "has a plan to" */
        tokens[above].head == clause->head && relata_str_is(mapper->lemmas[t - 1], "to") &&
        relata_dep_base((enum relata_dep)tokens[above].dep) == RELATA_DEP_OBJ &&
        !relata_str_is(mapper->lemmas[clause->head], "have"))
      return true;
  }
  return map_has_role(clause, RELATA_ROLE_CLAUSE) || map_has_role(clause, RELATA_ROLE_PREDICATE);
}

/* "had the guns dragged uphill", "drove hundreds to flee", "has Parkinson's": nothing that is owned or driven out. */
static bool clause_changes_it(const struct mapper *mapper, const struct relata_frame *frame,
                              const struct relata_clause *clause) {
  struct map_heads what = { .count = 0 };
  if (frame->to != RELATA_SLOT_OBJECT)
    return false;
  if (relata_ontology_in_set(mapper->ontology, "clausal_sense", frame->lemma) &&
      has_complement(mapper, clause))
    return true;
  heads_of_role(clause, RELATA_ROLE_OBJECT, &what);
  if (relata_str_is(frame->lemma, "teach")) /* "taught classes" */
    return what.count && map_in_set(mapper, "taught_noun", what.tokens[0]);
  return relata_str_is(frame->lemma, "have") && what.count && map_mention(mapper, what.tokens[0]) &&
         map_mention(mapper, what.tokens[0])->named;
}

/* "was named best player for his runs" tells why; "attended a congress", "the meeting was attended by" name no school. */
static bool voice_changes_it(const struct mapper *mapper, const struct relata_frame *frame,
                             const struct relata_clause *clause) {
  if (is_named_so(mapper, "named_after", frame))
    return relata_str_is(frame->to_preposition, "for") && map_has_role(clause, RELATA_ROLE_PREDICATE);
  if (is_named_so(mapper, "alarms", frame) && relata_str_is(frame->lemma, "concern"))
    return !clause->passive; /* "the charges concern two officers" */
  struct map_heads where = { .count = 0 };
  if (frame->to != RELATA_SLOT_OBJECT || !is_named_so(mapper, "educated_at", frame))
    return false;
  heads_of_role(clause, RELATA_ROLE_OBJECT, &where);
  return clause->passive || (where.count && map_in_set(mapper, "meeting_noun", where.tokens[0]));
}

/* "bought a stake from them", "bought Corsica from Genoa", "shipped troops to Poti": nobody is supplied with goods. */
static bool carries_no_goods(const struct mapper *mapper, const struct relata_frame *frame,
                             const struct relata_clause *clause) {
  struct map_heads what = { .count = 0 };
  const struct relata_str preposition = preposition_of(frame);
  if (!is_named_so(mapper, "supplies", frame) ||
      !(relata_str_is(preposition, "to") || relata_str_is(preposition, "from")))
    return false;
  heads_of_role(clause, RELATA_ROLE_OBJECT, &what);
  const struct relata_mention *goods = what.count ? map_mention(mapper, what.tokens[0]) : NULL;
  return goods && (map_in_set(mapper, "no_goods_noun", goods->core) || goods->sort == RELATA_SORT_PERSON ||
                   goods->sort == RELATA_SORT_TOWN || goods->sort == RELATA_SORT_STATE ||
                   goods->sort == RELATA_SORT_PLACE || goods->sort == RELATA_SORT_ORGANIZATION);
}

/* Who belongs to a party is a member of it, not its property; what belongs to a town is. */
static bool belongs_otherwise(const struct mapper *mapper, const struct relata_frame *frame,
                              const struct relata_clause *clause) {
  struct map_heads who = { .count = 0 };
  if (!relata_str_is(frame->lemma, "belong"))
    return false;
  heads_of_role(clause, RELATA_ROLE_SUBJECT, &who);
  const struct relata_mention *mention = who.count ? map_mention(mapper, who.tokens[0]) : NULL;
  const bool thing = mention && !mention->named && mention->sort == RELATA_SORT_INSTITUTION; /* "the museum" */
  if (is_named_so(mapper, "member_of", frame))
    return thing;
  return is_named_so(mapper, "owns", frame) && mention && !thing && map_fits(mapper, who.tokens[0], RELATA_SORT_ACTOR);
}

/* "charged him with fraud" accuses, "charged the passengers", "charged the crowd" do not. */
static bool lacks_oblique(const struct mapper *mapper, const struct relata_frame *frame,
                          const struct relata_clause *clause) {
  struct map_heads whom = { .count = 0 };
  if (!relata_str_is(frame->lemma, "charge") || frame->to != RELATA_SLOT_OBJECT)
    return false;
  heads_of_role(clause, RELATA_ROLE_OBJECT, &whom);
  return whom.count && map_in_set(mapper, "charged_noun", whom.tokens[0]) &&
         !has_oblique_in(mapper, frame, clause, "needed_oblique");
}

/* "told them to leave" urges them, "told them the news" does not. */
static bool bids_nothing(const struct mapper *mapper, const struct relata_frame *frame,
                         const struct relata_clause *clause) {
  if (!is_named_so(mapper, "urges", frame) || !relata_ontology_in_set(mapper->ontology, "bidding_verb", frame->lemma))
    return false;
  for (uint32_t t = clause->head + 1; t < mapper->document->sentences[clause->sentence].end; t++)
    if (map_token(mapper, t)->head == clause->head && map_token(mapper, t)->dep == RELATA_DEP_XCOMP &&
        (relata_str_is(mapper->lemmas[t - 1], "to") || relata_str_is(mapper->lemmas[t - 2], "to")))
      return false;
  return true;
}

bool map_sense_is_other(const struct mapper *mapper, const struct relata_frame *frame, const struct relata_clause *clause) {
  return frame->kind == RELATA_FRAME_VERB && clause &&
         (object_changes_it(mapper, frame, clause) || oblique_changes_it(mapper, frame, clause) ||
          deed_changes_it(mapper, frame, clause) ||
          agent_changes_it(mapper, frame, clause) || tense_changes_it(mapper, frame, clause) ||
          asks_for_nothing(mapper, frame, clause) || belongs_otherwise(mapper, frame, clause) ||
          is_refused(mapper, frame, clause) || clause_changes_it(mapper, frame, clause) ||
          gives_no_office(mapper, frame, clause) || carries_no_goods(mapper, frame, clause) ||
          lacks_oblique(mapper, frame, clause) || bids_nothing(mapper, frame, clause) ||
          voice_changes_it(mapper, frame, clause));
}

/* ------------------------------------------------------------- who does it to whom */

/* "police raided the office" search and target it; "the union struck", "is on strike against" lays down work. */
static bool is_no_assault(const struct mapper *mapper, const struct relata_frame *frame, uint32_t noun, uint32_t from) {
  const uint32_t who = map_mention(mapper, from)->core;
  if (relata_ontology_in_set(mapper->ontology, "raid_word", frame->lemma))
    return map_in_set(mapper, "police_noun", who) ||
           relata_str_is(map_mention(mapper, from)->entity_class, "Police");
  if (!relata_ontology_in_set(mapper->ontology, "strike_word", frame->lemma))
    return false;
  return map_in_set(mapper, "labour_noun", who) ||
         (noun != RELATA_NONE && noun > 0 && relata_str_is(mapper->lemmas[noun - 1], "on"));
}

/* Rebels who raid a village search nothing. */
static bool is_raid_of_others(const struct mapper *mapper, const struct relata_frame *frame, uint32_t from) {
  return (relata_ontology_in_set(mapper->ontology, "raid_word", frame->lemma) || relata_str_is(frame->lemma, "descend")) &&
         !map_in_set(mapper, "police_noun", map_mention(mapper, from)->core) &&
         !relata_str_is(map_mention(mapper, from)->entity_class, "Police");
}

/* "dispatched his minister to Rome" deploys nobody. */
static bool is_civil(const struct mapper *mapper, const struct relata_frame *frame, uint32_t from) {
  return is_named_so(mapper, "deploys_to", frame) && frame->from == RELATA_SLOT_OBJECT &&
         (map_in_set(mapper, "office_noun", from) || map_in_set(mapper, "civil_noun", from));
}

/* "attacked him for his views", "the minister attacked the plan": with words. */
static bool is_only_said(const struct mapper *mapper, const struct relata_frame *frame,
                         const struct map_frame_arguments *arguments, uint32_t from, uint32_t to) {
  const struct relata_mention *who = map_mention(mapper, from), *whom = map_mention(mapper, to);
  if (frame->kind != RELATA_FRAME_VERB || frame->to != RELATA_SLOT_OBJECT ||
      !relata_ontology_in_set(mapper->ontology, "attacking_word", frame->lemma))
    return false;
  if (has_oblique_in(mapper, frame, arguments->clause, "blaming_sense"))
    return true;
  return who->sort == RELATA_SORT_PERSON && who->number != RELATA_PLUR &&
         (whom->sort == RELATA_SORT_ABSTRACT || whom->sort == RELATA_SORT_DEAL ||
          map_in_set(mapper, "debated_noun", whom->core));
}

/* A storm, a drought or a tariff that hits a town attacks nobody: it affects it. */
static bool is_weather(const struct mapper *mapper, const struct relata_frame *frame, uint32_t from) {
  return frame->kind == RELATA_FRAME_VERB && map_in_set(mapper, "weather_noun", map_mention(mapper, from)->core);
}

/* "the lorry hit a tree": by accident; "the bomb hit a house": more than affects it. */
static bool is_collision(const struct mapper *mapper, const struct relata_frame *frame, uint32_t from) {
  if (is_named_so(mapper, "affects", frame))
    return relata_ontology_in_set(mapper->ontology, "collision_word", frame->lemma) && !is_weather(mapper, frame, from);
  return is_named_so(mapper, "attacks", frame) &&
         relata_ontology_in_set(mapper->ontology, "collision_word", frame->lemma) &&
         map_in_set(mapper, "vehicle_noun", map_mention(mapper, from)->core);
}

/* "left the party" leaves no place, "led him to the door" leads nobody, "disabled the boy" damages no thing. */
static bool is_of_other_sort(const struct mapper *mapper, const struct relata_frame *frame,
                             const struct map_frame_arguments *arguments, uint32_t to) {
  const struct relata_mention *what = map_mention(mapper, to);
  struct map_heads goals = { .count = 0 };
  if (frame->kind != RELATA_FRAME_VERB || frame->to != RELATA_SLOT_OBJECT)
    return false;
  if (is_named_so(mapper, "leaves_place", frame))
    return relata_str_is(what->entity_class, "Party");
  if (what->sort != RELATA_SORT_PERSON)
    return false;
  if (is_named_so(mapper, "investigates", frame))
    return what->number != RELATA_PLUR && relata_ontology_in_set(mapper->ontology, "impersonal_sense", frame->lemma);
  if (!is_named_so(mapper, "leads", frame) || !relata_str_is(frame->lemma, "lead"))
    return is_named_so(mapper, "damages", frame) && !relata_str_is(frame->lemma, "harm");
  if (arguments->clause)
    heads_of_preposition(arguments->clause, RELATA_STR("to"), &goals);
  return what->number != RELATA_PLUR || goals.count;
}

/* A weapon or what one rides in. */
static bool is_arms_or_vehicle(const struct mapper *mapper, const struct relata_mention *what) {
  return what->sort == RELATA_SORT_WEAPON || map_in_set(mapper, "vehicle_noun", what->core) ||
         map_in_set(mapper, "riding_noun", what->core);
}

/* "carried a parcel" and "left in a hurry" use nothing, "carried a rifle" and "left in a lorry" do; whoever "had a
 * gun" owned one, whoever "had a plan" owned nothing. */
static bool is_no_tool(const struct mapper *mapper, const struct relata_frame *frame,
                       const struct map_frame_arguments *arguments, uint32_t from, uint32_t to) {
  const struct relata_mention *who = map_mention(mapper, from), *what = map_mention(mapper, to);
  struct map_heads aims = { .count = 0 };
  if (frame->kind != RELATA_FRAME_VERB)
    return false;
  if (is_named_so(mapper, "owns", frame) && relata_str_is(frame->lemma, "have"))
    return who->sort == RELATA_SORT_PERSON && who->number != RELATA_PLUR && !is_arms_or_vehicle(mapper, what);
  if (!is_named_so(mapper, "uses", frame))
    return false;
  if (frame->to != RELATA_SLOT_OBJECT)
    return relata_ontology_in_set(mapper->ontology, "riding_preposition", frame->to_preposition) &&
           !is_arms_or_vehicle(mapper, what);
  if (!relata_ontology_in_set(mapper->ontology, "weapon_sense", frame->lemma))
    return false;
  heads_of_preposition(arguments->clause, RELATA_STR("at"), &aims);
  return what->sort != RELATA_SORT_WEAPON && !(relata_str_is(frame->lemma, "throw") && aims.count);
}

/* A board that ousts its chief overthrows nobody. */
static bool is_dismissal(const struct mapper *mapper, const struct relata_frame *frame, uint32_t from) {
  return is_named_so(mapper, "overthrows", frame) && map_in_set(mapper, "board_noun", map_mention(mapper, from)->core);
}

/* "the company takes three mills": it buys them. */
static bool is_purchase(const struct mapper *mapper, const struct relata_frame *frame, uint32_t from) {
  return is_named_so(mapper, "captures", frame) &&
         relata_ontology_in_set(mapper->ontology, "taking_verb", frame->lemma) &&
         relata_ontology_in_set(mapper->ontology, "trading_class", map_mention(mapper, from)->entity_class);
}

/* "rebels took over the church": they neither buy nor lead it. */
static bool is_seizure(const struct mapper *mapper, const struct relata_frame *frame, uint32_t from) {
  return (is_named_so(mapper, "acquires", frame) || is_named_so(mapper, "leads", frame)) &&
         relata_ontology_in_set(mapper->ontology, "taking_verb", frame->lemma) &&
         relata_ontology_in_set(mapper->ontology, "armed_class", map_mention(mapper, from)->entity_class);
}

/* "an appeal to the Supreme Court", "filed an appeal with the tribunal" urge and oppose no court. */
static bool is_legal_appeal(const struct mapper *mapper, const struct relata_frame *frame, uint32_t to) {
  return relata_ontology_in_set(mapper->ontology, "appeal_word", frame->lemma) &&
         map_in_set(mapper, "court_noun", map_mention(mapper, to)->core);
}

uint32_t map_meant_property(const struct mapper *mapper, const struct relata_frame *frame,
                            const struct map_frame_arguments *arguments, uint32_t from, uint32_t to) {
  const bool attack = is_named_so(mapper, "attacks", frame);
  if (!map_mention(mapper, from) || !map_mention(mapper, to))
    return frame->property;
  if (is_purchase(mapper, frame, from))
    return map_property(mapper, "acquires");
  if (attack && is_weather(mapper, frame, from))
    return map_property(mapper, "affects");
  if (attack && relata_ontology_in_set(mapper->ontology, "raid_word", frame->lemma) &&
      is_no_assault(mapper, frame, arguments->noun, from))
    return map_property(mapper, "targets");
  if (is_civil(mapper, frame, from) || is_dismissal(mapper, frame, from) || is_seizure(mapper, frame, from) ||
      is_legal_appeal(mapper, frame, to) || is_collision(mapper, frame, from) ||
      is_of_other_sort(mapper, frame, arguments, to) || is_no_tool(mapper, frame, arguments, from, to) ||
      (is_named_so(mapper, "searches", frame) && is_raid_of_others(mapper, frame, from)) ||
      (attack && is_no_assault(mapper, frame, arguments->noun, from)))
    return RELATA_NONE;
  return attack && is_only_said(mapper, frame, arguments, from, to) ? map_property(mapper, "criticizes") : frame->property;
}
