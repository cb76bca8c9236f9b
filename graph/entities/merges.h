/* merges.h — the record of every merge as RDF, in a named graph of its own.
 *
 *     GRAPH <BASE merges> {
 *       <BASE merge/Nordlys_Group/Nordlys> a rel:Merge ;
 *         rel:merged id:Nordlys ; rel:merged_name "Nordlys" ; rel:into id:Nordlys_Group ;
 *         rel:score 0.98 ; rel:reason "generic_ending +2.00", "shared_name +1.60: …" ;
 *         rel:decided_by "scores" ; prov:wasDerivedFrom <the articles that use the name> .
 *     }
 */
#ifndef RELATA_ENTITIES_MERGES_H
#define RELATA_ENTITIES_MERGES_H

#include "graph/claims/describe.h"
#include "graph/entities/resolution.h"

/* `base` is the graph's, "https://w3id.org/relata/". */
void merges_describe(const struct resolution *resolution, struct relata_str base, struct quad_sink sink);
/* The graph's IRI as a term. */
struct relata_str merges_graph(struct relata_arena *arena, struct relata_str base);

#endif
