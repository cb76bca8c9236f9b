pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)
add_library(small_model OBJECT small_model.c)
target_link_libraries(small_model PUBLIC relata_options PkgConfig::XXHASH)
foreach(part engine_words engine_tree engine_kernels engine)
  unit_test(${part} small_model relata_base relata_split relata_engine)
endforeach()
target_sources(test_engine_kernels PRIVATE emulated_avxvnni.c)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64|amd64")
  set_source_files_properties(emulated_avxvnni.c PROPERTIES COMPILE_OPTIONS "-mavx2;-Wno-psabi")
endif()
target_compile_definitions(test_engine PRIVATE
  GOLDEN_FILE="${PROJECT_SOURCE_DIR}/tests/golden/analyse/model.tsv"
  MODEL_FILE="${PROJECT_SOURCE_DIR}/extract/model/relata.model")
