/* graph.h — what is kept and shown: a graph of statements and claims, its
 * query, its writers, its diagrams.
 *
 * A graph lives in a folder.  The storage and the query engine behind this
 * header are replaceable; no header of Redland or Graphviz shows through.
 */
#ifndef RELATA_GRAPH_H
#define RELATA_GRAPH_H

#include "ontology/ontology.h"

#ifdef __cplusplus
extern "C" {
#endif

struct relata_graph;

enum relata_graph_mode { RELATA_GRAPH_READ, RELATA_GRAPH_WRITE, RELATA_GRAPH_CREATE };

/* Opens the folder `path`, or makes it.  RELATA_NOT_FOUND when there is none,
 * RELATA_BUSY when another process is writing it. */
enum relata_status relata_graph_open(struct relata_graph **out, const char *path, enum relata_graph_mode mode,
                                     const struct relata_ontology *ontology, struct relata_error *error);
/* Gives up what was not committed. */
void relata_graph_close(struct relata_graph *graph);

/* The stem of entity IRIs; "https://w3id.org/relata/" unless changed before the first article. */
enum relata_status relata_graph_set_base(struct relata_graph *graph, const char *base, struct relata_error *error);

/* Takes a document's facts in: statements and claims into the article's own
 * named graph, entities, provenance.  An article of the same id is replaced.
 * Whole or not at all. */
enum relata_status relata_graph_add(struct relata_graph *graph, const struct relata_document *document,
                                    struct relata_error *error);
/* Takes an article out: what is left is a graph built without it, byte for
 * byte.  RELATA_NOT_FOUND, without a message, if it is not there. */
enum relata_status relata_graph_remove(struct relata_graph *graph, struct relata_str id, struct relata_error *error);
/* Takes in every article that is committed in `from`, whose base must be the
 * same; one that both have becomes that of `from`. */
enum relata_status relata_graph_merge(struct relata_graph *graph, struct relata_graph *from,
                                      struct relata_error *error);

struct relata_import_options {
  const char *syntax; /* "turtle", "ntriples", "nquads", "trig", "rdfxml", "rdfjson", "rdfa",
                       * "jsonl" (facts as `relata extract` prints them); NULL: by the name's ending */
  const char *graph;  /* IRI of the named graph that triples go to; NULL: the default graph */
  const char *base;   /* IRI that relative ones are resolved against; NULL: the file's own, file://… */
};
/* Takes in a file of RDF as one article, whose id is `path`; "-" is standard
 * input.  Names of graphs in N-Quads and TriG are kept; blank nodes are the
 * file's own.  `*quads` counts what it states; 0 and `*unchanged` when the
 * very same file was imported before. */
enum relata_status relata_graph_import(struct relata_graph *graph, const char *path,
                                       const struct relata_import_options *options, size_t *quads, bool *unchanged,
                                       struct relata_error *error);

/* What changed since the graph was opened or last committed, put in place at
 * once.  Articles not committed are given up by relata_graph_close. */
enum relata_status relata_graph_commit(struct relata_graph *graph, struct relata_error *error);

/* Reads everything and compares: every article's checksum, the index's, every
 * order of the index against the others, and all that it holds against the
 * articles.  RELATA_NOT_FOUND: there is no index of these articles, or an old
 * one; commit and compact make it. */
enum relata_status relata_graph_check(struct relata_graph *graph, struct relata_error *error);
/* Makes the index anew from the articles. */
enum relata_status relata_graph_compact(struct relata_graph *graph, struct relata_error *error);

/* What is known of an article without reading its facts. */
struct relata_graph_article {
  struct relata_str id, path, url, title, date;
  uint64_t hash; /* its document's content_hash */
};
typedef enum relata_status (*relata_take_article)(void *payload, const struct relata_graph_article *article);
/* Every committed article; `take` stops the walk with a status other than RELATA_OK. */
enum relata_status relata_graph_list(struct relata_graph *graph, relata_take_article take, void *payload,
                                     struct relata_error *error);
/* Is this very article in the graph already? */
bool relata_graph_has(struct relata_graph *graph, struct relata_str id, uint64_t content_hash);

struct relata_graph_counts {
  size_t articles, statements, claims, entities, relations, triples;
};
enum relata_status relata_graph_count(struct relata_graph *graph, struct relata_graph_counts *counts,
                                      struct relata_error *error);

/* ------------------------------------------------------------------- query */

enum relata_results {
  RELATA_RESULTS_TABLE, RELATA_RESULTS_CSV, RELATA_RESULTS_TSV, RELATA_RESULTS_JSON, RELATA_RESULTS_XML
};

/* The prefixes that queries and files know without declaring them, in the
 * order in which they are declared; valid as long as the graph. */
struct relata_prefix {
  const char *name;      /* "rel" */
  struct relata_str iri; /* "https://w3id.org/relata/ontology#" */
};
const struct relata_prefix *relata_graph_prefixes(struct relata_graph *graph, size_t *count);

/* For the queries that follow; 0, as it is at first: none.  A query that takes
 * longer gives RELATA_LIMIT. */
void relata_graph_set_time_limit(struct relata_graph *graph, double seconds);

/* Runs a query of SPARQL 1.1 (SERVICE and updates give RELATA_UNSUPPORTED).
 * Prefixes of `relata_graph_prefixes` are predeclared; the default graph is
 * the union of all articles, each triple once.  Rows go to `out` when all are
 * found; `*rows` counts them (1 or 0 for ASK, triples for CONSTRUCT and
 * DESCRIBE, which are written as Turtle whatever the format).  Without ORDER
 * BY rows come in the order of the store, which sorts terms by their bytes:
 * the same graph and query give the same bytes (but for NOW()).  A query that
 * is wrong gives RELATA_BAD_INPUT with the line and column of the word where
 * it goes wrong. */
enum relata_status relata_graph_query(struct relata_graph *graph, const char *query, enum relata_results format,
                                      bool color, struct relata_out *out, size_t *rows, struct relata_error *error);

/* ------------------------------------------------------------------- writers */

enum relata_syntax {
  RELATA_TURTLE, RELATA_TRIG, RELATA_NTRIPLES, RELATA_NQUADS, RELATA_RDFXML, RELATA_RDFJSON, RELATA_JSONLD
};
enum relata_status relata_syntax_of(const char *name, enum relata_syntax *out); /* "turtle", "ttl", "nq" … */

struct relata_export_options {
  enum relata_syntax syntax;
  bool statements_only; /* no claims */
};
enum relata_status relata_graph_export(struct relata_graph *graph, const struct relata_export_options *options,
                                       struct relata_out *out, struct relata_error *error);

/* One document's facts as RDF, without a graph on disk (`extract --format turtle`). */
enum relata_status relata_write_rdf(struct relata_out *out, const struct relata_document *const *documents,
                                    size_t count, const struct relata_ontology *ontology,
                                    const struct relata_export_options *options, struct relata_error *error);

/* ------------------------------------------------------------------- reading RDF */

/* Hands over a file's triples with their lines: RDF/XML (.rdf .owl .xml),
 * RDF/JSON (.rj .json), RDFa, JSON-LD (.jsonld, without lines); by content where the name tells nothing.  Never
 * fetches anything.  A relata_parse of ontology.h. */
enum relata_status relata_parse_rdf(const char *path, const struct relata_triple_sink *sink,
                                    struct relata_error *error);

/* ------------------------------------------------------------------- why */

/* One time that something is said. */
struct relata_evidence {
  struct relata_str subject, relation, object; /* labels */
  struct relata_str article, path, date;
  struct relata_str quote;                     /* the sentence */
  size_t subject_begin, subject_end, object_begin, object_end; /* bytes in `quote`; equal = not in it */
  struct relata_str speaker, phrase;
  struct relata_str why; /* the rule that gave it: "verb back S>O" */
  bool negated, possible;
  double confidence;
  uint32_t begin, end; /* bytes in the file */
};
typedef enum relata_status (*relata_take_evidence)(void *payload, const struct relata_evidence *evidence);

/* Every sentence behind an edge.  `relation` and `object` may be NULL; names
 * are IRIs, prefixed names, local names or labels, case ignored. */
enum relata_status relata_graph_why(struct relata_graph *graph, const char *subject, const char *relation,
                                    const char *object, relata_take_evidence take, void *payload, size_t *count,
                                    struct relata_error *error);

/* ------------------------------------------------------------------- diagrams */

struct relata_draw_options {
  const char *format;   /* "svg", "png", "pdf", "dot" */
  const char *about;    /* neighbourhood of this entity, or NULL */
  const char *relation; /* only this relation, or NULL */
  size_t limit;         /* nodes at most; 0 = 30, which can be read on a printed page */
  size_t depth;         /* steps from `about`; 0 = 1 */
  bool claims;          /* also what is only said, possible or negated */
  double seconds;       /* time limit of the layout; 0 = 20 */
  const char *title;    /* or NULL */
};
enum relata_status relata_graph_draw(struct relata_graph *graph, const struct relata_draw_options *options,
                                     struct relata_out *out, struct relata_error *error);

#ifdef __cplusplus
}
#endif
#endif
