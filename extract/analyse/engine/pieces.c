/* pieces.c — WordPiece, as BERT's uncased models cut words.
 *
 * A word is first written plainly (NFD without combining marks, lower case,
 * no control characters), then cut at white space, punctuation and CJK
 * ideographs into runs, and every run by greedy longest match.  A run with a
 * part that the vocabulary lacks is one [UNK].
 */
#include "extract/analyse/engine/pieces.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* Longer runs are [UNK], as in BERT's own code. */
enum { MOST_CHARACTERS = 100, MOST_BYTES = 4 * MOST_CHARACTERS, ABSENT = 0 };

struct relata_vocabulary {
  struct relata_tensor strings;
  uint32_t *slots; /* piece + 1 by hash, ABSENT = empty */
  uint32_t mask;
  uint32_t cls, sep, unknown;
};

/* ------------------------------------------------------------------ lookup */

static uint32_t hash_step(uint32_t hash, unsigned char byte) {
  return (hash ^ byte) * 16777619u;
}

static uint32_t hash_finish(uint32_t hash) {
  hash ^= hash >> 15;
  hash *= 0x2c1b3c6du;
  return hash ^ hash >> 12;
}

/* Continuation pieces are kept without their "##" and hashed from another start. */
static uint32_t hash_start(bool continues) {
  return continues ? 0x9747b28cu : 2166136261u;
}

static bool piece_continues(struct relata_str piece) {
  return piece.len > 2 && piece.data[0] == '#' && piece.data[1] == '#';
}

static void insert_piece(struct relata_vocabulary *vocabulary, uint32_t number) {
  struct relata_str piece = relata_tensor_get_string(&vocabulary->strings, number);
  const bool continues = piece_continues(piece);
  uint32_t hash = hash_start(continues);
  for (size_t i = continues ? 2 : 0; i < piece.len; i++)
    hash = hash_step(hash, (unsigned char)piece.data[i]);
  uint32_t slot = hash_finish(hash) & vocabulary->mask;
  while (vocabulary->slots[slot] != ABSENT)
    slot = (slot + 1) & vocabulary->mask;
  vocabulary->slots[slot] = number + 1;
}

/* `hash` is that of `text` from hash_start on. */
static bool find_piece(const struct relata_vocabulary *vocabulary, const char *text, size_t len, bool continues,
                       uint32_t hash, uint32_t *number) {
  const size_t skip = continues ? 2 : 0;
  for (uint32_t slot = hash_finish(hash) & vocabulary->mask; vocabulary->slots[slot] != ABSENT;
       slot = (slot + 1) & vocabulary->mask) {
    const struct relata_str piece = relata_tensor_get_string(&vocabulary->strings, vocabulary->slots[slot] - 1);
    if (piece.len == len + skip && piece_continues(piece) == continues && memcmp(piece.data + skip, text, len) == 0) {
      *number = vocabulary->slots[slot] - 1;
      return true;
    }
  }
  return false;
}

static bool find_special(const struct relata_vocabulary *vocabulary, const char *name, uint32_t *number) {
  uint32_t hash = hash_start(false);
  for (const char *at = name; *at; at++)
    hash = hash_step(hash, (unsigned char)*at);
  return find_piece(vocabulary, name, strlen(name), false, hash, number);
}

enum relata_status relata_vocabulary_new(struct relata_vocabulary **out, const struct relata_tensor *strings,
                                         struct relata_error *error) {
  struct relata_vocabulary *made = calloc(1, sizeof *made);
  uint32_t slots = 64;
  while (slots / 2 < strings->dims[0] && slots < (1u << 30))
    slots *= 2;
  if (made)
    made->slots = calloc(slots, sizeof *made->slots);
  if (!made || !made->slots) {
    relata_vocabulary_free(made);
    return relata_error_set(error, RELATA_NO_MEMORY, NULL, 0, 0, "no memory for the vocabulary");
  }
  made->strings = *strings;
  made->mask = slots - 1;
  for (uint32_t i = 0; i < strings->dims[0]; i++)
    insert_piece(made, i);
  if (!find_special(made, "[CLS]", &made->cls) || !find_special(made, "[SEP]", &made->sep) ||
      !find_special(made, "[UNK]", &made->unknown)) {
    relata_vocabulary_free(made);
    return relata_error_set(error, RELATA_BAD_MODEL, NULL, 0, 0, "the vocabulary has no [CLS], [SEP] or [UNK]");
  }
  *out = made;
  return RELATA_OK;
}

void relata_vocabulary_free(struct relata_vocabulary *vocabulary) {
  if (!vocabulary)
    return;
  free(vocabulary->slots);
  free(vocabulary);
}

uint32_t relata_vocabulary_get_cls(const struct relata_vocabulary *vocabulary) {
  return vocabulary->cls;
}

uint32_t relata_vocabulary_get_sep(const struct relata_vocabulary *vocabulary) {
  return vocabulary->sep;
}

/* ----------------------------------------------------------------- cutting */

/* What is being cut: the run so far and the pieces so far. */
struct cutter {
  const struct relata_vocabulary *vocabulary;
  uint32_t *pieces;
  size_t count;
  char run[MOST_BYTES + 4];
  size_t length, characters;
};

static void add_piece(struct cutter *cutter, uint32_t piece) {
  if (cutter->count < RELATA_MOST_PIECES)
    cutter->pieces[cutter->count] = piece;
  cutter->count++;
}

/* The longest piece at `begin`; returns where it ends, or `begin` if there is none. */
static size_t longest_piece(const struct cutter *cutter, size_t begin, uint32_t *piece) {
  uint32_t hashes[MOST_BYTES + 4];
  uint32_t hash = hash_start(begin > 0);
  for (size_t i = begin; i < cutter->length; i++)
    hashes[i] = hash = hash_step(hash, (unsigned char)cutter->run[i]);
  for (size_t end = cutter->length; end > begin; end--)
    if (find_piece(cutter->vocabulary, cutter->run + begin, end - begin, begin > 0, hashes[end - 1], piece))
      return end;
  return begin;
}

static void end_run(struct cutter *cutter) {
  const size_t before = cutter->count;
  bool known = cutter->characters <= MOST_CHARACTERS;
  for (size_t at = 0; known && at < cutter->length;) {
    uint32_t piece = 0;
    const size_t end = longest_piece(cutter, at, &piece);
    known = end > at;
    if (known)
      add_piece(cutter, piece);
    at = end;
  }
  if (!known) {
    cutter->count = before;
    add_piece(cutter, cutter->vocabulary->unknown);
  }
  cutter->length = cutter->characters = 0;
}

static void add_character(struct cutter *cutter, utf8proc_int32_t c) {
  if (++cutter->characters <= MOST_CHARACTERS)
    cutter->length += (size_t)utf8proc_encode_char(c, (utf8proc_uint8_t *)cutter->run + cutter->length);
}

/* A character that is a run of its own. */
static void add_alone(struct cutter *cutter, utf8proc_int32_t c) {
  if (cutter->length)
    end_run(cutter);
  add_character(cutter, c);
  end_run(cutter);
}

static bool is_ideograph(utf8proc_int32_t c) {
  return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x20000 && c <= 0x2a6df) ||
         (c >= 0x2a700 && c <= 0x2ceaf) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0x2f800 && c <= 0x2fa1f);
}

static void add_ascii(struct cutter *cutter, char c) {
  if (c >= 'A' && c <= 'Z')
    add_character(cutter, c - 'A' + 'a');
  else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
    add_character(cutter, c);
  else if (c > ' ' && c < 0x7f)
    add_alone(cutter, c);
  else if (c == ' ' || (c >= '\t' && c <= '\r')) {
    if (cutter->length)
      end_run(cutter);
  }
}

static bool is_dropped(utf8proc_category_t category) {
  return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF || category == UTF8PROC_CATEGORY_CS ||
         category == UTF8PROC_CATEGORY_CO;
}

/* One character of the decomposition. */
static void add_decomposed(struct cutter *cutter, utf8proc_int32_t c) {
  if (c < 0x80) {
    add_ascii(cutter, (char)c);
    return;
  }
  const utf8proc_category_t category = utf8proc_category(c);
  if (category == UTF8PROC_CATEGORY_MN)
    return;
  if (category >= UTF8PROC_CATEGORY_ZS && category <= UTF8PROC_CATEGORY_ZP) {
    if (cutter->length)
      end_run(cutter);
  } else if (is_ideograph(c) || (category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO)) {
    add_alone(cutter, c);
  } else {
    add_character(cutter, utf8proc_tolower(c));
  }
}

static void add_wide(struct cutter *cutter, utf8proc_int32_t c) {
  if (c == 0xfffd || is_dropped(utf8proc_category(c)))
    return;
  utf8proc_int32_t parts[32];
  int last_class = 0;
  const utf8proc_ssize_t count = utf8proc_decompose_char(c, parts, 32, UTF8PROC_DECOMPOSE, &last_class);
  for (utf8proc_ssize_t i = 0; i < count && i < 32; i++)
    add_decomposed(cutter, parts[i]);
}

size_t relata_pieces_of(const struct relata_vocabulary *vocabulary, struct relata_str word,
                        uint32_t pieces[RELATA_MOST_PIECES]) {
  struct cutter cutter;
  cutter.vocabulary = vocabulary;
  cutter.pieces = pieces;
  cutter.count = cutter.length = cutter.characters = 0;
  const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)word.data, *end = at + word.len;
  while (at < end && cutter.count < RELATA_MOST_PIECES) {
    if (*at < 0x80) {
      add_ascii(&cutter, (char)*at++);
      continue;
    }
    utf8proc_int32_t c;
    const utf8proc_ssize_t length = utf8proc_iterate(at, end - at, &c);
    if (length > 0)
      add_wide(&cutter, c);
    at += length > 0 ? length : 1;
  }
  if (cutter.length && cutter.count < RELATA_MOST_PIECES)
    end_run(&cutter);
  if (cutter.count == 0)
    add_piece(&cutter, vocabulary->unknown);
  return cutter.count < RELATA_MOST_PIECES ? cutter.count : RELATA_MOST_PIECES;
}
