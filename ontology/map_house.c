/* map_house.c — whose a bare title of a firm is: "Chief executive Ann Lee", "a spokeswoman said" in an article about a
 * company.
 *
 * It is that of the last body that did something in the sentences before, if the article began with it or speaks of it
 * far more often than of any other.
 */
#include "ontology/confidence.h"

/* So many sentences back the body must stand; so many sentences begin an article; a body that it
 * is about has more mentions than so many. */
enum { CLOSE = 3, LEAD = 3, ENOUGH = 3 };

struct house {
  struct mapper *mapper;
  uint32_t *votes; /* of each entity that is a named body: its mentions and one; 0 = none */
  uint32_t most, second; /* the highest votes, and those of the next body */
};

static bool is_body(const struct mapper *mapper, const struct relata_mention *mention) {
  return mention->named && !mention->modifier && mention->sort == RELATA_SORT_ORGANIZATION &&
         !relata_ontology_in_set(mapper->ontology, "public_body_class", mention->entity_class);
}

static void votes_count(struct house *house) {
  const struct relata_document *document = house->mapper->document;
  const uint32_t *entity_at = house->mapper->entity_at;
  for (uint32_t m = 0; m < document->mention_count; m++)
    if (is_body(house->mapper, &document->mentions[m]))
      house->votes[entity_at[m]] = 1;
  for (uint32_t m = 0; m < document->mention_count; m++)
    house->votes[entity_at[m]] += house->votes[entity_at[m]] > 0;
  for (uint32_t m = 0; m < document->mention_count; m++)
    if (entity_at[m] == m && house->votes[m] > house->most) {
      house->second = house->most;
      house->most = house->votes[m];
    } else if (entity_at[m] == m && house->votes[m] > house->second) {
      house->second = house->votes[m];
    }
}

/* Does the article's beginning have it? */
static bool begins_with(const struct house *house, uint32_t entity) {
  const struct relata_document *document = house->mapper->document;
  for (uint32_t m = 0; m < document->mention_count; m++)
    if (house->mapper->entity_at[m] == entity)
      return document->tokens[document->mentions[m].head].sentence < LEAD;
  return false;
}

/* The body that last was a subject before the title; RELATA_NONE if it may well be another's. */
static uint32_t last_body(const struct house *house, uint32_t title) {
  const struct mapper *mapper = house->mapper;
  const struct relata_document *document = mapper->document;
  const uint32_t sentence = document->tokens[title].sentence;
  const uint32_t first = document->sentences[sentence > CLOSE ? sentence - CLOSE : 0].first;
  uint32_t last = RELATA_NONE, entity = RELATA_NONE;
  for (uint32_t t = title; t-- > first;) {
    const uint32_t m = mapper->mention_at[t];
    if (m == RELATA_NONE || document->mentions[m].head != t || !house->votes[mapper->entity_at[m]])
      continue;
    const bool main = house->votes[mapper->entity_at[m]] > 2 * house->second;
    if (main || map_base(mapper, t) == RELATA_DEP_NSUBJ) {
      last = t;
      entity = mapper->entity_at[m];
      break;
    }
  }
  const bool told = last != RELATA_NONE && house->votes[entity] > ENOUGH;
  return told && (begins_with(house, entity) || house->votes[entity] > 2 * house->second) ? last : RELATA_NONE;
}

/* "[chief] executive", "[finance] director" */
static bool is_of_title(const struct mapper *mapper, const struct relata_clause *clause, uint32_t word) {
  const struct relata_str title = map_join(mapper, mapper->lemmas[word], mapper->lemmas[clause->head]);
  return relata_ontology_in_set(mapper->ontology, "house_title", title);
}

/* "a spokeswoman in Kigali", "the chief executive": no word says whose; not "will stay on as chairman", of who knows
 * which firm after a merger. */
static bool is_bare(const struct mapper *mapper, const struct relata_clause *clause) {
  const enum relata_dep base = map_base(mapper, clause->head);
  if (base == RELATA_DEP_XCOMP || base == RELATA_DEP_OBL || mapper->verb_clause[clause->head] != RELATA_NONE)
    return false;
  if (mapper->told[clause->head] || map_token(mapper, clause->head)->number == RELATA_PLUR ||
      map_is_former(mapper, clause->head))
    return false;
  for (uint32_t t = map_sentence_first(mapper, clause->head); t < clause->head; t++) /* "the presidential spokesman" */
    if (map_token(mapper, t)->head == clause->head && map_base(mapper, t) == RELATA_DEP_AMOD &&
        !is_of_title(mapper, clause, t))
      return false;
  for (size_t a = 0; a < clause->argument_count; a++) {
    const struct relata_argument *argument = &clause->arguments[a];
    const struct relata_mention *mention = map_mention(mapper, argument->head);
    const bool whose = argument->role == RELATA_ROLE_MODIFIER && mention &&
                       (mention->named || mention->modifier || map_fits(mapper, argument->head, RELATA_SORT_ACTOR)) &&
                       !is_of_title(mapper, clause, argument->head);
    if (whose || argument->role == RELATA_ROLE_POSSESSOR ||
        (argument->role == RELATA_ROLE_OBLIQUE && !relata_str_is(argument->preposition, "in")))
      return false;
  }
  return true;
}

/* Is something said of an office that the same person holds? */
static bool is_told(const struct mapper *mapper, uint32_t who) {
  const uint32_t entity = mapper->entity_at[who];
  for (size_t f = 0; f < mapper->fact_count; f++)
    if (mapper->entity_at[mapper->facts[f].subject_mention] == entity && mapper->evidence[f].rule == MAP_ROLE &&
        relata_ontology_in_set(mapper->ontology, "house_property", mapper->facts[f].relation))
      return true;
  return false;
}

static void map_title(struct house *house, const struct relata_clause *clause) {
  struct mapper *mapper = house->mapper;
  struct map_heads holders = { .count = 0 }, body = { .count = 0 };
  heads_of_role(clause, RELATA_ROLE_HOLDER, &holders);
  const uint32_t holder = holders.count ? holders.tokens[0] : clause->head;
  const struct relata_mention *person = map_mention(mapper, holder);
  if (holders.count > 1 || !person || person->sort != RELATA_SORT_PERSON || !is_bare(mapper, clause) ||
      is_told(mapper, mapper->mention_at[holder]))
    return;
  const uint32_t named = last_body(house, clause->head);
  if (named == RELATA_NONE)
    return;
  heads_add(&body, named);
  map_role_at_home(mapper, clause, &body);
}

/* "A spokeswoman said": nothing hangs on her, so that no clause is hers. */
static void map_alone(struct house *house, uint32_t noun) {
  struct mapper *mapper = house->mapper;
  struct relata_clause *clause = relata_arena_alloc(mapper->document->arena, sizeof *clause);
  *clause = (struct relata_clause){ .kind = RELATA_CLAUSE_NOUN, .sentence = map_token(mapper, noun)->sentence,
                                    .head = noun, .lemma = mapper->lemmas[noun], .parent = RELATA_NONE,
                                    .circumstances.speaker = RELATA_NONE, .circumstances.speech = RELATA_NONE,
                                    .circumstances.place = RELATA_NONE, .score = 1 };
  map_title(house, clause);
}

void map_house(struct mapper *mapper) {
  const struct relata_document *document = mapper->document;
  struct house house = { .mapper = mapper };
  house.votes = relata_arena_alloc(document->arena, (document->mention_count + 1) * sizeof *house.votes);
  votes_count(&house);
  for (size_t c = 0; c < document->clause_count; c++) {
    const struct relata_clause *clause = &document->clauses[c];
    if (clause->kind == RELATA_CLAUSE_NOUN &&
        relata_ontology_in_set(mapper->ontology, "house_title", map_role_key(mapper, clause)))
      map_title(&house, clause);
  }
  for (uint32_t m = 0; m < document->mention_count; m++) {
    const struct relata_mention *mention = &document->mentions[m];
    if (!mention->named && !mention->pronoun && mapper->noun_clause[mention->head] == RELATA_NONE &&
        mapper->verb_clause[mention->head] == RELATA_NONE && map_token(mapper, mention->head)->upos == RELATA_NOUN &&
        relata_ontology_in_set(mapper->ontology, "house_title", mapper->lemmas[mention->head]))
      map_alone(&house, mention->head);
  }
}
