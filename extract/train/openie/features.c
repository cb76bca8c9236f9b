/* features.c — prints the open extractions of analysed sentences with the
 * values that rank them, for train.py.
 *
 *   openie_features ANALYSED.conllu > features.tsv
 *
 * A first line names the columns: sentence, predicate, arguments joined by
 * " ||| ", then a column a feature.
 */
#include <stdio.h>
#include <stdlib.h>

#include "extract/conllu/conllu.h"
#include "extract/facts/openie_rank.h"

static void str_print(struct relata_str text) {
  for (size_t k = 0; k < text.len; k++)
    putchar(text.data[k] == '\t' || text.data[k] == '\n' ? ' ' : text.data[k]);
}

static void draft_print(const struct openie *openie, const struct draft *draft) {
  const struct relata_sentence *sentence = tree_sentence(openie->tree, draft->head);
  const struct relata_str text = { openie->document->text.data + sentence->begin_byte,
                                   sentence->end_byte - sentence->begin_byte };
  double values[FEATURE_COUNT];
  draft_features(openie, draft, values);
  str_print(text);
  putchar('\t');
  str_print(words_text(openie, &draft->predicate));
  for (size_t k = 0; k < draft->argument_count; k++) {
    fputs(k ? " ||| " : "\t", stdout);
    str_print(words_text(openie, &draft->arguments[k]));
  }
  for (size_t k = 0; k < FEATURE_COUNT; k++)
    printf("\t%.6g", values[k]);
  putchar('\n');
}

static enum relata_status document_print(void *payload, struct relata_document *document) {
  (void)payload;
  enum relata_status status = relata_find_clauses(document, NULL);
  if (status == RELATA_OK) {
    struct openie openie;
    openie_begin(&openie, document, false);
    for (size_t k = 0; k < openie.draft_count; k++)
      draft_print(&openie, &openie.drafts[k]);
    openie_end(&openie);
  }
  relata_document_free(document);
  return status;
}

static char *file_read(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file || fseek(file, 0, SEEK_END) != 0)
    return NULL;
  *size = (size_t)ftell(file);
  rewind(file);
  char *bytes = malloc(*size + 1);
  if (bytes && fread(bytes, 1, *size, file) != *size) {
    free(bytes);
    bytes = NULL;
  }
  fclose(file);
  return bytes;
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fputs("usage: openie_features ANALYSED.conllu\n", stderr);
    return 2;
  }
  size_t size = 0;
  char *bytes = file_read(argv[1], &size);
  if (!bytes) {
    perror(argv[1]);
    return 2;
  }
  fputs("sentence\tpredicate\targuments", stdout);
  for (enum openie_feature k = 0; k < FEATURE_COUNT; k++)
    printf("\t%s", openie_feature_name(k));
  putchar('\n');
  const struct relata_conllu_options options = { argv[1], true };
  struct relata_error error = { 0 };
  const enum relata_status status =
    relata_conllu_read((struct relata_str){ bytes, size }, &options, document_print, NULL, &error);
  free(bytes);
  if (status != RELATA_OK) {
    fprintf(stderr, "%s:%zu: %s\n", argv[1], error.line, error.message);
    return 3;
  }
  return 0;
}
