/* moment.h — xsd:dateTime and xsd:date. */
#ifndef RELATA_GRAPH_MOMENT_H
#define RELATA_GRAPH_MOMENT_H

#include "graph/sparql/value.h"

/* False when it is none. */
bool moment_read(struct relata_str text, struct moment *out);      /* "2018-09-07T12:30:00.5Z" */
bool moment_read_date(struct relata_str text, struct moment *out); /* "2018-09-07", with or without a zone */

#endif
