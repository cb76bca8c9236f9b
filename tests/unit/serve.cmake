unit_test(serve relata_base relata_graph relata_serve PkgConfig::UTF8PROC)
target_sources(test_serve PRIVATE ${PROJECT_SOURCE_DIR}/ontology/load.c ${PROJECT_SOURCE_DIR}/ontology/lookup.c
                                  ${PROJECT_SOURCE_DIR}/ontology/fold.c ${PROJECT_SOURCE_DIR}/ontology/sort.c
                                  ${PROJECT_SOURCE_DIR}/extract/base/version.c)
target_compile_definitions(test_serve PRIVATE RELATA_VERSION="${PROJECT_VERSION}")
