/* clean.c — paragraphs in, the article's text out: the title once, bylines
 * and datelines into fields, boilerplate dropped, white space made one.
 */
#include "extract/read/read.h"

#include <string.h>

enum { LEAD_PARAGRAPHS = 4, REPEAT_PARAGRAPHS = 6 };

void read_cleaner_init(struct read_cleaner *cleaner, const struct read_words *words, struct read_article *article,
                       bool raw) {
  memset(cleaner, 0, sizeof *cleaner);
  cleaner->words = words;
  cleaner->article = article;
  cleaner->raw = raw;
  cleaner->title_heads = true;
}

void read_cleaner_free(struct read_cleaner *cleaner) {
  read_text_free(&cleaner->head);
  read_text_free(&cleaner->paragraph);
}

enum white { WHITE_NONE, WHITE_SPACE, WHITE_NOTHING };

/* Spaces of every kind, and characters that nobody sees. */
static enum white classify(const unsigned char *at, size_t len, size_t *size) {
  *size = 1;
  const unsigned char c = at[0];
  if (c <= 0x20 || c == 0x7f)
    return WHITE_SPACE;
  if (c == 0xc2 && len > 1 && (at[1] == 0xa0 || at[1] == 0xad || at[1] == 0x85)) {
    *size = 2;
    return at[1] == 0xad ? WHITE_NOTHING : WHITE_SPACE;
  }
  if ((c != 0xe2 && c != 0xe3 && c != 0xef) || len < 3)
    return WHITE_NONE;
  const uint32_t code = (uint32_t)(c & 0x0f) << 12 | (uint32_t)(at[1] & 0x3f) << 6 | (at[2] & 0x3f);
  *size = 3;
  if ((code >= 0x2000 && code <= 0x200a) || code == 0x2028 || code == 0x2029 || code == 0x202f || code == 0x205f ||
      code == 0x3000)
    return WHITE_SPACE;
  if ((code >= 0x200b && code <= 0x200f) || (code >= 0x202a && code <= 0x202e) || (code >= 0x2060 && code <= 0x2069) ||
      code == 0xfeff)
    return WHITE_NOTHING;
  *size = 1;
  return WHITE_NONE;
}

/* Bytes from `at` that stay as they are: no white space but single blanks between words. */
static size_t plain_run(const char *data, size_t at, size_t end) {
  size_t i = at;
  while (i < end) {
    const unsigned char c = (unsigned char)data[i];
    if (c == ' ' && i > at && i + 1 < end && (unsigned char)data[i + 1] > ' ' && (unsigned char)data[i + 1] < 0x7f) {
      i += 2;
      continue;
    }
    if (c > 0x20 && c < 0x7f) {
      i++;
      continue;
    }
    size_t size;
    if (classify((const unsigned char *)data + i, end - i, &size) != WHITE_NONE)
      break;
    i++;
  }
  return i - at;
}

/* Appends with every run of white space one blank, none at the ends. */
static void add_normal(struct read_text *out, const struct read_text *from, size_t begin, size_t end) {
  const size_t start = out->len;
  size_t white_begin = SIZE_MAX; /* of white space that is not written yet */
  for (size_t at = begin; at < end;) {
    const size_t run = plain_run(from->data, at, end);
    if (run) {
      if (white_begin != SIZE_MAX && out->len > start) {
        const size_t source = read_text_source(from, white_begin), next = read_text_source(from, at);
        read_text_add_as(out, " ", 1, source, next > source ? next - source : 0);
      }
      white_begin = SIZE_MAX;
      read_text_slice(out, from, at, at + run);
      at += run;
      continue;
    }
    size_t size;
    const enum white white = classify((const unsigned char *)from->data + at, end - at, &size);
    if (white == WHITE_SPACE && white_begin == SIZE_MAX)
      white_begin = at;
    at += size;
  }
}

/* "• ", "- ", ". " before an item of a list. */
static size_t bullet_len(struct relata_str text) {
  static const char *const bullets[] = {"\xe2\x80\xa2 ",
                                        "\xc2\xb7 ",
                                        "\xe2\x96\xaa ",
                                        "\xe2\x97\x8f ",
                                        "\xe2\x96\xba ",
                                        "\xe2\x80\xa3 ",
                                        "* ",
                                        "- ",
                                        ". ",
                                        "\xe2\x80\x93 ",
                                        "\xe2\x96\xa0 ",
                                        "\xe2\x97\xa6 "};
  for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
    if (read_begins_with(text, bullets[i]))
      return strlen(bullets[i]);
  return 0;
}

static void append(struct read_cleaner *cleaner, const struct read_text *from, size_t begin, size_t end,
                   const char *separator) {
  struct read_text *text = &cleaner->article->text;
  const size_t source = read_text_source(from, begin);
  const bool cut_word = *separator == ' ' && text->source_end == source; /* a piece of a long line */
  if (text->len && begin < end && !cut_word)
    read_text_separate(text, separator, source);
  read_text_slice(text, from, begin, end);
}

static void take(struct read_cleaner *cleaner, const struct read_text *from, size_t begin, size_t end) {
  append(cleaner, from, begin, end, "\n\n");
  cleaner->taken++;
}

static void take_title(struct read_cleaner *cleaner, const struct read_text *from) {
  struct read_article *article = cleaner->article;
  append(cleaner, from, 0, from->len, "\n\n");
  article->has_title = true;
  article->title = (struct relata_str){"", 0}; /* as it stands here */
  read_article_set(article, &article->title, read_text_view(from, 0, from->len));
  cleaner->title_given = true;
}

/* A body paragraph, after what may be cut off at its ends. */
static void accept(struct read_cleaner *cleaner, const struct read_text *from) {
  struct relata_str text = read_text_view(from, 0, from->len);
  size_t begin = 0;
  struct read_range address = {0, 0};
  if (cleaner->taken < LEAD_PARAGRAPHS)
    begin = read_lead_cut(cleaner->words, cleaner->article, text, true, &address);
  text = read_after(text, begin);
  const size_t bullet = bullet_len(text);
  begin += bullet;
  text = read_after(text, bullet);
  if (text.len == 0 || read_drop(cleaner->words, text, &cleaner->in_section))
    return;
  const size_t len = read_drop_credit(cleaner->words, text);
  if (!len)
    return;
  if (address.begin < address.end) /* where the town is, is told here alone */
    append(cleaner, from, address.begin, address.end, "\n\n");
  take(cleaner, from, begin, begin + len);
}

static bool looks_like_title(const struct read_cleaner *cleaner, struct relata_str text) {
  if (text.len > TITLE_BYTES || read_word_count(text) < 2 || bullet_len(text))
    return false;
  const struct read_word *label = read_words_begin(cleaner->words, LIST_NO_PLACE, text);
  if (label && text.len > label->text.len && text.data[label->text.len] == ':')
    return false; /* "QUESTION: …" */
  const char last = text.data[text.len - 1];
  return last != ',' && last != ';' && last != ':' && (last != '.' || read_ends_with(text, "..")) &&
         !read_ends_with(text, ".\"") && !read_ends_with(text, ".\xe2\x80\x9d");
}

/* What was first turns out to be the title or a paragraph like others. */
static void settle_head(struct read_cleaner *cleaner, struct relata_str next) {
  if (!cleaner->waiting)
    return;
  cleaner->waiting = false;
  const struct relata_str head = read_text_view(&cleaner->head, 0, cleaner->head.len);
  const bool before_prose = next.len > head.len || read_ends_sentence(next);
  const bool is_known = cleaner->article->title.len && read_equal_nocase(cleaner->article->title, head);
  if (is_known || cleaner->head_repeats || (next.len && cleaner->head_is_heading) ||
      (next.len && before_prose && looks_like_title(cleaner, head)))
    take_title(cleaner, &cleaner->head);
  else
    accept(cleaner, &cleaner->head);
}

static bool repeats_title(const struct read_cleaner *cleaner, struct relata_str text) {
  return cleaner->title_given && cleaner->taken < REPEAT_PARAGRAPHS && read_equal_nocase(cleaner->article->title, text);
}

/* Keeps the first paragraph back if it may be the title. */
static bool hold_head(struct read_cleaner *cleaner, struct relata_str text, bool heading) {
  const bool is_known = cleaner->article->title.len && read_equal_nocase(cleaner->article->title, text);
  if (!cleaner->title_heads || cleaner->title_given || cleaner->taken || text.len > TITLE_BYTES)
    return false;
  if (!is_known && !heading && !looks_like_title(cleaner, text))
    return false;
  bool section = false;
  struct read_article fields = *cleaner->article;
  if (read_drop(cleaner->words, text, &section) || read_lead_cut(cleaner->words, &fields, text, true, NULL) == text.len)
    return false;
  read_text_clear(&cleaner->head);
  read_text_slice(&cleaner->head, &cleaner->paragraph, 0, cleaner->paragraph.len);
  cleaner->head_is_heading = heading;
  cleaner->waiting = true;
  return true;
}

void read_cleaner_add(struct read_cleaner *cleaner, const struct read_text *from, size_t begin, size_t end,
                      bool heading) {
  read_text_clear(&cleaner->paragraph);
  add_normal(&cleaner->paragraph, from, begin, end);
  cleaner->continues = false;
  const struct relata_str text = read_text_view(&cleaner->paragraph, 0, cleaner->paragraph.len);
  if (text.len == 0)
    return;
  if (cleaner->raw) {
    take(cleaner, &cleaner->paragraph, 0, text.len);
    return;
  }
  if (cleaner->waiting) {
    if (read_equal_nocase(read_text_view(&cleaner->head, 0, cleaner->head.len), text)) {
      cleaner->head_repeats = true;
      return;
    }
    if (read_lead_cut(cleaner->words, cleaner->article, text, true, NULL) == text.len) {
      cleaner->head_is_heading = true; /* what stands over a date or a byline is a title */
      cleaner->head_repeats |= looks_like_title(cleaner, read_text_view(&cleaner->head, 0, cleaner->head.len));
      return;
    }
    if (read_drop(cleaner->words, text, &cleaner->in_section))
      return;
    settle_head(cleaner, text);
  } else if (hold_head(cleaner, text, heading)) {
    return;
  }
  if (!repeats_title(cleaner, text))
    accept(cleaner, &cleaner->paragraph);
}

void read_cleaner_piece(struct read_cleaner *cleaner, const struct read_text *from, size_t begin, size_t end,
                        bool ends) {
  read_text_clear(&cleaner->paragraph);
  add_normal(&cleaner->paragraph, from, begin, end);
  const struct read_text *piece = &cleaner->paragraph;
  settle_head(cleaner, read_text_view(piece, 0, piece->len));
  size_t cut = 0;
  if (!cleaner->raw && cleaner->taken < LEAD_PARAGRAPHS && !cleaner->continues)
    cut = read_lead_cut(cleaner->words, cleaner->article, read_text_view(piece, 0, piece->len), false, NULL);
  append(cleaner, piece, cut, piece->len, cleaner->continues ? " " : "\n\n");
  cleaner->taken++;
  cleaner->continues = !ends;
}

void read_cleaner_title(struct read_cleaner *cleaner, const struct read_text *from, size_t begin, size_t end) {
  read_text_clear(&cleaner->head);
  add_normal(&cleaner->head, from, begin, end);
  if (cleaner->head.len && !cleaner->title_given)
    take_title(cleaner, &cleaner->head);
}

void read_cleaner_end(struct read_cleaner *cleaner) {
  settle_head(cleaner, (struct relata_str){"", 0});
}
