/* reread.h — an article of a graph read again, to tell how a claim came about.
 *
 * A graph keeps the sentence, the offsets and the rule of a claim, not its
 * tree: the article is read and analysed again, with the options that it was
 * read with, and the fact is found by its bytes.  One article is kept, as
 * claims of one come together.
 */
#ifndef RELATA_REREAD_H
#define RELATA_REREAD_H

#include "cli/pipeline.h"
#include "graph/graph.h"

struct reread {
  struct pipeline pipeline; /* goal, model, ontology, read options */
  struct relata_document *document; /* the one read last, or NULL */
  char *path, *id;                  /* whose it is */
};

enum reread_result {
  REREAD_FOUND,
  REREAD_SENTENCE, /* the article cannot be read here: found in the sentence alone */
  REREAD_CHANGED,  /* the article or relata has changed: the fact is no longer found; `fact` is NULL */
  REREAD_NOTHING   /* neither: no document */
};

/* Finds the fact behind a piece of evidence; `document` and `fact` are lent until the next call. */
enum reread_result reread_find(struct reread *reread, const struct relata_evidence *evidence,
                               const struct relata_document **document, const struct relata_fact **fact);
void reread_free(struct reread *reread);

#endif
