/* jsonld.c — JSON-LD files triple by triple: contexts that stand in the file
 * (terms, prefixes, @vocab, @language, @type: @id), @graph, nested nodes,
 * values, lists.  Contexts of other addresses are never fetched; they are
 * refused by name.  JSON tells no lines. */
#include "graph/read/jsonld.h"

#include <jansson.h>
#include <string.h>

#define NS_RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
enum { DEEPEST = 100 };

struct reading {
  const char *path;
  const struct relata_triple_sink *sink;
  struct relata_arena *arena;
  struct relata_error *error;
  size_t blanks;
  int depth;
};

/* What names mean; an inner context begins as a copy of the outer one. */
struct context {
  json_t *terms; /* object: term → its definition, a string or an object */
  const char *vocab, *language;
};

static enum relata_status refuse(const struct reading *r, const char *what, const char *name) {
  return relata_error_set(r->error, RELATA_BAD_INPUT, r->path, 0, 0, "bad JSON-LD: %s%s", what, name);
}

static bool is_node(const json_t *value) {
  return json_is_object(value) && !json_object_get(value, "@value") && !json_object_get(value, "@list") &&
         !json_object_get(value, "@set");
}

/* ------------------------------------------------------------------ names */

static const char *definition_iri(const json_t *definition) {
  const char *iri = json_string_value(definition);
  return iri ? iri : json_string_value(json_object_get(definition, "@id"));
}

/* The IRI of a name; `term`: it may be a term of the context or of its vocabulary. */
static const char *expand(const struct reading *r, const struct context *context, const char *name, bool term,
                          int steps) {
  const json_t *definition = term ? json_object_get(context->terms, name) : NULL;
  const char *iri = definition ? definition_iri(definition) : NULL;
  if (iri && strcmp(iri, name) != 0 && steps < 8)
    return expand(r, context, iri, true, steps + 1);
  const char *colon = strchr(name, ':');
  if (!colon)
    return term && context->vocab && name[0] != '@'
             ? relata_arena_print(r->arena, "%s%s", context->vocab, name).data
             : name;
  const struct relata_str prefix = { name, (size_t)(colon - name) };
  const json_t *space = json_object_get(context->terms, relata_arena_copy(r->arena, prefix).data);
  const char *stem = space && strncmp(colon, "://", 3) != 0 ? definition_iri(space) : NULL;
  if (!stem || steps >= 8)
    return name;
  return relata_arena_print(r->arena, "%s%s", expand(r, context, stem, true, steps + 1), colon + 1).data;
}

static enum relata_status context_take(const struct reading *r, struct context *context, const json_t *given) {
  const char *name;
  json_t *definition;
  if (json_is_string(given))
    return refuse(r, "it wants a context from elsewhere, which is not fetched: ", json_string_value(given));
  for (size_t i = 0; i < json_array_size(given); i++)
    RELATA_TRY(context_take(r, context, json_array_get(given, i)));
  json_object_foreach((json_t *)(uintptr_t)given, name, definition) {
    if (strcmp(name, "@vocab") == 0)
      context->vocab = json_string_value(definition);
    else if (strcmp(name, "@language") == 0)
      context->language = json_string_value(definition);
    else
      json_object_set(context->terms, name, definition);
    const char *iri = json_string_value(definition);
    const char last = iri && iri[0] ? iri[strlen(iri) - 1] : ' ';
    if (name[0] != '@' && (last == '#' || last == '/'))
      r->sink->prefix(r->sink->payload, relata_str_of(name), relata_str_of(iri));
  }
  return RELATA_OK;
}

/* ------------------------------------------------------------------ triples */

static enum relata_status tell(const struct reading *r, const char *subject, const char *predicate,
                               const char *object, bool literal, const char *language) {
  const struct relata_read_triple triple = { .subject = relata_str_of(subject),
                                             .predicate = relata_str_of(predicate),
                                             .object = relata_str_of(object),
                                             .language = relata_str_of(language ? language : ""),
                                             .literal = literal };
  return r->sink->triple(r->sink->payload, &triple);
}

static const char *new_blank(struct reading *r) {
  return relata_arena_print(r->arena, "_:j%zu", ++r->blanks).data;
}

static enum relata_status read_node(struct reading *r, struct context context, const json_t *node, const char **id);
static enum relata_status read_value(struct reading *r, const struct context *context, const char *subject,
                                     const char *predicate, const json_t *definition, const json_t *value);

static enum relata_status read_list(struct reading *r, const struct context *context, const char *subject,
                                    const char *predicate, const json_t *definition, const json_t *items) {
  const size_t count = json_is_array(items) ? json_array_size(items) : 1;
  for (size_t i = 0; i < count; i++) {
    const char *cell = new_blank(r);
    RELATA_TRY(tell(r, subject, predicate, cell, false, NULL));
    RELATA_TRY(read_value(r, context, cell, NS_RDF "first", definition,
                          json_is_array(items) ? json_array_get(items, i) : items));
    subject = cell;
    predicate = NS_RDF "rest";
  }
  return tell(r, subject, predicate, NS_RDF "nil", false, NULL);
}

static enum relata_status read_scalar(struct reading *r, const struct context *context, const char *subject,
                                      const char *predicate, const json_t *definition, const json_t *value) {
  const char *type = json_string_value(json_object_get(definition, "@type"));
  const char *text = json_string_value(value);
  if (text && type && (strcmp(type, "@id") == 0 || strcmp(type, "@vocab") == 0))
    return tell(r, subject, predicate, expand(r, context, text, strcmp(type, "@vocab") == 0, 0), false, NULL);
  const json_t *own = json_object_get(definition, "@language");
  const char *language = type ? NULL : own ? json_string_value(own) : context->language;
  if (!text)
    text = json_is_true(value)      ? "true"
           : json_is_false(value)   ? "false"
           : json_is_integer(value) ? relata_arena_print(r->arena, "%lld", (long long)json_integer_value(value)).data
                                    : relata_arena_print(r->arena, "%g", json_real_value(value)).data;
  return tell(r, subject, predicate, text, true, language);
}

static enum relata_status read_value(struct reading *r, const struct context *context, const char *subject,
                                     const char *predicate, const json_t *definition, const json_t *value) {
  for (size_t i = 0; i < json_array_size(value); i++)
    RELATA_TRY(read_value(r, context, subject, predicate, definition, json_array_get(value, i)));
  if (json_is_array(value) || json_is_null(value))
    return RELATA_OK;
  if (json_object_get(value, "@list"))
    return read_list(r, context, subject, predicate, definition, json_object_get(value, "@list"));
  if (json_object_get(value, "@set"))
    return read_value(r, context, subject, predicate, definition, json_object_get(value, "@set"));
  if (is_node(value)) {
    const char *object;
    RELATA_TRY(read_node(r, *context, value, &object));
    return tell(r, subject, predicate, object, false, NULL);
  }
  if (!json_is_object(value))
    return read_scalar(r, context, subject, predicate, definition, value);
  const json_t *text = json_object_get(value, "@value");
  const struct context plain = { context->terms, context->vocab,
                                 json_string_value(json_object_get(value, "@language")) };
  return json_is_object(text) || json_is_array(text) || json_is_null(text)
           ? RELATA_OK
           : read_scalar(r, &plain, subject, predicate, NULL, text);
}

static enum relata_status read_types(struct reading *r, const struct context *context, const char *subject,
                                     const json_t *types) {
  for (size_t i = 0; i < json_array_size(types); i++)
    RELATA_TRY(read_types(r, context, subject, json_array_get(types, i)));
  const char *type = json_string_value(types);
  return type ? tell(r, subject, NS_RDF "type", expand(r, context, type, true, 0), false, NULL) : RELATA_OK;
}

static enum relata_status read_members(struct reading *r, const struct context *context, const json_t *node,
                                       const char *id) {
  const char *key;
  json_t *value;
  json_object_foreach((json_t *)(uintptr_t)node, key, value) {
    const char *predicate = expand(r, context, key, true, 0);
    if (strcmp(predicate, "@type") == 0)
      RELATA_TRY(read_types(r, context, id, value));
    else if (strcmp(predicate, "@graph") == 0)
      for (size_t i = 0; i < json_array_size(value); i++) {
        const char *inner;
        RELATA_TRY(read_node(r, *context, json_array_get(value, i), &inner));
      }
    else if (predicate[0] != '@' && strchr(predicate, ':'))
      RELATA_TRY(read_value(r, context, id, predicate, json_object_get(context->terms, key), value));
  }
  return RELATA_OK;
}

/* `@id` itself or by another name that the context gives it. */
static const char *node_id(struct reading *r, const struct context *context, const json_t *node) {
  const char *key;
  json_t *value;
  json_object_foreach((json_t *)(uintptr_t)node, key, value)
    if (json_is_string(value) && strcmp(expand(r, context, key, true, 0), "@id") == 0)
      return expand(r, context, json_string_value(value), false, 0);
  return new_blank(r);
}

static enum relata_status read_node(struct reading *r, struct context context, const json_t *node, const char **id) {
  *id = "";
  if (!json_is_object(node))
    return refuse(r, "a node must be an object", "");
  if (++r->depth > DEEPEST)
    return refuse(r, "nodes are nested too deeply", "");
  enum relata_status status = RELATA_OK;
  context.terms = json_copy(context.terms);
  if (json_object_get(node, "@context"))
    status = context_take(r, &context, json_object_get(node, "@context"));
  if (status == RELATA_OK) {
    *id = node_id(r, &context, node);
    status = read_members(r, &context, node, *id);
  }
  json_decref(context.terms);
  r->depth--;
  return status;
}

enum relata_status jsonld_parse(const char *path, const struct relata_triple_sink *sink, struct relata_error *error) {
  json_error_t broken;
  json_t *root = json_load_file(path, JSON_ALLOW_NUL, &broken);
  if (!root)
    return relata_error_set(error, broken.line > 0 ? RELATA_BAD_INPUT : RELATA_IO, path,
                            broken.line > 0 ? (size_t)broken.line : 0, broken.column > 0 ? (size_t)broken.column : 0,
                            "bad JSON-LD: %s", broken.text);
  struct reading r = { .path = path, .sink = sink, .arena = relata_arena_new(), .error = error };
  const struct context context = { .terms = json_object() };
  enum relata_status status = RELATA_OK;
  const char *id;
  if (!json_is_array(root))
    status = read_node(&r, context, root, &id);
  for (size_t i = 0; i < json_array_size(root) && status == RELATA_OK; i++)
    status = read_node(&r, context, json_array_get(root, i), &id);
  json_decref(context.terms);
  json_decref(root);
  relata_arena_free(r.arena);
  return status;
}
