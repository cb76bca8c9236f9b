# Writes a manual page for every command that `relata --help` lists, from its own --help.
# cmake -DPROGRAM=… -DHELP2MAN=… -DVERSION=… -DFOLDER=… [-DPACK=gzip] -P manuals.cmake
execute_process(COMMAND ${PROGRAM} --help OUTPUT_VARIABLE help RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "${PROGRAM} --help failed")
endif()
file(REMOVE_RECURSE ${FOLDER})
file(MAKE_DIRECTORY ${FOLDER})
string(REGEX REPLACE ".*Commands:\n" "" commands "${help}")
string(REGEX REPLACE "\n\n.*" "" commands "${commands}")
string(REPLACE ";" "," commands "${commands}")
string(REPLACE "\n" ";" commands "${commands}")
foreach(line ${commands})
  string(REGEX MATCH "^  ([a-z]+) +(.*)$" found "${line}")
  set(command ${CMAKE_MATCH_1})
  set(page ${FOLDER}/relata-${command}.1)
  # The date of the page is that of the program's changes, not today's: the same bytes each time.
  execute_process(
    COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C.UTF-8 ARGP_HELP_FMT=rmargin=200 SOURCE_DATE_EPOCH=1796000000 ${HELP2MAN} --no-info --section=1
            --locale=C.UTF-8
            --name=${CMAKE_MATCH_2} --version-string=${VERSION} --manual=relata --source=relata\ ${VERSION}
            "${PROGRAM} ${command}" --output=${page} RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "help2man failed for relata ${command}")
  endif()
  # `man relata-build` and `apropos` want the page under that name.
  file(READ ${page} text)
  string(TOUPPER ${command} upper)
  string(REPLACE ".TH RELATA " ".TH RELATA-${upper} " text "${text}")
  string(REPLACE "NAME\nrelata ${command} " "NAME\nrelata-${command} " text "${text}")
  string(REPLACE ".SH EXAMPLES\n" ".SH EXAMPLES\n.nf\n" text "${text}") # examples are lines, not text
  file(WRITE ${page} "${text}")
  if(PACK)
    execute_process(COMMAND ${PACK} -9nf ${page})
  endif()
endforeach()
