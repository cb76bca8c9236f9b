/* read_graph.c — reads a graph with nothing but librdf.
 *
 *     REDLAND_MODULE_PATH=… read_graph GRAPH PREDICATE
 *
 * Prints how many triples have the predicate, and the names of the graphs. */
#include <librdf.h>
#include <stdio.h>

int main(int argc, char **argv) {
  librdf_world *world = librdf_new_world();
  librdf_world_open(world);
  librdf_storage *storage = argc == 3 ? librdf_new_storage(world, "relata", argv[1], NULL) : NULL;
  librdf_model *model = storage ? librdf_new_model(world, storage, NULL) : NULL;
  if (!model)
    return 2;
  librdf_node *predicate = librdf_new_node_from_uri_string(world, (const unsigned char *)argv[2]);
  librdf_statement *wanted = librdf_new_statement_from_nodes(world, NULL, predicate, NULL);
  librdf_stream *found = librdf_model_find_statements(model, wanted);
  size_t count = 0;
  for (; !librdf_stream_end(found); librdf_stream_next(found))
    count++;
  printf("%zu\n", count);
  librdf_iterator *graphs = librdf_model_get_contexts(model);
  for (; !librdf_iterator_end(graphs); librdf_iterator_next(graphs))
    puts((const char *)librdf_uri_as_string(librdf_node_get_uri(librdf_iterator_get_object(graphs))));
  librdf_free_iterator(graphs);
  librdf_free_stream(found);
  librdf_free_statement(wanted);
  librdf_free_model(model);
  librdf_free_storage(storage);
  librdf_free_world(world);
  return 0;
}
