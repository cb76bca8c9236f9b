/* layout.h — DOT to a picture, in a process of its own under a time limit. */
#ifndef RELATA_GRAPH_LAYOUT_H
#define RELATA_GRAPH_LAYOUT_H

#include "extract/base/out.h"

struct layout {
  const char *engine; /* "dot", "sfdp" */
  const char *format; /* "svg", "png", "pdf" */
  double seconds;
};

/* `dot` must be NUL-terminated.  RELATA_LIMIT when the time is up. */
enum relata_status layout_render(const struct layout *layout, const char *dot, struct relata_out *out,
                                 struct relata_error *error);

#endif
