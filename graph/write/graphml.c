/* graphml.c — GraphML 1.0 (graphml.graphdrawing.org) with typed attributes. */
#include "graph/write/network.h"
#include "graph/write/xml.h"

struct graphml {
  const struct relata_selected *selected;
  struct relata_arena *arena;
  xmlTextWriter *xml;
};

static void write_key(const struct graphml *graphml, const char *of, const char *name, enum attribute_type type) {
  static const char *const types[] = { [ATTRIBUTE_TEXT] = "string", [ATTRIBUTE_INTEGER] = "long",
                                       [ATTRIBUTE_REAL] = "double", [ATTRIBUTE_TRUTH] = "boolean" };
  xml_open(graphml->xml, "key");
  xml_attribute(graphml->xml, "id", relata_arena_print(graphml->arena, "%s_%s", of, name));
  xml_attribute(graphml->xml, "for", relata_str_of(of));
  xml_attribute(graphml->xml, "attr.name", relata_str_of(name));
  xml_attribute(graphml->xml, "attr.type", relata_str_of(types[type]));
  xml_close(graphml->xml);
}

static void write_keys(const struct graphml *graphml) {
  write_key(graphml, "node", "label", ATTRIBUTE_TEXT);
  for (size_t i = 0; i < NODE_ATTRIBUTES; i++)
    write_key(graphml, "node", node_attributes[i].name, node_attributes[i].type);
  write_key(graphml, "edge", "label", ATTRIBUTE_TEXT);
  write_key(graphml, "edge", "weight", ATTRIBUTE_REAL);
  for (size_t i = 0; i < EDGE_ATTRIBUTES; i++)
    write_key(graphml, "edge", edge_attributes[i].name, edge_attributes[i].type);
}

static void write_data(const struct graphml *graphml, const char *of, const char *name, struct relata_str words) {
  if (!words.len)
    return;
  xml_open(graphml->xml, "data");
  xml_attribute(graphml->xml, "key", relata_arena_print(graphml->arena, "%s_%s", of, name));
  xml_text(graphml->xml, words);
  xml_close(graphml->xml);
}

static void write_node(const struct graphml *graphml, const struct relata_selected_node *node) {
  xml_open(graphml->xml, "node");
  xml_attribute(graphml->xml, "id", node->iri);
  write_data(graphml, "node", "label", node->label);
  for (size_t i = 0; i < NODE_ATTRIBUTES; i++)
    write_data(graphml, "node", node_attributes[i].name,
               value_words(node_attributes[i].type, node_value(node, i), graphml->arena));
  xml_close(graphml->xml);
}

static void write_edge(const struct graphml *graphml, size_t index) {
  const struct relata_selected *selected = graphml->selected;
  const struct relata_selected_edge *edge = &selected->edges[index];
  xml_open(graphml->xml, "edge");
  xml_attribute(graphml->xml, "id", relata_arena_print(graphml->arena, "e%zu", index));
  xml_attribute(graphml->xml, "source", selected->nodes[edge->from].iri);
  xml_attribute(graphml->xml, "target", selected->nodes[edge->to].iri);
  write_data(graphml, "edge", "label", edge->label);
  write_data(graphml, "edge", "weight",
             relata_arena_print(graphml->arena, "%zu", edge->article_count ? edge->article_count : 1));
  for (size_t i = 0; i < EDGE_ATTRIBUTES; i++)
    write_data(graphml, "edge", edge_attributes[i].name,
               value_words(edge_attributes[i].type, edge_value(selected, edge, i, graphml->arena), graphml->arena));
  xml_close(graphml->xml);
}

enum relata_status write_graphml(const struct relata_selected *selected, struct relata_out *out,
                                 struct relata_error *error) {
  (void)error;
  const struct graphml graphml = { selected, relata_arena_new(), xml_begin(out) };
  xml_open(graphml.xml, "graphml");
  xml_attribute(graphml.xml, "xmlns", RELATA_STR("http://graphml.graphdrawing.org/xmlns"));
  write_keys(&graphml);
  xml_open(graphml.xml, "graph");
  xml_attribute(graphml.xml, "id", RELATA_STR("relata"));
  xml_attribute(graphml.xml, "edgedefault", RELATA_STR("directed"));
  for (size_t i = 0; i < selected->node_count; i++)
    write_node(&graphml, &selected->nodes[i]);
  for (size_t i = 0; i < selected->edge_count; i++)
    write_edge(&graphml, i);
  xml_end(graphml.xml);
  relata_arena_free(graphml.arena);
  return RELATA_OK;
}
