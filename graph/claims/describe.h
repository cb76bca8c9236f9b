/* describe.h — an article's facts as RDF.
 *
 * Into the article's named graph go: the article (title, date, source, who
 * made the graph), its entities (type, names, owl:sameAs), open relations,
 * statements (only what the article itself states as a fact), a rel:Claim for
 * each time something is said, with its circumstances and its place in the
 * text, and the sentences that claims stand in.
 *
 * The article is its URL where that is known, else BASE/doc/ID; claims are
 * BASE/doc/ID#c1, #c2 … in the order of the text, sentences #s1, #s2 …, so
 * that no IRI is minted in a name space of somebody else's.
 */
#ifndef RELATA_GRAPH_DESCRIBE_H
#define RELATA_GRAPH_DESCRIBE_H

#include "graph/graph.h"

/* Takes quads, terms as store/term.h has them, valid during the call. */
struct quad_sink {
  void (*take)(void *payload, struct relata_str subject, struct relata_str predicate, struct relata_str object,
               struct relata_str graph);
  void *payload;
};

struct description;

/* Begins an article with its first part and describes the article itself.
 * `ontology` may be NULL: then no owl:sameAs. */
struct description *description_new(const struct relata_document *document, struct relata_str base,
                                    const struct relata_ontology *ontology, struct quad_sink sink);
void description_free(struct description *description);
/* The facts of one part; parts in their order, the first one too. */
void description_add(struct description *description, const struct relata_document *document);
/* The id of the article's file, to see whether a part belongs to it. */
struct relata_str description_get_id(const struct description *description);
/* The article's graph, as a term. */
struct relata_str description_get_graph(const struct description *description);

#endif
