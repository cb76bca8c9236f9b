/* map_home.c — whose a bare title is: "Justice Minister Ann Lee" in an article
 * about Romania holds her office there.
 *
 * The home of a document is the state to which far more of its names, demonyms
 * and towns point than to any other; its first lines count most.  A document
 * about two states has none.  Offices that few states have ("Chancellor") look
 * among those only, others pass over a state that does not have them.
 */
#include "ontology/map.h"

/* A mention in the first bytes of the text counts as so many. */
enum { LEAD = 400, LEAD_VOTES = 3 };

struct home_state {
  const struct relata_actor *actor;
  uint32_t votes, mentions;
  uint32_t own; /* the first mention of itself or its people; RELATA_NONE if only places in it are named */
};

struct home {
  struct mapper *mapper;
  struct home_state *states; /* number 0 is none */
  uint32_t state_count;
  uint32_t *state_at;                   /* of each mention: the state that it is, lies in or belongs to; 0 = none */
  uint32_t *office;                     /* of each entity: the state in which an office of his is told; 0 = none */
  const struct relata_clause **titles;  /* all that name an office, bare or not */
  size_t title_count;
};

/* ------------------------------------------------------------- votes */

static const struct relata_actor *state_of(const struct mapper *mapper, const struct relata_mention *mention) {
  enum { DEEPEST = 4 };
  const struct relata_ontology *ontology = mapper->ontology;
  const uint32_t state = relata_ontology_find_class(ontology, RELATA_STR("State"));
  if (mention->pronoun || !(mention->named || mention->modifier) || !mention->entity.len)
    return NULL;
  const struct relata_actor *actor = relata_ontology_find_place(ontology, mention->entity_label);
  for (int steps = 0; actor && steps < DEEPEST; steps++) {
    if (relata_ontology_is_a(ontology, actor->class_index, state))
      return actor;
    actor = actor->located_in == RELATA_NONE ? NULL : relata_ontology_get_actor(ontology, actor->located_in);
  }
  return NULL;
}

static uint32_t state_number(struct home *home, const struct relata_actor *actor) {
  for (uint32_t s = 1; s < home->state_count; s++)
    if (home->states[s].actor == actor)
      return s;
  home->states[home->state_count] = (struct home_state){ .actor = actor, .own = RELATA_NONE };
  return home->state_count++;
}

static void states_count(struct home *home) {
  const struct relata_document *document = home->mapper->document;
  for (uint32_t m = 0; m < document->mention_count; m++) {
    const struct relata_mention *mention = &document->mentions[m];
    const struct relata_actor *actor = state_of(home->mapper, mention);
    if (!actor)
      continue;
    struct home_state *state = &home->states[home->state_at[m] = state_number(home, actor)];
    state->votes += mention->begin < LEAD ? LEAD_VOTES : 1;
    state->mentions++;
    if (state->own == RELATA_NONE && relata_str_equal(mention->entity, actor->id))
      state->own = m;
  }
}

static void offices_note(struct home *home) {
  const struct mapper *mapper = home->mapper;
  for (size_t f = 0; f < mapper->fact_count; f++) {
    const struct relata_fact *fact = &mapper->facts[f];
    const uint32_t state = home->state_at[fact->object_mention];
    if (state && relata_ontology_in_set(mapper->ontology, "office_property", fact->relation))
      home->office[mapper->entity_at[fact->subject_mention]] = state;
  }
}

/* ------------------------------------------------------------- which state an office is of */

static bool is_office_in(const struct home *home, const char *set, struct relata_str title, uint32_t state) {
  return relata_ontology_in_set(home->mapper->ontology, set, map_join(home->mapper, title, home->states[state].actor->id));
}

/* Does the state stand out among all that might be meant, which have so many votes together? */
static bool is_clear(const struct home_state *best, const struct home_state *second, uint32_t votes, bool few) {
  const bool most = 2 * best->votes >= votes, many = 5 * best->votes >= 2 * votes;
  const uint32_t more = few || most ? 2 : 3;
  return many && best->votes >= 2 * second->votes && best->mentions >= second->mentions + more;
}

/* 0 where no state stands out. */
static uint32_t home_of(const struct home *home, struct relata_str title) {
  const bool few = relata_ontology_in_set(home->mapper->ontology, "home_few_title", title);
  uint32_t best = 0, second = 0, votes = 0;
  for (uint32_t s = 1; s < home->state_count; s++) {
    if (few && !is_office_in(home, "office_of_few", title, s))
      continue;
    votes += home->states[s].votes;
    if (home->states[s].votes > home->states[best].votes) {
      second = best;
      best = s;
    } else if (home->states[s].votes > home->states[second].votes) {
      second = s;
    }
  }
  if (!best || home->states[best].own == RELATA_NONE || is_office_in(home, "office_not_of", title, best))
    return 0;
  return is_clear(&home->states[best], &home->states[second], votes, few) ? best : 0;
}

/* "In Prague, … President Petr Pavel": the last state named before the title in its sentence is another one. */
static bool is_elsewhere(const struct home *home, uint32_t title, uint32_t state) {
  const struct relata_document *document = home->mapper->document;
  const uint32_t first = document->sentences[document->tokens[title].sentence].first;
  for (uint32_t t = title; t-- > first;) {
    const uint32_t m = home->mapper->mention_at[t];
    if (m != RELATA_NONE && home->state_at[m])
      return home->state_at[m] != state;
  }
  return false;
}

/* ------------------------------------------------------------- titles */

static bool is_title_word(const struct mapper *mapper, struct relata_str title) {
  return relata_ontology_in_set(mapper->ontology, "home_title", title) ||
         relata_ontology_in_set(mapper->ontology, "home_few_title", title);
}

/* "foreign_minister", "president": the name of a state's office that the word sets have; empty if it is none. */
static struct relata_str title_name(const struct mapper *mapper, const struct relata_clause *clause) {
  const struct relata_str lemma = mapper->lemmas[clause->head];
  bool field = false;
  for (size_t a = 0; a < clause->argument_count; a++) {
    const struct relata_argument *argument = &clause->arguments[a];
    const struct relata_str joined = map_join(mapper, mapper->lemmas[argument->head], lemma);
    if (argument->role == RELATA_ROLE_MODIFIER && is_title_word(mapper, joined))
      return joined;
    field |= map_in_set(mapper, "office_field", argument->head);
  }
  const bool lacking = !field && relata_ontology_in_set(mapper->ontology, "home_field_title", lemma);
  return !lacking && is_title_word(mapper, lemma) ? lemma : (struct relata_str){ 0 };
}

/* Does the argument say whose the title is?  A field does not: "Minister of Mining", "Labour Secretary". */
static bool is_body(const struct mapper *mapper, const struct relata_argument *argument) {
  const struct relata_mention *mention = map_mention(mapper, argument->head);
  switch (argument->role) {
  case RELATA_ROLE_POSSESSOR:
    return true;
  case RELATA_ROLE_OBLIQUE:
    return !map_in_set(mapper, "office_field", argument->head);
  case RELATA_ROLE_MODIFIER:
    return !map_in_set(mapper, "office_field", argument->head) && mention &&
           (mention->named || mention->modifier || map_fits(mapper, argument->head, RELATA_SORT_ACTOR));
  default:
    return false;
  }
}

static bool has_body(const struct mapper *mapper, const struct relata_clause *clause) {
  for (size_t a = 0; a < clause->argument_count; a++)
    if (is_body(mapper, &clause->arguments[a]))
      return true;
  return false;
}

/* "Portuguese president" */
static bool names_state(const struct home *home, const struct relata_clause *clause, uint32_t state) {
  for (size_t a = 0; a < clause->argument_count; a++) {
    const uint32_t m = home->mapper->mention_at[clause->arguments[a].head];
    if (m != RELATA_NONE && home->state_at[m] == state)
      return true;
  }
  return false;
}

static bool is_held_by(const struct mapper *mapper, const struct relata_clause *clause, uint32_t entity) {
  for (size_t a = 0; a < clause->argument_count; a++) {
    const uint32_t m = mapper->mention_at[clause->arguments[a].head];
    if (clause->arguments[a].role == RELATA_ROLE_HOLDER && m != RELATA_NONE && mapper->entity_at[m] == entity)
      return true;
  }
  return false;
}

/* Has the same person that title in another body of this article, or, where it only stands beside the name, anybody:
 * "the union's president, Ann Lee … President Lee"? */
static bool is_of_another(const struct home *home, const struct relata_clause *bare, uint32_t entity, uint32_t state) {
  const struct mapper *mapper = home->mapper;
  const bool before_name = mapper->document->tokens[bare->head].dep == RELATA_DEP_NMOD_DESC;
  for (size_t i = 0; i < home->title_count; i++) {
    const struct relata_clause *title = home->titles[i];
    if (title != bare && relata_str_equal(mapper->lemmas[title->head], mapper->lemmas[bare->head]) &&
        has_body(mapper, title) && !names_state(home, title, state) && (!before_name || is_held_by(mapper, title, entity)))
      return true;
  }
  return false;
}

static void titles_find(struct home *home) {
  const struct mapper *mapper = home->mapper;
  for (size_t c = 0; c < mapper->document->clause_count; c++) {
    const struct relata_clause *clause = &mapper->document->clauses[c];
    if (clause->kind == RELATA_CLAUSE_NOUN && is_title_word(mapper, mapper->lemmas[clause->head]))
      home->titles[home->title_count++] = clause;
  }
}

/* ------------------------------------------------------------- bare titles */

/* Of one person, who is named: not "the presidents Ann Lee and Bo Hill", "is president". */
static bool is_bare(const struct mapper *mapper, const struct relata_clause *clause, uint32_t holder) {
  const struct relata_token *head = &mapper->document->tokens[clause->head];
  const struct relata_mention *person = map_mention(mapper, holder);
  return person && person->named && person->sort == RELATA_SORT_PERSON && !mapper->told[clause->head] &&
         mapper->verb_clause[clause->head] == RELATA_NONE && head->number != RELATA_PLUR &&
         relata_dep_base((enum relata_dep)head->dep) != RELATA_DEP_XCOMP && !has_body(mapper, clause);
}

static void map_title(struct home *home, const struct relata_clause *clause) {
  struct mapper *mapper = home->mapper;
  struct map_heads holders = { .count = 0 }, own = { .count = 0 };
  heads_of_role(clause, RELATA_ROLE_HOLDER, &holders);
  if (holders.count != 1 || !is_bare(mapper, clause, holders.tokens[0]))
    return;
  const uint32_t entity = mapper->entity_at[mapper->mention_at[holders.tokens[0]]];
  const struct relata_str name = title_name(mapper, clause);
  const uint32_t state = name.len ? home_of(home, name) : 0;
  if (!state || home->office[entity] == state || is_elsewhere(home, clause->head, state) ||
      is_of_another(home, clause, entity, state))
    return;
  heads_add(&own, mapper->document->mentions[home->states[state].own].head);
  map_role_at_home(mapper, clause, &own);
  home->office[entity] = state;
}

void map_home(struct mapper *mapper) {
  struct relata_arena *arena = mapper->document->arena;
  const size_t mentions = mapper->document->mention_count, clauses = mapper->document->clause_count;
  struct home home = { .mapper = mapper, .state_count = 1 };
  home.titles = relata_arena_alloc(arena, (clauses + 1) * sizeof *home.titles);
  titles_find(&home);
  if (!home.title_count)
    return;
  home.states = relata_arena_alloc(arena, (mentions + 2) * sizeof *home.states);
  home.state_at = relata_arena_alloc(arena, (mentions + 1) * sizeof *home.state_at);
  home.office = relata_arena_alloc(arena, (mentions + 1) * sizeof *home.office);
  states_count(&home);
  offices_note(&home);
  for (size_t i = 0; i < home.title_count; i++)
    map_title(&home, home.titles[i]);
}
