/* features.c — prints the mapped facts of sentences and articles, none left
 * out, with the values that weigh them, for train.py.
 *
 *   confidence_features MODEL LEXICON FILE … > features.tsv
 *
 * A line of FILE.tsv is `id <TAB> text`, each a document; any other FILE is an
 * article.  A line out: the document's id, the subject's first byte, words and
 * label, the relation, the object's first byte, words and label, the status,
 * then a `name value` column a value.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ontology/confidence.h"

static void str_print(struct relata_str text) {
  for (size_t k = 0; k < text.len; k++)
    putchar(text.data[k] == '\t' || text.data[k] == '\n' ? ' ' : text.data[k]);
  putchar('\t');
}

static void value_print(void *payload, const char *name, double value) {
  (void)payload;
  printf("\t%s %.5g", name, value);
}

static void end_print(const struct relata_document *document, uint32_t begin, uint32_t end, struct relata_str label) {
  printf("%u\t", relata_document_source_offset(document, begin));
  str_print((struct relata_str){ document->text.data + begin, end - begin });
  str_print(label);
}

static void fact_print(const struct mapper *mapper, size_t number) {
  const struct relata_fact *fact = &mapper->facts[number];
  str_print(mapper->document->id);
  end_print(mapper->document, fact->subject_begin, fact->subject_end, fact->subject_label);
  str_print(fact->relation);
  end_print(mapper->document, fact->object_begin, fact->object_end, fact->object_label);
  printf("%s%s", fact->negated ? "not " : "", fact->possible ? "possible" : "fact");
  confidence_features(mapper, number, value_print, NULL);
  putchar('\n');
}

struct reading {
  struct relata_model *model;
  struct relata_ontology *ontology;
};

static enum relata_status document_print(const struct reading *reading, struct relata_document *document,
                                         struct relata_error *error) {
  struct mapper mapper = { .document = document, .ontology = reading->ontology, .model = reading->model };
  RELATA_TRY(relata_split(document, error));
  RELATA_TRY(relata_analyse(document, reading->model, error));
  RELATA_TRY(relata_find_clauses(document, error));
  RELATA_TRY(relata_link_mentions(document, reading->ontology, error));
  RELATA_TRY(map_candidates(&mapper, error));
  for (size_t f = 0; f < mapper.fact_count; f++)
    fact_print(&mapper, f);
  return RELATA_OK;
}

static enum relata_status lines_print(const struct reading *reading, FILE *file, struct relata_error *error) {
  char *line = NULL;
  size_t room = 0;
  enum relata_status status = RELATA_OK;
  while (status == RELATA_OK && getline(&line, &room, file) > 0) {
    line[strcspn(line, "\n")] = 0;
    char *tab = strchr(line, '\t');
    if (!tab)
      continue;
    *tab = 0;
    struct relata_document *document = relata_document_new();
    document->id = relata_str_of(line);
    document->text = relata_arena_copy(document->arena, relata_str_of(tab + 1));
    status = document_print(reading, document, error);
    relata_document_free(document);
  }
  free(line);
  return status;
}

static void warn(void *payload, const struct relata_error *error) {
  (void)payload;
  fprintf(stderr, "%s\n", error->message);
}

static enum relata_status article_print(const struct reading *reading, const char *path, struct relata_error *error) {
  static const struct relata_read_options options = { .input = RELATA_INPUT_TEXT };
  struct relata_reader *reader = NULL;
  struct relata_document *document = NULL;
  enum relata_status status = relata_reader_new(&reader, &path, 1, &options, warn, NULL, error);
  while (status == RELATA_OK && (status = relata_reader_next(reader, &document, error)) == RELATA_OK && document) {
    status = document_print(reading, document, error);
    relata_document_free(document);
  }
  relata_reader_free(reader);
  return status;
}

static enum relata_status path_print(const struct reading *reading, const char *path, struct relata_error *error) {
  const size_t length = strlen(path);
  if (length < 4 || strcmp(path + length - 4, ".tsv") != 0)
    return article_print(reading, path, error);
  FILE *file = fopen(path, "r");
  if (!file)
    return relata_error_set(error, RELATA_IO, path, 0, 0, "cannot be read");
  const enum relata_status status = lines_print(reading, file, error);
  fclose(file);
  return status;
}

int main(int argc, char **argv) {
  struct reading reading = { 0 };
  struct relata_error error = { 0 };
  if (argc < 4) {
    fputs("usage: confidence_features MODEL LEXICON FILE …\n", stderr);
    return 2;
  }
  enum relata_status status = relata_model_open(&reading.model, argv[1], &error);
  if (status == RELATA_OK)
    status = relata_ontology_open(&reading.ontology, argv[2], &error);
  for (int a = 3; status == RELATA_OK && a < argc; a++)
    status = path_print(&reading, argv[a], &error);
  if (status != RELATA_OK)
    fprintf(stderr, "%s\n", error.message);
  relata_ontology_close(reading.ontology);
  relata_model_close(reading.model);
  return status == RELATA_OK ? 0 : 3;
}
