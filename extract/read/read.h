/* read.h — what the files of this folder share: text under construction with
 * its way back to the file, bytes that come in, decoding, cleaning, articles.
 *
 * The way of a file: a stream of bytes (plain, .gz, .zst) → decoded UTF-8 in
 * NFC (`read_text`, which knows for every byte where it came from) → blocks
 * (one reader a kind of file) → the cleaner, which drops what is not the
 * article → an article → documents of at most PART_BYTES each.
 *
 * Running out of memory ends the process, as in the arena.
 */
#ifndef RELATA_READ_H
#define RELATA_READ_H

#include "extract/extract.h"

enum {
  PART_BYTES = 64 << 10,   /* the longest text of one document */
  SAMPLE_BYTES = 64 << 10, /* what kind and encoding are decided by */
  TITLE_BYTES = 240        /* a longer paragraph is no title */
};

void *read_grow(void *items, size_t *capacity, size_t needed, size_t item_size); /* realloc that cannot fail */

/* ------------------------------------------------------------- text.c */

/* UTF-8 under construction.  `runs` lead to the source as relata_offset says.
 * Where the text does not go on byte for byte there are two runs of the same
 * `text`: the first says where in the source the text before it ended. */
struct read_text {
  char *data;
  size_t len, capacity;
  struct relata_offset *runs;
  size_t run_count, run_capacity;
  uint32_t source_end; /* the byte of the source after the last byte of text */
};

void read_text_free(struct read_text *text);
void read_text_clear(struct read_text *text);
/* `len` bytes that stand in the source just so. */
void read_text_add(struct read_text *text, const char *data, size_t len, size_t source);
/* `len` bytes that stand for `source_len` bytes of the source. */
void read_text_add_as(struct read_text *text, const char *data, size_t len, size_t source, size_t source_len);
/* A separator between what is there and what comes next at `next_source`. */
void read_text_separate(struct read_text *text, const char *separator, size_t next_source);
/* Bytes [begin, end) of another text, with their way back. */
void read_text_slice(struct read_text *text, const struct read_text *from, size_t begin, size_t end);
/* Where byte `at` came from; `at` may be the text's length. */
uint32_t read_text_source(const struct read_text *text, size_t at);
/* Drops the first `count` bytes. */
void read_text_shift(struct read_text *text, size_t count);
struct relata_str read_text_view(const struct read_text *text, size_t begin, size_t end);

/* ----------------------------------------------------------- stream.c */

/* Bytes that come in, unpacked.  `data[0..len)` is what is there and not yet
 * taken; it moves when more is read. */
struct read_stream;

enum relata_status read_stream_open(struct read_stream **out, const char *path, size_t max_bytes,
                                    struct relata_error *error);
struct read_stream *read_stream_of_memory(struct relata_str bytes, const char *name, size_t max_bytes);
void read_stream_free(struct read_stream *stream);
/* Reads until `want` bytes are there or the end is reached. */
enum relata_status read_stream_fill(struct read_stream *stream, size_t want, struct relata_error *error);
struct relata_str read_stream_view(const struct read_stream *stream);
void read_stream_take(struct read_stream *stream, size_t count);
bool read_stream_at_end(const struct read_stream *stream);       /* nothing more will come than what is there */
uint64_t read_stream_offset(const struct read_stream *stream);   /* of the view's first byte in the unpacked bytes */
uint64_t read_stream_consumed(const struct read_stream *stream); /* bytes of the file itself read so far */
const char *read_stream_path(const struct read_stream *stream);

/* ----------------------------------------------------------- decode.c */

enum read_charset { CHARSET_UTF8, CHARSET_UTF16, CHARSET_UTF32, CHARSET_TABLE, CHARSET_MULTIBYTE };

/* Bytes to UTF-8 in NFC. */
struct read_decoder {
  enum read_charset charset;
  bool big_endian;
  bool undecided;      /* only ASCII so far: decided at the first other byte */
  bool as_it_is;       /* no NFC */
  void *converter;     /* iconv_t for CHARSET_MULTIBYTE */
  uint32_t table[256]; /* for CHARSET_TABLE; 0 where a byte means nothing */
  size_t bom;          /* bytes to leave out at the start */
  size_t broken;       /* bytes replaced by U+FFFD so far */
};

/* Decides by a byte order mark, zeros, `label` (a charset's name given by the
 * file or its server, may be empty), validity and statistics.
 * RELATA_BAD_INPUT if this is no text. */
enum relata_status read_decoder_init(struct read_decoder *decoder, struct relata_str sample, struct relata_str label,
                                     const char *path, struct relata_error *error);
void read_decoder_free(struct read_decoder *decoder);
/* Appends what is whole and gives the number of bytes used; with `last` all of them. */
size_t read_decoder_feed(struct read_decoder *decoder, struct relata_str bytes, size_t source, bool last,
                         struct read_text *out);
/* All of `bytes` from its first one, byte order mark left out. */
enum relata_status read_decode_all(struct read_text *out, size_t *broken, struct relata_str bytes,
                                   struct relata_str label, const char *path, struct relata_error *error);
/* One code point of valid UTF-8 and its length; U+FFFD and 1 for broken bytes. */
uint32_t read_utf8_get(const char *data, size_t len, size_t *used);
size_t read_utf8_put(uint32_t code, char out[4]);

/* ------------------------------------------------------------ words.c */

/* Lists of boilerplate.tsv. */
enum read_list {
  LIST_DROP_IS,
  LIST_DROP_START,
  LIST_DROP_OPEN,
  LIST_DROP_END,
  LIST_DROP_WITH,
  LIST_SECTION,
  LIST_AGENCY,
  LIST_MONTH,
  LIST_DATE_WORD,
  LIST_NAME_WORD,
  LIST_LABEL,
  LIST_NO_PLACE,
  LIST_PLACE_WORD,
  LIST_CREDIT,
  LIST_HYPHEN_TAIL,
  LIST_OPEN_END,
  LIST_HTML_DROP,
  LIST_HTML_BODY,
  LIST_META,
  LIST_FIELD,
  LIST_RECORDS,
  LIST_COUNT
};

struct read_word {
  struct relata_str text;  /* lower case except where the list is of names */
  struct relata_str value; /* third column, empty if none */
};

struct read_words {
  struct relata_arena *arena;
  struct read_word *words[LIST_COUNT];
  size_t counts[LIST_COUNT];
  /* The first entry that begins with a byte, lower case, and the next one: place + 1, 0 = none. */
  uint16_t first[LIST_COUNT][256];
  uint16_t *next[LIST_COUNT];
};

struct read_words *read_words_new(void);
void read_words_free(struct read_words *words);
/* The entry that is `text`, ASCII letters of any case; NULL if none. */
const struct read_word *read_words_find(const struct read_words *words, enum read_list list, struct relata_str text);
/* The longest entry that `text` begins with, ended by a word's end. */
const struct read_word *read_words_begin(const struct read_words *words, enum read_list list, struct relata_str text);

/* ----------------------------------------------------------- string.c */

static inline bool read_is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline bool read_is_digit(char c) {
  return c >= '0' && c <= '9';
}
static inline bool read_is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
/* ASCII letters and every byte of a longer character. */
static inline bool read_is_alpha(char c) {
  return read_is_upper(c) || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}
bool read_begins_with(struct relata_str text, const char *prefix);              /* case matters */
bool read_begins_with_nocase(struct relata_str text, struct relata_str prefix); /* ASCII */
bool read_ends_with(struct relata_str text, const char *suffix);
bool read_equal_nocase(struct relata_str a, struct relata_str b);   /* ASCII */
size_t read_find(struct relata_str text, struct relata_str needle); /* its place, or text.len */
size_t read_word_count(struct relata_str text);
struct relata_str read_after(struct relata_str text, size_t count); /* without its first bytes */
bool read_ends_sentence(struct relata_str text);                    /* . ! ? with what may close behind it */

/* ------------------------------------------------------------- date.c */

/* A date at the start of `text` ("Friday, September 7, 2018", "2018-09-07T12:00Z",
 * "7 Sept"): its length, 0 if there is none.  `iso` becomes YYYY-MM-DD, or
 * empty where the year is missing. */
size_t read_date_begin(const struct read_words *words, struct relata_str text, char iso[11]);
/* The first date in `text`; false if none with a year. */
bool read_date_find(const struct read_words *words, struct relata_str text, char iso[11]);
/* Nothing but a date, perhaps with weekday, time and zone, "Published:". */
bool read_date_only(const struct read_words *words, struct relata_str text, char iso[11]);

/* ---------------------------------------------------------- article.c */

/* One text with what is known of it; comes out as one document or several. */
struct read_article {
  struct relata_arena *arena; /* of the fields */
  struct relata_str id, path, url, title, author, source, date, place;
  struct read_text text;
  bool has_title;
  bool lines;          /* parts are cut at line ends only where there are some */
  size_t broken_bytes; /* not yet told to a document */
  size_t cut;          /* text before it has been handed over */
  uint32_t part;
};

struct read_article *read_article_new(const char *path, struct relata_str id);
void read_article_free(struct read_article *article);
/* Sets a field that is still empty. */
void read_article_set(struct read_article *article, struct relata_str *field, struct relata_str value);
/* The next document of at most `part_bytes`; `whole` says that no more text
 * will be added.  NULL when nothing is left, or when more text must come first. */
struct relata_document *read_article_cut(struct read_article *article, size_t part_bytes, bool whole);

/* ------------------------------------------------------------ clean.c */

struct read_cleaner {
  const struct read_words *words;
  struct read_article *article;
  bool raw;
  bool title_given; /* the title is in the text already */
  bool title_heads; /* the first paragraph may be a title */
  bool waiting;     /* `head` waits for what comes after it */
  bool head_repeats, head_is_heading;
  struct read_text head;
  struct read_text paragraph; /* the one at work, white space made one */
  size_t taken;               /* paragraphs that were kept after the title */
  bool in_section;            /* behind "Related news" */
  bool continues;             /* the last piece had no end */
};

void read_cleaner_init(struct read_cleaner *cleaner, const struct read_words *words, struct read_article *article,
                       bool raw);
void read_cleaner_free(struct read_cleaner *cleaner);
/* Bytes [begin, end) of `from` are a paragraph.  `heading`: marked up as one. */
void read_cleaner_add(struct read_cleaner *cleaner, const struct read_text *from, size_t begin, size_t end,
                      bool heading);
/* A piece of a paragraph too long to hold; it goes on unless `ends`. */
void read_cleaner_piece(struct read_cleaner *cleaner, const struct read_text *from, size_t begin, size_t end,
                        bool ends);
/* The title, known to be one; repeated paragraphs of the same words go. */
void read_cleaner_title(struct read_cleaner *cleaner, const struct read_text *from, size_t begin, size_t end);
void read_cleaner_end(struct read_cleaner *cleaner);

/* lead.c: cuts "By …", "Source: …", "ISTANBUL, March 3 (AFP) —" off the
 * paragraph's start into the article's fields; the number of bytes cut, all
 * of them if it is nothing else.  *address, unless NULL: what of a dateline
 * names a town and a larger place, "ISTANBUL, Turkey". */
struct read_range {
  size_t begin, end;
};
size_t read_lead_cut(const struct read_words *words, struct read_article *article, struct relata_str paragraph,
                     bool first_lines, struct read_range *address);
/* drop.c: is it no part of the article?  Sets *section at "Related news". */
bool read_drop(const struct read_words *words, struct relata_str paragraph, bool *section);
/* drop.c: the length of the paragraph without a credit in brackets at its end. */
size_t read_drop_credit(const struct read_words *words, struct relata_str paragraph);

/* ------------------------------------------------------------ lines.c */

/* Lines to paragraphs. */
struct read_lines {
  struct read_cleaner *cleaner;
  bool started, wrapped;
  size_t width; /* of hard-wrapped lines, in bytes */
  struct read_text paragraph;
  size_t last_line; /* bytes of the paragraph's last line */
  bool long_piece;  /* the paragraph's beginning has been handed on */
};

void read_lines_init(struct read_lines *lines, struct read_cleaner *cleaner);
void read_lines_free(struct read_lines *lines);
/* Uses whole lines of `text`, with `last` all of it; gives the bytes used. */
size_t read_lines_feed(struct read_lines *lines, const struct read_text *text, bool last);
/* A whole text at once; `wrapped`: only empty lines part paragraphs. */
void read_lines_all(struct read_cleaner *cleaner, const struct read_text *text, bool wrapped);
/* hyphen.c: `text[at]` is a hyphen at a line's end and `next` begins the next
 * line: does the hyphen go? */
bool read_hyphen_goes(const struct read_words *words, struct relata_str text, size_t at, size_t next);

/* ---------------------------------------------------------- producers */

/* What all readers of one kind of file get. */
struct read_context {
  const struct relata_read_options *options;
  const struct read_words *words;
  relata_warn warn;
  void *payload;
  size_t *failures;
};

void read_warn(const struct read_context *context, const struct relata_error *error);

/* Articles of one input.  `next` hands over an article or NULL at the end;
 * `refill` adds text to the last one and says whether it may have more. */
struct read_producer {
  enum relata_status (*next)(struct read_producer *self, struct read_article **out, struct relata_error *error);
  enum relata_status (*refill)(struct read_producer *self, struct read_article *article, bool *more,
                               struct relata_error *error);
  void (*free)(struct read_producer *self);
};

/* Articles that are all there: a list that a producer hands out. */
struct read_articles {
  struct read_article **items;
  size_t count, capacity;
};
void read_articles_add(struct read_articles *articles, struct read_article *article);
void read_articles_free(struct read_articles *articles);                  /* with the articles */
struct read_producer *read_list_producer(struct read_articles *articles); /* takes the list's content */

struct read_producer *read_plain_producer(const struct read_context *context, struct read_stream *stream,
                                          struct read_article *article, bool lines);
struct read_producer *read_jsonl_producer(const struct read_context *context, struct read_stream *stream,
                                          struct relata_str id);

/* Readers of whole files; `id` is the file's. */
typedef enum relata_status read_whole(const struct read_context *context, struct relata_str bytes, const char *path,
                                      struct relata_str id, struct read_articles *out, struct relata_error *error);
read_whole read_markdown, read_html, read_json, read_feed, read_pdf;

/* HTML that stands in `source` (already decoded) as the article's text; the
 * fields it names are set where they are empty.  `fragment`: no whole page, so
 * no search for the main part; `title` stands before it, may be NULL. */
enum relata_status read_html_into(const struct read_context *context, const struct read_text *source, bool fragment,
                                  const struct read_text *title, struct read_article *article,
                                  struct relata_error *error);

/* HTML of a line's length as plain text: references resolved, tags gone. */
void read_html_line(struct read_text *out, const struct read_text *source);

/* ------------------------------------------------------------- kind.c */

enum relata_input read_kind_find(const char *path, struct relata_str sample);

/* ------------------------------------------------------------ paths.c */

struct read_path {
  char *path;    /* to open */
  char *id;      /* file name, or the path below the folder that was given */
  uint64_t size; /* 0 where unknown */
};

struct read_paths {
  struct read_path *items;
  size_t count, capacity;
};

/* Folders and globs become files; what cannot be read is warned of. */
void read_paths_expand(struct read_paths *out, const struct read_context *context, const char *const *paths,
                       size_t path_count);
void read_paths_free(struct read_paths *paths);

#endif
