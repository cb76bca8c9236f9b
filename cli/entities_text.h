/* entities_text.h — entities, merges and decisions as a table, as TSV, as JSON. */
#ifndef RELATA_ENTITIES_TEXT_H
#define RELATA_ENTITIES_TEXT_H

#include "extract/base/out.h"
#include "graph/graph.h"

enum entities_format { ENTITIES_TABLE, ENTITIES_TSV, ENTITIES_JSON };
enum entities_kind { ENTITIES_LIST, ENTITIES_MERGES, ENTITIES_CHOICES };

struct entities_text {
  struct relata_out *out;
  enum entities_format format;
  size_t count; /* what was written */
};

bool entities_format_of(const char *name, enum entities_format *out);
/* What stands before all and behind all. */
void entities_text_begin(struct entities_text *text, enum entities_kind kind);
void entities_text_end(struct entities_text *text);
/* For relata_graph_entities, _merges, _choices; the payload is the struct. */
enum relata_status entities_text_entity(void *payload, const struct relata_graph_entity *entity);
enum relata_status entities_text_merge(void *payload, const struct relata_graph_merge_record *merge);
enum relata_status entities_text_choice(void *payload, const struct relata_graph_choice *choice);

#endif
