/* features.c — prints the open extractions of sentences with the values that
 * rank them, for train.py.
 *
 *   openie_features MODEL LINES.txt > features.tsv     (every line a sentence)
 *
 * A first line names the columns: sentence, predicate, arguments joined by
 * " ||| ", then a column a feature.
 */
#include <stdio.h>

#include "extract/facts/openie_rank.h"

static void str_print(struct relata_str text) {
  for (size_t k = 0; k < text.len; k++)
    putchar(text.data[k] == '\t' || text.data[k] == '\n' ? ' ' : text.data[k]);
}

static void draft_print(const struct openie *openie, const struct draft *draft) {
  const struct relata_sentence *sentence = tree_sentence(openie->tree, draft->head);
  const struct relata_str text = {openie->document->text.data + sentence->begin_byte,
                                  sentence->end_byte - sentence->begin_byte};
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

static void document_print(struct relata_document *document) {
  struct openie openie;
  openie_begin(&openie, document, false);
  for (size_t k = 0; k < openie.draft_count; k++)
    draft_print(&openie, &openie.drafts[k]);
  openie_end(&openie);
}

/* The file's bytes in the document's arena; false when it cannot be read. */
static bool text_read(struct relata_document *document, const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file)
    return false;
  long size = -1;
  if (fseek(file, 0, SEEK_END) == 0)
    size = ftell(file);
  rewind(file);
  char *bytes = size < 0 ? NULL : relata_arena_alloc(document->arena, (size_t)size + 1);
  const bool whole = bytes && fread(bytes, 1, (size_t)size, file) == (size_t)size;
  fclose(file);
  document->text = (struct relata_str){bytes, whole ? (size_t)size : 0};
  return whole;
}

static void header_print(void) {
  fputs("sentence\tpredicate\targuments", stdout);
  for (size_t k = 0; k < FEATURE_COUNT; k++)
    printf("\t%s", openie_feature_name((enum openie_feature)k));
  putchar('\n');
}

static enum relata_status lines_print(struct relata_document *document, const char *model_path,
                                      struct relata_error *error) {
  struct relata_model *model = NULL;
  RELATA_TRY(relata_model_open(&model, model_path, error));
  enum relata_status status = relata_split_lines(document, error);
  if (status == RELATA_OK)
    status = relata_analyse(document, model, error);
  if (status == RELATA_OK)
    status = relata_find_clauses(document, error);
  if (status == RELATA_OK)
    document_print(document);
  relata_model_close(model);
  return status;
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fputs("usage: openie_features MODEL LINES.txt\n", stderr);
    return 2;
  }
  struct relata_document *document = relata_document_new();
  struct relata_error error = {0};
  int exit_status = 0;
  if (!text_read(document, argv[2])) {
    perror(argv[2]);
    exit_status = 2;
  } else {
    header_print();
    if (lines_print(document, argv[1], &error) != RELATA_OK) {
      fprintf(stderr, "%s\n", error.message);
      exit_status = 3;
    }
  }
  relata_document_free(document);
  return exit_status;
}
