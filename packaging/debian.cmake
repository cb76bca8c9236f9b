# A Debian package by `cpack -G DEB`, from a build with -DCMAKE_INSTALL_PREFIX=/usr
# (packaging/deb.sh does both): the program, the library with its headers, the
# weights, the lexicon, the manual, completions, copyright and changes.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME relata)
set(CPACK_PACKAGE_VENDOR "The relata authors")
set(CPACK_PACKAGE_CONTACT "The relata authors <relata@w3id.org>")
set(CPACK_PACKAGE_HOMEPAGE_URL ${PROJECT_HOMEPAGE_URL})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "knowledge-graph builder that reads texts")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
    "relata reads texts and states who did what to whom, as RDF, with the sentence
 behind every edge. It keeps graphs in a folder, answers SPARQL, draws diagrams
 and serves a page, on one machine and without a language-model service.")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS fonts-dejavu-core)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${CMAKE_CURRENT_LIST_DIR}/triggers ${CMAKE_CURRENT_LIST_DIR}/shlibs)
set(CPACK_DEB_COMPONENT_INSTALL OFF)
set(CPACK_STRIP_FILES ON)
set(CPACK_SET_DESTDIR OFF)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
install(FILES ${CMAKE_CURRENT_LIST_DIR}/copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/relata COMPONENT debian)
install(FILES ${CMAKE_CURRENT_LIST_DIR}/lintian-overrides DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides
        RENAME relata COMPONENT debian)

# Policy wants these two packed, byte for byte the same each time.
if(RELATA_PACKAGE)
  find_program(GZIP gzip REQUIRED)
  set(packed ${PROJECT_BINARY_DIR}/packaging)
  file(MAKE_DIRECTORY ${packed})
  execute_process(COMMAND ${GZIP} -9nc INPUT_FILE ${PROJECT_SOURCE_DIR}/CHANGELOG.md OUTPUT_FILE ${packed}/changelog.gz)
  execute_process(COMMAND ${GZIP} -9nc INPUT_FILE ${PROJECT_SOURCE_DIR}/cli/relata.1 OUTPUT_FILE ${packed}/relata.1.gz)
  install(FILES ${packed}/changelog.gz DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/relata COMPONENT debian)
  install(FILES ${packed}/relata.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT debian)
endif()
include(CPack)
