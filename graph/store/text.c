/* text.c — writing and finding the frame with an article's text. */
#include "graph/store/text.h"

#include <stdlib.h>
#include <string.h>
#include <zstd.h>

enum {
  LEVEL = 6, /* texts are read seldom and kept long */
  HEAD = 8, TAIL = 4, CHUNK = 64 << 10
};
static const uint32_t magic = 0x184D2A5E;

static void put_number(struct relata_out *out, uint32_t number) {
  const unsigned char bytes[] = { (unsigned char)number, (unsigned char)(number >> 8), (unsigned char)(number >> 16),
                                  (unsigned char)(number >> 24) };
  relata_out_write(out, bytes, sizeof bytes);
}

static uint32_t number_at(const char *data) {
  const unsigned char *bytes = (const unsigned char *)data;
  return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

void text_frame_write(struct relata_out *out, struct relata_str text, const unsigned char tail[4]) {
  const size_t room = ZSTD_compressBound(text.len);
  char *packed = malloc(room);
  ZSTD_CCtx *compressor = ZSTD_createCCtx();
  if (!packed || !compressor)
    abort();
  ZSTD_CCtx_setParameter(compressor, ZSTD_c_compressionLevel, LEVEL);
  ZSTD_CCtx_setParameter(compressor, ZSTD_c_checksumFlag, 1);
  const size_t size = ZSTD_compress2(compressor, packed, room, text.data, text.len);
  if (ZSTD_isError(size))
    abort(); /* only for want of memory */
  if (size < UINT32_MAX - TAIL) {
    put_number(out, magic);
    put_number(out, (uint32_t)size + TAIL);
    relata_out_write(out, packed, size);
    relata_out_write(out, tail, TAIL);
  }
  ZSTD_freeCCtx(compressor);
  free(packed);
}

/* The frames' bytes between head and tail; empty if there is no such frame or it is cut off. */
static struct relata_str find_frame(struct relata_str file) {
  for (size_t at = 0; at + HEAD <= file.len;) {
    if (number_at(file.data + at) == magic) {
      const size_t size = number_at(file.data + at + 4);
      const bool whole = size > TAIL && size <= file.len - at - HEAD;
      return whole ? (struct relata_str){ file.data + at + HEAD, size - TAIL } : (struct relata_str){ NULL, 0 };
    }
    const size_t size = ZSTD_findFrameCompressedSize(file.data + at, file.len - at);
    if (ZSTD_isError(size) || size == 0)
      break;
    at += size;
  }
  return (struct relata_str){ NULL, 0 };
}

enum relata_status text_frame_read(struct relata_str file, struct relata_out *text, const char *path,
                                   struct relata_error *error) {
  const struct relata_str frame = find_frame(file);
  if (!frame.len)
    return RELATA_NOT_FOUND;
  ZSTD_DCtx *unpacker = ZSTD_createDCtx();
  char *chunk = malloc(CHUNK);
  if (!unpacker || !chunk)
    abort();
  ZSTD_inBuffer input = { frame.data, frame.len, 0 };
  size_t left = 1;
  bool stuck = false;
  while (left != 0 && !ZSTD_isError(left) && !stuck) {
    ZSTD_outBuffer output = { chunk, CHUNK, 0 };
    const size_t before = input.pos;
    left = ZSTD_decompressStream(unpacker, &output, &input);
    if (!ZSTD_isError(left))
      relata_out_write(text, chunk, output.pos);
    stuck = input.pos == before && output.pos == 0;
  }
  ZSTD_freeDCtx(unpacker);
  free(chunk);
  if (left == 0)
    return RELATA_OK;
  return relata_error_set(error, RELATA_BAD_INPUT, path, 0, 0, "is damaged in the article's text: %s",
                          ZSTD_isError(left) ? ZSTD_getErrorName(left) : "it ends too early");
}
