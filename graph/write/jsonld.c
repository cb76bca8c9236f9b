/* jsonld.c — JSON-LD 1.1: a context of prefixes and of what properties hold, a node object a subject.
 *
 * A property whose values are all things, or all of one datatype, says so in
 * the context; its values are then plain strings.
 */
#include <stdlib.h>

#include "graph/claims/vocabulary.h"
#include "graph/store/term.h"
#include "graph/write/order.h"
#include "graph/write/writers.h"

/* What all values of a property are. */
enum values { VALUES_UNSEEN, VALUES_THINGS, VALUES_TYPED, VALUES_OTHER };

struct property {
  enum values values;
  uint32_t first; /* the term of its first value, for its datatype */
};

struct writing {
  struct quads *quads;
  struct property *properties; /* a term's */
  const struct relata_prefix *prefixes;
  struct relata_arena *arena;
  struct relata_out *out;
};

/* ------------------------------------------------------------------ what properties hold */

static enum values values_of(const struct writing *writing, const struct property *property, uint32_t object) {
  const struct term_parts parts = term_split(writing->arena, quads_term(writing->quads, object));
  if (parts.kind != TERM_LITERAL)
    return property->values == VALUES_UNSEEN || property->values == VALUES_THINGS ? VALUES_THINGS : VALUES_OTHER;
  if (!parts.datatype.len || parts.language.len)
    return VALUES_OTHER;
  if (property->values == VALUES_UNSEEN)
    return VALUES_TYPED;
  const struct term_parts first = term_split(writing->arena, quads_term(writing->quads, property->first));
  return property->values == VALUES_TYPED && relata_str_equal(first.datatype, parts.datatype) ? VALUES_TYPED : VALUES_OTHER;
}

/* A name of the context must be short, "rel:backs"; rdf:type has its own word. */
static struct relata_str context_name(const struct writing *writing, uint32_t predicate) {
  const struct relata_str term = quads_term(writing->quads, predicate);
  if (relata_str_is(term, RDF_TYPE))
    return (struct relata_str){ NULL, 0 };
  return prefixes_shorten(writing->prefixes, term_as_iri(term), writing->arena);
}

static void see_properties(const struct writing *writing, const struct quad *quads, size_t count) {
  for (size_t i = 0; i < count; i++) {
    struct property *property = &writing->properties[quads[i].predicate];
    if (property->values == VALUES_OTHER)
      continue;
    const enum values values = values_of(writing, property, quads[i].object);
    if (property->values == VALUES_UNSEEN)
      property->first = quads[i].object;
    property->values = values;
    relata_arena_clear(writing->arena);
  }
  for (uint32_t i = 0; i < quads_term_count(writing->quads); i++)
    if (writing->properties[i].values != VALUES_UNSEEN && !context_name(writing, i).len)
      writing->properties[i].values = VALUES_OTHER;
}

/* ------------------------------------------------------------------ context */

static void write_property(const struct writing *writing, uint32_t predicate) {
  const struct property *property = &writing->properties[predicate];
  relata_out_text(writing->out, ",\n    ");
  relata_out_json(writing->out, context_name(writing, predicate));
  relata_out_text(writing->out, ": {\"@id\": ");
  relata_out_json(writing->out, term_as_iri(quads_term(writing->quads, predicate)));
  relata_out_text(writing->out, ", \"@type\": ");
  if (property->values == VALUES_THINGS) {
    relata_out_text(writing->out, "\"@id\"}");
    return;
  }
  relata_out_json(writing->out, term_split(writing->arena, quads_term(writing->quads, property->first)).datatype);
  relata_out_char(writing->out, '}');
}

static void write_context(const struct writing *writing) {
  relata_out_text(writing->out, "  \"@context\": {");
  for (size_t i = 0; i < PREFIX_COUNT && writing->prefixes[i].iri.len; i++) {
    relata_out_print(writing->out, "%s\n    \"%s\": ", i ? "," : "", writing->prefixes[i].name);
    relata_out_json(writing->out, writing->prefixes[i].iri);
  }
  for (uint32_t i = 0; i < quads_term_count(writing->quads); i++)
    if (writing->properties[i].values == VALUES_THINGS || writing->properties[i].values == VALUES_TYPED)
      write_property(writing, i);
  relata_out_text(writing->out, "\n  }");
}

/* ------------------------------------------------------------------ nodes */

/* A short name where there is one, else the whole IRI or blank node. */
static void write_name(const struct writing *writing, struct relata_str term) {
  const struct relata_str iri = term_as_iri(term);
  const struct relata_str name = prefixes_shorten(writing->prefixes, iri, writing->arena);
  relata_out_json(writing->out, name.len ? name : iri.len ? iri : term);
}

/* `told`: the context, or "@type", says already what it is. */
static void write_value(const struct writing *writing, struct relata_str term, bool told) {
  const struct term_parts parts = term_split(writing->arena, term);
  if (parts.kind != TERM_LITERAL) {
    if (!told)
      relata_out_text(writing->out, "{\"@id\": ");
    write_name(writing, term);
    if (!told)
      relata_out_char(writing->out, '}');
    return;
  }
  if (told || (!parts.language.len && !parts.datatype.len)) {
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
    const enum values values = writing->properties[predicate].values;
    const bool told = is_type || values == VALUES_THINGS || values == VALUES_TYPED;
    relata_out_text(writing->out, ": [");
    for (size_t from = i; i < count && quads[i].predicate == predicate && quads[i].subject == quads[0].subject &&
                          quads[i].graph == quads[0].graph;
         i++) {
      relata_out_text(writing->out, i > from ? ", " : "");
      write_value(writing, quads_term(writing->quads, quads[i].object), told);
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
  const struct writing writing = { quads, calloc(quads_term_count(quads) + 1, sizeof(struct property)), prefixes,
                                   relata_arena_new(), out };
  if (!writing.properties)
    abort();
  see_properties(&writing, order, count);
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
  free(writing.properties);
  free(order);
  return RELATA_OK;
}
