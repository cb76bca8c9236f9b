/* decode.c — bytes in any encoding to UTF-8 in Normalization Form C.
 *
 * Plain ASCII and ordinary UTF-8 go through as they are; only where a
 * combining character or one with a canonical decomposition comes is the
 * sequence normalised (utf8proc).  Broken bytes become U+FFFD and are counted.
 */
#include "extract/read/read.h"

#include <iconv.h>
#include <string.h>
#include <utf8proc.h>

enum { REPLACEMENT = 0xfffd, LONGEST_SEQUENCE = 32, DECIDING_BYTES = 256 };

size_t read_utf8_put(uint32_t code, char out[4]) {
  if (code < 0x80) {
    out[0] = (char)code;
    return 1;
  }
  if (code < 0x800) {
    out[0] = (char)(0xc0 | code >> 6);
    out[1] = (char)(0x80 | (code & 0x3f));
    return 2;
  }
  if (code < 0x10000) {
    out[0] = (char)(0xe0 | code >> 12);
    out[1] = (char)(0x80 | (code >> 6 & 0x3f));
    out[2] = (char)(0x80 | (code & 0x3f));
    return 3;
  }
  out[0] = (char)(0xf0 | code >> 18);
  out[1] = (char)(0x80 | (code >> 12 & 0x3f));
  out[2] = (char)(0x80 | (code >> 6 & 0x3f));
  out[3] = (char)(0x80 | (code & 0x3f));
  return 4;
}

/* A code point read, the bytes it took; `broken` when they mean nothing and
 * `partial` when the bytes end within it. */
struct unit {
  uint32_t code;
  size_t len;
  bool broken, partial;
};

static struct unit broken_unit(size_t len) {
  return (struct unit){.code = REPLACEMENT, .len = len, .broken = true};
}

/* Well-formed UTF-8 as Unicode's table 3-7 has it; a broken sequence is as
 * long as its well-formed beginning. */
static struct unit get_utf8(const unsigned char *at, size_t len) {
  const unsigned char lead = at[0];
  if (lead < 0x80)
    return lead ? (struct unit){.code = lead, .len = 1} : broken_unit(1);
  const size_t need = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4)
    return broken_unit(1);
  uint32_t code = lead & (0x7fu >> need);
  for (size_t i = 1; i < need; i++) {
    if (i == len)
      return (struct unit){.code = REPLACEMENT, .len = len, .broken = true, .partial = true};
    unsigned char low = 0x80, high = 0xbf;
    if (i == 1) {
      low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
      high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    }
    if (at[i] < low || at[i] > high)
      return broken_unit(i);
    code = code << 6 | (at[i] & 0x3fu);
  }
  return (struct unit){.code = code, .len = need};
}

uint32_t read_utf8_get(const char *data, size_t len, size_t *used) {
  if (len == 0) {
    *used = 0;
    return 0;
  }
  const struct unit unit = get_utf8((const unsigned char *)data, len);
  *used = unit.broken ? 1 : unit.len;
  return unit.code;
}

static struct unit get_utf16(const unsigned char *at, size_t len, bool big) {
  const size_t high = big ? 0 : 1, low = big ? 1 : 0;
  if (len < 2)
    return (struct unit){.code = REPLACEMENT, .len = len, .broken = true, .partial = true};
  const uint32_t first = (uint32_t)at[high] << 8 | at[low];
  if (first < 0xd800 || first > 0xdfff)
    return first ? (struct unit){.code = first, .len = 2} : broken_unit(2);
  if (first > 0xdbff)
    return broken_unit(2);
  if (len < 4)
    return (struct unit){.code = REPLACEMENT, .len = len, .broken = true, .partial = true};
  const uint32_t second = (uint32_t)at[2 + high] << 8 | at[2 + low];
  if (second < 0xdc00 || second > 0xdfff)
    return broken_unit(2);
  return (struct unit){.code = 0x10000 + ((first & 0x3ff) << 10 | (second & 0x3ff)), .len = 4};
}

static struct unit get_utf32(const unsigned char *at, size_t len, bool big) {
  if (len < 4)
    return (struct unit){.code = REPLACEMENT, .len = len, .broken = true, .partial = true};
  uint32_t code = 0;
  for (size_t i = 0; i < 4; i++)
    code = code << 8 | at[big ? i : 3 - i];
  if (code == 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
    return broken_unit(4);
  return (struct unit){.code = code, .len = 4};
}

/* The shortest beginning that iconv takes as one character. */
static struct unit get_multibyte(iconv_t converter, const unsigned char *at, size_t len) {
  for (size_t take = 1; take <= 4; take++) {
    if (take > len)
      return (struct unit){.code = REPLACEMENT, .len = len, .broken = true, .partial = true};
    unsigned char out[16];
    char *in = (char *)(uintptr_t)at, *to = (char *)out;
    size_t in_left = take, out_left = sizeof out;
    iconv(converter, NULL, NULL, NULL, NULL);
    if (iconv(converter, &in, &in_left, &to, &out_left) == (size_t)-1 || out_left == sizeof out)
      continue;
    const struct unit unit = get_utf32(out, sizeof out - out_left, false);
    return unit.broken ? broken_unit(take) : (struct unit){.code = unit.code, .len = take};
  }
  return broken_unit(1);
}

static struct unit get_unit(const struct read_decoder *decoder, const unsigned char *at, size_t len) {
  switch (decoder->charset) {
  case CHARSET_UTF16:
    return get_utf16(at, len, decoder->big_endian);
  case CHARSET_UTF32:
    return get_utf32(at, len, decoder->big_endian);
  case CHARSET_TABLE:
    return decoder->table[*at] ? (struct unit){.code = decoder->table[*at], .len = 1} : broken_unit(1);
  case CHARSET_MULTIBYTE:
    return get_multibyte((iconv_t)decoder->converter, at, len);
  case CHARSET_UTF8:
    break;
  }
  return get_utf8(at, len);
}

/* May it change or be changed by the character before it? */
static bool extends(uint32_t code) {
  if (code < 0x300)
    return false;
  if ((code >= 0x1161 && code <= 0x1175) || (code >= 0x11a8 && code <= 0x11c2))
    return true; /* conjoining jamo */
  const utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_ME;
}

/* Is it in NFC when it stands alone? */
static bool is_composed(uint32_t code) {
  if (code < 0x300)
    return true;
  const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)code);
  return property->decomp_type != 0 || property->decomp_seqindex == UINT16_MAX;
}

/* A character and what extends it, normalised as one piece. */
static void add_sequence(struct read_text *out, const uint32_t *codes, size_t count, size_t source, size_t source_len) {
  utf8proc_uint8_t bytes[LONGEST_SEQUENCE * 4 + 1];
  utf8proc_int32_t buffer[LONGEST_SEQUENCE * 8]; /* a canonical decomposition has at most four code points */
  size_t len = 0;
  for (size_t i = 0; i < count; i++)
    len += read_utf8_put(codes[i], (char *)bytes + len);
  const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
  const utf8proc_ssize_t room = (utf8proc_ssize_t)(sizeof buffer / sizeof *buffer);
  const utf8proc_ssize_t points = utf8proc_decompose(bytes, (utf8proc_ssize_t)len, buffer, room - 1, options);
  if (points < 0 || points >= room) {
    read_text_add_as(out, (const char *)bytes, len, source, source_len);
    return;
  }
  const utf8proc_ssize_t size = utf8proc_reencode(buffer, points, options);
  if (size > 0 && (size_t)size == len && memcmp(buffer, bytes, len) == 0)
    read_text_add_as(out, (const char *)bytes, len, source, source_len);
  else if (size > 0)
    read_text_add_as(out, (const char *)buffer, (size_t)size, source, source_len);
}

/* Bytes of the ASCII that begins here and that nothing can change. */
static size_t ascii_run(const unsigned char *at, size_t len) {
  size_t run = 0;
  for (; run + 8 <= len; run += 8) {
    uint64_t word;
    memcpy(&word, at + run, 8);
    const uint64_t zeros = (word - UINT64_C(0x0101010101010101)) & ~word;
    if ((word | zeros) & UINT64_C(0x8080808080808080))
      break;
  }
  while (run < len && at[run] < 0x80 && at[run] != 0)
    run++;
  return run;
}

/* One character with what extends it.  False when the bytes end too early to tell. */
static bool feed_sequence(struct read_decoder *decoder, const unsigned char *at, size_t len, size_t source, bool last,
                          struct read_text *out, size_t *used) {
  uint32_t codes[LONGEST_SEQUENCE];
  size_t count = 0, size = 0;
  const struct unit first = get_unit(decoder, at, len);
  if (first.partial && !last)
    return false;
  codes[count++] = first.code;
  size += first.len;
  while (count < LONGEST_SEQUENCE && !decoder->as_it_is) {
    if (size == len) {
      if (!last)
        return false;
      break;
    }
    const struct unit next = get_unit(decoder, at + size, len - size);
    if (next.partial && !last)
      return false;
    if (next.broken || !extends(next.code))
      break;
    codes[count++] = next.code;
    size += next.len;
  }
  *used = size;
  decoder->broken += first.broken ? first.len : 0;
  if (count > 1 || (!decoder->as_it_is && !is_composed(first.code))) {
    add_sequence(out, codes, count, source, size);
    return true;
  }
  char bytes[4];
  read_text_add_as(out, bytes, read_utf8_put(first.code, bytes), source, size);
  return true;
}

/* The first byte that is not ASCII decides what the ASCII before it left open. */
static void decide(struct read_decoder *decoder, struct relata_str rest) {
  const bool as_it_is = decoder->as_it_is;
  const size_t broken = decoder->broken, bom = decoder->bom;
  read_decoder_init(decoder, rest, (struct relata_str){"", 0}, NULL, NULL);
  decoder->as_it_is = as_it_is;
  decoder->broken = broken;
  decoder->bom = bom;
  decoder->undecided = false;
}

size_t read_decoder_feed(struct read_decoder *decoder, struct relata_str bytes, size_t source, bool last,
                         struct read_text *out) {
  const unsigned char *data = (const unsigned char *)bytes.data;
  size_t at = 0;
  while (at < bytes.len) {
    if (decoder->charset == CHARSET_UTF8 || decoder->charset == CHARSET_TABLE) {
      size_t run = ascii_run(data + at, bytes.len - at);
      const bool ended = at + run == bytes.len;
      if (ended ? !last : data[at + run] >= 0xcc || decoder->charset == CHARSET_TABLE)
        run -= run > 0; /* what follows may extend it */
      read_text_add(out, bytes.data + at, run, source + at);
      at += run;
      if (at == bytes.len)
        break;
      if (decoder->undecided && data[at] >= 0x80) {
        if (bytes.len - at < DECIDING_BYTES && !last)
          break;
        decide(decoder, read_after(bytes, at));
        continue;
      }
    }
    size_t used = 0;
    if (!feed_sequence(decoder, data + at, bytes.len - at, source + at, last, out, &used))
      break;
    at += used;
  }
  return at;
}

enum relata_status read_decode_all(struct read_text *out, size_t *broken, struct relata_str bytes,
                                   struct relata_str label, const char *path, struct relata_error *error) {
  struct read_decoder decoder;
  const struct relata_str sample = {bytes.data, bytes.len < SAMPLE_BYTES ? bytes.len : SAMPLE_BYTES};
  RELATA_TRY(read_decoder_init(&decoder, sample, label, path, error));
  read_decoder_feed(&decoder, read_after(bytes, decoder.bom), decoder.bom, true, out);
  *broken += decoder.broken;
  read_decoder_free(&decoder);
  return RELATA_OK;
}
