/* layout.h — DOT to pictures, in processes of their own until a deadline. */
#ifndef RELATA_GRAPH_LAYOUT_H
#define RELATA_GRAPH_LAYOUT_H

#include <sys/types.h>

#include "extract/base/out.h"

struct layout {
  const char *engine;     /* "dot", "sfdp", "nop2" (positions are given) */
  const char *format;     /* "svg", "png", "pdf" */
  bool spread;            /* then move apart what overlaps (spread.h) */
  struct relata_str dot;  /* NUL-terminated */
  struct relata_out *out; /* to memory: the picture, when `done` */
  bool done;
  uint32_t overlaps;      /* how badly things or labels lay on each other; such labels are left out */
  /* while it works */
  size_t head;            /* bytes of `overlaps` that were read */
  pid_t child;
  int fd;
};

/* Seconds of a clock that only goes forward. */
double layout_now(void);

/* Draws all at the same time and returns when all are done or the deadline (of
 * layout_now) has come.  RELATA_LIMIT when then none is, RELATA_INTERNAL when
 * Graphviz could draw none. */
enum relata_status layout_render(struct layout *layouts, size_t count, double deadline, struct relata_error *error);

#endif
