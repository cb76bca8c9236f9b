# Compiles the weights of open extraction to C.
#
#   cmake -DINPUT=openie_weights.tsv -DSOURCE=openie_weights.c -P weight_table.cmake
#
# A line is `FEATURE <TAB> weight`; `#` begins a comment line.  A feature that
# is not listed weighs nothing; one that openie_rank.h lacks does not compile.
cmake_minimum_required(VERSION 3.22)
file(STRINGS "${INPUT}" lines)
set(source "/* Made by weight_table.cmake: do not edit. */\n#include \"extract/facts/openie_rank.h\"\n\n")
string(APPEND source "const double openie_weights[FEATURE_COUNT] = {\n")
foreach(line IN LISTS lines)
  if(line MATCHES "^([A-Z_]+)\t(-?[0-9.]+)$")
    string(APPEND source "  [FEATURE_${CMAKE_MATCH_1}] = ${CMAKE_MATCH_2},\n")
  elseif(NOT line MATCHES "^#" AND NOT line STREQUAL "")
    message(FATAL_ERROR "${INPUT}: not `FEATURE <TAB> weight`: ${line}")
  endif()
endforeach()
string(APPEND source "};\n")
file(WRITE "${SOURCE}" "${source}")
