/* literals.h — values of circumstances as typed RDF literals. */
#ifndef RELATA_GRAPH_LITERALS_H
#define RELATA_GRAPH_LITERALS_H

#include "extract/extract.h"

struct relata_str literal_plain(struct relata_arena *arena, struct relata_str text);
struct relata_str literal_integer(struct relata_arena *arena, uint64_t number);
/* Two decimals. */
struct relata_str literal_decimal(struct relata_arena *arena, double number);
/* ISO 8601 as xsd:date, xsd:gYearMonth, xsd:gYear or xsd:dateTime where it is a
 * real one; intervals and uncertain dates (EDTF) as plain text. */
struct relata_str literal_time(struct relata_arena *arena, struct relata_str text);
/* `datatype` as "xsd:integer" or an IRI; empty: plain. */
struct relata_str literal_typed(struct relata_arena *arena, struct relata_str value, struct relata_str datatype);

#endif
