/* parser.h — what the parts of the parser share.
 *
 * A recursive descent over words.  The first error is kept and the parser is
 * moved behind the last word, where everything ends: so no caller has to look
 * at every return value.
 */
#ifndef RELATA_GRAPH_PARSER_H
#define RELATA_GRAPH_PARSER_H

#include "graph/sparql/ast.h"
#include "graph/sparql/tokens.h"
#include "graph/write/prefixes.h"

/* The name space of text:matches, whose prefix is known where the graph's are. */
#define NS_TEXT "https://w3id.org/relata/text#"

/* Items that are counted while they come; `items` moves. */
struct list {
  void *items;
  size_t count, capacity;
};

struct named {
  struct relata_str name, value;
};

/* Labels of blank nodes, found by hashing: data may have many. */
struct blank_labels {
  struct list list; /* struct blank_label */
  uint32_t *slots;  /* place in `list` + 1; 0: empty.  The arena's */
  size_t slot_count; /* a power of two, more than twice as many; 0 at first */
};

struct parser {
  struct relata_arena *arena;
  struct relata_str text;
  const struct token *tokens;
  size_t count, at;
  struct relata_error *error;
  enum relata_status status; /* of the first error */
  struct query *query;
  struct list names;    /* struct relata_str, of the variables */
  struct list prefixes; /* struct named */
  struct relata_str base;
  struct blank_labels blanks;
  size_t block;       /* number of the basic graph pattern at hand */
  struct select *select; /* the one whose aggregates are read; NULL where none may stand */
  const struct pattern *filtered; /* the group read last, when it had filters of its own */
  bool in_aggregate, in_template;
  int depth;
};

/* A blank node's label may stand in one basic graph pattern only. */
struct blank_label {
  struct relata_str label;
  uint32_t variable;
  size_t block;
};

/* Words. */
const struct token *parser_peek(const struct parser *parser, size_t ahead); /* an empty word at the end */
bool parser_is(const struct parser *parser, const char *sign);
bool parser_is_word(const struct parser *parser, const char *word);
bool parser_take(struct parser *parser, const char *sign); /* steps over it if it is there */
bool parser_take_word(struct parser *parser, const char *word);
void parser_expect(struct parser *parser, const char *sign);
void parser_expect_word(struct parser *parser, const char *word);
void parser_fail(struct parser *parser, const char *format, ...) __attribute__((format(printf, 2, 3)));
void parser_unexpected(struct parser *parser, const char *expected); /* `expected` may be NULL */
/* One more level of nesting; fails beyond a few hundred.  To be left again. */
bool parser_enter(struct parser *parser);
void parser_leave(struct parser *parser);
/* The depth of what stands on `below`; fails where the tree is too deep to be walked, as a chain of a thousand "||" is. */
size_t parser_deepen(struct parser *parser, size_t below);

/* One more item, zeroed. */
void *list_add(struct relata_arena *arena, struct list *list, size_t size);

/* Variables. */
uint32_t parser_variable(struct parser *parser, struct relata_str name);
uint32_t parser_hidden_variable(struct parser *parser);
uint32_t parser_take_variable(struct parser *parser);

/* Terms. */
bool parser_at_iri(const struct parser *parser);
struct relata_str parser_take_iri(struct parser *parser); /* as a term */
bool parser_at_literal(const struct parser *parser);
struct relata_str parser_take_literal(struct parser *parser);

/* PREFIX and BASE, as often as they come (parse.c). */
void parse_prologue(struct parser *parser);
/* Prefixes that need no declaration: PREFIX_COUNT of them, or NULL. */
void parser_know_prefixes(struct parser *parser, const struct relata_prefix *prefixes);

/* Patterns (parse_pattern.c, parse_triples.c). */
struct pattern *parse_group(struct parser *parser);
struct values *parse_values(struct parser *parser);
void parse_triples_block(struct parser *parser, struct list *triples);
struct select *parse_subselect(struct parser *parser);

/* Does the pattern show a variable to what stands around it? */
bool pattern_binds(const struct pattern *pattern, uint32_t variable);

/* Expressions (parse_expression.c). */
struct expression *parse_expression(struct parser *parser);
/* "(…)", a built-in or a function: what FILTER, HAVING and ORDER BY take. */
struct expression *parse_constraint(struct parser *parser);
bool parser_at_constraint(const struct parser *parser);
struct expression *expression_new(struct parser *parser, enum expression_kind kind);

/* Which variables a pattern may and must bind, filled once all are numbered. */
void annotate_query(struct parser *parser, struct query *query);

#endif
