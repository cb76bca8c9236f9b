/* word.c — words: what joins letters, abbreviations, hyphens, clitics. */
#include <string.h>

#include "extract/analyse/split/lex.h"
#include "extract/analyse/split/lists.h"

/* "d**n": asterisks between letters. */
static size_t masked_bytes(const struct lexer *lexer, size_t at) {
  size_t end = at;
  while (lex_byte(lexer, end) == '*')
    end++;
  return char_class_is_letter(lex_class(lexer, end)) ? end - at : 0;
}

/* Does the mark at `at` hold two letters together?  Returns its bytes, or 0. */
static size_t joint_bytes(const struct lexer *lexer, size_t at) {
  uint32_t c;
  const size_t bytes = char_decode(lexer->text, at, lexer->end, &c);
  const enum char_class after = lex_class(lexer, at + bytes);
  if (char_is_apostrophe(c))
    return char_class_is_letter(after) ? bytes : 0;
  if (c == '*')
    return masked_bytes(lexer, at);
  return (c == '&' || c == '@') && char_class_is_alnum(after) ? bytes : 0;
}

size_t lex_core_end(const struct lexer *lexer, size_t at) {
  const size_t begin = at;
  while (at < lexer->end) {
    size_t bytes;
    const enum char_class class = char_class_at(lexer->text, at, lexer->end, &bytes);
    if (!char_class_is_alnum(class) && class != CHAR_JOINED && lexer->text[at] != '_')
      bytes = at > begin ? joint_bytes(lexer, at) : 0;
    if (bytes == 0)
      break;
    at += bytes;
  }
  return at;
}

/* ----------------------------------------------------------- abbreviations */

static bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "U.S.", "i.e", "p.m.": single letters with dots between; `at` if fewer than two. */
static size_t dotted_end(const struct lexer *lexer, size_t at) {
  size_t letters = 0, end = at;
  while (is_ascii_letter(lex_byte(lexer, end)) && !char_class_is_alnum(lex_class(lexer, end + 1))) {
    letters++;
    end++;
    if (lex_byte(lexer, end) != '.')
      break;
    end++;
  }
  return letters >= 2 ? end : at;
}

/* The first character behind the stop at `stop`, in the next chunk if need be. */
static size_t place_behind(const struct lexer *lexer, size_t stop) {
  return stop + 1 < lexer->end ? stop + 1 : lexer->next;
}

static enum char_class class_behind(const struct lexer *lexer, size_t stop) {
  size_t bytes;
  return char_class_at(lexer->text, place_behind(lexer, stop), lexer->paragraph_end, &bytes);
}

/* One of `marks` behind the stop: the sentence goes on. */
static bool is_followed_by(const struct lexer *lexer, size_t stop, const char *marks) {
  const size_t at = place_behind(lexer, stop);
  return at < lexer->paragraph_end && lexer->text[at] && strchr(marks, lexer->text[at]);
}

/* "J. Smith", but not "Part I. The …" or a paragraph's last word. */
static bool is_initial(const struct lexer *lexer, size_t begin, size_t stop) {
  const char c = lexer->text[begin];
  if (stop - begin != 1 || c < 'A' || c > 'Z' || c == 'I')
    return false;
  return char_class_is_alnum(class_behind(lexer, stop)) || is_followed_by(lexer, stop, ",;:)]");
}

static bool keeps_stop(const struct lexer *lexer, size_t begin, size_t stop) {
  if (is_initial(lexer, begin, stop))
    return true;
  const char *when = list_find("abbreviations", lexer->text + begin, stop - begin, true);
  if (!when)
    return false;
  const enum char_class behind = class_behind(lexer, stop);
  if (strcmp(when, "number") == 0)
    return behind == CHAR_DIGIT;
  if (strcmp(when, "name") == 0)
    return behind == CHAR_UPPER || behind == CHAR_DIGIT || is_followed_by(lexer, stop, ",");
  if (strcmp(when, "inner") == 0 && (behind == CHAR_UPPER || behind == CHAR_SPACE))
    return false;
  return lex_byte(lexer, stop + 1) != '.' || lex_byte(lexer, stop + 2) != '.'; /* "etc..." */
}

/* The end of the word at `begin` with the stop that belongs to it. */
static size_t with_stop(const struct lexer *lexer, size_t begin, size_t end) {
  if (lex_byte(lexer, end) != '.')
    return end;
  const size_t dotted = dotted_end(lexer, begin);
  if (dotted > begin)
    return dotted;
  if (keeps_stop(lexer, begin, end))
    return end + 1;
  const size_t second = lex_core_end(lexer, end + 1); /* "Ph.D." */
  if (second == end + 1 || !list_find("abbreviations", lexer->text + begin, second - begin, true))
    return end;
  return lex_byte(lexer, second) == '.' ? second + 1 : second;
}

/* ----------------------------------------------------------------- hyphens */

/* "pre- and post-war", or speech that breaks off, "th-". */
static bool keeps_hyphen(const struct lexer *lexer, size_t part, size_t hyphen) {
  if (hyphen + 1 < lexer->end || lexer->next == lexer->end)
    return false;
  const bool broken_off = hyphen - part <= 2 && !list_find("words", lexer->text + part, hyphen - part, true);
  return broken_off || list_find("prefixes", lexer->text + part, hyphen - part, true);
}

/* "co-founder", "mid-August", "Nasser-esque" are one word; "long-term" is three. */
static size_t with_affixes(const struct lexer *lexer, size_t begin, size_t end) {
  size_t part = begin;
  while (lex_byte(lexer, end) == '-') {
    const size_t next = lex_core_end(lexer, end + 1);
    if (next == end + 1)
      return keeps_hyphen(lexer, part, end) ? end + 1 : end;
    const char *prefix = list_find("prefixes", lexer->text + part, end - part, true);
    const bool prefixed = prefix && (*prefix || char_class_is_letter(lex_class(lexer, end + 1)));
    if (!prefixed && !list_find("suffixes", lexer->text + end + 1, next - end - 1, true))
      break;
    part = end + 1;
    end = next;
  }
  return end;
}

/* ----------------------------------------------------------------- clitics */

/* Adds [begin, end) cut at the '|' of `pattern`, which counts characters. */
static void add_pattern(struct lexer *lexer, size_t begin, size_t end, const char *pattern) {
  size_t at = begin;
  for (; *pattern && at < end; pattern++) {
    if (*pattern == '|') {
      pieces_add(lexer->pieces, begin, at);
      begin = at;
      continue;
    }
    uint32_t c;
    at += char_decode(lexer->text, at, end, &c);
  }
  pieces_add(lexer->pieces, begin, end);
}

/* Where the clitic at the end of [begin, end) begins; `end` if there is none. */
static size_t clitic_begin(const struct lexer *lexer, size_t begin, size_t end) {
  size_t apostrophe = end;
  for (size_t at = begin; at < end;) {
    uint32_t c;
    const size_t bytes = char_decode(lexer->text, at, end, &c);
    if (char_is_apostrophe(c))
      apostrophe = at;
    at += bytes;
  }
  if (apostrophe == end || apostrophe == begin)
    return end;
  const char before = lexer->text[apostrophe - 1];
  if ((before == 'n' || before == 'N') && list_find("negations", lexer->text + apostrophe, end - apostrophe, true))
    return apostrophe - 1 > begin ? apostrophe - 1 : end;
  return list_find("clitics", lexer->text + apostrophe, end - apostrophe, true) ? apostrophe : end;
}

void lex_add_cut(struct lexer *lexer, size_t begin, size_t end) {
  const char *pattern = list_find("contractions", lexer->text + begin, end - begin, true);
  if (pattern) {
    add_pattern(lexer, begin, end, pattern);
    return;
  }
  const size_t last = clitic_begin(lexer, begin, end);
  const size_t first = last < end ? clitic_begin(lexer, begin, last) : last; /* "shouldn't've" */
  pieces_add(lexer->pieces, begin, first);
  pieces_add(lexer->pieces, first, last);
  pieces_add(lexer->pieces, last, end);
}

/* "w/o", "c/o", "US$" */
static size_t marked_word_end(const struct lexer *lexer, size_t begin, size_t end) {
  const char mark = lex_byte(lexer, end);
  if (mark != '/' && mark != '$')
    return end;
  const size_t second = mark == '/' ? lex_core_end(lexer, end + 1) : end + 1;
  return list_find("whole", lexer->text + begin, second - begin, true) ? second : end;
}

size_t lex_word(struct lexer *lexer, size_t at) {
  size_t end = lex_core_end(lexer, at);
  const size_t marked = marked_word_end(lexer, at, end);
  const size_t stopped = marked > end ? marked : with_stop(lexer, at, end);
  if (stopped > end) {
    pieces_add(lexer->pieces, at, stopped);
    return stopped;
  }
  end = with_affixes(lexer, at, end);
  lex_add_cut(lexer, at, end);
  return end;
}
