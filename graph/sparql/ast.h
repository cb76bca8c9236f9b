/* ast.h — a SPARQL 1.1 query as its algebra.
 *
 * The parser translates as it reads (SPARQL 1.1, section 18.2): groups become
 * joins, OPTIONAL a left join whose condition is its group's filters, filters
 * come last in their group.  Variables are numbered through the whole query;
 * blank nodes and steps of paths are hidden variables.  All of it is the
 * arena's.
 */
#ifndef RELATA_GRAPH_AST_H
#define RELATA_GRAPH_AST_H

#include "graph/sparql/value.h"

/* A place in a pattern: a variable, or a term as store/term.h has it. */
struct slot {
  bool is_variable;
  uint32_t variable;
  struct relata_str term;
};

enum path_kind {
  PATH_IRI,
  PATH_INVERSE,     /* ^left */
  PATH_SEQUENCE,    /* left/right */
  PATH_ALTERNATIVE, /* left|right */
  PATH_ZERO_OR_MORE,
  PATH_ONE_OR_MORE,
  PATH_ZERO_OR_ONE,
  PATH_NEGATED /* !(a|^b): `items` */
};

struct path_item {
  struct relata_str iri;
  bool inverse;
};

struct plan;

struct path {
  enum path_kind kind;
  struct relata_str iri;
  struct path *left, *right;
  size_t depth; /* of the tree below and with it */
  struct path_item *items;
  size_t item_count;
};

/* ?x text:matches "words", or ?x text:matches ("words" ?score): the words stand in the place of the object. */
struct text_match {
  bool has_score;
  uint32_t score; /* a variable */
};

struct triple_pattern {
  struct slot subject, predicate, object;
  struct path *path; /* in the place of the predicate; NULL: none */
  struct text_match *text; /* NULL: a triple or path like others */
};

/* ------------------------------------------------------------------ expressions */

enum expression_kind {
  EXPRESSION_TERM,
  EXPRESSION_VARIABLE,
  EXPRESSION_OR, EXPRESSION_AND, EXPRESSION_NOT,
  EXPRESSION_EQUAL, EXPRESSION_UNEQUAL, EXPRESSION_LESS, EXPRESSION_GREATER, EXPRESSION_LESS_EQUAL,
  EXPRESSION_GREATER_EQUAL,
  EXPRESSION_ADD, EXPRESSION_SUBTRACT, EXPRESSION_MULTIPLY, EXPRESSION_DIVIDE, EXPRESSION_NEGATE,
  EXPRESSION_IN, EXPRESSION_NOT_IN, /* the first argument among the others */
  EXPRESSION_EXISTS, EXPRESSION_NOT_EXISTS,
  EXPRESSION_CALL,     /* `function`: its number in the table of functions */
  EXPRESSION_AGGREGATE /* `variable`: where its value stands in a group's row */
};

enum aggregate_kind {
  AGGREGATE_COUNT, AGGREGATE_SUM, AGGREGATE_MIN, AGGREGATE_MAX, AGGREGATE_AVG, AGGREGATE_SAMPLE,
  AGGREGATE_GROUP_CONCAT
};

struct expression {
  enum expression_kind kind;
  struct relata_str term;
  uint32_t variable;
  size_t function;
  struct pattern *pattern;
  struct plan **plan; /* of `pattern`, once planned; the arena's */
  const struct value *constant; /* of a term */
  struct expression **arguments;
  size_t argument_count;
  size_t depth; /* of the tree below and with it, patterns included */
};

struct aggregate {
  enum aggregate_kind kind;
  bool distinct;
  struct expression *argument; /* NULL: COUNT(*) */
  uint32_t variable;           /* a hidden one that gets the value */
  struct relata_str separator;
};

/* ------------------------------------------------------------------ patterns */

enum pattern_kind {
  PATTERN_UNIT, /* one solution that binds nothing */
  PATTERN_TRIPLES,
  PATTERN_JOIN,
  PATTERN_LEFT_JOIN, /* `expression`: the condition, or NULL */
  PATTERN_UNION,
  PATTERN_MINUS,
  PATTERN_FILTER,
  PATTERN_EXTEND, /* BIND: `variable` gets `expression` */
  PATTERN_GRAPH,  /* `graph`, then `left` */
  PATTERN_VALUES,
  PATTERN_SELECT,
  PATTERN_SERVICE /* `service` */
};

/* SERVICE: another endpoint, or a variable that names it, and the group that is sent there as it was written. */
struct service {
  struct slot endpoint;
  bool silent;
  struct relata_str query; /* SELECT * { … } with what it needs to be read elsewhere */
};

/* Inline data: row by row; an empty term is UNDEF. */
struct values {
  uint32_t *variables;
  size_t variable_count, row_count;
  struct relata_str *terms;
};

struct pattern {
  enum pattern_kind kind;
  struct pattern *left, *right;
  size_t depth; /* of the tree below and with it, expressions included */
  struct expression *expression;
  uint32_t variable;
  struct slot graph;
  struct triple_pattern *triples;
  size_t triple_count;
  struct values *values;
  struct select *select;
  struct service *service;
  double *estimate; /* the planner's, of its solutions when alone; 0: not made yet; the arena's */
  /* by variable, once the whole query is read: may it, must it be bound by this pattern? */
  bool *may, *must;
};

/* ------------------------------------------------------------------ queries */

enum query_form { FORM_SELECT, FORM_CONSTRUCT, FORM_DESCRIBE, FORM_ASK };

struct projected {
  uint32_t variable;
  struct expression *expression; /* NULL: the variable as it is */
};

struct order_key {
  struct expression *expression;
  bool descending;
};

/* What SELECT and its modifiers say; the other forms use it for theirs. */
struct select {
  bool star, distinct, reduced;
  struct projected *projected;
  size_t projected_count;
  struct pattern *where;
  bool grouped; /* GROUP BY, or an aggregate somewhere */
  struct projected *group_keys; /* `variable` RELATA_NONE: only an expression */
  size_t group_key_count;
  struct expression **having;
  size_t having_count;
  struct aggregate *aggregates;
  size_t aggregate_count;
  struct order_key *order;
  size_t order_count;
  bool has_limit;
  uint64_t limit, offset;
  struct values *values; /* behind the query */
};

struct query {
  enum query_form form;
  struct select select;
  struct triple_pattern *construct;
  size_t construct_count;
  struct slot *described; /* DESCRIBE's names and variables */
  size_t described_count;
  struct relata_str *from, *from_named; /* terms */
  size_t from_count, from_named_count;
  struct relata_str base;
  struct relata_str *names; /* of the variables; empty: hidden */
  size_t variable_count;
  bool searches_texts; /* text:matches stands in it */
  size_t service_line, service_column; /* of the first SERVICE; 0: there is none */
};

#endif
