/* confidence.h — how sure a mapped fact is, by what speaks for it.
 *
 * A logistic regression over named values: the kind of rule, the learned
 * scorer's word, the relation, what stands at both ends, how sure the analyser
 * is.  Weights are confidence_weights.tsv, made by
 * extract/train/confidence/train.py from read sentences, and compiled in.
 */
#ifndef RELATA_ONTOLOGY_CONFIDENCE_H
#define RELATA_ONTOLOGY_CONFIDENCE_H

#include "ontology/map.h"

/* What is known of a fact when it is told; mapper->evidence, one a fact. */
struct map_evidence {
  uint8_t rule;   /* enum map_rule */
  bool second;    /* the pair had a named relation before */
  bool understood; /* the object is only understood from the noun */
  bool subject_we, object_we; /* "we" in a quotation stood there: who speaks, or whom he speaks for */
  bool seen;      /* the scorer has read the pair and knows the relation */
  float weight;   /* the source's */
  float words;    /* the clause's score */
  uint32_t noun;  /* the clause's head, where the object has no words of its own */
  float relation, none; /* the scorer's probabilities, where seen */
};

struct confidence_weight {
  struct relata_str name;
  double weight;
};

/* Made at build time, in order of name. */
extern const struct confidence_weight confidence_weights[];
extern const size_t confidence_weight_count;

/* Takes one value; `name` lives during the call only. */
typedef void (*confidence_take)(void *payload, const char *name, double value);

/* Tells every value of a fact that is not 0. */
void confidence_features(const struct mapper *mapper, size_t fact, confidence_take take, void *payload);

/* Sets every fact's confidence, and takes out those below the threshold. */
void confidence_settle(struct mapper *mapper);

#endif
