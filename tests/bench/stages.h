/* stages.h — where the time of an analysis goes.
 *
 * The time of one thread, each moment counted to the innermost stage.  The
 * kernels are wrapped through the model's table, the analyser's parts by the
 * linker (--wrap, see CMakeLists.txt), so the program measured is the one shipped.
 */
#ifndef BENCH_STAGES_H
#define BENCH_STAGES_H

#include "extract/analyse/engine/model.h"

#define STAGES(X)                                           \
  X(SPLIT, "split into sentences and words")                \
  X(PIECES, "pieces of words")                              \
  X(ENCODE, "encoder: embeddings, gathering, transposing")  \
  X(ATTENTION_PRODUCTS, "encoder: products of attention")   \
  X(FORWARD_PRODUCTS, "encoder: products of feed-forward")  \
  X(ATTEND, "encoder: attention between them")              \
  X(ROUND, "encoder: rounding to 8 bits")                   \
  X(GELU, "encoder: GELU")                                  \
  X(NORM, "encoder: layer norm")                            \
  X(HEADS, "heads: their products")                         \
  X(TAGS, "tags, features, lemmas, mention types")          \
  X(NAMES, "names: the best path")                          \
  X(PARSE, "tree: scores of arcs and labels")               \
  X(DECODE, "tree: decoding")                               \
  X(ANALYSE, "the rest of the analysis")                    \
  X(CLAUSES, "mentions, chains, clauses")                   \
  X(FACTS, "entities and facts")                            \
  X(PAIRS, "relation scorer")                               \
  X(NONE, "")

enum stage {
#define X(name, words) STAGE_##name,
  STAGES(X)
#undef X
  STAGE_COUNT
};

const char *stage_words(enum stage stage);

/* Processor time of this thread in seconds. */
double stage_clock(void);

/* Enters a stage; the one that was current is to be handed to stage_leave. */
enum stage stage_enter(enum stage stage);
void stage_leave(enum stage before);
double stage_seconds(enum stage stage);
/* Integer operations of all linear layers but the relation scorer's so far. */
double stage_operations(void);
void stages_clear(void);

/* Puts the wrapped kernels in place of the model's. */
void stages_wrap(struct relata_model *model);

#endif
