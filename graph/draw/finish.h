/* finish.h — what Graphviz drew, made fit for readers: the same bytes each time,
 * and an SVG that tells what it shows. */
#ifndef RELATA_GRAPH_FINISH_H
#define RELATA_GRAPH_FINISH_H

#include "extract/base/out.h"

struct finish {
  struct relata_str title, description; /* of the SVG */
  const char *halo;                     /* colour round the letters on edges */
};

/* `format` is "svg", "png" or "pdf". */
void finish_picture(const struct finish *finish, const char *format, struct relata_str picture,
                    struct relata_out *out);
/* An SVG's width and height in points; false where they cannot be read. */
bool finish_size(struct relata_str svg, double *width, double *height);

#endif
