/* entities_filter.c — relata entities --keys, --stdin, --join. */
#include "cli/entities_filter.h"

#include "cli/common.h"
#include "cli/report.h"
#include "extract/base/out.h"
#include "graph/graph.h"

static enum relata_status run(enum entities_filter_step step, const struct data *data, struct relata_out *out,
                              struct relata_error *error) {
  switch (step) {
  case ENTITIES_KEYS:
    return relata_filter_keys("-", out, data->ontology, NULL, error);
  case ENTITIES_BLOCKS:
    return relata_filter_blocks("-", out, error);
  case ENTITIES_JOIN:
    break;
  }
  return relata_filter_join("-", out, NULL, error);
}

int entities_filter(enum entities_filter_step step, const char *output) {
  const struct common_options options = {0};
  struct relata_error error = {.status = RELATA_OK};
  struct data data = {0};
  struct relata_out *out = NULL;
  enum relata_status status = step == ENTITIES_KEYS ? data_open(&data, &options, false, true, &error) : RELATA_OK;
  if (status == RELATA_OK)
    status = relata_out_open(&out, output ? output : "-", &error);
  if (status == RELATA_OK) {
    status = run(step, &data, out, &error);
    if (status == RELATA_IO && relata_out_failed(out))
      status = RELATA_OK; /* closing has the better words */
    if (status == RELATA_OK)
      status = relata_out_close(out, &error);
    else
      relata_out_abandon(out);
  }
  data_close(&data);
  return status == RELATA_OK ? 0 : report_error(&error);
}
