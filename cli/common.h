/* common.h — options that several commands share, and the data they open. */
#ifndef RELATA_COMMON_H
#define RELATA_COMMON_H

#include <argp.h>
#include <stdbool.h>

#include "cli/pipeline.h"
#include "extract/extract.h"
#include "ontology/ontology.h"

struct common_options {
  unsigned jobs;
  bool quiet, verbose;
  const char *model, *lexicon; /* NULL: where they are installed */
};

/* Options about reading and about how to work, for texts in. */
struct text_options {
  struct common_options common;
  struct relata_read_options read;
  const char **paths;
  size_t path_count;
  const char **fields;
  size_t field_count;
  const char **ontologies; /* a user's own */
  size_t ontology_count;
  bool only; /* keep only facts of the user's properties */
  bool lexicon_alone; /* do not ask the relation scorer */
  double least;       /* confidence of mapped facts; below 0 the shipped thresholds */
};

/* Child parsers; their input is a struct common_options / text_options. */
extern const struct argp common_argp, text_argp;

void text_options_add_path(struct text_options *options, const char *path);
void text_options_free(struct text_options *options);

struct data {
  struct relata_model *model;
  struct relata_ontology *ontology;
};
/* Opens what is asked for; both can be closed whatever came of it. */
enum relata_status data_open(struct data *data, const struct common_options *options, bool model, bool ontology,
                             struct relata_error *error);
/* Puts the user's ontologies and wanted confidence on top of the ontology that is open. */
enum relata_status data_extend(struct data *data, const struct text_options *options, struct relata_error *error);
void data_close(struct data *data);
/* A number that changes when the program, the weights, the lexicon, the user's
 * ontologies or the options about facts do: with another, the same text may
 * give other facts. */
uint64_t data_mark(const struct text_options *options);

/* "123 articles, 45,678 words, 1,234 facts in 3.2 s" to standard error. */
void report_result(const struct pipeline_result *result, double seconds);
double seconds_now(void);
/* The whole of a file, "-" standard input, NUL-terminated, to be freed; NULL, and
 * said so, when it cannot be read. */
char *text_read(const char *path);

#endif
