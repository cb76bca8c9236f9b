/* lines.c — N-Triples and N-Quads: terms are kept as their text already. */
#include "graph/write/writers.h"

enum relata_status write_lines(struct quads *quads, bool graphs, struct relata_out *out) {
  size_t count;
  const struct quad *all = quads_all(quads, &count), *last = NULL;
  for (size_t i = 0; i < count; i++) {
    const struct quad *quad = &all[i];
    if (!graphs && last && last->subject == quad->subject && last->predicate == quad->predicate &&
        last->object == quad->object)
      continue;
    last = quad;
    const uint32_t terms[] = { quad->subject, quad->predicate, quad->object, graphs ? quad->graph : RELATA_NONE };
    for (size_t k = 0; k < 4; k++) {
      if (terms[k] == RELATA_NONE)
        continue;
      relata_out_str(out, quads_term(quads, terms[k]));
      relata_out_char(out, ' ');
    }
    relata_out_text(out, ".\n");
  }
  return RELATA_OK;
}
