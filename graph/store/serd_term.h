/* serd_term.h — a node of Serd's as a term. */
#ifndef RELATA_GRAPH_SERD_TERM_H
#define RELATA_GRAPH_SERD_TERM_H

#include <serd/serd.h>

#include "graph/store/term.h"

static inline struct relata_str serd_text(const SerdNode *node) {
  return node && node->buf ? (struct relata_str){ (const char *)node->buf, node->n_bytes }
                           : (struct relata_str){ NULL, 0 };
}

/* Empty for no node; `datatype` and `language` may be NULL. */
static inline struct relata_str serd_term(struct relata_arena *arena, const SerdNode *node, const SerdNode *datatype,
                                          const SerdNode *language) {
  const struct relata_str text = serd_text(node);
  if (!node || node->type == SERD_NOTHING)
    return text;
  if (node->type == SERD_URI)
    return term_iri(arena, text, RELATA_STR(""));
  if (node->type == SERD_BLANK)
    return term_blank(arena, text);
  return term_literal(arena, text, serd_text(datatype), serd_text(language));
}

#endif
