/* dot_read.h — DOT into Graphviz's memory, the same each time. */
#ifndef RELATA_GRAPH_DOT_READ_H
#define RELATA_GRAPH_DOT_READ_H

#include <graphviz/cgraph.h>

/* NULL for what is no DOT.  Graphviz itself takes the addresses of names for
 * their numbers and sorts clusters by them, so that a diagram would come out
 * otherwise with every run: here names are numbered as they come.  Nothing is
 * freed: for a process that draws once and ends. */
Agraph_t *dot_read(const char *dot);

#endif
