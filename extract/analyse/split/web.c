/* web.c — addresses: URLs, e-mail, host and file names. */
#include <string.h>
#include <strings.h>

#include "extract/analyse/split/lex.h"
#include "extract/analyse/split/lists.h"

static bool is_ascii_alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool starts(const struct lexer *lexer, size_t at, const char *prefix) {
  const size_t len = strlen(prefix);
  return lexer->end - at >= len && strncasecmp(lexer->text + at, prefix, len) == 0;
}

/* "http://" and every other "scheme://". */
static bool has_scheme(const struct lexer *lexer, size_t at) {
  size_t colon = at;
  while (colon < lexer->end && colon - at < 12 && is_ascii_alnum(lexer->text[colon]))
    colon++;
  return colon - at >= 2 && starts(lexer, colon, "://") && colon + 3 < lexer->end;
}

/* Without the marks that belong to the sentence around it. */
static size_t url_trim(const struct lexer *lexer, size_t at, size_t end) {
  const bool bracket = memchr(lexer->text + at, '(', end - at) != NULL;
  while (end > at + 1) {
    const char c = lexer->text[end - 1];
    if (!strchr(".,;:!?'\"*]", c) && (c != ')' || bracket))
      break;
    end--;
  }
  return end;
}

static size_t url_end(const struct lexer *lexer, size_t at) {
  size_t end = at;
  while (end < lexer->end) {
    size_t bytes;
    const enum char_class class = char_class_at(lexer->text, end, lexer->end, &bytes);
    const char c = lexer->text[end];
    if (c == '<' || c == '>' || c == '"' || (class == CHAR_QUOTE && c != '\'' && c != '`'))
      break;
    end += bytes;
  }
  return url_trim(lexer, at, end);
}

/* The end of a run of host characters, without dots and hyphens at its end. */
static size_t host_run_end(const struct lexer *lexer, size_t at) {
  size_t end = at;
  while (end < lexer->end && (is_ascii_alnum(lexer->text[end]) || strchr(".-_", lexer->text[end])))
    end++;
  while (end > at && !is_ascii_alnum(lexer->text[end - 1]))
    end--;
  return end;
}

static size_t email_end(const struct lexer *lexer, size_t at) {
  size_t sign = at;
  while (sign < lexer->end && (is_ascii_alnum(lexer->text[sign]) || strchr(".-_%+", lexer->text[sign])))
    sign++;
  if (sign == at || lex_byte(lexer, sign) != '@')
    return at;
  const size_t end = host_run_end(lexer, sign + 1);
  return end > sign + 1 && memchr(lexer->text + sign + 1, '.', end - sign - 1) ? end : at;
}

static bool all_same_case(const char *word, size_t len) {
  bool lower = false, upper = false;
  for (size_t i = 0; i < len; i++) {
    lower |= word[i] >= 'a' && word[i] <= 'z';
    upper |= word[i] >= 'A' && word[i] <= 'Z';
  }
  return !(lower && upper);
}

static size_t count_dots(const char *text, size_t len) {
  size_t dots = 0;
  for (size_t i = 0; i < len; i++)
    dots += text[i] == '.' && i + 1 < len && text[i + 1] != '.';
  return dots;
}

/* "sci.space.news": small letters and two dots or more. */
static bool is_dotted_name(const char *name, size_t len) {
  size_t dots = 0, part = 0;
  for (size_t i = 0; i < len; i++) {
    if (name[i] == '.') {
      if (part < 2)
        return false;
      dots++;
      part = 0;
    } else if (name[i] < 'a' || name[i] > 'z')
      return false;
    else
      part++;
  }
  return dots >= 2 && part >= 2;
}

/* Is [at, end) a name whose last part is a known ending?  "Idlib.The" is not. */
static bool is_host_or_file(const struct lexer *lexer, size_t at, size_t end) {
  const char *name = lexer->text + at;
  const size_t len = end - at;
  const char *dot = memrchr(name, '.', len);
  if (!dot || dot == name || !is_ascii_alnum(dot[-1]))
    return false;
  if (is_dotted_name(name, len))
    return true;
  const size_t last = len - (size_t)(dot + 1 - name);
  const char *when = list_find("endings", dot + 1, last, true);
  if (!when || !all_same_case(dot + 1, last))
    return false;
  const bool lower = dot[1] >= 'a' || (dot[1] >= '0' && dot[1] <= '9');
  if (strcmp(when, "any") == 0)
    return true;
  return lower && (strcmp(when, "lower") == 0 || count_dots(name, len) >= 2);
}

size_t lex_address_end(struct lexer *lexer, size_t at) {
  if (has_scheme(lexer, at) || starts(lexer, at, "mailto:") || starts(lexer, at, "www."))
    return url_end(lexer, at);
  if (at < lexer->no_address)
    return at;
  const size_t email = email_end(lexer, at);
  if (email > at)
    return email;
  const size_t end = host_run_end(lexer, at);
  if (is_host_or_file(lexer, at, end))
    return lex_byte(lexer, end) == '/' && is_ascii_alnum(lex_byte(lexer, end + 1)) ? url_end(lexer, at) : end;
  lexer->no_address = end;
  return at;
}
