/* text.h — an article's text, behind its quads in the article's file.
 *
 * A skippable frame of Zstandard after the frame of N-Quads, so that one
 * rename puts both in place, removal takes both, and `zstdcat` and whoever
 * reads the quads pass it over:
 *
 *     uint32  0x184D2A5E, little-endian as all here
 *     uint32  size of what follows
 *     bytes   the text as UTF-8, a Zstandard frame with its checksum
 *     uint32  the last four bytes of the quads' frame, their checksum, so that
 *             a file's last four bytes tell its quads whether it has a text or not
 */
#ifndef RELATA_GRAPH_TEXT_H
#define RELATA_GRAPH_TEXT_H

#include "extract/base/out.h"

/* `tail`: the last four bytes of the quads' frame. */
void text_frame_write(struct relata_out *out, struct relata_str text, const unsigned char tail[4]);
/* The text out of a whole file; RELATA_NOT_FOUND, without a message, if it has none. */
enum relata_status text_frame_read(struct relata_str file, struct relata_out *text, const char *path,
                                   struct relata_error *error);

#endif
