# -DIN=FILE -DOUT=FILE.c: the bytes of IN as relata_boilerplate_tsv.
file(READ ${IN} bytes HEX)
string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
file(WRITE ${OUT} "#include <stddef.h>
extern const unsigned char relata_boilerplate_tsv[];
extern const size_t relata_boilerplate_tsv_size;
const unsigned char relata_boilerplate_tsv[] = {
${bytes}};
const size_t relata_boilerplate_tsv_size = sizeof relata_boilerplate_tsv;
")
