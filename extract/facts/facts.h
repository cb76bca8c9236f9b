/* facts.h — the steps from trees to clauses, in their order; see
 * relata_find_clauses.  Each fills its array of the document, in its arena.
 */
#ifndef RELATA_FACTS_FACTS_H
#define RELATA_FACTS_FACTS_H

#include "extract/extract.h"
#include "extract/facts/tree.h"

/* repair.c — hangs words right where analysers often hang them wrong. */
enum relata_status trees_repair(struct tree *tree);

/* mention.c — noun phrases that can be entities: document->mentions. */
enum relata_status mentions_find(struct relata_document *document, const struct tree *tree);

/* resolve.c — pronouns, "the town", short names: the mentions' clusters. */
enum relata_status mentions_resolve(struct relata_document *document, const struct tree *tree);

/* clause.c — document->clauses with deep roles; needs mentions only to number them. */
enum relata_status clauses_build(struct relata_document *document, const struct tree *tree);

/* circumstance.c — every clause's polarity, modality, speaker, time, place, quantity. */
enum relata_status circumstances_find(struct relata_document *document, const struct tree *tree);

#endif
