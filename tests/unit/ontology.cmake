# Loading and looking up, against the lexicon of this build; the compiler's complaints.
unit_test(ontology relata_base PkgConfig::UTF8PROC)
target_sources(
  test_ontology PRIVATE ${PROJECT_SOURCE_DIR}/ontology/load.c ${PROJECT_SOURCE_DIR}/ontology/lookup.c
                        ${PROJECT_SOURCE_DIR}/ontology/fold.c ${PROJECT_SOURCE_DIR}/ontology/sort.c)
target_compile_definitions(
  test_ontology PRIVATE TEST_LEXICON="${PROJECT_BINARY_DIR}/relata.lexicon"
                        TEST_COMPILER="$<TARGET_FILE:relata-compile>")
add_dependencies(test_ontology relata-compile relata_lexicon)

# The system's Python is asked first: Debian's packages put rdflib there.
find_program(RELATA_SYSTEM_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(RELATA_SYSTEM_PYTHON python3)
add_test(NAME ontology.data COMMAND ${RELATA_SYSTEM_PYTHON} ${PROJECT_SOURCE_DIR}/tests/golden/ontology/check.py
                                    ${PROJECT_SOURCE_DIR}/ontology ${PROJECT_SOURCE_DIR}/tests/golden/ontology)
set_tests_properties(ontology.data PROPERTIES LABELS golden SKIP_RETURN_CODE 77)
if(TARGET relata AND EXISTS ${PROJECT_SOURCE_DIR}/extract/model/relata.model)
  add_test(NAME ontology.shapes COMMAND ${RELATA_SYSTEM_PYTHON} ${PROJECT_SOURCE_DIR}/tests/golden/ontology/shapes.py
                                        $<TARGET_FILE:relata> ${PROJECT_SOURCE_DIR})
  set_tests_properties(ontology.shapes PROPERTIES LABELS golden SKIP_RETURN_CODE 77)
endif()
