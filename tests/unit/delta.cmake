# What came to quads and went from them since their index was written.
unit_test(delta graph_fixture relata_base relata_graph PkgConfig::UTF8PROC)
target_sources(
  test_delta PRIVATE ${PROJECT_SOURCE_DIR}/ontology/load.c ${PROJECT_SOURCE_DIR}/ontology/lookup.c
                     ${PROJECT_SOURCE_DIR}/ontology/fold.c ${PROJECT_SOURCE_DIR}/ontology/sort.c)
