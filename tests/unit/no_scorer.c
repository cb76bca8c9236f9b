/* no_scorer.c — the relation scorer where there is no model: it knows nothing. */
#include "extract/extract.h"

enum relata_status relata_score_relations(const struct relata_document *document, const struct relata_model *model,
                                          uint32_t sentence, const uint32_t (*pairs)[2], size_t pair_count,
                                          float *probabilities, struct relata_error *error) {
  (void)document, (void)model, (void)sentence, (void)pairs, (void)pair_count, (void)probabilities;
  return relata_error_set(error, RELATA_BAD_MODEL, NULL, 0, 0, "no model");
}

size_t relata_relation_count(const struct relata_model *model) {
  (void)model;
  return 0;
}

const char *relata_relation_name(const struct relata_model *model, size_t index) {
  (void)model, (void)index;
  return "";
}
