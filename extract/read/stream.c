/* stream.c — bytes of a file, of standard input or of memory, unpacked on the
 * way when they are gzip or Zstandard, in a window that slides.
 *
 * A small file that unpacks to gigabytes is refused: past BOMB_BYTES the
 * unpacked bytes may be at most BOMB_RATIO times the packed ones.
 */
#include "extract/read/read.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

enum { CHUNK = 64 << 10, BOMB_BYTES = 64 << 20, BOMB_RATIO = 200 };

enum packing { PACKING_UNKNOWN, PACKING_NONE, PACKING_GZIP, PACKING_ZSTD };

struct read_stream {
  char *path;
  int file;                 /* -1 for memory */
  struct relata_str memory; /* not read yet */
  size_t max_bytes;
  enum packing packing;
  z_stream gzip;
  bool gzip_open, member_ended; /* a .gz file may be several members one after another */
  ZSTD_DStream *zstd;
  size_t zstd_hint; /* 0 when a frame has ended */
  char *raw;        /* packed bytes [raw_at, raw_len) */
  size_t raw_at, raw_len, raw_capacity;
  bool raw_ended;
  char *data; /* unpacked bytes [begin, end) */
  size_t begin, end, capacity;
  bool ended;
  uint64_t taken, produced, consumed;
};

static struct read_stream *stream_new(const char *path, size_t max_bytes) {
  struct read_stream *stream = NULL;
  size_t one = 0, path_capacity = 0;
  stream = read_grow(NULL, &one, 1, sizeof *stream);
  memset(stream, 0, sizeof *stream);
  stream->path = read_grow(NULL, &path_capacity, strlen(path) + 1, 1);
  strcpy(stream->path, path);
  stream->file = -1;
  stream->max_bytes = max_bytes;
  return stream;
}

enum relata_status read_stream_open(struct read_stream **out, const char *path, size_t max_bytes,
                                    struct relata_error *error) {
  *out = NULL;
  const bool standard = strcmp(path, "-") == 0;
  const int file = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (file < 0)
    return relata_error_set(error, RELATA_IO, path, 0, 0, "cannot be opened: %s", strerror(errno));
  *out = stream_new(path, max_bytes);
  (*out)->file = file;
  return RELATA_OK;
}

struct read_stream *read_stream_of_memory(struct relata_str bytes, const char *name, size_t max_bytes) {
  struct read_stream *stream = stream_new(name, max_bytes);
  stream->memory = bytes;
  return stream;
}

void read_stream_free(struct read_stream *stream) {
  if (!stream)
    return;
  if (stream->file > STDIN_FILENO)
    close(stream->file);
  if (stream->gzip_open)
    inflateEnd(&stream->gzip);
  ZSTD_freeDStream(stream->zstd);
  free(stream->raw);
  free(stream->data);
  free(stream->path);
  free(stream);
}

/* Bytes of the file itself, at most `size`. */
static enum relata_status read_raw(struct read_stream *stream, char *to, size_t size, size_t *got,
                                   struct relata_error *error) {
  *got = 0;
  if (stream->file < 0) {
    *got = stream->memory.len < size ? stream->memory.len : size;
    if (*got)
      memcpy(to, stream->memory.data, *got);
    stream->memory = read_after(stream->memory, *got);
  } else {
    ssize_t count;
    do
      count = read(stream->file, to, size);
    while (count < 0 && errno == EINTR);
    if (count < 0)
      return relata_error_set(error, RELATA_IO, stream->path, 0, 0, "cannot be read: %s", strerror(errno));
    *got = (size_t)count;
  }
  stream->consumed += *got;
  return RELATA_OK;
}

static enum relata_status fill_raw(struct read_stream *stream, struct relata_error *error) {
  if (stream->raw_at > 0) {
    memmove(stream->raw, stream->raw + stream->raw_at, stream->raw_len - stream->raw_at);
    stream->raw_len -= stream->raw_at;
    stream->raw_at = 0;
  }
  stream->raw = read_grow(stream->raw, &stream->raw_capacity, CHUNK, 1);
  while (stream->raw_len < CHUNK && !stream->raw_ended) {
    size_t got;
    RELATA_TRY(read_raw(stream, stream->raw + stream->raw_len, CHUNK - stream->raw_len, &got, error));
    stream->raw_len += got;
    stream->raw_ended = got == 0;
    if (stream->raw_len >= 4 && stream->file >= 0)
      break; /* a pipe gives what it has */
  }
  return RELATA_OK;
}

static enum relata_status find_packing(struct read_stream *stream, struct relata_error *error) {
  while (stream->raw_len < 4 && !stream->raw_ended)
    RELATA_TRY(fill_raw(stream, error));
  const struct relata_str start = {stream->raw, stream->raw_len};
  stream->packing = PACKING_NONE;
  if (read_begins_with(start, "\x1f\x8b")) {
    stream->packing = PACKING_GZIP;
    if (inflateInit2(&stream->gzip, 15 + 16) != Z_OK)
      return relata_error_set(error, RELATA_NO_MEMORY, stream->path, 0, 0, "no memory to unpack it");
    stream->gzip_open = true;
  } else if (read_begins_with(start, "\x28\xb5\x2f\xfd")) {
    stream->packing = PACKING_ZSTD;
    stream->zstd = ZSTD_createDStream();
    if (!stream->zstd)
      return relata_error_set(error, RELATA_NO_MEMORY, stream->path, 0, 0, "no memory to unpack it");
    ZSTD_DCtx_setParameter(stream->zstd, ZSTD_d_windowLogMax, 27);
    stream->zstd_hint = 1;
  }
  return RELATA_OK;
}

static enum relata_status damaged(const struct read_stream *stream, const char *what, struct relata_error *error) {
  return relata_error_set(error, RELATA_BAD_INPUT, stream->path, 0, 0, "packed data is damaged: %s", what);
}

static enum relata_status unpack_gzip(struct read_stream *stream, char *to, size_t size, size_t *got,
                                      struct relata_error *error) {
  z_stream *gzip = &stream->gzip;
  if (stream->member_ended) {
    const struct relata_str rest = {stream->raw + stream->raw_at, stream->raw_len - stream->raw_at};
    stream->member_ended = false;
    if (!read_begins_with(rest, "\x1f")) { /* padding after the last member */
      stream->ended = true;
      return RELATA_OK;
    }
    inflateReset(gzip);
  }
  gzip->next_in = (unsigned char *)stream->raw + stream->raw_at;
  gzip->avail_in = (unsigned)(stream->raw_len - stream->raw_at);
  gzip->next_out = (unsigned char *)to;
  gzip->avail_out = (unsigned)size;
  const int result = inflate(gzip, Z_NO_FLUSH);
  stream->raw_at = stream->raw_len - gzip->avail_in;
  *got = size - gzip->avail_out;
  if (result == Z_STREAM_END)
    stream->member_ended = true;
  else if (result != Z_OK && result != Z_BUF_ERROR)
    return damaged(stream, gzip->msg ? gzip->msg : "not gzip", error);
  return RELATA_OK;
}

static enum relata_status unpack_zstd(struct read_stream *stream, char *to, size_t size, size_t *got,
                                      struct relata_error *error) {
  ZSTD_inBuffer in = {stream->raw, stream->raw_len, stream->raw_at};
  ZSTD_outBuffer out = {to, size, 0};
  stream->zstd_hint = ZSTD_decompressStream(stream->zstd, &out, &in);
  if (ZSTD_isError(stream->zstd_hint))
    return damaged(stream, ZSTD_getErrorName(stream->zstd_hint), error);
  stream->raw_at = in.pos;
  *got = out.pos;
  return RELATA_OK;
}

/* The packed bytes have ended: was that the end of what they hold too? */
static enum relata_status end_unpacking(struct read_stream *stream, struct relata_error *error) {
  stream->ended = true;
  const bool whole = stream->packing == PACKING_GZIP ? stream->member_ended : stream->zstd_hint == 0;
  return whole ? RELATA_OK : damaged(stream, "it breaks off", error);
}

static enum relata_status check_size(const struct read_stream *stream, struct relata_error *error) {
  if (stream->max_bytes && stream->produced > stream->max_bytes)
    return relata_error_set(error, RELATA_LIMIT, stream->path, 0, 0, "is larger than %zu bytes", stream->max_bytes);
  if (stream->packing != PACKING_NONE && stream->produced > BOMB_BYTES &&
      stream->produced / BOMB_RATIO > stream->consumed)
    return relata_error_set(error, RELATA_LIMIT, stream->path, 0, 0, "unpacks to more than %d times its size",
                            BOMB_RATIO);
  return RELATA_OK;
}

/* One step: at least a byte more, or the end. */
static enum relata_status unpack(struct read_stream *stream, struct relata_error *error) {
  char *to = stream->data + stream->end;
  const size_t size = stream->capacity - stream->end;
  for (size_t got = 0; got == 0 && !stream->ended;) {
    if (stream->raw_at == stream->raw_len)
      RELATA_TRY(fill_raw(stream, error));
    const bool dry = stream->raw_at == stream->raw_len;
    if (stream->packing == PACKING_NONE) {
      got = stream->raw_len - stream->raw_at < size ? stream->raw_len - stream->raw_at : size;
      memcpy(to, stream->raw + stream->raw_at, got);
      stream->raw_at += got;
      stream->ended = dry;
    } else {
      if (stream->packing == PACKING_GZIP)
        RELATA_TRY(dry && stream->member_ended ? RELATA_OK : unpack_gzip(stream, to, size, &got, error));
      else
        RELATA_TRY(dry && stream->zstd_hint == 0 ? RELATA_OK : unpack_zstd(stream, to, size, &got, error));
      if (dry && got == 0 && !stream->ended)
        RELATA_TRY(end_unpacking(stream, error));
    }
    stream->end += got;
    stream->produced += got;
  }
  return check_size(stream, error);
}

enum relata_status read_stream_fill(struct read_stream *stream, size_t want, struct relata_error *error) {
  if (stream->packing == PACKING_UNKNOWN)
    RELATA_TRY(find_packing(stream, error));
  while (stream->end - stream->begin < want && !stream->ended) {
    if (stream->begin > 0) {
      memmove(stream->data, stream->data + stream->begin, stream->end - stream->begin);
      stream->end -= stream->begin;
      stream->begin = 0;
    }
    if (stream->capacity - stream->end < CHUNK)
      stream->data = read_grow(stream->data, &stream->capacity, stream->end + CHUNK, 1);
    RELATA_TRY(unpack(stream, error));
  }
  return RELATA_OK;
}

struct relata_str read_stream_view(const struct read_stream *stream) {
  return stream->end > stream->begin ? (struct relata_str){stream->data + stream->begin, stream->end - stream->begin}
                                     : (struct relata_str){"", 0};
}

void read_stream_take(struct read_stream *stream, size_t count) {
  stream->begin += count;
  stream->taken += count;
}

bool read_stream_at_end(const struct read_stream *stream) {
  return stream->ended;
}

uint64_t read_stream_offset(const struct read_stream *stream) {
  return stream->taken;
}

uint64_t read_stream_consumed(const struct read_stream *stream) {
  return stream->consumed;
}

const char *read_stream_path(const struct read_stream *stream) {
  return stream->path;
}
