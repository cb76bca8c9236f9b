/* triples.c — reads Turtle with Serd into one list that remembers lines. */
#include "ontology/compile/compile.h"

#include <errno.h>
#include <serd/serd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Serd tells no line for a statement, so we give it one byte at a time and count. */
struct reading {
  struct compiler *compiler;
  FILE *file;
  SerdEnv *env;
  const char *path;
  size_t line; /* of the byte read last, which is one ahead of what was parsed */
  int last;
  bool failed;
};

static size_t line_parsed(const struct reading *reading) {
  return reading->line - (reading->last == '\n');
}

static size_t read_byte(void *buffer, size_t size, size_t count, void *stream) {
  (void)size;
  (void)count;
  struct reading *reading = stream;
  const int byte = getc(reading->file);
  if (byte == EOF)
    return 0;
  reading->last = byte;
  reading->line += byte == '\n';
  *(unsigned char *)buffer = (unsigned char)byte;
  return 1;
}

static int read_failed(void *stream) {
  return ferror(((struct reading *)stream)->file);
}

enum relata_status triples_add(struct compiler *c, const struct triple *triple) {
  struct triples *list = &c->triples;
  list->items = room_for(c->arena, list->items, list->count, &list->capacity, sizeof *list->items);
  list->items[list->count] = *triple;
  list->items[list->count].order = list->count;
  list->count++;
  return RELATA_OK;
}

void namespace_add(struct compiler *c, struct relata_str name, struct relata_str iri) {
  for (size_t i = 0; i < c->namespace_count; i++)
    if (relata_str_equal(c->namespaces[i].iri, iri))
      return;
  c->namespaces =
      room_for(c->arena, c->namespaces, c->namespace_count, &c->namespace_room, sizeof *c->namespaces);
  c->namespaces[c->namespace_count++] =
      (struct namespace_entry){relata_arena_copy(c->arena, name), relata_arena_copy(c->arena, iri), false};
}

static SerdSyntax syntax_of(const char *path) {
  static const struct {
    const char *end;
    SerdSyntax syntax;
  } syntaxes[] = {{".nt", SERD_NTRIPLES}, {".nq", SERD_NQUADS}, {".trig", SERD_TRIG}};
  const char *dot = strrchr(path, '.');
  for (size_t i = 0; dot && i < sizeof syntaxes / sizeof *syntaxes; i++)
    if (strcmp(dot, syntaxes[i].end) == 0)
      return syntaxes[i].syntax;
  return SERD_TURTLE;
}

static struct relata_str expand(struct reading *reading, const SerdNode *node) {
  struct relata_arena *arena = reading->compiler->arena;
  const struct relata_str text = {(const char *)node->buf, node->n_bytes};
  if (node->type == SERD_LITERAL)
    return relata_arena_copy(arena, text);
  if (node->type == SERD_BLANK)
    return relata_arena_print(arena, "_:%.*s", (int)text.len, text.data);
  SerdNode full = serd_env_expand_node(reading->env, node);
  const struct relata_str iri =
      full.buf ? relata_arena_copy(arena, (struct relata_str){(const char *)full.buf, full.n_bytes}) : RELATA_STR("");
  serd_node_free(&full);
  return iri;
}

static SerdStatus on_base(void *handle, const SerdNode *uri) {
  return serd_env_set_base_uri(((struct reading *)handle)->env, uri);
}

static SerdStatus on_prefix(void *handle, const SerdNode *name, const SerdNode *uri) {
  struct reading *reading = handle;
  SerdNode full = serd_env_expand_node(reading->env, uri);
  const SerdNode *space = full.buf ? &full : uri;
  namespace_add(reading->compiler, (struct relata_str){(const char *)name->buf, name->n_bytes},
                (struct relata_str){(const char *)space->buf, space->n_bytes});
  serd_node_free(&full);
  return serd_env_set_prefix(((struct reading *)handle)->env, name, uri);
}

static SerdStatus on_statement(void *handle, SerdStatementFlags flags, const SerdNode *graph, const SerdNode *subject,
                               const SerdNode *predicate, const SerdNode *object, const SerdNode *datatype,
                               const SerdNode *language) {
  (void)flags;
  (void)graph;
  (void)datatype;
  struct reading *reading = handle;
  const struct triple item = {.subject = expand(reading, subject),
                              .predicate = expand(reading, predicate),
                              .object = expand(reading, object),
                              .literal = object->type == SERD_LITERAL,
                              .language = language && language->buf ? expand(reading, language) : RELATA_STR(""),
                              .place = {reading->path, line_parsed(reading)}};
  if (!item.subject.len || !item.predicate.len || (!item.object.len && !item.literal)) {
    reading->failed = true;
    fail_at(reading->compiler, item.place, "a name whose prefix is not declared; add an @prefix line for it");
    return SERD_ERR_BAD_CURIE;
  }
  triples_add(reading->compiler, &item);
  return SERD_SUCCESS;
}

static SerdStatus on_error(void *handle, const SerdError *error) {
  struct reading *reading = handle;
  if (reading->failed)
    return SERD_SUCCESS;
  reading->failed = true;
  char message[300];
  va_list arguments;
  va_copy(arguments, *error->args);
  vsnprintf(message, sizeof message, error->fmt, arguments);
  va_end(arguments);
  message[strcspn(message, "\n")] = '\0';
  fail_at(reading->compiler, (struct place){reading->path, error->line ? error->line : reading->line}, "bad RDF: %s",
          message);
  return SERD_SUCCESS;
}

enum relata_status triples_read(struct compiler *c, const char *path, unsigned file_number) {
  struct reading reading = {.compiler = c, .path = path, .line = 1};
  reading.file = fopen(path, "rb");
  if (!reading.file)
    return relata_error_set(c->error, RELATA_IO, path, 0, 0, "cannot read: %s", strerror(errno));
  reading.env = serd_env_new(NULL);
  SerdReader *reader = serd_reader_new(syntax_of(path), &reading, NULL, on_base, on_prefix, on_statement, NULL);
  const struct relata_str blanks = relata_arena_print(c->arena, "f%u", file_number);
  serd_reader_add_blank_prefix(reader, (const uint8_t *)blanks.data);
  serd_reader_set_strict(reader, true);
  serd_reader_set_error_sink(reader, on_error, &reading);
  const SerdStatus status = serd_reader_read_source(reader, read_byte, read_failed, &reading, (const uint8_t *)path, 1);
  serd_reader_free(reader);
  serd_env_free(reading.env);
  fclose(reading.file);
  if (reading.failed)
    return c->error->status;
  if (status > SERD_FAILURE)
    return fail_at(c, (struct place){path, reading.line}, "bad RDF: %s", (const char *)serd_strerror(status));
  return RELATA_OK;
}

static int compare_triples(const void *a, const void *b) {
  const struct triple *x = a, *y = b;
  int order = relata_str_compare(x->subject, y->subject);
  if (order == 0)
    order = relata_str_compare(x->predicate, y->predicate);
  return order ? order : (x->order > y->order) - (x->order < y->order);
}

void triples_sort(struct compiler *c) {
  if (c->triples.count)
    qsort(c->triples.items, c->triples.count, sizeof *c->triples.items, compare_triples);
}

const struct triple *triples_find(const struct compiler *c, struct relata_str subject, const char *predicate,
                                  size_t *count) {
  const struct triple key = {.subject = subject, .predicate = relata_str_of(predicate), .order = 0};
  const struct triple *items = c->triples.items;
  size_t low = 0, high = c->triples.count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (compare_triples(&items[middle], &key) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  size_t end = low;
  while (end < c->triples.count && relata_str_equal(items[end].subject, subject) &&
         relata_str_equal(items[end].predicate, key.predicate))
    end++;
  *count = end - low;
  return items + low;
}

struct relata_str local_name(struct relata_str iri, const char *space) {
  const size_t length = strlen(space);
  if (iri.len > length && memcmp(iri.data, space, length) == 0)
    return (struct relata_str){iri.data + length, iri.len - length};
  return RELATA_STR("");
}
