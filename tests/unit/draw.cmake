# Selections and diagrams, over documents made by hand; communities on networks made by hand.
unit_test(draw graph_fixture relata_base relata_graph PkgConfig::UTF8PROC)
target_sources(
  test_draw PRIVATE ${PROJECT_SOURCE_DIR}/ontology/load.c ${PROJECT_SOURCE_DIR}/ontology/lookup.c
                    ${PROJECT_SOURCE_DIR}/ontology/fold.c ${PROJECT_SOURCE_DIR}/ontology/sort.c)
