/* kind.c — what kind of file is this?  Content that shows it plainly decides,
 * then the name.
 */
#include "extract/read/read.h"

#include <string.h>

static bool is_start_space(char c) {
  return read_is_space(c) || c == '\0' || (unsigned char)c == 0xef || (unsigned char)c == 0xbb ||
         (unsigned char)c == 0xbf || (unsigned char)c == 0xff || (unsigned char)c == 0xfe;
}

/* Without white space, byte order marks and the zeros of UTF-16. */
static size_t squeeze(struct relata_str sample, char *out, size_t size) {
  size_t len = 0, at = 0;
  while (at < sample.len && is_start_space(sample.data[at]))
    at++;
  for (; at < sample.len && len < size; at++)
    if (sample.data[at])
      out[len++] = sample.data[at];
  return len;
}

static bool has(struct relata_str text, const char *word) {
  const struct relata_str needle = relata_str_of(word);
  for (size_t i = 0; i + needle.len <= text.len; i++)
    if (read_begins_with_nocase(read_after(text, i), needle))
      return true;
  return false;
}

/* Ten columns with tabs, the first a number. */
static bool is_conllu(struct relata_str text) {
  while (text.len && text.data[0] == '#') {
    const size_t end = read_find(text, RELATA_STR("\n"));
    text = read_after(text, end + 1);
  }
  if (!text.len || !read_is_digit(text.data[0]))
    return false;
  const size_t end = read_find(text, RELATA_STR("\n"));
  size_t tabs = 0;
  for (size_t i = 0; i < end; i++)
    tabs += text.data[i] == '\t';
  return tabs == 9;
}

static enum relata_input find_markup(struct relata_str start) {
  if (has(start, "<rss") || has(start, "<feed") || has(start, "<rdf:rdf"))
    return RELATA_INPUT_FEED;
  if (has(start, "<!doctype html") || has(start, "<html") || has(start, "<head") || has(start, "<body"))
    return RELATA_INPUT_HTML;
  return RELATA_INPUT_AUTO;
}

/* Does a second record begin on a line of its own? */
static bool has_second_record(struct relata_str text) {
  for (size_t i = 1; i < text.len; i++) {
    if (text.data[i - 1] != '\n' || text.data[i] != '{')
      continue;
    size_t before = i;
    while (before > 0 && read_is_space(text.data[before - 1]))
      before--;
    if (before > 0 && text.data[before - 1] == '}')
      return true;
  }
  return false;
}

static enum relata_input find_json(struct relata_str start) {
  size_t at = 1;
  while (at < start.len && read_is_space(start.data[at]))
    at++;
  if (at >= start.len || (start.data[at] != '"' && start.data[at] != '}'))
    return RELATA_INPUT_AUTO;
  return has_second_record(start) ? RELATA_INPUT_JSONL : RELATA_INPUT_JSON;
}

static enum relata_input find_by_content(struct relata_str start) {
  if (read_begins_with(start, "%PDF-"))
    return RELATA_INPUT_PDF;
  if (start.len && start.data[0] == '<')
    return find_markup(start);
  if (start.len && start.data[0] == '{')
    return find_json(start);
  return is_conllu(start) ? RELATA_INPUT_CONLLU : RELATA_INPUT_AUTO;
}

static enum relata_input find_by_name(const char *path) {
  static const struct {
    const char *suffix;
    enum relata_input input;
  } names[] = {{".txt", RELATA_INPUT_TEXT},     {".md", RELATA_INPUT_MARKDOWN}, {".markdown", RELATA_INPUT_MARKDOWN},
               {".html", RELATA_INPUT_HTML},    {".htm", RELATA_INPUT_HTML},    {".xhtml", RELATA_INPUT_HTML},
               {".json", RELATA_INPUT_JSON},    {".jsonl", RELATA_INPUT_JSONL}, {".ndjson", RELATA_INPUT_JSONL},
               {".rss", RELATA_INPUT_FEED},     {".atom", RELATA_INPUT_FEED},   {".pdf", RELATA_INPUT_PDF},
               {".conllu", RELATA_INPUT_CONLLU}};
  struct relata_str name = relata_str_of(path);
  const struct relata_str packed[] = {RELATA_STR(".gz"), RELATA_STR(".zst")};
  for (size_t i = 0; i < 2; i++)
    if (name.len > packed[i].len && read_equal_nocase(read_after(name, name.len - packed[i].len), packed[i]))
      name.len -= packed[i].len;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const struct relata_str suffix = relata_str_of(names[i].suffix);
    if (name.len > suffix.len && read_equal_nocase(read_after(name, name.len - suffix.len), suffix))
      return names[i].input;
  }
  return RELATA_INPUT_AUTO;
}

enum relata_input read_kind_find(const char *path, struct relata_str sample) {
  char bytes[4096];
  const struct relata_str start = {bytes, squeeze(sample, bytes, sizeof bytes)};
  const enum relata_input by_name = find_by_name(path), by_content = find_by_content(start);
  const bool is_json = by_content == RELATA_INPUT_JSON || by_content == RELATA_INPUT_JSONL;
  if (by_content == RELATA_INPUT_AUTO)
    return by_name == RELATA_INPUT_AUTO ? RELATA_INPUT_TEXT : by_name;
  if (is_json && by_name == RELATA_INPUT_JSONL)
    return RELATA_INPUT_JSONL;
  if (by_name == RELATA_INPUT_MARKDOWN && by_content != RELATA_INPUT_PDF)
    return RELATA_INPUT_MARKDOWN; /* may begin with a tag */
  return by_content;
}
