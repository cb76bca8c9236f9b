/* engine.c — preparing, running and reading out a Rasqal query.
 *
 * Rasqal 0.9.33 tells the line of a syntax error at best.  The place is found
 * by preparing shorter and shorter beginnings of the query: up to the wrong
 * word the complaint is that the query ends too early, from there on another.
 */
#include "graph/sparql/engine.h"

#include <rasqal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "graph/sparql/source.h"
#include "graph/store/term.h"

/* The first complaint; the ones after it follow from it. */
struct complaint {
  char words[256];
};

static void take_complaint(void *user_data, raptor_log_message *message) {
  struct complaint *complaint = user_data;
  if (complaint->words[0] == '\0' && message->level >= RAPTOR_LOG_LEVEL_ERROR && message->text)
    snprintf(complaint->words, sizeof complaint->words, "%s", message->text);
}

/* ------------------------------------------------------------------ the text for Rasqal */

static void write_prefixes(const struct engine_query *query, struct relata_out *out) {
  for (size_t i = 0; i < PREFIX_COUNT; i++)
    relata_out_print(out, "PREFIX %s: <%.*s> ", query->prefixes[i].name, (int)query->prefixes[i].iri.len,
                     query->prefixes[i].iri.data);
}

static bool is_operand(const struct token *token) {
  return token->kind == TOKEN_NUMBER || token->kind == TOKEN_VARIABLE || token_is(token, ")");
}

/* Words one space apart.  "7-10" is read by Rasqal as 7 - (-10): a sign behind an operand stands alone. */
static void write_token(const struct engine_query *query, size_t index, struct relata_out *out) {
  const struct token *token = &query->tokens[index];
  const bool is_signed = token->kind == TOKEN_NUMBER && (token->text.data[0] == '-' || token->text.data[0] == '+');
  if (is_signed && index > 0 && is_operand(&query->tokens[index - 1])) {
    relata_out_char(out, token->text.data[0]);
    relata_out_char(out, ' ');
    relata_out_str(out, (struct relata_str){ token->text.data + 1, token->text.len - 1 });
  } else {
    relata_out_str(out, token->text);
  }
}

/* Do these two words stand together and belong so ("x"@en, "1"^^xsd:integer, _:b)? */
static bool is_joined(const struct token *token, const struct token *next) {
  const bool touches = token->text.data + token->text.len == next->text.data;
  return touches && (token->kind == TOKEN_STRING || token_is(token, "^^"));
}

static char *query_text(const struct engine_query *query, size_t token_count) {
  struct relata_out *out = relata_out_to_memory();
  write_prefixes(query, out);
  for (size_t i = 0; i < token_count; i++) {
    write_token(query, i, out);
    if (i + 1 < token_count && !is_joined(&query->tokens[i], &query->tokens[i + 1]))
      relata_out_char(out, ' ');
  }
  relata_out_char(out, '\0');
  char *text = strdup(relata_out_as_memory(out).data);
  relata_out_abandon(out);
  if (!text)
    abort();
  return text;
}

/* ------------------------------------------------------------------ preparing */

struct run {
  rasqal_world *world;
  rasqal_query *query;
  struct complaint complaint;
};

static void run_end(struct run *run) {
  if (run->query)
    rasqal_free_query(run->query);
  if (run->world)
    rasqal_free_world(run->world);
}

static void run_begin(struct run *run) {
  *run = (struct run){ .world = rasqal_new_world() };
  if (!run->world || rasqal_world_open(run->world) != 0)
    abort();
  rasqal_world_set_log_handler(run->world, &run->complaint, take_complaint);
}

static bool run_prepare(struct run *run, const struct engine_query *query, size_t token_count) {
  char *text = query_text(query, token_count);
  run->query = rasqal_new_query(run->world, "sparql", NULL);
  if (!run->query)
    abort();
  rasqal_query_set_feature(run->query, RASQAL_FEATURE_NO_NET, 1);
  const bool prepared = rasqal_query_prepare(run->query, (const unsigned char *)text, NULL) == 0;
  free(text);
  return prepared;
}

/* ------------------------------------------------------------------ where it is wrong */

static bool ends_too_early(const struct complaint *complaint) {
  return strstr(complaint->words, "unexpected $end") != NULL || strstr(complaint->words, "unexpected end of") != NULL;
}

/* What Rasqal says to the first `token_count` words. */
static struct complaint complaint_about(const struct engine_query *query, size_t token_count) {
  struct run run;
  run_begin(&run);
  if (run_prepare(&run, query, token_count))
    run.complaint.words[0] = '\0';
  run_end(&run);
  return run.complaint;
}

static bool is_wrong_within(const struct engine_query *query, size_t token_count) {
  const struct complaint complaint = complaint_about(query, token_count);
  return complaint.words[0] != '\0' && !ends_too_early(&complaint);
}

/* The shortest beginning that is wrong in itself: its last word is the culprit. */
static size_t find_culprit(const struct engine_query *query) {
  size_t low = 1, high = query->token_count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (is_wrong_within(query, middle))
      high = middle;
    else
      low = middle + 1;
  }
  return low - 1;
}

/* ", expecting '}'" as the parser says it, unless it names its own insides. */
static const char *expectation(const struct complaint *complaint) {
  const char *expecting = strstr(complaint->words, ", expecting '");
  return expecting && !strchr(expecting + 13, '"') ? expecting : "";
}

static enum relata_status report_culprit(const struct engine_query *query, const struct complaint *complaint,
                                         struct relata_error *error) {
  const struct token *token = &query->tokens[find_culprit(query)];
  size_t line, column;
  text_position(query->text, token->begin, &line, &column);
  const char *prefix = strstr(complaint->words, "namespace prefix");
  if (prefix)
    return relata_error_set(error, RELATA_BAD_INPUT, NULL, line, column, "the prefix of %.*s is not declared",
                            (int)token->text.len, token->text.data);
  return relata_error_set(error, RELATA_BAD_INPUT, NULL, line, column, "unexpected %.*s%s",
                          (int)(token->text.len < 200 ? token->text.len : 200), token->text.data,
                          expectation(complaint));
}

static enum relata_status report(const struct engine_query *query, const struct complaint *complaint,
                                 struct relata_error *error) {
  size_t line, column;
  if (query->token_count == 0)
    return relata_error_set(error, RELATA_BAD_INPUT, NULL, 1, 1, "the query is empty");
  if (ends_too_early(complaint)) {
    const struct token *last = &query->tokens[query->token_count - 1];
    text_position(query->text, last->begin + last->text.len, &line, &column);
    return relata_error_set(error, RELATA_BAD_INPUT, NULL, line, column, "the query ends too early%s",
                            expectation(complaint));
  }
  if (strstr(complaint->words, "syntax error") || strstr(complaint->words, "prefix") ||
      strstr(complaint->words, "decode"))
    return report_culprit(query, complaint, error);
  return relata_error_set(error, RELATA_BAD_INPUT, NULL, 0, 0, "%s",
                          complaint->words[0] ? complaint->words : "the query cannot be read");
}

/* ------------------------------------------------------------------ reading out */

static struct relata_str kept_term(const struct source *source, struct relata_arena *arena, rasqal_literal *value) {
  return value ? source_term(source, arena, value) : (struct relata_str){ NULL, 0 };
}

/* An answer without rows does not tell its columns: the query does. */
static void read_names(rasqal_query *query, struct results *results) {
  raptor_sequence *variables = rasqal_query_get_bound_variable_sequence(query);
  const int count = variables ? raptor_sequence_size(variables) : 0;
  results->columns = count > 0 ? (size_t)count : 0;
  results->names = relata_arena_alloc(results->arena, (results->columns + 1) * sizeof *results->names);
  for (int c = 0; c < count; c++) {
    const rasqal_variable *variable = raptor_sequence_get_at(variables, c);
    results->names[c] = relata_arena_copy(results->arena, relata_str_of((const char *)variable->name));
  }
}

static void read_rows(rasqal_query_results *answer, const struct source *source, struct results *results) {
  for (; !rasqal_query_results_finished(answer); rasqal_query_results_next(answer)) {
    struct relata_str *row = results_add_row(results);
    for (size_t c = 0; c < results->columns; c++)
      row[c] = kept_term(source, results->arena, rasqal_query_results_get_binding_value(answer, (int)c));
  }
}

static struct relata_str raptor_term_text(struct relata_arena *arena, const raptor_term *term) {
  const struct relata_str nothing = { NULL, 0 };
  if (term->type == RAPTOR_TERM_TYPE_URI)
    return term_iri(arena, relata_str_of((const char *)raptor_uri_as_string(term->value.uri)), nothing);
  if (term->type == RAPTOR_TERM_TYPE_BLANK)
    return term_blank(arena, relata_str_of((const char *)term->value.blank.string));
  const raptor_term_literal_value *literal = &term->value.literal;
  return term_literal(arena, (struct relata_str){ (const char *)literal->string, literal->string_len },
                      literal->datatype ? relata_str_of((const char *)raptor_uri_as_string(literal->datatype)) : nothing,
                      literal->language ? relata_str_of((const char *)literal->language) : nothing);
}

static void read_graph(rasqal_query_results *answer, struct quads *graph) {
  struct relata_arena *arena = relata_arena_new();
  for (raptor_statement *statement; (statement = rasqal_query_results_get_triple(answer));) {
    quads_add(graph, raptor_term_text(arena, statement->subject), raptor_term_text(arena, statement->predicate),
              raptor_term_text(arena, statement->object), (struct relata_str){ NULL, 0 });
    relata_arena_clear(arena);
    if (rasqal_query_results_next_triple(answer) != 0)
      break;
  }
  relata_arena_free(arena);
}

static enum relata_status execute(struct run *run, const struct source *source, struct results *results,
                                  struct quads *graph, struct relata_error *error) {
  rasqal_query_results *answer = rasqal_query_execute(run->query);
  if (!answer)
    return relata_error_set(error, RELATA_UNSUPPORTED, NULL, 0, 0, "this query cannot be run%s%s",
                            run->complaint.words[0] ? ": " : "", run->complaint.words);
  if (rasqal_query_results_is_boolean(answer)) {
    results->is_boolean = true;
    results->boolean = rasqal_query_results_get_boolean(answer) > 0;
  } else if (rasqal_query_results_is_graph(answer)) {
    read_graph(answer, graph);
  } else {
    read_names(run->query, results);
    read_rows(answer, source, results);
  }
  rasqal_free_query_results(answer);
  return RELATA_OK;
}

enum relata_status engine_run(const struct engine_query *query, struct quads *quads, struct results *results,
                              struct quads *graph, struct relata_error *error) {
  struct run run;
  run_begin(&run);
  struct source *source = source_new(run.world, quads);
  enum relata_status status;
  if (source_register(source) != 0) {
    status = relata_error_set(error, RELATA_INTERNAL, NULL, 0, 0, "Rasqal refuses our source of triples");
  } else if (!run_prepare(&run, query, query->token_count)) {
    status = report(query, &run.complaint, error);
  } else {
    source_prepare(source, run.query);
    status = execute(&run, source, results, graph, error);
  }
  if (run.query)
    rasqal_free_query(run.query);
  run.query = NULL;
  source_free(source);
  run_end(&run);
  return status;
}
