/* explain.h — one fact on one screen: who says it and where, the rule and the
 * lexicon's entry that gave it, the scorer's word, how the confidence came
 * about, and the sentence's tree drawn in text.
 *
 * The document must have been worked on with `keep_reasons`; without a reason
 * only the quotation and the tree are shown.
 */
#ifndef RELATA_EXPLAIN_H
#define RELATA_EXPLAIN_H

#include "extract/base/out.h"
#include "ontology/ontology.h"

struct explain_style {
  size_t width; /* columns */
  size_t rows;  /* of a tree at most, where folding what does not matter can do it */
  bool color;
};

/* The style for a stream: a terminal's width between 60 and 120 columns, 100 for all else. */
struct explain_style explain_style_of(int fd);

/* A sentence with two spans of its bytes marked, by colours or brackets; spans that
 * are empty, overlap or lie outside are left out. */
struct explain_span {
  size_t begin, end;
};
void explain_quote(struct relata_out *out, struct relata_str quote, struct explain_span subject,
                   struct explain_span object, bool color);

void explain_fact(struct relata_out *out, const struct relata_document *document,
                  const struct relata_fact *fact, const struct explain_style *style);
/* The same without its head: for a caller that has quoted the sentence. */
void explain_fact_reason(struct relata_out *out, const struct relata_document *document,
                         const struct relata_fact *fact, const struct explain_style *style);

/* ---- explain_tree.c */

/* What a token is to the fact. */
struct explain_marks {
  uint32_t predicate, subject, object, speech; /* tokens or RELATA_NONE */
};

/* Words in order, arcs beside them; subtrees that the marks do not need are folded to one row each. */
void explain_tree(struct relata_out *out, const struct relata_document *document, uint32_t sentence,
                  const struct explain_marks *marks, const struct explain_style *style);

/* ---- explain_text.c: text in columns */

/* Columns that UTF-8 takes: code points that are not combining marks. */
size_t text_columns(struct relata_str text);
/* Words wrapped to the style's width, every further line indented; `at` is the column already reached. */
void text_wrap(struct relata_out *out, struct relata_str text, size_t at, size_t indent, const struct explain_style *style);
/* At most `columns` of it, with "…" where it was cut. */
void text_cut(struct relata_out *out, struct relata_str text, size_t columns);
void text_pad(struct relata_out *out, size_t from, size_t to);

#endif
