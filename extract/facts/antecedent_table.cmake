# Compiles the weights of the antecedents' scorer to C.
#
#   cmake -DINPUT=antecedent_weights.tsv -DSOURCE=antecedent_weights.c -P antecedent_table.cmake
#
# A line is a name and ANTECEDENT_HIDDEN weights, parted by tabs: `FEATURE.row`,
# `hidden_bias` or `out`; `new` has one; `#` begins a comment line.  A row that is not listed
# weighs nothing; one that antecedent.h lacks does not compile.
cmake_minimum_required(VERSION 3.22)
file(STRINGS "${INPUT}" lines)
set(rows "")
set(vectors "")
foreach(line IN LISTS lines)
  if(line MATCHES "^([A-Z_]+)[.]([0-9]+)\t(.*)$")
    set(place "FEATURE_${CMAKE_MATCH_1} + ${CMAKE_MATCH_2}")
    string(REPLACE "\t" "f, " weights "${CMAKE_MATCH_3}")
    string(APPEND rows "  [${place}] = {${weights}f},\n")
  elseif(line MATCHES "^(hidden_bias|out)\t(.*)$")
    set(name "${CMAKE_MATCH_1}")
    string(REPLACE "\t" "f, " weights "${CMAKE_MATCH_2}")
    string(APPEND vectors "const float antecedent_${name}[ANTECEDENT_HIDDEN] = {${weights}f};\n")
  elseif(line MATCHES "^new\t(-?[0-9.]+)$")
    string(APPEND vectors "const float antecedent_new = ${CMAKE_MATCH_1}f;\n")
  elseif(NOT line MATCHES "^#" AND NOT line STREQUAL "")
    message(FATAL_ERROR "${INPUT}: not a row of weights: ${line}")
  endif()
endforeach()
set(source "/* Made by antecedent_table.cmake: do not edit. */\n#include \"extract/facts/antecedent.h\"\n\n")
string(APPEND source "const float antecedent_rows[ANTECEDENT_ROWS][ANTECEDENT_HIDDEN] = {\n${rows}};\n${vectors}")
file(WRITE "${SOURCE}" "${source}")
