/* str.c — string views. */
#include "extract/extract.h"

#include <string.h>

struct relata_str relata_str_of(const char *terminated) {
  return (struct relata_str){ terminated, terminated ? strlen(terminated) : 0 };
}

bool relata_str_equal(struct relata_str a, struct relata_str b) {
  return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

bool relata_str_is(struct relata_str a, const char *terminated) {
  return relata_str_equal(a, relata_str_of(terminated));
}

int relata_str_compare(struct relata_str a, struct relata_str b) {
  const size_t shorter = a.len < b.len ? a.len : b.len;
  const int order = shorter ? memcmp(a.data, b.data, shorter) : 0;
  if (order != 0)
    return order;
  return (a.len > b.len) - (a.len < b.len);
}

static bool is_ascii_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

struct relata_str relata_str_trim(struct relata_str text) {
  while (text.len && is_ascii_space(text.data[0])) {
    text.data++;
    text.len--;
  }
  while (text.len && is_ascii_space(text.data[text.len - 1]))
    text.len--;
  return text;
}

/* FNV-1a, 64 bits (Fowler, Noll and Vo), with a final mix so that the low bits
 * of short words differ enough for a table of a power of two. */
uint64_t relata_str_hash(struct relata_str text) {
  uint64_t hash = UINT64_C(0xcbf29ce484222325);
  for (size_t i = 0; i < text.len; i++)
    hash = (hash ^ (unsigned char)text.data[i]) * UINT64_C(0x100000001b3);
  hash ^= hash >> 32;
  return hash;
}

size_t relata_str_search(struct relata_str wanted, const void *records, size_t count, size_t size) {
  size_t low = 0, high = count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const int order = relata_str_compare(*(const struct relata_str *)((const char *)records + middle * size), wanted);
    if (order == 0)
      return middle;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return count;
}
