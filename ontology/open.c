/* open.c — facts for which the lexicon has no frame: the clause's own words
 * name the relation, so that a text of any subject gives a graph.
 *
 * Between nouns, "of", "for", "on" and bare compounds say too little to be one,
 * and two abstract nouns are no two things. */
#include "ontology/map.h"

#include <string.h>

static void open_add(struct mapper *mapper, const struct relata_clause *clause, uint32_t subject, uint32_t object,
                     struct relata_str name, float weight) {
  const struct map_source source = { .rule = MAP_OPEN, .clause = clause, .word = name, .weight = weight };
  if (map_fits(mapper, subject, RELATA_SORT_ANY) && map_fits(mapper, object, RELATA_SORT_ANY))
    map_add(mapper, subject, RELATA_NONE, object, &source);
}

static bool is_concrete(const struct mapper *mapper, uint32_t token) {
  return map_fits(mapper, token, RELATA_SORT_CONCRETE);
}

static struct relata_str with_preposition(const struct mapper *mapper, struct relata_str name,
                                          struct relata_str preposition) {
  return preposition.len ? map_join(mapper, name, preposition) : name;
}

static bool is_other_end(enum relata_role role) {
  return role == RELATA_ROLE_OBJECT || role == RELATA_ROLE_INDIRECT || role == RELATA_ROLE_OBLIQUE ||
         role == RELATA_ROLE_PREDICATE;
}

/* The participle as it stands, "based_in"; else the lemma. */
static struct relata_str object_name(const struct mapper *mapper, const struct relata_clause *clause) {
  const struct relata_token *token = &mapper->document->tokens[clause->head];
  const bool participle = token->form.len > 3 && memcmp(token->form.data + token->form.len - 2, "ed", 2) == 0;
  return participle || clause->passive ? token->form : clause->lemma;
}

/* The subject with each other argument; the object with what has a preposition. */
static void open_verb(struct mapper *mapper, const struct relata_clause *clause) {
  for (size_t i = 0; i < clause->argument_count; i++) {
    const struct relata_argument *first = &clause->arguments[i];
    if (first->role != RELATA_ROLE_SUBJECT && first->role != RELATA_ROLE_OBJECT)
      continue;
    const bool subject = first->role == RELATA_ROLE_SUBJECT;
    for (size_t j = 0; j < clause->argument_count; j++) {
      const struct relata_argument *other = &clause->arguments[j];
      if (!is_concrete(mapper, first->head) && !is_concrete(mapper, other->head))
        continue; /* "willingness makes the difference" joins no two things */
      if (other->role == RELATA_ROLE_PREDICATE && mapper->told[other->head])
        continue; /* "is the leader of" has been told as a role */
      if (i == j || !is_other_end(other->role) || relata_str_is(other->preposition, "according_to") || (!subject && other->role != RELATA_ROLE_OBLIQUE))
        continue;
      const struct relata_str name = subject ? clause->lemma : object_name(mapper, clause);
      open_add(mapper, clause, first->head, other->head, with_preposition(mapper, name, other->preposition),
               subject ? 1 : 0.8f);
    }
  }
}

static void open_noun(struct mapper *mapper, const struct relata_clause *clause) {
  for (size_t a = 0; a < clause->argument_count; a++) {
    const struct relata_argument *argument = &clause->arguments[a];
    if (argument->role != RELATA_ROLE_OBLIQUE || !is_concrete(mapper, clause->head) ||
        !is_concrete(mapper, argument->head) || relata_ontology_in_set(mapper->ontology, "weak_preposition", argument->preposition))
      continue;
    open_add(mapper, clause, clause->head, argument->head, argument->preposition, 0.6f);
  }
}

void map_open(struct mapper *mapper, const struct relata_clause *clause) {
  switch (clause->kind) {
  case RELATA_CLAUSE_VERB:
  case RELATA_CLAUSE_COPULA:
  case RELATA_CLAUSE_ADJECTIVE:
  case RELATA_CLAUSE_EXISTENTIAL:
    open_verb(mapper, clause);
    break;
  case RELATA_CLAUSE_NOUN:
    open_noun(mapper, clause);
    break;
  default: /* an apposition without a frame names one thing twice: no edge */
    break;
  }
}
