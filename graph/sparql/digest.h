/* digest.h — MD5 (RFC 1321), SHA-1 and SHA-2 (FIPS 180-4), for SPARQL's functions of these names. */
#ifndef RELATA_GRAPH_DIGEST_H
#define RELATA_GRAPH_DIGEST_H

#include "extract/extract.h"

enum digest { DIGEST_MD5, DIGEST_SHA1, DIGEST_SHA256, DIGEST_SHA384, DIGEST_SHA512 };

/* In lower-case hexadecimal digits. */
struct relata_str digest_hex(struct relata_arena *arena, enum digest digest, struct relata_str text);

#endif
