/* lines.c — lines to paragraphs: joins the lines of a hard-wrapped text, keeps
 * lines that are paragraphs of their own.
 *
 * Hard-wrapped is a text where the next line's first word would mostly not
 * have fitted: line + blank + word is wider than the widest line.
 */
#include "extract/read/read.h"

#include <string.h>

enum { WIDEST_WRAP = 130, NARROWEST_WRAP = 40, FEWEST_PAIRS = 3, INDENT = 2 };

void read_lines_init(struct read_lines *lines, struct read_cleaner *cleaner) {
  memset(lines, 0, sizeof *lines);
  lines->cleaner = cleaner;
}

void read_lines_free(struct read_lines *lines) {
  read_text_free(&lines->paragraph);
}

struct line {
  size_t begin, end; /* without its end */
  size_t next;       /* where the next one begins */
  bool ended;        /* it has an end */
};

/* Up to "\n", "\r", "\r\n" or a form feed. */
static struct line get_line(struct relata_str text, size_t at) {
  size_t end = at;
  while (end < text.len && text.data[end] != '\n' && text.data[end] != '\r' && text.data[end] != '\f')
    end++;
  if (end == text.len)
    return (struct line){at, end, end, false};
  const bool is_return = text.data[end] == '\r';
  const bool pair = is_return && end + 1 < text.len && text.data[end + 1] == '\n';
  const bool ended = !is_return || end + 1 < text.len; /* "\r" at the end may be half of "\r\n" */
  return (struct line){at, end, end + 1 + pair, ended};
}

static size_t count_characters(struct relata_str text) {
  size_t count = 0;
  for (size_t i = 0; i < text.len; i++)
    count += ((unsigned char)text.data[i] & 0xc0) != 0x80;
  return count;
}

static struct relata_str first_word(struct relata_str line) {
  size_t len = 0;
  while (len < line.len && !read_is_space(line.data[len]))
    len++;
  return (struct relata_str){line.data, len};
}

static struct relata_str line_text(struct relata_str text, struct line line) {
  return relata_str_trim((struct relata_str){text.data + line.begin, line.end - line.begin});
}

/* The widest line, and how many lines are too wide for a wrapped text. */
static size_t measure_width(struct relata_str text, size_t *lines, size_t *wide) {
  size_t width = 0;
  *lines = *wide = 0;
  for (size_t at = 0; at < text.len;) {
    const struct line line = get_line(text, at);
    const size_t len = line.end - line.begin > 4 * WIDEST_WRAP ? SIZE_MAX : count_characters(line_text(text, line));
    *lines += len > 0;
    if (len > WIDEST_WRAP)
      ++*wide;
    else if (len > width)
      width = len;
    at = line.next;
  }
  return width;
}

static void measure(struct read_lines *lines, struct relata_str text) {
  size_t count, wide, pairs = 0, full = 0, before = 0;
  const size_t width = measure_width(text, &count, &wide);
  lines->started = true;
  if (width < NARROWEST_WRAP || wide > count / 20)
    return;
  for (size_t at = 0; at < text.len;) {
    const struct line line = get_line(text, at);
    const struct relata_str words = line_text(text, line);
    if (before && words.len) {
      pairs++;
      full += before + 1 + count_characters(first_word(words)) > width;
    }
    before = words.len <= 4 * WIDEST_WRAP ? count_characters(words) : 0;
    at = line.next;
  }
  lines->wrapped = pairs >= FEWEST_PAIRS && full * 10 >= pairs * 6;
  lines->width = width;
}

static bool begins_lower(struct relata_str text) {
  return text.len && text.data[0] >= 'a' && text.data[0] <= 'z';
}

static bool is_item(struct relata_str line) {
  return read_begins_with(line, "- ") || read_begins_with(line, "* ") || read_begins_with(line, "\xe2\x80\xa2") ||
         read_begins_with(line, ". ");
}

static size_t indent_of(struct relata_str text, struct line line) {
  size_t indent = 0;
  for (size_t i = line.begin; i < line.end && read_is_space(text.data[i]); i++)
    indent += text.data[i] == '\t' ? 8 : 1;
  return indent;
}

/* Is a sentence broken off at the line's end? */
static bool is_open(const struct read_lines *lines, struct relata_str before, struct relata_str next) {
  if (read_ends_sentence(before) || read_ends_with(before, ":") || read_ends_with(before, ";"))
    return false;
  size_t word = before.len;
  while (word > 0 && read_is_alpha(before.data[word - 1]))
    word--;
  return begins_lower(next) || read_ends_with(before, ",") ||
         read_words_find(lines->cleaner->words, LIST_OPEN_END, read_after(before, word));
}

/* Does `line` go on with the paragraph? */
static bool goes_on(const struct read_lines *lines, struct relata_str text, struct line line) {
  const struct relata_str words = line_text(text, line);
  const struct relata_str before = read_text_view(&lines->paragraph, 0, lines->paragraph.len);
  if (!before.len || is_item(words))
    return false;
  if (!lines->wrapped)
    return lines->last_line >= NARROWEST_WRAP && is_open(lines, before, words);
  if (indent_of(text, line) >= INDENT && lines->last_line + INDENT < lines->width && read_ends_sentence(before))
    return false;
  if (lines->last_line + 1 + count_characters(first_word(words)) > lines->width)
    return true;
  return is_open(lines, before, words);
}

/* The hyphen before `begin` in the window, or SIZE_MAX. */
static size_t hyphen_before(struct relata_str text, size_t begin) {
  size_t at = begin;
  while (at > 0 && read_is_space(text.data[at - 1]))
    at--;
  return at > 1 && text.data[at - 1] == '-' && read_is_alpha(text.data[at - 2]) ? at - 1 : SIZE_MAX;
}

static void drop_tail(struct read_text *text, size_t count) {
  const uint32_t source = read_text_source(text, text->len - count);
  text->len -= count;
  while (text->run_count && text->runs[text->run_count - 1].text > text->len)
    text->run_count--;
  text->source_end = source;
}

static void join(struct read_lines *lines, const struct read_text *text, size_t begin) {
  struct read_text *paragraph = &lines->paragraph;
  const struct relata_str window = read_text_view(text, 0, text->len);
  const size_t hyphen = hyphen_before(window, begin);
  if (read_ends_with(read_text_view(paragraph, 0, paragraph->len), "\xc2\xad"))
    drop_tail(paragraph, 2); /* a soft hyphen */
  else if (hyphen == SIZE_MAX || !lines->wrapped)
    read_text_separate(paragraph, " ", read_text_source(text, begin));
  else if (read_hyphen_goes(lines->cleaner->words, window, hyphen, begin))
    drop_tail(paragraph, 1);
}

static void flush(struct read_lines *lines) {
  struct read_text *paragraph = &lines->paragraph;
  if (lines->long_piece)
    read_cleaner_piece(lines->cleaner, paragraph, 0, paragraph->len, true);
  else if (paragraph->len)
    read_cleaner_add(lines->cleaner, paragraph, 0, paragraph->len, false);
  read_text_clear(paragraph);
  lines->last_line = 0;
  lines->long_piece = false;
}

static void add_line(struct read_lines *lines, const struct read_text *text, struct line line) {
  const struct relata_str window = read_text_view(text, 0, text->len);
  const struct relata_str words = line_text(window, line);
  if (words.len == 0) {
    flush(lines);
    return;
  }
  const size_t begin = (size_t)(words.data - window.data);
  if (!lines->long_piece && lines->paragraph.len && !goes_on(lines, window, line))
    flush(lines);
  else if (lines->paragraph.len)
    join(lines, text, begin);
  read_text_slice(&lines->paragraph, text, begin, begin + words.len);
  lines->last_line = words.len > 4 * WIDEST_WRAP ? words.len : count_characters(words);
  if (lines->paragraph.len > PART_BYTES) {
    read_cleaner_piece(lines->cleaner, &lines->paragraph, 0, lines->paragraph.len, false);
    read_text_clear(&lines->paragraph);
    lines->long_piece = true;
  }
}

/* A line without an end in sight: its first part, cut after a sentence or a word. */
static size_t add_long(struct read_lines *lines, const struct read_text *text, size_t at) {
  size_t cut = 0;
  for (size_t i = at + PART_BYTES; i > at + PART_BYTES / 2 && !cut; i--)
    if (text->data[i - 1] == ' ' && read_ends_sentence(read_text_view(text, i > at + 8 ? i - 8 : at, i)))
      cut = i;
  for (size_t i = at + PART_BYTES; i > at + PART_BYTES / 2 && !cut; i--)
    if (text->data[i - 1] == ' ')
      cut = i;
  if (!cut) {
    cut = at + PART_BYTES;
    while (((unsigned char)text->data[cut] & 0xc0) == 0x80)
      cut--;
  }
  if (!lines->long_piece)
    flush(lines);
  read_text_slice(&lines->paragraph, text, at, cut);
  read_cleaner_piece(lines->cleaner, &lines->paragraph, 0, lines->paragraph.len, false);
  read_text_clear(&lines->paragraph);
  lines->long_piece = true;
  return cut;
}

size_t read_lines_feed(struct read_lines *lines, const struct read_text *text, bool last) {
  const struct relata_str window = read_text_view(text, 0, text->len);
  if (!lines->started)
    measure(lines, window);
  size_t at = 0;
  while (at < window.len) {
    const struct line line = get_line(window, at);
    if (line.end - at > PART_BYTES) {
      at = add_long(lines, text, at);
      continue;
    }
    if (!line.ended && !last)
      break;
    add_line(lines, text, line);
    at = line.next;
  }
  if (last)
    flush(lines);
  return at;
}

void read_lines_all(struct read_cleaner *cleaner, const struct read_text *text, bool wrapped) {
  struct read_lines lines;
  read_lines_init(&lines, cleaner);
  lines.started = lines.wrapped = wrapped; /* with a width of 0 no line is too short to go on */
  read_lines_feed(&lines, text, true);
  read_lines_free(&lines);
  read_cleaner_end(cleaner);
}
