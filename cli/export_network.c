/* export_network.c — see export_network.h. */
#include "cli/export_network.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "extract/base/out.h"

const struct network_format *network_format_find(const char *name) {
  static const struct network_format formats[] = {
    { "gexf", RELATA_GEXF, false, 0, NULL },
    { "graphml", RELATA_GRAPHML, false, 0, NULL },
    { "cytoscape", RELATA_CYTOSCAPE, false, 0, NULL },
    { "cyjs", RELATA_CYTOSCAPE, false, 0, NULL },
    { "csv-nodes", RELATA_CSV_NODES, false, 0, NULL },
    { "csv-edges", RELATA_CSV_EDGES, false, 0, NULL },
    { "csv", RELATA_CSV_NODES, true, RELATA_CSV_EDGES, "edges.csv" },
    { "neo4j", RELATA_NEO4J_NODES, true, RELATA_NEO4J_EDGES, "relationships.csv" },
  };
  for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
    if (strcmp(name, formats[i].name) == 0)
      return &formats[i];
  return NULL;
}

static enum relata_status open_in(const char *folder, const char *name, struct relata_out **out,
                                  struct relata_error *error) {
  char *path = NULL;
  if (asprintf(&path, "%s/%s", folder, name) < 0)
    abort();
  const enum relata_status status = relata_out_open(out, path, error);
  free(path);
  return status;
}

static enum relata_status write_both(const struct relata_selected *selected, const struct network_format *format,
                                     struct relata_out *nodes, struct relata_out *edges, struct relata_error *error) {
  enum relata_status status = relata_selected_write(selected, format->first, nodes, error);
  if (status == RELATA_OK)
    status = relata_selected_write(selected, format->second, edges, error);
  if (status != RELATA_OK) {
    relata_out_abandon(nodes);
    relata_out_abandon(edges);
    return status;
  }
  status = relata_out_close(nodes, error);
  if (status == RELATA_OK)
    return relata_out_close(edges, error);
  relata_out_abandon(edges);
  return status;
}

static enum relata_status write_folder(const struct relata_selected *selected, const struct network_format *format,
                                       const char *folder, struct relata_error *error) {
  struct relata_out *nodes, *edges;
  if (selected->node_count == 0)
    return relata_error_set(error, RELATA_NOT_FOUND, NULL, 0, 0,
                            "there is nothing to write: no two things are related so");
  if (mkdir(folder, 0777) != 0 && errno != EEXIST)
    return relata_error_set(error, RELATA_IO, folder, 0, 0, "no folder can be made there: %s", strerror(errno));
  RELATA_TRY(open_in(folder, "nodes.csv", &nodes, error));
  const enum relata_status status = open_in(folder, format->second_name, &edges, error);
  if (status != RELATA_OK) {
    relata_out_abandon(nodes);
    return status;
  }
  return write_both(selected, format, nodes, edges, error);
}

enum relata_status network_write_folder(struct relata_graph *graph, const struct relata_selection *selection,
                                        const struct network_format *format, const char *folder,
                                        struct relata_error *error) {
  struct relata_selected *selected;
  RELATA_TRY(relata_graph_select(graph, selection, &selected, error));
  const enum relata_status status = write_folder(selected, format, folder, error);
  relata_selected_free(selected);
  return status;
}
