/* scorer.c — the learned scorer of pairs of mentions beside the rules.
 *
 * It proposes relations that no rule found where the ontology's domain and
 * range allow them, and notes with every fact how probable it finds it; what
 * that is worth beside the rule is confidence.c's to say.
 */
#include "ontology/confidence.h"

#include <string.h>

/* What a proposal needs at least to be weighed; confidence.c has the last word. */
static const float PROPOSE = 0.3f;

enum { MENTIONS_AT_MOST = 40, ANCESTORS = 40 };

struct pairs {
  struct mapper *mapper;
  uint32_t *properties; /* of each column; RELATA_NONE for "none" and names that the ontology lacks */
  size_t columns;
  uint32_t heads[MENTIONS_AT_MOST];
  size_t head_count;
  uint32_t (*items)[2];
  size_t count;
  float *probabilities;
};

/* ------------------------------------------------------------- what may relate to what */

static bool class_admits(const struct mapper *mapper, uint32_t class, uint32_t token) {
  if (!map_fits(mapper, token, RELATA_SORT_CONCRETE)) /* something one can point at */
    return false;
  if (class == RELATA_NONE)
    return true;
  const struct relata_ontology *ontology = mapper->ontology;
  if (relata_ontology_is_a(ontology, class, relata_ontology_find_class(ontology, RELATA_STR("Actor"))))
    return map_fits(mapper, token, RELATA_SORT_ACTOR) || map_fits(mapper, token, RELATA_SORT_FORCE);
  if (relata_ontology_is_a(ontology, class, relata_ontology_find_class(ontology, RELATA_STR("Place"))))
    return map_fits(mapper, token, RELATA_SORT_PLACE) || map_fits(mapper, token, RELATA_SORT_ORGANIZATION);
  return true;
}

/* "Near Derna, ships sank": the ships are near the town, not the town near the ships; nobody is near what he is "420 miles
 * north of". */
static bool is_wrong_near(const struct mapper *mapper, const struct relata_property *property, uint32_t subject,
                           uint32_t object) {
  if (!relata_str_is(property->name, "near"))
    return false;
  const bool turned = map_fits(mapper, subject, RELATA_SORT_PLACE) && map_mention(mapper, subject)->named &&
                      !map_fits(mapper, object, RELATA_SORT_PLACE);
  return turned || map_is_far(mapper, map_mention(mapper, object)) ||
         map_is_far(mapper, map_mention(mapper, subject));
}

static bool is_whereabouts(const struct mapper *mapper, uint32_t property) {
  return relata_ontology_in_set(mapper->ontology, "whereabouts_property",
                                relata_ontology_get_property(mapper->ontology, property)->name);
}

/* "in Lyon, Turin and Bern": side by side, not one in the other as in "Lyon, France", which may be parsed alike; nor does
 * a place say where a neighbour in the list is that has another. */
static bool are_listed(const struct mapper *mapper, uint32_t property, uint32_t subject, uint32_t object) {
  const struct relata_mention *place = map_mention(mapper, object);
  if (!is_whereabouts(mapper, property))
    return false;
  if (map_place_is_of_another(mapper, subject, object))
    return true;
  return map_list_head(mapper, subject) == map_list_head(mapper, object) &&
         (map_mention(mapper, subject)->sort == place->sort || place->first == 0 ||
          !relata_str_is(mapper->document->tokens[place->first - 1].form, ",")) &&
         place->sort != RELATA_SORT_STATE;
}

static bool role_says(const struct mapper *mapper, struct relata_str role, const struct relata_property *property,
                      bool *known) {
  size_t count;
  const struct relata_frame *frames = relata_ontology_find_frames(mapper->ontology, RELATA_FRAME_ROLE, role, &count);
  for (size_t i = 0; i < count; i++)
    if (relata_ontology_get_property(mapper->ontology, frames[i].property) == property)
      return true;
  *known |= count > 0;
  return false;
}

/* "Greens MP Sue Hall" does not lead the Greens, "a ministry official" does not speak for the ministry: the title in the
 * words themselves tells what they are to the body named there. */
static bool title_denies(const struct mapper *mapper, const struct relata_property *property, uint32_t subject,
                         uint32_t object) {
  const struct relata_mention *holder = map_mention(mapper, subject);
  bool known = false;
  if (!relata_ontology_in_set(mapper->ontology, "title_property", property->name) || object < holder->label_first ||
      object >= holder->label_end)
    return false;
  for (uint32_t t = object + 1; t < holder->label_end; t++)
    if (role_says(mapper, mapper->lemmas[t], property, &known) ||
        role_says(mapper, map_join(mapper, mapper->lemmas[t - 1], mapper->lemmas[t]), property, &known))
      return false;
  return known;
}

static bool property_admits(const struct mapper *mapper, uint32_t property, uint32_t subject, uint32_t object) {
  const struct relata_property *named = relata_ontology_get_property(mapper->ontology, property);
  if (relata_ontology_in_set(mapper->ontology, "joint_property", named->name) && map_stand_apart(mapper, subject, object))
    return false;
  if (is_wrong_near(mapper, named, subject, object) || are_listed(mapper, property, subject, object) ||
      title_denies(mapper, named, subject, object) || map_is_denied(mapper, property, subject, object))
    return false;
  if (map_mention(mapper, subject)->sort == RELATA_SORT_PERSON && !map_office_admits(mapper, property, subject))
    return false;
  return class_admits(mapper, named->domain, subject) && class_admits(mapper, named->range, object);
}

/* ------------------------------------------------------------- the clause that joins two words */

/* "asked [for a meeting]". */
static bool is_wanted(const struct mapper *mapper, uint32_t noun) {
  const struct relata_token *tokens = mapper->document->tokens;
  for (uint32_t t = noun; t-- > mapper->document->sentences[tokens[noun].sentence].first && t + 6 > noun;)
    if (tokens[t].head == noun && relata_dep_base((enum relata_dep)tokens[t].dep) == RELATA_DEP_CASE)
      return relata_str_is(mapper->lemmas[t], "for");
  return false;
}

/* "charged with [the murder of Lee]" */
static bool is_left_open(const struct mapper *mapper, uint32_t noun) {
  return mapper->noun_clause[noun] != RELATA_NONE &&
         mapper->document->clauses[mapper->noun_clause[noun]].circumstances.possible;
}

static bool is_event(const struct mapper *mapper, uint32_t token) {
  const enum relata_dep dep = (enum relata_dep)mapper->document->tokens[token].dep;
  return (relata_dep_base(dep) == RELATA_DEP_OBJ || dep == RELATA_DEP_NSUBJ_PASS ||
          (relata_dep_base(dep) == RELATA_DEP_OBL && (is_wanted(mapper, token) || is_left_open(mapper, token)))) &&
         mapper->noun_clause[token] != RELATA_NONE && map_mention(mapper, token) &&
         map_mention(mapper, token)->sort == RELATA_SORT_EVENT &&
         map_has_frames(mapper, RELATA_FRAME_EVENT, mapper->lemmas[token]);
}

/* "cancelled a meeting with Ann": what is said of the two happens in an event that does not take place; or RELATA_NONE. */
static uint32_t undone_event(const struct mapper *mapper, const uint32_t *path, size_t count, uint32_t top) {
  for (size_t i = 0; i < count && (i == 0 || path[i - 1] != top); i++)
    if (is_event(mapper, path[i]) && (path[i] != top || i == 0)) {
      const struct relata_circumstances *found =
        &mapper->document->clauses[mapper->noun_clause[path[i]]].circumstances;
      if (found->negated || found->possible)
        return path[i];
    }
  return RELATA_NONE;
}

static const struct relata_clause *clause_at(const struct mapper *mapper, uint32_t token, bool *plain) {
  if (mapper->verb_clause[token] != RELATA_NONE) {
    *plain = false;
    return &mapper->document->clauses[mapper->verb_clause[token]];
  }
  if (mapper->noun_clause[token] == RELATA_NONE)
    return NULL;
  *plain = !is_event(mapper, token); /* a visit may be cancelled */
  return &mapper->document->clauses[mapper->noun_clause[token]];
}

static bool contains(const uint32_t *tokens, size_t count, uint32_t token) {
  for (size_t i = 0; i < count; i++)
    if (tokens[i] == token)
      return true;
  return false;
}

/* Does what stands under `token` share the status of a complement of the word above: "denied [working]", "denied
 * killing X and [burning] Y", "if Y [attacks]"? */
static bool is_complement(const struct mapper *mapper, uint32_t token) {
  if (mapper->verb_clause[token] == RELATA_NONE)
    return false;
  const struct relata_circumstances *found =
    &mapper->document->clauses[mapper->verb_clause[token]].circumstances;
  switch (relata_dep_base((enum relata_dep)mapper->document->tokens[token].dep)) {
  case RELATA_DEP_XCOMP:
  case RELATA_DEP_CCOMP:
  case RELATA_DEP_CONJ: /* "cancelled the talks and [flew] to Paris" */
    return true;
  case RELATA_DEP_ADVCL:
    return found->negated || found->possible;
  default:
    return false;
  }
}

/* Of the words from an end up to `top`, the lowest that heads a complement of it; `top` if none does. */
static uint32_t lowest_complement(const struct mapper *mapper, const uint32_t *path, size_t count, uint32_t top) {
  size_t place = 0;
  while (place < count && path[place] != top)
    place++;
  uint32_t lowest = top;
  while (place-- > 0 && is_complement(mapper, path[place]))
    lowest = path[place];
  return lowest;
}

/* Of the words from an end up to the noun `top`, the clause that hangs on it: "Breslow, who [came] to Hadley, will be
 * replaced", "a chemist [born] in Ohio"; RELATA_NONE if none does. */
static uint32_t clause_of_noun(const struct mapper *mapper, const uint32_t *path, size_t count, uint32_t top) {
  size_t place = 0;
  while (place < count && path[place] != top)
    place++;
  while (place-- > 0) {
    const enum relata_dep base = relata_dep_base((enum relata_dep)mapper->document->tokens[path[place]].dep);
    if (base == RELATA_DEP_ACL)
      return mapper->verb_clause[path[place]] == RELATA_NONE ? RELATA_NONE : path[place];
    if (base != RELATA_DEP_APPOS)
      return RELATA_NONE;
  }
  return RELATA_NONE;
}

/* "arrested on suspicion of [killing] her" */
static bool is_open_clause(const struct mapper *mapper, uint32_t token) {
  const enum relata_dep base = relata_dep_base((enum relata_dep)mapper->document->tokens[token].dep);
  if (mapper->verb_clause[token] == RELATA_NONE || (base != RELATA_DEP_ACL && base != RELATA_DEP_ADVCL))
    return false;
  const struct relata_circumstances *found = &mapper->document->clauses[mapper->verb_clause[token]].circumstances;
  return found->negated || found->possible;
}

static uint32_t narrower(const struct mapper *mapper, const uint32_t *path, size_t count, uint32_t top) {
  const uint32_t clause = clause_of_noun(mapper, path, count, top);
  const uint32_t lowest = lowest_complement(mapper, path, count, clause == RELATA_NONE ? top : clause);
  for (size_t i = 0; lowest == top && i < count && path[i] != top; i++)
    if (is_open_clause(mapper, path[i]))
      return path[i];
  return lowest;
}

/* The clause of the lowest word above both, or the next above it; where one of them stands in a complement of that, the
 * complement's, whose status is the narrower: "denied working for". */
static const struct relata_clause *joining_clause(const struct mapper *mapper, uint32_t a, uint32_t b, bool *plain) {
  uint32_t above_a[ANCESTORS], above_b[ANCESTORS];
  const size_t count_a = map_ancestors(mapper, a, above_a, ANCESTORS), count_b = map_ancestors(mapper, b, above_b, ANCESTORS);
  size_t place = 0;
  while (place < count_b && !contains(above_a, count_a, above_b[place]))
    place++;
  if (place == count_b)
    return NULL;
  uint32_t undone = undone_event(mapper, above_b, count_b, above_b[place]);
  if (undone == RELATA_NONE)
    undone = undone_event(mapper, above_a, count_a, above_b[place]);
  if (undone != RELATA_NONE) {
    *plain = false;
    return &mapper->document->clauses[mapper->noun_clause[undone]];
  }
  uint32_t token = narrower(mapper, above_b, count_b, above_b[place]);
  if (token == above_b[place])
    token = narrower(mapper, above_a, count_a, above_b[place]);
  const bool within = (token == a || token == b) && !is_event(mapper, token); /* "Lee, [Acme's finance chief], will go" */
  for (int steps = 0; token != RELATA_NONE && steps < ANCESTORS; steps++, token = mapper->document->tokens[token].head) {
    const struct relata_clause *clause = clause_at(mapper, token, plain);
    if (clause) {
      *plain |= steps > 0 && within;
      return clause;
    }
  }
  return NULL;
}

/* "will fly to Sochi for [a summit with Ruiz]", "asked for a meeting": whether it is held at all the verb above says. */
static const struct relata_clause *event_clause(const struct mapper *mapper, const struct relata_clause *clause,
                                                uint32_t event, bool *plain) {
  uint32_t path[ANCESTORS];
  const size_t count = map_ancestors(mapper, event, path, ANCESTORS);
  size_t step = 0;
  while (step < count && mapper->verb_clause[path[step]] == RELATA_NONE)
    step++;
  if (!*plain || step == count)
    return clause;
  const struct relata_clause *above = &mapper->document->clauses[mapper->verb_clause[path[step]]];
  *plain = !above->circumstances.possible;
  return *plain ? clause : above;
}

/* ------------------------------------------------------------- pairs of a sentence */

static void heads_find(struct pairs *pairs, const struct relata_sentence *sentence) {
  pairs->head_count = 0;
  for (uint32_t t = sentence->first; t < sentence->end && pairs->head_count < MENTIONS_AT_MOST; t++)
    if (map_mention(pairs->mapper, t) && !pairs->mapper->inner[t] && map_fits(pairs->mapper, t, RELATA_SORT_ANY))
      pairs->heads[pairs->head_count++] = t;
}

static void pairs_find(struct pairs *pairs) {
  pairs->count = 0;
  for (size_t i = 0; i < pairs->head_count; i++)
    for (size_t j = 0; j < pairs->head_count; j++)
      if (i != j) {
        pairs->items[pairs->count][0] = pairs->heads[i];
        pairs->items[pairs->count++][1] = pairs->heads[j];
      }
}

static const float *pair_scores(const struct pairs *pairs, uint32_t subject, uint32_t object) {
  for (size_t p = 0; p < pairs->count; p++)
    if (pairs->items[p][0] == subject && pairs->items[p][1] == object)
      return pairs->probabilities + p * pairs->columns;
  return NULL;
}

/* ------------------------------------------------------------- its word */

/* For whoever asks why: its word on this relation, on none, and its first choice. */
static void reason_note(const struct pairs *pairs, const float *scores, size_t column, struct relata_reason *reason) {
  size_t best = 0;
  if (!reason || !scores)
    return;
  for (size_t k = 1; k < pairs->columns; k++)
    if (scores[k] > scores[best])
      best = k;
  reason->scored = true;
  reason->relation = column ? scores[column] : 0;
  reason->none = scores[0];
  reason->best = best ? relata_str_of(relata_relation_name(pairs->mapper->model, best)) : RELATA_STR("none");
  reason->best_probability = scores[best];
}

/* "suspended shipments to Cuba", "denies any role in the raid on Kati": what goes on between the others is off. */
static const struct relata_clause *status_clause(const struct mapper *mapper, const struct relata_clause *clause,
                                                 uint32_t property, uint32_t subject, uint32_t object) {
  struct map_heads what = { .count = 0 };
  const struct relata_str name = relata_ontology_get_property(mapper->ontology, property)->name;
  const bool denied = map_in_set(mapper, "denial_verb", clause->head);
  if (clause->kind != RELATA_CLAUSE_VERB ||
      (!denied && !relata_ontology_in_set(mapper->ontology, "cancel_verb", clause->lemma)) ||
      relata_ontology_in_set(mapper->ontology, "spoken_property", name) || is_whereabouts(mapper, property))
    return clause;
  heads_of_role(clause, RELATA_ROLE_OBJECT, &what);
  if (!what.count || what.tokens[0] == subject || what.tokens[0] == object ||
      !(denied ? map_in_set(mapper, "denied_noun", what.tokens[0]) : is_event(mapper, what.tokens[0])))
    return clause;
  struct relata_clause *off = relata_arena_alloc(mapper->document->arena, sizeof *off);
  *off = *clause;
  off->circumstances.negated = !off->circumstances.negated;
  return off;
}

/* "The round of talks due to open in Oslo", "she is due in Trieste". */
static bool is_still_due(const struct mapper *mapper, const struct relata_clause *clause, uint32_t subject) {
  return map_is_awaited(mapper, subject) ||
         (relata_ontology_in_set(mapper->ontology, "awaited_word", clause->lemma) &&
          (clause->kind == RELATA_CLAUSE_ADJECTIVE || map_mention(mapper, subject)->sort == RELATA_SORT_EVENT));
}

/* The fact that puts the one in the other, as a rule found it; NULL if none does. */
static const struct relata_fact *placed_by_rule(const struct mapper *mapper, uint32_t what, uint32_t where) {
  const uint32_t a = mapper->mention_at[what], b = mapper->mention_at[where];
  for (size_t f = mapper->fact_count; f-- > 0;) {
    const struct relata_fact *fact = &mapper->facts[f];
    if (fact->subject_mention == a && fact->object_mention == b && mapper->evidence[f].rule != MAP_SCORER &&
        relata_str_is(fact->relation, "located_in"))
      return fact->negated ? NULL : fact;
  }
  return NULL;
}

/* "recovers in a [hospital] in Muscat": who is in what is there is there too; RELATA_NONE if nothing stands between. */
static uint32_t place_between(const struct pairs *pairs, uint32_t property, uint32_t subject, uint32_t place) {
  const struct mapper *mapper = pairs->mapper;
  if (property != map_property(mapper, "located_in"))
    return RELATA_NONE;
  for (size_t i = 0; i < pairs->head_count; i++) {
    const uint32_t between = pairs->heads[i];
    const struct relata_fact *inner = placed_by_rule(mapper, between, place);
    if (inner && !inner->possible && map_fits(mapper, between, RELATA_SORT_PLACE) &&
        placed_by_rule(mapper, subject, between))
      return between;
  }
  return RELATA_NONE;
}

/* "the Lebanese army", "Peru's foreign ministry": a body of the state that the words before it name. */
static bool is_body_of_state(const struct mapper *mapper, uint32_t property, uint32_t subject, uint32_t object) {
  const struct relata_token *token = &mapper->document->tokens[object];
  const struct relata_mention *state = map_mention(mapper, object), *body = map_mention(mapper, subject);
  const enum relata_dep base = relata_dep_base((enum relata_dep)token->dep);
  return property == map_property(mapper, "part_of") && state->sort == RELATA_SORT_STATE && token->head == subject &&
         object < subject &&
         (base == RELATA_DEP_AMOD || base == RELATA_DEP_COMPOUND || token->dep == RELATA_DEP_NMOD_POSS) &&
         !relata_str_is(mapper->document->tokens[object + 1].form, "-") &&
         (map_in_set(mapper, "state_body_noun", body->core) || map_in_set(mapper, "state_body_noun", body->head));
}

/* "the army's 4th Battalion", "the board of Hart & Co.", "the UN refugee agency": a part of the body that it hangs on. */
static bool is_part_of_body(const struct mapper *mapper, uint32_t property, uint32_t subject, uint32_t object) {
  const struct relata_token *token = &mapper->document->tokens[object];
  const struct relata_mention *body = map_mention(mapper, object), *part = map_mention(mapper, subject);
  const enum relata_dep base = relata_dep_base((enum relata_dep)token->dep);
  const bool of = base == RELATA_DEP_NMOD && object > subject && map_stands_after(mapper, object, "belonging_preposition");
  const bool international = base == RELATA_DEP_COMPOUND && relata_str_is(body->entity_class, "InternationalOrganization");
  return property == map_property(mapper, "part_of") && token->head == subject &&
         (body->sort == RELATA_SORT_ORGANIZATION || body->sort == RELATA_SORT_INSTITUTION) &&
         (of || international || token->dep == RELATA_DEP_NMOD_POSS) &&
         (map_in_set(mapper, "body_part_noun", part->core) || map_in_set(mapper, "body_part_noun", part->head));
}

static void propose(struct pairs *pairs, size_t pair, size_t column, float probability) {
  struct mapper *mapper = pairs->mapper;
  const uint32_t subject = pairs->items[pair][0], object = pairs->items[pair][1], property = pairs->properties[column];
  const bool whereabouts = is_whereabouts(mapper, property);
  bool plain = false;
  const struct relata_clause *clause = joining_clause(mapper, subject, object, &plain);
  const struct relata_str name = relata_ontology_get_property(mapper->ontology, property)->name;
  if (clause && relata_ontology_in_set(mapper->ontology, "attendance_property", name)) {
    if (map_stands_after(mapper, object, "bygone_preposition")) /* "the yard grew after the war" */
      return;
    clause = event_clause(mapper, clause, object, &plain);
  }
  if (!clause || !property_admits(mapper, property, subject, object) ||
      (whereabouts && map_place_is_declined(mapper, clause, plain, property, subject, object)))
    return;
  const uint32_t between = place_between(pairs, property, subject, object);
  struct map_source source = { .rule = MAP_SCORER,
                               .clause = plain ? clause : status_clause(mapper, clause, property, subject, object),
                               .word = relata_arena_print(mapper->document->arena, "0.%02d",
                                                          (int)(probability * 100 > 99 ? 99 : probability * 100)),
                               .plain = plain,
                               .doubted = whereabouts ? is_still_due(mapper, clause, subject)
                                                      : clause->kind == RELATA_CLAUSE_NOUN &&
                                                          map_is_doubted(mapper, clause->head),
                               .weight = probability };
  if (between != RELATA_NONE) {
    source.rule = MAP_PLACE;
    source.word = RELATA_STR("in place in");
    source.doubted = placed_by_rule(mapper, subject, between)->possible;
    source.weight = 0.8f;
  } else if (is_body_of_state(mapper, property, subject, object) ||
             is_part_of_body(mapper, property, subject, object)) {
    source.rule = MAP_COMPOUND;
    source.word = RELATA_STR("body");
    source.weight = 0.9f;
  }
  if (!map_add(mapper, subject, property, object, &source))
    return;
  struct map_evidence *evidence = &mapper->evidence[mapper->fact_count - 1];
  evidence->seen = true;
  evidence->relation = probability;
  evidence->none = pairs->probabilities[pair * pairs->columns];
  reason_note(pairs, pairs->probabilities + pair * pairs->columns, column, mapper->facts[mapper->fact_count - 1].reason);
}

static void sentence_propose(struct pairs *pairs) {
  for (size_t p = 0; p < pairs->count; p++)
    for (size_t k = 1; k < pairs->columns; k++) {
      const float probability = pairs->probabilities[p * pairs->columns + k];
      if (probability >= PROPOSE && pairs->properties[k] != RELATA_NONE)
        propose(pairs, p, k, probability);
    }
}

static size_t column_of(const struct pairs *pairs, struct relata_str relation) {
  for (size_t k = 1; k < pairs->columns; k++)
    if (pairs->properties[k] != RELATA_NONE &&
        relata_str_equal(relata_ontology_get_property(pairs->mapper->ontology, pairs->properties[k])->name, relation))
      return k;
  return 0;
}

/* "the minister, [Ana Duarte], flew", "[Turkey] says that it backs": two words of a sentence for the same thing. */
static bool mean_the_same(const struct mapper *mapper, uint32_t a, uint32_t b) {
  const uint32_t *entity_at = mapper->entity_at, *mention_at = mapper->mention_at;
  return a == b || entity_at[mention_at[a]] == entity_at[mention_at[b]] ||
         (map_base(mapper, a) == RELATA_DEP_APPOS && map_token(mapper, a)->head == b) ||
         (map_base(mapper, b) == RELATA_DEP_APPOS && map_token(mapper, b)->head == a);
}

/* The scores of two words, or of others of their sentence for the same two things, whichever tell the relation best: the
 * scorer was taught to look at names. */
static const float *best_scores(const struct pairs *pairs, uint32_t subject, uint32_t object, size_t column) {
  const float *best = pair_scores(pairs, subject, object);
  for (size_t p = 0; column && p < pairs->count; p++) {
    const float *scores = pairs->probabilities + p * pairs->columns;
    if ((!best || scores[column] > best[column]) && mean_the_same(pairs->mapper, subject, pairs->items[p][0]) &&
        mean_the_same(pairs->mapper, object, pairs->items[p][1]))
      best = scores;
  }
  return best;
}

/* What the scorer thinks of one fact. */
static void fact_note(const struct pairs *pairs, uint32_t number) {
  const struct mapper *mapper = pairs->mapper;
  const struct relata_fact *fact = &mapper->facts[number];
  const struct relata_mention *mentions = mapper->document->mentions;
  const size_t column = column_of(pairs, fact->relation);
  const float *scores =
    best_scores(pairs, mentions[fact->subject_mention].head, mentions[fact->object_mention].head, column);
  reason_note(pairs, scores, column, fact->reason);
  if (!column || !scores)
    return;
  mapper->evidence[number].seen = true;
  mapper->evidence[number].relation = scores[column];
  mapper->evidence[number].none = scores[0];
}

/* ------------------------------------------------------------- all sentences */

static enum relata_status pairs_init(struct pairs *pairs, struct mapper *mapper) {
  struct relata_arena *arena = mapper->document->arena;
  *pairs = (struct pairs){ .mapper = mapper, .columns = relata_relation_count(mapper->model) };
  pairs->properties = relata_arena_alloc(arena, (pairs->columns + 1) * sizeof *pairs->properties);
  for (size_t k = 0; k < pairs->columns; k++) {
    const char *name = relata_relation_name(mapper->model, k);
    pairs->properties[k] = k ? map_property(mapper, name) : RELATA_NONE;
  }
  const size_t most = MENTIONS_AT_MOST * (MENTIONS_AT_MOST - 1);
  pairs->items = relata_arena_alloc(arena, most * sizeof *pairs->items);
  pairs->probabilities = relata_arena_alloc(arena, most * (pairs->columns + 1) * sizeof *pairs->probabilities);
  return RELATA_OK;
}

/* Numbers of the rules' facts, those of a sentence together: offsets[s] … offsets[s + 1]. */
static uint32_t *facts_by_sentence(const struct mapper *mapper, uint32_t *offsets) {
  const size_t sentences = mapper->document->sentence_count;
  uint32_t *facts = relata_arena_alloc(mapper->document->arena, (mapper->fact_count + 1) * sizeof *facts);
  uint32_t *next = relata_arena_alloc(mapper->document->arena, (sentences + 1) * sizeof *next);
  for (size_t f = 0; f < mapper->fact_count; f++)
    offsets[mapper->facts[f].sentence + 1]++;
  for (size_t s = 0; s < sentences; s++)
    offsets[s + 1] += offsets[s];
  memcpy(next, offsets, (sentences + 1) * sizeof *next);
  for (uint32_t f = 0; f < mapper->fact_count; f++)
    facts[next[mapper->facts[f].sentence]++] = f;
  return facts;
}

enum relata_status map_scorer(struct mapper *mapper, struct relata_error *error) {
  if (!mapper->model || relata_relation_count(mapper->model) < 2 || !mapper->document->vectors)
    return RELATA_OK;
  struct pairs pairs;
  const size_t sentences = mapper->document->sentence_count;
  RELATA_TRY(pairs_init(&pairs, mapper));
  uint32_t *offsets = relata_arena_alloc(mapper->document->arena, (sentences + 2) * sizeof *offsets);
  const uint32_t *facts = facts_by_sentence(mapper, offsets);
  for (uint32_t s = 0; s < sentences; s++) {
    heads_find(&pairs, &mapper->document->sentences[s]);
    pairs_find(&pairs);
    if (!pairs.count)
      continue;
    RELATA_TRY(relata_score_relations(mapper->document, mapper->model, s, (const uint32_t(*)[2])pairs.items, pairs.count,
                                      pairs.probabilities, error));
    for (uint32_t f = offsets[s]; f < offsets[s + 1]; f++)
      fact_note(&pairs, facts[f]);
    sentence_propose(&pairs);
  }
  return RELATA_OK;
}
