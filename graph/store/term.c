/* term.c — making and taking apart canonical N-Triples terms. */
#include "graph/store/term.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "extract/base/out.h"

static const char xsd_string[] = "http://www.w3.org/2001/XMLSchema#string";

enum term_kind term_get_kind(struct relata_str term) {
  if (term.len && term.data[0] == '<')
    return TERM_IRI;
  return term.len && term.data[0] == '_' ? TERM_BLANK : TERM_LITERAL;
}

static bool iri_may_hold(unsigned char c) {
  switch (c) {
  case '<':
  case '>':
  case '"':
  case '{':
  case '}':
  case '|':
  case '^':
  case '`':
  case '\\':
    return false;
  default:
    return c > 0x20 && c != 0x7f;
  }
}

static size_t put_iri(char *to, struct relata_str text) {
  static const char hex[] = "0123456789ABCDEF";
  size_t len = 0;
  for (size_t i = 0; i < text.len; i++) {
    const unsigned char c = (unsigned char)text.data[i];
    if (iri_may_hold(c)) {
      to[len++] = (char)c;
    } else {
      to[len++] = '%';
      to[len++] = hex[c >> 4];
      to[len++] = hex[c & 15];
    }
  }
  return len;
}

struct relata_str term_iri(struct relata_arena *arena, struct relata_str stem, struct relata_str local) {
  char *data = relata_arena_alloc(arena, 3 * (stem.len + local.len) + 3);
  size_t len = 0;
  data[len++] = '<';
  len += put_iri(data + len, stem);
  len += put_iri(data + len, local);
  data[len++] = '>';
  return (struct relata_str){ data, len };
}

struct relata_str term_blank(struct relata_arena *arena, struct relata_str label) {
  return relata_arena_print(arena, "_:%.*s", (int)label.len, label.data);
}

/* Length of the well-formed UTF-8 sequence at `at`, 0 where there is none. */
static size_t utf8_sequence(struct relata_str text, size_t at) {
  const unsigned char *s = (const unsigned char *)text.data + at;
  const size_t left = text.len - at;
  if (s[0] < 0x80)
    return 1;
  size_t need;
  unsigned char low = 0x80, high = 0xbf;
  if (s[0] >= 0xc2 && s[0] <= 0xdf) {
    need = 2;
  } else if (s[0] >= 0xe0 && s[0] <= 0xef) {
    need = 3;
    low = s[0] == 0xe0 ? 0xa0 : 0x80;
    high = s[0] == 0xed ? 0x9f : 0xbf;
  } else if (s[0] >= 0xf0 && s[0] <= 0xf4) {
    need = 4;
    low = s[0] == 0xf0 ? 0x90 : 0x80;
    high = s[0] == 0xf4 ? 0x8f : 0xbf;
  } else {
    return 0;
  }
  if (left < need || s[1] < low || s[1] > high)
    return 0;
  for (size_t i = 2; i < need; i++)
    if ((s[i] & 0xc0) != 0x80)
      return 0;
  return need;
}

static size_t put_control(char *to, unsigned char c) {
  static const char hex[] = "0123456789ABCDEF";
  const char letter = relata_escape_letter(c);
  to[0] = '\\';
  if (letter) {
    to[1] = letter;
    return 2;
  }
  memcpy(to + 1, "u00", 3);
  to[4] = hex[c >> 4];
  to[5] = hex[c & 15];
  return 6;
}

static size_t put_escaped(char *to, struct relata_str text) {
  size_t len = 0;
  for (size_t i = 0; i < text.len;) {
    const unsigned char c = (unsigned char)text.data[i];
    const size_t sequence = utf8_sequence(text, i);
    if (sequence == 0) {
      memcpy(to + len, "\xef\xbf\xbd", 3);
      len += 3;
      i++;
    } else if (sequence == 1 && (c < 0x20 || c == 0x7f || c == '"' || c == '\\')) {
      len += put_control(to + len, c);
      i++;
    } else {
      memcpy(to + len, text.data + i, sequence);
      len += sequence;
      i += sequence;
    }
  }
  return len;
}

struct relata_str term_literal(struct relata_arena *arena, struct relata_str value, struct relata_str datatype,
                               struct relata_str language) {
  char *data = relata_arena_alloc(arena, 6 * value.len + 3 * datatype.len + language.len + 7);
  size_t len = 0;
  data[len++] = '"';
  len += put_escaped(data + len, value);
  data[len++] = '"';
  if (language.len) {
    data[len++] = '@';
    for (size_t i = 0; i < language.len; i++) /* tags are the same in whatever case: RDF 1.1 lets us choose one */
      data[len++] = language.data[i] >= 'A' && language.data[i] <= 'Z' ? (char)(language.data[i] + 32) : language.data[i];
  } else if (datatype.len && !relata_str_is(datatype, xsd_string)) {
    memcpy(data + len, "^^<", 3);
    len += 3;
    len += put_iri(data + len, datatype);
    data[len++] = '>';
  }
  return (struct relata_str){ data, len };
}

/* One escape after its backslash; our own terms hold no \U. */
static size_t undo_escape(char *to, struct relata_str text, size_t *at) {
  static const char from[] = "nrtbf", plain[] = "\n\r\t\b\f";
  const char c = text.data[(*at)++];
  const char *letter = strchr(from, c);
  if (letter && c) {
    *to = plain[letter - from];
    return 1;
  }
  if (c == 'u' && text.len - *at >= 4) {
    char digits[5] = { 0 };
    memcpy(digits, text.data + *at, 4);
    *at += 4;
    return (size_t)utf8proc_encode_char((utf8proc_int32_t)strtoul(digits, NULL, 16), (utf8proc_uint8_t *)to);
  }
  *to = c;
  return 1;
}

static struct relata_str unescape(struct relata_arena *arena, struct relata_str text) {
  if (!text.len || !memchr(text.data, '\\', text.len))
    return text;
  char *data = relata_arena_alloc(arena, text.len + 1);
  size_t len = 0;
  for (size_t i = 0; i < text.len;) {
    const char c = text.data[i++];
    if (c == '\\' && i < text.len)
      len += undo_escape(data + len, text, &i);
    else
      data[len++] = c;
  }
  return (struct relata_str){ data, len };
}

struct relata_str term_as_iri(struct relata_str term) {
  if (term_get_kind(term) != TERM_IRI || term.len < 2)
    return (struct relata_str){ NULL, 0 };
  return (struct relata_str){ term.data + 1, term.len - 2 };
}

static struct relata_str str_from(struct relata_str text, size_t begin) {
  return (struct relata_str){ text.data + begin, text.len - begin };
}

struct term_parts term_split(struct relata_arena *arena, struct relata_str term) {
  struct term_parts parts = { .kind = term_get_kind(term) };
  if (parts.kind == TERM_IRI) {
    parts.value = term_as_iri(term);
    return parts;
  }
  if (parts.kind == TERM_BLANK) {
    parts.value = str_from(term, term.len < 2 ? term.len : 2);
    return parts;
  }
  const char *quote = term.len ? memrchr(term.data, '"', term.len) : NULL;
  if (!quote || quote == term.data)
    return parts;
  const size_t close = (size_t)(quote - term.data);
  const struct relata_str rest = str_from(term, close + 1);
  parts.value = unescape(arena, (struct relata_str){ term.data + 1, close - 1 });
  if (rest.len > 1 && rest.data[0] == '@')
    parts.language = str_from(rest, 1);
  else if (rest.len > 4 && rest.data[0] == '^')
    parts.datatype = (struct relata_str){ rest.data + 3, rest.len - 4 };
  return parts;
}

size_t utf8_length(struct relata_str text) {
  size_t characters = 0;
  for (size_t i = 0; i < text.len; i++)
    characters += ((unsigned char)text.data[i] & 0xc0) != 0x80;
  return characters;
}

size_t utf8_offset(struct relata_str text, size_t characters) {
  size_t at = 0;
  while (at < text.len && characters) {
    at++;
    while (at < text.len && ((unsigned char)text.data[at] & 0xc0) == 0x80)
      at++;
    characters--;
  }
  return at;
}
