# A user's ontology on top of the lexicon of this build; mapping needs the scorer's calls to link.
unit_test(user_ontology relata_ontology relata_facts relata_base PkgConfig::UTF8PROC)
target_sources(test_user_ontology PRIVATE no_scorer.c)
target_compile_definitions(test_user_ontology PRIVATE TEST_LEXICON="${PROJECT_BINARY_DIR}/relata.lexicon")
add_dependencies(test_user_ontology relata_lexicon)
