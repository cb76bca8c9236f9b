/* digest.c — see digest.h.  Round constants are calculated as the standards
 * define them, from sines and from roots of primes. */
#include "graph/sparql/digest.h"

#include <math.h>
#include <string.h>

/* ------------------------------------------------------------------ padding */

/* The message, a one bit, zeros, and its length in bits at the end of a block. */
static unsigned char *padded(struct relata_arena *arena, struct relata_str text, size_t block, bool little,
                             size_t *size) {
  const size_t tail = block / 8;
  *size = (text.len + 1 + tail + block - 1) / block * block;
  unsigned char *bytes = relata_arena_alloc(arena, *size);
  if (text.len)
    memcpy(bytes, text.data, text.len);
  bytes[text.len] = 0x80;
  const uint64_t bits = (uint64_t)text.len * 8;
  for (size_t i = 0; i < 8; i++) {
    if (little)
      bytes[*size - 8 + i] = (unsigned char)(bits >> 8 * i);
    else
      bytes[*size - 1 - i] = (unsigned char)(bits >> 8 * i);
  }
  return bytes;
}

static uint32_t word_little(const unsigned char *bytes) {
  return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

static uint32_t word_big(const unsigned char *bytes) {
  return (uint32_t)bytes[3] | (uint32_t)bytes[2] << 8 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[0] << 24;
}

static uint32_t left(uint32_t x, unsigned by) {
  return x << by | x >> (32 - by);
}

static uint32_t right(uint32_t x, unsigned by) {
  return x >> by | x << (32 - by);
}

static uint64_t right64(uint64_t x, unsigned by) {
  return x >> by | x << (64 - by);
}

/* ------------------------------------------------------------------ MD5 */

static void md5_block(uint32_t state[4], const unsigned char *block) {
  static const unsigned shifts[4][4] = { { 7, 12, 17, 22 }, { 5, 9, 14, 20 }, { 4, 11, 16, 23 }, { 6, 10, 15, 21 } };
  uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
  for (unsigned i = 0; i < 64; i++) {
    const unsigned round = i / 16;
    const uint32_t mixed = round == 0   ? (b & c) | (~b & d)
                           : round == 1 ? (d & b) | (~d & c)
                           : round == 2 ? b ^ c ^ d
                                        : c ^ (b | ~d);
    const unsigned word = round == 0 ? i : round == 1 ? (5 * i + 1) % 16 : round == 2 ? (3 * i + 5) % 16 : 7 * i % 16;
    const uint32_t constant = (uint32_t)floor(4294967296.0 * fabs(sin(i + 1.0)));
    const uint32_t sum = a + mixed + constant + word_little(block + 4 * word);
    a = d;
    d = c;
    c = b;
    b += left(sum, shifts[round][i % 4]);
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
}

/* ------------------------------------------------------------------ SHA-1 */

static void sha1_block(uint32_t state[5], const unsigned char *block) {
  static const uint32_t constants[4] = { 0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6 };
  uint32_t words[80], s[5];
  for (size_t i = 0; i < 80; i++)
    words[i] = i < 16 ? word_big(block + 4 * i) : left(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
  memcpy(s, state, sizeof s);
  for (size_t i = 0; i < 80; i++) {
    const uint32_t mixed = i < 20              ? (s[1] & s[2]) | (~s[1] & s[3])
                           : i < 40 || i >= 60 ? s[1] ^ s[2] ^ s[3]
                                               : (s[1] & s[2]) | (s[1] & s[3]) | (s[2] & s[3]);
    const uint32_t sum = left(s[0], 5) + mixed + s[4] + constants[i / 20] + words[i];
    s[4] = s[3];
    s[3] = s[2];
    s[2] = left(s[1], 30);
    s[1] = s[0];
    s[0] = sum;
  }
  for (size_t i = 0; i < 5; i++)
    state[i] += s[i];
}

/* ------------------------------------------------------------------ SHA-2 */

/* floor(root * 2^64) without its whole part, exactly: the root of prime·2^(64·degree) by bisection. */
static uint64_t root_fraction(unsigned prime, unsigned degree) {
  uint64_t whole = 0;
  while ((degree == 2 ? (whole + 1) * (whole + 1) : (whole + 1) * (whole + 1) * (whole + 1)) <= prime)
    whole++;
  uint64_t fraction = 0;
  for (int bit = 63; bit >= 0; bit--) {
    const uint64_t tried = fraction | (uint64_t)1 << bit;
    /* is (whole + tried / 2^64)^degree <= prime?  In words of 64 bits after the point. */
    const unsigned __int128 x = (unsigned __int128)whole << 64 | tried;
    const unsigned __int128 high = x >> 64, low = (uint64_t)x;
    /* x² = high²·2^128 + 2·high·low·2^64 + low²; kept as a whole part and 128 bits after the point */
    const unsigned __int128 cross = 2 * high * low, square_low = low * low;
    unsigned __int128 square_whole = high * high + (cross >> 64);
    unsigned __int128 square_rest = cross << 64;
    square_rest += square_low;
    square_whole += square_rest < square_low;
    bool fits;
    if (degree == 2) {
      fits = square_whole < prime;
    } else {
      /* x³ = square · x, from the whole part and the 128 bits behind it */
      const unsigned __int128 a = square_rest >> 64, b = (uint64_t)square_rest;
      unsigned __int128 carry = (b * low >> 64) + (uint64_t)(a * low) + (uint64_t)(b * high);
      carry = (carry >> 64) + (a * low >> 64) + (b * high >> 64) + (uint64_t)(a * high) + (uint64_t)(square_whole * low);
      const unsigned __int128 cube = (carry >> 64) + (a * high >> 64) + (square_whole * low >> 64) + square_whole * high;
      fits = cube < prime;
    }
    if (fits)
      fraction = tried;
  }
  return fraction;
}

static unsigned next_prime(unsigned after) {
  for (unsigned n = after + 1;; n++) {
    bool prime = n > 1;
    for (unsigned k = 2; k * k <= n && prime; k++)
      prime = n % k != 0;
    if (prime)
      return n;
  }
}

static void sha2_constants(uint64_t constants[80]) {
  unsigned prime = 1;
  for (size_t i = 0; i < 80; i++) {
    prime = next_prime(prime);
    constants[i] = root_fraction(prime, 3);
  }
}

static void sha256_block(uint32_t state[8], const unsigned char *block, const uint64_t constants[80]) {
  uint32_t words[64], s[8];
  for (size_t i = 0; i < 64; i++) {
    if (i < 16) {
      words[i] = word_big(block + 4 * i);
      continue;
    }
    const uint32_t x = words[i - 15], y = words[i - 2];
    words[i] = words[i - 16] + (right(x, 7) ^ right(x, 18) ^ x >> 3) + words[i - 7] + (right(y, 17) ^ right(y, 19) ^ y >> 10);
  }
  memcpy(s, state, sizeof s);
  for (size_t i = 0; i < 64; i++) {
    const uint32_t one = s[7] + (right(s[4], 6) ^ right(s[4], 11) ^ right(s[4], 25)) + ((s[4] & s[5]) ^ (~s[4] & s[6])) +
                         (uint32_t)(constants[i] >> 32) + words[i];
    const uint32_t two = (right(s[0], 2) ^ right(s[0], 13) ^ right(s[0], 22)) +
                         ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
    memmove(s + 1, s, 7 * sizeof *s);
    s[4] += one;
    s[0] = one + two;
  }
  for (size_t i = 0; i < 8; i++)
    state[i] += s[i];
}

static void sha512_block(uint64_t state[8], const unsigned char *block, const uint64_t constants[80]) {
  uint64_t words[80], s[8];
  for (size_t i = 0; i < 80; i++) {
    if (i < 16) {
      words[i] = (uint64_t)word_big(block + 8 * i) << 32 | word_big(block + 8 * i + 4);
      continue;
    }
    const uint64_t x = words[i - 15], y = words[i - 2];
    words[i] = words[i - 16] + (right64(x, 1) ^ right64(x, 8) ^ x >> 7) + words[i - 7] +
               (right64(y, 19) ^ right64(y, 61) ^ y >> 6);
  }
  memcpy(s, state, sizeof s);
  for (size_t i = 0; i < 80; i++) {
    const uint64_t one = s[7] + (right64(s[4], 14) ^ right64(s[4], 18) ^ right64(s[4], 41)) +
                         ((s[4] & s[5]) ^ (~s[4] & s[6])) + constants[i] + words[i];
    const uint64_t two = (right64(s[0], 28) ^ right64(s[0], 34) ^ right64(s[0], 39)) +
                         ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
    memmove(s + 1, s, 7 * sizeof *s);
    s[4] += one;
    s[0] = one + two;
  }
  for (size_t i = 0; i < 8; i++)
    state[i] += s[i];
}

/* ------------------------------------------------------------------ the whole */

static struct relata_str words_hex(struct relata_arena *arena, const uint32_t *words, size_t count, bool little) {
  struct relata_str text = { NULL, 0 };
  for (size_t i = 0; i < count; i++) {
    const uint32_t word = little ? __builtin_bswap32(words[i]) : words[i];
    text = relata_arena_print(arena, "%.*s%08x", (int)text.len, text.data ? text.data : "", word);
  }
  return text;
}

static struct relata_str small_digest(struct relata_arena *arena, enum digest digest, struct relata_str text) {
  uint32_t state[8] = { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0, 0, 0, 0 };
  uint64_t constants[80];
  size_t size;
  const unsigned char *bytes = padded(arena, text, 64, digest == DIGEST_MD5, &size);
  if (digest == DIGEST_SHA256) {
    unsigned prime = 1;
    sha2_constants(constants);
    for (size_t i = 0; i < 8; i++) {
      prime = next_prime(prime);
      state[i] = (uint32_t)(root_fraction(prime, 2) >> 32);
    }
  }
  for (size_t at = 0; at < size; at += 64) {
    if (digest == DIGEST_MD5)
      md5_block(state, bytes + at);
    else if (digest == DIGEST_SHA1)
      sha1_block(state, bytes + at);
    else
      sha256_block(state, bytes + at, constants);
  }
  return words_hex(arena, state, digest == DIGEST_MD5 ? 4 : digest == DIGEST_SHA1 ? 5 : 8, digest == DIGEST_MD5);
}

static struct relata_str large_digest(struct relata_arena *arena, enum digest digest, struct relata_str text) {
  uint64_t state[8], constants[80];
  uint32_t words[16];
  unsigned prime = 1;
  size_t size;
  const unsigned char *bytes = padded(arena, text, 128, false, &size);
  sha2_constants(constants);
  for (size_t i = 0; digest == DIGEST_SHA384 && i < 8; i++)
    prime = next_prime(prime); /* from the ninth prime on */
  for (size_t i = 0; i < 8; i++) {
    prime = next_prime(prime);
    state[i] = root_fraction(prime, 2);
  }
  for (size_t at = 0; at < size; at += 128)
    sha512_block(state, bytes + at, constants);
  for (size_t i = 0; i < 8; i++) {
    words[2 * i] = (uint32_t)(state[i] >> 32);
    words[2 * i + 1] = (uint32_t)state[i];
  }
  return words_hex(arena, words, digest == DIGEST_SHA384 ? 12 : 16, false);
}

struct relata_str digest_hex(struct relata_arena *arena, enum digest digest, struct relata_str text) {
  return digest <= DIGEST_SHA256 ? small_digest(arena, digest, text) : large_digest(arena, digest, text);
}
