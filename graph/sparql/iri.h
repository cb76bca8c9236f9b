/* iri.h — resolving relative IRIs (RFC 3986, section 5.2). */
#ifndef RELATA_GRAPH_IRI_H
#define RELATA_GRAPH_IRI_H

#include "extract/extract.h"

/* `reference` against `base`; as it is when it has a scheme or there is no base. */
struct relata_str iri_resolve(struct relata_arena *arena, struct relata_str base, struct relata_str reference);
bool iri_is_absolute(struct relata_str iri);

#endif
