/* wrap.h — labels in lines, and the quoting that Graphviz wants. */
#ifndef RELATA_GRAPH_WRAP_H
#define RELATA_GRAPH_WRAP_H

#include "extract/base/out.h"

/* Breaks at spaces and behind hyphens so that lines hold about `width`
 * characters; at most `lines` of them, the last one ending in "…" when there
 * was more.  Lines are joined by '\n'. */
struct relata_str wrap_text(struct relata_arena *arena, struct relata_str text, size_t width, size_t lines);

/* A quoted DOT string; a line end becomes Graphviz's "\n" (centred lines). */
void dot_write_string(struct relata_out *out, struct relata_str text);
/* Text inside an HTML-like label. */
void dot_write_html(struct relata_out *out, struct relata_str text);

#endif
