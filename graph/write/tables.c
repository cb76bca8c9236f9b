/* tables.c — nodes and edges as CSV (RFC 4180), and with the headings of `neo4j-admin database import`. */
#include <string.h>

#include "graph/claims/view.h"
#include "graph/write/network.h"

struct table {
  const struct relata_selected *selected;
  struct relata_arena *arena;
  struct relata_out *out;
  bool neo4j;
};

/* A cell; Neo4j reads a line a row unless it is told otherwise, so there line ends become spaces. */
static void write_cell(const struct table *table, struct relata_str text) {
  bool quoted = false;
  for (size_t i = 0; i < text.len && !quoted; i++)
    quoted = strchr(",\"\r\n;", text.data[i]) != NULL || (text.data[i] == ' ' && (i == 0 || i + 1 == text.len));
  if (quoted)
    relata_out_char(table->out, '"');
  for (size_t i = 0; i < text.len; i++) {
    const char c = text.data[i];
    if (c == '"')
      relata_out_char(table->out, '"');
    relata_out_char(table->out, table->neo4j && (c == '\n' || c == '\r') ? ' ' : c);
  }
  if (quoted)
    relata_out_char(table->out, '"');
}

static void next_cell(const struct table *table, struct relata_str text) {
  relata_out_char(table->out, ',');
  write_cell(table, text);
}

static void end_row(const struct table *table) {
  relata_out_text(table->out, table->neo4j ? "\n" : "\r\n");
}

/* ------------------------------------------------------------------ headings */

static void write_names(const struct table *table, const struct attribute *attributes, size_t count) {
  static const char *const types[] = { [ATTRIBUTE_TEXT] = "string", [ATTRIBUTE_INTEGER] = "long",
                                       [ATTRIBUTE_REAL] = "double", [ATTRIBUTE_TRUTH] = "boolean" };
  for (size_t i = 0; i < count; i++) {
    relata_out_print(table->out, ",%s", attributes[i].name);
    if (table->neo4j)
      relata_out_print(table->out, ":%s", types[attributes[i].type]);
  }
}

/* ------------------------------------------------------------------ rows */

/* "Entity;State": Neo4j's labels of a node. */
static struct relata_str labels_of(const struct table *table, const struct relata_selected_node *node) {
  if (!node->type.len)
    return RELATA_STR("Entity");
  return relata_arena_print(table->arena, "Entity;%.*s", (int)node->type.len, node->type.data);
}

/* "LOCATED_IN": the relation's last part as Neo4j's users write types. */
static struct relata_str type_of(const struct table *table, const struct relata_selected_edge *edge) {
  const struct relata_str local = relata_arena_copy(table->arena, iri_local(edge->relation));
  char *letters = (char *)local.data;
  for (size_t i = 0; i < local.len; i++)
    if (letters[i] >= 'a' && letters[i] <= 'z')
      letters[i] = (char)(letters[i] - 'a' + 'A');
    else if (letters[i] == '-' || letters[i] == ' ')
      letters[i] = '_';
  return local.len ? local : RELATA_STR("RELATED_TO");
}

static void write_nodes(const struct table *table) {
  relata_out_text(table->out, table->neo4j ? "iri:ID,name:string" : "id,label");
  write_names(table, node_attributes, NODE_ATTRIBUTES);
  relata_out_text(table->out, table->neo4j ? ",:LABEL" : "");
  end_row(table);
  for (size_t i = 0; i < table->selected->node_count; i++) {
    const struct relata_selected_node *node = &table->selected->nodes[i];
    write_cell(table, node->iri);
    next_cell(table, node->label);
    for (size_t k = 0; k < NODE_ATTRIBUTES; k++)
      next_cell(table, value_words(node_attributes[k].type, node_value(node, k), table->arena));
    if (table->neo4j)
      next_cell(table, labels_of(table, node));
    end_row(table);
  }
}

static void write_edges(const struct table *table) {
  const struct relata_selected *selected = table->selected;
  relata_out_text(table->out, table->neo4j ? ":START_ID,:END_ID,:TYPE,label:string" : "source,target,label,weight");
  write_names(table, edge_attributes, EDGE_ATTRIBUTES);
  end_row(table);
  for (size_t i = 0; i < selected->edge_count; i++) {
    const struct relata_selected_edge *edge = &selected->edges[i];
    write_cell(table, selected->nodes[edge->from].iri);
    next_cell(table, selected->nodes[edge->to].iri);
    if (table->neo4j)
      next_cell(table, type_of(table, edge));
    next_cell(table, edge->label);
    if (!table->neo4j)
      relata_out_print(table->out, ",%zu", edge->article_count ? edge->article_count : 1);
    for (size_t k = 0; k < EDGE_ATTRIBUTES; k++)
      next_cell(table, value_words(edge_attributes[k].type, edge_value(selected, edge, k, table->arena), table->arena));
    end_row(table);
  }
}

void write_table(const struct relata_selected *selected, enum relata_network network, struct relata_out *out) {
  const struct table table = { selected, relata_arena_new(), out,
                               network == RELATA_NEO4J_NODES || network == RELATA_NEO4J_EDGES };
  if (network == RELATA_CSV_NODES || network == RELATA_NEO4J_NODES)
    write_nodes(&table);
  else
    write_edges(&table);
  relata_arena_free(table.arena);
}
