/* cytoscape.c — the JSON of Cytoscape.js and Cytoscape Desktop.
 *
 * A node's "value" and an edge's "key" are for networkx, which tells parallel edges apart by it.
 */
#include "graph/write/network.h"

struct cytoscape {
  const struct relata_selected *selected;
  struct relata_arena *arena;
  struct relata_out *out;
};

static void write_field(const struct cytoscape *cytoscape, const char *name, struct relata_str text) {
  relata_out_print(cytoscape->out, "\"%s\": ", name);
  relata_out_json(cytoscape->out, text);
}

static void write_value(const struct cytoscape *cytoscape, const struct attribute *attribute, struct value value) {
  relata_out_print(cytoscape->out, ", \"%s\": ", attribute->name);
  if (attribute->type != ATTRIBUTE_TEXT)
    relata_out_str(cytoscape->out, value_words(attribute->type, value, cytoscape->arena));
  else if (value.text.len)
    relata_out_json(cytoscape->out, value.text);
  else
    relata_out_text(cytoscape->out, "null");
}

static void write_node(const struct cytoscape *cytoscape, const struct relata_selected_node *node) {
  relata_out_text(cytoscape->out, "{\"data\": {");
  write_field(cytoscape, "id", node->iri);
  relata_out_text(cytoscape->out, ", ");
  write_field(cytoscape, "value", node->iri);
  relata_out_text(cytoscape->out, ", ");
  write_field(cytoscape, "name", node->label);
  for (size_t i = 0; i < NODE_ATTRIBUTES; i++)
    write_value(cytoscape, &node_attributes[i], node_value(node, i));
  relata_out_text(cytoscape->out, "}}");
}

static void write_edge(const struct cytoscape *cytoscape, size_t index) {
  const struct relata_selected *selected = cytoscape->selected;
  const struct relata_selected_edge *edge = &selected->edges[index];
  relata_out_print(cytoscape->out, "{\"data\": {\"id\": \"e%zu\", ", index);
  write_field(cytoscape, "source", selected->nodes[edge->from].iri);
  relata_out_text(cytoscape->out, ", ");
  write_field(cytoscape, "target", selected->nodes[edge->to].iri);
  relata_out_text(cytoscape->out, ", ");
  write_field(cytoscape, "key", edge->relation);
  relata_out_text(cytoscape->out, ", ");
  write_field(cytoscape, "interaction", edge->label);
  relata_out_print(cytoscape->out, ", \"weight\": %zu", edge->article_count ? edge->article_count : 1);
  for (size_t i = 0; i < EDGE_ATTRIBUTES; i++)
    write_value(cytoscape, &edge_attributes[i], edge_value(selected, edge, i, cytoscape->arena));
  relata_out_text(cytoscape->out, "}}");
}

void write_cytoscape(const struct relata_selected *selected, struct relata_out *out) {
  const struct cytoscape cytoscape = { selected, relata_arena_new(), out };
  relata_out_text(out, "{\n  \"data\": {\"name\": \"relata\"},\n  \"directed\": true,\n  \"multigraph\": true,\n"
                       "  \"elements\": {\n    \"nodes\": [");
  for (size_t i = 0; i < selected->node_count; i++) {
    relata_out_text(out, i ? ",\n      " : "\n      ");
    write_node(&cytoscape, &selected->nodes[i]);
  }
  relata_out_text(out, "],\n    \"edges\": [");
  for (size_t i = 0; i < selected->edge_count; i++) {
    relata_out_text(out, i ? ",\n      " : "\n      ");
    write_edge(&cytoscape, i);
  }
  relata_out_text(out, "]\n  }\n}\n");
  relata_arena_free(cytoscape.arena);
}
