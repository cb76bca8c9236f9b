unit_test(read relata_base relata_conllu relata_read)
target_compile_definitions(test_read PRIVATE RELATA_GOLDEN_READ="${PROJECT_SOURCE_DIR}/tests/golden/read")
