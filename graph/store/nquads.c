/* nquads.c — Serd's reader feeding quads. */
#include "graph/store/nquads.h"

#include <serd/serd.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "graph/store/serd_term.h"

struct reading {
  struct quad_sink sink;
  struct relata_arena *scratch; /* of one statement */
  const char *path;
  struct relata_error *error;
  bool failed;
};

/* Serd lets prefixed names pass in N-Quads. */
static bool is_allowed(const SerdNode *node, bool literal) {
  return node->type == SERD_URI || node->type == SERD_BLANK || (literal && node->type == SERD_LITERAL);
}

static SerdStatus take_statement(void *handle, SerdStatementFlags flags, const SerdNode *graph,
                                 const SerdNode *subject, const SerdNode *predicate, const SerdNode *object,
                                 const SerdNode *datatype, const SerdNode *language) {
  (void)flags;
  struct reading *reading = handle;
  struct relata_arena *arena = reading->scratch;
  if (!is_allowed(subject, false) || predicate->type != SERD_URI || !is_allowed(object, true) ||
      (graph && graph->type != SERD_NOTHING && !is_allowed(graph, false)))
    return SERD_ERR_BAD_SYNTAX;
  reading->sink.take(reading->sink.payload, serd_term(arena, subject, NULL, NULL),
                     serd_term(arena, predicate, NULL, NULL), serd_term(arena, object, datatype, language),
                     serd_term(arena, graph, NULL, NULL));
  relata_arena_clear(arena);
  return SERD_SUCCESS;
}

static SerdStatus take_error(void *handle, const SerdError *serd) {
  struct reading *reading = handle;
  if (reading->failed)
    return SERD_SUCCESS;
  reading->failed = true;
  char words[256] = "";
  va_list arguments;
  va_copy(arguments, *serd->args);
  vsnprintf(words, sizeof words, serd->fmt, arguments);
  va_end(arguments);
  words[strcspn(words, "\n")] = '\0';
  relata_error_set(reading->error, RELATA_BAD_INPUT, reading->path, serd->line, serd->col, "is not N-Quads: %s",
                   words);
  return SERD_SUCCESS;
}

static void take_quad(void *quads, struct relata_str subject, struct relata_str predicate, struct relata_str object,
                      struct relata_str graph) {
  quads_add(quads, subject, predicate, object, graph);
}

enum relata_status nquads_read(struct quads *quads, struct relata_str text, const char *path,
                               struct relata_error *error) {
  return nquads_read_to((struct quad_sink){ take_quad, quads }, text, path, error);
}

enum relata_status nquads_read_to(struct quad_sink sink, struct relata_str text, const char *path,
                                  struct relata_error *error) {
  struct reading reading = { sink, relata_arena_new(), path, error, false };
  SerdReader *reader = serd_reader_new(SERD_NQUADS, &reading, NULL, NULL, NULL, take_statement, NULL);
  serd_reader_set_strict(reader, true);
  serd_reader_set_error_sink(reader, take_error, &reading);
  const SerdStatus serd = serd_reader_read_string(reader, (const uint8_t *)text.data);
  serd_reader_free(reader);
  relata_arena_free(reading.scratch);
  if (serd <= SERD_FAILURE && !reading.failed)
    return RELATA_OK;
  if (!reading.failed)
    relata_error_set(error, RELATA_BAD_INPUT, path, 0, 0, "is not N-Quads");
  return RELATA_BAD_INPUT;
}
