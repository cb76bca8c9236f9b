/* out.h — a buffered output that fails loudly: to a file that is renamed into
 * place when whole, to a descriptor, or to memory.
 *
 * The first failed write is remembered; later writes do nothing, and
 * `relata_out_close` reports it, so callers check once.
 */
#ifndef RELATA_OUT_H
#define RELATA_OUT_H

#include "extract/extract.h"

/* "-" is standard output.  A file is written aside (PATH.XXXXXX in the same
 * folder) and renamed by relata_out_close; devices and pipes are written straight. */
enum relata_status relata_out_open(struct relata_out **out, const char *path, struct relata_error *error);
struct relata_out *relata_out_to_memory(void);
/* What was written to memory so far; valid until the next write. */
struct relata_str relata_out_as_memory(const struct relata_out *out);
void relata_out_clear(struct relata_out *out); /* empties a memory output */

void relata_out_write(struct relata_out *out, const void *data, size_t size);
void relata_out_str(struct relata_out *out, struct relata_str text);
void relata_out_text(struct relata_out *out, const char *terminated);
void relata_out_char(struct relata_out *out, char c);
void relata_out_print(struct relata_out *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The letter that JSON and N-Triples write behind a backslash for a control or special character, or 0. */
char relata_escape_letter(unsigned char c);
/* As a JSON string with its quotes; numbers the same in every locale. */
void relata_out_json(struct relata_out *out, struct relata_str text);
void relata_out_double(struct relata_out *out, double value, int decimals);

bool relata_out_failed(const struct relata_out *out);
/* Flushes, renames, frees.  On failure nothing is left behind at `path`. */
enum relata_status relata_out_close(struct relata_out *out, struct relata_error *error);
/* Throws away what was written; leaves no file. */
void relata_out_abandon(struct relata_out *out);

#endif
