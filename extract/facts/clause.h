/* clause.h — how clauses are built; between the files clause*.c only, and for
 * openie*.c, which asks the same questions about subjects and gaps.
 */
#ifndef RELATA_FACTS_CLAUSE_H
#define RELATA_FACTS_CLAUSE_H

#include "extract/facts/tree.h"

/* ---- clause_subject.c */

/* Where a predicate's grammatical subject was found. */
enum subject_source {
  SUBJECT_NONE,
  SUBJECT_OWN,
  SUBJECT_CONJUNCT,   /* the first conjunct's: "came and saw" */
  SUBJECT_CONTROL,    /* the governor's subject: "wants to go" */
  SUBJECT_OBJECT,     /* the governor's object: "told him to go" */
  SUBJECT_NOUN,       /* the noun that a participle or infinitive modifies */
  SUBJECT_ANTECEDENT, /* of a relative clause */
  SUBJECT_ADVERBIAL   /* the governor's, for an adverbial clause without one */
};

struct subject {
  uint32_t token; /* RELATA_NONE if none; a relative pronoun is already its antecedent */
  enum subject_source source;
};

/* The grammatical subject, a passive's too. */
struct subject clause_subject(const struct tree *tree, uint32_t predicate);

/* What a relative pronoun stands for; any other token stands for itself. */
uint32_t clause_antecedent(const struct tree *tree, uint32_t token);

/* The head of the relative clause whose predicate, or conjoined predicate, this is; RELATA_NONE if it is none. */
uint32_t clause_relative(const struct tree *tree, uint32_t predicate);

/* What the antecedent of an object or oblique relative clause is in it. */
enum gap { GAP_NONE, GAP_SUBJECT, GAP_OBJECT, GAP_OBLIQUE, GAP_ADVERBIAL };
struct clause_gap {
  enum gap gap;
  uint32_t antecedent; /* RELATA_NONE without a gap */
  uint32_t pronoun;    /* RELATA_NONE where it is left out: "the town they took" */
};
struct clause_gap clause_find_gap(const struct tree *tree, uint32_t predicate);

/* "They make and sell cars": the object that an earlier verb shares with a later one; RELATA_NONE if none. */
uint32_t clause_later_object(const struct tree *tree, uint32_t predicate);

/* Who does what a noun names: "by"/"from" phrase, possessor, demonym or name before it. */
uint32_t noun_agent(const struct tree *tree, uint32_t noun);

/* ---- the builder, clause.c */

struct clause_builder {
  struct relata_document *document;
  const struct tree *tree;
  struct relata_clause *clauses;
  size_t clause_count, clause_room;
  struct relata_argument *arguments; /* of the clause being built */
  size_t argument_count, argument_room;
  uint32_t *clause_at; /* the clause that a token heads, verbs and copulas first; RELATA_NONE if none */
};

/* Begins a clause; its arguments follow, then clause_end. */
void clause_begin(struct clause_builder *builder);
/* One argument; a relative pronoun becomes its antecedent, what is there already stays once. */
void clause_add(struct clause_builder *builder, enum relata_role role, uint32_t head, struct relata_str preposition,
                bool inherited);
/* The same for every conjunct of `head`; a conjunct's own preposition counts. */
void clause_add_conjuncts(struct clause_builder *builder, enum relata_role role, uint32_t head,
                          struct relata_str preposition, bool inherited);
/* Keeps the clause with the arguments added since clause_begin. */
void clause_end(struct clause_builder *builder, enum relata_clause_kind kind, uint32_t head, struct relata_str lemma,
                bool passive);

/* Lemma in lower case, with its particles: "carry_out". */
struct relata_str clause_lemma(const struct tree *tree, uint32_t head);

/* clause_verb.c: the clause of a verb, copula, predicate adjective or "there is". */
void clause_build_predicate(struct clause_builder *builder, uint32_t head);
/* clause_noun.c: what hangs on a noun; nothing if nothing does. */
void clause_build_noun(struct clause_builder *builder, uint32_t noun);
void clause_build_apposition(struct clause_builder *builder, uint32_t apposition);
void clause_build_compound(struct clause_builder *builder, uint32_t participle);

#endif
