/* pipeline.h — documents through all the steps, several at a time, handed over in the order they were read.
 *
 * Each worker reads in turn (the reader is one), works alone, and hands over
 * in turn: memory holds as many documents as there are workers, and the order
 * never depends on their number.
 */
#ifndef RELATA_PIPELINE_H
#define RELATA_PIPELINE_H

#include "extract/extract.h"
#include "ontology/ontology.h"

enum pipeline_goal { PIPELINE_ANALYSIS, PIPELINE_MENTIONS, PIPELINE_EXTRACTIONS, PIPELINE_FACTS };

struct pipeline {
  const struct relata_model *model;
  const struct relata_ontology *ontology;
  enum pipeline_goal goal;
  bool binary;  /* extractions: minimal triples */
  bool reasons; /* facts: keep why each was told */
  bool scorer;  /* facts: let the relation scorer speak too */
  unsigned jobs;
  struct relata_read_options read;
  /* May a document be passed over, as it was dealt with before?  Gets the
   * payload of `take`, from several threads at once; NULL: none may. */
  bool (*knows)(const void *payload, const struct relata_document *document);
};

struct pipeline_result {
  size_t documents, words, facts;
  size_t known;     /* documents passed over, not counted above */
  size_t failures;  /* inputs that could not be read */
  int worst_status; /* exit status of the gravest of them */
};

/* Called for one document after the other, never two at a time. */
typedef enum relata_status (*pipeline_take)(void *payload, struct relata_document *document,
                                            struct relata_error *error);

/* All steps of one document, as far as the goal needs them. */
enum relata_status pipeline_work(const struct pipeline *pipeline, struct relata_document *document,
                                 struct relata_error *error);

enum relata_status pipeline_run(const struct pipeline *pipeline, const char *const *paths, size_t path_count,
                                pipeline_take take, void *payload, struct pipeline_result *result,
                                struct relata_error *error);

#endif
