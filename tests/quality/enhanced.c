/* enhanced.c — the arguments that clauses take from elsewhere in the sentence:
 * shared subjects, subjects of open complements, antecedents of relative
 * clauses, all members of a coordination.
 *
 *   quality_enhanced MODEL TREEBANK.conllu [--trees] > edges.tsv
 *
 * With --trees the treebank's own trees are kept, else its words are analysed.
 * A line an argument that is no child of its predicate in the basic tree:
 * number of the sentence in the file, word and predicate (both from 1), role.
 */
#include <stdio.h>
#include <string.h>

#include "extract/extract.h"

static const char *role_name(enum relata_role role) {
  switch (role) {
  case RELATA_ROLE_SUBJECT:
    return "subject";
  case RELATA_ROLE_OBJECT:
    return "object";
  case RELATA_ROLE_INDIRECT:
    return "indirect";
  case RELATA_ROLE_OBLIQUE:
    return "oblique";
  default:
    return NULL;
  }
}

static void clause_print(const struct relata_document *document, const struct relata_clause *clause, size_t sentences) {
  const uint32_t first = document->sentences[clause->sentence].first;
  for (size_t a = 0; a < clause->argument_count; a++) {
    const struct relata_argument *argument = &clause->arguments[a];
    const char *role = role_name(argument->role);
    if (role && argument->head != RELATA_NONE && document->tokens[argument->head].head != clause->head)
      printf("%zu\t%u\t%u\t%s\n", sentences + clause->sentence, argument->head - first + 1, clause->head - first + 1, role);
  }
}

static enum relata_status document_print(struct relata_document *document, const struct relata_model *model,
                                         size_t sentences, struct relata_error *error) {
  RELATA_TRY(relata_analyse(document, model, error));
  RELATA_TRY(relata_find_clauses(document, error));
  for (size_t c = 0; c < document->clause_count; c++)
    if (document->clauses[c].kind == RELATA_CLAUSE_VERB || document->clauses[c].kind == RELATA_CLAUSE_COPULA ||
        document->clauses[c].kind == RELATA_CLAUSE_ADJECTIVE)
      clause_print(document, &document->clauses[c], sentences);
  return RELATA_OK;
}

static enum relata_status documents_print(struct relata_reader *reader, const struct relata_model *model,
                                          struct relata_error *error) {
  for (size_t sentences = 0;;) {
    struct relata_document *document;
    RELATA_TRY(relata_reader_next(reader, &document, error));
    if (!document)
      return RELATA_OK;
    const enum relata_status status = document_print(document, model, sentences, error);
    sentences += document->sentence_count;
    relata_document_free(document);
    RELATA_TRY(status);
  }
}

static enum relata_status run(const char *model_path, const char *path, bool trees, struct relata_error *error) {
  struct relata_model *model;
  RELATA_TRY(relata_model_open(&model, model_path, error));
  const struct relata_read_options options = { .input = RELATA_INPUT_CONLLU, .keep_trees = trees };
  struct relata_reader *reader = NULL;
  enum relata_status status = relata_reader_new(&reader, &path, 1, &options, NULL, NULL, error);
  if (status == RELATA_OK)
    status = documents_print(reader, model, error);
  relata_reader_free(reader);
  relata_model_close(model);
  return status;
}

int main(int argc, char **argv) {
  const bool trees = argc == 4 && strcmp(argv[3], "--trees") == 0;
  if (argc != 3 && !trees) {
    fputs("usage: quality_enhanced MODEL TREEBANK.conllu [--trees]\n", stderr);
    return 2;
  }
  struct relata_error error = { 0 };
  if (run(argv[1], argv[2], trees, &error) == RELATA_OK)
    return 0;
  fprintf(stderr, "quality_enhanced: %s: %s\n", error.path, error.message);
  return 3;
}
