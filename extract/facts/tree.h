/* tree.h — walking a document's dependency trees.
 *
 * The index is built once a document, in the document's arena, and lives as
 * long.  It knows every token's children in the order of the words, whether a
 * token stands below another (by numbers given on a walk around the tree, so
 * nothing here recurses, however deep a sentence is), and to which sets of
 * words its lemma belongs.
 *
 * Tokens are indexes into `document->tokens`; RELATA_NONE is "no token", and
 * every question about RELATA_NONE is answered with no, none or nothing.
 */
#ifndef RELATA_FACTS_TREE_H
#define RELATA_FACTS_TREE_H

#include "extract/extract.h"
#include "extract/facts/words.h"

struct tree {
  struct relata_document *document;
  const struct relata_token *tokens; /* the document's */
  uint32_t *child_first;             /* children of token t: child_list[child_first[t] … child_first[t + 1]) */
  uint32_t *child_list;
  uint32_t *enter, *leave; /* d stands below or at t when enter[t] <= enter[d] < leave[t] */
  uint32_t *low, *high;    /* leftmost and rightmost token of the subtree */
  uint64_t *sets;          /* word sets of the lemma, a bit each (words.h) */
  uint32_t *scratch;       /* a number a token, for the index's own use */
  uint32_t *mention_at;    /* mention whose head the token is, RELATA_NONE if none; see tree_index_mentions */
};

/* A run of token indexes, lent by the tree. */
struct tree_list {
  const uint32_t *items;
  size_t count;
};

/* Builds the index.  A head outside its sentence, a loop, or a second root are
 * mended first: such a token hangs on the sentence's root (or is the root). */
struct tree *tree_new(struct relata_document *document);

/* Hangs a token elsewhere and renews the sentence's index.  Refused (false)
 * when `head` stands below `token`. */
bool tree_move(struct tree *tree, uint32_t token, uint32_t head, enum relata_dep dep);

/* Fills `mention_at` from the document's mentions. */
void tree_index_mentions(struct tree *tree);

/* The mention that a token heads, or of whose name it is a part; RELATA_NONE if neither. */
uint32_t tree_mention(const struct tree *tree, uint32_t token);

/* ---- neighbours */

struct tree_list tree_children(const struct tree *tree, uint32_t token);
uint32_t tree_head(const struct tree *tree, uint32_t token); /* RELATA_NONE at the root */
enum relata_dep tree_dep(const struct tree *tree, uint32_t token);
enum relata_dep tree_base(const struct tree *tree, uint32_t token); /* the relation without its subtype */

/* First child with exactly this relation / with this base relation; RELATA_NONE if none. */
uint32_t tree_child(const struct tree *tree, uint32_t token, enum relata_dep dep);
uint32_t tree_child_base(const struct tree *tree, uint32_t token, enum relata_dep base);
/* First child of that base relation whose lemma is `lemma`. */
uint32_t tree_child_lemma(const struct tree *tree, uint32_t token, enum relata_dep base, const char *lemma);
/* First child of that base relation whose lemma is in the set. */
uint32_t tree_child_in(const struct tree *tree, uint32_t token, enum relata_dep base, enum word_set set);

/* Does `token` stand below `top`, or is it `top`? */
bool tree_is_below(const struct tree *tree, uint32_t token, uint32_t top);
uint32_t tree_root(const struct tree *tree, uint32_t sentence); /* RELATA_NONE for an empty one */
const struct relata_sentence *tree_sentence(const struct tree *tree, uint32_t token);

/* ---- words */

bool tree_in(const struct tree *tree, uint32_t token, enum word_set set); /* its lemma is in the set */
bool tree_lemma_is(const struct tree *tree, uint32_t token, const char *lemma);
bool tree_form_is(const struct tree *tree, uint32_t token, const char *lower); /* ASCII letter case ignored */
bool tree_form_ends(const struct tree *tree, uint32_t token, const char *lower);
bool tree_is_capital(const struct tree *tree, uint32_t token); /* begins with one of A to Z */
enum relata_upos tree_upos(const struct tree *tree, uint32_t token);

/* ---- kinds of words */

/* A verb that makes a clause: VERB, or an auxiliary that is the clause's own
 * verb ("they did"); not one that is part of a word or a preposition. */
bool tree_is_verbal(const struct tree *tree, uint32_t token);
/* Verbal, or with a copula, or a non-verbal conjunct of such. */
bool tree_is_predicate(const struct tree *tree, uint32_t token);
/* NOUN, PROPN, PRON, NUM, SYM, X. */
bool tree_is_nominal(const struct tree *tree, uint32_t token);
/* "who", "which", "that", "whom", "whose", "where", "when" inside a relative clause. */
bool tree_is_relative(const struct tree *tree, uint32_t token);
/* A participle or auxiliary in the passive, "by" agent included. */
bool tree_is_passive(const struct tree *tree, uint32_t token);
/* Marked "to". */
bool tree_is_infinitive(const struct tree *tree, uint32_t token);

/* ---- phrases */

/* The first conjunct of a coordination, `token` itself if it is none. */
uint32_t tree_first_conjunct(const struct tree *tree, uint32_t token);
/* `token` and its conjuncts in order of the words, at most `room`; returns how
 * many there are.  Verbs joined to a noun are left out. */
size_t tree_conjuncts(const struct tree *tree, uint32_t token, uint32_t *conjuncts, size_t room);
/* The preposition of a phrase: its case markers (or, of a clause, its mark),
 * lower case, "in_front_of"; empty if none.  Lives in the document's arena. */
struct relata_str tree_preposition(const struct tree *tree, uint32_t token);

#endif
