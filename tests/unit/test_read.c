/* Reading: golden cases from tests/golden/read, the way back to the file's
 * bytes, encodings, parts, paths, limits. */
#include <dirent.h>
#include <errno.h>
#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

#include "extract/base/out.h"
#include "extract/extract.h"

/* ------------------------------------------------------------- helpers */

struct warnings {
  size_t count;
  struct relata_error last;
  struct relata_out *out; /* or NULL */
};

static void take_warning(void *payload, const struct relata_error *error) {
  struct warnings *warnings = payload;
  warnings->count++;
  warnings->last = *error;
  if (warnings->out) {
    const char *slash = strrchr(error->path, '/');
    relata_out_print(warnings->out, "! %s: %s", relata_status_as_words(error->status), slash ? slash + 1 : error->path);
    if (error->line)
      relata_out_print(warnings->out, ":%zu", error->line);
    relata_out_print(warnings->out, ": %s\n", error->message);
  }
}

static char *join(const char *folder, const char *name) {
  char *path = malloc(strlen(folder) + strlen(name) + 2);
  sprintf(path, "%s/%s", folder, name);
  return path;
}

static char *slurp(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file)
    return NULL;
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  char *bytes = malloc(*size + 1);
  assert_int_equal(fread(bytes, 1, *size, file), *size);
  bytes[*size] = '\0';
  fclose(file);
  return bytes;
}

static void spill(const char *path, const void *bytes, size_t size) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes, 1, size, file), size);
  fclose(file);
}

static char *make_folder(void) {
  char *path = strdup("/tmp/relata-read-XXXXXX");
  assert_non_null(mkdtemp(path));
  return path;
}

static void remove_folder(char *path) {
  char command[256];
  snprintf(command, sizeof command, "rm -rf '%s'", path);
  assert_int_equal(system(command), 0);
  free(path);
}

static struct relata_document *read_memory(const void *bytes, size_t size, enum relata_input input) {
  const struct relata_read_options options = {.input = input};
  struct relata_document *document = NULL;
  struct relata_error error = {.status = RELATA_OK};
  const enum relata_status status =
      relata_read_memory(&document, (struct relata_str){bytes, size}, "memory", &options, &error);
  if (status != RELATA_OK)
    print_message("%s\n", error.message);
  assert_int_equal(status, RELATA_OK);
  return document;
}

static void assert_str(struct relata_str str, const char *expected) {
  char *copy = strndup(str.data ? str.data : "", str.len);
  assert_string_equal(copy, expected);
  free(copy);
}

static enum relata_status refuse(const void *bytes, size_t size, const struct relata_read_options *options,
                                 struct relata_error *error) {
  struct relata_document *document = NULL;
  const enum relata_status status =
      relata_read_memory(&document, (struct relata_str){bytes, size}, "memory", options, error);
  assert_null(document);
  return status;
}

/* -------------------------------------------------------- golden cases */

static void print_field(struct relata_out *out, const char *name, struct relata_str value) {
  if (value.len == 0)
    return;
  relata_out_print(out, "%s: ", name);
  relata_out_str(out, value);
  relata_out_char(out, '\n');
}

static void print_document(struct relata_out *out, const struct relata_document *document) {
  print_field(out, "id", document->id);
  print_field(out, "url", document->url);
  print_field(out, document->has_title ? "title" : "title, not in the text", document->title);
  print_field(out, "author", document->author);
  print_field(out, "source", document->source);
  print_field(out, "date", document->date);
  print_field(out, "place", document->place);
  if (document->broken_bytes)
    relata_out_print(out, "broken bytes: %zu\n", document->broken_bytes);
  relata_out_char(out, '\n');
  relata_out_str(out, document->text);
  relata_out_text(out, "\n----\n");
}

/* Entries in order, within the file; the text's bytes whole characters. */
static void check_offsets(const struct relata_document *document) {
  assert_true(document->offset_count > 0);
  assert_int_equal(document->offsets[0].text, 0);
  for (size_t i = 1; i < document->offset_count; i++)
    assert_true(document->offsets[i - 1].text <= document->offsets[i].text);
  assert_true(document->offsets[document->offset_count - 1].text <= document->text.len);
}

static bool is_begin(const struct relata_document *document, uint32_t at) {
  return at == document->text.len || (document->text.data[at] & '\xc0') != '\x80';
}

/* Does the file have the same character where the text's byte comes from?  A
 * reference and an escape stand for others. */
static void check_place(const struct relata_document *document, const char *bytes, size_t size, uint32_t at) {
  const uint32_t source = relata_document_source_offset(document, at);
  const char text = document->text.data[at];
  assert_true(source < size);
  if (text == ' ' || text == '\n' || !is_begin(document, at))
    return;
  if (bytes[source] != text && bytes[source] != '&')
    print_message("%.*s: text byte %u '%c', file byte %u '%c'\n", (int)document->id.len, document->id.data, at, text,
                  source, bytes[source]);
  assert_true(bytes[source] == text || bytes[source] == '&');
}

static bool has_suffix(const char *name, const char *suffix) {
  const size_t len = strlen(name), suffix_len = strlen(suffix);
  return len >= suffix_len && strcmp(name + len - suffix_len, suffix) == 0;
}

/* In these the file's bytes are the text's. */
static bool is_comparable(const char *name) {
  static const char *const others[] = {"windows125", "utf16", "utf32", "decomposed", "broken_bytes", "old_tables"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (strncmp(name, others[i], strlen(others[i])) == 0)
      return false;
  return has_suffix(name, ".txt") || has_suffix(name, ".html") || has_suffix(name, ".md") || has_suffix(name, ".rss") ||
         has_suffix(name, ".xml");
}

static void read_case(const char *path, const char *name, struct relata_out *out) {
  struct warnings warnings = {.out = relata_out_to_memory()};
  struct relata_reader *reader;
  assert_int_equal(relata_reader_new(&reader, &path, 1, NULL, take_warning, &warnings, NULL), RELATA_OK);
  size_t size;
  char *bytes = slurp(path, &size);
  for (struct relata_document *document;;) {
    assert_int_equal(relata_reader_next(reader, &document, NULL), RELATA_OK);
    if (!document)
      break;
    print_document(out, document);
    check_offsets(document);
    for (uint32_t at = 0; is_comparable(name) && at < document->text.len; at++)
      check_place(document, bytes, size, at);
    relata_document_free(document);
  }
  assert_int_equal(relata_reader_get_failures(reader), warnings.count);
  relata_out_str(out, relata_out_as_memory(warnings.out));
  relata_out_abandon(warnings.out);
  relata_reader_free(reader);
  free(bytes);
}

static void check_case(const char *name) {
  char *path = join(RELATA_GOLDEN_READ, name);
  char *expected_path = malloc(strlen(path) + 16);
  sprintf(expected_path, "%s.expected", path);
  struct relata_out *out = relata_out_to_memory();
  read_case(path, name, out);
  const struct relata_str result = relata_out_as_memory(out);
  if (getenv("RELATA_UPDATE_GOLDEN"))
    spill(expected_path, result.data, result.len);
  size_t size;
  char *expected = slurp(expected_path, &size);
  if (!expected)
    fail_msg("%s has no .expected", name);
  if (size != result.len || memcmp(expected, result.data, size) != 0)
    fail_msg("%s is read as\n%.*s\nbut should be\n%s", name, (int)result.len, result.data, expected);
  relata_out_abandon(out);
  free(expected);
  free(expected_path);
  free(path);
}

static int is_input(const struct dirent *entry) {
  return entry->d_name[0] != '.' && !has_suffix(entry->d_name, ".expected") && !has_suffix(entry->d_name, "README.md");
}

static void reads_golden_cases(void **state) {
  (void)state;
  struct dirent **entries;
  const int count = scandir(RELATA_GOLDEN_READ, &entries, is_input, NULL);
  assert_true(count > 30);
  for (int i = 0; i < count; i++) {
    check_case(entries[i]->d_name);
    free(entries[i]);
  }
  free(entries);
}

/* "\\n" stands for the end of a line. */
static void break_lines(char *text) {
  char *to = text;
  for (const char *at = text; *at; at++, to++) {
    const bool breaks = at[0] == '\\' && at[1] == 'n';
    *to = breaks ? '\n' : *at;
    at += breaks;
  }
  *to = '\0';
}

/* A line of read_leads.tsv: a paragraph, what is left of it, and the fields. */
static void check_lead(char *line) {
  char *columns[6] = {NULL};
  for (size_t i = 0; i < 6; i++)
    columns[i] = strsep(&line, "\t");
  assert_non_null(columns[5]);
  break_lines(columns[1]);
  char text[1024], expected[1024];
  const char *const rest = "Another sentence follows here, so that it is a text.";
  snprintf(text, sizeof text, "%s\n\n%s\n", columns[0], rest);
  snprintf(expected, sizeof expected, "%s%s%s", columns[1], *columns[1] ? "\n\n" : "", rest);
  struct relata_document *document = read_memory(text, strlen(text), RELATA_INPUT_TEXT);
  assert_str(document->text, expected);
  assert_str(document->source, columns[2]);
  assert_str(document->place, columns[3]);
  assert_str(document->date, columns[4]);
  assert_str(document->author, columns[5]);
  relata_document_free(document);
}

static void cuts_leads(void **state) {
  (void)state;
  size_t size;
  char *table = slurp(RELATA_GOLDEN_READ "_leads.tsv", &size);
  assert_non_null(table);
  for (char *rest = table, *line; (line = strsep(&rest, "\n"));)
    if (*line && *line != '#')
      check_lead(line);
  free(table);
}

/* ------------------------------------------------- encodings, the way back */

static const char sample[] =
    "The caf\u00e9 of Z\u00fcrich\n\n\u201cWe can\u2019t pay,\u201d said Zo\u00eb M\u00fcller \u2013 a baker\u2019s "
    "daughter. The city\u2019s council met on Friday.\n\nIt will meet again in May, na\u00efve as that may be.\n";

static size_t encode(const char *charset, const char *text, char *out, size_t room) {
  const iconv_t converter = iconv_open(charset, "UTF-8");
  assert_true(converter != (iconv_t)-1);
  char *in = (char *)(uintptr_t)text, *to = out;
  size_t in_left = strlen(text), out_left = room;
  assert_int_not_equal(iconv(converter, &in, &in_left, &to, &out_left), (size_t)-1);
  iconv_close(converter);
  return room - out_left;
}

/* The bytes of a span, decoded, are the span. */
static void check_span(const struct relata_document *document, const char *bytes, const char *charset, uint32_t begin,
                       uint32_t end) {
  const uint32_t from = relata_document_source_offset(document, begin);
  const uint32_t to = relata_document_source_end(document, begin, end);
  char decoded[4096];
  const iconv_t converter = iconv_open("UTF-8", charset);
  char *in = (char *)(uintptr_t)(bytes + from), *out = decoded;
  size_t in_left = to - from, out_left = sizeof decoded;
  assert_int_not_equal(iconv(converter, &in, &in_left, &out, &out_left), (size_t)-1);
  iconv_close(converter);
  assert_int_equal(sizeof decoded - out_left, end - begin);
  assert_memory_equal(decoded, document->text.data + begin, end - begin);
}

static void leads_back_in_every_encoding(void **state) {
  (void)state;
  static const char *const charsets[] = {"UTF-8", "WINDOWS-1252", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"};
  for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++) {
    char bytes[4096];
    const size_t size = encode(charsets[i], sample, bytes, sizeof bytes);
    struct relata_document *document = read_memory(bytes, size, RELATA_INPUT_AUTO);
    assert_true(document->has_title);
    for (uint32_t begin = 0; begin < document->text.len; begin++)
      for (uint32_t end = begin + 1; end <= document->text.len; end += 1 + end % 7)
        if (is_begin(document, begin) && is_begin(document, end) && document->text.data[begin] != '\n' &&
            document->text.data[end - 1] != '\n')
          check_span(document, bytes, charsets[i], begin, end);
    relata_document_free(document);
  }
}

static void composes_what_is_decomposed(void **state) {
  (void)state;
  static const char bytes[] = "Zoe\u0308 saw A\u030angstro\u0308m and \u212bngstr\u00f6m in the cafe\u0301.";
  struct relata_document *document = read_memory(bytes, strlen(bytes), RELATA_INPUT_TEXT);
  assert_str(document->text, "Zo\u00eb saw \u00c5ngstr\u00f6m and \u00c5ngstr\u00f6m in the caf\u00e9.");
  const uint32_t saw =
      (uint32_t)((const char *)memmem(document->text.data, document->text.len, "saw", 3) - document->text.data);
  assert_int_equal(relata_document_source_offset(document, saw), strstr(bytes, "saw") - bytes);
  assert_int_equal(relata_document_source_end(document, 0, saw - 1), strstr(bytes, " saw") - bytes);
  relata_document_free(document);
}

static void counts_broken_bytes(void **state) {
  (void)state;
  static const char bytes[] = "The \xff river \xe2\x82 ran \xc3\xa9 and \xf0\x9f\x98 stopped. "
                              "\u00e9\u00e8\u00e0\u00e9\u00e8\u00e0\u00e9\u00e8\u00e0\u00e9\u00e8\u00e0";
  struct relata_document *document = read_memory(bytes, sizeof bytes - 1, RELATA_INPUT_TEXT);
  assert_int_equal(document->broken_bytes, 6);
  assert_str(document->text, "The \ufffd river \ufffd ran \u00e9 and \ufffd stopped. "
                             "\u00e9\u00e8\u00e0\u00e9\u00e8\u00e0\u00e9\u00e8\u00e0\u00e9\u00e8\u00e0");
  relata_document_free(document);
}

static void keeps_lines_as_they_are(void **state) {
  (void)state;
  static const char bytes[] = "  A first  line .\r\n\r\nSource: Reuters\nthe  last";
  struct relata_document *document = read_memory(bytes, strlen(bytes), RELATA_INPUT_LINES);
  assert_str(document->text, "  A first  line .\n\nSource: Reuters\nthe  last");
  relata_document_free(document);
}

static void keeps_every_word_when_raw(void **state) {
  (void)state;
  static const char bytes[] = "Share this article\n\nPARIS (AFP) - It rained.\n\nRelated news\n\nMore rain";
  const struct relata_read_options options = {.input = RELATA_INPUT_TEXT, .raw = true};
  struct relata_document *document;
  assert_int_equal(relata_read_memory(&document, relata_str_of(bytes), "x", &options, NULL), RELATA_OK);
  assert_str(document->text, bytes);
  assert_false(document->has_title);
  relata_document_free(document);
}

/* ---------------------------------------------------------------- HTML */

static void resolves_references(void **state) {
  (void)state;
  static const char page[] =
      "<p>Tom &amp;amp; Eva &copy2019 &notit; AT&T &#8364;5 &eacute;t&eacute; a&nbsp;b &unknown; "
      "&lt;b&gt; &NotEqualTilde; &amp x foo</i>bar end, and more so that it is long.</p>";
  struct relata_document *document = read_memory(page, strlen(page), RELATA_INPUT_HTML);
  assert_str(document->text, "Tom &amp; Eva \u00a92019 \u00acit; AT&T \u20ac5 \u00e9t\u00e9 a b &unknown; <b> "
                             "\u2242\u0338 & x foobar end, and more so that it is long.");
  static const char *const words[] = {"Eva", "2019", "AT&T", "end,", "foo", "bar", "long."};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    const size_t len = strlen(words[i]);
    const char *found = memmem(document->text.data, document->text.len, words[i], len);
    const uint32_t at = (uint32_t)(found - document->text.data);
    const uint32_t from = relata_document_source_offset(document, at);
    assert_memory_equal(page + from, words[i], len);
    assert_int_equal(relata_document_source_end(document, at, at + (uint32_t)len), from + len);
  }
  relata_document_free(document);
}

static void refuses_deep_pages(void **state) {
  (void)state;
  const size_t depth = 100000;
  char *page = malloc(depth * 5 + 1);
  for (size_t i = 0; i < depth; i++)
    memcpy(page + 5 * i, "<div>", 5);
  struct relata_error error;
  const struct relata_read_options options = {.input = RELATA_INPUT_HTML};
  assert_int_equal(refuse(page, depth * 5, &options, &error), RELATA_LIMIT);
  free(page);
}

/* --------------------------------------------------------------- parts */

/* Reads a file in parts; the text's length, checked part by part. */
static size_t read_parts(const char *path, const char *bytes, const char *separator, size_t *parts) {
  struct relata_reader *reader;
  assert_int_equal(relata_reader_new(&reader, &path, 1, NULL, NULL, NULL, NULL), RELATA_OK);
  size_t total = 0;
  *parts = 0;
  bool more = true;
  for (struct relata_document *document;;) {
    assert_int_equal(relata_reader_next(reader, &document, NULL), RELATA_OK);
    if (!document)
      break;
    assert_true(more);
    assert_int_equal(document->part, *parts);
    assert_true(document->text.len <= 64 << 10);
    more = document->more_parts;
    const struct relata_str text = document->text;
    for (uint32_t at = 0; at < text.len; at += 97)
      assert_true(bytes[relata_document_source_offset(document, at)] == text.data[at]);
    assert_true(is_begin(document, 0));
    if (more && separator)
      assert_memory_equal(text.data + text.len - strlen(separator), separator, strlen(separator));
    total += text.len;
    ++*parts;
    relata_document_free(document);
  }
  assert_false(more);
  assert_int_equal(relata_reader_get_failures(reader), 0);
  relata_reader_free(reader);
  return total;
}

static void cuts_long_texts(void **state) {
  (void)state;
  char *folder = make_folder(), *path = join(folder, "long.txt");
  const char *const pieces[] = {"Paragraph of some length about nothing. It has two sentences.\n\n", /* paragraphs */
                                "A sentence that ends. ",                                            /* one line */
                                "word ", "abcdefghi\u20acj"};
  const char *const ends[] = {"sentences.", "ends.", "word", NULL};
  for (size_t kind = 0; kind < 4; kind++) {
    const size_t piece = strlen(pieces[kind]), count = 700000 / piece, size = count * piece;
    char *bytes = malloc(size);
    for (size_t i = 0; i < count; i++)
      memcpy(bytes + i * piece, pieces[kind], piece);
    spill(path, bytes, size);
    size_t parts;
    const size_t total = read_parts(path, bytes, ends[kind], &parts);
    assert_true(parts >= 11 && parts <= 24);
    assert_true(total <= size && total + 4 * parts + 4 >= size);
    free(bytes);
  }
  free(path);
  remove_folder(folder);
}

/* --------------------------------------------------------------- paths */

static size_t read_all(const char *const *paths, size_t count, struct warnings *warnings, char *ids, size_t room) {
  struct relata_reader *reader;
  *warnings = (struct warnings){.count = 0};
  *ids = '\0';
  assert_int_equal(relata_reader_new(&reader, paths, count, NULL, take_warning, warnings, NULL), RELATA_OK);
  size_t documents = 0;
  for (struct relata_document *document;;) {
    assert_int_equal(relata_reader_next(reader, &document, NULL), RELATA_OK);
    if (!document)
      break;
    snprintf(ids + strlen(ids), room - strlen(ids), "%.*s ", (int)document->id.len, document->id.data);
    relata_document_free(document);
    documents++;
  }
  uint64_t done, total;
  relata_reader_get_progress(reader, &done, &total);
  assert_int_equal(done, total);
  assert_int_equal(relata_reader_get_failures(reader), warnings->count);
  relata_reader_free(reader);
  return documents;
}

static void walks_folders(void **state) {
  (void)state;
  char *folder = make_folder(), ids[1024];
  static const char *const names[] = {"b.txt", "B.txt", "a/z.txt", "a/y.md", ".hidden.txt", "a/.git/x.txt", "c.txt"};
  char command[256];
  snprintf(command, sizeof command, "mkdir -p %s/a/.git && ln -s .. %s/a/loop && ln -s nowhere %s/gone", folder, folder,
           folder);
  assert_int_equal(system(command), 0);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    char *path = join(folder, names[i]);
    spill(path, "It rained in Lorn.\n", 19);
    free(path);
  }
  struct warnings warnings;
  const char *const paths[] = {folder};
  assert_int_equal(read_all(paths, 1, &warnings, ids, sizeof ids), 5);
  assert_string_equal(ids, "B.txt a/y.md a/z.txt b.txt c.txt ");
  assert_int_equal(warnings.count, 1); /* the link to nowhere */
  assert_non_null(strstr(warnings.last.path, "gone"));

  char *glob = join(folder, "[bc].t?t"), *missing = join(folder, "missing.txt"), *first = join(folder, "a/z.txt");
  char *second = join(folder, "a/../a/z.txt");
  const char *const more[] = {glob, missing, first, second};
  assert_int_equal(read_all(more, 4, &warnings, ids, sizeof ids), 4);
  assert_int_equal(warnings.count, 1);
  assert_string_equal(warnings.last.path, missing);
  assert_string_equal(warnings.last.message, strerror(ENOENT));
  char expected[512];
  snprintf(expected, sizeof expected, "b.txt c.txt %s %s ", first, second);
  assert_string_equal(ids, expected);
  free(glob);
  free(missing);
  free(first);
  free(second);
  remove_folder(folder);
}

static void names_what_cannot_be_read(void **state) {
  (void)state;
  struct relata_error error;
  assert_int_equal(refuse("", 0, NULL, &error), RELATA_BAD_INPUT);
  assert_string_equal(error.message, "is empty");
  assert_int_equal(refuse("MZ\0\0\1\2", 6, NULL, &error), RELATA_BAD_INPUT);
  assert_non_null(strstr(error.message, "looks like a binary file"));
  const struct relata_read_options small = {.max_bytes = 10};
  assert_int_equal(refuse("more than ten bytes", 19, &small, &error), RELATA_LIMIT);
  assert_int_equal(refuse("{\"text\": ", 9, NULL, &error), RELATA_BAD_INPUT);
  struct relata_reader *reader;
  assert_int_equal(relata_reader_new(&reader, NULL, 0, NULL, NULL, NULL, &error), RELATA_BAD_USAGE);
  assert_null(reader);
}

static void refuses_bombs(void **state) {
  (void)state;
  char *folder = make_folder(), *path = join(folder, "bomb.txt.gz");
  gzFile file = gzopen(path, "wb9");
  char *blanks = malloc(1 << 20);
  memset(blanks, 'a', 1 << 20);
  for (int i = 0; i < 100; i++)
    gzwrite(file, blanks, 1 << 20);
  gzclose(file);
  free(blanks);
  struct relata_reader *reader;
  struct warnings warnings = {.count = 0};
  const char *const paths[] = {path};
  assert_int_equal(relata_reader_new(&reader, paths, 1, NULL, take_warning, &warnings, NULL), RELATA_OK);
  for (struct relata_document *document;;) {
    assert_int_equal(relata_reader_next(reader, &document, NULL), RELATA_OK);
    if (!document)
      break;
    relata_document_free(document);
  }
  assert_int_equal(warnings.count, 1);
  assert_int_equal(warnings.last.status, RELATA_LIMIT);
  relata_reader_free(reader);
  free(path);
  remove_folder(folder);
}

static void takes_named_fields(void **state) {
  (void)state;
  static const char record[] = "{\"text\": \"not this\", \"data\": {\"words\": \"But this.\"}, \"nr\": 7}";
  static const char *const fields[] = {"text=data.words", "id=nr", NULL};
  const struct relata_read_options options = {.input = RELATA_INPUT_JSON, .fields = fields};
  struct relata_document *document;
  assert_int_equal(relata_read_memory(&document, relata_str_of(record), "x.json", &options, NULL), RELATA_OK);
  assert_str(document->text, "But this.");
  assert_str(document->id, "7");
  relata_document_free(document);
}

static void hashes_what_it_read(void **state) {
  (void)state;
  struct relata_document *a = read_memory("It rained.", 10, RELATA_INPUT_TEXT);
  struct relata_document *b = read_memory("It rained. ", 11, RELATA_INPUT_TEXT);
  struct relata_document *c = read_memory("It snowed.", 10, RELATA_INPUT_TEXT);
  assert_true(a->content_hash == b->content_hash && a->content_hash != c->content_hash);
  relata_document_free(a);
  relata_document_free(b);
  relata_document_free(c);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_golden_cases),
      cmocka_unit_test(cuts_leads),
      cmocka_unit_test(leads_back_in_every_encoding),
      cmocka_unit_test(composes_what_is_decomposed),
      cmocka_unit_test(counts_broken_bytes),
      cmocka_unit_test(keeps_lines_as_they_are),
      cmocka_unit_test(keeps_every_word_when_raw),
      cmocka_unit_test(resolves_references),
      cmocka_unit_test(refuses_deep_pages),
      cmocka_unit_test(cuts_long_texts),
      cmocka_unit_test(walks_folders),
      cmocka_unit_test(names_what_cannot_be_read),
      cmocka_unit_test(refuses_bombs),
      cmocka_unit_test(takes_named_fields),
      cmocka_unit_test(hashes_what_it_read),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
