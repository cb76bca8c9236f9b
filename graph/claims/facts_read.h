/* facts_read.h — facts as JSON Lines, as `relata extract` writes them, back into a graph;
 * articles with their facts (article_lines.h) give the very graph that their texts give. */
#ifndef RELATA_GRAPH_FACTS_READ_H
#define RELATA_GRAPH_FACTS_READ_H

#include <stdio.h>

#include "graph/graph.h"

/* Each document (its facts stand together) is added as an article of its id;
 * those that are there with the same facts are passed over.  The text is not
 * in the file: an article's text is then its quotations one after the other,
 * and characters are counted in that; offsets in bytes are the file's.
 * `*facts` counts what was added. */
enum relata_status facts_read(struct relata_graph *graph, FILE *file, const char *path, size_t *facts,
                              struct relata_error *error);

#endif
