/* map_land.c — whose land it is where the text leaves it to the reader: "the capital, Lomé", "the provincial capital
 * Mwene-Ditu", "neighbouring Chad".
 */
#include "ontology/map.h"

/* A land by its name or its people's: "Togo", "Togolese"; not a town that stands for it. */
static bool is_land(const struct mapper *mapper, const struct relata_mention *mention) {
  return !mention->pronoun && (mention->named || mention->modifier) && mention->sort == RELATA_SORT_STATE &&
         mention->entity.len && relata_str_is(mention->entity_class, "State") &&
         !map_in_set(mapper, "called_place_noun", mention->core);
}

/* "Kasai province", "the province of Kasai", by its name. */
static bool is_part_of_land(const struct mapper *mapper, const struct relata_mention *mention) {
  return !mention->pronoun && map_fits(mapper, mention->head, RELATA_SORT_PLACE) &&
         (map_in_set(mapper, "land_part_noun", mention->core) ||
          relata_str_is(mention->entity_class, "Province") || relata_str_is(mention->entity_class, "Region")) &&
         mention->entity_label.len && mention->entity_label.data[0] >= 'A' && mention->entity_label.data[0] <= 'Z';
}

/* The word that says what sort of noun it is: "provincial"; RELATA_NONE if there is none.  *other: there are more. */
static uint32_t describing_word(const struct mapper *mapper, uint32_t noun, bool *other) {
  uint32_t found = RELATA_NONE;
  const uint32_t end = mapper->document->sentences[map_token(mapper, noun)->sentence].end;
  *other = false;
  for (uint32_t t = map_sentence_first(mapper, noun); t < end; t++)
    if (map_token(mapper, t)->head == noun)
      switch (map_base(mapper, t)) {
      case RELATA_DEP_AMOD:
      case RELATA_DEP_COMPOUND:
        *other |= found != RELATA_NONE;
        found = t;
        break;
      case RELATA_DEP_NMOD: /* "the capital of Togo" */
      case RELATA_DEP_CONJ:
        *other = true;
        break;
      default:
        break;
      }
  return found;
}

/* The state that the name of its capital may stand for. */
static const struct relata_actor *state_of_capital(const struct mapper *mapper, const struct relata_mention *town) {
  enum relata_alias_kind kind;
  const struct relata_actor *state = relata_ontology_find_actor(mapper->ontology, town->label, &kind);
  return state && kind == RELATA_ALIAS_METONYM ? state : NULL;
}

/* Does the text name another part of a land than this? */
static bool is_one_of_several(const struct mapper *mapper, uint32_t part, const struct relata_mention *town) {
  for (size_t m = 0; m < mapper->document->mention_count; m++) {
    const struct relata_mention *other = &mapper->document->mentions[m];
    if (is_part_of_land(mapper, other) && !relata_str_equal(other->entity, map_mention(mapper, part)->entity) &&
        !relata_str_equal(other->entity, town->entity))
      return true;
  }
  return false;
}

/* The nearest mention of the capital's land: before it, else behind it. */
static uint32_t land_of(const struct mapper *mapper, uint32_t capital, const struct relata_mention *town,
                        const struct relata_actor *state) {
  const struct relata_document *document = mapper->document;
  uint32_t before = RELATA_NONE;
  for (size_t m = 0; m < document->mention_count; m++) {
    const struct relata_mention *land = &document->mentions[m];
    const bool is_it = state ? is_land(mapper, land) && relata_str_equal(land->entity, state->id)
                             : is_part_of_land(mapper, land) && !relata_str_equal(land->entity, town->entity);
    if (!is_it)
      continue;
    if (land->head > capital)
      return before != RELATA_NONE ? before : state ? land->head : RELATA_NONE;
    before = land->head;
  }
  return before;
}

static void add_land(struct mapper *mapper, uint32_t what, const char *property, uint32_t land,
                     const struct relata_clause *clause, const char *word) {
  const struct map_source source = { .rule = MAP_PLACE,
                                     .clause = clause,
                                     .word = relata_str_of(word),
                                     .slots = RELATA_STR("H>land"),
                                     .understood =
                                       map_token(mapper, land)->sentence != map_token(mapper, what)->sentence,
                                     .plain = true,
                                     .weight = 0.9f };
  map_add(mapper, what, map_property(mapper, property), land, &source);
}

void map_capital(struct mapper *mapper, const struct relata_clause *clause) {
  struct map_heads towns = { .count = 0 };
  heads_of_role(clause, RELATA_ROLE_HOLDER, &towns);
  if (towns.count != 1 || !relata_str_is(mapper->lemmas[clause->head], "capital") ||
      map_has_role(clause, RELATA_ROLE_POSSESSOR) || map_token(mapper, clause->head)->number == RELATA_PLUR)
    return;
  const struct relata_mention *town = map_mention(mapper, towns.tokens[0]);
  bool other = false;
  const uint32_t word = describing_word(mapper, clause->head, &other);
  if (!town || !town->named || town->type != RELATA_PLACE || other)
    return;
  const bool part = word != RELATA_NONE && map_in_set(mapper, "land_part_word", word);
  if (word != RELATA_NONE && !part && !map_in_set(mapper, "land_word", word))
    return;
  const struct relata_actor *state = part ? NULL : state_of_capital(mapper, town);
  const uint32_t land = part || state ? land_of(mapper, clause->head, town, state) : RELATA_NONE;
  const bool near = land != RELATA_NONE &&
                    map_token(mapper, land)->sentence + 1 >= map_token(mapper, clause->head)->sentence;
  if (land != RELATA_NONE && (state || near || !is_one_of_several(mapper, land, town)))
    add_land(mapper, towns.tokens[0], "capital_of", land, clause, "capital");
}

/* ------------------------------------------------------------- "neighbouring Chad" */

static bool is_neighbouring(const struct mapper *mapper, uint32_t place) {
  for (uint32_t t = place; t-- > map_sentence_first(mapper, place) && t + 4 > place;)
    if (map_token(mapper, t)->head == place && map_in_set(mapper, "neighbouring_word", t))
      return true;
  return false;
}

static bool is_other_land(const struct mapper *mapper, const struct relata_mention *land,
                          const struct relata_mention *neighbour) {
  return is_land(mapper, land) && !relata_str_equal(land->entity, neighbour->entity) &&
         !relata_ontology_in_set(mapper->ontology, "far_land", land->entity);
}

/* How often the text names each entity, itself or its people. */
static uint32_t *votes_count(const struct mapper *mapper) {
  const size_t count = mapper->document->mention_count;
  uint32_t *votes = relata_arena_alloc(mapper->document->arena, (count + 1) * sizeof *votes);
  for (size_t m = 0; m < count; m++)
    votes[mapper->entity_at[m]]++;
  return votes;
}

/* The land named last before it in the sentence, else the one of which the text speaks most. */
static uint32_t land_before(const struct mapper *mapper, const struct relata_mention *neighbour, uint32_t list) {
  const uint32_t first = map_sentence_first(mapper, list);
  const uint32_t *votes = votes_count(mapper);
  uint32_t last = RELATA_NONE, most = RELATA_NONE, most_votes = 0;
  for (size_t m = 0; m < mapper->document->mention_count; m++) {
    const struct relata_mention *land = &mapper->document->mentions[m];
    if (!is_other_land(mapper, land, neighbour) || land->head >= list)
      continue;
    if (land->head >= first) {
      last = land->head;
    } else if (votes[mapper->entity_at[m]] > most_votes) {
      most = land->head;
      most_votes = votes[mapper->entity_at[m]];
    }
  }
  return last != RELATA_NONE ? last : most;
}

uint32_t map_land_beside(const struct mapper *mapper, const struct relata_mention *place) {
  if (!is_land(mapper, place) || place->modifier ||
      !(is_neighbouring(mapper, place->head) || is_neighbouring(mapper, map_list_head(mapper, place->head))))
    return RELATA_NONE;
  return land_before(mapper, place, map_list_head(mapper, place->head));
}
