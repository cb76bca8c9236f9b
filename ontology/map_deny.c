/* map_deny.c — what grammar rules out between two words, whatever the scorer proposes: of whom a modifier is said, whose a
 * place is, what a name is only called after.
 */
#include "ontology/map.h"

static struct relata_str name_of(const struct mapper *mapper, uint32_t property) {
  return relata_ontology_get_property(mapper->ontology, property)->name;
}

/* ------------------------------------------------------------- modifiers */

/* "Toronto-[listed] miner", "a Ukrainian-[born] agent": the participle that a hyphen joins to the word; or RELATA_NONE. */
static uint32_t hyphen_half(const struct mapper *mapper, uint32_t token) {
  const struct relata_mention *mention = map_mention(mapper, token);
  const uint32_t end = mapper->document->sentences[map_token(mapper, token)->sentence].end;
  const uint32_t next = mention->label_end > token ? mention->label_end : token + 1;
  if (next + 1 >= end || !relata_str_is(map_token(mapper, next)->form, "-"))
    return RELATA_NONE;
  return map_token(mapper, next + 1)->upos == RELATA_VERB || map_token(mapper, next + 1)->upos == RELATA_ADJ ? next + 1
                                                                                                          : RELATA_NONE;
}

/* The noun before which the word stands as a modifier: "miner" for "Toronto" in "a Toronto-listed miner"; RELATA_NONE if
 * it is a phrase of its own. */
static uint32_t modified(const struct mapper *mapper, uint32_t token) {
  uint32_t noun = RELATA_NONE;
  for (int steps = 0; steps < 5 && map_token(mapper, token)->head != RELATA_NONE; steps++) {
    const uint32_t head = map_token(mapper, token)->head;
    const enum relata_dep base = map_base(mapper, token);
    const bool half = base == RELATA_DEP_OBL && head > token && map_base(mapper, head) == RELATA_DEP_AMOD;
    if (head < token || (base != RELATA_DEP_COMPOUND && base != RELATA_DEP_AMOD && !half))
      break;
    noun = token = head;
  }
  return noun;
}

/* Up over "X, a Y" and "Mr. X": the words that mean the same as the first. */
static uint32_t first_name(const struct mapper *mapper, uint32_t token) {
  for (int steps = 0; steps < 5; steps++) {
    const enum relata_dep base = map_base(mapper, token);
    const uint32_t head = map_token(mapper, token)->head;
    if (head == RELATA_NONE || (base != RELATA_DEP_APPOS && base != RELATA_DEP_FLAT && base != RELATA_DEP_COMPOUND &&
                                map_token(mapper, token)->dep != RELATA_DEP_NMOD_DESC))
      break;
    token = head;
  }
  return token;
}

/* "ZDF, the German broadcaster,", "the Bergen start-up VoltNest": an apposition, whatever the analyser takes it for. */
static bool stands_beside(const struct mapper *mapper, uint32_t name, uint32_t noun) {
  const struct relata_mention *first = map_mention(mapper, name), *second = map_mention(mapper, noun);
  return first && first->named &&
         (noun + 1 == first->label_first || (second && first->label_end + 1 == second->first && !second->named &&
                                             relata_str_is(map_token(mapper, first->label_end)->form, ",")));
}

static bool means_same(const struct mapper *mapper, uint32_t name, uint32_t noun) {
  const struct relata_mention *first = map_mention(mapper, name), *second = map_mention(mapper, noun);
  const uint32_t a = first_name(mapper, name), b = first_name(mapper, noun);
  if (a == b || (first && second && relata_str_equal(first->entity, second->entity)) || stands_beside(mapper, name, noun))
    return true;
  if ((map_token(mapper, a)->head == b && map_base(mapper, a) == RELATA_DEP_NSUBJ) ||
      (map_token(mapper, b)->head == a && map_base(mapper, b) == RELATA_DEP_NSUBJ))
    return true;
  return map_base(mapper, a) == RELATA_DEP_XCOMP || map_base(mapper, b) == RELATA_DEP_XCOMP; /* "named as a Swiss trader" */
}

/* "a Marseilles man and a [Sudanese] mechanic", "owned by a [Toronto] miner and by ZCCM": the word tells of its own noun,
 * not of the neighbour. */
static bool is_of_other_noun(const struct mapper *mapper, uint32_t subject, uint32_t object) {
  const uint32_t noun = modified(mapper, object);
  const struct relata_mention *thing = map_mention(mapper, subject);
  const bool inside = object >= thing->label_first && object < thing->label_end;
  return noun != RELATA_NONE && noun != subject && !inside && !means_same(mapper, subject, noun) &&
         !map_in_set(mapper, "headquarters_noun", noun);
}

/* Does it stand before the name or noun alone: "his", "four", "the"? */
static bool has_own_words(const struct mapper *mapper, uint32_t noun) {
  const struct relata_mention *mention = map_mention(mapper, noun);
  for (uint32_t t = mention->first; t < noun; t++)
    if (map_token(mapper, t)->head == noun &&
        (map_base(mapper, t) == RELATA_DEP_DET || map_base(mapper, t) == RELATA_DEP_NUMMOD ||
         map_token(mapper, t)->dep == RELATA_DEP_NMOD_POSS))
      return true;
  return mention->named;
}

/* "[Santiago Roe] and four members of the Senate", "Peru's minister and [his Chilean counterpart]": what hangs on the one
 * noun of a list says nothing of another that has words of its own. */
static bool is_of_neighbour(const struct mapper *mapper, uint32_t subject, uint32_t object) {
  const uint32_t host = map_token(mapper, map_list_head(mapper, object))->head;
  const enum relata_dep base = map_base(mapper, map_list_head(mapper, object));
  if (host == RELATA_NONE || (base != RELATA_DEP_NMOD && base != RELATA_DEP_COMPOUND && base != RELATA_DEP_AMOD))
    return false;
  const uint32_t a = first_name(mapper, subject), b = first_name(mapper, host);
  return a != b && map_list_head(mapper, a) == map_list_head(mapper, b) && map_mention(mapper, subject) &&
         has_own_words(mapper, subject) && !stands_beside(mapper, subject, host);
}

/* "embassies of Italy, Ghana and Peru", "Congress has nine seats, Labour four": the one does not include its neighbours. */
static bool is_listed_with(const struct mapper *mapper, uint32_t subject, uint32_t object) {
  const struct relata_mention *whole = map_mention(mapper, subject);
  const uint32_t first = map_list_head(mapper, object);
  return first != object && (first == map_list_head(mapper, subject) || (first > subject && first < whole->label_end));
}

/* "Kandahar-born", "Toronto-listed": not where one is; "London-based". */
static bool is_half_of_other(const struct mapper *mapper, uint32_t object) {
  const uint32_t half = hyphen_half(mapper, object);
  return half != RELATA_NONE && !map_in_set(mapper, "home_participle", half);
}

/* ------------------------------------------------------------- places */

/* "the municipality of Steinfeld" is Steinfeld; "Sofala" of "Sofala and Zambezia provinces" is not in them. */
static bool is_only_called(const struct mapper *mapper, uint32_t subject, uint32_t object) {
  const struct relata_mention *thing = map_mention(mapper, subject), *place = map_mention(mapper, object);
  return (subject >= place->label_first && subject < place->label_end) ||
         (object > subject && object < thing->label_end && map_in_set(mapper, "naming_noun", subject));
}

/* A firm, a brigade, a school is where it is, whoever deals with it. */
static bool is_body(const struct mapper *mapper, uint32_t token) {
  const uint8_t sort = map_mention(mapper, token)->sort;
  return sort == RELATA_SORT_ORGANIZATION || sort == RELATA_SORT_INSTITUTION;
}

/* "[Haldane] commanded the brigade at Fort Bliss", "[Hart & Co.] has a yard in Suzhou": the brigade and the yard are
 * there. */
static bool is_of_the_object(const struct mapper *mapper, uint32_t subject, uint32_t place) {
  const struct relata_mention *mentions = mapper->document->mentions;
  const uint32_t sentence = map_token(mapper, place)->sentence, located_in = map_property(mapper, "located_in");
  for (size_t f = mapper->fact_count; f-- > 0;) {
    const struct relata_fact *fact = &mapper->facts[f];
    if (fact->sentence != sentence || mentions[fact->object_mention].head != place ||
        !relata_str_equal(fact->relation, name_of(mapper, located_in)))
      continue;
    const uint32_t object = mentions[fact->subject_mention].head, verb = map_token(mapper, object)->head;
    if (verb != RELATA_NONE && map_base(mapper, object) == RELATA_DEP_OBJ && object < place && is_body(mapper, object) &&
        map_token(mapper, subject)->head == verb && map_base(mapper, subject) == RELATA_DEP_NSUBJ &&
        !map_in_set(mapper, "stay_verb", verb))
      return true;
  }
  return false;
}

bool map_is_denied(const struct mapper *mapper, uint32_t property, uint32_t subject, uint32_t object) {
  const struct relata_str name = name_of(mapper, property);
  const bool located = relata_str_is(name, "located_in"), based = relata_str_is(name, "based_in");
  if (relata_ontology_in_set(mapper->ontology, "modifier_property", name) &&
      (is_of_other_noun(mapper, subject, object) || is_half_of_other(mapper, object)))
    return true;
  if (relata_ontology_in_set(mapper->ontology, "belonging_property", name) && is_of_neighbour(mapper, subject, object))
    return true;
  if (relata_str_is(name, "part_of") && map_mention(mapper, object)->modifier &&
      !map_mention(mapper, object)->entity_class.len) /* "the [National] Office of Oil", "[local] authorities" */
    return true;
  if (relata_str_is(name, "includes") && is_listed_with(mapper, subject, object))
    return true;
  if (relata_str_is(name, "works_for") && map_in_set(mapper, "pupil_noun", map_mention(mapper, subject)->core))
    return true;
  if ((located || based) && is_only_called(mapper, subject, object))
    return true;
  return located && (map_in_set(mapper, "not_place", map_mention(mapper, object)->core) ||
                     map_resident_before(mapper, object) == subject || is_of_the_object(mapper, subject, object));
}
