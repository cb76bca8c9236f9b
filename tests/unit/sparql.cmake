# The query engine over a graph on disk: limits, datasets, threads, plans, texts.
unit_test(sparql relata_base relata_graph PkgConfig::UTF8PROC)
target_sources(
  test_sparql PRIVATE ${PROJECT_SOURCE_DIR}/ontology/load.c ${PROJECT_SOURCE_DIR}/ontology/lookup.c
                      ${PROJECT_SOURCE_DIR}/ontology/fold.c ${PROJECT_SOURCE_DIR}/ontology/sort.c)
