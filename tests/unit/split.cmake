unit_test(split relata_base relata_split)
target_compile_definitions(test_split PRIVATE GOLDEN_DIR="${PROJECT_SOURCE_DIR}/tests/golden/split")
