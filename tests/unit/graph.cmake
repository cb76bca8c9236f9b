# The graph, over documents made by hand; the part of the ontology that looks up is enough.
add_library(graph_fixture OBJECT graph_fixture.c)
target_link_libraries(graph_fixture PUBLIC relata_options)
unit_test(graph graph_fixture relata_base relata_graph PkgConfig::UTF8PROC)
target_sources(
  test_graph PRIVATE ${PROJECT_SOURCE_DIR}/ontology/load.c ${PROJECT_SOURCE_DIR}/ontology/lookup.c
                     ${PROJECT_SOURCE_DIR}/ontology/fold.c ${PROJECT_SOURCE_DIR}/ontology/sort.c)
