/* split_tool.c — shows what the splitter does, for training and measuring.
 *
 *   relata_split_tool spans TEXT...           a line a sentence: byte spans BEGIN-END of its words;
 *                                             an empty line behind each text
 *   relata_split_tool features TEXT ENDS ...  a line a gap: 1 or 0 TAB its features, parted by blanks
 *
 * TEXT is a document, paragraphs parted by empty lines; ENDS holds, a line
 * each, the bytes behind the last word of every true sentence.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "extract/analyse/split/boundary.h"
#include "extract/extract.h"

static void fail(const char *what, const char *name) {
  fprintf(stderr, "relata_split_tool: %s: %s\n", name, what);
  exit(2);
}

static char *read_file(const char *path, size_t *len) {
  FILE *file = fopen(path, "rb");
  if (!file)
    fail(strerror(errno), path);
  char *bytes = NULL;
  *len = 0;
  for (size_t room = 1 << 16;; room *= 2) {
    bytes = realloc(bytes, room + 1);
    if (!bytes)
      fail("no memory", path);
    *len += fread(bytes + *len, 1, room - *len, file);
    if (*len < room)
      break;
  }
  bytes[*len] = 0;
  fclose(file);
  return bytes;
}

/* ------------------------------------------------------------------- spans */

static void print_spans(const struct relata_document *document) {
  for (size_t i = 0; i < document->sentence_count; i++) {
    const struct relata_sentence *sentence = &document->sentences[i];
    for (uint32_t word = sentence->first; word < sentence->end; word++)
      printf("%s%" PRIu32 "-%" PRIu32, word > sentence->first ? " " : "", document->tokens[word].begin,
             document->tokens[word].end);
    putchar('\n');
  }
}

/* ---------------------------------------------------------------- features */

/* Reads the next of the ascending numbers at `*cursor`; SIZE_MAX at their end. */
static size_t next_number(char **cursor) {
  char *end;
  const unsigned long long number = strtoull(*cursor, &end, 10);
  if (end == *cursor)
    return SIZE_MAX;
  *cursor = end;
  return (size_t)number;
}

static void print_feature(void *payload, const char *name, size_t len) {
  (void)payload;
  putchar(' ');
  fwrite(name, 1, len, stdout);
}

/* The document's words as the splitter had them. */
static struct piece *pieces_of(const struct relata_document *document) {
  struct piece *pieces = calloc(document->token_count + 1, sizeof *pieces);
  if (!pieces)
    fail("no memory", "-");
  for (size_t i = 0; i < document->token_count; i++)
    pieces[i] = (struct piece){document->tokens[i].begin, document->tokens[i].end};
  return pieces;
}

/* Prints the gaps of a paragraph of `count` words; `*gold` is the next true end. */
static void print_paragraph(enum boundary_style style, const char *text, const struct piece *pieces, size_t count,
                            char **ends, size_t *gold) {
  struct boundary_place place;
  boundary_start(&place, style, text, pieces, count);
  bool begins = true;
  for (size_t i = 0; i + 1 < count; i++) {
    boundary_pass(&place, i, begins);
    while (*gold < pieces[i].end)
      *gold = next_number(ends);
    begins = *gold == pieces[i].end;
    if (!boundary_is_candidate(&place, i))
      continue;
    printf("%d\t", begins);
    boundary_features(&place, i, print_feature, NULL);
    putchar('\n');
  }
}

static void print_features(const struct relata_document *document, const char *path) {
  size_t len;
  char *bytes = read_file(path, &len), *cursor = bytes;
  size_t gold = next_number(&cursor);
  struct piece *pieces = pieces_of(document);
  const enum boundary_style style = boundary_style_of(document->text.data, pieces, document->token_count);
  for (size_t i = 0; i < document->sentence_count;) {
    size_t last = i + 1;
    while (last < document->sentence_count && !document->sentences[last].paragraph_begins)
      last++;
    const uint32_t first = document->sentences[i].first;
    print_paragraph(style, document->text.data, pieces + first, document->sentences[last - 1].end - first, &cursor,
                    &gold);
    i = last;
  }
  free(pieces);
  free(bytes);
}

static void show(const char *path, const char *ends) {
  struct relata_error error;
  struct relata_document *document = relata_document_new();
  char *bytes = read_file(path, &document->text.len);
  document->text.data = bytes;
  if (relata_split(document, &error) != RELATA_OK)
    fail(error.message, path);
  if (ends)
    print_features(document, ends);
  else
    print_spans(document);
  relata_document_free(document);
  free(bytes);
}

int main(int argc, char **argv) {
  const bool spans = argc >= 3 && strcmp(argv[1], "spans") == 0;
  if (!spans && !(argc >= 4 && argc % 2 == 0 && strcmp(argv[1], "features") == 0))
    fail("usage: relata_split_tool spans TEXT... | features TEXT ENDS [TEXT ENDS]...", "-");
  for (int i = 2; i < argc; i += spans ? 1 : 2) {
    show(argv[i], spans ? NULL : argv[i + 1]);
    if (spans)
      putchar('\n');
  }
  return fflush(stdout) ? 2 : 0;
}
