/* route.h — which handler answers an address. */
#ifndef RELATA_SERVE_ROUTE_H
#define RELATA_SERVE_ROUTE_H

#include "graph/serve/handlers.h"

struct route {
  const char *path;
  bool below;       /* also what lies below it */
  unsigned methods; /* enum method, several */
  void (*handle)(struct request *request);
  bool stored;  /* its answers may be kept until the graph changes */
  bool writes;  /* other methods than GET and HEAD change the graph */
  bool at_once; /* costs so little that nobody need wait for a worker */
};

/* Never NULL: what has no route of its own is a file of the page or an entity. */
const struct route *route_find(const struct request *request);
/* "GET, HEAD, POST"; the arena's. */
const char *route_allows(const struct route *route, struct relata_arena *arena);

#endif
