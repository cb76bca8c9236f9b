# Compiles the weights of a fact's confidence to C.
#
#   cmake -DINPUT=confidence_weights.tsv -DSOURCE=confidence_weights.c -P confidence_table.cmake
#
# A line is `name <TAB> weight`, in order of name (bytes); `#` begins a comment
# line.  A value that is not listed weighs nothing.
cmake_minimum_required(VERSION 3.22)
file(STRINGS "${INPUT}" lines ENCODING UTF-8)
set(source "/* Made by confidence_table.cmake: do not edit. */\n#include \"ontology/confidence.h\"\n\n")
string(APPEND source "const struct confidence_weight confidence_weights[] = {\n")
set(count 0)
set(last "")
foreach(line IN LISTS lines)
  if(line MATCHES "^([^\t\"\\]+)\t(-?[0-9.]+)$")
    set(name "${CMAKE_MATCH_1}")
    set(weight "${CMAKE_MATCH_2}")
    if(NOT last STREQUAL "" AND NOT last STRLESS name)
      message(FATAL_ERROR "${INPUT}: not in order of name: ${name}")
    endif()
    string(LENGTH "${name}" length)
    string(APPEND source "  { { \"${name}\", ${length} }, ${weight} },\n")
    math(EXPR count "${count} + 1")
    set(last "${name}")
  elseif(NOT line MATCHES "^#" AND NOT line STREQUAL "")
    message(FATAL_ERROR "${INPUT}: not `name <TAB> weight`: ${line}")
  endif()
endforeach()
string(APPEND source "};\nconst size_t confidence_weight_count = ${count};\n")
file(WRITE "${SOURCE}" "${source}")
