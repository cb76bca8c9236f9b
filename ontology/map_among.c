/* map_among.c — who is one of many: "Chad is among the signatories", "among those killed in the blast was a nurse",
 * "the dead included two nurses". */
#include "ontology/map.h"

/* "Among those killed in the blast was a nurse", "two nurses were among the people arrested by the army": what was done
 * to those was done to them. */
static void map_one_of_those(struct mapper *mapper, const struct relata_clause *clause, uint32_t those,
                             const struct map_heads *who) {
  const uint32_t end = mapper->document->sentences[clause->sentence].end;
  for (uint32_t t = those + 1; t < end && t < those + 4; t++) {
    if (map_token(mapper, t)->head != those || map_base(mapper, t) != RELATA_DEP_ACL ||
        mapper->verb_clause[t] == RELATA_NONE)
      continue;
    const struct relata_clause *deed = &mapper->document->clauses[mapper->verb_clause[t]];
    struct relata_clause *told = relata_arena_alloc(mapper->document->arena, sizeof *told);
    *told = *deed;
    told->arguments = relata_arena_alloc(mapper->document->arena, deed->argument_count * sizeof *told->arguments);
    told->circumstances.negated |= clause->circumstances.negated;
    told->circumstances.possible |= clause->circumstances.possible;
    for (size_t i = 0; i < who->count && deed->passive; i++) {
      for (size_t a = 0; a < deed->argument_count; a++) {
        told->arguments[a] = deed->arguments[a];
        if (deed->arguments[a].role == RELATA_ROLE_OBJECT)
          told->arguments[a].head = who->tokens[i];
      }
      const struct map_source source = { .rule = MAP_VERB, .clause = told, .weight = 0.9f };
      const struct map_frame_arguments arguments = { .clause = told, .noun = RELATA_NONE };
      map_apply(mapper, RELATA_FRAME_VERB, deed->lemma, &arguments, &source);
    }
  }
}

/* The last fact before this sentence, in it or in the five above, that says who or what did it to anybody. */
static const struct relata_fact *last_deed(const struct mapper *mapper, const struct relata_clause *clause,
                                           const char *property) {
  for (size_t i = mapper->fact_count; i-- > 0;) {
    const struct relata_fact *fact = &mapper->facts[i];
    if (relata_str_is(fact->relation, property) && !fact->negated && fact->sentence <= clause->sentence &&
        fact->sentence + 5 >= clause->sentence && fact->subject_mention != RELATA_NONE)
      return fact;
  }
  return NULL;
}

/* "Among the dead was a colonel", "the wounded included two nurses": by what was told of before. */
static void map_toll(struct mapper *mapper, const struct relata_clause *clause, uint32_t toll,
                     const struct map_heads *who) {
  const bool dead = map_in_set(mapper, "dead_noun", toll);
  if (!dead && !map_in_set(mapper, "wounded_noun", toll))
    return;
  const char *property = dead ? "kills" : "wounds";
  const struct relata_fact *deed = last_deed(mapper, clause, property);
  if (!deed)
    return;
  const uint32_t doer = mapper->document->mentions[deed->subject_mention].head;
  const struct map_source source = {
    .rule = MAP_ROLE, .clause = clause, .word = mapper->lemmas[toll], .slots = RELATA_STR("N>S"), .weight = 0.9f
  };
  for (size_t i = 0; i < who->count; i++)
    if (map_fits(mapper, who->tokens[i], RELATA_SORT_PEOPLE))
      map_add(mapper, doer, map_property(mapper, property), who->tokens[i], &source);
}

/* "The dead included two nurses". */
void map_toll_includes(struct mapper *mapper, const struct relata_clause *clause) {
  struct map_heads tolls = { .count = 0 }, who = { .count = 0 };
  if (!relata_str_is(clause->lemma, "include"))
    return;
  heads_of_role(clause, RELATA_ROLE_SUBJECT, &tolls);
  heads_of_role(clause, RELATA_ROLE_OBJECT, &who);
  for (size_t i = 0; i < tolls.count; i++)
    map_toll(mapper, clause, tolls.tokens[i], &who);
}

/* "Chad is among the signatories": they include it. */
void map_among(struct mapper *mapper, const struct relata_clause *clause, uint32_t noun) {
  struct map_heads who = { .count = 0 };
  heads_of_role(clause, RELATA_ROLE_SUBJECT, &who);
  const struct map_source source = {
    .rule = MAP_ROLE, .clause = clause, .word = RELATA_STR("among"), .slots = RELATA_STR("N>S"), .weight = 0.9f
  };
  map_one_of_those(mapper, clause, noun, &who);
  map_toll(mapper, clause, noun, &who);
  for (size_t i = 0; i < who.count; i++)
    if (map_fits(mapper, who.tokens[i], RELATA_SORT_CONCRETE) && map_fits(mapper, noun, RELATA_SORT_CONCRETE))
      map_add(mapper, noun, map_property(mapper, "includes"), who.tokens[i], &source);
}

/* The noun that "among" opens the sentence before: "Among those killed in the blast was a nurse". */
static uint32_t those_before(const struct mapper *mapper, const struct relata_clause *clause) {
  const uint32_t first = map_sentence_first(mapper, clause->head);
  for (uint32_t t = first; t < clause->head && t < first + 3; t++)
    if (relata_str_is(mapper->lemmas[t], "among") && map_base(mapper, t) == RELATA_DEP_CASE)
      return map_token(mapper, t)->head;
  return RELATA_NONE;
}

/* "Among the dead was a nurse", where the nurse is the predicate. */
void map_among_before(struct mapper *mapper, const struct relata_clause *clause) {
  const uint32_t those = those_before(mapper, clause);
  if (those == RELATA_NONE || map_token(mapper, those)->head != clause->head)
    return;
  struct map_heads who = { .count = 0 };
  heads_add(&who, clause->head);
  map_one_of_those(mapper, clause, those, &who);
  map_toll(mapper, clause, those, &who);
}

/* "A nurse was among the dead": an adjective to the analyser, with its preposition. */
void map_among_adjective(struct mapper *mapper, const struct relata_clause *clause) {
  struct map_heads who = { .count = 0 };
  const uint32_t first = map_sentence_first(mapper, clause->head);
  heads_of_role(clause, RELATA_ROLE_SUBJECT, &who);
  for (uint32_t t = clause->head; t-- > first && t + 4 > clause->head;)
    if (map_token(mapper, t)->head == clause->head && relata_str_is(mapper->lemmas[t], "among"))
      map_toll(mapper, clause, clause->head, &who);
}
