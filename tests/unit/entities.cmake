# Entities across articles, over documents and names made by hand.
unit_test(entities graph_fixture relata_base relata_graph PkgConfig::UTF8PROC)
target_sources(
  test_entities PRIVATE ${PROJECT_SOURCE_DIR}/ontology/load.c ${PROJECT_SOURCE_DIR}/ontology/lookup.c
                        ${PROJECT_SOURCE_DIR}/ontology/fold.c ${PROJECT_SOURCE_DIR}/ontology/sort.c)
