/* antecedent.h — which mentions mean the same thing, by a trained scorer.
 *
 * The mentions are taken in order of the words.  Each is compared with the
 * chains (the things met so far) that come to mind, and with a new one; it
 * joins the best.  What a comparison looks at are features: numbers of rows of
 * a small network, score = Σ out · max(0, bias + Σ rows).  All features are
 * yes or no, so a comparison adds rows up and multiplies nothing but the last
 * layer.  No feature looks at the encoder's vectors: the weights stay good
 * when the encoder is trained again.
 *
 * antecedent_trait.c says what is to be known of a mention, antecedent_chain.c
 * of a chain, antecedent_feature.c compares, antecedent.c decides.  The weights
 * are antecedent_weights.tsv, made by extract/train/coref and compiled in.
 */
#ifndef RELATA_FACTS_ANTECEDENT_H
#define RELATA_FACTS_ANTECEDENT_H

#include "extract/facts/facts.h"

enum {
  ANTECEDENT_HIDDEN = 32,
  TRAIT_WORDS = 6,   /* of a mention that are compared */
  CHAIN_WORDS = 16,  /* of a chain */
  CHAIN_HEADS = 8,
  CHAIN_TEXTS = 12,
  COMPARED_MOST = 80, /* chains that a mention is compared with */
  FEATURES_MOST = 96   /* of one comparison */
};

/* What kind of words a mention is. */
enum trait_kind {
  TRAIT_HE, TRAIT_SHE, TRAIT_IT, TRAIT_THEY, TRAIT_I, TRAIT_WE, TRAIT_YOU,
  TRAIT_THIS,          /* "this", "that", "these", "those" alone */
  TRAIT_OTHER_PRONOUN, /* "one", "nobody", "there" */
  TRAIT_NAME,
  TRAIT_DEFINITE,      /* "the town" */
  TRAIT_DEMONSTRATIVE, /* "this town" */
  TRAIT_POSSESSED,     /* "their town" */
  TRAIT_INDEFINITE,    /* "a town" */
  TRAIT_BARE, TRAIT_BARE_PLURAL,
  TRAIT_MODIFIER,      /* "Turkish" */
  TRAIT_KIND_COUNT
};

/* How it stands in its sentence. */
enum trait_role {
  TRAIT_SUBJECT, TRAIT_PASSIVE_SUBJECT, TRAIT_OBJECT, TRAIT_OBLIQUE, TRAIT_OF, TRAIT_POSSESSOR, TRAIT_COMPOUND,
  TRAIT_APPOSITION, TRAIT_CONJUNCT, TRAIT_PREDICATE, TRAIT_ROOT, TRAIT_ELSE,
  TRAIT_ROLE_COUNT
};

/* A mention as it is compared.  Words are hashes of their lower-case letters. */
struct trait {
  const struct relata_mention *mention;
  uint32_t number;      /* of the mention */
  uint32_t sentence, paragraph;
  uint32_t governor;    /* token above it, that of the first conjunct */
  uint32_t subject_of;  /* mention that it is said of: apposition or copula; RELATA_NONE if none */
  uint32_t rule;        /* cluster that the rules gave it */
  uint32_t head_word, last_word, first_word, text_word, label_word, acronym;
  uint32_t words[TRAIT_WORDS];
  uint64_t bits;        /* one of 64 for every word, acronym and text */
  uint8_t word_count;
  uint8_t kind, role, type, grammar_number, gender, length;
  bool named, pronoun, said_by_copula, first_by_rule, expletive, reflexive, quoted, in_title, generic, numeral, upper;
};

/* A thing: the mentions joined so far. */
struct chain {
  uint32_t first, last, last_named, second_last; /* traits; RELATA_NONE where there is none */
  uint32_t count;
  uint32_t words[CHAIN_WORDS], heads[CHAIN_HEADS], texts[CHAIN_TEXTS], labels[CHAIN_TEXTS];
  uint8_t word_count, head_count, text_count, label_count;
  uint64_t bits;
  uint32_t acronym;
  uint32_t before, after; /* in the order of when it was last heard */
  uint16_t kinds;         /* bit sets of trait_kind, low 16; see chain_has */
  uint16_t types;         /* bit set of relata_mention_type */
  uint8_t type, grammar_number, gender;
  uint8_t numbers;        /* bit set of relata_number */
  bool named, pronoun_only;
};

/* What a comparison can look at: name and how many rows it has.
 *
 *   M_…   the mention alone       E_…  the chain alone
 *   NEW…  for beginning a chain   others compare */
/* clang-format off */
#define ANTECEDENT_FEATURES(X)                                                                                        \
  X(BIAS, 1)                                                                                                          \
  X(M_KIND, 17) X(M_TYPE, 11) X(M_ROLE, 12) X(M_NUMBER, 3) X(M_GENDER, 3) X(M_LENGTH, 6) X(M_FLAG, 8)                  \
  X(NEW, 1) X(NEW_KIND, 17) X(NEW_HEAD, 34) X(NEW_TEXT, 34) X(NEW_RULE, 34) X(NEW_TYPE_KIND, 187) X(NEW_SAID, 4)       \
  X(E_KIND, 17) X(E_TYPE, 11) X(E_ROLE, 12) X(E_COUNT, 6) X(E_FLAG, 6) X(E_FIRST_KIND, 17)                             \
  X(SENTENCES, 64) X(RANK, 64) X(PARAGRAPHS, 32) X(KINDS, 289) X(TYPES, 121) X(NUMBERS, 9) X(GENDERS, 9)               \
  X(HEAD, 8) X(TEXT, 8) X(WORDS, 16) X(NAME, 32) X(SAID, 8) X(RULE, 17) X(RULE_AGAINST, 17) X(PLACE, 14)               \
  X(ROLES, 144) X(QUOTES, 4) X(PRONOUN, 32) X(HEAD_KIND, 17) X(TEXT_KIND, 17) X(FIT, 64) X(SPEAK, 36)
/* clang-format on */

enum antecedent_feature {
#define X(name, rows) FEATURE_##name, FEATURE_##name##_LAST = FEATURE_##name + (rows) - 1,
  ANTECEDENT_FEATURES(X)
#undef X
  ANTECEDENT_ROWS
};

struct features {
  uint16_t rows[FEATURES_MOST];
  uint32_t count;
};

struct antecedents {
  const struct relata_document *document;
  const struct tree *tree;
  struct trait *traits;     /* one a mention */
  struct chain *chains;
  uint32_t chain_count;
  uint32_t *chain_of;       /* trait → chain */
  uint32_t latest;          /* chain heard last, RELATA_NONE if none */
};

/* Made at build time from antecedent_weights.tsv; `antecedent_new` is added to
 * the score of a new chain. */
extern const float antecedent_rows[ANTECEDENT_ROWS][ANTECEDENT_HIDDEN];
extern const float antecedent_hidden_bias[ANTECEDENT_HIDDEN];
extern const float antecedent_out[ANTECEDENT_HIDDEN];
extern const float antecedent_new;

/* antecedent_trait.c */
void traits_fill(struct antecedents *antecedents);

/* antecedent_chain.c */
uint32_t chain_new(struct antecedents *antecedents);
void chain_join(struct antecedents *antecedents, uint32_t chain, uint32_t trait);
bool hashes_have(const uint32_t *words, size_t count, uint32_t word);
/* The chains that a mention is compared with, heard last first; returns how many. */
size_t chains_to_compare(const struct antecedents *antecedents, uint32_t trait, uint32_t *chains, size_t room);

/* antecedent_feature.c */
/* How a chain stands among those heard last: among all, and among those that agree in type and number. */
struct rank {
  size_t of_all, of_fitting;
};
bool chain_fits(const struct trait *trait, const struct chain *chain);
void features_of_chain(struct features *features, const struct antecedents *antecedents, uint32_t trait,
                       uint32_t chain, struct rank rank);
void features_of_new(struct features *features, const struct antecedents *antecedents, uint32_t trait,
                     const uint32_t *chains, size_t count);

/* antecedent.c — the pass.  `choose` is asked for each mention and gives the
 * chain to join, or RELATA_NONE for a new one. */
typedef uint32_t (*antecedent_choose)(void *payload, const struct antecedents *antecedents, uint32_t trait,
                                      const uint32_t *chains, size_t count);
void antecedents_find(struct antecedents *antecedents, struct relata_document *document, const struct tree *tree,
                      antecedent_choose choose, void *payload);
/* Asks for every chain's features, in the order given. */
typedef void (*antecedent_see)(void *payload, const struct features *features, size_t choice);
void antecedents_compare(const struct antecedents *antecedents, uint32_t trait, const uint32_t *chains, size_t count,
                         antecedent_see see, void *payload);
/* The scorer's choice; `payload` is NULL. */
uint32_t antecedent_best(void *payload, const struct antecedents *antecedents, uint32_t trait, const uint32_t *chains,
                         size_t count);

#endif
