/* api_graph.c — /api/info, search, graph, table, draw, export: the graph as a whole. */
#include <stdlib.h>
#include <string.h>

#include "graph/claims/vocabulary.h"
#include "graph/select/families.h"
#include "graph/serve/api.h"
#include "graph/serve/formats.h"
#include "graph/store/graph_private.h"
#include "graph/store/term.h"

/* ------------------------------------------------------------------ info */

enum { LISTED_MAX = 1000 };

static void put_counts(struct json *json, const struct catalog *catalog) {
  const struct relata_graph_counts *counts = &catalog->counts;
  json_open_at(json, "counts", '{');
  json_put_count(json, "articles", catalog->article_count);
  json_put_count(json, "statements", counts->statements);
  json_put_count(json, "claims", counts->claims);
  json_put_count(json, "entities", counts->entities);
  json_put_count(json, "relations", counts->relations);
  json_put_count(json, "triples", counts->triples);
  json_close(json, '}');
}

static void put_prefixes(struct json *json, struct relata_graph *graph) {
  size_t count;
  const struct relata_prefix *prefixes = relata_graph_prefixes(graph, &count);
  json_open_at(json, "prefixes", '[');
  for (size_t i = 0; i < count; i++) {
    json_open(json, '{');
    json_put_word(json, "name", prefixes[i].name);
    json_put_text(json, "iri", prefixes[i].iri);
    json_close(json, '}');
  }
  json_close(json, ']');
}

static void put_families(struct json *json) {
  json_open_at(json, "families", '[');
  for (size_t i = 0; i < FAMILY_COUNT; i++) {
    const struct family *family = family_get(i);
    json_open(json, '{');
    json_put_word(json, "name", family->key);
    json_put_word(json, "label", family->name);
    json_put_word(json, "fill", family->fill);
    json_put_word(json, "line", family->line);
    json_close(json, '}');
  }
  json_close(json, ']');
}

static struct relata_str class_label(const struct catalog *catalog, struct relata_str name) {
  const uint32_t index =
    catalog->ontology ? relata_ontology_find_class(catalog->ontology, name) : RELATA_NONE;
  const struct relata_str label =
    index == RELATA_NONE ? name : relata_ontology_get_class(catalog->ontology, index)->label;
  return label.len ? label : name;
}

static void put_types(struct json *json, struct catalog *catalog) {
  json_open_at(json, "types", '[');
  for (size_t i = 0; i < catalog->type_count && i < LISTED_MAX; i++) {
    const struct catalog_count *type = &catalog->types[i];
    json_open(json, '{');
    json_put_text(json, "name", type->name);
    json_put_text(json, "label", class_label(catalog, type->name));
    json_put_text_or_null(json, "iri", type->term == RELATA_NONE ? type->name : catalog_id(catalog, type->term));
    json_put_word(json, "family", family_get(family_of(catalog->ontology, type->name))->key);
    json_put_count(json, "count", type->count);
    json_close(json, '}');
  }
  json_close(json, ']');
}

static bool is_open_relation(struct relata_str iri) {
  return iri.len > sizeof NS_OPEN - 1 && memcmp(iri.data, NS_OPEN, sizeof NS_OPEN - 1) == 0;
}

void api_put_relation(struct json *json, struct request *request, struct catalog *catalog, uint32_t term) {
  const struct relata_str iri = catalog_id(catalog, term), label = catalog_label(catalog, term),
                          inverse = api_relation_label(catalog, term, true);
  json_put_text(json, "id", iri);
  json_put_text_or_null(json, "name", prefixes_shorten(catalog->snapshot->graph->prefixes, iri, request->arena));
  json_put_text(json, "label", label);
  json_put_text_or_null(json, "inverse", inverse.data == label.data ? (struct relata_str){ NULL, 0 } : inverse);
  json_put_truth(json, "open", is_open_relation(iri));
}

static void put_relations(struct json *json, struct request *request, struct catalog *catalog) {
  json_open_at(json, "relations", '[');
  for (size_t i = 0; i < catalog->relation_count && i < LISTED_MAX; i++) {
    json_open(json, '{');
    api_put_relation(json, request, catalog, catalog->relations[i].term);
    json_put_count(json, "count", catalog->relations[i].count);
    json_close(json, '}');
  }
  json_close(json, ']');
}

static void put_sources(struct json *json, const struct catalog *catalog) {
  json_open_at(json, "sources", '[');
  for (size_t i = 0; i < catalog->source_count; i++) {
    json_open(json, '{');
    json_put_text(json, "name", catalog->sources[i].name);
    json_put_count(json, "count", catalog->sources[i].count);
    json_close(json, '}');
  }
  json_close(json, ']');
}

/* Articles stand by date, the newest first, those without one last. */
static void put_dates(struct json *json, const struct catalog *catalog) {
  struct relata_str from = { NULL, 0 }, to = { NULL, 0 };
  for (size_t i = 0; i < catalog->article_count && catalog->articles[i].date.len; i++) {
    from = catalog->articles[i].date;
    to = i == 0 ? from : to;
  }
  json_open_at(json, "dates", '{');
  json_put_text_or_null(json, "from", from);
  json_put_text_or_null(json, "to", to);
  json_close(json, '}');
}

static void put_limits(struct json *json, const struct relata_server_options *options) {
  json_open_at(json, "limits", '{');
  json_put_real(json, "seconds", options->seconds);
  json_put_count(json, "rows", options->rows);
  json_put_count(json, "nodes", 10000);
  json_put_count(json, "body", options->body);
  json_close(json, '}');
  json_open_at(json, "statuses", '[');
  for (size_t i = 0; i < RELATA_TIE_STATUS_COUNT; i++)
    json_text(json, relata_str_of(relata_tie_status_as_name((enum relata_tie_status)i)));
  json_close(json, ']');
}

void handle_api_info(struct request *request) {
  static const char *const known[] = { NULL };
  if (!api_begin(request, known))
    return;
  struct catalog *catalog = snapshot_catalog(request->snapshot);
  struct json json = api_open();
  json_put_text(&json, "title", request->serve->title);
  json_put_word(&json, "version", relata_version());
  json_put_truth(&json, "writable", request->serve->options->token != NULL);
  json_put_word(&json, "state", request->snapshot->state);
  json_put_text(&json, "base", request->snapshot->base);
  put_counts(&json, catalog);
  put_prefixes(&json, request->snapshot->graph);
  put_families(&json);
  put_types(&json, catalog);
  put_relations(&json, request, catalog);
  put_sources(&json, catalog);
  put_dates(&json, catalog);
  put_limits(&json, request->serve->options);
  api_end(request, &json);
}

/* ------------------------------------------------------------------ search */

/* How well a name fits, 0 best. */
enum { FITS_WHOLE, FITS_BEGIN, FITS_WORD, FITS_INSIDE, FITS_WORDS, FITS_NOT };

struct hit {
  const struct catalog_name *name;
  int fit;
  uint32_t facts;
};

/* Every word of `query` begins somewhere a word of `name`. */
static bool has_all_words(struct relata_str name, struct relata_str query) {
  for (size_t at = 0; at < query.len;) {
    const char *space = memchr(query.data + at, ' ', query.len - at);
    const size_t end = space ? (size_t)(space - query.data) : query.len;
    bool found = false;
    for (size_t i = 0; !found && i + (end - at) <= name.len; i++)
      found = (i == 0 || name.data[i - 1] == ' ') && memcmp(name.data + i, query.data + at, end - at) == 0;
    if (end > at && !found)
      return false;
    at = end + 1;
  }
  return true;
}

static int fit_of(struct relata_str name, struct relata_str query) {
  const char *found = query.len ? memmem(name.data, name.len, query.data, query.len) : name.data;
  int best = FITS_NOT;
  while (found && best > FITS_WORD) {
    const size_t at = (size_t)(found - name.data);
    const int fit = at == 0 ? (query.len == name.len ? FITS_WHOLE : FITS_BEGIN)
                            : name.data[at - 1] == ' ' || name.data[at - 1] == '-' ? FITS_WORD : FITS_INSIDE;
    if (fit < best)
      best = fit;
    found = memmem(found + 1, name.len - at - 1, query.data, query.len);
  }
  return best == FITS_NOT && has_all_words(name, query) ? FITS_WORDS : best;
}

static int compare_hits(const void *a, const void *b) {
  const struct hit *x = a, *y = b;
  if (x->fit != y->fit)
    return x->fit - y->fit;
  if (x->facts != y->facts)
    return x->facts > y->facts ? -1 : 1;
  return x->name->thing < y->name->thing ? -1 : x->name->thing > y->name->thing;
}

/* The best `limit` things, one name each; the arena's. */
static struct hit *find_hits(struct request *request, struct catalog *catalog, struct relata_str query,
                             struct relata_str type, size_t limit, size_t *count) {
  struct hit *hits = malloc((catalog->thing_count + 1) * sizeof *hits);
  if (!hits)
    abort();
  *count = 0;
  for (size_t i = 0; i < catalog->name_count; i++) {
    const struct catalog_name *name = &catalog->names[i];
    const struct hit hit = { name, fit_of(name->folded, query), catalog->facts[name->thing] };
    if (hit.fit == FITS_NOT || (type.len && !relata_str_equal(catalog_class(catalog, name->thing), type)))
      continue;
    const bool again = *count && hits[*count - 1].name->thing == name->thing;
    if (!again)
      hits[(*count)++] = hit;
    else if (hit.fit < hits[*count - 1].fit)
      hits[*count - 1] = hit;
  }
  if (*count)
    qsort(hits, *count, sizeof *hits, compare_hits);
  *count = *count < limit ? *count : limit;
  struct hit *kept = relata_arena_alloc(request->arena, (*count + 1) * sizeof *kept);
  memcpy(kept, hits, *count * sizeof *kept);
  free(hits);
  return kept;
}

void handle_api_search(struct request *request) {
  static const char *const known[] = { "q", "limit", "type", NULL };
  size_t limit = 10, count;
  if (!api_begin(request, known) || !api_number(request, "limit", 1, 100, &limit))
    return;
  struct catalog *catalog = snapshot_catalog(request->snapshot);
  const struct relata_str query = parameters_get(&request->query, "q");
  const struct relata_str folded = relata_str_trim(fold_for_search(request->arena, query));
  const struct hit *hits = find_hits(request, catalog, folded, parameters_get(&request->query, "type"), limit, &count);
  struct json json = api_open();
  json_put_text(&json, "q", query);
  json_open_at(&json, "results", '[');
  for (size_t i = 0; i < count; i++) {
    json_open(&json, '{');
    json_put_thing_members(&json, catalog, hits[i].name->thing);
    json_put_text(&json, "match", hits[i].name->text);
    json_put_count(&json, "facts", hits[i].facts);
    json_close(&json, '}');
  }
  json_close(&json, ']');
  api_end(request, &json);
}

/* ------------------------------------------------------------------ graph */

static void put_node(struct json *json, const struct relata_selected_node *node) {
  json_open(json, '{');
  json_put_text(json, "id", node->iri);
  json_put_text(json, "label", node->label);
  json_put_text_or_null(json, "type", node->type);
  json_put_text(json, "family", node->family);
  json_put_truth(json, "literal", false);
  json_put_real(json, "weight", node->weight);
  json_put_count(json, "facts", node->all_ties);
  json_put_count(json, "sources", node->articles);
  json_put_count(json, "shown", node->shown);
  json_put_count(json, "community", node->community);
  json_put_truth(json, "about", node->about);
  json_put_text_or_null(json, "same_as", node->same_as);
  json_close(json, '}');
}

static void put_edge(struct json *json, const struct relata_selected *selected, const struct relata_selected_edge *edge) {
  json_open(json, '{');
  json_put_text(json, "source", selected->nodes[edge->from].iri);
  json_put_text(json, "target", selected->nodes[edge->to].iri);
  json_put_text(json, "relation", edge->relation);
  json_put_text(json, "label", edge->label);
  json_put_truth(json, "symmetric", edge->symmetric);
  json_put_word(json, "status", relata_tie_status_as_name(edge->status));
  json_put_count(json, "said", edge->said);
  json_put_count(json, "articles", edge->article_count);
  json_open_at(json, "statuses", '{');
  for (size_t i = 0; i < RELATA_TIE_STATUS_COUNT; i++)
    json_put_count(json, relata_tie_status_as_name((enum relata_tie_status)i), edge->statuses[i]);
  json_close(json, '}');
  json_put_text_or_null(json, "from", edge->first);
  json_put_text_or_null(json, "to", edge->last);
  json_put_real(json, "confidence", edge->confidence);
  json_put_real(json, "weight", edge->weight);
  json_put_text_or_null(json, "quote", edge->best ? edge->best->quote : (struct relata_str){ NULL, 0 });
  json_close(json, '}');
}

static void put_selected(struct json *json, const struct relata_selected *selected) {
  json_open_at(json, "nodes", '[');
  for (size_t i = 0; i < selected->node_count; i++)
    put_node(json, &selected->nodes[i]);
  json_close(json, ']');
  json_open_at(json, "edges", '[');
  for (size_t i = 0; i < selected->edge_count; i++)
    put_edge(json, selected, &selected->edges[i]);
  json_close(json, ']');
  json_put_count(json, "total_nodes", selected->total_nodes);
  json_put_count(json, "total_edges", selected->total_edges);
  json_put_truth(json, "truncated", selected->total_nodes > selected->node_count);
  json_put_real(json, "modularity", selected->modularity);
}

void handle_api_graph(struct request *request) {
  static const char *const known[] = { API_SELECTION_PARAMETERS, NULL };
  struct relata_selection selection;
  struct relata_selected *selected = NULL;
  struct relata_error error = { .status = RELATA_OK };
  if (!api_begin(request, known) || !api_selection(request, 100, &selection))
    return;
  if (relata_graph_select(request->snapshot->graph, &selection, &selected, &error) != RELATA_OK) {
    answer_failure(request, &error);
    return;
  }
  struct json json = api_open();
  put_selected(&json, selected);
  api_end(request, &json);
  relata_selected_free(selected);
}

/* ------------------------------------------------------------------ draw and export */

static bool take_choice(struct request *request, const char *name, const char *const *choices, const char **out) {
  const struct relata_str text = parameters_get(&request->query, name);
  struct relata_str all = RELATA_STR("");
  if (!text.data)
    return true;
  for (size_t i = 0; choices[i]; i++) {
    if (relata_str_is(text, choices[i])) {
      *out = choices[i];
      return true;
    }
    all = relata_arena_print(request->arena, "%s%s%s", all.data, i ? ", " : "", choices[i]);
  }
  answer_error(request, 400, all.data, "there is no %s '%.50s'", name, text.data);
  return false;
}

static const char *type_of_picture(const char *format) {
  static const char *const types[][2] = { { "svg", "image/svg+xml" }, { "png", "image/png" },
                                          { "pdf", "application/pdf" }, { "dot", "text/vnd.graphviz; charset=utf-8" } };
  for (size_t i = 0; i < 4; i++)
    if (strcmp(format, types[i][0]) == 0)
      return types[i][1];
  return "application/octet-stream";
}

static void answer_picture(struct request *request, const struct relata_draw_options *options) {
  struct relata_error error = { .status = RELATA_OK };
  struct relata_out *out = relata_out_to_memory();
  if (relata_graph_draw(request->snapshot->graph, options, out, &error) == RELATA_OK) {
    answer_out(request, 200, type_of_picture(options->format), out);
    return;
  }
  relata_out_abandon(out);
  answer_failure(request, &error);
}

void handle_api_draw(struct request *request) {
  static const char *const known[] = { API_SELECTION_PARAMETERS, "format", "theme", "title", "timeline", NULL };
  static const char *const formats[] = { "svg", "png", "pdf", "dot", NULL };
  static const char *const themes[] = { "light", "dark", "print", "colorblind", NULL };
  struct relata_draw_options options = { .format = "svg", .links = "/id/", .seconds = request->serve->options->seconds };
  if (!api_begin(request, known) || !api_selection(request, 0, &options.selection) ||
      !take_choice(request, "format", formats, &options.format) || !take_choice(request, "theme", themes, &options.theme) ||
      !api_truth(request, "timeline", &options.timeline))
    return;
  if (options.selection.limit > 1000) {
    answer_error(request, 400, NULL, "limit takes a number from 1 to 1000 here");
    return;
  }
  options.title = parameters_get(&request->query, "title").data;
  answer_picture(request, &options);
}

static const char *type_of_network(enum relata_network network) {
  switch (network) {
  case RELATA_GEXF:
    return "application/gexf+xml";
  case RELATA_GRAPHML:
    return "application/graphml+xml";
  case RELATA_CYTOSCAPE:
    return "application/json; charset=utf-8";
  default:
    return "text/csv; charset=utf-8";
  }
}

static const char *ending_of(const char *format) {
  static const char *const endings[][2] = { { "turtle", "ttl" },     { "ntriples", "nt" },  { "nquads", "nq" },
                                            { "rdfxml", "rdf" },     { "rdfjson", "rj" },   { "cytoscape", "cyjs" },
                                            { "csv-nodes", "nodes.csv" }, { "csv-edges", "edges.csv" },
                                            { "neo4j-nodes", "nodes.csv" }, { "neo4j-edges", "edges.csv" } };
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (strcmp(format, endings[i][0]) == 0)
      return endings[i][1];
  return format;
}

/* A name for the file: what is no letter or digit of the title is '_'. */
static void name_file(struct request *request, const char *format) {
  struct relata_str name = relata_arena_copy(request->arena, request->serve->title);
  for (size_t i = 0; i < name.len; i++) {
    char *c = (char *)(uintptr_t)&name.data[i];
    if (!((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') || *c == '-'))
      *c = '_';
  }
  answer_header(request, "Content-Disposition",
                relata_arena_print(request->arena, "attachment; filename=\"%s.%s\"", name.data, ending_of(format)).data);
}

static void export(struct request *request, const char *format, const struct relata_selection *selection, bool statements) {
  struct relata_error error = { .status = RELATA_OK };
  struct relata_graph *graph = request->snapshot->graph;
  struct relata_export_options options = { .statements_only = statements, .selection = selection };
  enum relata_network network;
  const char *type;
  enum relata_status status;
  struct relata_out *out = relata_out_to_memory();
  if (relata_network_of(format, &network) == RELATA_OK) {
    type = type_of_network(network);
    status = relata_graph_write_network(graph, selection, network, out, &error);
  } else if ((status = relata_syntax_of(format, &options.syntax)) == RELATA_OK) {
    type = type_of_syntax(options.syntax);
    status = relata_graph_export(graph, &options, out, &error);
  } else {
    relata_error_set(&error, RELATA_BAD_INPUT, NULL, 0, 0, "there is no format '%.50s'", format);
  }
  if (status == RELATA_OK) {
    name_file(request, format);
    answer_out(request, 200, type, out);
    return;
  }
  relata_out_abandon(out);
  answer_failure(request, &error);
}

void handle_api_export(struct request *request) {
  static const char *const known[] = { API_SELECTION_PARAMETERS, "format", "statements_only", NULL };
  struct relata_selection selection;
  bool statements = false;
  if (!api_begin(request, known) || !api_selection(request, 0, &selection) ||
      !api_truth(request, "statements_only", &statements))
    return;
  const struct relata_str format = parameters_get(&request->query, "format");
  if (!format.len) {
    answer_error(request, 400, "turtle, trig, ntriples, nquads, rdfxml, rdfjson, jsonld, gexf, graphml, cytoscape, …",
                 "which format?");
    return;
  }
  const bool whole = request->query.count == 1 + parameters_count(&request->query, "statements_only");
  export(request, format.data, whole ? NULL : &selection, statements);
}
