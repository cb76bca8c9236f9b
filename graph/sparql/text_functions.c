/* text_functions.c — see text_functions.h; regular expressions by PCRE2. */
#include "graph/sparql/text_functions.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "graph/store/term.h"

struct relata_str text_change_case(struct relata_arena *arena, struct relata_str text, bool upper) {
  char *data = relata_arena_alloc(arena, 4 * text.len + 1);
  size_t len = 0;
  for (size_t i = 0; i < text.len;) {
    utf8proc_int32_t code;
    const utf8proc_ssize_t step =
      utf8proc_iterate((const utf8proc_uint8_t *)text.data + i, (utf8proc_ssize_t)(text.len - i), &code);
    if (step <= 0) {
      data[len++] = text.data[i++];
      continue;
    }
    code = upper ? utf8proc_toupper(code) : utf8proc_tolower(code);
    len += (size_t)utf8proc_encode_char(code, (utf8proc_uint8_t *)data + len);
    i += (size_t)step;
  }
  return (struct relata_str){ data, len };
}

struct relata_str text_encode_for_uri(struct relata_arena *arena, struct relata_str text) {
  static const char hex[] = "0123456789ABCDEF";
  char *data = relata_arena_alloc(arena, 3 * text.len + 1);
  size_t len = 0;
  for (size_t i = 0; i < text.len; i++) {
    const unsigned char c = (unsigned char)text.data[i];
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '_' || c == '.' || c == '~';
    if (plain) {
      data[len++] = (char)c;
    } else {
      data[len++] = '%';
      data[len++] = hex[c >> 4];
      data[len++] = hex[c & 15];
    }
  }
  return (struct relata_str){ data, len };
}

bool text_language_matches(struct relata_str language, struct relata_str range) {
  if (relata_str_is(range, "*"))
    return language.len > 0;
  return range.len > 0 && language.len >= range.len && strncasecmp(language.data, range.data, range.len) == 0 &&
         (language.len == range.len || language.data[range.len] == '-');
}

struct relata_str text_substring(struct relata_str text, double start, double length) {
  const double begin = floor(start + 0.5), end = isinf(length) ? INFINITY : begin + floor(length + 0.5);
  if (isnan(begin) || isnan(end) || end <= 1)
    return RELATA_STR("");
  const size_t skipped = begin > 1 ? (begin > 1e15 ? text.len : (size_t)(begin - 1)) : 0;
  const size_t from = utf8_offset(text, skipped);
  const struct relata_str rest = { text.data + from, text.len - from };
  if (end > 1e15)
    return rest;
  const double wanted = end - 1 - (double)skipped;
  return (struct relata_str){ rest.data, wanted > 0 ? utf8_offset(rest, (size_t)wanted) : 0 };
}

/* ------------------------------------------------------------------ regular expressions */

static bool read_flags(struct relata_str flags, uint32_t *options) {
  *options = PCRE2_UTF | PCRE2_UCP;
  for (size_t i = 0; i < flags.len; i++) {
    switch (flags.data[i]) {
    case 's':
      *options |= PCRE2_DOTALL;
      break;
    case 'm':
      *options |= PCRE2_MULTILINE;
      break;
    case 'i':
      *options |= PCRE2_CASELESS;
      break;
    case 'x':
      *options |= PCRE2_EXTENDED;
      break;
    case 'q':
      *options = (*options | PCRE2_LITERAL) & ~(uint32_t)PCRE2_UCP;
      break;
    default:
      return false;
    }
  }
  return true;
}

static pcre2_code *compile(struct relata_str pattern, struct relata_str flags) {
  uint32_t options;
  int number;
  PCRE2_SIZE offset;
  if (!read_flags(flags, &options))
    return NULL;
  const char *data = pattern.len ? pattern.data : "";
  return pcre2_compile((PCRE2_SPTR)data, pattern.len, options, &number, &offset, NULL);
}

/* A pattern that explodes gives up instead of running for ever. */
static pcre2_match_context *limited(void) {
  pcre2_match_context *context = pcre2_match_context_create(NULL);
  if (!context)
    abort();
  pcre2_set_match_limit(context, 1000000);
  pcre2_set_depth_limit(context, 10000);
  return context;
}

void patterns_free(struct patterns *patterns) {
  pcre2_match_data_free(patterns->found);
  pcre2_match_context_free(patterns->context);
  pcre2_code_free(patterns->code);
  relata_arena_free(patterns->arena);
  *patterns = (struct patterns){ 0 };
}

/* NULL when pattern or flags are wrong. */
static const pcre2_code *compiled(struct patterns *patterns, struct relata_str pattern, struct relata_str flags) {
  if (patterns->code && relata_str_equal(patterns->pattern, pattern) && relata_str_equal(patterns->flags, flags))
    return patterns->code;
  patterns_free(patterns);
  pcre2_code *code = compile(pattern, flags);
  if (!code)
    return NULL;
  pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); /* where it cannot, the interpreter matches */
  *patterns = (struct patterns){ .arena = relata_arena_new(),
                                 .code = code,
                                 .context = limited(),
                                 .found = pcre2_match_data_create_from_pattern(code, NULL) };
  patterns->pattern = relata_arena_copy(patterns->arena, pattern);
  patterns->flags = relata_arena_copy(patterns->arena, flags);
  return code;
}

bool text_matches(struct patterns *patterns, struct relata_str text, struct relata_str pattern, struct relata_str flags,
                  bool *matches) {
  const pcre2_code *code = compiled(patterns, pattern, flags);
  if (!code)
    return false;
  const PCRE2_SPTR subject = (PCRE2_SPTR)(text.len ? text.data : "");
  int result = pcre2_match(code, subject, text.len, 0, 0, patterns->found, patterns->context);
  if (result == PCRE2_ERROR_JIT_STACKLIMIT)
    result = pcre2_match(code, subject, text.len, 0, PCRE2_NO_JIT, patterns->found, patterns->context);
  *matches = result >= 0;
  return result >= 0 || result == PCRE2_ERROR_NOMATCH;
}

/* XPath's "$1", "\$", "\\" as PCRE2's "${1}", "$$", "\". */
static struct relata_str pcre_replacement(struct relata_arena *arena, struct relata_str text) {
  char *data = relata_arena_alloc(arena, 4 * text.len + 1);
  size_t len = 0;
  for (size_t i = 0; i < text.len; i++) {
    const char c = text.data[i], next = i + 1 < text.len ? text.data[i + 1] : '\0';
    if (c == '\\' && (next == '\\' || next == '$')) {
      data[len++] = next;
      if (next == '$')
        data[len++] = '$';
      i++;
    } else if (c == '$' && next >= '0' && next <= '9') {
      memcpy(data + len, "${", 2);
      data[len + 2] = next;
      data[len + 3] = '}';
      len += 4;
      i++;
    } else {
      data[len++] = c;
    }
  }
  return (struct relata_str){ data, len };
}

/* XPath forbids a pattern that matches nothing at all. */
static bool matches_nothing(const pcre2_code *code, pcre2_match_context *context) {
  pcre2_match_data *found = pcre2_match_data_create_from_pattern(code, NULL);
  const int result = pcre2_match(code, (PCRE2_SPTR) "", 0, 0, 0, found, context);
  pcre2_match_data_free(found);
  return result >= 0;
}

bool text_replace(struct relata_arena *arena, struct relata_str text, struct relata_str pattern,
                  struct relata_str replacement, struct relata_str flags, struct relata_str *out) {
  pcre2_code *code = compile(pattern, flags);
  if (!code)
    return false;
  const bool literal = flags.len && memchr(flags.data, 'q', flags.len);
  const struct relata_str with = literal ? replacement : pcre_replacement(arena, replacement);
  const uint32_t options = PCRE2_SUBSTITUTE_GLOBAL | PCRE2_SUBSTITUTE_OVERFLOW_LENGTH | PCRE2_SUBSTITUTE_UNSET_EMPTY |
                           PCRE2_SUBSTITUTE_UNKNOWN_UNSET | (literal ? PCRE2_SUBSTITUTE_LITERAL : 0);
  pcre2_match_context *context = limited();
  int result = -1;
  if (!matches_nothing(code, context)) {
    PCRE2_SIZE size = text.len + 256;
    for (int tries = 0; tries < 2; tries++) {
      char *data = relata_arena_alloc(arena, size + 1);
      PCRE2_SIZE len = size;
      result = pcre2_substitute(code, (PCRE2_SPTR)(text.len ? text.data : ""), text.len, 0, options, NULL, context,
                                (PCRE2_SPTR)(with.len ? with.data : ""), with.len, (PCRE2_UCHAR *)data, &len);
      *out = (struct relata_str){ data, len };
      if (result != PCRE2_ERROR_NOMEMORY || len > LONGEST_TEXT)
        break;
      size = len + 1;
    }
  }
  pcre2_match_context_free(context);
  pcre2_code_free(code);
  return result >= 0;
}
