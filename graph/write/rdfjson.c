/* rdfjson.c — RDF/JSON, the W3C's note: { subject: { predicate: [ values ] } }. */
#include <stdlib.h>

#include "graph/store/term.h"
#include "graph/write/order.h"
#include "graph/write/writers.h"

static void write_key(struct relata_out *out, struct relata_str term) {
  const struct relata_str iri = term_as_iri(term);
  relata_out_json(out, iri.len ? iri : term);
  relata_out_text(out, ": ");
}

static void write_value(struct relata_out *out, struct relata_arena *arena, struct relata_str term) {
  const struct term_parts parts = term_split(arena, term);
  relata_out_text(out, parts.kind == TERM_IRI     ? "{\"type\": \"uri\", \"value\": "
                       : parts.kind == TERM_BLANK ? "{\"type\": \"bnode\", \"value\": "
                                                  : "{\"type\": \"literal\", \"value\": ");
  relata_out_json(out, parts.kind == TERM_BLANK ? term : parts.value);
  if (parts.language.len) {
    relata_out_text(out, ", \"lang\": ");
    relata_out_json(out, parts.language);
  } else if (parts.datatype.len) {
    relata_out_text(out, ", \"datatype\": ");
    relata_out_json(out, parts.datatype);
  }
  relata_out_char(out, '}');
}

static void write_quad(struct relata_out *out, struct quads *quads, struct relata_arena *arena,
                       const struct quad *last, const struct quad *quad) {
  const bool same_subject = last && last->subject == quad->subject,
             same_predicate = same_subject && last->predicate == quad->predicate;
  if (!same_subject) {
    relata_out_text(out, last ? "]\n  },\n  " : "\n  ");
    write_key(out, quads_term(quads, quad->subject));
    relata_out_char(out, '{');
  }
  if (!same_predicate) {
    relata_out_text(out, same_subject ? "],\n    " : "\n    ");
    write_key(out, quads_term(quads, quad->predicate));
  }
  relata_out_text(out, same_predicate ? ", " : "[");
  write_value(out, arena, quads_term(quads, quad->object));
}

enum relata_status write_rdfjson(struct quads *quads, const struct relata_prefix prefixes[PREFIX_COUNT],
                                 struct relata_out *out) {
  size_t count;
  struct quad *order = order_quads(quads, prefixes, false, &count);
  struct relata_arena *arena = relata_arena_new();
  relata_out_char(out, '{');
  for (size_t i = 0; i < count; i++) {
    write_quad(out, quads, arena, i ? &order[i - 1] : NULL, &order[i]);
    relata_arena_clear(arena);
  }
  relata_out_text(out, count ? "]\n  }\n}\n" : "}\n");
  relata_arena_free(arena);
  free(order);
  return RELATA_OK;
}
