/* facts.c — the facts of a text, through the library.
 *
 *   cc facts.c -o facts $(pkg-config --cflags --libs relata)
 *   ./facts /usr/share/relata 'Turkey backs the rebels.'
 */
#include <extract/extract.h>
#include <ontology/ontology.h>
#include <stdio.h>

#define DO(call) if ((call) != RELATA_OK) return fprintf(stderr, "%s %s\n", error.path, error.message), 2

int main(int argc, char **argv) {
  struct relata_error error = { .status = RELATA_OK };
  struct relata_model *model;
  struct relata_ontology *ontology;
  struct relata_document *document;
  struct relata_read_options options = { .input = RELATA_INPUT_TEXT };
  char path[4096];
  if (argc < 3)
    return fprintf(stderr, "usage: facts DATA_FOLDER TEXT\n"), 2;
  snprintf(path, sizeof path, "%s/relata.model", argv[1]);
  DO(relata_model_open(&model, path, &error));
  snprintf(path, sizeof path, "%s/relata.lexicon", argv[1]);
  DO(relata_ontology_open(&ontology, path, &error));
  DO(relata_read_memory(&document, relata_str_of(argv[2]), "text", &options, &error));
  DO(relata_split(document, &error));
  DO(relata_analyse(document, model, &error));
  DO(relata_find_clauses(document, &error));
  DO(relata_link_mentions(document, ontology, &error));
  DO(relata_find_facts(document, ontology, model, &error));
  for (size_t k = 0; k < document->fact_count; k++) {
    const struct relata_fact *fact = &document->facts[k];
    printf("%.*s | %.*s | %.*s\n", (int)fact->subject_label.len, fact->subject_label.data, (int)fact->relation.len,
           fact->relation.data, (int)fact->object_label.len, fact->object_label.data);
  }
  relata_document_free(document);
  relata_ontology_close(ontology);
  relata_model_close(model);
  return 0;
}
