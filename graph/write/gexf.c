/* gexf.c — GEXF 1.3 (gexf.net), dynamic: edges have a spell for each time that is said of them. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "graph/select/families.h"
#include "graph/write/network.h"
#include "graph/write/xml.h"

struct gexf {
  const struct relata_selected *selected;
  struct relata_arena *arena;
  xmlTextWriter *xml;
};

static void write_attributes(const struct gexf *gexf, const char *class_name, const struct attribute *attributes,
                             size_t count) {
  static const char *const types[] = { [ATTRIBUTE_TEXT] = "string", [ATTRIBUTE_INTEGER] = "integer",
                                       [ATTRIBUTE_REAL] = "double", [ATTRIBUTE_TRUTH] = "boolean" };
  xml_open(gexf->xml, "attributes");
  xml_attribute(gexf->xml, "class", relata_str_of(class_name));
  xml_attribute(gexf->xml, "mode", RELATA_STR("static"));
  for (size_t i = 0; i < count; i++) {
    xml_open(gexf->xml, "attribute");
    xml_attribute(gexf->xml, "id", relata_str_of(attributes[i].name));
    xml_attribute(gexf->xml, "title", relata_str_of(attributes[i].name));
    xml_attribute(gexf->xml, "type", relata_str_of(types[attributes[i].type]));
    xml_close(gexf->xml);
  }
  xml_close(gexf->xml);
}

static void write_value(const struct gexf *gexf, const struct attribute *attribute, struct value value) {
  const struct relata_str words = value_words(attribute->type, value, gexf->arena);
  if (!words.len)
    return;
  xml_open(gexf->xml, "attvalue");
  xml_attribute(gexf->xml, "for", relata_str_of(attribute->name));
  xml_attribute(gexf->xml, "value", words);
  xml_close(gexf->xml);
}

static void write_day(const struct gexf *gexf, const char *name, struct relata_str day) {
  if (day.len)
    xml_attribute(gexf->xml, name, day);
}

/* ------------------------------------------------------------------ nodes */

/* The days from the first to the last of all its edges. */
struct life {
  struct relata_str first, last;
  bool begun, ended; /* was there an edge without a first, or a last? */
};

static void stretch(struct life *life, struct relata_str first, struct relata_str last) {
  if (!first.len && !last.len)
    return;
  life->begun = life->begun || !first.len;
  life->ended = life->ended || !last.len;
  if (first.len && (!life->first.len || relata_str_compare(first, life->first) < 0))
    life->first = first;
  if (last.len && (!life->last.len || relata_str_compare(last, life->last) > 0))
    life->last = last;
}

static struct life *lives_of(const struct gexf *gexf) {
  const struct relata_selected *selected = gexf->selected;
  struct life *lives = relata_arena_alloc(gexf->arena, (selected->node_count + 1) * sizeof *lives);
  for (size_t i = 0; i < selected->edge_count; i++) {
    const struct relata_selected_edge *edge = &selected->edges[i];
    for (size_t k = 0; k < edge->said; k++) {
      struct relata_str first, last;
      network_days(edge->claims[k].time, gexf->arena, &first, &last);
      stretch(&lives[edge->from], first, last);
      stretch(&lives[edge->to], first, last);
    }
  }
  return lives;
}

/* "#a93226" */
static void write_color(const struct gexf *gexf, const char *color) {
  static const char *const names[] = { "r", "g", "b" };
  const unsigned long number = strtoul(color + 1, NULL, 16);
  xml_open(gexf->xml, "viz:color");
  for (size_t i = 0; i < 3; i++)
    xml_attribute(gexf->xml, names[i], relata_arena_print(gexf->arena, "%lu", number >> (16 - 8 * i) & 0xff));
  xml_close(gexf->xml);
}

static const char *color_of(struct relata_str family) {
  for (size_t i = 0; i < FAMILY_COUNT; i++)
    if (relata_str_is(family, family_get(i)->key))
      return family_get(i)->line;
  return family_get(FAMILY_COUNT - 1)->line;
}

static void write_nodes(const struct gexf *gexf) {
  const struct life *lives = lives_of(gexf);
  xml_open(gexf->xml, "nodes");
  for (size_t i = 0; i < gexf->selected->node_count; i++) {
    const struct relata_selected_node *node = &gexf->selected->nodes[i];
    xml_open(gexf->xml, "node");
    xml_attribute(gexf->xml, "id", node->iri);
    xml_attribute(gexf->xml, "label", node->label);
    write_day(gexf, "start", lives[i].begun ? RELATA_STR("") : lives[i].first);
    write_day(gexf, "end", lives[i].ended ? RELATA_STR("") : lives[i].last);
    xml_open(gexf->xml, "attvalues");
    for (size_t k = 0; k < NODE_ATTRIBUTES; k++)
      write_value(gexf, &node_attributes[k], node_value(node, k));
    xml_close(gexf->xml);
    write_color(gexf, color_of(node->family));
    xml_close(gexf->xml);
  }
  xml_close(gexf->xml);
}

/* ------------------------------------------------------------------ edges */

/* Each time once, in the order of the claims. */
static void write_spells(const struct gexf *gexf, const struct relata_selected_edge *edge) {
  bool open = false;
  for (size_t i = 0; i < edge->said; i++) {
    struct relata_str first, last;
    bool again = false;
    network_days(edge->claims[i].time, gexf->arena, &first, &last);
    for (size_t k = 0; k < i && !again; k++)
      again = relata_str_equal(edge->claims[k].time, edge->claims[i].time);
    if (again || (!first.len && !last.len))
      continue;
    if (!open)
      xml_open(gexf->xml, "spells");
    open = true;
    xml_open(gexf->xml, "spell");
    write_day(gexf, "start", first);
    write_day(gexf, "end", last);
    xml_close(gexf->xml);
  }
  if (open)
    xml_close(gexf->xml);
}

static void write_edges(const struct gexf *gexf) {
  const struct relata_selected *selected = gexf->selected;
  xml_open(gexf->xml, "edges");
  for (size_t i = 0; i < selected->edge_count; i++) {
    const struct relata_selected_edge *edge = &selected->edges[i];
    xml_open(gexf->xml, "edge");
    xml_attribute(gexf->xml, "id", relata_arena_print(gexf->arena, "%zu", i));
    xml_attribute(gexf->xml, "source", selected->nodes[edge->from].iri);
    xml_attribute(gexf->xml, "target", selected->nodes[edge->to].iri);
    xml_attribute(gexf->xml, "kind", edge->relation);
    xml_attribute(gexf->xml, "label", edge->label);
    xml_attribute(gexf->xml, "weight",
                  relata_arena_print(gexf->arena, "%zu", edge->article_count ? edge->article_count : 1));
    xml_open(gexf->xml, "attvalues");
    for (size_t k = 0; k < EDGE_ATTRIBUTES; k++)
      write_value(gexf, &edge_attributes[k], edge_value(selected, edge, k, gexf->arena));
    xml_close(gexf->xml);
    write_spells(gexf, edge);
    xml_close(gexf->xml);
  }
  xml_close(gexf->xml);
}

enum relata_status write_gexf(const struct relata_selected *selected, struct relata_out *out,
                              struct relata_error *error) {
  (void)error;
  const struct gexf gexf = { selected, relata_arena_new(), xml_begin(out) };
  xml_open(gexf.xml, "gexf");
  xml_attribute(gexf.xml, "xmlns", RELATA_STR("http://gexf.net/1.3"));
  xml_attribute(gexf.xml, "xmlns:viz", RELATA_STR("http://gexf.net/1.3/viz"));
  xml_attribute(gexf.xml, "version", RELATA_STR("1.3"));
  xml_open(gexf.xml, "meta");
  xml_open(gexf.xml, "creator");
  xml_text(gexf.xml, RELATA_STR("relata"));
  xml_close(gexf.xml);
  xml_close(gexf.xml);
  xml_open(gexf.xml, "graph");
  xml_attribute(gexf.xml, "mode", RELATA_STR("dynamic"));
  xml_attribute(gexf.xml, "defaultedgetype", RELATA_STR("directed"));
  xml_attribute(gexf.xml, "timeformat", RELATA_STR("date"));
  xml_attribute(gexf.xml, "timerepresentation", RELATA_STR("interval"));
  write_attributes(&gexf, "node", node_attributes, NODE_ATTRIBUTES);
  write_attributes(&gexf, "edge", edge_attributes, EDGE_ATTRIBUTES);
  write_nodes(&gexf);
  write_edges(&gexf);
  xml_end(gexf.xml);
  relata_arena_free(gexf.arena);
  return RELATA_OK;
}
