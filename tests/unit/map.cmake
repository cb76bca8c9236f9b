# Mapping needs the relation scorer's three calls; without a model they are never reached.
unit_test(map relata_ontology relata_facts relata_base PkgConfig::UTF8PROC)
target_sources(test_map PRIVATE no_scorer.c)
target_compile_definitions(test_map PRIVATE TEST_LEXICON="${PROJECT_BINARY_DIR}/relata.lexicon")
add_dependencies(test_map relata_lexicon)
