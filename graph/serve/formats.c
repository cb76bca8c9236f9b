/* formats.c — content negotiation. */
#include "graph/serve/formats.h"

#include <string.h>

#include "graph/serve/accept.h"

/* A media type that may be asked for, and the format that answers it; the favourite first.  See accept_choose. */
struct offer {
  const char *type;
  size_t format;
};

static const struct format results[] = {
  { "json", "application/sparql-results+json", RELATA_RESULTS_JSON },
  { "xml", "application/sparql-results+xml", RELATA_RESULTS_XML },
  { "csv", "text/csv; charset=utf-8", RELATA_RESULTS_CSV },
  { "tsv", "text/tab-separated-values; charset=utf-8", RELATA_RESULTS_TSV },
  { "table", "text/plain; charset=utf-8", RELATA_RESULTS_TABLE },
};
static const struct offer result_offers[] = {
  { "application/sparql-results+json", 0 }, { "=application/json", 0 }, { "application/sparql-results+xml", 1 },
  { "=application/xml", 1 }, { "=text/xml", 1 }, { "text/csv", 2 }, { "text/tab-separated-values", 3 }, { "text/plain", 4 },
};

static const struct format syntaxes[] = {
  { "turtle", "text/turtle; charset=utf-8", RELATA_TURTLE },
  { "ntriples", "application/n-triples", RELATA_NTRIPLES },
  { "rdfxml", "application/rdf+xml", RELATA_RDFXML },
  { "jsonld", "application/ld+json", RELATA_JSONLD },
  { "rdfjson", "application/rdf+json", RELATA_RDFJSON },
  { "trig", "application/trig", RELATA_TRIG },
  { "nquads", "application/n-quads", RELATA_NQUADS },
};
static const struct offer syntax_offers[] = {
  { "text/turtle", 0 }, { "application/n-triples", 1 }, { "application/rdf+xml", 2 }, { "application/ld+json", 3 },
  { "application/rdf+json", 4 }, { "application/trig", 5 }, { "application/n-quads", 6 }, { "=application/x-turtle", 0 },
  { "=text/plain", 1 }, { "=application/json", 3 }, { "=application/xml", 2 }, { "=text/xml", 2 },
};

enum { OFFERS_MAX = 16 };

static bool is_type(const struct format *format, struct relata_str name) {
  const size_t len = strcspn(format->type, ";");
  return name.len == len && memcmp(format->type, name.data, len) == 0;
}

static const struct format *named(const struct format *formats, size_t count, const struct parameters *parameters) {
  const struct relata_str name = parameters_get(parameters, "format");
  for (size_t i = 0; name.len && i < count; i++)
    if (relata_str_is(name, formats[i].key) || is_type(&formats[i], name))
      return &formats[i];
  return NULL;
}

static size_t chosen(const char *accept, const struct offer *offers, size_t count) {
  const char *types[OFFERS_MAX];
  for (size_t i = 0; i < count; i++)
    types[i] = offers[i].type;
  return accept_choose(accept, types, count);
}

static const struct format *negotiate(struct request *request, const struct parameters *parameters,
                                      const struct format *formats, size_t format_count, const struct offer *offers,
                                      size_t offer_count) {
  const struct format *format = named(formats, format_count, parameters);
  if (format)
    return format;
  const size_t offer = chosen(request->accept, offers, offer_count);
  if (offer < offer_count)
    return &formats[offers[offer].format];
  struct relata_str types = RELATA_STR("");
  for (size_t i = 0; i < format_count; i++)
    types = relata_arena_print(request->arena, "%.*s%s%s", (int)types.len, types.data, i ? ", " : "", formats[i].type);
  answer_error(request, 406, types.data, "none of the types in Accept can be had; these can");
  return NULL;
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

const struct format *format_of_results(struct request *request, const struct parameters *parameters) {
  return negotiate(request, parameters, results, COUNT(results), result_offers, COUNT(result_offers));
}

const struct format *format_of_rdf(struct request *request, const struct parameters *parameters) {
  return negotiate(request, parameters, syntaxes, COUNT(syntaxes), syntax_offers, COUNT(syntax_offers));
}

bool request_wants_page(const struct request *request) {
  static const char *const types[] = { "text/turtle", "text/html", "application/xhtml+xml", "application/n-triples",
                                       "application/rdf+xml", "application/ld+json", "application/trig",
                                       "application/n-quads", "application/rdf+json" };
  if (!request->accept || parameters_count(&request->query, "format"))
    return false;
  const size_t best = accept_choose(request->accept, types, COUNT(types));
  return best == 1 || best == 2;
}

const char *syntax_of_media(const char *type) {
  for (size_t i = 0; i < COUNT(syntax_offers); i++)
    if (strcmp(type, syntax_offers[i].type) == 0)
      return syntaxes[syntax_offers[i].format].key;
  return NULL;
}

const char *type_of_syntax(enum relata_syntax syntax) {
  for (size_t i = 0; i < COUNT(syntaxes); i++)
    if (syntaxes[i].value == (int)syntax)
      return syntaxes[i].type;
  return "application/octet-stream";
}
