/* rdf_read.c — Serd and Raptor feeding a sink of quads. */
#include "graph/store/rdf_read.h"

#include <raptor2.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "graph/sparql/iri.h"
#include "graph/store/serd_term.h"

/* ------------------------------------------------------------------ syntaxes */

struct syntax {
  const char *name;
  SerdSyntax serd;    /* 0: Raptor reads it */
  const char *raptor; /* its name for the syntax */
};

static const struct syntax syntaxes[] = {
  { "turtle", SERD_TURTLE, NULL },   { "ttl", SERD_TURTLE, NULL },        { "ntriples", SERD_NTRIPLES, NULL },
  { "nt", SERD_NTRIPLES, NULL },     { "nquads", SERD_NQUADS, NULL },     { "nq", SERD_NQUADS, NULL },
  { "trig", SERD_TRIG, NULL },       { "rdfxml", 0, "rdfxml" },           { "rdf", 0, "rdfxml" },
  { "owl", 0, "rdfxml" },            { "xml", 0, "rdfxml" },              { "rdfjson", 0, "json" },
  { "rj", 0, "json" },               { "rdfa", 0, "rdfa" },               { "html", 0, "rdfa" },
  { "xhtml", 0, "rdfa" },
};

static const struct syntax *find_syntax(const char *name) {
  for (size_t i = 0; i < sizeof syntaxes / sizeof *syntaxes; i++)
    if (strcasecmp(syntaxes[i].name, name) == 0)
      return &syntaxes[i];
  return NULL;
}

bool rdf_syntax_is_known(const char *syntax) {
  return find_syntax(syntax) != NULL;
}

/* ------------------------------------------------------------------ what both share */

struct reading {
  const struct rdf_source *source;
  struct quad_sink sink;
  struct relata_arena *kept;    /* of the whole file */
  struct relata_arena *scratch; /* of one statement */
  struct relata_str graph;      /* for triples; empty: the default graph */
  struct relata_error *error;
  bool failed;
  SerdEnv *env;
};

static void complain(struct reading *reading, size_t line, size_t column, const char *words) {
  if (reading->failed)
    return;
  reading->failed = true;
  relata_error_set(reading->error, RELATA_BAD_INPUT, reading->source->path, line, column, "is not %s: %s",
                   reading->source->syntax, words);
}

/* ------------------------------------------------------------------ Serd */

/* A relative IRI against the base at hand, as RFC 3986 has it; lent. */
static SerdNode against_base(struct reading *reading, struct relata_arena *arena, const SerdNode *node) {
  SerdURI parts;
  const SerdNode *base = serd_env_get_base_uri(reading->env, &parts);
  const struct relata_str iri = relata_arena_copy(arena, iri_resolve(arena, serd_text(base), serd_text(node)));
  return serd_node_from_substring(SERD_URI, (const uint8_t *)iri.data, iri.len);
}

static bool is_relative(const SerdNode *node) {
  return node->type == SERD_URI && !serd_uri_string_has_scheme(node->buf);
}

/* A node with its prefix and base resolved; the caller frees it when `*owned`. */
static SerdNode resolved(struct reading *reading, const SerdNode *node, bool *owned) {
  *owned = node && node->type == SERD_CURIE;
  if (!node)
    return SERD_NODE_NULL;
  if (*owned)
    return serd_env_expand_node(reading->env, node);
  return is_relative(node) ? against_base(reading, reading->scratch, node) : *node;
}

/* Half a pair of UTF-16, which an escape can write and no text can hold. */
static bool has_surrogate(struct relata_str text) {
  for (size_t i = 0; i + 1 < text.len; i++)
    if ((unsigned char)text.data[i] == 0xED && (unsigned char)text.data[i + 1] >= 0xA0)
      return true;
  return false;
}

static struct relata_str resolved_term(struct reading *reading, const SerdNode *node, const SerdNode *datatype,
                                       const SerdNode *language) {
  bool node_owned, datatype_owned;
  SerdNode term = resolved(reading, node, &node_owned), type = resolved(reading, datatype, &datatype_owned);
  struct relata_str text = { NULL, 0 };
  if (!has_surrogate(serd_text(&term)))
    text = serd_term(reading->scratch, &term, &type, language);
  if (node_owned)
    serd_node_free(&term);
  if (datatype_owned)
    serd_node_free(&type);
  return text;
}

static SerdStatus take_serd(void *handle, SerdStatementFlags flags, const SerdNode *graph, const SerdNode *subject,
                            const SerdNode *predicate, const SerdNode *object, const SerdNode *datatype,
                            const SerdNode *language) {
  (void)flags;
  struct reading *reading = handle;
  const struct relata_str s = resolved_term(reading, subject, NULL, NULL),
                          p = resolved_term(reading, predicate, NULL, NULL),
                          o = resolved_term(reading, object, datatype, language),
                          g = graph && graph->type != SERD_NOTHING ? resolved_term(reading, graph, NULL, NULL)
                                                                   : reading->graph;
  const bool sound = s.len && p.len && o.len && term_get_kind(s) != TERM_LITERAL && term_get_kind(p) == TERM_IRI &&
                     (g.len == 0 || term_get_kind(g) != TERM_LITERAL);
  if (sound)
    reading->sink.take(reading->sink.payload, s, p, o, g);
  relata_arena_clear(reading->scratch);
  return sound ? SERD_SUCCESS : SERD_ERR_BAD_SYNTAX;
}

static SerdStatus take_base(void *handle, const SerdNode *uri) {
  struct reading *reading = handle;
  const SerdNode whole = is_relative(uri) ? against_base(reading, reading->kept, uri) : *uri;
  return serd_env_set_base_uri(reading->env, &whole);
}

static SerdStatus take_prefix(void *handle, const SerdNode *name, const SerdNode *uri) {
  struct reading *reading = handle;
  const SerdNode whole = is_relative(uri) ? against_base(reading, reading->kept, uri) : *uri;
  return serd_env_set_prefix(reading->env, name, &whole);
}

static SerdStatus take_serd_error(void *handle, const SerdError *serd) {
  char words[256] = "";
  va_list arguments;
  va_copy(arguments, *serd->args);
  vsnprintf(words, sizeof words, serd->fmt, arguments);
  va_end(arguments);
  words[strcspn(words, "\n")] = '\0';
  complain(handle, serd->line, serd->col, words);
  return SERD_SUCCESS;
}

static void read_with_serd(struct reading *reading, SerdSyntax syntax) {
  const SerdNode base = serd_node_from_string(SERD_URI, (const uint8_t *)reading->source->base);
  reading->env = serd_env_new(&base);
  SerdReader *reader = serd_reader_new(syntax, reading, NULL, take_base, take_prefix, take_serd, NULL);
  serd_reader_set_strict(reader, true);
  serd_reader_set_error_sink(reader, take_serd_error, reading);
  serd_reader_add_blank_prefix(reader, (const uint8_t *)reading->source->blanks);
  const SerdStatus status =
    serd_reader_read_file_handle(reader, reading->source->file, (const uint8_t *)reading->source->path);
  if (status > SERD_FAILURE)
    complain(reading, 0, 0, (const char *)serd_strerror(status));
  serd_reader_free(reader);
  serd_env_free(reading->env);
}

/* ------------------------------------------------------------------ Raptor */

static struct relata_str uri_text(raptor_uri *uri) {
  size_t len = 0;
  const char *text = uri ? (const char *)raptor_uri_as_counted_string(uri, &len) : NULL;
  return (struct relata_str){ text, len };
}

static struct relata_str raptor_text(struct reading *reading, const raptor_term *term) {
  struct relata_arena *arena = reading->scratch;
  if (term->type == RAPTOR_TERM_TYPE_URI)
    return term_iri(arena, uri_text(term->value.uri), RELATA_STR(""));
  if (term->type == RAPTOR_TERM_TYPE_BLANK)
    return term_blank(arena, relata_arena_print(arena, "%s%s", reading->source->blanks,
                                                (const char *)term->value.blank.string));
  const struct relata_str value = { (const char *)term->value.literal.string, term->value.literal.string_len },
                          language = { (const char *)term->value.literal.language,
                                       term->value.literal.language ? term->value.literal.language_len : 0 };
  return term_literal(arena, value, uri_text(term->value.literal.datatype), language);
}

static void take_raptor(void *handle, raptor_statement *statement) {
  struct reading *reading = handle;
  const struct relata_str s = raptor_text(reading, statement->subject), p = raptor_text(reading, statement->predicate),
                          o = raptor_text(reading, statement->object);
  if (!reading->failed)
    reading->sink.take(reading->sink.payload, s, p, o, reading->graph);
  relata_arena_clear(reading->scratch);
}

static void take_raptor_message(void *handle, raptor_log_message *message) {
  if (message->level < RAPTOR_LOG_LEVEL_ERROR)
    return;
  const raptor_locator *at = message->locator;
  complain(handle, at && at->line > 0 ? (size_t)at->line : 0, at && at->column > 0 ? (size_t)at->column : 0,
           message->text);
}

static void read_with_raptor(struct reading *reading, const char *name) {
  raptor_world *world = raptor_new_world();
  if (!world)
    abort();
  raptor_world_set_log_handler(world, reading, take_raptor_message);
  raptor_parser *parser = raptor_new_parser(world, name);
  if (parser) {
    raptor_uri *base = raptor_new_uri(world, (const unsigned char *)reading->source->base);
    raptor_parser_set_option(parser, RAPTOR_OPTION_NO_NET, NULL, 1);
    raptor_parser_set_option(parser, RAPTOR_OPTION_NO_FILE, NULL, 1);
    raptor_parser_set_statement_handler(parser, reading, take_raptor);
    if (raptor_parser_parse_file_stream(parser, reading->source->file, reading->source->path, base))
      complain(reading, 0, 0, "it cannot be read");
    raptor_free_parser(parser);
    raptor_free_uri(base);
  } else {
    complain(reading, 0, 0, "this Raptor was built without that syntax");
  }
  raptor_free_world(world);
}

/* ------------------------------------------------------------------ the whole */

enum relata_status rdf_read(const struct rdf_source *source, struct quad_sink sink, struct relata_error *error) {
  const struct syntax *syntax = find_syntax(source->syntax);
  if (!syntax)
    return relata_error_set(error, RELATA_BAD_USAGE, source->path, 0, 0, "'%s' is no syntax of RDF that relata reads",
                            source->syntax);
  struct reading reading = { .source = source,
                             .sink = sink,
                             .kept = relata_arena_new(),
                             .scratch = relata_arena_new(),
                             .error = error };
  if (source->graph)
    reading.graph = term_iri(reading.kept, relata_str_of(source->graph), RELATA_STR(""));
  if (syntax->serd)
    read_with_serd(&reading, syntax->serd);
  else
    read_with_raptor(&reading, syntax->raptor);
  relata_arena_free(reading.kept);
  relata_arena_free(reading.scratch);
  return reading.failed ? RELATA_BAD_INPUT : RELATA_OK;
}
