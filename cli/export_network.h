/* export_network.h — the formats of networks that relata export knows: one file, or a folder of two. */
#ifndef RELATA_EXPORT_NETWORK_H
#define RELATA_EXPORT_NETWORK_H

#include "graph/graph.h"

struct network_format {
  const char *name;
  enum relata_network first;
  bool folder;               /* a folder with a file of nodes and a file of edges */
  enum relata_network second;
  const char *second_name;   /* "edges.csv"; the first is "nodes.csv" */
};

/* By its name or a file's ending; NULL for what is no format of networks. */
const struct network_format *network_format_find(const char *name);

/* Writes both files of a folder, which is made where it is not there: both or none. */
enum relata_status network_write_folder(struct relata_graph *graph, const struct relata_selection *selection,
                                        const struct network_format *format, const char *folder,
                                        struct relata_error *error);

#endif
