# Updates of a graph on disk.
unit_test(update graph_fixture relata_base relata_graph PkgConfig::UTF8PROC)
target_sources(
  test_update PRIVATE ${PROJECT_SOURCE_DIR}/ontology/load.c ${PROJECT_SOURCE_DIR}/ontology/lookup.c
                     ${PROJECT_SOURCE_DIR}/ontology/fold.c ${PROJECT_SOURCE_DIR}/ontology/sort.c)
