#include "graph/sparql/service.h"
void run_service(struct evaluation *evaluation, struct plan *plan, struct sink *sink) { (void)evaluation; (void)plan; (void)sink; }
