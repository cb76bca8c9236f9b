/* query.c — what kind of query it is, what the engine lacks, and DESCRIBE. */
#include <stdlib.h>
#include <string.h>

#include "graph/sparql/engine.h"
#include "graph/store/graph_private.h"
#include "graph/store/term.h"
#include "graph/write/writers.h"

struct asking {
  struct relata_graph *graph;
  struct quads *quads;
  struct relata_arena *arena;
  struct relata_str text;
  struct token *tokens;
  size_t token_count;
  size_t verb; /* index of SELECT, ASK, CONSTRUCT, DESCRIBE; token_count if there is none */
};

/* ------------------------------------------------------------------ before it runs */

/* The first word behind the prologue's declarations. */
static size_t find_verb(const struct token *tokens, size_t count) {
  size_t i = 0;
  while (i < count) {
    if (token_is_word(&tokens[i], "PREFIX"))
      i += 3;
    else if (token_is_word(&tokens[i], "BASE"))
      i += 2;
    else
      return i;
  }
  return count;
}

static enum relata_status refuse(const struct asking *asking, const struct token *token, const char *what,
                                 struct relata_error *error) {
  size_t line, column;
  text_position(asking->text, token->begin, &line, &column);
  return relata_error_set(error, RELATA_UNSUPPORTED, NULL, line, column, "%.*s %s", (int)token->text.len,
                          token->text.data, what);
}

/* Rasqal 0.9.33 crashes on VALUES, cannot run MINUS, cannot read EXISTS. */
static enum relata_status check_supported(const struct asking *asking, struct relata_error *error) {
  static const char *const lacking[] = { "VALUES", "MINUS", "EXISTS", "SERVICE" };
  static const char *const updates[] = { "INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE",
                                         "ADD",    "MOVE",   "COPY", "WITH" };
  if (asking->verb < asking->token_count)
    for (size_t k = 0; k < sizeof updates / sizeof *updates; k++)
      if (token_is_word(&asking->tokens[asking->verb], updates[k]))
        return refuse(asking, &asking->tokens[asking->verb], "changes a graph; only queries are answered here", error);
  for (size_t i = 0; i < asking->token_count; i++)
    for (size_t k = 0; k < sizeof lacking / sizeof *lacking; k++)
      if (token_is_word(&asking->tokens[i], lacking[k]))
        return refuse(asking, &asking->tokens[i], "is not supported yet", error);
  return RELATA_OK;
}

static struct engine_query engine_query_of(const struct asking *asking, const struct token *tokens, size_t count) {
  return (struct engine_query){ asking->graph->prefixes, asking->text, tokens, count };
}

/* ------------------------------------------------------------------ DESCRIBE */

/* The IRI that a name or IRI of the query stands for; declarations of the query come first. */
static struct relata_str resolve(const struct asking *asking, const struct token *token) {
  if (token->kind == TOKEN_IRI)
    return token->text;
  const char *colon = memchr(token->text.data, ':', token->text.len);
  const size_t head = (size_t)(colon - token->text.data) + 1;
  const struct relata_str local = { token->text.data + head, token->text.len - head };
  for (size_t i = asking->verb; i-- > 0;) {
    const struct token *declared = &asking->tokens[i];
    if (declared->kind == TOKEN_NAME && declared->text.len == head &&
        memcmp(declared->text.data, token->text.data, head) == 0 && declared[1].kind == TOKEN_IRI)
      return term_iri(asking->arena, term_as_iri(declared[1].text), local);
  }
  return term_iri(asking->arena, prefixes_expand(asking->graph->prefixes, token->text, asking->arena), RELATA_STR(""));
}

static void describe_term(const struct asking *asking, struct relata_str term, struct quads *graph) {
  const uint32_t subject = quads_find(asking->quads, term);
  if (subject == RELATA_NONE || term_get_kind(term) == TERM_LITERAL)
    return;
  struct quad_cursor cursor =
    quads_match(asking->quads, (struct quad){ subject, RELATA_NONE, RELATA_NONE, RELATA_NONE }, true);
  for (const struct quad *quad; (quad = quad_cursor_next(&cursor));)
    quads_add(graph, term, quads_term(asking->quads, quad->predicate), quads_term(asking->quads, quad->object),
              (struct relata_str){ NULL, 0 });
}

/* The query with SELECT in the place of DESCRIBE, and its named resources left out. */
static enum relata_status describe_found(const struct asking *asking, struct quads *graph, struct relata_error *error) {
  struct token *tokens = relata_arena_alloc(asking->arena, (asking->token_count + 2) * sizeof *tokens);
  size_t count = 0;
  bool in_pattern = false, has_pattern = false;
  for (size_t i = 0; i < asking->token_count; i++) {
    const struct token *token = &asking->tokens[i];
    in_pattern = in_pattern || (i > asking->verb && (token_is(token, "{") || token_is_word(token, "WHERE") ||
                                                     token_is_word(token, "FROM")));
    has_pattern = has_pattern || token_is(token, "{");
    if (i > asking->verb && !in_pattern && (token->kind == TOKEN_IRI || token->kind == TOKEN_NAME)) {
      describe_term(asking, resolve(asking, token), graph);
      continue;
    }
    tokens[count] = *token;
    if (i == asking->verb)
      tokens[count].text = RELATA_STR("SELECT");
    count++;
  }
  const bool asks = count > asking->verb + 1 &&
                    (tokens[asking->verb + 1].kind == TOKEN_VARIABLE || token_is(&tokens[asking->verb + 1], "*"));
  if (!has_pattern || !asks)
    return RELATA_OK;
  struct results found = { .arena = asking->arena };
  const struct engine_query query = engine_query_of(asking, tokens, count);
  RELATA_TRY(engine_run(&query, asking->quads, &found, NULL, error));
  for (size_t i = 0; i < found.rows * found.columns; i++)
    if (found.terms[i].len)
      describe_term(asking, found.terms[i], graph);
  return RELATA_OK;
}

/* ------------------------------------------------------------------ answering */

static enum relata_status answer(const struct asking *asking, enum relata_results format, bool color,
                                 struct relata_out *out, size_t *rows, struct relata_error *error) {
  struct results results = { .arena = asking->arena };
  struct quads *graph = quads_new();
  const bool has_verb = asking->verb < asking->token_count;
  const bool describes = has_verb && token_is_word(&asking->tokens[asking->verb], "DESCRIBE");
  const bool is_graph = describes || (has_verb && token_is_word(&asking->tokens[asking->verb], "CONSTRUCT"));
  const struct engine_query query = engine_query_of(asking, asking->tokens, asking->token_count);
  enum relata_status status = describes ? describe_found(asking, graph, error)
                                        : engine_run(&query, asking->quads, &results, graph, error);
  if (status == RELATA_OK && is_graph) {
    quads_finish(graph);
    *rows = quads_count(graph);
    status = write_turtle(graph, asking->graph->prefixes, false, out, error);
  } else if (status == RELATA_OK) {
    *rows = results.is_boolean ? results.boolean : results.rows;
    results_write(&results, format, asking->graph->prefixes, color, out);
  }
  quads_free(graph);
  return status;
}

enum relata_status relata_graph_query(struct relata_graph *graph, const char *query, enum relata_results format,
                                      bool color, struct relata_out *out, size_t *rows, struct relata_error *error) {
  size_t ignored;
  rows = rows ? rows : &ignored;
  *rows = 0;
  struct asking asking = { .graph = graph, .arena = relata_arena_new(), .text = relata_str_of(query) };
  asking.tokens = tokens_read(asking.arena, asking.text, &asking.token_count);
  asking.verb = find_verb(asking.tokens, asking.token_count);
  enum relata_status status = check_supported(&asking, error);
  if (status == RELATA_OK)
    status = graph_load(graph, &asking.quads, error);
  if (status == RELATA_OK)
    status = answer(&asking, format, color, out, rows, error);
  relata_arena_free(asking.arena);
  return status;
}
