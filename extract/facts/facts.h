/* facts.h — the steps from trees to clauses, in their order; see
 * relata_find_clauses.  Each fills its array of the document, in its arena.
 */
#ifndef RELATA_FACTS_FACTS_H
#define RELATA_FACTS_FACTS_H

#include "extract/extract.h"
#include "extract/facts/tree.h"

/* repair.c — hangs words right where analysers often hang them wrong. */
enum relata_status trees_repair(struct tree *tree);
/* repair_clause.c — the same for what stands beside or before a clause; called by trees_repair for every token. */
void tree_repair_clause(struct tree *tree, uint32_t token);
/* repair_name.c — the same for halves of names. */
void tree_repair_name(struct tree *tree, uint32_t token);

/* mention.c — noun phrases that can be entities: document->mentions. */
enum relata_status mentions_find(struct relata_document *document, const struct tree *tree);

struct token_range {
  uint32_t first, end;
};
/* mention_name.c — the run of BIO tags that covers a token; empty when it is in no name. */
struct token_range name_around(const struct tree *tree, uint32_t token);
/* "Justice Department", "Prime Minister": the title is a part of what the name calls. */
bool name_has_title(const struct tree *tree, uint32_t title, uint32_t head);
/* "SDF spokesman Mustafa Bali": the first token of the name proper, behind
 * titles and descriptions, by the mention's type and label. */
uint32_t mention_name_first(const struct tree *tree, const struct relata_mention *mention);

/* "[Mr.] Lund", "the [Food] and Drug Authority": a part of a name that names nothing by itself. */
bool name_has_inside(const struct tree *tree, uint32_t token);

/* name_type.c — one name, one type in an article: votes of all its places. */
enum relata_status names_vote(struct relata_document *document, const struct tree *tree);

/* The words [first, end) as they stand in the text, without quotation marks. */
struct relata_str tokens_as_text(const struct tree *tree, uint32_t first, uint32_t end);

/* The noun that is meant: "rebels" in "dozens of rebels"; else `head` itself. */
uint32_t phrase_core(const struct tree *tree, uint32_t head);

struct quotes; /* quote.c */

/* resolve.c — pronouns, "the town", short names: the mentions' clusters. */
enum relata_status mentions_resolve(struct relata_document *document, const struct tree *tree,
                                    const struct quotes *quotes);

enum gender { GENDER_UNKNOWN, GENDER_MALE, GENDER_FEMALE };
/* By title, first name or head noun, whichever tells first. */
enum gender mention_gender(const struct tree *tree, const struct relata_mention *mention);
/* resolve_noun.c — the kinds of bodies or places that its words leave possible, as bits; 0 = unknown. */
uint64_t mention_bodies(const struct tree *tree, const struct relata_mention *mention);
/* "it" that means nothing: "it rains", "it is true that". */
bool pronoun_is_expletive(const struct tree *tree, uint32_t token);

/* antecedent.c — the mentions' chains, by a trained scorer: after mentions_resolve. */
enum relata_status chains_find(struct relata_document *document, const struct tree *tree);

/* clause.c — document->clauses with deep roles; needs mentions only to number them. */
enum relata_status clauses_build(struct relata_document *document, const struct tree *tree);

/* circumstance.c — every clause's polarity, modality, speaker, time, place, quantity. */
enum relata_status circumstances_find(struct relata_document *document, const struct tree *tree,
                                      const struct quotes *quotes);

/* time.c — when: the clause's phrase of time and its date in ISO 8601. */
void circumstance_time(struct relata_document *document, const struct tree *tree, struct relata_clause *clause);
/* where.c — where, and how many. */
void circumstance_place(const struct tree *tree, struct relata_clause *clause);
void circumstance_quantity(struct relata_document *document, const struct tree *tree, struct relata_clause *clause);

/* quote.c — gives clauses inside quotation marks the speaker of the quotation,
 * over all its sentences. */
void quotes_attribute(struct relata_document *document, const struct quotes *quotes);
/* Their words and who speaks, before anything is resolved. */
struct quotes *quotes_of(struct relata_document *document, const struct tree *tree);
/* The mention that speaks the quotation around a token, or RELATA_NONE. */
uint32_t quotes_speaker(const struct quotes *quotes, uint32_t token);
/* The verb of speech of the quotation around a token, or RELATA_NONE. */
uint32_t quotes_speech(const struct quotes *quotes, uint32_t token);
/* Is the token in a quotation that this mention speaks? */
bool quotes_says(const struct quotes *quotes, uint32_t speaker, uint32_t token);

#endif
