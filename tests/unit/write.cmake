pkg_check_modules(JANSSON REQUIRED IMPORTED_TARGET jansson)
unit_test(write relata_base relata_write PkgConfig::JANSSON)
