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
struct relata_out; /* extract/base/out.h */

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
/* Shall the texts of articles that are added from now on be kept beside their
 * facts?  Not unless asked to.  Exports are the same with them. */
void relata_graph_keep_texts(struct relata_graph *graph, bool keep);
/* Appends an article's text, as it was read, to `text`.  RELATA_NOT_FOUND, without a
 * message, if there is no such article or its text was not kept. */
enum relata_status relata_graph_text(struct relata_graph *graph, struct relata_str id, struct relata_out *text,
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
  bool has_text; /* relata_graph_text has it */
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

/* ------------------------------------------------------------------- entities */

/* Articles name one thing in several ways, and several things in one.  At
 * every commit the names of all articles are joined to entities by a scored
 * decision (graph/entities/README.md); all that is read from a graph shows one
 * node an entity, with all its names.  What was joined, and why, stands in a
 * named graph of its own, BASE + "merges".  The result depends on the set of
 * articles and on the user's decisions, not on the order of either's coming. */

struct relata_graph_entity {
  struct relata_str iri, label;
  struct relata_str type;    /* local name of its commonest class; empty if none */
  struct relata_str same_as; /* the same thing elsewhere, an IRI; empty if unknown */
  const struct relata_str *names; /* all, `label` first, the others by their bytes */
  size_t name_count, article_count, merge_count;
};
typedef enum relata_status (*relata_take_entity)(void *payload, const struct relata_graph_entity *entity);
/* Every named thing, by IRI; with `name` (as relata_graph_why takes it) only
 * what that may mean, RELATA_NOT_FOUND where it means nothing. */
enum relata_status relata_graph_entities(struct relata_graph *graph, const char *name, relata_take_entity take,
                                         void *payload, struct relata_error *error);

/* Two names, or one name in several articles, taken for one thing. */
struct relata_graph_merge_record {
  struct relata_str id;             /* "Nordlys_Group/Nordlys": what split and undo take */
  struct relata_str iri;            /* of the record's node */
  struct relata_str entity, label;  /* the thing's IRI and name */
  struct relata_str kept, merged;   /* the two names; equal when it is one name in several articles */
  const struct relata_str *articles; /* IRIs of those that use `merged` */
  size_t article_count;
  double score;                     /* 0…1; 1 for a user's decision */
  const struct relata_str *reasons; /* the features that decided, "generic_ending +2.5: Group", strongest first */
  size_t reason_count;
  bool by_user;
};
typedef enum relata_status (*relata_take_merge)(void *payload, const struct relata_graph_merge_record *merge);
/* Every merge, by id; with `name` only those of the entities that it may mean. */
enum relata_status relata_graph_merges(struct relata_graph *graph, const char *name, relata_take_merge take,
                                       void *payload, struct relata_error *error);

/* The user's decisions.  They go before all scores, take effect with the next
 * relata_graph_commit, and are kept in the graph's folder: they outlive
 * rebuilding, replacing of articles and compaction.  `what` is a merge's id or
 * IRI, or an entity's name as relata_graph_why takes it. */
/* Takes a merge back: its names are two things again.  With an entity's name
 * all of its merges are taken back; with articles (their ids or IRIs) those
 * articles' share of it becomes a thing of its own.  RELATA_NOT_FOUND when there is none. */
enum relata_status relata_graph_split(struct relata_graph *graph, const char *what, const char *const *articles,
                                      size_t article_count, struct relata_error *error);
/* Two things are one, the first one's name is kept. */
enum relata_status relata_graph_same(struct relata_graph *graph, const char *keep, const char *other,
                                     struct relata_error *error);

struct relata_graph_choice {
  size_t number;           /* from 1, in the order in which they were made */
  bool same;               /* else apart */
  struct relata_str first, second;                 /* names, as IRIs' local parts */
  struct relata_str first_article, second_article; /* IRIs; empty: in any article */
};
typedef enum relata_status (*relata_take_choice)(void *payload, const struct relata_graph_choice *choice);
enum relata_status relata_graph_choices(struct relata_graph *graph, relata_take_choice take, void *payload,
                                        struct relata_error *error);
/* Forgets a decision by its number, 0 = the last one.  RELATA_NOT_FOUND when there is none. */
enum relata_status relata_graph_undo(struct relata_graph *graph, size_t number, struct relata_error *error);

/* The same on many machines: filters from lines to lines, each of which depends
 * on what it reads alone.  `from` and `to` are an input's path, "-" for
 * standard input, and an output; `base` may be NULL.  RELATA_BAD_INPUT names the line.
 *
 *     articles (relata_write_article) ── keys ──▶ a line a named thing, its blocking key first
 *       sorted or grouped by key      ── blocks ─▶ a line a thing of one name
 *       all of them together          ── join ──▶ a table: what each article's names mean; merges as N-Quads
 *     articles and table              ── resolve ▶ articles whose facts have their entities
 *     resolved articles               ── nquads ─▶ the quads that relata_graph_export writes of the same articles,
 *                                                  but for the merges, which stand in the table
 */
enum relata_status relata_write_article(struct relata_out *to, const struct relata_document *document);
enum relata_status relata_filter_keys(const char *from, struct relata_out *to, const struct relata_ontology *ontology,
                                      const char *base, struct relata_error *error);
/* Lines of one key must stand together. */
enum relata_status relata_filter_blocks(const char *from, struct relata_out *to, struct relata_error *error);
enum relata_status relata_filter_join(const char *from, struct relata_out *to, const char *base,
                                      struct relata_error *error);
enum relata_status relata_filter_resolve(const char *from, const char *table, struct relata_out *to, const char *base,
                                         struct relata_error *error);
enum relata_status relata_filter_nquads(const char *from, struct relata_out *to, const struct relata_ontology *ontology,
                                        const char *base, struct relata_error *error);

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

/* Runs a query of SPARQL 1.1 (SERVICE and updates give RELATA_UNSUPPORTED).
 * Prefixes of `relata_graph_prefixes` are predeclared; the default graph is
 * the union of all articles, each triple once.  Rows go to `out` as they are
 * found; `*rows` counts them (1 or 0 for ASK, triples for CONSTRUCT and
 * DESCRIBE, which are written as Turtle whatever the format).  Without ORDER
 * BY rows come in the order of the plan and the store: the same graph and
 * query give the same bytes (but for NOW()).  `?x text:matches "words"` finds
 * things by their labels and quotations (docs/howto/query.md).  In a graph of
 * hundreds of thousands of triples the terms that came since its index was
 * written stand behind the others, until relata_graph_compact.  A query that
 * is wrong gives RELATA_BAD_INPUT with the line and column of the word where
 * it goes wrong. */
enum relata_status relata_graph_query(struct relata_graph *graph, const char *query, enum relata_results format,
                                      bool color, struct relata_out *out, size_t *rows, struct relata_error *error);

enum relata_syntax {
  RELATA_TURTLE, RELATA_TRIG, RELATA_NTRIPLES, RELATA_NQUADS, RELATA_RDFXML, RELATA_RDFJSON, RELATA_JSONLD
};
enum relata_status relata_syntax_of(const char *name, enum relata_syntax *out); /* "turtle", "ttl", "nq" … */

enum relata_query_form { RELATA_QUERY_SELECT, RELATA_QUERY_ASK, RELATA_QUERY_CONSTRUCT, RELATA_QUERY_DESCRIBE };

/* How one query is run; all zero: as relata_graph_query does, without limits. */
struct relata_query_options {
  enum relata_results results; /* of SELECT and ASK */
  enum relata_syntax syntax;   /* of CONSTRUCT and DESCRIBE; what has no graphs is written without */
  bool color;                  /* tables for a terminal */
  bool strict;                 /* the default graph is the triples outside of named graphs, not the union of all */
  const char *base;            /* that relative IRIs are resolved against; NULL: none */
  /* The SPARQL protocol's default-graph-uri and named-graph-uri: IRIs that
   * stand for the query's own FROM and FROM NAMED.  When both are empty the
   * query's count. */
  const char *const *default_graphs, *const *named_graphs;
  size_t default_graph_count, named_graph_count;
  /* Limits; 0: none.  Each gives RELATA_LIMIT with a message for the user. */
  double seconds;
  size_t memory; /* bytes that the query may use beyond the graph itself */
  size_t rows;   /* that may be written; more are an error, not cut off */
  /* Set to other than 0 by another thread (__atomic_store_n), it ends the
   * query within milliseconds, with RELATA_LIMIT; NULL: nobody will. */
  const int *cancel;
  bool allow_service; /* may SERVICE ask other servers?  Never for queries of strangers. */
  /* The plan with estimated and real counts and times is written here when the
   * query has run; NULL: nowhere. */
  struct relata_out *explain;
};

struct relata_query_answer {
  enum relata_query_form form;
  size_t rows; /* rows; 1 or 0 for ASK; triples for CONSTRUCT and DESCRIBE */
};

/* relata_graph_query with all its choices.  `answer` may be NULL.  Many threads
 * may run queries on one graph that is open for reading; whoever changes it
 * must be alone.  On an error what `out` got is no answer: abandon it. */
enum relata_status relata_graph_run(struct relata_graph *graph, const char *query,
                                    const struct relata_query_options *options, struct relata_out *out,
                                    struct relata_query_answer *answer, struct relata_error *error);

/* What a query asks for, by reading but not running it: so a server knows which
 * formats may be its answer.  Errors as relata_graph_run's. */
enum relata_status relata_graph_query_form(struct relata_graph *graph, const char *query, const char *base,
                                           enum relata_query_form *form, struct relata_error *error);

/* ------------------------------------------------------------------- selection */

/* How the articles stand to a tie, from strong to weak. */
enum relata_tie_status {
  RELATA_TIE_STATED,   /* an article itself states it as a fact */
  RELATA_TIE_SAID,     /* somebody is quoted for it */
  RELATA_TIE_POSSIBLE, /* planned, feared, alleged, conditional */
  RELATA_TIE_NEGATED,  /* said not to be so */
  RELATA_TIE_STATUS_COUNT
};
/* "stated", "said", "possible", "negated"; RELATA_NOT_FOUND for other names. */
const char *relata_tie_status_as_name(enum relata_tie_status status);
enum relata_status relata_tie_status_of(const char *name, enum relata_tie_status *out);

/* What makes a thing telling.  Both halve what has no name ("talks", "the town"). */
enum relata_importance {
  RELATA_IMPORTANCE_DEGREE,  /* the sum of its ties, each 1 + log2(articles), by half when not stated */
  RELATA_IMPORTANCE_PAGERANK /* PageRank over the same weights, 0.85; things sum to 1; with `about` it starts there */
};

struct relata_names {
  const char *const *items; /* borrowed */
  size_t count;             /* 0: no matter which */
};

/* A part of the graph, for diagrams, exports and the server.  All zero: every
 * tie between two things, and of the things the most telling.  Names are as
 * relata_graph_why takes them; of a list any fits. */
struct relata_selection {
  struct relata_names about;     /* the neighbourhood of these things */
  size_t depth;                  /* steps from `about`; RELATA_SELECT_ABOUT_ONLY = ties among themselves; 0 = 1 */
  struct relata_names relations; /* only these */
  struct relata_names types;     /* only things of these classes or classes below; `about` stays */
  struct relata_names sources;   /* only what these publishers' articles say; see relata_graph_select */
  struct relata_names articles;  /* only what these articles say: their ids or IRIs */
  const char *from, *to;         /* "2018", "2018-09", "2018-09-07", both ends count; NULL = open.  What counts is a
                                  * claim's own time, else its article's date; what has neither is left out */
  unsigned statuses;             /* bits 1u << RELATA_TIE_…: only claims of these; 0 = all */
  size_t min_sources;            /* ties that at least so many articles have, after the filters above */
  size_t limit;                  /* things at most; 0 = all.  `about` stays, however many they are */
  enum relata_importance importance;
};
#define RELATA_SELECT_ABOUT_ONLY ((size_t)-1)

/* What relata_graph_select finds.  Everything is owned by it. */
struct relata_selected_node {
  struct relata_str iri, label;
  struct relata_str type;    /* local name of its commonest class; empty if none */
  struct relata_str family;  /* "person", "state", "armed", "organisation", "people", "place", "event", "other" */
  struct relata_str same_as; /* an IRI, empty if none */
  double weight;             /* see relata_importance */
  size_t ties;               /* how many it has after the filters … */
  size_t shown;              /* … and how many of them are selected */
  size_t all_ties;           /* how many it has in the whole graph */
  size_t articles;           /* that speak of those ties, after the filters */
  uint32_t community;        /* 0, 1, …, the biggest first; of ties that are selected */
  bool about;                /* one that was asked for */
};
/* One time that it is said. */
struct relata_selected_claim {
  struct relata_str iri;         /* empty for a bare statement */
  enum relata_tie_status status;
  uint32_t article;              /* index; RELATA_NONE for what an import states in the default graph */
  struct relata_str time;        /* its own, else its article's date; empty if it has neither */
  bool own_time;
  struct relata_str speaker;     /* words; empty when the article itself says it */
  struct relata_str quote;       /* its sentence */
  double confidence;             /* 1 for a bare statement */
};
/* One relation between two things, all its claims (after the filters) together. */
struct relata_selected_edge {
  size_t from, to;                /* indexes of nodes; a symmetric one comes once, its ends in the order of their IRIs */
  struct relata_str relation, label; /* IRI and words */
  bool symmetric;
  enum relata_tie_status status;  /* the strongest */
  size_t statuses[RELATA_TIE_STATUS_COUNT]; /* how often it is said so; a bare statement counts once */
  const struct relata_selected_claim *claims; /* by article, then in the text's order */
  size_t said;                    /* how many; the sum of `statuses` */
  const struct relata_selected_claim *best; /* one that shows it */
  const uint32_t *articles;       /* indexes of articles, ascending */
  size_t article_count;           /* 0 for what an import states in the default graph */
  struct relata_str first, last;  /* earliest begin and latest end of its times, as in the graph; empty if unknown */
  double confidence;              /* the best of its claims' */
  double weight;                  /* see relata_importance */
};
struct relata_selected_article {
  struct relata_str iri, id, title, date, path, publisher; /* empty where unknown */
};
struct relata_selected {
  struct relata_selected_node *nodes; /* the heaviest first */
  size_t node_count;
  struct relata_selected_edge *edges; /* the heaviest first */
  size_t edge_count;
  struct relata_selected_article *articles; /* of the edges, by IRI */
  size_t article_count;
  size_t total_nodes, total_edges; /* what fits the filters, before `limit` */
  size_t total_articles;
  struct relata_str base; /* the stem of the graph's own IRIs */
  double modularity; /* of the communities, Newman's Q: above 0.3 they tell something */
  struct relata_arena *arena;
};
/* The things and ties that fit; RELATA_OK and none where nothing does.
 * RELATA_NOT_FOUND, with the nearest names, for a name of `about` or a
 * relation, type, publisher or article that the graph does not know;
 * RELATA_BAD_USAGE for a date that is none.  A publisher is dcterms:publisher,
 * else the host of the article's URL, without "www."; letter case does not matter.
 * The same graph and selection give the same order and numbers. */
enum relata_status relata_graph_select(struct relata_graph *graph, const struct relata_selection *selection,
                                       struct relata_selected **out, struct relata_error *error);
void relata_selected_free(struct relata_selected *selected); /* NULL does nothing */

/* ------------------------------------------------------------------- update */

/* How an update lives in the store: as articles, like all else.
 *
 * - What is inserted is the user's own.  It goes to an article whose id is the
 *   graph's IRI ("default graph" for triples outside of graphs), which
 *   `relata_graph_list` shows and `relata_graph_remove` takes out; building
 *   the texts again leaves it alone.
 * - What is deleted is gone from every article that states it, until such an
 *   article changes and is read anew.
 * - CREATE keeps an empty graph; DROP, and CLEAR of a graph that an article
 *   has to itself, take the article out.
 * - Patterns see what queries see: without GRAPH, WITH or USING the union of
 *   all graphs; INSERT without GRAPH or WITH adds triples outside of graphs;
 *   DELETE without them deletes from every graph, so that what a pattern
 *   found is gone afterwards; CLEAR, DROP, COPY, MOVE and ADD mean with
 *   DEFAULT the triples outside of graphs.  With `strict_dataset` the default
 *   graph is these triples everywhere, as the standard has it.
 */
struct relata_update_options {
  const char *base;    /* IRI that relative ones are resolved against; NULL: none */
  bool allow_load;     /* LOAD of local files ("file:…" or a path); without it RELATA_UNSUPPORTED, SILENT or not */
  bool strict_dataset; /* see above */
  /* The protocol's using-graph-uri and using-named-graph-uri, for operations
   * with WHERE.  RELATA_BAD_INPUT together with USING or WITH in the text. */
  const char *const *using_graphs, *const *using_named;
  size_t using_graph_count, using_named_count;
  double seconds;    /* time limit of the whole; 0: none */
  const int *cancel; /* as in relata_query_options */
};

/* Quads, each counted in its graph, that are in the graph now and were not
 * before, and the other way round; graphs with something in them that were
 * not there before, and the other way round. */
struct relata_update_counts {
  size_t operations, inserted, deleted, graphs_created, graphs_dropped;
};

/* Runs the operations of a SPARQL 1.1 Update one after the other, each seeing
 * what those before it did, and commits: all of them or, whatever fails, none.
 * The graph must be open for writing with nothing waiting for its commit
 * (RELATA_BAD_USAGE).  `options` and `counts` may be NULL.  Prefixes are
 * predeclared as for queries.  RELATA_BAD_INPUT with line and column of a mistake,
 * or of an operation that cannot be done (CREATE of a graph that is there, say,
 * without SILENT); RELATA_LIMIT; RELATA_IO as a commit.  Blank nodes of the
 * text get labels that no other update gives. */
enum relata_status relata_graph_update(struct relata_graph *graph, const char *update,
                                       const struct relata_update_options *options,
                                       struct relata_update_counts *counts, struct relata_error *error);

/* Looks again at what is committed, for a graph that stays open while others
 * write it; true if it has changed since it was last read, and the next query
 * sees the change.  A query sees one state from its beginning to its end. */
bool relata_graph_refresh(struct relata_graph *graph);

/* ------------------------------------------------------------------- writers */

struct relata_export_options {
  enum relata_syntax syntax;
  bool statements_only; /* no claims */
  const struct relata_selection *selection; /* only what it selects and what describes that; NULL = all */
};
enum relata_status relata_graph_export(struct relata_graph *graph, const struct relata_export_options *options,
                                       struct relata_out *out, struct relata_error *error);

/* Files for programs that draw and measure networks.  An edge a relation and
 * pair of things, as relata_graph_select gives them. */
enum relata_network {
  RELATA_GEXF,        /* GEXF 1.3, dynamic: edges and nodes with the times that articles give */
  RELATA_GRAPHML,     /* directed, with typed attributes */
  RELATA_CYTOSCAPE,   /* Cytoscape.js and Cytoscape Desktop: {"elements": {"nodes": …, "edges": …}} */
  RELATA_CSV_NODES, RELATA_CSV_EDGES,     /* tables with a heading, RFC 4180 */
  RELATA_NEO4J_NODES, RELATA_NEO4J_EDGES  /* the tables of `neo4j-admin database import` */
};
/* "gexf", "graphml", "cytoscape" (also "cyjs"), "csv-nodes", "csv-edges", "neo4j-nodes", "neo4j-edges". */
enum relata_status relata_network_of(const char *name, enum relata_network *out);
/* `selection` NULL = all.  RELATA_NOT_FOUND where nothing fits. */
enum relata_status relata_graph_write_network(struct relata_graph *graph, const struct relata_selection *selection,
                                              enum relata_network network, struct relata_out *out,
                                              struct relata_error *error);
/* The same for what was selected already. */
enum relata_status relata_selected_write(const struct relata_selected *selected, enum relata_network network,
                                         struct relata_out *out, struct relata_error *error);

/* One document's facts as RDF, without a graph on disk (`extract --format turtle`); the names of several are not
 * joined to entities. */
enum relata_status relata_write_rdf(struct relata_out *out, const struct relata_document *const *documents,
                                    size_t count, const struct relata_ontology *ontology,
                                    const struct relata_export_options *options, struct relata_error *error);

/* ------------------------------------------------------------------- push */

/* A graph to another store: every named graph whole, then the triples outside
 * of graphs, by the SPARQL 1.1 Graph Store HTTP Protocol or by updates. */
struct relata_push_options {
  const char *to;      /* the store's address for graphs; with `update`, for updates */
  bool update;         /* CLEAR and INSERT DATA in place of PUT and POST */
  bool changed_only;   /* sync: what arrived before and is the same is not sent again */
  const char *state;   /* file that keeps what arrived: an interrupted push goes on by it */
  size_t batch;        /* triples of one request, 0 = 50,000; a graph with blank nodes goes in one */
  unsigned attempts;   /* of a request, 0 = 6, with waits of 1, 2, 4 … seconds between */
  double seconds;      /* limit of one request, 0 = 300 */
  const char *token;   /* Bearer; or */
  const char *user, *password; /* Basic or Digest; NULL: none */
  void (*progress)(void *payload, size_t done, size_t total); /* graphs; or NULL */
  void *payload;
  const int *cancel;   /* as in relata_query_options */
};
struct relata_push_counts {
  size_t graphs, triples; /* sent */
  size_t unchanged, deleted, retries;
  bool resumed; /* an earlier push had stopped on its way */
};
/* RELATA_IO with the server's answer and what helps; what arrived is kept in
 * `state`, so the same call again goes on from there.  Graphs that an earlier
 * push sent and that are gone are deleted there; others are left alone. */
enum relata_status relata_graph_push(struct relata_graph *graph, const struct relata_push_options *options,
                                     struct relata_push_counts *counts, struct relata_error *error);

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

enum relata_clusters { RELATA_CLUSTERS_AUTO, RELATA_CLUSTERS_ON, RELATA_CLUSTERS_OFF };

struct relata_draw_options {
  struct relata_selection selection; /* a `limit` of 0 is 30 here, which can be read on a printed page */
  const char *format;   /* "svg", "png", "pdf", "dot" */
  const char *theme;    /* "light" (NULL too), "dark", "print" (black and white), "colorblind" */
  const char *title;    /* NULL: says what was selected */
  const char *links;    /* what stands for the graph's base in links, "http://localhost:8080/"; NULL: things lead to
                         * their owl:sameAs, edges to their article's address or file; "": no links */
  bool timeline;        /* the ties by date instead of a network: what `about` does and what is done to it */
  enum relata_clusters clusters; /* frames round communities; AUTO where they tell something */
  double seconds;       /* limit of the whole call; 0 = 20 */
};
/* RELATA_NOT_FOUND where nothing fits, RELATA_LIMIT when the time is up. */
enum relata_status relata_graph_draw(struct relata_graph *graph, const struct relata_draw_options *options,
                                     struct relata_out *out, struct relata_error *error);

/* ------------------------------------------------------------------- server */

/* HTTP on a graph: the SPARQL 1.1 Protocol at /sparql, the Graph Store Protocol
 * at /rdf-graph-store, /api for the page (graph/serve/api.md), the page itself,
 * and every IRI under the graph's base by its path.  It reads the graph as it
 * is; what others commit meanwhile is seen within a second. */
struct relata_server;

struct relata_server_options {
  const char *graph; /* its folder */
  const char *title; /* NULL: the folder's name */
  const char *host;  /* address or name to listen at; NULL: 127.0.0.1 */
  uint16_t port;     /* 0: any that is free */
  const char *web;   /* folder with the page's files, or NULL */
  const char *log;   /* file for the access log (common log format), appended to; NULL: none */
  const char *cors;  /* origin that browsers may ask from, "*" for any; NULL: only the page itself */
  const char *token; /* what a writer must show; NULL: nobody writes */
  bool strict;       /* default graph as relata_query_options' `strict` */
  double seconds;    /* limits, each 0 = its default: of time a request (30), */
  size_t rows;       /* rows an answer (1,000,000), */
  size_t memory;     /* bytes a query (1 GiB), */
  size_t body;       /* bytes of a request's body (16 MiB), */
  size_t connections; /* at a time (1,000), */
  unsigned threads;  /* requests worked on at a time (the processors, at least 2) */
  size_t cache;      /* bytes of answers kept until the graph changes; 0 = none */
};

/* Starts to answer, in threads of its own.  `ontology` (may be NULL) must outlive it. */
enum relata_status relata_server_start(struct relata_server **out, const struct relata_server_options *options,
                                       const struct relata_ontology *ontology, struct relata_error *error);
uint16_t relata_server_get_port(const struct relata_server *server);
/* Takes no more requests, lets those in work finish for up to five seconds, and frees it.  NULL does nothing. */
void relata_server_stop(struct relata_server *server);

/* --------------------------------------------------------------------- site */

struct relata_site_options {
  const char *graph; /* its folder */
  const char *title; /* what the page calls the graph */
  const char *web;   /* folder with the page's files */
  void (*progress)(void *payload, size_t done, size_t total); /* articles; or NULL */
  void *payload;
  const int *cancel; /* as in relata_query_options; or NULL */
};

/* Writes the page and all that it shows into `folder`, for any web server that
 * hands out files: the graph can be searched, filtered and followed to its
 * sentences, not queried.  A site that is there is replaced, whole or not at
 * all; RELATA_BAD_USAGE where the folder holds anything else.  RELATA_LIMIT
 * for more than 200,000 claims, RELATA_NOT_FOUND when the page was not built. */
enum relata_status relata_site_write(const char *folder, const struct relata_site_options *options,
                                     const struct relata_ontology *ontology, size_t *files, struct relata_error *error);

#ifdef __cplusplus
}
#endif
#endif
