/* accept.h — what a client takes and what it sends: Accept, Accept-Encoding,
 * Content-Type, If-None-Match as RFC 9110 has them. */
#ifndef RELATA_SERVE_ACCEPT_H
#define RELATA_SERVE_ACCEPT_H

#include "extract/extract.h"

/* Which of `offered` (media types in lower case, the server's favourite first)
 * the client likes best; `count` if it takes none of them.  `header` NULL or
 * empty: it takes all.  A range of more detail goes before a wider one, equal
 * quality is decided by the server's order.  Ranges that cannot be read count
 * for nothing.  A type behind a '=' is another name of one of them: it is taken
 * only where the client has that very name. */
size_t accept_choose(const char *header, const char *const *offered, size_t count);

/* Does Accept-Encoding take this coding ("gzip")?  NULL: no. */
bool accept_takes_coding(const char *header, const char *coding);

/* A Content-Type and its charset in lower case, and the boundary of parts as it
 * is; empty strings where they are not there or too long to be known. */
struct media {
  char type[80], charset[24], boundary[80];
};
struct media media_parse(const char *header);

/* Does If-None-Match name this entity tag ('"…"', compared weakly), or all with "*"? */
bool etag_matches(const char *header, const char *etag);

#endif
