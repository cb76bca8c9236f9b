/* jsonld.c — JSON-LD 1.1: a context of prefixes, a node object a subject. */
#include <stdlib.h>

#include "graph/claims/vocabulary.h"
#include "graph/store/term.h"
#include "graph/write/order.h"
#include "graph/write/writers.h"

struct writing {
  struct quads *quads;
  const struct relata_prefix *prefixes;
  struct relata_arena *arena;
  struct relata_out *out;
};

static void write_context(const struct writing *writing) {
  relata_out_text(writing->out, "  \"@context\": {");
  for (size_t i = 0; i < PREFIX_COUNT && writing->prefixes[i].iri.len; i++) {
    relata_out_print(writing->out, "%s\n    \"%s\": ", i ? "," : "", writing->prefixes[i].name);
    relata_out_json(writing->out, writing->prefixes[i].iri);
  }
  relata_out_text(writing->out, "\n  }");
}

/* A short name where there is one, else the whole IRI or blank node. */
static void write_name(const struct writing *writing, struct relata_str term) {
  const struct relata_str iri = term_as_iri(term);
  const struct relata_str name = prefixes_shorten(writing->prefixes, iri, writing->arena);
  relata_out_json(writing->out, name.len ? name : iri.len ? iri : term);
}

static void write_value(const struct writing *writing, struct relata_str term, bool is_type) {
  const struct term_parts parts = term_split(writing->arena, term);
  if (parts.kind != TERM_LITERAL) {
    if (!is_type)
      relata_out_text(writing->out, "{\"@id\": ");
    write_name(writing, term);
    if (!is_type)
      relata_out_char(writing->out, '}');
    return;
  }
  if (!parts.language.len && !parts.datatype.len) {
    relata_out_json(writing->out, parts.value);
    return;
  }
  relata_out_text(writing->out, "{\"@value\": ");
  relata_out_json(writing->out, parts.value);
  relata_out_text(writing->out, parts.language.len ? ", \"@language\": " : ", \"@type\": ");
  if (parts.language.len)
    relata_out_json(writing->out, parts.language);
  else
    write_name(writing, term_iri(writing->arena, parts.datatype, RELATA_STR("")));
  relata_out_char(writing->out, '}');
}

/* The quads of one subject; returns how many there were. */
static size_t write_node(const struct writing *writing, const struct quad *quads, size_t count) {
  const uint32_t type = quads_find(writing->quads, RELATA_STR(RDF_TYPE));
  size_t i = 0;
  relata_out_text(writing->out, "{\"@id\": ");
  write_name(writing, quads_term(writing->quads, quads[0].subject));
  while (i < count && quads[i].subject == quads[0].subject && quads[i].graph == quads[0].graph) {
    const uint32_t predicate = quads[i].predicate;
    const struct relata_str first = quads_term(writing->quads, quads[i].object);
    const bool is_type = predicate == type && term_get_kind(first) != TERM_LITERAL;
    relata_out_text(writing->out, ",\n      ");
    if (is_type)
      relata_out_text(writing->out, "\"@type\"");
    else
      write_name(writing, quads_term(writing->quads, predicate));
    relata_out_text(writing->out, ": [");
    for (size_t from = i; i < count && quads[i].predicate == predicate && quads[i].subject == quads[0].subject &&
                          quads[i].graph == quads[0].graph;
         i++) {
      relata_out_text(writing->out, i > from ? ", " : "");
      write_value(writing, quads_term(writing->quads, quads[i].object), is_type);
    }
    relata_out_char(writing->out, ']');
    relata_arena_clear(writing->arena);
  }
  relata_out_char(writing->out, '}');
  return i;
}

/* One graph's nodes; returns how many quads there were. */
static size_t write_graph(const struct writing *writing, const struct quad *quads, size_t count) {
  size_t i = 0;
  relata_out_text(writing->out, "\"@graph\": [");
  while (i < count && quads[i].graph == quads[0].graph) {
    relata_out_text(writing->out, i ? ",\n    " : "\n    ");
    i += write_node(writing, quads + i, count - i);
  }
  relata_out_char(writing->out, ']');
  return i;
}

enum relata_status write_jsonld(struct quads *quads, const struct relata_prefix prefixes[PREFIX_COUNT],
                                struct relata_out *out) {
  size_t count;
  struct quad *order = order_quads(quads, prefixes, true, &count);
  const struct writing writing = { quads, prefixes, relata_arena_new(), out };
  relata_out_text(out, "{\n");
  write_context(&writing);
  relata_out_text(out, ",\n  \"@graph\": [");
  for (size_t i = 0; i < count;) {
    relata_out_text(out, i ? ",\n  " : "\n  ");
    if (order[i].graph == RELATA_NONE) {
      i += write_node(&writing, order + i, count - i);
    } else {
      relata_out_text(out, "{\"@id\": ");
      write_name(&writing, quads_term(quads, order[i].graph));
      relata_out_text(out, ", ");
      i += write_graph(&writing, order + i, count - i);
      relata_out_char(out, '}');
    }
  }
  relata_out_text(out, "]\n}\n");
  relata_arena_free(writing.arena);
  free(order);
  return RELATA_OK;
}
