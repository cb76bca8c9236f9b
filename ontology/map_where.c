/* map_where.c — what keeps a thing from being in the place of its sentence: it stands only before it, is seen from
 * there, is of another name, or the place is none.
 */
#include "ontology/map.h"

#include <string.h>

/* The preposition of the word, RELATA_NONE if it has none. */
static uint32_t case_of(const struct mapper *mapper, uint32_t noun) {
  for (uint32_t t = noun; t-- > map_sentence_first(mapper, noun);)
    if (map_token(mapper, t)->head == noun && map_token(mapper, t)->dep == RELATA_DEP_CASE)
      return t;
  return RELATA_NONE;
}

static bool has_case(const struct mapper *mapper, uint32_t noun, const char *preposition) {
  const uint32_t found = case_of(mapper, noun);
  return found != RELATA_NONE && relata_str_is(mapper->lemmas[found], preposition);
}

/* "[troops] at the gates of Peking" are not in it yet; the gates are. */
static bool is_at_edge(const struct mapper *mapper, uint32_t subject, uint32_t place) {
  const uint32_t edge = map_token(mapper, place)->head;
  return edge != RELATA_NONE && edge != subject && edge < place && map_base(mapper, place) == RELATA_DEP_NMOD &&
         map_in_set(mapper, "edge_noun", edge) && has_case(mapper, place, "of");
}

/* "[Dundalk Circuit] Criminal Court", "the [Royal Cornwall] Home": half of a name that is no place, if nobody knows it
 * as one; but "Western Sydney Airport". */
static bool is_half_of_name(const struct mapper *mapper, uint32_t subject, uint32_t place) {
  const struct relata_mention *thing = map_mention(mapper, subject), *half = map_mention(mapper, place);
  const bool several = half->label_end - half->label_first > 1 ||
                       memchr(half->label.data, '-', half->label.len) != NULL; /* "Tanzania-Zambia" */
  return several && thing->named && place >= thing->label_first && place < thing->label_end && place < subject &&
         map_token(mapper, place)->dep != RELATA_DEP_NMOD_POSS && !map_is_known_place(mapper, place) &&
         !map_in_set(mapper, "direction_word", half->label_first);
}

static bool is_named_place(const struct relata_mention *mention) {
  return mention && mention->named && (mention->sort == RELATA_SORT_TOWN || mention->sort == RELATA_SORT_STATE);
}

/* "[Oslo], Bern and Tucson, Arizona": the larger place behind the comma is of the last of the list alone. */
static bool is_of_last_in_list(const struct mapper *mapper, uint32_t subject, uint32_t place) {
  const struct relata_mention *town = map_mention(mapper, subject), *larger = map_mention(mapper, place);
  if (!is_named_place(town) || !is_named_place(larger) || larger->first <= town->label_end ||
      !relata_str_is(map_token(mapper, larger->first - 1)->form, ","))
    return false;
  bool joined = false;
  for (uint32_t t = town->label_end; t + 1 < larger->first; t++) {
    joined |= map_token(mapper, t)->upos == RELATA_CCONJ;
    if (map_token(mapper, t)->upos != RELATA_CCONJ && map_token(mapper, t)->upos != RELATA_PUNCT &&
        map_token(mapper, t)->upos != RELATA_PROPN)
      return false;
  }
  return joined;
}

/* "three-quarters of them in Bari and Lecce": of all together, not of each. */
static bool is_shared_out(const struct mapper *mapper, uint32_t subject, uint32_t place) {
  if (!map_in_set(mapper, "fraction_noun", map_mention(mapper, subject)->core))
    return false;
  const uint32_t first = map_list_head(mapper, place);
  const uint32_t end = mapper->document->sentences[map_token(mapper, place)->sentence].end;
  for (uint32_t t = first + 1; t < end; t++)
    if (map_token(mapper, t)->head == first && map_base(mapper, t) == RELATA_DEP_CONJ)
      return true;
  return false;
}

/* "roared at the gallery", "stared at the house": from outside. */
static bool is_aimed_at(const struct mapper *mapper, const struct relata_clause *clause, uint32_t place) {
  if (clause->kind != RELATA_CLAUSE_VERB || place < clause->head ||
      (map_has_role(clause, RELATA_ROLE_OBJECT) && !map_in_set(mapper, "throwing_verb", clause->head)))
    return false;
  return (map_in_set(mapper, "aiming_verb", clause->head) || map_in_set(mapper, "throwing_verb", clause->head)) &&
         map_token(mapper, map_list_head(mapper, place))->head == clause->head && has_case(mapper, place, "at");
}

static bool is_place_itself(const struct mapper *mapper, uint32_t token) {
  const enum relata_sort sort = (enum relata_sort)map_mention(mapper, token)->sort;
  return sort == RELATA_SORT_TOWN || sort == RELATA_SORT_PLACE || sort == RELATA_SORT_STATE;
}

/* "the hills where the three provinces meet": each ends there. */
static bool only_reaches(const struct mapper *mapper, const struct relata_clause *clause, uint32_t subject) {
  return clause->kind == RELATA_CLAUSE_VERB && map_in_set(mapper, "touching_verb", clause->head) &&
         is_place_itself(mapper, subject) && map_token(mapper, map_list_head(mapper, subject))->head == clause->head;
}

/* "passed through the Port of Antwerp in the false floors of vans": no place is in a box. */
static bool is_too_small(const struct mapper *mapper, uint32_t subject, uint32_t place) {
  const struct relata_mention *thing = map_mention(mapper, subject), *box = map_mention(mapper, place);
  return !box->named && map_in_set(mapper, "container_noun", box->core) &&
         (is_place_itself(mapper, subject) || thing->sort == RELATA_SORT_INSTITUTION);
}

/* "The party, founded in the back room of an inn": it has left the room. */
static bool is_cradle(const struct mapper *mapper, const struct relata_clause *clause, uint32_t subject,
                      uint32_t place) {
  const struct relata_mention *body = map_mention(mapper, subject);
  return clause->kind == RELATA_CLAUSE_VERB && !map_mention(mapper, place)->named &&
         map_in_set(mapper, "founding_verb", clause->head) &&
         (body->sort == RELATA_SORT_ORGANIZATION || body->sort == RELATA_SORT_GROUP);
}

/* "the Danube at Linz": it flows on. */
static bool is_longer(const struct mapper *mapper, uint32_t subject, uint32_t place) {
  const struct relata_mention *way = map_mention(mapper, subject), *town = map_mention(mapper, place);
  const bool town_itself = relata_ontology_in_set(mapper->ontology, "smaller_place_class", town->entity_class) ||
                           map_in_set(mapper, "called_place_noun", town->core) ||
                           (town->sort == RELATA_SORT_TOWN && has_case(mapper, place, "at"));
  return town_itself && (relata_str_is(way->entity_class, "River") || map_in_set(mapper, "long_noun", way->core));
}

/* "is regarded in Tunis as a hero", "was mourned in Lima": the others are there. */
static bool is_seen_from(const struct mapper *mapper, const struct relata_clause *clause, uint32_t subject) {
  const struct relata_token *token = map_token(mapper, map_list_head(mapper, subject));
  if (clause->kind != RELATA_CLAUSE_VERB || map_fits(mapper, subject, RELATA_SORT_PLACE))
    return false;
  const bool done_to = token->head == clause->head && token->dep == RELATA_DEP_NSUBJ_PASS;
  const bool described = map_token(mapper, clause->head)->head == map_list_head(mapper, subject) &&
                         map_token(mapper, clause->head)->dep == RELATA_DEP_ACL;
  if (!done_to && !described)
    return false;
  if (map_in_set(mapper, "esteem_verb", clause->head))
    return true;
  struct map_heads as = { .count = 0 };
  heads_of_preposition(clause, RELATA_STR("as"), &as);
  return as.count && map_in_set(mapper, "regarding_verb", clause->head);
}

/* "Meat is at 120 dirhams a kilo in the capital": a price. */
static bool is_priced(const struct mapper *mapper, uint32_t subject, uint32_t place) {
  if (map_base(mapper, subject) != RELATA_DEP_NSUBJ)
    return false;
  for (uint32_t t = subject + 1; t + 2 < place; t++)
    if (relata_str_is(mapper->lemmas[t], "at") && map_token(mapper, t)->head != place &&
        (map_token(mapper, t + 1)->upos == RELATA_SYM ||
         (map_token(mapper, t + 1)->upos == RELATA_NUM && map_token(mapper, t + 2)->upos == RELATA_NOUN)))
      return relata_str_is(mapper->lemmas[t - 1], "be") || map_in_set(mapper, "pricing_verb", t - 1);
  return false;
}

/* "RIGA, Latvia, Aug. 22.—The two airmen are safe": where the news was written. */
static bool is_dateline(const struct mapper *mapper, uint32_t subject, uint32_t place) {
  enum { WORDS = 14 };
  const uint32_t first = map_sentence_first(mapper, place);
  if (place >= subject || place > first + 3 || !map_mention(mapper, place)->named)
    return false;
  for (uint32_t t = first; t < subject && t < first + WORDS; t++) {
    const struct relata_token *token = map_token(mapper, t);
    if (relata_str_is(token->form, "—") || relata_str_is(token->form, "–") || relata_str_is(token->form, "--") ||
        relata_str_is(token->form, ".—") || relata_str_is(token->form, ".–"))
      return t > place;
    if (token->upos != RELATA_PROPN && token->upos != RELATA_NUM && token->upos != RELATA_PUNCT)
      return false;
  }
  return false;
}

/* "Her last [ambition] was a museum at Ely": the museum is there. */
static bool is_no_thing(const struct mapper *mapper, uint32_t subject) {
  const struct relata_mention *thing = map_mention(mapper, subject);
  return !thing->named && !thing->pronoun && map_in_set(mapper, "dream_noun", thing->core);
}

/* "a canvas by [Emil Nolde] at the Kunsthalle": the canvas is there. */
static bool is_maker(const struct mapper *mapper, uint32_t subject) {
  const struct relata_mention *work = map_token(mapper, subject)->head == RELATA_NONE
                                        ? NULL
                                        : map_mention(mapper, map_token(mapper, subject)->head);
  return work && map_base(mapper, subject) == RELATA_DEP_NMOD && has_case(mapper, subject, "by") &&
         map_mention(mapper, subject)->named && map_mention(mapper, subject)->sort == RELATA_SORT_PERSON &&
         work->sort != RELATA_SORT_EVENT;
}

/* "post-war Peru – a tale of two towns", "in the room are [four firms]": the words behind have begun anew. */
static bool begins_anew(const struct mapper *mapper, const struct relata_clause *clause, uint32_t subject,
                        uint32_t place) {
  const struct relata_mention *thing = map_mention(mapper, subject), *where = map_mention(mapper, place);
  if (clause->kind != RELATA_CLAUSE_NOUN || thing->named || thing->definite || place >= subject ||
      thing->first < where->end)
    return false;
  for (uint32_t t = where->end; t < thing->first; t++)
    if (map_token(mapper, t)->upos == RELATA_VERB || map_token(mapper, t)->upos == RELATA_AUX ||
        relata_str_is(map_token(mapper, t)->form, ":") || relata_str_is(map_token(mapper, t)->form, "-") ||
        relata_str_is(map_token(mapper, t)->form, "–") || relata_str_is(map_token(mapper, t)->form, "—"))
      return true;
  return false;
}

/* "a deputation of the [Council] at Ely", "the headquarters of the [27th Infantry] at Bago": a part of it is there. */
static bool is_there_in_part(const struct mapper *mapper, uint32_t subject, uint32_t place) {
  const uint32_t part = map_token(mapper, subject)->head;
  const struct relata_mention *body = map_mention(mapper, subject);
  return part != RELATA_NONE && part < subject && subject < place && map_base(mapper, subject) == RELATA_DEP_NMOD &&
         has_case(mapper, subject, "of") && map_in_set(mapper, "part_there_noun", part) &&
         body->named && (body->sort == RELATA_SORT_ORGANIZATION || body->sort == RELATA_SORT_GROUP);
}

/* "a [Boeing] spokesman in Seattle", "[Ana Ruiz]'s brother in Lima": he is there. */
static bool is_owner(const struct mapper *mapper, uint32_t subject, uint32_t place) {
  const uint32_t noun = map_token(mapper, map_list_head(mapper, place))->head;
  return noun != RELATA_NONE && map_token(mapper, subject)->head == noun && subject < noun && noun < place &&
         (map_token(mapper, subject)->dep == RELATA_DEP_NMOD_POSS || map_base(mapper, subject) == RELATA_DEP_COMPOUND) &&
         map_mention(mapper, noun) && map_mention(mapper, noun)->sort == RELATA_SORT_PERSON &&
         !relata_str_equal(map_mention(mapper, noun)->entity, map_mention(mapper, subject)->entity);
}

/* "the Museum of [Art]", "the Court of [Appeal]": a field in a name, no place. */
static bool is_field(const struct mapper *mapper, uint32_t subject, uint32_t place) {
  return map_token(mapper, place)->head == subject && has_case(mapper, place, "of") &&
         (map_in_set(mapper, "office_field", place) || map_in_set(mapper, "named_field", place));
}

/* "rallies around the country", "shops around the town": all over it, not near it. */
static bool is_all_over(const struct mapper *mapper, uint32_t place) {
  const struct relata_mention *where = map_mention(mapper, place);
  return has_case(mapper, place, "around") &&
         (where->sort == RELATA_SORT_STATE || map_in_set(mapper, "land_noun", where->core) ||
          map_in_set(mapper, "region_noun", where->core) || map_in_set(mapper, "naming_noun", where->core) ||
          map_in_set(mapper, "island_noun", where->core));
}

/* "in the area of photography": a field. */
static bool is_area_of_work(const struct mapper *mapper, uint32_t place) {
  const uint32_t end = mapper->document->sentences[map_token(mapper, place)->sentence].end;
  if (map_mention(mapper, place)->named || !map_in_set(mapper, "area_noun", place))
    return false;
  for (uint32_t t = place + 1; t < end && t < place + 8; t++)
    if (map_token(mapper, t)->head == place && map_base(mapper, t) == RELATA_DEP_NMOD && has_case(mapper, t, "of"))
      return map_mention(mapper, t) && map_mention(mapper, t)->sort == RELATA_SORT_ABSTRACT;
  return false;
}

/* "The village is reached by boat": no boat has come. */
static bool is_means(const struct mapper *mapper, const struct relata_clause *clause, uint32_t subject) {
  return clause->passive && map_fits(mapper, subject, RELATA_SORT_ARTIFACT);
}

bool map_is_elsewhere(const struct mapper *mapper, const struct relata_clause *clause, uint32_t property,
                      uint32_t subject, uint32_t place) {
  const bool located = property == map_property(mapper, "located_in");
  if (property == map_property(mapper, "near"))
    return is_all_over(mapper, place) || (map_mention(mapper, subject)->sort == RELATA_SORT_STATE &&
                                          !map_mention(mapper, place)->named); /* no land is near a shop */
  if (property == map_property(mapper, "arrives_in"))
    return is_means(mapper, clause, subject);
  if (!located && property != map_property(mapper, "based_in"))
    return false;
  if (is_half_of_name(mapper, subject, place) || is_of_last_in_list(mapper, subject, place) ||
      is_dateline(mapper, subject, place) || is_field(mapper, subject, place) || is_maker(mapper, subject) ||
      is_owner(mapper, subject, place))
    return true;
  return located && (is_no_thing(mapper, subject) || is_at_edge(mapper, subject, place) ||
                     is_shared_out(mapper, subject, place) || is_aimed_at(mapper, clause, place) ||
                     only_reaches(mapper, clause, subject) || is_too_small(mapper, subject, place) ||
                     is_cradle(mapper, clause, subject, place) || is_longer(mapper, subject, place) ||
                     is_seen_from(mapper, clause, subject) || is_priced(mapper, subject, place) ||
                     is_area_of_work(mapper, place) || is_there_in_part(mapper, subject, place) ||
                     map_stands_after(mapper, place, "elsewhere_preposition") || /* "outside the court, where …" */
                     begins_anew(mapper, clause, subject, place));
}

/* "villagers on the island", "a chapel on Lesbos"; but "an attack on the island", "taxes on Crete". */
bool map_is_upon_ground(const struct mapper *mapper, uint32_t what, const struct relata_argument *place) {
  const struct relata_mention *ground = map_mention(mapper, place->head), *thing = map_mention(mapper, what);
  return place->role == RELATA_ROLE_OBLIQUE && ground && thing &&
         (relata_str_is(place->preposition, "on") || relata_str_is(place->preposition, "upon")) &&
         thing->sort != RELATA_SORT_EVENT && thing->sort != RELATA_SORT_ABSTRACT &&
         (map_in_set(mapper, "on_ground_noun", ground->core) || relata_str_is(ground->entity_class, "Island"));
}

/* "aboard the steamer", which is no place elsewhere; not "free on board Hamburg". */
bool map_is_aboard(const struct mapper *mapper, const struct relata_argument *ship) {
  return ship->role == RELATA_ROLE_OBLIQUE && map_mention(mapper, ship->head) &&
         (relata_str_is(ship->preposition, "aboard") || relata_str_is(ship->preposition, "on_board")) &&
         map_fits(mapper, ship->head, RELATA_SORT_CONCRETE) && !map_fits(mapper, ship->head, RELATA_SORT_PLACE);
}

/* "420 kilometres north of Idlib": too far away to be near. */
bool map_is_far(const struct mapper *mapper, const struct relata_mention *place) {
  enum { WORDS = 6, FAR = 100 };
  for (uint32_t t = place->first; t-- > 0 && t + WORDS >= place->first;) {
    const struct relata_str form = map_token(mapper, t)->form;
    if (map_token(mapper, t)->upos != RELATA_NUM ||
        !relata_ontology_in_set(mapper->ontology, "near_noun", mapper->lemmas[t + 1]))
      continue;
    int number = 0;
    for (size_t i = 0; i < form.len && form.data[i] != '.' && number <= FAR; i++)
      if (form.data[i] >= '0' && form.data[i] <= '9')
        number = number * 10 + (form.data[i] - '0');
    return number > FAR;
  }
  return false;
}

/* "left the window open", "left the party for its rival": no journey. */
bool map_leaves_no_place(const struct mapper *mapper, const struct relata_clause *clause, uint32_t property,
                         uint32_t place) {
  if (property != map_property(mapper, "leaves_place") || clause->kind != RELATA_CLAUSE_VERB)
    return false;
  if (map_in_set(mapper, "opening_noun", map_mention(mapper, place)->core))
    return true;
  struct map_heads goals = { .count = 0 };
  heads_of_preposition(clause, RELATA_STR("for"), &goals);
  for (size_t i = 0; i < goals.count; i++) {
    const struct relata_mention *goal = map_mention(mapper, goals.tokens[i]);
    if (goal && (goal->sort == RELATA_SORT_ORGANIZATION || goal->sort == RELATA_SORT_PERSON) &&
        !map_is_known_place(mapper, place) && map_mention(mapper, place)->named)
      return true;
  }
  return false;
}
