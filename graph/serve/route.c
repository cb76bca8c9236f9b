/* route.c — the table of addresses. */
#include "graph/serve/route.h"

#include <string.h>

#include "graph/serve/files.h"

static const struct route routes[] = {
  { "/sparql", false, METHOD_READS | METHOD_POST, handle_sparql, true, false, false },
  { "/sparql/", false, METHOD_READS | METHOD_POST, handle_sparql, true, false, false },
  { "/rdf-graph-store", true, METHOD_READS | METHOD_PUT | METHOD_POST | METHOD_DELETE, handle_graph_store, false, true,
    false },
  { "/.well-known/void", false, METHOD_READS, handle_void, true, false, false },
  { "/api/info", false, METHOD_READS, handle_api_info, true, false, false },
  { "/api/search", false, METHOD_READS, handle_api_search, true, false, false },
  { "/api/graph", false, METHOD_READS, handle_api_graph, true, false, false },
  { "/api/table", false, METHOD_READS, handle_api_table, true, false, false },
  { "/api/entity", false, METHOD_READS, handle_api_entity, true, false, false },
  { "/api/evidence", false, METHOD_READS, handle_api_evidence, true, false, false },
  { "/api/articles", false, METHOD_READS, handle_api_articles, true, false, false },
  { "/api/article", false, METHOD_READS, handle_api_article, true, false, false },
  { "/api/draw", false, METHOD_READS, handle_api_draw, true, false, false },
  { "/api/export", false, METHOD_READS, handle_api_export, false, false, false },
  { "/api/query", false, METHOD_READS | METHOD_POST, handle_sparql, true, false, false },
  { "/api/entities/split", false, METHOD_POST, handle_api_split, false, true, false },
  { "/api/entities/same", false, METHOD_POST, handle_api_same, false, true, false },
  { "/api/articles/remove", false, METHOD_POST, handle_api_remove, false, true, false },
};
static const struct route file_route = { "/", true, METHOD_READS, handle_file, false, false, true };
static const struct route entity_route = { "/", true, METHOD_READS, handle_entity, true, false, false };

static bool is_at(const struct route *route, struct relata_str path) {
  const size_t len = strlen(route->path);
  if (path.len < len || memcmp(path.data, route->path, len) != 0)
    return false;
  return path.len == len || (route->below && path.data[len] == '/');
}

const struct route *route_find(const struct request *request) {
  for (size_t i = 0; i < sizeof routes / sizeof *routes; i++)
    if (is_at(&routes[i], request->path))
      return &routes[i];
  const bool file = relata_str_is(request->path, "/") || files_find(request->serve->files, request->path);
  return file ? &file_route : &entity_route;
}

const char *route_allows(const struct route *route, struct relata_arena *arena) {
  static const char *const names[] = { "GET", "HEAD", "POST", "PUT", "DELETE" };
  struct relata_str all = RELATA_STR("OPTIONS");
  for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
    if (route->methods & method_of(names[i]))
      all = relata_arena_print(arena, "%s, %s", all.data, names[i]);
  return all.data;
}
