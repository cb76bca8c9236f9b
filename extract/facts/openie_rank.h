/* openie_rank.h — what the confidence of an open extraction looks at.
 *
 * A logistic regression: confidence = 1 / (1 + exp(−Σ weight · value)).  The
 * weights are openie_weights.tsv, made by extract/train/openie/train.py from
 * these values, and compiled in.
 */
#ifndef RELATA_FACTS_OPENIE_RANK_H
#define RELATA_FACTS_OPENIE_RANK_H

#include "extract/facts/openie.h"

/* One column each; the three blocks of kinds have a column for each kind,
 * source of the subject, and place of the clause in the sentence. */
/* clang-format off */
#define OPENIE_FEATURES(X)                                                                                            \
  X(BIAS)                                                                                                             \
  X(KIND_OBJECT) X(KIND_CLAUSE) X(KIND_OBLIQUE) X(KIND_TIME) X(KIND_OTHER) X(KIND_COPULA) X(KIND_ADJECTIVE)           \
  X(KIND_ADJECTIVE_OBLIQUE) X(KIND_ADJECTIVE_VERB) X(KIND_LINKING) X(KIND_GAP) X(KIND_APPOSITION) X(KIND_PLACE)       \
  X(KIND_TITLE) X(KIND_POSSESSION) X(KIND_NOUN_PLACE) X(KIND_NOUN_ADJECTIVE)                                          \
  X(SOURCE_NONE) X(SOURCE_OWN) X(SOURCE_CONJUNCT) X(SOURCE_CONTROL) X(SOURCE_OBJECT) X(SOURCE_NOUN)                   \
  X(SOURCE_ANTECEDENT) X(SOURCE_ADVERBIAL)                                                                            \
  X(PLACE_ROOT) X(PLACE_CONJUNCT) X(PLACE_COMPLEMENT) X(PLACE_ADVERBIAL) X(PLACE_MODIFIER) X(PLACE_RELATIVE)          \
  X(PLACE_ASIDE) X(PLACE_OTHER)                                                                                       \
  X(PREDICATE_LENGTH)  /* ln(1 + words) */                                                                            \
  X(SUBJECT_LENGTH)                                                                                                   \
  X(OBJECT_LENGTH)                                                                                                    \
  X(REST_LENGTH)                                                                                                      \
  X(SENTENCE_LENGTH)                                                                                                  \
  X(ARGUMENTS)         /* beyond the first two */                                                                     \
  X(DEPTH)             /* clauses above, ln(1 + n) */                                                                 \
  X(SUBJECT_PRONOUN)                                                                                                  \
  X(SUBJECT_NAME)                                                                                                     \
  X(SUBJECT_VAGUE)     /* "it", "this", "that", "there", "what", "which" */                                           \
  X(OBJECT_PRONOUN)                                                                                                   \
  X(OBJECT_NAME)                                                                                                      \
  X(OBJECT_CLAUSE)     /* a verb inside the second argument */                                                        \
  X(PASSIVE)                                                                                                          \
  X(PUT_IN)            /* the predicate has a word that the text has not */                                           \
  X(AUXILIARY)                                                                                                        \
  X(NEGATED)                                                                                                          \
  X(MARKED)            /* has a subordinator */                                                                       \
  X(PREPOSITION_LAST)                                                                                                 \
  X(COMMA_IN_SUBJECT)                                                                                                 \
  X(COMMA_IN_OBJECT)                                                                                                  \
  X(SUBJECT_FAR)       /* ln(1 + tokens between subject and predicate) */                                             \
  X(COORDINATED)       /* one of several conjuncts */                                                                 \
  X(ARC_MEAN)          /* how sure the analyser is: heads and tags of the words that matter */                        \
  X(ARC_LEAST)                                                                                                        \
  X(TAG_LEAST)
/* clang-format on */

enum openie_feature {
#define X(name) FEATURE_##name,
  OPENIE_FEATURES(X)
#undef X
  FEATURE_COUNT
};

const char *openie_feature_name(enum openie_feature feature); /* "KIND_OBJECT" */
void draft_features(const struct openie *openie, const struct draft *draft, double values[FEATURE_COUNT]);

/* Made at build time from openie_weights.tsv. */
extern const double openie_weights[FEATURE_COUNT];

#endif
