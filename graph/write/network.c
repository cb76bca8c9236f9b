/* network.c — what nodes and edges have, and the choice of a format. */
#include "graph/write/network.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "graph/select/period.h"

const struct attribute node_attributes[NODE_ATTRIBUTES] = {
  { "type", ATTRIBUTE_TEXT },      { "family", ATTRIBUTE_TEXT },   { "importance", ATTRIBUTE_REAL },
  { "ties", ATTRIBUTE_INTEGER },   { "articles", ATTRIBUTE_INTEGER }, { "community", ATTRIBUTE_INTEGER },
  { "same_as", ATTRIBUTE_TEXT },
};

const struct attribute edge_attributes[EDGE_ATTRIBUTES] = {
  { "relation", ATTRIBUTE_TEXT },    { "status", ATTRIBUTE_TEXT },      { "said", ATTRIBUTE_INTEGER },
  { "stated", ATTRIBUTE_INTEGER },   { "reported", ATTRIBUTE_INTEGER }, { "possible", ATTRIBUTE_INTEGER },
  { "negated", ATTRIBUTE_INTEGER },  { "symmetric", ATTRIBUTE_TRUTH },  { "first", ATTRIBUTE_TEXT },
  { "last", ATTRIBUTE_TEXT },        { "confidence", ATTRIBUTE_REAL },  { "article_count", ATTRIBUTE_INTEGER },
  { "articles", ATTRIBUTE_TEXT },    { "quote", ATTRIBUTE_TEXT },
};

static struct value of_text(struct relata_str text) {
  return (struct value){ .text = text };
}

static struct value of_count(size_t count) {
  return (struct value){ .integer = (long long)count };
}

struct value node_value(const struct relata_selected_node *node, size_t attribute) {
  switch (attribute) {
  case 0:
    return of_text(node->type);
  case 1:
    return of_text(node->family);
  case 2:
    return (struct value){ .real = node->weight };
  case 3:
    return of_count(node->ties);
  case 4:
    return of_count(node->articles);
  case 5:
    return of_count(node->community);
  default:
    return of_text(node->same_as);
  }
}

/* The ids of an edge's articles with "; " between them. */
static struct relata_str articles_of(const struct relata_selected *selected, const struct relata_selected_edge *edge,
                                     struct relata_arena *arena) {
  struct relata_out *list = relata_out_to_memory();
  for (size_t i = 0; i < edge->article_count; i++) {
    const struct relata_selected_article *article = &selected->articles[edge->articles[i]];
    relata_out_text(list, i ? "; " : "");
    relata_out_str(list, article->id.len ? article->id : article->iri);
  }
  const struct relata_str text = relata_arena_copy(arena, relata_out_as_memory(list));
  relata_out_abandon(list);
  return text;
}

struct value edge_value(const struct relata_selected *selected, const struct relata_selected_edge *edge,
                        size_t attribute, struct relata_arena *arena) {
  switch (attribute) {
  case 0:
    return of_text(edge->relation);
  case 1:
    return of_text(relata_str_of(relata_tie_status_as_name(edge->status)));
  case 2:
    return of_count(edge->said);
  case 3:
  case 4:
  case 5:
  case 6:
    return of_count(edge->statuses[attribute - 3]);
  case 7:
    return (struct value){ .truth = edge->symmetric };
  case 8:
    return of_text(edge->first);
  case 9:
    return of_text(edge->last);
  case 10:
    return (struct value){ .real = edge->confidence };
  case 11:
    return of_count(edge->article_count);
  case 12:
    return of_text(articles_of(selected, edge, arena));
  default:
    return of_text(edge->best->quote);
  }
}

struct relata_str value_words(enum attribute_type type, struct value value, struct relata_arena *arena) {
  struct relata_out *words;
  struct relata_str text;
  switch (type) {
  case ATTRIBUTE_TEXT:
    return value.text;
  case ATTRIBUTE_INTEGER:
    return relata_arena_print(arena, "%lld", value.integer);
  case ATTRIBUTE_TRUTH:
    return value.truth ? RELATA_STR("true") : RELATA_STR("false");
  case ATTRIBUTE_REAL:
    break;
  }
  words = relata_out_to_memory();
  relata_out_double(words, value.real, 6);
  text = relata_arena_copy(arena, relata_out_as_memory(words));
  relata_out_abandon(words);
  return text;
}

/* ------------------------------------------------------------------ days */

static int last_of_month(int year, int month) {
  static const int days[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[month - 1];
}

/* A day of period.h, a month or day of 0 as the first, one beyond the month as its last. */
static struct relata_str day_words(int day, struct relata_arena *arena) {
  if (day < 10000)
    return (struct relata_str){ NULL, 0 }; /* before the year 1, or open */
  const int year = day / 10000, month = day / 100 % 100 ? day / 100 % 100 : 1, date = day % 100 ? day % 100 : 1;
  const int last = last_of_month(year, month);
  return relata_arena_print(arena, "%04d-%02d-%02d", year, month, date < last ? date : last);
}

void network_days(struct relata_str time, struct relata_arena *arena, struct relata_str *first,
                  struct relata_str *last) {
  struct period period;
  *first = *last = (struct relata_str){ NULL, 0 };
  if (!period_parse(time, &period))
    return;
  *first = day_words(period.begin, arena);
  *last = period.end == INT_MAX ? *last : day_words(period.end, arena);
}

/* ------------------------------------------------------------------ formats */

enum relata_status relata_network_of(const char *name, enum relata_network *out) {
  static const struct {
    const char *name;
    enum relata_network network;
  } names[] = { { "gexf", RELATA_GEXF },           { "graphml", RELATA_GRAPHML },
                { "cytoscape", RELATA_CYTOSCAPE }, { "cyjs", RELATA_CYTOSCAPE },
                { "csv-nodes", RELATA_CSV_NODES }, { "csv-edges", RELATA_CSV_EDGES },
                { "neo4j-nodes", RELATA_NEO4J_NODES }, { "neo4j-edges", RELATA_NEO4J_EDGES } };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcasecmp(name, names[i].name) == 0) {
      *out = names[i].network;
      return RELATA_OK;
    }
  return RELATA_NOT_FOUND;
}

enum relata_status relata_selected_write(const struct relata_selected *selected, enum relata_network network,
                                         struct relata_out *out, struct relata_error *error) {
  switch (network) {
  case RELATA_GEXF:
    return write_gexf(selected, out, error);
  case RELATA_GRAPHML:
    return write_graphml(selected, out, error);
  case RELATA_CYTOSCAPE:
    write_cytoscape(selected, out);
    return RELATA_OK;
  case RELATA_CSV_NODES:
  case RELATA_CSV_EDGES:
  case RELATA_NEO4J_NODES:
  case RELATA_NEO4J_EDGES:
    write_table(selected, network, out);
    return RELATA_OK;
  }
  return relata_error_set(error, RELATA_BAD_USAGE, NULL, 0, 0, "there is no such format of networks");
}

enum relata_status relata_graph_write_network(struct relata_graph *graph, const struct relata_selection *selection,
                                              enum relata_network network, struct relata_out *out,
                                              struct relata_error *error) {
  const struct relata_selection all = { 0 };
  struct relata_selected *selected;
  RELATA_TRY(relata_graph_select(graph, selection ? selection : &all, &selected, error));
  const enum relata_status status =
    selected->node_count ? relata_selected_write(selected, network, out, error)
                         : relata_error_set(error, RELATA_NOT_FOUND, NULL, 0, 0,
                                            "there is nothing to write: no two things are related so");
  relata_selected_free(selected);
  return status;
}
