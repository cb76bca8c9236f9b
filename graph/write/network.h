/* network.h — a selected network as files for other programs. */
#ifndef RELATA_GRAPH_WRITE_NETWORK_H
#define RELATA_GRAPH_WRITE_NETWORK_H

#include "extract/base/out.h"
#include "graph/graph.h"

/* A column or attribute of nodes or edges, the same in every format. */
enum attribute_type { ATTRIBUTE_TEXT, ATTRIBUTE_INTEGER, ATTRIBUTE_REAL, ATTRIBUTE_TRUTH };

struct attribute {
  const char *name;
  enum attribute_type type;
};

/* A value; TEXT is empty where nothing is known. */
struct value {
  struct relata_str text;
  long long integer;
  double real;
  bool truth;
};

enum { NODE_ATTRIBUTES = 7, EDGE_ATTRIBUTES = 14 };
extern const struct attribute node_attributes[NODE_ATTRIBUTES], edge_attributes[EDGE_ATTRIBUTES];

/* `arena` owns what is put together. */
struct value node_value(const struct relata_selected_node *node, size_t attribute);
struct value edge_value(const struct relata_selected *selected, const struct relata_selected_edge *edge,
                        size_t attribute, struct relata_arena *arena);
/* As it is written in XML and tables; empty for an unknown text. */
struct relata_str value_words(enum attribute_type type, struct value value, struct relata_arena *arena);

/* The first and the last day that dates of EDTF name, as "2018-09-01"; empty where open or unknown. */
void network_days(struct relata_str time, struct relata_arena *arena, struct relata_str *first,
                  struct relata_str *last);

enum relata_status write_gexf(const struct relata_selected *selected, struct relata_out *out,
                              struct relata_error *error);
enum relata_status write_graphml(const struct relata_selected *selected, struct relata_out *out,
                                 struct relata_error *error);
void write_cytoscape(const struct relata_selected *selected, struct relata_out *out);
void write_table(const struct relata_selected *selected, enum relata_network network, struct relata_out *out);

#endif
