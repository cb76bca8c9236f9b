/* openie.h — open extraction, between the files openie*.c only.
 *
 * A clause becomes a draft: words of the predicate, of the subject and of the
 * further arguments, each a list of tokens (or of words put in, such as the
 * "is" of an apposition).  Drafts get their confidence from openie_rank.c and
 * become extractions at the end.
 */
#ifndef RELATA_FACTS_OPENIE_H
#define RELATA_FACTS_OPENIE_H

#include "extract/facts/clause.h"

/* ---- words of a draft */

/* Words put in stand for themselves above any token's index. */
enum inserted { INSERT_IS, INSERT_ARE, INSERT_WAS, INSERT_WERE, INSERT_HAS, INSERT_HAVE, INSERT_IN, INSERT_COUNT };
#define INSERTED(word) ((uint32_t)(0xFFFFFF00u + (word)))
static inline bool is_inserted(uint32_t item) {
  return item >= 0xFFFFFF00u;
}

struct words {
  uint32_t *items; /* tokens or INSERTED(…), in the order of reading */
  size_t count, room;
};

/* ---- drafts */

/* What made it: the first thing that the confidence asks. */
enum draft_kind {
  DRAFT_OBJECT,
  DRAFT_CLAUSE,
  DRAFT_OBLIQUE,
  DRAFT_TIME,
  DRAFT_OTHER,
  DRAFT_COPULA,
  DRAFT_ADJECTIVE,
  DRAFT_ADJECTIVE_OBLIQUE,
  DRAFT_ADJECTIVE_VERB,
  DRAFT_LINKING,
  DRAFT_GAP,
  DRAFT_APPOSITION,
  DRAFT_PLACE,
  DRAFT_TITLE,
  DRAFT_POSSESSION,
  DRAFT_NOUN_PLACE,
  DRAFT_NOUN_ADJECTIVE,
  DRAFT_KIND_COUNT
};

enum { DRAFT_ARGUMENTS = 12 };

struct draft {
  enum draft_kind kind;
  uint32_t head; /* token that the predicate is about */
  enum subject_source source;
  struct words predicate;
  struct words arguments[DRAFT_ARGUMENTS]; /* the subject first */
  size_t argument_count;
  double confidence;
};

/* The work on one document. */
struct openie {
  struct relata_document *document;
  const struct tree *tree;
  struct relata_arena *arena; /* for the work only */
  bool binary;
  struct draft *drafts;
  size_t draft_count, draft_room;
  uint32_t *dropped; /* a number a token: stamp of the phrase that leaves it out */
  uint32_t stamp;
};

/* ---- openie_mark.c: punctuation */

enum mark {
  MARK_COMMA = 1, /* sets a phrase off: comma, dash, colon, opening bracket */
  MARK_PAUSE = 2, /* stays only between words */
  MARK_OPEN = 4,
  MARK_CLOSE = 8,
  MARK_QUOTE = 16,
  MARK_KEPT = 32 /* may stand at a phrase's end: "$", "%" */
};

/* The kinds of mark that a token is, a bit each; 0 for a word. */
unsigned mark_of(const struct tree *tree, uint32_t token);

/* ---- openie_phrase.c: which words */

void words_add(struct openie *openie, struct words *words, uint32_t item);
void words_append(struct openie *openie, struct words *words, struct words more);
void words_sort(struct words *words); /* tokens in order of the text, each once; words put in stay in front */
bool words_have(const struct words *words, uint32_t item);
void words_remove_below(const struct tree *tree, struct words *words, uint32_t top);

enum phrase_flags {
  PHRASE_PLAIN = 0,
  PHRASE_CONJUNCTS = 1, /* the whole coordination */
  PHRASE_NO_CASE = 2,   /* without its preposition */
  PHRASE_SHORT = 4      /* only what is needed to stay true */
};

static inline unsigned plain_flags(const struct openie *openie) {
  return openie->binary ? PHRASE_SHORT : PHRASE_PLAIN;
}

/* A noun phrase without the clauses, appositions and asides that are no part
 * of the name; `without` are children left out as well. */
struct words phrase_noun(struct openie *openie, uint32_t head, unsigned flags, const uint32_t *without, size_t count);
/* All words below a token, trimmed of punctuation. */
struct words phrase_whole(struct openie *openie, uint32_t head);
/* Preposition words of a phrase. */
struct words phrase_case(struct openie *openie, uint32_t head);
/* Takes punctuation and unpaired quotes off the ends. */
void words_trim(struct openie *openie, struct words *words);
bool is_time(const struct tree *tree, uint32_t token);

/* ---- openie_predicate.c: the predicate's words */

/* The verb with auxiliaries, copula, particle, negation and adverbs next to it, in no order. */
void predicate_add(struct openie *openie, struct words *words, uint32_t head);
/* The first of joined predicates: "came" for "saw" in "came and saw". */
uint32_t first_predicate(const struct tree *tree, uint32_t head);
/* The form of "be" for a clause without one. */
uint32_t predicate_be(const struct tree *tree, uint32_t head, uint32_t subject);
bool noun_is_plural(const struct tree *tree, uint32_t token);

enum { CHAIN_ROOM = 8 };

/* "began to fight", "is accused of killing": verbs that make one predicate. */
struct chain {
  uint32_t verbs[CHAIN_ROOM];
  size_t count;
  uint32_t linked; /* "became president": the predicate noun or adjective; RELATA_NONE if none */
};

static inline uint32_t chain_end(const struct chain *chain) {
  return chain->verbs[chain->count - 1];
}

/* Adds the verbs that join the last one of the chain, and their words. */
void chain_build(struct openie *openie, struct chain *chain, struct words *words);
/* "succeeded in taking": the clause with a preposition that makes one predicate with the verb; RELATA_NONE if none. */
uint32_t gerund_complement(const struct tree *tree, uint32_t verb);
/* "was shot and killed": auxiliaries that a conjunct shares. */
void shared_auxiliaries_add(struct openie *openie, struct words *words, uint32_t head);
/* One plain adverb behind the verb, where only prepositional phrases follow. */
void adverb_after_add(struct openie *openie, struct words *words, uint32_t verb);

/* ---- openie_clause.c, openie_copula.c, openie_noun.c: drafts */

/* What the drafts of one clause share. */
struct oie_clause {
  uint32_t head, subject;
  enum subject_source source;
  bool relative, subject_gap; /* in a relative clause; its subject is the antecedent */
  uint32_t relative_head, antecedent;
  struct words subject_words;
  struct words predicate;
  uint32_t late[64]; /* children that may become further arguments */
  size_t late_count;
  struct words gap; /* antecedent as a further argument, with its preposition; empty if none */
};

/* openie_subject.c: fills subject and relative clause; false where the clause stays silent. */
bool subject_fill(struct openie *openie, struct oie_clause *clause);
/* A noun without the clause that modifies it, as words. */
struct words antecedent_words(struct openie *openie, uint32_t antecedent, uint32_t clause_head);

/* Puts "is" or "to" before a participle or infinitive that stands without auxiliary. */
void bare_verb_complete(struct openie *openie, const struct oie_clause *clause, struct words *words);
/* A conjunct of an open complement needs its governors' words: "wants to come
 * and see".  False where they make no predicate. */
bool governors_prepend(struct openie *openie, const struct oie_clause *clause, struct words *words);

/* "for example", "of course": says nothing. */
bool is_discourse(struct openie *openie, uint32_t token);
void late_add(struct oie_clause *clause, uint32_t token);
void late_remove(struct oie_clause *clause, uint32_t token);
/* Keeps a draft: `second` are the words of the second argument, `token` its head. */
void draft_finish(struct openie *openie, const struct oie_clause *clause, enum draft_kind kind, struct words second,
                  uint32_t token);
/* A draft with just two arguments. */
void draft_pair(struct openie *openie, enum draft_kind kind, uint32_t head, struct words predicate,
                struct words subject, struct words object);

/* openie_binary.c: the same as triples; draft_finish calls it. */
void binary_finish(struct openie *openie, const struct oie_clause *clause, enum draft_kind kind, struct words second,
                   uint32_t token);

void openie_clause(struct openie *openie, uint32_t head);
void openie_nominal_clause(struct openie *openie, struct oie_clause *clause);
void openie_noun(struct openie *openie, uint32_t token);

/* ---- openie.c */

/* Makes the drafts of a document; `openie` holds them until openie_end. */
void openie_begin(struct openie *openie, struct relata_document *document, bool binary);
struct relata_str words_text(const struct openie *openie, const struct words *words);
void openie_end(struct openie *openie);

/* ---- openie_rank.c */

double draft_confidence(const struct openie *openie, const struct draft *draft);

#endif
