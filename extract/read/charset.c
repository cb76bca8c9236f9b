/* charset.c — in which encoding is this?  A byte order mark, zeros at every
 * second byte, the name that the file gives, validity as UTF-8, and at last
 * statistics (uchardet), with Windows-1252 where they say nothing firm. */
#include "extract/read/read.h"

#include <iconv.h>
#include <string.h>
#include <strings.h>
#include <uchardet.h>

static bool is_control(unsigned char byte) {
  return byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' && byte != '\b' && byte != 0x1b;
}

/* NULs, or more control characters than a text has. */
static bool looks_binary(struct relata_str sample) {
  size_t controls = 0;
  for (size_t i = 0; i < sample.len; i++) {
    if (sample.data[i] == '\0')
      return true;
    controls += is_control((unsigned char)sample.data[i]);
  }
  return controls > 2 && controls > sample.len / 20;
}

static bool find_mark(struct read_decoder *decoder, struct relata_str sample) {
  static const struct {
    const char *bytes;
    size_t len;
    enum read_charset charset;
    bool big;
  } marks[] = {{"\xef\xbb\xbf", 3, CHARSET_UTF8, false},
               {"\xff\xfe\0\0", 4, CHARSET_UTF32, false},
               {"\0\0\xfe\xff", 4, CHARSET_UTF32, true},
               {"\xff\xfe", 2, CHARSET_UTF16, false},
               {"\xfe\xff", 2, CHARSET_UTF16, true}};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (sample.len >= marks[i].len && memcmp(sample.data, marks[i].bytes, marks[i].len) == 0) {
      decoder->charset = marks[i].charset;
      decoder->big_endian = marks[i].big;
      decoder->bom = marks[i].len;
      return true;
    }
  return false;
}

/* Western text in UTF-16 or UTF-32 has zeros at the same place of nearly every unit. */
static bool find_zeros(struct read_decoder *decoder, struct relata_str sample) {
  size_t zeros[4] = {0};
  const size_t len = (sample.len < 1024 ? sample.len : 1024) / 4 * 4, units = len / 4;
  for (size_t i = 0; i < len; i++)
    zeros[i % 4] += sample.data[i] == '\0';
  if (units < 2)
    return false;
  const size_t most = units * 3 / 4, few = units / 8;
  const bool full[4] = {zeros[0] > most, zeros[1] > most, zeros[2] > most, zeros[3] > most};
  const bool bare[4] = {zeros[0] <= few, zeros[1] <= few, zeros[2] <= few, zeros[3] <= few};
  if ((bare[0] && full[1] && full[2] && full[3]) || (full[0] && full[1] && full[2] && bare[3]))
    decoder->charset = CHARSET_UTF32;
  else if ((bare[0] && full[1] && bare[2] && full[3]) || (full[0] && bare[1] && full[2] && bare[3]))
    decoder->charset = CHARSET_UTF16;
  else
    return false;
  decoder->big_endian = full[0];
  return true;
}

/* Is it UTF-8, broken here and there at most?  *high: bytes that are not ASCII. */
static bool is_utf8(struct relata_str sample, size_t *high) {
  size_t good = 0, bad = 0, bad_end = SIZE_MAX; /* broken bytes side by side count once */
  *high = 0;
  for (size_t i = 0; i < sample.len;) {
    if (!((unsigned char)sample.data[i] & 0x80)) {
      i++;
      continue;
    }
    size_t used;
    const uint32_t code = read_utf8_get(sample.data + i, sample.len - i, &used);
    if (used > 1) {
      good++;
    } else if (code == 0xfffd && sample.len - i >= 4) { /* the sample may end within a character */
      bad += bad_end != i;
      bad_end = i + 1;
    }
    *high += used;
    i += used;
  }
  return bad == 0 || good >= 4 * bad;
}

/* Fills the table by asking iconv about every byte; false if a byte needs more
 * bytes after it, or if ASCII is not itself. */
static bool fill_table(struct read_decoder *decoder, iconv_t converter) {
  for (unsigned byte = 1; byte < 256; byte++) {
    char in = (char)byte;
    unsigned char out[8];
    char *from = &in, *to = (char *)out;
    size_t in_left = 1, out_left = sizeof out;
    iconv(converter, NULL, NULL, NULL, NULL);
    const size_t result = iconv(converter, &from, &in_left, &to, &out_left);
    if (result == (size_t)-1 && in_left == 1 && out_left == sizeof out) {
      if (byte < 0x80)
        return false;
      decoder->table[byte] = 0;
      continue;
    }
    decoder->table[byte] = (uint32_t)out[0] | (uint32_t)out[1] << 8 | (uint32_t)out[2] << 16;
  }
  return decoder->table['A'] == 'A' && decoder->table['z'] == 'z' && decoder->table['<'] == '<';
}

static bool is_multibyte(const char *name) {
  static const char *const families[] = {"gb",   "big5",        "euc-", "shift", "sjis",
                                         "ks_c", "windows-31j", "uhc",  "cp932", "cp949"};
  for (size_t i = 0; i < sizeof families / sizeof *families; i++)
    if (strncasecmp(name, families[i], strlen(families[i])) == 0)
      return true;
  return false;
}

static bool use_name(struct read_decoder *decoder, const char *name) {
  if (strcasecmp(name, "utf-8") == 0 || strcasecmp(name, "utf8") == 0) {
    decoder->charset = CHARSET_UTF8;
    return true;
  }
  /* As browsers do, since pages that say Latin-1 or ASCII mean it. */
  if (strcasecmp(name, "iso-8859-1") == 0 || strcasecmp(name, "latin1") == 0 || strcasecmp(name, "ascii") == 0 ||
      strcasecmp(name, "us-ascii") == 0)
    name = "windows-1252";
  if (strncasecmp(name, "utf", 3) == 0)
    return false; /* the bytes would have shown it */
  const iconv_t converter = iconv_open("UTF-32LE", name);
  if (converter == (iconv_t)-1)
    return false;
  if (is_multibyte(name)) {
    decoder->charset = CHARSET_MULTIBYTE;
    decoder->converter = converter;
    return true;
  }
  const bool filled = fill_table(decoder, converter);
  iconv_close(converter);
  if (filled)
    decoder->charset = CHARSET_TABLE;
  return filled;
}

/* Statistics need bytes to count: a few accents in an English text tell nothing. */
static void guess(struct read_decoder *decoder, struct relata_str sample, size_t high) {
  if (high >= 40 && high >= sample.len / 20) {
    const uchardet_t detector = uchardet_new();
    uchardet_handle_data(detector, sample.data, sample.len);
    uchardet_data_end(detector);
    const bool used = use_name(decoder, uchardet_get_charset(detector));
    uchardet_delete(detector);
    if (used && decoder->charset != CHARSET_UTF8)
      return;
  }
  use_name(decoder, "windows-1252");
}

enum relata_status read_decoder_init(struct read_decoder *decoder, struct relata_str sample, struct relata_str label,
                                     const char *path, struct relata_error *error) {
  memset(decoder, 0, sizeof *decoder);
  if (find_mark(decoder, sample) || find_zeros(decoder, sample))
    return RELATA_OK;
  if (looks_binary(sample))
    return relata_error_set(error, RELATA_BAD_INPUT, path, 0, 0, "looks like a binary file, not a text");
  char name[64] = "";
  if (label.len < sizeof name)
    memcpy(name, label.data, label.len);
  size_t high;
  const bool valid = is_utf8(sample, &high);
  if (high == 0) {
    decoder->undecided = *name == '\0' || !use_name(decoder, name);
    if (decoder->undecided)
      decoder->charset = CHARSET_UTF8;
    return RELATA_OK;
  }
  if (valid || (*name && use_name(decoder, name)))
    return RELATA_OK; /* what is valid UTF-8 is UTF-8, whatever it says of itself */
  guess(decoder, sample, high);
  return RELATA_OK;
}

void read_decoder_free(struct read_decoder *decoder) {
  if (decoder->converter)
    iconv_close((iconv_t)decoder->converter);
  decoder->converter = NULL;
}
