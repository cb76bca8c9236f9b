/* blob.h — bytes of an answer, shared by a cache and by those who are being sent them. */
#ifndef RELATA_SERVE_BLOB_H
#define RELATA_SERVE_BLOB_H

#include "extract/base/out.h"

struct blob;

struct blob *blob_of_out(struct relata_out *out); /* takes a memory output over */
struct blob *blob_of_copy(struct relata_str bytes);
struct blob *blob_keep(struct blob *blob); /* one owner more; returns it */
void blob_drop(struct blob *blob);         /* the last owner frees it; NULL does nothing */
struct relata_str blob_as_bytes(const struct blob *blob);
/* As gzip, at a level that costs little; NULL where it would not be smaller. */
struct blob *blob_to_gzip(const struct blob *blob);

#endif
