/* turtle.c — Turtle and TriG through Serd's writer. */
#include <serd/serd.h>
#include <stdlib.h>
#include <string.h>

#include "graph/claims/vocabulary.h"
#include "graph/store/term.h"
#include "graph/write/order.h"
#include "graph/write/writers.h"

static size_t write_chunk(const void *bytes, size_t len, void *out) {
  relata_out_write(out, bytes, len);
  return len;
}

static bool begins_with(struct relata_str text, struct relata_str head) {
  return text.len >= head.len && memcmp(text.data, head.data, head.len) == 0;
}

/* Is any IRI of the graph in this name space? */
static bool is_used(struct quads *quads, struct relata_str space) {
  const bool is_xsd = relata_str_is(space, NS_XSD);
  for (uint32_t i = 0; i < quads_term_count(quads); i++) {
    const struct relata_str term = quads_term(quads, i);
    if (begins_with(term_as_iri(term), space) || (is_xsd && memmem(term.data, term.len, "\"^^<" NS_XSD, sizeof NS_XSD + 3)))
      return true;
  }
  return false;
}

static void declare_prefixes(SerdWriter *writer, struct quads *quads, const struct relata_prefix *prefixes) {
  for (size_t i = 0; i < PREFIX_COUNT; i++) {
    if (!prefixes[i].iri.len || !is_used(quads, prefixes[i].iri))
      continue;
    const SerdNode name = serd_node_from_string(SERD_LITERAL, (const uint8_t *)prefixes[i].name);
    const SerdNode iri =
      serd_node_from_substring(SERD_URI, (const uint8_t *)prefixes[i].iri.data, prefixes[i].iri.len);
    serd_writer_set_prefix(writer, &name, &iri);
  }
}

static bool is_digits(struct relata_str text) {
  for (size_t i = 0; i < text.len; i++)
    if (text.data[i] < '0' || text.data[i] > '9')
      return false;
  return text.len > 0;
}

/* Serd writes numbers and booleans bare without looking at them, and some
 * readers take a bare 007 for 7. */
static bool can_stand_bare(struct relata_str value, struct relata_str datatype) {
  if (relata_str_is(datatype, NS_XSD "boolean"))
    return relata_str_is(value, "true") || relata_str_is(value, "false");
  if (value.len && value.data[0] == '-')
    value = (struct relata_str){ value.data + 1, value.len - 1 };
  if (relata_str_is(datatype, NS_XSD "integer"))
    return is_digits(value) && (value.len == 1 || value.data[0] != '0');
  const char *dot = value.len ? memchr(value.data, '.', value.len) : NULL;
  if (!relata_str_is(datatype, NS_XSD "decimal") || !dot)
    return false;
  const size_t head = (size_t)(dot - value.data);
  return is_digits((struct relata_str){ value.data, head }) &&
         is_digits((struct relata_str){ dot + 1, value.len - head - 1 });
}

struct nodes {
  SerdNode node, datatype, language;
};

/* Serd compares and writes terminated strings. */
static SerdNode node_of(struct relata_arena *arena, SerdType type, struct relata_str text) {
  return serd_node_from_string(type, (const uint8_t *)relata_arena_copy(arena, text).data);
}

/* A prefixed name where there is one: Serd 0.30 shortens no name with '_' or a letter beyond ASCII. */
static SerdNode iri_node(struct relata_arena *arena, const struct relata_prefix *prefixes, struct relata_str iri) {
  const struct relata_str name = prefixes_shorten(prefixes, iri, arena);
  return name.len && !relata_str_is(iri, NS_RDF "type") ? node_of(arena, SERD_CURIE, name)
                                                        : node_of(arena, SERD_URI, iri);
}

static struct nodes nodes_of(struct relata_arena *arena, const struct relata_prefix *prefixes,
                             struct relata_str term) {
  const struct term_parts parts = term_split(arena, term);
  struct nodes nodes = { SERD_NODE_NULL, SERD_NODE_NULL, SERD_NODE_NULL };
  if (parts.kind == TERM_IRI) {
    nodes.node = iri_node(arena, prefixes, parts.value);
  } else if (parts.kind == TERM_BLANK) {
    nodes.node = node_of(arena, SERD_BLANK, parts.value);
  } else {
    nodes.node = node_of(arena, SERD_LITERAL, parts.value);
    if (parts.language.len)
      nodes.language = node_of(arena, SERD_LITERAL, parts.language);
    if (parts.datatype.len) /* a prefixed name is not recognised as a number's type, and so the quotes stay */
      nodes.datatype = can_stand_bare(parts.value, parts.datatype) ? node_of(arena, SERD_URI, parts.datatype)
                                                                   : iri_node(arena, prefixes, parts.datatype);
  }
  return nodes;
}

struct writing {
  SerdWriter *writer;
  struct quads *quads;
  const struct relata_prefix *prefixes;
  struct relata_arena *arena; /* of one quad */
  bool graphs;
};

static struct nodes nodes_at(const struct writing *writing, uint32_t term) {
  return nodes_of(writing->arena, writing->prefixes, quads_term(writing->quads, term));
}

static SerdStatus write_quad(const struct writing *writing, const struct quad *quad) {
  const struct nodes subject = nodes_at(writing, quad->subject), predicate = nodes_at(writing, quad->predicate),
                     object = nodes_at(writing, quad->object);
  struct nodes graph = { SERD_NODE_NULL, SERD_NODE_NULL, SERD_NODE_NULL };
  const bool named = writing->graphs && quad->graph != RELATA_NONE;
  if (named)
    graph = nodes_at(writing, quad->graph);
  return serd_writer_write_statement(writing->writer, 0, named ? &graph.node : NULL, &subject.node, &predicate.node,
                                     &object.node, object.datatype.buf ? &object.datatype : NULL,
                                     object.language.buf ? &object.language : NULL);
}

static enum relata_status write_all(const struct writing *writing, const struct quad *order, size_t count,
                                    struct relata_error *error) {
  enum relata_status status = RELATA_OK;
  for (size_t i = 0; i < count && status == RELATA_OK; i++) {
    const SerdStatus serd = write_quad(writing, &order[i]);
    if (serd != SERD_SUCCESS)
      status = relata_error_set(error, RELATA_INTERNAL, NULL, 0, 0, "a term cannot be written as Turtle: %s",
                                (const char *)serd_strerror(serd));
    relata_arena_clear(writing->arena);
  }
  return status;
}

enum relata_status write_turtle(struct quads *quads, const struct relata_prefix prefixes[PREFIX_COUNT], bool graphs,
                                struct relata_out *out, struct relata_error *error) {
  size_t count;
  struct quad *order = order_quads(quads, prefixes, graphs, &count);
  SerdEnv *env = serd_env_new(NULL);
  SerdWriter *writer = serd_writer_new(graphs ? SERD_TRIG : SERD_TURTLE,
                                       (SerdStyle)(SERD_STYLE_ABBREVIATED | SERD_STYLE_CURIED), env, NULL,
                                       write_chunk, out);
  if (!env || !writer)
    abort();
  declare_prefixes(writer, quads, prefixes);
  const struct writing writing = { writer, quads, prefixes, relata_arena_new(), graphs };
  const enum relata_status status = write_all(&writing, order, count, error);
  serd_writer_finish(writer);
  serd_writer_free(writer);
  serd_env_free(env);
  relata_arena_free(writing.arena);
  free(order);
  return status;
}
