/* parse.c — RDF files of any syntax that Raptor knows, handed over triple by
 * triple: RDF/XML, RDF/JSON, RDFa and the rest. */
#include <errno.h>
#include <raptor2.h>
#include <stdio.h>
#include <string.h>

#include "graph/graph.h"
#include "graph/read/jsonld.h"

struct parsing {
  const char *path;
  const struct relata_triple_sink *sink;
  raptor_parser *parser;
  enum relata_status status;
  struct relata_error *error;
};

static struct relata_str text_of(const unsigned char *text, size_t length) {
  return (struct relata_str){ (const char *)text, length };
}

/* "_:name" in `buffer` for a blank node. */
static struct relata_str term_text(const raptor_term *term, char *buffer, size_t size) {
  if (term->type == RAPTOR_TERM_TYPE_LITERAL)
    return text_of(term->value.literal.string, term->value.literal.string_len);
  if (term->type == RAPTOR_TERM_TYPE_URI) {
    size_t length;
    const unsigned char *text = raptor_uri_as_counted_string(term->value.uri, &length);
    return text_of(text, length);
  }
  snprintf(buffer, size, "_:%s", (const char *)term->value.blank.string);
  return relata_str_of(buffer);
}

static size_t line_of(raptor_locator *locator) {
  const int line = locator ? raptor_locator_line(locator) : 0;
  return line > 0 ? (size_t)line : 0;
}

static void take_statement(void *payload, raptor_statement *statement) {
  struct parsing *parsing = payload;
  char subject[200], predicate[200], object[200];
  if (parsing->status != RELATA_OK)
    return;
  const raptor_term *value = statement->object;
  const bool literal = value->type == RAPTOR_TERM_TYPE_LITERAL;
  const struct relata_read_triple triple = {
    .subject = term_text(statement->subject, subject, sizeof subject),
    .predicate = term_text(statement->predicate, predicate, sizeof predicate),
    .object = term_text(value, object, sizeof object),
    .language = literal && value->value.literal.language
                  ? text_of(value->value.literal.language, value->value.literal.language_len)
                  : (struct relata_str){ NULL, 0 },
    .literal = literal,
    .line = line_of(raptor_parser_get_locator(parsing->parser)),
  };
  parsing->status = parsing->sink->triple(parsing->sink->payload, &triple);
  if (parsing->status != RELATA_OK)
    raptor_parser_parse_abort(parsing->parser);
}

static void take_namespace(void *payload, raptor_namespace *space) {
  struct parsing *parsing = payload;
  const unsigned char *name = raptor_namespace_get_prefix(space);
  raptor_uri *uri = raptor_namespace_get_uri(space);
  if (!uri)
    return;
  size_t length;
  const unsigned char *iri = raptor_uri_as_counted_string(uri, &length);
  parsing->sink->prefix(parsing->sink->payload, relata_str_of(name ? (const char *)name : ""), text_of(iri, length));
}

static void take_message(void *payload, raptor_log_message *message) {
  struct parsing *parsing = payload;
  if (message->level < RAPTOR_LOG_LEVEL_ERROR || parsing->status != RELATA_OK)
    return;
  size_t line = line_of(message->locator);
  if (!line && parsing->parser)
    line = line_of(raptor_parser_get_locator(parsing->parser));
  parsing->status =
    relata_error_set(parsing->error, RELATA_BAD_INPUT, parsing->path, line, 0, "bad RDF: %s", message->text);
}

/* By the file's name; "guess" looks into the content. */
static const char *syntax_name(const char *path) {
  static const struct {
    const char *end, *name;
  } syntaxes[] = { { ".rdf", "rdfxml" }, { ".owl", "rdfxml" }, { ".xml", "rdfxml" },   { ".rj", "json" },
                   { ".json", "json" },  { ".html", "rdfa" },  { ".xhtml", "rdfa" },   { ".ttl", "turtle" },
                   { ".nt", "ntriples" } };
  const char *dot = strrchr(path, '.');
  for (size_t i = 0; dot && i < sizeof syntaxes / sizeof *syntaxes; i++)
    if (strcmp(dot, syntaxes[i].end) == 0)
      return syntaxes[i].name;
  return "guess";
}

static enum relata_status parse_stream(struct parsing *parsing, raptor_world *world, FILE *file) {
  unsigned char *uri_text = raptor_uri_filename_to_uri_string(parsing->path);
  raptor_uri *uri = uri_text ? raptor_new_uri(world, uri_text) : NULL;
  if (uri) {
    raptor_parser_set_statement_handler(parsing->parser, parsing, take_statement);
    raptor_parser_set_namespace_handler(parsing->parser, parsing, take_namespace);
    raptor_parser_set_option(parsing->parser, RAPTOR_OPTION_NO_NET, NULL, 1);
    raptor_parser_set_option(parsing->parser, RAPTOR_OPTION_NO_FILE, NULL, 1);
    if (raptor_parser_parse_file_stream(parsing->parser, file, parsing->path, uri) != 0 &&
        parsing->status == RELATA_OK)
      parsing->status =
        relata_error_set(parsing->error, RELATA_BAD_INPUT, parsing->path, 0, 0, "no RDF that can be read");
    raptor_free_uri(uri);
  } else {
    parsing->status = relata_error_set(parsing->error, RELATA_INTERNAL, parsing->path, 0, 0, "no IRI for this file");
  }
  if (uri_text)
    raptor_free_memory(uri_text);
  return parsing->status;
}

enum relata_status relata_parse_rdf(const char *path, const struct relata_triple_sink *sink,
                                    struct relata_error *error) {
  struct parsing parsing = { .path = path, .sink = sink, .error = error };
  const char *dot = strrchr(path, '.');
  if (dot && strcmp(dot, ".jsonld") == 0)
    return jsonld_parse(path, sink, error);
  FILE *file = fopen(path, "rb");
  if (!file)
    return relata_error_set(error, RELATA_IO, path, 0, 0, "cannot read: %s", strerror(errno));
  raptor_world *world = raptor_new_world();
  if (world) {
    raptor_world_set_log_handler(world, &parsing, take_message);
    raptor_world_open(world);
    parsing.parser = raptor_new_parser(world, syntax_name(path));
  }
  if (parsing.parser) {
    parse_stream(&parsing, world, file);
    raptor_free_parser(parsing.parser);
  } else {
    parsing.status = relata_error_set(error, RELATA_UNSUPPORTED, path, 0, 0, "no parser for this kind of file");
  }
  if (world)
    raptor_free_world(world);
  fclose(file);
  return parsing.status;
}
