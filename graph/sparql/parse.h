/* parse.h — the text of a query to its algebra. */
#ifndef RELATA_GRAPH_PARSE_H
#define RELATA_GRAPH_PARSE_H

#include "graph/sparql/ast.h"
#include "graph/write/prefixes.h"

/* `base` of relative IRIs, may be empty; `prefixes`: PREFIX_COUNT of them that need no declaration, or NULL.  A query
 * that is wrong gives RELATA_BAD_INPUT with the line and column of the word
 * where it goes wrong; an update or SERVICE gives RELATA_UNSUPPORTED. */
enum relata_status query_parse(struct query **out, struct relata_arena *arena, struct relata_str text,
                               struct relata_str base, const struct relata_prefix *prefixes, struct relata_error *error);

/* RELATA_BAD_INPUT, with its place, where a query or update is not UTF-8. */
enum relata_status query_check_utf8(struct relata_str text, struct relata_error *error);

#endif
