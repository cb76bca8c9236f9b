/* families.h — the few kinds of things that a diagram tells apart. */
#ifndef RELATA_GRAPH_FAMILIES_H
#define RELATA_GRAPH_FAMILIES_H

#include "ontology/ontology.h"

struct family {
  const char *key;   /* "armed": for programs */
  const char *name;  /* in the legend */
  const char *shape; /* Graphviz's */
  const char *style; /* besides "filled" */
  const char *fill, *line;
};

enum { FAMILY_COUNT = 8 };

/* Lent, for ever.  The last one takes what no other does. */
const struct family *family_get(size_t index);
/* The family of a class's local name; `ontology` may be NULL. */
size_t family_of(const struct relata_ontology *ontology, struct relata_str class_name);

#endif
