#include "graph/sparql/evaluate.h"
void plan_explain(const struct plan *plan, const struct evaluation *evaluation, const struct relata_prefix *prefixes,
                  struct relata_out *out) { (void)plan; (void)evaluation; (void)prefixes; (void)out; }
