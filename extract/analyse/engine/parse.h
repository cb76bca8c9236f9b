/* parse.h — dependency trees by biaffine scores (Dozat and Manning 2017). */
#ifndef RELATA_PARSE_H
#define RELATA_PARSE_H

#include "extract/analyse/engine/stack.h"

/* Words that get one tree: a sentence, or a part of a very long one. */
struct relata_span {
  uint32_t sentence, first, end;
};

enum { RELATA_TREE_WORDS = 400 }; /* longer sentences are cut; the parts' roots are joined as parataxis */

struct relata_parser;

/* For at most `words` words in `spans` spans at a time. */
struct relata_parser *relata_parser_new(struct relata_arena *arena, const struct relata_model *model, size_t words,
                                        size_t spans);

/* Heads, relations and arc scores of the words of consecutive spans; `rows`
 * holds these words, `roots` a vector a sentence.  Given trees are kept. */
void relata_parser_run(struct relata_parser *parser, struct relata_document *document, struct relata_rows *rows,
                       const float *roots, const struct relata_span *spans, size_t span_count);

#endif
