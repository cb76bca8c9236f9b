/* view.h — a graph read back as what it says: labels, statements, claims. */
#ifndef RELATA_GRAPH_VIEW_H
#define RELATA_GRAPH_VIEW_H

#include "graph/graph.h"
#include "graph/store/quads.h"

/* Term numbers; RELATA_NONE where there is none. */
struct claim {
  uint32_t node, subject, predicate, object, article;
  uint32_t speaker;
  bool negated, possible;
  double confidence;
};

struct view;

/* `quads` and `ontology` (may be NULL) must outlive it. */
struct view *view_new(struct quads *quads, const struct relata_ontology *ontology);
void view_free(struct view *view); /* NULL does nothing */

/* Does this quad join two things, or a thing and a value, by a relation?  Not
 * what describes them (types, names), articles, or the insides of claims. */
bool view_is_statement(const struct view *view, const struct quad *quad);

/* All claims: by article, then in the order of the text. */
const struct claim *view_claims(struct view *view, size_t *count);

/* Is it stated as a fact by the article itself? */
bool claim_is_stated(const struct claim *claim);

/* What a reader calls it: the commonest skos:prefLabel, rdfs:label, the
 * ontology's label, a literal's text, else the IRI's last part with spaces. */
struct relata_str view_label(struct view *view, uint32_t term);
/* Local name of its commonest class, "State"; empty if none. */
struct relata_str view_class(struct view *view, uint32_t term);
/* The property in the ontology; NULL if it is not there. */
const struct relata_property *view_property(const struct view *view, uint32_t predicate);

/* The text of the first `subject predicate ?`; empty if there is none. */
struct relata_str view_text(struct view *view, uint32_t subject, const char *predicate);
/* The same as a number; `otherwise` if there is none. */
size_t view_number(struct view *view, uint32_t subject, const char *predicate, size_t otherwise);

/* The part of an IRI after its last '/' or '#'. */
struct relata_str iri_local(struct relata_str iri);

#endif
