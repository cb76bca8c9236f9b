/* features.c — prints the mapped facts of sentences, none left out, with the
 * values that weigh them, for train.py.
 *
 *   confidence_features MODEL LEXICON SENTENCES.tsv > features.tsv
 *
 * A line of SENTENCES.tsv is `id <TAB> text`.  A line out: id, subject as
 * written, subject's label, relation, object as written, object's label, then
 * `name=value` columns.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ontology/confidence.h"

static void str_print(struct relata_str text) {
  for (size_t k = 0; k < text.len; k++)
    putchar(text.data[k] == '\t' || text.data[k] == '\n' ? ' ' : text.data[k]);
}

static void value_print(void *payload, const char *name, double value) {
  (void)payload;
  printf("\t%s %.5g", name, value);
}

static void fact_print(const struct mapper *mapper, size_t number, const char *id) {
  const struct relata_fact *fact = &mapper->facts[number];
  const char *text = mapper->document->text.data;
  printf("%s\t", id);
  str_print((struct relata_str){ text + fact->subject_begin, fact->subject_end - fact->subject_begin });
  putchar('\t');
  str_print(fact->subject_label);
  putchar('\t');
  str_print(fact->relation);
  putchar('\t');
  str_print((struct relata_str){ text + fact->object_begin, fact->object_end - fact->object_begin });
  putchar('\t');
  str_print(fact->object_label);
  confidence_features(mapper, number, value_print, NULL);
  putchar('\n');
}

static enum relata_status text_print(const char *id, const char *text, const struct relata_model *model,
                                     const struct relata_ontology *ontology, struct relata_error *error) {
  struct relata_document *document = relata_document_new();
  document->text = relata_arena_copy(document->arena, relata_str_of(text));
  struct mapper mapper = { .document = document, .ontology = ontology, .model = model };
  enum relata_status status = relata_split(document, error);
  if (status == RELATA_OK)
    status = relata_analyse(document, model, error);
  if (status == RELATA_OK)
    status = relata_find_clauses(document, error);
  if (status == RELATA_OK)
    status = relata_link_mentions(document, ontology, error);
  if (status == RELATA_OK)
    status = map_candidates(&mapper, error);
  for (size_t f = 0; status == RELATA_OK && f < mapper.fact_count; f++)
    fact_print(&mapper, f, id);
  relata_document_free(document);
  return status;
}

static enum relata_status file_print(FILE *file, const struct relata_model *model,
                                     const struct relata_ontology *ontology, struct relata_error *error) {
  char *line = NULL;
  size_t room = 0;
  enum relata_status status = RELATA_OK;
  while (status == RELATA_OK && getline(&line, &room, file) > 0) {
    line[strcspn(line, "\n")] = 0;
    char *tab = strchr(line, '\t');
    if (!tab)
      continue;
    *tab = 0;
    status = text_print(line, tab + 1, model, ontology, error);
  }
  free(line);
  return status;
}

int main(int argc, char **argv) {
  struct relata_model *model = NULL;
  struct relata_ontology *ontology = NULL;
  struct relata_error error = { 0 };
  FILE *file = argc == 4 ? fopen(argv[3], "r") : NULL;
  if (!file) {
    fputs("usage: confidence_features MODEL LEXICON SENTENCES.tsv\n", stderr);
    return 2;
  }
  enum relata_status status = relata_model_open(&model, argv[1], &error);
  if (status == RELATA_OK)
    status = relata_ontology_open(&ontology, argv[2], &error);
  if (status == RELATA_OK)
    status = file_print(file, model, ontology, &error);
  if (status != RELATA_OK)
    fprintf(stderr, "%s\n", error.message);
  relata_ontology_close(ontology);
  relata_model_close(model);
  fclose(file);
  return status == RELATA_OK ? 0 : 3;
}
