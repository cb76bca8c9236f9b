/* theme.h — the colours and lines of a diagram. */
#ifndef RELATA_GRAPH_THEME_H
#define RELATA_GRAPH_THEME_H

#include "graph/graph.h"
#include "graph/select/families.h"

/* How a tie of one status looks. */
struct tie_look {
  const char *line, *label; /* colours */
  const char *style;        /* Graphviz's: "solid", "dashed", "dotted" */
  bool doubled;             /* two thin lines side by side, where colour cannot tell */
};

struct theme {
  const char *name;
  const char *page, *text, *muted; /* behind everything, letters, letters of the small print */
  const char *frame, *frame_line;  /* of a community */
  struct {
    const char *fill, *line;
  } families[FAMILY_COUNT];
  struct tie_look ties[RELATA_TIE_STATUS_COUNT];
};

/* NULL: "light".  RELATA_UNSUPPORTED, with the names that there are, for an unknown one. */
enum relata_status theme_find(const char *name, const struct theme **out, struct relata_error *error);

/* A status in the legend's words. */
const char *theme_status_words(enum relata_tie_status status);

#endif
