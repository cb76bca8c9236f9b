# The store: articles that come and go, files of RDF, the index.
unit_test(store graph_fixture relata_base relata_graph PkgConfig::UTF8PROC)
target_sources(
  test_store PRIVATE ${PROJECT_SOURCE_DIR}/ontology/load.c ${PROJECT_SOURCE_DIR}/ontology/lookup.c
                     ${PROJECT_SOURCE_DIR}/ontology/fold.c ${PROJECT_SOURCE_DIR}/ontology/sort.c)
