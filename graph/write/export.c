/* export.c — a graph or a document's facts in the syntax that is asked for. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "graph/claims/describe.h"
#include "graph/claims/view.h"
#include "graph/claims/vocabulary.h"
#include "graph/store/delta.h"
#include "graph/store/graph_private.h"
#include "graph/write/part.h"
#include "graph/write/writers.h"

enum relata_status relata_syntax_of(const char *name, enum relata_syntax *out) {
  static const struct {
    const char *name;
    enum relata_syntax syntax;
  } names[] = {
    { "turtle", RELATA_TURTLE },     { "ttl", RELATA_TURTLE },      { "trig", RELATA_TRIG },
    { "ntriples", RELATA_NTRIPLES }, { "nt", RELATA_NTRIPLES },     { "nquads", RELATA_NQUADS },
    { "nq", RELATA_NQUADS },         { "rdfxml", RELATA_RDFXML },   { "rdf", RELATA_RDFXML },
    { "xml", RELATA_RDFXML },        { "rdfjson", RELATA_RDFJSON }, { "rj", RELATA_RDFJSON },
    { "json", RELATA_RDFJSON },      { "jsonld", RELATA_JSONLD },   { "json-ld", RELATA_JSONLD },
  };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcasecmp(name, names[i].name) == 0) {
      *out = names[i].syntax;
      return RELATA_OK;
    }
  return RELATA_NOT_FOUND;
}

/* ------------------------------------------------------------------ without claims */

/* Which terms describe how something was said: claims, sentences, the work that found them. */
static bool *mark_records(struct quads *quads) {
  static const char *const classes[] = { REL_CLAIM, REL_MERGE, NIF_SENTENCE_CLASS, PROV_ACTIVITY, PROV_SOFTWARE_AGENT };
  bool *records = calloc(quads_term_count(quads) + 1, sizeof *records);
  if (!records)
    abort();
  const uint32_t type = quads_find(quads, RELATA_STR(RDF_TYPE));
  for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
    const uint32_t class = quads_find(quads, relata_str_of(classes[i]));
    if (type == RELATA_NONE || class == RELATA_NONE)
      continue;
    struct quad_cursor cursor = quads_match(quads, (struct quad){ RELATA_NONE, type, class, RELATA_NONE }, true);
    for (const struct quad *quad; (quad = quad_cursor_next(&cursor));)
      records[quad->subject] = true;
  }
  return records;
}

static struct quads *without_claims(struct quads *quads) {
  bool *records = mark_records(quads);
  struct quads *kept = quads_new();
  size_t count;
  const struct quad *all = quads_all(quads, &count);
  for (size_t i = 0; i < count; i++)
    if (!records[all[i].subject])
      quads_add(kept, quads_term(quads, all[i].subject), quads_term(quads, all[i].predicate),
                quads_term(quads, all[i].object),
                all[i].graph == RELATA_NONE ? (struct relata_str){ NULL, 0 } : quads_term(quads, all[i].graph));
  quads_finish(kept);
  free(records);
  return kept;
}

/* ------------------------------------------------------------------ writing */

enum relata_status write_syntax(struct quads *quads, const struct relata_prefix prefixes[PREFIX_COUNT],
                               enum relata_syntax syntax, struct relata_out *out, struct relata_error *error) {
  switch (syntax) {
  case RELATA_TURTLE:
    return write_turtle(quads, prefixes, false, out, error);
  case RELATA_TRIG:
    return write_turtle(quads, prefixes, true, out, error);
  case RELATA_NTRIPLES:
    return write_lines(quads, false, out);
  case RELATA_NQUADS:
    return write_lines(quads, true, out);
  case RELATA_RDFXML:
    return write_rdfxml(quads, prefixes, out, error);
  case RELATA_RDFJSON:
    return write_rdfjson(quads, prefixes, out);
  case RELATA_JSONLD:
    return write_jsonld(quads, prefixes, out);
  }
  return relata_error_set(error, RELATA_BAD_USAGE, NULL, 0, 0, "there is no such syntax");
}

static enum relata_status write_quads(struct quads *quads, const struct relata_prefix prefixes[PREFIX_COUNT],
                                      const struct relata_export_options *options, struct relata_out *out,
                                      struct relata_error *error) {
  if (!options->statements_only)
    return write_syntax(quads, prefixes, options->syntax, out, error);
  struct quads *kept = without_claims(quads);
  const enum relata_status status = write_syntax(kept, prefixes, options->syntax, out, error);
  quads_free(kept);
  return status;
}

/* What came since the index was written stands behind it; a file has one order. */
static enum relata_status write_folded(struct quads *quads, const struct relata_prefix prefixes[PREFIX_COUNT],
                                       const struct relata_export_options *options, struct relata_out *out,
                                       struct relata_error *error) {
  if (quads_is_folded(quads))
    return write_quads(quads, prefixes, options, out, error);
  struct quads *whole = quads_fold(quads);
  const enum relata_status status = write_quads(whole, prefixes, options, out, error);
  quads_free(whole);
  return status;
}

enum relata_status relata_graph_export(struct relata_graph *graph, const struct relata_export_options *options,
                                       struct relata_out *out, struct relata_error *error) {
  struct quads *quads, *part;
  RELATA_TRY(graph_load(graph, &quads, error));
  if (!options->selection)
    return write_folded(quads, graph->prefixes, options, out, error);
  RELATA_TRY(part_of_graph(graph, quads, options->selection, &part, error));
  const enum relata_status status =
    quads_count(part) ? write_quads(part, graph->prefixes, options, out, error)
                      : relata_error_set(error, RELATA_NOT_FOUND, NULL, 0, 0,
                                         "there is nothing to write: no two things are related so");
  quads_free(part);
  return status;
}

static void take_quad(void *payload, struct relata_str subject, struct relata_str predicate, struct relata_str object,
                      struct relata_str graph) {
  quads_add(payload, subject, predicate, object, graph);
}

enum relata_status relata_write_rdf(struct relata_out *out, const struct relata_document *const *documents,
                                    size_t count, const struct relata_ontology *ontology,
                                    const struct relata_export_options *options, struct relata_error *error) {
  struct quads *quads = quads_new();
  struct relata_arena *arena = relata_arena_new();
  struct relata_prefix prefixes[PREFIX_COUNT];
  const struct relata_str base = RELATA_STR(NS_RELATA);
  struct description *description = NULL;
  prefixes_fill(prefixes, base, arena);
  prefixes_take(prefixes, ontology, arena);
  for (size_t i = 0; i < count; i++) {
    if (documents[i]->part == 0 || !description) {
      description_free(description);
      description = description_new(documents[i], base, ontology, (struct quad_sink){ take_quad, quads });
    }
    description_add(description, documents[i]);
  }
  description_free(description);
  quads_finish(quads);
  const enum relata_status status = write_quads(quads, prefixes, options, out, error);
  quads_free(quads);
  relata_arena_free(arena);
  return status;
}
