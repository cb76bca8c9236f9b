/* describe.c — what the server and its data are, and what one thing is, as RDF. */
#include <string.h>

#include "graph/claims/vocabulary.h"
#include "graph/serve/catalog.h"
#include "graph/serve/formats.h"
#include "graph/serve/handlers.h"
#include "graph/store/term.h"
#include "graph/write/writers.h"

#define NS_SD "http://www.w3.org/ns/sparql-service-description#"
#define NS_VOID "http://rdfs.org/ns/void#"
#define NS_FORMATS "http://www.w3.org/ns/formats/"
#define VOID_DATASET "<" NS_VOID "Dataset>"

void answer_rdf_query(struct request *request, const char *query) {
  const struct format *format = format_of_rdf(request, &request->query);
  if (!format || answer_unchanged(request, format->key))
    return;
  const struct relata_server_options *server = request->serve->options;
  const struct relata_query_options options = { .syntax = (enum relata_syntax)format->value,
                                                .strict = server->strict,
                                                .seconds = server->seconds,
                                                .memory = server->memory,
                                                .cancel = &request->cancel };
  struct relata_error error = { .status = RELATA_OK };
  struct relata_out *out = relata_out_to_memory();
  if (relata_graph_run(request->snapshot->graph, query, &options, out, NULL, &error) == RELATA_OK) {
    answer_out(request, 200, format->type, out);
    return;
  }
  relata_out_abandon(out);
  answer_failure(request, &error);
}

/* ------------------------------------------------------------------ triples by hand */

struct writing {
  struct request *request;
  struct relata_arena *arena;
  struct quads *quads;
};

static void put(struct writing *writing, struct relata_str subject, const char *predicate, struct relata_str object) {
  quads_add(writing->quads, subject, relata_str_of(predicate), object, (struct relata_str){ NULL, 0 });
}

static void put_iri(struct writing *writing, struct relata_str subject, const char *predicate, const char *object) {
  put(writing, subject, predicate, relata_str_of(object));
}

static void put_text(struct writing *writing, struct relata_str subject, const char *predicate,
                     struct relata_str text) {
  const struct relata_str none = { NULL, 0 };
  put(writing, subject, predicate, term_literal(writing->arena, text, none, none));
}

static void put_number(struct writing *writing, struct relata_str subject, const char *predicate, size_t number) {
  put(writing, subject, predicate,
      term_literal(writing->arena, relata_arena_print(writing->arena, "%zu", number), RELATA_STR(NS_XSD "integer"),
                   (struct relata_str){ NULL, 0 }));
}

/* An address here: "<http://HOST/sparql>". */
static struct relata_str address(struct writing *writing, const char *path) {
  const char *host = writing->request->host;
  return term_iri(writing->arena, relata_arena_print(writing->arena, "http://%s", host ? host : "localhost"),
                  relata_str_of(path));
}

static void answer_quads(struct request *request, struct quads *quads, const struct format *format) {
  struct relata_prefix prefixes[PREFIX_COUNT];
  struct relata_error error = { .status = RELATA_OK };
  struct relata_out *out = relata_out_to_memory();
  const struct relata_prefix own[] = { { "sd", RELATA_STR(NS_SD) },       { "void", RELATA_STR(NS_VOID) },
                                       { "formats", RELATA_STR(NS_FORMATS) }, { "rdf", RELATA_STR(NS_RDF) },
                                       { "dct", RELATA_STR(NS_DCT) },     { "rel", RELATA_STR(NS_REL) },
                                       { "xsd", RELATA_STR(NS_XSD) } };
  for (size_t i = 0; i < PREFIX_COUNT; i++)
    prefixes[i] = i < sizeof own / sizeof *own ? own[i] : (struct relata_prefix){ .name = "" };
  quads_finish(quads);
  if (write_syntax(quads, prefixes, (enum relata_syntax)format->value, out, &error) == RELATA_OK) {
    answer_out(request, 200, format->type, out);
    return;
  }
  relata_out_abandon(out);
  answer_failure(request, &error);
}

/* ------------------------------------------------------------------ the data set, by VoID */

static void describe_partitions(struct writing *writing, struct relata_str dataset, const struct catalog *catalog) {
  for (size_t i = 0; i < catalog->relation_count; i++) {
    const struct relata_str part = term_blank(writing->arena, relata_arena_print(writing->arena, "p%zu", i));
    put(writing, dataset, "<" NS_VOID "propertyPartition>", part);
    put(writing, part, "<" NS_VOID "property>", quads_term(catalog->quads, catalog->relations[i].term));
    put_number(writing, part, "<" NS_VOID "triples>", catalog->relations[i].count);
  }
  for (size_t i = 0; i < catalog->type_count; i++) {
    if (catalog->types[i].term == RELATA_NONE)
      continue;
    const struct relata_str part = term_blank(writing->arena, relata_arena_print(writing->arena, "c%zu", i));
    put(writing, dataset, "<" NS_VOID "classPartition>", part);
    put(writing, part, "<" NS_VOID "class>", quads_term(catalog->quads, catalog->types[i].term));
    put_number(writing, part, "<" NS_VOID "entities>", catalog->types[i].count);
  }
}

static void describe_dataset(struct writing *writing, struct relata_str dataset, bool whole) {
  struct catalog *catalog = snapshot_catalog(writing->request->snapshot);
  put_iri(writing, dataset, RDF_TYPE, VOID_DATASET);
  put_text(writing, dataset, DCT_TITLE, writing->request->serve->title);
  put(writing, dataset, "<" NS_VOID "sparqlEndpoint>", address(writing, "/sparql"));
  put_text(writing, dataset, "<" NS_VOID "uriSpace>", writing->request->snapshot->base);
  put_number(writing, dataset, "<" NS_VOID "triples>", catalog->counts.triples);
  put_number(writing, dataset, "<" NS_VOID "entities>", catalog->thing_count);
  put_number(writing, dataset, "<" NS_VOID "documents>", catalog->article_count);
  put_number(writing, dataset, "<" NS_VOID "properties>", catalog->relation_count);
  put_number(writing, dataset, "<" NS_VOID "classes>", catalog->type_count);
  static const char *const vocabularies[] = { "<" NS_REL ">", "<" NS_SKOS ">", "<" NS_PROV ">", "<" NS_NIF ">",
                                              "<" NS_DCT ">" };
  for (size_t i = 0; i < sizeof vocabularies / sizeof *vocabularies; i++)
    put_iri(writing, dataset, "<" NS_VOID "vocabulary>", vocabularies[i]);
  if (whole)
    describe_partitions(writing, dataset, catalog);
}

void handle_void(struct request *request) {
  const struct format *format = format_of_rdf(request, &request->query);
  if (!format || answer_unchanged(request, format->key))
    return;
  struct writing writing = { request, request->arena, quads_new() };
  const struct relata_str dataset = address(&writing, "/.well-known/void#dataset");
  describe_dataset(&writing, dataset, true);
  put(&writing, dataset, "<" NS_VOID "dataDump>", address(&writing, "/api/export?format=trig"));
  answer_quads(request, writing.quads, format);
  quads_free(writing.quads);
}

/* ------------------------------------------------------------------ the service, by SD */

static void describe_service(struct writing *writing) {
  const struct relata_server_options *options = writing->request->serve->options;
  const struct relata_str service = address(writing, "/sparql#service"),
                          dataset = address(writing, "/.well-known/void#dataset"),
                          graph = term_blank(writing->arena, RELATA_STR("default"));
  static const char *const results[] = { "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV",
                                         "SPARQL_Results_TSV", "Turtle", "N-Triples", "N-Quads", "TriG", "RDF_XML",
                                         "RDF_JSON", "JSON-LD" };
  put_iri(writing, service, RDF_TYPE, "<" NS_SD "Service>");
  put(writing, service, "<" NS_SD "endpoint>", address(writing, "/sparql"));
  put_iri(writing, service, "<" NS_SD "supportedLanguage>", "<" NS_SD "SPARQL11Query>");
  if (options->token)
    put_iri(writing, service, "<" NS_SD "supportedLanguage>", "<" NS_SD "SPARQL11Update>");
  if (!options->strict)
    put_iri(writing, service, "<" NS_SD "feature>", "<" NS_SD "UnionDefaultGraph>");
  for (size_t i = 0; i < sizeof results / sizeof *results; i++)
    put_iri(writing, service, "<" NS_SD "resultFormat>",
            relata_arena_print(writing->arena, "<" NS_FORMATS "%s>", results[i]).data);
  static const char *const inputs[] = { "Turtle", "N-Triples", "RDF_XML", "RDF_JSON" };
  for (size_t i = 0; options->token && i < sizeof inputs / sizeof *inputs; i++)
    put_iri(writing, service, "<" NS_SD "inputFormat>",
            relata_arena_print(writing->arena, "<" NS_FORMATS "%s>", inputs[i]).data);
  put(writing, service, "<" NS_SD "defaultDataset>", dataset);
  put_iri(writing, dataset, RDF_TYPE, "<" NS_SD "Dataset>");
  put(writing, dataset, "<" NS_SD "defaultGraph>", graph);
  put_iri(writing, graph, RDF_TYPE, "<" NS_SD "Graph>");
  describe_dataset(writing, dataset, false);
}

void handle_service_description(struct request *request) {
  if (request_wants_page(request)) {
    answer_header(request, "Location", "/#/query");
    answer_empty(request, 303);
    return;
  }
  const struct format *format = format_of_rdf(request, &request->query);
  if (!format || answer_unchanged(request, format->key))
    return;
  struct writing writing = { request, request->arena, quads_new() };
  describe_service(&writing);
  answer_quads(request, writing.quads, format);
  quads_free(writing.quads);
}

/* ------------------------------------------------------------------ one thing */

/* The path of the base's IRI, "/kg/" of "http://example.org/kg/". */
static struct relata_str base_path(struct relata_str base) {
  const char *scheme = memmem(base.data, base.len, "://", 3);
  const char *host = scheme ? scheme + 3 : base.data;
  const char *slash = memchr(host, '/', base.len - (size_t)(host - base.data));
  return slash ? (struct relata_str){ slash, base.len - (size_t)(slash - base.data) } : RELATA_STR("/");
}

/* "/id/Turkey", or with the base's own path before it: the IRI's part behind the base. */
static struct relata_str local_of(struct relata_str path, struct relata_str base) {
  const struct relata_str stem = base_path(base);
  if (stem.len > 1 && path.len > stem.len && memcmp(path.data, stem.data, stem.len) == 0)
    return (struct relata_str){ path.data + stem.len, path.len - stem.len };
  return (struct relata_str){ path.data + 1, path.len - 1 };
}

/* What was merged into another thing leads there. */
static bool answer_merged(struct request *request, struct relata_str term) {
  struct quads *quads = request->snapshot->quads;
  const uint32_t number = quads_find(quads, term), thing = thing_of_merged(quads, number);
  const struct relata_str iri = term_as_iri(quads_term(quads, thing)), base = request->snapshot->base;
  if (thing == number || iri.len <= base.len || memcmp(iri.data, base.data, base.len) != 0)
    return false;
  answer_header(request, "Location",
                relata_arena_print(request->arena, "/%.*s", (int)(iri.len - base.len), iri.data + base.len).data);
  answer_empty(request, 303);
  return true;
}

void handle_entity(struct request *request) {
  const struct relata_str base = request->snapshot->base, local = local_of(request->path, base);
  struct quads *quads = request->snapshot->quads;
  /* IRIs are kept as they were minted: what the address had percent-encoded may be so in the graph or not. */
  struct relata_str term = term_iri(request->arena, base, local);
  const struct relata_str raw = { request->target.data, strcspn(request->target.data, "?#") };
  if (quads_find(quads, term) == RELATA_NONE)
    term = relata_arena_print(request->arena, "<%.*s%.*s>", (int)base.len, base.data,
                              (int)local_of(raw, base).len, local_of(raw, base).data);
  if (quads_find(quads, term) == RELATA_NONE) {
    answer_error(request, 404, NULL, "the graph names nothing %.*s", (int)term.len, term.data);
    return;
  }
  if (answer_merged(request, term))
    return;
  if (request_wants_page(request)) {
    handle_file(request);
    return;
  }
  answer_rdf_query(request, relata_arena_print(request->arena, "DESCRIBE %.*s", (int)term.len, term.data).data);
}
