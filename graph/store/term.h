/* term.h — an RDF term as one string: its canonical N-Triples text.
 *
 * `<https://…/id/Turkey>`, `"Idlib"@en`, `"25"^^<http://…#integer>`, `_:b1`.
 * One text a term, so terms are equal when their bytes are, sort by their
 * bytes, and are written to N-Quads as they stand.  A plain string has no
 * datatype.  Escapes: \" \\ \n \r \t \b \f, other controls \u00XX; all else is
 * UTF-8 as it is.  Language tags are in lower case.
 */
#ifndef RELATA_GRAPH_TERM_H
#define RELATA_GRAPH_TERM_H

#include "extract/extract.h"

enum term_kind { TERM_IRI, TERM_BLANK, TERM_LITERAL };

/* A term taken apart.  `value` is the IRI, the blank node's label or the
 * literal's unescaped text; `datatype` is an IRI without brackets. */
struct term_parts {
  enum term_kind kind;
  struct relata_str value, datatype, language;
};

enum term_kind term_get_kind(struct relata_str term);

/* `stem` followed by `local`; what an IRI may not hold is percent-encoded. */
struct relata_str term_iri(struct relata_arena *arena, struct relata_str stem, struct relata_str local);
/* `datatype` and `language` may be empty; xsd:string counts as none.  Bytes that are
 * not UTF-8 become U+FFFD. */
struct relata_str term_literal(struct relata_arena *arena, struct relata_str value, struct relata_str datatype,
                               struct relata_str language);
struct relata_str term_blank(struct relata_arena *arena, struct relata_str label);

/* Views into `term`, or into the arena where an escape had to be undone. */
struct term_parts term_split(struct relata_arena *arena, struct relata_str term);
/* The IRI between the brackets; empty for a literal or blank node. */
struct relata_str term_as_iri(struct relata_str term);

/* The text between `begin` and `end` characters of `text` as byte offsets. */
size_t utf8_offset(struct relata_str text, size_t characters);
size_t utf8_length(struct relata_str text);

#endif
